// SPDX-License-Identifier: Apache-2.0
// Is the data file of a store as long as LMDB believes? LMDB maps it, and a page behind the end of
// a file that a copy or a disk has cut short ends the process with SIGBUS. LMDB may rightly leave
// the last pages unwritten when they are free, so that a short file alone proves nothing: then
// another process reads all of it (read-all.ts), and how that one ends tells.
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where things stand in a page of meta data (LMDB data version 2: a page header of 24 octets). */
const place = { magic: 24, page_size: 48, last_page: 144, transaction: 152, end: 160 } as const;
const magic = 0xbeef_c0de;
const pageSizeMax = 65_536;

export type Wholeness = 'whole' | 'not-lmdb' | 'cut';

export function wholeness(path: string, directory: string): Wholeness {
  const file = openSync(path, 'r');
  try {
    const first = metaAt(file, 0);
    if (first === undefined) return 'not-lmdb';
    const pageSize = first.readUInt32LE(place.page_size);
    if (pageSize < place.end || pageSize > pageSizeMax) return 'not-lmdb';
    const second = metaAt(file, pageSize);
    if (second === undefined) return 'cut';
    const newest = transactionOf(second) > transactionOf(first) ? second : first;
    const needed = (newest.readBigUInt64LE(place.last_page) + 1n) * BigInt(pageSize);
    // The size after the meta page: a writer writes pages before it tells of them.
    if (BigInt(fstatSync(file).size) >= needed) return 'whole';
    return canBeRead(directory) ? 'whole' : 'cut';
  } finally {
    closeSync(file);
  }
}

function metaAt(file: number, position: number): Buffer | undefined {
  const octets = Buffer.alloc(place.end);
  const count = readSync(file, octets, 0, octets.length, position);
  return count === octets.length && octets.readUInt32LE(place.magic) === magic ? octets : undefined;
}

function transactionOf(meta: Buffer): bigint {
  return meta.readBigUInt64LE(place.transaction);
}

function canBeRead(directory: string): boolean {
  const script = fileURLToPath(new URL('./read-all.js', import.meta.url));
  return spawnSync(process.execPath, [script, directory], { stdio: 'ignore' }).status === 0;
}
