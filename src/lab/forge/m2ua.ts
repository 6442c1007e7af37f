// SPDX-License-Identifier: Apache-2.0
// M2UA (RFC 3331): MTP3 of one of many links, named by its interface identifier; the length
// indicator of TTC in front where the link is Japanese; link states and data retrieval.

import { adaptationMessage, commonTag, management, parameter } from './adaptation.ts';
import { ascii, octets, u32 } from './bytes.ts';

const m2uaMessage = {
  ...management,
  data: [6, 1],
  establishRequest: [6, 2],
  establishConfirm: [6, 3],
  stateRequest: [6, 7],
  stateIndication: [6, 9],
  retrievalRequest: [6, 10],
  retrievalConfirm: [6, 11],
  retrievalIndication: [6, 12],
  congestionIndication: [6, 14],
  registrationRequest: [10, 1],
  registrationResponse: [10, 2],
  deregistrationResponse: [10, 4],
} as const;

export const m2uaTag = {
  ...commonTag,
  interfaceInt: 0x0001,
  interfaceText: 0x0003,
  interfaceRange: 0x0008,
  protocolData1: 0x0300,
  protocolData2: 0x0301,
  stateRequest: 0x0302,
  stateEvent: 0x0303,
  congestionStatus: 0x0304,
  discardStatus: 0x0305,
  action: 0x0306,
  sequenceNumber: 0x0307,
  retrievalResult: 0x0308,
  linkKey: 0x0309,
  localLinkKeyIdentifier: 0x030a,
  signallingDataTerminal: 0x030b,
  signallingDataLink: 0x030c,
  registrationResult: 0x030d,
  registrationStatus: 0x030e,
  deregistrationResult: 0x030f,
  deregistrationStatus: 0x0310,
} as const;

/** A signalling link of the gateway. */
export type M2uaInterface = number | string;

export function m2uaInterface(id: M2uaInterface): Uint8Array {
  return typeof id === 'number'
    ? parameter(m2uaTag.interfaceInt, u32(id))
    : parameter(m2uaTag.interfaceText, ascii(id));
}

export function m2ua(kind: keyof typeof m2uaMessage, ...parameters: Uint8Array[]): Uint8Array {
  return adaptationMessage(m2uaMessage[kind], ...parameters);
}

export function m2uaData(id: M2uaInterface, mtp3: Uint8Array): Uint8Array {
  return m2ua('data', m2uaInterface(id), parameter(m2uaTag.protocolData1, mtp3));
}

/** The length indicator counts what follows it, up to 63; its spare bits are the priority. */
export function m2uaTtcData(id: M2uaInterface, mtp3: Uint8Array, priority = 0): Uint8Array {
  const indicator = octets((priority << 6) | Math.min(mtp3.length, 63));
  return m2ua('data', m2uaInterface(id), parameter(m2uaTag.protocolData2, indicator, mtp3));
}
