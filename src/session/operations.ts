// SPDX-License-Identifier: Apache-2.0
// What users call an operation, and names of what answers were refused with.
import { errors } from '../schema/gsm-map/operations.ts';
import { diameter } from '../schema/protocols/diameter.ts';

/**
 * True when a user means this operation: its whole name or the part behind the protocol, any case.
 */
export function isOperation(name: string, wanted: string): boolean {
  const full = name.toLowerCase();
  const asked = wanted.toLowerCase();
  return full === asked || full.slice(full.indexOf('.') + 1) === asked;
}

const mapErrors = byCode(errors);
const diameterResults = byCode(diameter.constants.result);
const family = { success: 2, protocolError: 3 } as const;

/**
 * Name of what an answer was refused with: a MAP error, or a protocol error of Diameter (RFC 6733
 * §7.1.3). Other codes stay numbers: records do not tell Result-Code from
 * Experimental-Result-Code, where the same numbers mean other things.
 */
export function errorName(technology: string, component: string, code: number): string {
  if (technology === 'diameter') {
    const of = Math.floor(code / 1000);
    if (of === family.success) return '';
    return (of === family.protocolError ? diameterResults.get(code) : undefined) ?? String(code);
  }
  if (technology !== 'ss7') return String(code); // the cause of an answer
  if (component !== 'error') return String(code); // an abort or return cause
  return mapErrors.get(code) ?? String(code);
}

function byCode(list: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(list).map(([name, code]) => [code, name]));
}
