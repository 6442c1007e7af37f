// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { component, disclosed, event, evidence, outcome } from '../../src/schema/tables.ts';
import { foldSession, type Session, type SessionEvent } from '../../src/session/fold.ts';
import { decodeHeader } from '../../src/store/record.ts';
import { type EventOptions, record, startTime } from '../store/records.ts';

const packr = new Packr({ useRecords: false });

function fold(...events: EventOptions[]): Session {
  return foldSession(events.map((one, sequence) => toEvent({ sequence, ...one })));
}

function toEvent(options: EventOptions): SessionEvent {
  const { header, body } = record(options);
  const stored = { header, body, sealed: { page: 0n, offset: 0 } };
  return { header: decodeHeader(header), body: packr.unpack(body), stored };
}

test('what did not follow is a finding of the message that it should have followed', (t) => {
  const hour = 3_600_000_000_000n;
  const session = fold(
    { event: event.member, header: { frame: 4, evidence: evidence.digest } },
    {
      time: startTime + hour,
      header: { frame: 4, severity: 3, outcome: outcome.answered },
      body: { rule: 'int.key-harvest', at_deadline: true },
    },
  );
  t.deepEqual(
    session.findings.map((one) => [one.rule, one.frame, one.atDeadline, one.time]),
    [['int.key-harvest', 4, true, startTime + hour]],
  );
  t.is(session.messages.length, 1);
  t.is(session.messages[0]?.time, startTime);
  t.is(session.outcome, 'answered');
  t.is(session.evidence, 'digest');
});

test('a request, its answer and its outcome become one session', (t) => {
  const session = fold(
    {
      subscriber: '001010000000001',
      network: 'far-state',
      header: {
        frame: 4,
        operation: 71,
        severity: 3,
        category: 1,
        purpose: 1,
        requested: 1,
        direction: 1,
        entitlement: 2,
        evidence: evidence.full,
      },
      body: {
        source: 'far-state',
        source_name: 'Far State',
        home: 'homeland',
        is_abroad: 1,
        legs: 2,
        reason: 4,
        serving_grade: 2,
      },
    },
    {
      event: event.member,
      time: startTime + 5n,
      header: { frame: 9, disclosed: disclosed.cell },
      body: { component: component.result_last, from_initiator: false },
    },
    { event: event.outcome, time: startTime + 5n, header: { frame: 0, outcome: outcome.answered } },
  );
  t.is(session.time, startTime);
  t.is(session.end, startTime + 5n);
  t.is(session.operation, 'gsm_map.anyTimeInterrogation');
  t.is(session.outcome, 'answered');
  t.deepEqual(session.disclosed, ['cell']);
  t.is(session.abroad, 'yes');
  t.is(session.legs, 2);
  t.is(session.evidence, 'full');
  t.is(session.serving.grade, 'plausible');
  t.deepEqual(
    session.findings.map((one) => [one.rule, one.severity, one.category, one.reason]),
    [['cat1.interconnect', 'high', 'cat1', 'different_country']],
  );
  t.deepEqual(
    session.messages.map((one) => [one.frame, one.fromInitiator, one.component, one.rules]),
    [
      [4, true, 'invoke', ['cat1.interconnect']],
      [9, false, 'result_last', []],
    ],
  );
});

test('table members are understood by name and by number', (t) => {
  const byName = fold({ body: { is_abroad: 'no', reason: 'agreement', component: 'invoke' } });
  t.is(byName.abroad, 'no');
  t.is(byName.findings[0]!.reason, 'agreement');
  t.is(fold({ body: { is_abroad: false } }).abroad, 'no');
  t.is(fold({ body: {} }).abroad, 'unknown');
  t.is(fold({ body: { reason: 99 } }).findings[0]!.reason, '99');
});

test('what a deadline noticed is no message of the dialogue, what an answer brought is', (t) => {
  const byDeadline = { event: event.outcome, header: { frame: 77, outcome: outcome.unanswered } };
  t.deepEqual(
    fold({}, byDeadline).messages.map((one) => one.frame),
    [1],
  );
  t.is(fold({}, byDeadline).outcome, 'unanswered');
  const opening = {
    event: event.member,
    header: { frame: 3 },
    body: { component: component.invoke, from_initiator: true },
  };
  const atDeadline = { header: { frame: 88, outcome: outcome.unanswered } };
  t.deepEqual(
    fold(opening, atDeadline).messages.map((one) => one.frame),
    [3],
  );
  const atAnswer = { header: { frame: 5, outcome: outcome.refused } };
  const answer = {
    event: event.member,
    header: { frame: 5 },
    body: { component: component.error, error: 27, from_initiator: false },
  };
  t.deepEqual(
    fold(opening, atAnswer, answer).messages.map((one) => [
      one.frame,
      one.fromInitiator,
      one.component,
      one.error,
      one.rules,
    ]),
    [
      [3, true, 'invoke', '', []],
      [5, false, 'error', 'absentSubscriber', ['cat1.interconnect']],
    ],
  );
});

