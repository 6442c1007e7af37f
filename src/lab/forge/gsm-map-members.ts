// SPDX-License-Identifier: Apache-2.0
// Members that many MAP operations have, and the form in which the catalogue of operations
// (gsm-map-every-*.ts) writes each once in full: argument and answer with every member that its
// type has (TS 29.002 §17.7), so that a reader can be held against tshark member by member.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { ascii, concat, octets, u16 } from './bytes.ts';
import { imeiOctets, imsiOctets, isdnAddress, plmnId } from './digits.ts';
import { allowedHost, allowedIpv4 } from './identities.ts';

/** Who the catalogue speaks of. */
export interface Cast {
  readonly imsi: string;
  readonly msisdn: string;
  readonly imei: string;
  readonly msc: string;
  readonly vlr: string;
  readonly sgsn: string;
  readonly hlr: string;
  readonly gsmScf: string;
  readonly gmlc: string;
  readonly centre: string;
  readonly other: string;
}

/** One operation in full, under the context that it is asked in. */
export interface Entry {
  readonly operation: number;
  readonly context: number;
  readonly version: 1 | 2 | 3 | 4;
  readonly argument?: Tlv;
  /** Absent where the operation has no answer. */
  readonly result?: Tlv;
}

export const imsiAt = (id: number, digits: string) => primitive(id, imsiOctets(digits));
export const numberAt = (id: number, digits: string) => primitive(id, isdnAddress(digits));
export const imeiAt = (id: number, digits: string) => primitive(id, imeiOctets(digits));
export const octetsAt = (id: number, ...values: readonly number[]) =>
  primitive(id, octets(...values));
/** BIT STRING: how many bits of the last octet are unused, then the octets. */
export const bitsAt = octetsAt;
export const gsnAt = (id: number, address: string) =>
  primitive(id, concat(octets(0x04), allowedIpv4(address)));
export const hostAt = (id: number, name: string) => primitive(id, ascii(allowedHost(name)));
export const marks = (...ids: readonly number[]) => ids.map((id) => mark(id));

const plmn = plmnId('001', '01');
export const plmnAt = (id: number) => primitive(id, plmn);
export const cellAt = (id: number) => primitive(id, concat(plmn, u16(0x1234), u16(0x5678)));
export const areaAt = (id: number) => primitive(id, concat(plmn, u16(0x1234)));
export const routingAreaAt = (id: number) => primitive(id, concat(plmn, u16(0x1234), octets(0x07)));
export const trackingAreaAt = (id: number) => primitive(id, concat(plmn, u16(0x0102)));

/** Ellipsoid point with uncertainty circle at 0 N 0 E (TS 23.032 §6.2). */
export const pointAt = (id: number) => octetsAt(id, 0x10, 0, 0, 0, 0, 0, 0, 0x0a);
/** Calling Geodetic Location of the same (Q.763 §3.88). */
export const geodeticAt = (id: number) => octetsAt(id, 0x00, 0x01, 0, 0, 0, 0, 0, 0, 0x0a, 0x43);
/** Location number of no subscriber (Q.763 §3.30). */
export const locationNumberAt = (id: number) => octetsAt(id, 0x04, 0x97, 0x99, 0x99);

export const diameterAt = (id: number) =>
  constructed(
    id,
    hostAt(0x80, 'mme01.epc.mnc001.mcc001.3gppnetwork.org'),
    hostAt(0x81, 'epc.mnc001.mcc001.3gppnetwork.org'),
  );

/** Ext-BasicServiceCode or BasicServiceCode: bearer service or teleservice. */
export const bearerAt = (code: number) => octetsAt(0x82, code);
export const teleserviceAt = (code: number) => octetsAt(0x83, code);

/** ForwardingData of calls. */
export const forwardingAt = (id: number, cast: Cast) =>
  constructed(
    id,
    numberAt(0x85, cast.other),
    octetsAt(0x84, 0x50, 0x12),
    octetsAt(0x86, 0x0c),
    numberAt(0x88, cast.other),
  );

const csg = (id: number) =>
  constructed(id, bitsAt(0x80, 5, 0x12, 0x34, 0x56, 0x60), octetsAt(0x82, 1), octetsAt(0x83, 1));

