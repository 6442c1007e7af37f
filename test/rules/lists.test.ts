// SPDX-License-Identifier: Apache-2.0
// Lists of the operator in lists.toml and in the configuration, as rules name them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parseConfig } from '../../src/config/load.ts';
import { loadRules } from '../../src/rules/load.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import { scratchFolder } from '../scratch.ts';

function directory(files: Readonly<Record<string, string>>): string {
  const path = scratchFolder();
  mkdirSync(join(path, 'mine'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

function rule(when: string): string {
  return `id = "mine.one"
title = "Mine"
category = "location"
severity = "low"
confidence = "low"
when = '${when}'
doc = "x"
false_positives = "x"
response = "x"
`;
}

const shipped = directory({ 'entitlement.toml': '', 'confidence.toml': '' });

test('a rule names a list of lists.toml; the configuration goes before', (t) => {
  const extra = directory({
    'mine.one.toml': rule('origin.network in $partners || component.count in $none'),
    'lists.toml': 'partners = ["far-state"]\nnone = []\n',
  });
  const fires = (options: object, network: string) => {
    const { rules } = loadRules({ shipped, extra, ...options });
    const facts = { 'origin.network': network, 'component.count': 1 };
    return evaluate(rules[0]!.checked, facts) === true;
  };
  t.true(fires({}, 'far-state'));
  t.false(fires({}, 'islands'));
  const { lists } = parseConfig('version = 1\n[lists]\npartners = ["islands"]\n', 'x.toml');
  t.true(fires({ lists }, 'islands'));
  t.false(fires({ lists }, 'far-state'));
});

test('a list that nobody made is refused with the nearest name and its place in the rule', (t) => {
  const extra = directory({
    'mine.one.toml': rule('origin.network in $partner'),
    'lists.toml': 'partners = []\n',
  });
  const error = t.throws(() => loadRules({ shipped, extra }));
  t.regex(
    error?.message ?? '',
    /mine\.one\.toml:6:27: no list is called \$partner; did you mean \$partners\?\n.*\n +\^~~~~~~~$/,
  );
});

test('what is no list, no name or no item is refused where it stands', (t) => {
  const extra = directory({
    'mine.one.toml': rule('origin.is_home'),
    'lists.toml': '"far state" = []\nx = 5\ny = ["a", true, -1]\n',
  });
  const said = t.throws(() => loadRules({ shipped, extra }))?.message ?? '';
  t.regex(said, /lists\.toml:1:1: far state is no name of a list/);
  t.regex(said, /lists\.toml:2:5: x is not a list; write x = \[…\]/);
  t.regex(said, /lists\.toml:3:11: y holds what is no name and no whole number/);
  t.regex(said, /lists\.toml:3:17: y holds/);
});

test('a rule that would cost too much is refused with what would be right', (t) => {
  const ranges = Array.from({ length: 400 }, (_, i) => `${100 + 3 * i}..${101 + 3 * i}`).join(',');
  const extra = directory({ 'mine.one.toml': rule(`component.count in { ${ranges} }`) });
  t.regex(
    t.throws(() => loadRules({ shipped, extra }))?.message ?? '',
    /mine\.one\.toml:6:8: the expression would cost too much: 801 instructions .*; at most 512: make two rules/,
  );
});
