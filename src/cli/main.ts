#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Entry of the command line: finds the commands (one file each in ./commands), turns every failure
// into sentences on stderr and an exit code of src/base/errors.ts.
import { readdirSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { exitCode, ProductError } from '../base/errors.ts';
import { problems, talk } from './output.ts';
import { makeParser } from './parser.ts';

const commandDirectory = new URL('./commands/', import.meta.url);

/**
 * The command that is called, or all of them for help and suggestions: loading them takes time, which
 * is why the version is told without.
 */
async function commands(called: string | undefined): Promise<CommandModule[]> {
  if (called === '--version') return [];
  const all = readdirSync(commandDirectory)
    .filter((name) => name.endsWith('.js'))
    .sort();
  const files = all.includes(`${called}.js`) ? [`${called}.js`] : all;
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, commandDirectory).href)),
  );
  return modules.map((module: { default: CommandModule }) => module.default);
}

try {
  const args = hideBin(process.argv);
  await makeParser(args, await commands(args[0])).parseAsync();
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
