// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules facts`: the words that a rule may use, and what each rests on.
import type { Argv, CommandModule } from 'yargs';
import { describe, ruleVocabulary } from '../../../rules/vocabulary.ts';
import { facts as factTable } from '../../../schema/facts/index.ts';
import { factsPage } from '../../../schema/facts-page.ts';
import type { FactSpec } from '../../../schema/types.ts';
import { data, json, table } from '../../output.ts';

interface FactsArguments {
  word: string | undefined;
  markdown: boolean;
  json: boolean;
}

const facts: CommandModule<object, FactsArguments> = {
  command: 'facts [word]',
  describe: 'The facts and anomalies that a rule may name, and what they rest on',
  builder: (yargs: Argv) =>
    yargs
      .positional('word', {
        type: 'string',
        describe: 'Only those with this word in name or title',
      })
      .option('markdown', {
        type: 'boolean',
        default: false,
        describe: 'The page of the manual, all facts',
      })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('# What is known about the source\n$0 rules facts origin', '')
      .example('# The page of the manual\n$0 rules facts --markdown', '') as Argv<FactsArguments>,
  handler: (args) => {
    if (args.markdown) return data(factsPage());
    const wanted = (args.word ?? '').toLowerCase();
    const rows = ruleVocabulary
      .names()
      .map(({ name, type, known, title }) => {
        const spec = specs[name];
        return {
          name,
          type: describe(type),
          at: known,
          title,
          unit: unitOf(type.kind, spec),
          rests: spec?.rests ?? 'the message',
          one_sided: spec?.oneSided ?? 'unaffected',
        };
      })
      .filter((one) => `${one.name} ${one.title}`.toLowerCase().includes(wanted));
    if (args.json) return json(rows);
    table(
      [
        'fact',
        'known at',
        { head: 'title', fits: 'wrap' },
        { head: 'values', fits: 'wrap' },
        'unit',
        { head: 'rests on', fits: 'wrap' },
        'one-sided mirror',
      ],
      rows.map((one) => [
        one.name,
        one.at,
        one.title,
        one.type,
        one.unit,
        one.rests,
        one.one_sided,
      ]),
    );
  },
};

export default facts;

const specs: Readonly<Record<string, FactSpec>> = factTable;

function unitOf(kind: string, spec: FactSpec | undefined): string {
  return spec?.unit ?? (kind === 'duration' ? 's' : '');
}
