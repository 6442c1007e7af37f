// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';

import { prefixesOfRange } from '../../src/network/ranges.ts';

const cases: readonly (readonly [string, string, string[]])[] = [
  ['500', '500', ['500']],
  ['000', '999', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
  ['1000', '1999', ['1']],
  ['1000', '2499', ['1', '20', '21', '22', '23', '24']],
  ['0998', '1001', ['0998', '0999', '1000', '1001']],
  ['9990', '9999', ['999']],
  ['10', '12', ['10', '11', '12']],
];
for (const [first, last, prefixes] of cases)
  test(`${first} to ${last} are the prefixes ${prefixes.join(' ')}`, (t) => {
    t.deepEqual(prefixesOfRange(first, last), prefixes);
  });

test('the prefixes of a range cover its numbers and no others, each once', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const digits = (number: number) => String(number).padStart(4, '0');
      const prefixes = prefixesOfRange(digits(low), digits(high));
      for (let number = 0; number < 10_000; number += 7) {
        const covering = prefixes.filter((one) => digits(number).startsWith(one)).length;
        t.is(covering, number >= low && number <= high ? 1 : 0, `${low} ${high} ${number}`);
      }
      t.true(prefixes.length <= 72);
    }),
    { numRuns: 200 },
  );
});

test('what is no range is refused', (t) => {
  t.throws(() => prefixesOfRange('5', '4'), { instanceOf: RangeError });
  t.throws(() => prefixesOfRange('5', '44'), { instanceOf: RangeError });
});
