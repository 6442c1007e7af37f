// SPDX-License-Identifier: Apache-2.0
// The same traffic gives the same findings: on every run, in every store, however the captures are
// cut and in whatever order they are given. Pseudonyms belong to the key of a store, and places in
// a file to the file: both are left out of the comparison, and nothing else is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { scratch } from '../scratch.ts';
import { sigwarden, world } from './bench.ts';

const capture = join(world(), 'capture.pcap');
const config = join(world(), 'capture.toml');

function run(directory: string, ...args: string[]): string {
  const { status, stdout, stderr } = sigwarden(directory, args);
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout;
}

const ofTheFile = new Set(['frame', 'frames', 'display_filter', 'message', 'files']);
const ofTheKey = new Set(['subscriber']);

/** JSON lines without what belongs to a key, and without places in files when they differ. */
function comparable(lines: string, leaveOut: ReadonlySet<string>): string[] {
  return lines
    .trimEnd()
    .split('\n')
    .map((line) =>
      JSON.stringify(JSON.parse(line), (name, value) =>
        leaveOut.has(name) || ofTheKey.has(name) ? undefined : value,
      ),
    );
}

function screened(directory: string, ...files: string[]): string {
  return run(directory, 'screen', ...files, '--config', config, '--json');
}

function listed(directory: string, store: string): string {
  return run(directory, 'sessions', 'list', '--store', store, '--limit', '0', '--json');
}

/** The records of the world's capture, each with its header. */
function records(): { header: Buffer; records: Buffer[] } {
  const whole = readFileSync(capture);
  const found: Buffer[] = [];
  for (let at = 24; at < whole.length; ) {
    const length = 16 + whole.readUInt32LE(at + 8);
    found.push(whole.subarray(at, at + length));
    at += length;
  }
  return { header: whole.subarray(0, 24), records: found };
}

test('two runs, with a store and without, find the same in the same words', (t) => {
  const directory = scratch(t);
  const none = new Set<string>();
  const first = screened(directory, capture);
  t.deepEqual(comparable(screened(directory, capture), none), comparable(first, none));
  for (const store of ['one', 'two'])
    run(directory, 'screen', capture, '--config', config, '--store', store);
  const sessions = listed(directory, 'one');
  t.true(sessions.split('\n').length > 20);
  t.deepEqual(comparable(listed(directory, 'two'), none), comparable(sessions, none));
});

test('a capture screened again into its store adds nothing', (t) => {
  const directory = scratch(t);
  const into = ['screen', capture, '--config', config, '--store', 'store'];
  t.regex(run(directory, ...into), /\nStored [1-9]\d* events in store; 0 were there already\.\n$/);
  const before = listed(directory, 'store');
  const report = run(directory, 'report', '--brief', '--store', 'store');
  t.regex(run(directory, ...into), /\nStored 0 events in store; [1-9]\d* were there already\.\n$/);
  t.is(listed(directory, 'store'), before);
  t.is(run(directory, 'report', '--brief', '--store', 'store'), report);
});

test('a capture cut in two, given in either order, tells what the whole tells', (t) => {
  const directory = scratch(t);
  const { header, records: all } = records();
  const half = Math.floor(all.length / 2);
  const parts: Readonly<Record<string, readonly Buffer[]>> = {
    'a.pcap': all.slice(0, half),
    'b.pcap': all.slice(half),
    'even.pcap': all.filter((_, i) => i % 2 === 0),
    'odd.pcap': all.filter((_, i) => i % 2 === 1),
  };
  for (const [name, some] of Object.entries(parts))
    writeFileSync(join(directory, name), Buffer.concat([header, ...some]));
  const whole = comparable(screened(directory, capture), ofTheFile);
  for (const files of [
    ['a.pcap', 'b.pcap'],
    ['b.pcap', 'a.pcap'],
    ['even.pcap', 'odd.pcap'],
    ['odd.pcap', 'even.pcap'],
  ])
    t.deepEqual(comparable(screened(directory, ...files), ofTheFile), whole, files.join(' '));

  // In a store the parts are the whole too, and whole and parts together are no more.
  run(directory, 'screen', 'even.pcap', 'odd.pcap', '--config', config, '--store', 'store');
  run(directory, 'screen', capture, '--config', config, '--store', 'whole');
  const expected = comparable(listed(directory, 'whole'), ofTheFile);
  t.deepEqual(comparable(listed(directory, 'store'), ofTheFile), expected);
  run(directory, 'screen', 'a.pcap', 'b.pcap', '--config', config, '--store', 'whole');
  t.deepEqual(comparable(listed(directory, 'whole'), ofTheFile), expected);
});

test('of several captures a finding’s filter tells frames apart by their time', (t) => {
  const directory = scratch(t);
  const { header, records: all } = records();
  const half = Math.floor(all.length / 2);
  writeFileSync(join(directory, 'a.pcap'), Buffer.concat([header, ...all.slice(0, half)]));
  writeFileSync(join(directory, 'b.pcap'), Buffer.concat([header, ...all.slice(half)]));
  const { findings } = JSON.parse(screened(directory, 'a.pcap', 'b.pcap')) as {
    findings: { display_filter: string }[];
  };
  t.true(findings.length > 20);
  for (const { display_filter } of findings)
    t.regex(display_filter, /^frame\.time_epoch (== \d+\.\d{9}|in \{\d+\.\d{9}(, \d+\.\d{9})*\})$/);
});

test('a capture given twice adds copies and no finding', (t) => {
  const directory = scratch(t);
  type Told = { findings: { session: string; rule: string; confidence: string }[] };
  const told = (lines: string) =>
    (JSON.parse(lines) as Told).findings.map(({ session, rule }) => `${session} ${rule}`);
  t.deepEqual(told(screened(directory, capture, capture)), told(screened(directory, capture)));
});
