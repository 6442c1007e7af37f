// SPDX-License-Identifier: Apache-2.0
// What a published table must not show: a number behind which fewer than five people stand.
// Suppressing one cell is not enough where a total stands beside it, since the cell is the
// difference; so a second cell goes with it, and rows that are too small are merged until the
// merged row is large enough. Internal reports show everything.
import { mergeTallies, type Tally } from './ledger.ts';

/** Fewest distinct targets of a published cell. */
export const targetsMin = 5;

export function isSmall(tally: Tally): boolean {
  return tally.targets.size < targetsMin;
}

export interface NamedTally<T> {
  readonly item: T;
  readonly tally: Tally;
}

export interface MergedRows<T> {
  /** Rows that may be shown, largest first. */
  readonly shown: readonly NamedTally<T>[];
  /**
   * What had to be merged, if anything; undefined tally: too small even together, nothing may be
   * said.
   */
  readonly others: { readonly items: readonly T[]; readonly tally: Tally | undefined } | undefined;
}

/**
 * Merges rows with too few targets, then the next smallest ones until the merged row has enough.
 * @param isForced rows to merge whatever their size.
 */
export function mergeSmallRows<T>(
  rows: readonly NamedTally<T>[],
  isForced: (item: T) => boolean = () => false,
): MergedRows<T> {
  const isMerged = (row: NamedTally<T>): boolean => isSmall(row.tally) || isForced(row.item);
  const ordered = [...rows].sort((a, b) => b.tally.sessions - a.tally.sessions);
  const shown = ordered.filter((row) => !isMerged(row));
  const small = ordered.filter(isMerged);
  if (small.length === 0) return { shown, others: undefined };
  const merged = mergeTallies(small.map((row) => row.tally));
  while (isSmall(merged) && shown.length > 0) {
    const next = shown.pop() as NamedTally<T>;
    merged.merge(next.tally);
    small.push(next);
  }
  const tally = isSmall(merged) ? undefined : merged;
  return { shown, others: { items: small.map((row) => row.item), tally } };
}

/**
 * Merges the rows of several tables whose columns also add up to totals shown elsewhere: months of
 * one network, months of one technology. What is merged in one table only would be the difference,
 * so it is merged in a second one, where it is smallest.
 */
export function mergeAlongTotals<T>(
  tables: readonly (readonly NamedTally<T>[])[],
): MergedRows<T>[] {
  // Rows once merged stay merged, so that this ends: each round merges at least one more.
  const forced = tables.map(() => new Set<T>());
  const hidden = new Set<number>();
  for (;;) {
    const merged = tables.map((table, i) => {
      const rows = mergeSmallRows(table, (item) => forced[i]?.has(item) ?? false);
      return hidden.has(i) ? hideTable(rows) : rows;
    });
    for (const [i, { others }] of merged.entries()) {
      for (const item of others?.items ?? []) forced[i]?.add(item);
    }
    const lonely = lonelyTable(merged);
    if (lonely !== undefined) hidden.add(lonely);
    else if (!forceSecondRows(merged, forced)) return merged;
  }
}

/**
 * Forces the smallest other row of every item that is merged in one table only; false when there is
 * none.
 */
function forceSecondRows<T>(merged: readonly MergedRows<T>[], forced: readonly Set<T>[]): boolean {
  let isForced = false;
  for (const item of new Set(forced.flatMap((items) => [...items]))) {
    if (forced.filter((items) => items.has(item)).length !== 1) continue;
    const next = smallestShown(merged, item);
    if (next === undefined) continue;
    forced[next]?.add(item);
    isForced = true;
  }
  return isForced;
}

function smallestShown<T>(merged: readonly MergedRows<T>[], item: T): number | undefined {
  const shown = merged.flatMap((table, i) =>
    table.shown
      .filter((row) => row.item === item)
      .map((row) => ({ i, sessions: row.tally.sessions })),
  );
  return shown.sort((a, b) => a.sessions - b.sessions)[0]?.i;
}

/**
 * The smallest table beside the only one of which nothing may be said, since that one is the
 * difference.
 */
function lonelyTable<T>(merged: readonly MergedRows<T>[]): number | undefined {
  const isHidden = ({ others }: MergedRows<T>): boolean =>
    others !== undefined && others.tally === undefined;
  if (merged.filter(isHidden).length !== 1) return undefined;
  const open = merged.flatMap((table, i) =>
    isHidden(table) || sessionsOf(table) === 0 ? [] : [{ i, sessions: sessionsOf(table) }],
  );
  return open.sort((a, b) => a.sessions - b.sessions)[0]?.i;
}

function sessionsOf<T>({ shown, others }: MergedRows<T>): number {
  return shown.reduce((sum, row) => sum + row.tally.sessions, others?.tally?.sessions ?? 0);
}

function hideTable<T>({ shown, others }: MergedRows<T>): MergedRows<T> {
  const items = [...shown.map((row) => row.item), ...(others?.items ?? [])];
  return { shown: [], others: { items, tally: undefined } };
}

/**
 * Sessions of the parts of one total, null where suppressed. Parts without any session are shown as
 * 0: nobody stands behind them. When a single part is suppressed, the smallest other one goes too.
 */
export function partsOf(parts: readonly Tally[], isInternal: boolean): (number | null)[] {
  const values = parts.map((part): number | null => part.sessions);
  if (isInternal) return values;
  const used = parts.map((part, i) => ({ part, i })).filter(({ part }) => part.sessions > 0);
  const hidden = used.filter(({ part }) => isSmall(part));
  const open = used.filter(({ part }) => !isSmall(part));
  if (hidden.length === 1 && open.length > 0) {
    open.sort((a, b) => a.part.sessions - b.part.sessions);
    hidden.push(open[0] as (typeof open)[number]);
  }
  for (const { i } of hidden) values[i] = null;
  return values;
}
