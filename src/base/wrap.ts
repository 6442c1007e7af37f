// SPDX-License-Identifier: Apache-2.0
// Lines of a width out of pieces that are not broken themselves. Counts code points, which is what
// names and sentences here take on a terminal; text with colour in it is wrapped before it is
// coloured.

/** Lines of at most `width`, but for a longer piece; lines after the first begin with `hanging`. */
export function wrap(pieces: readonly string[], width: number, hanging = ''): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const piece of pieces) {
    if (line === undefined) line = piece;
    else if ([...line].length + 1 + [...piece].length <= width) line += ` ${piece}`;
    else {
      lines.push(line);
      line = `${hanging}${piece}`;
    }
  }
  return line === undefined ? lines : [...lines, line];
}
