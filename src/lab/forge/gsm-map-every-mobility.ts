// SPDX-License-Identifier: Apache-2.0
// MAP operations of mobility, authentication, subscription and location information (TS 29.002
// §17.7.1), each once with every member. Part of the catalogue that gsm-map-members.ts describes.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { ascii, concat, octets } from './bytes.ts';
import {
  areaAt,
  barringAt,
  bearerAt,
  bitsAt,
  type Cast,
  camelSubscriptionAt,
  dialledCsi,
  diameterAt,
  type Entry,
  extBarringFeature,
  extForwardingFeature,
  gprsCsi,
  gsnAt,
  hostAt,
  imeiAt,
  imsiAt,
  locationAt,
  locationEpsAt,
  locationGprsAt,
  marks,
  mobilityCsi,
  numberAt,
  octetsAt,
  originatingCriteria,
  originatingCsi,
  plmnAt,
  requestedInfoAt,
  serviceCsi,
  smsCriteria,
  smsCsi,
  subscriberInfoAt,
  teleserviceAt,
  terminatingCriteria,
  terminatingCsi,
} from './gsm-map-members.ts';
import { allowedIpv4 } from './identities.ts';

const noise = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 37 + size) & 0xff);
const noiseAt = (size: number) => primitive(0x04, noise(size));
const empty = sequence();

const vlrCapability = (id: number) =>
  constructed(
    id,
    bitsAt(0x80, 4, 0xf0),
    mark(0x82),
    integer(1, 0x81),
    constructed(0xa3, mark(0x80)),
    mark(0x84),
    bitsAt(0x85, 3, 0xf8),
    bitsAt(0x86, 1, 0xfe),
    bitsAt(0x87, 3, 0xf8),
    ...marks(0x88, 0x89, 0x8a),
  );
const sgsnCapability = (id: number) =>
  constructed(
    id,
    mark(0x05),
    constructed(0xa2, octetsAt(0x81, 1, 2)),
    mark(0x83),
    bitsAt(0x84, 4, 0xf0),
    bitsAt(0x85, 3, 0xf8),
    bitsAt(0x86, 1, 0xfe),
    mark(0x87),
    bitsAt(0x88, 3, 0xf8),
    bitsAt(0x89, 3, 0xff, 0xff, 0xff, 0xf0, 0x00),
    mark(0x8a),
    octetsAt(0x8b, 0xff),
    ...marks(0x8c, 0x8e),
  );
const addInfo = (id: number, cast: Cast) =>
  constructed(id, imeiAt(0x80, `${cast.imei}01`), mark(0x81));
const gateway = (id: number) =>
  constructed(
    id,
    primitive(0x80, allowedIpv4('192.0.2.40')),
    primitive(0x82, ascii('gateway.lab')),
  );
const accessPoint = (id: number) => primitive(id, concat(octets(3), ascii('lab')));

