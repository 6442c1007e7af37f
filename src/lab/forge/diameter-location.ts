// SPDX-License-Identifier: Apache-2.0
// Location services over Diameter: SLg between location centre and MME (TS 29.172), SLh to the home
// server (TS 29.173).

import { ascii, concat, octets, u32 } from './bytes.ts';
import { avp3gpp } from './diameter.ts';
import {
  addressOctets,
  type Exchange,
  host3gpp,
  isdn3gpp,
  networkDomain,
  number3gpp,
  type Subject,
  text3gpp,
  userName,
} from './diameter-exchange.ts';
import { plmnId } from './digits.ts';
import { geographicalOctets } from './gsm-map-location.ts';
import { allowedImei } from './identities.ts';

const slg = 16777255;
const slh = 16777291;

/** Numbers of the nodes that take part. */
const gmlcNumber = '99901000031';
const mscNumber = '99910000012';

export function locationExchanges(subject: Subject): Exchange[] {
  const { imsi, msisdn, visited } = subject;
  const cell = concat(plmnId(visited.mcc, visited.mnc), u32(0x12345));
  const estimate = geographicalOctets({ latitude: 0.25, longitude: -0.5, uncertainty: 18 });
  const domain = `epc.${networkDomain(visited)}`;
  const quality = avp3gpp(2504, [number3gpp(2523, 1), number3gpp(2505, 20), number3gpp(2509, 0)]);
  const client = avp3gpp(2501, [text3gpp(1238, 'lab client'), number3gpp(1237, 0)]);
  const plr = [
    number3gpp(2500, 0),
    userName(imsi),
    isdn3gpp(701, msisdn),
    avp3gpp(1402, ascii(allowedImei('00101001234567'))),
    client,
    number3gpp(1241, 1),
    number3gpp(2503, 0),
    quality,
    number3gpp(2508, 1),
    number3gpp(2510, 0x7f, true),
    number3gpp(2520, 4),
    number3gpp(2545, 1, true),
    avp3gpp(2531, octets(7), true),
  ];
  const pla = [
    avp3gpp(1242, estimate),
    number3gpp(2513, 0),
    number3gpp(2514, 3),
    avp3gpp(2517, cell),
  ];
  const lrr = [
    number3gpp(2518, 1),
    userName(imsi),
    isdn3gpp(701, msisdn),
    client,
    avp3gpp(1242, estimate),
    number3gpp(2514, 0),
    avp3gpp(2517, cell),
    avp3gpp(2401, [host3gpp(2402, `mme1.${domain}`), host3gpp(2408, domain)], true),
  ];
  const lra = [avp3gpp(2405, addressOctets('192.0.2.31')), avp3gpp(2531, octets(7), true)];
  const node = avp3gpp(2401, [
    isdn3gpp(1489, mscNumber),
    host3gpp(2402, `mme1.${domain}`),
    host3gpp(2408, domain),
    number3gpp(2404, 0x20),
  ]);
  const other = avp3gpp(2406, [isdn3gpp(2403, mscNumber), number3gpp(2404, 0x10)]);
  const ria = [
    userName(imsi),
    isdn3gpp(701, msisdn),
    avp3gpp(2400, octets(0, 0, 0, 1)),
    node,
    other,
    avp3gpp(2405, addressOctets('2001:db8:1::31')),
    number3gpp(2411, 1, true),
  ];
  return [
    { operation: 'slg.PLR', application: slg, command: 8388620, request: plr, answer: pla },
    { operation: 'slg.LRR', application: slg, command: 8388621, request: lrr, answer: lra },
    {
      operation: 'slh.RIR',
      application: slh,
      command: 8388622,
      request: [isdn3gpp(701, msisdn), isdn3gpp(1474, gmlcNumber)],
      answer: ria,
    },
  ];
}
