// SPDX-License-Identifier: Apache-2.0
// Runs the situations that a rule file gives for its own rule: it must fire, or stay quiet, and
// with the confidence said.
import type { Problem } from '../base/errors.ts';
import { nameOf } from '../schema/tables.ts';
import { complete } from './examples.ts';
import type { RuleBook } from './load.ts';
import type { Rule } from './rule.ts';
import { why } from './why.ts';

export interface ExampleRun {
  readonly rule: string;
  readonly count: number;
  readonly failures: readonly Problem[];
}

export function runExamples(rule: Rule, book: Pick<RuleBook, 'caps' | 'entitlement'>): ExampleRun {
  const failures: Problem[] = [];
  for (const [wanted, list] of [
    [true, rule.fires],
    [false, rule.quiet],
  ] as const)
    for (const example of list) {
      const { fires, confidence, steps } = why(
        rule,
        book.caps,
        complete(example.facts, book.entitlement),
      );
      const place = { file: rule.file, line: example.line };
      if (fires !== wanted) {
        const decisive = steps.filter(
          (step) => step.values.length > 0 && (step.holds === 'yes') !== wanted,
        );
        const because = decisive.map((step) =>
          step.values.map(({ fact, value }) => `${fact} is ${value}`).join(', '),
        );
        failures.push({
          ...place,
          message: `${rule.id} ${fires ? 'fires' : 'stays quiet'} although ${example.because}`,
          ...(because.length > 0 ? { hint: `see ${[...new Set(because)].join('; ')}` } : {}),
        });
        continue;
      }
      const said = nameOf('confidence', example.confidence ?? -1);
      if (wanted && example.confidence !== undefined && said !== confidence)
        failures.push({
          ...place,
          message: `${rule.id} has confidence ${confidence}, not ${said}, where ${example.because}`,
        });
    }
  return { rule: rule.id, count: rule.fires.length + rule.quiet.length, failures };
}
