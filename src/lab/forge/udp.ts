// SPDX-License-Identifier: Apache-2.0
// UDP (RFC 768) with its checksum, as SCTP in UDP (RFC 6951) and VXLAN are sent.

import { concat, u16 } from './bytes.ts';
import { type IpHeader, internetChecksum, pseudoHeader } from './ip.ts';

export const udpPort = { vxlan: 4789, vxlanGpe: 4790, sctp: 9899 } as const;

/** A datagram; the addresses are part of its checksum. */
export function udpDatagram(
  header: IpHeader,
  ports: { source: number; destination: number },
  data: Uint8Array,
): Uint8Array {
  const length = 8 + data.length;
  const datagram = concat(u16(ports.source), u16(ports.destination), u16(length), u16(0), data);
  const sum = internetChecksum(pseudoHeader(header, length), datagram);
  datagram.set(u16(sum === 0 ? 0xffff : sum), 6); // zero would say that there is none
  return datagram;
}
