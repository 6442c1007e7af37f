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
  return explanations.map((one) => {
    const waited = explanations.some(
      (other) => other.what === 'deadline' && other.message === one.message,
    );
    return { message: one.message, is: whatItIs(one), rules: rulesOf(one, waited, knowledge) };
  });
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
      if (what === 'deadline') return `what should have followed ${operation} had not come in time`;
      return isInitiators
        ? `a request of ${operation}`
        : `${operation}, invoked by the side that was asked: no initiator’s invoke`;
    }
  }
}

/** Phases of rules that were asked, or are told to be asked later. */
const phases: Partial<Record<Explanation['what'], readonly number[]>> = {
  request: [phase.request, phase.deadline],
  end: [phase.answer],
  deadline: [phase.deadline],
};

/** `waited`: a deadline that the message opened was reached. */
function rulesOf(
  one: Explanation,
  waited: boolean,
  { book, policy, directory, config }: Knowledge,
): QuietRule[] {
  const asked = phases[one.what] ?? [];
  const values = factValues(one, directory);
  const operation = one.facts[idOf('operation.id')] ?? 0;
  const isRequest = one.what === 'request';
  return policy.rules
    .filter(
      (rule) => asked.includes(rule.phase) && canFire(rule.checked, operation, book.entitlement),
    )
    .map((rule) => {
      const at = nameOf('phase', rule.phase);
      if (isRequest && rule.phase !== phase.request)
        return { rule: rule.id, at, because: waited ? laterText : neverText, values: [] };
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

const laterText = 'judged when what should have followed had not come: see there';
const neverText =
  'not judged: nothing was waited for, or it came, or the capture ends before the deadline';

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
