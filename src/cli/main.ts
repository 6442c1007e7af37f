#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Entry of the command line: finds the commands (one file each in ./commands), turns every failure into sentences on stderr
// and an exit code of src/base/errors.ts.
import { readdirSync } from 'node:fs';
import yargs, { type CommandModule } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { exitCode, ProductError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import { problems, talk } from './output.ts';

const commandDirectory = new URL('./commands/', import.meta.url);

async function commands(): Promise<CommandModule[]> {
  const files = readdirSync(commandDirectory)
    .filter((name) => name.endsWith('.js'))
    .sort();
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, commandDirectory).href)),
  );
  return modules.map((module: { default: CommandModule }) => module.default);
}

async function main(): Promise<void> {
  const parser = yargs(hideBin(process.argv))
    .scriptName('sigwarden')
    .usage(
      '$0 <command>\n\nWatches SS7 and Diameter signalling: who asked what about whom, was that address entitled to ask,\nwhere is the subscriber, and what did the answer give away. It only listens.',
    )
    .command(await commands())
    .demandCommand(1, 'Name a command; `sigwarden --help` lists them.')
    .strict()
    .recommendCommands()
    .option('color', {
      type: 'boolean',
      default: true,
      describe: 'Colour on a terminal (also NO_COLOR)',
    })
    .help()
    .alias('help', 'h')
    .version(version)
    .example('$0 screen capture.pcap --home 001-01', 'Who asked what, and was it entitled to')
    .example('$0 decode capture.pcap --json --limit 1', 'The first message, every field')
    .epilogue(
      'Exit codes: 0 ok, 1 failed, 2 usage, 3 configuration, 4 no daemon answers, 5 missing privilege, 6 findings (--fail-on).',
    )
    .wrap(process.stdout.isTTY ? Math.min(120, process.stdout.columns) : null)
    .exitProcess(false)
    .fail((message, error) => {
      throw (
        error ??
        new ProductError(exitCode.usage, [
          { message, hint: 'add --help for the options and an example' },
        ])
      );
    });
  await parser.parseAsync();
}

try {
  await main();
} catch (error) {
  if (error instanceof ProductError) {
    problems(error.problems);
    process.exitCode = error.exit;
  } else {
    const cause = error instanceof Error ? error : new Error(String(error));
    const code = (cause as NodeJS.ErrnoException).code;
    talk(`error: ${cause.message}`);
    if (code === undefined) talk(cause.stack ?? '');
    process.exitCode = code === 'EACCES' || code === 'EPERM' ? exitCode.privilege : exitCode.failed;
  }
}
