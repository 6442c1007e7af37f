// SPDX-License-Identifier: Apache-2.0
// The situations a rule file gives for its own rule: `[[fires]]` and `[[quiet]]`, each with a
// sentence and facts by name. What they leave out is filled in as the engine leaves it when it
// knows nothing, and what follows from the operation is taken from the entitlement table: an
// example cannot claim another category than the table gives.

import { nearest } from '../base/nearest.ts';
import { UNKNOWN_OPERATION } from '../base/operations.ts';
import type { TomlEntry, TomlNode } from '../base/toml.ts';
import { facts as factTable } from '../schema/facts/index.ts';
import { protocols } from '../schema/registry.ts';
import { technology } from '../schema/tables.ts';
import type { AnomalySpec, FactSpec } from '../schema/types.ts';
import type { EntitlementTable } from './entitlement.ts';
import type { Fields } from './fields.ts';
import { ANOMALY_BITS, type FactValue, type FactValues, toNumber } from './values.ts';
import {
  describe,
  memberValue,
  type Name,
  operationId,
  ruleVocabulary,
  technologyOf,
  typeOf,
} from './vocabulary.ts';

export interface Example {
  /** Why the rule must fire here, or must not. */
  readonly because: string;
  readonly facts: FactValues;
  /** Confidence that the finding must have; undefined when the example does not say. */
  readonly confidence: number | undefined;
  /** Line of its file. */
  readonly line: number;
}

/**
 * Reads one example; `given` are facts that all examples of the file share unless they say
 * otherwise.
 */
export function readExample(fields: Fields, given: Fields | undefined): Example {
  const because = fields.text('because')?.value ?? '';
  const confidence = fields.table.entries.has('confidence')
    ? fields.choice('confidence', 'confidence')
    : undefined;
  const table = fields.get('facts', 'table', true);
  fields.finish();
  const facts: Record<string, FactValue> = {};
  for (const entries of [given?.table.entries, table?.entries])
    for (const [key, entry] of entries ?? []) {
      const fact = factNamed(key, entry, fields);
      if (fact !== undefined) facts[fact.name] = valueOfFact(fact, entry.value, fields);
    }
  const { line } = fields.document.place(fields.table.start);
  return { because, facts, confidence, line };
}

function factNamed(key: string, entry: TomlEntry, fields: Fields): Name | undefined {
  const fact = ruleVocabulary.find(key);
  if (fact !== undefined) return fact;
  const near = nearest(key, ruleVocabulary.all());
  return fields.problem(
    entry.key,
    `no fact is called ${key}`,
    near === undefined ? 'put names with dots in quotes: "link.role"' : `did you mean ${near}?`,
  );
}

function valueOfFact(fact: Name, node: TomlNode, fields: Fields): FactValue {
  const value = plain(node);
  if (value !== undefined && value !== null && isOfType(fact, value)) return value;
  return fields.problem(node, `${fact.name} is ${describe(fact.type)}`);
}

function isOfType(fact: Name, value: NonNullable<FactValue>): boolean {
  const { type } = fact;
  switch (type.kind) {
    case 'bool':
    case 'anomaly':
      return typeof value === 'boolean';
    case 'number':
    case 'duration':
      return typeof value === 'number';
    case 'bits':
      return Array.isArray(value) && toNumber(type, value) !== undefined;
    case 'enum':
    case 'operation':
      return typeof value === 'string' && toNumber(type, value) !== undefined;
    default:
      return typeof value === 'string';
  }
}

function plain(node: TomlNode): FactValue {
  if (node.kind === 'array')
    return node.items.map((item) => (item.kind === 'text' ? item.value : ''));
  return node.kind === 'table' ? undefined : node.value;
}

/**
 * All facts of a situation: those given, those that follow from the operation, the rest as when
 * nothing is known.
 */
export function complete(given: FactValues, table: EntitlementTable): FactValues {
  const facts: Record<string, FactValue> = {};
  for (const [name, { type }] of Object.entries(factTable))
    facts[name] = unknownOf(name, typeOf(type));
  Object.assign(facts, given, anomalyFacts(given));
  implyOthers(facts, given);
  const operation = facts['operation.id'];
  const id =
    typeof operation === 'string'
      ? (operationId(operation) ?? UNKNOWN_OPERATION)
      : Number(operation);
  const row = table.byId(id);
  facts['operation.id'] = id;
  facts['operation.entitled'] = row?.sender ?? 0;
  facts['operation.purpose'] = row?.purposes ?? 0;
  facts.technology = technologyOf(id) ?? facts.technology;
  return facts;
}

/** A fact that says something only where another has a value implies that one, or gives way to it. */
function implyOthers(facts: Record<string, FactValue>, given: FactValues): void {
  for (const [name, { type, only }] of Object.entries<FactSpec>(factTable)) {
    if (only === undefined || given[name] === undefined) continue;
    const other = ruleVocabulary.find(only.fact);
    const value = given[only.fact];
    const isFree = value === undefined || other === undefined;
    if (isFree) facts[only.fact] = only.value;
    else if (toNumber(other.type, value ?? 0) !== memberValue(other.type, only.value))
      facts[name] = unknownOf(name, typeOf(type));
  }
}

/** The set of anomalies that a situation names, and what follows from it. */
function anomalyFacts(given: FactValues): FactValues {
  let bits = bitsOf(given[ANOMALY_BITS]);
  let isStrong = false;
  let isOther = false;
  for (const protocol of protocols)
    for (const [key, anomaly] of Object.entries(protocol.anomalies)) {
      const bit = 1n << BigInt(anomaly.bit);
      if (given[`anomaly.${protocol.name}_${key}`] !== true && (bits & bit) === 0n) continue;
      bits |= bit;
      const { strength, hasRule }: AnomalySpec = anomaly;
      isStrong ||= strength === 'strong';
      isOther ||= strength === 'strong' && hasRule !== true;
    }
  if (bits === 0n) return { [ANOMALY_BITS]: bits };
  return {
    [ANOMALY_BITS]: bits,
    'anomaly.any': bits !== 0n,
    'anomaly.strong': isStrong,
    'anomaly.other_strong': isOther,
  };
}

function bitsOf(value: FactValue): bigint {
  return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : 0n;
}

function unknownOf(name: string, type: ReturnType<typeof typeOf>): FactValue {
  if (name === 'technology') return technology.ss7;
  if (type.kind === 'enum') return memberValue(type, 'unknown') ?? 0;
  if (type.kind === 'number' || type.kind === 'duration') return -1;
  return type.kind === 'operation' ? UNKNOWN_OPERATION : 0;
}
