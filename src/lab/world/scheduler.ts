// SPDX-License-Identifier: Apache-2.0
// What happens next in a world: a binary heap of actions by packet time, first come first served at
// equal times. It holds one pending action per stay and the messages in flight, so its size follows
// the number of people, not of messages.

/**
 * Packet time in microseconds since the Unix epoch; whole numbers stay exact until the year 2255.
 */
export type Micros = number;

export const millisecond = 1_000;
export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

interface Entry {
  readonly time: Micros;
  readonly order: number;
  readonly action: () => void;
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

export class Scheduler {
  readonly #heap: Entry[] = [];
  #order = 0;
  #now: Micros;

  constructor(start: Micros) {
    this.#now = start;
  }

  /** The time of the action that runs. */
  get now(): Micros {
    return this.#now;
  }

  get pending(): number {
    return this.#heap.length;
  }

  /** Runs `action` at that time, cut to whole microseconds and never in the past. */
  at(time: Micros, action: () => void): void {
    const entry = { time: Math.max(Math.floor(time), this.#now), order: this.#order, action };
    this.#order += 1;
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
  }

  /** Runs the next action; false when there is none. */
  step(): boolean {
    const first = this.#heap[0];
    if (first === undefined) return false;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    this.#now = first.time;
    first.action();
    return true;
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const entry = heap[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #sink(): void {
    const heap = this.#heap;
    const entry = heap[0]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}
