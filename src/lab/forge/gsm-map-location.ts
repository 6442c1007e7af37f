// SPDX-License-Identifier: Apache-2.0
// MAP operations that ask where a subscriber is: provideSubscriberInfo, anyTimeInterrogation (TS
// 29.002 §8.11), provideSubscriberLocation and sendRoutingInfoForLCS (§13A), and the structures
// their answers share.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { concat, octets, u16, u24 } from './bytes.ts';
import { imeiOctets, imsiOctets, isdnAddress, plmnId } from './digits.ts';
import { allowedPosition } from './identities.ts';

export interface RequestedInfo {
  readonly location?: boolean;
  readonly state?: boolean;
  /** Pages the phone for its present cell. */
  readonly current?: boolean;
  readonly imei?: boolean;
}

function requestedInfo(id: number, wanted: RequestedInfo): Tlv {
  return constructed(
    id,
    wanted.location ? mark(0x80) : undefined,
    wanted.state ? mark(0x81) : undefined,
    wanted.current ? mark(0x83) : undefined,
    wanted.imei ? mark(0x86) : undefined,
  );
}

export function provideSubscriberInfo(imsi: string, wanted: RequestedInfo): Tlv {
  return sequence(primitive(0x80, imsiOctets(imsi)), requestedInfo(0xa2, wanted));
}

export type Identity = { readonly imsi: string } | { readonly msisdn: string };

/** SubscriberIdentity, a CHOICE and so always explicit under its tag. */
function subscriberIdentity(id: number, identity: Identity): Tlv {
  const choice =
    'imsi' in identity
      ? primitive(0x80, imsiOctets(identity.imsi))
      : primitive(0x81, isdnAddress(identity.msisdn));
  return constructed(id, choice);
}

export function anyTimeInterrogation(
  identity: Identity,
  wanted: RequestedInfo,
  gsmScf: string,
): Tlv {
  return sequence(
    subscriberIdentity(0xa0, identity),
    requestedInfo(0xa1, wanted),
    primitive(0x83, isdnAddress(gsmScf)),
  );
}

export interface Plmn {
  readonly mcc: string;
  readonly mnc: string;
}

export interface Cell extends Plmn {
  readonly lac: number;
  readonly cellId: number;
}

/** CellGlobalIdOrServiceAreaIdFixedLength, seven octets. */
export function cellOctets(cell: Cell): Uint8Array {
  return concat(plmnId(cell.mcc, cell.mnc), u16(cell.lac), u16(cell.cellId));
}

export interface Position {
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** k in r = 10 (1.1^k - 1) metres. */
  readonly uncertainty: number;
}

/** GeographicalInformation: ellipsoid point with uncertainty circle (TS 23.032 §7.3.2). */
export function geographicalOctets(position: Position): Uint8Array {
  const { latitude, longitude, uncertainty } = position;
  allowedPosition(latitude, longitude);
  const northing = Math.floor((Math.abs(latitude) * 2 ** 23) / 90);
  const easting = Math.floor((longitude * 2 ** 24) / 360);
  return concat(
    octets(0x10),
    u24((latitude < 0 ? 0x800000 : 0) | northing),
    u24(easting & 0xffffff),
    octets(uncertainty),
  );
}

export interface SubscriberInfo {
  readonly ageMinutes?: number;
  readonly position?: Position;
  readonly vlr?: string;
  readonly cell?: Cell;
  readonly msc?: string;
  readonly state?: 'assumedIdle' | 'camelBusy' | 'notProvidedFromVLR';
  readonly imei?: string;
}

const stateTag = { assumedIdle: 0x80, camelBusy: 0x81, notProvidedFromVLR: 0x82 } as const;

/**
 * The answer of provideSubscriberInfo and of anyTimeInterrogation: SubscriberInfo in a sequence.
 */
export function subscriberInfoResult(info: SubscriberInfo): Tlv {
  const location = constructed(
    0xa0,
    info.ageMinutes === undefined ? undefined : integer(info.ageMinutes),
    info.position && primitive(0x80, geographicalOctets(info.position)),
    info.vlr === undefined ? undefined : primitive(0x81, isdnAddress(info.vlr)),
    info.cell && constructed(0xa3, primitive(0x80, cellOctets(info.cell))),
    info.msc === undefined ? undefined : primitive(0x86, isdnAddress(info.msc)),
  );
  const empty = Array.isArray(location.content) && location.content.length === 0;
  return sequence(
    sequence(
      empty ? undefined : location,
      info.state && constructed(0xa1, mark(stateTag[info.state])),
      info.imei === undefined ? undefined : primitive(0x85, imeiOctets(info.imei)),
    ),
  );
}

const lcsClientType = { emergency: 0, valueAdded: 1, plmnOperator: 2, lawful: 3 } as const;

export interface LocationRequest {
  readonly imsi: string;
  readonly gmlc: string;
  readonly clientType?: number;
  /** Asks the serving node to pass over the subscriber's privacy settings. */
  readonly privacyOverride?: boolean;
}

/** provideSubscriberLocation for the current location. */
export function provideSubscriberLocation(request: LocationRequest): Tlv {
  return sequence(
    sequence(integer(0, 0x80)),
    primitive(0x04, isdnAddress(request.gmlc)),
    constructed(0xa0, integer(request.clientType ?? lcsClientType.valueAdded, 0x80)),
    request.privacyOverride ? mark(0x81) : undefined,
    primitive(0x82, imsiOctets(request.imsi)),
  );
}

/** Ext-GeographicalInformation, age in minutes and the cell. */
export function provideSubscriberLocationResult(
  position: Position,
  ageMinutes: number,
  cell: Cell,
): Tlv {
  return sequence(
    primitive(0x04, geographicalOctets(position)),
    integer(ageMinutes, 0x80),
    constructed(0xa6, primitive(0x80, cellOctets(cell))),
  );
}

export function sendRoutingInfoForLCS(gmlc: string, identity: Identity): Tlv {
  return sequence(primitive(0x80, isdnAddress(gmlc)), subscriberIdentity(0xa1, identity));
}

/** The IMSI and the node that serves it. */
export function sendRoutingInfoForLCSResult(imsi: string, node: string): Tlv {
  return sequence(
    subscriberIdentity(0xa0, { imsi }),
    constructed(0xa1, primitive(0x04, isdnAddress(node))),
  );
}
