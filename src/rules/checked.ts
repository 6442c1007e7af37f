// SPDX-License-Identifier: Apache-2.0
// An expression whose names have a meaning and whose comparisons are of like things. Three readers:
// the compiler (native machine), the predicate (stored sessions) and `rules why`.
import type { Comparison, Sign, Span } from './syntax.ts';
import type { Name } from './vocabulary.ts';

/**
 * A value of the type of the fact it is compared with. Networks, operators, territories and texts
 * have no number.
 */
export interface Literal {
  readonly text: string;
  readonly value?: number;
}

/** Something that a comparison weighs; what a calculation does is in arithmetic.ts. */
export type Amount =
  | { readonly kind: 'fact'; readonly fact: Name }
  | { readonly kind: 'constant'; readonly value: bigint; readonly text: string }
  | {
      readonly kind: 'calculation';
      readonly sign: Sign;
      readonly left: Amount;
      readonly right: Amount;
    };

export type Test =
  /** A fact that is true or false, or an anomaly. */
  | { readonly kind: 'flag'; readonly fact: Name }
  /**
   * `x != unknown` (wanted) or `x == unknown`: the one test of such a fact that is never itself
   * unknown.
   */
  | { readonly kind: 'known'; readonly fact: Name; readonly wanted: boolean }
  | {
      readonly kind: 'literal';
      readonly fact: Name;
      readonly operator: Comparison;
      readonly value: Literal;
    }
  | {
      readonly kind: 'facts';
      readonly fact: Name;
      readonly operator: Comparison;
      readonly other: Name;
    }
  | {
      readonly kind: 'in';
      readonly fact: Name;
      readonly ranges: readonly (readonly [Literal, Literal])[];
    }
  | {
      readonly kind: 'calculation';
      readonly operator: Comparison;
      readonly left: Amount;
      readonly right: Amount;
    }
  | { readonly kind: 'starts'; readonly fact: Name; readonly prefixes: readonly string[] }
  | { readonly kind: 'bits'; readonly fact: Name; readonly any: boolean; readonly mask: number };

export type Checked = Span &
  (
    | { readonly kind: 'all' | 'any'; readonly parts: readonly Checked[] }
    | { readonly kind: 'not'; readonly part: Checked }
    | { readonly kind: 'test'; readonly test: Test }
  );

/** Facts that an expression names, each once, in the order of their first mention. */
export function namesIn(checked: Checked): Name[] {
  const found = new Map<string, Name>();
  visit(checked, (test) => {
    for (const fact of factsOf(test)) found.set(fact.name, fact);
  });
  return [...found.values()];
}

/** Facts that one test names, in the order of their mention. */
export function factsOf(test: Test): readonly Name[] {
  if (test.kind === 'facts') return [test.fact, test.other];
  if (test.kind !== 'calculation') return [test.fact];
  return [...new Set([...factsOfAmount(test.left), ...factsOfAmount(test.right)])];
}

function factsOfAmount(amount: Amount): readonly Name[] {
  if (amount.kind === 'fact') return [amount.fact];
  if (amount.kind === 'constant') return [];
  return [...factsOfAmount(amount.left), ...factsOfAmount(amount.right)];
}

/** Calls `seen` for every test, left to right. */
function visit(checked: Checked, seen: (test: Test) => void): void {
  if (checked.kind === 'test') seen(checked.test);
  else if (checked.kind === 'not') visit(checked.part, seen);
  else for (const part of checked.parts) visit(part, seen);
}
