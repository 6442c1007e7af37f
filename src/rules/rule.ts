// SPDX-License-Identifier: Apache-2.0
// A rule as its file states it, read and checked. Nothing here runs it.
import type { Problem } from '../base/errors.ts';
import type { TomlDocument, TomlText } from '../base/toml.ts';
import { facts } from '../schema/facts/index.ts';
import { limits } from '../schema/limits.ts';
import { mode, nameOf, namesOfBits, phase } from '../schema/tables.ts';
import { type Checked, namesIn } from './checked.ts';
import { type CheckOptions, check } from './checker.ts';
import { instructionsOf } from './compile.ts';
import { type Example, readExample } from './examples.ts';
import { Fields } from './fields.ts';
import { ruleVocabulary } from './vocabulary.ts';

export interface Expressed {
  /** The expression on one line. */
  readonly when: string;
  readonly checked: Checked;
}

/** A condition that holds the confidence of findings down to `level`. */
export interface Cap extends Expressed {
  /** Value of the table `confidence`. */
  readonly level: number;
  /** One clause, put after the confidence: "the direction of the link is not known". */
  readonly because: string;
}

export interface Rule extends Expressed {
  readonly id: string;
  readonly title: string;
  /** Values of the tables of these names. */
  readonly category: number;
  readonly severity: number;
  /** What a finding has at its best; caps hold it down. */
  readonly confidence: number;
  readonly mode: number;
  /** Bits of the table `purpose`; 0: what the operation can serve. */
  readonly purposes: number;
  /** Id of the fact whose network a finding is about: the sender, or whom the message shows up. */
  readonly about: number;
  /** Follows from the facts named: as late as the last of them is known. */
  readonly phase: number;
  readonly doc: string;
  readonly falsePositives: string;
  readonly response: string;
  readonly lowered: readonly Cap[];
  readonly fires: readonly Example[];
  readonly quiet: readonly Example[];
  readonly file: string;
}

const idForm = /^[a-z][a-z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;

/** Reads one rule file; undefined when anything in it is wrong. Problems are added to the list. */
export function readRule(
  document: TomlDocument,
  options: CheckOptions,
  problems: Problem[],
): Rule | undefined {
  const fields = new Fields(document, document.root, problems);
  const before = problems.length;
  const id = fields.text('id');
  if (id !== undefined && !idForm.test(id.value))
    fields.problem(
      id,
      `${id.value} is no rule id`,
      'write family.name in lower case, such as loc.chain',
    );
  const title = fields.text('title');
  const numbers = {
    category: fields.choice('category', 'category'),
    severity: fields.choice('severity', 'severity'),
    confidence: fields.choice('confidence', 'confidence'),
    mode: fields.choice('mode', 'mode', mode.active),
    purposes: fields.bits('purpose', 'purpose'),
  };
  const expressed = readExpression(fields, 'when', options);
  const about = readAbout(fields);
  const rest = {
    about,
    doc: prose(fields.text('doc')),
    falsePositives: prose(fields.text('false_positives')),
    response: prose(fields.text('response')),
    lowered: readCaps(fields, 'lower', options),
    ...readExamples(fields),
  };
  fields.finish();
  if (problems.length > before || !id || !title || !expressed) return undefined;
  const phase = phaseOf(expressed.checked);
  return {
    id: id.value,
    title: title.value,
    ...numbers,
    ...expressed,
    phase,
    ...rest,
    file: document.file,
  };
}

/** `about = "claim.flip_suspect"`: a fact that is a network; the sender where it is absent. */
function readAbout(fields: Fields): number {
  const node = fields.text('about', false);
  if (node === undefined) return facts['origin.network'].id;
  const fact = ruleVocabulary.find(node.value);
  if (fact?.id !== undefined && fact.type.kind === 'party') return fact.id;
  fields.problem(
    node,
    `${node.value} is no fact that is a network`,
    'write the name of one, such as claim.flip_suspect',
  );
  return 0;
}

/** When a rule can be judged: at the request, or only once what it names is known. */
export function phaseOf(checked: Checked): number {
  return Math.max(...namesIn(checked).map((name) => phase[name.known]));
}

/** `[[lower]]` of a rule and `[[cap]]` of confidence.toml. */
export function readCaps(fields: Fields, key: string, options: CheckOptions): Cap[] {
  return fields.tables(key).flatMap((one) => {
    const expressed = readExpression(one, 'when', options);
    const level = one.choice('to', 'confidence');
    const because = one.text('because')?.value ?? '';
    one.finish();
    return expressed === undefined ? [] : [{ ...expressed, level, because }];
  });
}

function readExamples(fields: Fields): { fires: Example[]; quiet: Example[] } {
  const table = fields.get('given', 'table');
  const given = table && new Fields(fields.document, table, fields.problems);
  return {
    fires: fields.tables('fires').map((one) => readExample(one, given)),
    quiet: fields.tables('quiet').map((one) => readExample(one, given)),
  };
}

function readExpression(fields: Fields, key: string, options: CheckOptions): Expressed | undefined {
  const node = fields.text(key);
  if (node === undefined) return undefined;
  const { checked, faults } = check(node.value, options);
  for (const fault of faults)
    fields.problem(fields.document.within(node, fault), fault.message, fault.hint);
  if (checked === undefined) return undefined;
  const cost = instructionsOf(checked);
  if (cost > limits.rule_instructions.value)
    return fields.problem(
      node,
      `the expression would cost too much: ${cost} instructions for each message it looks at`,
      `at most ${limits.rule_instructions.value}: make two rules of it, or a list of single values instead of ranges`,
    );
  // Checked once more as people read it, on one line, so that the places in the tree are places in
  // `when`.
  const when = node.value.trim().replace(/\s+/g, ' ');
  const again = check(when, options).checked;
  return again && { when, checked: again };
}

/** Text without the indentation of the file. */
function prose(node: TomlText | undefined): string {
  return (node?.value ?? '').trim().replace(/[ \t]*\n[ \t]*/g, '\n');
}

/** What a rule says of itself, in words, for lists and JSON. */
export function summary(rule: Rule) {
  return {
    id: rule.id,
    title: rule.title,
    category: nameOf('category', rule.category),
    severity: nameOf('severity', rule.severity),
    confidence: nameOf('confidence', rule.confidence),
    mode: nameOf('mode', rule.mode),
    at: nameOf('phase', rule.phase),
    purpose: rule.purposes === 0 ? ['of the operation'] : namesOfBits('purpose', rule.purposes),
    when: rule.when,
    about: factNameOf(rule.about),
    facts: namesIn(rule.checked).map((name) => name.name),
    file: rule.file,
  };
}

function factNameOf(id: number): string {
  return Object.entries(facts).find(([, fact]) => fact.id === id)?.[0] ?? '';
}
