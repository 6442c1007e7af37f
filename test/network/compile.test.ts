// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import test from 'ava';

import {
  compileNetworks,
  compilePeriods,
  startOfLatest,
  validitySpan,
} from '../../src/network/compile.ts';
import { DAY_MAX, DAY_MIN, formatDay, parseDay } from '../../src/network/day.ts';
import { homeFromPlmn, withHome } from '../../src/network/definition.ts';
import { parsePlmn } from '../../src/network/digits.ts';
import { Directory } from '../../src/network/directory.ts';
import { NetworkMap } from '../../src/network/network-map.ts';
import { network_image, network_limit } from '../../src/schema/network-image.ts';
import {
  questionLines,
  questions,
  worldDay,
  worldNetworks,
  worldTables,
  worldTerritories,
} from './world.ts';

const directory = new Directory(worldNetworks, worldTerritories, worldTables);
const image = compileNetworks(directory, worldDay);
const map = new NetworkMap(image);

function answer(on: NetworkMap, [space, text]: (typeof questions)[number]): string {
  const byKind = {
    plmn: () => on.byPlmn(parsePlmn(text)!),
    realm: () => on.byRealm(text),
    pc: () => on.byPointCode(Number(text)),
  };
  const number =
    space in byKind ? byKind[space as keyof typeof byKind]() : on.byPrefix(space as 'e164', text);
  return directory.party(number).id;
}

for (const question of questions)
  test(`${question[0]} "${question[1]}" is of ${question[2] || 'nobody known'}`, (t) => {
    t.is(answer(map, question), question[2]);
  });

test('a title is judged by the map of its day', (t) => {
  const later = new NetworkMap(compileNetworks(directory, parseDay('2019-01-01')!));
  const operatorOf = (on: NetworkMap, title: string) =>
    directory.party(on.byPrefix('e164', title)).id;
  t.is(operatorOf(map, '99902123'), 'far-state');
  t.is(operatorOf(later, '99902123'), 'far-state-2019');
  t.is(operatorOf(map, '99912123'), '');
  t.is(operatorOf(later, '99912123'), 'far-state-2019');
});

test('a configuration that follows another keeps its numbers, whatever came and went', (t) => {
  const stayed = worldNetworks.filter((one) => one.id !== 'placeless');
  const newcomer = { ...stayed[0]!, id: 'newcomer', operator: 'newcomer-group' };
  const next = new Directory([newcomer, ...stayed], worldTerritories, worldTables, directory);
  for (const before of directory.parties) {
    const after = next.party(before.number);
    t.is(after.id, before.id);
    if (before.operator !== undefined)
      t.is(next.operatorNumber(before.operator), directory.operatorNumber(before.operator));
  }
  t.is(next.byId('newcomer')?.number, directory.parties.length);
  t.is(next.byId('placeless'), undefined, 'what went is named no more');
  t.false(next.hasOperator('placeless'));
  t.true(next.hasOperator('newcomer-group'));
  const later = new NetworkMap(compileNetworks(next, worldDay));
  t.is(later.byPrefix('e164', '99902123'), map.byPrefix('e164', '99902123'));
  t.is(map.byPrefix('e164', '99904123'), directory.byId('placeless')!.number);
  t.is(later.byPrefix('e164', '99904123'), 0);
  const back = new Directory(worldNetworks, worldTerritories, worldTables, next);
  t.deepEqual(back.parties.slice(0, directory.parties.length), directory.parties);
});

test('an image says for which days it is right', (t) => {
  const span = (day: string) => validitySpan(directory, parseDay(day)!);
  t.is(formatDay(span('2018-06-15').last), '2018-12-31');
  t.is(formatDay(span('2019-01-01').first), '2019-01-01');
  t.is(image.readInt32LE(network_image.day_last_at), parseDay('2018-12-31')!);
});

test('periods follow each other without gaps, and no more of them than dates ask for', (t) => {
  const days = (from: string, to: string) =>
    compilePeriods(directory, parseDay(from)!, parseDay(to)!).map((one) => [
      one.readInt32LE(network_image.day_first_at),
      one.readInt32LE(network_image.day_last_at),
    ]);
  const change = parseDay('2019-01-01')!;
  t.deepEqual(days('2018-06-15', '2020-01-01'), [
    [DAY_MIN, change - 1],
    [change, DAY_MAX],
  ]);
  t.is(days('2018-01-01', '2018-12-31').length, 1);
  t.is(compilePeriods(new Directory([], [], worldTables), 0, 20_000).length, 1);
});

