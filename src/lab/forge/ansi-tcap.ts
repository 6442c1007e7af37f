// SPDX-License-Identifier: Apache-2.0
// ANSI TCAP (T1.114): packages, transaction ids, components. Trees only, as in tcap.ts. Operations
// are private codes of ANSI-41 (0x09NN) or national ones of two octets.

import { constructed, integer, primitive, type Tlv } from './ber.ts';
import { concat, octets } from './bytes.ts';
import { transactionOctets } from './tcap.ts';

export const ansiOperation = {
  registrationNotification: 13,
  locationRequest: 15,
  routingRequest: 16,
  smsDeliveryPointToPoint: 53,
} as const;

const transaction = (...ids: readonly number[]) =>
  primitive(0xc7, concat(...ids.map((id) => transactionOctets(id))));
const portion = (components: readonly Tlv[]) =>
  components.length === 0 ? undefined : constructed(0xe8, ...components);

/** What a package says of its application, and how: a number, or an object identifier. */
export function ansiDialogue(context: number | Uint8Array): Tlv {
  const name = typeof context === 'number' ? integer(context, 0xdb) : primitive(0xdc, context);
  return constructed(0xf9, primitive(0xda, octets(0x03)), name);
}

export const ansiUnidirectional = (dialogue: Tlv | undefined, ...components: Tlv[]) =>
  constructed(0xe1, transaction(), dialogue, portion(components));

/** Query: with or without the permission to end the transaction at once. */
export function ansiQuery(id: number, permission: boolean, dialogue?: Tlv, ...parts: Tlv[]): Tlv {
  return constructed(permission ? 0xe2 : 0xe3, transaction(id), dialogue, portion(parts));
}

export function ansiConversation(own: number, other: number, permission: boolean, ...parts: Tlv[]) {
  return constructed(permission ? 0xe5 : 0xe6, transaction(own, other), portion(parts));
}

export const ansiResponse = (id: number, ...components: Tlv[]) =>
  constructed(0xe4, transaction(id), portion(components));

export const ansiAbort = (id: number, cause: number) =>
  constructed(0xf6, transaction(id), integer(cause, 0xd7));

/** Two octets: family and operation of ANSI-41. */
const privateCode = (operation: number) => primitive(0xd1, octets(0x09, operation));

export function ansiInvoke(id: number, operation: number, parameters: Tlv, last = true): Tlv {
  const ids = primitive(0xcf, octets(id));
  return constructed(last ? 0xe9 : 0xed, ids, privateCode(operation), parameters);
}

/** An invoke of a national operation; the top bit of the family asks for an answer. */
export function ansiNational(id: number, family: number, specifier: number): Tlv {
  const code = primitive(0xd0, octets(0x80 | family, specifier));
  return constructed(0xe9, primitive(0xcf, octets(id)), code, constructed(0xf2));
}

export const ansiResult = (id: number, parameters: Tlv, last = true) =>
  constructed(last ? 0xea : 0xee, primitive(0xcf, octets(id)), parameters);

export const ansiError = (id: number, error: number) =>
  constructed(0xeb, primitive(0xcf, octets(id)), octetError(error), constructed(0xf2));
const octetError = (error: number) => primitive(0xd4, octets(error));

/** Kind in the first octet of the problem, number in the second. */
export const ansiReject = (id: number, kind: number, problem: number) =>
  constructed(
    0xec,
    primitive(0xcf, octets(id)),
    primitive(0xd5, octets(kind, problem)),
    constructed(0xf0),
  );

const switchAsking = () => [
  primitive(0x95, octets(0x00, 0x27, 0x0a)),
  primitive(0x96, octets(0x05)),
];

/** What the home network answers to a registration. */
export const registrationResult = () => constructed(0xf2, ...switchAsking());

/** Where is the called one: billing id, dialled digits of no one, the switch that asks. */
export const locationParameters = () =>
  constructed(
    0xf2,
    primitive(0x81, octets(0x00, 0x27, 0x0a, 0, 0, 1, 0)),
    primitive(0x84, octets(0x01, 0x00, 0x21, 0x0a, 0x99, 0x99, 0x00, 0x00, 0x00)),
    ...switchAsking(),
  );

/** Parameters of a registration: mobile and equipment of no one, the switch that asks. */
export function registrationParameters(): Tlv {
  return constructed(
    0xf2,
    primitive(0x88, octets(0x21, 0x43, 0x65, 0x87, 0x09)),
    primitive(0x89, octets(0x82, 0x00, 0x00, 0x01)),
    ...switchAsking(),
    primitive(0x91, octets(0x03)),
  );
}
