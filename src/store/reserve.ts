// SPDX-License-Identifier: Apache-2.0
// Room on the disk, taken before a transaction needs it. A commit that meets ENOSPC aborts cleanly
// in LMDB, but lmdb-js 3.5.6 has then damaged its heap and the process dies later, often before it
// has said why. So blocks are allocated behind the end of the data file (fallocate, size kept,
// which LMDB does not notice), and when that fails the disk is full: known before anything was
// touched. Node has no fallocate; util-linux brings the tool, as it does flock (lock.ts).
import { spawnSync } from 'node:child_process';
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile, diskFull } from './environment.ts';
import { storeLimits } from './layout.ts';

const chunk = { octets_min: 4_194_304, octets_max: 67_108_864, share: 8 } as const;
const page = 4_096;

export class DiskReserve {
  readonly #directory: string;
  readonly #file: string;
  /** Blocks are allocated up to this offset of the file. */
  #end = 0;
  /**
   * False where the file system or the machine has no fallocate: then free space is looked at
   * instead.
   */
  #canAllocate = true;

  constructor(directory: string) {
    this.#directory = directory;
    this.#file = join(directory, dataFile);
  }

  /**
   * Makes sure that the data file can grow by so many octets.
   * @throws ProductError when the disk is too full for it.
   */
  ensure(octets: number): void {
    const { size } = statSync(this.#file);
    if (this.#canAllocate && this.#end - size >= octets) return;
    const { bavail, bsize } = statfsSync(this.#directory);
    const free = bavail * bsize + Math.max(0, this.#end - size) - storeLimits.free_octets;
    if (free < octets) throw diskFull(this.#directory);
    if (!this.#canAllocate) return;
    const generous = Math.min(Math.max(size / chunk.share, chunk.octets_min), chunk.octets_max);
    const length = roundUp(Math.min(Math.max(octets, generous), Math.max(octets, free)));
    this.#allocate(size, length);
  }

  #allocate(size: number, length: number): void {
    const offset = roundUp(size);
    const args = ['--keep-size', '--offset', `${offset}`, '--length', `${length}`, this.#file];
    const result = spawnSync('fallocate', args, { encoding: 'utf8', env: { LC_ALL: 'C' } });
    if (result.status === 0) {
      this.#end = offset + length;
      return;
    }
    if (/No space left|quota exceeded/i.test(result.stderr ?? '')) throw diskFull(this.#directory);
    this.#canAllocate = false; // not installed, or a file system that cannot
  }
}

function roundUp(octets: number): number {
  return Math.ceil(octets / page) * page;
}

/**
 * Octets by which storing these records can grow the file, every one on a B-tree page of its own.
 */
export function growthOfRecords(payloadOctets: number, records: number): number {
  return 2 * payloadOctets + records * page + storeLimits.small_growth_octets;
}

/** Octets by which merging so many index rows into postings of this size can grow the file. */
export function growthOfMerge(rows: number, postingsOctets: number): number {
  const listsOfRow = 4;
  const everyPage = 2 * postingsOctets + rows * storeLimits.posting_octets;
  return Math.min(rows * listsOfRow * page, everyPage) + storeLimits.small_growth_octets;
}
