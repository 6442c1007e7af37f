// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { attribute, attributionSentence } from '../../src/report/attribution.ts';
import { type Brief, makeBrief } from '../../src/report/brief.ts';
import { briefCsv } from '../../src/report/brief-csv.ts';
import { briefJson } from '../../src/report/brief-json.ts';
import { bar, briefText } from '../../src/report/brief-text.ts';
import { Store } from '../../src/store/store.ts';
import { scratch } from '../scratch.ts';
import { type Approach, writeStory } from '../session/story.ts';
import { startTime } from '../store/records.ts';

async function brief(
  t: ExecutionContext,
  options: { isInternal?: boolean; from?: bigint; to?: bigint; list?: readonly Approach[] } = {},
): Promise<Brief> {
  const directory = join(scratch(t), 'store');
  await writeStory(directory, options.list);
  const store = Store.open(directory);
  const made = makeBrief(store, { isInternal: false, ...options });
  await store.close();
  return made;
}

test('sources are ranked by month and technology with share and distinct targets', async (t) => {
  const { periods, sessions, uncounted, ruleSets } = await brief(t, { isInternal: true });
  t.is(sessions, 53);
  t.is(uncounted, 1);
  t.deepEqual(ruleSets, ['0badcafe']);
  t.deepEqual(
    periods.map(({ month, technology, rows }) => [
      month,
      technology,
      rows.map((row) => [row.rank, row.network, row.sessions, row.targets]),
    ]),
    [
      [
        '2019-04',
        'ss7',
        [
          [1, 'far-state', 30, 20],
          [2, 'island-one', 12, 12],
          [3, 'lonely', 3, 3],
        ],
      ],
      ['2019-05', 'diameter', [[1, 'island-two', 8, 8]]],
    ],
  );
  t.deepEqual(periods[0]!.rows[0]!.territories, ['XF']);
  t.is(periods[0]!.rows[0]!.share, 30 / 45);
});

test('a published report shows no cell with fewer than five targets', async (t) => {
  const { periods, outcomes, whereabouts } = await brief(t);
  t.deepEqual(
    periods[0]!.rows.map((row) => [row.name, row.sessions, row.targets]),
    [
      ['Far State Telecom', 30, 20],
      ['other networks (2)', 15, 15],
    ],
  );
  const ss7 = outcomes.find((row) => row.technology === 'ss7')!;
  t.is(ss7.refused, null); // three targets of the lonely network
  t.is(ss7.blocked, null); // would give the three away
  t.is(ss7.reached, null); // likewise
  t.is(ss7.answered, 32);
  t.deepEqual(
    whereabouts.map((row) => row.name),
    ['Far State Telecom', 'Island One', 'other networks (2)'],
  );
});

test('outcomes count what the answers of answered sessions gave away', async (t) => {
  const { outcomes } = await brief(t, { isInternal: true });
  t.deepEqual(
    outcomes.map(
      ({
        technology,
        attempts,
        reached,
        answered,
        refused,
        blocked,
        unanswered,
        location,
        serving_node,
        imsi,
        vectors,
      }) => ({
        technology,
        attempts,
        reached,
        answered,
        refused,
        blocked,
        unanswered,
        location,
        serving_node,
        imsi,
        vectors,
      }),
    ),
    [
      {
        technology: 'diameter',
        attempts: 8,
        reached: 0,
        answered: 0,
        refused: 0,
        blocked: 0,
        unanswered: 8,
        location: 0,
        serving_node: 0,
        imsi: 0,
        vectors: 0,
      },
      {
        technology: 'ss7',
        attempts: 45,
        reached: 35,
        answered: 32,
        refused: 3,
        blocked: 10,
        unanswered: 0,
        location: 20,
        serving_node: 12,
        imsi: 12,
        vectors: 0,
      },
    ],
  );
});

test('subscribers are at home or abroad as the claims had it', async (t) => {
  const { whereabouts } = await brief(t, { isInternal: true });
  t.deepEqual(whereabouts[0], {
    network: 'far-state',
    name: 'Far State Telecom',
    no: 10,
    yes: 20,
    unknown: 0,
  });
});

test('overlap gives shared targets, Jaccard, lag and order, with the caveat', async (t) => {
  const { overlap } = await brief(t, { isInternal: true });
  t.deepEqual(
    overlap.pairs.map((one) => [
      one.nameA,
      one.nameB,
      one.shared,
      one.jaccard,
      one.lagWeeks,
      one.aFirst,
      one.since,
    ]),
    [
      ['Far State Telecom', 'Island One', 12, 12 / 20, 3, 1, '2019-04-02'],
      ['Island One', 'Island Two', 8, 8 / 12, 4, 1, '2019-04-23'],
      ['Far State Telecom', 'Island Two', 8, 8 / 20, 7, 1, '2019-04-02'],
    ],
  );
  t.regex(overlap.caveat, /Travellers are a common cause/);
  t.regex(overlap.caveat, /No null model is applied here/);
});

