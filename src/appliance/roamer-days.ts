// SPDX-License-Identifier: Apache-2.0
// Days of subscribers by month, home and visited network, with names: the denominator of events per
// 1,000 roamer-days. Pure function from counts to rows; what is divided by them is not decided here.
import type { RoamerDaysRow } from '../engine/native.ts';
import type { Directory } from '../network/directory.ts';

export interface RoamerDays {
  /** `2018-06`, UTC. */
  readonly month: string;
  /** Ids of networks; null where unknown. */
  readonly home: string | null;
  readonly visited: string | null;
  readonly territories: readonly string[];
  readonly days: number;
}

/** Those who were not at home; what found no room has neither month nor network. */
export function roamerDays(rows: readonly RoamerDaysRow[], directory: Directory): RoamerDays[] {
  return rows
    .filter((row) => row.isOther || row.home !== row.visited)
    .map((row) => {
      const visited = directory.party(row.visited);
      return {
        month: row.isOther ? '' : monthText(row.month),
        home: directory.party(row.home).id || null,
        visited: visited.id || null,
        territories: visited.territories,
        days: row.days,
      };
    });
}

function monthText(months: number): string {
  return new Date(Date.UTC(1970, months)).toISOString().slice(0, 7);
}
