// SPDX-License-Identifier: Apache-2.0
// Shows how a rule comes to its answer: every part of the expression, whether it holds, and the
// values it looked at.
import { nameOf } from '../schema/tables.ts';
import { type Checked, factsOf, type Test } from './checked.ts';
import { evaluate, type Truth } from './predicate.ts';
import type { Cap, Expressed, Rule } from './rule.ts';
import { type FactValues, read, show } from './values.ts';

export interface Step {
  /** Nesting, from 0 for the whole expression. */
  readonly depth: number;
  /** The part as the rule has it; for a group, `all of` or `any of`. */
  readonly text: string;
  readonly holds: 'yes' | 'no' | 'unknown';
  /** Values of the facts that a test names. */
  readonly values: readonly { readonly fact: string; readonly value: string }[];
}

export interface Why {
  readonly fires: boolean;
  readonly steps: readonly Step[];
  /** Level after every condition that holds it down, by name. */
  readonly confidence: string;
  readonly held: readonly string[];
}

/** Evaluates a rule over the facts of one message, part by part. */
export function why(rule: Rule, shared: readonly Cap[], values: FactValues): Why {
  const held = [...shared, ...rule.lowered].filter(
    (cap) => cap.level < rule.confidence && evaluate(cap.checked, values) === true,
  );
  return {
    fires: evaluate(rule.checked, values) === true,
    steps: steps(rule, values),
    confidence: nameOf('confidence', Math.min(rule.confidence, ...held.map((cap) => cap.level))),
    held: held.map((cap) => cap.because),
  };
}

/** The parts of an expression, outermost first. */
function steps({ when, checked }: Expressed, values: FactValues): Step[] {
  const list: Step[] = [];
  const visit = (node: Checked, depth: number): void => {
    const source = when.slice(node.start, node.end);
    const holds = word(evaluate(node, values));
    if (node.kind === 'test') {
      list.push({ depth, text: source, holds, values: valuesOf(node.test, values) });
      return;
    }
    const text = node.kind === 'not' ? 'not' : node.kind === 'all' ? 'all of' : 'any of';
    list.push({ depth, text, holds, values: [] });
    for (const part of node.kind === 'not' ? [node.part] : node.parts) visit(part, depth + 1);
  };
  visit(checked, 0);
  return list;
}

/**
 * Steps as text: the answer in front, parts indented below their group, values in a column of their
 * own.
 */
export function renderSteps(list: readonly Step[]): string {
  const left = list.map((step) => `${step.holds.padEnd(8)}${'  '.repeat(step.depth)}${step.text}`);
  const width = Math.max(...left.map((line) => line.length));
  return list
    .map((step, i) => {
      const said = step.values.map(({ fact, value }) => `${fact} is ${value}`).join(', ');
      return `${(left[i] ?? '').padEnd(width)}  ${said}`.trimEnd();
    })
    .join('\n');
}

function valuesOf(test: Test, values: FactValues): Step['values'] {
  return factsOf(test).map((fact) => ({ fact: fact.name, value: show(fact, read(fact, values)) }));
}

function word(truth: Truth): Step['holds'] {
  return truth === undefined ? 'unknown' : truth ? 'yes' : 'no';
}
