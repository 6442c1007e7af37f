// SPDX-License-Identifier: Apache-2.0
// The brief report as a value: who asked, by month and technology; about people at home or abroad;
// with what outcome; whether the top sources ask about the same people; and what was not seen.
// `report --brief` prints it (brief-text.ts, brief-csv.ts), `--json` gives it as it is. Null in a
// number's place means: suppressed.
import { formatTime } from '../base/time.ts';
import { version } from '../base/version.ts';
import { scanSessions } from '../session/query.ts';
import type { PartyDescription } from '../store/descriptions.ts';
import type { Store, TimeRange } from '../store/store.ts';
import { type Attribution, attribute, describeNetwork } from './attribution.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import {
  type DisclosureName,
  disclosureNames,
  Ledger,
  mergeTallies,
  type OutcomeLedger,
  type OutcomeName,
  outcomeNames,
  type SourceLedger,
  type Tally,
  type WhereaboutName,
  whereaboutNames,
} from './ledger.ts';
import { type OverlapPair, overlapCaveat, overlapPairs } from './overlap.ts';
import {
  isSmall,
  type MergedRows,
  mergeAlongTotals,
  mergeSmallRows,
  type NamedTally,
  partsOf,
  targetsMin,
} from './suppress.ts';

export interface SourceRow {
  /** 0 for the row of merged networks. */
  readonly rank: number;
  /** Empty for the row of merged networks. */
  readonly network: string;
  readonly name: string;
  readonly territories: readonly string[];
  readonly sessions: number | null;
  /** Of all sessions of this month and technology, 0 to 1. */
  readonly share: number | null;
  readonly targets: number | null;
}

export interface PeriodTable {
  readonly month: string;
  readonly technology: string;
  readonly sessions: number | null;
  readonly rows: readonly SourceRow[];
}

export interface WhereaboutRow extends Record<WhereaboutName, number | null> {
  readonly network: string;
  readonly name: string;
}

export interface OutcomeRow extends Record<OutcomeName | DisclosureName, number | null> {
  readonly technology: string;
  readonly attempts: number | null;
  /** Answered or refused by the node that was addressed. */
  readonly reached: number | null;
}

export interface NamedOverlap extends OverlapPair {
  readonly nameA: string;
  readonly nameB: string;
}

export interface Brief {
  readonly version: 1;
  readonly product: string;
  readonly ruleSets: readonly string[];
  /** First and last flagged session, RFC 3339; empty when there is none. */
  readonly first: string;
  readonly last: string;
  readonly sessions: number | null;
  /** Sessions with findings of rules in test or learn mode only: not counted anywhere above. */
  readonly uncounted: number;
  readonly isInternal: boolean;
  /** Sources over the whole period, one table a technology; its month is empty. */
  readonly totals: readonly PeriodTable[];
  readonly periods: readonly PeriodTable[];
  readonly whereabouts: readonly WhereaboutRow[];
  readonly outcomes: readonly OutcomeRow[];
  readonly overlap: {
    readonly pairs: readonly NamedOverlap[];
    /** Pairs with fewer than five targets in common: suppressed. */
    readonly hidden: number;
    readonly caveat: string;
  };
  readonly attributions: readonly Attribution[];
  readonly coverage: Coverage;
  readonly method: readonly string[];
}

export interface BriefOptions extends TimeRange {
  /** Show cells with fewer than five targets. */
  readonly isInternal: boolean;
}

const othersName = 'other networks';
const unknownName = 'unknown network';

