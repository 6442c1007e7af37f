// SPDX-License-Identifier: Apache-2.0
// Access that is not 3GPP's (TS 29.273): SWx to the home server, STa and SWm to where the access
// authenticates, S6b to the packet gateway. Keys and challenges are noise.

import { ascii, octets } from './bytes.ts';
import { type Avp, avp3gpp, avpCode, baseAvp, u32Avp } from './diameter.ts';
import {
  addressOctets,
  type Exchange,
  host3gpp,
  naiName,
  networkDomain,
  number3gpp,
  type Subject,
  subscriptionId,
  text3gpp,
  textBase,
} from './diameter-exchange.ts';

const applications = { sta: 16777250, swm: 16777264, s6b: 16777272 } as const;
const swx = 16777265;

const authRequestType = (value: number): Avp => u32Avp(274, value);

function apnConfiguration(): Avp {
  return avp3gpp(1430, [
    number3gpp(1423, 1),
    number3gpp(1456, 2),
    textBase(493, 'internet'),
    avp3gpp(1435, [number3gpp(516, 50_000_000), number3gpp(515, 100_000_000)]),
  ]);
}

function swxExchanges(subject: Subject): Exchange[] {
  const name = naiName(subject);
  const visited = avp3gpp(600, ascii(networkDomain(subject.visited)));
  const item = avp3gpp(612, [
    text3gpp(608, 'EAP-AKA'),
    avp3gpp(609, subject.noise(32)),
    avp3gpp(610, subject.noise(8)),
    avp3gpp(625, subject.noise(16)),
    avp3gpp(626, subject.noise(16)),
  ]);
  const profile = avp3gpp(1500, [
    subscriptionId(0, subject.msisdn),
    number3gpp(1501, 0),
    number3gpp(1502, 0),
    apnConfiguration(),
  ]);
  const exchange = (
    short: string,
    command: number,
    request: readonly Avp[],
    answer: readonly Avp[],
  ): Exchange => ({ operation: `swx.${short}`, application: swx, command, request, answer });
  return [
    exchange(
      'MAR',
      303,
      [
        name,
        number3gpp(1032, 0),
        text3gpp(1504, 'WLAN'),
        visited,
        avp3gpp(612, [text3gpp(608, 'EAP-AKA')]),
        number3gpp(607, 2),
      ],
      [name, number3gpp(607, 1), item],
    ),
    exchange('SAR', 301, [name, number3gpp(614, 1)], [name, profile]),
    exchange('RTR', 304, [name, avp3gpp(615, [number3gpp(616, 0)])], []),
    exchange('PPR', 305, [name, profile], []),
  ];
}

/** The commands that STa, SWm and S6b share. */
function sessionExchanges(which: keyof typeof applications, subject: Subject): Exchange[] {
  const name = naiName(subject);
  const visited = avp3gpp(600, ascii(networkDomain(subject.visited)));
  const identity = octets(2, 1, 0, 5, 1);
  const gateway = baseAvp(486, [
    baseAvp(334, addressOctets('192.0.2.50')),
    baseAvp(348, [
      baseAvp(avpCode.destinationRealm, ascii(`epc.${networkDomain(subject.home)}`)),
      baseAvp(avpCode.destinationHost, ascii(`pgw1.epc.${networkDomain(subject.home)}`)),
    ]),
  ]);
  const profile = [apnConfiguration(), subscriptionId(0, subject.msisdn), gateway];
  const exchange = (
    short: string,
    command: number,
    request: readonly Avp[],
    answer: readonly Avp[],
  ): Exchange => ({
    operation: `${which}.${short}`,
    application: applications[which],
    command,
    request,
    answer,
  });
  return [
    exchange(
      'DER',
      268,
      [
        name,
        authRequestType(3),
        baseAvp(462, identity),
        number3gpp(1032, 0),
        visited,
        textBase(30, 'lab'),
        textBase(31, '02-00-00-00-00-03'),
      ],
      [
        authRequestType(3),
        baseAvp(462, octets(3, 1, 0, 4)),
        baseAvp(464, subject.noise(64)),
        ...profile,
        host3gpp(318, `aaa1.epc.${networkDomain(subject.home)}`),
      ],
    ),
    exchange(
      'AAR',
      265,
      [name, authRequestType(2), gateway, textBase(493, 'internet')],
      [authRequestType(2), ...profile, u32Avp(27, 3600)],
    ),
    exchange('STR', 275, [u32Avp(295, 1), name], []),
    exchange('RAR', 258, [u32Avp(285, 0), name], []),
    exchange('ASR', 274, [name], []),
  ];
}

export function accessExchanges(subject: Subject): Exchange[] {
  const sessions = (['sta', 'swm', 's6b'] as const).flatMap((which) =>
    sessionExchanges(which, subject),
  );
  return [...swxExchanges(subject), ...sessions];
}
