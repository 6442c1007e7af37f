// SPDX-License-Identifier: Apache-2.0
// M3UA (RFC 4666): DATA with network appearance and routing context, and the ASP state and traffic
// messages with which a link comes up. The length of the last parameter's padding is counted in the
// message length (RFC 4666 §3.1.4).

import { concat, octets, padding, u16, u32 } from './bytes.ts';

const m3uaMessage = {
  error: [0, 0],
  notify: [0, 1],
  data: [1, 1],
  destinationUnavailable: [2, 1],
  destinationAvailable: [2, 2],
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

export const m3uaTag = {
  routingContext: 0x0006,
  heartbeatData: 0x0009,
  trafficMode: 0x000b,
  status: 0x000d,
  aspIdentifier: 0x0011,
  affectedPointCode: 0x0012,
  networkAppearance: 0x0200,
  protocolData: 0x0210,
} as const;

export function m3uaParameter(tag: number, value: Uint8Array): Uint8Array {
  return concat(u16(tag), u16(4 + value.length), value, padding(value.length));
}

export function m3ua(kind: keyof typeof m3uaMessage, ...parameters: Uint8Array[]): Uint8Array {
  const [messageClass, type] = m3uaMessage[kind];
  const length = parameters.reduce((sum, parameter) => sum + parameter.length, 8);
  return concat(octets(1, 0, messageClass, type), u32(length), ...parameters);
}

/** The MTP3 routing label and indicators of a DATA message. */
export interface RoutingLabel {
  readonly opc: number;
  readonly dpc: number;
  /** 3 is SCCP. */
  readonly serviceIndicator?: number;
  /** 0 international, 2 national. */
  readonly networkIndicator?: number;
  readonly priority?: number;
  readonly sls: number;
}

export interface M3uaPath {
  readonly networkAppearance?: number;
  readonly routingContext?: number;
}

export function m3uaData(path: M3uaPath, label: RoutingLabel, userPart: Uint8Array): Uint8Array {
  const protocolData = concat(
    u32(label.opc),
    u32(label.dpc),
    octets(
      label.serviceIndicator ?? 3,
      label.networkIndicator ?? 0,
      label.priority ?? 0,
      label.sls,
    ),
    userPart,
  );
  const parameters = [m3uaParameter(m3uaTag.protocolData, protocolData)];
  if (path.routingContext !== undefined) {
    parameters.unshift(m3uaParameter(m3uaTag.routingContext, u32(path.routingContext)));
  }
  if (path.networkAppearance !== undefined) {
    parameters.unshift(m3uaParameter(m3uaTag.networkAppearance, u32(path.networkAppearance)));
  }
  return m3ua('data', ...parameters);
}
