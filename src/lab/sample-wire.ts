// SPDX-License-Identifier: Apache-2.0
// What arrives in pieces below the signalling: IPv4 and IPv6 fragments, in order and not, of plain
// packets and of a tunnel, and a TCP stream cut where messages are not. The messages are those of
// the other samples.

import { concat } from './forge/bytes.ts';
import { command, encodeDiameter } from './forge/diameter.ts';
import * as s6a from './forge/diameter-s6a.ts';
import { type IpHeader, ipFragments, ipPacket, ipProtocol } from './forge/ip.ts';
import { ethernet } from './forge/link.ts';
import { TcpConnection } from './forge/tcp.ts';
import { udpDatagram, udpPort } from './forge/udp.ts';
import { vxlan } from './forge/vxlan.ts';
import { imsi, noise, type SamplePacket, type Side } from './sample-packet.ts';

const size = 104;
const outer = { source: '203.0.113.10', destination: '203.0.113.20' };
const inner = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };
const v6Of = ['2001:db8:1::10', '2001:db8:2::10'] as const;

/** A packet in a tunnel, which is what is cut. */
function inTunnel(packet: Uint8Array, identification: number): [IpHeader, Uint8Array] {
  const header = { ...outer, protocol: ipProtocol.udp, identification };
  const data = vxlan(4660, ethernet(inner, packet));
  return [header, udpDatagram(header, { source: 49_152, destination: udpPort.vxlan }, data)];
}

/** Of each packet its fragments: IPv4, the last one first; IPv6; of a tunnel. */
export function ipFragmentPackets(packets: readonly SamplePacket[]): Uint8Array[] {
  return packets.flatMap(({ header, payload }, index) => {
    const identification = 0x1000 + index;
    if (index % 3 === 0) return ipFragments({ ...header, identification }, payload, size).reverse();
    if (index % 3 === 1) {
      const [source, destination] = index % 2 === 0 ? v6Of : [v6Of[1], v6Of[0]];
      return ipFragments({ ...header, source, destination, identification }, payload, size);
    }
    return ipFragments(...inTunnel(ipPacket(header, payload), identification), size);
  });
}

const realm = (mnc: string, mcc: string) => `epc.mnc${mnc}.mcc${mcc}.3gppnetwork.org`;
const mme = { host: `mme1.${realm('010', '999')}`, realm: realm('010', '999') };
const hss = { host: `hss1.${realm('001', '001')}`, realm: realm('001', '001') };

function request(number: number): [Uint8Array, Uint8Array] {
  const ids = { hopByHop: 0x3000 + number, endToEnd: 0x4000 + number };
  const e = {
    ...ids,
    session: `${mme.host};7;${number}`,
    origin: mme,
    destination: hss,
    vendorApplication: true,
  };
  const visited = { mcc: '999', mnc: '10' };
  const asked = s6a.authenticationInformationRequest(e, { imsi, visited });
  const success = { result: s6a.resultCode.success };
  const avps = s6a.vectorAvps(3, noise);
  const answered = s6a.answer(e, command.authenticationInformation, success, hss, avps);
  return [encodeDiameter(asked), encodeDiameter(answered)];
}

/** Requests one way and answers the other, in segments that end where no message does. */
export function tcpStreamPackets(): readonly SamplePacket[] {
  const ends = [
    { address: '192.0.2.30', port: 41_000 },
    { address: '198.51.100.40', port: 3868 },
  ] as const;
  const connection = new TcpConnection(ends, [0xffffff00, 5000]);
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
  const pairs = Array.from({ length: 6 }, (_, index) => request(index + 1));
  const requests = concat(...pairs.map(([asked]) => asked));
  const answers = concat(...pairs.map(([, answered]) => answered));
  for (const segment of connection.sendAll(0, requests, 500)) add(0, segment);
  for (const segment of connection.sendAll(1, answers, 300)) add(1, segment);
  const [asked, answered] = request(7);
  add(0, connection.send(0, asked.subarray(0, 100)));
  add(0, connection.sendAgain(0, asked.subarray(0, 100), 100));
  add(0, connection.send(0, asked.subarray(100)));
  add(1, connection.send(1, answered));
  return packets;
}
