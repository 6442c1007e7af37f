// SPDX-License-Identifier: Apache-2.0
// Where everything lies in a store: its databases, the form of their keys, and the limits of one
// store. A store is an LMDB environment in a directory of mode 0700; keys compare as octets, so
// numbers in keys are big-endian. Nothing here opens a file. Raising `storeVersion` means that
// older products refuse the store, with a sentence.
import { recordHeaderOctets } from '../schema/record.ts';

/** Records of version 1 were eight octets shorter; no release wrote them. */
export const storeVersion = 2;

/** Databases of the environment, by name. */
export const databases = {
  /** session id (16) | sequence (4, BE) → header | body | page reference. Append-only. */
  events: 'events',
  /** page id (8, BE) → sealed page (seal.ts). Append-only. */
  pages: 'pages',
  /** index (1) | value [| first session id (16)] → posting block (postings.ts). */
  postings: 'postings',
  /** number (8, BE) → index rows not yet merged into postings (journal.ts). */
  journal: 'journal',
  /** one entry, `meta` → MessagePack {@link StoreMeta}. */
  meta: 'meta',
  /** kind (1) | id (4, BE) → key wrapped by the key file. */
  keys: 'keys',
  /** stable key (4, BE) → MessagePack description of a network. */
  parties: 'parties',
  /** rule key (8, BE) → MessagePack {id, title}. */
  rules: 'rules',
  /** import id (16) → MessagePack summary of one import. */
  imports: 'imports',
  /** import id (16) | session id (16) | sequence (4, BE) → header | body of a counters event. */
  counters: 'counters',
  /** number (8, BE) → MessagePack audit entry, chained by hash. */
  audit: 'audit',
} as const;

export type DatabaseName = keyof typeof databases;

/** First octet of a posting key. */
export const indexId = { time: 1, subscriber: 2, source: 3, rule: 4 } as const;
export type IndexName = keyof typeof indexId;

export const sessionIdOctets = 16;
export const eventKeyOctets = sessionIdOctets + 4;
export const pageReferenceOctets = 12;

/** Bounds of one store, each with what it costs to raise it. */
export const storeLimits = {
  /** Records sealed by one AES-GCM call: a reader of one record opens this many. */
  page_records: 32,
  /** Octets after which a page is closed before it holds that many records. */
  page_octets: 262_144,
  /** Longest time a record waits for company in its page. */
  page_delay_ms: 50,
  /** Pages sealed by one data key before the next one is drawn (random keys, counted nonces). */
  pages_per_key: 1_048_576,
  /** Records of one transaction: what a crash makes the ring deliver again. */
  commit_records: 8_192,
  /** Session ids of one posting block: with delta coding it fills half an LMDB page. */
  block_ids: 128,
  /** Index rows that wait in the journal before they are merged: what a reader sorts by itself. */
  journal_rows: 131_072,
  /**
   * Octets that must stay free under the store: for the lock file, the audit log, and other
   * programs.
   */
  free_octets: 16_777_216,
  /** Octets by which a transaction of a few entries can grow the store. */
  small_growth_octets: 1_048_576,
  /**
   * Octets that one index row takes in posting blocks of its four lists, keys and half-full pages
   * included.
   */
  posting_octets: 256,
  /**
   * Keys read in one go before a reader lets its snapshot go, so that it never pins old pages for
   * long.
   */
  reader_batch: 4_096,
} as const;

/** Writes an event key into `target` (20 octets); the session id stands at `start` of `octets`. */
export function eventKey(target: Buffer, octets: Buffer, sequence: number, start = 0): Buffer {
  octets.copy(target, 0, start, start + sessionIdOctets);
  target.writeUInt32BE(sequence, sessionIdOctets);
  return target;
}

/**
 * The parts of an event's value. The lengths stand in the header; the page reference is what
 * follows the body.
 */
export function splitEvent(value: Buffer): { header: Buffer; body: Buffer; reference: Buffer } {
  const end = value.length - pageReferenceOctets;
  return {
    header: value.subarray(0, recordHeaderOctets),
    body: value.subarray(recordHeaderOctets, end),
    reference: value.subarray(end),
  };
}

/** Where a sealed part lies: page 0 stands for "nothing was sealed". */
export interface PageReference {
  readonly page: bigint;
  readonly offset: number;
}

export function readReference(octets: Buffer): PageReference {
  return { page: octets.readBigUInt64BE(0), offset: octets.readUInt32BE(8) };
}

export function number64(value: bigint): Buffer {
  const key = Buffer.allocUnsafe(8);
  key.writeBigUInt64BE(value);
  return key;
}
