// SPDX-License-Identifier: Apache-2.0
// Expression -> tree, by recursive descent with a bounded depth. Precedence is that of Wireshark's
// display filters: a comparison binds tightest, then `!` (which takes a whole comparison: `!a == b`
// is `!(a == b)`), then `&&`, then `||`.
//
//   or         = and { "||" and }
//   and        = not { "&&" not }
//   not        = "!" not | "(" or ")" | test
//   test       = term [ comparison term | "in" ( list | set ) | "has" operand
//                     | ( "has_any" | "has_all" ) set | "starts_with" ( operand | set ) ]
//   term       = product { ( "+" | "-" ) product }
//   product    = factor { ( "*" | "/" ) factor }   factor = operand | "(" term ")"
//   set        = "{" item { "," item } "}"         item = operand [ ".." operand ] | list
//   operand    = name | number | duration | text   list = "$" name
//
// A parenthesis at the beginning of a test may hold a calculation or a condition: what follows it
// tells which, so that nothing is read twice.
import { limits } from '../schema/limits.ts';
import { SyntaxFault, type Token, tokenize } from './lexer.ts';
import type {
  Comparison,
  Expression,
  Fault,
  ListName,
  Operand,
  SetItem,
  Sign,
  Span,
  Term,
} from './syntax.ts';

export type Parsed =
  | { readonly expression: Expression; readonly fault?: undefined }
  | { readonly expression?: undefined; readonly fault: Fault };

const comparisons = new Set<string>(['==', '!=', '<', '<=', '>', '>=']);
const sums = new Set<string>(['+', '-']);
const products = new Set<string>(['*', '/']);
/** What shows that the parenthesis before it held a calculation. */
const afterTerm = new Set<string>([...comparisons, ...sums, ...products, 'in']);

