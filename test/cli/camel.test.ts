// SPDX-License-Identifier: Apache-2.0
// CAMEL from end to end: of the calls in a capture, the one that a stranger's service control
// function took over is found, by the question and by the instruction; the calls that the home
// serves, abroad and at home, are not.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { generate } from '../../src/lab/generate.ts';
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

function screened(capture: string, config: string): Screened {
  const { stdout, stderr } = sigwarden(folder, ['screen', capture, '--config', config, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Screened;
}

function screenedSample(name: string): Screened {
  const sample = samples(folder).find(({ path }) => path.includes(name));
  return screened(sample?.path ?? '', join(world(), 'capture.toml'));
}

test('a call that a stranger’s service control function took over is found, and no other', (t) => {
  const { findings, counters } = screenedSample('camel-calls');
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
  const { findings, sources, counters } = screenedSample('camel-services');
  t.deepEqual(findings, []);
  t.is(counters.answers_unmatched, 0);
  for (const { outcomes } of sources) t.deepEqual(Object.keys(outcomes), ['answered']);
});

test('in a month of calls each one taken over is found, and no honest one', (t) => {
  const made = generate({
    scenario: 'calls-abroad',
    seed: 3,
    messages: 2000,
    output: join(folder, 'month.pcap'),
  });
  const truth = JSON.parse(readFileSync(made.truth, 'utf8')) as {
    instances: { attack: string; frames: number[]; expect: string[] }[];
  };
  const { findings } = screened(made.capture, made.configuration);
  const kinds = new Set(truth.instances.map(({ attack }) => attack));
  t.deepEqual([...kinds].sort(), ['camel-takeover', 'csi-planted']);
  for (const { frames, expect, attack } of truth.instances) {
    const rules = findings
      .filter((one) => one.frames.some((frame) => frames.includes(frame)))
      .map(({ rule }) => rule);
    t.true(
      expect.every((rule) => rules.includes(rule)),
      `${attack} in ${frames}: ${rules}`,
    );
  }
  const hostile = new Set(truth.instances.flatMap(({ frames }) => frames));
  t.deepEqual(
    findings.filter(({ frames }) => !frames.some((frame) => hostile.has(frame))),
    [],
  );
});
