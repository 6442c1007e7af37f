// SPDX-License-Identifier: Apache-2.0
// How much was seen, and what of it could not be judged: a report is as good as this page. Figures
// are sums over the imports of the period; counters have the names of src/schema/counters.ts.
import { messagesByTechnology } from '../base/message-counts.ts';
import { counterGroups } from '../schema/counters.ts';
import type { ImportSummary } from '../store/descriptions.ts';

export interface Coverage {
  readonly imports: number;
  /** First and last packet time, RFC 3339; empty without imports. */
  readonly first: string;
  readonly last: string;
  readonly frames: number;
  /** By technology; `faulty` are those of all that hold a fault. */
  readonly messages: Readonly<Record<string, number>>;
  /** Signalling that was there and not read, by counter. */
  readonly undecoded: Readonly<Record<string, number>>;
  /** Dialogues of which one side only was seen, by counter. */
  readonly oneSided: Readonly<Record<string, number>>;
  /** What was lost on the way, by counter; empty when nothing was. */
  readonly lost: Readonly<Record<string, number>>;
  /** Requests by verdict, and those without one by reason. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly unjudged: Readonly<Record<string, number>>;
}

export function coverageOf(imports: readonly ImportSummary[]): Coverage {
  const counters = sum(imports.map((one) => one.counters));
  const pick = (names: readonly string[]): Record<string, number> =>
    Object.fromEntries(
      names
        .filter((name) => (counters[name] ?? 0) > 0)
        .map((name) => [name, counters[name] as number]),
    );
  const firsts = imports.map((one) => one.first).filter((one) => one !== '');
  const lasts = imports.map((one) => one.last).filter((one) => one !== '');
  return {
    imports: imports.length,
    first: firsts.sort()[0] ?? '',
    last: lasts.sort().at(-1) ?? '',
    frames: counters.frames_read ?? 0,
    messages: { ...messagesByTechnology(counters), faulty: counters.messages_faulty ?? 0 },
    undecoded: pick(counterGroups.undecoded),
    oneSided: pick([...counterGroups.oneSided, 'dialogues_expired']),
    lost: pick(counterGroups.lost),
    verdicts: sum(imports.map((one) => one.verdicts)),
    unjudged: sum(imports.map((one) => one.unjudged)),
  };
}

function sum(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) total[name] = (total[name] ?? 0) + value;
  }
  return total;
}