function registrations(cast: Cast): Entry[] {
  const identity = imsiAt(0x04, cast.imsi);
  return [
    {
      operation: 2,
      context: 1,
      version: 3,
      argument: sequence(
        identity,
        numberAt(0x81, cast.msc),
        numberAt(0x04, cast.vlr),
        octetsAt(0x8a, 1, 2, 3, 4),
        vlrCapability(0xa6),
        ...marks(0x8b, 0x8c),
        gsnAt(0x82, '192.0.2.41'),
        addInfo(0xad, cast),
        constructed(0xae, areaAt(0x80)),
        ...marks(0x8f, 0x90),
        constructed(0xa3, plmnAt(0x04)),
        diameterAt(0xa4),
      ),
      result: sequence(numberAt(0x04, cast.hlr), mark(0x05), mark(0x80)),
    },
    {
      operation: 57,
      context: 1,
      version: 3,
      argument: sequence(identity, octetsAt(0x04, 1, 2, 3, 4), vlrCapability(0xa6), mark(0x87)),
      result: sequence(numberAt(0x04, cast.hlr), mark(0x05)),
    },
    {
      operation: 23,
      context: 32,
      version: 3,
      argument: sequence(
        identity,
        numberAt(0x04, cast.sgsn),
        gsnAt(0x04, '192.0.2.42'),
        sgsnCapability(0xa0),
        ...marks(0x81, 0x82),
        gsnAt(0x83, '192.0.2.41'),
        addInfo(0xa4, cast),
        constructed(0xa5, constructed(0xa0, accessPoint(0x80), gateway(0xa1), integer(1, 0x82))),
        ...marks(0x86, 0x87),
        integer(1, 0x88),
        ...marks(0x89, 0x8a, 0x8b, 0x8c, 0x8d),
        integer(1, 0x8e),
        constructed(0xaf, plmnAt(0x04)),
        numberAt(0x90, cast.msc),
        integer(1, 0x91),
        mark(0x92),
        mark(0x96),
        hostAt(0x93, 'sgsn01.epc.mnc001.mcc001.3gppnetwork.org'),
        hostAt(0x94, 'epc.mnc001.mcc001.3gppnetwork.org'),
        mark(0x95),
        constructed(0xb7, plmnAt(0x04)),
      ),
      result: sequence(numberAt(0x04, cast.hlr), mark(0x05), mark(0x80), mark(0x81)),
    },
    {
      operation: 3,
      context: 2,
      version: 3,
      argument: constructed(
        0xa3,
        sequence(identity, octetsAt(0x04, 1, 2, 3, 4)),
        integer(0, 0x0a),
        integer(1, 0x80),
        ...marks(0x81, 0x82),
        numberAt(0x83, cast.other),
        numberAt(0x84, cast.other),
        octetsAt(0x85, 5, 6, 7, 8),
        mark(0x86),
      ),
      result: empty,
    },
    {
      operation: 67,
      context: 27,
      version: 3,
      argument: constructed(
        0xa3,
        identity,
        numberAt(0x80, cast.vlr),
        numberAt(0x81, cast.sgsn),
        locationAt(0xa2, cast),
        locationGprsAt(0xa3, cast),
        locationEpsAt(0xa4),
      ),
      result: sequence(...marks(0x80, 0x81, 0x82)),
    },
    {
      operation: 67,
      context: 27,
      version: 2,
      argument: sequence(identity, numberAt(0x04, cast.vlr)),
    },
    {
      operation: 53,
      context: 46,
      version: 3,
      argument: sequence(
        identity,
        numberAt(0x82, cast.msisdn),
        numberAt(0x80, cast.vlr),
        numberAt(0x81, cast.sgsn),
      ),
      result: sequence(mark(0x05)),
    },
    { operation: 36, context: 47, version: 3, argument: sequence(identity), result: empty },
    {
      operation: 37,
      context: 10,
      version: 3,
      argument: sequence(numberAt(0x04, cast.hlr), sequence(imsiAt(0x04, cast.imsi.slice(0, 6)))),
    },
    {
      operation: 37,
      context: 10,
      version: 2,
      argument: sequence(numberAt(0x04, cast.hlr), sequence(imsiAt(0x04, cast.imsi.slice(0, 6)))),
    },
  ];
}

function authentication(cast: Cast): Entry[] {
  const triplet = () => sequence(noiseAt(16), noiseAt(4), noiseAt(8));
  const quintuplet = () => sequence(...[16, 8, 16, 16, 16].map(noiseAt));
  const vector = () => sequence(...[16, 8, 16, 32].map(noiseAt));
  return [
    {
      operation: 56,
      context: 14,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        integer(2),
        mark(0x05),
        mark(0x81),
        sequence(noiseAt(16), noiseAt(14)),
        integer(17, 0x83),
        plmnAt(0x84),
        integer(1, 0x85),
        ...marks(0x86, 0x87),
      ),
      result: constructed(
        0xa3,
        constructed(0xa1, quintuplet(), quintuplet()),
        constructed(0xa2, vector()),
        octetsAt(0x83, 0, 0, 0, 1),
      ),
    },
    {
      operation: 55,
      context: 15,
      version: 3,
      argument: sequence(
        octetsAt(0x04, 1, 2, 3, 4),
        integer(1),
        mark(0x05),
        numberAt(0x04, cast.msc),
        areaAt(0x80),
        integer(1, 0x81),
        mark(0x82),
        numberAt(0x83, cast.other),
        octetsAt(0x84, 5, 6, 7, 8),
      ),
      result: constructed(
        0xa3,
        imsiAt(0x04, cast.imsi),
        constructed(0xa0, triplet()),
        constructed(0xa2, constructed(0xa0, noiseAt(8), noiseAt(1))),
        plmnAt(0x84),
        mark(0x85),
      ),
    },
    {
      operation: 55,
      context: 15,
      version: 2,
      argument: octetsAt(0x04, 1, 2, 3, 4),
      result: sequence(imsiAt(0x04, cast.imsi), sequence(triplet())),
    },
    {
      operation: 15,
      context: 39,
      version: 3,
      argument: sequence(
        imsiAt(0x04, cast.imsi),
        integer(1, 0x0a),
        octetsAt(0x01, 0xff),
        integer(2, 0x0a),
        noiseAt(16),
        numberAt(0x80, cast.vlr),
        numberAt(0x81, cast.sgsn),
      ),
      result: empty,
    },
    {
      operation: 43,
      context: 13,
      version: 3,
      argument: sequence(imeiAt(0x04, cast.imei), bitsAt(0x03, 6, 0xc0)),
      result: sequence(integer(1, 0x0a)),
    },
    {
      operation: 43,
      context: 13,
      version: 2,
      argument: imeiAt(0x04, cast.imei),
      result: integer(0, 0x0a),
    },
  ];
}

