// SPDX-License-Identifier: Apache-2.0
// The names by which parts of an IR.21 file are known, read from firmware-config/data/ir21-names.toml
// and from files of the same form that an operator adds. It says nothing about what the parts mean:
// reader.ts does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { exitCode, failure, type Problem, ProductError } from '../../base/errors.ts';
import { suggestion } from '../../base/nearest.ts';
import { type Path, TomlDocument } from '../../base/toml.ts';
import { packageRoot } from '../built-in.ts';

/** Values that each block may hold. */
export const blockValues = {
  header: ['created', 'sender', 'schema'],
  organisation: ['name', 'country'],
  summary: ['tadig'],
  network: ['tadig', 'name', 'realm', 'changed'],
  plmn: ['mcc', 'mnc'],
  mobile_global_title: ['cc', 'ndc'],
  msisdn: [],
  global_titles: [],
  roaming_numbers: [],
  node: ['type'],
  range_data: ['owner'],
  range: ['cc', 'ndc', 'first', 'last'],
  carrier: ['name'],
  change: ['date'],
} as const;
export type BlockKind = keyof typeof blockValues;

const wordKinds = ['not_available', 'gsm_scf', 'expected', 'unused'] as const;
type WordKind = (typeof wordKinds)[number];

/** A value's way down from its block, in lower case. */
interface ValuePath {
  readonly value: string;
  readonly parts: readonly string[];
  readonly isAnyDepth: boolean;
}

export class Ir21Names {
  /** By the element's own name: kinds of block, with the names that must lie around it. */
  readonly #blocks = new Map<string, { kind: BlockKind; around: readonly string[] }[]>();
  readonly #values = new Map<BlockKind, ValuePath[]>();
  readonly #words = new Map<WordKind, Set<string>>();
  /** As written, for messages. */
  readonly expected: string[] = [];

  /** Adds what a file says; its problems go into `problems`. */
  add(text: string, file: string, problems: Problem[]): void {
    const document = new TomlDocument(file, text);
    problems.push(...document.syntax);
    if (document.syntax.length > 0) return;
    const wrong = (path: Path, message: string, hint: string) =>
      problems.push(document.problem(document.key(path), message, hint));
    for (const [key, value] of Object.entries(document.values)) {
      if (key === 'version') continue;
      if (key === 'blocks') this.#addBlocks(value, wrong);
      else if (key === 'values') this.#addValues(value, wrong);
      else if (key === 'words') this.#addWords(value, wrong);
      else wrong([key], `unknown table "${key}"`, suggestion(key, ['blocks', 'values', 'words']));
    }
  }

  /** The block that an element begins, if any; `around` are the elements outside it, outermost first. */
  block(name: string, around: readonly string[]): BlockKind | undefined {
    return this.#blocks.get(name)?.find((one) => liesWithin(one.around, around))?.kind;
  }

  /** The value at the end of `way`, from the block's element (left out) down. */
  value(kind: BlockKind, way: readonly string[]): string | undefined {
    return this.#values.get(kind)?.find(({ parts, isAnyDepth }) => {
      const skipped = way.length - parts.length;
      if (skipped < 0 || (skipped > 0 && !isAnyDepth)) return false;
      return parts.every((part, index) => part === way[skipped + index]);
    })?.value;
  }

  is(kind: WordKind, name: string): boolean {
    return this.#words.get(kind)?.has(name.toLowerCase()) ?? false;
  }

  #addBlocks(table: unknown, wrong: Wrong): void {
    for (const [kind, path, at] of listsOf(table, ['blocks'], wrong)) {
      if (!(kind in blockValues)) {
        wrong(at, `unknown block "${kind}"`, suggestion(kind, Object.keys(blockValues)));
        continue;
      }
      const parts = path.toLowerCase().split('/');
      const own = parts.pop()!;
      const same = this.#blocks.get(own) ?? [];
      this.#blocks.set(own, [...same, { kind: kind as BlockKind, around: parts }]);
    }
  }

  #addValues(table: unknown, wrong: Wrong): void {
    if (!isTable(table)) {
      wrong(['values'], '"values" is a table', 'write [values.network]');
      return;
    }
    for (const [block, inner] of Object.entries(table)) {
      const known: readonly string[] = blockValues[block as BlockKind] ?? [];
      if (known.length === 0) {
        wrong(
          ['values', block],
          `block "${block}" has no values`,
          suggestion(block, Object.keys(blockValues)),
        );
        continue;
      }
      const paths = this.#values.get(block as BlockKind) ?? [];
      for (const [value, path, at] of listsOf(inner, ['values', block], wrong)) {
        if (!known.includes(value))
          wrong(at, `unknown value "${value}" of block "${block}"`, suggestion(value, known));
        const isAnyDepth = path.startsWith('**/');
        const parts = path
          .replace(/^\*\*\//, '')
          .toLowerCase()
          .split('/');
        paths.push({ value, parts, isAnyDepth });
      }
      this.#values.set(block as BlockKind, paths);
    }
  }

  #addWords(table: unknown, wrong: Wrong): void {
    for (const [kind, word, at] of listsOf(table, ['words'], wrong)) {
      const known = wordKinds.find((one) => one === kind);
      if (known === undefined) {
        wrong(at, `unknown list of words "${kind}"`, suggestion(kind, wordKinds));
        continue;
      }
      if (known === 'expected') this.expected.push(word);
      this.#words.set(known, (this.#words.get(known) ?? new Set()).add(word.toLowerCase()));
    }
  }
}

type Wrong = (path: Path, message: string, hint: string) => void;

/** Each text of each list of a table, with its key and place. */
function* listsOf(
  table: unknown,
  path: Path,
  wrong: Wrong,
): Generator<[key: string, text: string, at: Path]> {
  if (!isTable(table)) {
    wrong(path, `"${path.at(-1)}" is a table`, `write [${path.join('.')}]`);
    return;
  }
  for (const [key, list] of Object.entries(table)) {
    const at = [...path, key];
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string' && one !== ''))
      wrong(at, `"${key}" is a list of names`, `write ${key} = ["Name"]`);
    else for (const text of list as string[]) yield [key, text, at];
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Are all of `wanted` among `around`, in this order? */
function liesWithin(wanted: readonly string[], around: readonly string[]): boolean {
  let found = 0;
  for (const name of around) if (name === wanted[found]) found++;
  return found === wanted.length;
}

/** The names that come with the product and those of `extra`. Throws with every problem. */
export function loadIr21Names(extra: string | undefined): Ir21Names {
  const names = new Ir21Names();
  const problems: Problem[] = [];
  const shipped = join(packageRoot(), 'firmware-config', 'data', 'ir21-names.toml');
  for (const file of [shipped, ...(extra === undefined ? [] : [extra])])
    names.add(read(file), file, problems);
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  return names;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(exitCode.configuration, `${file}: cannot be read (${code})`, 'check the path');
  }
}
