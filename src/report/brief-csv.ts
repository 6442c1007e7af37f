// SPDX-License-Identifier: Apache-2.0
// Tables of the brief report as CSV (RFC 4180): one table a call, a header line, full stops in
// numbers, an empty cell where a number is suppressed.
import type { Brief } from './brief.ts';

export const csvTables = [
  'sources',
  'whereabouts',
  'outcomes',
  'overlap',
  'attributions',
  'coverage',
] as const;
export type CsvTable = (typeof csvTables)[number];

type Row = Readonly<Record<string, string | number | null>>;

export function briefCsv(brief: Brief, table: CsvTable): string {
  const rows = tableRows(brief, table);
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((name) => cell(row[name] ?? null)).join(','));
  return [columns.map(cell).join(','), ...lines].join('\r\n');
}

function tableRows(brief: Brief, table: CsvTable): Row[] {
  switch (table) {
    case 'sources':
      return [...brief.totals, ...brief.periods].flatMap(({ month, technology, rows }) =>
        rows.map(({ territories, ...row }) => ({
          month,
          technology,
          ...row,
          territories: territories.join(' '),
        })),
      );
    case 'whereabouts':
      return brief.whereabouts.map(({ network, name, no, yes, unknown }) => ({
        network,
        name,
        at_home: no,
        abroad: yes,
        unknown,
      }));
    case 'outcomes':
      return brief.outcomes.map((row) => ({ ...row }));
    case 'overlap':
      return brief.overlap.pairs.map(
        ({ nameA, nameB, shared, jaccard, lagWeeks, aFirst, since }) => ({
          a: nameA,
          b: nameB,
          shared,
          jaccard,
          lag_weeks: lagWeeks,
          a_first: aFirst,
          since,
        }),
      );
    case 'attributions':
      return brief.attributions.map((one) => ({ ...one }));
    case 'coverage':
      return coverageRows(brief);
  }
}

function coverageRows({ coverage }: Brief): Row[] {
  const groups: Record<string, Readonly<Record<string, number>>> = {
    read: { imports: coverage.imports, frames: coverage.frames, ...coverage.messages },
    undecoded: coverage.undecoded,
    one_sided: coverage.oneSided,
    lost: coverage.lost,
    verdicts: coverage.verdicts,
    unjudged: coverage.unjudged,
  };
  return Object.entries(groups).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => ({ group, name, value })),
  );
}

/** Quoted where needed; a leading sign that a spreadsheet would take for a formula is made text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