test('of more periods than a timeline holds the days of a capture, or the latest, are compiled', (t) => {
  const start = parseDay('2018-01-01')!;
  const many = Array.from({ length: network_limit.periods + 8 }, (_, i) => ({
    ...worldNetworks[0]!,
    id: `n${i}`,
    operator: `n${i}`,
    globalTitles: [`999${String(i).padStart(4, '0')}`],
    validFrom: start + i,
  }));
  const crowded = new Directory(many, [], worldTables);
  t.throws(() => compilePeriods(crowded, DAY_MIN, DAY_MAX), { message: /\(periods\)/ });
  const some = compilePeriods(crowded, start + 10, start + 12);
  t.deepEqual(
    some.map((one) => one.readInt32LE(network_image.day_first_at)),
    [start + 10, start + 11, start + 12],
  );
  t.is(new NetworkMap(some[1]!).byPrefix('e164', '99900111'), crowded.byId('n11')!.number);
  t.is(startOfLatest(crowded, 3), start + many.length - 3);
  t.is(startOfLatest(crowded, 10_000), DAY_MIN);
});

test('a party keeps its number through all days', (t) => {
  const all = [worldDay, parseDay('2030-01-01')!].map(
    (day) => new NetworkMap(compileNetworks(directory, day)),
  );
  t.deepEqual(
    all.map((one) => one.byPrefix('e164', '12465550100')),
    [directory.byId('country:BB')!.number, directory.byId('country:BB')!.number],
  );
  t.deepEqual(
    directory.parties.slice(1, 7).map((party) => party.id),
    worldNetworks.map((network) => network.id),
  );
});

test('the same directory and day give the same bytes', (t) => {
  const again = new Directory(worldNetworks, worldTerritories, worldTables);
  t.true(compileNetworks(again, worldDay).equals(image));
});

test('an answer never says more than is known', (t) => {
  const describe = (title: string) => directory.describe(map.byPrefix('e164', title));
  t.is(describe('9990112'), 'Network homeland (XA)');
  t.is(describe('12465550100'), 'Barbados, operator unknown');
  t.is(describe('88161'), 'Satellite');
  t.is(describe('55512345'), 'unknown');
  t.is(directory.byId('country:BB')!.operator, undefined);
});

test('a home of which only the PLMN is known is found by IMSI, PLMN and realm', (t) => {
  const plmn = parsePlmn('001-01')!;
  const lone = new Directory([homeFromPlmn(plmn)]);
  const on = new NetworkMap(compileNetworks(lone, worldDay));
  const found = [
    on.byPrefix('imsi', '001010000000001'),
    on.byPlmn(plmn),
    on.byRealm('epc.mnc001.mcc001.3gppnetwork.org'),
  ];
  for (const number of found) t.true(lone.party(number).isHome);
  t.deepEqual(lone.party(found[0]!).territories, []);
  t.is(on.byPrefix('e164', '99901'), 0);
});

test('a home named on the command line takes the mark from the configured one', (t) => {
  const moved = withHome(worldNetworks, parsePlmn('001-02')!);
  t.deepEqual(
    moved.filter((network) => network.home).map((network) => network.id),
    ['far-state', 'far-state-2019'],
  );
  t.is(withHome(worldNetworks, parsePlmn('001-99')!).at(-1)!.id, 'home-001-99');
});

test('a network without a footprint takes the territories of its MCCs', (t) => {
  const own = new Directory([homeFromPlmn(parsePlmn('234-15')!)]);
  t.deepEqual(own.party(1).territories, ['GB', 'GG', 'IM', 'JE']);
});

test('the image and the answers that the native tests read are those of today', (t) => {
  const here = dirname(fileURLToPath(import.meta.url)).replace(/\/dist\/test\//, '/test/');
  const fixtures = join(here, '..', 'native', 'fixtures');
  const lines = questionLines((id) => directory.byId(id)!.number);
  if (process.env.SIGWARDEN_UPDATE === '1') {
    mkdirSync(fixtures, { recursive: true });
    writeFileSync(join(fixtures, 'networks.image'), image);
    writeFileSync(join(fixtures, 'networks.questions'), lines);
  }
  const hint = 'run the test with SIGWARDEN_UPDATE=1 and review the difference';
  t.true(readFileSync(join(fixtures, 'networks.image')).equals(image), hint);
  t.is(readFileSync(join(fixtures, 'networks.questions'), 'utf8'), lines, hint);
});
