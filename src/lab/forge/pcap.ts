// SPDX-License-Identifier: Apache-2.0
// Writer of classic capture files (libpcap savefile format): both byte orders, microseconds or
// nanoseconds. Gives octets to a sink as they come and keeps nothing.

/** Where written octets go; they are only valid during the call. */
export type ByteSink = (bytes: Uint8Array) => void;

/** Packet time: whole seconds since the epoch and nanoseconds below one second. */
export interface Stamp {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export const linkType = {
  ethernet: 1,
  raw: 101,
  sll: 113,
  mtp2WithPseudoHeader: 139,
  mtp2: 140,
  mtp3: 141,
  sccp: 142,
  sll2: 276,
} as const;

export interface PcapOptions {
  readonly linkType: number;
  readonly bigEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly snapLength?: number;
}

const magicMicroseconds = 0xa1b2c3d4;
const magicNanoseconds = 0xa1b23c4d;

/** Writes the file header at once, then one record a call. */
export class PcapWriter {
  readonly #sink: ByteSink;
  readonly #bigEndian: boolean;
  readonly #unit: number;
  readonly #snapLength: number;
  readonly #header = Buffer.alloc(16);

  constructor(sink: ByteSink, options: PcapOptions) {
    this.#sink = sink;
    this.#bigEndian = options.bigEndian ?? false;
    this.#unit = options.nanoseconds ? 1 : 1000;
    this.#snapLength = options.snapLength ?? 262144;
    const head = Buffer.alloc(24);
    this.#put32(head, 0, options.nanoseconds ? magicNanoseconds : magicMicroseconds);
    this.#put16(head, 4, 2);
    this.#put16(head, 6, 4);
    this.#put32(head, 16, this.#snapLength);
    this.#put32(head, 20, options.linkType);
    sink(head);
  }

  /** A frame longer than the snap length is cut, as a capture would. */
  write(stamp: Stamp, frame: Uint8Array, originalLength = frame.length): void {
    const kept = frame.subarray(0, this.#snapLength);
    this.#put32(this.#header, 0, stamp.seconds);
    this.#put32(this.#header, 4, Math.floor(stamp.nanoseconds / this.#unit));
    this.#put32(this.#header, 8, kept.length);
    this.#put32(this.#header, 12, originalLength);
    this.#sink(this.#header);
    this.#sink(kept);
  }

  #put16(target: Buffer, at: number, value: number): void {
    if (this.#bigEndian) target.writeUInt16BE(value, at);
    else target.writeUInt16LE(value, at);
  }

  #put32(target: Buffer, at: number, value: number): void {
    if (this.#bigEndian) target.writeUInt32BE(value, at);
    else target.writeUInt32LE(value, at);
  }
}
