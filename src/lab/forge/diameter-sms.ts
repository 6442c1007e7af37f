// SPDX-License-Identifier: Apache-2.0
// Short messages over Diameter (TS 29.338): S6c to the home server, SGd and Gdd to the node that
// serves the subscriber, and T4, over which a device is triggered (TS 29.337).

import { ascii, octets, u32 } from './bytes.ts';
import { avp3gpp, baseAvp } from './diameter.ts';
import {
  type Exchange,
  host3gpp,
  isdn3gpp,
  networkDomain,
  number3gpp,
  type Subject,
  text3gpp,
  timeOctets,
  userIdentifier,
  userName,
} from './diameter-exchange.ts';
import { smsDeliver, smsSubmit } from './gsm-map-sms.ts';

const s6c = 16777312;
const sgd = 16777313;
const t4 = 16777311;

const centreNumber = '99902000021';
const mmeNumber = '99910000014';

export function smsExchanges(subject: Subject): Exchange[] {
  const { imsi, msisdn, visited } = subject;
  const domain = `epc.${networkDomain(visited)}`;
  const centre = isdn3gpp(3300, centreNumber);
  const both = userIdentifier(userName(imsi), isdn3gpp(701, msisdn));
  const delivery = smsDeliver({
    from: { name: 'LAB' },
    text: 'lab',
    stamp: [18, 6, 1, 8, 0, 0],
  });
  const node = avp3gpp(2401, [
    host3gpp(2402, `mme1.${domain}`),
    host3gpp(2408, domain),
    isdn3gpp(1645, mmeNumber),
  ]);
  const outcome = avp3gpp(3316, [avp3gpp(3317, [number3gpp(3321, 1), number3gpp(3322, 1)])]);
  return [
    {
      operation: 's6c.SRR',
      application: s6c,
      command: 8388647,
      request: [isdn3gpp(701, msisdn), centre, number3gpp(3308, 0), number3gpp(3310, 1)],
      answer: [userName(imsi), node, number3gpp(3312, 1)],
    },
    {
      operation: 's6c.ALR',
      application: s6c,
      command: 8388648,
      request: [
        centre,
        userIdentifier(isdn3gpp(701, msisdn)),
        avp3gpp(3329, timeOctets(1_527_841_000)),
      ],
      answer: [],
    },
    {
      operation: 's6c.RDR',
      application: s6c,
      command: 8388649,
      request: [both, centre, outcome, number3gpp(3323, 1)],
      answer: [both],
    },
    {
      operation: 'sgd.OFR',
      application: sgd,
      command: 8388645,
      request: [centre, both, avp3gpp(3301, smsSubmit('999011000009', 'lab', 7))],
      answer: [],
    },
    {
      operation: 'sgd.TFR',
      application: sgd,
      command: 8388646,
      request: [
        userName(imsi),
        centre,
        avp3gpp(3301, delivery),
        isdn3gpp(1645, mmeNumber),
        number3gpp(3302, 1),
        number3gpp(3306, 30),
        avp3gpp(3307, timeOctets(1_527_840_010)),
      ],
      answer: [],
    },
    {
      operation: 'sgd.ALR',
      application: sgd,
      command: 8388648,
      request: [centre, both, number3gpp(3333, 1, true)],
      answer: [],
    },
    {
      operation: 't4.DTR',
      application: t4,
      command: 8388643,
      request: [
        userIdentifier(userName(imsi)),
        avp3gpp(3104, ascii('scs1')),
        number3gpp(3007, 9),
        avp3gpp(2401, [host3gpp(2402, `mme1.${domain}`), host3gpp(2408, domain)]),
        centre,
        baseAvp(448, u32(3600)),
        number3gpp(3006, 0),
        avp3gpp(3004, octets(1, 2, 3, 4)),
        number3gpp(3010, 1000),
      ],
      answer: [],
    },
    {
      operation: 't4.DRR',
      application: t4,
      command: 8388644,
      request: [
        userIdentifier(isdn3gpp(701, msisdn)),
        text3gpp(3111, 'device1@lab.example'),
        number3gpp(3007, 9),
        number3gpp(3200, 1),
      ],
      answer: [],
    },
  ];
}
