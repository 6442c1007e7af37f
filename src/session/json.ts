// SPDX-License-Identifier: Apache-2.0
// A session as one JSON object: names as in src/schema/tables.ts, times in RFC 3339 with nine
// digits, no identity unless the caller hands some over.
import { formatTime } from '../base/time.ts';
import type { Session } from './fold.ts';
import type { Identities } from './identities.ts';

/** @param isOfSeveral whether several captures were read: see {@link displayFilter}. */
export function sessionJson(
  session: Session,
  isOfSeveral: boolean,
  identities?: Identities,
): Record<string, unknown> {
  const { source, serving, findings, messages } = session;
  return {
    id: session.id,
    time: formatTime(session.time),
    end: formatTime(session.end),
    technology: session.technology,
    operation: session.operation,
    direction: session.direction,
    link: session.link || null,
    source: {
      network: source.id || null,
      name: source.name || null,
      territory: source.territory || null,
    },
    asker: session.asker.id || null,
    destination: session.destination || null,
    home: session.home.id || null,
    serving: {
      network: serving.id || null,
      grade: serving.grade || null,
      age_s: serving.age_s ?? null,
    },
    abroad: session.abroad,
    subscriber: session.subscriber || null,
    outcome: session.outcome,
    requested: session.requested,
    disclosed: session.disclosed,
    vectors: session.vectors,
    purpose: session.purpose,
    severity: session.severity,
    category: session.category,
    evidence: session.evidence,
    legs: session.legs,
    rule_set: session.ruleSet.toString(16).padStart(8, '0'),
    frames: framesOf(session),
    display_filter: displayFilter(session, isOfSeveral),
    findings: findings.map(({ time, anomalies, confidenceReasons, atDeadline, ...rest }) => ({
      ...rest,
      at_deadline: atDeadline,
      confidence_reasons: confidenceReasons,
      time: formatTime(time),
      anomalies: `0x${anomalies.toString(16)}`,
    })),
    messages: messages.map(({ stored: _, time, fromInitiator, ...rest }) => ({
      time: formatTime(time),
      from_initiator: fromInitiator,
      ...rest,
    })),
    ...(identities === undefined ? {} : { identities }),
  };
}

/** Frame numbers of the session's messages, in order. */
export function framesOf(session: Session): number[] {
  return [...new Set(session.messages.map((one) => one.frame))].sort((a, b) => a - b);
}

/**
 * A display filter that shows these frames in Wireshark. Where several captures were read a number
 * names a frame in each of them, and the time tells them apart.
 */
export function displayFilter(session: Session, isOfSeveral: boolean): string {
  const [field, values] = isOfSeveral
    ? ['frame.time_epoch', timesOf(session)]
    : ['frame.number', framesOf(session)];
  return values.length === 1 ? `${field} == ${values[0]}` : `${field} in {${values.join(', ')}}`;
}

/** Seconds since 1970 of the session's frames, in order, as Wireshark writes them. */
function timesOf(session: Session): string[] {
  const times = [...new Set(session.messages.map((one) => one.time))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  return times.map((ns) => {
    const digits = ns.toString().padStart(10, '0');
    return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
  });
}
