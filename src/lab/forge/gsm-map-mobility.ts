// SPDX-License-Identifier: Apache-2.0
// MAP operations of mobility and of subscription (TS 29.002 §8): updateLocation,
// updateGprsLocation, cancelLocation, purgeMS, sendAuthenticationInfo, insertSubscriberData,
// deleteSubscriberData. Versions 1 to 3 where they differ.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';
import { imeiOctets, imsiOctets, isdnAddress } from './digits.ts';
import type { MapVersion } from './gsm-map.ts';
import { allowedIpv4 } from './identities.ts';

export interface UpdateLocation {
  readonly imsi: string;
  readonly msc: string;
  readonly vlr: string;
  readonly imeisv?: string;
}

export function updateLocation(fields: UpdateLocation, version: MapVersion = 3): Tlv {
  const capability = version === 3 ? constructed(0xa6, camelPhases()) : undefined;
  const device =
    fields.imeisv === undefined || version < 3
      ? undefined
      : constructed(0xad, primitive(0x80, imeiOctets(fields.imeisv)));
  return sequence(
    primitive(0x04, imsiOctets(fields.imsi)),
    primitive(0x81, isdnAddress(fields.msc)),
    primitive(0x04, isdnAddress(fields.vlr)),
    capability,
    device,
  );
}

/** SupportedCamelPhases: phases 1 to 4, a BIT STRING with four unused bits. */
function camelPhases(): Tlv {
  return primitive(0x80, octets(0x04, 0xf0));
}

/**
 * The HLR's number: bare in version 1, in a sequence since (ETS 300 599 allows both before version
 * 3).
 */
export function updateLocationResult(hlr: string, version: MapVersion = 3): Tlv {
  const number = primitive(0x04, isdnAddress(hlr));
  return version === 1 ? number : sequence(number);
}

export interface UpdateGprsLocation {
  readonly imsi: string;
  readonly sgsn: string;
  readonly sgsnAddress: string;
}

export function updateGprsLocation(fields: UpdateGprsLocation): Tlv {
  const address = allowedIpv4(fields.sgsnAddress);
  return sequence(
    primitive(0x04, imsiOctets(fields.imsi)),
    primitive(0x04, isdnAddress(fields.sgsn)),
    primitive(0x04, octets(0x04, ...address)),
  );
}

const cancellationType = {
  updateProcedure: 0,
  subscriptionWithdraw: 1,
  initialAttachProcedure: 2,
} as const;

export function cancelLocation(imsi: string, version: MapVersion = 3): Tlv {
  const identity = primitive(0x04, imsiOctets(imsi));
  return version === 3
    ? constructed(0xa3, identity, integer(cancellationType.updateProcedure, 0x0a))
    : identity;
}

export function purgeMS(fields: { imsi: string; vlr?: string; sgsn?: string }, version = 3): Tlv {
  const identity = primitive(0x04, imsiOctets(fields.imsi));
  const vlr = fields.vlr === undefined ? undefined : isdnAddress(fields.vlr);
  if (version === 2) return sequence(identity, vlr && primitive(0x04, vlr));
  const sgsn = fields.sgsn === undefined ? undefined : isdnAddress(fields.sgsn);
  return constructed(0xa3, identity, vlr && primitive(0x80, vlr), sgsn && primitive(0x81, sgsn));
}

/** PurgeMS-Res: freezeTMSI, as an HLR answers a VLR it had recorded. */
export function purgeMSResult(): Tlv {
  return sequence(mark(0x80));
}

export const requestingNode = { vlr: 0, sgsn: 1, mme: 16 } as const;

export function sendAuthenticationInfo(
  fields: { imsi: string; vectors?: number; node?: number },
  version: MapVersion = 3,
): Tlv {
  if (version < 3) return primitive(0x04, imsiOctets(fields.imsi));
  return sequence(
    primitive(0x80, imsiOctets(fields.imsi)),
    integer(fields.vectors ?? 1),
    integer(fields.node ?? requestingNode.vlr, 0x83),
  );
}

/** Random octets of `size`; authentication values of the lab are noise and open nothing. */
export type Noise = (size: number) => Uint8Array;

/** Triplets (version 2: RAND 16, SRES 4, Kc 8) in the list of its version. */
export function authenticationTriplets(count: number, noise: Noise, version: MapVersion = 3): Tlv {
  const list = Array.from({ length: count }, () =>
    sequence(...[16, 4, 8].map((size) => primitive(0x04, noise(size)))),
  );
  return version === 3 ? constructed(0xa3, constructed(0xa0, ...list)) : sequence(...list);
}

/** Quintuplets: RAND 16, XRES `xres`, CK 16, IK 16, AUTN 16. */
export function authenticationQuintuplets(count: number, noise: Noise, xres = 8): Tlv {
  const list = Array.from({ length: count }, () =>
    sequence(...[16, xres, 16, 16, 16].map((size) => primitive(0x04, noise(size)))),
  );
  return constructed(0xa3, constructed(0xa1, ...list));
}

export interface SubscriberData {
  readonly imsi?: string;
  readonly msisdn?: string;
  /** O-CSI: the service control function that is asked on each outgoing call. */
  readonly gsmScf?: string;
  readonly serviceKey?: number;
  readonly teleservices?: readonly number[];
  readonly barred?: boolean;
}

/** insertSubscriberData; inside an update dialogue the IMSI is left out (TS 29.002 §8.8.1). */
export function insertSubscriberData(data: SubscriberData, version: MapVersion = 3): Tlv {
  const services = data.teleservices?.map((code) => primitive(0x04, octets(code)));
  const camel =
    data.gsmScf === undefined || version < 3
      ? undefined
      : constructed(0xad, originatingCsi(data.gsmScf, data.serviceKey ?? 100));
  return sequence(
    data.imsi === undefined ? undefined : primitive(0x80, imsiOctets(data.imsi)),
    data.msisdn === undefined ? undefined : primitive(0x81, isdnAddress(data.msisdn)),
    data.msisdn === undefined ? undefined : primitive(0x82, octets(0x0a)),
    data.msisdn === undefined ? undefined : integer(0, 0x83),
    services && constructed(0xa6, ...services),
    data.barred ? constructed(0xa8, primitive(0x03, octets(0x01, 0x80, 0x00))) : undefined,
    camel,
  );
}

/** O-CSI with one detection point, collectedInfo, and CAMEL phase 2 (TS 29.002 §17.7.1). */
function originatingCsi(gsmScf: string, serviceKey: number): Tlv {
  const trigger = sequence(
    integer(2, 0x0a),
    integer(serviceKey),
    primitive(0x80, isdnAddress(gsmScf)),
    integer(0, 0x81),
  );
  return constructed(0xa0, sequence(trigger), integer(2, 0x80));
}

/** InsertSubscriberDataRes: the CAMEL phases the node supports; version 3 only, else empty. */
export function insertSubscriberDataResult(): Tlv {
  return sequence(primitive(0x86, octets(0x04, 0xf0)));
}

/** deleteSubscriberData that takes the CAMEL subscription away. */
export function deleteSubscriberData(imsi: string): Tlv {
  return sequence(primitive(0x80, imsiOctets(imsi)), mark(0x89));
}
