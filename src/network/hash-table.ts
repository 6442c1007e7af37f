// SPDX-License-Identifier: Apache-2.0
// The hash tables of the network image: open addressing with linear probes, sized so that every
// entry lies within `hash_probes` of its place. That bound is what lets native look-ups run without
// a loop over hostile input. Keys are compared in full: a collision of hashes never names a
// network.
import { network_item, network_limit, network_slot } from '../schema/network-image.ts';

export interface IntegerEntry {
  readonly key: number;
  readonly party: number;
}

export interface RealmEntry {
  readonly hash: number;
  readonly offset: number;
  readonly octets: number;
  readonly party: number;
}

/**
 * Hash of a name, from its last octet to its first, so that the hash of every suffix falls out of
 * one walk. Rotate and exclusive-or: two cycles an octet on the packet path, and spread by
 * `integerStart` afterwards.
 */
export function suffixHash(bytes: Uint8Array): number {
  let hash = 0;
  for (let at = bytes.length - 1; at >= 0; at--) hash = ((hash << 5) | (hash >>> 27)) ^ bytes[at]!;
  return hash >>> 0;
}

/** Where the probes of an integer key start, in a table of 2^bits slots (Fibonacci hashing). */
export function integerStart(key: number, bits: number): number {
  return bits === 0 ? 0 : Math.imul(key, 0x9e37_79b1) >>> (32 - bits);
}

/** Slots of {key, party, used}; of equal keys the first stands. No entries, no slots. */
export function integerSlots(entries: readonly IntegerEntry[]): Buffer {
  const distinct = new Map<number, IntegerEntry>();
  for (const entry of entries) if (!distinct.has(entry.key)) distinct.set(entry.key, entry);
  const placed = place([...distinct.values()], (entry, bits) => integerStart(entry.key, bits));
  const out = Buffer.alloc(placed.length * network_item.plmn);
  for (const [index, entry] of placed.entries()) {
    if (entry === undefined) continue;
    const base = index * network_item.plmn;
    out.writeUInt32LE(entry.key, base + network_slot.key_at);
    out.writeUInt16LE(entry.party, base + network_slot.party_at);
    out.writeUInt16LE(1, base + network_slot.used_at);
  }
  return out;
}

/** Slots of {hash, text, octets, party}; a slot without octets is free. */
export function realmSlots(entries: readonly RealmEntry[]): Buffer {
  const placed = place([...entries], (entry, bits) => integerStart(entry.hash, bits));
  const out = Buffer.alloc(placed.length * network_item.realm);
  for (const [index, entry] of placed.entries()) {
    if (entry === undefined) continue;
    const base = index * network_item.realm;
    out.writeUInt32LE(entry.hash, base + network_slot.realm_hash_at);
    out.writeUInt32LE(entry.offset, base + network_slot.realm_text_at);
    out.writeUInt16LE(entry.octets, base + network_slot.realm_octets_at);
    out.writeUInt16LE(entry.party, base + network_slot.realm_party_at);
  }
  return out;
}

function place<T>(entries: T[], start: (entry: T, bits: number) => number): (T | undefined)[] {
  if (entries.length === 0) return [];
  // More than 16 realms with one 32-bit hash would never fit, however large the table; 2^24 slots
  // say so.
  for (let bits = Math.ceil(Math.log2(entries.length * 2)); bits <= 24; bits++) {
    const slots = tryPlace(entries, bits, start);
    if (slots !== undefined) return slots;
  }
  throw new RangeError('addresses of networks collide beyond any table size; remove duplicates');
}

function tryPlace<T>(
  entries: T[],
  bits: number,
  start: (entry: T, bits: number) => number,
): (T | undefined)[] | undefined {
  const slots: (T | undefined)[] = new Array(2 ** bits).fill(undefined);
  const mask = slots.length - 1;
  for (const entry of entries) {
    let probe = 0;
    while (slots[(start(entry, bits) + probe) & mask] !== undefined)
      if (++probe === network_limit.hash_probes) return undefined;
    slots[(start(entry, bits) + probe) & mask] = entry;
  }
  return slots;
}
