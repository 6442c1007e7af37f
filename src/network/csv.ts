// SPDX-License-Identifier: Apache-2.0
// Reads the small committed tables of firmware-config/data: RFC 4180 without line breaks inside
// fields. Rows keep their line, so that a mistake in a table is reported where it stands. Not a
// general CSV reader and not for user files.

export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Rows after the head line, which must be `columns`. Throws with the line of the first thing that
 * is wrong.
 */
export function parseCsv(text: string, columns: readonly string[], file: string): CsvRow[] {
  const lines = text.split('\n');
  if (lines[0] !== columns.join(','))
    throw new Error(`${file}:1: columns must be ${columns.join(',')}`);
  const rows: CsvRow[] = [];
  for (const [index, content] of lines.entries()) {
    if (index === 0 || content === '') continue;
    const fields = splitLine(content);
    if (fields.length !== columns.length)
      throw new Error(`${file}:${index + 1}: ${fields.length} fields, expected ${columns.length}`);
    rows.push({ line: index + 1, fields });
  }
  return rows;
}

function splitLine(content: string): string[] {
  const fields: string[] = [];
  for (const match of content.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g))
    fields.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
  return fields;
}
