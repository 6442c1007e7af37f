// SPDX-License-Identifier: Apache-2.0
// Pipes get data and nothing else; terminals get colour, a progress bar and tables that fit. A
// terminal is made by `script` of util-linux.
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { program, sigwarden, world } from './bench.ts';

/** Runs a line of bash in the world's directory; `$S` is the built command. */
function bash(line: string, env: NodeJS.ProcessEnv = {}) {
  const { NO_COLOR: _, ...rest } = process.env;
  const result = spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
    cwd: world(),
    encoding: 'utf8',
    env: { ...rest, TERM: 'xterm', S: [process.execPath, ...program].join(' '), ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** What a terminal of some columns shows, as lines. */
function terminal(args: string, columns: number, env: NodeJS.ProcessEnv = {}) {
  const inside = `stty cols ${columns}; $S ${args}`;
  const { status, stdout } = bash(`script --quiet --return --command '${inside}' /dev/null`, env);
  return { status, text: stdout, lines: stdout.replaceAll('\r\n', '\n').split('\n') };
}

const esc = '\u001b';

test('a reader that has seen enough ends the command without a word', (t) => {
  for (const args of [
    'decode capture.pcap',
    'decode capture.pcap --json',
    'sessions list --store store --json',
    'rules facts',
    'screen capture.pcap --limit 0',
  ]) {
    const { status, stdout, stderr } = bash(`$S ${args} | head -n 1`);
    t.is(status, 0, args);
    t.is(stderr, '', args);
    t.is(stdout.split('\n').length, 2, args);
  }
});

test('a full disk behind > is a failure with a sentence', (t) => {
  const { status, stderr } = bash('$S rules list > /dev/full');
  t.is(status, 1);
  t.is(stderr, 'error: standard output: ENOSPC: no space left on device, write\n');
});

test('a pipe gets neither colour nor progress', (t) => {
  for (const args of [
    'screen capture.pcap --config capture.toml',
    'decode capture.pcap --limit 3',
    'sessions show first --store store',
    'sessions list --store store',
    'report --brief --store store',
    'lab generate --messages 500 -o p.pcap',
  ]) {
    const { status, stdout, stderr } = bash(`$S ${args} | cat`);
    t.is(status, 0, args);
    t.false(stdout.includes(esc), args);
    t.false(stderr.includes(esc) || stderr.includes('%'), args);
  }
});

test('a terminal gets colour and a bar on stderr; NO_COLOR and --no-color take the colour away', (t) => {
  const args = 'screen capture.pcap --config capture.toml --limit 3';
  const colour = `${esc}[31m`;
  const shown = terminal(args, 120);
  t.is(shown.status, 0);
  t.true(shown.text.includes(colour));
  t.regex(shown.text, /screening .*\d+%/);
  t.false(terminal(args, 120, { NO_COLOR: '1' }).text.includes(colour));
  t.false(terminal(`${args} --no-color`, 120).text.includes(colour));
  t.false(terminal(`${args} 2> /dev/null`, 120).text.includes('screening'));
});

test('no line is wider than the terminal', (t) => {
  for (const args of [
    'screen capture.pcap --config capture.toml --limit 30',
    'screen capture.pcap --limit 5',
    'sessions list --store store',
    'sessions show first --store store',
    'rules list',
    'rules facts',
    'rules show int.flip-back',
    'config show capture.toml',
    'links learn capture.pcap --home 001-01',
    'report --brief --store store',
    'lab samples samples',
    'lab list',
    'sessions list --help',
  ]) {
    const { lines } = terminal(`${args} 2> /dev/null`, 120, { NO_COLOR: '1' });
    const wide = lines.filter((line) => [...line].length > 120);
    t.deepEqual(wide, [], args);
  }
});

test('with --json every line of stdout is one JSON value and nothing else', (t) => {
  for (const args of [
    ['decode', 'capture.pcap', '--json', '--limit', '200'],
    ['screen', 'capture.pcap', '--config', 'capture.toml', '--json'],
    ['screen', 'capture.pcap', '--json'],
    ['sessions', 'list', '--store', 'store', '--json', '--limit', '0'],
    ['sessions', 'show', 'last', '--store', 'store', '--json'],
    ['sessions', 'audit', '--store', 'store', '--json'],
    ['report', '--brief', '--store', 'store', '--json'],
    ['rules', 'list', '--json'],
    ['rules', 'show', 'cat1.interconnect', '--json'],
    ['rules', 'why', '--store', 'store', '--json'],
    ['rules', 'check', '--json'],
    ['rules', 'facts', '--json'],
    ['config', 'check', 'capture.toml', '--json'],
    ['config', 'show', 'capture.toml', '--json'],
    ['config', 'explain', '--json'],
    ['links', 'learn', 'capture.pcap', '--json'],
    ['lab', 'list', '--json'],
    ['lab', 'samples', 'samples', '--json'],
    ['lab', 'generate', '--messages', '500', '-o', 'j.pcap', '--json'],
    ['bench', '--messages', '500', '--runs', '1', '--json'],
  ]) {
    const { status, stdout } = sigwarden(world(), args);
    t.is(status, 0, args.join(' '));
    for (const line of stdout.split('\n').slice(0, -1))
      t.notThrows(() => JSON.parse(line), `${args.join(' ')}: ${line.slice(0, 80)}`);
  }
});

test('the language of the machine changes nothing', (t) => {
  const env = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' };
  const { stderr, status } = sigwarden(world(), ['scren'], { env });
  t.is(status, 2);
  t.is(stderr, 'error: sigwarden has no command scren; did you mean screen?\n');
});

test('a closed standard error or output is no reason to fail', (t) => {
  t.is(bash('$S screen capture.pcap --json 2>&- > /dev/null').status, 0);
  t.is(bash('$S rules list >&-').status, 0);
});
