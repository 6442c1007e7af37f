// SPDX-License-Identifier: Apache-2.0
// A TOML text as values and places: smol-toml reads the values, toml-eslint-parser tells where each
// key and value stands. A syntax error does not hide what follows it: the line is blanked and
// reading goes on, so that one run of `config check` shows as much as can be known.
import { parse, TomlError } from 'smol-toml';
import { type AST, parseTOML } from 'toml-eslint-parser';

import type { Problem } from '../base/errors.ts';

/** Where something stands; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

const SYNTAX_ERRORS_MAX = 20;

export class TomlDocument {
  readonly file: string;
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Syntax errors; when there are any, keys may be missing because their line could not be read.
   */
  readonly syntax: readonly Problem[];
  readonly #keys = new Map<string, Place>();
  readonly #values = new Map<string, Place>();

  constructor(text: string, file: string) {
    this.file = file;
    const { values, readable, problems } = parseLeniently(text, file);
    this.values = values;
    this.syntax = problems;
    this.#locate(readable);
  }

  /** Place of the value at a path, else of its key, else of the nearest table around it. */
  valuePlace(path: Path): Place {
    return this.#values.get(keyOf(path)) ?? this.keyPlace(path);
  }

  keyPlace(path: Path): Place {
    for (let length = path.length; length > 0; length--) {
      const place = this.#keys.get(keyOf(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return { line: 1, column: 1 };
  }

  #locate(text: string): void {
    let top: AST.TOMLTopLevelTable;
    try {
      top = parseTOML(text).body[0];
    } catch {
      // The two parsers differ on some corner of TOML: values stand, places fall back to the first
      // line.
      return;
    }
    const open: { node: AST.TOMLNode; path: Path }[] = [{ node: top, path: [] }];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      open.push(...this.#visit(next));
  }

  /** Notes one node and tells which nodes are below it. */
  #visit({ node, path }: { node: AST.TOMLNode; path: Path }): { node: AST.TOMLNode; path: Path }[] {
    switch (node.type) {
      case 'TOMLTopLevelTable':
      case 'TOMLInlineTable':
        return node.body.map((child) => ({ node: child, path }));
      case 'TOMLTable':
        this.#noteKey(node.resolvedKey, node.key.loc.start);
        if (node.kind === 'array') this.#noteKey(node.resolvedKey.slice(0, -1), node.key.loc.start);
        return node.body.map((child) => ({ node: child, path: node.resolvedKey }));
      case 'TOMLKeyValue': {
        let at: Path = path;
        for (const part of node.key.keys) {
          at = [...at, part.type === 'TOMLBare' ? part.name : part.value];
          this.#noteKey(at, part.loc.start);
        }
        this.#values.set(keyOf(at), placeOf(node.value.loc.start));
        return [{ node: node.value, path: at }];
      }
      case 'TOMLArray':
        return node.elements.map((element, index) => {
          this.#values.set(keyOf([...path, index]), placeOf(element.loc.start));
          return { node: element, path: [...path, index] };
        });
      default:
        return [];
    }
  }

  #noteKey(path: Path, start: { line: number; column: number }): void {
    // The first mention stands: `[[network]]` before the dotted tables that go on with it.
    if (!this.#keys.has(keyOf(path))) this.#keys.set(keyOf(path), placeOf(start));
  }
}

function keyOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

function placeOf(start: { line: number; column: number }): Place {
  return { line: start.line, column: start.column + 1 };
}

interface Lenient {
  readonly values: Readonly<Record<string, unknown>>;
  /** The text with unreadable lines blanked; places in it are places in the file. */
  readonly readable: string;
  readonly problems: readonly Problem[];
}

function parseLeniently(text: string, file: string): Lenient {
  const lines = text.split('\n');
  const problems: Problem[] = [];
  for (;;) {
    const readable = lines.join('\n');
    try {
      return { values: parse(readable), readable, problems };
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      problems.push(syntaxProblem(error, file));
      if (problems.length >= SYNTAX_ERRORS_MAX || !blank(lines, error.line))
        return { values: {}, readable: '', problems };
    }
  }
}

/**
 * Takes out the line of an error where that leaves the rest as it was: a whole pair, or one element
 * of a list.
 */
function blank(lines: string[], line: number): boolean {
  const text = lines[line - 1] ?? '';
  const isPair = /^\s*[\w."'-]+(\s*\.\s*[\w."'-]+)*\s*=/.test(text);
  const isElement = /^\s*[^\s=[\]{}#,]+\s*,?\s*(#.*)?$/.test(text);
  if (!isPair && !isElement) return false;
  lines[line - 1] = '';
  return true;
}

function syntaxProblem(error: TomlError, file: string): Problem {
  const said = error.message.replace(/^Invalid TOML document: /, '').split('\n')[0]!;
  const place = { file, line: error.line, column: error.column };
  if (said.includes('leading zero'))
    return {
      message: 'a number cannot begin with 0 in TOML',
      hint: 'write it as text, "01": the zero counts in MNCs and titles',
      ...place,
    };
  if (said.includes('redefine'))
    return {
      message: 'this key or table was already given',
      hint: 'keep one of them; repeated tables are written [[name]]',
      ...place,
    };
  return {
    message: `not TOML: ${said}`,
    hint: 'correct the line, or comment it out with #',
    ...place,
  };
}
