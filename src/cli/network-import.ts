// SPDX-License-Identifier: Apache-2.0
// `sigwarden network import ir21|csv`: what documents would change in the folder of knowledge, shown
// in full; written only with --apply. A file that cannot be read does not keep the others back.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

import type { Argv, CommandModule } from 'yargs';
import { exitCode, type Problem, ProductError } from '../base/errors.ts';
import { writeNetworkFile } from '../config/network-files.ts';
import { csv_limit, readNetworkCsv } from '../network/csv-import.ts';
import { DAY_MIN, formatDay } from '../network/day.ts';
import type { History, Snapshot } from '../network/history.ts';
import { type PlannedChange, planImport, validityText } from '../network/import-plan.ts';
import { loadIr21Names } from '../network/ir21/names.ts';
import { readIr21 } from '../network/ir21/reader.ts';
import { snapshotsOfIr21 } from '../network/ir21/snapshots.ts';
import { csvColumns } from '../network/knowledge-text.ts';
import { findOverlaps, OVERLAPS_MAX, type Overlap } from '../network/overlaps.ts';
import { printable } from '../session/text.ts';
import {
  counted,
  dayOption,
  differenceLines,
  folderOf,
  folderOptions,
  jsonOption,
  type KnowledgeFolder,
  kindTitle,
  limitOption,
  shownOfEach,
} from './network-option.ts';
import { text } from './option.ts';
import { data, json, paint, problems, talk } from './output.ts';
import { noCommand } from './parser.ts';

interface ImportArguments {
  config: string | undefined;
  directory: string | undefined;
  since: number | undefined;
  apply: boolean;
  limit: number | undefined;
  json: boolean;
}

/** What one file gave. */
interface Document {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly snapshots: readonly Snapshot[];
  readonly reports: readonly Problem[];
}

const ir21: CommandModule<
  object,
  ImportArguments & { files: string[]; names: string | undefined }
> = {
  command: 'ir21 <files..>',
  describe: 'From IR.21 files (RAEX XML) of other operators',
  builder: (yargs: Argv) =>
    withImportOptions(
      yargs
        .positional('files', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'IR.21 files',
        })
        .option('names', text('More names of elements, in the form of ir21-names.toml')),
    )
      .example(
        '# What it would change\n$0 network import ir21 partner.xml --directory networks.d',
        '',
      )
      .example(
        '# Take it\n$0 network import ir21 partner.xml --directory networks.d --apply',
        '',
      ) as unknown as Argv<ImportArguments & { files: string[]; names: string | undefined }>,
  handler: (args) => {
    const names = loadIr21Names(args.names);
    importDocuments(args, args.files, (file) => {
      const read = readIr21(file, names);
      const { snapshots, reports } = snapshotsOfIr21(read, args.since);
      const { networks, carriers, created, reports: found, ...rest } = read;
      const summary = {
        ...rest,
        created: created === undefined ? null : formatDay(created),
        networks: networks.map(({ tadig }) => tadig),
        carriers,
      };
      return { summary, snapshots, reports: [...found, ...reports] };
    });
  },
};

const csv: CommandModule<object, ImportArguments & { file: string }> = {
  command: 'csv <file>',
  describe: 'From a CSV, one address a line',
  builder: (yargs: Argv) =>
    withImportOptions(
      yargs.positional('file', { type: 'string', demandOption: true, describe: 'CSV file' }),
    )
      .example(
        '# What it would change\n$0 network import csv networks.csv --directory networks.d',
        '',
      )
      .epilogue(
        [
          `Columns, in any order: ${csvColumns.join(', ')}.`,
          'Needed are network, kind and value. Kinds are the keys of [[network]]: plmn, imsi,',
          'global_titles, msisdn, mobile_global_titles, gsm_scf, realms, point_codes, territories.',
          'Digits may be a range, 9990100-9990199.',
        ].join('\n'),
      ) as unknown as Argv<ImportArguments & { file: string }>,
  handler: (args) => importDocuments(args, [args.file], (file) => readCsv(file, args.since)),
};