export const locationEpsAt = (id: number) =>
  constructed(
    id,
    primitive(0x80, concat(plmn, octets(0x01, 0x02, 0x03, 0x04))),
    trackingAreaAt(0x81),
    pointAt(0x83),
    geodeticAt(0x84),
    mark(0x85),
    integer(3, 0x86),
    hostAt(0x87, 'mme01.epc.mnc001.mcc001.3gppnetwork.org'),
  );

export const locationAt = (id: number, cast: Cast) =>
  constructed(
    id,
    integer(2),
    pointAt(0x80),
    numberAt(0x81, cast.vlr),
    locationNumberAt(0x82),
    constructed(0xa3, cellAt(0x80)),
    octetsAt(0x85, 1, 2, 3),
    numberAt(0x86, cast.msc),
    geodeticAt(0x87),
    ...marks(0x88, 0x89),
    locationEpsAt(0xaa),
    csg(0xab),
  );

export const locationGprsAt = (id: number, cast: Cast) =>
  constructed(
    id,
    constructed(0xa0, areaAt(0x81)),
    routingAreaAt(0x81),
    pointAt(0x82),
    numberAt(0x83, cast.sgsn),
    octetsAt(0x84, 1, 2, 3),
    mark(0x86),
    geodeticAt(0x87),
    mark(0x88),
    integer(4, 0x89),
    csg(0xaa),
  );

const location5gs = (id: number) =>
  constructed(
    id,
    primitive(0x80, concat(plmn, octets(1, 2, 3, 4, 0x50))),
    primitive(0x81, concat(plmn, octets(0x01, 0x02, 0x03, 0x04))),
    pointAt(0x82),
    geodeticAt(0x83),
    trackingAreaAt(0x85),
    mark(0x86),
    integer(1, 0x87),
    plmnAt(0x88),
    octetsAt(0x89, 0x40, 0x01),
    integer(4, 0x8a),
    primitive(0x8c, concat(plmn, octets(0, 1, 2))),
  );

const openContext = () =>
  sequence(
    integer(1, 0x80),
    mark(0x81),
    octetsAt(0x82, 0xf1, 0x21),
    primitive(0x83, allowedIpv4('198.51.100.7')),
    primitive(0x84, concat(octets(3), ascii('lab'))),
    primitive(0x85, concat(octets(3), ascii('lab'))),
    integer(5, 0x86),
    octetsAt(0x87, 0x10),
    octetsAt(0x88, 0, 0, 0, 1),
    octetsAt(0x89, 0, 0, 0, 2),
    gsnAt(0x8a, '192.0.2.33'),
    octetsAt(0x8e, 0, 0, 0, 3),
    gsnAt(0x90, '192.0.2.34'),
  );

/** SubscriberInfo with all that it can hold. */
export const subscriberInfoAt = (id: number, cast: Cast) =>
  constructed(
    id,
    locationAt(0xa0, cast),
    constructed(0xa1, mark(0x80)),
    locationGprsAt(0xa3, cast),
    constructed(0xa4, constructed(0xa5, openContext())),
    imeiAt(0x85, cast.imei),
    octetsAt(0x86, 0x33, 0x19, 0x82),
    constructed(0xa7, octetsAt(0x80, 0xe5), octetsAt(0x81, 0x10, 0x20)),
    constructed(
      0xa8,
      octetsAt(0x80, 0x99, 0xf9),
      imsiAt(0x81, cast.imsi),
      numberAt(0x82, cast.msisdn),
      integer(4, 0x83),
    ),
    integer(1, 0x89),
    octetsAt(0x8a, 0xe0, 0, 0, 1),
    integer(4, 0x8b),
    constructed(0xac, mark(0x83)),
    locationEpsAt(0xad),
    octetsAt(0x8e, 0x40, 0x01),
    integer(1, 0x8f),
    location5gs(0xb0),
  );

/** RequestedInfo that asks for everything. */
export const requestedInfoAt = (id: number) =>
  constructed(
    id,
    ...marks(0x80, 0x81, 0x83),
    integer(1, 0x84),
    ...marks(0x86, 0x85, 0x87, 0x8b, 0x88),
    bitsAt(0x89, 6, 0xc0),
    ...marks(0x8a, 0x8c),
  );

// --- CAMEL subscriptions

const trigger = (detection: number, cast: Cast) =>
  sequence(integer(detection, 0x0a), integer(100), numberAt(0x80, cast.gsmScf), integer(0, 0x81));
