// SPDX-License-Identifier: Apache-2.0
// The Diameter packets of the small samples: every S6a command with its answer, over SCTP and over
// TCP with IPv6. Who is who is as in the scenario far-from-home.

import { command, type DiameterMessage, encodeDiameter } from './forge/diameter.ts';
import * as s6a from './forge/diameter-s6a.ts';
import { ipProtocol } from './forge/ip.ts';
import { ppid, SctpAssociation } from './forge/sctp.ts';
import { TcpConnection } from './forge/tcp.ts';
import { imsi, msisdn, noise, type SamplePacket, type Side } from './sample-packet.ts';

const realm = (mcc: string, mnc: string) => `epc.mnc${mnc}.mcc${mcc}.3gppnetwork.org`;
const homeRealm = realm('001', '001');
const hss = { host: `hss1.${homeRealm}`, realm: homeRealm };
const mme = { host: `mme1.${homeRealm}`, realm: homeRealm };
const coastRealm = realm('999', '010');
const coastMme = { host: `mme1.${coastRealm}`, realm: coastRealm };
const coastHss = { host: `hss1.${coastRealm}`, realm: coastRealm };
const islandRealm = realm('999', '051');
const islandHss = { host: `hss1.${islandRealm}`, realm: islandRealm };
const visited = { mcc: '999', mnc: '10' };
/** A subscriber of the coast network who visits here. */
const guest = '999101234567890';
const success = { result: s6a.resultCode.success };

function envelope(number: number, origin: typeof hss, destination: typeof hss): s6a.S6aEnvelope {
  const session = `${origin.host};1;${number}`;
  const ids = { hopByHop: 0x1000 + number, endToEnd: 0x2000 + number };
  return { ...ids, session, origin, destination, vendorApplication: true };
}

/** A request and its answer; side 1 asks. */
function pair(
  number: number,
  parties: readonly [typeof hss, typeof hss],
  build: (e: s6a.S6aEnvelope) => DiameterMessage,
  avps: Parameters<typeof s6a.answer>[4] = [],
): [Side, Uint8Array][] {
  const [asker, asked] = parties;
  const e = envelope(number, asker, asked);
  const request = build(e);
  const answer = s6a.answer(e, request.command, success, asked, avps);
  return [
    [1, encodeDiameter(request)],
    [0, encodeDiameter(answer)],
  ];
}

/** A visited MME asks the home server; then a foreign server asks our MME. */
function attachMessages(): [Side, Uint8Array][] {
  const fields = { imsi, visited };
  const up = [coastMme, hss] as const;
  const down = [coastHss, mme] as const;
  const vectors = s6a.vectorAvps(1, noise);
  const profile = s6a.subscriptionAvps(msisdn);
  return [
    ...pair(1, up, (e) => s6a.authenticationInformationRequest(e, fields), vectors),
    ...pair(2, up, (e) => s6a.updateLocationRequest(e, fields), profile),
    ...pair(3, up, (e) => s6a.notifyRequest(e, imsi)),
    ...pair(4, up, (e) => s6a.purgeUeRequest(e, imsi), s6a.purgeUeAvps()),
    ...pair(5, down, (e) => s6a.deleteSubscriberDataRequest(e, guest)),
    ...pair(6, down, (e) => s6a.resetRequest(e)),
  ];
}

export function diameterSctpPackets(): readonly SamplePacket[] {
  const ends = ['192.0.2.30', '198.51.100.40'] as const;
  const association = new SctpAssociation({
    ports: [3868, 3868],
    tags: [0x5a5a0003, 0x5a5a0004],
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
  for (const [side, data] of attachMessages()) {
    add(side, association.send(side, [{ stream: 1, ppid: ppid.diameter, data }]));
  }
  return packets;
}

export function diameterTcpPackets(): readonly SamplePacket[] {
  const ends = [
    { address: '2001:db8:1::30', port: 41000 },
    { address: '2001:db8:2::40', port: 3868 },
  ] as const;
  const connection = new TcpConnection(ends, [1000, 5000]);
  const packets: SamplePacket[] = [];
  const add = (side: Side, payload: Uint8Array) => {
    const header = {
      source: ends[side].address,
      destination: ends[1 - side]!.address,
      protocol: ipProtocol.tcp,
    };
    packets.push({ header, payload });
  };
  for (const { side, packet } of connection.open()) add(side, packet);
  const idr = envelope(4, islandHss, mme);
  const clr = envelope(5, islandHss, mme);
  const flags = s6a.idrFlag.location | s6a.idrFlag.currentLocation;
  const place = s6a.locationAvps({ mcc: '001', mnc: '01' }, 0x12345, 0x1234, 1);
  const answered = s6a.answer(idr, command.insertSubscriberData, success, mme, place);
  const steps: [Side, Uint8Array][] = [
    [1, encodeDiameter(s6a.insertSubscriberDataRequest(idr, { imsi, flags }))],
    [0, encodeDiameter(answered)],
    [1, encodeDiameter(s6a.cancelLocationRequest(clr, imsi, 2))],
    [0, encodeDiameter(s6a.answer(clr, command.cancelLocation, success, mme))],
  ];
  for (const [side, data] of steps) add(side, connection.send(side, data));
  return packets;
}
