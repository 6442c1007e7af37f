// SPDX-License-Identifier: Apache-2.0
// Layout of the network image: the one buffer in which "who is who" reaches native code. Written by
// src/network/compile.ts, read by src/network/network-map.ts and native/state/networks.cpp; the C++
// constants come from these tables. All integers little-endian, all sections aligned to four
// octets.
//
// An image is right for a span of days (knowledge of networks has dates) and says which. Names of
// parties are inside, so that a record can be written from the image alone.

/** Header words and their places. Sections follow each other in the order of `network_section`. */
export const network_image = {
  /** `SWNI` read as a little-endian word. */
  magic: 0x494e_5753,
  version: 1,
  magic_at: 0,
  version_at: 4,
  /** Octets of the whole image. */
  size_at: 8,
  /** FNV-1a (32 bits) of everything after this word. */
  checksum_at: 12,
  checksum_from: 16,
  /** Days since 1970-01-01, first and last (inclusive) for which the image is right. */
  day_first_at: 16,
  day_last_at: 20,
  /** Longest suffix of labels that any realm of the table has. */
  realm_labels_at: 24,
  home_party_count_at: 28,
  /** Section table: offset and count of items, two words each. */
  sections_at: 32,
  header_octets: 160,
} as const;

/** Index of a section in the section table; its item size is in `network_item`. */
export const network_section = {
  party: 0,
  territory: 1,
  neighbour: 2,
  text: 3,
  e164: 4,
  msisdn: 5,
  gsm_scf: 6,
  imsi: 7,
  e214: 8,
  realm: 9,
  plmn: 10,
  point_code: 11,
  mcc: 12,
  sanc: 13,
} as const;

/**
 * Octets of one item of each section. Tries count words: 256 of the root, then 16 for each node.
 */
export const network_item = {
  party: 36,
  territory: 2,
  neighbour: 4,
  text: 1,
  trie_word: 4,
  realm: 12,
  plmn: 8,
  point_code: 8,
  mcc: 4,
  sanc: 2,
} as const;

/**
 * Places inside one party item. Keys are the first 32 bits of the SHA-256 of an id: they stay the
 * same from image to image.
 */
export const network_party = {
  network_key_at: 0,
  operator_key_at: 4,
  /** Number of the operator within this image; 0 when only the country is known. */
  operator_at: 8,
  flags_at: 10,
  /** Value of the table `precision`. */
  precision_at: 11,
  territory_first_at: 12,
  territory_count_at: 16,
  id_octets_at: 18,
  id_at: 20,
  name_octets_at: 24,
  operator_octets_at: 26,
  name_at: 28,
  operator_id_at: 32,
} as const;

/** `hub` relays for others; `routes_sms` has SMS routers, whose titles are marked. */
export const network_party_flag = { home: 1, configured: 2, hub: 4, routes_sms: 8 } as const;

/**
 * A trie word: either a child node (top bit) or the longest match so far: party, length, and the mark
 * of an SMS router's title.
 */
export const network_trie = {
  root_words: 256,
  root_digits: 2,
  node_words: 16,
  child_bit: 0x8000_0000,
  child_mask: 0x7fff_ffff,
  party_mask: 0xffff,
  length_shift: 16,
  length_mask: 0x1f,
  mark_bit: 0x0020_0000,
  answer_mask: 0x003f_ffff,
} as const;

/**
 * Places inside the items of the hash tables and of the MCC table (1000 items, one for each MCC).
 */
export const network_slot = {
  key_at: 0,
  party_at: 4,
  used_at: 6,
  realm_hash_at: 0,
  realm_text_at: 4,
  realm_octets_at: 8,
  realm_party_at: 10,
  mcc_party_at: 0,
  mcc_digits_at: 2,
} as const;

/** Digits of the MNC under an MCC; `mixed` countries have both lengths (TS 23.003 §2.2). */
export const mnc_digits = { unlisted: 0, two: 2, three: 3, mixed: 4 } as const;

/** Bounds, checked by the writer and again on load. */
export const network_limit = {
  image_octets: 67_108_864,
  parties: 65_535,
  trie_nodes: 1_048_576,
  prefix_digits: 15,
  territories_per_party: 64,
  /** ISO 3166-1 alpha-2 as a number: 26 × first letter + second + 1, so AA is 1 and ZZ is 676. */
  territory_id: 676,
  realm_octets: 255,
  realm_labels: 128,
  hash_probes: 16,
  name_octets: 1024,
  /** Images of one timeline, and what they take together. */
  periods: 512,
  timeline_octets: 1_073_741_824,
  /** Of these, what `run` is given: the latest. */
  live_periods: 32,
} as const;

/** What the generator writes as namespaces of `sigwarden::network_image`. */
export const layout = {
  header: network_image,
  section: network_section,
  item: network_item,
  party: network_party,
  party_flag: network_party_flag,
  trie: network_trie,
  slot: network_slot,
  mnc_digits,
  limit: network_limit,
} as const;