/** Reads one expression; the first error of syntax ends it. */
export function parse(source: string): Parsed {
  try {
    const size = limits.expression_characters.value;
    if (source.length > size)
      throw new SyntaxFault({
        start: size,
        end: source.length,
        message: `the expression is longer than ${size} characters`,
        hint: 'make two rules of it',
      });
    return { expression: new Parser(tokenize(source)).whole() };
  } catch (error) {
    if (error instanceof SyntaxFault) return { fault: error.fault };
    throw error;
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #signs = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#or();
    const next = this.#next();
    if (next.kind !== 'end') throw this.#unexpected(next, 'the end, && or ||');
    return expression;
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? (this.#tokens.at(-1) as Token);
  }

  #take(): Token {
    const token = this.#next();
    this.#at += 1;
    return token;
  }

  #accept(text: string): boolean {
    const next = this.#next();
    if ((next.kind !== 'symbol' && next.kind !== 'word') || next.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): Token {
    const next = this.#next();
    if (!this.#accept(text)) throw this.#unexpected(next, text);
    return next;
  }

  #unexpected(token: Token, wanted: string): SyntaxFault {
    const found = token.kind === 'end' ? 'the expression ends' : `found ${token.text || '""'}`;
    const negative = token.text === '-' && wanted !== 'a member';
    const word = /^(and|or|not|eq|ne|lt|le|gt|ge)$/.exec(token.text)?.[1];
    return new SyntaxFault({
      start: token.start,
      end: Math.max(token.end, token.start + 1),
      message: `${found} where ${wanted} is expected`,
      ...(word === undefined ? {} : { hint: `write ${signOf[word] ?? ''} for ${word}` }),
      ...(negative ? { hint: 'numbers here are never negative' } : {}),
    });
  }

  #or(): Expression {
    return this.#chain('or', '||', () => this.#chain('and', '&&', () => this.#not()));
  }

  #chain(kind: 'and' | 'or', sign: string, part: () => Expression): Expression {
    const first = part();
    const parts = [first];
    while (this.#accept(sign)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts, ...across(first, parts.at(-1) ?? first) };
  }

  #not(): Expression {
    const start = this.#next();
    if (this.#accept('!')) {
      const part = this.#deeper(start, () => this.#not());
      return { kind: 'not', part, ...across(start, part) };
    }
    if (this.#accept('(')) {
      const inner = this.#deeper(start, () => this.#or());
      const where = across(start, this.#expect(')'));
      if (inner.kind === 'bare' && afterTerm.has(this.#next().text))
        return this.#test({ ...inner.operand, ...where });
      if (inner.kind === 'bare')
        return { ...inner, operand: { ...inner.operand, ...where }, ...where };
      return { ...inner, ...where };
    }
    return this.#test();
  }

  #deeper<T>(at: Token, step: () => T): T {
    this.#depth += 1;
    if (this.#depth > limits.expression_depth.value)
      throw new SyntaxFault({
        start: at.start,
        end: at.end,
        message: `nested deeper than ${limits.expression_depth.value} levels`,
      });
    const result = step();
    this.#depth -= 1;
    return result;
  }

  /** `first`: a calculation in parentheses that was read already. */
  #test(first?: Term): Expression {
    if (first === undefined) this.#signs = 0;
    const left = this.#term('a fact', first);
    const sign = this.#next();
    if (sign.kind === 'symbol' && comparisons.has(sign.text)) {
      this.#take();
      const right = this.#term('a value');
      const next = this.#next();
      if (next.kind === 'symbol' && comparisons.has(next.text))
        throw new SyntaxFault({
          start: next.start,
          end: next.end,
          message: 'comparisons do not chain',
          hint: 'join two of them with &&, or write `in { 1..5 }`',
        });
      const operator = sign.text as Comparison;
      return { kind: 'compare', operator, left, right, ...across(left, right) };
    }
    if (this.#accept('in')) {
      const list = this.#list();
      if (list !== undefined) return { kind: 'in', left, items: [list], ...across(left, list) };
      const { items, end } = this.#set();
      return { kind: 'in', left, items, ...across(left, end) };
    }
    if (this.#accept('starts_with')) {
      if (this.#next().text !== '{') {
        const prefix = this.#operand('a text');
        return { kind: 'starts', left, prefixes: [prefix], ...across(left, prefix) };
      }
      const { items, end } = this.#set();
      return { kind: 'starts', left, prefixes: items.map(single), ...across(left, end) };
    }
    if (this.#accept('has')) {
      const member = this.#operand('a member');
      return { kind: 'has', left, any: true, members: [member], ...across(left, member) };
    }
    const any = sign.text === 'has_any';
    if (this.#accept('has_any') || this.#accept('has_all')) {
      const { items, end } = this.#set();
      return { kind: 'has', left, any, members: items.map(single), ...across(left, end) };
    }
    return { kind: 'bare', operand: left, start: left.start, end: left.end };
  }

  /** Sums and products, the left one first. `first` is a factor that was read already. */
  #term(wanted: string, first?: Term): Term {
    return this.#calculation(sums, first, (given) =>
      this.#calculation(products, given, (factor) => factor ?? this.#factor(wanted)),
    );
  }

  #calculation(
    signs: ReadonlySet<string>,
    first: Term | undefined,
    part: (first?: Term) => Term,
  ): Term {
    let left = part(first);
    for (;;) {
      const sign = this.#next();
      if (sign.kind !== 'symbol' || !signs.has(sign.text)) return left;
      this.#take();
      this.#signs += 1;
      if (this.#signs > limits.comparison_calculations.value)
        throw new SyntaxFault({
          start: sign.start,
          end: sign.end,
          message: `more than ${limits.comparison_calculations.value} calculations in one comparison`,
          hint: 'make two rules of it',
        });
      const right = part();
      const where = across(left, right);
      left = { kind: 'calculation', sign: sign.text as Sign, left, right, ...where };
    }
  }

  #factor(wanted: string): Term {
    const start = this.#next();
    if (!this.#accept('(')) return this.#operand(wanted);
    const inner = this.#deeper(start, () => this.#term('a value'));
    return { ...inner, ...across(start, this.#expect(')')) };
  }

  #list(): ListName | undefined {
    const { kind, text, start, end } = this.#next();
    if (kind !== 'list') return undefined;
    this.#take();
    return { kind: 'list', text, start, end };
  }

  #set(): { items: readonly (SetItem | ListName)[]; end: Span } {
    this.#expect('{');
    const items: (SetItem | ListName)[] = [];
    do {
      const list = this.#list();
      if (list !== undefined) {
        items.push(list);
        continue;
      }
      const from = this.#operand('a value');
      const to = this.#accept('..') ? this.#operand('the end of the range') : from;
      items.push({ from, to, ...across(from, to) });
    } while (this.#accept(','));
    return { items, end: this.#expect('}') };
  }

  #operand(wanted: string): Operand {
    const token = this.#take();
    const where = { start: token.start, end: token.end };
    if (token.kind === 'name') return { kind: 'name', text: token.text, ...where };
    if (token.kind === 'text') return { kind: 'text', text: token.text, ...where };
    if (token.kind !== 'number') throw this.#unexpected(token, wanted);
    const unit = token.unit === undefined ? {} : { unit: token.unit };
    return { kind: 'number', text: token.text, value: token.value ?? 0, ...unit, ...where };
  }
}

const signOf: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

function across(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

function single(item: SetItem | ListName): Operand {
  if (item.kind === 'list')
    throw new SyntaxFault({
      start: item.start,
      end: item.end,
      message: 'a list of the operator stands behind `in` alone',
    });
  if (item.from === item.to) return item.from;
  throw new SyntaxFault({
    start: item.start,
    end: item.end,
    message: 'there are no ranges here',
  });
}
