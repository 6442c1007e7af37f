// SPDX-License-Identifier: Apache-2.0
// What the decoder says of runs: through the addon, from a capture file, as `decode --json` does.
import {
  type DecodedFrame,
  type DecodeEnd,
  type DecodeOptions,
  decodeFile,
} from '../../src/engine/decode-file.ts';
import type { NativeFault } from '../../src/engine/native.ts';
import { type Run, writeRuns } from './runs.ts';

export interface ReadMessage {
  /** No fault and no anomaly, of its own or of its frame. */
  readonly isClean: boolean;
  /** The fields of its octets. */
  readonly content: string;
}

/** All frames of one run. */
export class Reading {
  readonly messages: readonly ReadMessage[];
  readonly anomalies: readonly string[];
  readonly faults: readonly string[];
  readonly #frames: readonly DecodedFrame[];
  readonly #starts: readonly number[];

  /** `starts`: where the layer of the case begins in each frame. */
  constructor(frames: readonly DecodedFrame[], starts: readonly number[]) {
    this.#frames = frames;
    this.#starts = starts;
    const messages = frames.flatMap((frame) => frame.messages);
    this.anomalies = [...new Set(messages.flatMap((message) => message.anomalies))].sort();
    this.faults = frames.flatMap((frame) =>
      [frame.fault, ...frame.messages.map((message) => message.fault)].flatMap(nameOf),
    );
    this.messages = frames.flatMap((frame) =>
      frame.messages.map(({ index, offset, fault, anomalies }) => ({
        isClean: frame.fault === null && fault === null && anomalies.length === 0,
        content: contentOf(frame, offset, index),
      })),
    );
  }

  /** In the order of frames and octets. */
  valuesOf(field: string): string[] {
    return this.#frames.flatMap((frame) =>
      frame.nodes.flatMap((node) => (node.name === field ? [node.value] : [])),
    );
  }

  /** All fields from the layer of the case on. */
  get content(): string {
    return this.#frames.map((frame, i) => contentOf(frame, this.#starts[i]!)).join('\n');
  }
}

function nameOf(fault: NativeFault | null): string[] {
  return fault === null ? [] : [`${fault.layer}.${fault.name}`];
}

function contentOf(frame: DecodedFrame, start: number, message?: number): string {
  return frame.nodes
    .filter((node) => node.offset >= start && (message === undefined || node.message === message))
    .map((node) => `${node.name}=${node.value}`)
    .join('\n');
}

function readFrames(
  path: string,
  options: DecodeOptions = {},
): { frames: DecodedFrame[]; end: DecodeEnd } {
  const frames: DecodedFrame[] = [];
  const reading = decodeFile(path, { ...options, withoutMessages: true });
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { frames, end: next.value };
    frames.push(next.value);
  }
}

/** One run in a file of its own, with what was counted. */
export function readAlone(path: string, run: Run, options: DecodeOptions = {}) {
  writeRuns(path, [run]);
  const { frames, end } = readFrames(path, options);
  const starts = run.frames.map((frame) => frame.start);
  return { reading: new Reading(frames, starts), counters: end.counters };
}

/** Many runs, through one file. */
export function readRuns(path: string, runs: readonly Run[]): Reading[] {
  writeRuns(path, runs);
  const { frames } = readFrames(path);
  let at = 0;
  return runs.map((run) => {
    const own = frames.slice(at, at + run.frames.length);
    at += own.length;
    return new Reading(
      own,
      run.frames.map((frame) => frame.start),
    );
  });
}