/** Reads every session of the period once. */
export function makeBrief(store: Store, options: BriefOptions): Brief {
  const ledger = new Ledger();
  for (const session of scanSessions(store, options)) ledger.add(session);
  const parties = store.parties();
  const sources = [...ledger.sources.values()];
  const technologies = [...ledger.outcomes.keys()].sort();
  const totals = technologies.map((one) => totalTable(sources, one, parties, options.isInternal));
  const periods = technologies.flatMap((one) =>
    periodTables(sources, one, parties, options.isInternal),
  );
  const whereabouts = whereaboutRows(sources, parties, options.isInternal);
  const pairs = overlapPairs(sources, options.isInternal);
  const all = sources.flatMap((one) => [...one.total.targets]);
  const isTooSmall = !options.isInternal && ledger.sessions > 0 && new Set(all).size < targetsMin;
  const nameOfKey = (key: number): string => nameOf(ledger.sources.get(key), parties);
  return {
    version: 1,
    product: `sigwarden ${version}`,
    ruleSets: [...ledger.ruleSets].sort().map((one) => one.toString(16).padStart(8, '0')),
    first: ledger.first === undefined ? '' : formatTime(ledger.first),
    last: ledger.last === undefined ? '' : formatTime(ledger.last),
    sessions: isTooSmall ? null : ledger.sessions,
    uncounted: ledger.uncounted,
    isInternal: options.isInternal,
    totals,
    periods: periods.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0)),
    whereabouts,
    outcomes: [...ledger.outcomes].sort().map(([name, one]) => outcomeRow(name, one, options)),
    overlap: {
      hidden: pairs.hidden,
      pairs: pairs.shown.map((pair) => ({
        ...pair,
        nameA: nameOfKey(pair.a),
        nameB: nameOfKey(pair.b),
      })),
      caveat: overlapCaveat,
    },
    attributions: attributions(sources, parties, [...totals, ...periods], whereabouts),
    coverage: coverageOf(store.imports()),
    method: methodOf(options.isInternal),
  };
}

type Parties = ReadonlyMap<number, PartyDescription>;

function nameOf(source: SourceLedger | undefined, parties: Parties): string {
  if (source === undefined || source.key === 0) return unknownName;
  return describeNetwork(parties.get(source.key), source.name);
}

/** One table for each technology and month; with `month` empty over the whole period. */
function periodTables(
  sources: readonly SourceLedger[],
  technology: string,
  parties: Parties,
  isInternal: boolean,
): PeriodTable[] {
  const periods = new Set(sources.flatMap((source) => [...source.byPeriod.keys()]));
  const months = [...periods].filter((one) => one.endsWith(` ${technology}`)).sort();
  const tables = months.map((period) => rowsOf(sources, (one) => one.byPeriod.get(period)));
  const merged = isInternal ? tables.map(asTheyAre) : mergeAlongTotals(tables);
  return merged.map((table, i) => ({
    month: (months[i] ?? '').slice(0, monthLength),
    technology,
    ...sourceRows(table, parties),
  }));
}

function totalTable(
  sources: readonly SourceLedger[],
  technology: string,
  parties: Parties,
  isInternal: boolean,
): PeriodTable {
  const rows = rowsOf(sources, (one) => one.byTechnology.get(technology));
  const merged = isInternal ? asTheyAre(rows) : mergeSmallRows(rows);
  return { month: '', technology, ...sourceRows(merged, parties) };
}

const monthLength = '2019-04'.length;

type Rows = readonly NamedTally<SourceLedger>[];

function rowsOf(
  sources: readonly SourceLedger[],
  tallyOf: (source: SourceLedger) => Tally | undefined,
): Rows {
  return sources.flatMap((item) => {
    const tally = tallyOf(item);
    return tally === undefined ? [] : [{ item, tally }];
  });
}

function asTheyAre(rows: Rows): MergedRows<SourceLedger> {
  return { shown: bySessions(rows), others: undefined };
}

function sourceRows(
  { shown, others }: MergedRows<SourceLedger>,
  parties: Parties,
): { sessions: number | null; rows: SourceRow[] } {
  const isHidden = others !== undefined && others.tally === undefined;
  const sessions = shown.reduce(
    (sum, row) => sum + row.tally.sessions,
    others?.tally?.sessions ?? 0,
  );
  const rows = shown.map(({ item, tally }, i) => ({
    rank: i + 1,
    network: item.id,
    name: nameOf(item, parties),
    territories:
      parties.get(item.key)?.territories ?? (item.territory === '' ? [] : [item.territory]),
    ...cells(tally, sessions),
  }));
  if (others === undefined) return { sessions, rows };
  const name = `${othersName} (${others.items.length})`;
  const row = { rank: 0, network: '', name, territories: [], ...cells(others.tally, sessions) };
  return { sessions: isHidden ? null : sessions, rows: [...rows, row] };
}

