// SPDX-License-Identifier: Apache-2.0
// Why a message was not flagged: for each rule that could have fired on its operation the first
// condition that was not true, with the facts behind it; or the mode that held the finding back; or
// what the message is, where no rule was asked at all.
import { operationName } from '../base/operations.ts';
import type { Explanation } from '../engine/native.ts';
import { dayOf } from '../network/day.ts';
import type { Directory } from '../network/directory.ts';
import { territoryCode } from '../network/territory.ts';
import { firstFailing } from '../rules/failing.ts';
import { canFire } from '../rules/guard.ts';
import { type ModeForInput, modeForPeer, peerText } from '../rules/modes.ts';
import type { Rule } from '../rules/rule.ts';
import { ANOMALY_BITS, type FactValue, type FactValues } from '../rules/values.ts';
import { ruleVocabulary } from '../rules/vocabulary.ts';
import { mode, nameOf, phase } from '../schema/tables.ts';
import type { Knowledge } from './knowledge.ts';

export interface QuietMessage {
  readonly message: number;
  /** What the message is to the engine: `a request of gsm_map.updateLocation`, `a copy of frame 7`. */
  readonly is: string;
  readonly rules: readonly QuietRule[];
}

export interface QuietRule {
  readonly rule: string;
  readonly at: string;
  /** `fired`; the condition that was not true; or why it was not asked or not shown. */
  readonly because: string;
  readonly values: readonly { readonly fact: string; readonly value: string }[];
}

/** One entry for each thing that was asked or passed over in the frame. */
export function quietMessages(
  explanations: readonly Explanation[],
  knowledge: Knowledge,
): QuietMessage[] {
  return explanations.map((one) => ({
    message: one.message,
    is: whatItIs(one),
    rules: one.what === 'request' || one.what === 'end' ? rulesOf(one, knowledge) : [],
  }));
}

function whatItIs({ what, other, facts }: Explanation): string {
  const where = other === 0 ? 'a message seen before' : `frame ${other}`;
  switch (what) {
    case 'copy':
      return `a copy of ${where} on another leg: judged there, once`;
    case 'repeated':
      return `the Begin of ${where} again: judged there, once`;
    case 'retransmission':
      return 'a retransmission of SCTP: judged when it first came';
    default: {
      const operation = operationName(facts[idOf('operation.id')] ?? 0);
      const isInitiators = facts[idOf('message.from_initiator')] !== 0;
      if (what === 'end') return `the end of the dialogue of ${operation}`;
      return isInitiators
        ? `a request of ${operation}`
        : `${operation}, invoked by the side that was asked: no initiator’s invoke`;
    }
  }
}

function rulesOf(one: Explanation, { book, policy, directory, config }: Knowledge): QuietRule[] {
  const values = factValues(one, directory);
  const operation = one.facts[idOf('operation.id')] ?? 0;
  const isRequest = one.what === 'request';
  return policy.rules
    .filter(
      (rule) =>
        (isRequest ? rule.phase !== phase.answer : rule.phase === phase.answer) &&
        canFire(rule.checked, operation, book.entitlement),
    )
    .map((rule) => {
      const at = nameOf('phase', rule.phase);
      if (isRequest && rule.phase !== phase.request)
        return { rule: rule.id, at, because: `judged at its ${at}, by no message`, values: [] };
      const failing = firstFailing(rule, values);
      if (failing !== undefined)
        return {
          rule: rule.id,
          at,
          because: `${failing.condition} is ${failing.holds === 'no' ? 'false' : 'unknown'}`,
          values: failing.values,
        };
      const link = config.links[one.link]?.name ?? '';
      const standing = standingText(rule, policy.modesFor, one, link, directory);
      return { rule: rule.id, at, because: standing, values: [] };
    });
}

/** Every condition holds: what the mode made of it. */
function standingText(
  rule: Rule,
  modesFor: readonly ModeForInput[],
  { facts, time }: Explanation,
  link: string,
  directory: Directory,
): string {
  const party = directory.party(facts[rule.about] ?? 0);
  const peer = { network: party.id, operator: party.operator ?? '', link };
  const exception = modeForPeer(rule.id, modesFor, peer, dayOf(time));
  const name = exception?.mode ?? nameOf('mode', rule.mode);
  const whose =
    exception === undefined
      ? ''
      : ` for ${peerText(exception)} (${exception.owner}: ${exception.reason})`;
  return mode[name as keyof typeof mode] >= mode.test
    ? `fired, mode ${name}${whose}`
    : `every condition holds, and its mode is ${name}${whose}`;
}

const ids = new Map(ruleVocabulary.names().map((fact) => [fact.name, fact.id ?? -1]));

function idOf(name: string): number {
  return ids.get(name) ?? -1;
}

/** Facts by name, parties and territories by what the language calls them. */
function factValues({ facts, anomalies }: Explanation, directory: Directory): FactValues {
  const values: Record<string, FactValue> = { [ANOMALY_BITS]: anomalies };
  for (const { name, id, type } of ruleVocabulary.names()) {
    if (id === undefined) continue;
    const value = facts[id] ?? 0;
    switch (type.kind) {
      case 'party':
        values[name] = value === 0 ? '' : directory.party(value).id;
        break;
      case 'operator':
        values[name] = directory.operatorOfNumber(value) ?? '';
        break;
      case 'territory':
        values[name] = territoryCode(value) ?? '';
        break;
      default:
        values[name] = value;
    }
  }
  return values;
}
