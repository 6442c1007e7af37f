// SPDX-License-Identifier: Apache-2.0
// MAP operations of short messages and of location services (TS 29.002 §17.7.6, §17.7.13), each
// once with every member, and the parameters of errors (§17.7.7). Part of the catalogue that
// gsm-map-members.ts describes.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { concat, octets } from './bytes.ts';
import { isdnAddress } from './digits.ts';
import {
  bitsAt,
  type Cast,
  cellAt,
  diameterAt,
  type Entry,
  gsnAt,
  hostAt,
  imeiAt,
  imsiAt,
  marks,
  numberAt,
  octetsAt,
  plmnAt,
  pointAt,
} from './gsm-map-members.ts';
import { smsDeliver, smsSubmit } from './gsm-map-sms.ts';

const empty = sequence();
const stamp = [18, 6, 1, 8, 0, 0] as const;
const correlation = (id: number, cast: Cast) =>
  constructed(
    id,
    imsiAt(0x80, cast.imsi.slice(0, 6)),
    octetsAt(0x81, 0x73, 0x69, 0x70),
    octetsAt(0x82, 0x73, 0x69, 0x70),
  );

/** Address field of a TPDU: digits, type, number. */
function party(number: string): Uint8Array {
  return concat(octets(number.length, 0x91), isdnAddress(number).subarray(1));
}
const time = octets(0x81, 0x60, 0x10, 0x80, 0x00, 0x00, 0x00);

/** SMS-STATUS-REPORT of a delivered message (TS 23.040 §9.2.2.3). */
export function smsStatusReport(reference: number, recipient: string): Uint8Array {
  return concat(octets(0x06, reference), party(recipient), time, time, octets(0x00));
}

/** SMS-COMMAND that asks about a message (§9.2.2.4), without command data. */
export function smsCommand(reference: number, recipient: string): Uint8Array {
  return concat(octets(0x02, reference, 0x00, 0x00, 0x07), party(recipient), octets(0x00));
}

/** SMS-DELIVER of eight-bit data with a user data header: one of two parts, to an application port. */
export function smsBinary(from: string): Uint8Array {
  const header = octets(0x0b, 0x05, 0x04, 0x0b, 0x84, 0x23, 0xf0, 0x00, 0x03, 0x01, 0x02, 0x01);
  const data = concat(header, octets(0x4c, 0x41, 0x42));
  return concat(octets(0x44), party(from), octets(0x00, 0xf5), time, octets(data.length), data);
}

