// SPDX-License-Identifier: Apache-2.0
// `sessions list --where`: the language of rules over stored sessions. A session matches when one
// of its findings makes the expression true, with what the session as a whole tells (outcome, what
// was disclosed) beside what the finding recorded. A fact that the rule of a finding did not name
// was not recorded, and what rests on it matches nothing.
import { exitCode, ProductError } from '../base/errors.ts';
import { type NamedLists, noLists } from '../base/named-lists.ts';
import { caret } from '../base/source-text.ts';
import { check } from './checker.ts';
import { predicate } from './predicate.ts';
import { ANOMALY_BITS, type FactValue, type FactValues } from './values.ts';
import { type Name, ruleVocabulary, Vocabulary } from './vocabulary.ts';

/** What is read of a folded session (src/session/fold.ts). */
export interface FilteredSession {
  readonly technology: string;
  readonly operation: string;
  readonly direction: string;
  readonly source: { readonly id: string; readonly territory: string };
  readonly destination: string;
  readonly home: { readonly id: string };
  readonly serving: {
    readonly id: string;
    readonly grade: string;
    readonly age_s: number | undefined;
  };
  readonly abroad: string;
  readonly outcome: string;
  readonly requested: readonly string[];
  readonly disclosed: readonly string[];
  readonly link: string;
  readonly findings: readonly FilteredFinding[];
}

export interface FilteredFinding {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly category: string;
  readonly purpose: readonly string[];
  readonly mode: string;
  readonly entitlement: string;
  readonly reason: string;
  readonly frame: number;
  readonly anomalies: bigint;
  readonly facts: Readonly<Record<string, unknown>>;
}

const extra: readonly Name[] = [
  { name: 'rule', type: { kind: 'text' }, known: 'answer', title: 'Id of the rule that fired' },
  {
    name: 'severity',
    type: { kind: 'enum', table: 'severity' },
    known: 'answer',
    title: 'Severity of the finding',
  },
  {
    name: 'confidence',
    type: { kind: 'enum', table: 'confidence' },
    known: 'answer',
    title: 'Confidence of the finding',
  },
  {
    name: 'category',
    type: { kind: 'enum', table: 'category' },
    known: 'answer',
    title: 'Category of the finding',
  },
  {
    name: 'mode',
    type: { kind: 'enum', table: 'mode' },
    known: 'answer',
    title: 'Mode of the rule when it fired',
  },
  {
    name: 'purpose',
    type: { kind: 'bits', table: 'purpose' },
    known: 'answer',
    title: 'What the finding can serve',
  },
  { name: 'link.name', type: { kind: 'text' }, known: 'answer', title: 'Name of the link' },
  {
    name: 'frame',
    type: { kind: 'number' },
    known: 'answer',
    title: 'Frame of the finding in its capture',
  },
];

/** Facts and the names that only stored sessions have. */
const sessionVocabulary = new Vocabulary(extra);

/**
 * Compiles a filter, `$name` being a list of the operator. Throws a ProductError (usage) with every
 * error, the column and a caret.
 */
export function where(
  expression: string,
  lists: NamedLists = noLists,
): (session: FilteredSession) => boolean {
  const { checked, faults } = check(expression, { vocabulary: sessionVocabulary, lists });
  if (checked === undefined)
    throw new ProductError(
      exitCode.usage,
      faults.map(({ message, hint, start, end }) => ({
        message: `--where, column ${start + 1}: ${message}`,
        ...(hint === undefined ? {} : { hint }),
        excerpt: caret(expression, start, end - start),
      })),
    );
  const holds = predicate(checked);
  return (session) => session.findings.some((finding) => holds(factsOfFinding(finding, session)));
}

/**
 * Facts of a stored finding by the names of the language; what it recorded itself goes before what
 * its session tells.
 */
export function factsOfFinding(finding: FilteredFinding, session?: FilteredSession): FactValues {
  return {
    ...(session === undefined ? {} : factsOfSession(session, finding)),
    ...Object.fromEntries(
      Object.entries(finding.facts).map(([name, value]) => [name, storedValue(name, value)]),
    ),
    [ANOMALY_BITS]: finding.anomalies,
  };
}

/** A fact of a stored finding, which says its value in words (src/session/facts.ts). */
function storedValue(name: string, value: unknown): FactValue {
  if (typeof value !== 'string') return value as FactValue;
  const kind = ruleVocabulary.find(name)?.type.kind;
  switch (kind) {
    case 'bool':
      return value === 'yes';
    case 'number':
    case 'duration':
      return value === 'unknown' ? null : Number.parseInt(value, 10);
    case 'bits':
      return value === 'none' ? [] : value.split(' ');
    case 'party':
    case 'operator':
    case 'territory':
      return value === 'none' ? '' : value;
    default:
      return value;
  }
}

function factsOfSession(session: FilteredSession, finding: FilteredFinding): FactValues {
  return {
    technology: session.technology,
    'operation.id': session.operation,
    direction: session.direction,
    'origin.network': session.source.id,
    'origin.territory': session.source.territory,
    'destination.network': session.destination,
    'subscriber.home': session.home.id,
    'subscriber.serving': session.serving.id,
    'subscriber.serving_grade': session.serving.grade,
    'subscriber.serving_age': session.serving.age_s,
    'subscriber.is_abroad': session.abroad,
    outcome: session.outcome,
    requested: session.requested,
    disclosed: session.disclosed,
    entitlement: finding.entitlement,
    'entitlement.reason': finding.reason,
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    category: finding.category,
    mode: finding.mode,
    purpose: finding.purpose,
    'link.name': session.link,
    frame: finding.frame,
  };
}
