// SPDX-License-Identifier: Apache-2.0
// `sigwarden links learn FILE…`: the links that captures show, as a table, as JSON, or as
// configuration to paste. It proposes; it never changes a configuration.
import type { Argv, CommandModule } from 'yargs';

import { loadKnowledge } from '../../appliance/knowledge.ts';
import { type LinkProposal, linksToml, proposeLinks } from '../../appliance/links.ts';
import { screenFiles } from '../../appliance/screening.ts';
import { printable } from '../../session/text.ts';
import { warnOfEnds } from '../file-ends.ts';
import { captures, text } from '../option.ts';
import { data, json, table, talk } from '../output.ts';
import { noCommand } from '../parser.ts';

interface LearnArguments {
  files: string[];
  home: string | undefined;
  config: string | undefined;
  toml: boolean;
  json: boolean;
}

const learn: CommandModule<object, LearnArguments> = {
  command: 'learn <files..>',
  describe: 'Propose the links of captures: both ends, traffic, which side is ours',
  builder: (yargs: Argv) =>
    yargs
      .positional('files', captures)
      .option('home', text('MCC-MNC of our own network; tells our side'))
      .option('config', text('Configuration to start from'))
      .option('toml', { type: 'boolean', default: false, describe: 'As [[link]] tables to paste' })
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object a link' })
      .example('# Which links are there\n$0 links learn capture.pcap --home 001-01', '')
      .example(
        '# As configuration, to be checked by eye\n$0 links learn capture.pcap --home 001-01 --toml',
        '',
      ) as unknown as Argv<LearnArguments>,
  handler: async (args) => {
    const knowledge = loadKnowledge({ config: args.config, home: args.home });
    const screening = await screenFiles({ files: args.files, knowledge });
    warnOfEnds(screening.files);
    const proposals = proposeLinks(screening.links);
    if (args.json) for (const one of proposals) json(one);
    else if (args.toml) data(linksToml(proposals) || '# every link is configured');
    else print(proposals);
  },
};

function print(proposals: readonly LinkProposal[]): void {
  if (proposals.length === 0) {
    data('No link was seen: the captures hold no SS7 or Diameter message.');
    return;
  }
  const right = (head: string) => ({ head, align: 'right' as const });
  table(
    [
      'link',
      { head: 'ours', fits: 'wrap' },
      right('sent'),
      { head: 'theirs', fits: 'wrap' },
      right('sent'),
      'our side by',
      right('answered'),
      right('operations'),
    ],
    proposals.map((one) => [
      printable(one.name),
      printable([one.ours.label, ...one.ours.hosts].join(' ')),
      String(one.ours.messages),
      printable([one.theirs.label, ...one.theirs.hosts].join(' ')),
      String(one.theirs.messages),
      one.basis,
      one.answeredShare === undefined ? '·' : `${Math.round(100 * one.answeredShare)} %`,
      String(one.operations.length),
    ]),
  );
  if (proposals.some((one) => one.configured === ''))
    talk('Add --toml for configuration to paste; role and tap position are yours to state.');
}

const links: CommandModule = {
  command: 'links',
  describe: 'The links of captures',
  builder: (yargs: Argv) => yargs.command(learn).demandCommand(1, noCommand),
  handler: () => {},
};

export default links;
