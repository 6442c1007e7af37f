// SPDX-License-Identifier: Apache-2.0
// MAP operations of call handling, supplementary services, tracing, handover and group calls (TS
// 29.002 §17.7.2 to §17.7.4, §17.7.12), each once with every member. Part of the catalogue that
// gsm-map-members.ts describes.

import { constructed, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import {
  areaAt,
  bearerAt,
  bitsAt,
  type Cast,
  cellAt,
  dialledCsi,
  type Entry,
  forwardingAt,
  gsnAt,
  imeiAt,
  imsiAt,
  marks,
  numberAt,
  octetsAt,
  originatingCriteria,
  originatingCsi,
  plmnAt,
  subscriberInfoAt,
  teleserviceAt,
  terminatingCriteria,
  terminatingCsi,
} from './gsm-map-members.ts';

const empty = sequence();
const noise = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 41 + size) & 0xff);
/** ExternalSignalInfo: a protocol and what it says. */
const signalAt = (id: number) =>
  constructed(id, integer(2, 0x0a), octetsAt(0x04, 0x04, 0x01, 0xa0));
const groupRestriction = (id: number) => constructed(id, octetsAt(0x04, 1, 2, 3, 4), mark(0x05));

function calls(cast: Cast): Entry[] {
  return [
    {
      operation: 22,
      context: 5,
      version: 3,
      argument: sequence(
        numberAt(0x80, cast.msisdn),
        groupRestriction(0xa1),
        integer(1, 0x82),
        integer(1, 0x83),
        mark(0x84),
        integer(1, 0x85),
        numberAt(0x86, cast.gsmScf),
        octetsAt(0x87, 1, 2, 3, 4),
        integer(2, 0x88),
        constructed(0xa9, teleserviceAt(0x11)),
        signalAt(0xaa),
        constructed(0xab, bitsAt(0x03, 4, 0xf0), mark(0x05), bitsAt(0x80, 1, 0xfe)),
        mark(0x8c),
        octetsAt(0x8e, 0x01),
        mark(0x8f),
        integer(1, 0x90),
        integer(1, 0x92),
        mark(0x93),
        octetsAt(0x94, 0x01),
        ...marks(0x95, 0x96, 0x97, 0x98),
        constructed(0xb9, bearerAt(0x18)),
        signalAt(0xba),
        bitsAt(0x9b, 6, 0xc0),
        mark(0x9c),
        integer(1, 0x9d),
      ),
      result: constructed(
        0xa3,
        imsiAt(0x89, cast.imsi),
        constructed(
          0xa8,
          forwardingAt(0x30, cast),
          constructed(
            0xa0,
            terminatingCsi(0xa0, cast),
            originatingCsi(0xa1, cast),
            originatingCriteria(0xa3, cast),
            terminatingCriteria(0xa4),
            dialledCsi(0xa5, cast),
          ),
        ),
        groupRestriction(0xa3),
        mark(0x86),
        subscriberInfoAt(0xa7, cast),
        constructed(0xa1, octetsAt(0x04, 0x21)),
        constructed(0xa5, teleserviceAt(0x11)),
        mark(0x84),
        numberAt(0x82, cast.msc),
        constructed(0xab, ...marks(0x80, 0x81)),
        numberAt(0x8c, cast.msisdn),
        integer(4, 0x8d),
        integer(30, 0x8e),
        bitsAt(0x8f, 4, 0xf0),
        bitsAt(0x90, 1, 0xfe),
        constructed(0xb1, numberAt(0x04, cast.other)),
        constructed(0xb2, octetsAt(0x04, 0x29)),
        constructed(0xb3, bearerAt(0x18)),
        bitsAt(0x94, 6, 0xc0),
        integer(4, 0x95),
        mark(0x96),
        signalAt(0xb7),
      ),
    },
    {
      operation: 22,
      context: 5,
      version: 2,
      argument: sequence(numberAt(0x80, cast.msisdn), integer(1, 0x82)),
      result: sequence(imsiAt(0x04, cast.imsi), forwardingAt(0x30, cast)),
    },
    {
      operation: 4,
      context: 3,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        numberAt(0x81, cast.msc),
        numberAt(0x82, cast.msisdn),
        octetsAt(0x84, 1, 2, 3, 4),
        signalAt(0xa5),
        signalAt(0xa6),
        mark(0x87),
        numberAt(0x88, cast.other),
        octetsAt(0x89, 1, 2, 3, 4),
        mark(0x8a),
        octetsAt(0x8c, 0x01),
        mark(0x8d),
        bitsAt(0x8f, 4, 0xf0),
        ...marks(0x90, 0x91, 0x92, 0x93),
        bitsAt(0x94, 1, 0xfe),
        mark(0x95),
        constructed(0xb6, areaAt(0x80)),
        integer(1, 0x97),
        mark(0x98),
        numberAt(0x99, cast.other),
        plmnAt(0x9a),
      ),
      result: sequence(numberAt(0x04, cast.other), mark(0x05), numberAt(0x04, cast.msc)),
    },
    {
      operation: 6,
      context: 6,
      version: 4,
      argument: sequence(
        octetsAt(0x80, 1, 2, 3, 4),
        constructed(0xa1, teleserviceAt(0x11)),
        forwardingAt(0xa2, cast),
        imsiAt(0x83, cast.imsi),
        groupRestriction(0xa4),
        originatingCsi(0xa5, cast),
        mark(0x88),
        numberAt(0x89, cast.msisdn),
        constructed(0xaa, octetsAt(0x80, 0x81), primitive(0x81, noise(6)), mark(0x82)),
        mark(0x8b),
        dialledCsi(0xac, cast),
        originatingCriteria(0xad, cast),
        constructed(0xae, bearerAt(0x18)),
        mark(0x8f),
      ),
      result: empty,
    },
    {
      operation: 20,
      context: 44,
      version: 3,
      argument: sequence(numberAt(0x04, cast.other)),
      result: empty,
    },
    {
      operation: 58,
      context: 26,
      version: 2,
      argument: numberAt(0x04, cast.msisdn),
      result: imsiAt(0x04, cast.imsi),
    },
    {
      operation: 31,
      context: 12,
      version: 3,
      argument: sequence(
        signalAt(0xa0),
        signalAt(0xa1),
        octetsAt(0x82, 0),
        numberAt(0x83, cast.other),
        signalAt(0xa4),
      ),
      result: sequence(numberAt(0x80, cast.other)),
    },
    {
      operation: 32,
      context: 12,
      version: 3,
      argument: sequence(signalAt(0xa0), signalAt(0xa1)),
      result: sequence(signalAt(0xa0)),
    },
  ];
}

