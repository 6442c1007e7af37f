// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ProductError } from '../../src/base/errors.ts';
import { storeFailure } from '../../src/store/environment.ts';
import { storeLimits } from '../../src/store/layout.ts';
import { DiskReserve } from '../../src/store/reserve.ts';
import { Store } from '../../src/store/store.ts';
import { scratch } from '../scratch.ts';
import { sessionId, startTime } from './records.ts';

const child = new URL('./crash-child.js', import.meta.url).pathname;

/** A small file system of its own, or undefined where we may not mount one. */
function smallDisk(t: ExecutionContext, octets: number): string | undefined {
  const path = join(scratch(t), 'disk');
  mkdirSync(path);
  const result = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${octets}`, 'tmpfs', path]);
  if (result.status !== 0) {
    t.log('SKIP mounting a tmpfs needs root');
    t.pass();
    return undefined;
  }
  t.teardown(() => spawnSync('umount', ['--lazy', path]));
  return path;
}

function run(directory: string): { acknowledged: number; status: number | null; stderr: string } {
  const result = spawnSync(process.execPath, [child, directory, '100000'], { encoding: 'utf8' });
  const lines = result.stdout.trim().split('\n');
  return { acknowledged: Number(lines.at(-1)), status: result.status, stderr: result.stderr };
}

test.serial(
  'a disk that fills up ends the run with one sentence and exit 1; what was stored is there',
  async (t) => {
    const disk = smallDisk(t, storeLimits.free_octets + 12_000_000);
    if (disk === undefined) return;
    const directory = join(disk, 'store');
    const { acknowledged, status, stderr } = run(directory);
    t.is(status, 1);
    t.regex(
      stderr,
      /^\S+: the disk is full; everything stored before is safe[^\n]*; make room, [^\n]*\n$/,
    );
    t.true(acknowledged >= 100);
    const store = Store.open(directory);
    for (let session = 0; session < acknowledged; session++) {
      const events = store.events(sessionId(startTime + BigInt(session), session));
      if (events.length !== 2 || store.openSealed(events[1]!) === undefined) {
        t.fail(`session ${session} of ${acknowledged} is missing`);
        break;
      }
    }
    t.true([...store.sessionIds('time', '')].length >= acknowledged);
    await store.close();
  },
);

test.serial(
  'a disk that others have filled is told in the same sentence, and loses nothing',
  async (t) => {
    const disk = smallDisk(t, storeLimits.free_octets + 12_000_000);
    if (disk === undefined) return;
    const directory = join(disk, 'store');
    const first = run(directory);
    // Take away what was kept free, as another program would.
    const ballast = join(disk, 'ballast');
    for (
      let octets = storeLimits.free_octets * 2;
      octets >= 4096;
      octets = Math.floor(octets / 2)
    ) {
      const result = spawnSync('dd', [
        'if=/dev/zero',
        `of=${ballast}`,
        'bs=4096',
        'oflag=append',
        'conv=notrunc',
        `count=${Math.floor(octets / 4096)}`,
      ]);
      if (result.error) break;
    }
    const next = run(directory);
    t.is(next.status, 1);
    t.regex(next.stderr, /the disk is full/);
    truncateSync(ballast);
    const store = Store.open(directory);
    t.true([...store.sessionIds('time', '')].length >= first.acknowledged);
    await store.close();
  },
);

test("LMDB's and the system's ways to say 'full' all become the same sentence", (t) => {
  for (const code of [28, 27, -30792]) {
    const error = storeFailure('/d', Object.assign(new Error('x'), { code }));
    t.true(error instanceof ProductError);
    t.regex(error.message, /^\/d: the disk is full;/);
    t.is(error.exit, 1);
  }
  t.is(storeFailure('/d', Object.assign(new Error('x'), { code: 13 })).exit, 5);
  t.regex(storeFailure('/d', new Error('odd')).message, /^\/d: odd$/);
});

test('room is reserved by allocation, and refused in time', (t) => {
  const disk = smallDisk(t, storeLimits.free_octets + 40_000_000);
  if (disk === undefined) return;
  const file = join(disk, 'data.mdb');
  writeFileSync(file, Buffer.alloc(10_000));
  const reserve = new DiskReserve(disk);
  reserve.ensure(1_000_000);
  t.is(statSync(file).size, 10_000);
  t.true(statSync(file).blocks * 512 >= 1_010_000);
  const before = statSync(file).blocks;
  reserve.ensure(500_000);
  t.is(statSync(file).blocks, before, 'what is reserved already is not reserved again');
  reserve.ensure(30_000_000);
  t.throws(() => reserve.ensure(45_000_000), {
    message: /the disk is full/,
    instanceOf: ProductError,
  });
});
