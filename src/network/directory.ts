// SPDX-License-Identifier: Apache-2.0
// Who is who as a list: the configured networks in file order, then one party for each set of
// territories (or service) that the built-in tables know. The number of a party is its place here;
// 0 is "unknown". It stays the same for every day of validity, so that state learned before
// midnight still means the same after it; and when a running engine takes a new configuration, the
// directory before it is given, whose numbers stand: the tables are full of them. Reports look names
// up here; packets are looked up in the image made from it (compile.ts).
import { createHash } from 'node:crypto';

import type { precision } from '../schema/tables.ts';
import { type BuiltInTables, builtInTables, type PrefixRow } from './built-in.ts';
import type { NetworkDefinition, TerritoryDefinition } from './definition.ts';
import { formatPlmn } from './digits.ts';
import { DISPUTED_ID } from './overlaps.ts';

export type PrecisionName = keyof typeof precision;

/** One answer to "whose is it". `country` means: the country is known, the operator is not. */
export interface Party {
  readonly number: number;
  /** Network id, `country:GB` or `shared:inmarsat`; a colon is in no configured id. */
  readonly id: string;
  readonly name: string;
  /** Operator id; undefined when only the country is known. */
  readonly operator: string | undefined;
  readonly territories: readonly string[];
  readonly precision: PrecisionName;
  readonly isHome: boolean;
  /** Where the knowledge comes from, for the sentence that every report prints. */
  readonly source: string;
  /** As last described; undefined for a country and for what is named no more. */
  readonly definition: NetworkDefinition | undefined;
  /** As it was described for different times, in the order given. */
  readonly versions: readonly NetworkDefinition[];
}

const BUILT_IN_SOURCE = 'built-in numbering tables';

export class Directory {
  readonly parties: readonly Party[];
  /**
   * What was described, in the order in which it was given, whatever numbers the parties have: of two
   * claims to one address the first counts.
   */
  readonly described: readonly { readonly party: Party; readonly definition: NetworkDefinition }[];
  readonly tables: BuiltInTables;
  readonly territoryNames: ReadonlyMap<string, string>;
  readonly neighbours: readonly (readonly [string, string])[];
  readonly #byId: ReadonlyMap<string, Party>;
  readonly #operators: ReadonlyMap<string, number>;