export const importCommand: CommandModule = {
  command: 'import',
  describe: 'Take what documents say of networks: shown first, written with --apply',
  builder: (yargs: Argv) =>
    yargs
      .command(ir21)
      .command(csv)
      .demandCommand(1, noCommand)
      .example(
        '# What it would change\n$0 network import ir21 partner.xml --directory networks.d',
        '',
      )
      .example('$0 network import csv networks.csv --directory networks.d', ''),
  handler: () => {},
};

function withImportOptions<T>(yargs: Argv<T>) {
  return yargs
    .options(folderOptions)
    .option('since', dayOption('since', 'First day on which it holds, instead of the document’s'))
    .option('apply', { type: 'boolean', default: false, describe: 'Write it into the folder' })
    .option('limit', limitOption)
    .option('json', jsonOption);
}

function readCsv(file: string, since: number | undefined): Document {
  const octets = fileOctets(file);
  const sha256 = createHash('sha256').update(octets).digest('hex');
  const origin = { kind: 'csv', file: basename(file), sha256, date: undefined } as const;
  const { snapshots, reports, rows } = readNetworkCsv(textOf(octets, file), file, origin, since);
  const networks = [...new Set(snapshots.map(({ network }) => network.id))];
  return { summary: { file, sha256, rows, networks }, snapshots, reports };
}

function fileOctets(file: string): Buffer {
  try {
    if (statSync(file).size <= csv_limit.octets) return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(file, `cannot be read (${code})`, 'check the path and who may read it');
  }
  throw wrong(file, `larger than ${csv_limit.octets} octets (octets)`, 'split it');
}

function textOf(octets: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw wrong(file, 'not UTF-8 text', 'save it as UTF-8');
  }
}

function wrong(file: string, message: string, hint: string): ProductError {
  return new ProductError(exitCode.failed, [{ file, message, hint }]);
}

function importDocuments(
  args: ImportArguments,
  files: readonly string[],
  read: (file: string) => Document,
): void {
  const folder = folderOf(args);
  const failed: Problem[] = [];
  const documents = files.flatMap((file) => {
    try {
      return [read(file)];
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      failed.push(...error.problems);
      return [];
    }
  });
  const known = new Map<string, History>(folder.files.map((one) => [one.id, one]));
  const changes = planImport(
    known,
    documents.flatMap(({ snapshots }) => snapshots),
  );
  const overlaps = overlapsOf(folder, known, changes);
  const warnings = warningsOf(folder, changes);
  if (args.apply)
    for (const { id, after } of changes) writeNetworkFile(folder.directory, id, after);
  if (args.json) printJson(documents, changes, overlaps, warnings, args.apply);
  else print(documents, changes, overlaps, warnings, args);
  if (failed.length > 0) throw new ProductError(exitCode.failed, failed);
}

/** Contradictions in which something imported takes part. */
function overlapsOf(
  { config }: KnowledgeFolder,
  known: ReadonlyMap<string, History>,
  changes: readonly PlannedChange[],
): Overlap[] {
  const after = new Map([...known, ...changes.map((one) => [one.id, one.after] as const)]);
  const changed = new Set(changes.map(({ id }) => id));
  const own = config.knowledge.own.map(({ definition }) => definition);
  const found = findOverlaps([...own, ...[...after.values()].flatMap(({ versions }) => versions)]);
  // One for all versions of the two.
  const distinct = new Map(
    found
      .filter(({ inner, outer }) => changed.has(inner.id) || changed.has(outer.id))
      .map((one) => [
        `${one.kind} ${one.text} ${one.outerText} ${one.inner.id} ${one.outer.id}`,
        one,
      ]),
  );
  return [...distinct.values()];
}

