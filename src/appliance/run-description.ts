// SPDX-License-Identifier: Apache-2.0
// What a store keeps beside the events of one run, over files or live: who the numbers are, which
// rules there were, and what of the input could not be judged. A report made years later rests on
// it. Made where the configuration is known, stored where the store is open; nothing here holds an
// identity of a subscriber.
import { createHash } from 'node:crypto';
import { ruleKey } from '../base/rule-key.ts';
import { formatTime } from '../base/time.ts';
import { version } from '../base/version.ts';
import type { AggregateRow } from '../engine/native.ts';
import { formatDay } from '../network/day.ts';
import { type Party, stableKey } from '../network/directory.ts';
import { entitlement, entitlement_reason, nameOf } from '../schema/tables.ts';
import type { ImportSummary, PartyDescription, RuleDescription } from '../store/descriptions.ts';
import type { StoreWriter } from '../store/writer.ts';
import type { Knowledge } from './knowledge.ts';

/** What a run has counted so far. */
export interface RunCounts {
  readonly first: bigint;
  readonly last: bigint;
  readonly counters: Readonly<Record<string, number>>;
  readonly rows: readonly AggregateRow[];
}

export interface RunDescription {
  readonly parties: readonly (readonly [number, PartyDescription])[];
  readonly rules: readonly (readonly [bigint, RuleDescription])[];
  readonly summary: ImportSummary;
}

/** The id of a live run follows from what was heard: the tap and the time of its first message. */
export function liveRunId(tap: string, first: bigint): string {
  return createHash('sha256').update(`live ${first} ${tap}`).digest('hex').slice(0, 32);
}

export function describeRun(
  knowledge: Knowledge,
  { first, last, counters, rows }: RunCounts,
  { id, files }: Pick<ImportSummary, 'id' | 'files'>,
): RunDescription {
  const named = new Set(rows.flatMap((row) => [row.source, row.home]));
  return {
    parties: [...named]
      .filter((number) => number !== 0)
      .map((number) => describeParty(knowledge.directory.party(number))),
    rules: knowledge.policy.rules.map(
      (rule) => [ruleKey(rule.id), { id: rule.id, title: rule.title }] as const,
    ),
    summary: {
      id,
      files,
      first: formatTime(first),
      last: formatTime(last),
      product: `sigwarden ${version}`,
      ruleSet: knowledge.policy.ruleSet,
      counters,
      verdicts: sum(rows, (row) => nameOf('entitlement', row.entitlement)),
      unjudged: sum(
        rows.filter((row) => row.entitlement === entitlement.cannot_know),
        (row) => nameOf('entitlement_reason', row.reason ?? entitlement_reason.none),
      ),
    },
  };
}

/** Later descriptions of the same run, party or rule replace earlier ones. */
export function storeDescription(store: StoreWriter, description: RunDescription): void {
  store.putParties(description.parties);
  store.putRules(description.rules);
  store.putImport(description.summary);
}

function describeParty(party: Party): readonly [number, PartyDescription] {
  const { id: network, name, operator, territories, precision, isHome, source } = party;
  const described = {
    id: network,
    name,
    territories,
    precision,
    isHome,
    source,
    dated: datesOf(party),
  };
  return [stableKey(network), operator === undefined ? described : { ...described, operator }];
}

/** The period for which the knowledge is valid: DATE of the sentence that every report prints. */
function datesOf({ definition }: Party): string {
  const from = definition?.validFrom;
  const until = definition?.validUntil;
  if (from === undefined && until === undefined) return '';
  if (until === undefined) return `since ${formatDay(from as number)}`;
  return from === undefined
    ? `until ${formatDay(until)}`
    : `${formatDay(from)} to ${formatDay(until)}`;
}

/** Counts of rows by a name. */
function sum(
  rows: readonly AggregateRow[],
  nameOfRow: (row: AggregateRow) => string,
): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const row of rows) {
    if (row.isOther) continue;
    const name = nameOfRow(row);
    totals[name] = (totals[name] ?? 0) + row.count;
  }
  return totals;
}
