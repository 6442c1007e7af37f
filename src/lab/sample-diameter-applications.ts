// SPDX-License-Identifier: Apache-2.0
// The Diameter packets of the small sample of applications: each command of each application but
// S6a with its answer, over one SCTP association. The home network asks the network that its
// subscriber visits and is asked by it, whichever way round the command goes.

import { type DiameterMessage, encodeDiameter, type PeerIdentity } from './forge/diameter.ts';
import { accessExchanges } from './forge/diameter-access.ts';
import { answerOf, type Envelope, requestOf } from './forge/diameter-command.ts';
import type { Exchange, Subject } from './forge/diameter-exchange.ts';
import { exposureExchanges } from './forge/diameter-exposure.ts';
import { imsExchanges } from './forge/diameter-ims.ts';
import { locationExchanges } from './forge/diameter-location.ts';
import { policyAndChargingExchanges } from './forge/diameter-policy.ts';
import { resultCode } from './forge/diameter-s6a.ts';
import { smsExchanges } from './forge/diameter-sms.ts';
import { ipProtocol } from './forge/ip.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import { imsi, msisdn, noise, type SamplePacket, type Side } from './sample-packet.ts';

const subject: Subject = {
  imsi,
  msisdn,
  home: { mcc: '001', mnc: '01' },
  visited: { mcc: '999', mnc: '10' },
  noise,
};

const homeRealm = 'epc.mnc001.mcc001.3gppnetwork.org';
const awayRealm = 'epc.mnc010.mcc999.3gppnetwork.org';
const home: PeerIdentity = { host: `core1.${homeRealm}`, realm: homeRealm };
const away: PeerIdentity = { host: `core1.${awayRealm}`, realm: awayRealm };

/** Every exchange of every application, in a fixed order. */
export const exchanges: readonly Exchange[] = [
  ...locationExchanges(subject),
  ...smsExchanges(subject),
  ...imsExchanges(subject),
  ...accessExchanges(subject),
  ...policyAndChargingExchanges(subject),
  ...exposureExchanges(subject),
];

/** IETF applications name themselves in the header alone. */
const tgppFirst = 1 << 24;

/** The request of an exchange from `from` to `to`, and its answer. */
export function messagesOf(
  exchange: Exchange,
  number: number,
  from: PeerIdentity = away,
  to: PeerIdentity = home,
): readonly [DiameterMessage, DiameterMessage] {
  const { application, command } = exchange;
  const envelope: Envelope = {
    hopByHop: 0x3000 + number,
    endToEnd: 0x4000 + number,
    session: `${from.host};2;${number}`,
    origin: from,
    destination: to,
    vendorApplication: application >= tgppFirst,
  };
  const success = { result: resultCode.success };
  return [
    requestOf(application, envelope, command, exchange.request),
    answerOf(application, envelope, command, success, to, exchange.answer),
  ];
}

export function diameterApplicationPackets(): readonly SamplePacket[] {
  const ends = ['192.0.2.30', '198.51.100.40'] as const;
  const association = new SctpAssociation({
    ports: [3868, 3868],
    tags: [0x5a5a0005, 0x5a5a0006],
    tsns: [1, 1],
  });
  const packets: SamplePacket[] = [];
  const add = (side: Side, payload: Uint8Array) => {
    const header = {
      source: ends[side],
      destination: ends[1 - side]!,
      protocol: ipProtocol.sctp,
      identification: packets.length + 1,
    };
    packets.push({ header, payload });
  };
  for (const { side, packet } of association.open()) add(side, packet);
  exchanges.forEach((exchange, number) => {
    const [request, answer] = messagesOf(exchange, number);
    const sends: [Side, DiameterMessage][] = [
      [1, request],
      [0, answer],
    ];
    for (const [side, message] of sends) {
      const data = encodeDiameter(message);
      add(side, association.send(side, [{ stream: 1, ppid: ppid.diameter, data }]));
    }
  });
  return packets;
}
