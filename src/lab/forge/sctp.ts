// SPDX-License-Identifier: Apache-2.0
// SCTP (RFC 9260): chunks, packets with CRC32c, and one association that keeps tags, transmission
// and stream sequence numbers of both sides. Timers, congestion and retransmission are not
// modelled: the lab decides what is sent when.

import { concat, octets, padding, u16, u32 } from './bytes.ts';
import { crc32c } from './crc32c.ts';
import { allowedIpv4, allowedIpv6 } from './identities.ts';

export const ppid = { unspecified: 0, m2ua: 2, m3ua: 3, sua: 4, m2pa: 5, diameter: 46 } as const;

const chunkType = {
  data: 0,
  init: 1,
  initAck: 2,
  sack: 3,
  heartbeat: 4,
  heartbeatAck: 5,
  abort: 6,
  shutdown: 7,
  shutdownAck: 8,
  cookieEcho: 10,
  cookieAck: 11,
  shutdownComplete: 14,
} as const;

const dataFlag = { immediate: 8, unordered: 4, begin: 2, end: 1 } as const;

/** A chunk with its padding; the length field leaves the padding out. */
function chunk(type: number, flags: number, value: Uint8Array): Uint8Array {
  return concat(octets(type, flags), u16(4 + value.length), value, padding(value.length));
}

export interface DataFields {
  readonly tsn: number;
  readonly stream: number;
  readonly sequence: number;
  readonly ppid: number;
  readonly flags?: number;
}

export function dataChunk(fields: DataFields, userData: Uint8Array): Uint8Array {
  const flags = fields.flags ?? dataFlag.begin | dataFlag.end;
  return chunk(
    chunkType.data,
    flags,
    concat(u32(fields.tsn), u16(fields.stream), u16(fields.sequence), u32(fields.ppid), userData),
  );
}

function sackChunk(cumulativeTsn: number, window = 0x10000): Uint8Array {
  return chunk(chunkType.sack, 0, concat(u32(cumulativeTsn), u32(window), u32(0)));
}

export interface InitFields {
  readonly tag: number;
  readonly tsn: number;
  readonly streams?: number;
  /** Addresses of a multi-homed host. */
  readonly addresses?: readonly string[];
  readonly cookie?: Uint8Array;
}

/** INIT, or INIT ACK when there is a cookie. */
export function initChunk(fields: InitFields): Uint8Array {
  const streams = fields.streams ?? 16;
  const parameters = (fields.addresses ?? []).map((address) =>
    address.includes(':')
      ? chunkParameter(6, allowedIpv6(address))
      : chunkParameter(5, allowedIpv4(address)),
  );
  if (fields.cookie) parameters.push(chunkParameter(7, fields.cookie));
  return chunk(
    fields.cookie ? chunkType.initAck : chunkType.init,
    0,
    concat(
      u32(fields.tag),
      u32(0x10000),
      u16(streams),
      u16(streams),
      u32(fields.tsn),
      ...parameters,
    ),
  );
}

function chunkParameter(type: number, value: Uint8Array): Uint8Array {
  return concat(u16(type), u16(4 + value.length), value, padding(value.length));
}

export interface SctpPorts {
  readonly source: number;
  readonly destination: number;
}

/**
 * A packet: common header, chunks, checksum stored least significant octet first (RFC 9260 §6.8).
 */
export function sctpPacket(ports: SctpPorts, tag: number, ...chunks: Uint8Array[]): Uint8Array {
  const packet = concat(u16(ports.source), u16(ports.destination), u32(tag), u32(0), ...chunks);
  const crc = crc32c(packet);
  packet.set([crc & 0xff, (crc >>> 8) & 0xff, (crc >>> 16) & 0xff, crc >>> 24], 8);
  return packet;
}

/** A message handed to the association. */
export interface UserMessage {
  readonly stream: number;
  readonly ppid: number;
  readonly data: Uint8Array;
}

interface Side {
  readonly port: number;
  tag: number;
  nextTsn: number;
  /** Highest TSN this side has received from the other. */
  received: number;
  unacknowledged: number;
  sequences: Uint16Array;
}

export interface AssociationStart {
  readonly ports: readonly [number, number];
  readonly tags: readonly [number, number];
  readonly tsns: readonly [number, number];
  readonly streams?: number;
}

/** Both sides of one association; side 0 opened it. Packets are SCTP payloads of IP. */
export class SctpAssociation {
  readonly #sides: readonly [Side, Side];
  readonly #streams: number;