const servicesGiven = (id: number) => constructed(id, octetsAt(0x04, 0x11), octetsAt(0x04, 0x21));
const privacy = (id: number, cast: Cast) =>
  constructed(
    id,
    sequence(
      octetsAt(0x04, 0xb3),
      octetsAt(0x04, 0x05),
      integer(1, 0x80),
      constructed(
        0xa1,
        sequence(sequence(numberAt(0x80, cast.other)), integer(0, 0x80), integer(2, 0x81)),
      ),
      constructed(0xa2, integer(3, 0x0a)),
    ),
  );

function subscriberData(cast: Cast): Tlv {
  return sequence(
    imsiAt(0x80, cast.imsi),
    numberAt(0x81, cast.msisdn),
    octetsAt(0x82, 0x0a),
    integer(0, 0x83),
    servicesGiven(0xa4),
    servicesGiven(0xa6),
    constructed(
      0xa7,
      constructed(0xa0, octetsAt(0x04, 0x21), sequence(extForwardingFeature(cast))),
      constructed(0xa1, octetsAt(0x04, 0x92), sequence(extBarringFeature())),
      constructed(
        0xa3,
        octetsAt(0x04, 0x12),
        octetsAt(0x84, 0x05),
        integer(1, 0x82),
        sequence(teleserviceAt(0x11)),
      ),
    ),
    barringAt(0xa8),
    mark(0x89),
    constructed(0xaa, octetsAt(0x04, 0x12, 0x34)),
    constructed(
      0xad,
      originatingCsi(0xa0, cast),
      serviceCsi(0xa2, cast),
      originatingCriteria(0xa4, cast),
      mark(0x83),
      mobilityCsi(0xa5, cast),
      smsCsi(0xa6, cast),
      terminatingCsi(0xa7, cast),
      terminatingCriteria(0xa8),
      dialledCsi(0xa9, cast),
      smsCsi(0xaa, cast),
      smsCriteria(0xab),
    ),
    packetSubscription(),
    mark(0x97),
    integer(0, 0x98),
    mark(0x95),
    constructed(0xb6, constructed(0xa0, numberAt(0x04, cast.gmlc)), privacy(0xa1, cast)),
    integer(30, 0x9a),
    octetsAt(0x9b, 1, 2),
    octetsAt(0x9d, 1),
    constructed(
      0xb1,
      gprsCsi(0xa0, cast),
      smsCsi(0xa1, cast),
      smsCsi(0xa3, cast),
      smsCriteria(0xa4),
      mobilityCsi(0xa5, cast),
    ),
    bitsAt(0x93, 2, 0x44),
    octetsAt(0x94, 0xff),
    epsSubscription(cast),
    mark(0x9f21),
    numberAt(0x9f22, cast.sgsn),
    hostAt(0x9f23, 'mme01.epc.mnc001.mcc001.3gppnetwork.org'),
    integer(3600, 0x9f24),
    mark(0x9f25),
    octetsAt(0x9f26, 0xff),
    integer(7200, 0x9f27),
    numberAt(0x9f29, cast.other),
    ...marks(0x9f2a, 0x9f2b, 0x9f2c, 0x9f2d),
    octetsAt(0x9f30, 0, 0, 0, 1),
  );
}

function packetSubscription(): Tlv {
  const context = sequence(
    integer(1),
    octetsAt(0x90, 0xf1, 0x21),
    primitive(0x91, allowedIpv4('198.51.100.7')),
    octetsAt(0x92, 1, 2, 3),
    mark(0x93),
    accessPoint(0x94),
  );
  return constructed(0xb0, mark(0x05), constructed(0xa1, context));
}

