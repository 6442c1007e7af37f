// SPDX-License-Identifier: Apache-2.0
// TOML with places: every value knows where in its file it stands, so that whoever checks it can
// say file, line and column and show the line with a caret. The grammar is toml-eslint-parser's;
// this file knows no keys and checks no meaning. Errors of syntax end the file (the parser stops at
// the first), errors of meaning are collected by callers.
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { type ExitCode, exitCode, type Problem, ProductError } from '../base/errors.ts';

/** Offsets into the source text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TomlTable extends Span {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, TomlEntry>;
}
export interface TomlEntry {
  /** Where the key stands. */
  readonly key: Span;
  readonly value: TomlNode;
}
export interface TomlArray extends Span {
  readonly kind: 'array';
  readonly items: readonly TomlNode[];
}
export interface TomlText extends Span {
  readonly kind: 'text';
  readonly value: string;
}
export interface TomlNumber extends Span {
  readonly kind: 'number';
  readonly value: number;
}
export interface TomlFlag extends Span {
  readonly kind: 'flag';
  readonly value: boolean;
}
/** A date or date-time, as written. */
export interface TomlDate extends Span {
  readonly kind: 'date';
  readonly value: string;
}
export type TomlNode = TomlTable | TomlArray | TomlText | TomlNumber | TomlFlag | TomlDate;

/** What a kind of value is called in messages. */
export const tomlWords: Readonly<Record<TomlNode['kind'], string>> = {
  table: 'a table',
  array: 'a list',
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  date: 'a date',
};

interface MutableTable extends Span {
  readonly kind: 'table';
  readonly entries: Map<string, TomlEntry>;
}
interface MutableArray extends Span {
  readonly kind: 'array';
  readonly items: TomlNode[];
}

export class TomlDocument {
  readonly file: string;
  readonly text: string;
  readonly root: TomlTable;

  /** Throws a ProductError with one problem when the text is not TOML. */
  constructor(file: string, text: string, exit: ExitCode = exitCode.configuration) {
    this.file = file;
    this.text = text;
    try {
      this.root = tableOf(parseTOML(text, { tomlVersion: '1.0.0' }).body[0]);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      const start = Math.min(error.index, text.length);
      throw new ProductError(exit, [
        this.problem({ start, end: start + 1 }, `not TOML: ${error.message}`),
      ]);
    }
  }

  /** A problem at a place of this file, with the line and a caret. */
  problem(where: Span, message: string, hint?: string): Problem {
    const before = this.text.slice(0, where.start);
    const lineStart = before.lastIndexOf('\n') + 1;
    const lineEnd = this.text.indexOf('\n', where.start);
    const line = this.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, '');
    return {
      message,
      ...(hint === undefined ? {} : { hint }),
      file: this.file,
      line: before.split('\n').length,
      column: where.start - lineStart + 1,
      excerpt: caret(line, where.start - lineStart, where.end - where.start),
    };
  }

  /**
   * Where characters `inside` of a text's value stand in the file, escapes and folded lines
   * accounted for.
   */
  within(node: TomlText, inside: Span): Span {
    const places = placesOf(this.text, node);
    const last = places.at(-1) ?? node.start;
    const start = places[inside.start] ?? last;
    return { start, end: Math.max(start + 1, (places[inside.end - 1] ?? last) + 1) };
  }
}

/** Two lines: `line`, and a caret with tildes under `length` characters from `column` (from 0). */
export function caret(line: string, column: number, length: number): string {
  const indent = line.slice(0, column).replace(/[^\t]/g, ' ');
  const marked = Math.max(1, Math.min(length, line.length - column));
  return `  ${line}\n  ${indent}^${'~'.repeat(marked - 1)}`;
}

function span(node: { range: readonly [number, number] }): Span {
  return { start: node.range[0], end: node.range[1] };
}

function newTable(where: Span): MutableTable {
  return { kind: 'table', start: where.start, end: where.end, entries: new Map() };
}

function tableOf(top: AST.TOMLTopLevelTable): TomlTable {
  const root = newTable(span(top));
  for (const item of top.body) {
    if (item.type === 'TOMLKeyValue') {
      put(root, item);
      continue;
    }
    const keys = item.key.keys;
    let table = root;
    keys.forEach((key, i) => {
      const isLast = i === keys.length - 1;
      table = descend(table, nameOf(key), span(key), isLast && item.kind === 'array', span(item));
    });
    for (const pair of item.body) put(table, pair);
  }
  return root;
}

/**
 * The table under a key, made when missing; of an array of tables the last, or a fresh one for
 * `[[…]]`.
 */
function descend(
  table: MutableTable,
  name: string,
  key: Span,
  append: boolean,
  where: Span,
): MutableTable {
  const present = table.entries.get(name)?.value as MutableTable | MutableArray | undefined;
  if (append) {
    const fresh = newTable(where);
    if (present?.kind === 'array') present.items.push(fresh);
    else table.entries.set(name, { key, value: { kind: 'array', ...where, items: [fresh] } });
    return fresh;
  }
  if (present?.kind === 'array') return present.items.at(-1) as MutableTable;
  if (present !== undefined) return present;
  const fresh = newTable(where);
  table.entries.set(name, { key, value: fresh });
  return fresh;
}

function put(table: MutableTable, pair: AST.TOMLKeyValue): void {
  const keys = pair.key.keys;
  let target = table;
  for (const key of keys.slice(0, -1))
    target = descend(target, nameOf(key), span(key), false, span(pair));
  const last = keys.at(-1);
  if (last !== undefined)
    target.entries.set(nameOf(last), { key: span(last), value: nodeOf(pair.value) });
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function nodeOf(node: AST.TOMLContentNode): TomlNode {
  const where = span(node);
  if (node.type === 'TOMLArray')
    return { kind: 'array', ...where, items: node.elements.map(nodeOf) };
  if (node.type === 'TOMLInlineTable') {
    const table = newTable(where);
    for (const pair of node.body) put(table, pair);
    return table;
  }
  switch (node.kind) {
    case 'string':
      return { kind: 'text', ...where, value: node.value };
    case 'integer':
    case 'float':
      return { kind: 'number', ...where, value: node.value };
    case 'boolean':
      return { kind: 'flag', ...where, value: node.value };
    default:
      return { kind: 'date', ...where, value: node.datetime };
  }
}

const escapes: Readonly<Record<string, number>> = { u: 4, U: 8, x: 2 };

/** For each UTF-16 unit of a text's value, its offset in the source. */
function placesOf(source: string, node: TomlText): number[] {
  const raw = source.slice(node.start, node.end);
  const quote = raw[0] ?? '"';
  const isMulti = raw.startsWith(quote.repeat(3)) && raw.length >= 6;
  const end = node.end - (isMulti ? 3 : 1);
  let at = node.start + (isMulti ? 3 : 1);
  if (isMulti) at += /^\r?\n/.exec(source.slice(at, at + 2))?.[0].length ?? 0;
  const places: number[] = [];
  while (at < end && places.length < node.value.length) {
    if (source[at] === '\r' && source[at + 1] === '\n') at += 1;
    if (quote === '"' && source[at] === '\\') {
      const folded = /^\\[ \t]*\r?\n\s*/.exec(source.slice(at, end))?.[0];
      if (folded === undefined) {
        places.push(at);
        // A character beyond U+FFFF is two units of the value.
        if ((node.value.codePointAt(places.length - 1) ?? 0) > 0xffff) places.push(at);
      }
      at += folded?.length ?? 2 + (escapes[source[at + 1] ?? ''] ?? 0);
    } else {
      places.push(at);
      at += 1;
    }
  }
  return places;
}
