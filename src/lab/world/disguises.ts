// SPDX-License-Identifier: Apache-2.0
// Which published evasion a hostile question may wear, and which rules its encoding alone should
// bring up. The encodings themselves are in forge/evasion.ts with their sources; which evasion goes
// with which attack is in firmware-config/rules/applicability.toml.

import { type TcapEvasion, tcapEvasions, withTrailingOctets } from '../forge/evasion.ts';
import type { Form } from './attacks/terms.ts';
import type { Disguise } from './dialogue.ts';

interface DisguiseKind {
  /** What no benign stack does, by rules of which one should name it; none where stacks differ. */
  readonly expect: readonly string[];
  readonly weight: number;
}

const odd = { expect: ['tcap.noncanonical', 'enc.anomaly'], weight: 1 } as const;
const twice = { expect: ['enc.anomaly', 'dia.origin-inconsistent'], weight: 1 } as const;
const usual = { expect: [], weight: 1 } as const;
/** The innocent component is of a context of its own (mwdMngt), whatever it is put beside. */
const strangerInContext = 'tcap.op-not-in-ac';

export const disguiseKinds = {
  'high-tag': odd,
  'high-tag-padded': odd,
  'non-minimal-length': odd,
  'constructed-string': odd,
  'global-opcode': { expect: ['tcap.global-opcode', 'enc.anomaly'], weight: 2 },
  'padded-opcode': odd,
  'several-components': { expect: ['tcap.multi-component', strangerInContext], weight: 2 },
  'second-component-portion': { expect: ['tcap.multi-component', strangerInContext], weight: 1 },
  'long-transaction-id': { ...odd, weight: 2 },
  'extended-context': { ...odd, weight: 2 },
  'padded-context': odd,
  'no-dialogue-portion': { expect: ['enc.anomaly'], weight: 1 },
  'octet-aligned-external': odd,
  'duplicate-identity': twice,
  'trailing-octets': odd,
  'indefinite-length': usual,
  'no-called-ssn': { ...usual, weight: 2 },
  'extended-unitdata': usual,
  'empty-begin': { ...usual, weight: 2 },
} as const satisfies Record<string, DisguiseKind>;

export type DisguiseName = keyof typeof disguiseKinds;

/** What says nothing about an update: in version 1 it has no dialogue portion at all. */
const usualInUpdates: ReadonlySet<DisguiseName> = new Set(['no-dialogue-portion']);

/** Rules that the encoding of an attack of that form calls for. */
export function expectedOf(name: DisguiseName | null, form: Form): readonly string[] {
  if (name === null || (form === 'update' && usualInUpdates.has(name))) return [];
  return disguiseKinds[name].expect;
}

const trees: Partial<Record<DisguiseName, TcapEvasion>> = {
  'high-tag': 'highTag',
  'high-tag-padded': 'highTagPadded',
  'non-minimal-length': 'nonMinimalLength',
  'constructed-string': 'constructedString',
  'global-opcode': 'globalOpcode',
  'padded-opcode': 'paddedOpcode',
  'several-components': 'severalComponents',
  'second-component-portion': 'secondComponentPortion',
  'long-transaction-id': 'longTransactionId',
  'extended-context': 'extendedContext',
  'padded-context': 'paddedContext',
  'no-dialogue-portion': 'noDialoguePortion',
  'octet-aligned-external': 'octetAlignedExternal',
  'duplicate-identity': 'duplicateIdentity',
  'indefinite-length': 'indefiniteLength',
};

/** The second component or portion holds the question, so its answer bears invoke id 2. */
const secondInvoke: ReadonlySet<DisguiseName> = new Set([
  'several-components',
  'second-component-portion',
]);

export function invokeIdUnder(name: DisguiseName | null): number {
  return name !== null && secondInvoke.has(name) ? 2 : 1;
}

export function disguiseAs(
  name: DisguiseName | null,
  identity: Uint8Array,
  imsi: string,
): Disguise | undefined {
  if (name === null || name === 'empty-begin') return undefined;
  const tree = trees[name];
  return {
    identity,
    imsi,
    invokeId: invokeIdUnder(name),
    ...(tree && { rewrite: tcapEvasions[tree] }),
    ...(name === 'trailing-octets' && { trailing: withTrailingOctets }),
    longTransactionId: name === 'long-transaction-id',
    withoutSsn: name === 'no-called-ssn',
    withoutContext: name === 'no-dialogue-portion',
    extended: name === 'extended-unitdata',
  };
}
