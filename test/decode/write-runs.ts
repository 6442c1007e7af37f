// SPDX-License-Identifier: Apache-2.0
// `node dist/test/decode/write-runs.js FOLDER`: every case of this folder for readers that are not
// JavaScript. whole.pcapng has each as it stands, cuts.pcapng with each block cut at each octet;
// seeds/TARGET has them in the form that the fuzz target of that name takes (native/fuzz).
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileSink } from '../../src/lab/file-sink.ts';
import { concat, octets, u16 } from '../../src/lab/forge/bytes.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { files, read } from '../tidy/tree.ts';
import { type Case, casesOf } from './case-file.ts';
import { blockCuts, type Run, type RunFrame, wholeRun, writeRuns } from './runs.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('write-runs FOLDER');
const seeds = join(folder, 'seeds');
let written = 0;
rmSync(seeds, { recursive: true, force: true });
mkdirSync(seeds, { recursive: true });
const cases = files(/^test\/decode\/.*\.md$/).flatMap((path) => casesOf(path, read(path)));

function* allCuts(): Generator<Run> {
  for (const one of cases) yield* blockCuts(one);
}

writeRuns(join(folder, 'whole.pcapng'), cases.map(wholeRun));
writeRuns(join(folder, 'cuts.pcapng'), allCuts());
for (const one of cases) writeSeeds(one, wholeRun(one).frames);
for (const one of cases.slice(0, 3)) writeCaptures(one);

function seedPath(target: string, number: number): string {
  mkdirSync(join(seeds, target), { recursive: true });
  return join(seeds, target, `case-${number}`);
}

function seed(target: string, ...parts: Uint8Array[]): void {
  writeFileSync(seedPath(target, written), concat(...parts));
  written += 1;
}

/** Two octets of length, one of seconds, as native/fuzz/frame_checks.hpp takes them apart. */
function part(content: Uint8Array, after: number): Uint8Array {
  return concat(u16(content.length), octets(Math.min(after, 255)), content);
}

function writeSeeds(one: Case, frames: readonly RunFrame[]): void {
  /** Places of native/fuzz/frame.cpp, kLinkTypes. */
  const places = [linkType.ethernet, -1, -1, linkType.raw, linkType.sll, linkType.sll2, 0, 108];
  const place = places.indexOf(frames[0]!.linkType);
  if (place >= 0) {
    const several = 2;
    seed('frame', octets(place, several), ...frames.map((f) => part(f.octets, f.after)));
  }
  for (const frame of frames) {
    seed('link', u16(frame.linkType), frame.octets);
    if (carriesTunnel(frame))
      seed('tunnels', frame.octets.subarray(23, 24), frame.octets.subarray(34));
  }
  if (one.blocks.every(({ layer }) => layer === 'sctp'))
    seed('sctp', ...one.blocks.map((block) => part(block.octets, block.after)));
  // A target that takes its octets alone has the name of the layer.
  for (const { layer, octets: content } of one.blocks) {
    if (/^[a-z0-9_]+$/.test(layer) && layer !== 'frame' && layer !== 'sctp') seed(layer, content);
    if (layer === 'tcap') seed('ber', content);
  }
}

/** IPv4 in Ethernet, without options, around neither SCTP nor TCP. */
function carriesTunnel({ linkType: type, octets: frame }: RunFrame): boolean {
  const isPlain = type === linkType.ethernet && frame[12] === 8 && frame[14] === 0x45;
  return isPlain && frame.length > 34 && frame[23] !== 132 && frame[23] !== 6;
}

function writeCaptures(one: Case): void {
  const run = wholeRun(one);
  writeRuns(seedPath('capture', written), [run]);
  written += 1;
  const file = new FileSink(seedPath('capture', written));
  const capture = new PcapWriter(file.write, { linkType: linkType.ethernet });
  for (const frame of run.frames) capture.write({ seconds: 1, nanoseconds: 0 }, frame.octets);
  file.close();
  written += 1;
}
