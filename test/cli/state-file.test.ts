// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import test from 'ava';

import { parseState, readStateFile } from '../../src/appliance/state-file.ts';
import { ProductError } from '../../src/base/errors.ts';
import { Directory } from '../../src/network/directory.ts';
import { claim_grade, domain } from '../../src/schema/tables.ts';
import { worldNetworks, worldTables, worldTerritories } from '../network/world.ts';

const directory = new Directory(worldNetworks, worldTerritories, worldTables);
const head = 'imsi,domain,network,since,grade';
const row = '001010000000001,cs,islands,2018-06-14T12:00:00Z,corroborated';

function placesOf(text: string): string[] {
  try {
    parseState(text, 'dump.csv', directory);
    return [];
  } catch (error) {
    const { problems } = error as ProductError;
    return problems.map((one) => `${one.line}:${one.column} ${one.message}`);
  }
}

test('a dump is read row by row, and a grade that is left out is plausible', (t) => {
  const islands = directory.byId('islands')!.number;
  const [read] = parseState(`${head}\n${row}\n`, 'dump.csv', directory);
  t.deepEqual(read, {
    imsi: '001010000000001',
    domain: domain.cs,
    party: islands,
    sinceSeconds: Date.parse('2018-06-14T12:00:00Z') / 1000,
    grade: claim_grade.corroborated,
  });
  const short = `${head.replace(',grade', '')}\n001010000000001,eps,islands,2018-06-14\n`;
  const [shorter] = parseState(short, 'dump.csv', directory);
  t.is(shorter?.grade, claim_grade.plausible);
});

test('everything wrong in a dump is told with its place, and no identity with it', (t) => {
  const text = [
    head,
    row.replace('001010000000001', '12x'),
    row.replace(',cs,', ',ims,'),
    row.replace('islands', 'island'),
    row.replace('2018-06-14T12', 'June'),
    row.replace('corroborated', 'refuted'),
    'x',
  ].join('\n');
  t.deepEqual(placesOf(text), [
    '2:1 no IMSI',
    '3:17 no domain',
    '4:20 no configured network',
    '5:28 no time',
    '6:49 no grade',
    '7:1 1 fields, expected 5',
  ]);
  t.deepEqual(placesOf('imsi,place\n').slice(0, 1), ['1:1 the head of the table is another']);
});

test('a dump that others may read is refused', (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'sigwarden-')), 'dump.csv');
  writeFileSync(file, `${head}\n${row}\n`);
  chmodSync(file, 0o640);
  const error = t.throws(() => readStateFile(file, directory), { instanceOf: ProductError });
  t.regex(error.message, /others than its owner may read it/);
  chmodSync(file, 0o600);
  t.is(readStateFile(file, directory).length, 1);
});
