// SPDX-License-Identifier: Apache-2.0
// Compiles the directory, as it was on one day, into the network image (layout in
// src/schema/network-image.ts). Same directory and day, same bytes. The image says for which days
// it is right, so that the engine swaps it when packet time leaves them. Conflicts between
// operators are the configuration's to report; here the first in the file wins.
import { fnv1a } from '../base/fnv1a.ts';
import {
  network_image,
  network_item,
  network_limit,
  network_party,
  network_party_flag,
  network_section,
  network_slot,
} from '../schema/network-image.ts';
import { precision } from '../schema/tables.ts';
import { DAY_MAX, DAY_MIN } from './day.ts';
import type { NetworkDefinition } from './definition.ts';
import { packPlmn } from './digits.ts';
import { type Directory, type Party, stableKey } from './directory.ts';
import { integerSlots, realmSlots, suffixHash } from './hash-table.ts';
import { buildTrie, type PrefixEntry } from './prefix-trie.ts';
import { territoryId } from './territory.ts';

type SectionName = keyof typeof network_section;

/** Was this network as described on that day? */
function isValidOn(network: NetworkDefinition, day: number): boolean {
  return day >= (network.validFrom ?? DAY_MIN) && day <= (network.validUntil ?? DAY_MAX);
}

/** First and last day around `day` on which nothing dated changes. */
export function validitySpan(directory: Directory, day: number): { first: number; last: number } {
  let first = DAY_MIN;
  let last = DAY_MAX;
  for (const { definition } of directory.described) {
    const starts = definition.validFrom ?? DAY_MIN;
    const ends = definition.validUntil ?? DAY_MAX;
    if (starts <= day) first = Math.max(first, starts);
    else last = Math.min(last, starts - 1);
    if (ends >= day) last = Math.min(last, ends);
    else first = Math.max(first, ends + 1);
  }
  return { first, last };
}

/**
 * The images for every period between two days, in order and without gaps: what a capture that
 * crosses a date of validity needs. A directory without dates has one. Throws RangeError when they
 * are more than a timeline holds, or larger.
 */
export function compilePeriods(directory: Directory, first: number, last: number): Buffer[] {
  const images: Buffer[] = [];
  let octets = 0;
  for (let day = first; day <= last; day = validitySpan(directory, day).last + 1) {
    if (images.length === network_limit.periods)
      throw new RangeError(
        `more than ${network_limit.periods} periods in which what is known differs (periods)`,
      );
    const image = compileNetworks(directory, day);
    octets += image.length;
    if (octets > network_limit.timeline_octets)
      throw new RangeError(
        `network images of ${octets} octets for ${images.length + 1} periods, ` +
          `the limit is ${network_limit.timeline_octets} (timeline_octets)`,
      );
    images.push(image);
  }
  return images;
}

/** First day of the latest `count` periods, those that are still to come among them. */
export function startOfLatest(directory: Directory, count: number): number {
  let { first } = validitySpan(directory, DAY_MAX);
  for (let periods = 1; periods < count && first > DAY_MIN; periods++)
    first = validitySpan(directory, first - 1).first;
  return first;
}

/**
 * The image for `day` (days since 1970-01-01, by packet time). Throws RangeError when a limit of
 * the image is passed.
 */
export function compileNetworks(directory: Directory, day: number): Buffer {
  if (directory.parties.length > network_limit.parties)
    throw new RangeError(
      `${directory.parties.length} networks, the limit is ${network_limit.parties} (parties)`,
    );
  const valid = directory.described
    .filter(({ definition }) => isValidOn(definition, day))
    .map(({ party, definition }) => ({ ...party, definition }));
  const text = new TextPool();
  const sections: Record<SectionName, Buffer> = {
    ...partySections(directory, text),
    neighbour: neighbourSection(directory),
    ...trieSections(directory, valid),
    realm: realmSection(valid, text),
    plmn: plmnSection(valid),
    point_code: integerSlots(
      valid.flatMap((one) => one.definition!.pointCodes.map((key) => ({ key, party: one.number }))),
    ),
    mcc: mccSection(directory),
    sanc: sancSection(directory),
    text: Buffer.alloc(0),
  };
  sections.text = text.bytes();
  const image = assemble(sections);
  const { first, last } = validitySpan(directory, day);
  image.writeInt32LE(first, network_image.day_first_at);
  image.writeInt32LE(last, network_image.day_last_at);
  image.writeUInt32LE(realmLabels(valid), network_image.realm_labels_at);
  image.writeUInt32LE(
    directory.parties.filter((party) => party.isHome).length,
    network_image.home_party_count_at,
  );
  image.writeUInt32LE(
    fnv1a(image.subarray(network_image.checksum_from)),
    network_image.checksum_at,
  );
  return image;
}

