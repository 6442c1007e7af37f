// SPDX-License-Identifier: Apache-2.0
// The entitlement table as others take it: versioned, and the committed files as the table is now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { entitlementCsv, entitlementJson } from '../../src/rules/entitlement-release.ts';
import { loadRules } from '../../src/rules/load.ts';
import { root } from './machine.ts';

const { entitlement } = loadRules();
const committed = (name: string) => readFileSync(join(root, 'firmware-config/rules', name), 'utf8');

test('the committed release is the table: else raise its version and write the files again', (t) => {
  t.is(committed('entitlement.csv'), entitlementCsv(entitlement));
  t.deepEqual(JSON.parse(committed('entitlement.json')), entitlementJson(entitlement));
});

test('a release has a version, a date, and a clause and roles in every row', (t) => {
  const { version, date, rows } = entitlementJson(entitlement);
  t.true(Number(version) >= 1);
  t.regex(date ?? '', /^\d{4}-\d\d-\d\d$/);
  t.true(rows.length > 300);
  for (const row of rows) t.true(row.source !== '' && row.sides !== '', row.operation);
  t.is(rows.find((row) => row.operation === 'gsm_map.anyTimeInterrogation')?.category, '1');
});
