// SPDX-License-Identifier: Apache-2.0
// Mutants: each rule with one thing changed in one of its expressions, each row of the entitlement
// table with another sender. What is changed is what a person could have written by mistake. They
// are judged in noticed.ts (without traffic) and mutation.ts.
import { operationName } from '../../src/base/operations.ts';
import type { Checked, Literal, Test } from '../../src/rules/checked.ts';
import { type EntitlementRow, EntitlementTable } from '../../src/rules/entitlement.ts';
import type { Cap, Rule } from '../../src/rules/rule.ts';
import {
  nameOf,
  outcome,
  type sender,
  sender as senders,
  tables,
} from '../../src/schema/tables.ts';

export interface RuleMutant {
  readonly rule: Rule;
  /** What was changed, in the words of the rule: `entitlement == not_entitled: == becomes !=`. */
  readonly change: string;
}

export interface RowMutant {
  readonly operation: string;
  readonly row: EntitlementRow;
  readonly change: string;
}

interface Change {
  readonly node: Checked;
  readonly change: string;
}

/** Every mutant of a rule: of its expression, and of its conditions on confidence. */
export function* mutantsOfRule(rule: Rule): Generator<RuleMutant> {
  for (const { node, change } of mutantsOf(rule.checked, rule.when))
    yield { rule: { ...rule, checked: node }, change };
  for (const [i, cap] of rule.lowered.entries()) {
    const put = (changed: typeof cap) => ({ ...rule, lowered: rule.lowered.with(i, changed) });
    for (const { node, change } of mutantsOf(cap.checked, cap.when))
      yield { rule: put({ ...cap, checked: node }), change: `[[lower]] ${change}` };
    yield {
      rule: { ...rule, lowered: rule.lowered.filter((one) => one !== cap) },
      change: `[[lower]] ${cap.when}: gone`,
    };
  }
}

export interface CapMutant {
  readonly caps: readonly Cap[];
  readonly change: string;
}

/** The conditions that hold the confidence of every rule down, one of them changed or gone. */
export function* mutantsOfCaps(caps: readonly Cap[]): Generator<CapMutant> {
  for (const [i, cap] of caps.entries()) {
    yield { caps: caps.filter((one) => one !== cap), change: `${oneLine(cap.when)}: gone` };
    for (const { node, change } of mutantsOf(cap.checked, cap.when))
      yield { caps: caps.with(i, { ...cap, checked: node }), change };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function* mutantsOf(node: Checked, when: string): Generator<Change> {
  const text = oneLine(when.slice(node.start, node.end));
  if (node.kind === 'not') {
    yield { node: node.part, change: `${text}: without !` };
    for (const { node: part, change } of mutantsOf(node.part, when))
      yield { node: { ...node, part }, change };
  } else if (node.kind === 'test') {
    for (const [test, change] of mutantsOfTest(node.test))
      yield { node: { ...node, test }, change: `${text}: ${change}` };
    if (['flag', 'bits', 'in', 'starts'].includes(node.test.kind))
      yield { node: { ...node, kind: 'not', part: node } as Checked, change: `${text}: with !` };
  } else {
    const { parts } = node;
    const other = node.kind === 'all' ? 'any' : 'all';
    yield { node: { ...node, kind: other }, change: `${text}: ${node.kind} becomes ${other}` };
    for (const [i, part] of parts.entries()) {
      const less = parts.filter((_, k) => k !== i);
      const gone = oneLine(when.slice(part.start, part.end));
      if (less.length > 0) yield { node: { ...node, parts: less }, change: `${gone}: gone` };
      for (const { node: changed, change } of mutantsOf(part, when))
        yield { node: { ...node, parts: parts.with(i, changed) }, change };
    }
  }
}

const otherComparisons = {
  '==': ['!='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
} as const;

function* mutantsOfTest(test: Test): Generator<readonly [Test, string]> {
  if ('operator' in test)
    for (const operator of otherComparisons[test.operator])
      yield [{ ...test, operator }, `${test.operator} becomes ${operator}`];
  if (test.kind === 'literal' && isQuantity(test))
    for (const factor of [0.5, 2])
      yield [{ ...test, value: scaled(test.value, factor) }, `the number times ${factor}`];
  if (test.kind === 'known') yield [{ ...test, wanted: !test.wanted }, '== and != exchanged'];
  if (test.kind === 'bits') {
    if ((test.mask & (test.mask - 1)) !== 0)
      yield [{ ...test, any: !test.any }, test.any ? 'any becomes all' : 'all becomes any'];
    for (let bit = 1; bit <= test.mask; bit *= 2)
      if ((test.mask & bit) !== 0 && test.mask !== bit)
        yield [{ ...test, mask: test.mask & ~bit }, `without bit ${bit}`];
  }
  if (test.kind === 'starts')
    for (const prefix of test.prefixes) {
      const prefixes = test.prefixes.filter((one) => one !== prefix);
      if (prefixes.length > 0) yield [{ ...test, prefixes }, `without ${prefix}`];
    }
  if (test.kind === 'in')
    for (const range of test.ranges) {
      const ranges = test.ranges.filter((one) => one !== range);
      if (ranges.length > 0) yield [{ ...test, ranges }, `without ${range[0].text}`];
    }
  if (test.kind === 'in')
    for (const other of membersBeside(test))
      yield [{ ...test, ranges: [...test.ranges, [other, other]] }, `with ${other.text}`];
}

/**
 * Values that change nothing where rules name the others: under neither sender is anything ever
 * not_entitled, and no outcome is open once it is judged.
 */
const idle: Readonly<Record<string, readonly number[]>> = {
  sender: [senders.unlisted, senders.any],
  outcome: [outcome.open],
};

/** Members of a table that the set leaves out. */
function membersBeside({ fact, ranges }: Extract<Test, { kind: 'in' }>): Literal[] {
  if (fact.type.kind !== 'enum') return [];
  const { table } = fact.type;
  const left = new Set([...ranges.map(([from]) => from.value), ...(idle[table] ?? [])]);
  return Object.entries(tables[table])
    .map(([text, value]) => ({ text, value }))
    .filter(({ value }) => !left.has(value));
}

function isQuantity({ fact, value }: Extract<Test, { kind: 'literal' }>): boolean {
  return (fact.type.kind === 'number' || fact.type.kind === 'duration') && (value.value ?? 0) > 1;
}

function scaled({ text, value = 0 }: Literal, factor: number): Literal {
  return { text, value: Math.round(value * factor) };
}

/** Every row with each other sender, and with `move` turned. */
export function* mutantsOfTable(table: EntitlementTable): Generator<RowMutant> {
  const others = Object.keys(senders) as (keyof typeof sender)[];
  for (const row of table.rows()) {
    const operation = operationName(row.operation);
    const is = nameOf('sender', row.sender);
    for (const other of others)
      if (other !== is)
        yield {
          operation,
          row: { ...row, sender: senders[other] },
          change: `${operation}: ${is} becomes ${other}`,
        };
    if (is === 'serving')
      yield {
        operation,
        row: { ...row, isMove: !row.isMove },
        change: `${operation}: ${row.isMove ? 'no move' : 'a move'}`,
      };
  }
}

export function withRow(table: EntitlementTable, row: EntitlementRow): EntitlementTable {
  return new EntitlementTable([...table.rows(), row]);
}