function assemble(sections: Readonly<Record<SectionName, Buffer>>): Buffer {
  const order = Object.keys(network_section) as SectionName[];
  let size: number = network_image.header_octets;
  const places = order.map((name) => {
    const offset = size;
    size = (size + sections[name].length + 3) & ~3;
    return offset;
  });
  if (size > network_limit.image_octets)
    throw new RangeError(
      `network image of ${size} octets, the limit is ${network_limit.image_octets} (image_octets)`,
    );
  const image = Buffer.alloc(size);
  image.writeUInt32LE(network_image.magic, network_image.magic_at);
  image.writeUInt32LE(network_image.version, network_image.version_at);
  image.writeUInt32LE(size, network_image.size_at);
  for (const [index, name] of order.entries()) {
    const at = network_image.sections_at + 8 * index;
    image.writeUInt32LE(places[index]!, at);
    image.writeUInt32LE(sections[name].length / itemOctets(name), at + 4);
    sections[name].copy(image, places[index]!);
  }
  return image;
}

function itemOctets(name: SectionName): number {
  return name in network_item
    ? network_item[name as keyof typeof network_item]
    : network_item.trie_word;
}

/** Names, ids and realms, each distinct text once. */
class TextPool {
  readonly #places = new Map<string, number>();
  readonly #parts: Buffer[] = [];
  #size = 0;

