// SPDX-License-Identifier: Apache-2.0
// Loads a configuration file: read, check, and either the whole configuration or every problem in
// it, in the order of the file, as one ProductError with exit code 3. Nothing is taken from a
// configuration that has an error.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import type { NamedLists } from '../base/named-lists.ts';
import { TomlDocument } from '../base/toml.ts';
import type { NetworkDefinition, TerritoryDefinition } from '../network/definition.ts';
import { disputedNetworks, rivalsByPlmn } from '../network/overlaps.ts';
import { protocols } from '../schema/registry.ts';
import {
  checkAgreements,
  checkCapture,
  checkHomes,
  checkLinks,
  checkModes,
  checkNetworks,
  type Placed,
} from './check.ts';
import { type NetworkFile, readNetworkFiles } from './network-files.ts';
import { toDefinition } from './network-values.ts';
import { type EffectiveValue, Reader } from './read.ts';
import type {
  AgreementDefinition,
  CaptureDefinition,
  LinkDefinition,
  ModeFor,
  RuleMode,
} from './schema.ts';

export interface Config {
  /** Undefined for the defaults alone. */
  readonly file: string | undefined;
  readonly tap: string;
  /** Path of the control socket. */
  readonly control: string;
  readonly capture: CaptureDefinition;
  /**
   * Who is who: networks of the configuration, then those of the folder of knowledge that it does not
   * describe itself. Of two claims to one address the first counts.
   */
  readonly networks: readonly NetworkDefinition[];
  readonly knowledge: KnowledgeConfig;
  readonly territories: readonly TerritoryDefinition[];
  readonly links: readonly LinkDefinition[];
  readonly agreements: readonly AgreementDefinition[];
  readonly rulesDirectory: string | undefined;
  /** By rule id. */
  readonly ruleModes: ReadonlyMap<string, RuleMode>;
  readonly modesFor: readonly ModeFor[];
  /** By name, as rules write them behind `$`. */
  readonly lists: NamedLists;
  readonly storeDirectory: string;
  readonly effective: readonly EffectiveValue[];
  readonly warnings: readonly Problem[];
}

/** Where knowledge comes from. */
export interface KnowledgeConfig {
  /** Networks that the configuration itself describes, with the line of each. */
  readonly own: readonly { readonly definition: NetworkDefinition; readonly line: number }[];
  readonly directory: string | undefined;
  readonly files: readonly NetworkFile[];
  /** All that documents told, whether it has an effect or not. */
  readonly told: readonly NetworkDefinition[];
  readonly staleMonths: number;
}

export interface LoadOptions {
  /** Day (since 1970-01-01) against which agreements count as expired; a warning only. */
  readonly today?: number;
}

const CONFIG_OCTETS_MAX = 16 * 1024 * 1024;

/**
 * Reads a configuration file. Throws ProductError with all problems, each with file, line and
 * column.
 */
export function loadConfig(file: string, options: LoadOptions = {}): Config {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(exitCode.configuration, `${file}: cannot be read (${code})`, remedy(code));
  }
  if (bytes.length > CONFIG_OCTETS_MAX)
    throw failure(
      exitCode.configuration,
      `${file}: larger than ${CONFIG_OCTETS_MAX} octets`,
      'is this the right file?',
    );
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failure(
      exitCode.configuration,
      `${file}: not UTF-8 text`,
      'is this the right file? save it as UTF-8',
    );
  }
  return parseConfig(text, file, options);
}

/** As `loadConfig`, from text. `file` names it in messages and anchors relative paths. */
export function parseConfig(text: string, file: string, options: LoadOptions = {}): Config {
  const document = new TomlDocument(file, text);
  const reader = new Reader(document, dirname(resolve(file)), operationNames());
  const faults: Problem[] = [];
  const config = read(reader, file, options, faults);
  const problems = [...document.syntax, ...reader.problems].toSorted(byPlace);
  if (problems.length + faults.length > 0)
    throw new ProductError(exitCode.configuration, [...problems, ...faults]);
  return config;
}

/** What holds without a configuration file. */
export function defaultConfig(): Config {
  const config = parseConfig('version = 1\n', 'defaults');
  const effective = config.effective.map((one) => ({ ...one, from: 'default' }));
  return { ...config, file: undefined, effective };
}

