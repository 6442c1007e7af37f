// SPDX-License-Identifier: Apache-2.0
// Modes of rules: what the rule says, what the configuration says instead (`[rules.mode]`), and what
// it says for one network, operator or link up to a day (`[[rules.mode_for]]`). A suppression is
// such an entry with the mode `off`: it has an owner, a reason and an end, and what it holds back is
// counted. The nearest one decides: link, then network, then operator, then everybody.
import type { Problem } from '../base/errors.ts';
import { nearest, suggestion } from '../base/nearest.ts';
import { formatDay, startOf } from '../network/day.ts';
import { limits } from '../schema/limits.ts';
import { layout } from '../schema/policy-program.ts';
import { mode } from '../schema/tables.ts';
import type { Resolver } from './checker.ts';
import { items } from './image.ts';
import type { Rule } from './rule.ts';

type ModeName = keyof typeof mode;

export interface ModeForInput {
  readonly rule: string;
  /** At most one of the three; without any, for everybody. */
  readonly network?: string | undefined;
  readonly operator?: string | undefined;
  readonly link?: string | undefined;
  readonly mode: ModeName;
  readonly owner: string;
  /** Last day on which it holds, in days since 1970-01-01. */
  readonly until: number;
  readonly reason: string;
}

export interface ModeInput {
  readonly resolver: Resolver;
  /** By rule id, from the configuration; instead of the rule's own. */
  readonly modes?: ReadonlyMap<string, ModeName> | undefined;
  readonly modesFor?: readonly ModeForInput[] | undefined;
  /** Names of links, in the order of the link image. */
  readonly links?: readonly string[] | undefined;
}

/** Rules with the mode that the configuration gives each. */
export function withModes(
  rules: readonly Rule[],
  { modes = new Map() }: ModeInput,
  problems: Problem[],
): Rule[] {
  const ids = rules.map((rule) => rule.id);
  for (const id of modes.keys())
    if (!ids.includes(id)) problems.push(noRule('rules.mode', id, ids));
  return rules.map((rule) => {
    const wanted = modes.get(rule.id);
    return wanted === undefined ? rule : { ...rule, mode: mode[wanted] };
  });
}

function noRule(where: string, id: string, ids: readonly string[]): Problem {
  const near = nearest(id, ids);
  return {
    message: `${where} names ${id}, which is no rule`,
    hint: near === undefined ? '`sigwarden rules list` shows them' : `did you mean ${near}?`,
  };
}

/** In the order in which native code asks them: by rule, then the nearest first. */
export function orderedModesFor(
  rules: readonly Rule[],
  { modesFor = [] }: ModeInput,
  problems: Problem[],
): ModeForInput[] {
  const ids = rules.map((rule) => rule.id);
  for (const { rule } of modesFor)
    if (!ids.includes(rule)) problems.push(noRule('rules.mode_for', rule, ids));
  if (modesFor.length > limits.mode_exceptions.value)
    problems.push({
      message: `${modesFor.length} modes for networks, operators and links`,
      hint: `at most ${limits.mode_exceptions.value}`,
    });
  return modesFor
    .filter(({ rule }) => ids.includes(rule))
    .toSorted((a, b) => ids.indexOf(a.rule) - ids.indexOf(b.rule) || distanceOf(a) - distanceOf(b));
}

function distanceOf({ link, network, operator }: ModeForInput): number {
  if (link !== undefined) return 0;
  return network !== undefined ? 1 : operator !== undefined ? 2 : 3;
}

export function modeForItems(
  rules: readonly Rule[],
  ordered: readonly ModeForInput[],
  input: ModeInput,
  problems: Problem[],
): Buffer {
  const at = layout.mode_for;
  return items(ordered, layout.item.mode_for, (item, one) => {
    const { kind, subject } = peerOf(one, input, problems);
    item.writeUInt16LE(
      rules.findIndex((rule) => rule.id === one.rule),
      at.rule_at,
    );
    item.writeUInt8(layout.peer_kind[kind], at.kind_at);
    item.writeUInt8(mode[one.mode], at.mode_at);
    item.writeUInt32LE(subject, at.subject_at);
    item.writeBigUInt64LE(startOf(one.until + 1), at.until_at);
  });
}

function peerOf(one: ModeForInput, { resolver, links = [] }: ModeInput, problems: Problem[]) {
  const found = (
    kind: 'network' | 'operator' | 'link',
    subject: number | undefined,
    name: string,
    known: readonly string[],
  ) => {
    if (subject === undefined)
      problems.push({
        message: `the mode of ${one.rule} for ${kind} "${name}" names none`,
        hint: known.length === 0 ? `describe it as [[${kind}]]` : suggestion(name, known),
      });
    return { kind, subject: subject ?? 0 };
  };
  if (one.link !== undefined) {
    const number = links.indexOf(one.link);
    return found('link', number < 0 ? undefined : number, one.link, links);
  }
  if (one.network !== undefined)
    return found(
      'network',
      resolver.party(one.network),
      one.network,
      resolver.known?.('party') ?? [],
    );
  if (one.operator !== undefined)
    return found(
      'operator',
      resolver.operator(one.operator),
      one.operator,
      resolver.known?.('operator') ?? [],
    );
  return { kind: 'all' as const, subject: 0 };
}

/** Whether a rule is off for everybody and for ever. */
export function isOffForAll(rule: Rule, ordered: readonly ModeForInput[]): boolean {
  return (
    rule.mode === mode.off && !ordered.some((one) => one.rule === rule.id && one.mode !== 'off')
  );
}

/** `network far-state`, `link carrier-a`, `everybody`. */
export function peerText({ link, network, operator }: ModeForInput): string {
  if (link !== undefined) return `link ${link}`;
  if (network !== undefined) return `network ${network}`;
  return operator === undefined ? 'everybody' : `operator ${operator}`;
}

/** Days before its end from which on an entry is said to expire soon. */
const SOON_DAYS = 30;

/** `until 2027-01-01`, with what a reader should notice on `today`. */
export function untilText(until: number, today: number): string {
  if (until < today) return `expired ${formatDay(until)}`;
  const left = until - today;
  return left > SOON_DAYS
    ? `until ${formatDay(until)}`
    : `until ${formatDay(until)}, in ${left} ${left === 1 ? 'day' : 'days'}`;
}

export function standingOf(until: number, today: number): 'holds' | 'expires_soon' | 'expired' {
  if (until < today) return 'expired';
  return until - today > SOON_DAYS ? 'holds' : 'expires_soon';
}
