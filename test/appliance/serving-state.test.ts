// SPDX-License-Identifier: Apache-2.0
// Serving state out of registers into a store, and into an engine of another configuration.
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import test from 'ava';

import { countsOfState, imageFor, keepable } from '../../src/appliance/serving-state.ts';
import { StateExports } from '../../src/appliance/state-export.ts';
import { ProductError } from '../../src/base/errors.ts';
import { Directory } from '../../src/network/directory.ts';
import { layout } from '../../src/schema/state-image.ts';
import { claim_grade, domain } from '../../src/schema/tables.ts';
import { Store } from '../../src/store/store.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { worldNetworks, worldTables, worldTerritories } from '../network/world.ts';
import { scratchFolder } from '../scratch.ts';

const directory = new Directory(worldNetworks, worldTerritories, worldTables);
const asOf = BigInt(Date.parse('2018-06-15')) * 1_000_000n;
const head = 'imsi,msisdn,cs,eps,since,grade';
const row = '001010000000001,999010000001,islands,,2018-06-14T12:00:00Z,corroborated';

function fileOf(name: string, text: string): string {
  const file = join(scratchFolder(), name);
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  return file;
}

function read(text: string, name = 'hlr.csv'): StateExports {
  const exports = new StateExports(directory, asOf);
  exports.take(fileOf(name, text));
  return exports;
}

function placesOf(text: string, name?: string): string[] {
  try {
    read(text, name);
    return [];
  } catch (error) {
    const { problems } = error as ProductError;
    return problems.map((one) => `${one.line}:${one.column} ${one.message}`);
  }
}

function claimsOf(image: Uint8Array) {
  const octets = Buffer.from(image);
  return Array.from({ length: countsOfState(image).claims }, (_, i) => {
    const at = layout.header_octets + i * layout.claim.octets;
    const of = (place: keyof typeof layout.claim, size = 1) =>
      octets.readUIntLE(at + layout.claim[place], size);
    return {
      imsi: octets.readBigUInt64LE(at + layout.claim.imsi_at).toString(16),
      since_s: of('since_at', 4),
      network: directory.party(of('party_at', 2)).id,
      domain: of('domain_at'),
      grade: of('grade_at'),
    };
  });
}

const islander = {
  imsi: '0010100000000010'.replace(/^0+/, ''),
  since_s: Date.parse('2018-06-14T12:00:00Z') / 1000,
  network: 'islands',
  domain: domain.cs as number,
  grade: claim_grade.corroborated as number,
};

test('an export is read row by row; what is left out of it is plausible, and as it is in JSON', (t) => {
  const image = read(`${head}\r\n${row}\r\n\r\n`).image();
  t.deepEqual(claimsOf(image), [islander]);
  t.deepEqual(countsOfState(image), { claims: 1, numbers: 1, asOf_s: Number(asOf / 10n ** 9n) });
  const inJson = {
    imsi: '001010000000001',
    cs: 'islands',
    eps: 'islands',
    since: '2018-06-14T12:00:00Z',
    msisdn: null,
  };
  t.deepEqual(claimsOf(read(JSON.stringify(inJson), 'hss.json').image()), [
    { ...islander, grade: claim_grade.plausible },
    { ...islander, grade: claim_grade.plausible, domain: domain.eps },
  ]);
});

test('a node is looked up as of the day of the export; one of nobody known is told and left out', (t) => {
  const [network] = worldNetworks.filter((one) => one.id === 'homeland');
  const title = `${network?.globalTitles[0]}0001`;
  const host = `mme.${network?.realms[0]}`;
  const exports = read(
    [
      head,
      `001010000000001,,${title},${host},2018-06-14,`,
      '001010000000002,,00000,,2018-06-14,',
      '001010000000003,,00000,,2018-06-14,',
    ].join('\n'),
  );
  t.deepEqual(
    claimsOf(exports.image()).map((one) => one.network),
    ['homeland', 'homeland'],
  );
  const [unplaced] = exports.unplaced.values();
  t.like(unplaced, { node: '00000', line: 3, column: 18, rows: 2 });
});

