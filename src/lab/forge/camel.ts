// SPDX-License-Identifier: Apache-2.0
// CAP for calls (3GPP TS 29.078 §6, §7) in the forms of phases 2 to 4: operation and context
// numbers of the forge, and the arguments that the lab writes. Short messages and packet sessions
// are in camel-services.ts.

import { constructed, encodeBer, integer, mark, primitive, sequence, type Tlv } from './ber.ts';
import { octets } from './bytes.ts';
import {
  genericDigits,
  genericNumber,
  imeiOctets,
  imsiOctets,
  isdnAddress,
  isupNumber,
  plmnId,
} from './digits.ts';
import type { ApplicationContext } from './tcap.ts';

export const operation = {
  initialDP: 0,
  assistRequestInstructions: 16,
  establishTemporaryConnection: 17,
  disconnectForwardConnection: 18,
  connectToResource: 19,
  connect: 20,
  releaseCall: 22,
  requestReportBCSMEvent: 23,
  eventReportBCSM: 24,
  collectInformation: 27,
  continue: 31,
  initiateCallAttempt: 32,
  resetTimer: 33,
  furnishChargingInformation: 34,
  applyCharging: 35,
  applyChargingReport: 36,
  callGap: 41,
  callInformationReport: 44,
  callInformationRequest: 45,
  sendChargingInformation: 46,
  playAnnouncement: 47,
  promptAndCollectUserInformation: 48,
  specializedResourceReport: 49,
  cancel: 53,
  activityTest: 55,
  initialDPSMS: 60,
  furnishChargingInformationSMS: 61,
  connectSMS: 62,
  requestReportSMSEvent: 63,
  eventReportSMS: 64,
  continueSMS: 65,
  releaseSMS: 66,
  resetTimerSMS: 67,
  activityTestGPRS: 70,
  applyChargingGPRS: 71,
  applyChargingReportGPRS: 72,
  cancelGPRS: 73,
  connectGPRS: 74,
  continueGPRS: 75,
  entityReleasedGPRS: 76,
  furnishChargingInformationGPRS: 77,
  initialDPGPRS: 78,
  releaseGPRS: 79,
  eventReportGPRS: 80,
  requestReportGPRSEvent: 81,
  resetTimerGPRS: 82,
  sendChargingInformationGPRS: 83,
  disconnectForwardConnectionWithArgument: 86,
  continueWithArgument: 88,
  disconnectLeg: 90,
  moveLeg: 93,
  splitLeg: 95,
  entityReleased: 96,
  playTone: 97,
} as const;

/** Application contexts as content octets of their object identifiers. */
export const camelContext = {
  phase1: octets(0x04, 0x00, 0x00, 0x01, 0x00, 50, 0),
  phase2: octets(0x04, 0x00, 0x00, 0x01, 0x00, 50, 1),
  phase2Assist: octets(0x04, 0x00, 0x00, 0x01, 0x00, 51, 1),
  phase3: octets(0x04, 0x00, 0x00, 0x01, 21, 3, 4),
  phase3Gprs: octets(0x04, 0x00, 0x00, 0x01, 21, 3, 50),
  phase3Sms: octets(0x04, 0x00, 0x00, 0x01, 21, 3, 61),
  phase4: octets(0x04, 0x00, 0x00, 0x01, 23, 3, 4),
  phase4FromScf: octets(0x04, 0x00, 0x00, 0x01, 23, 3, 8),
} as const satisfies Record<string, ApplicationContext>;

export const camelError = {
  cancelFailed: 1,
  missingCustomerRecord: 6,
  missingParameter: 7,
  systemFailure: 11,
  taskRefused: 12,
  unexpectedDataValue: 15,
} as const;

export const event = {
  collectedInfo: 2,
  oAnswer: 7,
  oMidCall: 8,
  oDisconnect: 9,
  oAbandon: 10,
  termAttemptAuthorized: 12,
  tBusy: 13,
  tAnswer: 15,
  tDisconnect: 17,
  oChangeOfPosition: 50,
} as const;

export interface Cell {
  readonly mcc: string;
  readonly mnc: string;
  readonly lac: number;
  readonly cellId: number;
}

/** Network provided, presentation allowed (Q.763 §3.10). */
const networkProvided = 0x03;

const high = (octet: number) => (octet >> 8) & 0xff;

export function cellOctets(cell: Cell): Uint8Array {
  const { lac, cellId } = cell;
  const plmn = plmnId(cell.mcc, cell.mnc);
  return Uint8Array.from([...plmn, high(lac), lac & 0xff, high(cellId), cellId & 0xff]);
}

export function areaOctets(cell: Cell): Uint8Array {
  return cellOctets(cell).subarray(0, 5);
}

