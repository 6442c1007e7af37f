// SPDX-License-Identifier: Apache-2.0
// The consumer's end of the ring between native code and JavaScript (layout:
// src/schema/ring-image.ts). The memory is native's, seen as an external ArrayBuffer: entries are
// handed out as views, nothing is copied, and they stay valid until `advance`. Only call that when
// what was taken is on the disk: the producer may then overwrite it, and after a crash the ring
// gives out again whatever lies behind the tail. One reader per ring.
import { limits } from '../schema/limits.ts';
import { layout } from '../schema/ring-image.ts';

const recordOctetsMax = limits.record_octets.value;

export class RingReader {
  readonly #head: BigUint64Array<ArrayBufferLike>;
  readonly #tail: BigUint64Array<ArrayBufferLike>;
  readonly #lost: BigUint64Array<ArrayBufferLike>;
  readonly #armed: Int32Array<ArrayBufferLike>;
  readonly #epoch: BigUint64Array<ArrayBufferLike>;
  readonly #data: Buffer<ArrayBufferLike>;
  readonly #mask: bigint;
  /** Position behind the last entry handed out. */
  #next: bigint;

  /** @throws Error when the memory is not a ring: a defect of the caller, not of the traffic. */
  constructor(memory: ArrayBufferLike) {
    const control = new DataView(memory);
    if (control.getUint32(layout.magic_offset, true) !== layout.magic) {
      throw new Error('not a ring: wrong magic number');
    }
    const capacity = control.getBigUint64(layout.capacity_offset, true);
    const isPowerOfTwo = capacity > 0n && (capacity & (capacity - 1n)) === 0n;
    if (!isPowerOfTwo || Number(capacity) + layout.data_offset > memory.byteLength) {
      throw new Error(`not a ring: capacity ${capacity} in ${memory.byteLength} octets`);
    }
    this.#mask = capacity - 1n;
    this.#head = new BigUint64Array(memory, layout.head_offset, 1);
    this.#tail = new BigUint64Array(memory, layout.tail_offset, 1);
    this.#lost = new BigUint64Array(memory, layout.lost_offset, 1);
    this.#armed = new Int32Array(memory, layout.armed_offset, 1);
    this.#epoch = new BigUint64Array(memory, layout.producer_epoch_offset, 1);
    this.#data = Buffer.from(memory, layout.data_offset, Number(capacity));
    this.#next = Atomics.load(this.#tail, 0);
  }

  /** Entries that found no room since the ring was made. */
  get lost(): bigint {
    return Atomics.load(this.#lost, 0);
  }

  /** Engines that have attached to this ring so far. */
  get epoch(): bigint {
    return Atomics.load(this.#epoch, 0);
  }

  /** Octets that it holds, and those of them that are not stored yet. */
  get capacity(): number {
    return this.#data.length;
  }

  get waiting(): number {
    return Number(Atomics.load(this.#head, 0) - Atomics.load(this.#tail, 0));
  }

  /** True when an entry waits that was not handed out yet. */
  get hasMore(): boolean {
    return Atomics.load(this.#head, 0) !== this.#next;
  }

  /**
   * Up to `count` payloads that were not handed out yet, in order. Views into the ring, valid until
   * `advance`.
   * @throws Error when an entry does not fit into what was written: native code is at fault and the
   * ring unusable.
   */
  take(count: number): Buffer[] {
    const head = Atomics.load(this.#head, 0);
    const payloads: Buffer[] = [];
    let at = this.#next;
    while (at !== head && payloads.length < count) {
      const place = Number(at & this.#mask);
      const octets = this.#data.readUInt32LE(place);
      const kind = this.#data.readUInt32LE(place + 4);
      const start = place + layout.entry_header_octets;
      const size = align(layout.entry_header_octets + octets);
      if (BigInt(size) > head - at || start + octets > this.#data.length) {
        throw new Error(`ring entry at ${at} runs past what was written`);
      }
      if (kind === layout.kind.record) {
        if (octets > recordOctetsMax) throw new Error(`ring entry at ${at} is too long: ${octets}`);
        payloads.push(this.#data.subarray(start, start + octets));
      } else if (kind !== layout.kind.padding) {
        throw new Error(`ring entry at ${at} is of unknown kind ${kind}`);
      }
      at += BigInt(size);
    }
    this.#next = at;
    return payloads;
  }

  /**
   * Asks for the doorbell with the next entry. True: nothing waits, and whoever sleeps now will be
   * woken. False: something waits that was not handed out, and the doorbell stays silent.
   *
   * Atomics are sequentially consistent: the store of `armed` comes before the load of `head`, as
   * in Ring::ring_doorbell the store of `head` before the load of `armed`. One of the two sees the
   * other, so no entry is slept through.
   */
  arm(): boolean {
    Atomics.store(this.#armed, 0, 1);
    if (!this.hasMore) return true;
    Atomics.store(this.#armed, 0, 0);
    return false;
  }

  /** Gives the room of everything taken back to the producer. Only after it is stored. */
  advance(): void {
    Atomics.store(this.#tail, 0, this.#next);
  }

  /** Forgets what was taken since the last `advance`; it is handed out again. */
  rewind(): void {
    this.#next = Atomics.load(this.#tail, 0);
  }
}

function align(octets: number): number {
  return Math.ceil(octets / layout.entry_alignment) * layout.entry_alignment;
}
