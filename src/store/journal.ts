// SPDX-License-Identifier: Apache-2.0
// Index rows on their way into posting blocks. Each commit writes one journal entry with the rows
// of its events, in the transaction that stores them; every so many rows they are merged, sorted
// once, one put a touched list. An index is thus never behind the events: what is not merged is in
// the journal, and readers take both.
import type { Database } from 'lmdb';
import { event } from '../schema/tables.ts';
import { type IndexName, indexId, sessionIdOctets } from './layout.ts';
import { addToList, listKey, type PostingDatabase } from './postings.ts';
import { place } from './record.ts';

export const rowOctets = sessionIdOctets + 16 + 4 + 8;
const subscriberAt = sessionIdOctets;
const sourceAt = subscriberAt + 16;
const ruleAt = sourceAt + 4;

const merged = Buffer.alloc(1);
const zero16 = '\0'.repeat(16);
const zero8 = '\0'.repeat(8);
const zero4 = '\0'.repeat(4);

/**
 * Rows of one transaction. Source and rule come from findings only: the answer of a dialogue has
 * another source.
 */
export class JournalRows {
  #rows = Buffer.allocUnsafe(rowOctets * 1024);
  #used = 0;
  /**
   * Session → subscriber of rows of this transaction: a member that adds nothing needs no row of
   * its own.
   */
  readonly #known = new Map<string, string>();

  get octets(): Buffer {
    return this.#rows.subarray(0, this.#used);
  }

  /** @param header octets that begin with a record's header. */
  add(header: Buffer): void {
    const isFinding = header[place.event] === event.finding;
    const id = header.toString('latin1', place.session_time_be, place.session_time_be + 16);
    const subscriber = header.toString('latin1', place.subscriber, place.subscriber + 16);
    if (!isFinding && this.#known.get(id) === subscriber) return;
    this.#known.set(id, subscriber);
    if (this.#used === this.#rows.length) {
      const larger = Buffer.allocUnsafe(this.#rows.length * 2);
      this.#rows.copy(larger);
      this.#rows = larger;
    }
    const row = this.#rows.subarray(this.#used, this.#used + rowOctets);
    header.copy(row, 0, place.session_time_be, place.session_time_be + sessionIdOctets);
    header.copy(row, subscriberAt, place.subscriber, place.subscriber + 16);
    if (isFinding) {
      row.writeUInt32BE(header.readUInt32LE(place.source_network), sourceAt);
      row.writeBigUInt64BE(header.readBigUInt64LE(place.rule), ruleAt);
    } else {
      row.fill(0, sourceAt);
    }
    this.#used += rowOctets;
  }

  clear(): void {
    this.#known.clear();
    this.#used = 0;
  }
}

/** value → ids, for one index. */
type Lists = Map<string, string[]>;
export type GroupedRows = Record<IndexName, Lists>;

/** Groups rows by index value; every list is sorted and without repetition. */
export function groupRows(entries: Iterable<Buffer>): GroupedRows {
  const ids: string[] = [];
  const rows: string[] = [];
  for (const entry of entries) {
    for (let at = 0; at + rowOctets <= entry.length; at += rowOctets) {
      ids.push(entry.toString('latin1', at, at + sessionIdOctets));
      rows.push(entry.toString('latin1', at + subscriberAt, at + rowOctets));
    }
  }
  const order = sortedOrder(ids);
  const grouped: GroupedRows = {
    time: new Map(),
    subscriber: new Map(),
    source: new Map(),
    rule: new Map(),
  };
  for (const i of order) {
    const id = ids[i] as string;
    const row = rows[i] as string;
    push(grouped.time, '', id);
    const subscriber = row.slice(0, 16);
    if (subscriber !== zero16) push(grouped.subscriber, subscriber, id);
    const source = row.slice(16, 20);
    if (source !== zero4) push(grouped.source, source, id);
    const rule = row.slice(20);
    if (rule !== zero8) push(grouped.rule, rule, id);
  }
  return grouped;
}

/**
 * Places of the ids in ascending order. Records come nearly sorted by time, which a merge sort
 * turns to account.
 */
function sortedOrder(ids: readonly string[]): number[] {
  const order = ids.map((_, i) => i);
  return order.sort((a, b) => {
    const left = ids[a] as string;
    const right = ids[b] as string;
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function push(lists: Lists, value: string, id: string): void {
  const list = lists.get(value);
  if (list === undefined) lists.set(value, [id]);
  else if (list.at(-1) !== id) list.push(id);
}

/**
 * Moves the whole journal into posting blocks. Runs inside a write transaction; returns the rows
 * merged.
 */
export function mergeJournal(journal: Database<Buffer, Buffer>, postings: PostingDatabase): number {
  const keys: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const { key, value } of journal.getRange({})) {
    keys.push(Buffer.from(key));
    entries.push(Buffer.from(value));
  }
  const grouped = groupRows(entries);
  for (const index of Object.keys(indexId) as IndexName[]) {
    // In key order: neighbouring lists share B-tree pages.
    for (const value of [...grouped[index].keys()].sort()) {
      addToList(postings, listKey(index, value), grouped[index].get(value) as string[]);
    }
  }
  for (const key of keys.slice(0, -1)) journal.removeSync(key);
  // The last number stays, without rows: a reader takes a number it has seen for rows it has seen.
  const last = keys.at(-1);
  if (last !== undefined) journal.putSync(last, merged);
  return entries.reduce((sum, entry) => sum + Math.floor(entry.length / rowOctets), 0);
}

/** Rows that wait to be merged. */
export function countJournal(journal: Database<Buffer, Buffer>): number {
  let rows = 0;
  for (const { value } of journal.getRange({})) rows += Math.floor(value.length / rowOctets);
  return rows;
}

/** Number of the next journal entry. */
export function nextJournalKey(journal: Database<Buffer, Buffer>): bigint {
  for (const key of journal.getKeys({ reverse: true, limit: 1 })) {
    return Buffer.from(key).readBigUInt64BE() + 1n;
  }
  return 1n;
}
