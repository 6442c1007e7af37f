// SPDX-License-Identifier: Apache-2.0
// Part 1 of `make score`: the checklist. Attack × evasion × tap, found or missed, of a mixture at one
// hostile act in a thousand messages; false findings of benign days; precision at one in ten
// thousand, and computed from both for one in a hundred thousand. Says how often the forged acts of
// this lab are found, and nothing about those of the world.
import { messagesMin } from '../../src/lab/generate.ts';
import { tapNames } from '../../src/lab/world/view.ts';
import { rareUpper, wilson } from '../../src/score/interval.ts';
import type { AttackScore, Score } from '../../src/score/score.ts';
import { benignDay, mixture, type Part, percent, type Sizes, scoreOnce } from './workbench.ts';

const aim = { plain: 0.99, evasive: 0.98 } as const;
/** Instances below which a row is a hint and no measurement. */
const least = { plain: 100, evasive: 50 } as const;
const benignMessagesFull = 7_000_000;
const falseMax = { high: 0.1, active: 1 } as const;
const precisionAim = 0.99;
/** Of the messages at the home tap, those at each other: there the question is what can be seen. */
const otherTapsShare = 0.25;
/** A small file at 1 in 1,000 holds each attack twice; recall does not hang on the share. */
const share = { full: 1 / 1000, quick: 1 / 100, sparse: 1 / 10_000 } as const;

export async function conformance({ messages, seeds, isFull, ...sizes }: Sizes): Promise<Part> {
  const { hostileShare = isFull ? share.full : share.quick } = sizes;
  const scores: Score[] = [];
  for (const seed of seeds) scores.push(await scoreOnce(mixture, { seed, messages, hostileShare }));
  for (const tap of tapNames.filter((one) => one !== 'home')) {
    const size = Math.max(messagesMin, Math.round(messages * otherTapsShare));
    const options = { seed: seeds[0] ?? 1, messages: size, hostileShare, tap };
    scores.push(await scoreOnce(mixture, options));
  }
  const attacks = together(scores.flatMap((one) => one.attacks));
  const benign = await benignDays(messages, seeds, isFull);
  const sparseMessages = isFull ? Math.max(messages, benignMessagesFull) : messages;
  const sparse = await sparsePrecision(sparseMessages, seeds[0] ?? 1);
  const falseShare = benign.falseActive / Math.max(1, benign.messages);
  const falseUpper = rareUpper(benign.falseActive) / Math.max(1, benign.messages);
  return {
    name: 'conformance',
    title: 'Conformance: attack × evasion × tap',
    notes: [
      `${mixture} at 1 in ${Math.round(1 / hostileShare)}, ${messages} messages, seeds ${seeds.join(' ')}` +
        (isFull ? '' : '; a quick size, FULL=1 measures'),
      `${benign.scenario}: ${benign.falseHigh} false sessions of severity high and ${benign.falseActive} of any in ` +
        `${benign.messages} benign messages; upper 95 % bound ${bound(benign.falseHigh, benign.messages)} and ` +
        `${bound(benign.falseActive, benign.messages)} a million`,
      `precision at 1 in 10,000 of ${sparseMessages}: ${percent(sparse.precision)} % of ` +
        `${sparse.flagged} flagged sessions (${sparse.interval}); computed for 1 in 100,000: ` +
        `${percent(sparse.computed(falseShare))} % (at least ${percent(sparse.computed(falseUpper))})`,
    ],
    head: attackHead,
    rows: attacks.map(attackRow),
    failures: [
      ...shortcomings(attacks),
      ...(benign.falseHigh / benign.messages > falseMax.high / 1e6
        ? [`${benign.falseHigh} false sessions of severity high`]
        : []),
      ...(falseShare > falseMax.active / 1e6 ? [`${benign.falseActive} false sessions`] : []),
      ...(sparse.precision !== null && sparse.precision < precisionAim
        ? [`precision ${percent(sparse.precision)} % at 1 in 10,000`]
        : []),
    ],
    values: {
      attacks,
      benign,
      precision_at_10_000: sparse.precision,
      precision_computed_at_100_000: {
        value: sparse.computed(falseShare),
        low: sparse.computed(falseUpper),
      },
      false_findings: [...benign.findings, ...scores.flatMap((one) => one.falseFindings)],
      missed: scores.flatMap((one) => one.missed),
    },
  };
}

