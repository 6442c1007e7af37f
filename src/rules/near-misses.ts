// SPDX-License-Identifier: Apache-2.0
// What a rule only just did not fire on: for each condition of the rule a variant without it. Where
// the variant fires and the rule does not, that condition was all that was lacking. Variants are in
// `test` and record the facts of the whole rule, so that the value that was lacking can be told.
import { limits } from '../schema/limits.ts';
import { mode } from '../schema/tables.ts';
import type { Checked } from './checked.ts';
import { phaseOf, type Rule } from './rule.ts';

export interface Variant {
  readonly rule: Rule;
  /** The condition that it leaves out, as the rule has it. */
  readonly lacks: string;
}

/** One for each part of a rule that is `all of` several; none for others. */
export function variantsOf(rule: Rule): Variant[] {
  const { checked } = rule;
  if (checked.kind !== 'all') return [];
  return checked.parts.slice(0, limits.rules.value - 1).map((part, i) => {
    const without: Checked = { ...checked, parts: checked.parts.filter((one) => one !== part) };
    return {
      lacks: rule.when.slice(part.start, part.end),
      rule: {
        ...rule,
        id: `${rule.id}~${i}`,
        checked: without,
        // Judged when the whole rule is, or the two would speak of different moments.
        phase: Math.max(rule.phase, phaseOf(without)),
        mode: mode.test,
        lowered: [{ when: rule.when, checked, level: rule.confidence, because: '' }],
      },
    };
  });
}
