// SPDX-License-Identifier: Apache-2.0
// The rules that come with the product: complete, true to their own examples, and held by them: for
// each part of each expression there is an example that fails when the part is changed.
import test from 'ava';
import { operationName } from '../../src/base/operations.ts';
import { runExamples } from '../../src/rules/example-run.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { operationId } from '../../src/rules/vocabulary.ts';
import { protocols } from '../../src/schema/registry.ts';
import { nameOf, type sender } from '../../src/schema/tables.ts';
import { mutantsOfRule } from '../score/mutants.ts';
import { unconfigured, unnoticed } from '../score/noticed.ts';

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

test('no mistake in a rule or in a condition on confidence goes unnoticed', (t) => {
  t.true([...mutantsOfRule(book.rules[0] as Rule)].length > 5);
  t.deepEqual(unnoticed(book), []);
});

test('where no link is configured one reason is given, not its consequences too', (t) => {
  t.deepEqual(unconfigured(book), [
    'no link is configured here, so the direction of the message is not known',
  ]);
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
