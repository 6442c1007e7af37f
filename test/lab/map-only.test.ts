// SPDX-License-Identifier: Apache-2.0
// The capture that decoders are compared on: every frame one clean request, the same every time.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { decodeFile } from '../../src/engine/decode-file.ts';
import { forgeMapOnly } from '../../src/lab/map-only.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-map-only-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const messages = 400;

test('every frame of it is one request that reads clean, its checksum too', (t) => {
  const path = join(folder, 'once.pcap');
  forgeMapOnly(path, messages);
  const operations = new Set<string>();
  let frames = 0;
  for (const frame of decodeFile(path, { withoutMessages: true, verifyChecksums: true })) {
    frames += 1;
    const [message, ...others] = frame.messages;
    t.deepEqual(others, []);
    t.deepEqual([frame.fault, message?.fault, message?.anomalies], [null, null, []]);
    const code = frame.nodes.find(({ name }) => name === 'gsm_old.localValue');
    operations.add(code?.value ?? '');
  }
  t.is(frames, messages);
  t.deepEqual(
    [...operations].map(Number).sort((a, b) => a - b),
    [2, 3, 7, 44, 45, 46, 56, 67, 70, 71],
  );
});

test('it is the same file every time', (t) => {
  const [one, two] = ['one.pcap', 'two.pcap'].map((name) => join(folder, name));
  for (const path of [one!, two!]) forgeMapOnly(path, messages);
  t.deepEqual(readFileSync(one!), readFileSync(two!));
});