test('everything wrong in an export is told with its place, and no identity with it', (t) => {
  const text = [
    head,
    row.replace('001010000000001', '12x'),
    row.replace('999010000001', '99'),
    row.replace('islands', 'is lands'),
    row.replace('2018-06-14T12', 'June'),
    row.replace('2018-06-14T', '2018-06-16T'),
    row.replace('corroborated', 'refuted'),
    'x',
  ].join('\n');
  t.deepEqual(placesOf(text), [
    '2:1 no IMSI',
    '3:17 no MSISDN in international form',
    '4:30 no network, global title or host',
    '5:39 no time in since',
    '6:39 since is later than the export',
    '7:60 no grade',
    '8:1 1 fields, expected 6',
  ]);
  t.deepEqual(placesOf('imsi,place\nx\n'), [
    '1:6 no column that is known',
    '1:1 the head names no subscriber, no time or no domain',
  ]);
  t.deepEqual(placesOf('{"imsi":1}\n{\n', 'x.json'), [
    '1:2 imsi is no text',
    '1:1 no IMSI',
    '1:1 no time in since',
    '2:1 no JSON object',
  ]);
  t.deepEqual(placesOf(''), ['0:1 nothing stands in it']);
  t.deepEqual(placesOf(`${head}\n${'x'.repeat(70_000)}\n${row}`).length, 1);
  t.is(placesOf(`${head}\n${'x\n'.repeat(300)}`).length, 100);
});

test('an export that others may read is refused', (t) => {
  const file = fileOf('hlr.csv', `${head}\n${row}\n`);
  chmodSync(file, 0o640);
  const error = t.throws(() => new StateExports(directory, asOf).take(file), {
    instanceOf: ProductError,
  });
  t.regex(error.message, /others than its owner may read it/);
});

test('networks keep their names when another configuration numbers them otherwise', (t) => {
  const saved = keepable(read(`${head}\n${row}\n`).image(), directory);
  t.deepEqual(saved.networks, [[directory.byId('islands')?.number, 'islands']]);
  const later = new Directory([...worldNetworks].reverse(), worldTerritories, worldTables);
  const number = later.byId('islands')?.number;
  t.not(number, directory.byId('islands')?.number);
  const at = layout.header_octets + layout.claim.party_at;
  t.is(imageFor(saved, later).readUInt16LE(at), number ?? -1);
  const without = worldNetworks.filter((one) => one.id !== 'islands');
  const poorer = new Directory(without, worldTerritories, worldTables);
  t.is(imageFor(saved, poorer).readUInt16LE(at), 0);
  t.throws(() => imageFor({ ...saved, image: saved.image.subarray(1) }, later), {
    message: /another version, or damaged/,
  });
});

test('a store keeps it sealed, for its key alone, and the newest replaces the one before', async (t) => {
  const place = join(scratchFolder(), 'store');
  const first = keepable(read(`${head}\n${row}\n`).image(), directory);
  const writer = StoreWriter.open(place);
  t.is(writer.savedState(), undefined);
  writer.saveState({ ...first, image: first.image.subarray(0, 24) });
  writer.saveState(first);
  await writer.close();
  const [name = ''] = readdirSync(place).filter((one) => one.startsWith('serving-state'));
  const file = join(place, name);
  t.is(statSync(file).mode & 0o777, 0o600);
  const octets = readFileSync(file);
  const imsi = Buffer.from(first.image).subarray(24, 32);
  t.is(octets.indexOf(imsi), -1);
  t.is(octets.indexOf('islands'), -1);

  const again = Store.open(place);
  t.deepEqual(Buffer.from(again.savedState()?.image ?? []), Buffer.from(first.image));
  octets[octets.length - 1]! ^= 1;
  writeFileSync(file, octets);
  t.throws(() => again.savedState(), {
    message: /damaged, or of another version; delete the file/,
  });
  writeFileSync(file, 'x');
  t.throws(() => again.savedState(), { message: /damaged/ });
  await again.close();
});