test('a message that was sent back says why', (t) => {
  const back = {
    event: event.member,
    header: { frame: 5 },
    body: { return_cause: 1, from_initiator: false },
  };
  const ended = { event: event.outcome, header: { outcome: outcome.blocked } };
  const session = fold({}, back, ended);
  t.is(session.outcome, 'blocked');
  const messages = session.messages.map((one) => [one.component, one.error]);
  t.deepEqual(messages.at(-1), ['none', 'returned: no translation address']);
});

test('facts of a finding read in words', (t) => {
  const facts = {
    'operation.entitled': 1,
    'operation.purpose': 3,
    'operation.id': 71,
    'origin.is_foreign': true,
    'subscriber.serving_age': null,
    'claim.flip_seconds': 90,
    'origin.network': 'far-state',
    'a.newer_fact': 5,
  };
  t.deepEqual(fold({ body: { facts } }).findings[0]!.facts, {
    'operation.entitled': 'own',
    'operation.purpose': 'location interception',
    'operation.id': 'gsm_map.anyTimeInterrogation',
    'origin.is_foreign': 'yes',
    'subscriber.serving_age': 'unknown',
    'claim.flip_seconds': '90 s',
    'origin.network': 'far-state',
    'a.newer_fact': '5',
  });
});

test('what was asked stands on the request, what was given away on the answer', (t) => {
  const both = { requested: 1, disclosed: 32 };
  const answer = {
    event: event.member,
    header: { frame: 2, ...both },
    body: { from_initiator: false, legs: 2 },
  };
  const { messages } = fold({ header: both }, answer);
  t.deepEqual(
    messages.map((one) => [one.requested, one.disclosed, one.leg]),
    [
      [['location'], [], 1],
      [[], ['cell'], 2],
    ],
  );
});

test('the outcome that came last stands, and an answered request is not open', (t) => {
  const event_outcome = (value: number): EventOptions => ({
    event: event.outcome,
    header: { frame: 0, outcome: value },
  });
  t.is(fold({}).outcome, 'open');
  t.is(fold({ header: { outcome: outcome.answered } }).outcome, 'answered');
  t.is(
    fold({}, event_outcome(outcome.unanswered), event_outcome(outcome.answered)).outcome,
    'answered',
  );
});

test('evidence that was overwritten is said, whatever else was kept', (t) => {
  const level = (value: number): EventOptions => ({
    rule: `r${value}`,
    header: { evidence: value },
  });
  t.is(
    fold(level(evidence.full), level(evidence.missing_overwritten)).evidence,
    'missing_overwritten',
  );
  t.is(fold(level(evidence.recent)).evidence, 'recent');
});

test('the same finding under two rule sets is one, the later one', (t) => {
  const { findings } = fold(
    { header: { rule_set: 1, severity: 1 } },
    { header: { rule_set: 2, severity: 3 } },
    { rule: 'enc.global-opcode', header: { severity: 2 } },
  );
  t.deepEqual(
    findings.map((one) => [one.rule, one.severity]),
    [
      ['cat1.interconnect', 'high'],
      ['enc.global-opcode', 'medium'],
    ],
  );
});

test('folding is pure: events repeated at the end change nothing', (t) => {
  const options = fc.record({
    event: fc.constantFrom(event.finding, event.member, event.outcome),
    rule: fc.constantFrom('a', 'b'),
    time: fc.bigInt({ min: startTime, max: startTime + 100n }),
    header: fc.record({
      frame: fc.nat(4),
      disclosed: fc.nat(255),
      outcome: fc.nat(5),
      severity: fc.nat(3),
    }),
  });
  fc.assert(
    fc.property(fc.array(options, { minLength: 1, maxLength: 12 }), (list) => {
      const events = list.map((one, sequence) => toEvent({ ...one, sequence }));
      const once = foldSession(events);
      const twice = foldSession([...events, ...events]);
      const comparable = ({ events: _, messages, ...rest }: Session): unknown => ({
        ...rest,
        messages: messages.map(({ stored: __, ...one }) => one),
      });
      t.deepEqual(comparable(twice), comparable(once));
    }),
  );
});
