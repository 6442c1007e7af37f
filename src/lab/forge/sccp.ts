// SPDX-License-Identifier: Apache-2.0
// SCCP (ITU-T Q.713), connectionless: UDT, XUDT, LUDT, the service messages that return them,
// segmentation; called and calling addresses with and without global titles. The
// connection-oriented messages are in sccp-connection.ts.

import { concat, octets } from './bytes.ts';
import { tbcd } from './digits.ts';
import { allowedImsi, allowedMobileTitle, allowedNumber } from './identities.ts';

export const numberingPlan = { e164: 1, e212: 6, e214: 7 } as const;

export const ssn = {
  hlr: 6,
  vlr: 7,
  msc: 8,
  eir: 9,
  gmlc: 145,
  cap: 146,
  gsmScf: 147,
  sgsn: 149,
} as const;

export const returnCause = { noTranslation: 1, unqualified: 7, localProcessing: 9 } as const;

/** A called or calling party address, routed on its global title unless told otherwise. */
export interface SccpAddress {
  /** Left out when empty: an address of subsystem and point code, or of nothing. */
  readonly digits: string;
  /** Left out when undefined, which Q.713 allows. */
  readonly ssn?: number;
  /** E.164 unless told. */
  readonly plan?: (typeof numberingPlan)[keyof typeof numberingPlan];
  /**
   * Global title indicator: 4 unless told; 1 has the nature only, 2 the translation type only, 3
   * type and plan.
   */
  readonly indicator?: 1 | 2 | 3 | 4;
  readonly translationType?: number;
  /** Nature of address, 4 international. */
  readonly nature?: number;
  readonly pointCode?: number;
  /** Routing on SSN and point code, the title only informs. */
  readonly routeOnSsn?: boolean;
}

export function checkedTitle(address: Pick<SccpAddress, 'plan' | 'digits'>): string {
  if (address.digits === '') return '';
  if (address.plan === numberingPlan.e212) return allowedImsi(address.digits);
  if (address.plan === numberingPlan.e214) return allowedMobileTitle(address.digits);
  return allowedNumber(address.digits);
}

/** The address octets without their length (Q.713 §3.4). */
export function sccpAddress(address: SccpAddress): Uint8Array {
  const digits = checkedTitle(address);
  const indicator = digits === '' ? 0 : (address.indicator ?? 4);
  const odd = digits.length & 1;
  const plan = ((address.plan ?? numberingPlan.e164) << 4) | (odd ? 1 : 2);
  const nature = address.nature ?? 4;
  const type = address.translationType ?? 0;
  const head = {
    0: [],
    1: [(odd ? 0x80 : 0) | nature],
    2: [type],
    3: [type, plan],
    4: [type, plan, nature],
  }[indicator];
  const { ssn: subsystem, pointCode } = address;
  const first =
    (address.routeOnSsn ? 0x40 : 0) |
    (indicator << 2) |
    (subsystem === undefined ? 0 : 2) |
    (pointCode === undefined ? 0 : 1);
  return concat(
    octets(first),
    pointCode === undefined ? octets() : octets(pointCode & 0xff, pointCode >> 8),
    subsystem === undefined ? octets() : octets(subsystem),
    octets(...head),
    tbcd(digits, 0),
  );
}

export interface SccpParties {
  readonly called: SccpAddress;
  readonly calling: SccpAddress;
}

/**
 * Data of one UDT or XUDT: what one length octet and the signalling information field of MTP3
 * leave.
 */
export const sccpDataMax = 220;

/** Class 0 with return on error (0x80), class 1 in sequence (0x81). */
export function udt(parties: SccpParties, data: Uint8Array, protocolClass = 0x80): Uint8Array {
  return variablePart(octets(0x09, protocolClass), 3, parties, data);
}

/** Which segment of a message a return carries: the first alone comes back (Q.714 §4.2). */
export function xudts(
  parties: SccpParties,
  data: Uint8Array,
  cause: number,
  segmentation?: Segmentation,
): Uint8Array {
  const body = variablePart(octets(0x12, cause, 15), 4, parties, data);
  return segmentation === undefined ? body : withOptional(body, 6, optional(segmentation));
}

/** Return of a message: addresses swapped against those of the returned one, its data unchanged. */
export function udts(parties: SccpParties, data: Uint8Array, cause: number): Uint8Array {
  return variablePart(octets(0x0a, cause), 3, parties, data);
}

export interface Segmentation {
  readonly first: boolean;
  readonly remaining: number;
  /** 24-bit local reference. */
  readonly reference: number;
}

export function xudt(
  parties: SccpParties,
  data: Uint8Array,
  details: {
    protocolClass?: number;
    hopCounter?: number;
    segmentation?: Segmentation;
    importance?: number;
  } = {},
): Uint8Array {
  const head = octets(0x11, details.protocolClass ?? 0x80, details.hopCounter ?? 15);
  const body = variablePart(head, 4, parties, data);
  const { segmentation, importance } = details;
  const list = optional(segmentation, importance);
  return list.length === 0 ? body : withOptional(body, 6, list);
}

