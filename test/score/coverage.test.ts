// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { loadRules } from '../../src/rules/load.ts';
import { root } from '../tidy/tree.ts';
import { coveragePage } from './coverage.ts';
import { tools } from './tools.ts';

test('the coverage page is what the rules and the table give', (t) => {
  t.is(readFileSync(join(root, 'src/manual/coverage.md'), 'utf8'), coveragePage());
});

test('each public tool is on the page, and a rule that is switched off no longer catches', (t) => {
  const book = loadRules();
  const page = coveragePage(book);
  for (const { name } of tools) t.true(page.includes(`### ${name}`), name);
  const ati = (text: string) => /^\| anyTimeInterrogation .*$/m.exec(text)?.[0] ?? '';
  t.regex(ati(page), /cat1\.interconnect/);
  const without = { ...book, rules: book.rules.filter((rule) => rule.id !== 'cat1.interconnect') };
  t.notRegex(ati(coveragePage(without)), /cat1\.interconnect/);
});