const waitingCall = (id: number, cast: Cast) =>
  constructed(
    id,
    integer(1, 0x80),
    numberAt(0x81, cast.other),
    octetsAt(0x82, 0x50, 0x12),
    constructed(0xa3, teleserviceAt(0x11)),
  );

/** Completion of calls to a busy subscriber, and termination of calls. */
function completion(cast: Cast): Entry[] {
  const who = imsiAt(0x80, cast.imsi);
  return [
    {
      operation: 73,
      context: 7,
      version: 3,
      argument: sequence(who, octetsAt(0x81, 1, 2, 3, 4), integer(1, 0x82)),
      result: sequence(integer(1, 0x80)),
    },
    {
      operation: 74,
      context: 7,
      version: 3,
      argument: sequence(
        who,
        constructed(0xa1, integer(1, 0x80)),
        constructed(0xa2, integer(1, 0x80), integer(2, 0x81)),
      ),
      result: empty,
    },
    {
      operation: 75,
      context: 7,
      version: 3,
      argument: sequence(
        who,
        signalAt(0xa1),
        waitingCall(0xa2, cast),
        numberAt(0x83, cast.other),
        mark(0x84),
        octetsAt(0x85, 0x01),
      ),
      result: sequence(integer(4, 0x80)),
    },
    {
      operation: 76,
      context: 8,
      version: 3,
      argument: sequence(
        octetsAt(0x80, 0x43),
        constructed(
          0xa1,
          waitingCall(0xa0, cast),
          numberAt(0x81, cast.other),
          bitsAt(0x82, 6, 0xc0),
          signalAt(0xa3),
          signalAt(0xa4),
        ),
      ),
      result: sequence(waitingCall(0xa0, cast)),
    },
    {
      operation: 77,
      context: 8,
      version: 3,
      argument: sequence(octetsAt(0x80, 0x43), integer(1, 0x81)),
      result: sequence(octetsAt(0x80, 0x43), octetsAt(0x81, 0x0f)),
    },
    {
      operation: 87,
      context: 4,
      version: 3,
      argument: sequence(who),
      result: sequence(integer(30, 0x80), mark(0x81), integer(1, 0x82)),
    },
    { operation: 88, context: 9, version: 3, argument: sequence(who), result: empty },
  ];
}

