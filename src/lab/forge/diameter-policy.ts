// SPDX-License-Identifier: Apache-2.0
// Policy and charging over Diameter: Gx, Gxx and Sd (TS 29.212), Rx (TS 29.214), S9 (TS 29.215), Sy
// (TS 29.219), Gy and Ro (RFC 8506, TS 32.299), Rf (RFC 6733 §9, TS 32.299).

import { ascii, concat, octets, u16, u32 } from './bytes.ts';
import { type Avp, avp3gpp, baseAvp, u32Avp } from './diameter.ts';
import {
  addressOctets,
  type Exchange,
  isdn3gpp,
  number3gpp,
  publicIdentity,
  type Subject,
  subscriptionId,
  supportedFeatures,
  text3gpp,
  textBase,
  timeOctets,
  wideBase,
} from './diameter-exchange.ts';
import { plmnId } from './digits.ts';
import { allowedImei, allowedIpv4, allowedPlmn } from './identities.ts';

const applications = {
  accounting: 3,
  credit_control: 4,
  rx: 16777236,
  gx: 16777238,
  gxx: 16777266,
  s9: 16777267,
  rf: 16777218,
  sy: 16777302,
  sd: 16777303,
} as const;

type Application = keyof typeof applications;

function exchange(
  which: Application,
  short: string,
  command: number,
  request: readonly Avp[],
  answer: readonly Avp[] = [],
): Exchange {
  const application = applications[which];
  return { operation: `${which}.${short}`, application, command, request, answer };
}

const subscriptions = ({ imsi, msisdn }: Subject): Avp[] => [
  subscriptionId(0, msisdn),
  subscriptionId(1, imsi),
];

const equipment: Avp = {
  code: 458,
  flags: 0,
  data: [baseAvp(459, u32(0)), baseAvp(460, ascii(allowedImei('0010100123456789')))],
};

/** User-Location-Info of TS 29.274 §8.21: area and cell of E-UTRAN. */
function userLocation({ visited }: Subject): Avp {
  const plmn = plmnId(visited.mcc, visited.mnc);
  return avp3gpp(22, concat(octets(130), plmn, u16(0x1234), plmn, u32(0x12345)));
}

const servingPlmn = ({ visited }: Subject): Avp =>
  text3gpp(18, allowedPlmn(visited.mcc, visited.mnc));

const requestType = (value: number): Avp[] => [u32Avp(416, value), u32Avp(415, 0)];

/** What Gx, Gxx, S9 and Sd have in common (TS 29.212 §5.6). */
function sessionRequest(subject: Subject): Avp[] {
  return [
    ...requestType(1),
    ...subscriptions(subject),
    supportedFeatures(1, 3),
    baseAvp(8, allowedIpv4('192.0.2.77')),
    number3gpp(1027, 5),
    number3gpp(1032, 1004),
    equipment,
    avp3gpp(1016, [number3gpp(1041, 50_000), number3gpp(1040, 100_000)]),
    avp3gpp(1050, addressOctets('198.51.100.60')),
    avp3gpp(6, allowedIpv4('198.51.100.61')),
    servingPlmn(subject),
    userLocation(subject),
    textBase(30, 'internet'),
    number3gpp(1024, 1),
  ];
}

function rule(): Avp {
  return avp3gpp(1001, [
    avp3gpp(1003, [
      avp3gpp(1005, ascii('lab-rule')),
      u32Avp(439, 1),
      u32Avp(432, 2),
      avp3gpp(1058, [text3gpp(507, 'permit out ip from any to assigned'), number3gpp(1080, 1)]),
      avp3gpp(1016, [
        number3gpp(1028, 9),
        avp3gpp(1034, [number3gpp(1046, 8), number3gpp(1047, 1), number3gpp(1048, 0)]),
      ]),
      number3gpp(1010, 100),
    ]),
    avp3gpp(1043, timeOctets(1_527_840_000)),
  ]);
}

function policyExchanges(subject: Subject): Exchange[] {
  const sessions = (['gx', 'gxx', 's9', 'sd'] as const).flatMap((which) => [
    exchange(which, 'CCR', 272, sessionRequest(subject), [
      ...requestType(1),
      number3gpp(1006, 13),
      rule(),
      avp3gpp(1042, timeOctets(1_527_900_000)),
    ]),
    exchange(
      which,
      'RAR',
      258,
      [u32Avp(285, 0), number3gpp(1006, 13), rule()],
      [userLocation(subject)],
    ),
  ]);
  return [
    ...sessions,
    exchange('s9', 'TER', 8388656, [...subscriptions(subject), servingPlmn(subject)]),
    exchange('sd', 'TSR', 8388637, [
      ...subscriptions(subject),
      baseAvp(8, allowedIpv4('192.0.2.77')),
    ]),
    exchange(
      'sy',
      'SLR',
      8388635,
      [number3gpp(2904, 0), ...subscriptions(subject), text3gpp(2901, 'lab')],
      [
        avp3gpp(2903, [
          text3gpp(2901, 'lab'),
          text3gpp(2902, 'active'),
          avp3gpp(2905, [text3gpp(2902, 'spent'), avp3gpp(2906, timeOctets(1_527_900_000))]),
        ]),
      ],
    ),
    exchange('sy', 'SNR', 8388636, [
      avp3gpp(2903, [text3gpp(2901, 'lab'), text3gpp(2902, 'spent')]),
    ]),
    exchange('sy', 'STR', 275, [u32Avp(295, 1)]),
  ];
}

