// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';
import { Tally } from '../../src/report/ledger.ts';
import {
  mergeAlongTotals,
  mergeSmallRows,
  partsOf,
  targetsMin,
} from '../../src/report/suppress.ts';

const tally = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 25 }).map((targets) => {
  const made = new Tally();
  for (const target of targets) made.add(`subscriber ${target}`);
  return made;
});

test('a published row stands for at least five targets, and no row is lost', (t) => {
  fc.assert(
    fc.property(fc.array(tally, { maxLength: 12 }), (tallies) => {
      const rows = tallies.map((one, item) => ({ item, tally: one }));
      const { shown, others } = mergeSmallRows(rows);
      t.true(shown.every((row) => row.tally.targets.size >= targetsMin));
      t.deepEqual(
        [...shown.map((row) => row.item), ...(others?.items ?? [])].sort(),
        rows.map((row) => row.item).sort(),
      );
      if (others === undefined) return;
      if (others.tally === undefined) t.is(shown.length, 0);
      else {
        t.true(others.tally.targets.size >= targetsMin);
        const all = rows.reduce((sum, row) => sum + row.tally.sessions, 0);
        t.is(shown.reduce((sum, row) => sum + row.tally.sessions, 0) + others.tally.sessions, all);
      }
    }),
  );
});

test('no suppressed part of a total is the difference of what is shown', (t) => {
  fc.assert(
    fc.property(fc.array(tally, { minLength: 1, maxLength: 6 }), (parts) => {
      const values = partsOf(parts, false);
      const used = parts.filter((part) => part.sessions > 0).length;
      const hidden = values.filter((value) => value === null).length;
      t.true(hidden !== 1 || used === 1);
      for (const [i, value] of values.entries()) {
        if (value !== null && value > 0) t.true(parts[i]!.targets.size >= targetsMin);
        if (value !== null) t.is(value, parts[i]!.sessions);
      }
      t.deepEqual(
        partsOf(parts, true),
        parts.map((part) => part.sessions),
      );
    }),
  );
});

test('no month of a network is the difference between its total and its other months', (t) => {
  const months = fc.array(fc.array(tally, { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 5,
  });
  fc.assert(
    fc.property(months, (tables) => {
      const rows = tables.map((list) =>
        list.map((one, item) => ({ item, tally: one })).filter((row) => row.tally.sessions > 0),
      );
      const merged = mergeAlongTotals(rows);
      const isHidden = (i: number): boolean =>
        merged[i]!.others !== undefined && merged[i]!.others?.tally === undefined;
      for (let item = 0; item < 4; item++) {
        const present = rows.flatMap((list, i) =>
          list.some((row) => row.item === item) ? [i] : [],
        );
        const missing = present.filter((i) => !merged[i]!.shown.some((row) => row.item === item));
        t.true(
          missing.length !== 1 || present.length === 1,
          `network ${item} misses one month of ${present.length}`,
        );
      }
      const used = merged.flatMap((_, i) => (rows[i]!.length > 0 ? [i] : []));
      t.true(used.filter(isHidden).length !== 1 || used.length === 1);
      for (const { shown, others } of merged) {
        t.true(shown.every((row) => row.tally.targets.size >= targetsMin));
        t.true(others?.tally === undefined || others.tally.targets.size >= targetsMin);
      }
    }),
  );
});
