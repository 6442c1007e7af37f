// SPDX-License-Identifier: Apache-2.0
// A run is the frames of one case, as they stand or with one of them cut. Runs follow one another
// in one capture, an hour apart: longer than anything is kept, so that none reads what another
// left behind.
import { FileSink } from '../../src/lab/file-sink.ts';
import { PcapngWriter } from '../../src/lab/forge/pcapng.ts';
import type { Block, Case } from './case-file.ts';
import { Numbering, wrap } from './layers.ts';

export interface RunFrame {
  readonly linkType: number;
  readonly octets: Uint8Array;
  /** Octets on the wire. */
  readonly original: number;
  /** Seconds since the frame before. */
  readonly after: number;
  /** Where the layer of the case begins. */
  readonly start: number;
}

/** Where a run was cut. */
export interface Cut {
  /** Index of the frame. */
  readonly frame: number;
  /** Octets left: of the frame as captured, or of the block, with the layers around it as long. */
  readonly size: number;
  readonly of: 'capture' | 'block';
}

export interface Run {
  readonly frames: readonly RunFrame[];
  readonly cut: Cut | undefined;
}

function frameOf(block: Block, octets: Uint8Array, numbering: Numbering): RunFrame {
  const wrapped = wrap(block.layer, octets, numbering);
  const original = wrapped.octets.length + block.missing;
  return { ...wrapped, original, after: block.after };
}

/** The run of the case as it stands. */
export function wholeRun({ blocks }: Case): Run {
  const numbering = new Numbering();
  return { frames: blocks.map((block) => frameOf(block, block.octets, numbering)), cut: undefined };
}

/** The case with each of its frames captured short at each of its octets. */
export function* captureCuts(whole: Run): Generator<Run> {
  for (const [index, frame] of whole.frames.entries())
    for (let size = 0; size < frame.octets.length; size += 1) {
      const short = { ...frame, octets: frame.octets.subarray(0, size) };
      yield {
        frames: whole.frames.with(index, short),
        cut: { frame: index, size, of: 'capture' },
      };
    }
}

/** The case with each of its blocks cut at each octet before it is wrapped, as if it were sent so. */
export function* blockCuts({ blocks }: Case): Generator<Run> {
  for (const [index, { octets }] of blocks.entries())
    for (let size = 1; size < octets.length; size += 1) {
      const numbering = new Numbering();
      yield {
        frames: blocks.map((block, i) =>
          frameOf(block, i === index ? octets.subarray(0, size) : block.octets, numbering),
        ),
        cut: { frame: index, size, of: 'block' },
      };
    }
}

const START = 1_527_840_000;
const APART = 3600;

/** One pcapng file of all runs. */
export function writeRuns(path: string, runs: Iterable<Run>): void {
  const file = new FileSink(path);
  const capture = new PcapngWriter(file.write);
  capture.section();
  const interfaces = new Map<number, number>();
  let begin = START;
  for (const { frames } of runs) {
    let seconds = begin;
    for (const [index, frame] of frames.entries()) {
      let number = interfaces.get(frame.linkType);
      if (number === undefined) {
        number = capture.interface({ linkType: frame.linkType });
        interfaces.set(frame.linkType, number);
      }
      seconds += frame.after;
      const stamp = { seconds, nanoseconds: (index + 1) * 1_000_000 };
      capture.write(stamp, frame.octets, { interface: number, originalLength: frame.original });
    }
    begin = seconds + APART;
  }
  file.close();
}
