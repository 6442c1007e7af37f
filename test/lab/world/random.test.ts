// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { Random } from '../../../src/lab/world/random.ts';

test('a seed gives one stream for ever', (t) => {
  const random = new Random(1);
  const first = Array.from({ length: 4 }, () => random.u32());
  t.deepEqual(first, [393288148, 2174103013, 3814759091, 2092745082]);
  const again = new Random(1);
  t.deepEqual(
    first,
    Array.from({ length: 4 }, () => again.u32()),
  );
  t.notDeepEqual(
    first,
    Array.from(
      { length: 4 },
      (
        (other) => () =>
          other.u32()
      )(new Random(2)),
    ),
  );
});

test('a fork depends on seed and name, not on what was drawn before', (t) => {
  const fresh = new Random(5);
  const used = new Random(5);
  for (let i = 0; i < 100; i += 1) used.u32();
  t.is(fresh.fork('life').u32(), used.fork('life').u32());
  t.not(fresh.fork('life').u32(), fresh.fork('story').u32());
});

test('distributions have their means and their bounds', (t) => {
  const random = new Random(9);
  const draws = 20_000;
  let sum = 0;
  let heads = 0;
  let smallest = 10;
  let largest = 0;
  for (let i = 0; i < draws; i += 1) {
    sum += random.exponential(3);
    if (random.chance(0.25)) heads += 1;
    const whole = random.below(10);
    smallest = Math.min(smallest, whole);
    largest = Math.max(largest, whole);
  }
  t.true(Math.abs(sum / draws - 3) < 0.1);
  t.true(Math.abs(heads / draws - 0.25) < 0.015);
  t.deepEqual([smallest, largest], [0, 9]);
  const picked = Array.from({ length: 3000 }, () =>
    random.weighted([
      ['a', 1],
      ['b', 3],
    ] as const),
  );
  const share = picked.filter((item) => item === 'b').length / picked.length;
  t.true(Math.abs(share - 0.75) < 0.04);
  t.deepEqual(random.shuffled([1, 2, 3, 4]).sort(), [1, 2, 3, 4]);
});
