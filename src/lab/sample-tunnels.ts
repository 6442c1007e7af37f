// SPDX-License-Identifier: Apache-2.0
// The ways in which a mirror port or a provider carries a packet to where it is recorded, one after
// the other, and one in another.

import { concat } from './forge/bytes.ts';
import { erspanI, erspanII, erspanIII } from './forge/erspan.ts';
import { gre, greType } from './forge/gre.ts';
import { type IpHeader, ipPacket, ipProtocol } from './forge/ip.ts';
import { ethernet, ethernetHeader, etherType } from './forge/link.ts';
import { mplsStack, pseudowire } from './forge/mpls.ts';
import { udpDatagram, udpPort } from './forge/udp.ts';
import { vxlan, vxlanGpe, vxlanNextProtocol } from './forge/vxlan.ts';
import type { SamplePacket } from './sample-packet.ts';

const outer = { source: '02:00:00:00:00:21', destination: '02:00:00:00:00:22' };
const inner = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };
const ipv4Ends = { source: '203.0.113.10', destination: '203.0.113.20' };
const ipv6Ends = { source: '2001:db8::10', destination: '2001:db8::20' };
const tags = [{ id: 101 }];
/** Of its own, so that a reader can be told what it stands for. */
export const pseudowireLabel = 18;
const labels = [{ label: 16 }, { label: 17, trafficClass: 5, ttl: 17 }];

function inIpv4(protocol: number, payload: Uint8Array): Uint8Array {
  return ethernet(outer, ipPacket({ ...ipv4Ends, protocol }, payload));
}

function inIpv6(protocol: number, payload: Uint8Array): Uint8Array {
  return ethernet(outer, ipPacket({ ...ipv6Ends, protocol }, payload));
}

function inUdp(port: number, data: Uint8Array): Uint8Array {
  const header: IpHeader = { ...ipv4Ends, protocol: ipProtocol.udp };
  return udpDatagram(header, { source: 49_152, destination: port }, data);
}

function inMpls(payload: Uint8Array, stack = labels): Uint8Array {
  return concat(ethernetHeader(outer, etherType.mpls), mplsStack(stack, payload));
}

const session = { session: 3, vlan: 101 };
const timestamp = 0x11223344;
const subheader = { platform: 3, port: 7, time: 1_527_840_000 };

/** Each takes the packet as it was on the mirrored line. */
const tunnels: readonly ((packet: Uint8Array, index: number) => Uint8Array)[] = [
  (packet) => inMpls(packet),
  (packet, index) =>
    inMpls(pseudowire(index, ethernet(inner, packet, tags)), [{ label: pseudowireLabel }]),
  (packet) => inIpv4(ipProtocol.gre, gre(greType.ipv4, packet)),
  (packet, index) =>
    inIpv6(
      ipProtocol.gre,
      gre(greType.ipv4, packet, { checksum: true, key: 0x2a, sequence: index }),
    ),
  (packet) => inIpv4(ipProtocol.gre, gre(greType.ethernet, ethernet(inner, packet), { key: 7 })),
  (packet) => inIpv4(ipProtocol.gre, gre(greType.mpls, mplsStack(labels, packet))),
  (packet) => inIpv4(ipProtocol.gre, erspanI(ethernet(inner, packet, tags))),
  (packet, sequence) =>
    inIpv4(ipProtocol.gre, erspanII({ ...session, sequence }, 7, ethernet(inner, packet))),
  (packet, sequence) =>
    inIpv4(ipProtocol.gre, erspanIII({ ...session, sequence, timestamp }, ethernet(inner, packet))),
  (packet, sequence) =>
    inIpv4(
      ipProtocol.gre,
      erspanIII({ ...session, sequence, timestamp, subheader }, ethernet(inner, packet)),
    ),
  (packet) => inIpv4(ipProtocol.ipv4, packet),
  (packet) => inIpv6(ipProtocol.ipv4, packet),
  (packet) => inIpv4(ipProtocol.mpls, mplsStack(labels, packet)),
  (packet) => inIpv4(ipProtocol.udp, inUdp(udpPort.vxlan, vxlan(4660, ethernet(inner, packet)))),
  (packet) =>
    inIpv4(ipProtocol.udp, inUdp(udpPort.vxlanGpe, vxlanGpe(4660, vxlanNextProtocol.ipv4, packet))),
  (packet, sequence) => {
    const overlay = inUdp(udpPort.vxlan, vxlan(4660, ethernet(inner, packet)));
    const mirrored = inMpls(ipPacket({ ...ipv4Ends, protocol: ipProtocol.udp }, overlay));
    return inIpv4(ipProtocol.gre, erspanII({ ...session, sequence }, 7, mirrored));
  },
];

/** The frame around one packet: a different tunnel for each index. */
export function tunnelled({ header, payload }: SamplePacket, index: number): Uint8Array {
  return tunnels[index % tunnels.length]!(ipPacket(header, payload), index);
}

/** The same packets over and over, so that each tunnel carries one. */
export function tunnelPackets(packets: readonly SamplePacket[]): SamplePacket[] {
  return Array.from(tunnels, (_, index) => packets[index % packets.length]!);
}
