// SPDX-License-Identifier: Apache-2.0
// Joins what really happened with what was found. The only thing the two sides share is the number
// of a frame: never an identity, which would let a finding about the right person count for the
// wrong message. Sessions come one by one and are not kept; memory is the truth, and a line for
// each false finding.
//
// Two units: the *instance* (found when an active finding of an expected rule names it) and the
// *flagged session* (false when it holds no hostile frame). A frame that bundles a hostile and an
// honest message is hostile for both; the truth knows frames and no more. What a tap shows of an act
// that is not observable there is hostile as well: nobody has to find it, and finding it is right.
import { severity as severities } from '../schema/tables.ts';
import type { Finding, Session } from '../session/fold.ts';
import { displayFilter, framesOf } from '../session/json.ts';
import { type Interval, rareUpper, wilson } from './interval.ts';
import type { Instance, Truth } from './truth.ts';

/** Attack × evasion × tap. */
export interface AttackScore {
  readonly attack: string;
  /** Null: it came plainly. */
  readonly evasion: string | null;
  readonly tap: string;
  readonly planted: number;
  readonly visible: number;
  /** Visible ones that some rule is expected to name: what recall is measured over. */
  readonly expected: number;
  readonly found: number;
  /** Visible ones that any rule in any mode named. */
  readonly foundByAny: number;
  readonly recall: number | null;
  readonly interval: Interval | null;
  /** Packet time from the act to the finding, s: middle and last of those found. */
  readonly detectedAfter: { readonly median: number; readonly most: number } | null;
}

/** An active rule, counted in flagged sessions. */
export interface DetectionScore {
  readonly rule: string;
  readonly severity: string;
  readonly sessions: number;
  readonly falseSessions: number;
  readonly precision: number;
  readonly interval: Interval;
}

export interface FalseFinding {
  readonly session: string;
  readonly time: bigint;
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly operation: string;
  readonly frame: number;
  readonly displayFilter: string;
}

export interface Miss {
  readonly instance: Instance;
  /** Rules that named it although none of them was expected, or that are not active. */
  readonly namedBy: readonly string[];
}

/** Sessions without a hostile frame, and what so many in so many messages bound. */
export interface FalseRate {
  readonly sessions: number;
  readonly perMillion: number | null;
  /** One-sided at 95 %: 3 in N when there was none. */
  readonly upperPerMillion: number | null;
}

export interface Score {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly benignMessages: number;
  readonly attacks: readonly AttackScore[];
  readonly detections: readonly DetectionScore[];
  readonly flagged: number;
  readonly precision: number | null;
  readonly precisionInterval: Interval | null;
  readonly falseHigh: FalseRate;
  readonly falseActive: FalseRate;
  readonly falseFindings: readonly FalseFinding[];
  /** False findings beyond those listed. */
  readonly falseBeyond: number;
  readonly missed: readonly Miss[];
}

/** False findings listed; the rest is counted. */
const falseListedMax = 100_000;

interface Named {
  foundAt: bigint | undefined;
  readonly rules: Set<string>;
}

export class Scorer {
  readonly #truth: Truth;
  readonly #byFrame = new Map<number, Instance[]>();
  readonly #named = new Map<Instance, Named>();
  readonly #rules = new Map<
    string,
    { severity: string; sessions: number; falseSessions: number }
  >();
  readonly #false: FalseFinding[] = [];
  #falseBeyond = 0;
  #flagged = 0;
  #falseActive = 0;
  #falseHigh = 0;

  constructor(truth: Truth) {
    this.#truth = truth;
    for (const instance of truth.instances)
      for (const frame of new Set(instance.frames)) {
        const there = this.#byFrame.get(frame);
        if (there === undefined) this.#byFrame.set(frame, [instance]);
        else there.push(instance);
      }
  }

  /** Takes a flagged session; each once. */
  add(session: Session): void {
    const named = new Set(framesOf(session).flatMap((frame) => this.#byFrame.get(frame) ?? []));
    for (const instance of named) this.#name(instance, session.findings);
    const active = session.findings.filter((finding) => finding.mode === 'active');
    if (active.length === 0) return;
    this.#flagged += 1;
    const isFalse = named.size === 0;
    this.#count(active, isFalse);
    if (isFalse) this.#accuse(session, active);
  }

  #name(instance: Instance, findings: readonly Finding[]): void {
    const known = this.#named.get(instance) ?? { foundAt: undefined, rules: new Set<string>() };
    this.#named.set(instance, known);
    for (const { rule, mode, time } of findings) {
      known.rules.add(rule);
      if (mode !== 'active' || !instance.expect.includes(rule)) continue;
      if (known.foundAt === undefined || time < known.foundAt) known.foundAt = time;
    }
  }

  #count(active: readonly Finding[], isFalse: boolean): void {
    for (const [rule, { severity }] of new Map(active.map((one) => [one.rule, one]))) {
      const row = this.#rules.get(rule) ?? { severity, sessions: 0, falseSessions: 0 };
      row.sessions += 1;
      if (isFalse) row.falseSessions += 1;
      this.#rules.set(rule, row);
    }
  }