function cells(
  tally: Tally | undefined,
  sessions: number,
): Pick<SourceRow, 'sessions' | 'share' | 'targets'> {
  if (tally === undefined) return { sessions: null, share: null, targets: null };
  return {
    sessions: tally.sessions,
    share: tally.sessions / sessions,
    targets: tally.targets.size,
  };
}

function whereaboutRows(
  sources: readonly SourceLedger[],
  parties: Parties,
  isInternal: boolean,
): WhereaboutRow[] {
  const rows = sources.map((item) => ({ item, tally: item.total }));
  const { shown, others } = isInternal ? asTheyAre(rows) : mergeSmallRows(rows);
  const row = (network: string, name: string, items: readonly SourceLedger[]): WhereaboutRow => {
    const parts = whereaboutNames.map((one) => mergeTallies(items.map((item) => item.abroad[one])));
    const values = partsOf(parts, isInternal);
    const cells = Object.fromEntries(whereaboutNames.map((one, i) => [one, values[i] ?? null]));
    return { network, name, ...(cells as Record<WhereaboutName, number | null>) };
  };
  return [
    ...shown.map(({ item }) => row(item.id, nameOf(item, parties), [item])),
    ...(others === undefined
      ? []
      : [row('', `${othersName} (${others.items.length})`, others.items)]),
  ];
}

function bySessions<T extends { tally: Tally }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => b.tally.sessions - a.tally.sessions);
}

function outcomeRow(
  technology: string,
  entry: OutcomeLedger,
  { isInternal }: BriefOptions,
): OutcomeRow {
  const isHidden = (tally: Tally): boolean => !isInternal && tally.sessions > 0 && isSmall(tally);
  const values = partsOf(
    outcomeNames.map((name) => entry.outcomes[name]),
    isInternal,
  );
  const outcomes = Object.fromEntries(
    outcomeNames.map((name, i) => [name, values[i] ?? null]),
  ) as Record<OutcomeName, number | null>;
  const disclosed = Object.fromEntries(
    disclosureNames.map((name) => [
      name,
      isHidden(entry.disclosed[name]) ? null : entry.disclosed[name].sessions,
    ]),
  ) as Record<DisclosureName, number | null>;
  const { answered, refused } = outcomes;
  return {
    technology,
    attempts: isHidden(entry.attempts) ? null : entry.attempts.sessions,
    reached: answered === null || refused === null ? null : answered + refused,
    ...outcomes,
    ...disclosed,
  };
}

/** One for each network that a table names. */
function attributions(
  sources: readonly SourceLedger[],
  parties: Parties,
  periods: readonly PeriodTable[],
  whereabouts: readonly WhereaboutRow[],
): Attribution[] {
  const named = new Set([
    ...periods.flatMap((period) => period.rows.map((row) => row.network)),
    ...whereabouts.map((row) => row.network),
  ]);
  return sources
    .filter((source) => source.key !== 0 && named.has(source.id))
    .sort((a, b) => b.total.sessions - a.total.sessions)
    .map((source) => attribute(parties.get(source.key), source.id, source.name));
}

function methodOf(isInternal: boolean): string[] {
  return [
    'Counted is the flagged session: one TCAP dialogue or Diameter transaction with at least one ' +
      'finding of an active rule.',
    'Targets are distinct subscribers by keyed pseudonym: pseudonymous, not anonymous.',
    'Reached: answered or refused by the node addressed. Location: a cell, an area or ' +
      'coordinates; the serving node alone is counted apart.',
    'At home or abroad is by the best claim about the serving network at the time of the request.',
    isInternal
      ? 'Internal: cells with fewer than 5 targets are shown. Do not publish.'
      : `Cells with fewer than ${targetsMin} targets are suppressed (*) or merged, with a second ` +
        'one where a total would give them away.',
  ];
}
