// SPDX-License-Identifier: Apache-2.0
// Serving state out of a dump: CSV with the head `imsi,domain,network,since,grade`. It is the
// location data of a country: the file must be readable by its owner alone, nothing of it goes into
// a message, and no command writes one. Every problem is reported with its place, the first
// hundred of them, and nothing is taken from a file that has one.
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { suggestion } from '../base/nearest.ts';
import { parseTime } from '../base/time.ts';
import type { Engine } from '../engine/native.ts';
import type { Directory } from '../network/directory.ts';
import { claim_grade, domain } from '../schema/tables.ts';

export interface StateRow {
  readonly imsi: string;
  /** Values of the tables `domain` and `claim_grade`. */
  readonly domain: number;
  readonly grade: number;
  /** Number in the directory. */
  readonly party: number;
  readonly sinceSeconds: number;
}

const columns = ['imsi', 'domain', 'network', 'since', 'grade'] as const;
const problemsMax = 100;
const octetsMax = 512 * 1024 * 1024;
const othersMayRead = 0o077;
const domains: readonly string[] = Object.keys(domain);
const grades: readonly string[] = ['claimed', 'plausible', 'corroborated'];

/** Reads a dump. Throws ProductError with what is wrong and where. */
export function readStateFile(file: string, directory: Directory): StateRow[] {
  return parseState(readPrivate(file), file, directory);
}

/** The mode is asked of the open file, so that what was checked is what is read. */
function readPrivate(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { mode, size } = fstatSync(descriptor);
    if ((mode & othersMayRead) !== 0)
      throw failure(
        exitCode.configuration,
        `${file}: others than its owner may read it, and it tells where people are`,
        `chmod 600 ${file}`,
      );
    if (size > octetsMax)
      throw failure(exitCode.configuration, `${file}: larger than ${octetsMax} octets`, 'split it');
    return readFileSync(descriptor, 'utf8');
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw failure(exitCode.configuration, `${file}: cannot be read (${code})`, 'check the path');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function parseState(text: string, file: string, directory: Directory): StateRow[] {
  const [head = '', ...lines] = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const problems: Problem[] = [];
  if (head !== columns.join(',') && head !== columns.slice(0, 4).join(','))
    problems.push({
      file,
      line: 1,
      column: 1,
      message: 'the head of the table is another',
      hint: `write ${columns.join(',')}; the last may be left out`,
    });
  const rows: StateRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (problems.length >= problemsMax) break;
    if (line === '') continue;
    const row = readRow(line.split(','), head.split(',').length, directory);
    if ('imsi' in row) rows.push(row);
    else problems.push({ file, line: index + 2, ...row });
  }
  if (problems.length > 0) throw new ProductError(exitCode.configuration, problems);
  return rows;
}

/** Messages name the column and what it must be, never what stands there: it may be an identity. */
function readRow(fields: readonly string[], width: number, directory: Directory) {
  const wrong = (at: number, message: string, hint: string) => ({
    column: 1 + fields.slice(0, at).reduce((sum, field) => sum + field.length + 1, 0),
    message,
    hint,
  });
  const [imsi = '', domainName = '', network = '', since = '', grade = 'plausible'] = fields;
  if (fields.length !== width)
    return wrong(0, `${fields.length} fields, expected ${width}`, 'see the head');
  if (!/^[0-9]{6,15}$/.test(imsi)) return wrong(0, 'no IMSI', 'write 6 to 15 digits');
  if (!domains.includes(domainName)) return wrong(1, 'no domain', `write ${domains.join(', ')}`);
  const party = directory.byId(network);
  if (party === undefined || party.definition === undefined)
    return wrong(2, 'no configured network', suggestion(network, idsOf(directory)));
  const time = parseTime(since);
  if (time === undefined || time < 0n) return wrong(3, 'no time', 'write 2018-01-31T12:00:00Z');
  if (!grades.includes(grade)) return wrong(4, 'no grade', `write ${grades.join(', ')}`);
  return {
    imsi,
    domain: domain[domainName as keyof typeof domain],
    party: party.number,
    sinceSeconds: Number(time / 1_000_000_000n),
    grade: claim_grade[grade as keyof typeof claim_grade],
  };
}

function idsOf(directory: Directory): string[] {
  return directory.parties.filter((one) => one.definition !== undefined).map((one) => one.id);
}

/** How many were taken: the first row of a subscriber and domain counts. */
export function restoreState(engine: Engine, rows: readonly StateRow[]): number {
  let taken = 0;
  for (const row of rows)
    if (engine.restoreClaim(row.imsi, row.domain, row.party, row.sinceSeconds, row.grade))
      taken += 1;
  return taken;
}
