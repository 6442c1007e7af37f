// SPDX-License-Identifier: Apache-2.0
// Do the top sources approach the same people? For each pair: targets in common, their share of all
// targets of both (Jaccard), and the lag in weeks between the first approach by the one and by the
// other. It describes, it does not test: sources that only meet travellers share targets for no
// other reason, and no null model is applied here.
import type { SourceLedger } from './ledger.ts';
import { targetsMin } from './suppress.ts';

const topSources = 8;
const daysPerWeek = 7;

export const overlapCaveat =
  'Travellers are a common cause of shared targets: any two sources that meet roamers share ' +
  'some. No null model is applied here; these figures alone do not show coordination.';

export interface OverlapPair {
  /** Keys of the two sources, the larger one first. */
  readonly a: number;
  readonly b: number;
  /** Targets in common. */
  readonly shared: number;
  /** Shared targets over all targets of both. */
  readonly jaccard: number;
  /** Median of the weeks from a's first approach to b's; negative when b came first. */
  readonly lagWeeks: number;
  /** Share of the common targets that a approached first; those of the same day count half. */
  readonly aFirst: number;
  /** First day on which a common target was approached, `2019-04-02`. */
  readonly since: string;
}

/** Pairs of the sources with most targets that share any, most shared targets first. */
export function overlapPairs(
  sources: readonly SourceLedger[],
  isInternal: boolean,
): { shown: OverlapPair[]; hidden: number } {
  const top = [...sources]
    .filter((one) => one.firstDay.size > 0)
    .sort((a, b) => b.firstDay.size - a.firstDay.size || a.key - b.key)
    .slice(0, topSources);
  const pairs = top
    .flatMap((a, i) => top.slice(i + 1).map((b) => comparePair(a, b)))
    .filter((pair) => pair.shared > 0)
    .sort((x, y) => y.shared - x.shared || x.a - y.a);
  const shown = isInternal ? pairs : pairs.filter((pair) => pair.shared >= targetsMin);
  return { shown, hidden: pairs.length - shown.length };
}

function comparePair(a: SourceLedger, b: SourceLedger): OverlapPair {
  const lags: number[] = [];
  let aFirst = 0;
  let since = Number.POSITIVE_INFINITY;
  for (const [target, dayOfA] of a.firstDay) {
    const dayOfB = b.firstDay.get(target);
    if (dayOfB === undefined) continue;
    lags.push((dayOfB - dayOfA) / daysPerWeek);
    aFirst += dayOfA < dayOfB ? 1 : dayOfA === dayOfB ? 0.5 : 0;
    since = Math.min(since, dayOfA, dayOfB);
  }
  const shared = lags.length;
  return {
    a: a.key,
    b: b.key,
    shared,
    jaccard: shared / (a.firstDay.size + b.firstDay.size - shared),
    lagWeeks: shared === 0 ? 0 : median(lags),
    aFirst: shared === 0 ? 0 : aFirst / shared,
    since: shared === 0 ? '' : new Date(since * 86_400_000).toISOString().slice(0, 10),
  };
}

function median(values: readonly number[]): number {
  const ordered = [...values].sort((x, y) => x - y);
  const middle = Math.floor(ordered.length / 2);
  if (ordered.length % 2 === 1) return ordered[middle] as number;
  return ((ordered[middle - 1] as number) + (ordered[middle] as number)) / 2;
}
