// SPDX-License-Identifier: Apache-2.0
// Reads a document by the tables of schema.ts: unknown keys with the nearest known one, missing
// keys, values of the wrong kind, all with their place, and the list of effective values with where
// each comes from.
import type { Problem } from '../base/errors.ts';
import { type NamedLists, noLists, readLists } from '../base/named-lists.ts';
import { suggestion } from '../base/nearest.ts';
import type { Path, TomlDocument } from '../base/toml.ts';
import { formatDay } from '../network/day.ts';
import { formatPlmn } from '../network/digits.ts';
import { formatLinkPointCode, formatPointCode } from '../network/point-code.ts';
import { ss7_variant } from '../schema/tables.ts';
import { isTable, type Reading, readers, show } from './kinds.ts';
import {
  type Kind,
  knowledgeSections,
  type LinkSide,
  type ModeFor,
  type Section,
  type SectionName,
  type Ss7Variant,
  schema,
  sections,
  type Tables,
  type Values,
} from './schema.ts';

/** One line of `config show`. */
export interface EffectiveValue {
  /** `network.homeland.plmn`; entries of a list of tables go by their id, name or number. */
  readonly key: string;
  readonly value: unknown;
  readonly unit: string | undefined;
  /** `default`, or file and line. */
  readonly from: string;
}

/** The one table whose keys the operator names. */
const LISTS = 'lists';

export class Reader implements Reading {
  readonly directory: string;
  readonly operations: ReadonlySet<string>;
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly effective: EffectiveValue[] = [];
  readonly #document: TomlDocument;
  readonly #faulty: Path[] = [];
  readonly #tables: Tables;
  /** Files of networks have no lists. */
  readonly #hasLists: boolean;

  /** `tables` are those that a document of this kind may have. */
  constructor(
    document: TomlDocument,
    directory: string,
    operations: ReadonlySet<string>,
    tables: Tables = sections,
  ) {
    this.#document = document;
    this.#tables = tables;
    this.#hasLists = tables === sections;
    this.directory = directory;
    this.operations = operations;
  }

