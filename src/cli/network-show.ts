// SPDX-License-Identifier: Apache-2.0
// `sigwarden network list|show|lookup`: what is known of networks, and whose an address is on a day,
// by which row of which source.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../base/errors.ts';
import { suggestion } from '../base/nearest.ts';
import type { Config } from '../config/load.ts';
import { placeOfRow } from '../config/network-rows.ts';
import { formatDay } from '../network/day.ts';
import type { NetworkDefinition } from '../network/definition.ts';
import { versionOn } from '../network/history.ts';
import { validityText } from '../network/import-plan.ts';
import { type Answer, Lookup, type ReadingName, readings, readingsOf } from '../network/lookup.ts';
import { addressesOf, addressKeys } from '../network/overlaps.ts';
import { printable } from '../session/text.ts';
import {
  configOf,
  configOption,
  dayOption,
  describedBy,
  directoryOf,
  jsonOption,
  limitOption,
  shownOfEach,
  someOf,
  today,
} from './network-option.ts';
import { oneOf } from './option.ts';
import { data, json, paint, table, wrapped } from './output.ts';

interface ListArguments {
  config: string | undefined;
  on: number | undefined;
  json: boolean;
}

export const listCommand: CommandModule<object, ListArguments> = {
  command: 'list',
  describe: 'The networks that are known, with how much of each',
  builder: (yargs: Argv) =>
    yargs
      .option('config', configOption)
      .option('on', dayOption('on', 'As it was on this day; without it, every version'))
      .option('json', jsonOption)
      .example('# Every network\n$0 network list --config capture.toml', '')
      .example(
        '# As they were on a day\n$0 network list --config capture.toml --on 2018-06-01',
        '',
      ) as unknown as Argv<ListArguments>,
  handler: (args) => {
    const config = configOf(args.config);
    const networks = describedBy(config).filter(
      (one) => args.on === undefined || versionOn([one], args.on) !== undefined,
    );
    const inEffect = new Set(config.networks);
    if (args.json)
      for (const one of networks) json({ ...plain(one), in_effect: inEffect.has(one) });
    else if (networks.length === 0)
      data('No network is known but countries: describe [[network]] or import documents.');
    else printList(networks, inEffect);
  },
};

function printList(
  networks: readonly NetworkDefinition[],
  inEffect: ReadonlySet<NetworkDefinition>,
): void {
  const right = (head: string) => ({ head, align: 'right' as const });
  table(
    [
      'network',
      { head: 'name', fits: 'cut' },
      'operator',
      'mark',
      'valid',
      right('plmn'),
      right('titles'),
      right('msisdn'),
      right('e.214'),
      right('realms'),
      right('pc'),
      { head: 'source', fits: 'wrap' },
    ],
    networks.map((one) => [
      one.id,
      printable(one.name),
      one.operator,
      one.home ? 'home' : inEffect.has(one) ? '' : 'no effect',
      validityText(one),
      count(one.plmn.length + one.imsi.length),
      count(one.globalTitles.length + one.gsmScf.length),
      count(one.msisdn.length),
      count(one.mobileGlobalTitles.length),
      count(one.realms.length),
      count(one.pointCodes.length),
      printable(one.source),
    ]),
  );
}

function count(number: number): string {
  return number === 0 ? '·' : number.toLocaleString('en-US');
}

/** A network as its table in TOML has it. */
export function plain(network: NetworkDefinition) {
  const { id, name, operator, territories, home, validFrom, validUntil, source } = network;
  return {
    id,
    name,
    operator,
    territories,
    home,
    ...addressesOf(network),
    valid_from: validFrom === undefined ? null : formatDay(validFrom),
    valid_until: validUntil === undefined ? null : formatDay(validUntil),
    source,
  };
}

interface ShowArguments {
  id: string;
  config: string | undefined;
  limit: number | undefined;
  json: boolean;
}

export const showCommand: CommandModule<object, ShowArguments> = {
  command: 'show <id>',
  describe: 'All that is known of one network, by version and source',
  builder: (yargs: Argv) =>
    yargs
      .positional('id', { type: 'string', demandOption: true, describe: 'Id of the network' })
      .option('config', configOption)
      .option('limit', limitOption)
      .option('json', jsonOption)
      .example(
        '# One of a configuration\n$0 network show coast --config capture.toml',
        '',
      ) as unknown as Argv<ShowArguments>,
  handler: (args) => {
    const config = configOf(args.config);
    const versions = describedBy(config).filter((one) => one.id === args.id);
    if (versions.length === 0)
      throw failure(
        exitCode.failed,
        `no network "${args.id}"`,
        suggestion(
          args.id,
          describedBy(config).map(({ id }) => id),
        ),
      );
    const file = config.knowledge.files.find(({ id }) => id === args.id);
    const origins = (file?.origins ?? []).map(({ date, ...rest }) => ({
      ...rest,
      date: date === undefined ? null : formatDay(date),
    }));
    if (args.json) json({ versions: versions.map(plain), origins });
    else data(showLines(versions, origins, args.limit ?? shownOfEach).join('\n'));
  },
};

