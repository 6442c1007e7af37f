// SPDX-License-Identifier: Apache-2.0
import test from 'ava';

import { compileNetworks } from '../../src/network/compile.ts';
import { parseDay } from '../../src/network/day.ts';
import { emptyNetwork, type NetworkDefinition } from '../../src/network/definition.ts';
import { Directory } from '../../src/network/directory.ts';
import { NetworkMap } from '../../src/network/network-map.ts';
import { disputedNetworks, findOverlaps } from '../../src/network/overlaps.ts';

function network(id: string, rest: Partial<NetworkDefinition>): NetworkDefinition {
  return { ...emptyNetwork, id, operator: id, name: id, ...rest };
}

const found = (...networks: NetworkDefinition[]) =>
  findOverlaps(networks).map(
    ({ text, outerText, inner, outer }) => `${text} ${inner.id} in ${outerText} ${outer.id}`,
  );

test('equal and nested prefixes of different operators are told', (t) => {
  const a = network('a', { globalTitles: ['99901', '99905'] });
  const b = network('b', { globalTitles: ['9990177', '99905'] });
  t.deepEqual(found(a, b), ['9990177 b in 99901 a', '99905 b in 99905 a']);
});

test('a gsmSCF is a node: its prefix meets those of other nodes', (t) => {
  const a = network('a', { gsmScf: ['9990100'] });
  t.deepEqual(found(a, network('b', { globalTitles: ['9990100'] })), ['9990100 b in 9990100 a']);
});

test('realms nest from their end, at dots', (t) => {
  const a = network('a', { realms: ['example.net'] });
  const b = network('b', { realms: ['mvno.example.net', 'notexample.net'] });
  t.deepEqual(found(a, b), ['mvno.example.net b in example.net a']);
});

test('point codes and MCC-MNC meet only whole', (t) => {
  const a = network('a', { pointCodes: [4224], plmn: [{ mcc: '999', mnc: '01' }] });
  const b = network('b', { pointCodes: [4225], plmn: [{ mcc: '999', mnc: '012' }] });
  const c = network('c', { pointCodes: [4224] });
  t.deepEqual(found(a, b, c), ['2-016-0 c in 2-016-0 a']);
});

test('one operator does not contradict itself, nor two at different times', (t) => {
  const a = network('a', { globalTitles: ['99901'], validUntil: 10 });
  t.deepEqual(found(a, network('a2', { operator: 'a', globalTitles: ['99901'] })), []);
  t.deepEqual(found(a, network('b', { globalTitles: ['99901'], validFrom: 11 })), []);
});

test('what two claim is nobody’s, while they both do', (t) => {
  const a = network('a', { globalTitles: ['99901'], validFrom: 100, validUntil: 200 });
  const b = network('b', { globalTitles: ['99901', '99902'], validFrom: 150 });
  const networks = [...disputedNetworks([a, b]), a, b];
  const directory = new Directory(networks);
  const on = (day: number, title: string) =>
    directory.party(new NetworkMap(compileNetworks(directory, day)).byPrefix('e164', title));
  t.is(on(120, '999017').id, 'a');
  t.is(on(150, '999017').precision, 'none');
  t.is(on(200, '999017').operator, undefined);
  t.is(on(201, '999017').id, 'b');
  t.is(on(150, '999027').id, 'b', 'what only one claims stays its own');
});

test('a dispute names each period in which two operators claim at once', (t) => {
  const title = { globalTitles: ['99901'] };
  const periods = disputedNetworks([
    network('a', { ...title, validFrom: 0, validUntil: 50 }),
    network('b', { ...title, validFrom: 40, validUntil: 60 }),
    network('c', { ...title, validFrom: 61, validUntil: 70 }),
    network('d', { ...title, validFrom: 65 }),
  ]);
  t.deepEqual(
    periods.map(({ validFrom, validUntil }) => [validFrom, validUntil]),
    [
      [40, 50],
      [65, 70],
    ],
  );
});

test('a network keeps its number through its versions, and is told by the one of the day', (t) => {
  const change = parseDay('2019-01-01')!;
  const directory = new Directory([
    network('far', { globalTitles: ['99901'], territories: ['XB'], validUntil: change - 1 }),
    network('far', { globalTitles: ['99902'], territories: ['XC'], validFrom: change }),
  ]);
  const number = directory.byId('far')!.number;
  const titles = (day: number) => {
    const map = new NetworkMap(compileNetworks(directory, day));
    return [map.byPrefix('e164', '999017'), map.byPrefix('e164', '999027')];
  };
  t.deepEqual(titles(change - 1), [number, 0]);
  t.deepEqual(titles(change), [0, number]);
  t.deepEqual(directory.party(number).territories, ['XB', 'XC']);
});