function messages(cast: Cast): Entry[] {
  const centre = numberAt(0x84, cast.centre);
  const deliveries: Tlv[] = [
    smsDeliver({ from: { number: cast.other }, text: 'LAB', stamp }),
    smsDeliver({ from: { name: 'LAB INFO' }, text: 'LAB', stamp }),
    smsBinary(cast.other),
    smsStatusReport(7, cast.other),
  ].map((tpdu) => primitive(0x04, tpdu));
  const originations = [smsSubmit(cast.other, 'LAB', 9), smsCommand(10, cast.other)];
  return [
    {
      operation: 45,
      context: 20,
      version: 3,
      argument: sequence(
        numberAt(0x80, cast.msisdn),
        octetsAt(0x81, 0xff),
        numberAt(0x82, cast.centre),
        mark(0x87),
        integer(0, 0x88),
        primitive(0x89, party(cast.other)),
        integer(1, 0x8a),
        mark(0x8b),
        imsiAt(0x8c, cast.imsi),
        ...marks(0x8e, 0x8d),
        correlation(0xaf, cast),
        mark(0x90),
      ),
      result: sequence(
        imsiAt(0x04, cast.imsi),
        constructed(
          0xa0,
          numberAt(0x81, cast.sgsn),
          octetsAt(0x04, 1, 2, 3, 4),
          mark(0x85),
          constructed(0xa6, numberAt(0x80, cast.msc)),
          diameterAt(0xa7),
          diameterAt(0xa8),
          constructed(0xa9, numberAt(0x81, cast.sgsn)),
          diameterAt(0xaa),
          numberAt(0x8c, cast.other),
          diameterAt(0xad),
          numberAt(0x8e, cast.other),
          diameterAt(0xaf),
          ...marks(0x90, 0x91),
        ),
        constructed(0xa5, integer(30), integer(60)),
      ),
    },
    {
      operation: 45,
      context: 20,
      version: 1,
      argument: sequence(
        numberAt(0x80, cast.msisdn),
        octetsAt(0x81, 0x00),
        numberAt(0x82, cast.centre),
        octetsAt(0x83, 1, 2, 3, 4),
        octetsAt(0x85, 0x21),
      ),
      result: sequence(
        imsiAt(0x04, cast.imsi),
        constructed(0xa0, numberAt(0x81, cast.msc), octetsAt(0x04, 1, 2, 3, 4)),
        octetsAt(0x82, 0xff),
      ),
    },
    ...deliveries.map(
      (tpdu): Entry => ({
        operation: 44,
        context: 25,
        version: 3,
        argument: sequence(
          imsiAt(0x80, cast.imsi),
          centre,
          tpdu,
          mark(0x05),
          integer(60),
          octetsAt(0x04, 0xe0, 0, 0, 1),
          mark(0x80),
          correlation(0xa1, cast),
          octetsAt(0x82, 0xe0, 0, 0, 2),
          numberAt(0x83, cast.other),
          diameterAt(0xa4),
        ),
        result: empty,
      }),
    ),
    ...originations.map(
      (tpdu): Entry => ({
        operation: 46,
        context: 21,
        version: 3,
        argument: sequence(
          centre,
          numberAt(0x82, cast.msisdn),
          primitive(0x04, tpdu),
          imsiAt(0x04, cast.imsi),
          correlation(0xa0, cast),
          integer(2, 0x81),
        ),
        result: empty,
      }),
    ),
    {
      operation: 21,
      context: 41,
      version: 3,
      argument: sequence(
        octetsAt(0x04, 0x12, 0x34),
        numberAt(0x82, cast.msisdn),
        primitive(0x04, smsDeliver({ from: { number: cast.other }, text: 'LAB', stamp })),
      ),
      result: sequence(
        constructed(0xa1, numberAt(0x04, cast.other)),
        mark(0x05),
        constructed(0xa3, numberAt(0x04, cast.other)),
      ),
    },
    {
      operation: 47,
      context: 20,
      version: 3,
      argument: sequence(
        numberAt(0x04, cast.msisdn),
        numberAt(0x04, cast.centre),
        integer(1, 0x0a),
        integer(6, 0x80),
        mark(0x82),
        mark(0x83),
        integer(1, 0x84),
        integer(5, 0x85),
        mark(0x86),
        integer(1, 0x87),
        integer(5, 0x88),
        imsiAt(0x89, cast.imsi),
        mark(0x8a),
        correlation(0xab, cast),
        mark(0x8c),
        integer(1, 0x8d),
        integer(5, 0x8e),
        mark(0x8f),
        integer(1, 0x90),
        integer(5, 0x91),
      ),
      result: sequence(numberAt(0x04, cast.msisdn)),
    },
    {
      operation: 63,
      context: 20,
      version: 3,
      argument: sequence(
        numberAt(0x04, cast.msisdn),
        bitsAt(0x03, 2, 0x40),
        integer(6),
        integer(5, 0x80),
      ),
    },
    {
      operation: 64,
      context: 23,
      version: 2,
      argument: sequence(
        numberAt(0x04, cast.msisdn),
        numberAt(0x04, cast.centre),
        imsiAt(0x04, cast.imsi),
        correlation(0x30, cast),
        octetsAt(0x80, 0xe0, 0, 0, 1),
        integer(1, 0x81),
        diameterAt(0xa2),
        numberAt(0x83, cast.sgsn),
        diameterAt(0xa4),
        numberAt(0x85, cast.msc),
        diameterAt(0xa6),
        numberAt(0x87, cast.msc),
      ),
    },
    {
      operation: 66,
      context: 24,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        integer(1, 0x0a),
        mark(0x05),
        mark(0x81),
        octetsAt(0x04, 0xe0, 0, 0, 1),
      ),
      result: empty,
    },
  ];
}