  error(path: Path, message: string, hint?: string): void {
    this.#faulty.push(path);
    this.problems.push(this.#document.problem(this.#document.value(path), message, hint));
  }

  /** Was something at or below this path wrong? Then what is missing there is no second problem. */
  isFaulty(path: Path): boolean {
    return this.#faulty.some((one) => path.every((part, index) => one[index] === part));
  }

  warn(path: Path, message: string, hint?: string): void {
    this.warnings.push(this.#document.problem(this.#document.value(path), message, hint));
  }

  line(path: Path): number {
    return this.#document.place(this.#document.value(path).start).line;
  }

  side(value: unknown, path: Path): LinkSide {
    if (!isTable(value)) {
      if (value !== undefined)
        this.error(
          path,
          `${show(value)} is not a table`,
          'write { point_codes = [], addresses = [], hosts = [] }',
        );
      return this.section('side', {}, path, '');
    }
    return this.section('side', value, path, '');
  }

  modeFor(value: Readonly<Record<string, unknown>>, path: Path): ModeFor {
    return this.section('mode_for', value, path, `rules.mode_for.${Number(path.at(-1)) + 1}`);
  }

  variantAt([name, index]: Path): Ss7Variant {
    const tables = this.#document.values[String(name)];
    const table: unknown = Array.isArray(tables) ? tables[Number(index)] : undefined;
    const written = isTable(table) ? table.variant : undefined;
    return typeof written === 'string' && Object.hasOwn(ss7_variant, written)
      ? (written as Ss7Variant)
      : 'automatic';
  }

  /** The keys at the top: the version, and which tables there are. */
  root(): void {
    const values = this.#document.values;
    const tables = Object.keys(this.#tables);
    for (const key of Object.keys(values))
      if (!(key in this.#tables) && !(key in schema.root) && !(key === LISTS && this.#hasLists))
        this.#unknown([key], `unknown key or table "${key}"`, [
          ...tables,
          ...(this.#hasLists ? [LISTS] : []),
          'version',
        ]);
    const { version } = values;
    if (version === undefined) this.missing([], 'version = 1');
    else readers.version(version, ['version'], this, schema.root.version);
    this.#note('version', 'version', 1, undefined, ['version'], version !== undefined);
  }

  /** `[lists]`, whose keys are the operator's own. */
  lists(): NamedLists {
    const entry = this.#document.root.entries.get(LISTS);
    if (entry === undefined) return noLists;
    if (entry.value.kind === 'table') {
      const lists = readLists(this.#document, entry.value, this.problems);
      for (const { name, items } of lists.values()) {
        const values = items.map((item) => item.value);
        this.#note(`${LISTS}.${name}`, 'text', values, undefined, [LISTS, name], true);
      }
      return lists;
    }
    this.error([LISTS], `"${LISTS}" must be one table`, `write [${LISTS}]`);
    return noLists;
  }

  /** The tables of a name, whether one or many, with their paths. */
  tables(name: SectionName): { value: Readonly<Record<string, unknown>>; path: Path }[] {
    const value = this.#document.values[name];
    const isMany = this.#tables[name] === 'many';
    if (value === undefined) return isMany ? [] : [{ value: {}, path: [name] }];
    if (!isMany) {
      if (isTable(value)) return [{ value, path: [name] }];
      this.error([name], `"${name}" must be one table`, `write [${name}]`);
      return [{ value: {}, path: [name] }];
    }
    if (!Array.isArray(value) || !value.every(isTable)) {
      this.error([name], `"${name}" is a list of tables`, `write [[${name}]]`);
      return [];
    }
    return value.map((one, index) => ({ value: one, path: [name, index] }));
  }

  /** Reads one table. What could not be read takes its default, so that later checks can go on. */
  section<N extends SectionName>(
    name: N,
    value: Readonly<Record<string, unknown>>,
    path: Path,
    shownAs: string,
  ): Values<(typeof schema)[N]> {
    const keys: Section = schema[name];
    for (const key of Object.keys(value))
      if (!(key in keys))
        this.#unknown(
          [...path, key],
          `unknown key "${key}" in ${titleOf(path)}`,
          Object.keys(keys),
        );
    const out: Record<string, unknown> = {};
    for (const [key, spec] of Object.entries(keys)) {
      const at = [...path, key];
      const given = Object.hasOwn(value, key);
      if (!given && spec.required) this.missing(path, spec.example);
      const read = given ? readers[spec.kind](value[key], at, this, spec) : undefined;
      out[key] = read ?? (spec.sameAs === undefined ? defaultOf(spec, this) : out[spec.sameAs]);
      if (spec.kind === 'exceptions') continue; // each notes its own keys
      if (shownAs !== '' && spec.kind !== 'side')
        this.#note(`${shownAs}.${key}`, spec.kind, out[key], spec.unit, at, given);
      else if (shownAs !== '' && isTable(out[key]))
        this.#noteSide(`${shownAs}.${key}`, out[key], value[key], at);
    }
    return out as Values<(typeof schema)[N]>;
  }

  /**
   * Missing keys are not reported beside syntax errors: the line that held them may be the one not
   * read.
   */
  missing(path: Path, example: string): void {
    if (this.#document.syntax.length > 0) return;
    this.error(path, `${titleOf(path)} lacks "${example.split(' ')[0]}"`, `add ${example}`);
  }

  #noteSide(
    shownAs: string,
    side: Readonly<Record<string, unknown>>,
    given: unknown,
    path: Path,
  ): void {
    for (const [key, spec] of Object.entries(schema.side))
      this.#note(
        `${shownAs}.${key}`,
        spec.kind,
        side[key],
        undefined,
        [...path, key],
        isTable(given) && key in given,
      );
  }

  #note(
    key: string,
    kind: Kind,
    value: unknown,
    unit: string | undefined,
    path: Path,
    given: boolean,
  ): void {
    const document = this.#document;
    const { line } = document.place(document.key(path).start);
    const from = given ? `${document.file}:${line}` : 'default';
    this.effective.push({ key, value: written(kind, value), unit, from });
  }

  /** A key that no table has: the place is the key's own, and so is the remedy. */
  #unknown(path: Path, message: string, known: readonly string[]): void {
    this.#faulty.push(path);
    const hint = suggestion(String(path.at(-1)), known);
    this.problems.push(this.#document.problem(this.#document.key(path), message, hint));
  }
}

function titleOf(path: Path): string {
  const name = path.filter((part) => typeof part === 'string').join('.');
  if (name === '') return 'the configuration';
  const tables: Tables = { ...sections, ...knowledgeSections };
  return tables[path[0] as SectionName] === 'many' ? `[[${name}]]` : `[${name}]`;
}

function defaultOf(spec: Section[string], reader: Reader): unknown {
  if (spec.fallback !== undefined) return spec.fallback;
  if (spec.kind === 'modes') return new Map();
  if (spec.kind === 'side') return reader.side(undefined, []);
  return listKinds.has(spec.kind) ? [] : undefined;
}

const listKinds: ReadonlySet<Kind> = new Set<Kind>([
  'plmns',
  'prefixes',
  'imsiPrefixes',
  'realms',
  'pointCodes',
  'linkPointCodes',
  'addresses',
  'ids',
  'territories',
  'operations',
  'interfaces',
  'exceptions',
]);

/** What has more than 16 bits is network-cluster-member; what has more than 14 has no parts. */
function formatAnyPointCode(code: number): string {
  if (code > 0xffff) return formatLinkPointCode(code, 'ansi');
  return formatLinkPointCode(code, code > 0x3fff ? 'japan' : 'itu');
}

/** A value as the user would write it, for `config show`. */
function written(kind: Kind, value: unknown): unknown {
  if (value === undefined) return undefined;
  switch (kind) {
    case 'day':
      return formatDay(value as number);
    case 'plmns':
      return (value as Parameters<typeof formatPlmn>[0][]).map(formatPlmn);
    case 'pointCodes':
      return (value as number[]).map(formatPointCode);
    case 'linkPointCodes':
      return (value as number[]).map(formatAnyPointCode);
    case 'modes':
      return Object.fromEntries(value as Map<string, string>);
    case 'tapPosition':
      return (value as string).replaceAll('_', '-');
    default:
      return value;
  }
}
