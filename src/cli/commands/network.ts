// SPDX-License-Identifier: Apache-2.0
// `sigwarden network`: who is who, as knowledge that an operator imports, inspects and trusts. Each
// command has a file of its own, src/cli/network-NAME.ts.
import type { Argv, CommandModule } from 'yargs';
import { checkCommand } from '../network-check.ts';
import { diffCommand, exportCommand } from '../network-diff.ts';
import { importCommand } from '../network-import.ts';
import { proposalsCommand } from '../network-proposals.ts';
import { listCommand, lookupCommand, showCommand } from '../network-show.ts';
import { noCommand } from '../parser.ts';

const network: CommandModule = {
  command: 'network',
  describe: 'Who is who: import, look up and check what is known of networks',
  builder: (yargs: Argv) =>
    yargs
      .command(importCommand)
      .command(listCommand)
      .command(showCommand)
      .command(lookupCommand)
      .command(diffCommand)
      .command(exportCommand)
      .command(checkCommand)
      .command(proposalsCommand)
      .demandCommand(1, noCommand)
      .example('# Whose is this title\n$0 network lookup 12465550100', ''),
  handler: () => {},
};

export default network;
