// SPDX-License-Identifier: Apache-2.0
// A capture file as decoded messages: which fields belong to which message, and the line that
// `decode --json` prints (contract: src/schema/json-schema.ts). Fields below the messages (frame,
// network, transport) belong to each message of their frame once.
import { formatTime } from '../base/time.ts';
import { openCapture } from './captures.ts';
import {
  type Addon,
  type NativeFault,
  type NativeFrame,
  type NativeMessage,
  native,
  type SourceEnd,
} from './native.ts';

/**
 * One node of a decoded frame: a layer, a group (a component, an AVP) or a field with its value.
 */
export interface FieldNode {
  /** Wireshark's name of the field, or of the protocol for a layer. */
  readonly name: string;
  readonly kind: 'layer' | 'group' | 'field';
  readonly offset: number;
  readonly length: number;
  /** Nesting in the frame, from 0. */
  readonly depth: number;
  /** Index of the message that owns it; -1 below messages. */
  readonly message: number;
  /** As tshark prints it; empty for layers and groups. */
  readonly value: string;
}

export interface DecodedFrame {
  readonly number: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Octets in the file and on the wire. */
  readonly captured: number;
  readonly original: number;
  readonly fault: NativeFault | null;
  readonly messages: readonly NativeMessage[];
  readonly nodes: readonly FieldNode[];
}

/** One line of `decode --json`. */
export interface DecodedLine {
  readonly frame: number;
  readonly message: number;
  readonly frames: readonly number[];
  readonly time: string;
  readonly layers: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly anomalies: readonly string[];
  readonly fault: NativeFault | null;
}

/** How reading a file ended, and what was counted on the way. */
export interface DecodeEnd {
  readonly end: SourceEnd;
  /** Why it ended early, as a clause; empty otherwise. */
  readonly diagnostic: string;
  readonly counters: Readonly<Record<string, number>>;
}

export interface DecodeOptions {
  /** First frame wanted, from 1. */
  readonly from?: number;
  /** True for frames without a signalling message too. */
  readonly withoutMessages?: boolean;
  /** True to compute the checksum of SCTP, which screening passes by. */
  readonly verifyChecksums?: boolean;
}

const FRAMES_AT_A_TIME = 64;

/**
 * The frames of a capture file in order; the generator's return value tells how the file ended.
 * @throws ProductError when the file cannot be read or is no capture.
 */
export function* decodeFile(
  path: string,
  options: DecodeOptions = {},
): Generator<DecodedFrame, DecodeEnd> {
  const addon = native();
  const reader = openCapture(path, options.verifyChecksums);
  for (;;) {
    const frames = reader.next(
      FRAMES_AT_A_TIME,
      options.from ?? 0,
      options.withoutMessages !== true,
    );
    if (frames.length === 0) break;
    for (const frame of frames) yield decodedFrame(addon, frame);
  }
  return { end: reader.end, diagnostic: reader.diagnostic, counters: reader.counters };
}

/** The nodes that one message shows: its own and those below all messages. */
export function nodesOf(frame: DecodedFrame, message: NativeMessage): FieldNode[] {
  return frame.nodes.filter((node) => node.message === -1 || node.message === message.index);
}

/**
 * The line of one message. A fault below the messages stands on each of them that has none of its
 * own.
 */
export function lineOf(frame: DecodedFrame, message: NativeMessage): DecodedLine {
  const layers: string[] = [];
  const fields: Record<string, string[]> = {};
  for (const node of nodesOf(frame, message)) {
    if (node.kind === 'layer') layers.push(node.name);
    if (node.kind !== 'field') continue;
    const values = fields[node.name];
    if (values === undefined) fields[node.name] = [node.value];
    else values.push(node.value);
  }
  return {
    frame: frame.number,
    message: message.index,
    frames: message.frames,
    time: formatTime(frame.time),
    layers,
    fields,
    anomalies: message.anomalies,
    fault: message.fault ?? frame.fault,
  };
}

function decodedFrame(addon: Addon, frame: NativeFrame): DecodedFrame {
  return {
    number: frame.number,
    time: BigInt(frame.seconds) * 1_000_000_000n + BigInt(frame.nanoseconds),
    captured: frame.captured,
    original: frame.original,
    fault: frame.fault,
    messages: frame.messages,
    nodes: frame.values.map((value, row) => nodeAt(addon, frame.numbers, row, value)),
  };
}

function nodeAt(addon: Addon, numbers: Int32Array, row: number, value: string): FieldNode {
  const { columns, fields, protocols } = addon.schema;
  const at = row * columns.length;
  const [field = 0, protocol = 0, offset = 0, length = 0, depth = 0, message = -1] =
    numbers.subarray(at, at + columns.length);
  const place = { offset, length, depth, message, value };
  if (field === 0) return { name: protocols[protocol] ?? '?', kind: 'layer', ...place };
  const known = fields[field];
  return { name: known?.name ?? '?', kind: known?.isLabel === true ? 'group' : 'field', ...place };
}
