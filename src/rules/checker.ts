// SPDX-License-Identifier: Apache-2.0
// Gives the names of an expression their meaning and refuses comparisons of unlike things. Collects
// every fault of the expression, each with its place and, for a mistyped word, the nearest one that
// exists.

import { nearest } from '../base/nearest.ts';
import { operationName } from '../base/operations.ts';
import type { Checked, Literal, Test } from './checked.ts';
import { parse } from './parser.ts';
import type { Expression, Fault, Operand, SetItem, Span } from './syntax.ts';
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
}

/** Parses and checks one expression. */
export function check(source: string, options: CheckOptions = {}): CheckResult {
  const { expression, fault } = parse(source);
  if (fault !== undefined) return { faults: [fault] };
  const checker = new Checker(options.vocabulary ?? ruleVocabulary, options.resolver);
  const checked = checker.expression(expression);
  if (checked === undefined || checker.faults.length > 0) return { faults: checker.faults };
  return { checked, faults: [] };
}

class Checker {
  readonly faults: Fault[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #resolver: Resolver | undefined;

  constructor(vocabulary: Vocabulary, resolver: Resolver | undefined) {
    this.#vocabulary = vocabulary;
    this.#resolver = resolver;
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
    const fact = this.#fact(node.kind === 'bare' ? node.operand : node.left);
    if (fact === undefined) return undefined;
    if (node.kind === 'bare') return this.#bare(fact, node.operand);
    if (node.kind === 'compare') return this.#compare(fact, node);
    if (node.kind === 'in') return this.#in(fact, node.left, node.items);
    return this.#has(fact, node);
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
    const { operator, right } = node;
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

  #in(fact: Name, left: Operand, items: readonly SetItem[]): Test | undefined {
    const { type } = fact;
    if (type.kind === 'bits' || type.kind === 'bool' || type.kind === 'anomaly')
      return this.#fault(
        left,
        `${fact.name} is ${describe(type)}`,
        type.kind === 'bits' ? `write ${fact.name} has_any { … }` : `write ${fact.name}`,
      );
    const ranges = items.map((item) => this.#range(fact, item));
    if (ranges.some((range) => range === undefined)) return undefined;
    return { kind: 'in', fact, ranges: ranges as [Literal, Literal][] };
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

  #has(fact: Name, node: Extract<Expression, { kind: 'has' }>): Test | undefined {
    if (fact.type.kind !== 'bits')
      return this.#fault(
        node.left,
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

function kindOf(operand: Operand): string {
  if (operand.kind === 'text') return 'a text';
  if (operand.kind === 'name') return 'a word';
  return operand.unit === undefined ? 'a number' : 'a duration';
}

function show(operand: Operand): string {
  return operand.kind === 'text' ? `"${operand.text}"` : operand.text;
}
