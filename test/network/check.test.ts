// SPDX-License-Identifier: Apache-2.0
import test from 'ava';

import { type CheckedKnowledge, checkKnowledge } from '../../src/network/check.ts';
import { parseDay } from '../../src/network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../../src/network/definition.ts';
import type { Origin } from '../../src/network/history.ts';

const day = parseDay('2020-01-01')!;
const plmn = (mnc: string) => [{ mcc: '999', mnc }];

function network(id: string, rest: Partial<NetworkDefinition>): NetworkDefinition {
  return { ...emptyNetwork, id, operator: id, name: id, source: `of ${id}`, ...rest };
}

function origin(date: string | undefined): Origin {
  const file = 'x.xml';
  return { kind: 'ir21', file, sha256: '', date: date === undefined ? undefined : parseDay(date) };
}

function found(
  networks: readonly NetworkDefinition[],
  origins: Readonly<Record<string, readonly Origin[]>> = {},
): string[] {
  const knowledge: CheckedKnowledge = {
    networks,
    origins: new Map(Object.entries(origins)),
    day,
    staleMonths: 24,
  };
  return checkKnowledge(knowledge).map((one) => `${one.concern} ${one.networks.join(' ')}`);
}

const whole = { plmn: plmn('01'), globalTitles: ['99901'] };

test('a network that is whole and of which a document is recent is no concern', (t) => {
  t.deepEqual(found([network('a', whole)], { a: [origin('2019-06-01')] }), []);
});

test('our own addresses claimed by another come before everything else', (t) => {
  const home = network('home', { ...whole, home: true });
  const thief = network('thief', { plmn: plmn('02'), globalTitles: ['9990177'] });
  const one = network('one', { plmn: plmn('03'), globalTitles: ['99905'] });
  const two = network('two', { plmn: plmn('04'), globalTitles: ['99905', '999051'] });
  t.deepEqual(found([one, two, thief, home]), [
    'own-claimed home thief',
    'disputed two one',
    'nested two one',
  ]);
});

test('a document’s network under our operator is told, our own and the configured are not', (t) => {
  const home = network('home', { ...whole, home: true });
  const told = network('told', { plmn: plmn('02'), globalTitles: ['99902'], operator: 'home' });
  t.deepEqual(found([home, told], { told: [origin('2019-06-01')] }), ['as-own told']);
  t.deepEqual(found([home, told]), []);
});

test('gaps are told: no titles, no MCC-MNC, realms that tell no PLMN', (t) => {
  t.deepEqual(found([network('a', { plmn: plmn('01') })]), ['no-titles a']);
  t.deepEqual(found([network('a', { globalTitles: ['99901'] })]), ['no-plmn a']);
  const realms = ['epc.mnc001.mcc999.3gppnetwork.org', 'roaming.example'];
  t.deepEqual(found([network('a', { ...whole, realms })]), ['no-realm-plmn a']);
  t.deepEqual(found([network('a', { ...whole, realms: realms.slice(0, 1) })]), []);
});

test('age counts from the latest document, and what tells no date says so', (t) => {
  const a = [network('a', whole)];
  t.deepEqual(found(a, { a: [origin('2017-12-01')] }), ['stale a']);
  t.deepEqual(found(a, { a: [origin('2018-03-01')] }), []);
  t.deepEqual(found(a, { a: [origin('2016-01-01'), origin('2019-01-01')] }), []);
  t.deepEqual(found(a, { a: [origin(undefined)] }), ['undated a']);
});
