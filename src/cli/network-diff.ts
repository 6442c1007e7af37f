// SPDX-License-Identifier: Apache-2.0
// `sigwarden network diff|export`: how knowledge differs between two days or two configurations, and
// all of it as TOML, CSV or JSON with sources and dates.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../base/errors.ts';
import type { NetworkDefinition } from '../network/definition.ts';
import { type Difference, differenceOf, isEmpty } from '../network/difference.ts';
import { versionOn } from '../network/history.ts';
import { csvColumns, networkCsv, networkToml } from '../network/knowledge-text.ts';
import { printable } from '../session/text.ts';
import {
  configOf,
  configOption,
  dayOption,
  describedBy,
  differenceLines,
  jsonOption,
  limitOption,
  shownOfEach,
  today,
} from './network-option.ts';
import { plain } from './network-show.ts';
import { oneOf, text } from './option.ts';
import { data, json, paint } from './output.ts';

interface DiffArguments {
  other: string | undefined;
  config: string | undefined;
  from: number | undefined;
  to: number | undefined;
  limit: number | undefined;
  json: boolean;
}

export const diffCommand: CommandModule<object, DiffArguments> = {
  command: 'diff [other]',
  describe: 'How what is known differs between two days, or from another configuration',
  builder: (yargs: Argv) =>
    yargs
      .positional('other', { type: 'string', describe: 'Another configuration, with its folder' })
      .option('config', text('Configuration to start from'))
      .option('from', dayOption('from', 'First of two days; without it, today'))
      .option('to', dayOption('to', 'Second of two days; without it, the first'))
      .option('limit', limitOption)
      .option('json', jsonOption)
      .example(
        '# Between two days\n$0 network diff --config capture.toml --from 2016-01-01 --to 2018-01-01',
        '',
      ) as unknown as Argv<DiffArguments>,
  handler: (args) => {
    const from = args.from ?? today();
    const to = args.to ?? from;
    if (args.other === undefined && from === to)
      throw failure(
        exitCode.usage,
        'nothing to compare: one configuration and one day',
        'add --from and --to, or name another configuration',
      );
    const before = networksOn(describedBy(configOf(args.config)), from);
    const after = networksOn(describedBy(configOf(args.other ?? args.config)), to);
    const differences = [...new Set([...before.keys(), ...after.keys()])]
      .sort()
      .map((id) => ({ id, difference: differenceOf(before.get(id), after.get(id)) }))
      .filter(({ difference }) => !isEmpty(difference));
    if (args.json)
      for (const { id, difference } of differences)
        json({ id, what: what(id, before, after), ...difference });
    else if (differences.length === 0) data('No difference.');
    else
      data(
        differences
          .flatMap(({ id, difference }) =>
            lines(id, what(id, before, after), difference, args.limit ?? shownOfEach),
          )
          .join('\n'),
      );
  },
};

type Networks = ReadonlyMap<string, NetworkDefinition>;

function networksOn(networks: readonly NetworkDefinition[], day: number): Networks {
  return new Map(
    networks.filter((one) => versionOn([one], day) !== undefined).map((one) => [one.id, one]),
  );
}

function what(id: string, before: Networks, after: Networks): string {
  if (!before.has(id)) return 'added';
  return after.has(id) ? 'changed' : 'removed';
}

function lines(id: string, how: string, difference: Difference, most: number): string[] {
  return [`${paint.bold(printable(id))}  ${how}`, ...differenceLines(difference, most)];
}

interface ExportArguments {
  config: string | undefined;
  format: 'toml' | 'csv' | 'json' | undefined;
  on: number | undefined;
  json: boolean;
}

export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export',
  describe: 'Everything that is known, with sources and dates',
  builder: (yargs: Argv) =>
    yargs
      .option('config', configOption)
      .option('format', {
        ...oneOf('format', ['toml', 'csv', 'json'] as const),
        describe: 'toml, csv or json; without it toml',
      })
      .option('on', dayOption('on', 'What was in force on this day; without it, every version'))
      .option('json', { ...jsonOption, describe: 'As --format json' })
      .example(
        '# For a spreadsheet, or another appliance\n$0 network export --config capture.toml --format csv',
        '',
      )
      .example(
        '# As [[network]] of a configuration\n$0 network export --config capture.toml',
        '',
      ) as unknown as Argv<ExportArguments>,
  handler: (args) => {
    const wanted = describedBy(configOf(args.config)).filter(
      (one) => args.on === undefined || versionOn([one], args.on) !== undefined,
    );
    const format = args.json ? 'json' : (args.format ?? 'toml');
    if (format === 'json') for (const one of wanted) json(plain(one));
    else if (format === 'csv')
      data([csvColumns.join(','), ...wanted.flatMap(networkCsv)].join('\n'));
    else data(['version = 1', ...wanted.flatMap(networkToml)].join('\n'));
  },
};
