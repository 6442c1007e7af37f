// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { openEnvironment, prepareDirectory } from '../../src/store/environment.ts';
import { storeLimits } from '../../src/store/layout.ts';
import {
  addToList,
  decodeBlock,
  encodeBlock,
  listKey,
  readList,
  union,
} from '../../src/store/postings.ts';
import { scratch } from '../scratch.ts';

/** Ids with times near, far and at the ends of their range. */
const time = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
  fc.bigInt({ min: 1_554_200_103_000_000_000n, max: 1_554_200_103_000_001_000n }),
);
const id = fc.tuple(time, fc.uint8Array({ minLength: 8, maxLength: 8 })).map(([ns, hash]) => {
  const octets = Buffer.alloc(16);
  octets.writeBigUInt64BE(ns);
  octets.set(hash, 8);
  return octets.toString('latin1');
});

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

test('a block gives back the ids it was made from', (t) => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const expected = sorted(ids);
      t.deepEqual(decodeBlock(encodeBlock(expected)), expected);
    }),
  );
});

test('ids a millisecond apart take 12 octets each', (t) => {
  const ids = Array.from({ length: 128 }, (_, i) => {
    const octets = Buffer.alloc(16, 7);
    octets.writeBigUInt64BE(1_554_200_103_000_000_000n + BigInt(i) * 1_000_000n);
    return octets.toString('latin1');
  });
  const block = encodeBlock(ids);
  t.true(block.length < 128 * 12, `${block.length} octets`);
});

test('union keeps order and drops repetition', (t) => {
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (a, b) => {
      t.deepEqual(union(sorted(a), sorted(b)), sorted([...a, ...b]));
    }),
  );
});

test.serial('a list holds what was added, in whatever order and portions it came', async (t) => {
  const directory = join(scratch(t), 'db');
  prepareDirectory(directory);
  const { root, databases } = openEnvironment(directory, false);
  const db = databases.postings;
  let list = 0;
  const near = fc.integer({ min: 0, max: 3000 }).map((n) => {
    const octets = Buffer.alloc(16);
    octets.writeBigUInt64BE(1_554_200_103_000_000_000n + BigInt(n));
    return octets.toString('latin1');
  });
  const portions = fc.array(fc.array(near, { maxLength: 400 }), { maxLength: 8 });
  fc.assert(
    fc.property(portions, near, near, (added, from, to) => {
      const value = `${list++}`.padStart(16, '0');
      const key = listKey('subscriber', value);
      root.transactionSync(() => {
        // Neighbours in the key space, which must stay out.
        addToList(db, listKey('subscriber', `${value.slice(0, 15)}~`), [from]);
        for (const portion of added) addToList(db, key, sorted(portion));
      });
      const expected = sorted(added.flat());
      t.deepEqual([...readList(db, key, '', '', false)], expected);
      t.deepEqual([...readList(db, key, '', '', true)], expected.toReversed());
      const within = expected.filter((one) => one >= from && one < to);
      t.deepEqual([...readList(db, key, from, to, false)], within);
      t.deepEqual([...readList(db, key, from, to, true)], within.toReversed());
    }),
    { numRuns: 60 },
  );
  await root.close();
});

test('blocks fit twice into an LMDB page', (t) => {
  const hash = 8;
  const difference = 6; // up to two hours between sessions of one list
  t.true(storeLimits.block_ids * (hash + difference) < 4096 / 2 - 64);
});
