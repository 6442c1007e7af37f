// SPDX-License-Identifier: Apache-2.0
// TCAP (ITU-T Q.773): transaction messages, the dialogue portion with AARQ, AARE and ABRT (Q.773
// §3.2), every component. Trees only; encodeBer turns one into octets.

import { constructed, integer, primitive, sequence, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';

/** A transaction id of four octets as every stack writes it; other lengths are given as octets. */
export type TransactionId = number | Uint8Array;

export const pAbortCause = {
  unrecognizedMessageType: 0,
  unrecognizedTransactionId: 1,
  badlyFormatted: 2,
  incorrect: 3,
  resourceLimitation: 4,
} as const;

const dialogueAs = octets(0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01);
const unidialogueAs = octets(0x00, 0x11, 0x86, 0x05, 0x01, 0x02, 0x01);

export function transactionOctets(id: TransactionId): Uint8Array {
  if (typeof id !== 'number') return id;
  return octets((id >>> 24) & 0xff, (id >>> 16) & 0xff, (id >>> 8) & 0xff, id & 0xff);
}

function componentPortion(components: readonly Tlv[]): Tlv | undefined {
  return components.length === 0 ? undefined : constructed(0x6c, ...components);
}

export function begin(otid: TransactionId, dialogue: Tlv | undefined, ...components: Tlv[]): Tlv {
  const id = primitive(0x48, transactionOctets(otid));
  return constructed(0x62, id, dialogue, componentPortion(components));
}

export function continuation(
  otid: TransactionId,
  dtid: TransactionId,
  dialogue: Tlv | undefined,
  ...components: Tlv[]
): Tlv {
  const own = primitive(0x48, transactionOctets(otid));
  const other = primitive(0x49, transactionOctets(dtid));
  return constructed(0x65, own, other, dialogue, componentPortion(components));
}

export function end(dtid: TransactionId, dialogue: Tlv | undefined, ...components: Tlv[]): Tlv {
  const id = primitive(0x49, transactionOctets(dtid));
  return constructed(0x64, id, dialogue, componentPortion(components));
}

export function unidirectional(dialogue: Tlv | undefined, ...components: Tlv[]): Tlv {
  return constructed(0x61, dialogue, componentPortion(components));
}

/** Abort by the provider (a cause) or by the user (a dialogue portion). */
export function abort(dtid: TransactionId, reason: number | Tlv): Tlv {
  const id = primitive(0x49, transactionOctets(dtid));
  return constructed(0x67, id, typeof reason === 'number' ? integer(reason, 0x4a) : reason);
}

/** Object identifier of an application context as its content octets. */
export type ApplicationContext = Uint8Array;

function dialoguePortion(apdu: Tlv, syntax = dialogueAs): Tlv {
  const external = constructed(0x28, primitive(0x06, syntax), constructed(0xa0, apdu));
  return constructed(0x6b, external);
}

function contextName(context: ApplicationContext): Tlv {
  return constructed(0xa1, primitive(0x06, context));
}

const protocolVersion = primitive(0x80, octets(0x07, 0x80));

function userInformation(information: Tlv | undefined): Tlv | undefined {
  return information && constructed(0xbe, information);
}

/** AARQ: the request that opens a dialogue. */
export function dialogueRequest(context: ApplicationContext, information?: Tlv): Tlv {
  return dialoguePortion(
    constructed(0x60, protocolVersion, contextName(context), userInformation(information)),
  );
}

/** AUDT: the context of a Unidirectional. */
export function unidirectionalDialogue(context: ApplicationContext): Tlv {
  return dialoguePortion(constructed(0x60, protocolVersion, contextName(context)), unidialogueAs);
}

/** AARE: accepted, or refused for good because the context is not supported. */
export function dialogueResponse(
  context: ApplicationContext,
  answer: 'accepted' | 'contextNotSupported' = 'accepted',
  information?: Tlv,
): Tlv {
  const accepted = answer === 'accepted';
  return dialoguePortion(
    constructed(
      0x61,
      protocolVersion,
      contextName(context),
      constructed(0xa2, integer(accepted ? 0 : 1)),
      constructed(0xa3, constructed(0xa1, integer(accepted ? 0 : 2))),
      userInformation(information),
    ),
  );
}

/** ABRT with its source: 0 the dialogue service user, 1 the provider. */
export function dialogueAbort(source: 0 | 1, information?: Tlv): Tlv {
  return dialoguePortion(constructed(0x64, integer(source, 0x80), userInformation(information)));
}

/** Local operation or error code; a global one is an object identifier. */
export type Code = number | Uint8Array;

function codeElement(code: Code): Tlv {
  return typeof code === 'number' ? integer(code) : primitive(0x06, code);
}

export function invoke(id: number, operation: Code, argument?: Tlv, linkedId?: number): Tlv {
  const linked = linkedId === undefined ? undefined : integer(linkedId, 0x80);
  return constructed(0xa1, integer(id), linked, codeElement(operation), argument);
}

/** Without an operation the result is empty, as the answer to many invokes is. */
export function returnResult(id: number, operation?: Code, result?: Tlv, last = true): Tlv {
  const body = operation === undefined ? undefined : sequence(codeElement(operation), result);
  return constructed(last ? 0xa2 : 0xa7, integer(id), body);
}

export function returnError(id: number, error: Code, parameter?: Tlv): Tlv {
  return constructed(0xa3, integer(id), codeElement(error), parameter);
}

const problemKind = { general: 0x80, invoke: 0x81, result: 0x82, error: 0x83 } as const;

/** Reject; the invoke id may be unknown. */
export function reject(
  id: number | undefined,
  kind: keyof typeof problemKind,
  problem: number,
): Tlv {
  const name = id === undefined ? primitive(0x05, octets()) : integer(id);
  return constructed(0xa4, name, integer(problem, problemKind[kind]));
}
