// SPDX-License-Identifier: Apache-2.0
// Lines of a file of any size, a stretch at a time: a string holds half a gigabyte, an export of a
// country's subscribers is larger. CR LF counts as LF. A line longer than the limit is handed over
// cut, and says so by its length.
import { closeSync, openSync, readSync } from 'node:fs';

const stretchOctets = 1 << 20;
export const lineOctetsMax = 65_536;

/** `onOctets`: how many were read, after each stretch. Throws what node:fs throws. */
export function* linesOf(path: string, onOctets?: (octets: number) => void): Generator<string> {
  const file = openSync(path, 'r');
  try {
    const stretch = Buffer.allocUnsafe(stretchOctets);
    let rest = Buffer.alloc(0);
    let total = 0;
    for (;;) {
      const read = readSync(file, stretch, 0, stretchOctets, null);
      total += read;
      onOctets?.(total);
      const octets = Buffer.concat([rest, stretch.subarray(0, read)]);
      let at = 0;
      for (let end = octets.indexOf(10); end >= 0; end = octets.indexOf(10, at)) {
        yield textOf(octets.subarray(at, end));
        at = end + 1;
      }
      // Of a line without end no more is kept than is handed over.
      rest = octets.subarray(at, Math.min(octets.length, at + lineOctetsMax + 1));
      if (read === 0) break;
    }
    if (rest.length > 0) yield textOf(rest);
  } finally {
    closeSync(file);
  }
}

function textOf(line: Buffer): string {
  const end = line.at(-1) === 13 ? line.length - 1 : line.length;
  return line.toString('utf8', 0, Math.min(end, lineOctetsMax + 1));
}
