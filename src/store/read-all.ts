// SPDX-License-Identifier: Apache-2.0
// A process of its own that reads every entry of a store: `node read-all.js DIR`. Pages that are
// not there end it, and its caller learns that without ending too (whole.ts).
import { resolve } from 'node:path';
import { open } from 'lmdb';
import { databases } from './layout.ts';

const root = open({
  path: resolve(process.argv[2] ?? ''),
  noSubdir: false,
  readOnly: true,
  maxDbs: Object.keys(databases).length + 1,
  encoding: 'binary',
  keyEncoding: 'binary',
});
for (const name of Object.values(databases)) {
  const database = root.openDB<Buffer, Buffer>(name, {
    encoding: 'binary',
    keyEncoding: 'binary',
  });
  for (const { value } of database?.getRange({}) ?? []) value.readUInt8(value.length - 1);
}
