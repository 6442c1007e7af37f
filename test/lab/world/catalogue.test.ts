// SPDX-License-Identifier: Apache-2.0
// The catalogue of attacks and behaviours, and the table of which evasion goes with which attack.
import test from 'ava';
import { evasionsOf, unseenAt } from '../../../src/lab/world/applicability.ts';
import { attacks, behaviours } from '../../../src/lab/world/catalogue.ts';
import { disguiseKinds } from '../../../src/lab/world/disguises.ts';
import { actsFor, deck } from '../../../src/lab/world/mixture.ts';
import { ruleIds } from '../rule-ids.ts';

const rules = new Set(ruleIds);
const outcomes = ['answered', 'refused', 'blocked', 'unanswered'] as const;

type Expect = (typeof attacks extends ReadonlyMap<string, infer One> ? One : never)['expect'];

/** Rules that a tap here or a tap there expects. */
function expectedOf(expect: Expect, outcome: (typeof outcomes)[number]): string[] {
  if (typeof expect !== 'function') return [...expect];
  return [true, false].flatMap((tapIsSenders) =>
    expect({ outcome, provenNow: true, tapIsSenders }),
  );
}

test('every attack says where it is from, and expects rules of the first release', (t) => {
  t.true(attacks.size >= 70);
  for (const [name, { tools = [], source, expect, title }] of attacks) {
    t.true(tools.length > 0 || source !== undefined, name);
    t.true(title.length > 10, name);
    for (const outcome of outcomes) {
      const named = expectedOf(expect, outcome);
      t.deepEqual(
        named.filter((id) => !rules.has(id)),
        [],
        name,
      );
    }
  }
});

test('each rule that a message or a series can bring up is expected by an attack', (t) => {
  const expected = new Set(
    [...attacks.values()].flatMap(({ expect }) => expectedOf(expect, 'answered')),
  );
  for (const { expect } of Object.values(disguiseKinds)) for (const id of expect) expected.add(id);
  t.deepEqual(
    ruleIds.filter((id) => !expected.has(id)),
    [],
  );
});

test('what only a tap abroad can show is the same in the table and in the recipes', (t) => {
  for (const [name] of attacks) {
    t.is(unseenAt('home', name) !== undefined, name.endsWith('-direct'), name);
    t.is(unseenAt('visited', name), undefined, name);
  }
});

test('evasions follow the form of an attack', (t) => {
  t.deepEqual(evasionsOf('srism-sweep'), []);
  t.deepEqual(evasionsOf('udr'), []);
  t.deepEqual(evasionsOf('idr-own'), ['duplicate-identity']);
  t.is(evasionsOf('ati').length, Object.keys(disguiseKinds).length);
  t.false(evasionsOf('ul-hijack').includes('empty-begin'));
  t.false(evasionsOf('forwarding').includes('no-dialogue-portion'));
});

test('a deck holds the plain form twice and each pair once', (t) => {
  const cards = deck('ati');
  t.is(cards.length, 2 + evasionsOf('ati').length);
  t.is(cards.filter(({ evasion }) => evasion === null).length, 2);
  t.is(actsFor(100, 'ati'), 50 * cards.length);
  t.true(deck().length > 900);
});

test('behaviours have names and weights', (t) => {
  const names = behaviours.map(({ name }) => name);
  t.is(new Set(names).size, names.length);
  t.true(names.length >= 18);
  t.true(behaviours.every(({ weight, title }) => weight > 0 && title.length > 10));
});
