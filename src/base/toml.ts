// SPDX-License-Identifier: Apache-2.0
// A TOML document as nodes that know where they stand, and as plain values with places by path, so
// that whoever checks it can say file, line and column and show the line with a caret. This file
// knows no keys and checks no meaning. It never throws: what is wrong with the syntax is a list of
// problems, and the document is what could be read beside them.
import type { AST } from 'toml-eslint-parser';
import type { Problem } from './errors.ts';
import { SourceText, type Span } from './source-text.ts';
import { parseLeniently, type SyntaxFault, TOO_DEEP } from './toml-syntax.ts';

/**
 * A table or list that headers make stands where the first of them has its name; one in brackets of
 * its own where these are.
 */
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

/** Keys, and indices into lists, from the top. */
export type Path = readonly (string | number)[];

/** A date or date-time among plain values, as written. */
export class DateText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class TomlDocument extends SourceText {
  readonly root: TomlTable;
  /** When there are any, keys may be missing because their line could not be read. */
  readonly syntax: readonly Problem[];

  /** `file` names the text in problems. A byte order mark is no part of it. */
  constructor(file: string, text: string) {
    super(file, text.replace(/^\ufeff/, ''));
    const { tree, faults } = parseLeniently(this.text);
    const builder = new TreeBuilder();
    this.root = builder.tree(tree);
    this.syntax = [...faults, ...builder.faults].map((fault) =>
      this.problem(fault, fault.message, fault.hint),
    );
  }

  /** Plain objects without prototype, arrays, texts, numbers, booleans and DateText. */
  get values(): Readonly<Record<string, unknown>> {
    return plain(this.root) as Readonly<Record<string, unknown>>;
  }

  /** The value at a path, else its key, else the nearest table around it. */
  value(path: Path): Span {
    return this.#find(path).value;
  }

  /** The key at a path; of an index the key of its list. */
  key(path: Path): Span {
    return this.#find(path).key;
  }

  #find(path: Path): { key: Span; value: Span } {
    const top = { start: 0, end: 1 };
    let found: { key: Span; value: Span } = { key: top, value: top };
    let node: TomlNode | undefined = this.root;
    for (const part of path) {
      const entry: TomlEntry | undefined =
        node?.kind === 'table' ? node.entries.get(String(part)) : undefined;
      const item: TomlNode | undefined =
        node?.kind === 'array' ? node.items[Number(part)] : undefined;
      node = entry?.value ?? item;
      if (node === undefined) return found;
      found = { key: entry?.key ?? found.key, value: node };
    }
    return found;
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

/** Tables and lists inside one another, dotted keys counted as the tables they make. */
const DEPTH_MAX = 32;

/** Makes nodes of the parser's tree. */
class TreeBuilder {
  readonly faults: SyntaxFault[] = [];

  tree(top: AST.TOMLTopLevelTable | undefined): TomlTable {
    const root = newTable(top === undefined ? { start: 0, end: 1 } : span(top));
    for (const item of top?.body ?? []) {
      if (item.type === 'TOMLKeyValue') {
        this.#put(root, item, 0);
        continue;
      }
      const keys = item.key.keys;
      if (this.#isTooDeep(keys.length, span(item.key))) continue;
      let table = root;
      keys.forEach((key, i) => {
        const isLast = i === keys.length - 1;
        const where = isLast ? span(item.key) : span(key);
        table = descend(table, nameOf(key), where, isLast && item.kind === 'array');
      });
      for (const pair of item.body) this.#put(table, pair, keys.length);
    }
    return root;
  }

  #put(table: MutableTable, pair: AST.TOMLKeyValue, depth: number): void {
    const keys = pair.key.keys;
    const below = depth + keys.length;
    if (this.#isTooDeep(below, span(pair.key))) return;
    let target = table;
    for (const key of keys.slice(0, -1)) target = descend(target, nameOf(key), span(key), false);
    const last = keys.at(-1)!;
    target.entries.set(nameOf(last), { key: span(last), value: this.#node(pair.value, below) });
  }

  #node(node: AST.TOMLContentNode, depth: number): TomlNode {
    const where = span(node);
    if (node.type === 'TOMLArray') {
      const isTooDeep = this.#isTooDeep(depth + 1, where);
      const elements = isTooDeep ? [] : node.elements;
      return { kind: 'array', ...where, items: elements.map((one) => this.#node(one, depth + 1)) };
    }
    if (node.type === 'TOMLInlineTable') {
      const table = newTable(where);
      for (const pair of node.body) this.#put(table, pair, depth);
      return table;
    }
    switch (node.kind) {
      case 'string':
        return { kind: 'text', ...where, value: node.value };
      case 'integer':
        if (!Number.isSafeInteger(node.value))
          this.faults.push({
            ...where,
            message: 'a number beyond 2^53 cannot be kept exactly',
            hint: 'write it as text, in quotes',
          });
        return { kind: 'number', ...where, value: node.value };
      case 'float':
        return { kind: 'number', ...where, value: node.value };
      case 'boolean':
        return { kind: 'flag', ...where, value: node.value };
      default:
        return { kind: 'date', ...where, value: node.datetime };
    }
  }

  #isTooDeep(depth: number, where: Span): boolean {
    if (depth <= DEPTH_MAX) return false;
    this.faults.push({ ...where, message: TOO_DEEP, hint: `at most ${DEPTH_MAX} levels` });
    return true;
  }
}

function span(node: { range: readonly [number, number] }): Span {
  return { start: node.range[0], end: node.range[1] };
}

function newTable(where: Span): MutableTable {
  return { kind: 'table', start: where.start, end: where.end, entries: new Map() };
}

/**
 * The table under a key, made when missing; of an array of tables the last, or a fresh one for
 * `[[…]]`.
 */
function descend(table: MutableTable, name: string, key: Span, append: boolean): MutableTable {
  const present = table.entries.get(name)?.value as MutableTable | MutableArray | undefined;
  if (present?.kind === 'array' && !append) return present.items.at(-1) as MutableTable;
  if (present?.kind === 'table') return present;
  const fresh = newTable(key);
  if (present !== undefined) present.items.push(fresh);
  else
    table.entries.set(name, {
      key,
      value: append ? { kind: 'array', ...key, items: [fresh] } : fresh,
    });
  return fresh;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function plain(node: TomlNode): unknown {
  switch (node.kind) {
    case 'table': {
      const table: Record<string, unknown> = Object.create(null);
      for (const [name, { value }] of node.entries) table[name] = plain(value);
      return table;
    }
    case 'array':
      return node.items.map(plain);
    case 'date':
      return new DateText(node.value);
    default:
      return node.value;
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
