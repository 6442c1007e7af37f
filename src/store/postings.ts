// SPDX-License-Identifier: Apache-2.0
// Posting blocks: the session ids under one index value, sorted, without repetition, coded as
// differences. Ids are held as strings of 16 Latin-1 characters: they compare as their octets do
// and cost less than a Buffer each.
//
// A list consists of sealed blocks, keyed `index | value | first id`, which do not overlap, and one
// tail, keyed `index | value`, whose ids all come after them. Appending, the ordinary case, thus
// reads and writes one short key.
import type { Database } from 'lmdb';
import { type IndexName, indexId, sessionIdOctets, storeLimits } from './layout.ts';

export type PostingDatabase = Database<Buffer, Buffer>;

const headOctets = 2;
const hashOctets = 8;
/** LEB128 of 64 bits and the half of the id that has no order worth coding. */
const entryOctetsMax = 10 + hashOctets;
const exactHigh = 0x20_0000; // high words below this keep a difference exact in a double

/** Codes sorted, distinct ids: count, then for each the difference in time and the hash. */
export function encodeBlock(ids: readonly string[], from = 0, to = ids.length): Buffer {
  const block = Buffer.allocUnsafe(headOctets + (to - from) * entryOctetsMax);
  block.writeUInt16LE(to - from, 0);
  let at = headOctets;
  let high = 0;
  let low = 0;
  for (let i = from; i < to; i++) {
    const id = ids[i] as string;
    const nextHigh = word(id, 0);
    const nextLow = word(id, 4);
    at = writeDifference(block, at, nextHigh - high, nextLow - low);
    high = nextHigh;
    low = nextLow;
    at += block.write(id.slice(8), at, 'latin1');
  }
  return block.subarray(0, at);
}

export function decodeBlock(block: Buffer): string[] {
  const count = block.readUInt16LE(0);
  const ids: string[] = [];
  const time = Buffer.alloc(8);
  let at = headOctets;
  let high = 0;
  let low = 0;
  for (let i = 0; i < count; i++) {
    let octet = 0x80;
    let shift = 1;
    let small = 0;
    const start = at;
    while ((octet & 0x80) !== 0) {
      octet = block.readUInt8(at++);
      small += (octet & 0x7f) * shift;
      shift *= 128;
    }
    if (at - start <= 7) {
      const sum = low + small;
      low = sum % 0x1_0000_0000;
      high += (sum - low) / 0x1_0000_0000;
    } else {
      const sum = (BigInt(high) << 32n) + BigInt(low) + wide(block, start, at);
      high = Number(sum >> 32n);
      low = Number(sum & 0xffff_ffffn);
    }
    time.writeUInt32BE(high, 0);
    time.writeUInt32BE(low, 4);
    ids.push(time.toString('latin1', 0, 8) + block.toString('latin1', at, at + hashOctets));
    at += hashOctets;
  }
  return ids;
}

function word(id: string, at: number): number {
  return (
    id.charCodeAt(at) * 0x100_0000 +
    ((id.charCodeAt(at + 1) << 16) | (id.charCodeAt(at + 2) << 8) | id.charCodeAt(at + 3))
  );
}

