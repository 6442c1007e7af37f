// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import { imsi, writeStory } from '../session/story.ts';
import { program } from './bench.ts';

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sigwarden(...args: string[]): Result {
  return spawnSync(process.execPath, [...program, ...args], { encoding: 'utf8' });
}

async function story(t: ExecutionContext): Promise<string> {
  const directory = join(scratch(t), 'store');
  await writeStory(directory);
  return directory;
}

test('list prints one line a session on stdout and no whole identity', async (t) => {
  const store = await story(t);
  const { status, stdout, stderr } = sigwarden(
    'sessions',
    'list',
    '--store',
    store,
    '--limit',
    '7',
  );
  t.is(status, 0, stderr);
  t.is(stdout.trim().split('\n').length, 1 + 7);
  t.regex(stderr, /7 shown and there are more/);
  t.false(stdout.includes(imsi(0)));
  t.false(stdout.includes('\u001b'), 'colour in a pipe');
});

test('list --json prints one object a line, filtered', async (t) => {
  const store = await story(t);
  const { stdout } = sigwarden(
    'sessions',
    'list',
    '--store',
    store,
    '--network',
    'island-two',
    '--json',
    '--newest',
  );
  const sessions = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: { network: string }; time: string });
  t.is(sessions.length, 8);
  t.true(sessions.every((one) => one.source.network === 'island-two'));
  t.deepEqual(
    sessions.map((one) => one.time),
    sessions
      .map((one) => one.time)
      .toSorted()
      .toReversed(),
  );
});

test('a subscriber is found by number with the key, and by pseudonym', async (t) => {
  const directory = join(scratch(t), 'store');
  await writeStory(directory);
  const { stdout } = sigwarden('sessions', 'list', '--store', directory, '--json', '--limit', '1');
  const { subscriber } = JSON.parse(stdout) as { subscriber: string };
  const found = sigwarden(
    'sessions',
    'list',
    '--store',
    directory,
    '--subscriber',
    subscriber,
    '--json',
    '--limit',
    '0',
  );
  t.is(found.stdout.trim().split('\n').length, 3);
  const byNumber = sigwarden(
    'sessions',
    'list',
    '--store',
    directory,
    '--subscriber',
    '001019999999999',
  );
  t.is(byNumber.status, 0);
  t.regex(byNumber.stderr, /no session matches/);
  t.is(sigwarden('sessions', 'list', '--store', directory, '--subscriber', 'x').status, 2);
});

test('show shortens identities; --reveal gives them after an audit entry', async (t) => {
  const store = await story(t);
  const first = JSON.parse(
    sigwarden('sessions', 'list', '--store', store, '--json', '--limit', '1').stdout,
  ) as { id: string };
  const short = sigwarden('sessions', 'show', first.id, '--store', store);
  t.is(short.status, 0, short.stderr);
  t.false(short.stdout.includes(imsi(0)));
  t.regex(short.stdout, /IMSI 00101…00/);
  const whole = sigwarden(
    'sessions',
    'show',
    first.id.slice(16, 26),
    '--store',
    store,
    '--reveal',
    '--reason',
    'case 12',
  );
  t.true(whole.stdout.includes(imsi(0)), whole.stderr);
  t.regex(
    whole.stderr,
    new RegExp(`^audit 1: \\S+ \\S+ reveal ${first.id}, reason: case 12$`, 'm'),
  );
  const audit = sigwarden('sessions', 'audit', '--store', store);
  t.is(audit.status, 0);
  t.regex(audit.stdout, /^audit 1: .* reveal .* case 12\n$/);
});

test('nothing is revealed while the audit log cannot be written', async (t) => {
  const store = await story(t);
  const { id } = JSON.parse(
    sigwarden('sessions', 'list', '--store', store, '--json', '--limit', '1').stdout,
  ) as { id: string };
  const writer = StoreWriter.open(store);
  const { status, stdout, stderr } = sigwarden(
    'sessions',
    'show',
    id,
    '--store',
    store,
    '--reveal',
  );
  await writer.close();
  t.is(status, 1);
  t.is(stdout, '');
  t.regex(stderr, /another process \(\d+\) is writing to this store/);
});

test('export writes pcapng for its owner alone and an audit entry', async (t) => {
  const store = await story(t);
  const file = join(store, '..', 'case.pcapng');
  const { status, stderr } = sigwarden(
    'sessions',
    'export',
    '--store',
    store,
    '--rule',
    'cat1.interconnect',
    '-o',
    file,
  );
  t.is(status, 0, stderr);
  t.is(readFileSync(file).readUInt32LE(0), 0x0a0d0d0a);
  t.is(statSync(file).mode & 0o777, 0o600);
  t.regex(stderr, /^audit 1: .* export 54 sessions, reason: not stated$/m);
  const none = sigwarden('sessions', 'export', '--store', store, '--rule', 'none', '-o', file);
  t.is(none.status, 1);
  t.regex(none.stderr, /no session matches: nothing was written/);
});

test('what is wrong with the call is said in a sentence with its exit code', async (t) => {
  const store = await story(t);
  const cases: [number, RegExp, string[]][] = [
    [4, /no daemon answers; name a store directly: --store DIR/, ['sessions', 'list']],
    [4, /no daemon answers/, ['report', '--brief']],
    [1, /no such store; make one: sigwarden screen/, ['sessions', 'list', '--store', `${store}x`]],
    [
      2,
      /--from yesterday: not a time; write 2019-04-02/,
      ['sessions', 'list', '--store', store, '--from', 'yesterday'],
    ],
    [
      2,
      /is not before --to/,
      ['sessions', 'list', '--store', store, '--from', '2020-01-01', '--to', '2019-01-01'],
    ],
    [
      2,
      /--outcome odd is not known; use one of open,/,
      ['sessions', 'list', '--store', store, '--outcome', 'odd'],
    ],
    [2, /not a session id/, ['sessions', 'show', 'hello', '--store', store]],
    [1, /no session deadbeef/, ['sessions', 'show', 'deadbeef', '--store', store]],
    [
      2,
      /^error: sigwarden sessions: no command is given; see: sigwarden sessions --help$/m,
      ['sessions'],
    ],
    [2, /there is one: --brief/, ['report', '--store', store]],
  ];
  for (const [status, message, args] of cases) {
    const result = sigwarden(...args);
    t.is(result.status, status, `${args.join(' ')}: ${result.stderr}`);
    t.regex(result.stderr, message);
    t.is(result.stdout, '');
  }
});

test('report --brief prints text, JSON or one table', async (t) => {
  const store = await story(t);
  t.regex(
    sigwarden('report', '--brief', '--store', store).stdout,
    /Far State Telecom \(XF\) +█+ +30 +66\.7 % +20/,
  );
  const made = JSON.parse(sigwarden('report', '--brief', '--store', store, '--json').stdout) as {
    sessions: number;
  };
  t.is(made.sessions, 53);
  t.regex(
    sigwarden('report', '--brief', '--store', store, '--csv', '--table', 'overlap').stdout,
    /^a,b,shared,/,
  );
  const internal = sigwarden('report', '--brief', '--store', store, '--internal');
  t.regex(internal.stdout, /Lonely Network/);
  t.regex(internal.stderr, /do not publish it/);
});
