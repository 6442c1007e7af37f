// SPDX-License-Identifier: Apache-2.0
// The layers that a case file may begin at, and what the runner puts around each: one table, from
// the layer to the one below it, written by the lab's forge, so that the decoder is given nothing
// of its own making. A case that is about a header writes that header itself and begins there.
import { concat, octets as octetsOf, u16, u32 } from '../../src/lab/forge/bytes.ts';
import { type IpHeader, internetChecksum, ipPacket, pseudoHeader } from '../../src/lab/forge/ip.ts';
import { ethernet, ethernetHeader, etherType } from '../../src/lab/forge/link.ts';
import { m3uaData } from '../../src/lab/forge/m3ua.ts';
import { linkType } from '../../src/lab/forge/pcap.ts';
import { ssn, udt } from '../../src/lab/forge/sccp.ts';
import { dataChunk, sctpPacket } from '../../src/lab/forge/sctp.ts';
import { udpDatagram, udpPort } from '../../src/lab/forge/udp.ts';

/** What the frames of one run of a case count on. */
export class Numbering {
  nextTsn = 1;
  nextStreamSequence = 0;
  /** By port of the destination. */
  readonly tcpSequences = new Map<number, number>();
}

export interface Wrapped {
  readonly linkType: number;
  readonly octets: Uint8Array;
  /** Where the layer of the case begins in the frame. */
  readonly start: number;
}

/** A layer that a capture holds as it is. */
interface Link {
  readonly linkType: number;
}
/** A layer that another one carries. */
interface Carried {
  readonly below: string;
  readonly wrap: (octets: Uint8Array, argument: number, numbering: Numbering) => Uint8Array;
  /**
   * Ends of what stands for itself in it: cut there, it is shorter and still whole, and nothing
   * tells that there was more.
   */
  readonly ends?: (octets: Uint8Array, argument: number) => number[];
}

const macs = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' };
const addresses = { source: '192.0.2.10', destination: '198.51.100.20' };
const inEthernet = (type: number): Carried => ({
  below: 'frame',
  wrap: (octets) => concat(ethernetHeader(macs, type), octets),
});
const inIp = (protocol: number): Carried => ({
  below: 'ip',
  wrap: (octets) => ipPacket({ ...addresses, protocol }, octets),
});
/** A whole user message of SCTP. */
const inSctp = (ppid: number): Carried => ({ below: `sctp-data:${ppid}`, wrap: same });
const inUdt = (called: number, calling: number): Carried => ({
  below: 'sccp',
  wrap: (octets) =>
    udt(
      {
        called: { digits: '12465550100', ssn: called },
        calling: { digits: '447700900999', ssn: calling },
      },
      octets,
    ),
});
const inUdp = (port: number): Carried => ({ below: `udp:${port}`, wrap: same });

function same(octets: Uint8Array): Uint8Array {
  return octets;
}

const layers: Readonly<Record<string, Link | Carried>> = {
  frame: { linkType: linkType.ethernet },
  raw: { linkType: linkType.raw },
  null: { linkType: 0 },
  loop: { linkType: 108 },
  sll: { linkType: linkType.sll },
  sll2: { linkType: linkType.sll2 },
  'mtp2-phdr': { linkType: 139 },
  mtp2: { linkType: 140 },
  mtp3: { linkType: linkType.mtp3 },
  /** Of any other LINKTYPE_ number. */
  'link:': { linkType: Number.NaN },

  ip: { below: 'frame', wrap: (octets) => ethernet(macs, octets) },
  mpls: inEthernet(etherType.mpls),
  sctp: { ...inIp(132), ends: chunkEnds },
  tcp: { ...inIp(6), ends: segmentEnds },
  udp: { ...inIp(17), ends: datagramEnds },
  gre: inIp(47),

  'udp:': {
    below: 'udp',
    wrap: datagram,
    ends: (octets, port) => (port === udpPort.sctp ? chunkEnds(octets) : []),
  },
  'tcp:': { below: 'tcp', wrap: segment, ends: diameterEnds },
  'sctp-data:': { below: 'sctp', wrap: userMessage },
  vxlan: inUdp(udpPort.vxlan),
  gtp: inUdp(2123),
  gtpv2: inUdp(2123),

  m2ua: inSctp(2),
  m3ua: inSctp(3),
  sua: inSctp(4),
  m2pa: inSctp(5),
  diameter: inSctp(46),
  sccp: {
    below: 'm3ua',
    wrap: (octets) => m3uaData({}, { opc: 4641, dpc: 6818, sls: 5 }, octets),
  },
  tcap: inUdt(ssn.hlr, ssn.gsmScf),
  ansi_tcap: inUdt(ssn.hlr, ssn.gsmScf),
  camel: inUdt(ssn.cap, ssn.cap),
};