const client = (id: number, cast: Cast) =>
  constructed(
    id,
    integer(1, 0x80),
    constructed(0xa1, numberAt(0x80, cast.other)),
    numberAt(0x82, cast.other),
    integer(3, 0x83),
    constructed(0xa4, octetsAt(0x80, 0x0f), octetsAt(0x82, 0xcc, 0xa0), integer(0, 0x83)),
    octetsAt(0x85, 3, 0x6c, 0x61, 0x62),
    constructed(0xa6, octetsAt(0x80, 0x0f), octetsAt(0x81, 0xcc, 0xa0), integer(0, 0x82)),
  );
const servingNodes = (id: number, cast: Cast) =>
  constructed(
    id,
    numberAt(0x04, cast.sgsn),
    octetsAt(0x80, 1, 2, 3, 4),
    mark(0x82),
    constructed(0xa3, numberAt(0x80, cast.msc)),
    bitsAt(0x84, 3, 0xf8),
    bitsAt(0x85, 3, 0xf8),
    hostAt(0x86, 'mme01.epc.mnc001.mcc001.3gppnetwork.org'),
    hostAt(0x88, 'aaa.epc.mnc001.mcc001.3gppnetwork.org'),
    hostAt(0x89, 'sgsn01.epc.mnc001.mcc001.3gppnetwork.org'),
    hostAt(0x8a, 'epc.mnc001.mcc001.3gppnetwork.org'),
  );
const periodic = (id: number) => constructed(id, integer(5), integer(600));
const networks = (id: number) =>
  constructed(
    id,
    mark(0x80),
    constructed(0xa1, sequence(plmnAt(0x80), integer(1, 0x81), mark(0x82))),
  );

