// SPDX-License-Identifier: Apache-2.0
// `sigwarden lab` as a user meets it: data on stdout, talk on stderr, exit codes, runnable
// examples.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { program } from '../cli/bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-command-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

function lab(...args: string[]) {
  const run = spawnSync(process.execPath, [...program, 'lab', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

test('the examples of the help run as they stand', (t) => {
  const { stdout } = lab('generate', '--help');
  const examples = [...stdout.matchAll(/sigwarden lab (generate .*?-o \S+)/g)].map(
    (match) => match[1]!,
  );
  t.true(examples.length >= 2);
  for (const example of examples) t.is(lab(...example.split(/\s+/)).status, 0, example);
  for (const name of ['x.pcap', 'x.truth.json', 'x.toml', 'y.pcapng']) {
    t.true(existsSync(join(folder, name)), name);
  }
});

test('stdout names the three files, stderr says what is in them', (t) => {
  const { status, stdout, stderr } = lab('generate', '--messages', '600', '-o', 'z.pcap');
  t.is(status, 0);
  t.deepEqual(stdout.trim().split('\n'), ['z.pcap', 'z.truth.json', 'z.toml']);
  t.regex(stderr, /^600 messages in \d+ frames, \d+ hostile acts\n$/);
});

test('wrong use is exit code 2 with one sentence', (t) => {
  for (const [args, sentence] of [
    [['--messages', '3'], /--messages 3 is no whole number from 500/],
    [['--seed', '-1'], /--seed -1 is no whole number from 0/],
    [['--hostile-share', 'much'], /--hostile-share much is no share; give 0 to 0.2 or 1\/200/],
  ] as const) {
    const { status, stderr } = lab('generate', '-o', 'w.pcap', ...args);
    t.is(status, 2, stderr);
    t.regex(stderr, sentence);
  }
  t.false(existsSync(join(folder, 'w.pcap')));
});

test('scenarios and samples can be listed as JSON', (t) => {
  const scenarios = JSON.parse(lab('list', '--json').stdout) as { name: string }[];
  t.deepEqual(
    scenarios.slice(0, 5).map(({ name }) => name),
    ['far-from-home', 'calls-abroad', 'benign-day', 'mixture', 'second-opinion'],
  );
  const written = JSON.parse(lab('samples', 'samples', '--json').stdout) as { path: string }[];
  t.true(written.length >= 8);
  for (const { path } of written) t.true(existsSync(join(folder, path)), path);
});