function writeDifference(block: Buffer, start: number, high: number, low: number): number {
  let at = start;
  if (high < exactHigh) {
    let rest = high * 0x1_0000_0000 + low;
    while (rest >= 128) {
      block[at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    block[at++] = rest;
    return at;
  }
  let rest = (BigInt(high) << 32n) + BigInt(low);
  while (rest >= 128n) {
    block[at++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  block[at++] = Number(rest);
  return at;
}

function wide(block: Buffer, start: number, end: number): bigint {
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt(block[at]! & 0x7f);
  return value;
}

/** `index | value`: the key of a list's tail and the prefix of its blocks. */
export function listKey(index: IndexName, value: string): Buffer {
  const key = Buffer.allocUnsafe(1 + value.length);
  key[0] = indexId[index];
  key.write(value, 1, 'latin1');
  return key;
}

function blockKey(list: Buffer, first: string): Buffer {
  return Buffer.concat([list, Buffer.from(first, 'latin1')]);
}

function firstOf(key: Buffer): string {
  return key.toString('latin1', key.length - sessionIdOctets, key.length);
}

/** Union of two sorted lists without repetition. */
export function union(a: readonly string[], b: readonly string[]): string[] {
  if (a.length === 0) return [...b];
  if (b.length === 0) return [...a];
  if ((a.at(-1) as string) < (b[0] as string)) return [...a, ...b];
  const out: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    const next = right === undefined || (left !== undefined && left <= right) ? left : right;
    if (left === next) i++;
    if (right === next) j++;
    out.push(next as string);
  }
  return out;
}

/**
 * Tail value: greatest id in the sealed blocks (16 octets, zero when there are none), then a block.
 */
function readTail(value: Buffer | undefined): { floor: string; ids: string[] } {
  if (value === undefined) return { floor: '', ids: [] };
  const floor = value.toString('latin1', 0, sessionIdOctets);
  return {
    floor: floor === emptyFloor ? '' : floor,
    ids: decodeBlock(value.subarray(sessionIdOctets)),
  };
}

const emptyFloor = '\0'.repeat(sessionIdOctets);

/** Adds sorted, distinct ids to one list. Runs inside a write transaction. */
export function addToList(db: PostingDatabase, list: Buffer, added: readonly string[]): void {
  const first = added[0];
  if (first === undefined) return;
  const tail = readTail(db.getBinaryFast(list));
  let floor = tail.floor;
  let ids = union(tail.ids, added);
  if (floor !== '' && first <= floor) {
    // Older packets than the sealed blocks hold: an import out of order. Take up what overlaps and
    // write it again.
    const overlapped = blocksFrom(db, list, first);
    for (const block of overlapped) db.removeSync(block.key);
    ids = union(
      overlapped.flatMap((block) => block.ids),
      ids,
    );
    floor = lastSealed(db, list);
  }
  let from = 0;
  while (ids.length - from > storeLimits.block_ids) {
    const to = from + storeLimits.block_ids;
    db.putSync(blockKey(list, ids[from] as string), encodeBlock(ids, from, to));
    floor = ids[to - 1] as string;
    from = to;
  }
  const block = encodeBlock(ids, from);
  const value = Buffer.allocUnsafe(sessionIdOctets + block.length);
  value.write(floor === '' ? emptyFloor : floor, 0, 'latin1');
  block.copy(value, sessionIdOctets);
  db.putSync(list, value);
}

/** Greatest id of the sealed blocks, or empty. */
function lastSealed(db: PostingDatabase, list: Buffer): string {
  for (const { ids } of sealedBlocks(db, list, '', true)) return ids.at(-1) as string;
  return '';
}

function blocksFrom(db: PostingDatabase, list: Buffer, id: string): SealedBlock[] {
  return [...sealedBlocks(db, list, id, false)];
}

interface SealedBlock {
  readonly key: Buffer;
  readonly ids: string[];
}

/**
 * Last possible key of a list's blocks, exclusive: ids begin with a time, which is below 2^63 until
 * the year 2262.
 */
function endKey(list: Buffer): Buffer {
  return Buffer.concat([list, Buffer.alloc(sessionIdOctets + 1, 0xff)]);
}

/**
 * Sealed blocks in order, from the one that may hold `from`; in reverse, from the newest down to
 * that one.
 */
function* sealedBlocks(
  db: PostingDatabase,
  list: Buffer,
  from: string,
  reverse: boolean,
): Generator<SealedBlock> {
  const low = blockKey(list, from === '' ? emptyFloor : (blockHolding(db, list, from) ?? from));
  const high = endKey(list);
  const range = reverse
    ? db.getRange({ start: high, end: low, inclusiveEnd: true, reverse: true })
    : db.getRange({ start: low, end: high });
  for (const { key, value } of range) {
    const stable = Buffer.from(key);
    if (stable.length !== list.length + sessionIdOctets) continue;
    if (stable.compare(list, 0, list.length, 0, list.length) !== 0) continue;
    yield { key: stable, ids: decodeBlock(value) };
  }
}

/** First id of the last block that begins at or before `id`. */
function blockHolding(db: PostingDatabase, list: Buffer, id: string): string | undefined {
  const options = { start: blockKey(list, id), end: list, reverse: true, limit: 1 };
  for (const { key } of db.getRange(options)) {
    const stable = Buffer.from(key);
    return stable.length === list.length + sessionIdOctets ? firstOf(stable) : undefined;
  }
  return undefined;
}

/** The merged part of one list in order; `from` is inclusive, `to` exclusive, empty means open. */
export function* readList(
  db: PostingDatabase,
  list: Buffer,
  from: string,
  to: string,
  reverse: boolean,
): Generator<string> {
  const inside = (id: string): boolean => id >= from && (to === '' || id < to);
  const tail = db.getBinary(list);
  if (reverse) yield* readTail(tail).ids.filter(inside).reverse();
  for (const { ids } of sealedBlocks(db, list, from, reverse)) {
    const first = ids[0] as string;
    if (!reverse && to !== '' && first >= to) return;
    yield* reverse ? ids.filter(inside).reverse() : ids.filter(inside);
  }
  if (!reverse) yield* readTail(tail).ids.filter(inside);
}
