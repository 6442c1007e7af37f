// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';

import { buildTrie, lookUp, type PrefixEntry } from '../../src/network/prefix-trie.ts';

/**
 * The meaning, written as plainly as can be: the first entry of the longest prefix that the number
 * begins with.
 */
function plainly(
  entries: readonly PrefixEntry[],
  digits: string,
): { party: number; digits: number } {
  let best = { party: 0, digits: 0 };
  for (const { prefix, party } of entries)
    if (digits.startsWith(prefix) && prefix.length > best.digits)
      best = { party, digits: prefix.length };
  return best;
}

const digit = fc.constantFrom('0', '1', '2', '9');
const prefix = fc.array(digit, { minLength: 1, maxLength: 15 }).map((list) => list.join(''));
const entries = fc.array(fc.record({ prefix, party: fc.integer({ min: 1, max: 65_535 }) }), {
  maxLength: 60,
});
const number = fc.array(digit, { maxLength: 16 }).map((list) => list.join(''));

test('the trie answers as a plain search for the longest prefix does', (t) => {
  const property = fc.property(entries, fc.array(number, { minLength: 1 }), (table, numbers) => {
    const words = buildTrie(table);
    const asked = [
      ...numbers,
      ...table.map((entry) => entry.prefix),
      ...table.map((entry) => `${entry.prefix}1`),
    ];
    for (const one of asked) t.deepEqual(lookUp(words, one), plainly(table, one));
  });
  fc.assert(property, { numRuns: 300, seed: 7 });
});

test('a number that ends inside a longer prefix gets the shorter one', (t) => {
  const words = buildTrie([
    { prefix: '1', party: 1 },
    { prefix: '1246', party: 2 },
  ]);
  t.deepEqual(lookUp(words, '124'), { party: 1, digits: 1 });
  t.deepEqual(lookUp(words, '1246'), { party: 2, digits: 4 });
});

test('what is no digit ends the number', (t) => {
  const words = buildTrie([{ prefix: '44', party: 1 }]);
  t.is(lookUp(words, '4a4').party, 0);
  t.is(lookUp(words, '44#').party, 1);
});

test('of two entries with one prefix the first stands', (t) => {
  const words = buildTrie([
    { prefix: '999', party: 5 },
    { prefix: '999', party: 6 },
  ]);
  t.is(lookUp(words, '9991').party, 5);
});
