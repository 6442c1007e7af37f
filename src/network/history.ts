// SPDX-License-Identifier: Apache-2.0
// What is known of one network over time. Each document tells how the network was on its day; a
// network's versions follow from all of them, whatever the order in which they came: what a later
// document changes ends the day before, what it repeats is confirmed. So taking a document twice
// changes nothing, and an old document found late falls into its place.
import { DAY_MAX, DAY_MIN } from './day.ts';
import { emptyNetwork, type NetworkDefinition } from './definition.ts';

export const originKinds = ['ir21', 'csv', 'wire', 'hand'] as const;
export type OriginKind = (typeof originKinds)[number];

/** A document that told something. */
export interface Origin {
  readonly kind: OriginKind;
  /** Its name, without its folder. */
  readonly file: string;
  /** Of its octets, hexadecimal; empty when it was no file. */
  readonly sha256: string;
  /** The day as of which it speaks; undefined when it does not say. */
  readonly date: number | undefined;
}

/** How a network was from a day on, by one document; `until` when that says so itself. */
export interface Snapshot {
  readonly day: number;
  readonly until: number | undefined;
  readonly network: NetworkDefinition;
  readonly origin: Origin | undefined;
}

/** Versions of one network in order of time, and the documents behind them. */
export interface History {
  readonly versions: readonly NetworkDefinition[];
  readonly origins: readonly Origin[];
}

export const emptyHistory: History = { versions: [], origins: [] };

/** The history with one more document; the same object when that says nothing new. */
export function withSnapshot(history: History, taken: Snapshot): History {
  const before = snapshotsOf(history);
  const same = before.find((one) => one.day === taken.day);
  if (
    same !== undefined &&
    same.origin !== undefined &&
    same.until === taken.until &&
    contentOf(same.network) === contentOf(taken.network)
  )
    return history;
  return historyOf([...before.filter((one) => one.day !== taken.day), taken]);
}

/** The version in force on a day. */
export function versionOn(
  versions: readonly NetworkDefinition[],
  day: number,
): NetworkDefinition | undefined {
  return versions.find(
    (one) => day >= (one.validFrom ?? DAY_MIN) && day <= (one.validUntil ?? DAY_MAX),
  );
}

/** Everything of a network but when it holds and who says so, as one text to compare. */
export function contentOf(network: NetworkDefinition): string {
  return JSON.stringify({ ...network, validFrom: 0, validUntil: 0, source: '' });
}

function historyOf(snapshots: readonly Snapshot[]): History {
  const sorted = [...snapshots].sort((a, b) => a.day - b.day);
  const versions: NetworkDefinition[] = [];
  for (const [index, one] of sorted.entries()) {
    const end = Math.min(one.until ?? DAY_MAX, (sorted[index + 1]?.day ?? DAY_MAX + 1) - 1);
    const last = versions.at(-1);
    const continues =
      last !== undefined &&
      last.validUntil === one.day - 1 &&
      contentOf(last) === contentOf(one.network);
    if (continues) versions.pop();
    versions.push({
      ...(continues ? last : one.network),
      validFrom: continues ? last.validFrom : one.day === DAY_MIN ? undefined : one.day,
      validUntil: end === DAY_MAX ? undefined : end,
    });
  }
  return { versions, origins: sorted.flatMap((one) => one.origin ?? []) };
}

/** A version stands for the documents within its time, and for itself where none began it. */
function snapshotsOf({ versions, origins }: History): Snapshot[] {
  return versions.flatMap((version, index) => {
    const first = version.validFrom ?? DAY_MIN;
    const last = version.validUntil ?? DAY_MAX;
    const network = { ...emptyNetwork, ...version };
    const told = origins
      .filter(({ date = DAY_MIN }) => date >= first && date <= last)
      .map((origin) => ({ day: origin.date ?? DAY_MIN, origin }));
    const days: { day: number; origin: Origin | undefined }[] = told.some(
      ({ day }) => day === first,
    )
      ? told
      : [{ day: first, origin: undefined }, ...told];
    const next = versions[index + 1]?.validFrom;
    const isCutByNext = next !== undefined && next - 1 === version.validUntil;
    return days.map((one, at) => ({
      ...one,
      network,
      until: at < days.length - 1 || isCutByNext ? undefined : version.validUntil,
    }));
  });
}
