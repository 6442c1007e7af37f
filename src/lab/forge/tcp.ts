// SPDX-License-Identifier: Apache-2.0
// TCP (RFC 9293) as far as Diameter needs it: the handshake and data segments with sequence and
// acknowledgement numbers kept on both sides, cut as a stream cuts them, again and out of order when
// asked for. No options but MSS, no pure acknowledgements after the handshake.

import { concat, octets, u16, u32 } from './bytes.ts';
import { type IpHeader, internetChecksum, ipProtocol, pseudoHeader } from './ip.ts';

const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

export interface TcpEnd {
  readonly address: string;
  readonly port: number;
}

export interface TcpFields {
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
}

/** One segment with its checksum. */
function tcpSegment(from: TcpEnd, to: TcpEnd, fields: TcpFields, data: Uint8Array): Uint8Array {
  const options = fields.flags & tcpFlag.syn ? octets(2, 4, 0x05, 0xb4) : new Uint8Array(0);
  const words = 5 + options.length / 4;
  const segment = concat(
    u16(from.port),
    u16(to.port),
    u32(fields.sequence),
    u32(fields.acknowledgement),
    octets(words << 4, fields.flags),
    u16(0xffff),
    u32(0),
    options,
    data,
  );
  const header: IpHeader = {
    source: from.address,
    destination: to.address,
    protocol: ipProtocol.tcp,
  };
  segment.set(u16(internetChecksum(pseudoHeader(header, segment.length), segment)), 16);
  return segment;
}

/** Both ends of one connection; side 0 opened it. Segments are TCP payloads of IP. */
export class TcpConnection {
  readonly #ends: readonly [TcpEnd, TcpEnd];
  readonly #next: [number, number];

  constructor(ends: readonly [TcpEnd, TcpEnd], sequences: readonly [number, number]) {
    this.#ends = ends;
    this.#next = [...sequences];
  }

  /** The three segments that open it, with the side that sends each. */
  open(): { side: 0 | 1; packet: Uint8Array }[] {
    const empty = new Uint8Array(0);
    const syn = this.#segment(0, tcpFlag.syn, empty, 0);
    this.#next[0] = (this.#next[0] + 1) >>> 0;
    const synAck = this.#segment(1, tcpFlag.syn | tcpFlag.ack, empty);
    this.#next[1] = (this.#next[1] + 1) >>> 0;
    return [
      { side: 0, packet: syn },
      { side: 1, packet: synAck },
      { side: 0, packet: this.#segment(0, tcpFlag.ack, empty) },
    ];
  }

  /** Starts again with new sequence numbers. */
  restart(sequences: readonly [number, number]): void {
    this.#next[0] = sequences[0];
    this.#next[1] = sequences[1];
  }

  /** One data segment. */
  send(side: 0 | 1, data: Uint8Array): Uint8Array {
    const segment = this.#segment(side, tcpFlag.psh | tcpFlag.ack, data);
    this.#next[side] = (this.#next[side] + data.length) >>> 0;
    return segment;
  }

  /** The data in segments of at most `size` octets, in order. */
  sendAll(side: 0 | 1, data: Uint8Array, size: number): Uint8Array[] {
    const segments: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += size)
      segments.push(this.send(side, data.subarray(at, at + size)));
    return segments;
  }

  /** Octets sent before, or instead of them others: `back` octets before the next new one. */
  sendAgain(side: 0 | 1, data: Uint8Array, back: number): Uint8Array {
    const next = this.#next[side];
    this.#next[side] = (next - back) >>> 0;
    const segment = this.#segment(side, tcpFlag.psh | tcpFlag.ack, data);
    this.#next[side] = next;
    return segment;
  }

  #segment(side: 0 | 1, flags: number, data: Uint8Array, acknowledgement?: number): Uint8Array {
    const other = side === 0 ? 1 : 0;
    const fields = {
      sequence: this.#next[side],
      acknowledgement: acknowledgement ?? this.#next[other],
      flags,
    };
    return tcpSegment(this.#ends[side], this.#ends[other], fields, data);
  }
}
