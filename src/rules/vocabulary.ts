// SPDX-License-Identifier: Apache-2.0
// The words a rule may use: facts, anomalies, members of value tables, operations. All come from
// src/schema; a filter over stored sessions adds names of its own (text, severity …) that the
// native machine does not know.
import { operationOfCode, UNKNOWN_OPERATION } from '../base/operations.ts';
import { facts } from '../schema/facts/index.ts';
import { protocols } from '../schema/registry.ts';
import { type TableName, tables } from '../schema/tables.ts';
import { type FactSpec, type FactType, firstOperation } from '../schema/types.ts';

export type PartyKind = 'party' | 'operator' | 'territory';

export type Type =
  | { readonly kind: 'bool' | 'number' | 'duration' | 'operation' | 'text' | PartyKind }
  | { readonly kind: 'enum' | 'bits'; readonly table: TableName }
  | { readonly kind: 'anomaly'; readonly bit: number };

export interface Name {
  readonly name: string;
  readonly type: Type;
  /**
   * Number of the fact in the native machine; undefined for anomalies and for names of sessions.
   */
  readonly id?: number;
  readonly known: 'request' | 'answer' | 'deadline';
  readonly title: string;
  /** As in FactSpec. */
  readonly screens?: true;
  readonly only?: { readonly fact: string; readonly value: string };
}

/** Shorter names for facts. */
const aliases: Readonly<Record<string, string>> = { operation: 'operation.id' };

/** Value tables whose members have an order, so that `<` makes sense. */
const ordered = new Set<TableName>(['severity', 'confidence', 'precision']);

export function typeOf(type: FactType): Type {
  const [kind, table] = type.split(':');
  if (kind === 'enum' || kind === 'bits') return { kind, table: table as TableName };
  return { kind: kind as 'bool' };
}

export function isOrdered(type: Type): boolean {
  return (
    type.kind === 'number' ||
    type.kind === 'duration' ||
    (type.kind === 'enum' && ordered.has(type.table))
  );
}

/**
 * True when the type has no value for "not known" among its members, so that a comparison with it
 * can be unknown.
 */
export function canBeUnknown(type: Type): boolean {
  return ['party', 'operator', 'territory', 'number', 'duration', 'text'].includes(type.kind);
}

export function isPartyKind(kind: Type['kind']): kind is PartyKind {
  return kind === 'party' || kind === 'operator' || kind === 'territory';
}

const words: Readonly<Record<Type['kind'], string>> = {
  bool: 'true or false',
  number: 'a number',
  duration: 'a duration',
  operation: 'an operation',
  text: 'a text',
  party: 'a network',
  operator: 'an operator',
  territory: 'a territory',
  enum: 'one of a table',
  bits: 'a set',
  anomaly: 'true or false',
};

/** What a type is called in messages. */
export function describe(type: Type): string {
  if (type.kind === 'enum') return `one of ${members(type).join(', ')}`;
  if (type.kind === 'bits') return `a set of ${members(type).join(', ')}`;
  return words[type.kind];
}

/** Words that stand for values of a type. */
export function members(type: Type): readonly string[] {
  if (type.kind === 'enum' || type.kind === 'bits') return Object.keys(tables[type.table]);
  if (type.kind === 'bool') return ['true', 'false'];
  if (type.kind === 'operation') return [...operationIds.keys()];
  return isPartyKind(type.kind) ? ['unknown'] : [];
}

/** The number behind a member of an enumeration, a set of bits or bool. */
export function memberValue(type: Type, member: string): number | undefined {
  if (type.kind === 'bool') return member === 'true' ? 1 : member === 'false' ? 0 : undefined;
  if (type.kind !== 'enum' && type.kind !== 'bits') return undefined;
  const table: Readonly<Record<string, number>> = tables[type.table];
  return Object.hasOwn(table, member) ? table[member] : undefined;
}

/** Every fact, anomaly and further name, by name. */
export class Vocabulary {
  readonly #names = new Map<string, Name>();

  constructor(extra: readonly Name[] = []) {
    for (const [name, fact] of Object.entries(facts)) {
      const { type, ...rest }: FactSpec = fact;
      this.#names.set(name, { ...rest, name, type: typeOf(type) });
    }
    for (const protocol of protocols) {
      for (const [key, anomaly] of Object.entries(protocol.anomalies)) {
        const name = `anomaly.${protocol.name}_${key}`;
        const type: Type = { kind: 'anomaly', bit: anomaly.bit };
        this.#names.set(name, { name, type, known: 'request', title: anomaly.title });
      }
    }
    for (const name of extra) this.#names.set(name.name, name);
  }

  find(name: string): Name | undefined {
    return this.#names.get(aliases[name] ?? name);
  }

  /** Names for suggestions, aliases included. */
  all(): readonly string[] {
    return [...this.#names.keys(), ...Object.keys(aliases)];
  }

  names(): readonly Name[] {
    return [...this.#names.values()];
  }
}

/** What the native machine knows, and so all that a rule may name. */
export const ruleVocabulary = new Vocabulary();

/** Full names, and short names where only one protocol has them. */
const operationIds = new Map<string, number>();
const ambiguous = new Map<string, string[]>();
for (const operation of protocols.flatMap((protocol) => [...(protocol.operations ?? [])])) {
  operationIds.set(operation.name, operation.id);
  const short = operation.name.slice(operation.name.indexOf('.') + 1);
  ambiguous.set(short, [...(ambiguous.get(short) ?? []), operation.name]);
}
for (const [short, names] of ambiguous) {
  const id = operationIds.get(names[0] ?? '');
  if (names.length === 1 && id !== undefined) operationIds.set(short, id);
}

/** The id of an operation written as `gsm_map.updateLocation`, `updateLocation` or `gsm_map.2`. */
export function operationId(name: string): number | undefined {
  return operationIds.get(name) ?? operationOfCode(name);
}

/** Full names that a short name could mean, when it could mean several. */
export function ambiguity(short: string): readonly string[] {
  const names = ambiguous.get(short) ?? [];
  return names.length > 1 ? names : [];
}

/** Other operation ids are of SS7, or of a protocol that says so (src/schema/types.ts). */
const { diameter, others } = firstOperation;

/** Technologies of operations whose protocol brings one of its own. */
const ownTechnology: ReadonlyMap<number, number> = new Map(
  protocols.flatMap(({ technology, operations = [] }) =>
    technology === undefined ? [] : operations.map(({ id }) => [id, technology.value] as const),
  ),
);

/** Value of the table `technology`; undefined for the unknown operation, which any may carry. */
export function technologyOf(operation: number): number | undefined {
  if (operation >= UNKNOWN_OPERATION) return undefined;
  const own = ownTechnology.get(operation);
  if (own !== undefined) return own;
  const isDiameter = operation >= diameter && operation < others;
  return isDiameter ? tables.technology.diameter : tables.technology.ss7;
}