function services(cast: Cast): Entry[] {
  const code = octetsAt(0x04, 0x21);
  const about = sequence(code, teleserviceAt(0x11), mark(0x84));
  const feature = sequence(
    teleserviceAt(0x11),
    octetsAt(0x84, 0x0f),
    numberAt(0x85, cast.other),
    octetsAt(0x88, 0x50, 0x12),
    octetsAt(0x86, 0x08),
    integer(20, 0x87),
    numberAt(0x89, cast.other),
  );
  const forwarding = constructed(0xa0, code, sequence(feature));
  const barring = constructed(
    0xa1,
    octetsAt(0x04, 0x92),
    sequence(sequence(bearerAt(0x18), octetsAt(0x84, 0x05))),
  );
  const data = constructed(
    0xa3,
    octetsAt(0x04, 0x12),
    octetsAt(0x84, 0x05),
    integer(1, 0x82),
    sequence(teleserviceAt(0x11)),
    integer(2),
    integer(3, 0x85),
  );
  const answers: Record<string, Tlv> = {
    status: octetsAt(0x80, 0x0f),
    groups: constructed(0xa2, teleserviceAt(0x11), bearerAt(0x18)),
    forwarding: constructed(0xa3, feature),
    general: constructed(
      0xa4,
      octetsAt(0x04, 0x0f),
      integer(1, 0x0a),
      integer(3, 0x80),
      integer(2, 0x81),
      constructed(0xa2, waitingCall(0x30, cast)),
      integer(2, 0x83),
      integer(1, 0x84),
      integer(1, 0x85),
    ),
  };
  const asked = (operation: number, argument: Tlv, result: Tlv): Entry => ({
    operation,
    context: 18,
    version: 2,
    argument,
    result,
  });
  return [
    asked(
      10,
      sequence(
        code,
        teleserviceAt(0x11),
        numberAt(0x84, cast.other),
        octetsAt(0x86, 0x50, 0x12),
        integer(20, 0x85),
        integer(2, 0x87),
        integer(3, 0x88),
        mark(0x89),
      ),
      forwarding,
    ),
    asked(11, about, forwarding),
    asked(12, about, barring),
    asked(13, about, data),
    ...Object.values(answers).map((answer) => asked(14, about, answer)),
    asked(
      17,
      code,
      primitive(
        0x12,
        noise(4).map((octet) => 0x30 + (octet % 10)),
      ),
    ),
    {
      operation: 72,
      context: 36,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        numberAt(0x81, cast.msisdn),
        octetsAt(0x82, 0x31),
        constructed(0xa3, numberAt(0x04, cast.other)),
        numberAt(0x85, cast.other),
        integer(1, 0x86),
      ),
      result: empty,
    },
    {
      operation: 50,
      context: 17,
      version: 3,
      argument: sequence(
        imsiAt(0x80, cast.imsi),
        octetsAt(0x81, 0, 1),
        integer(3, 0x82),
        numberAt(0x83, cast.other),
        octetsAt(0x85, 0, 0, 1),
        bitsAt(0x87, 6, 0x80, 0x40),
        gsnAt(0x8a, '192.0.2.44'),
      ),
      result: sequence(mark(0x81)),
    },
    {
      operation: 51,
      context: 17,
      version: 3,
      argument: sequence(imsiAt(0x80, cast.imsi), octetsAt(0x81, 0, 1), octetsAt(0x83, 0, 0, 1)),
      result: empty,
    },
  ];
}