  constructor(
    networks: readonly NetworkDefinition[],
    territories: readonly TerritoryDefinition[] = [],
    tables: BuiltInTables = builtInTables(),
    before?: Directory,
  ) {
    this.tables = tables;
    // What is named no more keeps its number and its name, and nothing leads to it.
    const parties = (before?.parties ?? [unknownParty]).map(gone);
    const numbers = new Map(parties.map((party) => [party.id, party.number]));
    const present = new Map([['', unknownParty]]);
    const add = (id: string, make: (number: number) => Party): void => {
      if (present.has(id) && id.includes(':')) return;
      const number = present.has(id) ? parties.length : (numbers.get(id) ?? parties.length);
      const party = make(number);
      parties[number] = party;
      present.set(id, party);
    };
    for (const [id, versions] of byId(networks))
      add(id, (number) => configuredParty(versions, number, tables));
    for (const row of [...tables.e164, ...tables.mcc, ...tables.sanc.map(sancAsPrefix)]) {
      const id = countryPartyId(row);
      add(id, (number) => countryParty(row, id, number, tables));
    }
    this.parties = parties;
    this.#byId = present;
    this.described = networks.map((definition) => ({
      party: present.get(definition.id) ?? unknownParty,
      definition,
    }));
    const operators = new Set([
      ...(before === undefined ? [] : before.#operators.keys()),
      ...parties.flatMap((party) => party.operator ?? []),
    ]);
    this.#operators = new Map([...operators].map((id, index) => [id, index + 1] as const));
    this.territoryNames = new Map([
      ...tables.territories,
      ...territories.map((one) => [one.code, one.name] as const),
    ]);
    this.neighbours = [
      ...tables.neighbours,
      ...territories.flatMap((one) => one.neighbours.map((other) => [one.code, other] as const)),
    ];
  }

  /** The party of a number; an unknown number (of a newer image) is the unknown party. */
  party(number: number): Party {
    return this.parties[number] ?? unknownParty;
  }

  byId(id: string): Party | undefined {
    return this.#byId.get(id);
  }

  /** Does a network of the configuration belong to this operator? */
  hasOperator(id: string): boolean {
    return this.parties.some((party) => party.definition !== undefined && party.operator === id);
  }

  /** Number of an operator in facts and images, from 1; undefined for one that no network names. */
  operatorNumber(id: string): number | undefined {
    return this.#operators.get(id);
  }

  /** The party that stands for the country of a built-in row. */
  countryOf(row: { territories: readonly string[]; name?: string }): Party {
    return this.#byId.get(countryPartyId({ name: '', ...row })) ?? unknownParty;
  }

  /** `Homeland Mobile (XA)`, or `Barbados, operator unknown`: never says more than is known. */
  describe(number: number): string {
    const party = this.party(number);
    if (party.precision === 'none') return party.name;
    if (party.precision === 'country') return `${party.name}, operator unknown`;
    const places = party.territories.length === 0 ? '' : ` (${party.territories.join(', ')})`;
    return `${party.name}${places}`;
  }
}

/** The stable key of an id in records: the first 32 bits of its SHA-256; 0 for no id. */
export function stableKey(id: string): number {
  return id === '' ? 0 : createHash('sha256').update(id).digest().readUInt32BE(0);
}

const unknownParty: Party = {
  number: 0,
  id: '',
  name: 'unknown',
  operator: undefined,
  territories: [],
  precision: 'none',
  isHome: false,
  source: '',
  definition: undefined,
  versions: [],
};

function gone(party: Party): Party {
  return { ...party, isHome: false, definition: undefined, versions: [] };
}

/** One network however often it was described: for different times, and never for one twice. */
function byId(networks: readonly NetworkDefinition[]): Map<string, NetworkDefinition[]> {
  const versions = new Map<string, NetworkDefinition[]>();
  for (const one of networks) {
    const known = versions.get(one.id);
    if (known === undefined) versions.set(one.id, [one]);
    else known.push(one);
  }
  return versions;
}

/** Its name and owner are the latest; where it may serve is everywhere it ever did. */
function configuredParty(
  versions: readonly NetworkDefinition[],
  number: number,
  tables: BuiltInTables,
): Party {
  const network = versions.at(-1)!;
  const isDisputed = network.id === DISPUTED_ID;
  return {
    number,
    id: network.id,
    name: network.name,
    operator: isDisputed ? undefined : network.operator,
    territories: [
      ...new Set(
        versions.flatMap((one) =>
          one.territories.length > 0 ? one.territories : fromMcc(one, tables),
        ),
      ),
    ],
    precision: isDisputed ? 'none' : 'operator',
    isHome: versions.some((one) => one.home),
    source: network.source || 'configuration',
    definition: network,
    versions,
  };
}

/** A footprint that was not stated: every territory of the network's MCCs. */
function fromMcc(network: NetworkDefinition, tables: BuiltInTables): string[] {
  const mccs = new Set(network.plmn.map((plmn) => formatPlmn(plmn).slice(0, 3)));
  return [
    ...new Set(tables.mcc.filter((row) => mccs.has(row.prefix)).flatMap((row) => row.territories)),
  ];
}

function countryParty(row: PrefixRow, id: string, number: number, tables: BuiltInTables): Party {
  const names = row.territories.map((code) => tables.territories.get(code) ?? code);
  return {
    number,
    id,
    name: names.length > 0 ? names.join(' or ') : row.name,
    operator: undefined,
    territories: row.territories,
    precision: names.length > 0 ? 'country' : 'none',
    isHome: false,
    source: BUILT_IN_SOURCE,
    definition: undefined,
    versions: [],
  };
}

function countryPartyId(row: { territories: readonly string[]; name: string }): string {
  if (row.territories.length > 0) return `country:${row.territories.join('+')}`;
  return `shared:${row.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function sancAsPrefix(row: { territories: readonly string[] }): PrefixRow {
  return { prefix: '', territories: row.territories, name: '' };
}
