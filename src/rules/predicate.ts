// SPDX-License-Identifier: Apache-2.0
// Evaluates a checked expression over facts in TypeScript: filters of stored sessions, `rules why`,
// and the yardstick to which the native machine is held (test/rules/equivalence.test.ts).
//
// Logic has three values, as Kleene's: a comparison with something not known is neither true nor
// false, `false && x` is false and `true || x` is true whatever x is, everything else that rests on
// the unknown is unknown. A rule fires when its expression is true, so that the unknown never
// accuses, not even behind a `!`.
import { calculate } from './arithmetic.ts';
import type { Amount, Checked, Literal, Test } from './checked.ts';
import type { Comparison } from './syntax.ts';
import { type FactValues, type Known, read } from './values.ts';

/** Undefined: cannot be known. */
export type Truth = boolean | undefined;

export function evaluate(checked: Checked, values: FactValues): Truth {
  switch (checked.kind) {
    case 'all':
      return combine(checked.parts, values, false);
    case 'any':
      return combine(checked.parts, values, true);
    case 'not': {
      const inner = evaluate(checked.part, values);
      return inner === undefined ? undefined : !inner;
    }
    default:
      return evaluateTest(checked.test, values);
  }
}

/** A filter for stored sessions: true only where the expression is. */
export function predicate(checked: Checked): (values: FactValues) => boolean {
  return (values) => evaluate(checked, values) === true;
}

/** `decisive` settles the whole as soon as one part has it. */
function combine(parts: readonly Checked[], values: FactValues, decisive: boolean): Truth {
  let result: Truth = !decisive;
  for (const part of parts) {
    const truth = evaluate(part, values);
    if (truth === decisive) return decisive;
    if (truth === undefined) result = undefined;
  }
  return result;
}

/** What an amount comes to; undefined where it rests on what is not known. */
export function weigh(amount: Amount, values: FactValues): bigint | undefined {
  if (amount.kind === 'constant') return amount.value;
  if (amount.kind === 'fact') {
    const value = read(amount.fact, values);
    return typeof value === 'number' ? BigInt(Math.trunc(value)) : undefined;
  }
  const left = weigh(amount.left, values);
  const right = weigh(amount.right, values);
  return left === undefined || right === undefined
    ? undefined
    : calculate(amount.sign, left, right);
}

function evaluateTest(test: Test, values: FactValues): Truth {
  if (test.kind === 'calculation')
    return compare(weigh(test.left, values), test.operator, weigh(test.right, values));
  const value = read(test.fact, values);
  switch (test.kind) {
    case 'known':
      // Not known is an answer; not recorded is none.
      return values[test.fact.name] === undefined
        ? undefined
        : (value !== undefined) === test.wanted;
    case 'flag':
      return value === undefined ? undefined : value !== 0;
    case 'literal':
      return compare(value, test.operator, valueOfLiteral(test.value));
    case 'facts':
      return compare(value, test.operator, read(test.other, values));
    case 'in':
      return value === undefined ? undefined : test.ranges.some((range) => within(value, range));
    case 'starts':
      return value === undefined
        ? undefined
        : test.prefixes.some((prefix) => String(value).startsWith(prefix));
    case 'bits': {
      if (typeof value !== 'number') return undefined;
      const shared = value & test.mask;
      return test.any ? shared !== 0 : shared === test.mask;
    }
  }
}

function valueOfLiteral(literal: Literal): number | string {
  return literal.value ?? literal.text;
}

function within(value: number | string, [from, to]: readonly [Literal, Literal]): boolean {
  const low = valueOfLiteral(from);
  return low === valueOfLiteral(to) ? value === low : value >= low && value <= valueOfLiteral(to);
}

function compare<T extends NonNullable<Known> | bigint>(
  left: T | undefined,
  operator: Comparison,
  right: T | undefined,
): Truth {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