function epsSubscription(cast: Cast): Tlv {
  const quality = constructed(0xa4, integer(9, 0x80), constructed(0xa1, integer(8, 0x80)));
  const configuration = sequence(
    integer(1, 0x80),
    octetsAt(0x81, 1),
    primitive(0x82, allowedIpv4('198.51.100.7')),
    accessPoint(0x83),
    quality,
    gateway(0xa5),
    integer(1, 0x86),
    mark(0x87),
  );
  return constructed(
    0xbf1f,
    primitive(0x80, concat(octets(9), ascii('lab-apn01'))),
    integer(7, 0x82),
    constructed(0xa4, integer(1), mark(0x05), constructed(0xa1, configuration)),
    numberAt(0x86, cast.other),
  );
}

const waiting = (id: number) =>
  constructed(
    id,
    constructed(0xa1, sequence(constructed(0xa1, teleserviceAt(0x11)), octetsAt(0x82, 0x0f))),
    mark(0x82),
  );
const held = (id: number) => constructed(id, octetsAt(0x81, 0x0f), mark(0x82));
const presented = (id: number) =>
  constructed(id, octetsAt(0x81, 0x0f), integer(0, 0x82), mark(0x83));
const barringInfo = (id: number) => constructed(id, barringAt(0x30), mark(0x05));

function subscription(cast: Cast): Entry[] {
  const who = constructed(0xa0, imsiAt(0x80, cast.imsi));
  const identity = imsiAt(0x04, cast.imsi);
  const forCse = (id: number) =>
    constructed(
      id,
      octetsAt(0x80, 0x21),
      constructed(0xa1, extForwardingFeature(cast)),
      mark(0x82),
    );
  const modify = (id: number, status: number) =>
    constructed(id, octetsAt(status, 0x0f), integer(1, status + 1));
  return [
    {
      operation: 7,
      context: 16,
      version: 3,
      argument: subscriberData(cast),
      result: sequence(
        servicesGiven(0xa1),
        servicesGiven(0xa2),
        constructed(0xa3, octetsAt(0x04, 0x21)),
        bitsAt(0x84, 3, 0x80, 0x00, 0x00, 0x08),
        integer(1, 0x85),
        bitsAt(0x86, 4, 0xf0),
        bitsAt(0x88, 1, 0xfe),
        bitsAt(0x89, 3, 0xff, 0xff, 0xff, 0xf0, 0x00),
      ),
    },
    {
      operation: 8,
      context: 16,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        constructed(0xa1, teleserviceAt(0x11), bearerAt(0x18)),
        constructed(0xa2, octetsAt(0x04, 0x21)),
        mark(0x84),
        octetsAt(0x85, 0x12, 0x34),
        ...marks(0x87, 0x88, 0x89),
        constructed(0xaa, sequence(integer(1))),
        ...marks(0x8b, 0x8d, 0x8e),
        bitsAt(0x8f, 5, 0x80, 0x20),
        ...marks(0x90, 0x91),
        constructed(0xb2, mark(0x05)),
        ...marks(0x93, 0x94, 0x96, 0x97, 0x95, 0x98, 0x99, 0x9a, 0x9b),
      ),
      result: sequence(integer(2, 0x80)),
    },
    {
      operation: 62,
      context: 43,
      version: 3,
      argument: sequence(
        who,
        constructed(
          0xa1,
          constructed(0xa1, octetsAt(0x04, 0x21), teleserviceAt(0x11)),
          mark(0x82),
          integer(0, 0x83),
          integer(1, 0x87),
          ...marks(0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e),
        ),
        numberAt(0x82, cast.gsmScf),
        mark(0x84),
      ),
      result: sequence(
        constructed(0xa1, sequence(extForwardingFeature(cast)), mark(0x05)),
        constructed(0xa2, sequence(extBarringFeature()), integer(1), mark(0x05)),
        barringInfo(0xa3),
        camelSubscriptionAt(0xa4, cast),
        bitsAt(0x85, 4, 0xf0),
        bitsAt(0x86, 4, 0xf0),
        bitsAt(0x88, 1, 0xfe),
        bitsAt(0x89, 1, 0xfe),
        constructed(
          0xaa,
          sequence(numberAt(0x04, cast.msisdn), constructed(0xa0, teleserviceAt(0x11))),
        ),
        waiting(0xac),
        held(0xad),
        presented(0xae),
        presented(0xaf),
        held(0xb0),
      ),
    },
    {
      operation: 65,
      context: 43,
      version: 3,
      argument: sequence(
        constructed(0xa0, numberAt(0x81, cast.msisdn)),
        numberAt(0x81, cast.gsmScf),
        constructed(
          0xa2,
          octetsAt(0x80, 0x21),
          constructed(0xa1, teleserviceAt(0x11)),
          octetsAt(0x82, 0x0f),
          numberAt(0x83, cast.other),
          octetsAt(0x84, 0x50, 0x12),
          integer(20, 0x85),
          integer(1, 0x86),
        ),
        constructed(
          0xa3,
          octetsAt(0x80, 0x92),
          constructed(0xa1, bearerAt(0x18)),
          octetsAt(0x82, 0x0f),
          integer(0, 0x84),
          integer(1, 0x85),
        ),
        constructed(0xa4, integer(0, 0x80), integer(1, 0x81), integer(1, 0x82), integer(1, 0x84)),
        mark(0x86),
        constructed(0xa7, barringAt(0xa0), integer(1, 0x81)),
        constructed(0xa8, integer(1, 0x80), diameterAt(0xa2)),
        bitsAt(0x89, 7, 0x80),
        constructed(0xaa, integer(1, 0x80)),
        constructed(
          0xab,
          constructed(0xa0, teleserviceAt(0x11)),
          octetsAt(0x81, 0x0f),
          integer(1, 0x82),
        ),
        constructed(0xac, octetsAt(0x80, 0x0f), integer(0, 0x81), integer(1, 0x82)),
        constructed(0xad, octetsAt(0x80, 0x0f), integer(1, 0x81), integer(1, 0x82)),
        modify(0xae, 0x80),
        modify(0xaf, 0x80),
      ),
      result: sequence(
        constructed(0xa0, forCse(0xa0)),
        camelSubscriptionAt(0xa1, cast),
        barringInfo(0xa3),
        waiting(0xa4),
        held(0xa5),
        presented(0xa6),
        presented(0xa7),
        held(0xa8),
        numberAt(0x89, cast.centre),
      ),
    },
    {
      operation: 5,
      context: 22,
      version: 3,
      argument: sequence(
        identity,
        numberAt(0x04, cast.msisdn),
        forCse(0xa0),
        constructed(
          0xa1,
          octetsAt(0x80, 0x92),
          constructed(0xa1, extBarringFeature()),
          integer(1, 0x83),
          mark(0x84),
        ),
        barringInfo(0xa2),
        camelSubscriptionAt(0xa3, cast),
        mark(0x84),
        bitsAt(0x85, 6, 0xc0),
        waiting(0xa7),
        held(0xa8),
        presented(0xa9),
        presented(0xaa),
        held(0xab),
      ),
      result: empty,
    },
  ];
}

