// SPDX-License-Identifier: Apache-2.0
// GTP-C version 2 (TS 29.274): header with or without TEID and priority, information elements with
// their instance, grouped ones, and messages piggybacked on others.

import { concat, fromHex, octets, u16, u24, u32 } from './bytes.ts';
import { imeiOctets, imsiOctets, numberTbcd, plmnId } from './digits.ts';
import { addressOctets, apnLabels, gtpPort, type Place } from './gtp.ts';
import { ipProtocol } from './ip.ts';
import type { ForgedPacket, ForgedSample } from './sample.ts';
import { udpDatagram } from './udp.ts';

export const gtpv2Message = {
  echoRequest: 1,
  echoResponse: 2,
  createSessionRequest: 32,
  createSessionResponse: 33,
  modifyBearerRequest: 34,
  modifyBearerResponse: 35,
  deleteSessionRequest: 36,
  deleteSessionResponse: 37,
  changeNotificationRequest: 38,
  changeNotificationResponse: 39,
  modifyBearerCommand: 64,
  createBearerRequest: 95,
  createBearerResponse: 96,
  identificationRequest: 128,
  identificationResponse: 129,
  contextRequest: 130,
  contextResponse: 131,
  contextAcknowledge: 132,
  forwardRelocationRequest: 133,
  forwardRelocationResponse: 134,
} as const;

export interface Gtpv2Header {
  readonly type: number;
  /** Left out of echoes and of what else goes to a node and not to a tunnel. */
  readonly teid?: number;
  readonly sequence: number;
  /** 0 to 15. */
  readonly priority?: number;
  /** Another message follows in the datagram. */
  readonly piggybacked?: boolean;
}

export function gtpv2MessageOf(
  { type, teid, sequence, priority, piggybacked }: Gtpv2Header,
  ...elements: readonly Uint8Array[]
): Uint8Array {
  const behind = concat(
    teid === undefined ? octets() : u32(teid),
    u24(sequence),
    octets((priority ?? 0) << 4),
    ...elements,
  );
  const flags =
    0x40 |
    (piggybacked ? 0x10 : 0) |
    (teid === undefined ? 0 : 0x08) |
    (priority === undefined ? 0 : 0x04);
  return concat(octets(flags, type), u16(behind.length), behind);
}

/** Type, length of the value, instance, value. */
export function gtpv2Element(type: number, instance: number, ...parts: Uint8Array[]): Uint8Array {
  const value = concat(...parts);
  return concat(octets(type), u16(value.length), octets(instance), value);
}

/** Places in the order in which they stand (§8.21). */
export interface Gtpv2Places {
  readonly cgi?: Place & { readonly cell: number };
  readonly sai?: Place & { readonly code: number };
  readonly rai?: Place & { readonly code: number };
  readonly tai?: Place;
  readonly ecgi?: { readonly mcc: string; readonly mnc: string; readonly cell: number };
  readonly lai?: Place;
}

function placeOctets(places: Gtpv2Places): Uint8Array {
  const { cgi, sai, rai, tai, ecgi, lai } = places;
  const flags = [cgi, sai, rai, tai, ecgi, lai].reduce(
    (sum, place, bit) => sum | (place === undefined ? 0 : 1 << bit),
    0,
  );
  const area = (place: Place | undefined, ...code: Uint8Array[]) =>
    place === undefined ? octets() : concat(plmnId(place.mcc, place.mnc), u16(place.area), ...code);
  return concat(
    octets(flags),
    area(cgi, u16(cgi?.cell ?? 0)),
    area(sai, u16(sai?.code ?? 0)),
    area(rai, u16(rai?.code ?? 0)),
    area(tai),
    ecgi === undefined ? octets() : concat(plmnId(ecgi.mcc, ecgi.mnc), u32(ecgi.cell)),
    area(lai),
  );
}

/** Interface types of F-TEID (§8.22). */
export const interfaceType = { s1uEnodeb: 0, s5Sgw: 6, s5Pgw: 7, s11Mme: 10, s10Mme: 12 } as const;

