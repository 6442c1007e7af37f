// SPDX-License-Identifier: Apache-2.0
// A small store with a story, for tests of sessions, reports and commands: a far state asks what
// only a home network may, then two islands approach the same people weeks later; and one lonely
// network with fewer than five targets.
import { ruleKey } from '../../src/base/rule-key.ts';
import {
  component,
  disclosed,
  event,
  outcome,
  requested,
  technology,
} from '../../src/schema/tables.ts';
import type { RecordParts } from '../../src/store/record.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { networkKey, record, startTime } from '../store/records.ts';

export const networks = {
  'far-state': { name: 'Far State Telecom', territory: 'XF' },
  'island-one': { name: 'Island One', territory: 'XI' },
  'island-two': { name: 'Island Two', territory: 'XJ' },
  lonely: { name: 'Lonely Network', territory: 'XL' },
} as const;
export type NetworkId = keyof typeof networks;

export const day_ns = 86_400_000_000_000n;
const anyTimeInterrogation = 71;
const provideSubscriberInfo = 70;

/** IMSI number `n` of the home network, from the test range. */
export function imsi(n: number): string {
  return `0010199${String(n).padStart(8, '0')}`;
}

export interface Approach {
  readonly number: number;
  readonly network: NetworkId;
  readonly target: number;
  /** Days after 2019-04-02. */
  readonly day: number;
  readonly isAbroad?: 0 | 1 | 2;
  readonly outcome?: number;
  readonly disclosed?: number;
  readonly technology?: number;
  readonly mode?: string;
}

/** The three records of one approach: request found, answer, outcome. */
export function approach(one: Approach): RecordParts[] {
  const { name, territory } = networks[one.network];
  const sessionTime = startTime + BigInt(one.day) * day_ns + BigInt(one.number) * 1_000_000n;
  const ended = one.outcome ?? outcome.answered;
  const gave =
    ended === outcome.answered ? (one.disclosed ?? disclosed.cell | disclosed.age_of_location) : 0;
  const operation = one.network === 'far-state' ? anyTimeInterrogation : provideSubscriberInfo;
  const common = {
    session: one.number,
    sessionTime,
    subscriber: imsi(one.target),
    network: one.network,
  };
  const header = {
    operation,
    technology: one.technology ?? technology.ss7,
    source_operator: networkKey(one.network),
  };
  const body = {
    title:
      operation === anyTimeInterrogation
        ? 'gsm_map.anyTimeInterrogation'
        : 'gsm_map.provideSubscriberInfo',
    source: one.network,
    source_name: name,
    source_territory: territory,
    destination: 'homeland',
    home: 'homeland',
    is_abroad: one.isAbroad ?? 1,
  };
  const frame = one.number * 2 + 1;
  return [
    record({
      ...common,
      header: {
        ...header,
        frame,
        severity: 3,
        confidence: 3,
        purpose: 1,
        category: 1,
        entitlement: 2,
        direction: 1,
        requested: requested.location,
        evidence: 1,
        rule_set: 0x0bad_cafe,
      },
      body: {
        ...body,
        reason: 'different_network',
        role: 'interconnect',
        link: 'carrier-a',
        mode: one.mode ?? 'active',
        facts: { 'operation.entitled': 'own' },
      },
      sealed: { imsi: imsi(one.target), calling: '99980000000001', called: '99901000000007' },
    }),
    ...(ended === outcome.answered
      ? [
          record({
            ...common,
            event: event.member,
            sequence: 1,
            time: sessionTime + 412_000_000n,
            header: { ...header, frame: frame + 1, direction: 2, disclosed: gave },
            body: {
              ...body,
              source: 'homeland',
              destination: one.network,
              component: component.result_last,
              from_initiator: false,
            },
          }),
        ]
      : []),
    record({
      ...common,
      event: event.outcome,
      sequence: 2,
      time: sessionTime + 412_000_000n,
      header: { ...header, frame: 0, outcome: ended, disclosed: gave },
    }),
  ];
}

/**
 * 20 targets of the far state, 12 of them approached by island one three weeks later, 8 by island
 * two after seven.
 */
export function approaches(): Approach[] {
  const list: Omit<Approach, 'number'>[] = [
    ...times(20, (n) => ({ network: 'far-state' as const, target: n, day: n % 3 })),
    ...times(10, (n) => ({
      network: 'far-state' as const,
      target: n,
      day: 1,
      outcome: outcome.blocked,
      isAbroad: 0 as const,
    })),
    ...times(12, (n) => ({
      network: 'island-one' as const,
      target: n,
      day: 21 + (n % 3),
      disclosed: disclosed.imsi | disclosed.serving_node,
    })),
    ...times(8, (n) => ({
      network: 'island-two' as const,
      target: n + 4,
      day: 49 + ((n + 4) % 3),
      outcome: outcome.unanswered,
      technology: technology.diameter,
    })),
    ...times(3, (n) => ({
      network: 'lonely' as const,
      target: 100 + n,
      day: 2,
      outcome: outcome.refused,
    })),
    { network: 'lonely', target: 200, day: 3, mode: 'test' },
  ];
  return list.map((one, number) => ({ number, ...one }));
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

export async function writeStory(
  directory: string,
  list: readonly Approach[] = approaches(),
): Promise<void> {
  const writer = StoreWriter.open(directory);
  writer.append(list.flatMap(approach));
  writer.putParties(
    Object.entries(networks).map(([id, { name, territory }]) => [
      networkKey(id),
      {
        id,
        name,
        operator: id,
        territories: [territory],
        precision: 'operator',
        isHome: false,
        source: 'written for the test',
        dated: '2018-01-01 to 2019-12-31',
      },
    ]),
  );
  writer.putParties([
    [
      networkKey('homeland'),
      {
        id: 'homeland',
        name: 'Homeland Mobile',
        territories: ['XA'],
        precision: 'operator',
        isHome: true,
        source: 'written for the test',
        dated: '',
      },
    ],
  ]);
  writer.putRules([
    [
      ruleKey('cat1.interconnect'),
      { id: 'cat1.interconnect', title: 'Internal-only operation received from an interconnect' },
    ],
  ]);
  writer.putImport({
    id: 'cd'.repeat(16),
    files: [{ name: 'story.pcap', octets: 1000, sha256: 'ef'.repeat(32) }],
    first: '2019-04-02T10:15:03.000000000Z',
    last: '2019-05-23T10:15:03.000000000Z',
    product: 'sigwarden 0.1.0',
    ruleSet: 0x0bad_cafe,
    counters: {
      frames_read: 5000,
      messages_ss7: 4000,
      messages_diameter: 900,
      messages_faulty: 3,
      sctp_fragments_waiting: 2,
      answers_unmatched: 40,
      dialogues_closed: 2000,
    },
    verdicts: { entitled: 3000, not_entitled: 53, cannot_know: 120 },
    unjudged: { direction_unknown: 100, home_unknown: 20 },
  });
  await writer.close();
}
