// SPDX-License-Identifier: Apache-2.0
// Equipment and groups (S13 and S7a, TS 29.272), and what a network shows to machines and
// applications: S6m and S6t (TS 29.336), T6a (TS 29.128), Tsp (TS 29.368).

import { ascii, concat, octets, u16, u32 } from './bytes.ts';
import { type Avp, avp3gpp } from './diameter.ts';
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
  wide3gpp,
} from './diameter-exchange.ts';
import { plmnId } from './digits.ts';
import { allowedImei } from './identities.ts';

const applications = {
  s13: 16777252,
  s7a: 16777308,
  tsp: 16777309,
  s6m: 16777310,
  s6t: 16777345,
  t6a: 16777346,
} as const;

function exchange(
  which: keyof typeof applications,
  short: string,
  command: number,
  request: readonly Avp[],
  answer: readonly Avp[] = [],
): Exchange {
  const application = applications[which];
  return { operation: `${which}.${short}`, application, command, request, answer };
}

/** A report of where the subscriber is, as monitoring gives it. */
function locationReport({ visited }: Subject): Avp {
  const plmn = plmnId(visited.mcc, visited.mnc);
  const place = avp3gpp(1600, [
    avp3gpp(1602, concat(plmn, u32(0x12345)), true),
    avp3gpp(1603, concat(plmn, u16(0x1234)), true),
    number3gpp(1611, 2, true),
  ]);
  return avp3gpp(3123, [
    number3gpp(3124, 5),
    number3gpp(3127, 2),
    avp3gpp(1496, [place]),
    avp3gpp(3175, timeOctets(1_527_840_000)),
  ]);
}

export function exposureExchanges(subject: Subject): Exchange[] {
  const { imsi, msisdn, visited, home } = subject;
  const domain = `epc.${networkDomain(visited)}`;
  const scef = host3gpp(3125, `scef1.epc.${networkDomain(home)}`);
  const external = userIdentifier(isdn3gpp(701, msisdn));
  const known = userIdentifier(userName(imsi), isdn3gpp(701, msisdn));
  const monitoring = avp3gpp(3122, [
    number3gpp(3124, 5),
    scef,
    number3gpp(3127, 2),
    number3gpp(3128, 10),
    avp3gpp(3130, timeOctets(1_527_900_000)),
    avp3gpp(3135, [number3gpp(3136, 0), number3gpp(3137, 0)]),
  ]);
  const node = avp3gpp(2401, [host3gpp(2402, `mme1.${domain}`), host3gpp(2408, domain)]);
  const terminal = avp3gpp(1401, [
    avp3gpp(1402, ascii(allowedImei('00101001234567'))),
    avp3gpp(1403, ascii('01')),
  ]);
  return [
    exchange('s13', 'ECR', 324, [terminal, userName(imsi)], [number3gpp(1445, 0)]),
    exchange('s7a', 'UVR', 8388638, [
      userName(imsi),
      avp3gpp(1407, plmnId(visited.mcc, visited.mnc)),
      number3gpp(1639, 1),
    ]),
    exchange('s7a', 'CVR', 8388642, [userName(imsi), number3gpp(1420, 0)]),
    exchange(
      's6m',
      'SIR',
      8388641,
      [external, number3gpp(3103, 0), avp3gpp(3104, ascii('scs1')), number3gpp(3110, 1)],
      [known, avp3gpp(3108, [node])],
    ),
    exchange(
      'tsp',
      'DAR',
      8388639,
      [
        avp3gpp(3001, [
          text3gpp(3111, 'device1@lab.example'),
          number3gpp(3007, 9),
          number3gpp(3005, 1),
        ]),
      ],
      [avp3gpp(3002, [number3gpp(3007, 9), number3gpp(3008, 0)])],
    ),
    exchange('tsp', 'DNR', 8388640, [avp3gpp(3002, [isdn3gpp(701, msisdn), number3gpp(3009, 0)])]),
    exchange(
      's6t',
      'CIR',
      8388718,
      [external, monitoring],
      [
        known,
        avp3gpp(3142, [number3gpp(3124, 5), avp3gpp(3143, [wide3gpp(3144, 2 ** 32 + 6)])]),
        locationReport(subject),
      ],
    ),
    exchange('s6t', 'RIR', 8388719, [locationReport(subject), external]),
    exchange(
      's6t',
      'NIR',
      8388726,
      [external, avp3gpp(3150, [avp3gpp(3159, timeOctets(1_527_900_000))])],
      [avp3gpp(3151, [known, avp3gpp(3160, timeOctets(1_527_900_000))])],
    ),
    exchange('t6a', 'CIR', 8388718, [known, monitoring], [locationReport(subject)]),
    exchange('t6a', 'RIR', 8388719, [locationReport(subject), known]),
    exchange('t6a', 'CMR', 8388732, [known, number3gpp(4314, 0), number3gpp(4317, 0)]),
    exchange('t6a', 'ODR', 8388733, [known, avp3gpp(4315, octets(1, 2, 3))]),
    exchange(
      't6a',
      'TDR',
      8388734,
      [known, avp3gpp(4315, octets(4, 5)), avp3gpp(4316, timeOctets(1_527_840_060))],
      [number3gpp(4321, 1)],
    ),
  ];
}
