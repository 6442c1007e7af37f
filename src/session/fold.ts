// SPDX-License-Identifier: Apache-2.0
// A session is a pure fold of its events: what was found, by which messages, how it ended, what was
// given away. It is never stored; the same events give the same session on every box and in every
// year. No identities here: they stay sealed until src/session/identities.ts opens them for someone
// who may see them.
import { operationName } from '../base/operations.ts';
import type { bodyKeys } from '../schema/record.ts';
import {
  component as components,
  event,
  evidence as evidenceLevels,
  mode as modes,
  nameOf,
  namesOfBits,
  outcome as outcomes,
  type TableName,
} from '../schema/tables.ts';
import { decodeHeader, type EventHeader } from '../store/record.ts';
import type { StoredEvent } from '../store/store.ts';
import { readFacts } from './facts.ts';
import { errorName, returnedName } from './operations.ts';

/** The body of a record: any key may be missing, and values are checked where they are used. */
export type Body = Readonly<Partial<Record<keyof typeof bodyKeys, unknown>>>;

export interface SessionEvent {
  readonly header: EventHeader;
  readonly body: Body;
  readonly stored: StoredEvent;
}

/** One rule that fired, on one message. Names are those of src/schema/tables.ts. */
export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly category: string;
  readonly purpose: readonly string[];
  readonly entitlement: string;
  readonly reason: string;
  /** `active`, or `test` and `learn`: shown, but not counted in reports. */
  readonly mode: string;
  /** Why confidence is not higher. */
  readonly confidenceReasons: readonly string[];
  readonly time: bigint;
  readonly frame: number;
  readonly message: number;
  /** Of what did not follow that message: found when the time for it was over. */
  readonly atDeadline: boolean;
  readonly anomalies: bigint;
  /** Values of the facts that the rule names, in words. */
  readonly facts: Readonly<Record<string, string>>;
}

/** One message of the dialogue that was seen. */
export interface SessionMessage {
  readonly time: bigint;
  readonly frame: number;
  readonly message: number;
  readonly fromInitiator: boolean;
  readonly component: string;
  readonly operation: string;
  readonly error: string;
  readonly requested: readonly string[];
  readonly disclosed: readonly string[];
  /** The dialogue's legs seen by then: a transfer point shows a message once on each. */
  readonly leg: number;
  /** Rules that fired on this message. */
  readonly rules: readonly string[];
  readonly stored: readonly StoredEvent[];
}

export interface NetworkReference {
  /** Network id, `country:BB`, or empty when nobody knows. */
  readonly id: string;
  readonly name: string;
  readonly territory: string;
  /** Stable key; 0 when unknown. */
  readonly key: number;
}

export interface Session {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Packet time of the first packet and of the last event, ns. */
  readonly time: bigint;
  readonly end: bigint;
  readonly tap: number;
  readonly technology: string;
  readonly operation: string;
  readonly direction: string;
  /** The network that the findings are about. */
  readonly source: NetworkReference;
  /** Who opened the dialogue: the source, but where its message shows up another network. */
  readonly asker: { readonly id: string; readonly name: string };
  readonly destination: string;
  readonly home: { readonly id: string; readonly key: number };
  readonly serving: {
    readonly id: string;
    readonly grade: string;
    readonly age_s: number | undefined;
  };
  /** `yes`, `no` or `unknown`: whether the subscriber was abroad, by the best claim. */
  readonly abroad: string;
  /** Pseudonym, 32 hexadecimal digits; empty when the dialogue names nobody. */
  readonly subscriber: string;
  readonly outcome: string;
  readonly requested: readonly string[];
  readonly disclosed: readonly string[];
  /** Authentication vectors that the answers gave away. */
  readonly vectors: number;
  readonly category: string;
  readonly severity: string;
  readonly purpose: readonly string[];
  readonly link: string;
  readonly findings: readonly Finding[];
  readonly messages: readonly SessionMessage[];
  /** Legs on which the dialogue was seen: more than one at a transfer point. */
  readonly legs: number;
  readonly evidence: string;
  readonly ruleSet: number;
  /** The events themselves, findings first: where identities and evidence are sealed. */
  readonly events: readonly StoredEvent[];
}

