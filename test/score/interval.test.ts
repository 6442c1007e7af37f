// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { rareUpper, wilson } from '../../src/score/interval.ts';

test('a Wilson interval is what its formula gives, and stays within 0 and 1', (t) => {
  t.is(wilson(0, 0), undefined);
  // Newcombe 1998, table I: 81 of 263, and the ends 0 of 20 and 1 of 29.
  const near = ([low, high]: readonly [number, number]) => [low.toFixed(4), high.toFixed(4)];
  t.deepEqual(near(wilson(81, 263)!), ['0.2553', '0.3662']);
  t.deepEqual(near(wilson(0, 20)!), ['0.0000', '0.1611']);
  t.deepEqual(near(wilson(1, 29)!), ['0.0061', '0.1718']);
  t.deepEqual(near(wilson(20, 20)!), ['0.8389', '1.0000']);
});

test('nothing seen in N bounds the rate at 3 in N, more at the Poisson mean', (t) => {
  t.is(rareUpper(0).toFixed(2), '3.00');
  // Half the 95 % point of chi-square with 2 (k + 1) degrees of freedom.
  t.is(rareUpper(1).toFixed(2), '4.74');
  t.is(rareUpper(5).toFixed(2), '10.51');
  t.is(rareUpper(100).toFixed(1), '118.1');
});
