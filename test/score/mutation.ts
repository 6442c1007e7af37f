// SPDX-License-Identifier: Apache-2.0
// Part 4 of `make score`: which mistake in a rule or in the entitlement table would nobody notice?
// A mutant is killed by the examples of its rule, by the roles of the nodes (rows), or by a small
// world in which it changes what is found; the rest is listed. Equal in meaning is not equal in
// text: a survivor is a question, an example is the answer.
import type { Knowledge } from '../../src/appliance/knowledge.ts';
import { runExamples } from '../../src/rules/example-run.ts';
import type { RuleBook } from '../../src/rules/load.ts';
import { nameOf } from '../../src/schema/tables.ts';
import type { Session } from '../../src/session/fold.ts';
import {
  type CapMutant,
  mutantsOfCaps,
  mutantsOfRule,
  mutantsOfTable,
  type RowMutant,
  type RuleMutant,
  withRow,
} from './mutants.ts';
import { capsAreNoticed, ruleIsNoticed } from './noticed.ts';
import { moves, senderOf } from './roles.ts';
import {
  knowledgeOf,
  mixture,
  type Part,
  type Sizes,
  sessionsOf,
  withPolicy,
  worldOf,
} from './workbench.ts';

const worldMessages = { quick: 30_000, full: 200_000 } as const;

interface Tally {
  mutants: number;
  byExamples: number;
  byRoles: number;
  byWorld: number;
  readonly survivors: string[];
}

export async function mutation({ seeds, isFull }: Sizes): Promise<Part> {
  const messages = isFull ? worldMessages.full : worldMessages.quick;
  const world = worldOf(mixture, { seed: seeds[0] ?? 1, messages, hostileShare: 1 / 50 });
  const knowledge = knowledgeOf(world);
  const usual = summary(await sessionsOf(world.capture, knowledge));
  const isSame = async (changed: Knowledge) =>
    summary(await sessionsOf(world.capture, changed)) === usual;
  const tallies = new Map<string, Tally>();
  for (const rule of knowledge.book.rules)
    for (const mutant of mutantsOfRule(rule))
      await judgeRule(mutant, knowledge, tallyOf(tallies, rule.id), isSame);
  for (const mutant of mutantsOfCaps(knowledge.book.caps))
    await judgeCaps(mutant, knowledge, tallyOf(tallies, 'confidence'), isSame);
  for (const mutant of mutantsOfTable(knowledge.book.entitlement))
    await judgeRow(mutant, knowledge, tallyOf(tallies, 'entitlement'), isSame);
  const survivors = [...tallies].flatMap(([name, tally]) =>
    tally.survivors.map((change) => ({ of: name, change })),
  );
  return {
    name: 'mutation',
    title: 'Mutation: mistakes that nothing would notice',
    notes: [
      `world: ${mixture}, ${messages} messages, for mutants that examples and roles let live`,
      ...survivors.map(({ of, change }) => `survives: ${of}: ${change}`),
    ],
    head: ['of', 'mutants', 'killed by examples', 'by roles', 'by the world', 'survivors'],
    rows: [...tallies].map(([name, one]) => [
      name,
      ...[one.mutants, one.byExamples, one.byRoles, one.byWorld, one.survivors.length].map(String),
    ]),
    failures: survivors.length === 0 ? [] : [`${survivors.length} mutants survive`],
    values: { of: Object.fromEntries(tallies), survivors },
  };
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known !== undefined) return known;
  const made = { mutants: 0, byExamples: 0, byRoles: 0, byWorld: 0, survivors: [] };
  tallies.set(name, made);
  return made;
}

type IsSame = (changed: Knowledge) => Promise<boolean>;

async function judgeRule(mutant: RuleMutant, knowledge: Knowledge, tally: Tally, isSame: IsSame) {
  const { book } = knowledge;
  tally.mutants += 1;
  if (ruleIsNoticed(mutant.rule, book)) {
    tally.byExamples += 1;
    return;
  }
  const rules = book.rules.map((one) => (one.id === mutant.rule.id ? mutant.rule : one));
  if (await isSame(withPolicy(knowledge, { rules }))) tally.survivors.push(mutant.change);
  else tally.byWorld += 1;
}

async function judgeCaps(mutant: CapMutant, knowledge: Knowledge, tally: Tally, isSame: IsSame) {
  const { caps, change } = mutant;
  tally.mutants += 1;
  if (capsAreNoticed(caps, knowledge.book)) tally.byExamples += 1;
  else if (await isSame(withPolicy(knowledge, { caps }))) tally.survivors.push(change);
  else tally.byWorld += 1;
}

async function judgeRow(mutant: RowMutant, knowledge: Knowledge, tally: Tally, isSame: IsSame) {
  const { book } = knowledge;
  const { operation, row, change } = mutant;
  tally.mutants += 1;
  if (isAgainstRoles(mutant)) {
    tally.byRoles += 1;
    return;
  }
  const entitlement = withRow(book.entitlement, row);
  if (failsExamples(book, { ...book, entitlement }, operation)) tally.byExamples += 1;
  else if (await isSame(withPolicy(knowledge, { entitlement }))) tally.survivors.push(change);
  else tally.byWorld += 1;
}

function isAgainstRoles({ operation, row }: RowMutant): boolean {
  return (
    senderOf(operation, row.sides) !== nameOf('sender', row.sender) ||
    row.isMove !== moves.includes(operation)
  );
}

function failsExamples(before: RuleBook, after: RuleBook, operation: string): boolean {
  const short = operation.slice(operation.indexOf('.') + 1);
  const names = (facts: { readonly operation?: unknown }) => String(facts.operation ?? '');
  return before.rules.some(
    (rule) =>
      [...rule.fires, ...rule.quiet].some(({ facts }) => names(facts).endsWith(short)) &&
      runExamples(rule, after).failures.length > 0,
  );
}

/** What was found, as one text: rule, session and confidence of every finding. */
function summary(sessions: readonly Session[]): string {
  return sessions
    .flatMap(({ id, findings }) =>
      findings.map((one) => `${id} ${one.frame} ${one.rule} ${one.confidence} ${one.mode}`),
    )
    .join('\n');
}