  constructor(start: AssociationStart) {
    this.#streams = start.streams ?? 16;
    const side = (i: 0 | 1): Side => ({
      port: start.ports[i],
      tag: start.tags[i],
      nextTsn: start.tsns[i],
      received: (start.tsns[1 - i]! - 1) >>> 0,
      unacknowledged: 0,
      sequences: new Uint16Array(this.#streams),
    });
    this.#sides = [side(0), side(1)];
  }

  /** The four packets that open it, with the side that sends each. */
  open(): { side: 0 | 1; packet: Uint8Array }[] {
    const [a, b] = this.#sides;
    const cookie = concat(u32(a.tag), u32(b.tag), new Uint8Array(24));
    const init = initChunk({ tag: a.tag, tsn: a.nextTsn, streams: this.#streams });
    const initAck = initChunk({ tag: b.tag, tsn: b.nextTsn, streams: this.#streams, cookie });
    const empty = new Uint8Array(0);
    return [
      { side: 0, packet: sctpPacket(this.#ports(0), 0, init) },
      { side: 1, packet: this.packet(1, initAck) },
      { side: 0, packet: this.packet(0, chunk(chunkType.cookieEcho, 0, cookie)) },
      { side: 1, packet: this.packet(1, chunk(chunkType.cookieAck, 0, empty)) },
    ];
  }

  /** Starts again with new tags and sequence numbers, as after a restart of both ends. */
  restart(tags: readonly [number, number], tsns: readonly [number, number]): void {
    for (const i of [0, 1] as const) {
      const side = this.#sides[i];
      side.tag = tags[i];
      side.nextTsn = tsns[i];
      side.received = (tsns[1 - i]! - 1) >>> 0;
      side.unacknowledged = 0;
      side.sequences.fill(0);
    }
  }

  /**
   * One packet with all messages bundled; what the other side sent and is not yet acknowledged is
   * acknowledged first.
   */
  send(side: 0 | 1, messages: readonly UserMessage[]): Uint8Array {
    const own = this.#sides[side];
    const chunks: Uint8Array[] = [];
    if (own.unacknowledged > 0) chunks.push(this.#acknowledge(own));
    for (const message of messages) chunks.push(this.#data(side, message, message.data, 3, true));
    return this.packet(side, ...chunks);
  }

  /** The message in fragments of at most `size` octets, one packet each (RFC 9260 §6.9). */
  sendFragmented(side: 0 | 1, message: UserMessage, size: number): Uint8Array[] {
    const packets: Uint8Array[] = [];
    const { data } = message;
    for (let at = 0; at < data.length; at += size) {
      const last = at + size >= data.length;
      const flags = (at === 0 ? dataFlag.begin : 0) | (last ? dataFlag.end : 0);
      const part = this.#data(side, message, data.subarray(at, at + size), flags, last);
      packets.push(this.packet(side, part));
    }
    return packets;
  }

  /** Two or more DATA chunks wait for that side's acknowledgement (RFC 9260 §6.2). */
  owesAcknowledgement(side: 0 | 1): boolean {
    return this.#sides[side].unacknowledged >= 2;
  }

  /** A packet with a selective acknowledgement alone, when that side owes one. */
  acknowledgeIfDue(side: 0 | 1): Uint8Array | undefined {
    const own = this.#sides[side];
    return this.owesAcknowledgement(side) ? this.packet(side, this.#acknowledge(own)) : undefined;
  }

  /** Any chunks under the right ports and tag. */
  packet(side: 0 | 1, ...chunks: Uint8Array[]): Uint8Array {
    return sctpPacket(this.#ports(side), this.#sides[1 - side]!.tag, ...chunks);
  }

  #data(
    side: 0 | 1,
    message: UserMessage,
    part: Uint8Array,
    flags: number,
    lastPart: boolean,
  ): Uint8Array {
    const own = this.#sides[side];
    const other = this.#sides[1 - side]!;
    const sequence = own.sequences[message.stream];
    if (sequence === undefined) throw new Error(`stream ${message.stream} was not opened`);
    const tsn = own.nextTsn;
    own.nextTsn = (tsn + 1) >>> 0;
    if (lastPart) own.sequences[message.stream] = sequence + 1;
    other.received = tsn;
    other.unacknowledged += 1;
    return dataChunk({ tsn, stream: message.stream, sequence, ppid: message.ppid, flags }, part);
  }

  #acknowledge(side: Side): Uint8Array {
    side.unacknowledged = 0;
    return sackChunk(side.received);
  }

  #ports(side: 0 | 1): SctpPorts {
    return { source: this.#sides[side].port, destination: this.#sides[1 - side]!.port };
  }
}
