// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules show`: one rule in full, as its file says it.
import type { Argv, CommandModule } from 'yargs';
import { instructionsOf } from '../../../rules/compile.ts';
import { peerText, untilText } from '../../../rules/modes.ts';
import { type Rule, summary } from '../../../rules/rule.ts';
import { nameOf, phase } from '../../../schema/tables.ts';
import { data, json, wrapped } from '../../output.ts';
import {
  type BookOptions,
  findRule,
  type OpenBook,
  openBook,
  operationsOf,
  today,
  withBook,
} from '../../rule-book.ts';

const show: CommandModule<object, BookOptions & { rule: string }> = {
  command: 'show <rule>',
  describe: 'One rule in full: expression, meaning, whom it may accuse wrongly',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .positional('rule', { type: 'string', demandOption: true, describe: 'Id of the rule' })
      .example('# What it means\n$0 rules show cat1.interconnect', ''),
  handler: (args) => {
    const book = openBook(args);
    const rule = findRule(book, args.rule);
    const operations = operationsOf(book, rule);
    if (!args.json) return data(inFull(book, rule, operations));
    const { doc, falsePositives, response } = rule;
    const lowered = rule.lowered.map((cap) => ({
      when: cap.when,
      to: nameOf('confidence', cap.level),
      because: cap.because,
    }));
    json({
      ...summary(rule),
      doc,
      false_positives: falsePositives,
      response,
      lowered,
      operations,
      instructions: instructionsOf(rule.checked),
    });
  },
};

export default show;

function inFull(book: OpenBook, rule: Rule, operations: readonly string[]): string {
  const said = summary(rule);
  const lowered = rule.lowered.map((cap) =>
    wrapped(`${nameOf('confidence', cap.level)} when ${cap.when}: ${cap.because}`, '  '),
  );
  const modes = book.modesFor
    .filter((one) => one.rule === rule.id)
    .map(
      (one) =>
        `  ${one.mode} for ${peerText(one)}, ${untilText(one.until, today())}: ${one.reason} (${one.owner})`,
    );
  const first = operations.slice(0, 6).join(', ');
  const judged =
    rule.phase === phase.request
      ? 'at the request'
      : `at the ${said.at}, since it names facts known only then`;
  return [
    `${rule.id}  ${rule.title}`,
    '',
    `category    ${said.category}`,
    `purpose     ${said.purpose.join(', ')}`,
    `severity    ${said.severity}`,
    `confidence  ${said.confidence} at best`,
    `mode        ${said.mode}`,
    ...modes,
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
