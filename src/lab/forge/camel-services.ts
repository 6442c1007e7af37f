// SPDX-License-Identifier: Apache-2.0
// CAP for short messages (3GPP TS 29.078 §7.4 to §7.6) and for packet sessions (§8): the arguments
// that the lab writes.

import { constructed, encodeBer, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { concat, octets } from './bytes.ts';
import { areaOctets, type Cell, cellOctets } from './camel.ts';
import { imeiOctets, imsiOctets, isdnAddress } from './digits.ts';
import { allowedIpv4 } from './identities.ts';

/** 2018-06-01 08:00:00, a quarter of an hour east. */
const stamp = octets(0x02, 0x81, 0x60, 0x10, 0x80, 0x00, 0x00, 0x10);

/** LocationInformationGPRS: a cell, or the area alone. */
export function locationGprs(
  id: number,
  where: { cell: Cell; sgsn: string; asArea?: boolean },
): Tlv {
  const place = where.asArea === true ? areaOctets(where.cell) : cellOctets(where.cell);
  return constructed(
    id,
    primitive(0x80, place),
    primitive(0x81, concat(areaOctets(where.cell), octets(0x07))),
    primitive(0x83, isdnAddress(where.sgsn)),
  );
}

export interface InitialDpSms {
  readonly serviceKey: number;
  readonly imsi: string;
  readonly centre: string;
  readonly msc?: string;
  readonly sgsn?: string;
  readonly calling?: string;
  readonly destination?: string;
  /** The subscriber who receives. */
  readonly called?: string;
  readonly event: 1 | 11;
  readonly location?: Tlv;
  readonly locationGprs?: Tlv;
  readonly imei?: string;
}

const address = (id: number, digits: string | undefined) =>
  digits === undefined ? undefined : primitive(id, isdnAddress(digits));

export function initialDPSMS(message: InitialDpSms): Tlv {
  return sequence(
    integer(message.serviceKey, 0x80),
    address(0x81, message.destination),
    address(0x82, message.calling),
    integer(message.event, 0x83),
    primitive(0x84, imsiOctets(message.imsi)),
    message.location,
    message.locationGprs,
    address(0x87, message.centre),
    primitive(0x88, stamp),
    primitive(0x89, octets(0x11)),
    primitive(0x8a, octets(0x00)),
    primitive(0x8b, octets(0x00)),
    primitive(0x8c, octets(0xaa)),
    primitive(0x8e, octets(1, 2, 3, 4, 5)),
    address(0x8f, message.msc),
    address(0x90, message.sgsn),
    message.imei === undefined ? undefined : primitive(0x93, imeiOctets(message.imei)),
    address(0x94, message.called),
  );
}

/** connectSMS: the message goes to another number, by another service centre. */
export function connectSMS(to: { calling?: string; destination?: string; centre?: string }): Tlv {
  return sequence(
    address(0x80, to.calling),
    address(0x81, to.destination),
    address(0x82, to.centre),
  );
}

export function requestReportSMSEvent(...events: number[]): Tlv {
  return sequence(
    constructed(0xa0, ...events.map((one) => sequence(integer(one, 0x80), integer(1, 0x81)))),
  );
}

export function eventReportSMS(which: number, failure?: number): Tlv {
  return sequence(
    integer(which, 0x80),
    failure === undefined
      ? undefined
      : constructed(0xa1, constructed(0xa0, integer(failure, 0x80))),
    constructed(0xa2, integer(0, 0x80)),
  );
}

export function furnishChargingInformationSMS(freeFormat: Uint8Array): Tlv {
  return primitive(0x04, encodeBer(constructed(0xa0, primitive(0x80, freeFormat))));
}

/** releaseSMS: the RP-Cause that the sender gets (TS 24.011). */
export function releaseSMS(cause: number): Tlv {
  return primitive(0x04, octets(cause));
}

const accessPoint = (labels: string) =>
  concat(
    ...labels.split('.').map((label) => concat(octets(label.length), Buffer.from(label, 'latin1'))),
  );

const endUser = (id: number, ip: string) =>
  constructed(
    id,
    primitive(0x80, octets(0xf1)),
    primitive(0x81, octets(0x21)),
    primitive(0x82, allowedIpv4(ip)),
  );

export interface InitialDpGprs {
  readonly serviceKey: number;
  readonly imsi: string;
  readonly msisdn: string;
  readonly event: number;
  readonly apn: string;
  readonly ip: string;
  readonly location: Tlv;
  readonly ggsn: string;
  readonly imei?: string;
}

export function initialDPGPRS(session: InitialDpGprs): Tlv {
  return sequence(
    integer(session.serviceKey, 0x80),
    integer(session.event, 0x81),
    primitive(0x82, isdnAddress(session.msisdn)),
    primitive(0x83, imsiOctets(session.imsi)),
    primitive(0x84, stamp),
    endUser(0xa6, session.ip),
    primitive(0x88, accessPoint(session.apn)),
    primitive(0x8a, octets(0, 0, 1, 2)),
    primitive(0x8b, octets(0x01)),
    session.location,
    integer(0, 0x8d),
    primitive(0x8f, concat(octets(0x04), allowedIpv4(session.ggsn))),
    session.imei === undefined ? undefined : primitive(0x91, imeiOctets(session.imei)),
  );
}

const pdp = (id: number) => primitive(id, octets(0x01));

/** connectGPRS: the session goes to another access point. */
export function connectGPRS(apn: string): Tlv {
  return sequence(primitive(0x80, accessPoint(apn)), pdp(0x81));
}

export function requestReportGPRSEvent(...events: number[]): Tlv {
  const list = events.map((one) => sequence(integer(one, 0x80), integer(0, 0x81)));
  return sequence(constructed(0xa0, ...list), pdp(0x81));
}

/** A PDP context that moved with its subscriber. */
export function eventReportGPRS(apn: string, ip: string, location: Tlv): Tlv {
  const moved = constructed(0xa1, primitive(0x80, accessPoint(apn)), location, endUser(0xa3, ip));
  return sequence(
    integer(14, 0x80),
    constructed(0xa1, integer(0, 0x80)),
    constructed(0xa2, moved),
    pdp(0x83),
  );
}

export const gprsCharging = {
  apply: (octetsMax: number) =>
    sequence(constructed(0xa0, integer(octetsMax, 0x80)), integer(3600, 0x81), pdp(0x82)),
  report: (octetsUsed: number) =>
    sequence(
      constructed(0xa0, constructed(0xa0, integer(octetsUsed, 0x80))),
      primitive(0x82, octets(0xff)),
      pdp(0x83),
    ),
  furnish: (freeFormat: Uint8Array) =>
    primitive(0x04, encodeBer(sequence(constructed(0xa0, primitive(0x80, freeFormat), pdp(0x81))))),
  send: () =>
    sequence(
      primitive(0x80, encodeBer(sequence(constructed(0xa0, constructed(0xa0, integer(1, 0x80)))))),
    ),
} as const;

export const gprsSession = {
  continue: () => sequence(pdp(0x80)),
  cancel: () => sequence(pdp(0x80)),
  released: () => sequence(primitive(0x80, octets(0)), pdp(0x81)),
  release: () => sequence(primitive(0x80, octets(0)), pdp(0x81)),
  resetTimer: () => sequence(integer(0, 0x80), integer(60, 0x81)),
} as const;

/** secondaryPDP-context. */
export const secondaryContext = mark(0x90);
