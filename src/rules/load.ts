// SPDX-License-Identifier: Apache-2.0
// Reads the rules that come with the product and those of the operator's own directory. Every
// problem of every file is collected before anything is refused.
//
// Shipped: firmware-config/rules/entitlement.toml and confidence.toml, and one rule per file in its
// folders. An extra directory may hold the same two tables (its rows come on top, or replace), lists
// of the operator (lists.toml; those of the configuration go before) and rule files at any depth.
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCode, type Problem, ProductError } from '../base/errors.ts';
import { type NamedLists, noLists, readLists } from '../base/named-lists.ts';
import { TomlDocument } from '../base/toml.ts';
import { limits } from '../schema/limits.ts';
import type { CheckOptions } from './checker.ts';
import { type EntitlementTable, readEntitlement } from './entitlement.ts';
import { Fields } from './fields.ts';
import { type Cap, type Rule, readCaps, readRule } from './rule.ts';

export interface RuleBook {
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  readonly entitlement: EntitlementTable;
  /** Conditions that hold the confidence of every rule down. */
  readonly caps: readonly Cap[];
  /** Lists of the operator, by name. */
  readonly lists: NamedLists;
}

export interface LoadOptions extends CheckOptions {
  /** The operator's own rules; absent or empty for none. */
  readonly extra?: string;
  /** Instead of the shipped directory; for tests. */
  readonly shipped?: string;
}

const ENTITLEMENT = 'entitlement.toml';
const CONFIDENCE = 'confidence.toml';
const LISTS = 'lists.toml';
/** Tables in the same directory that other parts read. */
const notRules = new Set([ENTITLEMENT, CONFIDENCE, LISTS, 'applicability.toml']);

/** Throws a ProductError (configuration) with all problems of all files. */
export function loadRules(given: LoadOptions = {}): RuleBook {
  const problems: Problem[] = [];
  const shipped = readAll(given.shipped ?? shippedDirectory(), problems);
  const extra = given.extra ? readAll(given.extra, problems) : new Map<string, TomlDocument>();
  const tables = (name: string) =>
    [shipped.get(name), extra.get(name)].filter((one) => one !== undefined);

  const entitlement = readEntitlement(tables(ENTITLEMENT), problems);
  const lists: NamedLists = new Map([
    ...tables(LISTS).flatMap((one) => [...readLists(one, one.root, problems)]),
    ...(given.lists ?? noLists),
  ]);
  const options = { ...given, lists };
  const caps = tables(CONFIDENCE).flatMap((document) => {
    const fields = new Fields(document, document.root, problems);
    const read = readCaps(fields, 'cap', options);
    fields.finish();
    return read;
  });
  const rules: Rule[] = [];
  for (const files of [shipped, extra])
    for (const [path, document] of files)
      if (!notRules.has(path)) addRule(document, options, rules, problems);
  if (rules.length > limits.rules.value)
    problems.push({
      message: `${rules.length} rules`,
      hint: `at most ${limits.rules.value} fit one policy`,
    });
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { rules, entitlement, caps, lists };
}

function addRule(
  document: TomlDocument,
  options: CheckOptions,
  rules: Rule[],
  problems: Problem[],
): void {
  const rule = readRule(document, options, problems);
  if (rule === undefined) return;
  const where = document.root.entries.get('id')?.value ?? document.root;
  if (!document.file.endsWith(`/${rule.id}.toml`) && document.file !== `${rule.id}.toml`)
    problems.push(
      document.problem(
        where,
        `rule ${rule.id} is in a file of another name`,
        `rename it ${rule.id}.toml`,
      ),
    );
  const same = rules.find((other) => other.id === rule.id);
  if (same !== undefined)
    problems.push(
      document.problem(
        where,
        `${rule.id} is already the id of ${same.file}`,
        'ids are never used twice',
      ),
    );
  rules.push(rule);
}

/** Documents by their path inside the directory, in the order of the paths. */
function readAll(directory: string, problems: Problem[]): Map<string, TomlDocument> {
  const documents = new Map<string, TomlDocument>();
  for (const path of tomlFiles(directory)) {
    const text = readFileSync(join(directory, path), 'utf8');
    const document = new TomlDocument(shown(join(directory, path)), text);
    problems.push(...document.syntax);
    documents.set(path, document);
  }
  return documents;
}

function tomlFiles(directory: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new ProductError(exitCode.configuration, [
      {
        message: `cannot read the rules in ${directory} (${code})`,
        hint: 'name a directory of .toml files',
      },
    ]);
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.toml'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

/** A path as short as it can be said from where the user stands. */
function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

/** firmware-config/rules, from the source tree as from the built one under dist. */
function shippedDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 6; depth++, directory = dirname(directory)) {
    const candidate = join(directory, 'firmware-config', 'rules');
    try {
      readFileSync(join(candidate, ENTITLEMENT));
      return candidate;
    } catch {
      // not this one
    }
  }
  throw new ProductError(exitCode.failed, [
    {
      message: 'firmware-config/rules is missing beside the program',
      hint: 'install the package again',
    },
  ]);
}
