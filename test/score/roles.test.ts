// SPDX-License-Identifier: Apache-2.0
// The entitlement table against the roles of the nodes that it names.
import test from 'ava';
import { operationName } from '../../src/base/operations.ts';
import { loadRules } from '../../src/rules/load.ts';
import { nameOf } from '../../src/schema/tables.ts';
import { exceptions, moves, senderBySides, senderOf } from './roles.ts';

const rows = loadRules()
  .entitlement.rows()
  .map((row) => ({ ...row, name: operationName(row.operation) }));

test('who may send an operation follows from the nodes between which it goes', (t) => {
  const wrong = rows
    .filter(({ name, sides, sender }) => senderOf(name, sides) !== nameOf('sender', sender))
    .map(({ name, sides, sender }) => `${name}: ${sides}, ${nameOf('sender', sender)}`);
  t.deepEqual(wrong, []);
  t.true(rows.length > 200);
});

test('every exception is a row, and needed', (t) => {
  for (const [name, [sender]] of Object.entries(exceptions)) {
    const row = rows.find((one) => one.name === name);
    t.is(row && nameOf('sender', row.sender), sender, name);
    t.not(senderBySides(row?.sides ?? ''), sender, `${name}: the nodes say so already`);
  }
});

test('moves are the updates and the authentication before them', (t) => {
  t.deepEqual(
    rows
      .filter((row) => row.isMove)
      .map((row) => row.name)
      .sort(),
    [...moves].sort(),
  );
});
