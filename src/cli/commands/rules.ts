// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules list|show|why|check|facts`: which rules there are, what each means, why one made
// a finding, whether an operator's own are right, and the words they may use. Reads files and a
// store; changes nothing.

import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure, ProductError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { operationName } from '../../base/operations.ts';
import { runExamples } from '../../rules/example-run.ts';
import { canFire } from '../../rules/guard.ts';
import { loadRules, type RuleBook } from '../../rules/load.ts';
import { type Rule, summary } from '../../rules/rule.ts';
import { describe, ruleVocabulary } from '../../rules/vocabulary.ts';
import { type FilteredFinding, factsOfFinding } from '../../rules/where.ts';
import { renderSteps, type Why, why } from '../../rules/why.ts';
import { nameOf } from '../../schema/tables.ts';
import type { Session } from '../../session/fold.ts';
import { findIds, findSessions, getSession } from '../../session/query.ts';
import { Store } from '../../store/store.ts';
import { data, json, table, talk, wrapped } from '../output.ts';
import { noCommand } from '../parser.ts';
import { type StoreOptions, storeDirectory, withStore } from '../store-option.ts';

interface Common {
  directory: string | undefined;
  json: boolean;
}

const list: CommandModule<object, Common> = {
  command: 'list',
  describe: 'Every rule: what it finds, how grave, when it is judged',
  builder: (yargs: Argv) => common(yargs).example('# What is looked for\n$0 rules list', ''),
  handler: (args) => {
    const rules = book(args).rules.map(summary);
    if (args.json) return json(rules);
    table(
      ['rule', 'category', 'severity', 'confidence', 'mode', 'at', { head: 'title', fits: 'wrap' }],
      rules.map((one) => [
        one.id,
        one.category,
        one.severity,
        one.confidence,
        one.mode,
        one.at,
        one.title,
      ]),
    );
  },
};

const show: CommandModule<object, Common & { rule: string }> = {
  command: 'show <rule>',
  describe: 'One rule in full: expression, meaning, whom it may accuse wrongly',
  builder: (yargs: Argv) =>
    common(yargs)
      .positional('rule', { type: 'string', demandOption: true, describe: 'Id of the rule' })
      .example('# What it means\n$0 rules show cat1.interconnect', ''),
  handler: (args) => {
    const all = book(args);
    const rule = find(all, args.rule);
    const operations = operationsOf(all, rule);
    if (!args.json) return data(inFull(rule, operations));
    const { doc, falsePositives, response } = rule;
    const lowered = rule.lowered.map((cap) => ({
      when: cap.when,
      to: nameOf('confidence', cap.level),
      because: cap.because,
    }));
    json({ ...summary(rule), doc, false_positives: falsePositives, response, lowered, operations });
  },
};

const explain: CommandModule<object, Common & StoreOptions & { session: string | undefined }> = {
  command: 'why [session]',
  describe: 'Step by step, how rules came to the findings of a session',
  builder: (yargs: Argv) =>
    withStore(common(yargs))
      .positional('session', {
        type: 'string',
        describe: 'First digits of its id; without it, the newest session',
      })
      .example('# Why was the newest one flagged?\n$0 rules why --store store', ''),
  handler: async (args) => {
    const all = book(args);
    const session = await sessionOf(await storeDirectory(args), args.session);
    for (const [i, finding] of session.findings.entries()) {
      const rule = all.rules.find((one) => one.id === finding.rule);
      if (rule === undefined) {
        talk(`${finding.rule}: no longer a rule here; the finding stands as it was stored`);
        continue;
      }
      const answer = why(rule, all.caps, factsOfFinding(finding, session));
      const stored = { rule: rule.id, frame: finding.frame, stored_confidence: finding.confidence };
      if (args.json) json({ session: session.id, ...stored, ...answer });
      else data(`${i > 0 ? '\n' : ''}${told(rule, finding, answer)}`);
    }
  },
};

const check: CommandModule<object, Common & { dir: string | undefined }> = {
  command: 'check [dir]',
  describe: 'Read all rules, yours too, and run their examples',
  builder: (yargs: Argv) =>
    common(yargs)
      .positional('dir', { type: 'string', describe: 'Directory of your own rules' })
      .example('# Are the shipped rules right?\n$0 rules check', ''),
  handler: (args) => {
    const all = book({ ...args, directory: args.dir ?? args.directory });
    const runs = all.rules.map((rule) => runExamples(rule, all));
    const wrong = runs.flatMap((run) => run.failures);
    if (args.json)
      json({ ok: wrong.length === 0, rules: runs.length, examples: sum(runs), failures: wrong });
    if (wrong.length > 0) throw new ProductError(exitCode.configuration, wrong);
    for (const run of runs) if (run.count === 0) talk(`${run.rule}: has no examples`);
    if (!args.json)
      data(
        `ok; ${runs.length} rules, ${sum(runs)} examples, ${all.entitlement.rows().length} operations`,
      );
  },
};