/** Parameters of the optional part without its end. */
function optional(segmentation?: Segmentation, importance?: number): Uint8Array {
  const of = segmentation?.reference ?? 0;
  return concat(
    segmentation === undefined
      ? octets()
      : octets(
          ...[0x10, 4, (segmentation.first ? 0x80 : 0) | 0x40 | segmentation.remaining],
          ...[of & 0xff, (of >> 8) & 0xff, (of >> 16) & 0xff],
        ),
    importance === undefined ? octets() : octets(0x12, 1, importance),
  );
}

/** A message whose pointer of one octet at `at` leads to the optional part behind it. */
export function withOptional(body: Uint8Array, at: number, list: Uint8Array): Uint8Array {
  body[at] = body.length - at;
  return concat(body, list, octets(0));
}

/** Long unitdata: pointers and the length of the data in two octets, little-endian. */
export function ludt(
  parties: SccpParties,
  data: Uint8Array,
  details: { segmentation?: Segmentation; returned?: number } = {},
): Uint8Array {
  const { segmentation, returned } = details;
  const short = (value: number) => octets(value & 0xff, value >> 8);
  const called = sccpAddress(parties.called);
  const calling = sccpAddress(parties.calling);
  const list = optional(segmentation);
  // Each pointer counts from its second octet.
  const toCalled = 7;
  const toCalling = toCalled - 2 + 1 + called.length;
  const toData = toCalling - 2 + 1 + calling.length;
  const toOptional = list.length === 0 ? 0 : toData - 2 + 2 + data.length;
  return concat(
    returned === undefined ? octets(0x13, 0x81, 15) : octets(0x14, returned, 15),
    ...[toCalled, toCalling, toData, toOptional].map(short),
    octets(called.length),
    called,
    octets(calling.length),
    calling,
    short(data.length),
    data,
    list.length === 0 ? octets() : concat(list, octets(0)),
  );
}

/**
 * As many XUDT, or LUDT, as the data needs, in sequence class, with a segmentation parameter each (Q.714
 * §4.1.1).
 */
export function xudtSegments(
  parties: SccpParties,
  data: Uint8Array,
  reference: number,
  size = sccpDataMax,
  write: typeof xudt | typeof ludt = xudt,
): Uint8Array[] {
  return segments(data, reference, size).map(({ data: part, segmentation }) =>
    write(parties, part, { protocolClass: 0x81, segmentation }),
  );
}

/** What one SCCP message says and carries, whatever its form. */
export interface Unitdata {
  readonly parties: SccpParties;
  readonly data: Uint8Array;
  /** XUDT, also where nothing needs it. */
  readonly extended?: boolean;
  readonly segmentation?: Segmentation;
  /** Given where it is the return of a message. */
  readonly returnCause?: number;
}

/** The data in as many parts as it needs. */
export function segments(
  data: Uint8Array,
  reference: number,
  size = sccpDataMax,
): { data: Uint8Array; segmentation: Segmentation }[] {
  const count = Math.ceil(data.length / size);
  if (count > 16) throw new Error(`${data.length} octets need more than 16 segments`);
  return Array.from({ length: count }, (_, i) => ({
    data: data.subarray(i * size, (i + 1) * size),
    segmentation: { first: i === 0, remaining: count - 1 - i, reference },
  }));
}

/** UDT, XUDT or UDTS, as the unit asks for; LUDT where one of those does not hold the data. */
export function sccpMessage(unit: Unitdata): Uint8Array {
  const { parties, data, segmentation, returnCause: cause } = unit;
  if (cause !== undefined) return udts(parties, data, cause);
  if (segmentation !== undefined) return xudt(parties, data, { protocolClass: 0x81, segmentation });
  if (data.length > sccpDataMax) return ludt(parties, data);
  return unit.extended ? xudt(parties, data) : udt(parties, data);
}

/**
 * Fixed part, `pointers` pointers of one octet (the last of four stays 0), then called, calling and
 * data.
 */
function variablePart(
  fixed: Uint8Array,
  pointers: 3 | 4,
  parties: SccpParties,
  data: Uint8Array,
): Uint8Array {
  const [called, calling] = [sccpAddress(parties.called), sccpAddress(parties.calling)];
  return variableParameters(fixed, pointers, called, calling, data);
}

/** Class 0 with return on error, between addresses that are octets already. */
export function udtBetween(called: Uint8Array, calling: Uint8Array, data: Uint8Array): Uint8Array {
  return variableParameters(octets(0x09, 0x80), 3, called, calling, data);
}

function variableParameters(
  fixed: Uint8Array,
  pointers: 3 | 4,
  called: Uint8Array,
  calling: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  if (data.length > 255) throw new Error(`${data.length} octets do not fit one SCCP message`);
  const toCalled = pointers;
  const toCalling = toCalled - 1 + 1 + called.length;
  const toData = toCalling - 1 + 1 + calling.length;
  const table = [toCalled, toCalling, toData, 0].slice(0, pointers);
  return concat(
    fixed,
    octets(...table),
    octets(called.length),
    called,
    octets(calling.length),
    calling,
    octets(data.length),
    data,
  );
}