/** LocationInformation of MAP under the identifier that the argument gives it. */
export function locationInformation(
  id: number,
  where: { age?: number; vlr?: string; cell?: Cell; locationNumber?: string; area?: Cell },
): Tlv {
  const place =
    where.cell === undefined
      ? where.area && constructed(0xa3, primitive(0x81, areaOctets(where.area)))
      : constructed(0xa3, primitive(0x80, cellOctets(where.cell)));
  return constructed(
    id,
    integer(where.age ?? 0),
    where.vlr === undefined ? undefined : primitive(0x81, isdnAddress(where.vlr)),
    where.locationNumber === undefined
      ? undefined
      : primitive(0x82, isupNumber(where.locationNumber)),
    place,
  );
}

export interface InitialDp {
  readonly serviceKey: number;
  readonly imsi: string;
  readonly msc: string;
  readonly event?: number;
  readonly calling?: string;
  /** As ISUP writes it: who is called, when the subscriber is. */
  readonly called?: string;
  /** As the phone wrote it. */
  readonly dialled?: string;
  readonly redirecting?: string;
  readonly originalCalled?: string;
  readonly locationNumber?: string;
  readonly additionalCalling?: string;
  readonly cause?: number;
  readonly location?: Tlv;
  readonly imei?: string;
  readonly gmsc?: string;
  /** In the form of phase 2, whose extension is numbered otherwise. */
  readonly phase?: 2 | 3;
}

/** 2018-06-01 08:00:00, a quarter of an hour east. */
const stamp = octets(0x02, 0x81, 0x60, 0x10, 0x80, 0x00, 0x00, 0x10);

const optional = (id: number, content: Uint8Array | undefined) =>
  content === undefined ? undefined : primitive(id, content);
const isup = (digits: string | undefined, screening?: number) =>
  digits === undefined ? undefined : isupNumber(digits, screening);

function initialDpExtension(call: InitialDp): Tlv | undefined {
  if (call.phase === 2)
    return call.gmsc === undefined
      ? undefined
      : constructed(0xbf3b, primitive(0x81, isdnAddress(call.gmsc)));
  return constructed(
    0xbf3b,
    call.gmsc === undefined ? undefined : primitive(0x80, isdnAddress(call.gmsc)),
    call.imei === undefined ? undefined : primitive(0x83, imeiOctets(call.imei)),
    primitive(0x84, octets(0x04, 0xf0)),
  );
}

export function initialDP(call: InitialDp): Tlv {
  const { redirecting, dialled } = call;
  return sequence(
    integer(call.serviceKey, 0x80),
    optional(0x82, isup(call.called)),
    optional(0x83, isup(call.calling, networkProvided)),
    primitive(0x85, octets(0x0a)),
    primitive(0x88, octets(0x03)),
    optional(0x8a, isup(call.locationNumber, networkProvided)),
    optional(0x8c, isup(call.originalCalled)),
    call.additionalCalling === undefined
      ? undefined
      : primitive(0x99, genericNumber(call.additionalCalling, 6)),
    constructed(0xbb, primitive(0x80, octets(0x80, 0x90, 0xa3))),
    integer(call.event ?? event.collectedInfo, 0x9c),
    optional(0x9d, isup(redirecting)),
    redirecting === undefined ? undefined : primitive(0x9e, octets(0x03, 0x31)),
    call.cause === undefined ? undefined : primitive(0x91, octets(0x84, 0x80 | call.cause)),
    primitive(0x9f32, imsiOctets(call.imsi)),
    call.location,
    constructed(0xbf35, primitive(0x83, octets(0x11))),
    primitive(0x9f36, octets(1, 2, 3, 4, 5)),
    primitive(0x9f37, isdnAddress(call.msc)),
    dialled === undefined ? undefined : primitive(0x9f38, isdnAddress(dialled)),
    primitive(0x9f39, stamp),
    initialDpExtension(call),
  );
}

const leg = (id: number, which: 1 | 2, toScf = false) =>
  constructed(id, primitive(toScf ? 0x81 : 0x80, octets(which)));
const destination = (digits: string) => constructed(0xa0, primitive(0x04, isupNumber(digits)));
const extensions = (id: number) =>
  constructed(id, sequence(integer(1), integer(0, 0x0a), constructed(0xa1, mark(0x05))));

/** connect: the call goes to `to` instead. */
export function connect(
  to: string,
  more: { redirecting?: string; originalCalled?: string; generic?: string } = {},
): Tlv {
  return sequence(
    destination(to),
    optional(0x86, isup(more.originalCalled)),
    optional(0x9d, isup(more.redirecting)),
    more.redirecting === undefined ? undefined : primitive(0x9e, octets(0x03, 0x31)),
    more.generic === undefined
      ? undefined
      : constructed(0xae, primitive(0x04, genericNumber(more.generic, 6))),
  );
}

