// SPDX-License-Identifier: Apache-2.0
// IPv4 (RFC 791) and IPv6 (RFC 8200) headers with correct checksums, and their fragments.

import { concat, octets, u16, u32 } from './bytes.ts';
import { allowedIpv4, allowedIpv6 } from './identities.ts';

export const ipProtocol = {
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  fragment: 44,
  gre: 47,
  sctp: 132,
  mpls: 137,
} as const;

export interface IpHeader {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  /** IPv4 identification; IPv6 has one in its fragments alone. */
  readonly identification?: number;
  readonly ttl?: number;
}

/** Internet checksum (RFC 1071): ones' complement of the sum of 16-bit words. */
export function internetChecksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) sum += (part[at]! << 8) | (part[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** One packet; the family follows the form of the source address. */
export function ipPacket(header: IpHeader, payload: Uint8Array): Uint8Array {
  return header.source.includes(':') ? ipv6(header, payload) : ipv4(header, payload);
}

export function ipv4(
  header: IpHeader,
  payload: Uint8Array,
  fragment: { offset?: number; more?: boolean } = {},
): Uint8Array {
  const whole = fragment.offset === undefined && fragment.more === undefined;
  const flags = whole ? 0x4000 : (fragment.more ? 0x2000 : 0) | ((fragment.offset ?? 0) >> 3);
  const head = concat(
    octets(0x45, 0),
    u16(20 + payload.length),
    u16(header.identification ?? 0),
    u16(flags),
    octets(header.ttl ?? 64, header.protocol, 0, 0),
    allowedIpv4(header.source),
    allowedIpv4(header.destination),
  );
  head.set(u16(internetChecksum(head)), 10);
  return concat(head, payload);
}

/** The payload in fragments of at most `size` octets, a multiple of eight. */
export function ipv4Fragments(header: IpHeader, payload: Uint8Array, size: number): Uint8Array[] {
  if (size % 8 !== 0 || size <= 0) throw new Error('a fragment is a multiple of 8 octets');
  const out: Uint8Array[] = [];
  for (let offset = 0; offset < payload.length; offset += size) {
    const more = offset + size < payload.length;
    out.push(ipv4(header, payload.subarray(offset, offset + size), { offset, more }));
  }
  return out;
}

/** The same of IPv6, whose fragments have a header of their own (RFC 8200 §4.5). */
export function ipv6Fragments(header: IpHeader, payload: Uint8Array, size: number): Uint8Array[] {
  if (size % 8 !== 0 || size <= 0) throw new Error('a fragment is a multiple of 8 octets');
  const out: Uint8Array[] = [];
  for (let offset = 0; offset < payload.length; offset += size) {
    const more = offset + size < payload.length ? 1 : 0;
    const part = payload.subarray(offset, offset + size);
    const place = concat(octets(header.protocol, 0), u16(offset | more));
    const fragment = concat(place, u32(header.identification ?? 0), part);
    out.push(ipv6({ ...header, protocol: ipProtocol.fragment }, fragment));
  }
  return out;
}

/** One packet in fragments; the family follows the form of the source address. */
export function ipFragments(header: IpHeader, payload: Uint8Array, size: number): Uint8Array[] {
  const cut = header.source.includes(':') ? ipv6Fragments : ipv4Fragments;
  return cut(header, payload, size);
}

function ipv6(header: IpHeader, payload: Uint8Array): Uint8Array {
  return concat(
    u32(0x60000000),
    u16(payload.length),
    octets(header.protocol, header.ttl ?? 64),
    allowedIpv6(header.source),
    allowedIpv6(header.destination),
    payload,
  );
}

/** The pseudo-header that TCP sums (RFC 793 §3.1, RFC 8200 §8.1). */
export function pseudoHeader(header: IpHeader, length: number): Uint8Array {
  if (header.source.includes(':')) {
    return concat(
      allowedIpv6(header.source),
      allowedIpv6(header.destination),
      u32(length),
      octets(0, 0, 0, header.protocol),
    );
  }
  return concat(
    allowedIpv4(header.source),
    allowedIpv4(header.destination),
    octets(0, header.protocol),
    u16(length),
  );
}
