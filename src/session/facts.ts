// SPDX-License-Identifier: Apache-2.0
// The facts a finding rests on, as native code wrote them, in words: numbers of tables become
// names, bits lists of names. A fact of a newer product stays as it is.
import { operationName } from '../base/operations.ts';
import { facts } from '../schema/facts/index.ts';
import { nameOf, namesOfBits, type TableName, tables } from '../schema/tables.ts';
import type { FactType } from '../schema/types.ts';

const types: ReadonlyMap<string, FactType> = new Map(
  Object.entries(facts).map(([name, fact]) => [name, fact.type]),
);

export function readFacts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, factText(name, one)]),
  );
}

function factText(name: string, value: unknown): string {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value) || 'none';
  const type = types.get(name) ?? 'number';
  if (type === 'operation') return operationName(value);
  if (type === 'duration') return `${value} s`;
  const [kind, table = ''] = type.split(':');
  if (!isTable(table)) return String(value);
  if (kind === 'bits') return namesOfBits(table, value).join(' ') || 'none';
  return nameOf(table, value);
}

function isTable(name: string): name is TableName {
  return name in tables;
}
