// SPDX-License-Identifier: Apache-2.0
// GTP-C version 1 (TS 29.060): header with its options, and the information elements of contexts.
// Elements stand in the order of their types, as §7.7 wants it, whatever the order they are given
// in; those with equal types keep theirs.

import { ascii, concat, fromHex, octets, u16, u32 } from './bytes.ts';
import { imeiOctets, imsiOctets, isdnAddress, plmnId } from './digits.ts';
import { allowedIpv4, allowedIpv6 } from './identities.ts';
import { ipProtocol } from './ip.ts';
import type { ForgedPacket, ForgedSample } from './sample.ts';
import { udpDatagram } from './udp.ts';

export const gtpPort = 2123;

export const gtpMessage = {
  echoRequest: 1,
  echoResponse: 2,
  createPdpContextRequest: 16,
  createPdpContextResponse: 17,
  updatePdpContextRequest: 18,
  updatePdpContextResponse: 19,
  deletePdpContextRequest: 20,
  deletePdpContextResponse: 21,
  sendRouteingInformationForGprsRequest: 32,
  sendRouteingInformationForGprsResponse: 33,
  identificationRequest: 48,
  identificationResponse: 49,
  sgsnContextRequest: 50,
  sgsnContextResponse: 51,
} as const;

export interface GtpHeader {
  readonly type: number;
  readonly teid: number;
  readonly sequence: number;
  /** Extension headers: type, and content that fills it up to a multiple of four less two. */
  readonly extensions?: readonly { readonly type: number; readonly content: Uint8Array }[];
}

/** One message; the sequence number is always there, as in all of the control plane (§6). */
export function gtpMessageOf(header: GtpHeader, elements: readonly GtpElement[]): Uint8Array {
  const { extensions = [] } = header;
  const sorted = [...elements].sort((a, b) => a.type - b.type).map(({ bytes }) => bytes);
  const chain = extensions.map(({ content }, i) =>
    concat(octets((content.length + 2) / 4), content, octets(extensions[i + 1]?.type ?? 0)),
  );
  const behind = concat(
    u16(header.sequence),
    octets(0, extensions[0]?.type ?? 0),
    ...chain,
    ...sorted,
  );
  const flags = 0x32 | (extensions.length > 0 ? 0x04 : 0);
  return concat(octets(flags, header.type), u16(behind.length), u32(header.teid), behind);
}

