// SPDX-License-Identifier: Apache-2.0
// Gives the names of an expression their meaning and refuses comparisons of unlike things. Collects
// every fault of the expression, each with its place and, for a mistyped word, the nearest one that
// exists.

import { listHint, type NamedLists, noLists } from '../base/named-lists.ts';
import { nearest } from '../base/nearest.ts';
import { operationName } from '../base/operations.ts';
import { areLike, calculate, type Dimension, dimensionOf } from './arithmetic.ts';
import type { Amount, Checked, Literal, Test } from './checked.ts';
import { durationOf } from './lexer.ts';
import { parse } from './parser.ts';
import type { Expression, Fault, ListName, Operand, SetItem, Span, Term } from './syntax.ts';
import {
  ambiguity,
  describe,
  isOrdered,
  isPartyKind,
  members,
  memberValue,
  type Name,
  operationId,
  type PartyKind,
  ruleVocabulary,
  type Type,
  type Vocabulary,
} from './vocabulary.ts';

/**
 * Who is who, as src/network knows it: numbers of the network image, undefined for what is not
 * listed.
 */
export interface Resolver {
  party(id: string): number | undefined;
  operator(id: string): number | undefined;
  territory(code: string): number | undefined;
  /** Ids for suggestions. */
  known?(kind: PartyKind): readonly string[];
}

export type CheckResult =
  | { readonly checked: Checked; readonly faults: readonly [] }
  | { readonly checked?: undefined; readonly faults: readonly Fault[] };

export interface CheckOptions {
  readonly vocabulary?: Vocabulary;
  /**
   * Without it ids of networks are taken as they are, for lack of a directory to look them up in.
   */
  readonly resolver?: Resolver;
  /** Lists that `$name` stands for. */
  readonly lists?: NamedLists;
}

/** Parses and checks one expression. */
export function check(source: string, options: CheckOptions = {}): CheckResult {
  const { expression, fault } = parse(source);
  if (fault !== undefined) return { faults: [fault] };
  const checker = new Checker(
    options.vocabulary ?? ruleVocabulary,
    options.resolver,
    options.lists ?? noLists,
  );
  const checked = checker.expression(expression);
  if (checked === undefined || checker.faults.length > 0) return { faults: checker.faults };
  return { checked, faults: [] };
}

class Checker {
  readonly faults: Fault[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #resolver: Resolver | undefined;
  readonly #lists: NamedLists;

  constructor(vocabulary: Vocabulary, resolver: Resolver | undefined, lists: NamedLists) {
    this.#vocabulary = vocabulary;
    this.#resolver = resolver;
    this.#lists = lists;
  }

  expression(node: Expression): Checked | undefined {
    const { start, end } = node;
    switch (node.kind) {
      case 'and':
      case 'or': {
        const parts = node.parts.flatMap((part) => this.expression(part) ?? []);
        return { kind: node.kind === 'and' ? 'all' : 'any', parts, start, end };
      }
      case 'not': {
        const part = this.expression(node.part);
        return part && { kind: 'not', part, start, end };
      }
      default: {
        const test = this.#test(node);
        return test && { kind: 'test', test, start, end };
      }
    }
  }

  #test(node: Exclude<Expression, { kind: 'and' | 'or' | 'not' }>): Test | undefined {
    if (node.kind === 'compare' && isCalculated(node)) return this.#calculation(node);
    const left = node.kind === 'bare' ? node.operand : node.left;
    if (left.kind === 'calculation')
      return this.#fault(left, 'a calculation stands on a side of a comparison', 'compare it');
    const fact = this.#fact(left);
    if (fact === undefined) return undefined;
    switch (node.kind) {
      case 'bare':
        return this.#bare(fact, left);
      case 'compare':
        return this.#compare(fact, node);
      case 'in':
        return this.#in(fact, left, node.items);
      case 'starts':
        return this.#starts(fact, node);
      default:
        return this.#has(fact, left, node);
    }
  }

