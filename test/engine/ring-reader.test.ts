// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { layout } from '../../src/schema/ring-image.ts';
import { TestRing } from '../store/records.ts';

test('entries come out as they went in, across the end, and a full ring counts its losses', (t) => {
  const step = fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 12 }),
    take: fc.nat(12),
    advance: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const ring = new TestRing(4096);
      const reader = new RingReader(ring.memory);
      const written: string[] = [];
      const read: string[] = [];
      let lost = 0n;
      let number = 0;
      for (const { sizes, take, advance } of steps) {
        for (const size of sizes) {
          const octets = Buffer.alloc(size, ++number);
          if (ring.write(octets)) written.push(octets.toString('hex'));
          else lost += 1n;
        }
        read.push(...reader.take(take).map((one) => one.toString('hex')));
        if (advance) reader.advance();
      }
      read.push(...reader.take(1000).map((one) => one.toString('hex')));
      t.deepEqual(read, written);
      t.is(reader.lost, lost);
      t.false(reader.hasMore);
    }),
  );
});

test('what was taken but not stored is handed out again, also to the next reader', (t) => {
  const ring = new TestRing();
  const reader = new RingReader(ring.memory);
  ring.write(Buffer.from('one'));
  ring.write(Buffer.from('two'));
  t.deepEqual(reader.take(1).map(String), ['one']);
  reader.advance();
  t.deepEqual(reader.take(9).map(String), ['two']);
  reader.rewind();
  t.deepEqual(reader.take(9).map(String), ['two']);
  t.deepEqual(new RingReader(ring.memory).take(9).map(String), ['two']);
});

test('memory that is no ring is refused, and a broken entry is not read', (t) => {
  t.throws(() => new RingReader(new ArrayBuffer(8192)), { message: /wrong magic/ });
  const broken = (change: (view: DataView) => void): RingReader => {
    const ring = new TestRing(4096);
    ring.write(Buffer.alloc(100));
    change(new DataView(ring.memory));
    return new RingReader(ring.memory);
  };
  const at = layout.data_offset;
  const cases: [RegExp, (view: DataView) => void][] = [
    [/runs past/, (view) => view.setUint32(at, 5000, true)],
    [/runs past/, (view) => view.setUint32(at, 0xffff_ffff, true)],
    [/unknown kind 9/, (view) => view.setUint32(at + 4, 9, true)],
  ];
  for (const [message, change] of cases) t.throws(() => broken(change).take(1), { message });
  t.throws(() => broken((view) => view.setBigUint64(layout.capacity_offset, 4097n, true)), {
    message: /capacity 4097/,
  });
  t.throws(() => broken((view) => view.setBigUint64(layout.capacity_offset, 1n << 20n, true)), {
    message: /capacity 1048576/,
  });
});
