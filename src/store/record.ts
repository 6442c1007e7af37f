// SPDX-License-Identifier: Apache-2.0
// Reading the fixed header of a record (src/schema/record.ts) without unpacking anything. Storing
// needs only the few places below; folding a session reads the whole header.
import { recordHeader, recordHeaderOctets, recordVersion } from '../schema/record.ts';

/**
 * A record as it lies in the ring: its octets and where its parts end. Parts are views made when
 * they are asked for; the writer, which meets a hundred thousand records a second, copies from the
 * payload and asks for none.
 */
export class RecordParts {
  readonly payload: Buffer;
  readonly bodyEnd: number;
  readonly sealedEnd: number;

  constructor(payload: Buffer, bodyEnd: number, sealedEnd: number) {
    this.payload = payload;
    this.bodyEnd = bodyEnd;
    this.sealedEnd = sealedEnd;
  }

  get header(): Buffer {
    return this.payload.subarray(0, recordHeaderOctets);
  }

  get body(): Buffer {
    return this.payload.subarray(recordHeaderOctets, this.bodyEnd);
  }

  get sealed(): Buffer {
    return this.payload.subarray(this.bodyEnd, this.sealedEnd);
  }
}

/**
 * The header as numbers. Times are nanoseconds since the epoch, bit sets and table values as in
 * src/schema/tables.ts.
 */
export interface EventHeader {
  readonly event: number;
  readonly technology: number;
  readonly outcome: number;
  readonly sequence: number;
  readonly session: string;
  readonly time: bigint;
  readonly frame: number;
  readonly tap: number;
  readonly message: number;
  readonly operation: number;
  readonly sourceNetwork: number;
  readonly sourceOperator: number;
  /** 32 hexadecimal digits, or empty when the record names no subscriber. */
  readonly subscriber: string;
  readonly sourceAddress: bigint;
  readonly rule: bigint;
  readonly ruleSet: number;
  readonly severity: number;
  readonly confidence: number;
  readonly purpose: number;
  readonly disclosed: number;
  readonly requested: number;
  readonly direction: number;
  readonly entitlement: number;
  readonly evidence: number;
  readonly category: number;
  readonly homeNetwork: number;
  readonly anomalies: bigint;
}

const at = Object.fromEntries(
  Object.entries(recordHeader).map(([name, field]) => [name, field.offset]),
) as Record<keyof typeof recordHeader, number>;

export const place = at;

const noSubscriber = '0'.repeat(32);

/**
 * Session id as octets: sorts by the time of the first packet. A view, valid as long as the header
 * is.
 */
export function sessionOctets(header: Buffer): Buffer {
  return header.subarray(at.session_time_be, at.session_time_be + 16);
}

export function decodeHeader(header: Buffer): EventHeader {
  const subscriber = header.toString('hex', at.subscriber, at.subscriber + 16);
  return {
    event: header.readUInt8(at.event),
    technology: header.readUInt8(at.technology),
    outcome: header.readUInt8(at.outcome),
    sequence: header.readUInt32LE(at.sequence),
    session: header.toString('hex', at.session_time_be, at.session_time_be + 16),
    time: header.readBigUInt64LE(at.time),
    frame: Number(header.readBigUInt64LE(at.frame)),
    tap: header.readUInt32LE(at.tap),
    message: header.readUInt16LE(at.message),
    operation: header.readUInt16LE(at.operation),
    sourceNetwork: header.readUInt32LE(at.source_network),
    sourceOperator: header.readUInt32LE(at.source_operator),
    subscriber: subscriber === noSubscriber ? '' : subscriber,
    sourceAddress: header.readBigUInt64LE(at.source_address),
    rule: header.readBigUInt64LE(at.rule),
    ruleSet: header.readUInt32LE(at.rule_set),
    severity: header.readUInt8(at.severity),
    confidence: header.readUInt8(at.confidence),
    purpose: header.readUInt16LE(at.purpose),
    disclosed: header.readUInt32LE(at.disclosed),
    requested: header.readUInt32LE(at.requested),
    direction: header.readUInt8(at.direction),
    entitlement: header.readUInt8(at.entitlement),
    evidence: header.readUInt8(at.evidence),
    category: header.readUInt8(at.category),
    homeNetwork: header.readUInt32LE(at.home_network),
    anomalies: readBigUInt128LE(header, at.anomalies),
  };
}

function readBigUInt128LE(octets: Buffer, offset: number): bigint {
  return octets.readBigUInt64LE(offset) | (octets.readBigUInt64LE(offset + 8) << 64n);
}

/**
 * Finds the parts of a payload; nothing is copied. Throws when the lengths do not add up: the
 * payload was written by our own native code, so that is a defect and not hostile input.
 */
export function splitRecord(payload: Buffer): RecordParts {
  if (payload.length < recordHeaderOctets) throw new Error('record shorter than its header');
  const version = payload.readUInt8(at.version);
  if (version !== recordVersion) throw new Error(`record of version ${version}`);
  const bodyEnd = recordHeaderOctets + payload.readUInt32LE(at.body_octets);
  const sealedEnd = bodyEnd + payload.readUInt32LE(at.sealed_octets);
  if (sealedEnd > payload.length) throw new Error('record longer than its ring entry');
  return new RecordParts(payload, bodyEnd, sealedEnd);
}
