// SPDX-License-Identifier: Apache-2.0
// The consumer of a live ring: woken by the doorbell or by the delay of a page, it stores one
// transaction a turn, so that the process stays able to answer. When storing fails (a full disk) it
// keeps what it has in the ring, says so once, and tries again with growing patience: nothing that
// was acknowledged is lost, and what the ring cannot hold meanwhile the producer counts. Monotonic
// time bounds waiting only; it never reaches a record.
import type { RingReader } from '../engine/ring-reader.ts';
import { limits } from '../schema/limits.ts';
import { storeLimits } from '../store/layout.ts';
import type { RingTotals, RingWriter } from '../store/ring-writer.ts';

/** Why storing does not go on at the moment. */
export interface StoreTrouble {
  readonly message: string;
  readonly retries: number;
  readonly seconds: number;
}

export interface RingConsumerOptions {
  readonly ring: RingReader;
  readonly writer: RingWriter;
  /** Storing failed; told once for each spell. */
  readonly onTrouble: (error: Error) => void;
  /** Storing goes on after so many tries. */
  readonly onRelief: (retries: number) => void;
}

const first_retry_ms = 100;
/** Looks at the ring without being called, in case a call was lost with the process that made it. */
const glance_ms = 1_000;

export class RingConsumer {
  readonly #options: RingConsumerOptions;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #isClosed = false;
  #trouble: { message: string; retries: number; since: number } | undefined;

  constructor(options: RingConsumerOptions) {
    this.#options = options;
    this.#sleep(0);
  }

  get trouble(): StoreTrouble | undefined {
    if (this.#trouble === undefined) return undefined;
    const { message, retries, since } = this.#trouble;
    return { message, retries, seconds: Math.floor((performance.now() - since) / 1000) };
  }

  get totals(): Readonly<RingTotals> {
    return this.#options.writer.totals;
  }

  /** The doorbell rang. While storing fails its own patience decides. */
  wake(): void {
    if (this.#trouble === undefined) this.#soon();
  }

  /**
   * Stores everything that is in the ring; false when that did not succeed in time. Nothing is
   * consumed afterwards.
   */
  async drain(patience_ms: number): Promise<boolean> {
    this.close();
    const until = performance.now() + patience_ms;
    for (;;) {
      try {
        this.#options.writer.drain();
        this.#relieved();
        return true;
      } catch (error) {
        this.#failed(error);
        if (performance.now() >= until) return false;
      }
      await new Promise((resolve) => setTimeout(resolve, first_retry_ms));
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #soon(): void {
    if (this.#isClosed || this.#immediate !== undefined) return;
    clearTimeout(this.#timer);
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#turn();
    });
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => this.#soon(), ms);
  }

  #turn(): void {
    try {
      const progress = this.#options.writer.step();
      this.#relieved();
      if (progress === 'more') this.#soon();
      else if (progress === 'waiting') this.#sleep(storeLimits.page_delay_ms);
      else this.#rest();
    } catch (error) {
      this.#failed(error);
      const wait = first_retry_ms * 2 ** Math.min(this.#trouble?.retries ?? 0, 16);
      this.#sleep(Math.min(wait, limits.store_retry_milliseconds.value));
    }
  }

  #rest(): void {
    if (this.#options.ring.arm()) this.#sleep(glance_ms);
    else this.#soon();
  }

  #failed(error: unknown): void {
    const cause = error instanceof Error ? error : new Error(String(error));
    if (this.#trouble === undefined) {
      this.#trouble = { message: cause.message, retries: 0, since: performance.now() };
      this.#options.onTrouble(cause);
    } else this.#trouble.retries += 1;
  }

  #relieved(): void {
    if (this.#trouble === undefined) return;
    const { retries } = this.#trouble;
    this.#trouble = undefined;
    this.#options.onRelief(retries + 1);
  }
}
