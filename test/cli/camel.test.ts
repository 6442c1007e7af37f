// SPDX-License-Identifier: Apache-2.0
// CAMEL from end to end: of the calls in a capture, the one that a stranger's service control
// function took over is found, by the question and by the instruction; the calls that the home
// serves, abroad and at home, are not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { samples } from '../../src/lab/samples.ts';
import { sigwarden, world } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-camel-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

interface Screened {
  readonly findings: readonly {
    readonly rule: string;
    readonly source: { readonly network: string };
    readonly frames: readonly number[];
    readonly outcome: string;
  }[];
  readonly sources: readonly { readonly outcomes: Readonly<Record<string, number>> }[];
  readonly counters: Readonly<Record<string, number>>;
}

function screened(name: string): Screened {
  const sample = samples(folder).find(({ path }) => path.includes(name));
  const config = join(world(), 'capture.toml');
  const args = ['screen', sample?.path ?? '', '--config', config, '--json'];
  const { stdout, stderr } = sigwarden(folder, args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Screened;
}

test('a call that a stranger’s service control function took over is found, and no other', (t) => {
  const { findings, counters } = screened('camel-calls');
  t.deepEqual(
    findings.map(({ rule, source, outcome }) => [rule, source.network, outcome]),
    [
      ['int.idp-to-stranger', 'far-state', 'answered'],
      ['cat2.own-subscriber', 'far-state', 'answered'],
    ],
  );
  t.is(new Set(findings.flatMap(({ frames }) => frames)).size, 2);
  t.is(counters.operations_ambiguous, 0);
  t.is(counters.answers_unmatched, 0);
});

test('short messages and packet sessions that the home serves are no finding', (t) => {
  const { findings, sources, counters } = screened('camel-services');
  t.deepEqual(findings, []);
  t.is(counters.answers_unmatched, 0);
  for (const { outcomes } of sources) t.deepEqual(Object.keys(outcomes), ['answered']);
});
