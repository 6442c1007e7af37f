// SPDX-License-Identifier: Apache-2.0
// The grammar of TOML 1.0, which is toml-eslint-parser's, read leniently: a line that cannot be
// read is blanked and reading goes on, so that one run shows as much as can be known. Says what is
// wrong in words for people who never read the grammar. It knows no keys; src/base/toml.ts, its
// only caller, makes values of the tree.
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from './source-text.ts';

export interface SyntaxFault extends Span {
  readonly message: string;
  readonly hint?: string;
}

/** Errors of syntax told of one text; reading ends at the last of them. */
const SYNTAX_ERRORS_MAX = 20;

/**
 * Parses a text. The tree is that of the text with unreadable lines blanked, offsets unchanged; it
 * is undefined when an error cannot be left out without changing the meaning of what follows.
 */
export function parseLeniently(text: string): {
  readonly tree: AST.TOMLTopLevelTable | undefined;
  readonly faults: readonly SyntaxFault[];
} {
  const faults: SyntaxFault[] = bareReturns(text);
  for (let readable: string | undefined = text; readable !== undefined; ) {
    try {
      return { tree: parseTOML(readable, { tomlVersion: '1.0.0' }).body[0], faults };
    } catch (error) {
      const fault = explain(error, readable);
      faults.push(fault);
      readable = faults.length < SYNTAX_ERRORS_MAX ? blank(readable, fault.start) : undefined;
    }
  }
  return { tree: undefined, faults };
}

/** What src/base/toml.ts says as well, of tables and lists that the parser could still follow. */
export const TOO_DEEP = 'tables and lists are nested too deeply';

/** A carriage return ends no line in TOML; the parser takes one at the end of a value. */
function bareReturns(text: string): SyntaxFault[] {
  const start = text.search(/\r(?!\n)/);
  if (start < 0) return [];
  const hint = 'end lines with a line feed';
  return [{ start, end: start + 1, message: 'not TOML: a carriage return alone', hint }];
}

/**
 * Takes out the line of an error where that leaves the rest as it was: a whole pair, or one element
 * of a list. Spaces stand in for it, so that all offsets hold.
 */
function blank(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
  const line = text.slice(start, end);
  const isPair = /^\s*[\w."'-]+(\s*\.\s*[\w."'-]+)*\s*=/.test(line);
  const isElement = /^\s*[^\s=[\]{}#,]+\s*,?\s*(#.*)?$/.test(line);
  if (!isPair && !isElement) return undefined;
  return text.slice(0, start) + line.replace(/[^\r]/g, ' ') + text.slice(end);
}

/** Errors that the parser tells where the next line begins; people look for them where they are. */
const ofTheLineBefore: ReadonlySet<string> = new Set([
  'Unspecified values are invalid',
  'The key, equals sign, and value must be on the same line',
  'No newlines are allowed between the curly braces unless they are valid within a value',
  'Unterminated table-key',
  'Unterminated array',
  'Unterminated inline table',
]);

function explain(error: unknown, text: string): SyntaxFault {
  // The parser descends once for each bracket; a text made to overflow it is no configuration.
  if (error instanceof RangeError) return { start: 0, end: 1, message: TOO_DEEP };
  if (!(error instanceof ParseError)) throw error;
  const offset = Math.min(error.index, text.length);
  const token = tokenAround(text, offset);
  const word = text.slice(token.start, token.end);
  const said = error.message;
  if (/^(Leading zeros|Must be a newline)/.test(said) && /^[+-]?0[\d_]/.test(word))
    return {
      ...token,
      message: 'a number cannot begin with 0 in TOML',
      hint: `write it as text, "${word}": the zero counts in MNCs and titles`,
    };
  if (said.startsWith('Defining a key multiple times'))
    return {
      start: offset,
      end: token.end,
      message: 'this key or table was already given',
      hint: 'keep one of them; repeated tables are written [[name]]',
    };
  if (/^Unexpected invalid (date|time)/.test(said))
    return { ...token, message: `not TOML: there is no ${word}`, hint: 'write it as 2018-01-31' };
  const hint = 'correct the line, or comment it out with #';
  const open = openString(said, text, offset);
  if (open !== undefined) return { start: open, end: open + 3, message: `not TOML: ${said}`, hint };
  const before = codeBefore(text, offset);
  const isValueless = before?.endsWith('=') === true;
  if (before === undefined || !(isValueless || ofTheLineBefore.has(said)))
    return { start: offset, end: offset + 1, message: `not TOML: ${said}`, hint };
  const message = `not TOML: ${isValueless ? 'Unspecified values are invalid' : said}`;
  return { start: before.length, end: before.length + 1, message, hint };
}

/** The number, date or bare word at an offset. */
function tokenAround(text: string, offset: number): Span {
  const isPart = (at: number) => /[\w.:+-]/.test(text[at] ?? '');
  let start = offset;
  let end = offset;
  while (start > 0 && isPart(start - 1)) start -= 1;
  while (isPart(end)) end += 1;
  return { start, end: Math.max(end, start + 1) };
}

/**
 * A text over several lines that nothing closes is found at its end; it begins at the last quotes.
 */
function openString(said: string, text: string, offset: number): number | undefined {
  if (!said.startsWith('Unterminated string') || offset < text.length) return undefined;
  const start = Math.max(text.lastIndexOf('"""'), text.lastIndexOf("'''"));
  return start < 0 ? undefined : start;
}

/**
 * When only space stands between the begin of its line and an offset: the text up to the end of
 * what an earlier line says, comments left out. Otherwise undefined.
 */
function codeBefore(text: string, offset: number): string | undefined {
  const lines = text.slice(0, offset).split('\n');
  if (lines.pop()?.trim() !== '') return undefined;
  while (lines.length > 0 && /^\s*(#.*)?$/.test(lines.at(-1)!)) lines.pop();
  if (lines.length === 0) return undefined;
  // A # inside quotes begins no comment; such a line is taken whole.
  const last = lines.pop()!.replace(/^([^"'#]*)#.*/, '$1');
  return [...lines, last.trimEnd()].join('\n');
}
