// SPDX-License-Identifier: Apache-2.0
// A part of `make score`: the second scenario set, a week of another world whose attacks and traps
// were written from the catalogue alone. The same aims as for the first set; what it falls short by
// is what a rule does not know that its author had not planted.
import type { Score } from '../../src/score/score.ts';
import { attackHead, attackRow, shortcomings, together } from './conformance.ts';
import { type Part, type Sizes, scoreOnce } from './workbench.ts';

const scenario = 'second-opinion';
/** A week of more people says nothing new, and takes as long as it is large. */
const messagesMax = 60_000;
/** Acts in a message: those of the usual week. */
const hostileShare = 1 / 250;

export async function secondSet({ messages, seeds }: Sizes): Promise<Part> {
  const size = Math.min(messages, messagesMax);
  const scores: Score[] = [];
  for (const seed of seeds)
    scores.push(await scoreOnce(scenario, { seed, messages: size, hostileShare }));
  const attacks = together(scores.flatMap((one) => one.attacks));
  const total = (of: (one: Score) => number) => scores.reduce((all, one) => all + of(one), 0);
  const falseHigh = total((one) => one.falseHigh.sessions);
  const falseActive = total((one) => one.falseActive.sessions);
  const benign = total((one) => one.benignMessages);
  const expected = attacks.reduce((sum, one) => sum + one.expected, 0);
  const found = attacks.reduce((sum, one) => sum + one.found, 0);
  return {
    name: 'secondset',
    title: 'Second scenario set: attacks and traps by another hand',
    notes: [
      `${scenario}, ${size} messages, seeds ${seeds.join(' ')}: ${found} of ${expected} acts found`,
      `${falseHigh} false sessions of severity high and ${falseActive} of any in ${benign} benign messages`,
      ...falseByRule(scores),
    ],
    head: attackHead,
    rows: attacks.map(attackRow),
    failures: [
      ...shortcomings(attacks),
      ...(falseHigh > 0 ? [`${falseHigh} false sessions of severity high`] : []),
    ],
    values: {
      ...{ attacks, found, expected, false_high: falseHigh, false_active: falseActive },
      ...{ benign_messages: benign, missed: scores.flatMap((one) => one.missed) },
    },
  };
}

function falseByRule(scores: readonly Score[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of scores.flatMap((one) => one.falseFindings))
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `false findings of ${rule}: ${count}`);
}
