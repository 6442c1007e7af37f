// SPDX-License-Identifier: Apache-2.0
// The sample of findings to be judged: which ones, and what follows from the judgements.
import test from 'ava';
import {
  actOf,
  type Candidate,
  judgedIn,
  precisionOf,
  sampleOf,
  wilson,
} from '../../src/report/review.ts';

function candidates(counts: Readonly<Record<string, number>>): Candidate[] {
  return Object.entries(counts).flatMap(([source, count]) =>
    Array.from({ length: count }, (_, i) => ({
      finding: `${source.padStart(32, '0')}/${i}/0`,
      rule: 'cat1.interconnect',
      session: source.padStart(32, '0'),
      time: '2018-03-01T00:00:00.000Z',
      frame: i,
      severity: 'high',
      confidence: 'high',
      stratum: { source, operation: 'x', outcome: 'answered', month: '2018-03' },
    })),
  );
}

function sourcesIn(sample: readonly Candidate[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { stratum } of sample) counts[stratum.source] = (counts[stratum.source] ?? 0) + 1;
  return counts;
}

test('each stratum has its share, and together they are as many as were asked for', (t) => {
  const all = candidates({ a: 70, b: 20, c: 10 });
  t.deepEqual(sourcesIn(sampleOf(all, 10, 1)), { a: 7, b: 2, c: 1 });
  t.is(sampleOf(all, 33, 1).length, 33);
  t.is(sampleOf(all, 500, 1).length, 100);
  t.deepEqual(sampleOf([], 5, 1), []);
});

test('the sample follows from the seed and the findings, in whatever order they come', (t) => {
  const all = candidates({ a: 40, b: 40 });
  const names = (list: readonly Candidate[]) => list.map((one) => one.finding).join();
  t.is(names(sampleOf(all, 9, 7)), names(sampleOf(all.toReversed(), 9, 7)));
  t.not(names(sampleOf(all, 9, 7)), names(sampleOf(all, 9, 8)));
});

test('the newest judgement about a finding holds, and what is no judgement is passed over', (t) => {
  const entry = (number: number, reason: string, action: 'review' | 'reveal' = 'review') => ({
    number,
    time: '2026-01-01T00:00:00Z',
    user: 'u',
    action,
    sessions: [],
    reason,
    previous: '',
  });
  const said = (finding: string, judgement: 'true' | 'false' | 'unknown') =>
    actOf('r.x', finding, judgement).reason;
  const judged = judgedIn([
    entry(1, said('a', 'true')),
    entry(2, said('b', 'true')),
    entry(3, said('a', 'false')),
    entry(4, said('c', 'unknown')),
    entry(5, 'not JSON'),
    entry(6, '{"rule":"r.x","finding":"d","judgement":"maybe"}'),
    entry(7, said('e', 'true'), 'reveal'),
  ]);
  t.deepEqual(
    judged.map(({ finding, judgement }) => [finding, judgement]),
    [
      ['a', 'false'],
      ['b', 'true'],
      ['c', 'unknown'],
    ],
  );
  const { precision, unknown } = precisionOf('r.x', judged);
  t.is(precision, 0.5);
  t.is(unknown, 1);
});

test('the interval is Wilson’s, which knows that ten of ten is not certainty', (t) => {
  t.is(wilson(0, 0), undefined);
  // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
  const { low = 0, high = 0 } = wilson(81, 263) ?? {};
  t.true(Math.abs(low - 0.2553) < 0.0001 && Math.abs(high - 0.3662) < 0.0001, `${low} ${high}`);
  t.true((wilson(10, 10)?.low ?? 1) < 0.73);
});
