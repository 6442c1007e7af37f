// SPDX-License-Identifier: Apache-2.0
// A rule book in which some facts are never known. A comparison with the unknown is neither true nor
// false, so the expression is rewritten for its truth alone: which parts can still make it true?
import { type Checked, namesIn, type Test } from '../../src/rules/checked.ts';
import { complete } from '../../src/rules/examples.ts';
import type { RuleBook } from '../../src/rules/load.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import type { Cap, Expressed, Rule } from '../../src/rules/rule.ts';
import { ruleVocabulary } from '../../src/rules/vocabulary.ts';

export type IsOff = (fact: string) => boolean;

/** The book as it would judge if the engine never knew these facts. */
export function switchedOff(book: RuleBook, isOff: IsOff): RuleBook {
  const unknown = complete({}, book.entitlement);
  const truthOf = (test: Test) => evaluate({ kind: 'test', test, start: 0, end: 0 }, unknown);

  const rest = (node: Checked, wanted: boolean): Checked | boolean => {
    switch (node.kind) {
      case 'test':
        if (isNamed(node.test, isOff)) return truthOf(node.test) === wanted;
        return wanted ? node : { ...place(node), kind: 'not', part: node };
      case 'not':
        return rest(node.part, !wanted);
      default: {
        const kind = (node.kind === 'all') === wanted ? 'all' : 'any';
        return joined(
          node,
          kind,
          node.parts.map((part) => rest(part, wanted)),
        );
      }
    }
  };
  const without = <T extends Expressed>(one: T): T[] => {
    const checked = rest(one.checked, true);
    if (checked === false) return [];
    return [{ ...one, checked: checked === true ? always(one.checked) : checked }];
  };
  const caps = (list: readonly Cap[]) => list.flatMap(without);
  const rules = book.rules.flatMap((rule): Rule[] =>
    without({ ...rule, lowered: caps(rule.lowered) }),
  );
  return { ...book, rules, caps: caps(book.caps) };
}

function isNamed(test: Test, isOff: IsOff): boolean {
  return namesIn({ kind: 'test', test, start: 0, end: 0 }).some((one) => isOff(one.name));
}

/** Holds of every message: what is true or false is never unknown. */
function always(node: Checked): Checked {
  const fact = ruleVocabulary.find('message.from_initiator');
  if (fact === undefined) throw new Error('message.from_initiator is no fact');
  const part: Checked = { ...place(node), kind: 'test', test: { kind: 'flag', fact } };
  return { ...place(node), kind: 'any', parts: [part, { ...place(node), kind: 'not', part }] };
}

function place({ start, end }: Checked) {
  return { start, end };
}

function joined(
  node: Checked,
  kind: 'all' | 'any',
  parts: readonly (Checked | boolean)[],
): Checked | boolean {
  const decisive = kind === 'any';
  if (parts.includes(decisive)) return decisive;
  const left = parts.filter((one): one is Checked => typeof one !== 'boolean');
  if (left.length === 0) return !decisive;
  return left.length === 1 ? (left[0] as Checked) : { ...place(node), kind, parts: left };
}
