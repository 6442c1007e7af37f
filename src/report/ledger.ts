// SPDX-License-Identifier: Apache-2.0
// One pass over the flagged sessions of a period, gathering what the brief report prints. The unit
// is the flagged session with at least one active finding; targets are distinct pseudonymous
// subscribers. Nothing is judged or suppressed here.

import { monthOf } from '../base/time.ts';
import { dayOf } from '../network/day.ts';
import type { Session } from '../session/fold.ts';

/** A count with the distinct subscribers behind it. */
export class Tally {
  sessions = 0;
  readonly targets = new Set<string>();

  add(subscriber: string): void {
    this.sessions += 1;
    if (subscriber !== '') this.targets.add(subscriber);
  }

  merge(other: Tally): void {
    this.sessions += other.sessions;
    for (const target of other.targets) this.targets.add(target);
  }
}

export function mergeTallies(tallies: readonly Tally[]): Tally {
  const merged = new Tally();
  for (const tally of tallies) merged.merge(tally);
  return merged;
}

export const outcomeNames = [
  'answered',
  'refused',
  'blocked',
  'unanswered',
  'not_observable',
  'open',
] as const;
export const disclosureNames = ['location', 'serving_node', 'imsi', 'vectors'] as const;
export const whereaboutNames = ['no', 'yes', 'unknown'] as const;

export type OutcomeName = (typeof outcomeNames)[number];
export type DisclosureName = (typeof disclosureNames)[number];
export type WhereaboutName = (typeof whereaboutNames)[number];

/**
 * A geographical answer: a cell, an area or coordinates. The serving node alone is a country or a
 * region.
 */
const locationBits = new Set(['cell', 'location_area', 'coordinates']);
const coordinationPurposes = new Set(['location', 'interception']);
const breachCategories = new Set(['cat1', 'cat2', 'cat3']);

export interface SourceLedger {
  readonly key: number;
  /** As the session's record names it; a store also describes networks by key. */
  readonly id: string;
  readonly name: string;
  readonly territory: string;
  readonly total: Tally;
  readonly byTechnology: Map<string, Tally>;
  /** `2019-04 ss7` → what it asked then. */
  readonly byPeriod: Map<string, Tally>;
  /** Was the subscriber abroad (`yes`, `no`, `unknown`)? */
  readonly abroad: Record<WhereaboutName, Tally>;
  /** Target → day of its first approach that counts for coordination. */
  readonly firstDay: Map<string, number>;
}

export interface OutcomeLedger {
  readonly attempts: Tally;
  readonly outcomes: Record<OutcomeName, Tally>;
  /** Answered, and the answer held this. */
  readonly disclosed: Record<DisclosureName, Tally>;
}

export class Ledger {
  readonly sources = new Map<number, SourceLedger>();
  readonly outcomes = new Map<string, OutcomeLedger>();
  readonly ruleSets = new Set<number>();
  first: bigint | undefined;
  last: bigint | undefined;
  /** Sessions that hold findings of rules in test or learn mode only. */
  uncounted = 0;
  sessions = 0;

  add(session: Session): void {
    if (!session.findings.some((one) => one.mode === 'active')) {
      this.uncounted += 1;
      return;
    }
    this.sessions += 1;
    this.ruleSets.add(session.ruleSet);
    if (this.first === undefined || session.time < this.first) this.first = session.time;
    if (this.last === undefined || session.time > this.last) this.last = session.time;
    this.#addSource(session);
    this.#addOutcome(session);
  }

  #addSource(session: Session): void {
    const source = this.#source(session);
    const { subscriber } = session;
    source.total.add(subscriber);
    upsert(source.byTechnology, session.technology, () => new Tally()).add(subscriber);
    upsert(source.byPeriod, periodOf(session), () => new Tally()).add(subscriber);
    const abroad = session.abroad === 'yes' || session.abroad === 'no' ? session.abroad : 'unknown';
    source.abroad[abroad].add(subscriber);
    if (subscriber === '' || !countsForCoordination(session)) return;
    const day = dayOf(session.time);
    const known = source.firstDay.get(subscriber);
    if (known === undefined || day < known) source.firstDay.set(subscriber, day);
  }

  #source({ source: { id, name, territory, key } }: Session): SourceLedger {
    return upsert(this.sources, key, () => ({
      key,
      id,
      name,
      territory,
      total: new Tally(),
      byTechnology: new Map(),
      byPeriod: new Map(),
      abroad: tallies(whereaboutNames),
      firstDay: new Map(),
    }));
  }

  #addOutcome(session: Session): void {
    const entry = upsert(this.outcomes, session.technology, () => ({
      attempts: new Tally(),
      outcomes: tallies(outcomeNames),
      disclosed: tallies(disclosureNames),
    }));
    const { subscriber, disclosed } = session;
    entry.attempts.add(subscriber);
    const outcome = outcomeNames.find((name) => name === session.outcome) ?? 'open';
    entry.outcomes[outcome].add(subscriber);
    if (outcome !== 'answered') return;
    if (disclosed.some((one) => locationBits.has(one))) entry.disclosed.location.add(subscriber);
    for (const name of ['serving_node', 'imsi', 'vectors'] as const) {
      if (disclosed.includes(name)) entry.disclosed[name].add(subscriber);
    }
  }
}

/**
 * A breach of an entitlement category, or a purpose of location or interception: nothing else tells
 * of coordination.
 */
function countsForCoordination(session: Session): boolean {
  return session.findings.some(
    (one) =>
      one.mode === 'active' &&
      (breachCategories.has(one.category) ||
        one.purpose.some((name) => coordinationPurposes.has(name))),
  );
}

function periodOf(session: Session): string {
  return `${monthOf(session.time)} ${session.technology}`;
}

function tallies<Name extends string>(names: readonly Name[]): Record<Name, Tally> {
  return Object.fromEntries(names.map((name) => [name, new Tally()])) as Record<Name, Tally>;
}

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
