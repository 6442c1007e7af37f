// SPDX-License-Identifier: Apache-2.0
// `sigwarden review`: an operator's own findings, judged true, false or unknown, and the precision
// that follows. On a terminal it asks; for files it writes the sample and reads the answers.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Argv, CommandModule } from 'yargs';
import { exitCode, failure, type Problem, ProductError } from '../../base/errors.ts';
import {
  actOf,
  type Candidate,
  candidatesOf,
  isJudgement,
  type Judged,
  type Judgement,
  judgedIn,
  precisionOf,
  sampleOf,
} from '../../report/review.ts';
import { findSessions } from '../../session/query.ts';
import { Store } from '../../store/store.ts';
import { type Auditor, openAuditor } from '../auditor.ts';
import { text, wholeNumber } from '../option.ts';
import { data, json, table, talk } from '../output.ts';
import { type StoreOptions, storeDirectory, withStore } from '../store-option.ts';

interface ReviewArguments extends StoreOptions {
  rule: string | undefined;
  sample: number | undefined;
  seed: number;
  answers: string | undefined;
  json: boolean;
}

const review: CommandModule<object, ReviewArguments> = {
  command: 'review',
  describe: 'Judge a sample of what a rule found: its precision in the field',
  builder: (yargs: Argv) =>
    withStore(yargs)
      .option('rule', text('Id of the rule'))
      .option('sample', {
        ...wholeNumber('sample', 1, 100_000),
        describe: 'Findings to judge, spread over networks, operations, outcomes and months',
      })
      .option('seed', {
        ...wholeNumber('seed', 0),
        default: 1,
        describe: 'Another seed takes other findings; the same one the same',
      })
      .option('answers', text('File of lines as --json writes them, with judgement filled in'))
      .option('json', { type: 'boolean', default: false, describe: 'One JSON object a line' })
      .example('# What was judged so far\n$0 review --store store', '')
      .example(
        '# A sample to judge elsewhere\n$0 review --store store --rule cat1.interconnect --sample 5 --json',
        '',
      )
      .epilogue(
        [
          'A judgement is one of true, false, unknown. It goes into the audit log of the store with who judged',
          'and when; a later one about the same finding holds. The precision is that of the findings that could',
          'be told, with the interval of 95 % (Wilson).',
        ].join('\n'),
      ) as unknown as Argv<ReviewArguments>,
  handler: async (args) => {
    const directory = await storeDirectory(args);
    if (args.answers !== undefined) return takeAnswers(args, args.answers);
    if (args.sample === undefined)
      return withReader(args, directory, (store) => report(args, store));
    if (args.rule === undefined)
      throw failure(exitCode.usage, '--sample is of one rule', 'name it with --rule');
    const { rule, sample: size, seed } = args;
    const sample = await withReader(args, directory, (store) =>
      sampleFrom(store, rule, size, seed),
    );
    if (sample.length === 0)
      throw failure(
        exitCode.failed,
        `${directory} holds no finding of ${args.rule}`,
        '`sigwarden sessions list --store DIR` shows what it holds',
      );
    if (args.json) for (const one of sample) json({ ...one, judgement: null });
    else if (process.stdin.isTTY) await ask(args, sample);
    else printSample(sample);
  },
};

export default review;

async function withReader<T>(
  args: ReviewArguments,
  directory: string,
  use: (store: Store) => T,
): Promise<T> {
  const store = Store.open(directory, { keyFile: args['key-file'] });
  try {
    return use(store);
  } finally {
    await store.close();
  }
}

function sampleFrom(store: Store, rule: string, size: number, seed: number): Candidate[] {
  const candidates = [...findSessions(store, { rule })].flatMap((one) => candidatesOf(one, rule));
  return sampleOf(candidates, size, seed);
}

function printSample(sample: readonly Candidate[]): void {
  table(
    [
      'time (UTC)',
      'session',
      { head: 'source', fits: 'cut' },
      'operation',
      'outcome',
      'confidence',
    ],
    sample.map(({ time, session, stratum, confidence }) => [
      time.slice(0, 19),
      session,
      stratum.source,
      stratum.operation,
      stratum.outcome,
      confidence,
    ]),
  );
  talk(
    'to judge them: run this on a terminal, or write them with --json and read them by --answers',
  );
}