test('pairs with fewer than five common targets are counted and not named', async (t) => {
  const list: Approach[] = [];
  for (const network of ['far-state', 'island-one'] as const) {
    for (let n = 0; n < 10; n++) {
      list.push({
        number: list.length,
        network,
        target: network === 'far-state' ? n : n + 7,
        day: 0,
      });
    }
  }
  const made = await brief(t, { list });
  t.deepEqual(made.overlap.pairs, []);
  t.is(made.overlap.hidden, 1);
  t.regex(briefText(made), /1 pairs with fewer than 5 targets in common/);
});

test('the whole period is ranked too, and JSON has one style of names', async (t) => {
  const made = await brief(t, { isInternal: true });
  t.deepEqual(
    made.totals.map((one) => [one.technology, one.sessions, one.rows.map((row) => row.network)]),
    [
      ['diameter', 8, ['island-two']],
      ['ss7', 45, ['far-state', 'island-one', 'lonely']],
    ],
  );
  const json = JSON.stringify(briefJson(made));
  t.notRegex(json, /"[a-z0-9_]+[A-Z]\w*":/);
  t.regex(json, /"lag_weeks":3,/);
});

test('every network named carries the fixed sentence and its response', async (t) => {
  const made = await brief(t);
  t.deepEqual(
    made.attributions.map((one) => one.network),
    ['far-state', 'island-one', 'island-two'],
  );
  const [first] = made.attributions;
  t.is(
    first!.sentence,
    'The address belongs to Far State Telecom according to written for the test, 2018-01-01 to ' +
      '2019-12-31. An address can be leased or forged; this report does not state who operated it.',
  );
  t.is(first!.response, 'not asked');
  const text = briefText(made).replaceAll(/\s+/g, ' ');
  for (const one of made.attributions) t.true(text.includes(one.sentence));
  t.true(text.includes('Response of the named network: not asked.'));
});

test('of a prefix whose operator is unknown no operator is named', (t) => {
  const party = {
    id: 'country:BB',
    name: 'Barbados',
    territories: ['BB'],
    precision: 'country',
    isHome: false,
    source: 'built-in numbering tables',
    dated: '',
  } as const;
  t.is(
    attribute(party, 'country:BB', 'Barbados').sentence,
    attributionSentence('Barbados, operator unknown', 'built-in numbering tables', 'undated'),
  );
  t.is(attribute(undefined, '', '').name, 'unknown network');
});

test('coverage sums the imports and says what could not be judged', async (t) => {
  const made = await brief(t);
  t.deepEqual(made.coverage.undecoded, { sctp_fragments_waiting: 2, messages_faulty: 3 });
  t.deepEqual(made.coverage.oneSided, { answers_unmatched: 40 });
  t.deepEqual(made.coverage.unjudged, { direction_unknown: 100, home_unknown: 20 });
  t.regex(briefText(made), /not judged +direction_unknown 100, home_unknown 20/);
});

test('a period bounds what is counted', async (t) => {
  const { sessions, periods } = await brief(t, {
    isInternal: true,
    from: startTime,
    to: startTime + 10n * 86_400_000_000_000n,
  });
  t.is(sessions, 33);
  t.deepEqual(
    periods.map((one) => one.month),
    ['2019-04'],
  );
});

test('an empty store gives a report that says so', async (t) => {
  const made = await brief(t, { list: [] });
  t.is(made.sessions, 0);
  t.regex(briefText(made), /^Brief report.*\n\nNo session was flagged\.\n/);
  t.regex(briefText(made), /6 {2}Coverage/);
});

test('flagged sessions about fewer than five people are not counted in public', async (t) => {
  const list = [0, 1, 2].map(
    (number): Approach => ({ number, network: 'far-state', target: number, day: 0 }),
  );
  const made = await brief(t, { list });
  t.is(made.sessions, null);
  t.deepEqual(
    made.periods[0]!.rows.map((row) => [row.name, row.sessions]),
    [['other networks (1)', null]],
  );
  t.regex(briefText(made), /flagged sessions about fewer than 5 subscribers/);
  t.notRegex(briefText(made), /Far State/);
});

test('bars are drawn in eighths, and never nothing for something', (t) => {
  t.is(bar(0), '');
  t.is(bar(1, 4), '████');
  t.is(bar(0.5, 4), '██');
  t.is(bar(1 / 32, 4), '▏');
  t.is(bar(0.0001, 4), '▏');
  t.is(bar(7, 4), '████');
});

test('CSV is quoted as RFC 4180 says, and no cell is a formula', async (t) => {
  const made = await brief(t);
  t.is(
    briefCsv(made, 'sources').split('\r\n')[4],
    '2019-04,ss7,1,far-state,Far State Telecom,30,0.6666666666666666,20,XF',
  );
  t.is(briefCsv(made, 'outcomes').split('\r\n').length, 3);
  const hostile = {
    ...made,
    attributions: [{ ...made.attributions[0]!, name: '=HYPERLINK("x")' }],
  };
  t.regex(briefCsv(hostile, 'attributions'), /"'=HYPERLINK\(""x""\)"/);
  for (const table of ['whereabouts', 'overlap', 'coverage'] as const)
    t.true(briefCsv(made, table).length > 20);
});
