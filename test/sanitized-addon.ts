// SPDX-License-Identifier: Apache-2.0
// Decodes and screens captures, all in this process, by the commands that a user calls: for
// test/sanitized-addon.sh, under which to start Node takes longer than most captures. What is
// printed goes to stdout and is nobody's; stderr names each capture, so that a crash has a name.
//   node dist/test/sanitized-addon.js FILE…
import type { CommandModule } from 'yargs';
import decode from '../src/cli/commands/decode.ts';
import screen from '../src/cli/commands/screen.ts';
import { makeParser } from '../src/cli/parser.ts';

const commands = [decode, screen] as unknown as CommandModule[];
for (const file of process.argv.slice(2))
  for (const command of ['decode', 'screen']) {
    const args = [command, '--json', file];
    process.stderr.write(`# sigwarden ${args.join(' ')}\n`);
    await makeParser(args, commands).parseAsync();
  }
