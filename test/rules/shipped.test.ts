// SPDX-License-Identifier: Apache-2.0
// The rules that come with the product: complete, true to their own examples, and held by them: for
// each part of each expression there is an example that fails when the part is changed.

import test from 'ava';
import { operationName } from '../../src/base/operations.ts';
import { type Checked, factsOf, type Test } from '../../src/rules/checked.ts';
import { runExamples } from '../../src/rules/example-run.ts';
import { complete } from '../../src/rules/examples.ts';
import { loadRules } from '../../src/rules/load.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { operationId } from '../../src/rules/vocabulary.ts';
import { protocols } from '../../src/schema/registry.ts';
import { nameOf, type sender } from '../../src/schema/tables.ts';

const book = loadRules();

test('every rule says what it means, whom it may accuse wrongly and what to do, and has its examples', (t) => {
  t.true(book.rules.length >= 8);
  for (const rule of book.rules) {
    t.true(rule.fires.length >= 1, `${rule.id}: [[fires]]`);
    t.true(rule.quiet.length >= 2, `${rule.id}: [[quiet]]`);
    for (const text of [rule.doc, rule.falsePositives, rule.response])
      t.true(text.length > 100, rule.id);
  }
});

test('every rule does what its examples say', (t) => {
  t.deepEqual(
    book.rules.flatMap((rule) => runExamples(rule, book).failures),
    [],
  );
});

/** The expression with one part changed: dropped, negated, or a value taken out of a set. */
function* mutants(node: Checked): Generator<Checked> {
  if (node.kind === 'not') {
    yield node.part;
    for (const part of mutants(node.part)) yield { ...node, part };
  } else if (node.kind === 'test') {
    yield { kind: 'not', part: node, start: node.start, end: node.end };
    for (const changed of mutantsOfTest(node.test)) yield { ...node, test: changed };
  } else {
    yield { ...node, kind: node.kind === 'all' ? 'any' : 'all' };
    for (const [i, part] of node.parts.entries()) {
      const others = node.parts.filter((_, k) => k !== i);
      if (others.length > 0) yield { ...node, parts: others };
      for (const changed of mutants(part)) yield { ...node, parts: node.parts.with(i, changed) };
    }
  }
}

function* mutantsOfTest(one: Test): Generator<Test> {
  if (one.kind === 'in') {
    for (const range of one.ranges)
      yield { ...one, ranges: one.ranges.filter((other) => other !== range) };
    const more = missing(one);
    if (more.length > 0) yield { ...one, ranges: [...one.ranges, ...more] };
  }
  if (one.kind === 'literal' && one.operator === '<' && one.value.value !== undefined)
    yield { ...one, value: { text: '', value: one.value.value * 100 } };
}

/** Values of the fact that the set leaves out. */
function missing(one: Extract<Test, { kind: 'in' }>) {
  const listed = one.ranges.map(([from]) => from.value);
  const all = one.fact.name === 'link.role' ? [0, 1, 2, 3] : [];
  return all
    .filter((value) => !listed.includes(value))
    .map(
      (value) =>
        [
          { text: '', value },
          { text: '', value },
        ] as const,
    );
}

function survives(rule: Rule, mutant: Checked): boolean {
  const truth = (facts: Rule['fires'][number]) =>
    evaluate(mutant, complete(facts.facts, book.entitlement)) === true;
  return rule.fires.every(truth) && !rule.quiet.some(truth);
}

for (const rule of book.rules) {
  test(`every part of ${rule.id} is held by an example`, (t) => {
    const all = [...mutants(rule.checked)];
    const alive = all.filter((mutant) => survives(rule, mutant));
    t.true(all.length >= 2);
    t.deepEqual(
      alive.map((mutant) => describeChecked(mutant)),
      [],
    );
  });
}