function whereabouts(cast: Cast): Entry[] {
  const answer = sequence(subscriberInfoAt(0x30, cast));
  return [
    {
      operation: 70,
      context: 28,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        octetsAt(0x81, 1, 2, 3, 4),
        requestedInfoAt(0xa2),
      ),
      result: answer,
    },
    {
      operation: 71,
      context: 29,
      version: 3,
      argument: sequence(
        constructed(0xa0, numberAt(0x81, cast.msisdn)),
        requestedInfoAt(0xa1),
        numberAt(0x83, cast.gsmScf),
      ),
      result: answer,
    },
    {
      operation: 89,
      context: 42,
      version: 3,
      argument: sequence(
        integer(100),
        octetsAt(0x80, 0x01),
        imsiAt(0x81, cast.imsi),
        numberAt(0x82, cast.msisdn),
        locationAt(0xa3, cast),
        bitsAt(0x85, 4, 0xf0),
        locationGprsAt(0xa7, cast),
        bitsAt(0x88, 1, 0xff, 0xfe),
      ),
      result: empty,
    },
    {
      operation: 24,
      context: 33,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        gsnAt(0x81, '192.0.2.43'),
        numberAt(0x82, cast.other),
      ),
      result: sequence(gsnAt(0x80, '192.0.2.42'), gsnAt(0x81, '192.0.2.43'), integer(1, 0x82)),
    },
    {
      operation: 25,
      context: 34,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        numberAt(0x81, cast.other),
        gsnAt(0x82, '192.0.2.43'),
      ),
      result: sequence(gsnAt(0x80, '192.0.2.43')),
    },
    {
      operation: 26,
      context: 35,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        gsnAt(0x81, '192.0.2.42'),
        gsnAt(0x82, '192.0.2.43'),
      ),
      result: empty,
    },
  ];
}

export function everyMobility(cast: Cast): readonly Entry[] {
  return [
    ...registrations(cast),
    ...authentication(cast),
    ...subscription(cast),
    ...whereabouts(cast),
  ];
}
