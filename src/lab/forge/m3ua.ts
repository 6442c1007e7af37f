// SPDX-License-Identifier: Apache-2.0
// M3UA (RFC 4666): DATA with network appearance and routing context, and the ASP state and traffic
// messages with which a link comes up. The length of the last parameter's padding is counted in the
// message length (RFC 4666 §3.1.4).

import { adaptationMessage, commonTag, management, parameter } from './adaptation.ts';
import { concat, octets, u32 } from './bytes.ts';

const m3uaMessage = {
  ...management,
  data: [1, 1],
  destinationUnavailable: [2, 1],
  destinationAvailable: [2, 2],
  destinationStateAudit: [2, 3],
  signallingCongestion: [2, 4],
  destinationUserPartUnavailable: [2, 5],
  destinationRestricted: [2, 6],
  registrationRequest: [9, 1],
  registrationResponse: [9, 2],
  deregistrationRequest: [9, 3],
  deregistrationResponse: [9, 4],
} as const;

export const m3uaTag = {
  ...commonTag,
  networkAppearance: 0x0200,
  userCause: 0x0204,
  congestionIndications: 0x0205,
  concernedDestination: 0x0206,
  routingKey: 0x0207,
  registrationResult: 0x0208,
  deregistrationResult: 0x0209,
  localRoutingKeyIdentifier: 0x020a,
  destinationPointCode: 0x020b,
  serviceIndicators: 0x020c,
  originatingPointCodeList: 0x020e,
  circuitRange: 0x020f,
  protocolData: 0x0210,
  registrationStatus: 0x0212,
  deregistrationStatus: 0x0213,
} as const;

export function m3uaParameter(tag: number, ...value: readonly Uint8Array[]): Uint8Array {
  return parameter(tag, ...value);
}

export function m3ua(kind: keyof typeof m3uaMessage, ...parameters: Uint8Array[]): Uint8Array {
  return adaptationMessage(m3uaMessage[kind], ...parameters);
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
