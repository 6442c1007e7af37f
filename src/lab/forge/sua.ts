// SPDX-License-Identifier: Apache-2.0
// SUA (RFC 3868): CLDT and CLDR with addresses of every kind, the connection-oriented messages as far
// as a reader needs them told, and the management of the layer.

import { adaptationMessage, commonTag, management, parameter } from './adaptation.ts';
import { ascii, concat, octets, u16, u32 } from './bytes.ts';
import { tbcd } from './digits.ts';
import { allowedHost, allowedIpv4, allowedIpv6 } from './identities.ts';
import { checkedTitle, numberingPlan, type SccpAddress, type Unitdata } from './sccp.ts';

const suaMessage = {
  ...management,
  destinationUnavailable: [2, 1],
  signallingCongestion: [2, 4],
  destinationUserPartUnavailable: [2, 5],
  connectionless: [7, 1],
  connectionlessResponse: [7, 2],
  connectionRequest: [8, 1],
  connectionAcknowledge: [8, 2],
  connectionData: [8, 8],
  registrationRequest: [9, 1],
  registrationResponse: [9, 2],
} as const;

export const suaTag = {
  ...commonTag,
  registrationResult: 0x0014,
  registrationStatus: 0x0016,
  localRoutingKeyIdentifier: 0x0018,
  hopCounter: 0x0101,
  sourceAddress: 0x0102,
  destinationAddress: 0x0103,
  sourceReference: 0x0104,
  destinationReference: 0x0105,
  sccpCause: 0x0106,
  credit: 0x010a,
  data: 0x010b,
  userCause: 0x010c,
  networkAppearance: 0x010d,
  smi: 0x0112,
  importance: 0x0113,
  messagePriority: 0x0114,
  protocolClass: 0x0115,
  sequenceControl: 0x0116,
  segmentation: 0x0117,
  congestionLevel: 0x0118,
  title: 0x8001,
  pointCode: 0x8002,
  ssn: 0x8003,
  ipv4: 0x8004,
  hostName: 0x8005,
  ipv6: 0x8006,
} as const;

const routeOn = { title: 1, pointCode: 2, hostName: 3, ip: 4 } as const;
const present = { title: 4, pointCode: 2, ssn: 1 } as const;

export function sua(kind: keyof typeof suaMessage, ...parameters: Uint8Array[]): Uint8Array {
  return adaptationMessage(suaMessage[kind], ...parameters);
}

function addressValue(routing: number, indicator: number, ...parts: Uint8Array[]): Uint8Array {
  return concat(u16(routing), u16(indicator), ...parts);
}

/** An address of SCCP as SUA writes it (RFC 3868 §3.10.2). */
export function suaAddress(address: SccpAddress): Uint8Array {
  const { ssn, pointCode, translationType = 0, nature = 4, plan = numberingPlan.e164 } = address;
  const digits = checkedTitle(address);
  const format = address.indicator ?? 4;
  const head = octets(0, 0, 0, format, digits.length, translationType, plan, nature);
  return addressValue(
    address.routeOnSsn ? routeOn.pointCode : routeOn.title,
    present.title |
      (pointCode === undefined ? 0 : present.pointCode) |
      (ssn === undefined ? 0 : present.ssn),
    parameter(suaTag.title, head, tbcd(digits, 0)),
    ...(pointCode === undefined ? [] : [parameter(suaTag.pointCode, u32(pointCode))]),
    ...(ssn === undefined ? [] : [parameter(suaTag.ssn, u32(ssn))]),
  );
}

/** An address without a title: a point code, an IP address or a name, with a subsystem number. */
export function suaNodeAddress(node: number | string, ssn: number): Uint8Array {
  const subsystem = parameter(suaTag.ssn, u32(ssn));
  const withSsn = (routing: number, part: Uint8Array, more = 0) =>
    addressValue(routing, present.ssn | more, part, subsystem);
  if (typeof node === 'number') {
    const code = parameter(suaTag.pointCode, u32(node));
    return withSsn(routeOn.pointCode, code, present.pointCode);
  }
  if (node.includes(':')) return withSsn(routeOn.ip, parameter(suaTag.ipv6, allowedIpv6(node)));
  if (/^[0-9.]+$/.test(node)) {
    return withSsn(routeOn.ip, parameter(suaTag.ipv4, allowedIpv4(node)));
  }
  return withSsn(routeOn.hostName, parameter(suaTag.hostName, ascii(allowedHost(node))));
}

export interface SuaPath {
  readonly routingContext?: number;
}

/** CLDT, or CLDR where the unit is the return of a message. */
export function suaUnitdata(path: SuaPath, unit: Unitdata, sequence = 0): Uint8Array {
  const { parties, data, segmentation, returnCause } = unit;
  const context = parameter(suaTag.routingContext, u32(path.routingContext ?? 0));
  const addresses = [
    parameter(suaTag.sourceAddress, suaAddress(parties.calling)),
    parameter(suaTag.destinationAddress, suaAddress(parties.called)),
  ];
  const content = parameter(suaTag.data, data);
  if (returnCause !== undefined) {
    const cause = parameter(suaTag.sccpCause, octets(0, 0, 1, returnCause));
    return sua('connectionlessResponse', context, cause, ...addresses, content);
  }
  const protocolClass = parameter(suaTag.protocolClass, u32(segmentation ? 0x81 : 0x80));
  const control = parameter(suaTag.sequenceControl, u32(sequence));
  const part = segmentation === undefined ? [] : [suaSegmentation(segmentation)];
  const head = [context, protocolClass, ...addresses, control];
  return sua('connectionless', ...head, ...part, content);
}

function suaSegmentation(part: NonNullable<Unitdata['segmentation']>): Uint8Array {
  const first = part.first ? 0x80 : 0;
  return parameter(
    suaTag.segmentation,
    u32((((first | part.remaining) << 24) | part.reference) >>> 0),
  );
}