export const attackHead = [
  'attack',
  'evasion',
  'tap',
  'planted',
  'visible',
  'expected',
  'found',
  'recall %',
  '95 %',
  '',
];

export function attackRow(one: AttackScore): string[] {
  return [
    one.attack,
    one.evasion ?? '',
    one.tap,
    `${one.planted}`,
    `${one.visible}`,
    `${one.expected}`,
    `${one.found}`,
    percent(one.recall),
    one.interval === null ? '' : one.interval.map(percent).join('–'),
    mark(one),
  ];
}

/** Attacks that are found less often than is aimed at. */
export function shortcomings(attacks: readonly AttackScore[]): string[] {
  return attacks.filter(isBelow).map((one) => `${named(one)}: recall ${percent(one.recall)} %`);
}

function named({ attack, evasion, tap }: AttackScore): string {
  return [attack, evasion, tap].filter((one) => one !== null).join(' × ');
}

function isBelow({ recall, evasion }: AttackScore): boolean {
  return recall !== null && recall < (evasion === null ? aim.plain : aim.evasive);
}

function mark(one: AttackScore): string {
  if (one.recall === null) return one.visible === 0 ? 'not observable' : 'no rule can tell';
  if (isBelow(one)) return 'BELOW';
  return one.expected < (one.evasion === null ? least.plain : least.evasive) ? 'few' : '';
}

/** The rows of several runs as one. */
export function together(rows: readonly AttackScore[]): AttackScore[] {
  const byName = new Map<string, AttackScore>();
  for (const row of rows) {
    const before = byName.get(named(row));
    byName.set(named(row), before === undefined ? row : sum(before, row));
  }
  return [...byName.values()].sort((a, b) => (named(a) < named(b) ? -1 : 1));
}

function sum(a: AttackScore, b: AttackScore): AttackScore {
  const expected = a.expected + b.expected;
  const found = a.found + b.found;
  return {
    ...a,
    ...{ expected, found },
    planted: a.planted + b.planted,
    visible: a.visible + b.visible,
    foundByAny: a.foundByAny + b.foundByAny,
    recall: expected === 0 ? null : found / expected,
    interval: wilson(found, expected) ?? null,
  };
}

async function benignDays(messages: number, seeds: readonly number[], isFull: boolean) {
  const size = isFull ? benignMessagesFull : messages;
  const three = isFull ? [...new Set([...seeds, 101, 102, 103])].slice(0, 3) : seeds;
  const scores: Score[] = [];
  for (const seed of three)
    scores.push(await scoreOnce(benignDay, { seed, messages: size, hostileShare: 0 }));
  const total = (of: (one: Score) => number) => scores.reduce((all, one) => all + of(one), 0);
  return {
    scenario: benignDay,
    messages: total((one) => one.benignMessages),
    falseHigh: total((one) => one.falseHigh.sessions),
    falseActive: total((one) => one.falseActive.sessions),
    findings: scores.flatMap((one) => one.falseFindings),
  };
}

async function sparsePrecision(messages: number, seed: number) {
  const world = { seed, messages, hostileShare: share.sparse };
  const { precision, precisionInterval, flagged, falseActive, benignMessages } = await scoreOnce(
    benignDay,
    world,
  );
  const right = flagged - falseActive.sessions;
  const rightPerMessage = right / Math.max(1, benignMessages);
  return {
    ...{ precision, flagged },
    interval: (precisionInterval ?? []).map(percent).join('–'),
    /** With a tenth of the acts among so many false sessions a message. */
    computed: (falseShare: number) =>
      right === 0 ? null : rightPerMessage / 10 / (rightPerMessage / 10 + falseShare),
  };
}

function bound(count: number, messages: number): string {
  return ((rareUpper(count) / Math.max(1, messages)) * 1e6).toFixed(2);
}
