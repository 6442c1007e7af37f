// SPDX-License-Identifier: Apache-2.0
// Facts as they come: from the body of a stored record, from an example in a rule file, from a
// test. Numbers or names for enumerations, numbers or lists of names for sets, ids for networks.
// One place turns them into what is compared.
import { operationName } from '../base/operations.ts';
import { nameOf, namesOfBits } from '../schema/tables.ts';
import { isPartyKind, memberValue, type Name, operationId, type Type } from './vocabulary.ts';

export type FactValue = number | bigint | boolean | string | readonly string[] | null | undefined;
/** Values by the name of the fact; one that is missing is not known. */
export type FactValues = Readonly<Record<string, FactValue>>;

/** Anomalies of a message by number, under this name, beside the facts. */
export const ANOMALY_BITS = 'anomalies';

/** A number, or text for a network, operator, territory or text; undefined when it is not known. */
export type Known = number | string | undefined;

/** The value of a fact in the form that tests compare. */
export function read(fact: Name, values: FactValues): Known {
  const { type } = fact;
  if (type.kind === 'anomaly') return readAnomaly(fact.name, type.bit, values);
  const value = values[fact.name];
  if (value === undefined || value === null) return undefined;
  if (isPartyKind(type.kind)) return value === 0 || value === '' ? undefined : String(value);
  if (type.kind === 'text') return value === '' ? undefined : String(value);
  const number = toNumber(type, value);
  const isMeasure = type.kind === 'number' || type.kind === 'duration';
  return isMeasure && number !== undefined && number < 0 ? undefined : number;
}

function readAnomaly(name: string, bit: number, values: FactValues): number | undefined {
  const own = values[name];
  if (typeof own === 'boolean' || typeof own === 'number') return Number(own);
  const all = values[ANOMALY_BITS];
  if (typeof all === 'number' || typeof all === 'bigint')
    return Number((BigInt(all) >> BigInt(bit)) & 1n);
  if (!Array.isArray(all)) return undefined;
  const wanted = name.slice('anomaly.'.length);
  return all.some((one) => String(one).replace('.', '_') === wanted) ? 1 : 0;
}

/**
 * The number behind a value of any type that has numbers; undefined when the value is not of the
 * type.
 */
export function toNumber(type: Type, value: NonNullable<FactValue>): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return Number(value);
  if (typeof value === 'string')
    return type.kind === 'operation' ? operationId(value) : memberValue(type, value);
  let mask = 0;
  for (const member of value) {
    const bit = memberValue(type, member);
    if (bit === undefined) return undefined;
    mask |= bit;
  }
  return mask;
}

/** A value for people: the member, the operation, the list of bits. */
export function show(fact: Name, known: Known): string {
  if (known === undefined) return 'not known';
  const { type } = fact;
  if (typeof known === 'string') return known;
  switch (type.kind) {
    case 'enum':
      return nameOf(type.table, known);
    case 'bits':
      return namesOfBits(type.table, known).join(', ') || 'nothing';
    case 'bool':
    case 'anomaly':
      return known !== 0 ? 'true' : 'false';
    case 'operation':
      return operationName(known);
    case 'duration':
      return duration(known);
    default:
      return String(known);
  }
}

/** Seconds in the largest unit that leaves a whole number. */
function duration(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const)
    if (seconds !== 0 && seconds % length === 0) return `${seconds / length}${unit}`;
  return `${seconds}s`;
}
