// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'ava';
import { samples } from '../../src/lab/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-samples-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

test('samples cover both formats in both byte orders and are the same on every run', (t) => {
  const first = samples(join(folder, 'a'));
  const second = samples(join(folder, 'b'));
  t.deepEqual(
    first.map(({ path }) => basename(path)),
    second.map(({ path }) => basename(path)),
  );
  const magics = new Set<string>();
  first.forEach(({ path, frames }, index) => {
    const bytes = readFileSync(path);
    t.deepEqual(bytes, readFileSync(second[index]!.path), path);
    t.true(frames > 5, path);
    const pcapng = bytes.readUInt32BE(0) === 0x0a0d0d0a;
    magics.add(bytes.subarray(pcapng ? 8 : 0, pcapng ? 12 : 4).toString('hex'));
  });
  t.deepEqual([...magics].sort(), [
    '1a2b3c4d',
    '4d3c2b1a',
    '4d3cb2a1',
    'a1b23c4d',
    'a1b2c3d4',
    'd4c3b2a1',
  ]);
});

test('one sample ends in the middle of a record, as a file does when the disk was full', (t) => {
  const cut = samples(join(folder, 'c')).find(({ path }) => path.includes('truncated'))!;
  const bytes = readFileSync(cut.path);
  let at = 24;
  let whole = 0;
  while (at + 16 <= bytes.length && at + 16 + bytes.readUInt32LE(at + 8) <= bytes.length) {
    at += 16 + bytes.readUInt32LE(at + 8);
    whole += 1;
  }
  t.is(whole, cut.frames - 1);
  t.true(at < bytes.length);
});
