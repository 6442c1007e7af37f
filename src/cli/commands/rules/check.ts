// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules check`: reads all rules and runs the examples of each.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, ProductError } from '../../../base/errors.ts';
import { runExamples } from '../../../rules/example-run.ts';
import { data, json, talk } from '../../output.ts';
import { type BookOptions, openBook, withBook } from '../../rule-book.ts';

const check: CommandModule<object, BookOptions & { dir: string | undefined }> = {
  command: 'check [dir]',
  describe: 'Read all rules, yours too, and run their examples',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .positional('dir', { type: 'string', describe: 'Directory of your own rules' })
      .example('# Are the shipped rules right?\n$0 rules check', ''),
  handler: (args) => {
    const book = openBook({ ...args, directory: args.dir ?? args.directory });
    const runs = book.rules.map((rule) => runExamples(rule, book));
    const wrong = runs.flatMap((run) => run.failures);
    if (args.json)
      json({ ok: wrong.length === 0, rules: runs.length, examples: sum(runs), failures: wrong });
    if (wrong.length > 0) throw new ProductError(exitCode.configuration, wrong);
    for (const run of runs) if (run.count === 0) talk(`${run.rule}: has no examples`);
    if (!args.json)
      data(
        `ok; ${runs.length} rules, ${sum(runs)} examples, ${book.entitlement.rows().length} operations`,
      );
  },
};

export default check;

function sum(runs: readonly { count: number }[]): number {
  return runs.reduce((total, run) => total + run.count, 0);
}
