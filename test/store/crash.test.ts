// SPDX-License-Identifier: Apache-2.0
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { Store } from '../../src/store/store.ts';
import { scratch } from '../scratch.ts';
import { sessionId, startTime } from './records.ts';

const child = new URL('./crash-child.js', import.meta.url).pathname;

function start(directory: string, sessions: number): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [child, directory, String(sessions)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Runs until the child has acknowledged `sessions`, then kills it at once; the last number it gave.
 */
async function killAfter(directory: string, sessions: number): Promise<number> {
  const process = start(directory, 1_000_000);
  const ended = once(process, 'exit');
  let acknowledged = 0;
  for await (const line of createInterface({ input: process.stdout })) {
    acknowledged = Number(line);
    if (acknowledged >= sessions) process.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}

function checkAll(t: ExecutionContext, store: Store, sessions: number): void {
  t.is(firstDefect(store, sessions), undefined);
}

/** What is wrong with the first of these sessions that is not whole, indexed and openable. */
function firstDefect(store: Store, sessions: number): string | undefined {
  const listed = new Set(store.sessionIds('time', ''));
  for (let session = 0; session < sessions; session++) {
    const id = sessionId(startTime + BigInt(session), session);
    const [first, second] = store.events(id);
    if (first === undefined || second === undefined) return `session ${session} is missing`;
    const { imsi } = store.openSealed(first) as { imsi: string };
    if (imsi !== `00101${String(session).padStart(10, '0')}`) return `identity of ${session}`;
    const { frames } = store.openSealed(second) as { frames: { number: number }[] };
    if (frames[0]!.number !== session + 1) return `evidence of ${session}`;
    if (!listed.has(id.toString('latin1'))) return `session ${session} is not indexed`;
  }
  return undefined;
}

test.serial('whatever was acknowledged survives kill -9 in the middle of writing', async (t) => {
  const directory = join(scratch(t), 'store');
  for (const sessions of [50, 1000, 2350]) {
    const acknowledged = await killAfter(directory, sessions);
    t.true(acknowledged >= sessions);
    const store = Store.open(directory);
    checkAll(t, store, acknowledged);
    await store.close();
  }
});

test.serial('a run repeated after a crash leaves what an undisturbed run leaves', async (t) => {
  const parent = scratch(t);
  const disturbed = join(parent, 'disturbed');
  const undisturbed = join(parent, 'undisturbed');
  const sessions = 3000;
  await killAfter(disturbed, 700);
  for (const directory of [disturbed, undisturbed]) {
    const [code] = await once(start(directory, sessions), 'exit');
    t.is(code, 0);
  }
  const contents = await Promise.all(
    [disturbed, undisturbed].map(async (directory) => {
      const store = Store.open(directory);
      const events = [...store.allEvents()].flatMap((one) =>
        one.events.map((event) => Buffer.concat([event.header, event.body]).toString('hex')),
      );
      checkAll(t, store, sessions);
      await store.close();
      return events.slice(0, 2 * sessions);
    }),
  );
  t.deepEqual(contents[0], contents[1]);
});

test.serial('a reader in another process follows the writer', async (t) => {
  const directory = join(scratch(t), 'store');
  const process = start(directory, 4000);
  let store: Store | undefined;
  let checked = 0;
  for await (const line of createInterface({ input: process.stdout })) {
    const acknowledged = Number(line);
    if (acknowledged % 500 !== 0) continue;
    store ??= Store.open(directory);
    checkAll(t, store, acknowledged);
    checked += 1;
  }
  t.true(checked >= 4);
  await store?.close();
});
