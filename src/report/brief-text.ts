// SPDX-License-Identifier: Apache-2.0
// The brief report as text for a terminal or a mail: tables with small bars, the fixed sentence for
// each network named, and the coverage at the end.
import { technologyTitle } from '../base/message-counts.ts';
import { printable } from '../session/text.ts';
import type { Brief, NamedOverlap, OutcomeRow, PeriodTable, SourceRow } from './brief.ts';
import { targetsMin } from './suppress.ts';

const barWidth = 20;
const nameWidth = 34;
const dateLength = '2019-04-02'.length;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
/** In a number's place: fewer than five targets, or a number that would give such a one away. */
const suppressed = '*';

/**
 * A bar of at most `width` characters, in eighths of a character; something is drawn for anything
 * above 0.
 */
export function bar(share: number, width = barWidth): string {
  const parts = Math.max(share > 0 ? 1 : 0, Math.round(Math.min(1, share) * width * 8));
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8];
}

export function briefText(brief: Brief): string {
  return [
    ...head(brief),
    ...section('1  Sources', brief.totals.flatMap(periodLines)),
    ...section(
      '   Sources by month',
      brief.periods.length > brief.totals.length
        ? brief.totals.flatMap((total) => monthLines(total, brief.periods))
        : [],
    ),
    ...section('2  Subscriber at home or abroad', whereaboutLines(brief)),
    ...section('3  Outcome', brief.outcomes.flatMap(outcomeLines)),
    ...section('4  Overlap of the top sources’ targets', overlapLines(brief)),
    ...section('5  Whose addresses', attributionLines(brief)),
    ...section('6  Coverage', coverageLines(brief)),
    ...section(
      '7  How this was counted',
      brief.method.flatMap((one) => paragraph(one, '  ')),
    ),
  ].join('\n');
}

