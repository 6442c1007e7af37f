// SPDX-License-Identifier: Apache-2.0
// Networks from a CSV, one address a line, under the columns of knowledge-text.ts in any order and
// with others beside them. What it says of a network and a period is taken as the whole of it. Each
// line that is wrong is reported with its place and left out; the rest goes on.
import type { Problem } from '../base/errors.ts';
import { suggestion } from '../base/nearest.ts';
import { network_limit } from '../schema/network-image.ts';
import { builtInTables } from './built-in.ts';
import { DAY_MIN, parseDay } from './day.ts';
import { emptyNetwork, type NetworkDefinition } from './definition.ts';
import { isDigits, parsePlmn } from './digits.ts';
import type { Origin, Snapshot } from './history.ts';
import { csvColumns } from './knowledge-text.ts';
import { type AddressKind, addressKeys } from './overlaps.ts';
import { parsePointCode } from './point-code.ts';
import { distinctPrefixes, prefixesOfRange } from './ranges.ts';
import { isFictional } from './territory.ts';

/** Bounds; a file that passes one is refused with the bound's name. */
export const csv_limit = { octets: 256 * 1024 * 1024, rows: 4_000_000, field: 1024 } as const;

export interface CsvImport {
  readonly snapshots: readonly Snapshot[];
  readonly reports: readonly Problem[];
  readonly rows: number;
}

type Column = (typeof csvColumns)[number];
type Kind = AddressKind | 'territories';

interface Field {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const REPORTS_MAX = 1000;
const kinds: readonly Kind[] = [...addressKeys, 'territories'];

/** `since` is the first day of lines that tell none. */
export function readNetworkCsv(
  text: string,
  file: string,
  origin: Origin,
  since: number | undefined,
): CsvImport {
  const reading = new Reading(file, origin, since);
  for (const record of records(text.replace(/^\ufeff/, ''))) reading.take(record);
  return reading.result();
}

class Reading {
  readonly #file: string;
  readonly #origin: Origin;
  readonly #since: number | undefined;
  readonly #reports: Problem[] = [];
  readonly #periods = new Map<string, Period>();
  #columns: ReadonlyMap<Column, number> | undefined;
  #rows = 0;

  constructor(file: string, origin: Origin, since: number | undefined) {
    this.#file = file;
    this.#origin = origin;
    this.#since = since;
  }

  take(record: readonly Field[]): void {
    if (this.#columns === undefined) {
      this.#columns = this.#head(record);
      return;
    }
    if (record.length === 1 && record[0]!.text === '') return;
    if (++this.#rows > csv_limit.rows) {
      this.#tellCut(record[0]!);
      return;
    }
    const of = (column: Column): Field => {
      const at = this.#columns!.get(column);
      return (at === undefined ? undefined : record[at]) ?? { ...record[0]!, text: '' };
    };
    const id = of('network');
    if (!/^[a-z0-9-]{1,64}$/.test(id.text)) {
      this.#wrong(id, 'no id of a network', '1 to 64 lower-case letters, digits and hyphens');
      return;
    }
    const from = this.#day(of('valid_from'));
    const until = this.#day(of('valid_until'));
    if (from === 'wrong' || until === 'wrong') return;
    const period = this.#period(id.text, from ?? this.#since, until);
    period.name ||= of('name').text;
    period.operator ||= of('operator').text;
    period.source ||= of('source').text;
    this.#takeAddress(period, of('kind'), of('value'));
  }

  result(): CsvImport {
    if (this.#columns === undefined)
      this.#reports.push({ file: this.#file, line: 1, message: 'no line', hint: HEAD_HINT });
    const snapshots = [...this.#periods.values()].map((period) => ({
      day: period.from ?? DAY_MIN,
      until: period.until,
      network: definitionOf(period, this.#file),
      origin: { ...this.#origin, date: period.from },
    }));
    return { snapshots, reports: this.#reports, rows: this.#rows };
  }

  /** Once. */
  #tellCut({ line }: Field): void {
    if (this.#rows > csv_limit.rows + 1) return;
    const message = `more than ${csv_limit.rows} lines (rows)`;
    this.#reports.push({
      file: this.#file,
      line,
      message,
      hint: 'the rest was left out; split it',
    });
  }

  #head(record: readonly Field[]): ReadonlyMap<Column, number> {
    const columns = new Map<Column, number>();
    for (const [index, { text }] of record.entries()) {
      const column = csvColumns.find((one) => one === text.trim().toLowerCase());
      if (column !== undefined) columns.set(column, index);
      else this.#wrong(record[index]!, 'no column that is known', suggestion(text, csvColumns));
    }
    for (const column of ['network', 'kind', 'value'] as const)
      if (!columns.has(column))
        this.#wrong(record[0]!, `no head with the column "${column}"`, HEAD_HINT);
    return columns;
  }