export const gtpv2Elements = {
  imsi: (digits: string) => gtpv2Element(1, 0, imsiOctets(digits)),
  cause: (value: number, { source = false } = {}) =>
    gtpv2Element(2, 0, octets(value, source ? 1 : 0)),
  recovery: (counter: number) => gtpv2Element(3, 0, octets(counter)),
  apn: (name: string) => gtpv2Element(71, 0, apnLabels(name)),
  ambr: (up: number, down: number) => gtpv2Element(72, 0, u32(up), u32(down)),
  ebi: (id: number) => gtpv2Element(73, 0, octets(id)),
  ipAddress: (address: string) => gtpv2Element(74, 0, addressOctets(address)),
  mei: (digits: string) => gtpv2Element(75, 0, imeiOctets(digits)),
  msisdn: (digits: string) => gtpv2Element(76, 0, numberTbcd(digits)),
  indication: (...flags: readonly number[]) => gtpv2Element(77, 0, octets(...flags)),
  protocolOptions: (value: Uint8Array) => gtpv2Element(78, 0, value),
  ratType: (value: number) => gtpv2Element(82, 0, octets(value)),
  servingNetwork: (mcc: string, mnc: string) => gtpv2Element(83, 0, plmnId(mcc, mnc)),
  userLocation: (places: Gtpv2Places) => gtpv2Element(86, 0, placeOctets(places)),
  fTeid: (type: number, teid: number, addresses: readonly string[], instance = 0) => {
    const flags = addresses.reduce((sum, one) => sum | (one.includes(':') ? 0x40 : 0x80), type);
    return gtpv2Element(87, instance, octets(flags), u32(teid), ...addresses.map(addressOctets));
  },
  bearerContext: (...elements: Uint8Array[]) => gtpv2Element(93, 0, ...elements),
  pdnType: (value: number) => gtpv2Element(99, 0, octets(value)),
  /** Keys and vectors of a subscriber (§8.38); the type says in which form. */
  mmContext: (type: number, value: Uint8Array) => gtpv2Element(type, 0, value),
  pdnConnection: (...elements: Uint8Array[]) => gtpv2Element(109, 0, ...elements),
  selectionMode: (mode: number) => gtpv2Element(128, 0, octets(mode)),
  privateExtension: (value: Uint8Array) => gtpv2Element(255, 0, u16(0xffff), value),
} as const;

// The sample: a roamer attaches abroad, moves to another node, answers are piggybacked, and leaves.

const mme = '192.0.2.30';
const otherMme = '192.0.2.31';
const sgw = '198.51.100.30';
const pgw = '203.0.113.30';
const subscriber = { imsi: '001010123456789', msisdn: '9990111234567', mei: '0012345678901234' };
const visited = { mcc: '999', mnc: '700', area: 0x2345 };
const octetsOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255);

function datagram(source: string, destination: string, ...messages: Uint8Array[]): ForgedPacket {
  const header = { source, destination, protocol: ipProtocol.udp };
  const ports = { source: gtpPort, destination: gtpPort };
  return { header, payload: udpDatagram(header, ports, concat(...messages)) };
}

function session(): Uint8Array[] {
  const e = gtpv2Elements;
  return [
    e.imsi(subscriber.imsi),
    e.msisdn(subscriber.msisdn),
    e.mei(subscriber.mei),
    e.userLocation({
      tai: visited,
      ecgi: { mcc: visited.mcc, mnc: visited.mnc, cell: 0x0012345 },
    }),
    e.servingNetwork(visited.mcc, visited.mnc),
    e.ratType(6),
    e.indication(0x08, 0),
    e.fTeid(interfaceType.s5Sgw, 0x33333333, [sgw, '2001:db8::30']),
    e.apn('internet'),
    e.selectionMode(0),
    e.pdnType(1),
    e.protocolOptions(fromHex('8080211001000010810600000000830600000000')),
    e.bearerContext(e.ebi(5), e.fTeid(interfaceType.s1uEnodeb, 0x44444444, [sgw], 2)),
    e.recovery(4),
    e.ambr(1000, 2000),
    e.privateExtension(octetsOf(5)),
  ];
}

