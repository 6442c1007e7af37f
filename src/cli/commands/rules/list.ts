// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules list`: every rule, and with a configuration how it stands: modes for peers,
// agreements, what expires soon.
import type { Argv, CommandModule } from 'yargs';
import { formatDay } from '../../../network/day.ts';
import { peerText, standingOf, untilText } from '../../../rules/modes.ts';
import { summary } from '../../../rules/rule.ts';
import { data, json, paint, table } from '../../output.ts';
import { type BookOptions, type OpenBook, openBook, today, withBook } from '../../rule-book.ts';

const list: CommandModule<object, BookOptions> = {
  command: 'list',
  describe: 'Every rule: what it finds, how grave, when it is judged, what holds for whom',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .example('# What is looked for\n$0 rules list', '')
      .example('# With the modes of a configuration\n$0 rules list --config capture.toml', ''),
  handler: (args) => {
    const book = openBook(args);
    const rules = book.rules.map(summary);
    if (args.json)
      return json(rules.map((rule) => ({ ...rule, modes_for: modesOf(book, rule.id) })));
    table(
      ['rule', 'category', 'severity', 'confidence', 'mode', 'at', { head: 'title', fits: 'wrap' }],
      rules.map((one) => [
        one.id,
        one.category,
        one.severity,
        one.confidence,
        one.mode,
        one.at,
        one.title,
      ]),
    );
    printModes(book);
    printAgreements(book);
  },
};

export default list;

function modesOf(book: OpenBook, rule: string) {
  return book.modesFor
    .filter((one) => one.rule === rule)
    .map((one) => ({
      for: peerText(one),
      mode: one.mode,
      owner: one.owner,
      until: formatDay(one.until),
      standing: standingOf(one.until, today()),
      reason: one.reason,
    }));
}

function printModes({ modesFor }: OpenBook): void {
  if (modesFor.length === 0) return;
  data(`\n${paint.bold('Modes for networks, operators and links')}`);
  table(
    [
      'rule',
      'for',
      'mode',
      'holds',
      { head: 'owner', fits: 'cut' },
      { head: 'reason', fits: 'wrap' },
    ],
    modesFor.map((one) => [
      one.rule,
      peerText(one),
      one.mode,
      untilText(one.until, today()),
      one.owner,
      one.reason,
    ]),
  );
}

function printAgreements({ agreements }: OpenBook): void {
  if (agreements.length === 0) return;
  data(`\n${paint.bold('Agreements')}`);
  table(
    [
      'network',
      { head: 'may send', fits: 'wrap' },
      'holds',
      { head: 'owner', fits: 'cut' },
      { head: 'reference', fits: 'wrap' },
    ],
    agreements.map((one) => [
      one.network,
      one.operations.join(', '),
      untilText(one.until, today()),
      one.owner,
      one.reference,
    ]),
  );
}
