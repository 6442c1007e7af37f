// SPDX-License-Identifier: Apache-2.0
// The two ways in which `make score` changes rules: a fact never known, and one thing changed.
import test from 'ava';
import { check } from '../../src/rules/checker.ts';
import { complete } from '../../src/rules/examples.ts';
import { loadRules } from '../../src/rules/load.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { mutantsOfRule, mutantsOfTable, withRow } from './mutants.ts';
import { switchedOff } from './switched-off.ts';

const book = loadRules();
const [model] = book.rules;

function ruleOf(when: string): Rule {
  const { checked } = check(when);
  if (checked === undefined || model === undefined) throw new Error(`${when} is no expression`);
  return { ...model, id: 'test.rule', when, checked, lowered: [] };
}

/** Whether the rule fires, and whether it does without the fact. */
function fires(when: string, without: string, facts: Record<string, string | number | boolean>) {
  const one = { ...book, rules: [ruleOf(when)] };
  const off = switchedOff(one, (fact) => fact === without);
  const values = complete(facts, book.entitlement);
  const truth = (rules: readonly Rule[]) =>
    rules.some((rule) => evaluate(rule.checked, values) === true);
  return [truth(one.rules), truth(off.rules)];
}

test('a rule that needs a fact is silent without it, whichever way it asks', (t) => {
  const facts = { 'origin.network': 'far-state', 'subscriber.serving_age': 30 };
  t.deepEqual(fires('origin.network != "a"', 'origin.network', facts), [true, false]);
  t.deepEqual(fires('!(origin.network == "a")', 'origin.network', facts), [true, false]);
  t.deepEqual(fires('!(origin.network == "a")', 'direction', facts), [true, true]);
  t.deepEqual(fires('origin.network != unknown', 'origin.network', facts), [true, false]);
  t.deepEqual(fires('subscriber.serving_age < 1h', 'subscriber.serving_age', facts), [true, false]);
});

test('a rule with another way to its answer keeps that way', (t) => {
  const either = 'origin.is_foreign || subscriber.serving_age < 1h';
  const facts = { 'origin.is_foreign': true, 'subscriber.serving_age': 30 };
  t.deepEqual(fires(either, 'origin.is_foreign', facts), [true, true]);
  const neither = '!(direction == egress && origin.is_home)';
  t.deepEqual(fires(neither, 'direction', { direction: 'ingress' }), [true, true]);
});

test('a flag that is never set holds what asks for its absence', (t) => {
  const facts = { 'dialogue.protocol_known': true, 'origin.is_foreign': true };
  const when = 'origin.is_foreign && !dialogue.protocol_known';
  t.deepEqual(fires(when, 'dialogue.protocol_known', facts), [false, true]);
  t.deepEqual(fires('!dialogue.protocol_known', 'dialogue.protocol_known', facts), [false, true]);
});

test('every rule and row has mutants, and each differs from what it was made of', (t) => {
  for (const rule of book.rules) {
    const mutants = [...mutantsOfRule(rule)];
    t.true(mutants.length >= 2, rule.id);
    for (const { rule: mutant, change } of mutants)
      t.notDeepEqual([mutant.checked, mutant.lowered], [rule.checked, rule.lowered], change);
  }
  const rows = book.entitlement.rows();
  const mutants = [...mutantsOfTable(book.entitlement)];
  t.is(new Set(mutants.map((one) => one.row.operation)).size, rows.length);
  const [first] = mutants;
  const changed = withRow(book.entitlement, first!.row).byId(first!.row.operation);
  t.not(changed?.sender, book.entitlement.byId(first!.row.operation)?.sender);
});
