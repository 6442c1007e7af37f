// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules test`: a rule, or all rules of a directory, over their examples and over real
// messages: how often they fire, on which frames, and what near-misses lacked.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../../../appliance/knowledge.ts';
import { type NearMiss, type Trial, tryRules } from '../../../appliance/rule-trial.ts';
import { exitCode, failure, ProductError } from '../../../base/errors.ts';
import { namesIn } from '../../../rules/checked.ts';
import { check } from '../../../rules/checker.ts';
import { runExamples } from '../../../rules/example-run.ts';
import { ruleVocabulary } from '../../../rules/vocabulary.ts';
import { data, json, wrapped } from '../../output.ts';
import { type BookOptions, findRule, type OpenBook, openBook, withBook } from '../../rule-book.ts';

type TestOptions = BookOptions & { what: string; capture: string[] | undefined };

const test: CommandModule<object, TestOptions> = {
  command: 'test <what>',
  describe: 'A rule or a directory over its examples, and over the messages of captures',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .positional('what', {
        type: 'string',
        demandOption: true,
        describe: 'Id of a rule, or a directory of rules',
      })
      .option('capture', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Capture (pcap, pcapng); again for more',
      })
      .example('# Its examples\n$0 rules test cat1.interconnect', '')
      .example(
        '# Over real messages\n$0 rules test cat1.interconnect --capture capture.pcap --config capture.toml',
        '',
      ) as unknown as Argv<TestOptions>,
  handler: async (args) => {
    const isDirectory = existsSync(args.what);
    const directory = isDirectory ? args.what : args.directory;
    const book = openBook({ config: args.config, directory });
    const rules = isDirectory ? ofDirectory(book, args.what) : [findRule(book, args.what)];
    const runs = rules.map((rule) => runExamples(rule, book));
    const failures = runs.flatMap((run) => run.failures);
    const trials: Trial[] = [];
    if (args.capture !== undefined) {
      const knowledge = loadKnowledge({ config: args.config, rulesDirectory: directory });
      trials.push(...(await tryRules(rules, knowledge, args.capture)));
    }
    if (args.json) {
      const examples = runs.map(({ rule, count }) => ({ rule, examples: count }));
      json({ ok: failures.length === 0, rules: examples, failures, trials: trials.map(inJson) });
    } else {
      for (const run of runs)
        data(`${run.rule}: ${run.count - run.failures.length} of ${run.count} examples hold`);
      for (const trial of trials) data(told(trial));
    }
    if (failures.length > 0) throw new ProductError(exitCode.configuration, failures);
  },
};

export default test;

function ofDirectory(book: OpenBook, directory: string) {
  const inside = `${resolve(directory)}/`;
  const rules = book.rules.filter((rule) => resolve(rule.file).startsWith(inside));
  if (rules.length > 0) return rules;
  throw failure(
    exitCode.usage,
    `${directory} holds no rule`,
    'begin one: sigwarden rules new mine.night-queries',
  );
}

function inJson({ nearMisses, ...trial }: Trial) {
  return { ...trial, near_misses: nearMisses };
}

function told({ rule, findings, frames, nearMisses }: Trial): string {
  return [
    `${rule}: fires ${findings} times${framesText(frames, findings)}`,
    ...nearMisses.map((one) => wrapped(missText(one), '  ')),
  ].join('\n');
}

function missText({ lacks, count, frames, facts }: NearMiss): string {
  const names = namesOf(lacks);
  const values = names.map((name) => `${name} was ${facts[name] ?? 'not recorded'}`);
  const said = values.length === 0 ? '' : ` (${values.join(', ')})`;
  return `only ${lacks} lacked ${count} times${said}${framesText(frames, count)}`;
}

function namesOf(lacks: string): string[] {
  const { checked } = check(lacks, { vocabulary: ruleVocabulary });
  return checked === undefined ? [] : namesIn(checked).map((name) => name.name);
}

function framesText(frames: readonly number[], count: number): string {
  if (frames.length === 0) return '';
  return `, frames ${frames.join(', ')}${count > frames.length ? ' …' : ''}`;
}
