// SPDX-License-Identifier: Apache-2.0
// `sigwarden state import`: where subscribers were before anything was seen, so that a cold start is
// none. It lies sealed in the store; `run` takes it over, and `screen --state`. Nothing of it is ever
// shown: where people are is no list.
import type { Argv, CommandModule } from 'yargs';
import { loadKnowledge } from '../../appliance/knowledge.ts';
import { exportColumns } from '../../appliance/state-export.ts';
import { importState, type StateImport } from '../../appliance/state-import.ts';
import { exitCode, failure } from '../../base/errors.ts';
import { formatTime, parseTime } from '../../base/time.ts';
import { StoreWriter } from '../../store/writer.ts';
import { grouped } from '../live-text.ts';
import { text } from '../option.ts';
import { data, json, problems, progress, talk } from '../output.ts';
import { noCommand } from '../parser.ts';

interface ImportArguments {
  files: string[];
  store: string;
  'key-file': string | undefined;
  config: string | undefined;
  home: string | undefined;
  asOf: string | undefined;
  json: boolean;
}

const unplacedShown = 20;

const importCommand: CommandModule<object, ImportArguments> = {
  command: 'import <files..>',
  describe: 'Take over who is served where, from register exports or captures',
  builder: (yargs: Argv) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Exports (CSV, JSON lines; mode 0600) or captures (pcap, pcapng)',
      })
      .option('store', {
        ...text('Store that keeps it, sealed; made when there is none'),
        demandOption: true,
      })
      .option('key-file', text('File with the key of the store; without it <store>.key'))
      .option('config', text('Configuration: networks and their addresses'))
      .option('home', text('MCC-MNC of our own network, such as 001-01'))
      .option('as-of', text('When the exports were taken (RFC 3339); captures say it themselves'))
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
      .example(
        '# Of the day before, as it was seen\n$0 state import capture.pcap --config capture.toml --store store',
        '',
      )
      .example(
        '# Out of the home location register\n$0 state import hlr.csv --as-of 2018-01-31 --config capture.toml --store store',
        '',
      )
      .epilogue(
        [
          `An export is CSV with a head, or a JSON object a line, of: ${exportColumns.join(', ')}.`,
          '',
          '  imsi,msisdn,cs,eps,since',
          '  001010000000001,999010000001,999400000081,mme1.epc.mnc040.mcc999.3gppnetwork.org,2018-01-30T08:00:00Z',
          '',
          'cs, ps and eps name who serves the subscriber there: a network of the configuration, a global',
          'title or a Diameter host; since is the time of the last update. grade (claimed, plausible or',
          'corroborated; plausible when left out) says what speaks for it. An import is a claim: until',
          'traffic confirms it, it accuses nobody who could have come there since.',
        ].join('\n'),
      ) as unknown as Argv<ImportArguments>,
  handler: async (args) => {
    const asOf = args.asOf === undefined ? undefined : timeOf(args.asOf);
    const knowledge = loadKnowledge({ config: args.config, home: args.home });
    problems(knowledge.warnings, 'warning');
    const store = StoreWriter.open(args.store, { keyFile: args['key-file'] });
    const bar = progress('importing', 100);
    let done: StateImport;
    try {
      done = importState({
        files: args.files,
        knowledge,
        store,
        asOf,
        onProgress: (position, size) => bar.update(size === 0 ? 0 : (100 * position) / size),
      });
    } finally {
      bar.stop();
      await store.close();
    }
    tellUnplaced(done);
    if (args.json) json(inJson(done));
    else print(done);
  },
};

const state: CommandModule = {
  command: 'state',
  describe: 'Where subscribers were before: taken over, never shown',
  builder: (yargs: Argv) =>
    yargs
      .command(importCommand as CommandModule)
      .demandCommand(1, noCommand)
      .example(
        '# Of the day before, as it was seen\n$0 state import capture.pcap --config capture.toml --store store',
        '',
      ),
  handler: () => {},
};

function timeOf(value: string): bigint {
  const time = parseTime(value);
  if (time !== undefined && time >= 0n) return time;
  throw failure(exitCode.usage, `--as-of ${value}: not a time`, 'write 2018-01-31T12:00:00Z');
}

function tellUnplaced({ unplaced }: StateImport): void {
  problems(
    unplaced.slice(0, unplacedShown).map(({ node, rows, file, line, column }) => ({
      file,
      line,
      column,
      message: `nobody is known to have the node ${node}: left out, ${rows} times in all`,
      hint: 'add its network to the configuration',
    })),
    'warning',
  );
  if (unplaced.length > unplacedShown)
    talk(`${unplaced.length} such nodes in all; the first ${unplacedShown} are shown`);
}

function inJson({ files, claims, numbers, passedBy, unplaced, held }: StateImport) {
  return {
    files,
    claims,
    numbers,
    passed_by: passedBy,
    unplaced: unplaced.map(({ node, rows }) => ({ node, rows })),
    held: { claims: held.claims, numbers: held.numbers, as_of: timeText(held.asOf_s) },
  };
}

function print({ claims, numbers, passedBy, held }: StateImport): void {
  data(
    `${grouped(claims)} claims and ${grouped(numbers)} numbers more` +
      (passedBy === 0 ? '' : `; ${grouped(passedBy)} rows say nothing newer than what was known`),
  );
  data(
    `The store holds ${grouped(held.claims)} claims of who serves whom, and ${grouped(held.numbers)} numbers, ` +
      `as of ${timeText(held.asOf_s)}. \`run\` takes them over, and \`screen --state\`.`,
  );
}

function timeText(seconds: number): string {
  return `${formatTime(BigInt(seconds) * 1_000_000_000n).slice(0, 19)}Z`;
}

export default state;
