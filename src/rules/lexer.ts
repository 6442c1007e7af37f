// SPDX-License-Identifier: Apache-2.0
// Cuts an expression into tokens. A hyphen between letters is part of a name, as it is in the names
// of operations (`gsm_map.mt-forwardSM`): a minus has a space on either side.
import type { Fault, Span } from './syntax.ts';

export type TokenKind = 'name' | 'list' | 'number' | 'text' | 'symbol' | 'word' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written; of a text, without its quotes, of a list without its sign. */
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

/** `10m` by itself; undefined when it is none. */
export function durationOf(
  text: string,
): { readonly text: string; readonly value: number; readonly unit: string } | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const factor = secondsOfUnit[unit];
  return factor === undefined ? undefined : { text, value: Number(digits) * factor, unit };
}

const words = new Set(['in', 'has', 'has_any', 'has_all', 'starts_with']);
const name = /[A-Za-z_][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*/y;
const list = /\$[A-Za-z_][A-Za-z0-9_]*/y;
const number = /\d+[A-Za-z_]*/y;
const symbol = /&&|\|\||==|!=|<=|>=|\.\.|[!<>(){},+*/-]/y;
const text = /"[^"]*"|'[^']*'/y;

/** What people write for what the language has. */
const slips: Readonly<Record<string, string>> = {
  '&': 'write && for "and"',
  '|': 'write || for "or"',
  '=': 'write == to compare',
  $: 'the name of a list follows its sign: $gmlc_partners',
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
      listToken(match(list)) ??
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

function listToken(found: string | undefined): Cut | undefined {
  return found === undefined
    ? undefined
    : { kind: 'list', text: found.slice(1), length: found.length };
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