function packets(): readonly ForgedPacket[] {
  const e = gtpv2Elements;
  const m = gtpv2Message;
  const inside = (type: number, sequence: number, ...elements: Uint8Array[]) =>
    gtpv2MessageOf({ type, teid: 0x55555555, sequence }, ...elements);
  const accepted = e.cause(16);
  return [
    datagram(sgw, pgw, gtpv2MessageOf({ type: m.echoRequest, sequence: 1 }, e.recovery(4))),
    datagram(pgw, sgw, gtpv2MessageOf({ type: m.echoResponse, sequence: 1 }, e.recovery(9))),
    datagram(
      sgw,
      pgw,
      gtpv2MessageOf({ type: m.createSessionRequest, teid: 0, sequence: 0x123456 }, ...session()),
    ),
    datagram(
      pgw,
      sgw,
      gtpv2MessageOf(
        {
          type: m.createSessionResponse,
          teid: 0x33333333,
          sequence: 0x123456,
          piggybacked: true,
        },
        accepted,
        e.fTeid(interfaceType.s5Pgw, 0x55555555, [pgw], 1),
        e.bearerContext(e.ebi(5), accepted),
      ),
      gtpv2MessageOf(
        { type: m.createBearerRequest, teid: 0x33333333, sequence: 0x800001, priority: 9 },
        e.ebi(5),
        e.bearerContext(e.ebi(0)),
      ),
    ),
    datagram(sgw, pgw, inside(m.createBearerResponse, 0x800001, e.cause(73, { source: true }))),
    datagram(
      sgw,
      pgw,
      inside(
        m.modifyBearerRequest,
        0x123457,
        e.userLocation({
          cgi: { ...visited, cell: 7 },
          sai: { ...visited, code: 8 },
          rai: { ...visited, code: 0x0900 },
          lai: visited,
        }),
        e.ratType(1),
      ),
    ),
    datagram(
      pgw,
      sgw,
      gtpv2MessageOf(
        { type: m.modifyBearerResponse, teid: 0x33333333, sequence: 0x123457 },
        accepted,
      ),
    ),
    datagram(
      otherMme,
      mme,
      gtpv2MessageOf(
        { type: m.contextRequest, teid: 0, sequence: 0x77 },
        e.imsi(subscriber.imsi),
        e.ratType(6),
        e.fTeid(interfaceType.s10Mme, 0x66666666, [otherMme]),
      ),
    ),
    datagram(
      mme,
      otherMme,
      gtpv2MessageOf(
        { type: m.contextResponse, teid: 0x66666666, sequence: 0x77 },
        accepted,
        e.imsi(subscriber.imsi),
        e.mmContext(255, octetsOf(3)),
        e.pdnConnection(e.apn('internet'), e.ebi(5), e.bearerContext(e.ebi(5))),
      ),
    ),
    datagram(
      otherMme,
      mme,
      gtpv2MessageOf({ type: m.contextAcknowledge, teid: 0x77777777, sequence: 0x77 }, accepted),
    ),
    datagram(sgw, pgw, inside(m.deleteSessionRequest, 0x123458, e.cause(5), e.ebi(5))),
    datagram(
      pgw,
      sgw,
      gtpv2MessageOf(
        { type: m.deleteSessionResponse, teid: 0x33333333, sequence: 0x123458 },
        accepted,
      ),
    ),
    datagram(
      otherMme,
      mme,
      gtpv2MessageOf({ type: m.identificationRequest, sequence: 0x78 }, e.ipAddress(otherMme)),
    ),
    datagram(
      mme,
      otherMme,
      gtpv2MessageOf({ type: m.identificationResponse, sequence: 0x78 }, e.cause(64)),
    ),
  ];
}

export const sample: ForgedSample = {
  name: 'gtpv2-sessions',
  title: 'GTP version 2: a session made, moved, piggybacked, asked about and ended',
  packets,
};
