// SPDX-License-Identifier: Apache-2.0
// What notices a mistake in the rules without any traffic: the examples of each rule, and that one
// cause is named once. It takes about a second for all mutants, so that it is also a test of every
// run (test/rules/shipped.test.ts).
import { runExamples } from '../../src/rules/example-run.ts';
import { complete } from '../../src/rules/examples.ts';
import type { RuleBook } from '../../src/rules/load.ts';
import { evaluate } from '../../src/rules/predicate.ts';
import type { Cap, Rule } from '../../src/rules/rule.ts';
import { mutantsOfCaps, mutantsOfRule } from './mutants.ts';

export function ruleIsNoticed(mutant: Rule, book: RuleBook): boolean {
  return runExamples(mutant, book).failures.length > 0;
}

/** Conditions that all rules share: the example of any rule may notice. */
export function capsAreNoticed(caps: readonly Cap[], book: RuleBook): boolean {
  const changed = { ...book, caps };
  return (
    book.rules.some((rule) => ruleIsNoticed(rule, changed)) || unconfigured(changed).length !== 1
  );
}

/** What holds confidence down where no link is configured: that, and not its consequences too. */
export function unconfigured({ caps, entitlement }: Pick<RuleBook, 'caps' | 'entitlement'>) {
  const facts = { direction: 'unknown', 'link.role': 'unknown', 'dialogue.protocol_known': true };
  const values = complete(facts, entitlement);
  return caps.filter((cap) => evaluate(cap.checked, values) === true).map((cap) => cap.because);
}

/** Mistakes that none of this notices, in words. */
export function unnoticed(book: RuleBook): string[] {
  const ofRules = book.rules.flatMap((rule) =>
    [...mutantsOfRule(rule)]
      .filter((mutant) => !ruleIsNoticed(mutant.rule, book))
      .map(({ change }) => `${rule.id}: ${change}`),
  );
  const ofCaps = [...mutantsOfCaps(book.caps)]
    .filter(({ caps }) => !capsAreNoticed(caps, book))
    .map(({ change }) => `confidence: ${change}`);
  return [...ofRules, ...ofCaps];
}
