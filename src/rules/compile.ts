// SPDX-License-Identifier: Apache-2.0
// Checked expression -> decision graph of the native machine (src/schema/policy-program.ts).
// Written back to front, so that both places an instruction can go to exist before it does, and so
// lie behind it.
//
// Unknown values: a negation is pushed down to the tests, where it exchanges the two targets; a
// test of something not known goes to where the whole fails. For a formula of tests, && and ||
// alone that gives exactly what three-valued logic (predicate.ts) calls true.

import { layout } from '../schema/policy-program.ts';
import { type CodeStep, calculationCode } from './calculation-code.ts';
import type { Checked, Literal, Test } from './checked.ts';
import type { Resolver } from './checker.ts';
import type { Comparison } from './syntax.ts';
import { canBeUnknown, isPartyKind, type Name, type PartyKind } from './vocabulary.ts';

export interface Instruction {
  readonly opcode: number;
  readonly fact: number;
  readonly onTrue: number;
  readonly onFalse: number;
  readonly count: number;
  readonly operand: bigint;
}

const { opcode, target } = layout;
const MEMBER_BITS = 64;
const UNKNOWN_PARTY = 0n;

/**
 * A target while code is written backwards: how many instructions from the end, or accept or
 * reject.
 */
type Label = { readonly fromEnd: number } | { readonly fixed: number };
const accept: Label = { fixed: target.accept };
const reject: Label = { fixed: target.reject };

interface Draft extends Omit<Instruction, 'onTrue' | 'onFalse'> {
  readonly onTrue: Label;
  readonly onFalse: Label;
}

/** Instructions and constants of all programs of one image. */
export class Assembler {
  readonly instructions: Instruction[] = [];
  readonly constants: bigint[] = [];
  readonly #resolver: Resolver;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** Appends the program of an expression and tells where it lies. */
  add(checked: Checked): { first: number; end: number } {
    const first = this.instructions.length;
    const writer = new Writer(this.constants, this.#resolver);
    writer.write(checked, accept, reject, true);
    const end = first + writer.drafts.length;
    const place = (label: Label) => ('fixed' in label ? label.fixed : end - label.fromEnd);
    for (const draft of writer.drafts.toReversed())
      this.instructions.push({
        ...draft,
        onTrue: place(draft.onTrue),
        onFalse: place(draft.onFalse),
      });
    return { first, end };
  }
}

/** Instructions that an expression compiles to: the most that it can cost a message. */
export function instructionsOf(checked: Checked): number {
  const anybody = () => 1;
  const assembler = new Assembler({ party: anybody, operator: anybody, territory: anybody });
  return assembler.add(checked).end;
}

class Writer {
  readonly drafts: Draft[] = [];
  readonly #constants: bigint[];
  readonly #resolver: Resolver;

  constructor(constants: bigint[], resolver: Resolver) {
    this.#constants = constants;
    this.#resolver = resolver;
  }

  /**
   * Writes code that goes to `yes` when the expression (its negation, unless `positive`) is true,
   * else to `no`.
   */
  write(checked: Checked, yes: Label, no: Label, positive: boolean): Label {
    if (checked.kind === 'test') return this.#test(checked.test, yes, no, positive);
    if (checked.kind === 'not') return this.write(checked.part, yes, no, !positive);
    const isAll = (checked.kind === 'all') === positive;
    let next = isAll ? yes : no;
    for (const part of checked.parts.toReversed())
      next = isAll ? this.write(part, next, no, positive) : this.write(part, yes, next, positive);
    return next;
  }

  #emit(
    code: number,
    fact: number,
    operand: bigint,
    onTrue: Label,
    onFalse: Label,
    count = 0,
  ): Label {
    this.drafts.push({ opcode: code, fact, operand, onTrue, onFalse, count });
    return { fromEnd: this.drafts.length };
  }

