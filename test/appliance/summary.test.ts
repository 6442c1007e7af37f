// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { sourceRows, unjudged } from '../../src/appliance/summary.ts';
import type { AggregateRow } from '../../src/engine/native.ts';
import { Directory } from '../../src/network/directory.ts';
import {
  entitlement,
  entitlement_reason,
  outcome,
  technology,
  tristate,
  whereabouts,
} from '../../src/schema/tables.ts';

const directory = new Directory([], []);

function row(given: Partial<AggregateRow>): AggregateRow {
  return {
    month: 582,
    operation: 71,
    source: 0,
    home: 0,
    technology: technology.ss7,
    direction: 1,
    isOwn: tristate.yes,
    whereabouts: whereabouts.unknown,
    entitlement: entitlement.not_entitled,
    reason: entitlement_reason.different_network,
    outcome: outcome.answered,
    isOther: false,
    count: 1,
    ...given,
  };
}

test('abroad are those whom a claim places abroad, and no others', (t) => {
  const rows = Object.values(whereabouts).map((value, i) =>
    row({ whereabouts: value, count: 10 ** i }),
  );
  const [one] = sourceRows(rows, directory);
  t.is(one?.requests, 1111);
  t.is(one?.own, 1111);
  t.is(one?.abroad, 10 ** Object.keys(whereabouts).indexOf('abroad'));
});

test('months and outcomes of one source and operation are one row', (t) => {
  const rows = [
    row({ month: 1, count: 2 }),
    row({ month: 2, count: 3, outcome: outcome.blocked }),
    row({ month: 2, count: 5, isOwn: tristate.no }),
  ];
  const [one, ...more] = sourceRows(rows, directory);
  t.deepEqual(more, []);
  t.deepEqual(one?.outcomes, { answered: 7, blocked: 3 });
  t.is(one?.own, 5);
});

test('what was not entitled comes first, then what nobody can know, each by number', (t) => {
  const rows = [
    row({ entitlement: entitlement.entitled, operation: 1, count: 90 }),
    row({ entitlement: entitlement.cannot_know, operation: 2, count: 80 }),
    row({ entitlement: entitlement.not_entitled, operation: 3, count: 1 }),
    row({ entitlement: entitlement.not_entitled, operation: 4, count: 2 }),
  ];
  t.deepEqual(
    sourceRows(rows, directory).map((one) => one.requests),
    [2, 1, 80, 90],
  );
});

test('every reason for not knowing has words and a remedy', (t) => {
  const told = new Set(['different_country', 'none', 'same_network', 'agreement']);
  const verdicts = ['responder', 'copy', 'returned', 'different_network', 'impossible_journey'];
  for (const [name, reason] of Object.entries(entitlement_reason)) {
    if (told.has(name) || verdicts.includes(name)) continue;
    const [one] = unjudged([row({ entitlement: entitlement.cannot_know, reason })]);
    t.is(one?.reason, name);
    t.not(one?.meaning, name.replaceAll('_', ' '), name);
    t.not(one?.remedy, '', name);
  }
});
