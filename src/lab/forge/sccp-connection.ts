// SPDX-License-Identifier: Apache-2.0
// The connection-oriented messages of SCCP (ITU-T Q.713 §4.2 to §4.9, §4.12 to §4.17) and SCCP
// management (§5.3). No state: who writes a conversation says which references are used.

import { concat, octets } from './bytes.ts';
import { type SccpAddress, sccpAddress, withOptional } from './sccp.ts';

/** Local reference, three octets, the least significant first. */
function reference(value: number): Uint8Array {
  return octets(value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff);
}

const type = {
  cr: 1,
  cc: 2,
  cref: 3,
  rlsd: 4,
  rlc: 5,
  dt1: 6,
  dt2: 7,
  ak: 8,
  ed: 11,
  ea: 12,
  rsr: 13,
  rsc: 14,
  err: 15,
  it: 16,
} as const;

/** What an optional part may hold. */
export interface OptionalPart {
  readonly called?: SccpAddress;
  readonly calling?: SccpAddress;
  readonly data?: Uint8Array;
  readonly importance?: number;
}

function parameters(part: OptionalPart): Uint8Array {
  const one = (tag: number, value: Uint8Array | undefined) =>
    value === undefined ? octets() : concat(octets(tag, value.length), value);
  return concat(
    one(0x03, part.called && sccpAddress(part.called)),
    one(0x04, part.calling && sccpAddress(part.calling)),
    one(0x0f, part.data),
    one(0x12, part.importance === undefined ? undefined : octets(part.importance)),
  );
}

/** Ends a message whose pointer to the optional part is the octet at `at`. */
function ended(body: Uint8Array, at: number, part: OptionalPart): Uint8Array {
  const list = parameters(part);
  return list.length === 0 ? body : withOptional(body, at, list);
}

export function connectionRequest(
  source: number,
  called: SccpAddress,
  part: OptionalPart = {},
  protocolClass = 2,
): Uint8Array {
  const address = sccpAddress(called);
  const body = concat(
    octets(type.cr),
    reference(source),
    octets(protocolClass, 2, 0, address.length),
    address,
  );
  return ended(body, 6, part);
}

/** Destination and source as its sender has them, as in all messages of both. */
export interface References {
  readonly to: number;
  readonly from: number;
}

export function connectionConfirm(at: References, part: OptionalPart = {}): Uint8Array {
  const body = concat(octets(type.cc), reference(at.to), reference(at.from), octets(2, 0));
  return ended(body, 8, part);
}

export function connectionRefused(to: number, cause: number, part: OptionalPart = {}): Uint8Array {
  return ended(concat(octets(type.cref), reference(to), octets(cause, 0)), 5, part);
}

export function released(at: References, cause: number, part: OptionalPart = {}): Uint8Array {
  const body = concat(octets(type.rlsd), reference(at.to), reference(at.from), octets(cause, 0));
  return ended(body, 8, part);
}

export function releaseComplete({ to, from }: References): Uint8Array {
  return concat(octets(type.rlc), reference(to), reference(from));
}

export function dataForm1(to: number, data: Uint8Array, more = false): Uint8Array {
  return concat(octets(type.dt1), reference(to), octets(more ? 1 : 0, 1, data.length), data);
}

/** Send and receive sequence numbers are of seven bits. */
export function dataForm2(
  to: number,
  numbers: { send: number; receive: number },
  data: Uint8Array,
  more = false,
): Uint8Array {
  const sequence = octets(numbers.send << 1, (numbers.receive << 1) | (more ? 1 : 0));
  return concat(octets(type.dt2), reference(to), sequence, octets(1, data.length), data);
}

export function dataAcknowledgement(to: number, receive: number, credit: number): Uint8Array {
  return concat(octets(type.ak), reference(to), octets(receive << 1, credit));
}

export function expeditedData(to: number, data: Uint8Array): Uint8Array {
  return concat(octets(type.ed), reference(to), octets(1, data.length), data);
}

export function expeditedAcknowledgement(to: number): Uint8Array {
  return concat(octets(type.ea), reference(to));
}

export function resetRequest({ to, from }: References, cause: number): Uint8Array {
  return concat(octets(type.rsr), reference(to), reference(from), octets(cause));
}

export function resetConfirmation({ to, from }: References): Uint8Array {
  return concat(octets(type.rsc), reference(to), reference(from));
}

export function protocolDataUnitError(to: number, cause: number): Uint8Array {
  return concat(octets(type.err), reference(to), octets(cause));
}

export function inactivityTest({ to, from }: References, credit: number): Uint8Array {
  return concat(octets(type.it), reference(to), reference(from), octets(2, 0, 0, credit));
}

export const management = {
  subsystemAllowed: 1,
  subsystemProhibited: 2,
  subsystemTest: 3,
  outOfServiceRequest: 4,
  outOfServiceGrant: 5,
  subsystemCongested: 6,
} as const;

/** A message between two management subsystems (number 1) about one subsystem of a node. */
export function managementMessage(
  kind: keyof typeof management,
  subsystem: number,
  pointCode: number,
  congestion?: number,
): Uint8Array {
  return concat(
    octets(management[kind], subsystem, pointCode & 0xff, pointCode >> 8, 0),
    congestion === undefined ? octets() : octets(congestion),
  );
}
