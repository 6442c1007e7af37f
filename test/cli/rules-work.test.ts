// SPDX-License-Identifier: Apache-2.0
// What an operator does with rules, as a user runs it, over one forged world: explain, write, try,
// compare, ask why a message was not flagged, judge what was found.
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { scratchFolder } from '../scratch.ts';
import { sigwarden, world } from './bench.ts';

function ok(directory: string, ...args: string[]): string {
  const run = sigwarden(directory, args);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: exit ${run.status}\n${run.stderr}`);
  return run.stdout;
}

interface ScreenedFinding {
  readonly rule: string;
  readonly frame: number;
  readonly frames: readonly number[];
  readonly source: { readonly network: string };
}

function findings(config: string): ScreenedFinding[] {
  return JSON.parse(ok(world(), 'screen', 'capture.pcap', '--config', config, '--json')).findings;
}

/** The configuration of the world with more at its end, beside it. */
function configured(name: string, more: string): string {
  copyFileSync(join(world(), 'capture.toml'), join(world(), name));
  appendFileSync(join(world(), name), more);
  return name;
}

test('explain says what a rule means, and points at what is wrong with an expression', (t) => {
  const text = ok(world(), 'rules', 'explain', 'int.flip-back');
  t.regex(text, /claim\.flip_back is true/);
  t.regex(
    text,
    /one-sided mirror {2}what rests on claim\.flip_back, claim\.flip_seconds, claim\.return_inferred is not\s+known/,
  );
  t.regex(text, /cost +\d+ instructions at most/);
  const wrong = sigwarden(world(), ['rules', 'explain', 'component.count > 2 * 1h']);
  t.is(wrong.status, 2);
  t.regex(wrong.stderr, /column 1: unlike things: a number is compared with a duration/);
});

test('a new rule passes check, is tried on a capture, and tells what near-misses lacked', (t) => {
  const home = scratchFolder();
  const rules = join(home, 'rules.d');
  ok(home, 'rules', 'new', 'mine.night-queries');
  t.regex(ok(home, 'rules', 'check', 'rules.d'), /^ok; /);
  const again = sigwarden(home, ['rules', 'new', 'mine.night-queries']);
  t.is(again.status, 1);
  t.regex(again.stderr, /is there already; choose another id/);
  const tried = JSON.parse(
    ok(
      world(),
      'rules',
      'test',
      rules,
      '--capture',
      'capture.pcap',
      '--config',
      'capture.toml',
      '--json',
    ),
  );
  t.is(tried.trials.length, 1);
  const [trial] = tried.trials;
  const ati = findings('capture.toml').filter((one) => one.rule === 'cat1.interconnect');
  t.true(trial.findings > 0 && trial.findings < ati.length);
  const lacks = trial.near_misses.map((one: { lacks: string }) => one.lacks);
  t.true(lacks.includes('operation == gsm_map.anyTimeInterrogation'), lacks.join('; '));
});

test('a mode for a network holds findings back up to its day, and they are counted', (t) => {
  const before = findings('capture.toml').filter((one) => one.rule === 'cat1.interconnect');
  const network = before[0]?.source.network;
  const config = configured(
    'suppressed.toml',
    `
[[rules.mode_for]]
rule = "cat1.interconnect"
network = "${network}"
mode = "off"
owner = "roaming desk"
until = 2099-12-31
reason = "tests"
[[rules.mode_for]]
rule = "cat1.own-gt"
mode = "off"
owner = "roaming desk"
until = 2017-12-31
reason = "over"
`,
  );
  const screened = JSON.parse(ok(world(), 'screen', 'capture.pcap', '--config', config, '--json'));
  const left = screened.findings.filter((one: ScreenedFinding) => one.rule === 'cat1.interconnect');
  t.false(left.some((one: ScreenedFinding) => one.source.network === network));
  const held = screened.modes.find((one: { rule: string }) => one.rule === 'cat1.interconnect');
  t.true(held.findings >= before.length - left.length);
  t.is(screened.counters.findings_suppressed, held.findings);
  const over = screened.modes.find((one: { rule: string }) => one.rule === 'cat1.own-gt');
  t.deepEqual([over.expired, over.findings], [true, 0]);
  const list = ok(world(), 'rules', 'list', '--config', config);
  t.regex(list, new RegExp(`cat1.interconnect +network ${network} +off +until 2099-12-31`));
  t.regex(list, /cat1\.own-gt +everybody +off +expired 2017-12-31/);

  const compared = JSON.parse(
    ok(
      world(),
      'screen',
      'capture.pcap',
      '--config',
      config,
      '--compare',
      'capture.toml',
      '--json',
    ),
  );
  t.deepEqual(compared.appear, []);
  t.is(compared.vanish[0].rule, 'cat1.interconnect');
  t.is(compared.vanish[0].findings, before.length - left.length);
  t.regex(compared.vanish[0].because, /its mode is off/);

  const frame = String(before[0]?.frame);
  const quiet = ok(world(), 'screen', 'capture.pcap', '--config', config, '--explain-quiet', frame);
  t.regex(
    quiet,
    /cat1\.interconnect +request +every condition holds, and its mode is off for network/,
  );
});

test('why a message was not flagged is told for a request, a copy and an answer', (t) => {
  const quiet = (frame: number) =>
    ok(
      world(),
      'screen',
      'capture.pcap',
      '--config',
      'capture.toml',
      '--explain-quiet',
      String(frame),
    );
  // A request on two legs that got an answer of some kind.
  const found = findings('capture.toml').find(
    (one) => one.rule === 'cat1.interconnect' && one.frames.length > 2,
  )!;
  t.regex(quiet(found.frame), /fired, mode active/);
  t.regex(quiet(found.frame), /cat1\.own-gt +request +origin\.is_home is false/);
  const others = found.frames
    .filter((frame) => frame !== found.frame)
    .map(quiet)
    .join('\n');
  t.true(others.includes(`a copy of frame ${found.frame} on another leg`), others);
  t.true(others.includes('holds no request'), others);
  const beyond = sigwarden(world(), ['screen', 'capture.pcap', '--explain-quiet', '9999999']);
  t.is(beyond.status, 2);
  t.regex(beyond.stderr, /there is no frame 9999999/);
  const odd = sigwarden(world(), ['screen', 'capture.pcap', '--explain-quiet', 'x']);
  t.is(odd.status, 2);
});

test('a sample is judged by file and stored, and its precision printed', (t) => {
  const store = join(scratchFolder(), 'store');
  ok(world(), 'screen', 'capture.pcap', '--config', 'capture.toml', '--store', store);
  t.is(ok(world(), 'review', '--store', store), 'Nothing was judged yet.\n');
  const sample = ok(
    world(),
    ...['review', '--store', store, '--rule', 'cat1.interconnect', '--sample', '4', '--json'],
  );
  t.is(sample.trim().split('\n').length, 4);
  const answers = join(store, '..', 'answers.jsonl');
  const judged = sample
    .trim()
    .split('\n')
    .map((line, i) =>
      line.replace('"judgement":null', `"judgement":"${['true', 'true', 'false', 'unknown'][i]}"`),
    );
  writeFileSync(answers, judged.join('\n'));
  t.regex(
    ok(world(), 'review', '--store', store, '--answers', answers),
    /^cat1\.interconnect +4 +2 +1 +1 +0\.667 +0\.208 to 0\.939$/m,
  );
  writeFileSync(answers, readFileSync(answers, 'utf8').replace('"unknown"', '"maybe"'));
  const wrong = sigwarden(world(), ['review', '--store', store, '--answers', answers]);
  t.is(wrong.status, 1);
  t.regex(wrong.stderr, /answers\.jsonl:4: "maybe" is no judgement; write "true"/);
});
