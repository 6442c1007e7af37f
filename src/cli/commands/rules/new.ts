// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules new`: writes the file of a rule to begin with. It overwrites nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../../../base/errors.ts';
import { loadRules } from '../../../rules/load.ts';
import { isRuleId } from '../../../rules/rule.ts';
import { skeleton } from '../../../rules/skeleton.ts';
import { text } from '../../option.ts';
import { data } from '../../output.ts';

const create: CommandModule<object, { id: string; directory: string | undefined }> = {
  command: 'new <id>',
  describe: 'Write a rule to begin with, which passes `rules check`',
  builder: (yargs: Argv) =>
    yargs
      .positional('id', {
        type: 'string',
        demandOption: true,
        describe: 'Its id, such as mine.night-queries',
      })
      .option('directory', text('Where it is written; without it rules.d'))
      .example(
        '# A file rules.d/mine.night-queries.toml\n$0 rules new mine.night-queries',
        '',
      ) as Argv<{
      id: string;
      directory: string | undefined;
    }>,
  handler: ({ id, directory = 'rules.d' }) => {
    if (!isRuleId(id))
      throw failure(
        exitCode.usage,
        `${id} is no rule id`,
        'write family.name in lower case, such as mine.night-queries',
      );
    const shipped = loadRules().rules.find((one) => one.id === id);
    if (shipped !== undefined)
      throw failure(
        exitCode.usage,
        `${id} is already the id of ${shipped.file}`,
        'ids are never used twice',
      );
    const path = join(directory, `${id}.toml`);
    try {
      mkdirSync(directory, { recursive: true });
      writeFileSync(path, skeleton(id), { flag: 'wx' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw failure(
        exitCode.failed,
        code === 'EEXIST' ? `${path} is there already` : `${path} cannot be written (${code})`,
        code === 'EEXIST' ? 'choose another id, or edit it' : 'name another --directory',
      );
    }
    data(`${path}\nnext: sigwarden rules check ${directory}`);
  },
};

export default create;