/** Between the switches of one network: keys and signalling are noise. */
function switches(cast: Cast): Entry[] {
  const signal = octetsAt(0x04, 0x0c, 0x02, 0x00, 0x00);
  const apdu = sequence(integer(1, 0x0a), signal);
  const group = octetsAt(0x04, 0x12, 0x34, 0x56, 0x78);
  return [
    {
      operation: 68,
      context: 11,
      version: 3,
      argument: constructed(
        0xa3,
        cellAt(0x80),
        constructed(0xa2, integer(1, 0x0a), signal),
        imsiAt(0x84, cast.imsi),
        imeiAt(0x96, `${cast.imei}01`),
      ),
      result: constructed(0xa3, numberAt(0x80, cast.other)),
    },
    {
      operation: 68,
      context: 11,
      version: 2,
      argument: sequence(cellAt(0x04), apdu),
      result: sequence(numberAt(0x04, cast.other), apdu),
    },
    {
      operation: 69,
      context: 11,
      version: 3,
      argument: constructed(0xa3, cellAt(0x80), numberAt(0x81, cast.other)),
      result: constructed(0xa3, apdu),
    },
    {
      operation: 39,
      context: 31,
      version: 3,
      argument: sequence(
        octetsAt(0x04, 0x91),
        group,
        octetsAt(0x04, 0x0b, 3, 1, 2, 3),
        octetsAt(0x04, 0x02),
        integer(1, 0x80),
        integer(2, 0x82),
        mark(0x83),
        ...marks(0x87, 0x88),
      ),
      result: sequence(numberAt(0x04, cast.other)),
    },
    {
      operation: 40,
      context: 31,
      version: 3,
      argument: sequence(imsiAt(0x04, cast.imsi), integer(1, 0x80), bitsAt(0x81, 0, 0x12)),
      result: empty,
    },
    {
      operation: 41,
      context: 31,
      version: 3,
      argument: sequence(
        ...marks(0x80, 0x81, 0x82),
        integer(1, 0x83),
        bitsAt(0x84, 0, 0x12),
        mark(0x85),
      ),
    },
    {
      operation: 42,
      context: 31,
      version: 3,
      argument: sequence(
        imsiAt(0x04, cast.imsi),
        ...marks(0x80, 0x81, 0x82, 0x83, 0x84),
        constructed(0xa5, ...marks(0x85, 0x86, 0x87, 0x88)),
        integer(2, 0x86),
        bitsAt(0x87, 0, 0x12),
        mark(0x88),
      ),
    },
    {
      operation: 84,
      context: 45,
      version: 3,
      argument: sequence(
        integer(1, 0x0a),
        octetsAt(0x04, 0x21, 0x43, 0x65, 0xf7),
        octetsAt(0x04, 0x91),
        cellAt(0x80),
        imsiAt(0x81, cast.imsi),
        octetsAt(0x82, 1, 2, 3, 4),
        bitsAt(0x83, 0, 0x12),
        integer(1, 0x84),
        octetsAt(0x85, 0x01),
      ),
      result: sequence(
        numberAt(0x80, cast.msc),
        octetsAt(0x81, 0x12, 0x34, 0x56, 0x78),
        imsiAt(0x82, cast.imsi),
        bitsAt(0x83, 0, 0x12),
        bitsAt(0x84, 5, 0xe0),
      ),
    },
  ];
}

export function everyCall(cast: Cast): readonly Entry[] {
  return [...calls(cast), ...completion(cast), ...services(cast), ...switches(cast)];
}