function locationServices(cast: Cast): Entry[] {
  return [
    {
      operation: 85,
      context: 37,
      version: 3,
      argument: sequence(numberAt(0x80, cast.gmlc), constructed(0xa1, numberAt(0x81, cast.msisdn))),
      result: sequence(
        constructed(0xa0, imsiAt(0x80, cast.imsi)),
        servingNodes(0xa1, cast),
        gsnAt(0x83, '192.0.2.45'),
        gsnAt(0x84, '192.0.2.46'),
        gsnAt(0x85, '192.0.2.47'),
        gsnAt(0x86, '192.0.2.48'),
      ),
    },
    {
      operation: 83,
      context: 38,
      version: 3,
      argument: sequence(
        sequence(integer(3, 0x80), bitsAt(0x81, 3, 0x48)),
        numberAt(0x04, cast.gmlc),
        client(0xa0, cast),
        mark(0x81),
        imsiAt(0x82, cast.imsi),
        numberAt(0x83, cast.msisdn),
        octetsAt(0x84, 1, 2, 3, 4),
        imeiAt(0x85, cast.imei),
        octetsAt(0x86, 0),
        constructed(
          0xa7,
          octetsAt(0x80, 0x0a),
          mark(0x81),
          octetsAt(0x82, 0x0a),
          constructed(0xa3, integer(0, 0x0a)),
          mark(0x85),
        ),
        bitsAt(0x89, 1, 0xfe),
        octetsAt(0x8a, 0x01),
        integer(5, 0x8b),
        constructed(0xad, integer(1, 0x80), integer(2, 0x81)),
        constructed(
          0xae,
          constructed(0xa0, constructed(0xa0, sequence(integer(1, 0x80), plmnAt(0x81)))),
          integer(1, 0x81),
          integer(60, 0x82),
        ),
        gsnAt(0x8f, '192.0.2.46'),
        mark(0x90),
        periodic(0xb1),
        networks(0xb2),
      ),
      result: sequence(
        pointAt(0x04),
        integer(1, 0x80),
        pointAt(0x82),
        mark(0x83),
        octetsAt(0x84, 0x00, 0x01),
        octetsAt(0x85, 0x00, 0x01),
        constructed(0xa6, cellAt(0x80)),
        mark(0x87),
        integer(0, 0x88),
        octetsAt(0x89, 0, 0x10, 0x20, 0x30),
        mark(0x8a),
        octetsAt(0x8b, 0x01),
        octetsAt(0x8c, 0x01),
        constructed(0xad, numberAt(0x80, cast.other)),
        octetsAt(0x8e, 0x01),
        integer(101_325, 0x8f),
      ),
    },
    {
      operation: 86,
      context: 38,
      version: 3,
      argument: sequence(
        integer(3, 0x0a),
        client(0x30, cast),
        servingNodes(0x30, cast),
        numberAt(0x80, cast.msisdn),
        imsiAt(0x81, cast.imsi),
        imeiAt(0x82, cast.imei),
        numberAt(0x83, cast.other),
        numberAt(0x84, cast.other),
        pointAt(0x85),
        integer(1, 0x86),
        pointAt(0x88),
        constructed(0xa9, bitsAt(0x03, 3, 0x48), integer(0, 0x80), servingNodes(0xa1, cast)),
        octetsAt(0x8a, 0x01),
        octetsAt(0x8b, 0x00, 0x01),
        octetsAt(0x8c, 0x00, 0x01),
        constructed(0xad, cellAt(0x80)),
        gsnAt(0x8e, '192.0.2.46'),
        integer(5, 0x8f),
        ...marks(0x91, 0x92),
        integer(0, 0x93),
        octetsAt(0x94, 0, 0x10, 0x20, 0x30),
        integer(2, 0x95),
        periodic(0xb6),
        mark(0x97),
        octetsAt(0x98, 0x01),
        octetsAt(0x99, 0x01),
        constructed(0xba, numberAt(0x81, cast.sgsn)),
        octetsAt(0x9b, 0x01),
        integer(101_325, 0x9c),
      ),
      result: sequence(
        numberAt(0x80, cast.other),
        gsnAt(0x82, '192.0.2.46'),
        mark(0x83),
        networks(0xa4),
        octetsAt(0x85, 0x01),
      ),
    },
  ];
}

export function everyMessage(cast: Cast): readonly Entry[] {
  return [...messages(cast), ...locationServices(cast)];
}

/** Errors with their parameters: code, and what it says. */
export function everyError(cast: Cast): readonly (readonly [number, Tlv])[] {
  return [
    [1, sequence(integer(1, 0x0a))],
    [
      6,
      sequence(integer(6), integer(5, 0x80), imsiAt(0x81, cast.imsi), octetsAt(0x82, 0, 0, 0, 1)),
    ],
    [8, sequence(integer(3, 0x0a), integer(0, 0x80))],
    [13, sequence(integer(1, 0x0a), mark(0x81))],
    [15, sequence(integer(1, 0x0a))],
    [17, octetsAt(0x04, 0x0f)],
    [20, sequence(octetsAt(0x81, 0x21), octetsAt(0x83, 0x11), octetsAt(0x84, 0x0f))],
    [21, sequence(mark(0x80), mark(0x81))],
    [27, sequence(integer(3, 0x80))],
    [31, sequence(mark(0x05))],
    [32, sequence(integer(1, 0x0a))],
    [34, sequence(integer(1, 0x0a), integer(1, 0x80), integer(0, 0x81))],
    [36, sequence(mark(0x80))],
    [45, sequence(mark(0x80), mark(0x81))],
    [53, sequence(integer(3, 0x80))],
    [54, sequence(integer(2, 0x80))],
  ];
}
