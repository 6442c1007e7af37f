// SPDX-License-Identifier: Apache-2.0
// A text that people wrote, with places: file, line and column of an offset, and the line with a
// caret under what is meant. Offsets and columns are UTF-16 units, as editors count. It reads no
// grammar; src/base/toml.ts and the expressions of rules do.
import type { Problem } from './errors.ts';

/** Offsets into a text; `end` is the first one behind. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export class SourceText {
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line, made when first asked for. */
  #lines: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  place(offset: number): Place {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** A problem at a place of this text, with the line and a caret. */
  problem(where: Span, message: string, hint?: string): Problem {
    const place = this.place(where.start);
    return {
      message,
      ...(hint === undefined ? {} : { hint }),
      file: this.file,
      ...place,
      excerpt: caret(this.#line(place.line), place.column - 1, where.end - where.start),
    };
  }

  #line(line: number): string {
    const starts = this.#lineStarts();
    return this.text.slice(starts[line - 1], starts[line]).replace(/\r?\n$/, '');
  }

  #lineStarts(): readonly number[] {
    this.#lines ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    return this.#lines;
  }
}

/** Characters of a line that an excerpt shows at most, and those it keeps before the caret. */
const EXCERPT_MAX = 160;
const EXCERPT_BEFORE = 60;

/**
 * Two lines: `line`, and a caret with tildes under `length` characters from `column` (from 0). Of a
 * long line the part around the caret is shown; what could steer a terminal is shown as U+FFFD.
 */
export function caret(line: string, column: number, length: number): string {
  const from = line.length > EXCERPT_MAX ? Math.max(0, column - EXCERPT_BEFORE) : 0;
  const cut = line.slice(from, from + EXCERPT_MAX);
  const shown = `${from > 0 ? '…' : ''}${cut}${from + cut.length < line.length ? '…' : ''}`;
  const at = column - from + (from > 0 ? 1 : 0);
  const marked = Math.max(1, Math.min(length, shown.length - at));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const harmless = shown.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
  return `  ${harmless}\n  ${shown.slice(0, at).replace(/[^\t]/g, ' ')}^${'~'.repeat(marked - 1)}`;
}