  #period(id: string, from: number | undefined, until: number | undefined): Period {
    const key = `${id} ${from} ${until}`;
    const known = this.#periods.get(key);
    if (known !== undefined) return known;
    const period: Period = {
      id,
      from,
      until,
      name: '',
      operator: '',
      source: '',
      lists: new Map(),
    };
    this.#periods.set(key, period);
    return period;
  }

  #takeAddress(period: Period, kind: Field, value: Field): void {
    const known = kinds.find((one) => one === kind.text);
    if (known === undefined) {
      this.#wrong(kind, 'no kind of address', suggestion(kind.text, kinds));
      return;
    }
    const items = readers[known](value.text.trim());
    if (items === undefined) {
      this.#wrong(value, `no ${forms[known]}`, 'this line was left out');
      return;
    }
    const list = period.lists.get(known) ?? [];
    list.push(...items);
    period.lists.set(known, list);
  }

  #day(field: Field): number | undefined | 'wrong' {
    if (field.text === '') return undefined;
    const day = parseDay(field.text);
    if (day !== undefined) return day;
    this.#wrong(field, 'no date', 'write 2018-01-31');
    return 'wrong';
  }

  #wrong({ text, line, column }: Field, what: string, hint: string): void {
    if (this.#reports.length < REPORTS_MAX)
      this.#reports.push({
        file: this.#file,
        line,
        column,
        message: `${JSON.stringify(text.slice(0, 40))} is ${what}`,
        hint,
      });
  }
}

const HEAD_HINT = `the first line is ${csvColumns.join(',')}`;

interface Period {
  readonly id: string;
  readonly from: number | undefined;
  readonly until: number | undefined;
  name: string;
  operator: string;
  source: string;
  readonly lists: Map<Kind, string[]>;
}

const forms: Readonly<Record<Kind, string>> = {
  plmn: 'MCC-MNC, as 001-01',
  imsi: 'prefix or range of an IMSI, 6 to 15 digits',
  global_titles: 'prefix or range of digits, as 99901 or 9990100-9990199',
  msisdn: 'prefix or range of digits, as 99901 or 9990100-9990199',
  mobile_global_titles: 'prefix or range of digits, as 99901 or 9990100-9990199',
  gsm_scf: 'prefix or range of digits, as 99901 or 9990100-9990199',
  realms: 'realm or host name',
  point_codes: 'point code, as 2-016-0 or 4224',
  territories: 'territory, two capital letters',
};

const REALM = /^(?=.{1,255}$)[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9](?:[a-z0-9_-]{0,62}))*$/;

function prefixes(text: string, least: number): string[] | undefined {
  const [first, last = first] = text.split('-') as [string, string?];
  const most = network_limit.prefix_digits;
  const isRange = isDigits(first, least, most) && isDigits(last, least, most);
  if (!isRange || first.length !== last.length || first > last) return undefined;
  return first === last ? [first] : prefixesOfRange(first, last);
}

const readers: Readonly<Record<Kind, (text: string) => string[] | undefined>> = {
  plmn: (text) => (parsePlmn(text) === undefined ? undefined : [text]),
  imsi: (text) => prefixes(text, 6),
  global_titles: (text) => prefixes(text, 1),
  msisdn: (text) => prefixes(text, 1),
  mobile_global_titles: (text) => prefixes(text, 1),
  gsm_scf: (text) => prefixes(text, 1),
  realms: (text) => (REALM.test(text.toLowerCase()) ? [text.toLowerCase()] : undefined),
  point_codes: (text) => (parsePointCode(text) === undefined ? undefined : [text]),
  territories: (text) =>
    builtInTables().territories.has(text) || isFictional(text) ? [text] : undefined,
};

function definitionOf(period: Period, file: string): NetworkDefinition {
  const list = (kind: Kind) => [...new Set(period.lists.get(kind) ?? [])];
  const prefixesOf = (kind: Kind) => distinctPrefixes(list(kind));
  return {
    ...emptyNetwork,
    id: period.id,
    name: period.name || period.id,
    operator: /^[a-z0-9-]{1,64}$/.test(period.operator) ? period.operator : period.id,
    territories: list('territories'),
    plmn: list('plmn').flatMap((text) => parsePlmn(text) ?? []),
    imsi: prefixesOf('imsi'),
    globalTitles: prefixesOf('global_titles'),
    msisdn: prefixesOf('msisdn'),
    mobileGlobalTitles: prefixesOf('mobile_global_titles'),
    realms: list('realms'),
    pointCodes: list('point_codes').flatMap((text) => parsePointCode(text) ?? []),
    gsmScf: prefixesOf('gsm_scf'),
    source: period.source || `CSV ${file.slice(file.lastIndexOf('/') + 1)}`,
  };
}

/** RFC 4180, lines ended by LF or CRLF. A quote that is not closed ends with the text. */
function* records(text: string): Generator<Field[]> {
  let [at, line, start] = [0, 1, 0];
  let record: Field[] = [];
  while (at <= text.length) {
    const place = { line, column: at - start + 1 };
    let content = '';
    if (text[at] === '"') {
      const from = at + 1;
      at = closingQuote(text, from);
      content = text.slice(from, at).replaceAll('""', '"');
      for (const { index } of text.slice(from, at).matchAll(/\n/g)) {
        line++;
        start = from + index + 1;
      }
      at++;
    }
    const end = fieldEnd(text, at);
    content += text.slice(at, end).replace(/\r$/, '');
    at = end + 1;
    record.push({ text: content.slice(0, csv_limit.field), ...place });
    if (text[end] === ',') continue;
    yield record;
    record = [];
    line++;
    start = at;
    if (at >= text.length) return;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

function fieldEnd(text: string, from: number): number {
  const separator = /[,\n]/g;
  separator.lastIndex = from;
  return separator.exec(text)?.index ?? text.length;
}
