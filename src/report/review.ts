// SPDX-License-Identifier: Apache-2.0
// An operator's own findings, judged true, false or unknown: the one way to learn the precision of a
// rule in the field. The sample is stratified by source network, operation, outcome and month, in
// proportion, so that one loud network does not stand for all; which findings it takes follows from
// the seed and the findings alone. Judgements are entries of the audit log: append-only, chained,
// with who and when. The newest one about a finding holds.
import { createHash } from 'node:crypto';
import type { Finding, Session } from '../session/fold.ts';
import type { Act, AuditEntry } from '../store/audit.ts';

export const judgements = ['true', 'false', 'unknown'] as const;
export type Judgement = (typeof judgements)[number];

/** One finding to be judged. */
export interface Candidate {
  /** `session/time/message`: names it in files and in the log. */
  readonly finding: string;
  readonly rule: string;
  readonly session: string;
  readonly time: string;
  readonly frame: number;
  readonly severity: string;
  readonly confidence: string;
  readonly stratum: Stratum;
}

export interface Stratum {
  readonly source: string;
  readonly operation: string;
  readonly outcome: string;
  /** `2018-03`, UTC. */
  readonly month: string;
}

export function candidatesOf(session: Session, rule: string): Candidate[] {
  return session.findings
    .filter((finding) => finding.rule === rule)
    .map((finding) => ({
      finding: `${session.id}/${finding.time}/${finding.message}`,
      rule,
      session: session.id,
      time: dateOf(finding).toISOString(),
      frame: finding.frame,
      severity: finding.severity,
      confidence: finding.confidence,
      stratum: {
        source: session.source.id || 'unknown',
        operation: session.operation,
        outcome: session.outcome,
        month: dateOf(finding).toISOString().slice(0, 7),
      },
    }));
}

function dateOf({ time }: Finding): Date {
  return new Date(Number(time / 1_000_000n));
}

/** At most `size` of them, by stratum and in the order of their time. */
export function sampleOf(
  candidates: readonly Candidate[],
  size: number,
  seed: number,
): Candidate[] {
  const strata = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const key = Object.values(one.stratum).join('|');
    strata.set(key, [...(strata.get(key) ?? []), one]);
  }
  const lists = [...strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list);
  const shares = sharesOf(
    lists.map((list) => list.length),
    Math.min(size, candidates.length),
  );
  return lists
    .flatMap((list, i) =>
      list
        .map((one) => ({ one, draw: drawOf(seed, one.finding) }))
        .sort((a, b) => (a.draw < b.draw ? -1 : 1))
        .slice(0, shares[i])
        .map(({ one }) => one),
    )
    .sort((a, b) => (a.finding < b.finding ? -1 : 1));
}

/** Of `size` as many to each as it has of all; what is left goes to the largest remainders. */
function sharesOf(counts: readonly number[], size: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (all === 0 ? 0 : (count * size) / all));
  const shares = exact.map(Math.floor);
  const left = size - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

function drawOf(seed: number, finding: string): string {
  return createHash('sha256').update(`${seed} ${finding}`).digest('hex');
}

/** A judgement as an act of the audit log. */
export function actOf(rule: string, finding: string, judgement: Judgement): Omit<Act, 'user'> {
  const session = finding.slice(0, 32);
  return {
    action: 'review',
    sessions: [session],
    reason: JSON.stringify({ rule, finding, judgement }),
  };
}

export interface Judged {
  readonly rule: string;
  readonly finding: string;
  readonly judgement: Judgement;
  readonly by: string;
  readonly at: string;
}

/** What was judged, the newest word about each finding; words of other releases are passed over. */
export function judgedIn(entries: readonly AuditEntry[]): Judged[] {
  const newest = new Map<string, Judged>();
  for (const { action, reason, user, time } of entries) {
    if (action !== 'review') continue;
    const { rule, finding, judgement } = parsed(reason);
    if (typeof rule !== 'string' || typeof finding !== 'string' || !isJudgement(judgement))
      continue;
    newest.set(`${rule} ${finding}`, { rule, finding, judgement, by: user, at: time });
  }
  return [...newest.values()];
}

function parsed(reason: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(reason)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export function isJudgement(value: unknown): value is Judgement {
  return judgements.some((one) => one === value);
}

export interface Precision {
  readonly rule: string;
  readonly judged: number;
  readonly true: number;
  readonly false: number;
  readonly unknown: number;
  /** True ones of those that could be told; null when there are none. */
  readonly precision: number | null;
  /** Wilson's interval of 95 %, of those that could be told. */
  readonly low: number | null;
  readonly high: number | null;
}

export function precisionOf(rule: string, judged: readonly Judged[]): Precision {
  const count = (which: Judgement) => judged.filter((one) => one.judgement === which).length;
  const [yes, no] = [count('true'), count('false')];
  const interval = wilson(yes, yes + no);
  return {
    rule,
    judged: judged.length,
    true: yes,
    false: no,
    unknown: count('unknown'),
    precision: yes + no === 0 ? null : yes / (yes + no),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

/** The 97.5th percentile of the normal distribution. */
const z = 1.959964;

/** Score interval of a share (Wilson 1927); undefined of nothing. */
export function wilson(hits: number, of: number): { low: number; high: number } | undefined {
  if (of === 0) return undefined;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half =
    (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