export interface GtpElement {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Type and value: its length follows from the type. */
function tv(type: number, ...value: readonly Uint8Array[]): GtpElement {
  return { type, bytes: concat(octets(type), ...value) };
}

/** Type, length and value. */
function tlv(type: number, ...parts: readonly Uint8Array[]): GtpElement {
  const value = concat(...parts);
  return { type, bytes: concat(octets(type), u16(value.length), value) };
}

export interface Place {
  readonly mcc: string;
  readonly mnc: string;
  readonly area: number;
}

/** A name as labels (TS 23.003 §9.1). */
export function apnLabels(name: string): Uint8Array {
  return concat(...name.split('.').map((label) => concat(octets(label.length), ascii(label))));
}

export function addressOctets(address: string): Uint8Array {
  return address.includes(':') ? allowedIpv6(address) : allowedIpv4(address);
}

export const gtpElement = {
  cause: (value: number) => tv(1, octets(value)),
  /** Eight octets: an IMSI of fourteen or fifteen digits fills them. */
  imsi: (digits: string) => {
    const value = imsiOctets(digits);
    return tv(2, value, new Uint8Array(8 - value.length).fill(0xff));
  },
  routeingArea: ({ mcc, mnc, area }: Place, code: number) =>
    tv(3, plmnId(mcc, mnc), u16(area), octets(code)),
  tlli: (value: number) => tv(4, u32(value)),
  pTmsi: (value: number) => tv(5, u32(value)),
  /** RAND, SRES and Kc. */
  triplet: (value: Uint8Array) => tv(9, value),
  pTmsiSignature: (value: number) => tv(12, u32(value).subarray(1)),
  msValidated: (is: boolean) => tv(13, octets(is ? 0xff : 0xfe)),
  recovery: (counter: number) => tv(14, octets(counter)),
  selectionMode: (mode: number) => tv(15, octets(0xfc | mode)),
  teidData: (teid: number) => tv(16, u32(teid)),
  teidControl: (teid: number) => tv(17, u32(teid)),
  teardown: (all: boolean) => tv(19, octets(all ? 0xff : 0xfe)),
  nsapi: (value: number) => tv(20, octets(value)),
  chargingCharacteristics: (value: number) => tv(26, u16(value)),
  chargingId: (value: number) => tv(127, u32(value)),
  /** An IPv4 address that the network is to choose. */
  endUserAddress: () => tlv(128, octets(0xf1, 0x21)),
  mmContext: (value: Uint8Array) => tlv(129, value),
  apn: (name: string) => tlv(131, apnLabels(name)),
  protocolOptions: (value: Uint8Array) => tlv(132, value),
  gsnAddress: (address: string) => tlv(133, addressOctets(address)),
  msisdn: (digits: string) => tlv(134, isdnAddress(digits)),
  qualityOfService: () => tlv(135, octets(2, 0x1b, 0x92, 0x1f)),
  /** Its length has one octet (§7.7.40). */
  extensionHeaderTypes: (...types: readonly number[]) => ({
    type: 141,
    bytes: octets(141, types.length, ...types),
  }),
  sgsnNumber: (digits: string) => tlv(147, isdnAddress(digits)),
  ratType: (value: number) => tlv(151, octets(value)),
  cell: ({ mcc, mnc, area }: Place, cell: number) =>
    tlv(152, octets(0), plmnId(mcc, mnc), u16(area), u16(cell)),
  serviceArea: ({ mcc, mnc, area }: Place, code: number) =>
    tlv(152, octets(1), plmnId(mcc, mnc), u16(area), u16(code)),
  /** The code of a routeing area has one octet; the other is filled (§7.7.51). */
  locationOfRouteingArea: ({ mcc, mnc, area }: Place, code: number) =>
    tlv(152, octets(2), plmnId(mcc, mnc), u16(area), octets(code, 0xff)),
  imei: (digits: string) => tlv(154, imeiOctets(digits)),
  privateExtension: (value: Uint8Array) => tlv(255, u16(0xffff), value),
} as const;

// The sample: a roamer attaches from abroad, moves, is asked about, and leaves.

const sgsn = '192.0.2.10';
const otherSgsn = '192.0.2.11';
const ggsn = '203.0.113.20';
const subscriber = { imsi: '001010123456789', msisdn: '9990111234567', imei: '0012345678901234' };
const visited = { mcc: '999', mnc: '70', area: 0x1234 };
const octetsOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 29 + size) & 255);

/** From one GSN to another; answers come back from the port of GTP-C. */
function datagram(source: string, destination: string, data: Uint8Array): ForgedPacket {
  const header = { source, destination, protocol: ipProtocol.udp };
  return { header, payload: udpDatagram(header, { source: gtpPort, destination: gtpPort }, data) };
}

function contextElements(): readonly GtpElement[] {
  const e = gtpElement;
  return [
    e.imsi(subscriber.imsi),
    e.routeingArea(visited, 9),
    e.recovery(7),
    e.selectionMode(1),
    e.teidData(0x1001),
    e.teidControl(0x1000),
    e.nsapi(5),
    e.chargingCharacteristics(0x0800),
    e.endUserAddress(),
    e.apn('internet.mnc001.mcc001.gprs'),
    e.protocolOptions(fromHex('8080211001000010810600000000830600000000')),
    e.gsnAddress(sgsn),
    e.gsnAddress(sgsn),
    e.msisdn(subscriber.msisdn),
    e.qualityOfService(),
    e.ratType(1),
    e.serviceArea(visited, 0x0102),
    e.imei(subscriber.imei),
    e.privateExtension(octetsOf(6)),
  ];
}

