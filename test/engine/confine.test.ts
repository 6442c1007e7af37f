// SPDX-License-Identifier: Apache-2.0
// A confined engine finds what a free one finds, over every capture at hand, and can do nothing
// else any more.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { root } from '../tidy/tree.ts';
import { makeWorld } from './live-bench.ts';

const child = fileURLToPath(new URL('./confine-child.js', import.meta.url));

interface Said {
  readonly undone: readonly string[];
  readonly found: readonly (readonly [string, number])[];
  readonly attempts: Readonly<Record<string, string>>;
  readonly framesRead: number;
}

function run(isFree: boolean, config: string, captures: readonly string[]): Said {
  const { SIGWARDEN_TEST_FREE: _, ...env } = process.env;
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [child, config, ...captures],
    { encoding: 'utf8', env: isFree ? { ...env, SIGWARDEN_TEST_FREE: '1' } : env },
  );
  if (status !== 0) throw new Error(`${status ?? signal}: ${stderr}`);
  return JSON.parse(stdout) as Said;
}

function realCaptures(): string[] {
  const directory = process.env.SIGWARDEN_CAPTURES ?? join(root, '../shared/captures');
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .map((name) => join(directory, name))
    .sort();
}

test('a confined engine finds the same in a forged world, and can open, connect and run nothing', (t) => {
  const world = makeWorld(t, 3000);
  const config = world.capture.replace(/\.pcap$/, '.toml');
  const confined = run(false, config, [world.capture]);
  t.deepEqual(confined.undone, []);
  t.deepEqual(confined.attempts, {
    open: 'EPERM',
    list: 'EPERM',
    execute: 'EPERM',
    kill: 'EPERM',
    socket: 'ERR_SYSTEM',
    connect: 'EPERM',
    threads: 'done',
  });
  t.is(confined.framesRead, 1, 'its own thread works on');
  const free = run(true, config, [world.capture]);
  t.is(free.attempts.open, 'done');
  t.true((free.found[0]?.[1] ?? 0) > 20);
  t.deepEqual(confined.found, free.found);
});

test('a confined engine reads every real capture as a free one does', (t) => {
  const captures = realCaptures();
  if (captures.length === 0) {
    t.log('SKIP no captures beside the tree');
    t.pass();
    return;
  }
  // In parts: each engine holds its tables and an open file.
  for (let at = 0; at < captures.length; at += 40) {
    const part = captures.slice(at, at + 40);
    const confined = run(false, '', part);
    t.deepEqual(confined.undone, []);
    t.deepEqual(confined.found, run(true, '', part).found);
  }
});
