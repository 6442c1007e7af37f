// SPDX-License-Identifier: Apache-2.0
// Names of operations by the number that records carry (src/schema/types.ts, OperationSpec).
import { protocols } from '../schema/registry.ts';

const names: ReadonlyMap<number, string> = new Map(
  protocols.flatMap((protocol) => (protocol.operations ?? []).map((one) => [one.id, one.name])),
);
const unknownOperation = 65_535;

/** `gsm_map.sendRoutingInfo`; an operation of a newer table by its number. */
export function operationName(id: number): string {
  if (id === unknownOperation) return 'unknown';
  return names.get(id) ?? `operation ${id}`;
}

/** True when a user means this operation: its whole name or the part behind the protocol, any case. */
export function isOperation(name: string, wanted: string): boolean {
  const full = name.toLowerCase();
  const asked = wanted.toLowerCase();
  return full === asked || full.slice(full.indexOf('.') + 1) === asked;
}
