// SPDX-License-Identifier: Apache-2.0
import test from 'ava';

import { builtInTables } from '../../src/network/built-in.ts';
import { Directory } from '../../src/network/directory.ts';
import { DistanceTable } from '../../src/network/distances.ts';
import { distanceKm, outlineOf, vectorOf } from '../../src/network/geography/sphere.ts';

const { distances, territories, neighbours } = builtInTables();

/** Published widths of straits and ways between shores, km, with what coarse outlines may lack. */
const known: readonly (readonly [
  a: string,
  b: string,
  km: number,
  within: number,
  what: string,
])[] = [
  ['FR', 'GB', 33, 2, 'Strait of Dover'],
  ['ES', 'MA', 0, 0, 'Ceuta'],
  ['IT', 'AL', 72, 3, 'Strait of Otranto'],
  ['IT', 'TN', 71, 5, 'Pantelleria'],
  ['DK', 'SE', 4, 1, 'Øresund at Helsingør'],
  ['RU', 'US', 4, 2, 'Diomede Islands'],
  ['JP', 'KR', 50, 4, 'Korea Strait'],
  ['JP', 'TW', 110, 5, 'Yonaguni'],
  ['JP', 'RU', 18, 5, 'Kunashir, as the map has it'],
  ['CU', 'US', 150, 8, 'Key West'],
  ['BS', 'US', 81, 5, 'Bimini'],
  ['BM', 'US', 1035, 15, 'Cape Hatteras'],
  ['JM', 'CU', 145, 6, 'Jamaica Channel'],
  ['HT', 'CU', 80, 8, 'Windward Passage'],
  ['KY', 'CU', 143, 8, 'Cayman Brac'],
  ['BB', 'LC', 145, 10, 'Barbados and Saint Lucia'],
  ['TT', 'VE', 11, 5, 'Dragon’s Mouths'],
  ['AG', 'MS', 40, 4, 'Antigua and Montserrat'],
  ['GL', 'IS', 287, 8, 'Denmark Strait'],
  ['CA', 'GL', 22, 6, 'Nares Strait'],
  ['FO', 'IS', 430, 10, 'Faroe Islands and Iceland'],
  ['AU', 'PG', 4, 2, 'Saibai'],
  ['AU', 'NZ', 616, 20, 'Macquarie and Auckland Islands'],
  ['SG', 'MY', 1, 1, 'Johor Strait'],
  ['LK', 'IN', 28, 5, 'Adam’s Bridge'],
  ['DJ', 'YE', 20, 8, 'Bab-el-Mandeb'],
  ['AC', 'SH', 1290, 20, 'Ascension and Saint Helena'],
  ['SH', 'TA', 2430, 20, 'Saint Helena and Tristan da Cunha'],
  ['MU', 'RE', 172, 8, 'Mauritius and Réunion'],
  ['YT', 'KM', 67, 6, 'Mayotte and Anjouan'],
  ['SJ', 'NO', 402, 20, 'Bear Island and the North Cape coast'],
  ['CW', 'AW', 75, 10, 'Curaçao and Aruba'],
  ['FJ', 'TO', 316, 25, 'over the antimeridian'],
  ['WS', 'AS', 72, 10, 'Samoa and Tutuila, a date line between them'],
];

for (const [a, b, km, within, what] of known)
  test(`${a} and ${b} are ${km} km apart: ${what}`, (t) => {
    const measured = distances.between(a, b)!;
    t.true(Math.abs(measured - km) <= within, `${measured} km`);
    t.is(distances.between(b, a), measured);
  });

test('what the map draws inside another country is a place of its own', (t) => {
  const apart = (a: string, b: string, least: number) =>
    t.true(distances.between(a, b)! > least, `${a}-${b} ${distances.between(a, b)}`);
  for (const overseas of ['GF', 'GP', 'MQ', 'RE', 'YT']) apart('FR', overseas, 5000);
  apart('FR', 'BR', 5000);
  apart('FR', 'SX', 5000);
  apart('NL', 'VE', 6000);
  apart('NO', 'ZA', 8000);
  apart('NZ', 'WS', 1500);
  apart('GB', 'GI', 1300);
  t.is(distances.between('GF', 'BR'), 0);
  t.is(distances.between('GI', 'ES'), 0);
});

test('every territory has a distance to every other, and land borders are none', (t) => {
  const codes = [...territories.keys()];
  for (const a of codes)
    for (const b of codes) t.true(Number.isInteger(distances.between(a, b)), `${a}-${b}`);
  const [land, water] = [0, 62];
  const far = neighbours.filter(([a, b]) => distances.between(a, b)! > water);
  t.deepEqual(far, [], 'a neighbour across water is at most about 60 km away');
  t.is(distances.between('ZA', 'LS'), land);
});

test('a table that is cut or holds no number is refused with its line', (t) => {
  const parse = (text: string) => () => DistanceTable.parse(text, 'x.csv');
  t.notThrows(parse('territory,AA,BB\nAA\nBB,7\n'));
  t.throws(parse('territory,AA,BB\nAA\n'), { message: /^x\.csv:1: 2 territories and 1 rows$/ });
  t.throws(parse('territory,AA,BB\nAA\nBB\n'), { message: /^x\.csv:3: not the row of BB/ });
  t.throws(parse('territory,AA,BB\nAA\nCC,7\n'), { message: /^x\.csv:3: not the row of BB/ });
  t.throws(parse('territory,AA,BB\nAA\nBB,far\n'), { message: /^x\.csv:3: far is no distance/ });
});

test('what the configuration states goes before the table, either way round', (t) => {
  const territory = { code: 'XA', name: 'Homeland', neighbours: [] };
  const stated = new Map([
    ['XB', 700],
    ['GB', 5],
  ]);
  const directory = new Directory([], [{ ...territory, distances: stated }]);
  t.is(directory.distances.between('XB', 'XA'), 700);
  t.is(directory.distances.between('GB', 'XA'), 5);
  t.is(directory.distances.between('XA', 'FR'), undefined);
  t.is(directory.distances.between('XA', 'XA'), 0);
  t.is(directory.distances.between('FR', 'GB'), distances.between('FR', 'GB'));
});

test('the nearest points may lie inside the segments, and beyond the antimeridian', (t) => {
  const line = (...places: readonly (readonly [number, number])[]) =>
    outlineOf(places.slice(1).map((one, i) => [vectorOf(...places[i]!), vectorOf(...one)]));
  const degree = (6371.0088 * Math.PI) / 180;
  const close = (km: number, expected: number) => t.true(Math.abs(km - expected) < 0.01, `${km}`);
  close(distanceKm(line([-10, 0], [10, 0]), line([0, 1], [0, 5])), degree);
  const meridians = [line([179.5, 0], [179.5, 1]), line([-179.5, 0], [-179.5, 1])] as const;
  close(distanceKm(...meridians), degree * Math.cos(Math.PI / 180));
  close(distanceKm(line([0, 0], [0, 1]), line([0, 3], [0, 4])), 2 * degree);
  close(distanceKm(line([0, 0], [1, 0]), line([1, 0], [1, 1])), 0);
});
