// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules entitlement`: who may send which operation, as a release of its own: version,
// date, and for each row the clause that it follows from. With a configuration the agreements that
// change it for single networks.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure } from '../../../base/errors.ts';
import { entitlementCsv, entitlementJson } from '../../../rules/entitlement-release.ts';
import { data, json, table } from '../../output.ts';
import { type BookOptions, openBook, withBook } from '../../rule-book.ts';

const entitlement: CommandModule<object, BookOptions & { csv: boolean }> = {
  command: 'entitlement',
  describe: 'Who may send which operation: versioned, a clause for each row',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .option('csv', { type: 'boolean', default: false, describe: 'CSV on stdout' })
      .example('# The table\n$0 rules entitlement', '')
      .example('# For a spreadsheet\n$0 rules entitlement --csv', '') as Argv<
      BookOptions & { csv: boolean }
    >,
  handler: (args) => {
    if (args.csv && args.json) throw failure(exitCode.usage, '--csv and --json: choose one');
    const book = openBook(args);
    const release = entitlementJson(book.entitlement);
    if (args.csv) return data(entitlementCsv(book.entitlement));
    if (args.json) return json({ ...release, agreements: book.agreements });
    data(`version ${release.version ?? 'none'} of ${release.date ?? 'no date'}\n`);
    table(
      ['operation', 'sender', 'category', 'purpose', 'sides', { head: 'source', fits: 'wrap' }],
      release.rows.map((row) => [
        row.operation,
        row.sender,
        row.category,
        row.purpose.join(' '),
        row.sides,
        row.source,
      ]),
    );
  },
};

export default entitlement;