const callCsi = (id: number, detection: number, cast: Cast) =>
  constructed(id, sequence(trigger(detection, cast)), integer(2, 0x80), ...marks(0x81, 0x82));
const smsTrigger = (detection: number, cast: Cast) =>
  sequence(
    integer(detection, 0x80),
    integer(101, 0x81),
    numberAt(0x82, cast.gsmScf),
    integer(1, 0x83),
  );
const packetCsi = (id: number, detection: number, cast: Cast) =>
  constructed(
    id,
    constructed(0xa0, smsTrigger(detection, cast)),
    integer(3, 0x81),
    ...marks(0x83, 0x84),
  );

export const originatingCsi = (id: number, cast: Cast) => callCsi(id, 2, cast);
export const terminatingCsi = (id: number, cast: Cast) => callCsi(id, 12, cast);
export const smsCsi = (id: number, cast: Cast) => packetCsi(id, 1, cast);
export const gprsCsi = (id: number, cast: Cast) => packetCsi(id, 11, cast);
export const serviceCsi = (id: number, cast: Cast) =>
  constructed(
    id,
    sequence(sequence(octetsAt(0x04, 0x31)), numberAt(0x04, cast.gsmScf)),
    ...marks(0x80, 0x81),
  );
export const mobilityCsi = (id: number, cast: Cast) =>
  constructed(
    id,
    sequence(octetsAt(0x04, 0x01)),
    integer(102),
    numberAt(0x80, cast.gsmScf),
    ...marks(0x82, 0x83),
  );
export const dialledCsi = (id: number, cast: Cast) =>
  constructed(
    id,
    constructed(
      0xa0,
      sequence(
        numberAt(0x04, cast.other),
        integer(103),
        numberAt(0x04, cast.gsmScf),
        integer(0, 0x0a),
      ),
    ),
    integer(3, 0x81),
    ...marks(0x83, 0x84),
  );
export const originatingCriteria = (id: number, cast: Cast) =>
  constructed(
    id,
    sequence(
      integer(2, 0x0a),
      constructed(
        0xa0,
        integer(1, 0x80),
        constructed(0xa1, numberAt(0x04, cast.other)),
        constructed(0xa2, integer(9)),
      ),
      constructed(0xa1, teleserviceAt(0x11)),
      integer(1, 0x82),
      constructed(0xa3, octetsAt(0x04, 0x11)),
    ),
  );
export const terminatingCriteria = (id: number) =>
  constructed(
    id,
    sequence(
      integer(13, 0x0a),
      constructed(0xa0, bearerAt(0x18)),
      constructed(0xa1, octetsAt(0x04, 0x12)),
    ),
  );
export const smsCriteria = (id: number) =>
  constructed(id, sequence(integer(2, 0x0a), constructed(0xa0, integer(0, 0x0a))));

/** CAMEL-SubscriptionInfo with every subscription. */
export const camelSubscriptionAt = (id: number, cast: Cast) =>
  constructed(
    id,
    originatingCsi(0xa0, cast),
    originatingCriteria(0xa1, cast),
    dialledCsi(0xa2, cast),
    terminatingCsi(0xa3, cast),
    terminatingCriteria(0xa4),
    terminatingCsi(0xa5, cast),
    terminatingCriteria(0xa6),
    ...marks(0x87, 0x88),
    gprsCsi(0xa9, cast),
    smsCsi(0xaa, cast),
    serviceCsi(0xab, cast),
    mobilityCsi(0xac, cast),
    bitsAt(0x8e, 5, 0x80, 0x20),
    smsCsi(0xaf, cast),
    smsCriteria(0xb0),
    mobilityCsi(0xb1, cast),
  );

// --- supplementary services

/** Ext-ForwFeature. */
export const extForwardingFeature = (cast: Cast) =>
  sequence(
    teleserviceAt(0x11),
    octetsAt(0x84, 0x0f),
    numberAt(0x85, cast.other),
    octetsAt(0x88, 0x50, 0x12),
    octetsAt(0x86, 0x08),
    integer(20, 0x87),
    numberAt(0x8a, cast.other),
  );
export const extBarringFeature = () => sequence(bearerAt(0x18), octetsAt(0x84, 0x05));
/** ODB-Data: general and operator-specific barring. */
export const barringAt = (id: number) =>
  constructed(id, bitsAt(0x03, 3, 0x80, 0x00, 0x00, 0x08), bitsAt(0x03, 4, 0x80));