/** What is wrong with files beside the configuration goes into `faults`. */
function read(reader: Reader, file: string, { today }: LoadOptions, faults: Problem[]): Config {
  reader.root();
  const one = <N extends 'appliance' | 'capture' | 'network_knowledge' | 'rules' | 'store'>(
    name: N,
  ) => {
    const { value, path } = reader.tables(name)[0]!;
    return reader.section(name, value, path, name);
  };
  const many = <N extends 'network' | 'territory' | 'link' | 'agreement'>(name: N) =>
    reader.tables(name).map(({ value, path }) => {
      const label = [value.id, value.name, value.code, value.network].find(
        (text) => typeof text === 'string',
      );
      return {
        value: reader.section(name, value, path, `${name}.${label ?? Number(path[1]) + 1}`),
        path,
      };
    });
  const appliance = one('appliance');
  const capture = one('capture');
  const networks = many('network').map(({ value, path }) => ({ value: toDefinition(value), path }));
  const territories = many('territory').map(({ value }) => value);
  const links: Placed<LinkDefinition>[] = many('link');
  const agreements: Placed<AgreementDefinition>[] = many('agreement');
  const rules = one('rules');
  const lists = reader.lists();
  const store = one('store');
  const folder = one('network_knowledge');
  const files = folder.directory === undefined ? [] : readNetworkFiles(folder.directory, faults);
  const own = networks.map(({ value }) => value);
  const told = toldBy(files, own, folder.home);
  checkCapture(capture, reader);
  checkNetworks(networks, folder.home.length > 0, reader);
  checkHomes(folder.home, files, reader);
  checkLinks(links, reader);
  checkAgreements(
    agreements,
    [...new Set([...networks.map(({ value }) => value.id), ...files.map(({ id }) => id)])].filter(
      (id) => id !== '',
    ),
    today,
    reader,
  );
  checkModes(
    rules.mode_for,
    { networks: networks.map(({ value }) => value), links: links.map(({ value }) => value.name) },
    today,
    reader,
  );
  return {
    file,
    tap: appliance.tap,
    control: appliance.control,
    capture,
    networks: merged(own, told, (network, rival) =>
      reader.warnings.push(rivalWarning(network, rival, files)),
    ),
    knowledge: {
      own: networks.map(({ value, path }) => ({ definition: value, line: reader.line(path) })),
      directory: folder.directory,
      files,
      told,
      staleMonths: folder.stale_months,
    },
    territories,
    links: links.map(({ value }) => value),
    agreements: agreements.map(({ value }) => value),
    rulesDirectory: rules.directory,
    ruleModes: rules.mode,
    modesFor: rules.mode_for,
    lists,
    storeDirectory: store.directory,
    effective: reader.effective,
    warnings: reader.warnings.toSorted(byPlace),
  };
}

/** What documents told of networks that the configuration does not describe itself. */
function toldBy(
  files: readonly NetworkFile[],
  own: readonly NetworkDefinition[],
  home: readonly string[],
): NetworkDefinition[] {
  const described = new Set(own.map(({ id }) => id));
  return files
    .filter(({ id }) => !described.has(id))
    .flatMap(({ id, versions }) =>
      versions.map((one) => (home.includes(id) ? { ...one, home: true } : one)),
    );
}

/**
 * The configuration's word stands. A document that gives away an MCC-MNC of another has no effect, and
 * neither has the other when that is a document too; what documents contradict each other about else
 * is nobody's.
 */
function merged(
  own: readonly NetworkDefinition[],
  told: readonly NetworkDefinition[],
  warn: (network: NetworkDefinition, rival: NetworkDefinition) => void,
): NetworkDefinition[] {
  const rivals = rivalsByPlmn([...own, ...told]);
  for (const one of told) {
    const rival = rivals.get(one);
    if (rival !== undefined) warn(one, rival);
  }
  const taken = told.filter((one) => !rivals.has(one));
  return [...own, ...disputedNetworks(taken), ...taken];
}

function rivalWarning(
  network: NetworkDefinition,
  rival: NetworkDefinition,
  files: readonly NetworkFile[],
): Problem {
  const file = files.find(({ id }) => id === network.id);
  const line = file?.lines[file.versions.findIndex((one) => one.validFrom === network.validFrom)];
  return {
    ...(file === undefined ? {} : { file: file.file }),
    ...(line === undefined ? {} : { line }),
    message: `network "${network.id}" has no effect: it shares an MCC-MNC with "${rival.id}" (${rival.source})`,
    hint: `if they are one, give both the same operator; else remove the file that is wrong`,
  };
}

function operationNames(): Set<string> {
  return new Set(protocols.flatMap((protocol) => protocol.operations ?? []).map((one) => one.name));
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function remedy(code: string | undefined): string {
  if (code === 'ENOENT') return 'check the path; `sigwarden config show` prints the defaults';
  if (code === 'EISDIR') return 'name the file, not its folder';
  return 'check who may read it';
}