function packets(): readonly ForgedPacket[] {
  const e = gtpElement;
  const m = gtpMessage;
  let sequence = 0x0100;
  const exchange = (
    [from, to]: readonly [string, string],
    [asked, answered]: readonly [number, number],
    [question, answer]: readonly [readonly GtpElement[], readonly GtpElement[]],
    teids: readonly [number, number] = [0, 0],
  ) => {
    sequence += 1;
    return [
      datagram(from, to, gtpMessageOf({ type: asked, teid: teids[0], sequence }, question)),
      datagram(to, from, gtpMessageOf({ type: answered, teid: teids[1], sequence }, answer)),
    ];
  };
  const home = [sgsn, ggsn] as const;
  const between = [otherSgsn, sgsn] as const;
  const inside = [0x2000, 0x1000] as const;
  return [
    ...exchange(home, [m.echoRequest, m.echoResponse], [[], [e.recovery(3)]]),
    ...exchange(
      home,
      [m.createPdpContextRequest, m.createPdpContextResponse],
      [
        contextElements(),
        [
          e.cause(128),
          e.teidData(0x2001),
          e.teidControl(0x2000),
          e.chargingId(0x0badcafe),
          e.endUserAddress(),
          e.gsnAddress(ggsn),
          e.gsnAddress('2001:db8::20'),
          e.qualityOfService(),
        ],
      ],
      [0, 0x1000],
    ),
    ...exchange(
      home,
      [m.updatePdpContextRequest, m.updatePdpContextResponse],
      [
        [e.routeingArea(visited, 10), e.nsapi(5), e.teidData(0x1002), e.cell(visited, 0x0a0b)],
        [e.cause(128)],
      ],
      inside,
    ),
    ...exchange(
      between,
      [m.identificationRequest, m.identificationResponse],
      [
        [e.routeingArea(visited, 9), e.pTmsi(0xc0000001), e.pTmsiSignature(0x010203)],
        [e.cause(128), e.imsi(subscriber.imsi), e.triplet(octetsOf(28))],
      ],
    ),
    ...exchange(
      between,
      [m.sgsnContextRequest, m.sgsnContextResponse],
      [
        [
          e.routeingArea(visited, 9),
          e.tlli(0xc0000001),
          e.msValidated(true),
          e.teidControl(0x3000),
          e.gsnAddress(otherSgsn),
          e.sgsnNumber('999700000011'),
        ],
        [e.cause(202)],
      ],
    ),
    ...exchange(
      [ggsn, sgsn],
      [m.sendRouteingInformationForGprsRequest, m.sendRouteingInformationForGprsResponse],
      [[e.imsi(subscriber.imsi)], [e.cause(128), e.imsi(subscriber.imsi), e.gsnAddress(otherSgsn)]],
    ),
    ...exchange(
      home,
      [m.createPdpContextRequest, m.createPdpContextResponse],
      [
        [...contextElements().slice(0, -3), e.locationOfRouteingArea(visited, 9)],
        [e.cause(199), e.recovery(3)],
      ],
      [0, 0x1000],
    ),
    datagram(
      sgsn,
      ggsn,
      gtpMessageOf(
        {
          type: m.deletePdpContextRequest,
          teid: 0x2000,
          sequence: sequence + 1,
          extensions: [{ type: 0xc1, content: octets(0, 0) }],
        },
        [e.teardown(true), e.nsapi(5)],
      ),
    ),
    datagram(
      ggsn,
      sgsn,
      gtpMessageOf({ type: m.deletePdpContextResponse, teid: 0x1000, sequence: sequence + 1 }, [
        e.cause(128),
      ]),
    ),
  ];
}

export const sample: ForgedSample = {
  name: 'gtp-contexts',
  title: 'GTP version 1: a context made, updated, asked about, refused and ended',
  packets,
};
