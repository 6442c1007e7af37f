// SPDX-License-Identifier: Apache-2.0
// `sigwarden rules explain`: a rule, or an expression that is none yet, in plain sentences.
import type { Argv, CommandModule } from 'yargs';
import { exitCode, ProductError } from '../../../base/errors.ts';
import { caret } from '../../../base/source-text.ts';
import { check } from '../../../rules/checker.ts';
import { instructionsOf } from '../../../rules/compile.ts';
import { type FactNote, factNotes, oneSidedText, sentences } from '../../../rules/explain.ts';
import { type Expressed, phaseOf } from '../../../rules/rule.ts';
import { nameOf } from '../../../schema/tables.ts';
import { data, json, paint, table, wrapped } from '../../output.ts';
import {
  type BookOptions,
  findRule,
  type OpenBook,
  openBook,
  operationsOf,
  withBook,
} from '../../rule-book.ts';

const explain: CommandModule<object, BookOptions & { what: string }> = {
  command: 'explain <what>',
  describe: 'A rule or an expression in plain sentences, its facts, what it can fire on',
  builder: (yargs: Argv) =>
    withBook(yargs)
      .positional('what', {
        type: 'string',
        demandOption: true,
        describe: 'Id of a rule, or an expression in quotes',
      })
      .example('# A rule\n$0 rules explain cat3.not-serving', '')
      .example(
        "# An expression that is to become one\n$0 rules explain 'subscriber.serving_age > 2 * claim.flip_seconds'",
        '',
      ),
  handler: (args) => {
    const book = openBook(args);
    const { when, checked } = expressed(book, args.what);
    const notes = factNotes(checked);
    const operations = operationsOf(book, { checked });
    const told = {
      when,
      judged_at: nameOf('phase', phaseOf(checked)),
      sentences: sentences(checked),
      facts: notes.map(({ oneSided, ...note }) => ({ ...note, one_sided: oneSided })),
      one_sided: oneSidedText(notes),
      operations,
      instructions: instructionsOf(checked),
    };
    if (args.json) return json(told);
    data(wrapped(when, ''));
    data(`\n${paint.bold('It holds when')}`);
    for (const { depth, text } of told.sentences) data(wrapped(text, '  '.repeat(depth + 1)));
    printFacts(notes);
    data('');
    data(`judged at         the ${told.judged_at}`);
    data(wrapped(`one-sided mirror  ${told.one_sided}`, ''));
    const first = operations.slice(0, 6).join(', ');
    data(
      wrapped(
        `operations        ${operations.length}: ${first}${operations.length > 6 ? ' …' : ''}`,
        '',
      ),
    );
    data(`cost              ${told.instructions} instructions at most`);
  },
};

export default explain;

/** A word with a dot and nothing around it is an id, or a fact. */
function expressed(book: OpenBook, what: string): Expressed {
  const rule = book.rules.find((one) => one.id === what);
  if (rule !== undefined) return rule;
  const { checked, faults } = check(what, { lists: book.lists });
  if (checked !== undefined) return { when: what, checked };
  if (/^[a-z][a-z0-9]*\.[a-z0-9-]+$/.test(what)) return findRule(book, what);
  throw new ProductError(
    exitCode.usage,
    faults.map(({ message, hint, start, end }) => ({
      message: `column ${start + 1}: ${message}`,
      ...(hint === undefined ? {} : { hint }),
      excerpt: caret(what, start, end - start),
    })),
  );
}

function printFacts(notes: readonly FactNote[]): void {
  data('');
  table(
    [
      'fact',
      { head: 'meaning', fits: 'wrap' },
      'unit',
      'known at',
      { head: 'rests on', fits: 'wrap' },
      'one-sided mirror',
    ],
    notes.map((note) => [note.name, note.title, note.unit, note.known, note.rests, note.oneSided]),
  );
}
