// SPDX-License-Identifier: Apache-2.0
// A generated capture as frames that can be changed: each remembers which frames it comes from, so
// that findings before and after a change meet in the numbers of the first capture. Reads what the
// lab writes (Ethernet, tags, IP, SCTP, TCP) and leaves alone what it does not know; octets behind a
// header are replaced, lengths and checksums follow.
import { readFileSync } from 'node:fs';
import { FileSink } from '../../src/lab/file-sink.ts';
import { concat, padding, u16, u32 } from '../../src/lab/forge/bytes.ts';
import { crc32c } from '../../src/lab/forge/crc32c.ts';
import { internetChecksum } from '../../src/lab/forge/ip.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { readPcap } from '../lab/read-pcap.ts';

export interface Frame {
  readonly micros: number;
  readonly octets: Uint8Array;
  /** Numbers in the capture that was generated. */
  readonly origins: readonly number[];
}

export function readFrames(capture: string): Frame[] {
  return readPcap(readFileSync(capture)).map(({ micros, frame }, i) => ({
    micros,
    octets: frame,
    origins: [i + 1],
  }));
}

export function writeFrames(path: string, frames: readonly Frame[]): void {
  const file = new FileSink(path);
  try {
    const pcap = new PcapWriter(file.write, { linkType: linkType.ethernet });
    for (const { micros, octets } of frames) {
      const seconds = Math.floor(micros / 1e6);
      pcap.write({ seconds, nanoseconds: Math.round(micros - seconds * 1e6) * 1000 }, octets);
    }
  } finally {
    file.close();
  }
}

export interface Chunk {
  readonly type: number;
  readonly flags: number;
  readonly value: Uint8Array;
}

const chunkData = 0;
const dataHead = 12;

export interface Packet {
  /** Source and destination as text, for comparison alone. */
  readonly from: string;
  readonly to: string;
  readonly protocol: number;
  /** Octets before the transport header. */
  readonly below: Uint8Array;
  readonly ipAt: number;
  readonly segment: Uint8Array;
}

/** The IP packet of a frame; undefined when there is none. */
export function packetOf({ octets }: Frame): Packet | undefined {
  const at = networkLayerAt(octets);
  if (at === undefined) return undefined;
  const version = octets[at]! >> 4;
  const isFour = version === 4;
  const head = isFour ? (octets[at]! & 15) * 4 : 40;
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const total = isFour ? view.readUInt16BE(at + 2) : 40 + view.readUInt16BE(at + 4);
  const [source, size] = isFour ? [at + 12, 4] : [at + 8, 16];
  return {
    from: view.toString('hex', source, source + size),
    to: view.toString('hex', source + size, source + 2 * size),
    protocol: octets[isFour ? at + 9 : at + 6]!,
    below: octets.subarray(0, at + head),
    ipAt: at,
    segment: octets.subarray(at + head, at + total),
  };
}

function networkLayerAt(octets: Uint8Array): number | undefined {
  for (let at = 12; at < 24; at += 4) {
    const type = (octets[at]! << 8) | octets[at + 1]!;
    if (type === 0x0800 || type === 0x86dd) return at + 2;
    if (type !== 0x8100 && type !== 0x88a8) return undefined;
  }
  return undefined;
}

/** The frame with another segment in it. */
function withSegment(frame: Frame, packet: Packet, segment: Uint8Array): Frame {
  const octets = Buffer.from(concat(packet.below, segment));
  const { ipAt } = packet;
  if (octets[ipAt]! >> 4 === 4) {
    octets.writeUInt16BE(octets.length - ipAt, ipAt + 2);
    octets.writeUInt16BE(0, ipAt + 10);
    octets.writeUInt16BE(internetChecksum(octets.subarray(ipAt, packet.below.length)), ipAt + 10);
  } else octets.writeUInt16BE(segment.length, ipAt + 4);
  return { ...frame, octets };
}

const sctp = 132;
const tcp = 6;

export function sctpChunks({ protocol, segment }: Packet): Chunk[] | undefined {
  if (protocol !== sctp) return undefined;
  const view = Buffer.from(segment.buffer, segment.byteOffset, segment.length);
  const chunks: Chunk[] = [];
  for (let at = 12; at + 4 <= view.length; ) {
    const length = view.readUInt16BE(at + 2);
    if (length < 4 || at + length > view.length) return undefined;
    chunks.push({
      type: segment[at]!,
      flags: segment[at + 1]!,
      value: segment.subarray(at + 4, at + length),
    });
    at += length + ((4 - (length & 3)) & 3);
  }
  return chunks;
}

export function withChunks(frame: Frame, packet: Packet, chunks: readonly Chunk[]): Frame {
  const head = Uint8Array.from(packet.segment.subarray(0, 12));
  head.fill(0, 8);
  const parts = chunks.map(({ type, flags, value }) =>
    concat(Uint8Array.of(type, flags), u16(4 + value.length), value, padding(value.length)),
  );
  const segment = concat(head, ...parts);
  const crc = crc32c(segment);
  segment.set([crc & 0xff, (crc >>> 8) & 0xff, (crc >>> 16) & 0xff, crc >>> 24], 8);
  return withSegment(frame, packet, segment);
}

export function isData({ type }: Chunk): boolean {
  return type === chunkData;
}

export function userDataOf({ value }: Chunk): Uint8Array {
  return value.subarray(dataHead);
}

export function payloadProtocolOf({ value }: Chunk): number {
  return Buffer.from(value).readUInt32BE(8);
}

/** The same chunk with other data, and with other flags and TSN where given. */
export function withUserData(
  chunk: Chunk,
  data: Uint8Array,
  flags = chunk.flags,
  tsn?: number,
): Chunk {
  const { type, value } = chunk;
  const head = tsn === undefined ? value.subarray(0, 4) : u32(tsn >>> 0);
  return { type, flags, value: concat(head, value.subarray(4, dataHead), data) };
}

export function tsnOf({ value }: Chunk): number {
  return Buffer.from(value).readUInt32BE(0);
}

/** Changes the user data of every DATA chunk, and the payload of a TCP segment, whose size must stay. */
export function mapMessages(
  frame: Frame,
  change: (data: Uint8Array, payloadProtocol: number) => Uint8Array,
): Frame {
  const packet = packetOf(frame);
  if (packet === undefined) return frame;
  if (packet.protocol === tcp)
    return mapTcp(frame, packet, (data) => change(data, diameterProtocol));
  const chunks = sctpChunks(packet);
  if (chunks === undefined || !chunks.some(isData)) return frame;
  return withChunks(
    frame,
    packet,
    chunks.map((one) =>
      isData(one) ? withUserData(one, change(userDataOf(one), payloadProtocolOf(one))) : one,
    ),
  );
}

export const m3uaProtocol = 3;
export const diameterProtocol = 46;

function mapTcp(frame: Frame, packet: Packet, change: (data: Uint8Array) => Uint8Array): Frame {
  const { segment } = packet;
  const head = (segment[12]! >> 4) * 4;
  const data = segment.subarray(head);
  if (data.length === 0) return frame;
  const changed = change(data);
  if (changed.length !== data.length) throw new Error('a TCP segment keeps its size');
  const fresh = Buffer.from(concat(segment.subarray(0, head), changed));
  fresh.writeUInt16BE(0, 16);
  const pseudo = concat(
    Buffer.from(packet.from + packet.to, 'hex'),
    u32(fresh.length),
    Uint8Array.of(0, 0, 0, tcp),
  );
  fresh.writeUInt16BE(internetChecksum(pseudo, fresh), 16);
  return withSegment(frame, packet, fresh);
}
