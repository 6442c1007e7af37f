// SPDX-License-Identifier: Apache-2.0
// Three-valued logic over facts as they are stored: numbers or names, and gaps.
import test from 'ava';
import { check } from '../../src/rules/checker.ts';
import { evaluate, predicate } from '../../src/rules/predicate.ts';
import { ANOMALY_BITS, type FactValues } from '../../src/rules/values.ts';
import { where } from '../../src/rules/where.ts';
import { protocols } from '../../src/schema/registry.ts';
import { direction, disclosed } from '../../src/schema/tables.ts';

function truth(source: string, values: FactValues) {
  const { checked, faults } = check(source);
  if (checked === undefined) throw new Error(faults[0]?.message);
  return evaluate(checked, values);
}

test('a calculation with what is not known, or divided by nothing, is unknown and no accusation', (t) => {
  const values = { 'component.count': 6, 'component.index': 0, 'subscriber.serving_age': -1 };
  t.true(truth('component.count * 2 > 11', values));
  t.is(truth('component.count / component.index > 1', values), undefined);
  t.is(truth('!(component.count / component.index > 1)', values), undefined);
  t.is(truth('subscriber.serving_age * 2 < 1h', values), undefined);
  t.true(truth('component.index - component.count < component.index', values));
});

test('what is beyond 64 bits saturates, and so compares as huge', (t) => {
  const values = { 'component.count': Number.MAX_SAFE_INTEGER };
  t.true(truth('component.count * component.count * component.count > component.count', values));
  t.true(
    truth('component.count * component.count == component.count * component.count * 2', values),
  );
});

test('territories and texts have prefixes', (t) => {
  t.true(truth('origin.territory starts_with "X"', { 'origin.territory': 'XA' }));
  t.false(truth('origin.territory starts_with { "Y", "XB" }', { 'origin.territory': 'XA' }));
  t.is(truth('!(origin.territory starts_with "Y")', { 'origin.territory': '' }), undefined);
});

test('a value may be the number of a record or the name of an example', (t) => {
  t.true(truth('direction == ingress', { direction: direction.ingress }));
  t.true(truth('direction == ingress', { direction: 'ingress' }));
  t.true(truth('disclosed has cell', { disclosed: disclosed.cell | disclosed.imsi }));
  t.true(
    truth('disclosed has_all { cell, imsi }', { disclosed: ['imsi', 'cell', 'age_of_location'] }),
  );
  t.false(truth('disclosed has_all { cell, coordinates }', { disclosed: ['cell'] }));
  t.true(truth('disclosed has_any { cell, coordinates }', { disclosed: ['cell'] }));
  t.true(truth('operation == updateLocation', { 'operation.id': 2 }));
  t.true(truth('operation in { gsm_map.16 }', { 'operation.id': 'gsm_map.notifySS' }));
  t.true(truth('subscriber.serving_age in { 1m..1h }', { 'subscriber.serving_age': 60 }));
  t.false(truth('subscriber.serving_age in { 1m..1h }', { 'subscriber.serving_age': 3601 }));
});

test('a network that is not known equals nothing, differs from nothing, and is found by `unknown` alone', (t) => {
  const facts = { 'origin.network': '', 'subscriber.home': '' };
  for (const source of [
    'origin.network == subscriber.home',
    'origin.network != subscriber.home',
    'origin.network == "a"',
    'origin.network != "a"',
    '!(origin.network == "a")',
    'origin.network in { "a", "b" }',
  ])
    t.is(truth(source, facts), undefined, source);
  t.true(truth('origin.network == unknown', facts));
  t.false(truth('origin.network != unknown', facts));
  t.true(truth('origin.network != unknown', { 'origin.network': 'a' }));
  t.is(
    truth('origin.network == unknown', {}),
    undefined,
    'not recorded is not the same as not known',
  );
});

test('a number that is not known is not compared', (t) => {
  for (const value of [-1, null, undefined]) {
    const facts = { 'subscriber.serving_age': value };
    t.is(truth('subscriber.serving_age < 1h', facts), undefined);
    t.is(truth('!(subscriber.serving_age < 1h)', facts), undefined);
    t.is(truth('subscriber.serving_age >= 1h', facts), undefined);
  }
});

test('the unknown neither accuses nor hides what else is true', (t) => {
  const facts = { 'origin.network': '', 'origin.is_home': true, 'origin.is_foreign': false };
  t.is(truth('origin.network == "a" && origin.is_home', facts), undefined);
  t.false(truth('origin.network == "a" && origin.is_foreign', facts));
  t.true(truth('origin.network == "a" || origin.is_home', facts));
  t.is(truth('origin.network == "a" || origin.is_foreign', facts), undefined);
  t.is(truth('!(origin.network == "a" || origin.is_foreign)', facts), undefined);
  const { checked } = check('!(origin.network == "a")');
  t.false(checked !== undefined && predicate(checked)(facts));
});

test('anomalies are read from the bits of a record', (t) => {
  const tcap = protocols.find((protocol) => protocol.name === 'tcap');
  const bit = tcap?.anomalies.global_opcode?.bit ?? 0;
  t.true(truth('anomaly.tcap_global_opcode', { [ANOMALY_BITS]: 1n << BigInt(bit) }));
  t.false(truth('anomaly.tcap_global_opcode', { [ANOMALY_BITS]: 0n }));
  t.is(truth('anomaly.tcap_global_opcode', {}), undefined);
});

const session = {
  technology: 'ss7',
  operation: 'gsm_map.anyTimeInterrogation',
  direction: 'ingress',
  source: { id: 'far-state', territory: 'XB' },
  destination: 'homeland',
  home: { id: 'homeland' },
  serving: { id: '', grade: 'none', age_s: undefined },
  abroad: 'unknown',
  outcome: 'answered',
  requested: ['location'],
  disclosed: ['cell'],
  link: 'carrier-a',
  findings: [
    {
      rule: 'cat1.interconnect',
      severity: 'high',
      confidence: 'low',
      category: 'cat1',
      purpose: ['location'],
      mode: 'active',
      entitlement: 'not_entitled',
      reason: 'different_country',
      frame: 7,
      anomalies: 0n,
      facts: { 'link.role': 0 },
    },
    {
      rule: 'enc.anomaly',
      severity: 'medium',
      confidence: 'high',
      category: 'encoding',
      purpose: [],
      mode: 'test',
      entitlement: 'not_entitled',
      reason: 'different_country',
      frame: 7,
      anomalies: 1n,
      facts: {},
    },
  ],
};

test('a filter of stored sessions asks each finding, with what the session tells as a whole', (t) => {
  t.true(where('outcome == answered && disclosed has cell')(session));
  t.true(where('rule == "enc.anomaly" && confidence >= medium')(session));
  t.false(
    where('rule == "cat1.interconnect" && confidence >= medium')(session),
    'no single finding has both',
  );
  t.true(where('origin.network == "far-state" && severity > low && frame in { 5..9 }')(session));
  t.true(where('link.role == unknown && link.name == "carrier-a"')(session));
  t.false(where('subscriber.serving_age > 1h || subscriber.serving != "x"')(session));
});

test('a filter that is wrong is refused with its column', (t) => {
  const error = t.throws(() => where('severty == high'), { name: 'ProductError' });
  t.is(
    error?.message,
    '--where, column 1: no fact is called severty; did you mean severity?\n  severty == high\n  ^~~~~~~',
  );
});
