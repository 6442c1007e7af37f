// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';
import { age, elapsed, padded, printable, shortened } from '../../src/session/text.ts';

test('nothing that a terminal obeys gets through', (t) => {
  t.is(printable('far\u001b[31mstate\u202e\u0007\n'), 'far\\u{1b}[31mstate\\u{202e}\\u{7}\\u{a}');
  t.is(printable('Île du Sud'), 'Île du Sud');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      t.notRegex(printable(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a shortened identity keeps country and network and hides at least half of the rest', (t) => {
  t.is(shortened('001019999999989'), '00101…89');
  t.is(shortened('9990112'), '…12');
  t.is(shortened(''), '…');
  fc.assert(
    fc.property(fc.stringMatching(/^\d{9,15}$/), (digits) => {
      t.true(shortened(digits).length <= 8);
    }),
  );
});

test('times read as people say them', (t) => {
  t.is(elapsed(412_000_000n), '+0.412000 s');
  t.is(elapsed(61_000_001_000n), '+61.000001 s');
  t.deepEqual([5, 61, 7_300, 200_000].map(age), ['5 s', '1 min', '2 h', '2 d']);
});

test('padding counts characters, not code units', (t) => {
  t.is(padded('ab', 4), 'ab  ');
  t.is([...padded('𝒜𝒜𝒜𝒜𝒜', 4)].length, 4);
});