/** One event and how it is to be reported: interrupted (0) or in passing (1). */
export type Armed = readonly [event: number, monitorMode: 0 | 1, leg?: 1 | 2];

export function requestReportBCSMEvent(...events: Armed[]): Tlv {
  const list = events.map(([which, mode, side]) =>
    sequence(
      integer(which, 0x80),
      integer(mode, 0x81),
      side === undefined ? undefined : leg(0xa2, side),
    ),
  );
  return sequence(constructed(0xa0, ...list));
}

/** requestReportBCSMEvent that asks to be told when the subscriber comes into a cell. */
export function watchPosition(cell: Cell): Tlv {
  const criteria = constructed(
    0xbe,
    constructed(0xa3, constructed(0xa0, primitive(0x80, cellOctets(cell)))),
  );
  return sequence(
    constructed(0xa0, sequence(integer(event.oChangeOfPosition, 0x80), integer(1, 0x81), criteria)),
  );
}

/** What an event brings with it, by event (EventSpecificInformationBCSM). */
export const eventInformation = {
  answered: (number: string) =>
    constructed(0xa5, primitive(0x9f32, isupNumber(number)), primitive(0x9f35, octets(2))),
  disconnected: (cause: number) => constructed(0xa7, primitive(0x80, octets(0x84, 0x80 | cause))),
  busy: (forwardedTo: string) =>
    constructed(
      0xa8,
      primitive(0x80, octets(0x84, 0x91)),
      mark(0x9f32),
      primitive(0x9f34, isupNumber(forwardedTo)),
    ),
  pressed: (digits: string) =>
    constructed(0xa6, constructed(0xa1, primitive(0x83, genericDigits(digits)))),
  moved: (location: Tlv, cell: Cell) =>
    constructed(0xbf32, location, constructed(0xbf33, primitive(0x80, cellOctets(cell)))),
} as const;

export function eventReportBCSM(which: number, information?: Tlv, side?: 1 | 2): Tlv {
  return sequence(
    integer(which, 0x80),
    information === undefined ? undefined : constructed(0xa2, information),
    side === undefined ? undefined : leg(0xa3, side, true),
    constructed(0xa4, integer(0, 0x80)),
  );
}

/** Octets of a type that the argument carries as an OCTET STRING. */
const carried = (id: number, tree: Tlv) => primitive(id, encodeBer(tree));

export function applyCharging(tenths: number, phase: 2 | 3 = 3): Tlv {
  const duration = constructed(
    0xa0,
    integer(tenths, 0x80),
    phase === 2 ? constructed(0xa1, primitive(0x01, octets(0xff))) : primitive(0x81, octets(0xff)),
    integer(3600, 0x82),
  );
  return sequence(carried(0x80, duration), leg(0xa2, 1));
}

export function applyChargingReport(tenths: number): Tlv {
  const result = constructed(
    0xa0,
    leg(0xa0, 1, true),
    constructed(0xa1, integer(tenths, 0x80)),
    primitive(0x82, octets(0xff)),
  );
  return carried(0x04, result);
}

export function furnishChargingInformation(freeFormat: Uint8Array): Tlv {
  return carried(0x04, constructed(0xa0, primitive(0x80, freeFormat), leg(0xa1, 1)));
}

export function sendChargingInformation(): Tlv {
  const advice = constructed(0xa0, constructed(0xa0, integer(1, 0x80), integer(10, 0x81)));
  return sequence(carried(0x80, advice), leg(0xa1, 1));
}

/** releaseCall: a bare cause (Q.850). */
export function releaseCall(cause: number): Tlv {
  return primitive(0x04, octets(0x84, 0x80 | cause));
}

export function releaseCallWithExtension(cause: number): Tlv {
  return constructed(0xa2, primitive(0x80, octets(0x84, 0x80 | cause)), extensions(0xa1));
}

/** An announcement by its number, or one with a sum and a number that are read out. */
function informationToSend(id: number, message: number, spoken?: string): Tlv {
  const messageId =
    spoken === undefined
      ? integer(message, 0x80)
      : constructed(
          0xbe,
          integer(message, 0x80),
          constructed(
            0xa1,
            primitive(0x81, genericDigits(spoken)),
            primitive(0x84, octets(0, 0, 1, 5)),
          ),
        );
  return constructed(id, constructed(0xa0, constructed(0xa0, messageId), integer(2, 0x81)));
}

export function playAnnouncement(message: number, spoken?: string): Tlv {
  return sequence(
    informationToSend(0xa0, message, spoken),
    primitive(0x81, octets(0x00)),
    primitive(0x82, octets(0xff)),
  );
}

