// SPDX-License-Identifier: Apache-2.0
// Names of operations by the number that records and images carry (src/schema/types.ts,
// OperationSpec.id), and back. Short names and what a user may mean by them are for the language of
// rules (src/rules/vocabulary.ts).
import { protocols } from '../schema/registry.ts';

/** The id of an invoke whose operation is not known. */
export const UNKNOWN_OPERATION = 65_535;

/** First operation id of each protocol whose operations can also be written by code. */
const codeBase: Readonly<Record<string, number>> = { gsm_map: 0, camel: 256 };
const CODES_PER_PROTOCOL = 256;

const names: ReadonlyMap<number, string> = new Map(
  protocols.flatMap((protocol) => (protocol.operations ?? []).map((one) => [one.id, one.name])),
);

/**
 * `gsm_map.updateLocation`; `gsm_map.16` where the code has no name; `unknown`; the number alone
 * when it is of a table newer than this release.
 */
export function operationName(id: number): string {
  const name = names.get(id);
  if (name !== undefined) return name;
  for (const [protocol, base] of Object.entries(codeBase))
    if (id >= base && id < base + CODES_PER_PROTOCOL) return `${protocol}.${id - base}`;
  return id === UNKNOWN_OPERATION ? 'unknown' : String(id);
}

/** The id of an operation written as `gsm_map.2`; undefined when it is not written so. */
export function operationOfCode(name: string): number | undefined {
  const [, protocol = '', code = ''] = /^([a-z_]+)\.(\d{1,3})$/.exec(name) ?? [];
  const base = codeBase[protocol];
  return base === undefined || Number(code) >= CODES_PER_PROTOCOL ? undefined : base + Number(code);
}