  #test(test: Test, yes: Label, no: Label, positive: boolean): Label {
    const then = positive ? yes : no;
    const otherwise = positive ? no : yes;
    if (test.kind === 'calculation') return this.#calculation(test, no, then, otherwise);
    const { fact } = test;
    switch (test.kind) {
      case 'flag':
        if (fact.type.kind === 'anomaly')
          return this.#emit(
            opcode.any_anomaly,
            fact.type.bit >> 6,
            1n << BigInt(fact.type.bit & 63),
            then,
            otherwise,
          );
        return this.#emit(opcode.equal, idOf(fact), 0n, otherwise, then);
      case 'known': {
        const [known, unknown] = test.wanted ? [then, otherwise] : [otherwise, then];
        return this.#emit(opcode.equal, idOf(fact), UNKNOWN_PARTY, unknown, known);
      }
      case 'bits': {
        const code = test.any ? opcode.any_bits : opcode.all_bits;
        return this.#emit(code, idOf(fact), BigInt(test.mask), then, otherwise);
      }
      case 'literal': {
        const value = this.#number(fact, test.value);
        return this.#unlessUnknown(
          fact,
          no,
          this.#literal(idOf(fact), test.operator, value, then, otherwise),
        );
      }
      case 'facts': {
        const body = this.#facts(idOf(fact), test.operator, idOf(test.other), then, otherwise);
        return this.#unlessUnknown(fact, no, this.#unlessUnknown(test.other, no, body));
      }
      case 'in':
        return this.#unlessUnknown(fact, no, this.#in(test, then, otherwise));
      case 'starts':
        return this.#unlessUnknown(fact, no, this.#starts(test, then, otherwise));
    }
  }

  /** Goes to `no` where the fact is not known, whichever way the test would go. */
  #unlessUnknown(fact: Name, no: Label, body: Label): Label {
    if (!canBeUnknown(fact.type)) return body;
    return isPartyKind(fact.type.kind)
      ? this.#emit(opcode.equal, idOf(fact), UNKNOWN_PARTY, no, body)
      : this.#emit(opcode.less, idOf(fact), 0n, no, body);
  }

  #literal(fact: number, operator: Comparison, value: bigint, yes: Label, no: Label): Label {
    switch (operator) {
      case '==':
        return this.#emit(opcode.equal, fact, value, yes, no);
      case '!=':
        return this.#emit(opcode.equal, fact, value, no, yes);
      case '<':
        return this.#emit(opcode.less, fact, value, yes, no);
      case '>=':
        return this.#emit(opcode.less, fact, value, no, yes);
      case '<=':
        return this.#emit(opcode.less, fact, value + 1n, yes, no);
      case '>':
        return this.#emit(opcode.less, fact, value + 1n, no, yes);
    }
  }

  #facts(fact: number, operator: Comparison, other: number, yes: Label, no: Label): Label {
    switch (operator) {
      case '==':
        return this.#emit(opcode.equal_fact, fact, BigInt(other), yes, no);
      case '!=':
        return this.#emit(opcode.equal_fact, fact, BigInt(other), no, yes);
      case '<':
        return this.#emit(opcode.less_fact, fact, BigInt(other), yes, no);
      case '>=':
        return this.#emit(opcode.less_fact, fact, BigInt(other), no, yes);
      case '>':
        return this.#emit(opcode.less_fact, other, BigInt(fact), yes, no);
      case '<=':
        return this.#emit(opcode.less_fact, other, BigInt(fact), no, yes);
    }
  }

  #in(test: Extract<Test, { kind: 'in' }>, yes: Label, no: Label): Label {
    const fact = idOf(test.fact);
    const ranges = test.ranges
      .map(([from, to]) => [this.#number(test.fact, from), this.#number(test.fact, to)] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    if (ranges.every(([, to]) => to < MEMBER_BITS)) {
      let mask = 0n;
      for (const [from, to] of ranges) for (let v = from; v <= to; v++) mask |= 1n << v;
      return this.#emit(opcode.member, fact, BigInt.asIntN(64, mask), yes, no);
    }
    if (ranges.every(([from, to]) => from === to)) {
      const points = [...new Set(ranges.map(([from]) => from))];
      const first = BigInt(this.#constants.length);
      this.#constants.push(...points);
      return this.#emit(opcode.listed, fact, first, yes, no, points.length);
    }
    // Ranges in rising order: below the next one's start is outside, up to its end is inside, else
    // ask the next.
    let next = no;
    for (const [from, to] of ranges.toReversed()) {
      const inside = this.#emit(opcode.less, fact, to + 1n, yes, next);
      next = this.#emit(opcode.less, fact, from, no, inside);
    }
    return next;
  }

  /** The values that begin so are known when the rules are compiled; natively they are numbers. */
  #starts(test: Extract<Test, { kind: 'starts' }>, yes: Label, no: Label): Label {
    const { kind } = test.fact.type;
    const texts = isPartyKind(kind) ? (this.#resolver.known?.(kind) ?? []) : [];
    const ranges = texts
      .filter((text) => test.prefixes.some((prefix) => text.startsWith(prefix)))
      .map((text) => [{ text }, { text }] as const);
    return this.#in({ kind: 'in', fact: test.fact, ranges }, yes, no);
  }

  /** Backwards like everything here; any step that meets the unknown goes to `no`. */
  #calculation(
    test: Extract<Test, { kind: 'calculation' }>,
    no: Label,
    then: Label,
    otherwise: Label,
  ): Label {
    const { steps, decision, isSwapped } = calculationCode(test, idOf);
    const emit = (step: CodeStep, yes: Label, other: Label) =>
      this.#emit(step.opcode, step.fact, step.operand, yes, other, step.registers);
    let next = isSwapped ? emit(decision, otherwise, then) : emit(decision, then, otherwise);
    for (const step of steps.toReversed()) next = emit(step, next, no);
    return next;
  }

  #number(fact: Name, literal: Literal): bigint {
    const { kind } = fact.type;
    if (!isPartyKind(kind)) return BigInt(literal.value ?? 0);
    return BigInt(resolve(this.#resolver, kind, literal.text));
  }
}

/** The checker has looked the id up already; one that is gone since stands for nobody. */
function resolve(resolver: Resolver, kind: PartyKind, id: string): number {
  return resolver[kind](id) ?? NOBODY;
}

/** No party has this number. */
const NOBODY = 0xffff_ffff;

function idOf(fact: Name): number {
  if (fact.id === undefined)
    throw new RangeError(`${fact.name} is not a fact of the native machine`);
  return fact.id;
}
