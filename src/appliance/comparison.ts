// SPDX-License-Identifier: Apache-2.0
// What a change of rules or configuration does to the findings of a capture: which appear, which
// vanish, per rule with frames and the first condition that the other side does not hold. Both sides
// screen the same files; nothing is stored.
import { firstFailing } from '../rules/failing.ts';
import { factsOfFinding } from '../rules/where.ts';
import { nameOf } from '../schema/tables.ts';
import type { Finding, Session } from '../session/fold.ts';
import type { Knowledge } from './knowledge.ts';
import { screenFiles } from './screening.ts';

export interface Difference {
  readonly rule: string;
  readonly findings: number;
  readonly frames: readonly number[];
  /** Why the other side has it not, for the first of them. */
  readonly because: string;
}

export interface Comparison {
  readonly appear: readonly Difference[];
  readonly vanish: readonly Difference[];
  /** Findings that both have. */
  readonly same: number;
}

interface Side {
  readonly knowledge: Knowledge;
  readonly found: ReadonlyMap<string, Found>;
}

interface Found {
  readonly session: Session;
  readonly finding: Finding;
}

/** Frames told of each rule. */
const framesMax = 20;

export async function compareRules(
  files: readonly string[],
  before: Knowledge,
  after: Knowledge,
): Promise<Comparison> {
  const old = await screened(files, before);
  const fresh = await screened(files, after);
  return {
    appear: differences(fresh, old),
    vanish: differences(old, fresh),
    same: [...fresh.found.keys()].filter((key) => old.found.has(key)).length,
  };
}

async function screened(files: readonly string[], knowledge: Knowledge): Promise<Side> {
  const { sessions } = await screenFiles({ files, knowledge });
  const found = new Map<string, Found>();
  for (const session of sessions.sessions())
    for (const finding of session.findings)
      found.set(`${finding.rule} ${finding.time} ${finding.frame} ${finding.message}`, {
        session,
        finding,
      });
  return { knowledge, found };
}

/** What `one` found and `other` did not, by rule. */
function differences(one: Side, other: Side): Difference[] {
  const byRule = new Map<string, Found[]>();
  for (const [key, found] of one.found) {
    if (other.found.has(key)) continue;
    const { rule } = found.finding;
    byRule.set(rule, [...(byRule.get(rule) ?? []), found]);
  }
  return [...byRule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, list]) => ({
      rule,
      findings: list.length,
      frames: [...new Set(list.map(({ finding }) => finding.frame))]
        .sort((a, b) => a - b)
        .slice(0, framesMax),
      because: reasonOf(list[0]!, other.knowledge),
    }));
}

function reasonOf({ finding, session }: Found, { policy }: Knowledge): string {
  const rule = policy.rules.find((one) => one.id === finding.rule);
  if (rule === undefined) return 'there is no such rule';
  const failing = firstFailing(rule, factsOfFinding(finding, session));
  if (failing !== undefined) {
    const values = failing.values.map(({ fact, value }) => `${fact} is ${value}`);
    const why = failing.holds === 'no' ? 'is false' : 'rests on what is not known';
    return `${failing.condition} ${why}: ${values.join(', ')}`;
  }
  const exception = policy.modesFor.find((one) => one.rule === rule.id);
  if (exception !== undefined) return `its mode is ${exception.mode} there (${exception.owner})`;
  const mode = nameOf('mode', rule.mode);
  return mode === 'off' || mode === 'learn'
    ? `its mode is ${mode}`
    : 'the networks, agreements or links that it rests on differ';
}
