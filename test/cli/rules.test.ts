// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules` as a user runs it.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { scratch } from '../scratch.ts';
import { writeStory } from '../session/story.ts';
import { program } from './bench.ts';

function rules(...args: string[]) {
  return spawnSync(process.execPath, [...program, 'rules', ...args], { encoding: 'utf8' });
}

test('list names every rule with when it is judged, as a table and as JSON', (t) => {
  const { status, stdout } = rules('list');
  t.is(status, 0);
  t.regex(stdout, /^rule +category +severity +confidence +mode +at +title$/m);
  t.regex(stdout, /^int\.flip-back +integrity +high +high +active +answer /m);
  const all = JSON.parse(rules('list', '--json').stdout) as { id: string; at: string }[];
  t.is(all.length, stdout.trim().split('\n').length - 1);
  t.is(all.find((one) => one.id === 'cat1.interconnect')?.at, 'request');
});

test('show prints the expression, what holds confidence down, and the three texts', (t) => {
  const { status, stdout } = rules('show', 'cat3.not-serving');
  t.is(status, 0);
  for (const part of [
    'when operation.entitled == serving',
    'judged      at the request',
    'low when state.coverage < 80:',
    'What it means',
    'When honest networks do this',
    'What to do',
  ])
    t.true(stdout.includes(part), part);
  const wrong = rules('show', 'cat3.not-servin');
  t.is(wrong.status, 2);
  t.is(wrong.stderr, 'error: no rule is called cat3.not-servin; did you mean cat3.not-serving?\n');
});

test('facts lists what a rule may name', (t) => {
  const { stdout } = rules('facts', 'flip');
  t.regex(
    stdout,
    /^claim\.flip_seconds +answer +How long B held the subscriber +a duration +s +claims +unknown$/m,
  );
  t.false(stdout.includes('link.role'));
  t.true(rules('facts', 'global_opcode').stdout.includes('anomaly.tcap_global_opcode'));
});

test('check reads a directory of one’s own, runs examples, and exits 3 with the place of each mistake', (t) => {
  t.regex(rules('check').stdout, /^ok; \d+ rules, \d+ examples, \d+ operations\n$/);
  const directory = scratch(t);
  const rule = (when: string) => `id = "my.rule"
title = "Mine"
category = "cat1"
severity = "low"
confidence = "low"
when = "${when}"
doc = "d"
false_positives = "f"
response = "r"
[[quiet]]
because = "a friend asks"
[quiet.facts]
"origin.is_foreign" = true
`;
  const file = join(directory, 'my.rule.toml');
  writeFileSync(file, rule('origin.is_foren'));
  const mistyped = rules('check', directory);
  t.is(mistyped.status, 3);
  t.is(
    mistyped.stderr,
    `error: ${file}:6:9: no fact is called origin.is_foren; did you mean origin.is_foreign?
  when = "origin.is_foren"
          ^~~~~~~~~~~~~~~
`,
  );
  writeFileSync(file, rule('origin.is_foreign'));
  const untrue = rules('check', directory);
  t.is(untrue.status, 3);
  t.is(
    untrue.stderr,
    `error: ${file}:10: my.rule fires although a friend asks; see origin.is_foreign is true\n`,
  );
});

test('why shows each part of a rule with the value that it looked at', async (t) => {
  const store = join(scratch(t), 'store');
  await writeStory(store);
  const { status, stdout, stderr } = rules('why', '--store', store);
  t.is(status, 0, stderr);
  t.regex(stdout, /^cat1\.interconnect {2}Internal-only operation received from another network$/m);
  t.regex(stdout, /^yes +operation\.entitled == own +operation\.entitled is own$/m);
  t.regex(stdout, /^yes +entitlement == not_entitled +entitlement is not_entitled$/m);
  const { steps, fires } = JSON.parse(
    rules('why', '--store', store, '--json').stdout.split('\n')[0] ?? '',
  );
  t.is(typeof fires, 'boolean');
  t.is(steps[0].text, 'all of');
});

test('why tells what is wrong with a session id and with a store', async (t) => {
  const store = join(scratch(t), 'store');
  t.is(rules('why').status, 4);
  t.is(rules('why', '--store', store).status, 1);
  await writeStory(store);
  t.is(rules('why', 'xyz', '--store', store).status, 2);
  const { status, stderr } = rules('why', 'ffffffffffff', '--store', store);
  t.is(status, 1);
  t.regex(stderr, /holds no session ffffffffffff; `sigwarden sessions list --store DIR` shows ids/);
});

test('sessions are filtered in the words of rules', async (t) => {
  const store = join(scratch(t), 'store');
  await writeStory(store);
  const list = (expression: string) =>
    spawnSync(
      process.execPath,
      [...program, 'sessions', 'list', '--store', store, '--json', '--where', expression],
      { encoding: 'utf8' },
    );
  const all = list('entitlement == not_entitled').stdout.trim().split('\n').length;
  const some = list('origin.network == "island-two" && disclosed has cell')
    .stdout.trim()
    .split('\n').length;
  t.true(some > 0 && some < all, `${some} of ${all}`);
  const wrong = list('outcome = answered');
  t.is(wrong.status, 2);
  t.is(
    wrong.stderr,
    'error: --where, column 9: "=" has no meaning here; write == to compare\n  outcome = answered\n          ^\n',
  );
});
