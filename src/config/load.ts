// SPDX-License-Identifier: Apache-2.0
// Loads a configuration file: read, check, and either the whole configuration or every problem in
// it, in the order of the file, as one ProductError with exit code 3. Nothing is taken from a
// configuration that has an error.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { TomlDocument } from '../base/toml.ts';
import type { NetworkDefinition, TerritoryDefinition } from '../network/definition.ts';
import { disputedNetworks } from '../network/overlaps.ts';
import { protocols } from '../schema/registry.ts';
import {
  checkAgreements,
  checkCapture,
  checkHomes,
  checkLinks,
  checkNetworks,
  type Placed,
} from './check.ts';
import { type NetworkFile, readNetworkFiles } from './network-files.ts';
import { toDefinition } from './network-values.ts';
import { type EffectiveValue, Reader } from './read.ts';
import type { AgreementDefinition, CaptureDefinition, LinkDefinition, RuleMode } from './schema.ts';

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
  const store = one('store');
  const told = one('network_knowledge');
  const files = told.directory === undefined ? [] : readNetworkFiles(told.directory, faults);
  checkCapture(capture, reader);
  checkNetworks(networks, told.home.length > 0, reader);
  checkHomes(told.home, files, reader);
  checkLinks(links, reader);
  checkAgreements(
    agreements,
    [...new Set([...networks.map(({ value }) => value.id), ...files.map(({ id }) => id)])].filter(
      (id) => id !== '',
    ),
    today,
    reader,
  );
  return {
    file,
    tap: appliance.tap,
    control: appliance.control,
    capture,
    networks: merged(
      networks.map(({ value }) => value),
      files,
      told.home,
    ),
    knowledge: {
      own: networks.map(({ value, path }) => ({ definition: value, line: reader.line(path) })),
      directory: told.directory,
      files,
      staleMonths: told.stale_months,
    },
    territories,
    links: links.map(({ value }) => value),
    agreements: agreements.map(({ value }) => value),
    rulesDirectory: rules.directory,
    ruleModes: rules.mode,
    storeDirectory: store.directory,
    effective: reader.effective,
    warnings: reader.warnings.toSorted(byPlace),
  };
}

/** The configuration's word stands; what documents contradict each other about is nobody's. */
function merged(
  own: readonly NetworkDefinition[],
  files: readonly NetworkFile[],
  home: readonly string[],
): NetworkDefinition[] {
  const described = new Set(own.map(({ id }) => id));
  const told = files
    .filter(({ id }) => !described.has(id))
    .flatMap(({ id, versions }) =>
      versions.map((one) => (home.includes(id) ? { ...one, home: true } : one)),
    );
  return [...own, ...disputedNetworks(told), ...told];
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