function rxExchanges(subject: Subject): Exchange[] {
  const media = avp3gpp(517, [
    number3gpp(518, 1),
    avp3gpp(519, [
      number3gpp(509, 1),
      text3gpp(507, 'permit out 17 from 192.0.2.77 to 198.51.100.99 40000'),
      number3gpp(511, 2),
      number3gpp(512, 0),
    ]),
    number3gpp(520, 0),
    number3gpp(516, 64_000),
    number3gpp(515, 64_000),
    avp3gpp(524, ascii('downlink\noffer\nm=audio 40000 RTP/AVP 8\n')),
  ]);
  return [
    exchange(
      'rx',
      'AAR',
      265,
      [
        ...subscriptions(subject),
        baseAvp(8, allowedIpv4('192.0.2.77')),
        avp3gpp(504, ascii('lab.application')),
        avp3gpp(525, ascii('urn:service:lab')),
        media,
        number3gpp(513, 12),
        number3gpp(536, 0, true),
      ],
      [
        number3gpp(1027, 5),
        number3gpp(1032, 1004),
        userLocation(subject),
        avp3gpp(501, addressOctets('198.51.100.60')),
        avp3gpp(502, [avp3gpp(503, octets(0, 0, 0, 5))]),
      ],
    ),
    exchange('rx', 'RAR', 258, [u32Avp(285, 0), number3gpp(513, 2), number3gpp(500, 0)]),
    exchange('rx', 'ASR', 274, [number3gpp(500, 0)]),
    exchange('rx', 'STR', 275, [u32Avp(295, 1), number3gpp(536, 0, true)]),
  ];
}

function chargingExchanges(subject: Subject): Exchange[] {
  const units = (code: number, octets64: number) =>
    baseAvp(code, [u32Avp(420, 600), wideBase(421, octets64), wideBase(412, 1), wideBase(414, 2)]);
  const packet = avp3gpp(873, [
    avp3gpp(874, [
      avp3gpp(1227, addressOctets('2001:db8:2::77')),
      avp3gpp(1228, addressOctets('198.51.100.61')),
      servingPlmn(subject),
      userLocation(subject),
      number3gpp(2047, 0),
    ]),
    avp3gpp(876, [
      number3gpp(829, 0),
      text3gpp(831, publicIdentity(subject)),
      avp3gpp(833, [
        avp3gpp(834, timeOctets(1_527_840_000)),
        number3gpp(2301, 250),
        avp3gpp(835, timeOctets(1_527_840_001)),
      ]),
      avp3gpp(2705, addressOctets(subject.msisdn)),
    ]),
    avp3gpp(2000, [avp3gpp(2008, [number3gpp(899, 1), text3gpp(897, 'lab')])]),
  ]);
  const cost = baseAvp(423, [
    baseAvp(445, [wideBase(447, 2 ** 33 + 5), baseAvp(429, u32(0xffff_fffe))]),
    u32Avp(425, 978),
  ]);
  return [
    exchange(
      'credit_control',
      'CCR',
      272,
      [
        textBase(461, '32251@3gpp.org'),
        ...requestType(1),
        baseAvp(55, timeOctets(1_527_840_000)),
        ...subscriptions(subject),
        equipment,
        u32Avp(455, 1),
        baseAvp(456, [
          units(437, 1 << 20),
          units(446, 2 ** 34),
          u32Avp(432, 2),
          number3gpp(872, 0),
        ]),
        packet,
      ],
      [
        ...requestType(1),
        baseAvp(456, [units(431, 2 ** 33), u32Avp(448, 600), u32Avp(432, 2)]),
        cost,
      ],
    ),
    exchange('credit_control', 'RAR', 258, [u32Avp(285, 0), u32Avp(432, 2)]),
    exchange('credit_control', 'ASR', 274, []),
    exchange('credit_control', 'STR', 275, [u32Avp(295, 1)]),
    ...(['accounting', 'rf'] as const).map((which) =>
      exchange(
        which,
        'ACR',
        271,
        [
          u32Avp(480, 2),
          u32Avp(485, 0),
          ...subscriptions(subject),
          baseAvp(55, timeOctets(1_527_840_000)),
          textBase(461, '32260@3gpp.org'),
          packet,
          isdn3gpp(3420, '99910000012'),
        ],
        [u32Avp(480, 2), u32Avp(485, 0)],
      ),
    ),
  ];
}

export function policyAndChargingExchanges(subject: Subject): Exchange[] {
  return [...policyExchanges(subject), ...rxExchanges(subject), ...chargingExchanges(subject)];
}