/** Folds the events of one session, in order of sequence. At least one event is needed. */
export function foldSession(events: readonly SessionEvent[]): Session {
  const first = events[0];
  if (first === undefined) throw new Error('a session has at least one event');
  const findingEvents = events.filter((one) => one.header.event === event.finding);
  const lead = findingEvents[0] ?? first;
  const findings = foldFindings(findingEvents);
  const worst = findingEvents.reduce(
    (a, b) => (b.header.severity > a.header.severity ? b : a),
    lead,
  );
  return {
    id: first.header.session,
    time: BigInt(`0x${first.header.session.slice(0, 16)}`),
    end: lastTime(events),
    tap: lead.header.tap,
    technology: nameOf('technology', lead.header.technology),
    operation: operationOf(lead),
    direction: nameOf('direction', lead.header.direction),
    source: sourceOf(lead),
    asker: askerOf(lead),
    destination: text(lead.body.destination),
    home: { id: text(lead.body.home), key: lead.header.homeNetwork },
    serving: {
      id: text(lead.body.serving),
      grade: tableName('claim_grade', lead.body.serving_grade),
      age_s: typeof lead.body.serving_age_s === 'number' ? lead.body.serving_age_s : undefined,
    },
    abroad: abroadOf(lead.body.is_abroad),
    subscriber:
      (findingEvents.find(hasSubscriber) ?? events.find(hasSubscriber))?.header.subscriber ?? '',
    outcome: nameOf('outcome', foldOutcome(events)),
    requested: namesOfBits('requested', bitsOf(events, 'requested')),
    disclosed: namesOfBits('disclosed', bitsOf(events, 'disclosed')),
    vectors: events.reduce((most, one) => Math.max(most, number(one.body.vectors)), 0),
    category: nameOf('category', worst.header.category),
    severity: nameOf('severity', worst.header.severity),
    purpose: namesOfBits('purpose', bitsOf(findingEvents, 'purpose')),
    link: text(lead.body.link),
    findings,
    messages: foldMessages(events),
    legs: events.reduce((most, one) => Math.max(most, number(one.body.legs)), 1),
    evidence: foldEvidence(events),
    ruleSet: lead.header.ruleSet,
    events: [...findingEvents, ...events.filter((one) => one.header.event !== event.finding)].map(
      (one) => one.stored,
    ),
  };
}

function lastTime(events: readonly SessionEvent[]): bigint {
  let last = 0n;
  for (const { header } of events) if (header.time > last) last = header.time;
  return last;
}

/**
 * The same rule on the same message, found under two rule sets or in two captures that overlap, is
 * one finding: the later one stands. Frames have numbers of their own in every capture, so that the
 * time tells.
 */
function foldFindings(events: readonly SessionEvent[]): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const { header, body } of events) {
    const rule = text(body.rule) || `rule ${header.rule.toString(16)}`;
    byPlace.set(`${rule} ${header.time} ${header.message}`, {
      rule,
      severity: nameOf('severity', header.severity),
      confidence: nameOf('confidence', header.confidence),
      category: nameOf('category', header.category),
      purpose: namesOfBits('purpose', header.purpose),
      entitlement: nameOf('entitlement', header.entitlement),
      reason: tableName('entitlement_reason', body.reason),
      mode: tableName('mode', body.mode) || nameOf('mode', modes.active),
      confidenceReasons: Array.isArray(body.confidence_reasons)
        ? body.confidence_reasons.map(text)
        : [],
      time: header.time,
      frame: header.frame,
      message: header.message,
      atDeadline: isAtDeadline(body),
      anomalies: header.anomalies,
      facts: readFacts(body.facts),
    });
  }
  return [...byPlace.values()].sort(
    (a, b) =>
      order(a.time, b.time) || a.frame - b.frame || a.message - b.message || order(a.rule, b.rule),
  );
}

/** One entry a message, whatever number of events speak of it. */
function foldMessages(events: readonly SessionEvent[]): SessionMessage[] {
  const byPlace = new Map<string, SessionEvent[]>();
  for (const one of events) {
    if (!isMessage(one)) continue;
    const { tap, time, frame, message } = one.header;
    const place = `${tap} ${time} ${frame} ${message}`;
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, [one]);
    else known.push(one);
  }
  const messages = [...byPlace.values()]
    .map(foldMessage)
    .sort((a, b) => order(a.time, b.time) || a.frame - b.frame || a.message - b.message);
  return messages.filter((one, i) => !messages.slice(0, i).some((other) => isSame(one, other)));
}

/** The same message out of another capture, where its frame has another number. */
function isSame(a: SessionMessage, b: SessionMessage): boolean {
  return (
    a.time === b.time &&
    a.message === b.message &&
    a.leg === b.leg &&
    a.fromInitiator === b.fromInitiator &&
    a.component === b.component &&
    a.operation === b.operation
  );
}

/**
 * Members are messages. So is a finding, unless a deadline or an eviction ended the dialogue: then
 * it carries the frame at which that was noticed, which is somebody else's; or unless it tells what
 * did not follow.
 */
