// SPDX-License-Identifier: Apache-2.0
// What documents would change in what is known, worked out in full before anything is written: the
// history of each network with them, and how it differs from the one without.
import { formatDay } from './day.ts';
import { type Difference, differenceOf } from './difference.ts';
import { emptyHistory, type History, type Snapshot, versionOn, withSnapshot } from './history.ts';

export interface PlannedChange {
  readonly id: string;
  readonly before: History;
  readonly after: History;
  /** One for each document that changes something, in the order in which they were given. */
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly snapshot: Snapshot;
  /** Against what was known of its day. */
  readonly difference: Difference;
  /** Was anything known of that day? */
  readonly isNew: boolean;
}

/** Networks that change; those of which nothing new is said are left out. */
export function planImport(
  known: ReadonlyMap<string, History>,
  snapshots: readonly Snapshot[],
): PlannedChange[] {
  const changes = new Map<string, PlannedChange>();
  for (const snapshot of snapshots) {
    const { id } = snapshot.network;
    const before = known.get(id) ?? emptyHistory;
    const change = changes.get(id) ?? { id, before, after: before, steps: [] };
    const after = withSnapshot(change.after, snapshot);
    if (after === change.after) continue;
    const version = versionOn(change.after.versions, snapshot.day);
    const step = {
      snapshot,
      difference: differenceOf(version, snapshot.network),
      isNew: version === undefined,
    };
    changes.set(id, { ...change, after, steps: [...change.steps, step] });
  }
  return [...changes.values()];
}

/** `2018-01-15 to 2019-06-30`, `from 2018-01-15`, `always`. */
export function validityText({
  validFrom,
  validUntil,
}: {
  validFrom: number | undefined;
  validUntil: number | undefined;
}): string {
  if (validFrom === undefined && validUntil === undefined) return 'always';
  if (validUntil === undefined) return `from ${formatDay(validFrom!)}`;
  if (validFrom === undefined) return `until ${formatDay(validUntil)}`;
  return `${formatDay(validFrom)} to ${formatDay(validUntil)}`;
}
