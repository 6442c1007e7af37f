// SPDX-License-Identifier: Apache-2.0
// A look-up answers as the image does, whose answers native code shares; here it is held to the same
// questions, and to naming the row behind each.
import test from 'ava';

import { Directory } from '../../src/network/directory.ts';
import { Lookup, type ReadingName, readingsOf } from '../../src/network/lookup.ts';
import { questions, worldDay, worldNetworks, worldTables, worldTerritories } from './world.ts';

const directory = new Directory(worldNetworks, worldTerritories, worldTables);
const lookup = new Lookup(directory, worldDay);

const readingOf: Readonly<Record<string, ReadingName>> = {
  e164: 'title',
  msisdn: 'msisdn',
  imsi: 'imsi',
  e214: 'mobile-title',
  plmn: 'plmn',
  realm: 'realm',
  pc: 'point-code',
};

for (const [space, text, id] of questions)
  if (readingOf[space] !== undefined && text !== '' && text !== '16777215')
    test(`${space} "${text}" is of ${id || 'nobody'}, by a row where a network was described`, (t) => {
      const { party, row } = lookup.answer(readingOf[space]!, text);
      t.is(party.id, id);
      t.is(row === undefined, party.definition === undefined);
      if (row !== undefined) t.true(worldNetworks.includes(row.network));
    });

test('the row is the longest that fits', (t) => {
  t.is(lookup.answer('title', '9990100555').row?.text, '9990100');
  t.is(lookup.answer('title', '9990155').row?.text, '99901');
  t.is(lookup.answer('imsi', '001017712345678').row?.text, '0010177');
});

test('an IMSI has the mobile global titles that its network was given, and back', (t) => {
  t.deepEqual(lookup.answer('imsi', '001011234567890').derived, ['999017123456789']);
  t.deepEqual(lookup.answer('mobile-title', '9990171234567').derived, ['001011234567']);
  t.deepEqual(lookup.answer('imsi', '001021234567890').derived, [], 'none is derived from titles');
});

test('an address is read in every way that it fits', (t) => {
  t.deepEqual(readingsOf('001-01'), ['plmn']);
  t.deepEqual(readingsOf('2-016-0'), ['point-code']);
  t.deepEqual(readingsOf('9-016-0'), []);
  t.deepEqual(readingsOf('4224'), ['title', 'point-code']);
  t.deepEqual(readingsOf('001011234567890'), ['title', 'imsi', 'mobile-title']);
  t.deepEqual(readingsOf('dra.example.net'), ['realm']);
  for (const text of ['+99901', '', 'a b', '1234567890123456', '::1'])
    t.deepEqual(readingsOf(text), []);
});
