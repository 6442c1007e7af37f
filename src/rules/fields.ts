// SPDX-License-Identifier: Apache-2.0
// Reads the keys of one TOML table and collects what is wrong with them: missing, unknown, of the
// wrong kind, not a member of its table. Callers go on with what could be read, so that one run
// shows every problem of every file.
import type { Problem } from '../base/errors.ts';
import { nearest, suggestion } from '../base/nearest.ts';
import type { Span } from '../base/source-text.ts';
import {
  type TomlDocument,
  type TomlNode,
  type TomlTable,
  type TomlText,
  tomlWords,
} from '../base/toml.ts';
import { type TableName, tables } from '../schema/tables.ts';

type NodeOf<K extends TomlNode['kind']> = Extract<TomlNode, { kind: K }>;

export class Fields {
  readonly document: TomlDocument;
  readonly table: TomlTable;
  readonly problems: Problem[];
  readonly #known = new Set<string>();

  constructor(document: TomlDocument, table: TomlTable, problems: Problem[]) {
    this.document = document;
    this.table = table;
    this.problems = problems;
  }

  problem(where: Span, message: string, hint?: string): undefined {
    this.problems.push(this.document.problem(where, message, hint));
    return undefined;
  }

  /** The node of a key when it is there and of the kind. */
  get<K extends TomlNode['kind']>(key: string, kind: K, required = false): NodeOf<K> | undefined {
    this.#known.add(key);
    const entry = this.table.entries.get(key);
    // A line that could not be read may be the one that held the key.
    if (entry === undefined && (!required || this.document.syntax.length > 0)) return undefined;
    if (entry === undefined) return this.problem(this.#head(), `${key} is missing`);
    if (entry.value.kind === kind) return entry.value as NodeOf<K>;
    return this.problem(
      entry.value,
      `${key} is ${tomlWords[kind]}, not ${tomlWords[entry.value.kind]}`,
    );
  }

  /** A text that says something. */
  text(key: string, required = true): TomlText | undefined {
    const node = this.get(key, 'text', required);
    if (node === undefined || node.value.trim() !== '') return node;
    return this.problem(node, `${key} is empty`);
  }

  flag(key: string): boolean {
    return this.get(key, 'flag')?.value ?? false;
  }

  /** A member of a value table, by name; its number. */
  choice(key: string, table: TableName, fallback?: number): number {
    const node = this.get(key, 'text', fallback === undefined);
    return (node && this.#member(node, table)) ?? fallback ?? 0;
  }

  /** Members of a value table of bits; their sum. */
  bits(key: string, table: TableName): number {
    let mask = 0;
    for (const item of this.get(key, 'array')?.items ?? []) {
      if (item.kind === 'text') mask |= this.#member(item, table) ?? 0;
      else this.problem(item, `${key} is a list of texts`);
    }
    return mask;
  }

  /** `[[key]]`: its tables, each to be read on its own. */
  tables(key: string): Fields[] {
    const items = this.get(key, 'array')?.items ?? [];
    return items.flatMap((item) => {
      if (item.kind === 'table') return [new Fields(this.document, item, this.problems)];
      this.problem(item, `${key} is a list of tables`, `write [[${key}]]`);
      return [];
    });
  }

  /** Called last: keys that nobody asked for. */
  finish(): void {
    for (const [key, entry] of this.table.entries) {
      if (this.#known.has(key)) continue;
      const near = nearest(key, this.#known);
      this.problem(
        entry.key,
        `unknown key ${key}`,
        near === undefined ? `keys here: ${[...this.#known].join(', ')}` : `did you mean ${near}?`,
      );
    }
  }

  #member(node: TomlText, table: TableName): number | undefined {
    const values: Readonly<Record<string, number>> = tables[table];
    if (Object.hasOwn(values, node.value)) return values[node.value];
    const hint = suggestion(node.value, Object.keys(values));
    return this.problem(node, `no ${table.replace('_', ' ')} is called ${node.value}`, hint);
  }

  /** Where a missing key is reported: the head of its table. */
  #head(): Span {
    return { start: this.table.start, end: this.table.start + 1 };
  }
}
