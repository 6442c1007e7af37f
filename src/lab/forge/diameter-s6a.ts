// SPDX-License-Identifier: Apache-2.0
// S6a and S6d (3GPP TS 29.272): ULR, AIR, CLR, IDR, DSR, PUR, NOR, RSR and their answers. The order
// of AVPs is that of the published worked examples. Authentication values are noise.

import { ascii, concat, u16, u32 } from './bytes.ts';
import type { Avp, DiameterMessage, PeerIdentity } from './diameter.ts';
import { application, avp3gpp, avpCode, baseAvp, command } from './diameter.ts';
import { answerOf, type Envelope, type Outcome, requestOf } from './diameter-command.ts';
import { numberTbcd, plmnId } from './digits.ts';
import type { Plmn } from './gsm-map-location.ts';
import type { Noise } from './gsm-map-mobility.ts';
import { allowedImei, allowedImsi } from './identities.ts';

const code = {
  serviceSelection: 493,
  supportedFeatures: 628,
  msisdn: 701,
  ratType: 1032,
  subscriptionData: 1400,
  terminalInformation: 1401,
  imei: 1402,
  softwareVersion: 1403,
  ulrFlags: 1405,
  ulaFlags: 1406,
  visitedPlmnId: 1407,
  requestedEutran: 1408,
  requestedVectors: 1410,
  immediateResponse: 1412,
  authenticationInfo: 1413,
  eutranVector: 1414,
  cancellationType: 1420,
  dsrFlags: 1421,
  contextIdentifier: 1423,
  subscriberStatus: 1424,
  allApnIncluded: 1428,
  apnProfile: 1429,
  apnConfiguration: 1430,
  qosProfile: 1431,
  qosClass: 1028,
  allocationRetention: 1034,
  priorityLevel: 1046,
  pdnType: 1456,
  ambr: 1435,
  bandwidthUl: 516,
  bandwidthDl: 515,
  puaFlags: 1442,
  userId: 1444,
  norFlags: 1443,
  rand: 1447,
  xres: 1448,
  autn: 1449,
  kasme: 1450,
  idrFlags: 1490,
  epsLocation: 1496,
  mmeLocation: 1600,
  cell: 1602,
  trackingArea: 1603,
  ageOfLocation: 1611,
} as const;

const ratEutran = 1004;

/** Bits of IDR-Flags: EPS location information requested, current location requested. */
export const idrFlag = { location: 1 << 3, currentLocation: 1 << 4 } as const;

export const resultCode = { success: 2001, unableToDeliver: 3002, unableToComply: 5012 } as const;

/** Experimental results of 3GPP (TS 29.272 §7.4). */
export const experimental = {
  userUnknown: 5001,
  roamingNotAllowed: 5004,
  unknownServingNode: 5423,
  authenticationDataUnavailable: 4181,
} as const;

export type S6aEnvelope = Envelope;

function request(envelope: Envelope, number: number, avps: readonly Avp[]): DiameterMessage {
  return requestOf(application.s6a, envelope, number, avps);
}

function userName(imsi: string): Avp {
  return baseAvp(avpCode.userName, ascii(allowedImsi(imsi)));
}

function number3gpp(which: number, value: number): Avp {
  return avp3gpp(which, u32(value));
}

/**
 * The answer to any request of this file. `experimental` and `error` answers carry no more AVPs.
 */
export function answer(
  envelope: Envelope,
  number: number,
  outcome: Outcome,
  responder: PeerIdentity,
  avps: readonly Avp[] = [],
): DiameterMessage {
  return answerOf(application.s6a, envelope, number, outcome, responder, avps);
}

export interface UpdateLocationFields {
  readonly imsi: string;
  readonly visited: Plmn;
  readonly imei?: string;
  readonly flags?: number;
}

export function updateLocationRequest(
  e: S6aEnvelope,
  fields: UpdateLocationFields,
): DiameterMessage {
  const terminal =
    fields.imei === undefined
      ? []
      : [
          avp3gpp(code.terminalInformation, [
            avp3gpp(code.imei, ascii(allowedImei(fields.imei).slice(0, 14))),
            avp3gpp(code.softwareVersion, ascii('01')),
          ]),
        ];
  return request(e, command.updateLocation, [
    userName(fields.imsi),
    number3gpp(code.ratType, ratEutran),
    number3gpp(code.ulrFlags, fields.flags ?? 0x22),
    visitedPlmn(fields.visited),
    ...terminal,
  ]);
}

function visitedPlmn(plmn: Plmn): Avp {
  return avp3gpp(code.visitedPlmnId, plmnId(plmn.mcc, plmn.mnc));
}

/** ULA-Flags and the subscription that an HSS hands to whoever it takes for the serving node. */
export function subscriptionAvps(msisdn: string): Avp[] {
  return [number3gpp(code.ulaFlags, 1), subscriptionData(msisdn)];
}

