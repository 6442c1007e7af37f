// SPDX-License-Identifier: Apache-2.0
// Findings as they are stored, for those who watch: what a record says without its sealed part, so
// that no identity is ever in it. An answer comes later than its request: the outcome of a flagged
// dialogue is an event of its own and names the session.
import { Packr } from 'msgpackr';
import { formatTime } from '../base/time.ts';
import { event, nameOf, namesOfBits, severity } from '../schema/tables.ts';
import { type Body, foldSession, readEvents } from '../session/fold.ts';
import type { RecordParts } from '../store/record.ts';
import { place } from '../store/record.ts';
import type { StoredEvent } from '../store/store.ts';

export interface FindingEvent {
  readonly event: 'finding';
  readonly session: string;
  /** Packet time, RFC 3339. */
  readonly time: string;
  readonly rule: string;
  readonly mode: string;
  readonly severity: string;
  readonly confidence: string;
  readonly technology: string;
  readonly operation: string;
  readonly source: { readonly network: string | null; readonly name: string | null };
  /** `open` while the answer is still to come. */
  readonly outcome: string;
  readonly disclosed: readonly string[];
}

export interface OutcomeEvent {
  readonly event: 'outcome';
  readonly session: string;
  readonly time: string;
  readonly operation: string;
  readonly outcome: string;
  readonly disclosed: readonly string[];
}

export type TailEvent = FindingEvent | OutcomeEvent;

const packr = new Packr({ useRecords: false });

/** Undefined for records that are neither a finding nor an outcome. */
export function tailEvent(record: RecordParts): TailEvent | undefined {
  const kind = record.payload[place.event];
  if (kind !== event.finding && kind !== event.outcome) return undefined;
  // Copied: names in the body are views into the ring.
  const stored = { header: Buffer.from(record.header), body: Buffer.from(record.body) };
  const session = foldSession(
    readEvents([stored as unknown as StoredEvent], (one) => packr.unpack(one.body) as Body),
  );
  const common = {
    session: session.id,
    time: formatTime(session.end),
    operation: session.operation,
    outcome: nameOf('outcome', stored.header.readUInt8(place.outcome)),
    disclosed: namesOfBits('disclosed', stored.header.readUInt32LE(place.disclosed)),
  };
  if (kind === event.outcome) return { event: 'outcome', ...common };
  const [finding] = session.findings;
  if (finding === undefined) return undefined;
  return {
    event: 'finding',
    ...common,
    rule: finding.rule,
    mode: finding.mode,
    severity: finding.severity,
    confidence: finding.confidence,
    technology: session.technology,
    source: { network: session.source.id || null, name: session.source.name || null },
  };
}

/** Whether a finding is of this severity or a higher one. */
export function reaches(one: FindingEvent, least: string): boolean {
  const rank = (name: string) => severity[name as keyof typeof severity] ?? 0;
  return rank(one.severity) >= rank(least);
}
