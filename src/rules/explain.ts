// SPDX-License-Identifier: Apache-2.0
// An expression in plain sentences, with what each fact means and rests on: for who reads a rule of
// somebody else, or wonders why an own one never fires.
import { facts as factTable } from '../schema/facts/index.ts';
import type { FactSpec } from '../schema/types.ts';
import { type Amount, type Checked, type Literal, namesIn, type Test } from './checked.ts';
import type { Comparison } from './syntax.ts';
import { show } from './values.ts';
import { canBeUnknown, type Name } from './vocabulary.ts';

export interface Sentence {
  readonly depth: number;
  readonly text: string;
}

/** The parts of an expression, outermost first. */
export function sentences(checked: Checked, depth = 0, negated = false): Sentence[] {
  if (checked.kind === 'test') return [{ depth, text: sentenceOf(checked.test, negated) }];
  if (checked.kind === 'not') return sentences(checked.part, depth, !negated);
  // Not all of several: at least one of them not.
  const isAll = (checked.kind === 'all') !== negated;
  return [
    { depth, text: isAll ? 'all of this:' : 'at least one of this:' },
    ...checked.parts.flatMap((part) => sentences(part, depth + 1, negated)),
  ];
}

const positive: Readonly<Record<Comparison, string>> = {
  '==': 'is',
  '!=': 'is known, and not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};
const opposite: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

function sentenceOf(test: Test, negated: boolean): string {
  const not = negated ? 'not ' : '';
  const sign = (operator: Comparison) => positive[negated ? opposite[operator] : operator];
  switch (test.kind) {
    case 'flag':
      return `${test.fact.name} is ${negated ? 'false' : 'true'}`;
    case 'known':
      return `${test.fact.name} is ${test.wanted === negated ? 'not ' : ''}known`;
    case 'literal':
      return `${test.fact.name} ${signOf(test.fact, sign(test.operator))} ${valueText(test.fact, test.value)}`;
    case 'facts':
      return `${test.fact.name} ${signOf(test.fact, sign(test.operator))} ${test.other.name}`;
    case 'calculation':
      return `${amountText(test.left)} ${sign(test.operator)} ${amountText(test.right)}`;
    case 'starts':
      return `${test.fact.name} ${negated ? 'does not begin' : 'begins'} with ${test.prefixes.join(' or ')}`;
    case 'in': {
      const values = test.ranges.map((range) => rangeText(test.fact, range));
      return values.length === 0
        ? `${test.fact.name} is ${not}in an empty list: this ${negated ? 'always' : 'never'} holds`
        : `${test.fact.name} is ${not}one of ${values.join(', ')}`;
    }
    case 'bits':
      return (
        `${test.fact.name} ${negated ? 'does not hold' : 'holds'} ${test.any ? 'any' : 'all'} of ` +
        show(test.fact, test.mask)
      );
  }
}

/** Where not known is one of the members, to differ is enough. */
function signOf(fact: Name, sign: string): string {
  return sign === positive['!='] && !canBeUnknown(fact.type) ? 'is not' : sign;
}

function valueText(fact: Name, { value, text }: Literal): string {
  return value === undefined ? text : show(fact, value);
}

function rangeText(fact: Name, [from, to]: readonly [Literal, Literal]): string {
  const first = valueText(fact, from);
  return from.value === to.value && from.text === to.text
    ? first
    : `${first} to ${valueText(fact, to)}`;
}

export function amountText(amount: Amount): string {
  if (amount.kind === 'fact') return amount.fact.name;
  if (amount.kind === 'constant') return amount.text;
  const side = (one: Amount) =>
    one.kind === 'calculation' ? `(${amountText(one)})` : amountText(one);
  return `${side(amount.left)} ${amount.sign} ${side(amount.right)}`;
}

export interface FactNote {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly known: string;
  readonly rests: string;
  readonly oneSided: FactSpec['oneSided'];
}

const specs: Readonly<Record<string, FactSpec>> = factTable;

/** The state that a fact rests on; an anomaly rests on the message alone. */
export function restsOf(fact: Name): string {
  return specs[fact.name]?.rests ?? 'the message';
}

/** What is to be known about the facts of an expression, in the order of their mention. */
export function factNotes(checked: Checked): FactNote[] {
  return namesIn(checked).map((fact) => {
    const spec = specs[fact.name];
    return {
      name: fact.name,
      title: fact.title,
      unit: spec?.unit ?? (fact.type.kind === 'duration' ? 's' : ''),
      known: fact.known,
      rests: restsOf(fact),
      oneSided: spec?.oneSided ?? 'unaffected',
    };
  });
}

/** What a mirror that shows one direction does to the expression as a whole. */
export function oneSidedText(notes: readonly FactNote[]): string {
  const of = (how: FactSpec['oneSided']) =>
    notes.filter((note) => note.oneSided === how).map((note) => note.name);
  const unknown = of('unknown');
  const weaker = of('weaker');
  if (unknown.length > 0)
    return `what rests on ${unknown.join(', ')} is not known there and fires nothing`;
  return weaker.length > 0
    ? `weaker: ${weaker.join(', ')} may miss what the other direction would have taught`
    : 'as good as on a whole one';
}