function showLines(
  versions: readonly NetworkDefinition[],
  origins: readonly { kind: string; file: string; sha256: string; date: string | null }[],
  most: number,
): string[] {
  const latest = versions.at(-1)!;
  const line = (key: string, text: string) =>
    wrapped(`${key.padEnd(21)} ${text}`, '  ', ' '.repeat(22));
  return [
    `${paint.bold(latest.id)}  ${printable(latest.name)}, operator ${latest.operator}${latest.home ? ', home' : ''}`,
    ...versions.flatMap((one) => [
      `${validityText(one)}, ${printable(one.source)}`,
      ...(one.territories.length === 0 ? [] : [line('territories', one.territories.join(', '))]),
      ...addressKeys.flatMap((key) => {
        const list = addressesOf(one)[key];
        return list.length === 0 ? [] : [line(key, someOf(list, most))];
      }),
    ]),
    ...(origins.length === 0 ? [] : ['documents']),
    ...origins.map(({ kind, file, sha256, date }) =>
      line(
        `${kind} ${date ?? 'undated'}`,
        `${printable(file)}${sha256 === '' ? '' : `, SHA-256 ${sha256.slice(0, 16)}…`}`,
      ),
    ),
  ];
}

interface LookupArguments {
  address: string;
  config: string | undefined;
  on: number | undefined;
  as: ReadingName | undefined;
  json: boolean;
}

const readingNames = Object.keys(readings) as ReadingName[];

export const lookupCommand: CommandModule<object, LookupArguments> = {
  command: 'lookup <address>',
  describe: 'Whose is a title, IMSI, MCC-MNC, point code, realm or host, by which row',
  builder: (yargs: Argv) =>
    yargs
      .positional('address', {
        type: 'string',
        demandOption: true,
        describe: 'Digits without +, 001-01, 2-016-0, or a name',
      })
      .option('config', configOption)
      .option('on', dayOption('on', 'As it was on this day; without it, today'))
      .option('as', {
        ...oneOf('as', readingNames),
        describe: `How to read it: ${readingNames.join(', ')}; without it, every way that fits`,
      })
      .option('json', jsonOption)
      .example('# Barbados is not the United States\n$0 network lookup 12465550100', '')
      .example(
        '# Judged by the map of 2018\n$0 network lookup 99902123 --config capture.toml --on 2018-06-01',
        '',
      ) as unknown as Argv<LookupArguments>,
  handler: (args) => {
    const ways = args.as === undefined ? readingsOf(args.address) : [args.as];
    if (ways.length === 0 || !ways.every((way) => isReadable(way, args.address)))
      throw failure(
        exitCode.usage,
        `${args.address} is no ${args.as === undefined ? 'address' : readings[args.as].title}`,
        'write digits without +, 001-01, 2-016-0, or a realm or host name',
      );
    const config = configOf(args.config);
    const directory = directoryOf(config);
    const lookup = new Lookup(directory, args.on ?? today());
    const answers = known(ways.map((way) => lookup.answer(way, args.address)));
    const described = (answer: Answer) => directory.describe(answer.party.number);
    if (args.json)
      json({
        address: args.address,
        on: args.on === undefined ? null : formatDay(args.on),
        answers: answers.map((one) => plainAnswer(one, described(one), config)),
      });
    else for (const one of answers) data(answerLines(one, described(one), config).join('\n'));
  },
};

/** Ways to read an address that lead nowhere are no news beside one that does. */
function known(answers: readonly Answer[]): readonly Answer[] {
  const found = answers.filter(({ party }) => party.number !== 0);
  return found.length > 0 ? found : answers.slice(0, 1);
}

/** Does the address have the form that a reading asks for? */
function isReadable(way: ReadingName, address: string): boolean {
  const fits = readingsOf(address);
  return (
    fits.includes(way) ||
    (way === 'msisdn' && fits.includes('title')) ||
    isShortDigits(way, address)
  );
}

/** Prefixes are asked for, too, when it is said what they are of. */
function isShortDigits(way: ReadingName, address: string): boolean {
  return (way === 'imsi' || way === 'mobile-title') && /^[0-9]{1,15}$/.test(address);
}

function sourceOf({ party, row }: Answer): string {
  return row?.network.source ?? party.source;
}

function plainAnswer(answer: Answer, description: string, config: Config) {
  const { reading, party, row, derived } = answer;
  return {
    as: reading,
    network: party.id || null,
    description,
    operator: party.operator ?? null,
    territories: party.territories,
    precision: party.precision,
    home: party.isHome,
    row:
      row === undefined
        ? null
        : {
            kind: row.kind,
            text: row.text,
            valid_from:
              row.network.validFrom === undefined ? null : formatDay(row.network.validFrom),
            valid_until:
              row.network.validUntil === undefined ? null : formatDay(row.network.validUntil),
            place: placeOfRow(config, row) ?? null,
          },
    source: sourceOf(answer) || null,
    derived,
  };
}

function answerLines(answer: Answer, description: string, config: Config): string[] {
  const { reading, party, row, derived } = answer;
  const place = row === undefined ? undefined : placeOfRow(config, row);
  const where = place === undefined ? '' : `, ${printable(place)}`;
  const id = party.definition === undefined ? '' : `  ${party.id}`;
  return [
    `${readings[reading].title}: ${paint.bold(printable(description))}${id}${party.isHome ? ', home' : ''}`,
    ...(row === undefined
      ? []
      : [`  by ${row.kind} ${row.text}, ${validityText(row.network)}${where}`]),
    ...(sourceOf(answer) === '' ? [] : [`  source: ${printable(sourceOf(answer))}`]),
    ...(derived.length === 0
      ? []
      : [`  ${reading === 'imsi' ? 'mobile global titles' : 'IMSIs'}: ${derived.join(', ')}`]),
  ];
}
