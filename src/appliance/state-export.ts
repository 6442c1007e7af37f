// SPDX-License-Identifier: Apache-2.0
// Who is served where, out of an operator's own registers: an export of HLR, HSS or VLR as CSV with a
// head, or as one JSON object a line, the same names in both. It becomes a state image
// (src/schema/state-image.ts), which an engine takes over. Messages name a column and what it must
// be, never what stands there of a subscriber; all problems of a file come at once, the first hundred
// of them, and nothing is taken from a file that has one.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { exitCode, failure, type Problem, ProductError } from '../base/errors.ts';
import { lineOctetsMax, linesOf } from '../base/lines.ts';
import { suggestion } from '../base/nearest.ts';
import { parseTime } from '../base/time.ts';
import type { Directory } from '../network/directory.ts';
import { Lookup } from '../network/lookup.ts';
import { limits } from '../schema/limits.ts';
import { layout } from '../schema/state-image.ts';
import { claim_grade, domain } from '../schema/tables.ts';

export const exportColumns = ['imsi', 'msisdn', 'cs', 'ps', 'eps', 'since', 'grade'] as const;
type ColumnName = (typeof exportColumns)[number];

/** A node that belongs to no known network: where it first stood, and how often. */
export interface Unplaced {
  readonly node: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  rows: number;
}

export interface ExportRead {
  readonly path: string;
  readonly kind: 'csv' | 'json';
  readonly rows: number;
}

const problemsMax = 100;
const domains = ['cs', 'ps', 'eps'] as const;
const grades = ['claimed', 'plausible', 'corroborated'] as const;
const othersMayRead = 0o077;
const headHint = `write imsi, a domain (${domains.join(', ')}) and since; msisdn and grade may follow`;

interface Field {
  readonly text: string;
  readonly column: number;
}
type Fields = Partial<Record<ColumnName, Field>>;

/** Reads exports one after the other into one image. */
export class StateExports {
  readonly read: ExportRead[] = [];
  readonly unplaced = new Map<string, Unplaced>();
  readonly #directory: Directory;
  readonly #lookup: Lookup;
  readonly #asOf_s: number;
  readonly #parties = new Map<string, number>();
  readonly #claims = new Rows(layout.claim.octets, limits.subscribers.value * domains.length);
  readonly #numbers = new Rows(layout.number.octets, limits.identities.value);
  #problems: Problem[] = [];
  #file = '';
  #line = 0;

  /** `asOf`: packet time at which the exports were taken, ns. Nodes are looked up as of then. */
  constructor(directory: Directory, asOf: bigint) {
    this.#directory = directory;
    this.#asOf_s = Number(asOf / 1_000_000_000n);
    this.#lookup = new Lookup(directory, Math.floor(this.#asOf_s / 86_400));
  }

