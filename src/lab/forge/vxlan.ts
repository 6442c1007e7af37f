// SPDX-License-Identifier: Apache-2.0
// The header of VXLAN (RFC 7348) and of VXLAN-GPE in front of a frame or packet.

import { concat, octets, u32 } from './bytes.ts';

export const vxlanNextProtocol = { ipv4: 1, ipv6: 2, ethernet: 3 } as const;

export function vxlan(network: number, frame: Uint8Array): Uint8Array {
  return concat(octets(0x08, 0, 0, 0), u32(network * 256), frame);
}

export function vxlanGpe(network: number, next: number, payload: Uint8Array): Uint8Array {
  return concat(octets(0x0c, 0, 0, next), u32(network * 256), payload);
}