  put(text: string): { offset: number; octets: number } {
    const bytes = Buffer.from(text, 'utf8').subarray(0, network_limit.name_octets);
    const known = this.#places.get(text);
    if (known !== undefined) return { offset: known, octets: bytes.length };
    const offset = this.#size;
    this.#places.set(text, offset);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return { offset, octets: bytes.length };
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function partySections(directory: Directory, text: TextPool): { party: Buffer; territory: Buffer } {
  const territories: number[] = [];
  const out = Buffer.alloc(directory.parties.length * network_item.party);
  for (const party of directory.parties) {
    const base = party.number * network_item.party;
    const operator = party.operator ?? '';
    const own = [...new Set(party.territories)]
      .slice(0, network_limit.territories_per_party)
      .map(territoryId);
    const id = text.put(party.id);
    const name = text.put(party.name);
    const operatorId = text.put(operator);
    out.writeUInt32LE(stableKey(party.id), base + network_party.network_key_at);
    out.writeUInt32LE(stableKey(operator), base + network_party.operator_key_at);
    out.writeUInt16LE(directory.operatorNumber(operator) ?? 0, base + network_party.operator_at);
    out.writeUInt8(partyFlags(party), base + network_party.flags_at);
    out.writeUInt8(precision[party.precision], base + network_party.precision_at);
    out.writeUInt32LE(territories.length, base + network_party.territory_first_at);
    out.writeUInt16LE(own.length, base + network_party.territory_count_at);
    out.writeUInt16LE(id.octets, base + network_party.id_octets_at);
    out.writeUInt32LE(id.offset, base + network_party.id_at);
    out.writeUInt16LE(name.octets, base + network_party.name_octets_at);
    out.writeUInt16LE(operatorId.octets, base + network_party.operator_octets_at);
    out.writeUInt32LE(name.offset, base + network_party.name_at);
    out.writeUInt32LE(operatorId.offset, base + network_party.operator_id_at);
    territories.push(...own);
  }
  const list = Buffer.alloc(territories.length * network_item.territory);
  for (const [index, id] of territories.entries())
    list.writeUInt16LE(id, index * network_item.territory);
  return { party: out, territory: list };
}

function partyFlags(party: Party): number {
  return (
    (party.isHome ? network_party_flag.home : 0) |
    (party.definition === undefined ? 0 : network_party_flag.configured) |
    (party.definition?.hub === true ? network_party_flag.hub : 0) |
    ((party.definition?.smsRouters.length ?? 0) > 0 ? network_party_flag.routes_sms : 0)
  );
}

/** Pairs both ways round as sorted words (territory × 65536 + neighbour), for binary search. */
function neighbourSection(directory: Directory): Buffer {
  const pairs = new Set<number>();
  for (const [a, b] of directory.neighbours) {
    pairs.add(territoryId(a) * 0x1_0000 + territoryId(b));
    pairs.add(territoryId(b) * 0x1_0000 + territoryId(a));
  }
  const sorted = Uint32Array.from(pairs).sort();
  const out = Buffer.alloc(sorted.length * network_item.neighbour);
  for (const [index, pair] of sorted.entries()) out.writeUInt32LE(pair, index * 4);
  return out;
}

type TrieSection = 'e164' | 'msisdn' | 'gsm_scf' | 'imsi' | 'e214';

function trieSections(directory: Directory, valid: readonly Party[]): Record<TrieSection, Buffer> {
  const of = (prefixes: (network: NetworkDefinition) => readonly string[]): PrefixEntry[] =>
    valid.flatMap((one) =>
      prefixes(one.definition!).map((prefix) => ({ prefix, party: one.number })),
    );
  const countries = directory.tables.e164.map((row) => ({
    prefix: row.prefix,
    party: directory.countryOf(row).number,
  }));
  const mccs = directory.tables.mcc.map((row) => ({
    prefix: row.prefix,
    party: directory.countryOf(row).number,
  }));
  const gsmScf = of((network) => network.gsmScf);
  const routers = of((network) => network.smsRouters).map((one) => ({ ...one, isMarked: true }));
  return {
    // A gsmSCF is a node too: its prefix tells the network of a calling title. So is an SMS router,
    // which stands first, since its title may be one of the prefixes of the network's nodes.
    e164: trie([...routers, ...of((network) => network.globalTitles), ...gsmScf, ...countries]),
    msisdn: trie([...of((network) => network.msisdn), ...countries]),
    gsm_scf: trie(gsmScf),
    imsi: trie([
      ...of((network) => network.imsi),
      ...of((network) => network.plmn.map((plmn) => plmn.mcc + plmn.mnc)),
      ...mccs,
    ]),
    // E.214 begins with the country code of E.164 (E.214 §4).
    e214: trie([...of((network) => network.mobileGlobalTitles), ...countries]),
  };
}

function trie(entries: readonly PrefixEntry[]): Buffer {
  const words = buildTrie(entries);
  const out = Buffer.alloc(words.length * network_item.trie_word);
  for (const [index, word] of words.entries()) out.writeUInt32LE(word, index * 4);
  return out;
}

function normalRealms(network: NetworkDefinition): string[] {
  return network.realms.map((realm) => realm.toLowerCase().replace(/\.$/, ''));
}

function realmSection(valid: readonly Party[], text: TextPool): Buffer {
  const entries = new Map<
    string,
    { hash: number; offset: number; octets: number; party: number }
  >();
  for (const party of valid)
    for (const realm of normalRealms(party.definition!)) {
      if (entries.has(realm)) continue;
      const hash = suffixHash(Buffer.from(realm, 'latin1'));
      entries.set(realm, { hash, ...text.put(realm), party: party.number });
    }
  return realmSlots([...entries.values()]);
}

function realmLabels(valid: readonly Party[]): number {
  const labels = valid.flatMap((party) =>
    normalRealms(party.definition!).map((realm) => realm.split('.').length),
  );
  return Math.max(0, ...labels);
}

function plmnSection(valid: readonly Party[]): Buffer {
  return integerSlots(
    valid.flatMap((one) =>
      one.definition!.plmn.map((plmn) => ({ key: packPlmn(plmn), party: one.number })),
    ),
  );
}

function mccSection(directory: Directory): Buffer {
  const out = Buffer.alloc(1000 * network_item.mcc);
  for (const row of directory.tables.mcc) {
    const base = Number(row.prefix) * network_item.mcc;
    out.writeUInt16LE(directory.countryOf(row).number, base + network_slot.mcc_party_at);
    out.writeUInt8(row.mncDigits, base + network_slot.mcc_digits_at);
  }
  return out;
}

/** One item for each of the 2048 signalling areas (zone and area, Q.708 §2). */
function sancSection(directory: Directory): Buffer {
  const out = Buffer.alloc(2048 * network_item.sanc);
  for (const row of directory.tables.sanc)
    for (let area = row.areaFirst; area <= row.areaLast; area++)
      out.writeUInt16LE(
        directory.countryOf(row).number,
        ((row.zone << 8) | area) * network_item.sanc,
      );
  return out;
}
