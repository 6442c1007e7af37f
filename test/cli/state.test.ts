// SPDX-License-Identifier: Apache-2.0
// `state import`, and what reads what it made.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { sigwarden, world } from './bench.ts';

const configured = ['--config', 'capture.toml'];

function ok(...args: string[]): string {
  const run = sigwarden(world(), args);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: exit ${run.status}\n${run.stderr}`);
  return run.stdout;
}

test('registers and captures become one state, which screen takes over and nobody is shown', (t) => {
  const into = ['--as-of', '2017-12-31', ...configured, '--store', 'moved'];
  const first = JSON.parse(ok('state', 'import', 'hlr.csv', ...into, '--json'));
  t.deepEqual(first.held, { claims: 4, numbers: 3, as_of: '2017-12-31T00:00:00Z' });
  t.is(first.claims, 4);
  const screened = JSON.parse(
    ok('screen', 'capture.pcap', ...configured, '--state', 'moved', '--json'),
  );
  t.is(screened.counters.claims_restored, 4);
  t.is(screened.counters.numbers_restored, 3);
  t.is(screened.coverage.claims_restored, 4);

  const both = ok('state', 'import', 'capture.pcap', 'hlr.csv', ...into);
  t.regex(both, /rows say nothing newer than what was known/);
  t.notRegex(both, /00101|99901/);
  t.regex(ok('sessions', 'audit', '--store', 'moved'), /serving state from 2 files/);
});

test('an import that fails says everything at once, and leaves the store as it was', (t) => {
  const place = world();
  const good = readFileSync(join(place, 'hlr.csv'), 'utf8');
  for (const [name, text] of [
    ['wrong.csv', good.replace('corroborated', 'sure')],
    ['wrong.json', '{"imsi":"001010000000001"}\n'],
  ] as const) {
    writeFileSync(join(place, name), text);
    chmodSync(join(place, name), 0o600);
  }
  const args = ['state', 'import', 'wrong.csv', 'wrong.json', ...configured, '--store', 'unmoved'];
  const run = sigwarden(place, [...args, '--as-of', '2018-01-01']);
  t.is(run.status, 3);
  t.regex(run.stderr, /wrong\.csv:3:70: no grade; write claimed, plausible, corroborated/);
  t.regex(run.stderr, /wrong\.json:1:1: no time in since/);
  const none = sigwarden(place, ['screen', 'capture.pcap', ...configured, '--state', 'unmoved']);
  t.is(none.status, 1);
  t.regex(none.stderr, /holds no serving state; make it: sigwarden state import/);
  const rest = [...configured, '--store', 'unmoved'];
  const untimed = sigwarden(place, ['state', 'import', 'hlr.csv', ...rest]);
  t.is(untimed.status, 2);
  t.regex(untimed.stderr, /when was the export taken\?/);
});

test('a message whose deadline was reached tells what the rules of the deadline had', (t) => {
  const screened = JSON.parse(ok('screen', 'capture.pcap', ...configured, '--json'));
  const rule = 'int.hijack-lu';
  const found = screened.findings.find((one: { rule: string }) => one.rule === rule);
  const quiet = ok('screen', 'capture.pcap', ...configured, '--explain-quiet', String(found.frame));
  t.regex(quiet, /int\.hijack-lu +deadline +judged when what should have followed had not come/);
  t.regex(quiet, /what should have followed \S+ had not come in time/);
  t.regex(quiet, /int\.hijack-lu +deadline +fired, mode active/);
});

test('a filter of sessions knows the lists of a configuration', (t) => {
  const place = world();
  const text = readFileSync(join(place, 'capture.toml'), 'utf8');
  writeFileSync(join(place, 'lists.toml'), `${text}\n[lists]\nwatched = ["far-state"]\n`);
  const list = (where: string, ...more: string[]) =>
    ok('sessions', 'list', '--store', 'store', '--json', '--limit', '0', '--where', where, ...more);
  const named = list('origin.network in $watched', '--config', 'lists.toml');
  t.true(named.length > 0);
  t.is(named, list('origin.network == "far-state"'));
  const run = sigwarden(place, [
    'sessions',
    'list',
    '--store',
    'store',
    '--where',
    'origin.network in $watched',
  ]);
  t.is(run.status, 2);
  t.regex(run.stderr, /no list is called \$watched/);
});
