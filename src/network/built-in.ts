// SPDX-License-Identifier: Apache-2.0
// What the product knows of numbering without being told: the country of a prefix, never the
// operator. Rows come from firmware-config/data (origin and licence of each file in SOURCES.md
// there). E.164 country codes, the North American plan by area code, codes that several territories
// share, MCCs of E.212, signalling areas of Q.708, borders. The test codes MCC 001 and 999 and CC
// 999 are in none of them: they belong to no real place.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { mnc_digits } from '../schema/network-image.ts';
import { parseCsv } from './csv.ts';

/**
 * A prefix and the territories that share it. Without territories it is a service or a network
 * without a country.
 */
export interface PrefixRow {
  readonly prefix: string;
  readonly territories: readonly string[];
  readonly name: string;
}

export interface MccRow extends PrefixRow {
  /** Value of the table `mnc_digits`. */
  readonly mncDigits: number;
}

export interface SancRow {
  readonly zone: number;
  readonly areaFirst: number;
  readonly areaLast: number;
  readonly territories: readonly string[];
}

export interface BuiltInTables {
  /** E.164 prefixes, area codes of +1 included. */
  readonly e164: readonly PrefixRow[];
  readonly mcc: readonly MccRow[];
  readonly sanc: readonly SancRow[];
  /** Code to English name. */
  readonly territories: ReadonlyMap<string, string>;
  /** Pairs of territories that share a border or a strait narrow enough for radio. */
  readonly neighbours: readonly (readonly [string, string])[];
}

let shared: BuiltInTables | undefined;

/** The tables that come with the product, read once. */
export function builtInTables(): BuiltInTables {
  shared ??= readTables(join(packageRoot(), 'firmware-config', 'data'));
  return shared;
}

/** Reads the tables of one folder. Throws with file and line when a row is wrong. */
function readTables(directory: string): BuiltInTables {
  const rows = (file: string, columns: string[]) =>
    parseCsv(readFileSync(join(directory, file), 'utf8'), columns, file).map((row) => row.fields);
  const prefixes = (file: string, last: string) =>
    rows(file, ['prefix', 'territories', last]).map(([prefix, territories, name]) => ({
      prefix: prefix!,
      territories: words(territories!),
      name: last === 'name' ? name! : '',
    }));
  const areaCodes = rows('nanp-area-codes.csv', ['npa', 'territories', 'name']).map((fields) => ({
    prefix: `1${fields[0]!}`,
    territories: words(fields[1]!),
    name: fields[2]! === '' ? '' : `North American ${fields[2]!}`,
  }));
  return {
    e164: [
      ...prefixes('e164-country-codes.csv', 'name'),
      ...prefixes('e164-shared-codes.csv', 'note'),
      ...areaCodes,
    ],
    mcc: rows('e212-mcc.csv', ['mcc', 'territories', 'mnc_digits', 'name']).map((fields) => ({
      prefix: fields[0]!,
      territories: words(fields[1]!),
      mncDigits: fields[2] === 'mixed' ? mnc_digits.mixed : Number(fields[2]),
      name: fields[1] === '' ? fields[3]! : '',
    })),
    sanc: rows('q708-sanc.csv', ['zone', 'area_first', 'area_last', 'territories']).map(
      (fields) => ({
        zone: Number(fields[0]),
        areaFirst: Number(fields[1]),
        areaLast: Number(fields[2]),
        territories: words(fields[3]!),
      }),
    ),
    territories: new Map(
      rows('territories.csv', ['code', 'name']).map(([code, name]) => [code!, name!]),
    ),
    neighbours: rows('neighbours.csv', ['a', 'b', 'by']).map(([a, b]) => [a!, b!] as const),
  };
}

function words(field: string): string[] {
  return field === '' ? [] : field.split(' ');
}

/** The folder that holds firmware-config, from the source tree as from the built one under dist. */
export function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 6; depth++, directory = dirname(directory)) {
    try {
      readFileSync(join(directory, 'firmware-config', 'data', 'territories.csv'));
      return directory;
    } catch {
      // not this one
    }
  }
  throw new Error('firmware-config/data is missing beside the program; install the package again');
}