/** What an import must not do unnoticed. */
function warningsOf({ config }: KnowledgeFolder, changes: readonly PlannedChange[]): Problem[] {
  const homes = new Set(config.networks.filter((one) => one.home).map((one) => one.operator));
  const described = new Set(config.knowledge.own.map(({ definition }) => definition.id));
  return changes.flatMap(({ id, after }) => {
    const latest = after.versions.at(-1);
    const isOurs = latest !== undefined && homes.has(latest.operator);
    return [
      ...(described.has(id)
        ? [
            {
              message: `network "${id}" is described in the configuration, which counts instead`,
              hint: 'what was imported has no effect until that entry goes',
            },
          ]
        : []),
      ...(isOurs
        ? [
            {
              message: `network "${id}" would count as ours: its operator is "${latest.operator}"`,
              hint: 'take it only if it is',
            },
          ]
        : []),
    ];
  });
}

function print(
  documents: readonly Document[],
  changes: readonly PlannedChange[],
  overlaps: readonly Overlap[],
  warnings: readonly Problem[],
  args: ImportArguments,
): void {
  for (const { reports } of documents) problems(reports, 'warning');
  problems(warnings, 'warning');
  problems(overlaps.slice(0, OVERLAPS_SHOWN).map(overlapProblem), 'warning');
  if (overlaps.length > OVERLAPS_SHOWN)
    talk(`${countText(overlaps)} overlaps in all; sigwarden network check lists them`);
  const lines = changes.flatMap((change) => changeLines(change, args.limit ?? shownOfEach));
  if (lines.length === 0) data('Nothing new: all of it is known.');
  else data(lines.join('\n'));
  if (changes.length > 0)
    talk(
      args.apply
        ? `Written: ${counted(changes.length, 'network')}.`
        : `Nothing was written: ${counted(changes.length, 'network')} would change. Add --apply to take it.`,
    );
}

const OVERLAPS_SHOWN = 20;

function countText({ length }: readonly Overlap[]): string {
  return length === OVERLAPS_MAX ? `${OVERLAPS_MAX} or more` : String(length);
}

function changeLines({ id, steps, after }: PlannedChange, most: number): string[] {
  return [
    ...steps.flatMap(({ snapshot, difference, isNew }) => [
      [
        paint.bold(id),
        printable(snapshot.network.name),
        `${isNew ? 'new' : 'changed'}, ${printable(snapshot.network.source)}`,
      ].join('  '),
      ...differenceLines(difference, most),
    ]),
    `  versions: ${after.versions.map(validityText).join('; ')}`,
  ];
}

/** Two sources, one address. */
export function overlapProblem({ kind, text: address, outerText, inner, outer }: Overlap): Problem {
  const [a, b] = [`"${inner.id}" (${inner.source})`, `"${outer.id}" (${outer.source})`];
  if (kind === 'plmn')
    return {
      message: `MCC-MNC ${address} is claimed by ${a} and ${b}`,
      hint: 'neither document counts, only the configuration; if they are one network, give both the same operator',
    };
  if (address === outerText)
    return {
      message: `${kindTitle(kind)} ${address} is claimed by ${a} and ${b}`,
      hint: 'until one of them is right it belongs to neither; say whose it is in the configuration',
    };
  return {
    message: `${kindTitle(kind)} ${address} of ${a} lies within ${outerText} of ${b}`,
    hint: 'the longer one counts',
  };
}

function printJson(
  documents: readonly Document[],
  changes: readonly PlannedChange[],
  overlaps: readonly Overlap[],
  warnings: readonly Problem[],
  applied: boolean,
): void {
  json({
    documents: documents.map(({ summary, reports }) => ({ ...summary, reports })),
    changes: changes.map(({ id, steps, after }) => ({
      id,
      steps: steps.map(({ snapshot, difference, isNew }) => ({
        document: snapshot.origin?.file ?? '',
        day: snapshot.day === DAY_MIN ? null : formatDay(snapshot.day),
        name: snapshot.network.name,
        operator: snapshot.network.operator,
        new: isNew,
        ...difference,
      })),
      versions: after.versions.map(validityText),
    })),
    overlaps: overlaps.map(overlapProblem),
    warnings,
    applied,
  });
}
