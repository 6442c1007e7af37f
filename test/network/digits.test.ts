// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';

import { dayOf, formatDay, parseDay } from '../../src/network/day.ts';
import { epcRealm, formatPlmn, type Plmn, packPlmn, parsePlmn } from '../../src/network/digits.ts';
import { formatPointCode, parsePointCode } from '../../src/network/point-code.ts';
import { territoryId } from '../../src/network/territory.ts';

/** Inverse of `packPlmn`. */
function unpackPlmn(packed: number): Plmn {
  const at = (shift: number) => (packed >>> shift) & 0xf;
  const mcc = [at(16), at(20), at(8)];
  const third = at(12);
  const mnc = third === 0xf ? [at(0), at(4)] : [at(0), at(4), third];
  return { mcc: mcc.join(''), mnc: mnc.join('') };
}

test('a PLMN packs as TS 24.008 has it, the filler telling a two-digit MNC', (t) => {
  t.is(packPlmn({ mcc: '001', mnc: '01' }), 0x00f110);
  t.is(packPlmn({ mcc: '001', mnc: '001' }), 0x001100);
  t.is(packPlmn({ mcc: '310', mnc: '410' }), 0x130014);
});

test('a PLMN survives packing and writing', (t) => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const plmn = fc.record({ mcc: digits(3), mnc: fc.oneof(digits(2), digits(3)) });
  fc.assert(
    fc.property(plmn, (one) => {
      t.deepEqual(unpackPlmn(packPlmn(one)), one);
      t.deepEqual(parsePlmn(formatPlmn(one)), one);
    }),
    { seed: 1 },
  );
});

test('an MNC of one digit or without its hyphen is refused', (t) => {
  for (const text of ['001-1', '00101', '1-01', '001-0001', '001-0a', ''])
    t.is(parsePlmn(text), undefined);
});

test('the derived realm pads the MNC to three digits', (t) => {
  t.is(epcRealm({ mcc: '001', mnc: '01' }), 'epc.mnc001.mcc001.3gppnetwork.org');
});

test('a point code reads in both spellings and prints in both', (t) => {
  t.is(parsePointCode('3-084-2'), 6818);
  t.is(parsePointCode('3-84-2'), 6818);
  t.is(parsePointCode('6818'), 6818);
  t.is(parsePointCode(4641), 4641);
  t.is(formatPointCode(4641), '2-068-1');
  for (let code = 0; code <= 0x3fff; code++)
    if (parsePointCode(formatPointCode(code)) !== code) t.fail(String(code));
});

test('a point code out of range is none', (t) => {
  for (const bad of ['8-0-0', '0-256-0', '0-0-8', '16384', '2-16', '', 'x'])
    t.is(parsePointCode(bad), undefined);
  for (const bad of [-1, 16384, 1.5, Number.NaN]) t.is(parsePointCode(bad), undefined);
});

test('days count in UTC and know the calendar', (t) => {
  t.is(parseDay('1970-01-01'), 0);
  t.is(parseDay('2018-02-29'), undefined);
  t.is(parseDay('2020-02-29'), 18_321);
  t.is(parseDay('2018-1-1'), undefined);
  t.is(formatDay(parseDay('2018-12-31')!), '2018-12-31');
  t.is(dayOf(86_400_000_000_000n - 1n), 0);
  t.is(dayOf(86_400_000_000_000n), 1);
  t.is(dayOf(-1n), -1);
});

test('a territory code and its number are one', (t) => {
  t.is(territoryId('AA'), 1);
  t.is(territoryId('ZZ'), 676);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const ids = letters.flatMap((first) => letters.map((second) => territoryId(first + second)));
  t.deepEqual(
    ids,
    Array.from({ length: 676 }, (_, i) => i + 1),
  );
  t.throws(() => territoryId('a1'));
});
