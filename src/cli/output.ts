// SPDX-License-Identifier: Apache-2.0
// The one place that writes to the terminal. Data goes to stdout and can be piped; talk goes to
// stderr. Colour and progress appear only on a terminal and never with NO_COLOR. Nothing else in
// src/ may call console or process.stdout.

import { writeSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import pc from 'picocolors';
import { exitCode, formatProblem, type Problem } from '../base/errors.ts';
import { wrap } from '../base/wrap.ts';
import { printable } from '../session/text.ts';

const colours = pc.createColors(
  process.stdout.isTTY === true && !process.env.NO_COLOR && !process.argv.includes('--no-color'),
);

/** Colours for stdout; identity functions when stdout is not a terminal. */
export const paint = colours;

// A reader that closes the pipe early (`| head`) is no failure; a full disk behind `>` is one.
process.stdout.on('error', leave);
process.stderr.on('error', () => {});

function leave(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(exitCode.ok);
  process.stderr.write(`error: standard output: ${error.message}\n`);
  process.exit(exitCode.failed);
}

/** Milliseconds to wait for a reader that is slower than we are. */
const patience_ms = 2;
const waiting = new Int32Array(new SharedArrayBuffer(4));

/**
 * Written at once and to the end. The stream of Node would take everything into memory while the
 * reader pauses (a pager does), and would tell of a closed pipe only when the command pauses.
 */
function put(chunk: string | Uint8Array): void {
  const octets = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  for (let at = 0; at < octets.length; ) {
    try {
      at += writeSync(1, octets, at);
    } catch (error) {
      const failed = error as NodeJS.ErrnoException;
      if (failed.code !== 'EAGAIN') leave(failed);
      Atomics.wait(waiting, 0, 0, patience_ms);
    }
  }
}

/** Text for the user's next program or eyes: one block, a newline added when missing. */
export function data(text: string): void {
  put(text.endsWith('\n') ? text : `${text}\n`);
}

/** A file's octets as they are, for a pipe or a redirection. */
export function octets(file: Uint8Array): void {
  put(file);
}

/**
 * One JSON value on one line; bigint as a decimal string, since JSON readers lose digits beyond
 * 2^53.
 */
export function json(value: unknown): void {
  put(`${JSON.stringify(value, plainNumbers)}\n`);
}

function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** A sentence about what happens; stderr. Names of files and words of others do not command it. */
export function talk(text: string): void {
  const safe = text.split(/([\n\t])/).map((one) => (/^[\n\t]$/.test(one) ? one : printable(one)));
  process.stderr.write(text.endsWith('\n') ? safe.join('') : `${safe.join('')}\n`);
}

/** One line a problem, in order: `error: file:line:column: what; what to do`. */
export function problems(list: readonly Problem[], kind: 'error' | 'warning' = 'error'): void {
  for (const problem of list) talk(`${kind}: ${formatProblem(problem)}`);
}

const lineColumnsMax = 100;

/** Text in lines that fit the terminal, or a page; lines after the first hang in further. */
export function wrapped(text: string, indent: string, hanging = '  '): string {
  const columns = Math.min(lineColumnsMax, process.stdout.columns ?? lineColumnsMax);
  const lines = wrap(text.split(' '), columns - indent.length, hanging);
  return lines.map((line) => `${indent}${line}`).join('\n');
}

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** On a terminal that is too narrow the text is cut, or goes on below; never in a pipe. */
  readonly fits?: 'cut' | 'wrap';
}

const gap = 2;
const fittedLeast = 10;

