// SPDX-License-Identifier: Apache-2.0
// From a capture to the lines of `decode --json`: what each message owns, the contract of a line,
// how a file may end, and that keys and vectors are in none of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { Compile } from 'typebox/schema';
import { ProductError } from '../../src/base/errors.ts';
import {
  type DecodedFrame,
  type DecodedLine,
  type DecodeEnd,
  decodeFile,
  lineOf,
} from '../../src/engine/decode-file.ts';
import { native } from '../../src/engine/native.ts';
import { generate } from '../../src/lab/generate.ts';
import { samples } from '../../src/lab/samples.ts';
import { jsonSchemas } from '../../src/schema/json-schema.ts';
import { protocols } from '../../src/schema/registry.ts';
import { root } from '../tidy/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-decode-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
const sampleFiles = samples(folder).map((sample) => sample.path);
const sample = (name: string) => sampleFiles.find((path) => path.endsWith(name)) ?? '';

function read(path: string, withoutMessages = false): { frames: DecodedFrame[]; end: DecodeEnd } {
  const frames: DecodedFrame[] = [];
  const reading = decodeFile(path, { withoutMessages });
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { frames, end: next.value };
    frames.push(next.value);
  }
}

function linesOf(path: string): DecodedLine[] {
  return read(path).frames.flatMap((frame) =>
    frame.messages.map((message) => lineOf(frame, message)),
  );
}

test('each message of a bundled packet has its own fields and those of the packet once', (t) => {
  const frame = read(sample('ss7-bundled-sll2.pcap')).frames.find((one) => one.messages.length > 1);
  t.truthy(frame);
  const lines = frame!.messages.map((message) => lineOf(frame!, message));
  t.deepEqual(
    lines.map((line) => line.message),
    lines.map((_, index) => index),
  );
  for (const line of lines) {
    t.deepEqual(line.frames, [frame!.number]);
    t.is(line.fields['ip.src']?.length, 1);
    t.is(line.fields['sctp.data_tsn_raw']?.length, 1);
    t.is(line.fields['m3ua.protocol_data_opc']?.length, 1);
    t.deepEqual(line.layers.slice(0, 5), ['sll', 'ip', 'sctp', 'm3ua', 'sccp']);
  }
  t.is(new Set(lines.map((line) => line.fields['sctp.data_tsn_raw']?.[0])).size, lines.length);
});

test('every line of a forged world and of every sample keeps the contract', (t) => {
  const output = join(folder, 'world.pcap');
  generate({ scenario: 'far-from-home', seed: 3, messages: 2000, output });
  const schema = jsonSchemas(protocols).get('decode-line.json') ?? {};
  const contract = Compile(schema);
  let lines = 0;
  for (const path of [output, ...sampleFiles])
    for (const line of linesOf(path)) {
      lines += 1;
      if (!contract.Check(line)) t.deepEqual(contract.Errors(line)[1].slice(0, 3), [], path);
    }
  t.true(lines > 2000);
  t.false(contract.Check({ ...linesOf(sampleFiles[0]!)[0], fields: { 'no.such.field': ['1'] } }));
  t.false(contract.Check({ ...linesOf(sampleFiles[0]!)[0], time: '2018-06-01 08:00:00' }));
});

test('the published schema is the one the tables give', (t) => {
  for (const [name, schema] of jsonSchemas(protocols))
    t.deepEqual(JSON.parse(readFileSync(join(root, 'src/schema/json', name), 'utf8')), schema);
});

test('no field holds octets that the decoder calls secret', (t) => {
  const schema = native().schema;
  const secret = /RAND|XRES|AUTN|KASME|SRES|Kc$|(ty-)Key|SIP-Auth(enticate|orization)|SM-RP-UI/;
  const named = schema.fields.filter(
    (field) => secret.test(field.name) && field.name.startsWith('diameter.'),
  );
  t.true(named.length >= 9);
  t.deepEqual(
    named.filter((field) => !field.isLabel),
    [],
  );
  const answer = read(sample('diameter-sctp-big-endian.pcapng'))
    .frames.flatMap((frame) => frame.nodes)
    .filter((node) => secret.test(node.name) && node.kind !== 'group');
  t.deepEqual(answer, []);
});

test('a file that ends inside a record gives all that was before, and says where it ends', (t) => {
  const { frames, end } = read(sample('diameter-tcp-ipv6-truncated.pcap'));
  t.true(frames.length > 0);
  t.is(end.end, 'truncated');
  t.regex(end.diagnostic, /octet/);
});

test('frames without a message are passed over unless they are wanted', (t) => {
  const path = sample('ss7-fragments-raw.pcap');
  const all = read(path, true).frames;
  const signalling = read(path).frames;
  t.true(all.length > signalling.length);
  t.deepEqual(
    signalling.map((frame) => frame.number),
    all.filter((frame) => frame.messages.length > 0).map((frame) => frame.number),
  );
});

test('what is no capture is refused with a sentence that names it', (t) => {
  const path = join(folder, 'notes.txt');
  writeFileSync(path, 'dear diary, nothing happened today');
  for (const wrong of [path, join(folder, 'absent.pcap')]) {
    const error = t.throws(() => read(wrong), { instanceOf: ProductError });
    t.is(error?.exit, 1);
    t.true(error?.message.startsWith(wrong), error?.message);
  }
});

test('the door of the addon refuses arguments of another kind, and stays open', (t) => {
  const Loose = native().FrameReader as unknown as new (
    ...args: unknown[]
  ) => { next(...args: unknown[]): unknown[] };
  t.throws(() => new Loose(), { code: 'ERR_ARGUMENT', message: 'path must be a string' });
  t.throws(() => new Loose(7, false), { code: 'ERR_ARGUMENT' });
  t.throws(() => new Loose(sampleFiles[0], 'no'), { code: 'ERR_ARGUMENT' });
  const reader = new Loose(sampleFiles[0], false);
  const wrong = [[], [0, 0, true], [1.5, 0, true], [Number.NaN, 0, true], [1, -1, true], [1, 0, 1]];
  for (const args of wrong) t.throws(() => reader.next(...args), { code: 'ERR_ARGUMENT' });
  t.is(reader.next(1, 0, true).length, 1);
});
