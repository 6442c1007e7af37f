// SPDX-License-Identifier: Apache-2.0
// What a published table must not show: a number behind which fewer than five people stand. Suppressing one cell is not
// enough where a total stands beside it, since the cell is the difference; so a second cell goes with it, and rows that are
// too small are merged until the merged row is large enough. Internal reports show everything.
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
  /** What had to be merged, if anything; undefined tally: too small even together, nothing may be said. */
  readonly others: { readonly items: readonly T[]; readonly tally: Tally | undefined } | undefined;
}

/** Merges rows with too few targets, then the next smallest ones until the merged row has enough. */
export function mergeSmallRows<T>(rows: readonly NamedTally<T>[]): MergedRows<T> {
  const ordered = [...rows].sort((a, b) => b.tally.sessions - a.tally.sessions);
  const shown = ordered.filter((row) => !isSmall(row.tally));
  const small = ordered.filter((row) => isSmall(row.tally));
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
 * Sessions of the parts of one total, null where suppressed. Parts without any session are shown as 0: nobody stands
 * behind them. When a single part is suppressed, the smallest other one goes too.
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
