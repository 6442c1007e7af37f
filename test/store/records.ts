// SPDX-License-Identifier: Apache-2.0
// Records as native code writes them, for tests: a second writer of src/schema/record.ts and
// ring-image.ts. All identities are from test ranges (MCC 001, +999).

import { createHash } from 'node:crypto';
import { Packr } from 'msgpackr';
import { ruleKey } from '../../src/base/rule-key.ts';
import { recordHeader, recordHeaderOctets, recordVersion } from '../../src/schema/record.ts';
import { layout } from '../../src/schema/ring-image.ts';
import { event, outcome, technology } from '../../src/schema/tables.ts';
import { type RecordParts, splitRecord } from '../../src/store/record.ts';

const packr = new Packr({ useRecords: false });

/** 2019-04-02T10:15:03Z */
export const startTime = 1_554_200_103_000_000_000n;

export interface EventOptions {
  /** Time of the session's first packet. */
  sessionTime?: bigint;
  /** Number from which the other half of the session id is made. */
  session?: number;
  sequence?: number;
  event?: number;
  time?: bigint;
  subscriber?: string;
  network?: string;
  rule?: string;
  header?: Partial<Record<keyof typeof recordHeader, number | bigint>>;
  body?: Record<string, unknown>;
  sealed?: Record<string, unknown>;
}

export function networkKey(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0);
}

/** A pseudonym that stands for some digits: for tests any injective function does. */
export function pseudonym(digits: string): Buffer {
  return createHash('sha256').update(`test pseudonym ${digits}`).digest().subarray(0, 16);
}

export function sessionId(time: bigint, session: number): Buffer {
  const id = Buffer.alloc(16);
  id.writeBigUInt64BE(time);
  createHash('sha256').update(`session ${session}`).digest().copy(id, 8, 0, 8);
  return id;
}

/** One record's octets: `header | body | sealed`. */
export function payload(options: EventOptions = {}): Buffer {
  const kind = options.event ?? event.finding;
  const isFinding = kind === event.finding;
  const rule = options.rule ?? 'cat1.interconnect';
  const body = packr.pack({ ...(isFinding ? { rule } : {}), ...options.body });
  const sealed = options.sealed === undefined ? Buffer.alloc(0) : packr.pack(options.sealed);
  const header = Buffer.alloc(recordHeaderOctets);
  const time = options.sessionTime ?? startTime;
  const values: Partial<Record<keyof typeof recordHeader, number | bigint>> = {
    version: recordVersion,
    event: kind,
    technology: technology.ss7,
    outcome: outcome.open,
    body_octets: body.length,
    sealed_octets: sealed.length,
    sequence: options.sequence ?? 0,
    time: options.time ?? time,
    frame: 1,
    operation: 71,
    source_network: options.network === undefined ? 0 : networkKey(options.network),
    rule: isFinding ? ruleKey(rule) : 0n,
    ...options.header,
  };
  for (const [name, value] of Object.entries(values)) {
    put(header, recordHeader[name as keyof typeof recordHeader], value);
  }
  sessionId(time, options.session ?? 0).copy(header, recordHeader.session_time_be.offset);
  if (options.subscriber !== undefined) {
    pseudonym(options.subscriber).copy(header, recordHeader.subscriber.offset);
  }
  return Buffer.concat([header, body, sealed]);
}

function put(
  header: Buffer,
  field: { offset: number; octets: number },
  value: number | bigint,
): void {
  if (field.octets === 8) header.writeBigUInt64LE(BigInt(value), field.offset);
  else header.writeUIntLE(Number(value), field.offset, field.octets);
}

export function record(options: EventOptions = {}): RecordParts {
  return splitRecord(payload(options));
}

/** The producer's end of a ring, in ordinary memory. */
export class TestRing {
  readonly memory: ArrayBuffer;
  readonly #view: DataView;
  readonly #capacity: number;
  #head = 0;

  constructor(capacity = 65_536) {
    this.memory = new ArrayBuffer(layout.data_offset + capacity);
    this.#view = new DataView(this.memory);
    this.#capacity = capacity;
    this.#view.setUint32(layout.magic_offset, layout.magic, true);
    this.#view.setBigUint64(layout.capacity_offset, BigInt(capacity), true);
  }

  get tail(): number {
    return Number(this.#view.getBigUint64(layout.tail_offset, true));
  }

  /** False, and counted as lost, when there is no room. */
  write(octets: Buffer): boolean {
    const size = Math.ceil((layout.entry_header_octets + octets.length) / 8) * 8;
    const left = this.#capacity - (this.#head % this.#capacity);
    const padding = size > left ? left : 0;
    if (this.#head - this.tail + padding + size > this.#capacity) {
      const lost = this.#view.getBigUint64(layout.lost_offset, true);
      this.#view.setBigUint64(layout.lost_offset, lost + 1n, true);
      return false;
    }
    if (padding > 0)
      this.#entry(padding - layout.entry_header_octets, layout.kind.padding, padding);
    const at = layout.data_offset + (this.#head % this.#capacity) + layout.entry_header_octets;
    new Uint8Array(this.memory).set(octets, at);
    this.#entry(octets.length, layout.kind.record, size);
    return true;
  }

  #entry(octets: number, kind: number, size: number): void {
    const at = layout.data_offset + (this.#head % this.#capacity);
    this.#view.setUint32(at, octets, true);
    this.#view.setUint32(at + 4, kind, true);
    this.#head += size;
    this.#view.setBigUint64(layout.head_offset, BigInt(this.#head), true);
  }
}
