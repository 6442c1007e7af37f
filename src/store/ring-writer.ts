// SPDX-License-Identifier: Apache-2.0
// From the ring into the store: takes what native code wrote, seals and commits it, and moves the
// ring's tail after that. Whoever runs the engine calls `poll` when the doorbell rang or a batch is
// done, and `drain` at the end.
import type { RingReader } from '../engine/ring-reader.ts';
import { storeLimits } from './layout.ts';
import { type RecordParts, splitRecord } from './record.ts';
import type { StoreWriter } from './writer.ts';

export interface RingTotals {
  /** Events stored, events that were there already, counters events. */
  stored: number;
  known: number;
  counters: number;
}

/** `waiting`: fewer records than a page holds, and not for long. */
export type RingProgress = 'more' | 'waiting' | 'done';

export class RingWriter {
  readonly totals: RingTotals = { stored: 0, known: 0, counters: 0 };
  readonly #ring: RingReader;
  readonly #store: StoreWriter | undefined;
  readonly #observe: ((record: RecordParts) => void) | undefined;
  #waitingSince: number | undefined;

  /**
   * @param store undefined to store nothing: records are then only observed.
   * @param observe sees each record once it is stored; its octets are the ring's, to be copied if
   * kept.
   */
  constructor(
    ring: RingReader,
    store: StoreWriter | undefined,
    observe?: (record: RecordParts) => void,
  ) {
    this.#ring = ring;
    this.#store = store;
    this.#observe = observe;
  }

  /** Entries that found the ring full: findings that are lost, to be told. */
  get lost(): bigint {
    return this.#ring.lost;
  }

  /**
   * Stores whole pages, and a page that has waited `page_delay_ms` as it is. Monotonic time bounds
   * latency only; it never reaches a record.
   * @returns true when everything in the ring is stored.
   */
  poll(): boolean {
    for (;;) {
      const progress = this.step();
      if (progress !== 'more') return progress === 'done';
    }
  }

  /** As {@link poll}, but one transaction at most: for a process that has other things to answer. */
  step(): RingProgress {
    if (!this.#ring.hasMore) return 'done';
    const payloads = this.#ring.take(storeLimits.commit_records);
    const now = performance.now();
    this.#waitingSince ??= now;
    const isFresh = now - this.#waitingSince < storeLimits.page_delay_ms;
    if (payloads.length < storeLimits.page_records && isFresh) {
      this.#ring.rewind();
      return 'waiting';
    }
    this.#commit(payloads);
    return this.#ring.hasMore ? 'more' : 'done';
  }

  /** Stores everything that is in the ring now. */
  drain(): void {
    while (this.#ring.hasMore) this.#commit(this.#ring.take(storeLimits.commit_records));
  }

  #commit(payloads: readonly Buffer[]): void {
    try {
      const records = payloads.map(splitRecord);
      const result = this.#store?.append(records);
      if (this.#observe !== undefined) records.forEach(this.#observe);
      if (result !== undefined) {
        this.totals.stored += result.stored;
        this.totals.known += result.known;
        this.totals.counters += result.counters;
      }
    } catch (error) {
      this.#ring.rewind();
      throw error;
    }
    this.#ring.advance();
    this.#waitingSince = undefined;
  }
}