const facts: CommandModule<object, Common & { word: string | undefined }> = {
  command: 'facts [word]',
  describe: 'The facts and anomalies that a rule may name',
  builder: (yargs: Argv) =>
    common(yargs)
      .positional('word', {
        type: 'string',
        describe: 'Only those with this word in name or title',
      })
      .example('# What is known about the source\n$0 rules facts origin', ''),
  handler: (args) => {
    const wanted = (args.word ?? '').toLowerCase();
    const rows = ruleVocabulary
      .names()
      .map(({ name, type, known, title }) => ({ name, type: describe(type), at: known, title }))
      .filter((one) => `${one.name} ${one.title}`.toLowerCase().includes(wanted));
    if (args.json) return json(rows);
    table(
      ['fact', 'known at', { head: 'title', fits: 'wrap' }, { head: 'values', fits: 'wrap' }],
      rows.map((one) => [one.name, one.at, one.title, one.type]),
    );
  },
};

const rules: CommandModule = {
  command: 'rules',
  describe: 'What is looked for, and why something was found',
  builder: (yargs: Argv) =>
    yargs
      .command([list, show, explain, check, facts] as CommandModule[])
      .demandCommand(1, noCommand)
      .example('# One rule in full\n$0 rules show int.flip-back', ''),
  handler: () => {},
};

export default rules;

function common<T>(yargs: Argv<T>) {
  return yargs
    .option('directory', { type: 'string', describe: 'Directory with rules of your own' })
    .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' });
}

function book(args: Pick<Common, 'directory'>): RuleBook {
  return loadRules(args.directory === undefined ? {} : { extra: args.directory });
}

function find(all: RuleBook, id: string): Rule {
  const rule = all.rules.find((one) => one.id === id);
  if (rule !== undefined) return rule;
  const near = nearest(
    id,
    all.rules.map((one) => one.id),
  );
  throw failure(
    exitCode.usage,
    `no rule is called ${id}`,
    near === undefined ? '`sigwarden rules list` shows them' : `did you mean ${near}?`,
  );
}

/** Operations of the entitlement table on which the rule can fire at all. */
function operationsOf(all: RuleBook, rule: Rule): string[] {
  return all.entitlement
    .rows()
    .filter((row) => canFire(rule.checked, row.operation, all.entitlement))
    .map((row) => operationName(row.operation));
}

function inFull(rule: Rule, operations: readonly string[]): string {
  const said = summary(rule);
  const lowered = rule.lowered.map(
    (cap) => `  ${nameOf('confidence', cap.level)} when ${cap.when}: ${cap.because}`,
  );
  const first = operations.slice(0, 6).join(', ');
  const phaseName = nameOf('phase', rule.phase);
  const judged =
    phaseName === 'request'
      ? 'at the request'
      : `at the ${phaseName}, since it names facts known only then`;
  return [
    `${rule.id}  ${rule.title}`,
    '',
    `category    ${said.category}`,
    `purpose     ${said.purpose.join(', ')}`,
    `severity    ${said.severity}`,
    `confidence  ${said.confidence} at best`,
    `mode        ${said.mode}`,
    `judged      ${judged}`,
    wrapped(`operations  ${operations.length}: ${first}${operations.length > 6 ? ' …' : ''}`, ''),
    `file        ${rule.file}`,
    '',
    wrapped(`when ${rule.when}`, ''),
    ...(lowered.length > 0 ? ['', 'confidence is held down to', ...lowered] : []),
    ...section('What it means', rule.doc),
    ...section('When honest networks do this', rule.falsePositives),
    ...section('What to do', rule.response),
  ].join('\n');
}

function section(title: string, text: string): string[] {
  const paragraphs = text.split(/\n\s*\n/).map((one) => one.replaceAll('\n', ' ').trim());
  return ['', title, ...paragraphs.map((one) => wrapped(one, '  ', ''))];
}

/** The session whose id begins so, else the newest that has findings. */
async function sessionOf(directory: string, prefix: string | undefined): Promise<Session> {
  if (prefix !== undefined && !/^[0-9a-f]{1,32}$/i.test(prefix))
    throw failure(exitCode.usage, `${prefix} is no session id`, SEE_SESSIONS);
  const store = Store.open(directory);
  try {
    const ids = prefix === undefined ? [] : findIds(store, prefix.toLowerCase(), 2);
    if (ids.length > 1)
      throw failure(
        exitCode.usage,
        `several sessions begin with ${prefix}`,
        'write more of the id',
      );
    const session =
      prefix === undefined
        ? findSessions(store, { newestFirst: true }).next().value
        : ids[0] && getSession(store, ids[0]);
    if (session) return session;
    throw failure(
      exitCode.failed,
      prefix === undefined
        ? `${directory} holds no session`
        : `${directory} holds no session ${prefix}`,
      prefix === undefined ? 'fill it: sigwarden screen FILE --store DIR' : SEE_SESSIONS,
    );
  } finally {
    await store.close();
  }
}

const SEE_SESSIONS = '`sigwarden sessions list --store DIR` shows ids';

function told(rule: Rule, finding: FilteredFinding, answer: Why): string {
  const verdict = answer.fires
    ? 'fires'
    : 'does not fire any more: rule or facts have changed since';
  const held = answer.held.map((because) => `confidence is held down: ${because}`);
  return [
    `${rule.id}  ${rule.title}`,
    `frame ${finding.frame}: ${verdict}, confidence ${answer.confidence}`,
    '',
    renderSteps(answer.steps),
    ...(held.length > 0 ? ['', ...held] : []),
  ].join('\n');
}

function sum(runs: readonly { count: number }[]): number {
  return runs.reduce((total, run) => total + run.count, 0);
}