/** A mutant in words, to find what no example holds. */
function describeChecked(node: Checked): string {
  if (node.kind === 'not') return `!${describeChecked(node.part)}`;
  if (node.kind !== 'test')
    return `(${node.parts.map(describeChecked).join(node.kind === 'all' ? ' && ' : ' || ')})`;
  const { test: one } = node;
  if (one.kind === 'in')
    return `${one.fact.name} in { ${one.ranges.map(([from]) => from.text || from.value).join(', ')} }`;
  return one.kind === 'literal'
    ? `${one.fact.name} ${one.operator} ${one.value.text || one.value.value}`
    : factsOf(one)
        .map((fact) => fact.name)
        .join(' ');
}

test('every condition on confidence is shown by an example', (t) => {
  for (const rule of book.rules)
    for (const cap of rule.lowered) {
      const shown = rule.fires.some(
        (one) => evaluate(cap.checked, complete(one.facts, book.entitlement)) === true,
      );
      t.true(shown, `${rule.id}: ${cap.because}`);
    }
});

test('every operation of SS7 and Diameter has a row that says who may send it, others have none', (t) => {
  const has = (operation: { readonly id: number }) =>
    book.entitlement.byId(operation.id) !== undefined;
  for (const { technology, operations = [] } of protocols) {
    // Nodes of a technology of its own are in no directory: its operations are counted, not judged.
    const wrong = operations.filter((one) => has(one) !== (technology === undefined));
    t.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  }
});

test('rows that decide the categories stand as the standards have the roles', (t) => {
  const expected: Readonly<Record<keyof typeof sender, readonly string[]>> = {
    unlisted: [],
    own: [
      'anyTimeInterrogation',
      'sendRoutingInfo',
      'sendRoutingInfoForLCS',
      'sendIMSI',
      'provideSubscriberLocation',
      'anyTimeModification',
      'sendIdentification',
      'activateTraceMode',
      'gsm_map.16',
      'gsm_map.31',
      'gsm_map.32',
      'gsm_map.109',
      'gsm_map.126',
      'slg.PLR',
      'slh.RIR',
      'sh.UDR',
      's13.ECR',
      's6t.CIR',
      'cx.LIR',
      'gx.CCR',
    ],
    home: [
      'provideSubscriberInfo',
      'insertSubscriberData',
      'deleteSubscriberData',
      'cancelLocation',
      'provideRoamingNumber',
      'reset',
      'unstructuredSS-Notify',
      'camel.connect',
      's6a.CLR',
      's6a.IDR',
      's6a.DSR',
      's6a.RSR',
    ],
    serving: [
      'updateLocation',
      'updateGprsLocation',
      'sendAuthenticationInfo',
      'registerSS',
      'processUnstructuredSS-Request',
      'purgeMS',
      'mo-ForwardSM',
      'restoreData',
      'initialDP',
      's6a.ULR',
      's6a.AIR',
      's6a.PUR',
      's6a.NOR',
      's9.CCR',
      'sgd.OFR',
    ],
    any: [
      'sendRoutingInfoForSM',
      'mt-ForwardSM',
      'reportSM-DeliveryStatus',
      'alertServiceCentre',
      's6c.SRR',
      'sgd.TFR',
      'base.CER',
      'base.RAR',
    ],
  };
  for (const [name, operations] of Object.entries(expected))
    for (const operation of operations)
      t.is(
        nameOf('sender', book.entitlement.byId(operationId(operation) ?? -1)?.sender ?? -1),
        name,
        operation,
      );
  const moves = book.entitlement
    .rows()
    .filter((row) => row.isMove)
    .map((row) => operationName(row.operation));
  t.deepEqual(moves.sort(), [
    'gsm_map.authenticationFailureReport',
    'gsm_map.sendAuthenticationInfo',
    'gsm_map.sendParameters',
    'gsm_map.updateGprsLocation',
    'gsm_map.updateLocation',
    'gsm_map.updateVcsgLocation',
    's6a.AIR',
    's6a.ULR',
    's7a.UVR',
    'sta.DER',
  ]);
});

test('every row names its roles and its source', (t) => {
  for (const row of book.entitlement.rows()) {
    t.regex(row.source, /^(TS \d\d\.\d\d\d|RFC \d{4}|TIA-41)/, operationName(row.operation));
    t.not(row.sides, '');
  }
});
