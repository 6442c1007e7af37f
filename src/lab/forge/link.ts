// SPDX-License-Identifier: Apache-2.0
// Link layer headers around an IP packet: Ethernet II, stacked VLAN tags (IEEE 802.1Q, 802.1ad and
// the older 0x9100), Linux cooked headers v1 and v2.

import { concat, octets, u16, u32 } from './bytes.ts';
import { allowedMac } from './identities.ts';

export const etherType = {
  ipv4: 0x0800,
  vlan: 0x8100,
  ipv6: 0x86dd,
  mpls: 0x8847,
  provider: 0x88a8,
} as const;

/** One VLAN tag, outermost first in a list. */
export interface VlanTag {
  readonly type?: number;
  readonly id: number;
  readonly priority?: number;
}

export interface EthernetAddresses {
  readonly source: string;
  readonly destination: string;
}

/** EtherType of an IP packet, from its version nibble. */
function etherTypeOf(packet: Uint8Array): number {
  return packet[0]! >> 4 === 6 ? etherType.ipv6 : etherType.ipv4;
}

export function ethernet(
  addresses: EthernetAddresses,
  packet: Uint8Array,
  tags: readonly VlanTag[] = [],
): Uint8Array {
  return concat(ethernetHeader(addresses, etherTypeOf(packet), tags), packet);
}

/** The header alone, for callers that keep it. */
export function ethernetHeader(
  addresses: EthernetAddresses,
  payloadType: number,
  tags: readonly VlanTag[] = [],
): Uint8Array {
  const tagged = tags.map((tag) =>
    concat(u16(tag.type ?? etherType.vlan), u16(((tag.priority ?? 0) << 13) | tag.id)),
  );
  return concat(
    allowedMac(addresses.destination),
    allowedMac(addresses.source),
    ...tagged,
    u16(payloadType),
  );
}

/** Linux cooked capture v1 (LINKTYPE 113); `outgoing` is packet type 4, else 0. */
export function sll(source: string, packet: Uint8Array, outgoing = false): Uint8Array {
  const address = concat(allowedMac(source), octets(0, 0));
  return concat(u16(outgoing ? 4 : 0), u16(1), u16(6), address, u16(etherTypeOf(packet)), packet);
}

/** Linux cooked capture v2 (LINKTYPE 276). */
export function sll2(
  source: string,
  packet: Uint8Array,
  details: { interfaceIndex?: number; outgoing?: boolean } = {},
): Uint8Array {
  return concat(
    u16(etherTypeOf(packet)),
    u16(0),
    u32(details.interfaceIndex ?? 1),
    u16(1),
    octets(details.outgoing ? 4 : 0, 6),
    allowedMac(source),
    octets(0, 0),
    packet,
  );
}
