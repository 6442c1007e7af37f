// SPDX-License-Identifier: Apache-2.0
// Rule files with mistakes: every problem of every file, each with file, line, column and a caret.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { ProductError } from '../../src/base/errors.ts';
import { loadRules } from '../../src/rules/load.ts';
import { sender } from '../../src/schema/tables.ts';

const good = `
id = "my.rule"
title = "A rule of one's own"
category = "cat1"
severity = "low"
confidence = "low"
when = "origin.is_foreign"
doc = "d"
false_positives = "f"
response = "r"
`;

function directory(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sigwarden-rules-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function complaints(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const root = directory(t, files);
  const error = t.throws(() => loadRules({ extra: root }), {
    name: 'ProductError',
  }) as ProductError;
  t.is(error.exit, 3);
  return error.message.replaceAll(`${root}/`, '');
}

test('a rule of one’s own joins the shipped ones', (t) => {
  const extra = directory(t, {
    'my.rule.toml': good,
    'deeper/still/my.other.toml': good.replace('my.rule', 'my.other'),
  });
  const ids = loadRules({ extra }).rules.map((rule) => rule.id);
  t.true(ids.includes('my.rule') && ids.includes('my.other') && ids.includes('cat1.interconnect'));
});

test('mistakes in expressions are shown where they stand in the file, behind escapes and across lines', (t) => {
  const text = good.replace(
    'when = "origin.is_foreign"',
    'when = """\n  origin.is_foreign\n  && directon == ingress && origin.network == \\"x\\" && outcome == opn\n"""',
  );
  t.is(
    complaints(t, { 'my.rule.toml': text }),
    `my.rule.toml:9:6: no fact is called directon; did you mean direction?
    && directon == ingress && origin.network == \\"x\\" && outcome == opn
       ^~~~~~~~
my.rule.toml:9:67: outcome is never opn; did you mean open?
    && directon == ingress && origin.network == \\"x\\" && outcome == opn
                                                                    ^~~`,
  );
});

test('every problem of every file comes at once', (t) => {
  const first = good
    .replace('severity = "low"', 'severity = "hgh"')
    .replace('doc = "d"', 'dok = "d"');
  const second = good
    .replace('my.rule', 'my.second')
    .replace('title = "A rule of one\'s own"', 'title = 5');
  t.is(
    complaints(t, { 'my.rule.toml': first, 'my.second.toml': second, 'my.third.toml': 'id = \n' }),
    `my.third.toml:1:5: not TOML: Unspecified values are invalid; correct the line, or comment it out with #
  id =${' '}
      ^
my.rule.toml:5:12: no severity is called hgh; did you mean "high"?
  severity = "hgh"
             ^~~~~
my.rule.toml:2:1: doc is missing
  id = "my.rule"
  ^
my.rule.toml:8:1: unknown key dok; did you mean doc?
  dok = "d"
  ^~~
my.second.toml:3:9: title is a text, not a number
  title = 5
          ^`,
  );
});

test('an id is used once, and names its file', (t) => {
  const said = complaints(t, {
    'a/my.rule.toml': good,
    'b/my.rule.toml': good,
    'wrong.toml': good.replace('my.rule', 'my.x'),
  });
  t.regex(
    said,
    /^b\/my\.rule\.toml:2:6: my\.rule is already the id of .*a\/my\.rule\.toml; ids are never used twice$/m,
  );
  t.regex(
    said,
    /^wrong\.toml:2:6: rule my\.x is in a file of another name; rename it my\.x\.toml$/m,
  );
});

test('examples are checked as rules are', (t) => {
  const text = `${good}
[[fires]]
because = "x"
[fires.facts]
"origin.is_foreign" = "yes"
operation = "gsm_map.anyTime"
"origin.is_foren" = true
`;
  t.is(
    complaints(t, { 'my.rule.toml': text }),
    `my.rule.toml:15:23: origin.is_foreign is true or false
  "origin.is_foreign" = "yes"
                        ^~~~~
my.rule.toml:16:13: operation.id is an operation
  operation = "gsm_map.anyTime"
              ^~~~~~~~~~~~~~~~~
my.rule.toml:17:1: no fact is called origin.is_foren; did you mean origin.is_foreign?
  "origin.is_foren" = true
  ^~~~~~~~~~~~~~~~~`,
  );
});

test('rows of one’s own entitlement table replace the shipped ones and are checked', (t) => {
  const wrong = '{ operation = "sendRoutngInfo", sender = "eny", sides = "a", source = "b" }';
  const row =
    '{ operation = "sendRoutingInfo", sender = "any", sides = "hub → HLR", source = "ours" }';
  const extra = directory(t, { 'entitlement.toml': `row = [ ${row} ]` });
  t.is(loadRules({ extra }).entitlement.byId(22)?.sender, sender.any);
  t.is(loadRules().entitlement.byId(22)?.sender, sender.own);
  t.is(
    complaints(t, {
      'entitlement.toml': `row = [\n  ${row},\n  ${row},\n  ${wrong},\n]\n`,
    }),
    `entitlement.toml:3:3: a second row for gsm_map.sendRoutingInfo; keep one
    ${row},
    ^${'~'.repeat(row.length - 1)}
entitlement.toml:4:44: no sender is called eny; did you mean "any"?
    ${wrong},
                                             ^~~~~
entitlement.toml:4:17: no operation is called sendRoutngInfo; did you mean sendRoutingInfo?
    ${wrong},
                  ^~~~~~~~~~~~~~~~`,
  );
});

test('a directory that cannot be read is one sentence', (t) => {
  const error = t.throws(() => loadRules({ extra: '/nowhere/at/all' }));
  t.is(
    error?.message,
    'cannot read the rules in /nowhere/at/all (ENOENT); name a directory of .toml files',
  );
});
