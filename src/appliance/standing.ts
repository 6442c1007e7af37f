// SPDX-License-Identifier: Apache-2.0
// How rules stood in a run: what a mode for a network, operator or link held back, what a rule in
// `learn` counted, and which of these entries had expired by packet time. Rows for `screen` and
// `status`; a suppression that nobody sees would be a hole.
import type { RuleHits } from '../engine/native.ts';
import { formatDay } from '../network/day.ts';
import { type ModeForInput, peerText } from '../rules/modes.ts';

export interface StandingRow {
  readonly rule: string;
  /** `network far-state`, `link carrier-a`, `everybody`. */
  readonly for: string;
  readonly mode: string;
  /** Findings that this decided about. */
  readonly findings: number;
  readonly owner: string;
  readonly until: string;
  readonly reason: string;
  readonly expired: boolean;
}

/** `today`: the day of the newest packet. Entries that decided nothing are left out, expired ones not. */
export function standingRows(
  hits: RuleHits,
  modesFor: readonly ModeForInput[],
  today: number,
): StandingRow[] {
  const rows = modesFor.map((one, i) => ({
    rule: one.rule,
    for: peerText(one),
    mode: one.mode as string,
    findings: hits.exceptions[i] ?? 0,
    owner: one.owner,
    until: formatDay(one.until),
    reason: one.reason,
    expired: one.until < today,
  }));
  return rows.filter((row) => row.findings > 0 || row.expired);
}

/** Findings of a rule that nobody was shown, by mode: `{ "loc.chain": { off: 3, learn: 2 } }`. */
export function heldBack(hits: RuleHits): Record<string, { off: number; learn: number }> {
  return Object.fromEntries(
    hits.rules
      .filter(({ off, learn }) => off + learn > 0)
      .map(({ id, off, learn }) => [id, { off, learn }]),
  );
}
