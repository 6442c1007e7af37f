// SPDX-License-Identifier: Apache-2.0
// Octets that other projects test their own codecs with, wrapped into frames so that this decoder
// and tshark read the same bytes. Real captures at hand hold two dozen MAP messages; these hold
// several hundred forms of them. The vectors lie outside the tree (see `captureFolder`) and only
// their wrapping is written here.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { encodeBer } from '../../src/lab/forge/ber.ts';
import { concat, fromHex, octets } from '../../src/lab/forge/bytes.ts';
import { gtpPort } from '../../src/lab/forge/gtp.ts';
import { ipProtocol, ipv4 } from '../../src/lab/forge/ip.ts';
import { m3uaData } from '../../src/lab/forge/m3ua.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { dataChunk, ppid, sctpPacket } from '../../src/lab/forge/sctp.ts';
import { begin, dialogueRequest, dialogueResponse, end } from '../../src/lab/forge/tcap.ts';
import { udpDatagram } from '../../src/lab/forge/udp.ts';
import { contexts } from '../../src/schema/gsm-map/contexts.ts';

interface Vector {
  readonly layer: string;
  readonly hex: string;
  readonly path: string;
  readonly line: number;
  readonly expect: { readonly pdu?: string; readonly opcode?: number; readonly direction?: string };
  readonly tshark?: { readonly wrapped_as?: string };
}

/** Addresses of the SCCP messages made here: E.164 titles of reserved numbers, HLR and VLR. */
const called = fromHex('0b1206001204447700099099');
const calling = fromHex('0b1207001204447700099090');
const ends = { source: '192.0.2.1', destination: '198.51.100.1' };
const subsystem = { map: [6, 7], camel: [146, 146] } as const;

function addressed(address: Uint8Array, ssn: number): Uint8Array {
  const copy = Uint8Array.from(address);
  copy[2] = ssn;
  return copy;
}

/** UDT, or LUDT (Q.713 §4.20) where one length octet does not suffice. */
function sccpMessage(data: Uint8Array, [to, from]: readonly [number, number]): Uint8Array {
  const parties = concat(addressed(called, to), addressed(calling, from));
  const second = called.length;
  if (data.length < 255) {
    const pointers = octets(3, 2 + second, 1 + second + calling.length);
    return concat(octets(0x09, 0x00), pointers, parties, octets(data.length), data);
  }
  const third = second + calling.length;
  const pointers = octets(7, 0, 5 + second, 0, 3 + third, 0, 0, 0);
  const length = octets(data.length & 0xff, data.length >> 8);
  return concat(octets(0x13, 0x00, 0x0a), pointers, parties, length, data);
}

/**
 * A parameter as the argument of an invoke in a Begin or the result in an End, under the context
 * that its source tells.
 */
function dialogue(vector: Vector, parameter: Uint8Array): Uint8Array | undefined {
  const { opcode, direction } = vector.expect;
  if (opcode === undefined || (direction !== 'invoke' && direction !== 'result')) return undefined;
  const version = Number(/ac-v(\d)/.exec(vector.tshark?.wrapped_as ?? '')?.[1]);
  const known = contexts.find(
    (context) =>
      context.version === version && [...context.initiator, ...context.responder].includes(opcode),
  );
  const oid = known === undefined ? undefined : octets(4, 0, 0, 1, 0, known.number, known.version);
  const code = encodeBer({ id: 0x02, content: octets(opcode) });
  const body = (head: Uint8Array) => ({ content: concat(octets(2, 1, 1), head) });
  const id = 1;
  if (direction === 'invoke') {
    const invoke = { id: 0xa1, ...body(concat(code, parameter)) };
    return encodeBer(begin(id, oid && dialogueRequest(oid), invoke));
  }
  const result = { id: 0xa2, ...body(encodeBer({ id: 0x30, content: concat(code, parameter) })) };
  return encodeBer(end(id, oid && dialogueResponse(oid), result));
}

