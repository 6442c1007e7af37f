// SPDX-License-Identifier: Apache-2.0
// `make score` itself, small: each part runs, says what it did, and measures something.
import test from 'ava';
import { baseline } from './baseline.ts';
import { bytes } from './bytes.ts';
import { carried } from './carried.ts';
import { conformance } from './conformance.ts';
import { mirrors } from './mirrors.ts';
import { secondSet } from './second-set.ts';
import type { Part, Sizes } from './workbench.ts';

const sizes: Sizes = { messages: 4000, seeds: [11], isFull: false };

/** A table whose rows have as many cells as its head. */
function isWhole({ head, rows, notes }: Part): boolean {
  return notes.length > 0 && rows.length > 0 && rows.every((row) => row.length === head.length);
}

test.serial('conformance finds what is planted, attack by attack', async (t) => {
  const part = await conformance(sizes);
  t.true(isWhole(part));
  const { attacks } = part.values as { attacks: { planted: number; found: number }[] };
  t.true(attacks.length > 5);
  t.true(attacks.some((one) => one.found > 0));
});

test.serial('the product finds more than a static list', async (t) => {
  const part = await baseline(sizes);
  t.true(isWhole(part));
  t.deepEqual(part.failures, []);
  const { total } = part.values as { total: { product: number; others: number[] } };
  t.true((total.others[0] ?? 0) > 0, 'the list finds something too');
});

test.serial('other encoders’ bytes lead to the same findings', async (t) => {
  const part = await bytes(sizes);
  if (part.rows.length === 0) t.log(part.notes[0] ?? '');
  else t.true(isWhole(part));
  t.deepEqual(part.failures, []);
});

test.serial(
  'other encoders’ requests are found from a stranger and quiet from who may send them',
  async (t) => {
    const part = await carried(sizes, false);
    for (const note of part.notes.filter((one) => one.startsWith('SKIP'))) t.log(note);
    t.deepEqual(part.failures, []);
    const { requests, expected } = part.values as { requests: number; expected: number };
    t.true(requests === 0 || expected > 0, 'some of them are not for a stranger');
  },
);

test.serial('every mirror of a benign day is screened', async (t) => {
  const part = await mirrors(sizes);
  t.true(isWhole(part));
  t.true(part.rows.length >= 9);
});

test.serial('the second scenario set is scored attack by attack', async (t) => {
  const part = await secondSet(sizes);
  t.true(isWhole(part));
  const { found, expected } = part.values as { found: number; expected: number };
  t.true(found > 5 && found <= expected);
});
