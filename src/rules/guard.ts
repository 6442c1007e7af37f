// SPDX-License-Identifier: Apache-2.0
// What a rule needs at the very least, so that nearly every message is dismissed without running
// it, and without finding out what only the rule asks for: the values of those true-or-false and
// enumerated facts that are at hand (one AND per rule over a word of 64 bits), and the operations
// it can fire on at all (one list per operation). Both may admit too much, never too little: the
// program decides.
import { UNKNOWN_OPERATION } from '../base/operations.ts';
import { guardFields } from '../schema/guard.ts';
import { layout } from '../schema/policy-program.ts';
import { type Checked, factsOf, namesIn, type Test } from './checked.ts';
import type { EntitlementTable } from './entitlement.ts';
import { evaluate } from './predicate.ts';
import {
  canBeUnknown,
  memberValue,
  type Name,
  ruleVocabulary,
  technologyOf,
} from './vocabulary.ts';

/**
 * Bit v of the mask of a fact is set when the rule can fire with the value v. A fact that is
 * missing may have any.
 */
export type Needs = ReadonlyMap<string, bigint>;

const fieldOf = new Map(guardFields.map((field) => [field.name, field]));

export function needsOf(checked: Checked, positive = true): Needs {
  if (checked.kind === 'test') return needsOfTest(checked.test, positive);
  if (checked.kind === 'not') return needsOf(checked.part, !positive);
  const parts = checked.parts.map((part) => needsOf(part, positive));
  return (checked.kind === 'all') === positive ? both(parts) : either(parts);
}

function needsOfTest(test: Test, positive: boolean): Needs {
  return both([
    needsOfValue(test, positive),
    ...factsOf(test).map((fact) => needsOfBlank(test, positive, fact)),
  ]);
}

/** What must hold elsewhere, where the test fails on a fact that is blank. */
function needsOfBlank(test: Test, positive: boolean, fact: Name): Needs {
  if (fact.type.kind === 'anomaly') return positive ? new Map([['anomaly.any', 0b10n]]) : new Map();
  if (fact.only === undefined || (test.kind === 'facts' && !canBeUnknown(fact.type)))
    return new Map();
  const holds = evaluate({ kind: 'test', test, start: 0, end: 0 }, { [fact.name]: 0 });
  const needed = ruleVocabulary.find(fact.only.fact);
  const value = needed === undefined ? undefined : memberValue(needed.type, fact.only.value);
  return holds === positive || value === undefined
    ? new Map()
    : new Map([[fact.only.fact, 1n << BigInt(value)]]);
}

function needsOfValue(test: Test, positive: boolean): Needs {
  // Calculations are of numbers, which no guard holds.
  if (test.kind === 'facts' || test.kind === 'calculation') return new Map();
  const width = fieldOf.get(test.fact.name)?.width;
  if (width === undefined) return new Map();
  let mask = 0n;
  for (let value = 0; value < width; value++)
    if (
      evaluate({ kind: 'test', test, start: 0, end: 0 }, { [test.fact.name]: value }) === positive
    )
      mask |= 1n << BigInt(value);
  return new Map([[test.fact.name, mask]]);
}

function both(parts: readonly Needs[]): Needs {
  const all = new Map<string, bigint>();
  for (const part of parts)
    for (const [name, mask] of part) all.set(name, (all.get(name) ?? mask) & mask);
  return all;
}

/** Only what every branch needs is needed. */
function either(parts: readonly Needs[]): Needs {
  const [first = new Map<string, bigint>(), ...rest] = parts;
  const all = new Map<string, bigint>();
  for (const [name, mask] of first)
    if (rest.every((part) => part.has(name)))
      all.set(
        name,
        rest.reduce((sum, part) => sum | (part.get(name) ?? 0n), mask),
      );
  return all;
}

/** The words of the guard under which a rule may fire: all bits of the facts that it does not need. */
export function allowedBits(needs: Needs): bigint[] {
  const { words, word_bits } = layout.guard;
  const allowed = Array.from({ length: words }, () => (1n << BigInt(word_bits)) - 1n);
  for (const { name, word, shift, width } of guardFields) {
    const mask = needs.get(name);
    if (mask === undefined) continue;
    const field = ((1n << BigInt(width)) - 1n) << BigInt(shift);
    allowed[word] = ((allowed[word] ?? 0n) & ~field) | (mask << BigInt(shift));
  }
  return allowed;
}

/**
 * Facts that follow from the operation alone; undefined for what the unknown operation leaves open.
 */
export type Settled = Readonly<Record<(typeof settledNames)[number], number | undefined>>;

const settledNames = [
  'operation.id',
  'operation.entitled',
  'operation.purpose',
  'technology',
] as const;

function settled(operation: number, table?: EntitlementTable): Settled {
  const isUnknown = operation >= layout.entitlement.count;
  const row = table?.byId(operation);
  return {
    'operation.id': isUnknown ? UNKNOWN_OPERATION : operation,
    'operation.entitled': row?.sender ?? 0,
    'operation.purpose': row?.purposes ?? 0,
    technology: isUnknown ? undefined : technologyOf(operation),
  };
}

/** True unless the operation alone makes the expression false. */
export function canFire(checked: Checked, operation: number, table: EntitlementTable): boolean {
  return evaluate(checked, settled(operation, table)) !== false;
}

/** What `canFire` says of every operation, by its id, up to the unknown one. */
export function firesOn(checked: Checked, operations: readonly Settled[]): boolean[] {
  const names = new Set(namesIn(checked).map((name) => name.name));
  const asked = settledNames.filter((name) => names.has(name));
  // Operations that differ in nothing the expression names are asked about once.
  const answers = new Map<string, boolean>();
  return operations.map((values) => {
    const key = asked.map((name) => values[name]).join();
    const answer = answers.get(key) ?? evaluate(checked, values) !== false;
    answers.set(key, answer);
    return answer;
  });
}

/** For `firesOn`: every operation and, last, the unknown one. */
export function settledByOperation(table: EntitlementTable): Settled[] {
  return Array.from({ length: layout.list_of.per_phase }, (_, id) => settled(id, table));
}