/** Ports of what the payload protocol identifier names. */
const portOf: Readonly<Record<number, number>> = { 2: 2904, 3: 2905, 4: 14001, 5: 3565, 46: 3868 };

/** Consecutive user messages of one direction, each whole. */
function userMessage(octets: Uint8Array, ppid: number, numbering: Numbering): Uint8Array {
  const chunk = dataChunk(
    { tsn: numbering.nextTsn++, stream: 1, sequence: numbering.nextStreamSequence++, ppid },
    octets,
  );
  const port = portOf[ppid] ?? 2905;
  return sctpPacket({ source: port, destination: port }, 0x2a2a2a2a, chunk);
}

function datagram(octets: Uint8Array, port: number): Uint8Array {
  return udpDatagram({ ...addresses, protocol: 17 }, { source: 49_152, destination: port }, octets);
}

/** Consecutive segments of one stream of octets. */
function segment(octets: Uint8Array, port: number, numbering: Numbering): Uint8Array {
  const sequence = numbering.tcpSequences.get(port) ?? 1000;
  numbering.tcpSequences.set(port, sequence + octets.length);
  const head = concat(u16(49_152), u16(port), u32(sequence), u32(1), octetsOf(0x50, 0x18));
  const out = concat(head, u16(0xffff), u32(0), octets);
  const header: IpHeader = { ...addresses, protocol: 6 };
  out.set(u16(internetChecksum(pseudoHeader(header, out.length), out)), 16);
  return out;
}

function chunkEnds(octets: Uint8Array): number[] {
  const ends: number[] = [];
  const view = Buffer.from(octets);
  for (let at = 12; at + 4 <= view.length; ) {
    const length = view.readUInt16BE(at + 2);
    if (length < 4) break;
    ends.push(at, at + length);
    at += length + (-length & 3);
  }
  return ends;
}

/** A length of zero leaves it to the packet. */
function datagramEnds(octets: Uint8Array): number[] {
  const header = Buffer.from(octets).subarray(0, 8);
  const carriesSctp = header.length === 8 && header.readUInt16BE(2) === udpPort.sctp;
  return carriesSctp ? chunkEnds(octets.subarray(8)).map((end) => end + 8) : [];
}

/** Of a segment with its header. Records of TLS, which are not opened, may end in any other one. */
function segmentEnds(octets: Uint8Array): number[] {
  const header = ((octets[12] ?? 0) >> 4) * 4;
  const isTls = octets[header] === 0x17 && octets[header + 1] === 3;
  if (isTls) return Array.from(octets, (_, size) => size).filter((size) => size >= header);
  return [header, ...diameterEnds(octets.subarray(header)).map((end) => end + header)];
}

function diameterEnds(octets: Uint8Array): number[] {
  const ends: number[] = [];
  const view = Buffer.from(octets);
  for (let at = 0; at + 4 <= view.length; ) {
    const length = view.readUIntBE(at + 1, 3);
    if (length < 20) break;
    at += length;
    ends.push(at);
  }
  return ends;
}

function find(layer: string): { entry: Link | Carried | undefined; argument: number } {
  const colon = layer.indexOf(':');
  if (colon < 0) return { entry: layers[layer], argument: 0 };
  const name = layer.slice(0, colon);
  return { entry: layers[`${name}:`], argument: Number(layer.slice(colon + 1)) };
}

/** `name`, or `name:number` for those of which the number is part. */
export function isLayer(layer: string): boolean {
  const { entry, argument } = find(layer);
  return entry !== undefined && !layer.endsWith(':') && Number.isInteger(argument);
}

/** The frame around octets of a layer. */
export function wrap(layer: string, octets: Uint8Array, numbering: Numbering): Wrapped {
  let { entry, argument } = find(layer);
  let out = octets;
  let start = 0;
  while (entry !== undefined && 'below' in entry) {
    const around = Buffer.from(entry.wrap(out, argument, numbering));
    start += Math.max(0, around.lastIndexOf(out));
    out = around;
    ({ entry, argument } = find(entry.below));
  }
  const type = entry?.linkType ?? Number.NaN;
  return { linkType: Number.isNaN(type) ? argument : type, octets: out, start };
}

/** Whether `size` octets of them are whole too. */
export function isWholeAt(layer: string, octets: Uint8Array, size: number): boolean {
  const { entry, argument } = find(layer);
  if (entry === undefined || !('below' in entry)) return false;
  return entry.ends?.(octets, argument).includes(size) === true;
}