/** A table without vertical rules, which copies well; columns named by text are left-aligned. */
export function table(
  head: readonly (string | Column)[],
  rows: readonly (readonly string[])[],
): void {
  const columns: Column[] = head.map((one) => (typeof one === 'string' ? { head: one } : one));
  const widths = process.stdout.isTTY ? fitted(columns, rows, process.stdout.columns) : undefined;
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' '.repeat(gap),
  };
  const sheet = new Table({
    head: columns.map((column) => colours.bold(column.head)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(widths === undefined ? {} : { colWidths: widths, wordWrap: true }),
  });
  for (const row of rows)
    sheet.push(row.map((text, i) => (columns[i]?.fits === 'cut' ? cut(text, widths?.[i]) : text)));
  data(sheet.toString().replace(/[ \t]+$/gm, ''));
}

/**
 * Widths of columns: as their content wants, the widest of those that may be cut narrowed first.
 */
function fitted(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  terminal: number,
): number[] {
  const widths = columns.map(({ head }, i) =>
    Math.max(...[head, ...rows.map((row) => row[i] ?? '')].map(visibleLength)),
  );
  const least = columns.map(({ head, fits }, i) =>
    fits !== undefined ? Math.min(Math.max(fittedLeast, head.length), widths[i]!) : widths[i]!,
  );
  let excess = widths.reduce((sum, width) => sum + width + gap, -gap) - terminal;
  for (; excess > 0; excess--) {
    let widest = -1;
    widths.forEach((width, i) => {
      if (width > least[i]! && width > (widths[widest] ?? 0)) widest = i;
    });
    if (widest < 0) break;
    widths[widest]! -= 1;
  }
  return widths;
}

/** Columns that may be cut hold plain text: colour does not survive it. */
function cut(text: string, width = text.length): string {
  return visibleLength(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;
}

function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

export interface Progress {
  /** Absolute position, in the unit of `total`. */
  update(position: number, note?: string): void;
  stop(): void;
}

/** A bar on stderr, only when stderr is a terminal. */
export function progress(title: string, total: number): Progress {
  if (process.stderr.isTTY !== true || total <= 0) return { update() {}, stop() {} };
  const bar = new SingleBar({
    format: `${title} {bar} {percentage}% {note}`,
    stream: process.stderr,
    // Work here does not pause, so a handler of SIGINT would never run: Ctrl-C ends the process,
    // and leaves nothing to be put right.
    hideCursor: false,
    gracefulExit: false,
    clearOnComplete: true,
    fps: 5,
  });
  bar.start(total, 0, { note: '' });
  return {
    update: (position, note) =>
      bar.update(Math.min(position, total), note === undefined ? {} : { note }),
    stop: () => bar.stop(),
  };
}

export interface LogLine {
  readonly level: 'info' | 'warning' | 'error';
  readonly event: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface LogWriter {
  write(line: LogLine): void;
  /** The line at the foot of a terminal, which the next one replaces; nowhere else. */
  foot(text: string): void;
  readonly isTerminal: boolean;
  /** Takes the foot away. */
  close(): void;
}

/**
 * What a daemon tells of itself, on stderr: sentences on a terminal, else one JSON object a line.
 * The time is the clock's: it says when this machine did something, never when a packet came.
 */
export function logWriter(): LogWriter {
  const isTerminal = process.stderr.isTTY === true;
  const clear = isTerminal ? '\r\u001b[2K' : '';
  let foot = '';
  return {
    isTerminal,
    write({ level, event, message, fields }) {
      const time = new Date().toISOString();
      if (!isTerminal) {
        const line = { time, level, event, message, ...fields };
        process.stderr.write(`${JSON.stringify(line, plainNumbers)}\n`);
        return;
      }
      const mark = level === 'info' ? '' : `${level}: `;
      process.stderr.write(`${clear}${time.slice(11, 19)} ${mark}${printable(message)}\n${foot}`);
    },
    foot(text) {
      if (!isTerminal) return;
      const columns = process.stderr.columns || lineColumnsMax;
      foot = cut(printable(text), columns - 1);
      process.stderr.write(`${clear}${foot}`);
    },
    close() {
      if (foot !== '') process.stderr.write(clear);
      foot = '';
    },
  };
}