/** Asks for each; an empty line leaves it, `q` ends. */
async function ask(args: ReviewArguments, sample: readonly Candidate[]): Promise<void> {
  const auditor = await openAuditor(args);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const words: Readonly<Record<string, Judgement>> = { t: 'true', f: 'false', u: 'unknown' };
  try {
    for (const [i, one] of sample.entries()) {
      talk(
        `${i + 1} of ${sample.length}: ${one.rule}, ${one.time.slice(0, 19)}Z, ` +
          `${one.stratum.operation} from ${one.stratum.source}, ${one.stratum.outcome}\n` +
          `  sigwarden rules why ${one.session}`,
      );
      const said = (await lines.question('  true, false, unknown, quit [t f u q]? ')).trim();
      const judgement = words[said.slice(0, 1).toLowerCase()];
      if (said.toLowerCase().startsWith('q')) break;
      if (judgement !== undefined) await auditor.record(actOf(one.rule, one.finding, judgement));
    }
    report(args, auditor.store);
  } finally {
    lines.close();
    await auditor.store.close();
  }
}

interface Answer {
  readonly rule: string;
  readonly finding: string;
  readonly judgement: Judgement;
}

async function takeAnswers(args: ReviewArguments, path: string): Promise<void> {
  const answers = readAnswers(path);
  const auditor: Auditor = await openAuditor(args);
  try {
    for (const { finding } of answers)
      if (auditor.store.events(Buffer.from(finding.slice(0, 32), 'hex')).length === 0)
        throw failure(
          exitCode.failed,
          `${path}: the store holds no finding ${finding}`,
          'name the store that the sample was taken from',
        );
    for (const { rule, finding, judgement } of answers)
      await auditor.record(actOf(rule, finding, judgement));
    talk(`${answers.length} judgements stored`);
    report(args, auditor.store);
  } finally {
    await auditor.store.close();
  }
}

/** Lines whose judgement is null were not judged. All that is wrong comes at once. */
function readAnswers(path: string): Answer[] {
  let octets: string;
  try {
    octets = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(exitCode.failed, `${path}: cannot be read (${code})`);
  }
  const problems: Problem[] = [];
  const answers = octets.split('\n').flatMap((line, i): Answer[] => {
    if (line.trim() === '') return [];
    const value = parsedLine(line);
    const { rule, finding, judgement } = value ?? {};
    const isNamed = typeof rule === 'string' && /^[0-9a-f]{32}\/\d+\/\d+$/.test(String(finding));
    if (isNamed && judgement === null) return [];
    if (isNamed && isJudgement(judgement))
      return [{ rule: rule as string, finding: String(finding), judgement }];
    problems.push({
      file: path,
      line: i + 1,
      message: isNamed ? `${JSON.stringify(judgement)} is no judgement` : 'no line of a sample',
      hint: isNamed ? 'write "true", "false" or "unknown"' : 'begin with what --json wrote',
    });
    return [];
  });
  if (problems.length > 0) throw new ProductError(exitCode.failed, problems);
  return answers;
}

function parsedLine(line: string): Record<string, unknown> | undefined {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function report(args: ReviewArguments, store: Store): void {
  const { entries, isWhole } = store.audit();
  if (!isWhole)
    talk('warning: the audit log was changed by other means: entries are missing or altered');
  const judged = judgedIn(entries).filter(
    (one) => args.rule === undefined || one.rule === args.rule,
  );
  const byRule = new Map<string, Judged[]>();
  for (const one of judged) byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), one]);
  const rows = [...byRule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, list]) => precisionOf(rule, list));
  if (args.json) {
    for (const row of rows) json(row);
    return;
  }
  if (rows.length === 0) {
    data('Nothing was judged yet.');
    return;
  }
  const right = { align: 'right' } as const;
  table(
    [
      'rule',
      { head: 'judged', ...right },
      { head: 'true', ...right },
      { head: 'false', ...right },
      { head: 'unknown', ...right },
      { head: 'precision', ...right },
      '95 % interval',
    ],
    rows.map((row) => [
      row.rule,
      String(row.judged),
      String(row.true),
      String(row.false),
      String(row.unknown),
      row.precision === null ? '' : row.precision.toFixed(3),
      row.low === null || row.high === null
        ? ''
        : `${row.low.toFixed(3)} to ${row.high.toFixed(3)}`,
    ]),
  );
}
