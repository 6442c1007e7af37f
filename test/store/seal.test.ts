// SPDX-License-Identifier: Apache-2.0
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { ProductError } from '../../src/base/errors.ts';
import { makeKeyFile, readKeyFile } from '../../src/store/key-file.ts';
import { storeLimits } from '../../src/store/layout.ts';
import { RecordParts } from '../../src/store/record.ts';
import {
  keyBinding,
  openPage,
  PageBuilder,
  pageKeyId,
  partOfPage,
  unwrapKey,
  wrapKey,
} from '../../src/store/seal.ts';
import { scratch } from '../scratch.ts';
import { record, sessionId } from './records.ts';

/** A record of session `n` with this sealed part. */
function part(n: number, sealed: Buffer): RecordParts {
  const { header } = record({ sessionTime: 1n, session: n });
  return new RecordParts(
    Buffer.concat([header, sealed]),
    header.length,
    header.length + sealed.length,
  );
}

const storeId = Buffer.alloc(16, 5);
const key = { id: 3, octets: Buffer.alloc(32, 9) };

test('a page gives each part back under its own session and sequence only', (t) => {
  const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 32 });
  fc.assert(
    fc.property(parts, (contents) => {
      const page = new PageBuilder();
      const offsets = contents.map((one, i) => page.add(part(i, Buffer.from(one)), i));
      const value = page.seal(storeId, key, 77n);
      t.is(pageKeyId(value), key.id);
      const plain = openPage(storeId, key, 77n, value);
      for (const [i, offset] of offsets.entries()) {
        t.deepEqual([...partOfPage(plain, offset, sessionId(1n, i), i)], [...contents[i]!]);
        t.throws(() => partOfPage(plain, offset, sessionId(1n, i), i + 1), {
          message: /another event/,
        });
        t.throws(() => partOfPage(plain, offset, sessionId(2n, i), i), {
          message: /another event/,
        });
      }
    }),
    { numRuns: 50 },
  );
});

test('a page that was changed, moved or opened with another key does not open', (t) => {
  const page = new PageBuilder();
  page.add(part(1, Buffer.from('001019999999999')), 0);
  const value = page.seal(storeId, key, 1n);
  for (let at = 8; at < value.length; at++) {
    const changed = Buffer.from(value);
    changed[at]! ^= 1;
    t.throws(() => openPage(storeId, key, 1n, changed), {
      message: /changed after it was written/,
    });
  }
  const other = { id: 3, octets: Buffer.alloc(32, 8) };
  t.throws(() => openPage(storeId, other, 1n, value), { instanceOf: ProductError });
  t.throws(() => openPage(storeId, key, 2n, value), { instanceOf: ProductError });
  t.throws(() => openPage(Buffer.alloc(16), key, 1n, value), { instanceOf: ProductError });
});

test('a part taken back leaves no trace in the page', (t) => {
  const page = new PageBuilder();
  const first = page.add(part(1, Buffer.from('kept')), 0);
  page.takeBack(page.add(part(2, Buffer.from('dropped')), 0));
  const plain = openPage(storeId, key, 1n, page.seal(storeId, key, 1n));
  t.is(partOfPage(plain, first, sessionId(1n, 1), 0).toString(), 'kept');
  t.false(plain.includes('dropped'));
});

test('a page is full after its number of records or of octets', (t) => {
  const page = new PageBuilder();
  for (let i = 0; i < storeLimits.page_records; i++) {
    t.false(page.isFull);
    page.add(part(i, Buffer.from('x')), 0);
  }
  t.true(page.isFull);
  page.discard();
  t.true(page.isEmpty);
  for (let i = 0; i < 5; i++) page.add(part(i, Buffer.alloc(60_000)), 0);
  t.true(page.isFull);
});

test('a wrapped key opens only as what it was wrapped for', (t) => {
  const secret = Buffer.alloc(32, 1);
  const wrapping = Buffer.alloc(32, 2);
  const entry = wrapKey(wrapping, secret, keyBinding(storeId, 1, 4));
  t.deepEqual(unwrapKey(wrapping, entry, keyBinding(storeId, 1, 4)), secret);
  t.false(entry.includes(secret.subarray(0, 8)));
  for (const [kind, id] of [
    [1, 5],
    [2, 4],
  ] as const) {
    t.throws(() => unwrapKey(wrapping, entry, keyBinding(storeId, kind, id)), {
      message: /does not belong to this store/,
    });
  }
});

test('a key file is made once, for its owner alone', (t) => {
  const path = join(scratch(t), 'a.key');
  t.is(readKeyFile(path), undefined);
  const made = makeKeyFile(path);
  t.deepEqual(readKeyFile(path), made);
  t.is(statSync(path).mode & 0o777, 0o600);
  t.throws(() => makeKeyFile(path), { code: 'EEXIST' });
});

test('a key file that others can read, or that is none, is refused with what to do', (t) => {
  const path = join(scratch(t), 'a.key');
  makeKeyFile(path);
  chmodSync(path, 0o640);
  t.throws(() => readKeyFile(path), { message: /can be read by others; run: chmod 600/ });
  chmodSync(path, 0o600);
  writeFileSync(path, 'something else');
  t.throws(() => readKeyFile(path), { message: /not a store key; restore/ });
});
