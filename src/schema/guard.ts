// SPDX-License-Identifier: Apache-2.0
// The guard: one bit for each value of each screening fact. A message sets the bits of the values
// that it has, a rule allows those under which it can fire at all, and one AND dismisses it.
import { facts } from './facts/index.ts';
import { layout } from './policy-program.ts';
import { type TableName, tables } from './tables.ts';
import type { FactSpec, FactType } from './types.ts';

/** The value v is bit `shift + v` of word `word`, for v below `width`. */
export interface GuardField {
  readonly name: string;
  readonly fact: number;
  readonly word: number;
  readonly shift: number;
  readonly width: number;
}

/** Every screening fact in the order of ids, none across two words. */
export const guardFields: readonly GuardField[] = place();

function place(): GuardField[] {
  const { word_bits, words } = layout.guard;
  const fields: GuardField[] = [];
  const used = Array.from({ length: words }, () => 0);
  const specs: [string, FactSpec][] = Object.entries(facts);
  for (const [name, { id, type, screens }] of specs.sort(([, a], [, b]) => a.id - b.id)) {
    if (screens === undefined) continue;
    const width = widthOf(type);
    const word = used.findIndex((bits) => bits + width <= word_bits);
    if (word < 0) throw new Error(`${name}: no room for ${width} more bits in the guard`);
    const shift = used[word] ?? 0;
    fields.push({ name, fact: id, word, shift, width });
    used[word] = shift + width;
  }
  return fields;
}

function widthOf(type: FactType): number {
  if (type === 'bool') return 2;
  const [kind, table] = type.split(':');
  if (kind !== 'enum') throw new Error(`a fact of type ${type} has no bit for each value`);
  return Math.max(...Object.values(tables[table as TableName])) + 1;
}
