// SPDX-License-Identifier: Apache-2.0
// The consumer of a live ring over a real store, on good days and with a disk that is full.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { RingConsumer } from '../../src/appliance/ring-consumer.ts';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { layout } from '../../src/schema/ring-image.ts';
import { storeLimits } from '../../src/store/layout.ts';
import { RingWriter } from '../../src/store/ring-writer.ts';
import { Store } from '../../src/store/store.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import { payload, TestRing } from '../store/records.ts';

function consumed(t: ExecutionContext, directory: string) {
  const store = StoreWriter.open(directory);
  const ring = new TestRing(1 << 20);
  const reader = new RingReader(ring.memory);
  const told: string[] = [];
  const consumer = new RingConsumer({
    ring: reader,
    writer: new RingWriter(reader, store),
    onTrouble: (error) => told.push(error.message),
    onRelief: (retries) => told.push(`relief after ${retries}`),
  });
  t.teardown(() => consumer.close());
  const armed = () => new DataView(ring.memory).getUint32(layout.armed_offset, true);
  return { store, ring, reader, consumer, told, armed };
}

async function until(what: () => boolean, ms = 5_000): Promise<boolean> {
  for (let i = 0; i < ms / 10 && !what(); i++) await setTimeout(10);
  return what();
}

test('a consumer with nothing to do asks to be woken, and stores what it is woken for', async (t) => {
  const { store, ring, consumer, armed } = consumed(t, join(scratch(t), 'store'));
  t.true(await until(() => armed() === 1));
  ring.write(payload({ session: 1 }));
  consumer.wake();
  t.true(await until(() => consumer.totals.stored === 1, storeLimits.page_delay_ms + 200));
  t.true(ring.tail > 0);
  t.true(await consumer.drain(0));
  await store.close();
});

test('a call that was lost delays a record by a second and no more', async (t) => {
  const { store, ring, consumer, armed } = consumed(t, join(scratch(t), 'store'));
  await until(() => armed() === 1);
  ring.write(payload({ session: 1 }));
  t.true(await until(() => consumer.totals.stored === 1, 1_500));
  t.true(await consumer.drain(0));
  await store.close();
});

test('a stop stores what waits, however little', async (t) => {
  const directory = join(scratch(t), 'store');
  const { store, ring, consumer } = consumed(t, directory);
  for (let session = 0; session < 5; session++) ring.write(payload({ session }));
  t.true(await consumer.drain(0));
  await store.close();
  const reader = Store.open(directory);
  t.is([...reader.sessionIds('time', '')].length, 5);
  await reader.close();
});

test.serial(
  'a full disk keeps records in the ring until there is room, and is told once',
  async (t) => {
    const disk = join(scratch(t), 'disk');
    mkdirSync(disk);
    const size = `size=${storeLimits.free_octets + 12_000_000}`;
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]).status !== 0) {
      t.log('SKIP mounting a tmpfs needs root');
      t.pass();
      return;
    }
    t.teardown(() => spawnSync('umount', ['--lazy', disk]));
    const { store, ring, consumer, told } = consumed(t, join(disk, 'store'));
    const ballast = join(disk, 'ballast');
    const { bavail, bsize } = statfsSync(disk);
    spawnSync('fallocate', [
      '--length',
      `${bavail * bsize - storeLimits.free_octets / 2}`,
      ballast,
    ]);
    // More than what the store has reserved already.
    let written = 0;
    while (told.length === 0 && written < 20_000) {
      if (ring.write(payload({ session: written, body: { title: 'x'.repeat(600) } }))) written += 1;
      else await setTimeout(5);
      consumer.wake();
      if (written % 64 === 0) await setTimeout(1);
    }
    t.regex(told[0] ?? '', /the disk is full/);
    t.regex(consumer.trouble?.message ?? '', /the disk is full/);
    const { tail } = ring;
    const stored = consumer.totals.stored;
    await setTimeout(500);
    t.is(ring.tail, tail); // nothing is acknowledged meanwhile
    t.is(told.length, 1);
    t.true((consumer.trouble?.retries ?? 0) >= 1);
    rmSync(ballast);
    t.true(await until(() => consumer.totals.stored === written, 60_000));
    t.true(written > stored);
    t.regex(told[1] ?? '', /^relief after \d+$/);
    t.is(consumer.trouble, undefined);
    t.true(await consumer.drain(0));
    await store.close();
  },
);

test('a stop on a full disk gives up after a while and says that something is left', async (t) => {
  const { store, ring, consumer } = consumed(t, join(scratch(t), 'store'));
  const broken = payload({ session: 1 });
  broken.writeUInt32LE(1_000_000, 4); // what can never be stored
  ring.write(broken);
  t.false(await consumer.drain(150));
  t.is(ring.tail, 0);
  await store.close();
});
