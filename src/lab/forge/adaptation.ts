// SPDX-License-Identifier: Apache-2.0
// What the adaptation layers share: the common header and parameters (RFC 4666 §3.1, §3.2). The
// padding of the last parameter is counted in the message length.

import { concat, octets, padding, u16, u32 } from './bytes.ts';

export function parameter(tag: number, ...value: readonly Uint8Array[]): Uint8Array {
  const body = concat(...value);
  return concat(u16(tag), u16(4 + body.length), body, padding(body.length));
}

/** A message of that class and type. */
export function adaptationMessage(
  [messageClass, type]: readonly [number, number],
  ...body: readonly Uint8Array[]
): Uint8Array {
  const length = body.reduce((sum, part) => sum + part.length, 8);
  return concat(octets(1, 0, messageClass, type), u32(length), ...body);
}

/** Parameters that every layer has under the same tag. */
export const commonTag = {
  infoString: 0x0004,
  routingContext: 0x0006,
  diagnosticInformation: 0x0007,
  heartbeatData: 0x0009,
  trafficMode: 0x000b,
  errorCode: 0x000c,
  status: 0x000d,
  aspIdentifier: 0x0011,
  affectedPointCode: 0x0012,
  correlationId: 0x0013,
} as const;

/** Classes and types of the management that every layer has. */
export const management = {
  error: [0, 0],
  notify: [0, 1],
  aspUp: [3, 1],
  aspDown: [3, 2],
  heartbeat: [3, 3],
  aspUpAck: [3, 4],
  aspDownAck: [3, 5],
  heartbeatAck: [3, 6],
  aspActive: [4, 1],
  aspInactive: [4, 2],
  aspActiveAck: [4, 3],
  aspInactiveAck: [4, 4],
} as const;
