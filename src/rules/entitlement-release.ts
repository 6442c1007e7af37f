// SPDX-License-Identifier: Apache-2.0
// The entitlement table for others: one row an operation, as JSON and CSV, with version, date and the
// clause of each row. firmware-config/rules/entitlement.csv and .json are this, kept fresh by a test.
import { operationName } from '../base/operations.ts';
import { nameOf, namesOfBits } from '../schema/tables.ts';
import type { EntitlementTable } from './entitlement.ts';

export interface ReleasedRow {
  readonly operation: string;
  readonly sender: string;
  /** As operators know it: what follows when another one sends it. */
  readonly category: string;
  readonly purpose: readonly string[];
  readonly move: boolean;
  readonly sides: string;
  readonly source: string;
}

const categories: Readonly<Record<string, string>> = { own: '1', home: '2', serving: '3' };

export function entitlementJson(table: EntitlementTable) {
  const rows: ReleasedRow[] = table.rows().map((row) => {
    const sender = nameOf('sender', row.sender);
    return {
      operation: operationName(row.operation),
      sender,
      category: categories[sender] ?? '',
      purpose: namesOfBits('purpose', row.purposes),
      move: row.isMove,
      sides: row.sides,
      source: row.source,
    };
  });
  return { version: table.release?.version ?? null, date: table.release?.date ?? null, rows };
}

export function entitlementCsv(table: EntitlementTable): string {
  const { version, date, rows } = entitlementJson(table);
  const head = 'version,date,operation,sender,category,purpose,move,sides,source';
  const lines = rows.map((row) =>
    [
      String(version ?? ''),
      date ?? '',
      row.operation,
      row.sender,
      row.category,
      row.purpose.join(' '),
      row.move ? 'yes' : 'no',
      row.sides,
      row.source,
    ]
      .map(quoted)
      .join(','),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

/** RFC 4180 §2. */
function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