function subscriptionData(msisdn: string): Avp {
  const ambr = avp3gpp(code.ambr, [
    number3gpp(code.bandwidthUl, 50_000_000),
    number3gpp(code.bandwidthDl, 100_000_000),
  ]);
  const qos = avp3gpp(code.qosProfile, [
    number3gpp(code.qosClass, 9),
    avp3gpp(code.allocationRetention, [number3gpp(code.priorityLevel, 8)]),
  ]);
  const apn = avp3gpp(code.apnConfiguration, [
    number3gpp(code.contextIdentifier, 1),
    number3gpp(code.pdnType, 0),
    baseAvp(code.serviceSelection, ascii('internet')),
    qos,
  ]);
  const profile = avp3gpp(code.apnProfile, [
    number3gpp(code.contextIdentifier, 1),
    number3gpp(code.allApnIncluded, 0),
    apn,
  ]);
  return avp3gpp(code.subscriptionData, [
    avp3gpp(code.msisdn, numberTbcd(msisdn)),
    number3gpp(code.subscriberStatus, 0),
    ambr,
    profile,
  ]);
}

export function authenticationInformationRequest(
  e: S6aEnvelope,
  fields: { imsi: string; visited: Plmn; vectors?: number },
): DiameterMessage {
  return request(e, command.authenticationInformation, [
    userName(fields.imsi),
    avp3gpp(code.requestedEutran, [
      number3gpp(code.requestedVectors, fields.vectors ?? 1),
      number3gpp(code.immediateResponse, 1),
    ]),
    visitedPlmn(fields.visited),
  ]);
}

/** E-UTRAN vectors: RAND 16, XRES 8, AUTN 16, KASME 32. */
export function vectorAvps(count: number, noise: Noise): Avp[] {
  const sizes: [number, number][] = [
    [code.rand, 16],
    [code.xres, 8],
    [code.autn, 16],
    [code.kasme, 32],
  ];
  const vectors = Array.from({ length: count }, () =>
    avp3gpp(
      code.eutranVector,
      sizes.map(([which, size]) => avp3gpp(which, noise(size))),
    ),
  );
  return [avp3gpp(code.authenticationInfo, vectors)];
}

/**
 * Cancellation types: 0 moved to another MME, 1 to an SGSN, 2 subscription withdrawn, 4 initial
 * attach.
 */
export function cancelLocationRequest(e: S6aEnvelope, imsi: string, type = 0): DiameterMessage {
  return request(e, command.cancelLocation, [
    userName(imsi),
    number3gpp(code.cancellationType, type),
  ]);
}

/** IDR; with location flags and an empty subscription it is a question, not an insertion. */
export function insertSubscriberDataRequest(
  e: S6aEnvelope,
  fields: { imsi: string; flags?: number; msisdn?: string },
): DiameterMessage {
  return request(e, command.insertSubscriberData, [
    userName(fields.imsi),
    fields.msisdn === undefined
      ? avp3gpp(code.subscriptionData, [])
      : subscriptionData(fields.msisdn),
    ...(fields.flags === undefined ? [] : [number3gpp(code.idrFlags, fields.flags)]),
  ]);
}

/** EPS-Location-Information of an MME: cell, tracking area, age in minutes. */
export function locationAvps(plmn: Plmn, eci: number, tac: number, ageMinutes: number): Avp[] {
  const id = plmnId(plmn.mcc, plmn.mnc);
  return [
    avp3gpp(
      code.epsLocation,
      [
        avp3gpp(
          code.mmeLocation,
          [
            avp3gpp(code.cell, concat(id, u32(eci)), true),
            avp3gpp(code.trackingArea, concat(id, u16(tac)), true),
            avp3gpp(code.ageOfLocation, u32(ageMinutes), true),
          ],
          true,
        ),
      ],
      true,
    ),
  ];
}

/** DSR; bit 1 of the flags withdraws the complete APN configuration. */
export function deleteSubscriberDataRequest(
  e: S6aEnvelope,
  imsi: string,
  flags = 2,
): DiameterMessage {
  return request(e, command.deleteSubscriberData, [
    userName(imsi),
    number3gpp(code.dsrFlags, flags),
  ]);
}

export function purgeUeRequest(e: S6aEnvelope, imsi: string): DiameterMessage {
  return request(e, command.purgeUe, [userName(imsi)]);
}

/** PUA-Flags: freeze the M-TMSI, as for a node the HSS had recorded. */
export function purgeUeAvps(): Avp[] {
  return [number3gpp(code.puaFlags, 1)];
}

/** NOR-Flags bit 3: the UE is reachable again. */
export function notifyRequest(e: S6aEnvelope, imsi: string, flags = 8): DiameterMessage {
  return request(e, command.notify, [userName(imsi), number3gpp(code.norFlags, flags)]);
}

/** RSR: the HSS lost its data; user ids (leading digits of IMSIs) narrow it. */
export function resetRequest(e: S6aEnvelope, ...userIds: string[]): DiameterMessage {
  const ids = userIds.map((id) => avp3gpp(code.userId, ascii(allowedImsi(id))));
  return request(e, command.reset, ids);
}

/**
 * The AVPs of a ULR with a second User-Name, of which a screening node and an HSS may read
 * different ones.
 */
export function withSecondUserName(message: DiameterMessage, imsi: string): DiameterMessage {
  const index = message.avps.findIndex((avp) => avp.code === avpCode.userName);
  const avps = [...message.avps];
  avps.splice(index, 0, userName(imsi));
  return { ...message, avps };
}