/** The SCTP user message of a vector and its payload protocol; undefined when it cannot be one. */
function userMessage(
  vector: Vector,
  index: number,
): { data: Uint8Array; ppid: number } | undefined {
  const bytes = fromHex(vector.hex);
  // Point codes of its own, so that tshark joins no two of them into one dialogue.
  const label = { opc: 1000 + index, dpc: 5000 + index, sls: index & 15, networkIndicator: 2 };
  const overM3ua = (sccp: Uint8Array) => ({
    data: m3uaData({ routingContext: 1 }, label, sccp),
    ppid: ppid.m3ua,
  });
  const isMessage = vector.expect.pdu === 'message';
  if (vector.layer === 'Diameter') return { data: bytes, ppid: ppid.diameter };
  if (vector.layer === 'M3UA' && isMessage) return { data: bytes, ppid: ppid.m3ua };
  if (vector.layer === 'SCCP' && vector.expect.pdu?.startsWith('message')) return overM3ua(bytes);
  const isCamel = /ssn146/.test(vector.tshark?.wrapped_as ?? '');
  const ssn = isCamel ? subsystem.camel : subsystem.map;
  if (vector.layer === 'TCAP' && isMessage) return overM3ua(sccpMessage(bytes, ssn));
  if (vector.layer === 'MAP' && vector.expect.pdu === 'operation-parameter') {
    const tcap = dialogue(vector, bytes);
    return tcap && overM3ua(sccpMessage(tcap, subsystem.map));
  }
  return undefined;
}

/** A vector that is a datagram of its own, on the port where tshark looks for it. */
function datagram(vector: Vector): Uint8Array | undefined {
  if (!/^GTPv[12]$/.test(vector.layer) || vector.expect.pdu !== 'message') return undefined;
  return udpDatagram(
    { ...ends, protocol: ipProtocol.udp },
    { source: gtpPort, destination: gtpPort },
    fromHex(vector.hex),
  );
}

/** The chunks in which a user message is sent, one a frame. */
export type Sending = (data: Uint8Array, tsn: number, payloadProtocol: number) => Uint8Array[];

const whole: Sending = (data, tsn, payloadProtocol) => [
  dataChunk({ tsn, stream: 1, sequence: tsn & 0xffff, ppid: payloadProtocol }, data),
];

/** Parts of at most `size` octets with their flags. */
function partsOf(data: Uint8Array, size: number): { part: Uint8Array; flags: number }[] {
  const parts: { part: Uint8Array; flags: number }[] = [];
  for (let at = 0; at < data.length; at += size) {
    const flags = (at === 0 ? 2 : 0) | (at + size >= data.length ? 1 : 0);
    parts.push({ part: data.subarray(at, at + size), flags });
  }
  return parts;
}

/** In DATA fragments. */
export const inFragments =
  (size: number): Sending =>
  (data, number, payloadProtocol) =>
    partsOf(data, size).map(({ part, flags }, i) =>
      dataChunk(
        {
          tsn: 1000 + i,
          stream: 1,
          sequence: number & 0xffff,
          ppid: payloadProtocol,
          flags,
        },
        part,
      ),
    );

/** Writes the vectors that can stand in a frame; frame number → where the vector is from. */
export function writeVectors(
  jsonl: string,
  capture: string,
  send: Sending = whole,
): Map<number, string> {
  const sources = new Map<number, string>();
  const file = openSync(capture, 'w');
  const writer = new PcapWriter((bytes) => void writeSync(file, bytes), { linkType: linkType.raw });
  const vectors = readFileSync(jsonl, 'utf8').split('\n').filter(Boolean);
  for (const [index, line] of vectors.entries()) {
    const vector = JSON.parse(line) as Vector;
    const write = (protocol: number, payload: Uint8Array) => {
      const seconds = 1_600_000_000 + index;
      writer.write({ seconds, nanoseconds: sources.size }, ipv4({ ...ends, protocol }, payload));
      sources.set(sources.size + 1, `${vector.layer} ${vector.path}:${vector.line}`);
    };
    const alone = send === whole ? datagram(vector) : undefined;
    if (alone !== undefined) write(ipProtocol.udp, alone);
    const message = userMessage(vector, index);
    if (message === undefined || message.data.length > 4000) continue;
    for (const chunk of send(message.data, index, message.ppid)) {
      const packet = sctpPacket({ source: 20000 + index, destination: 20000 }, 1 + index, chunk);
      write(ipProtocol.sctp, packet);
    }
  }
  closeSync(file);
  return sources;
}