  /** Takes one file. @throws ProductError with everything that is wrong with it. */
  take(path: string, onOctets?: (octets: number) => void): void {
    requirePrivate(path);
    this.#file = path;
    this.#line = 0;
    this.#problems = [];
    let rows = 0;
    let columns: readonly (ColumnName | undefined)[] | undefined;
    let kind: 'csv' | 'json' | undefined;
    for (const line of linesOf(path, onOctets)) {
      this.#line += 1;
      const content = this.#line === 1 ? line.replace(/^\ufeff/, '') : line;
      if (this.#problems.length >= problemsMax) break;
      if (content.trim() === '') continue;
      if (content.length > lineOctetsMax) {
        this.#wrong(1, `a line longer than ${lineOctetsMax} octets`, 'is it such an export?');
        continue;
      }
      kind ??= content.startsWith('{') ? 'json' : 'csv';
      if (kind === 'csv' && columns === undefined) {
        columns = this.#head(splitLine(content));
        if (this.#problems.length > 0) break; // every row would be wrong
        continue;
      }
      rows += 1;
      const fields = kind === 'json' ? this.#object(content) : this.#row(content, columns ?? []);
      if (fields !== undefined) this.#subscriber(fields);
    }
    if (kind === undefined) this.#wrong(1, 'nothing stands in it', headHint);
    if (this.#problems.length > 0) throw new ProductError(exitCode.configuration, this.#problems);
    this.read.push({ path, kind: kind ?? 'csv', rows });
  }

  /** What was read, in the numbers of the directory. */
  image(): Buffer {
    const header = Buffer.alloc(layout.header_octets);
    const sections = [this.#claims.octets, this.#numbers.octets];
    const size = sections.reduce((sum, one) => sum + one.length, header.length);
    header.writeUInt32LE(layout.magic, layout.magic_at);
    header.writeUInt32LE(layout.version, layout.version_at);
    header.writeUInt32LE(size, layout.size_at);
    header.writeUInt32LE(this.#asOf_s, layout.as_of_at);
    header.writeUInt32LE(this.#claims.count, layout.claim_count_at);
    header.writeUInt32LE(this.#numbers.count, layout.number_count_at);
    return Buffer.concat([header, ...sections]);
  }

  #wrong(column: number, message: string, hint: string): void {
    this.#problems.push({ file: this.#file, line: this.#line, column, message, hint });
  }

  #head(fields: readonly Field[]): (ColumnName | undefined)[] {
    const columns = fields.map(({ text, column }) => {
      const name = text.trim().toLowerCase();
      const known = exportColumns.find((one) => one === name);
      if (known === undefined)
        this.#wrong(column, 'no column that is known', suggestion(name, exportColumns));
      return known;
    });
    const has = (name: ColumnName) => columns.includes(name);
    if (!has('imsi') || !has('since') || !domains.some(has))
      this.#wrong(1, 'the head names no subscriber, no time or no domain', headHint);
    return columns;
  }

  #row(line: string, columns: readonly (ColumnName | undefined)[]): Fields | undefined {
    const fields = splitLine(line);
    if (fields.length !== columns.length) {
      this.#wrong(1, `${fields.length} fields, expected ${columns.length}`, 'see the head');
      return undefined;
    }
    const named: Fields = {};
    for (const [i, field] of fields.entries()) {
      const name = columns[i];
      if (name !== undefined && field.text !== '') named[name] = field;
    }
    return named;
  }

  #object(line: string): Fields | undefined {
    let object: unknown;
    try {
      object = JSON.parse(line);
    } catch {
      // The message of the parser would repeat the line.
    }
    if (typeof object !== 'object' || object === null || Array.isArray(object)) {
      this.#wrong(1, 'no JSON object', 'write one object a line');
      return undefined;
    }
    const named: Fields = {};
    for (const [name, value] of Object.entries(object)) {
      const column = 1 + Math.max(0, line.indexOf(JSON.stringify(name)));
      const known = exportColumns.find((one) => one === name);
      if (known === undefined)
        this.#wrong(column, 'no name that is known', suggestion(name, exportColumns));
      else if (value !== null && typeof value !== 'string')
        this.#wrong(column, `${name} is no text`, 'numbers lose zeros: put it in quotes');
      else if (value !== null && value !== '') named[known] = { text: value, column };
    }
    return named;
  }

  #subscriber(fields: Fields): void {
    const before = this.#problems.length;
    const digits = (name: 'imsi' | 'msisdn', least: number) => {
      const { text, column } = fields[name] ?? { text: '', column: 1 };
      if (text === '' && name === 'msisdn') return undefined;
      const plain = name === 'msisdn' ? text.replace(/^\+/, '') : text;
      if (plain.length >= least && /^[0-9]{1,15}$/.test(plain)) return plain;
      const what = name === 'imsi' ? 'IMSI' : 'MSISDN in international form';
      return this.#wrong(column, `no ${what}`, `write ${least} to 15 digits`);
    };
    const imsi = digits('imsi', 6);
    const msisdn = digits('msisdn', 5);
    const since_s = this.#time(fields.since);
    const grade = this.#grade(fields.grade);
    const places = domains.flatMap((name) => {
      const field = fields[name];
      return field === undefined ? [] : [{ domain: domain[name], party: this.#party(field) }];
    });
    if (this.#problems.length > before || imsi === undefined || since_s === undefined) return;
    for (const { domain: of, party } of places)
      if (party > 0) this.#addClaim(imsi, since_s, party, of, grade);
    if (msisdn !== undefined) this.#addNumber(msisdn, imsi, since_s);
  }

  #time(field: Field | undefined): number | undefined {
    const time = field === undefined ? undefined : parseTime(field.text);
    if (field === undefined || time === undefined || time < 0n) {
      this.#wrong(field?.column ?? 1, 'no time in since', 'write 2018-01-31T12:00:00Z');
      return undefined;
    }
    const since_s = Number(time / 1_000_000_000n);
    if (since_s <= this.#asOf_s) return since_s;
    this.#wrong(field.column, 'since is later than the export', 'see --as-of');
    return undefined;
  }

  #grade(field: Field | undefined): number {
    const grade = grades.find((one) => one === (field?.text ?? 'plausible'));
    if (grade !== undefined) return claim_grade[grade];
    this.#wrong(field?.column ?? 1, 'no grade', `write ${grades.join(', ')}`);
    return claim_grade.none;
  }

  /** Number of the network; 0 for a node of nobody known, which is told and no mistake. */
  #party({ text, column }: Field): number {
    let party = this.#parties.get(text);
    if (party === undefined) {
      party = this.#find(text);
      if (party === undefined) {
        const ids = this.#directory.parties.flatMap((one) => (one.definition ? [one.id] : []));
        this.#wrong(column, 'no network, global title or host', suggestion(text, ids));
        return 0;
      }
      this.#parties.set(text, party);
    }
    if (party > 0) return party;
    const known = this.unplaced.get(text);
    if (known !== undefined) known.rows += 1;
    else {
      const place = { file: this.#file, line: this.#line, column };
      this.unplaced.set(text, { node: text, ...place, rows: 1 });
    }
    return 0;
  }

  #find(text: string): number | undefined {
    const network = this.#directory.byId(text);
    if (network?.definition !== undefined) return network.number;
    if (/^\+?[0-9]{5,15}$/.test(text))
      return this.#lookup.answer('title', text.replace(/^\+/, '')).party.number;
    if (/^(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i.test(text))
      return this.#lookup.answer('realm', text).party.number;
    return undefined;
  }

  #addClaim(imsi: string, since_s: number, party: number, of: number, grade: number): void {
    const [octets, at] = this.#claims.next(this.#file);
    octets.writeBigUInt64LE(BigInt(`0x${imsi.padEnd(16, '0')}`), at + layout.claim.imsi_at);
    octets.writeUInt32LE(since_s, at + layout.claim.since_at);
    octets.writeUInt32LE(since_s, at + layout.claim.seen_at);
    octets.writeUInt16LE(party, at + layout.claim.party_at);
    octets.writeUInt8(of, at + layout.claim.domain_at);
    octets.writeUInt8(grade, at + layout.claim.grade_at);
  }

  #addNumber(msisdn: string, imsi: string, seen_s: number): void {
    const [octets, at] = this.#numbers.next(this.#file);
    octets.writeBigUInt64LE(counted(msisdn), at + layout.number.msisdn_at);
    octets.writeBigUInt64LE(counted(imsi), at + layout.number.imsi_at);
    octets.writeUInt32LE(seen_s, at + layout.number.seen_at);
  }
}

/** Rows of one size in memory that grows by doubling. */
class Rows {
  readonly #size: number;
  readonly #most: number;
  #memory = Buffer.alloc(1 << 16);
  count = 0;

  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  get octets(): Buffer {
    return this.#memory.subarray(0, this.count * this.#size);
  }

  /** Where the next row is to be written; its octets are zero. */
  next(file: string): [Buffer, number] {
    if (this.count === this.#most)
      throw failure(
        exitCode.failed,
        `${file}: more than ${this.#most} rows, which is what the tables hold`,
        'leave out who has not been active for long',
      );
    const at = this.count * this.#size;
    if (at + this.#size > this.#memory.length)
      this.#memory = Buffer.concat([this.#memory, Buffer.alloc(this.#memory.length)]);
    this.count += 1;
    return [this.#memory, at];
  }
}

/** BCD, first digit on top, and in the last nibble how many. */
function counted(digits: string): bigint {
  return BigInt(`0x${digits.padEnd(15, '0')}${digits.length.toString(16)}`);
}

/** Fields of a line (RFC 4180 without line breaks in fields), each with its column. */
function splitLine(line: string): Field[] {
  const fields: Field[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g)) {
    const [whole, quoted, plain] = match;
    const text = quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
    fields.push({ text, column: match.index + (whole.startsWith(',') ? 2 : 1) });
  }
  return fields;
}

/** The mode is asked of the open file: it tells where people are. */
function requirePrivate(path: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    if ((fstatSync(descriptor).mode & othersMayRead) !== 0)
      throw failure(
        exitCode.configuration,
        `${path}: others than its owner may read it, and it tells where people are`,
        `chmod 600 ${path}`,
      );
    readSync(descriptor, Buffer.alloc(1), 0, 1, 0);
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw failure(exitCode.configuration, `${path}: cannot be read (${code})`, 'check the path');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
