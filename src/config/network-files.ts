// SPDX-License-Identifier: Apache-2.0
// Files of knowledge: what documents of others told about networks, one TOML file a network, its
// versions over time as `[[network]]` with the keys of the configuration, and the documents as
// `[[origin]]`. Read all at once, every problem with file:line:column. Contradictions between files
// are no problem of form; src/network/overlaps.ts finds them.
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { exitCode, type Problem, ProductError } from '../base/errors.ts';
import { TomlDocument } from '../base/toml.ts';
import type { NetworkDefinition } from '../network/definition.ts';
import type { History, Origin } from '../network/history.ts';
import { historyToml } from '../network/knowledge-text.ts';
import { meetInTime } from '../network/overlaps.ts';
import { toDefinition } from './network-values.ts';
import { Reader } from './read.ts';
import { knowledgeSections } from './schema.ts';

/** One network of the folder. */
export interface NetworkFile extends History {
  readonly id: string;
  /** Path as it was found. */
  readonly file: string;
  /** Lines of `[[network]]`, one for each version. */
  readonly lines: readonly number[];
}

/** Bounds of what is read; a folder that passes one is refused with its name. */
export const network_file_limit = { files: 10_000, octets: 16 * 1024 * 1024 } as const;

/**
 * Every network of a folder, in order of file; what is wrong is added to `problems`. A folder that is
 * not there holds none.
 */
export function readNetworkFiles(directory: string, problems: Problem[]): NetworkFile[] {
  const names = namesIn(directory, problems);
  if (names.length > network_file_limit.files) {
    const message = `${names.length} files of networks, the limit is ${network_file_limit.files}`;
    problems.push({ file: directory, message });
    return [];
  }
  const files = names.flatMap((name) => {
    const file = join(directory, name);
    const text = textOf(file, problems);
    return text === undefined ? [] : (parseNetworkFile(text, file, problems) ?? []);
  });
  const known = new Map<string, string>();
  for (const { id, file } of files) {
    const other = known.get(id);
    if (other !== undefined)
      problems.push({
        file,
        line: 1,
        message: `network "${id}" is also in ${other}`,
        hint: 'join them in one file',
      });
    known.set(id, file);
  }
  return files;
}

/** The files of a folder that are read. */
function namesIn(directory: string, problems: Problem[]): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.toml') && !name.startsWith('.'))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    problems.push({
      file: directory,
      message: `cannot be read (${code})`,
      hint: 'name the folder of networks',
    });
    return [];
  }
}

function textOf(file: string, problems: Problem[]): string | undefined {
  try {
    if (statSync(file).size > network_file_limit.octets)
      problems.push({ file, message: `larger than ${network_file_limit.octets} octets` });
    else return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code = 'not UTF-8 text' } = error as NodeJS.ErrnoException;
    problems.push({ file, message: `cannot be read (${code})`, hint: 'check who may read it' });
  }
  return undefined;
}

/** One file from its text; undefined and at least one problem more when something is wrong. */
export function parseNetworkFile(
  text: string,
  file: string,
  problems: Problem[],
): NetworkFile | undefined {
  const document = new TomlDocument(file, text);
  const reader = new Reader(document, '', new Set(), knowledgeSections);
  reader.root();
  const origins: Origin[] = reader.tables('origin').map(({ value, path }) => {
    const {
      kind = 'hand',
      file: name = '',
      sha256,
      date,
    } = reader.section('origin', value, path, '');
    return { kind, file: name, sha256, date };
  });
  const placed = reader.tables('network').map(({ value, path }) => {
    const values = reader.section('network', value, path, '');
    if ('home' in value)
      reader.error(
        [...path, 'home'],
        'no document says which network is ours',
        'name its id under home in [network_knowledge] of the configuration',
      );
    return { definition: toDefinition(values), path };
  });
  checkVersions(placed, file, reader);
  const found = [...document.syntax, ...reader.problems];
  problems.push(...found);
  if (found.length > 0 || placed.length === 0) return undefined;
  const ordered = [...placed].sort(
    (a, b) => (a.definition.validFrom ?? -Infinity) - (b.definition.validFrom ?? -Infinity),
  );
  return {
    id: ordered[0]!.definition.id,
    file,
    versions: ordered.map(({ definition }) => definition),
    origins,
    lines: ordered.map(({ path }) => reader.line(path)),
  };
}

/** Writes one network whole: a reader sees the file before or the one after. */
export function writeNetworkFile(directory: string, id: string, history: History): void {
  const file = join(directory, `${id}.toml`);
  const temporary = join(directory, `.${id}.toml.new`);
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(temporary, historyToml(history));
    renameSync(temporary, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ProductError(exitCode.failed, [
      { file, message: `cannot be written (${code})`, hint: 'check who may write there' },
    ]);
  }
}

function checkVersions(
  placed: readonly { definition: NetworkDefinition; path: readonly (string | number)[] }[],
  file: string,
  reader: Reader,
): void {
  const [first] = placed;
  if (first === undefined) {
    reader.missing([], '[[network]]');
    return;
  }
  const { id } = first.definition;
  for (const [index, { definition, path }] of placed.entries()) {
    if (definition.id !== id && definition.id !== '' && id !== '')
      reader.error(
        [...path, 'id'],
        `a second network, beside "${id}"`,
        'give each network its own file',
      );
    const earlier = placed.slice(0, index).find((one) => meetInTime(one.definition, definition));
    if (earlier !== undefined)
      reader.error(
        path,
        `in force at the same time as the version at line ${reader.line(earlier.path)}`,
        'make valid_from and valid_until disjoint',
      );
  }
  if (id !== '' && basename(file) !== `${id}.toml` && !reader.isFaulty([]))
    reader.error(
      [...first.path, 'id'],
      `network "${id}" in a file of another name`,
      `name the file ${id}.toml`,
    );
}
