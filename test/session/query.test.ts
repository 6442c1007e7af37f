// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { formatTime } from '../../src/base/time.ts';
import { masked, openIdentities } from '../../src/session/identities.ts';
import { sessionJson } from '../../src/session/json.ts';
import {
  findIds,
  findSessions,
  getSession,
  matches,
  scanSessions,
} from '../../src/session/query.ts';
import { renderSession } from '../../src/session/render.ts';
import { Store } from '../../src/store/store.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { scratch } from '../scratch.ts';
import { pseudonym, startTime } from '../store/records.ts';
import { approach, day_ns, imsi, writeStory } from './story.ts';

const same = (text: string): string => text;
const plain = { bold: same, dim: same, red: same, yellow: same, cyan: same, green: same };

test('every combination of filters finds what a look at every session finds', async (t) => {
  const directory = join(scratch(t), 'store');
  await writeStory(directory);
  const store = Store.open(directory);
  const everything = [...scanSessions(store, {})];
  const some = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
    fc.option(fc.constantFrom(...values), { nil: undefined });
  const day = fc.option(
    fc.integer({ min: -1, max: 55 }).map((n) => startTime + BigInt(n) * day_ns),
    { nil: undefined },
  );
  const filter = fc.record({
    from: day,
    to: day,
    network: some('far-state', 'Island One', 'lonely', 'nobody'),
    operation: some('anyTimeInterrogation', 'gsm_map.provideSubscriberInfo', 's6a.ULR'),
    rule: some('cat1.interconnect', 'none.such'),
    outcome: some('answered', 'blocked', 'unanswered'),
    technology: some('ss7', 'diameter'),
    disclosed: some('cell', 'imsi'),
    severity: some('low', 'high'),
    subscriber: some(
      pseudonym(imsi(4)).toString('hex'),
      pseudonym(imsi(100)).toString('hex'),
      '00'.repeat(16),
    ),
    newestFirst: fc.boolean(),
  });
  const ids: Record<string, string> = { 'Island One': 'island-one' };
  fc.assert(
    fc.property(filter, (one) => {
      const expected = everything
        .filter((session) => matches(session, one))
        .filter(
          (session) =>
            one.network === undefined || session.source.id === (ids[one.network] ?? one.network),
        )
        .map((session) => session.id);
      if (one.newestFirst) expected.reverse();
      t.deepEqual(
        [...findSessions(store, one)].map((session) => session.id),
        expected,
      );
    }),
    { numRuns: 300 },
  );
  await store.close();
});

test('a session is found by its id and by the beginning of either half', async (t) => {
  const directory = join(scratch(t), 'store');
  await writeStory(directory);
  const store = Store.open(directory);
  const [first] = findSessions(store, {});
  const { id } = first!;
  t.is(getSession(store, id)!.id, id);
  t.deepEqual(findIds(store, id.slice(16, 24)), [id]);
  t.true(findIds(store, id.slice(0, 8)).length > 1);
  t.is(getSession(store, '00'.repeat(16)), undefined);
  await store.close();
});

test('identities are shortened where they could name the subscriber, and only there', async (t) => {
  const writer = StoreWriter.open(join(scratch(t), 'store'));
  writer.append(approach({ number: 0, network: 'far-state', target: 7, day: 0 }));
  const [session] = findSessions(writer, {});
  const whole = openIdentities(writer, session!);
  t.is(whole.imsi, imsi(7));
  const shown = masked(whole);
  t.is(shown.imsi, '00101…07');
  t.is(shown.called, '99901…07');
  t.is(shown.calling, '99980000000001');
  t.is(
    masked({ ...whole, called: 'hss.epc.mnc001.mcc001.3gppnetwork.org' }).called,
    'hss.epc.mnc001.mcc001.3gppnetwork.org',
  );
  await writer.close();
});

test('a session reads as a ladder', async (t) => {
  const directory = join(scratch(t), 'store');
  await writeStory(directory, [{ number: 0, network: 'far-state', target: 7, day: 0 }]);
  const store = Store.open(directory);
  const [session] = findSessions(store, {});
  const text = renderSession(session!, {
    paint: plain,
    identities: masked(openIdentities(store, session!)),
    isOfSeveral: false,
    nameOf: (id) => (id === 'homeland' ? 'Homeland Mobile' : id),
    titleOf: () => 'A title',
  });
  await store.close();
  t.is(
    text.slice(text.indexOf('\n')).replaceAll(/ +$/gm, ''),
    `
  high cat1.interconnect  not_entitled: different_network  frame 1, confidence high
    A title
    because operation.entitled = own
  operation   gsm_map.anyTimeInterrogation over ss7, ingress on carrier-a
  source      Far State Telecom (XF), address 99980000000001
  subscriber  ${pseudonym(imsi(7)).toString('hex').slice(0, 8)}, IMSI 00101…07, home Homeland Mobile, abroad
  asked for   location
  outcome     answered, gave away: cell, age_of_location
  evidence    full
  Wireshark   frame.number in {1, 2}

  Far State Telecom                              Homeland Mobile
  99980000000001                                 99901…07
  ┬                                              ┬
  │ gsm_map.anyTimeInterrogation invoke          │
  │ ! cat1.interconnect                          │
  │ asks location                                │
  ├─────────────────────────────────────────────>│  +0.000000 s  frame 1
  │ gsm_map.anyTimeInterrogation result_last     │
  │ gives cell, age_of_location                  │
  │<─────────────────────────────────────────────┤  +0.412000 s  frame 2
  ┴                                              ┴
`,
  );
  t.is(sessionJson(session!, false).time, formatTime(startTime));
  t.is(
    sessionJson(session!, true).display_filter,
    'frame.time_epoch in {1554200103.000000000, 1554200103.412000000}',
  );
  t.false(
    JSON.stringify(sessionJson(session!, false), (_, v) =>
      typeof v === 'bigint' ? `${v}` : v,
    ).includes(imsi(7)),
  );
});
