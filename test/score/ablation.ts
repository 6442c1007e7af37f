// SPDX-License-Identifier: Apache-2.0
// A guard of `make score`: each fact that a rule names switched off in turn. What is then no longer
// found is what the fact is good for; a fact that changes nothing, neither what is found nor how sure
// it is, is decoration.
import { namesIn } from '../../src/rules/checked.ts';
import type { RuleBook } from '../../src/rules/load.ts';
import type { Score } from '../../src/score/score.ts';
import type { Session } from '../../src/session/fold.ts';
import { switchedOff } from './switched-off.ts';
import {
  knowledgeOf,
  type Part,
  type Sizes,
  scenarioOf,
  scoreOf,
  sessionsOf,
  withPolicy,
  worldOf,
} from './workbench.ts';

const messagesMax = 200_000;

interface Effect {
  readonly fact: string;
  readonly lost: number;
  /** Attacks whose recall falls, with the instances lost. */
  readonly attacks: Readonly<Record<string, number>>;
  readonly findings: number;
  readonly falseSessions: number;
  readonly confidence: number;
}

export async function ablation({ messages, seeds }: Sizes): Promise<Part> {
  const scenario = scenarioOf('mixture', 'far-from-home');
  const size = Math.min(messages, messagesMax);
  const world = worldOf(scenario, { seed: seeds[0] ?? 1, messages: size, hostileShare: 1 / 50 });
  const knowledge = knowledgeOf(world);
  const base = await sessionsOf(world.capture, knowledge);
  const before = scoreOf(world.truth, base);
  const effects: Effect[] = [];
  for (const [name, isOff] of switches(knowledge.book)) {
    const book = switchedOff(knowledge.book, isOff);
    const sessions = await sessionsOf(world.capture, withPolicy(knowledge, book));
    effects.push(effectOf(name, base, before, sessions, scoreOf(world.truth, sessions)));
  }
  const idle = effects.filter((one) => !changesAnything(one)).map((one) => one.fact);
  return {
    name: 'ablation',
    title: 'Ablation: what each fact is good for',
    notes: [
      `${scenario}, ${size} messages at 1 in 50: ${instancesFound(before)} instances found, ` +
        `${findingsOf(base).size} findings`,
      ...(idle.length === 0 ? [] : [`changed nothing here: ${idle.join(', ')}`]),
    ],
    head: [
      'without',
      'instances lost',
      'findings',
      'false sessions',
      'confidence of',
      'recall falls for',
    ],
    rows: effects.map((one) => [
      one.fact,
      `${one.lost}`,
      signed(one.findings),
      signed(one.falseSessions),
      `${one.confidence}`,
      Object.entries(one.attacks)
        .map(([attack, count]) => `${attack} −${count}`)
        .join(', '),
    ]),
    failures: [],
    values: { effects, changed_nothing: idle },
  };
}

/** Each fact that a rule or a condition on confidence names, and each group of them. */
function switches(book: RuleBook): (readonly [string, (fact: string) => boolean])[] {
  const expressions = [...book.rules, ...book.rules.flatMap((rule) => rule.lowered), ...book.caps];
  const names = [
    ...new Set(expressions.flatMap((one) => namesIn(one.checked)).map((one) => one.name)),
  ];
  const groups = [...new Set(names.map((name) => name.split('.')[0] as string))];
  const wide = groups.filter(
    (group) => names.filter((name) => name.startsWith(`${group}.`)).length > 1,
  );
  return [
    ...names
      .filter((name) => !name.startsWith('anomaly.'))
      .sort()
      .map((name) => [name, (fact: string) => fact === name] as const),
    ...wide
      .sort()
      .map((group) => [`${group}.*`, (fact: string) => fact.startsWith(`${group}.`)] as const),
  ];
}

function findingsOf(sessions: readonly Session[]): Map<string, string> {
  return new Map(
    sessions.flatMap(({ id, findings }) =>
      findings.map(
        (one) => [`${id} ${one.rule} ${one.frame} ${one.message}`, one.confidence] as const,
      ),
    ),
  );
}

function instancesFound(score: Score): number {
  return score.attacks.reduce((sum, one) => sum + one.found, 0);
}

function effectOf(
  fact: string,
  base: readonly Session[],
  before: Score,
  sessions: readonly Session[],
  after: Score,
): Effect {
  const was = findingsOf(base);
  const is = findingsOf(sessions);
  const attacks: Record<string, number> = {};
  for (const [i, one] of before.attacks.entries()) {
    const less = one.found - (after.attacks[i]?.found ?? 0);
    if (less > 0) attacks[one.attack] = (attacks[one.attack] ?? 0) + less;
  }
  return {
    ...{ fact, attacks },
    lost: instancesFound(before) - instancesFound(after),
    findings: is.size - was.size,
    falseSessions: after.falseActive.sessions - before.falseActive.sessions,
    confidence: [...was].filter(([key, level]) => is.has(key) && is.get(key) !== level).length,
  };
}

function changesAnything({ lost, findings, falseSessions, confidence }: Effect): boolean {
  return lost !== 0 || findings !== 0 || falseSessions !== 0 || confidence !== 0;
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : `${count}`.replace('-', '−');
}
