// SPDX-License-Identifier: Apache-2.0
// Diameter (RFC 6733): header, AVPs, and the base messages of a peer connection (CER, CEA, DWR,
// DWA, DPR). A message is a plain value until encodeDiameter: a relay's copy is the same value with
// another hop-by-hop id and a Route-Record more.

import { ascii, concat, octets, padding, u24, u32 } from './bytes.ts';
import { allowedHost, allowedIpv4, allowedIpv6, allowedSession } from './identities.ts';

export const vendor3gpp = 10415;

export const application = { base: 0, s6a: 16777251, relay: 0xffffffff } as const;

export const command = {
  capabilitiesExchange: 257,
  deviceWatchdog: 280,
  disconnectPeer: 282,
  updateLocation: 316,
  cancelLocation: 317,
  authenticationInformation: 318,
  insertSubscriberData: 319,
  deleteSubscriberData: 320,
  purgeUe: 321,
  reset: 322,
  notify: 323,
} as const;

export const avpCode = {
  userName: 1,
  hostIpAddress: 257,
  authApplicationId: 258,
  vendorSpecificApplicationId: 260,
  sessionId: 263,
  originHost: 264,
  vendorId: 266,
  resultCode: 268,
  productName: 269,
  disconnectCause: 273,
  authSessionState: 277,
  originStateId: 278,
  routeRecord: 282,
  destinationRealm: 283,
  destinationHost: 293,
  originRealm: 296,
  experimentalResult: 297,
  experimentalResultCode: 298,
} as const;

export interface Avp {
  readonly code: number;
  readonly vendor?: number;
  readonly flags: number;
  readonly data: Uint8Array | readonly Avp[];
}

const mandatory = 0x40;
const vendorSpecific = 0x80;

export function baseAvp(code: number, data: Uint8Array | readonly Avp[]): Avp {
  return { code, flags: mandatory, data };
}

/** An AVP of 3GPP; not mandatory to understand when `optional`. */
export function avp3gpp(code: number, data: Uint8Array | readonly Avp[], optional = false): Avp {
  return { code, vendor: vendor3gpp, flags: vendorSpecific | (optional ? 0 : mandatory), data };
}

/** DiameterIdentity; passes the allow-list. */
export function identityAvp(code: number, name: string): Avp {
  return baseAvp(code, ascii(allowedHost(name)));
}

export function sessionAvp(session: string): Avp {
  return baseAvp(avpCode.sessionId, ascii(allowedSession(session)));
}

export function u32Avp(code: number, value: number): Avp {
  return baseAvp(code, u32(value));
}

export interface DiameterMessage {
  readonly request: boolean;
  readonly proxiable?: boolean;
  readonly error?: boolean;
  readonly retransmitted?: boolean;
  readonly command: number;
  readonly application: number;
  readonly hopByHop: number;
  readonly endToEnd: number;
  readonly avps: readonly Avp[];
}

function encodeAvp(avp: Avp): Uint8Array {
  const data = Array.isArray(avp.data)
    ? concat(...(avp.data as readonly Avp[]).map(encodeAvp))
    : (avp.data as Uint8Array);
  const vendor = avp.vendor === undefined ? octets() : u32(avp.vendor);
  return concat(
    u32(avp.code),
    octets(avp.flags),
    u24(8 + vendor.length + data.length),
    vendor,
    data,
    padding(data.length),
  );
}

export function encodeDiameter(message: DiameterMessage): Uint8Array {
  const body = concat(...message.avps.map(encodeAvp));
  const flags =
    (message.request ? 0x80 : 0) |
    ((message.proxiable ?? message.application !== application.base) ? 0x40 : 0) |
    (message.error ? 0x20 : 0) |
    (message.retransmitted ? 0x10 : 0);
  return concat(
    octets(1),
    u24(20 + body.length),
    octets(flags),
    u24(message.command),
    u32(message.application),
    u32(message.hopByHop),
    u32(message.endToEnd),
    body,
  );
}

export interface PeerIdentity {
  readonly host: string;
  readonly realm: string;
}

export interface BaseIds {
  readonly hopByHop: number;
  readonly endToEnd: number;
}

function origin(peer: PeerIdentity): Avp[] {
  return [identityAvp(avpCode.originHost, peer.host), identityAvp(avpCode.originRealm, peer.realm)];
}

/** Address AVP: family 1 or 2, then the octets. */
function addressAvp(address: string): Avp {
  const six = address.includes(':');
  const bytes = six ? allowedIpv6(address) : allowedIpv4(address);
  return baseAvp(avpCode.hostIpAddress, concat(octets(0, six ? 2 : 1), bytes));
}

function base(code: number, request: boolean, ids: BaseIds, avps: readonly Avp[]): DiameterMessage {
  return { request, command: code, application: application.base, ...ids, avps };
}

/** CER, or CEA when not a request: a relay that also speaks S6a. */
export function capabilities(
  request: boolean,
  peer: PeerIdentity & { readonly address: string },
  ids: BaseIds,
): DiameterMessage {
  const s6a = [
    u32Avp(avpCode.vendorId, vendor3gpp),
    u32Avp(avpCode.authApplicationId, application.s6a),
  ];
  const product: Avp = { code: avpCode.productName, flags: 0, data: ascii('lab') };
  return base(command.capabilitiesExchange, request, ids, [
    ...(request ? [] : [u32Avp(avpCode.resultCode, 2001)]),
    ...origin(peer),
    addressAvp(peer.address),
    u32Avp(avpCode.vendorId, 0),
    product,
    u32Avp(avpCode.authApplicationId, application.relay),
    baseAvp(avpCode.vendorSpecificApplicationId, s6a),
  ]);
}

/** DWR, or DWA when not a request. */
export function watchdog(request: boolean, peer: PeerIdentity, ids: BaseIds): DiameterMessage {
  return base(command.deviceWatchdog, request, ids, [
    ...(request ? [] : [u32Avp(avpCode.resultCode, 2001)]),
    ...origin(peer),
  ]);
}

/** Why a peer leaves (RFC 6733 §5.4.3). */
export const disconnectCause = { rebooting: 0, busy: 1, doNotWantToTalk: 2 } as const;

/** DPR, or DPA when not a request. */
export function disconnect(request: boolean, peer: PeerIdentity, ids: BaseIds): DiameterMessage {
  return base(command.disconnectPeer, request, ids, [
    ...(request ? [] : [u32Avp(avpCode.resultCode, 2001)]),
    ...origin(peer),
    ...(request ? [u32Avp(avpCode.disconnectCause, disconnectCause.rebooting)] : []),
  ]);
}