function head(brief: Brief): string[] {
  const title = `Brief report on flagged signalling${brief.isInternal ? ' (internal)' : ''}`;
  if (brief.sessions === 0) return [title, '', 'No session was flagged.'];
  const what =
    brief.sessions === null
      ? `flagged sessions about fewer than ${targetsMin} subscribers`
      : `${count(brief.sessions)} flagged sessions`;
  return [
    title,
    `${what}, ${brief.first.slice(0, dateLength)} to ${brief.last.slice(0, dateLength)}`,
    `${brief.product}, rule set ${brief.ruleSets.join(', ')}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, '', ...lines];
}

function periodLines(period: PeriodTable): string[] {
  const heading = `${period.month === '' ? 'whole period' : period.month}  ${period.technology}`;
  const most = Math.max(...period.rows.map((row) => row.share ?? 0));
  const titles = `${'sessions'.padStart(9)} ${'share'.padStart(7)} ${'targets'.padStart(8)}`;
  return [
    `  ${pad(heading, nameWidth + barWidth + 5)} ${titles}`,
    ...period.rows.map((row) => sourceLine(row, most)),
    '',
  ];
}

const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Above this many months each gets one column instead of two. */
const monthsWide = 36;

/** One strip a source, one mark a month: who was busy when, and who follows whom, at a glance. */
function monthLines(total: PeriodTable, periods: readonly PeriodTable[]): string[] {
  const tables = new Map(
    periods.filter((one) => one.technology === total.technology).map((one) => [one.month, one]),
  );
  const known = [...tables.keys()].sort();
  const months = monthsBetween(known[0], known.at(-1));
  const gap = months.length > monthsWide ? '' : ' ';
  const cells = (network: string) =>
    months.map((month) => {
      const rows = tables.get(month)?.rows ?? [];
      const row = rows.find((one) => one.network === network);
      // Absent beside a merged row, a network may stand in that row: not nothing, not told.
      if (row === undefined) return rows.some((one) => one.network === '') ? null : 0;
      return row.sessions;
    });
  const rows = total.rows.map((row) => ({ row, cells: cells(row.network) }));
  // A network that is merged into "other networks" in some month stands there, not in its own row.
  if (!total.rows.some((row) => row.network === '')) {
    const merged = cells('');
    if (merged.some((cell) => cell !== 0))
      rows.push({ row: { name: 'other networks' } as SourceRow, cells: merged });
  }
  const most = Math.max(1, ...rows.flatMap((one) => one.cells.map((cell) => cell ?? 0)));
  const mark = (cell: number | null) => {
    if (cell === null) return suppressed;
    return cell === 0 ? '·' : (heights[Math.ceil((cell / most) * heights.length) - 1] ?? '█');
  };
  const hides = rows.some((one) => one.cells.includes(null));
  return [
    `  ${pad(total.technology, nameWidth)} ${yearAxis(months, gap.length + 1)}`,
    ...rows.map(
      (one) => `  ${pad(printable(one.row.name), nameWidth)} ${one.cells.map(mark).join(gap)}`,
    ),
    `  ${pad('', nameWidth)} ${months[0] ?? ''} to ${months.at(-1) ?? ''}; ` +
      `█ is ${count(most)} sessions, · none${hides ? `, ${suppressed} suppressed` : ''}`,
    '',
  ];
}

/** Years above the columns of their first month. */
function yearAxis(months: readonly string[], width: number): string {
  let axis = '';
  for (const [index, month] of months.entries())
    if ((index === 0 || month.endsWith('-01')) && axis.length <= index * width)
      axis = axis.padEnd(index * width) + month.slice(0, 4);
  return axis;
}

function monthsBetween(first: string | undefined, last: string | undefined): string[] {
  const months: string[] = [];
  if (first === undefined || last === undefined) return months;
  let [year = 0, month = 1] = first.split('-').map(Number);
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    months.push(text);
    if (text >= last) return months;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

function sourceLine(row: SourceRow, most: number): string {
  const rank = row.rank === 0 ? '' : String(row.rank);
  const places = row.territories.length === 0 ? '' : ` (${row.territories.join(', ')})`;
  const drawn = bar(most > 0 ? (row.share ?? 0) / most : 0);
  const share = row.share === null ? suppressed : percent(row.share);
  const cells = [
    rank.padStart(3),
    pad(printable(row.name + places), nameWidth),
    drawn.padEnd(barWidth),
    count(row.sessions).padStart(9),
    share.padStart(7),
    count(row.targets).padStart(8),
  ];
  return `  ${cells.join(' ')}`;
}

function whereaboutLines({ whereabouts }: Brief): string[] {
  if (whereabouts.length === 0) return [];
  const titles = ['at home', 'abroad', 'unknown'].map((one) => one.padStart(9)).join(' ');
  return [
    `  ${pad('', nameWidth)} ${titles}`,
    ...whereabouts.map((row) => {
      const cells = [row.no, row.yes, row.unknown].map((one) => count(one).padStart(9));
      return `  ${pad(printable(row.name), nameWidth)} ${cells.join(' ')}`;
    }),
  ];
}

function outcomeLines(row: OutcomeRow): string[] {
  const step = (name: string, value: number | null, depth: number): string => {
    const ofAll =
      value !== null && row.attempts !== null && row.attempts > 0
        ? value / row.attempts
        : undefined;
    const label = pad(`${'  '.repeat(depth)}${name}`, nameWidth);
    const share = ofAll === undefined ? '' : percent(ofAll);
    const drawn = bar(ofAll ?? 0).padEnd(barWidth);
    return `  ${label} ${drawn} ${count(value).padStart(9)} ${share.padStart(7)}`;
  };
  return [
    `  ${row.technology}`,
    step('attempts', row.attempts, 0),
    step('reached the node', row.reached, 0),
    step('answered', row.answered, 1),
    step('with a location', row.location, 2),
    step('with the serving node', row.serving_node, 2),
    step('with the IMSI', row.imsi, 2),
    step('with authentication vectors', row.vectors, 2),
    step('refused by the node', row.refused, 1),
    step('blocked before the node', row.blocked, 0),
    step('unanswered', row.unanswered, 0),
    step('outcome not observable', row.not_observable, 0),
    ...(row.open === 0 ? [] : [step('still open at the end of the capture', row.open, 0)]),
    '',
  ];
}

function overlapLines({ overlap }: Brief): string[] {
  const { pairs, hidden, caveat } = overlap;
  if (pairs.length + hidden === 0) return ['  No two of them approached the same subscriber.'];
  const besides = pairs.length === 0 ? '' : 'besides, ';
  const less = `${besides}${count(hidden)} pairs with fewer than ${targetsMin} targets in common`;
  return [
    ...pairs.flatMap(pairLines),
    ...(hidden === 0 ? [] : [`  ${less}`]),
    '',
    ...paragraph(caveat, '  '),
  ];
}

function pairLines(pair: NamedOverlap): string[] {
  const first = pair.aFirst >= 0.5 ? pair.nameA : pair.nameB;
  const share = Math.max(pair.aFirst, 1 - pair.aFirst);
  const ofBoth = `${percent(pair.jaccard)} of all targets of both`;
  const order =
    share === 0.5
      ? 'neither came first more often'
      : `${printable(first)} came first to ${percent(share)} of them`;
  return [
    `  ${printable(pair.nameA)} and ${printable(pair.nameB)}`,
    `      ${count(pair.shared)} targets in common since ${pair.since}, ${ofBoth}`,
    `      ${order}; median lag ${Math.abs(pair.lagWeeks).toFixed(1)} weeks`,
  ];
}

function attributionLines({ attributions }: Brief): string[] {
  return attributions.flatMap((one) => [
    ...paragraph(printable(one.sentence), '  '),
    `  Response of the named network: ${printable(one.response)}.`,
    '',
  ]);
}

function coverageLines({ coverage, uncounted }: Brief): string[] {
  const { messages } = coverage;
  const pairs = (record: Readonly<Record<string, number>>, none: string): string => {
    const entries = Object.entries(record).sort((a, b) => b[1] - a[1]);
    return entries.length === 0
      ? none
      : entries.map(([name, value]) => `${name} ${count(value)}`).join(', ');
  };
  if (coverage.imports === 0) {
    return ['  The store holds no summary of an import: what was not seen is not known here.'];
  }
  const row = (name: string, text: string): string[] =>
    paragraph(text, '    ').map((line, i) =>
      i === 0 ? `  ${name.padEnd(18)}${line.trimStart()}` : `${' '.repeat(16)}${line}`,
    );
  return [
    ...row('read', `${count(coverage.imports)} imports, ${coverage.first} to ${coverage.last}`),
    ...row('frames', count(coverage.frames)),
    ...row(
      'messages',
      pairs(
        Object.fromEntries(
          Object.entries(messages).map(([name, value]) => [technologyTitle(name), value]),
        ),
        '',
      ),
    ),
    ...row('not decoded', pairs(coverage.undecoded, 'none')),
    ...row('one side only', pairs(coverage.oneSided, 'none')),
    ...row('lost', pairs(coverage.lost, 'nothing')),
    ...row('requests', pairs(coverage.verdicts, 'none judged')),
    ...row('not judged', pairs(coverage.unjudged, 'none')),
    ...(uncounted === 0
      ? []
      : row('not counted', `${count(uncounted)} sessions of rules in test or learn mode`)),
  ];
}

/** Thousands apart by a comma; null is a suppressed cell. */
function count(value: number | null): string {
  return value === null ? suppressed : value.toLocaleString('en-GB');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function pad(text: string, width: number): string {
  const points = [...text];
  if (points.length > width) return `${points.slice(0, width - 1).join('')}…`;
  return text + ' '.repeat(width - points.length);
}

const textWidth = 96;

function paragraph(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > textWidth) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
