// SPDX-License-Identifier: Apache-2.0
// The first condition that kept a rule from firing, with the values that it looked at: what a person
// wants to know of a rule that was quiet.
import type { Checked } from './checked.ts';
import { evaluate } from './predicate.ts';
import type { Expressed } from './rule.ts';
import type { FactValues } from './values.ts';
import { type Step, valuesOfTest } from './why.ts';

export interface Failing {
  /** As the rule has it. */
  readonly condition: string;
  readonly holds: 'no' | 'unknown';
  readonly values: Step['values'];
}

/** Undefined where the expression is true. */
export function firstFailing(
  { when, checked }: Expressed,
  values: FactValues,
): Failing | undefined {
  const truth = evaluate(checked, values);
  if (truth === true) return undefined;
  const node = leafOf(checked, values);
  return {
    condition: when.slice(node.start, node.end),
    holds: evaluate(node, values) === undefined ? 'unknown' : 'no',
    values: testsIn(node).flatMap((test) => valuesOfTest(test, values)),
  };
}

/** Down to the first part that is not true; below `!` and `||` no part decides alone. */
function leafOf(node: Checked, values: FactValues): Checked {
  let at = node;
  while (at.kind === 'all') {
    const part = at.parts.find((one) => evaluate(one, values) !== true);
    if (part === undefined) return at;
    at = part;
  }
  return at;
}

function testsIn(node: Checked): readonly Extract<Checked, { kind: 'test' }>['test'][] {
  if (node.kind === 'test') return [node.test];
  return (node.kind === 'not' ? [node.part] : node.parts).flatMap(testsIn);
}