  /** A comparison with `+ - * /` in it; one that comes to a fact and a value is as if so written. */
  #calculation(node: Extract<Expression, { kind: 'compare' }>): Test | undefined {
    const left = this.#quantity(node.left);
    const right = this.#quantity(node.right);
    if (left === undefined || right === undefined) return undefined;
    const { operator } = node;
    if (!areLike(left.is, right.is))
      return this.#fault(
        node,
        `unlike things: ${left.is === 'duration' ? 'a duration' : 'a number'} is compared with ` +
          `${right.is === 'duration' ? 'a duration' : 'a number'}`,
        'give the number a unit: s, m, h or d',
      );
    const [a, b] = [left.amount, right.amount];
    if (a.kind === 'constant' && b.kind === 'constant')
      return this.#fault(
        node,
        'the comparison names no fact',
        'it is always the same: leave it out',
      );
    if (a.kind === 'fact' && b.kind === 'constant' && isPlain(b.value))
      return {
        kind: 'literal',
        fact: a.fact,
        operator,
        value: { text: b.text, value: Number(b.value) },
      };
    return { kind: 'calculation', operator, left: a, right: b };
  }

  #quantity(term: Term): Quantity | undefined {
    if (term.kind !== 'calculation') return this.#plainQuantity(term);
    const left = this.#quantity(term.left);
    const right = this.#quantity(term.right);
    if (left === undefined || right === undefined) return undefined;
    const found = dimensionOf(term.sign, left.is, right.is);
    if ('fault' in found) return this.#fault(term, found.fault, found.hint);
    const [a, b] = [left.amount, right.amount];
    if (term.sign === '/' && b.kind === 'constant' && b.value === 0n)
      return this.#fault(term.right, 'what is divided by zero is never known');
    if (a.kind !== 'constant' || b.kind !== 'constant')
      return { amount: { kind: 'calculation', sign: term.sign, left: a, right: b }, ...found };
    const value = calculate(term.sign, a.value, b.value) ?? 0n;
    const text = found.is === 'duration' ? `${value}s` : String(value);
    return { amount: { kind: 'constant', value, text }, ...found };
  }

  #plainQuantity(operand: Operand): Quantity | undefined {
    if (operand.kind === 'text')
      return this.#fault(operand, `nobody can calculate with ${show(operand)}`);
    if (operand.kind === 'number') {
      const { text, value } = operand;
      const is = operand.unit !== undefined ? 'duration' : value === 0 ? 'either' : 'number';
      return { amount: { kind: 'constant', value: BigInt(value), text }, is };
    }
    const fact = this.#fact(operand);
    if (fact === undefined) return undefined;
    const { kind } = fact.type;
    if (kind === 'number' || kind === 'duration')
      return { amount: { kind: 'fact', fact }, is: kind };
    return this.#fault(
      operand,
      `${fact.name} is ${describe(fact.type)}`,
      'numbers and durations are calculated with',
    );
  }

  #fault(where: Span, message: string, hint?: string): undefined {
    const { start, end } = where;
    this.faults.push({ start, end, message, ...(hint === undefined ? {} : { hint }) });
    return undefined;
  }

  #unlike(where: Span, fact: Name, other: string, kind: string, hint?: string): undefined {
    const said = `unlike things: ${fact.name} is ${describe(fact.type)}, ${other} is ${kind}`;
    return this.#fault(where, said, hint);
  }

  #fact(operand: Operand): Name | undefined {
    if (operand.kind !== 'name')
      return this.#fault(operand, `${operand.text} is not a fact`, 'put the fact on the left');
    const fact = this.#vocabulary.find(operand.text);
    if (fact !== undefined) return fact;
    const what = operand.text.startsWith('anomaly.') ? 'anomaly' : 'fact';
    const near = nearest(operand.text, this.#vocabulary.all());
    const [before = '', after = ''] = operand.text.split(/-(.*)/s);
    if (this.#vocabulary.find(before) !== undefined && after !== '')
      return this.#fault(
        operand,
        `no ${what} is called ${operand.text}`,
        `a minus has spaces around it: ${before} - ${after}`,
      );
    return this.#fault(
      operand,
      `no ${what} is called ${operand.text}`,
      near === undefined ? '`sigwarden rules facts` lists them' : `did you mean ${near}?`,
    );
  }

  #bare(fact: Name, operand: Operand): Test | undefined {
    const { kind } = fact.type;
    if (kind === 'bool' || kind === 'anomaly') return { kind: 'flag', fact };
    const hint = kind === 'bits' ? `${fact.name} has …` : `${fact.name} == …`;
    const what = kind === 'bits' ? 'a set' : describe(fact.type);
    return this.#fault(operand, `${fact.name} is ${what}, not true or false`, `write ${hint}`);
  }

  #compare(fact: Name, node: Extract<Expression, { kind: 'compare' }>): Test | undefined {
    const { operator } = node;
    const right = node.right as Operand;
    const { type } = fact;
    if (type.kind === 'bits')
      return this.#fault(
        node,
        `${fact.name} is a set`,
        `write ${fact.name} has … or ${fact.name} has_any { … }`,
      );
    if (type.kind === 'anomaly')
      return this.#fault(
        node,
        `${fact.name} is true or false`,
        `write ${fact.name} or !${fact.name}`,
      );
    const isEquality = operator === '==' || operator === '!=';
    if (!isEquality && !isOrdered(type))
      return this.#fault(node, `${fact.name} has no order`, 'compare it with == or !=');
    if (right.kind === 'name') {
      if (right.text === 'unknown' && isPartyKind(type.kind))
        return { kind: 'known', fact, wanted: operator === '!=' };
      const other = this.#isMember(type, right.text)
        ? undefined
        : this.#vocabulary.find(right.text);
      if (other !== undefined) return this.#facts(fact, other, node);
    }
    const value = this.#literal(fact, right);
    return value && { kind: 'literal', fact, operator, value };
  }

  #facts(
    fact: Name,
    other: Name,
    node: Extract<Expression, { kind: 'compare' }>,
  ): Test | undefined {
    const like = JSON.stringify(fact.type) === JSON.stringify(other.type);
    if (like) return { kind: 'facts', fact, operator: node.operator, other };
    return this.#unlike(node, fact, other.name, describe(other.type));
  }

  #in(fact: Name, left: Operand, items: readonly (SetItem | ListName)[]): Test | undefined {
    const { type } = fact;
    if (type.kind === 'bits' || type.kind === 'bool' || type.kind === 'anomaly')
      return this.#fault(
        left,
        `${fact.name} is ${describe(type)}`,
        type.kind === 'bits' ? `write ${fact.name} has_any { … }` : `write ${fact.name}`,
      );
    const ranges = items.flatMap((item): ([Literal, Literal] | undefined)[] =>
      item.kind === 'list' ? this.#list(fact, item) : [this.#range(fact, item)],
    );
    if (ranges.some((range) => range === undefined)) return undefined;
    return { kind: 'in', fact, ranges: ranges as [Literal, Literal][] };
  }

  /** The items of a list as values of the fact's type; what they are not is said with their place. */
  #list(fact: Name, name: ListName): ([Literal, Literal] | undefined)[] {
    const list = this.#lists.get(name.text);
    if (list === undefined)
      return [
        this.#fault(name, `no list is called $${name.text}`, listHint(name.text, this.#lists)),
      ];
    return list.items.map(({ value, where }) => {
      const before = this.faults.length;
      const literal = this.#literal(fact, operandOf(fact.type, value, name));
      for (const [i, fault] of this.faults.entries())
        if (i >= before)
          this.faults[i] = { ...fault, message: `$${name.text} at ${where}: ${fault.message}` };
      return literal && [literal, literal];
    });
  }

  #starts(fact: Name, node: Extract<Expression, { kind: 'starts' }>): Test | undefined {
    const { kind } = fact.type;
    if (kind !== 'text' && !isPartyKind(kind))
      return this.#fault(
        node.left,
        `${fact.name} is ${describe(fact.type)}, which begins with nothing`,
        'prefixes are of territories, texts and ids of networks',
      );
    const prefixes = node.prefixes.map((prefix) => this.#prefix(fact, prefix));
    if (prefixes.some((one) => one === undefined)) return undefined;
    return { kind: 'starts', fact, prefixes: prefixes as string[] };
  }

  #prefix(fact: Name, operand: Operand): string | undefined {
    const isDigits = /^[+]?\d/.test(operand.text);
    if (isDigits && fact.type.kind !== 'text')
      return this.#fault(
        operand,
        `${fact.name} holds no digits: addresses are compared by whose they are`,
        'write the id of the network',
      );
    if (operand.kind === 'text' && operand.text !== '') return operand.text;
    return this.#fault(operand, `${show(operand)} is no prefix`, `write "${operand.text || 'X'}"`);
  }

  #range(fact: Name, item: SetItem): [Literal, Literal] | undefined {
    const from = this.#literal(fact, item.from);
    const to = item.to === item.from ? from : this.#literal(fact, item.to);
    if (from === undefined || to === undefined) return undefined;
    if (item.to === item.from) return [from, to];
    if (!isOrdered(fact.type))
      return this.#fault(item, `${fact.name} has no order, and so no ranges`, 'list the values');
    if ((from.value ?? 0) > (to.value ?? 0))
      return this.#fault(item, 'the range ends before it begins', 'exchange its ends');
    return [from, to];
  }

  #has(fact: Name, left: Operand, node: Extract<Expression, { kind: 'has' }>): Test | undefined {
    if (fact.type.kind !== 'bits')
      return this.#fault(
        left,
        `${fact.name} is ${describe(fact.type)}, not a set`,
        `compare it with ==`,
      );
    let mask = 0;
    for (const member of node.members) mask |= this.#literal(fact, member)?.value ?? 0;
    return { kind: 'bits', fact, any: node.any, mask };
  }

  #isMember(type: Type, word: string): boolean {
    return type.kind === 'operation'
      ? operationId(word) !== undefined
      : memberValue(type, word) !== undefined;
  }

  #literal(fact: Name, operand: Operand): Literal | undefined {
    const { type } = fact;
    switch (type.kind) {
      case 'number':
      case 'duration':
        return this.#number(fact, operand);
      case 'operation':
        return this.#operation(fact, operand);
      case 'party':
      case 'operator':
      case 'territory':
        return this.#party(fact, type.kind, operand);
      case 'text':
        if (operand.kind === 'text') return { text: operand.text };
        return this.#fault(operand, `${fact.name} is a text`, `write "${operand.text}"`);
      default:
        return this.#member(fact, operand);
    }
  }

  #member(fact: Name, operand: Operand): Literal | undefined {
    const value = operand.kind === 'name' ? memberValue(fact.type, operand.text) : undefined;
    if (value !== undefined) return { text: operand.text, value };
    const known = members(fact.type);
    if (operand.kind !== 'name')
      return this.#unlike(
        operand,
        fact,
        show(operand),
        kindOf(operand),
        known.includes(operand.text) ? `write ${operand.text} without quotes` : undefined,
      );
    const other = this.#vocabulary.find(operand.text);
    if (other !== undefined) return this.#unlike(operand, fact, other.name, describe(other.type));
    const near = nearest(operand.text, known);
    return this.#fault(
      operand,
      `${fact.name} is never ${operand.text}`,
      near === undefined ? `it is ${describe(fact.type)}` : `did you mean ${near}?`,
    );
  }

  #number(fact: Name, operand: Operand): Literal | undefined {
    const isDuration = fact.type.kind === 'duration';
    if (operand.kind !== 'number')
      return this.#unlike(operand, fact, show(operand), kindOf(operand));
    if (isDuration !== (operand.unit !== undefined) && operand.value !== 0)
      return this.#unlike(
        operand,
        fact,
        show(operand),
        kindOf(operand),
        isDuration ? `write ${operand.text}s, m, h or d` : undefined,
      );
    return { text: operand.text, value: operand.value };
  }

  #operation(fact: Name, operand: Operand): Literal | undefined {
    if (operand.kind !== 'name') return this.#unlike(operand, fact, show(operand), kindOf(operand));
    const id = operationId(operand.text);
    if (id !== undefined) return { text: operationName(id), value: id };
    const several = ambiguity(operand.text);
    if (several.length > 0)
      return this.#fault(
        operand,
        `${operand.text} could be ${several.join(' or ')}`,
        'write its full name',
      );
    const near = nearest(operand.text, members(fact.type));
    return this.#fault(
      operand,
      `no operation is called ${operand.text}`,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }

  #party(fact: Name, kind: PartyKind, operand: Operand): Literal | undefined {
    if (operand.kind !== 'text')
      return this.#fault(
        operand,
        `${fact.name} is ${describe(fact.type)}`,
        operand.kind === 'name' ? `write "${operand.text}"` : undefined,
      );
    const resolver = this.#resolver;
    if (resolver === undefined || resolver[kind](operand.text) !== undefined)
      return { text: operand.text };
    const near = nearest(operand.text, resolver.known?.(kind) ?? []);
    return this.#fault(
      operand,
      `no ${kind === 'party' ? 'network' : kind} is called "${operand.text}"`,
      near === undefined ? undefined : `did you mean "${near}"?`,
    );
  }
}

interface Quantity {
  readonly amount: Amount;
  readonly is: Dimension;
}

function isCalculated({ left, right }: { left: Term; right: Term }): boolean {
  return left.kind === 'calculation' || right.kind === 'calculation';
}

/** What a literal of an expression could be, had it been written down. */
function isPlain(value: bigint): boolean {
  return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** An item of a list as if it stood in the expression, in the form that the type is written in. */
function operandOf(type: Type, value: string | number, { start, end }: Span): Operand {
  const where = { start, end };
  if (typeof value === 'number') return { kind: 'number', text: `${value}`, value, ...where };
  const duration = type.kind === 'duration' ? durationOf(value) : undefined;
  if (duration !== undefined) return { ...duration, kind: 'number', ...where };
  const isQuoted = isPartyKind(type.kind) || type.kind === 'text';
  return { kind: isQuoted ? 'text' : 'name', text: value, ...where };
}

function kindOf(operand: Operand): string {
  if (operand.kind === 'text') return 'a text';
  if (operand.kind === 'name') return 'a word';
  return operand.unit === undefined ? 'a number' : 'a duration';
}

function show(operand: Operand): string {
  return operand.kind === 'text' ? `"${operand.text}"` : operand.text;
}
