// SPDX-License-Identifier: Apache-2.0
// GRE (RFC 2784, RFC 2890) with its optional checksum, key and sequence number.

import { concat, u16, u32 } from './bytes.ts';
import { internetChecksum } from './ip.ts';

export const greType = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  mpls: 0x8847,
  ethernet: 0x6558,
  erspan: 0x88be,
  erspanIii: 0x22eb,
} as const;

export interface GreOptions {
  readonly checksum?: boolean;
  readonly key?: number;
  readonly sequence?: number;
}

export function gre(type: number, payload: Uint8Array, options: GreOptions = {}): Uint8Array {
  const { checksum = false, key, sequence } = options;
  const flags =
    (checksum ? 0x8000 : 0) |
    (key === undefined ? 0 : 0x2000) |
    (sequence === undefined ? 0 : 0x1000);
  const packet = concat(
    u16(flags),
    u16(type),
    ...(checksum ? [u32(0)] : []),
    ...(key === undefined ? [] : [u32(key)]),
    ...(sequence === undefined ? [] : [u32(sequence)]),
    payload,
  );
  if (checksum) packet.set(u16(internetChecksum(packet)), 4);
  return packet;
}
