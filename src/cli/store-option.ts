// SPDX-License-Identifier: Apache-2.0
// Options that every command on stored sessions has: which store, which span of time. Values are
// checked here, so that a wrong one is a usage error with the right form in it.
import type { Argv } from 'yargs';
import { askStatus } from '../appliance/control-client.ts';
import { exitCode, failure, ProductError } from '../base/errors.ts';
import { parseTime } from '../base/time.ts';
import { defaultConfig } from '../config/load.ts';
import type { TimeRange } from '../store/store.ts';
import { text } from './option.ts';

export interface StoreOptions {
  store: string | undefined;
  'key-file': string | undefined;
}

export interface SpanOptions {
  from: string | undefined;
  to: string | undefined;
}

export function withStore<T>(yargs: Argv<T>): Argv<T & StoreOptions> {
  return yargs
    .option('store', text('Directory of the store; without it that of the running appliance'))
    .option('key-file', text('File with the key of the store; without it <store>.key')) as Argv<
    T & StoreOptions
  >;
}

export function withSpan<T>(yargs: Argv<T>): Argv<T & SpanOptions> {
  return yargs
    .option('from', text('From this time on (2019-04-02 or RFC 3339)'))
    .option('to', text('Up to, not including, this time')) as Argv<T & SpanOptions>;
}

/** The store's directory: as named, else that of the running appliance. */
export async function storeDirectory(args: StoreOptions): Promise<string> {
  if (args.store !== undefined && args.store !== '') return args.store;
  try {
    return (await askStatus(defaultConfig().control)).store.directory;
  } catch (error) {
    if (!(error instanceof ProductError) || error.exit !== exitCode.noDaemon) throw error;
    throw failure(exitCode.noDaemon, 'no daemon answers', 'name a store directly: --store DIR');
  }
}

export function timeRange(args: SpanOptions): TimeRange {
  const range = { from: readTime('from', args.from), to: readTime('to', args.to) };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw failure(exitCode.usage, `--from ${args.from} is not before --to ${args.to}`);
  }
  return range;
}

function readTime(name: string, value: string | undefined): bigint | undefined {
  if (value === undefined) return undefined;
  const time = parseTime(value);
  if (time === undefined) {
    throw failure(
      exitCode.usage,
      `--${name} ${value}: not a time`,
      'write 2019-04-02 or 2019-04-02T10:15:00Z',
    );
  }
  return time;
}
