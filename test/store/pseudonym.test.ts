// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { siphash128, subscriberPseudonym } from '../../src/store/pseudonym.ts';

/**
 * Key 00..0f, text of n octets 00, 01, 02 …; the same come from `openssl mac -macopt size:16
 * SIPHASH`.
 */
const vectors: Readonly<Record<number, string>> = {
  0: 'a3817f04ba25a8e66df67214c7550293',
  1: 'da87c1d86b99af44347659119b22fc45',
  2: '8177228da4a45dc7fca38bdef60affe4',
  7: 'a1f1ebbed8dbc153c0b84aa61ff08239',
  8: '3b62a9ba6258f5610f83e264f31497b4',
  15: '5493e99933b0a8117e08ec0f97cfc3d9',
};

test('the pseudonym is SipHash-2-4 with 128 bits, as published', (t) => {
  const key = Buffer.from(Array.from({ length: 16 }, (_, i) => i));
  for (const [length, expected] of Object.entries(vectors)) {
    const text = Buffer.from(Array.from({ length: Number(length) }, (_, i) => i));
    t.is(siphash128(key, text).toString('hex'), expected, `${length} octets`);
  }
});

test('another key gives another pseudonym', (t) => {
  const one = subscriberPseudonym(Buffer.alloc(16, 1), '001010000000001');
  t.is(one.length, 32);
  t.not(one, subscriberPseudonym(Buffer.alloc(16, 2), '001010000000001'));
});