function isMessage({ header, body }: SessionEvent): boolean {
  if (header.frame === 0 || isAtDeadline(body)) return false;
  if (header.event === event.member) return true;
  return header.event === event.finding && !endedUnseen.has(header.outcome);
}

function isAtDeadline(body: Body): boolean {
  return body.at_deadline === true;
}

const endedUnseen: ReadonlySet<number> = new Set([outcomes.unanswered, outcomes.not_observable]);

function foldMessage(events: readonly SessionEvent[]): SessionMessage {
  const main =
    events.find((one) => one.header.event === event.member) ?? (events[0] as SessionEvent);
  const isFinding = main.header.event === event.finding;
  const component = componentOf(main.body);
  const isAsking = fromInitiator(main, isFinding);
  return {
    time: main.header.time,
    frame: main.header.frame,
    message: main.header.message,
    fromInitiator: isAsking,
    component:
      component === 'none' && isFinding ? nameOf('component', components.invoke) : component,
    operation: operationOf(main),
    error: errorOf(main),
    // Every event repeats what the dialogue asked and gave; it belongs to the side that did.
    requested: isAsking ? namesOfBits('requested', bitsOf(events, 'requested')) : [],
    disclosed: isAsking ? [] : namesOfBits('disclosed', bitsOf(events, 'disclosed')),
    leg: Math.max(1, ...events.map((one) => number(one.body.legs))),
    rules: [
      ...new Set(
        events
          .filter((one) => one.header.event === event.finding)
          .map((one) => text(one.body.rule)),
      ),
    ],
    stored: events.map((one) => one.stored),
  };
}

function fromInitiator({ header, body }: SessionEvent, isFinding: boolean): boolean {
  // Found at the end of the dialogue: the message is the one that ended it.
  if (isFinding && header.outcome !== outcomes.open) return false;
  if (typeof body.from_initiator === 'boolean') return body.from_initiator;
  return isFinding || componentOf(body) === nameOf('component', components.invoke);
}

function componentOf(body: Body): string {
  return tableName('component', body.component);
}

/** The newest statement that says anything; `open` only when none does. */
function foldOutcome(events: readonly SessionEvent[]): number {
  const stated = events.filter((one) => one.header.outcome !== outcomes.open);
  const final = stated.filter((one) => one.header.event === event.outcome);
  return (final.at(-1) ?? stated.at(-1))?.header.outcome ?? outcomes.open;
}

/**
 * How the evidence of the first message was come by; a gap is the session's level, whatever else
 * was kept.
 */
function foldEvidence(events: readonly SessionEvent[]): string {
  const levels = events.map((one) => one.header.evidence);
  const missing = levels.includes(evidenceLevels.missing_overwritten);
  const level = missing
    ? evidenceLevels.missing_overwritten
    : (levels.find((one) => one !== evidenceLevels.none) ?? 0);
  return nameOf('evidence', level);
}

function sourceOf({ header, body }: SessionEvent): NetworkReference {
  return {
    id: text(body.source),
    name: text(body.source_name) || text(body.source),
    territory: text(body.source_territory),
    key: header.sourceNetwork,
  };
}

function askerOf(lead: SessionEvent): { id: string; name: string } {
  const id = text(lead.body.asker);
  if (id !== '') return { id, name: text(lead.body.asker_name) || id };
  const source = sourceOf(lead);
  return { id: source.id, name: source.name };
}

function operationOf({ header, body }: SessionEvent): string {
  return text(body.title) || operationName(header.operation);
}

function errorOf({ header, body }: SessionEvent): string {
  if (typeof body.return_cause === 'number') return returnedName(body.return_cause);
  if (typeof body.error !== 'number') return text(body.error);
  const technology = nameOf('technology', header.technology);
  return errorName(technology, componentOf(body), body.error, operationName(header.operation));
}

function abroadOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return tableName('tristate', value) || 'unknown';
}

function bitsOf(
  events: readonly SessionEvent[],
  field: 'requested' | 'disclosed' | 'purpose',
): number {
  return events.reduce((bits, one) => bits | one.header[field], 0);
}

function hasSubscriber(one: SessionEvent): boolean {
  return one.header.subscriber !== '';
}

/** Native code may write a table's member by name or by number. */
function tableName(table: TableName, value: unknown): string {
  if (typeof value === 'number') return nameOf(table, value);
  return text(value) || (table === 'component' ? 'none' : '');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function order<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Decodes stored events for folding. */
export function readEvents(
  events: readonly StoredEvent[],
  openBody: (one: StoredEvent) => Body,
): SessionEvent[] {
  return events.map((stored) => ({
    header: decodeHeader(stored.header),
    body: openBody(stored),
    stored,
  }));
}