  #accuse(session: Session, active: readonly Finding[]): void {
    this.#falseActive += 1;
    if (active.some((one) => one.severity === 'high')) this.#falseHigh += 1;
    for (const { rule, severity, confidence, time, frame } of active) {
      if (this.#false.length >= falseListedMax) {
        this.#falseBeyond += 1;
        continue;
      }
      const { id, operation } = session;
      const filter = displayFilter(session, false);
      this.#false.push({
        ...{ session: id, time, rule, severity, confidence, operation, frame },
        displayFilter: filter,
      });
    }
  }

  result(): Score {
    const { scenario, seed, messages } = this.#truth;
    const benignMessages = Math.max(0, messages - this.#byFrame.size);
    const trueSessions = this.#flagged - this.#falseActive;
    return {
      ...{ scenario, seed, messages, benignMessages },
      attacks: this.#attacks(),
      detections: this.#detections(),
      flagged: this.#flagged,
      precision: this.#flagged === 0 ? null : trueSessions / this.#flagged,
      precisionInterval: wilson(trueSessions, this.#flagged) ?? null,
      falseHigh: rate(this.#falseHigh, benignMessages),
      falseActive: rate(this.#falseActive, benignMessages),
      falseFindings: this.#false,
      falseBeyond: this.#falseBeyond,
      missed: this.#missed(),
    };
  }

  #attacks(): AttackScore[] {
    const rows = new Map<string, Instance[]>();
    for (const instance of this.#truth.instances) {
      const { attack, evasion, tap } = instance;
      const key = [attack, evasion, tap].join('\n');
      const row = rows.get(key);
      if (row === undefined) rows.set(key, [instance]);
      else row.push(instance);
    }
    return [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, instances]) => this.#attack(instances));
  }

  #attack(instances: readonly Instance[]): AttackScore {
    const { attack, evasion, tap } = instances[0] as Instance;
    const visible = instances.filter((one) => one.visible);
    const expected = visible.filter((one) => one.expect.length > 0).length;
    const lags = visible
      .flatMap((one) => {
        const at = this.#named.get(one)?.foundAt;
        return at === undefined ? [] : [Number(at - one.time) / 1e9];
      })
      .sort((a, b) => a - b);
    const found = lags.length;
    return {
      ...{ attack, evasion: evasion || null, tap },
      planted: instances.length,
      visible: visible.length,
      expected,
      found,
      foundByAny: visible.filter((one) => this.#named.has(one)).length,
      recall: expected === 0 ? null : found / expected,
      interval: wilson(found, expected) ?? null,
      detectedAfter:
        found === 0 ? null : { median: lags[found >> 1] as number, most: lags.at(-1) as number },
    };
  }

  #detections(): DetectionScore[] {
    return [...this.#rules]
      .map(([rule, { severity, sessions, falseSessions }]) => ({
        ...{ rule, severity, sessions, falseSessions },
        precision: (sessions - falseSessions) / sessions,
        interval: wilson(sessions - falseSessions, sessions) as Interval,
      }))
      .sort((a, b) => rank(b.severity) - rank(a.severity) || (a.rule < b.rule ? -1 : 1));
  }

  #missed(): Miss[] {
    return this.#truth.instances
      .filter((one) => one.visible && one.expect.length > 0)
      .filter((one) => this.#named.get(one)?.foundAt === undefined)
      .map((instance) => ({
        instance,
        namedBy: [...(this.#named.get(instance)?.rules ?? [])].sort(),
      }));
  }
}

function rate(sessions: number, benign: number): FalseRate {
  const million = benign === 0 ? null : 1e6 / benign;
  return {
    sessions,
    perMillion: million && sessions * million,
    upperPerMillion: million && rareUpper(sessions) * million,
  };
}

function rank(severity: string): number {
  return severities[severity as keyof typeof severities] ?? 0;
}
