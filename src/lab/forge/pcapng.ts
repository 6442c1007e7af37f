// SPDX-License-Identifier: Apache-2.0
// Writer of pcapng capture files (draft-ietf-opsawg-pcapng): sections of either byte order, several
// interfaces with their own link type and time resolution, enhanced, simple and obsolete packet
// blocks, comments. Keeps nothing but the table of interfaces of the current section.

import type { ByteSink, Stamp } from './pcap.ts';

export interface InterfaceOptions {
  readonly linkType: number;
  readonly snapLength?: number;
  readonly name?: string;
  /**
   * `if_tsresol` as in the format: n means 10^-n seconds, 0x80 | n means 2^-n; absent:
   * microseconds, not written.
   */
  readonly resolution?: number;
}

const option = { end: 0, comment: 1, hardware: 2, userApplication: 4, name: 2, resolution: 9 };
const block = { section: 0x0a0d0d0a, interface: 1, obsolete: 2, simple: 3, enhanced: 6 };

export class PcapngWriter {
  readonly #sink: ByteSink;
  #bigEndian = false;
  #interfaces: InterfaceOptions[] = [];

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Begins a section; its interfaces are counted from 0 again. */
  section(options: { bigEndian?: boolean; application?: string } = {}): void {
    this.#bigEndian = options.bigEndian ?? false;
    this.#interfaces = [];
    const head = Buffer.concat([
      this.#u32(0x1a2b3c4d),
      this.#u16(1),
      this.#u16(0),
      Buffer.alloc(8, 0xff),
    ]);
    const application = this.#text(option.userApplication, options.application);
    this.#block(block.section, [head, ...this.#options([application])]);
  }

  /** Declares an interface; returns its number within the section. */
  interface(options: InterfaceOptions): number {
    const head = [this.#u16(options.linkType), this.#u16(0), this.#u32(options.snapLength ?? 0)];
    const resolution =
      options.resolution === undefined
        ? undefined
        : this.#option(option.resolution, Buffer.from([options.resolution]));
    const name = this.#text(option.name, options.name);
    this.#block(block.interface, [...head, ...this.#options([name, resolution])]);
    return this.#interfaces.push(options) - 1;
  }

  /** An enhanced packet block. */
  write(
    stamp: Stamp,
    frame: Uint8Array,
    details: { interface?: number; originalLength?: number; comment?: string } = {},
  ): void {
    const number = details.interface ?? 0;
    this.#block(block.enhanced, [
      this.#u32(number),
      ...this.#ticks(stamp, number),
      this.#u32(frame.length),
      this.#u32(details.originalLength ?? frame.length),
      ...padded(frame),
      ...this.#options([this.#text(option.comment, details.comment)]),
    ]);
  }

  /** A simple packet block: no time, always interface 0. */
  writeSimple(frame: Uint8Array): void {
    this.#block(block.simple, [this.#u32(frame.length), ...padded(frame)]);
  }

  /** The obsolete packet block (type 2), with 16-bit interface number and drop count. */
  writeObsolete(stamp: Stamp, frame: Uint8Array, number = 0): void {
    this.#block(block.obsolete, [
      this.#u16(number),
      this.#u16(0xffff),
      ...this.#ticks(stamp, number),
      this.#u32(frame.length),
      this.#u32(frame.length),
      ...padded(frame),
    ]);
  }

  /** A block of any type; readers must step over those they do not know. */
  writeUnknown(type: number, body: Uint8Array): void {
    this.#block(type, padded(body));
  }

  #ticks(stamp: Stamp, number: number): Buffer[] {
    const declared = this.#interfaces[number];
    if (declared === undefined) throw new Error(`interface ${number} was not declared`);
    const resolution = declared.resolution ?? 6;
    const perSecond =
      resolution & 0x80 ? 1n << BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
    const fraction = (BigInt(stamp.nanoseconds) * perSecond) / 1_000_000_000n;
    const ticks = BigInt(stamp.seconds) * perSecond + fraction;
    return [this.#u32(Number(ticks >> 32n)), this.#u32(Number(ticks & 0xffffffffn))];
  }

  #options(list: readonly (Buffer | undefined)[]): Buffer[] {
    const present = list.filter((entry) => entry !== undefined);
    return present.length === 0 ? [] : [...present, this.#option(option.end, Buffer.alloc(0))];
  }

  #text(code: number, text: string | undefined): Buffer | undefined {
    return text === undefined ? undefined : this.#option(code, Buffer.from(text, 'utf8'));
  }

  #option(code: number, value: Buffer): Buffer {
    return Buffer.concat([this.#u16(code), this.#u16(value.length), ...padded(value)]);
  }

  #block(type: number, body: readonly Uint8Array[]): void {
    const length = body.reduce((sum, part) => sum + part.length, 12);
    this.#sink(Buffer.concat([this.#u32(type), this.#u32(length), ...body, this.#u32(length)]));
  }

  #u16(value: number): Buffer {
    const out = Buffer.alloc(2);
    if (this.#bigEndian) out.writeUInt16BE(value);
    else out.writeUInt16LE(value);
    return out;
  }

  #u32(value: number): Buffer {
    const out = Buffer.alloc(4);
    if (this.#bigEndian) out.writeUInt32BE(value);
    else out.writeUInt32LE(value);
    return out;
  }
}

function padded(bytes: Uint8Array): Uint8Array[] {
  const missing = (4 - (bytes.length & 3)) & 3;
  return missing === 0 ? [bytes] : [bytes, new Uint8Array(missing)];
}
