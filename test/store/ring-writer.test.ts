// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { storeLimits } from '../../src/store/layout.ts';
import { splitRecord } from '../../src/store/record.ts';
import { RingWriter } from '../../src/store/ring-writer.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import { payload, record, TestRing } from './records.ts';

test('the tail moves when records are stored and not before', async (t) => {
  const store = StoreWriter.open(join(scratch(t), 'store'));
  const ring = new TestRing();
  const writer = new RingWriter(new RingReader(ring.memory), store);
  ring.write(payload({ session: 1 }));
  t.is(ring.tail, 0);
  t.false(writer.poll()); // one record waits for company
  t.is(ring.tail, 0);
  await setTimeout(storeLimits.page_delay_ms + 5);
  t.true(writer.poll());
  t.true(ring.tail > 0);
  for (let i = 0; i < storeLimits.page_records; i++) ring.write(payload({ session: 2 + i }));
  t.true(writer.poll()); // a whole page does not wait
  t.is(writer.totals.stored, 1 + storeLimits.page_records);
  await store.close();
});

test('a record whose lengths do not add up stops the writer and stays in the ring', async (t) => {
  const store = StoreWriter.open(join(scratch(t), 'store'));
  const ring = new TestRing();
  const writer = new RingWriter(new RingReader(ring.memory), store);
  const octets = payload({ session: 1 });
  octets.writeUInt32LE(1_000_000, 4);
  ring.write(octets);
  t.throws(() => writer.drain(), { message: /longer than its ring entry/ });
  t.is(ring.tail, 0);
  t.throws(() => splitRecord(Buffer.alloc(20)), { message: /shorter/ });
  const later = record().header;
  later.writeUInt8(9, 0);
  t.throws(() => splitRecord(later), { message: /version 9/ });
  await store.close();
});
