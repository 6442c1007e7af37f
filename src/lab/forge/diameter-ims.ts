// SPDX-License-Identifier: Apache-2.0
// The multimedia subsystem over Diameter: Cx and Dx (TS 29.229), Sh and Dh (TS 29.329), and the
// bootstrapping interfaces Zh and Zn (TS 29.109). Authentication values are noise.

import { ascii, u32 } from './bytes.ts';
import { type Avp, avp3gpp, avpCode } from './diameter.ts';
import {
  type Exchange,
  isdn3gpp,
  networkDomain,
  number3gpp,
  privateIdentity,
  publicIdentity,
  type Subject,
  supportedFeatures,
  text3gpp,
  textBase,
  timeOctets,
} from './diameter-exchange.ts';

const cx = 16777216;
const sh = 16777217;
const zn = 16777220;
const zh = 16777221;

/** What an application server is told of a subscriber (TS 29.328 annex D). */
const userDocument =
  '<?xml version="1.0" encoding="UTF-8"?><Sh-Data><CSLocationInformation>' +
  '<CellGlobalId>mfEBEjQSNA==</CellGlobalId><VLRNumber>99910000012</VLRNumber>' +
  '<AgeOfLocationInformation>3</AgeOfLocationInformation>' +
  '</CSLocationInformation></Sh-Data>';

/** One SIP-Auth-Data-Item; with `keys` it is an answer's. */
function authenticationItem({ noise }: Subject, keys: boolean): Avp {
  const scheme = text3gpp(608, 'Digest-AKAv1-MD5');
  if (!keys) return avp3gpp(612, [scheme]);
  return avp3gpp(612, [
    number3gpp(613, 1),
    scheme,
    avp3gpp(609, noise(32)),
    avp3gpp(610, noise(8)),
    avp3gpp(625, noise(16)),
    avp3gpp(626, noise(16)),
  ]);
}

function cxExchanges(subject: Subject): Exchange[] {
  const name = textBase(avpCode.userName, privateIdentity(subject));
  const identity = text3gpp(601, publicIdentity(subject));
  const domain = networkDomain(subject.home);
  const server = text3gpp(602, `sip:scscf1.ims.${domain}:5060`);
  const visited = avp3gpp(600, ascii(`ims.${networkDomain(subject.visited)}`));
  const capabilities = avp3gpp(603, [number3gpp(604, 1), number3gpp(605, 2)]);
  const charging = avp3gpp(618, [text3gpp(621, `aaa://ccf1.ims.${domain}`)]);
  const exchange = (
    short: string,
    command: number,
    request: readonly Avp[],
    answer: readonly Avp[],
  ): Exchange => ({ operation: `cx.${short}`, application: cx, command, request, answer });
  return [
    exchange(
      'UAR',
      300,
      [name, supportedFeatures(1, 1), identity, visited, number3gpp(623, 0)],
      [capabilities, server],
    ),
    exchange(
      'SAR',
      301,
      [name, identity, server, number3gpp(614, 1), number3gpp(624, 0)],
      [avp3gpp(606, ascii('<IMSSubscription/>')), charging],
    ),
    exchange('LIR', 302, [number3gpp(633, 0), identity], [server]),
    exchange(
      'MAR',
      303,
      [name, identity, number3gpp(607, 1), authenticationItem(subject, false), server],
      [name, identity, number3gpp(607, 1), authenticationItem(subject, true)],
    ),
    exchange(
      'RTR',
      304,
      [
        name,
        avp3gpp(632, [name, textBase(avpCode.userName, `other.${privateIdentity(subject)}`)]),
        identity,
        avp3gpp(615, [number3gpp(616, 0), text3gpp(617, 'lab')]),
      ],
      [],
    ),
    exchange('PPR', 305, [name, avp3gpp(606, ascii('<IMSSubscription/>'))], []),
  ];
}

function shExchanges(subject: Subject): Exchange[] {
  const user = avp3gpp(700, [text3gpp(601, publicIdentity(subject))]);
  const byNumber = avp3gpp(700, [isdn3gpp(701, subject.msisdn)]);
  const document = avp3gpp(702, ascii(userDocument));
  const exchange = (
    short: string,
    command: number,
    request: readonly Avp[],
    answer: readonly Avp[],
  ): Exchange => ({ operation: `sh.${short}`, application: sh, command, request, answer });
  return [
    exchange(
      'UDR',
      306,
      [byNumber, number3gpp(703, 14), number3gpp(706, 1), number3gpp(707, 1), number3gpp(713, 3)],
      [document],
    ),
    exchange('PUR', 307, [user, avp3gpp(704, ascii('lab')), number3gpp(703, 0), document], []),
    exchange(
      'SNR',
      308,
      [user, number3gpp(703, 15), number3gpp(705, 0), avp3gpp(709, timeOctets(1_527_900_000))],
      [avp3gpp(709, timeOctets(2_208_988_800))],
    ),
    exchange('PNR', 309, [user, document], []),
  ];
}

export function imsExchanges(subject: Subject): Exchange[] {
  const name = textBase(avpCode.userName, privateIdentity(subject));
  return [
    ...cxExchanges(subject),
    ...shExchanges(subject),
    {
      operation: 'zh.MAR',
      application: zh,
      command: 303,
      request: [name],
      answer: [name, authenticationItem(subject, true), avp3gpp(409, timeOctets(1_527_800_000))],
    },
    {
      operation: 'zn.BIR',
      application: zn,
      command: 310,
      request: [
        avp3gpp(401, ascii('lab-transaction')),
        avp3gpp(402, ascii(`naf1.epc.${networkDomain(subject.home)}`)),
      ],
      answer: [
        name,
        avp3gpp(405, subject.noise(32)),
        avp3gpp(404, timeOctets(1_527_900_000)),
        avp3gpp(408, timeOctets(1_527_800_000)),
        avp3gpp(410, u32(0)),
      ],
    },
  ];
}
