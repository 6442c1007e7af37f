// SPDX-License-Identifier: Apache-2.0
// Cuts an expression into tokens. There is no arithmetic in the language, so that a hyphen can be
// part of a name, as it is in the names of operations (`gsm_map.mt-forwardSM`).
import type { Fault, Span } from './syntax.ts';

export type TokenKind = 'name' | 'number' | 'text' | 'symbol' | 'word' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written; of a text, without its quotes. */
  readonly text: string;
  /** Of a number; in seconds when `unit` is set. */
  readonly value?: number;
  readonly unit?: string;
}

/** Thrown inside lexer and parser, caught by parse(): the first syntax error ends an expression. */
export class SyntaxFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const words = new Set(['in', 'has', 'has_any', 'has_all']);
const name = /[A-Za-z_][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*/y;
const number = /\d+[A-Za-z_]*/y;
const symbol = /&&|\|\||==|!=|<=|>=|\.\.|[!<>(){},]/y;
const text = /"[^"]*"|'[^']*'/y;

/** What people write for what the language has. */
const slips: Readonly<Record<string, string>> = {
  '&': 'write && for "and"',
  '|': 'write || for "or"',
  '=': 'write == to compare',
  '-': 'numbers here are never negative',
  '"': 'close the text with the quote that opened it',
  "'": 'close the text with the quote that opened it',
};

/** The tokens of `source`, the last of kind `end`. Throws SyntaxFault. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (;;) {
    while (/\s/.test(source[at] ?? '')) at += 1;
    if (at >= source.length) break;
    const token =
      nameToken(match(name)) ??
      numberToken(match(number), at) ??
      textToken(match(text)) ??
      symbolToken(match(symbol));
    if (token === undefined) throw stray(source, at);
    tokens.push({ ...token, start: at, end: at + token.length });
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return tokens;
}

type Cut = Omit<Token, 'start' | 'end'> & { readonly length: number };

function nameToken(found: string | undefined): Cut | undefined {
  if (found === undefined) return undefined;
  return { kind: words.has(found) ? 'word' : 'name', text: found, length: found.length };
}

function numberToken(found: string | undefined, at: number): Cut | undefined {
  if (found === undefined) return undefined;
  const [, digits = '', unit = ''] = /^(\d+)(.*)$/.exec(found) ?? [];
  const place = { start: at, end: at + found.length };
  const factor = unit === '' ? 1 : secondsOfUnit[unit];
  if (factor === undefined)
    throw new SyntaxFault({
      ...place,
      message: `${found} is neither a number nor a duration`,
      hint: 'durations end in s, m, h or d: 10s, 5m, 2h, 1d',
    });
  const value = Number(digits) * factor;
  if (!Number.isSafeInteger(value))
    throw new SyntaxFault({ ...place, message: `${found} is too large` });
  return {
    kind: 'number',
    text: found,
    value,
    ...(unit === '' ? {} : { unit }),
    length: found.length,
  };
}

function textToken(found: string | undefined): Cut | undefined {
  return found === undefined
    ? undefined
    : { kind: 'text', text: found.slice(1, -1), length: found.length };
}

function symbolToken(found: string | undefined): Cut | undefined {
  return found === undefined ? undefined : { kind: 'symbol', text: found, length: found.length };
}

function stray(source: string, at: number): SyntaxFault {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const hint = slips[character];
  return new SyntaxFault({
    start: at,
    end: at + character.length,
    message: `${JSON.stringify(character)} has no meaning here`,
    ...(hint === undefined ? {} : { hint }),
  });
}
