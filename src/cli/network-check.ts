// SPDX-License-Identifier: Apache-2.0
// `sigwarden network check`: what is wrong, missing or old in what is known of networks, and what it
// costs to look up.
import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../appliance/knowledge.ts';
import { type Concern, type ConcernName, checkKnowledge, concerns } from '../network/check.ts';
import { formatDay } from '../network/day.ts';
import { versionOn } from '../network/history.ts';
import { counted, dayOption, describedBy, jsonOption, today } from './network-option.ts';
import { text, wholeNumber } from './option.ts';
import { data, json, paint, table, wrapped } from './output.ts';

interface CheckArguments {
  config: string;
  on: number | undefined;
  limit: number | undefined;
  json: boolean;
}

const shownOfEach = 10;

export const checkCommand: CommandModule<object, CheckArguments> = {
  command: 'check',
  describe: 'Contradictions, gaps and age of what is known of networks',
  builder: (yargs: Argv) =>
    yargs
      .option('config', { ...text('Configuration, with its folder'), demandOption: true })
      .option('on', dayOption('on', 'As it was on this day; without it, today'))
      .option('limit', {
        ...wholeNumber('limit', 1),
        describe: `Concerns shown of each kind; without it ${shownOfEach}`,
      })
      .option('json', jsonOption)
      .example(
        '# Can it be relied on\n$0 network check --config capture.toml',
        '',
      ) as unknown as Argv<CheckArguments>,
  handler: (args) => {
    const knowledge = loadKnowledge({ config: args.config });
    const { config } = knowledge;
    const day = args.on ?? today();
    const networks = describedBy(config).filter((one) => versionOn([one], day) !== undefined);
    const found = checkKnowledge({
      networks,
      origins: new Map(config.knowledge.files.map(({ id, origins }) => [id, origins])),
      day,
      staleMonths: config.knowledge.staleMonths,
    });
    const octets = knowledge.imagesBetween(day, day).reduce((sum, one) => sum + one.length, 0);
    const summary = { on: formatDay(day), networks: networks.length, image_octets: octets };
    if (args.json) json({ ...summary, concerns: found });
    else print(found, summary, args.limit ?? shownOfEach);
  },
};

function print(
  found: readonly Concern[],
  summary: { on: string; networks: number; image_octets: number },
  most: number,
): void {
  const { on, networks, image_octets: octets } = summary;
  data(
    `On ${on}: ${counted(networks, 'network')}, ${octets.toLocaleString('en-US')} octets of look-up tables`,
  );
  if (found.length === 0) {
    data('Nothing contradicts itself, is missing or old, as far as it can be told from here.');
    return;
  }
  const kinds = (Object.keys(concerns) as ConcernName[]).filter((name) =>
    found.some((one) => one.concern === name),
  );
  table(
    ['concern', { head: 'count', align: 'right' }, { head: 'meaning', fits: 'wrap' }],
    kinds.map((name) => [
      name,
      String(found.filter((one) => one.concern === name).length),
      concerns[name],
    ]),
  );
  for (const name of kinds) data(lines(name, found, most).join('\n'));
}

function lines(name: ConcernName, found: readonly Concern[], most: number): string[] {
  const all = found.filter((one) => one.concern === name);
  return [
    '',
    paint.bold(name),
    ...all
      .slice(0, most)
      .flatMap(({ message, hint }) => [wrapped(`${message}; ${hint}`, '  ', '    ')]),
    ...(all.length > most ? [`  and ${all.length - most} more; see --limit`] : []),
  ];
}
