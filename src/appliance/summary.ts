// SPDX-License-Identifier: Apache-2.0
// What `screen` answers: sources, what they asked, how it ended and whether they were entitled;
// what could not be judged and why; what was not read. Pure functions from counts to rows: the
// command prints them.

import { operationName } from '../base/operations.ts';
import type { AggregateRow } from '../engine/native.ts';
import type { Directory } from '../network/directory.ts';
import { entitlement, nameOf, outcome, tristate, whereabouts } from '../schema/tables.ts';

/** One source network, one operation, one verdict; all months and directions together. */
export interface SourceRow {
  readonly source: string;
  readonly network: string;
  readonly technology: string;
  readonly operation: string;
  readonly entitlement: string;
  readonly reason: string;
  readonly requests: number;
  /** By outcome name. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Requests about subscribers of ours, and of them about those who were abroad. */
  readonly own: number;
  readonly abroad: number;
}

interface MutableRow extends SourceRow {
  requests: number;
  outcomes: Record<string, number>;
  own: number;
  abroad: number;
}

const verdictOrder: Readonly<Record<string, number>> = {
  not_entitled: 0,
  cannot_know: 1,
  entitled: 2,
  not_judged: 3,
};

/** Not entitled first, then by number of requests. */
export function sourceRows(rows: readonly AggregateRow[], directory: Directory): SourceRow[] {
  const table = new Map<string, MutableRow>();
  for (const row of rows) {
    if (row.isOther) continue;
    const key = [row.source, row.operation, row.entitlement, row.reason].join(' ');
    let entry = table.get(key);
    if (entry === undefined) {
      entry = {
        source: directory.describe(row.source),
        network: directory.party(row.source).id,
        technology: nameOf('technology', row.technology),
        operation: operationName(row.operation),
        entitlement: nameOf('entitlement', row.entitlement),
        reason: nameOf('entitlement_reason', row.reason),
        requests: 0,
        outcomes: {},
        own: 0,
        abroad: 0,
      };
      table.set(key, entry);
    }
    const ended = nameOf('outcome', row.outcome);
    entry.requests += row.count;
    entry.outcomes[ended] = (entry.outcomes[ended] ?? 0) + row.count;
    if (row.isOwn === tristate.yes) entry.own += row.count;
    if (row.isOwn === tristate.yes && row.whereabouts === whereabouts.abroad)
      entry.abroad += row.count;
  }
  return [...table.values()].sort(
    (a, b) =>
      (verdictOrder[a.entitlement] ?? 9) - (verdictOrder[b.entitlement] ?? 9) ||
      b.requests - a.requests ||
      a.source.localeCompare(b.source) ||
      a.operation.localeCompare(b.operation),
  );
}

export interface Unjudged {
  readonly reason: string;
  readonly requests: number;
  readonly meaning: string;
  readonly remedy: string;
}

const reasons: Readonly<Record<string, readonly [meaning: string, remedy: string]>> = {
  origin_unknown: [
    'nobody is known to hold the calling title or Origin-Realm',
    'add the network to the configuration',
  ],
  operator_unknown: [
    'both ends are in one country and an operator is not known',
    'add the networks of that country with their prefixes',
  ],
  subscriber_unknown: [
    'the message names no IMSI and its number was not learned',
    'longer captures learn more numbers',
  ],
  home_unknown: ['nobody is known to hold the IMSI', 'add the network with its MCC-MNC'],
  serving_unknown: [
    'no claim tells which network serves the subscriber',
    'longer captures see more location updates',
  ],
  protocol_unknown: [
    'the start of the dialogue was not seen, and MAP and CAP share numbers',
    'start the capture earlier',
  ],
  destination_unknown: [
    'nobody is known to hold the called title or Destination-Realm',
    'add the network to the configuration',
  ],
  operation_unlisted: [
    'the entitlement table has no row for the operation',
    'add the row to firmware-config/rules/entitlement.toml',
  ],
  direction_unknown: ['no link is configured here', '`sigwarden links learn` proposes links'],
  update_is_the_move: [
    'it is the subscriber’s move itself, and nothing refutes the journey',
    'a flip-back shows later when it was none; longer captures see more of them',
  ],
  refuted_claim: [
    'the only claim about the subscriber was refuted',
    'look at the flip-back findings',
  ],
};

/** Why requests could not be judged, most frequent first. */
export function unjudged(rows: readonly AggregateRow[]): Unjudged[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.isOther || row.entitlement !== entitlement.cannot_know) continue;
    const reason = nameOf('entitlement_reason', row.reason);
    counts.set(reason, (counts.get(reason) ?? 0) + row.count);
  }
  return [...counts]
    .map(([reason, requests]) => {
      const [meaning, remedy] = reasons[reason] ?? [reason.replaceAll('_', ' '), ''];
      return { reason, requests, meaning, remedy };
    })
    .sort((a, b) => b.requests - a.requests);
}

/** Findings that are shown as `test`, because too little of the serving state is known. */
export function shortOfState(
  counters: Readonly<Record<string, number>>,
  rules: readonly string[],
): Unjudged[] {
  const requests = counters.findings_held_back ?? 0;
  if (requests === 0) return [];
  const asked = counters.serving_requests ?? 0;
  const percent = Math.floor((100 * (counters.serving_requests_covered ?? 0)) / Math.max(asked, 1));
  return [
    {
      reason: 'held_back',
      requests,
      meaning:
        `findings of ${rules.join(', ')} shown as test: where subscribers are was known for ${percent} % of ${asked} ` +
        'requests of serving networks',
      remedy: 'a longer capture, or serving state from before: sigwarden state import',
    },
  ];
}

/** Outcomes in the order in which tables show them. */
export const outcomesShown = Object.keys(outcome).filter((name) => name !== 'open');
