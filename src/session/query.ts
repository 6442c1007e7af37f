// SPDX-License-Identifier: Apache-2.0
// Which sessions? Filters that an index knows (subscriber, rule, source network, time) choose what
// is read at all; the rest is asked of each folded session. Results come by time, one at a time: a
// caller that stops early reads no more.
import { ruleKey } from '../base/rule-key.ts';
import { stableKey } from '../network/directory.ts';
import { severity as severities } from '../schema/tables.ts';
import type { Store, TimeRange } from '../store/store.ts';
import { type Body, foldSession, readEvents, type Session } from './fold.ts';
import { isOperation } from './operations.ts';

export interface SessionFilter extends TimeRange {
  /** Network id or name, of the source. */
  readonly network?: string | undefined;
  /** `gsm_map.anyTimeInterrogation` or `anyTimeInterrogation`. */
  readonly operation?: string | undefined;
  readonly rule?: string | undefined;
  readonly outcome?: string | undefined;
  readonly technology?: string | undefined;
  readonly category?: string | undefined;
  readonly disclosed?: string | undefined;
  readonly purpose?: string | undefined;
  /** This severity or a higher one. */
  readonly severity?: string | undefined;
  /** 32 hexadecimal digits. */
  readonly subscriber?: string | undefined;
  /** Compiled from an expression (src/rules/where.ts). */
  readonly where?: ((session: Session) => boolean) | undefined;
  readonly newestFirst?: boolean | undefined;
}

/** The session with this id (32 hexadecimal digits), if there is one. */
export function getSession(store: Store, id: string): Session | undefined {
  const events = store.events(Buffer.from(id, 'hex'));
  if (events.length === 0) return undefined;
  return foldSession(readEvents(events, (one) => store.openBody(one)));
}

/**
 * Sessions whose id, or its second half, begins with these hexadecimal digits. Reads one index, no
 * events.
 */
export function findIds(store: Store, prefix: string, atMost = 10): string[] {
  const found: string[] = [];
  for (const octets of store.sessionIds('time', '')) {
    const id = Buffer.from(octets, 'latin1').toString('hex');
    if (!id.startsWith(prefix) && !id.startsWith(prefix, 16)) continue;
    found.push(id);
    if (found.length === atMost) break;
  }
  return found;
}

export function* findSessions(store: Store, filter: SessionFilter): Generator<Session> {
  for (const octets of candidates(store, filter)) {
    const events = store.events(Buffer.from(octets, 'latin1'));
    if (events.length === 0) continue;
    const session = foldSession(readEvents(events, (one) => store.openBody(one)));
    if (matches(session, filter)) yield session;
  }
}

/** All sessions of a time range, straight from the events: for reports, which read everything. */
export function* scanSessions(store: Store, range: TimeRange): Generator<Session> {
  const openBody = (one: Parameters<Store['openBody']>[0]): Body => store.openBody(one);
  for (const { events } of store.allEvents(range)) yield foldSession(readEvents(events, openBody));
}

/** Ids from the narrowest index, less those that another index leaves out. */
function* candidates(store: Store, filter: SessionFilter): Generator<string> {
  const lists: Iterable<string>[] = [];
  if (filter.subscriber !== undefined) {
    const value = Buffer.from(filter.subscriber, 'hex').toString('latin1');
    lists.push(store.sessionIds('subscriber', value, filter));
  }
  if (filter.rule !== undefined)
    lists.push(store.sessionIds('rule', ruleValue(store, filter.rule), filter));
  if (filter.network !== undefined) {
    const keys = networkKeys(store, filter.network);
    lists.push(
      sortedUnion(
        keys.map((key) => store.sessionIds('source', networkValue(key), filter)),
        filter,
      ),
    );
  }
  const [first, ...others] = lists;
  if (first === undefined) {
    yield* store.sessionIds('time', '', filter);
    return;
  }
  const sets = others.map((list) => new Set(list));
  for (const id of first) if (sets.every((set) => set.has(id))) yield id;
}

function sortedUnion(lists: readonly Iterable<string>[], filter: SessionFilter): Iterable<string> {
  if (lists.length === 1) return lists[0] as Iterable<string>;
  const ids = [...new Set(lists.flatMap((list) => [...list]))].sort();
  return filter.newestFirst === true ? ids.reverse() : ids;
}

function ruleValue(store: Store, rule: string): string {
  const known = [...store.rules()].find(([, description]) => description.id === rule);
  const value = Buffer.alloc(8);
  value.writeBigUInt64BE(known?.[0] ?? ruleKey(rule));
  return value.toString('latin1');
}

/** Keys of the networks that a user means: by id, by name, or by operator. */
function networkKeys(store: Store, wanted: string): number[] {
  const asked = wanted.toLowerCase();
  const keys = new Set([stableKey(wanted)]);
  for (const [key, party] of store.parties()) {
    const names = [party.id, party.name, party.operator ?? ''];
    if (names.some((name) => name.toLowerCase() === asked)) keys.add(key);
  }
  return [...keys];
}

function networkValue(key: number): string {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(key);
  return value.toString('latin1');
}

/** Whether a folded session satisfies every condition that is set. */
export function matches(session: Session, filter: SessionFilter): boolean {
  const { from, to, operation, outcome, technology, category, disclosed, purpose, severity } =
    filter;
  const hasFinding = (test: (one: Session['findings'][number]) => boolean): boolean =>
    session.findings.some(test);
  return (
    (from === undefined || session.time >= from) &&
    (to === undefined || session.time < to) &&
    (operation === undefined ||
      session.messages.some((one) => isOperation(one.operation, operation)) ||
      isOperation(session.operation, operation)) &&
    (outcome === undefined || session.outcome === outcome) &&
    (technology === undefined || session.technology === technology) &&
    (category === undefined || hasFinding((one) => one.category === category)) &&
    (disclosed === undefined || session.disclosed.includes(disclosed)) &&
    (purpose === undefined || session.purpose.includes(purpose)) &&
    (severity === undefined || hasFinding((one) => rank(one.severity) >= rank(severity))) &&
    (filter.rule === undefined || hasFinding((one) => one.rule === filter.rule)) &&
    (filter.subscriber === undefined || session.subscriber === filter.subscriber) &&
    (filter.where === undefined || filter.where(session))
  );
}

function rank(severity: string): number {
  return severities[severity as keyof typeof severities] ?? 0;
}
