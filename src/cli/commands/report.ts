// SPDX-License-Identifier: Apache-2.0
// `sigwarden report --brief`: from a store to a first answer. Read-only; reads every session of the
// period once.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../../base/errors.ts';
import { makeBrief } from '../../report/brief.ts';
import { briefCsv, type CsvTable, csvTables } from '../../report/brief-csv.ts';
import { briefJson } from '../../report/brief-json.ts';
import { briefText } from '../../report/brief-text.ts';
import { Store } from '../../store/store.ts';
import { oneOf } from '../option.ts';
import { data, json, talk } from '../output.ts';
import {
  type SpanOptions,
  type StoreOptions,
  storeDirectory,
  timeRange,
  withSpan,
  withStore,
} from '../store-option.ts';

interface ReportOptions extends StoreOptions, SpanOptions {
  brief: boolean;
  internal: boolean;
  json: boolean;
  csv: boolean;
  table: CsvTable;
}

const report: CommandModule<object, ReportOptions> = {
  command: 'report',
  describe: 'Who asked what about whom, by month; outcome, overlap, coverage',
  builder: (yargs) =>
    withSpan(withStore(yargs))
      .option('brief', {
        type: 'boolean',
        default: false,
        describe: 'The brief report, the one this release has',
      })
      .option('internal', {
        type: 'boolean',
        default: false,
        describe: 'Show cells with fewer than 5 targets; not for publication',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'The report as one JSON object',
      })
      .option('csv', { type: 'boolean', default: false, describe: 'One table as CSV' })
      .option('table', {
        ...oneOf('table', csvTables),
        default: 'sources' as const,
        describe: `Which table --csv prints: ${csvTables.join(', ')}; without it sources`,
      })
      .example('# The report as text\n$0 report --brief --store store', '')
      .example(
        '# One table for a spreadsheet\n$0 report --brief --store store --csv --table overlap',
        '',
      )
      .example(
        '# For another program\n$0 report --brief --store store --from 2019-01-01 --json',
        '',
      ) as unknown as Argv<ReportOptions>,
  handler: async (args) => {
    if (!args.brief) throw failure(exitCode.usage, 'name the report', 'there is one: --brief');
    if (args.json && args.csv) throw failure(exitCode.usage, '--json and --csv: choose one');
    const store = Store.open(await storeDirectory(args), { keyFile: args['key-file'] });
    try {
      const brief = makeBrief(store, { ...timeRange(args), isInternal: args.internal });
      if (args.json) json(briefJson(brief));
      else if (args.csv) data(briefCsv(brief, args.table));
      else data(briefText(brief));
      if (args.internal)
        talk('internal report: it shows cells with fewer than 5 targets; do not publish it');
    } finally {
      await store.close();
    }
  },
};

export default report;
