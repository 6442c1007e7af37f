// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';

import { DAY_MIN, parseDay } from '../../src/network/day.ts';
import { emptyNetwork } from '../../src/network/definition.ts';
import {
  emptyHistory,
  type History,
  type Snapshot,
  versionOn,
  withSnapshot,
} from '../../src/network/history.ts';

/** What a document of a day says: the title prefixes of one network. */
function told(day: number, ...globalTitles: string[]): Snapshot {
  return {
    day,
    until: undefined,
    network: { ...emptyNetwork, id: 'far', operator: 'far', globalTitles, source: `of ${day}` },
    origin: { kind: 'ir21', file: `${day}.xml`, sha256: '', date: day },
  };
}

function taken(snapshots: readonly Snapshot[]): History {
  return snapshots.reduce(withSnapshot, emptyHistory);
}

function periods({ versions }: History): [string[], number | undefined, number | undefined][] {
  return versions.map((one) => [[...one.globalTitles], one.validFrom, one.validUntil]);
}

test('a document holds from its day on, and what follows it ends it the day before', (t) => {
  t.deepEqual(periods(taken([told(100, '99901'), told(200, '99902')])), [
    [['99901'], 100, 199],
    [['99902'], 200, undefined],
  ]);
});

test('an old document that comes late falls into its place', (t) => {
  t.deepEqual(periods(taken([told(200, '99902'), told(100, '99901')])), [
    [['99901'], 100, 199],
    [['99902'], 200, undefined],
  ]);
});

test('a document that repeats the one before confirms it', (t) => {
  const history = taken([told(100, '99901'), told(200, '99901')]);
  t.deepEqual(periods(history), [[['99901'], 100, undefined]]);
  t.is(history.origins.length, 2);
});

test('what a document confirmed stays true when one in between says otherwise', (t) => {
  t.deepEqual(periods(taken([told(100, '99901'), told(300, '99901'), told(200, '99902')])), [
    [['99901'], 100, 199],
    [['99902'], 200, 299],
    [['99901'], 300, undefined],
  ]);
});

test('a document taken twice changes nothing', (t) => {
  const once = taken([told(100, '99901'), told(200, '99902')]);
  t.is(withSnapshot(once, told(100, '99901')), once);
});

test('a corrected document of the same day replaces the first', (t) => {
  const history = taken([told(100, '99901'), told(100, '99909')]);
  t.deepEqual(periods(history), [[['99909'], 100, undefined]]);
  t.is(history.origins.length, 1);
});

test('a document that says when it ends leaves what follows unknown', (t) => {
  const ends = { ...told(100, '99901'), until: 150 };
  const history = taken([ends, told(200, '99902')]);
  t.deepEqual(periods(history), [
    [['99901'], 100, 150],
    [['99902'], 200, undefined],
  ]);
  t.is(versionOn(history.versions, 170), undefined);
});

test('what was written by hand without a date gives way from the first document on', (t) => {
  const byHand: History = {
    versions: [{ ...emptyNetwork, id: 'far', operator: 'far', globalTitles: ['99900'] }],
    origins: [],
  };
  t.deepEqual(periods(withSnapshot(byHand, told(100, '99901'))), [
    [['99900'], undefined, 99],
    [['99901'], 100, undefined],
  ]);
});

test('a document without a day holds always', (t) => {
  const undated = { ...told(DAY_MIN, '99901'), origin: undefined };
  t.deepEqual(periods(taken([undated])), [[['99901'], undefined, undefined]]);
});

const documents = fc.uniqueArray(
  fc.record({ day: fc.integer({ min: 0, max: 40 }), title: fc.constantFrom('99901', '99902') }),
  { selector: ({ day }) => day, maxLength: 8 },
);

test('the order in which documents come does not matter, nor taking them again', (t) => {
  fc.assert(
    fc.property(
      documents.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        const told_ = all.map(({ day, title }) => told(day, title));
        const again = shuffled.map(({ day, title }) => told(day, title));
        t.deepEqual(periods(taken(told_)), periods(taken([...again, ...again])));
      },
    ),
  );
});

test('on the day of a document the network is as that says', (t) => {
  fc.assert(
    fc.property(documents, (all) => {
      const { versions } = taken(all.map(({ day, title }) => told(day, title)));
      for (const { day, title } of all)
        t.deepEqual(versionOn(versions, day)?.globalTitles, [title]);
    }),
  );
  t.is(versionOn([], parseDay('2018-01-01')!), undefined);
});