export function promptAndCollect(message: number): Tlv {
  const digits = constructed(
    0xa0,
    integer(1, 0x80),
    integer(4, 0x81),
    primitive(0x82, octets(0x0c)),
  );
  return sequence(
    constructed(0xa0, digits),
    primitive(0x81, octets(0x00)),
    informationToSend(0xa2, message),
  );
}

/** digitsResponse: what the subscriber pressed. */
export function collectedDigits(digits: string): Tlv {
  return primitive(0x80, genericDigits(digits));
}

/** Before phase 4 a bare NULL. */
export function specializedResourceReport(phase: 2 | 4 = 2): Tlv {
  return phase === 2 ? mark(0x05) : mark(0x9f32);
}

export function establishTemporaryConnection(to: string, correlation: string, scf: string): Tlv {
  return sequence(
    primitive(0x80, genericNumber(to, 6)),
    primitive(0x81, genericDigits(correlation)),
    primitive(0x83, isdnAddress(scf)),
    primitive(0x9f32, octets(0x3d)),
  );
}

export function assistRequestInstructions(correlation: string): Tlv {
  return sequence(primitive(0x80, genericNumber(correlation, 6)), primitive(0x82, octets(0x03)));
}

export function connectToResource(address?: string): Tlv {
  return sequence(address === undefined ? mark(0x83) : primitive(0x80, isupNumber(address)));
}

export function continueWithArgument(generic: string): Tlv {
  return sequence(
    primitive(0x8c, octets(0x0a)),
    constructed(0xb0, primitive(0x04, genericNumber(generic, 6))),
    mark(0x9f3a),
  );
}

export function initiateCallAttempt(to: string, calling: string, scf: string): Tlv {
  return sequence(
    destination(to),
    leg(0xa5, 1),
    integer(1, 0x86),
    primitive(0x9e, isupNumber(calling, networkProvided)),
    primitive(0x9f33, octets(9, 8, 7)),
    primitive(0x9f34, isdnAddress(scf)),
    mark(0x9f35),
  );
}

export function initiateCallAttemptResult(): Tlv {
  return sequence(primitive(0x80, octets(0x04, 0xf0)), primitive(0x81, octets(0x04, 0xf0)));
}

export function callInformationRequest(): Tlv {
  const types = [0, 1, 2, 30].map((type) => integer(type, 0x0a));
  return sequence(constructed(0xa0, ...types), leg(0xa3, 2));
}

export function callInformationReport(seconds: number, cause: number): Tlv {
  const item = (type: number, value: Tlv) =>
    sequence(integer(type, 0x80), constructed(0xa1, value));
  return sequence(
    constructed(
      0xa0,
      item(0, integer(seconds, 0x80)),
      item(2, integer(seconds * 10, 0x82)),
      item(30, primitive(0x9e, octets(0x84, 0x80 | cause))),
    ),
    leg(0xa3, 2, true),
  );
}

export function callGap(serviceKey: number): Tlv {
  return sequence(
    constructed(0xa0, constructed(0xa2, integer(serviceKey, 0x80))),
    constructed(0xa1, integer(60, 0x80), integer(100, 0x81)),
    integer(0, 0x82),
    constructed(0xa3, primitive(0x81, octets(0x84, 0xaa))),
  );
}

export function cancel(invokeId?: number): Tlv {
  return invokeId === undefined ? mark(0x81) : integer(invokeId, 0x80);
}

export function resetTimer(seconds: number): Tlv {
  return sequence(integer(0, 0x80), integer(seconds, 0x81));
}

export function collectInformation(): Tlv {
  return sequence(extensions(0xa0));
}

export function disconnectForwardConnectionWithArgument(segment: number): Tlv {
  return sequence(integer(segment, 0x81));
}

export const legs = {
  disconnect: () => sequence(leg(0xa0, 2), primitive(0x81, octets(0x84, 0x90))),
  move: () => sequence(leg(0xa0, 2)),
  split: () => sequence(leg(0xa0, 1), integer(2, 0x81)),
} as const;

export function entityReleased(cause: number): Tlv {
  return constructed(0xa0, integer(1, 0x80), primitive(0x82, octets(0x84, 0x80 | cause)));
}

export function playTone(): Tlv {
  return sequence(constructed(0xa0, integer(1, 0x80)), constructed(0xa1, integer(1, 0x80)));
}

/** Parameters of errors (§5.2). */
export const errorParameter = {
  taskRefused: (why: number) => integer(why, 0x0a),
  systemFailure: (what: number) => integer(what, 0x0a),
  cancelFailed: (invokeId: number) => sequence(integer(1, 0x80), integer(invokeId, 0x81)),
} as const;
