// SPDX-License-Identifier: Apache-2.0
// What the `network` commands share: which knowledge is meant, days on the command line, and how
// networks and their differences are written.
import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { type Config, defaultConfig, loadConfig } from '../config/load.ts';
import { type NetworkFile, readNetworkFiles } from '../config/network-files.ts';
import { dayOf, parseDay } from '../network/day.ts';
import type { NetworkDefinition } from '../network/definition.ts';
import type { Difference } from '../network/difference.ts';
import { Directory } from '../network/directory.ts';
import { addressKinds } from '../network/overlaps.ts';
import { printable } from '../session/text.ts';
import { text, wholeNumber } from './option.ts';
import { paint, wrapped } from './output.ts';

export const configOption = text('Configuration; without it, the built-in numbering tables');
export const jsonOption = { type: 'boolean', default: false, describe: 'JSON on stdout' } as const;

/** A day as 2018-01-31, as days since 1970-01-01. */
export function dayOption(name: string, describe: string) {
  return {
    type: 'string' as const,
    requiresArg: true,
    describe,
    coerce: (value: string | undefined): number | undefined => {
      const day = value === undefined ? undefined : parseDay(value);
      if (value === undefined || day !== undefined) return day;
      throw new Error(`--${name} ${value} is no day; write it as 2018-01-31`);
    },
  };
}

export const limitOption = {
  ...wholeNumber('limit', 1),
  describe: 'Addresses shown of each kind; without it 20',
};
export const shownOfEach = 20;

/** By the clock: what holds is asked for, nothing is judged. */
export function today(): number {
  return dayOf(BigInt(Date.now()) * 1_000_000n);
}

export function configOf(file: string | undefined): Config {
  return file === undefined ? defaultConfig() : loadConfig(file);
}

export function directoryOf({ networks, territories }: Config): Directory {
  return new Directory(networks, territories);
}

/** Everything that is described, whether it has an effect or not. */
export function describedBy({ knowledge }: Config): NetworkDefinition[] {
  return [...knowledge.own.map(({ definition }) => definition), ...knowledge.told];
}

/** A folder of knowledge, and the configuration that it belongs to. */
export interface KnowledgeFolder {
  readonly directory: string;
  readonly config: Config;
  readonly files: readonly NetworkFile[];
}

export const folderOptions = {
  config: text('Configuration whose [network_knowledge] names the folder'),
  directory: text('Folder of knowledge, instead of the configuration’s'),
} as const;

/** Throws ProductError when neither option leads to a folder, or the folder is not readable. */
export function folderOf(args: {
  config: string | undefined;
  directory: string | undefined;
}): KnowledgeFolder {
  const config = configOf(args.config);
  const directory = args.directory ?? config.knowledge.directory;
  if (directory === undefined)
    throw failure(
      exitCode.usage,
      args.config === undefined
        ? 'no folder of knowledge is named'
        : `${args.config} names no folder of knowledge`,
      'add --directory, or [network_knowledge] directory = "networks.d" to the configuration',
    );
  if (args.directory === undefined) return { directory, config, files: config.knowledge.files };
  const problems: Problem[] = [];
  const files = readNetworkFiles(directory, problems);
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  return { directory, config, files };
}

/** Lines of what was added and removed, `most` addresses of each kind. */
export function differenceLines({ added, removed, changed }: Difference, most: number): string[] {
  return [
    ...Object.entries(changed).map(([key, [before, after]]) =>
      wrapped(printable(`~ ${key} ${before} → ${after}`), '  ', '    '),
    ),
    ...addressLines(removed, '-', most).map(paint.red),
    ...addressLines(added, '+', most).map(paint.green),
  ];
}

function addressLines(
  lists: Readonly<Partial<Record<string, readonly string[]>>>,
  sign: string,
  most: number,
): string[] {
  return Object.entries(lists).map(([key, list = []]) =>
    wrapped(`${sign} ${key} ${someOf(list, most)}`, '  ', '    '),
  );
}

/** `99902, 99912 and 1,204 more` */
export function someOf(list: readonly string[], most: number): string {
  const shown = list.slice(0, most).map(printable).join(', ');
  const more = list.length - most;
  return more > 0 ? `${shown} and ${more.toLocaleString('en-US')} more` : shown;
}

export function kindTitle(kind: keyof typeof addressKinds): string {
  return addressKinds[kind];
}

/** `1 network`, `2 networks` */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
