// SPDX-License-Identifier: Apache-2.0
// Who may send what: reads entitlement.toml, one row per operation. Category 1, 2 and 3 as
// operators know them are the outcome of these rows: own, home and serving. An operator's own file
// replaces single rows.

import type { Problem } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { operationName } from '../base/operations.ts';
import type { TomlDocument, TomlText } from '../base/toml.ts';
import { sender } from '../schema/tables.ts';
import { Fields } from './fields.ts';
import { ambiguity, members, operationId } from './vocabulary.ts';

export interface EntitlementRow {
  /** Operation id across protocols. */
  readonly operation: number;
  /** Value of the table `sender`. */
  readonly sender: number;
  /** Bits of the table `purpose`. */
  readonly purposes: number;
  /** The message is itself the move to another network, or the authentication that precedes it. */
  readonly isMove: boolean;
  /** `VLR → HLR`: who asks whom, in the words of the standard. */
  readonly sides: string;
  /** Clause, or the reason where the row is a choice. */
  readonly source: string;
  /** `file:line`, for people. */
  readonly where: string;
}

/** The table as a release of its own: what a report or another product can quote. */
export interface EntitlementRelease {
  /** Rises with every change of a row. */
  readonly version: number;
  /** `2026-11-28`. */
  readonly date: string;
}

/** Rows by operation. What has no row is `unlisted` and judged by nobody. */
export class EntitlementTable {
  readonly #rows: ReadonlyMap<number, EntitlementRow>;
  readonly release: EntitlementRelease | undefined;

  constructor(rows: readonly EntitlementRow[], release?: EntitlementRelease) {
    this.#rows = new Map(rows.map((row) => [row.operation, row]));
    this.release = release;
  }

  byId(operation: number): EntitlementRow | undefined {
    return this.#rows.get(operation);
  }

  rows(): readonly EntitlementRow[] {
    return [...this.#rows.values()].sort((a, b) => a.operation - b.operation);
  }
}

/** Reads the documents in turn; a row of a later one replaces that of an earlier one. */
export function readEntitlement(
  documents: readonly TomlDocument[],
  problems: Problem[],
): EntitlementTable {
  const rows: EntitlementRow[] = [];
  let release: EntitlementRelease | undefined;
  for (const document of documents) {
    const root = new Fields(document, document.root, problems);
    const seen = new Set<number>();
    for (const fields of root.tables('row')) {
      for (const row of readRow(fields)) {
        if (seen.has(row.operation))
          fields.problem(
            fields.table,
            `a second row for ${operationName(row.operation)}`,
            'keep one',
          );
        seen.add(row.operation);
        rows.push(row);
      }
    }
    release ??= readRelease(root);
    root.finish();
  }
  return new EntitlementTable(rows, release);
}

function readRelease(root: Fields): EntitlementRelease | undefined {
  const version = root.get('version', 'number');
  const date = root.get('date', 'date');
  return version && date && { version: version.value, date: date.value };
}

/** One row, or one for each code of a range `gsm_map.109..126`. */
function readRow(fields: Fields): EntitlementRow[] {
  const operation = fields.text('operation');
  const row = {
    sender: fields.choice('sender', 'sender'),
    purposes: fields.bits('purpose', 'purpose'),
    isMove: fields.flag('move'),
    sides: fields.text('sides')?.value ?? '',
    source: fields.text('source')?.value ?? '',
    where: '',
  };
  fields.finish();
  if (row.isMove && row.sender !== sender.serving)
    fields.problem(
      fields.table,
      'only an operation of the serving network can be a move',
      'drop move',
    );
  if (operation === undefined) return [];
  const { file } = fields.document;
  const { line } = fields.document.place(operation.start);
  return operationsOf(operation, fields).map((id) => ({
    ...row,
    operation: id,
    where: `${file}:${line}`,
  }));
}

function operationsOf(node: TomlText, fields: Fields): number[] {
  const [, protocol = '', from = '', to = ''] =
    /^([a-z_]+)\.(\d+)\.\.(\d+)$/.exec(node.value) ?? [];
  const names =
    protocol === ''
      ? [node.value]
      : range(Number(from), Number(to)).map((code) => `${protocol}.${code}`);
  return names.flatMap((name) => {
    const id = operationId(name);
    if (id !== undefined) return [id];
    const several = ambiguity(name);
    const near = nearest(name, members({ kind: 'operation' }));
    const hint = near === undefined ? undefined : `did you mean ${near}?`;
    fields.problem(
      node,
      several.length > 0
        ? `${name} could be ${several.join(' or ')}`
        : `no operation is called ${name}`,
      several.length > 0 ? 'write its full name' : hint,
    );
    return [];
  });
}

const RANGE_MAX = 256;

function range(from: number, to: number): number[] {
  return Array.from(
    { length: Math.max(0, Math.min(to - from + 1, RANGE_MAX)) },
    (_, i) => from + i,
  );
}
