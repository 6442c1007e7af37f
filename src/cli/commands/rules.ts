// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules …`: what is looked for, and all that an operator does with rules. One file a
// command in ./rules. They read files and a store and change neither; `new` writes one file.
import type { Argv, CommandModule } from 'yargs';
import { noCommand } from '../parser.ts';
import check from './rules/check.ts';
import entitlement from './rules/entitlement.ts';
import explain from './rules/explain.ts';
import facts from './rules/facts.ts';
import list from './rules/list.ts';
import create from './rules/new.ts';
import show from './rules/show.ts';
import test from './rules/test.ts';
import why from './rules/why.ts';

const rules: CommandModule = {
  command: 'rules',
  describe: 'What is looked for, and why something was found',
  builder: (yargs: Argv) =>
    yargs
      .command([
        list,
        show,
        explain,
        why,
        check,
        test,
        create,
        facts,
        entitlement,
      ] as CommandModule[])
      .demandCommand(1, noCommand)
      .example('# One rule in full\n$0 rules show int.flip-back', ''),
  handler: () => {},
};

export default rules;
