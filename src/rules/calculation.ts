// SPDX-License-Identifier: Apache-2.0
// Comparisons in which something is calculated: what each side counts, whether the two are like, and
// what of it is known already. Names and faults are the checker's (checker.ts).
import { areLike, calculate, type Dimension, dimensionOf } from './arithmetic.ts';
import type { Amount, Test } from './checked.ts';
import type { Expression, Operand, Span, Term } from './syntax.ts';
import { describe, type Name } from './vocabulary.ts';

export interface Names {
  /** The fact of that name; a fault where there is none. */
  fact(operand: Operand): Name | undefined;
  fault(where: Span, message: string, hint?: string): undefined;
}

interface Quantity {
  readonly amount: Amount;
  readonly is: Dimension;
}

export function isCalculated({ left, right }: { left: Term; right: Term }): boolean {
  return left.kind === 'calculation' || right.kind === 'calculation';
}

/** What a literal of an expression could be, had it been written down. */
function isPlain(value: bigint): boolean {
  return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** A comparison with `+ - * /` in it; one that comes to a fact and a value is as if so written. */
export function calculationOf(
  node: Extract<Expression, { kind: 'compare' }>,
  names: Names,
): Test | undefined {
  const left = quantity(node.left, names);
  const right = quantity(node.right, names);
  if (left === undefined || right === undefined) return undefined;
  const { operator } = node;
  if (!areLike(left.is, right.is))
    return names.fault(
      node,
      `unlike things: ${left.is === 'duration' ? 'a duration' : 'a number'} is compared with ` +
        `${right.is === 'duration' ? 'a duration' : 'a number'}`,
      'give the number a unit: s, m, h or d',
    );
  const [a, b] = [left.amount, right.amount];
  if (a.kind === 'constant' && b.kind === 'constant')
    return names.fault(node, 'the comparison names no fact', 'it is always the same: leave it out');
  if (a.kind === 'fact' && b.kind === 'constant' && isPlain(b.value))
    return {
      kind: 'literal',
      fact: a.fact,
      operator,
      value: { text: b.text, value: Number(b.value) },
    };
  return { kind: 'calculation', operator, left: a, right: b };
}

function quantity(term: Term, names: Names): Quantity | undefined {
  if (term.kind !== 'calculation') return plainQuantity(term, names);
  const left = quantity(term.left, names);
  const right = quantity(term.right, names);
  if (left === undefined || right === undefined) return undefined;
  const found = dimensionOf(term.sign, left.is, right.is);
  if ('fault' in found) return names.fault(term, found.fault, found.hint);
  const [a, b] = [left.amount, right.amount];
  if (term.sign === '/' && b.kind === 'constant' && b.value === 0n)
    return names.fault(term.right, 'what is divided by zero is never known');
  if (a.kind !== 'constant' || b.kind !== 'constant')
    return { amount: { kind: 'calculation', sign: term.sign, left: a, right: b }, ...found };
  const value = calculate(term.sign, a.value, b.value) ?? 0n;
  const text = found.is === 'duration' ? `${value}s` : String(value);
  return { amount: { kind: 'constant', value, text }, ...found };
}

function plainQuantity(operand: Operand, names: Names): Quantity | undefined {
  if (operand.kind === 'text')
    return names.fault(operand, `nobody can calculate with "${operand.text}"`);
  if (operand.kind === 'number') {
    const { text, value } = operand;
    const is = operand.unit !== undefined ? 'duration' : value === 0 ? 'either' : 'number';
    return { amount: { kind: 'constant', value: BigInt(value), text }, is };
  }
  const fact = names.fact(operand);
  if (fact === undefined) return undefined;
  const { kind } = fact.type;
  if (kind === 'number' || kind === 'duration') return { amount: { kind: 'fact', fact }, is: kind };
  return names.fault(
    operand,
    `${fact.name} is ${describe(fact.type)}`,
    'numbers and durations are calculated with',
  );
}
