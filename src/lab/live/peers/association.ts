// SPDX-License-Identifier: Apache-2.0
// One SCTP association of the package `sctp`, which speaks the protocol in JavaScript over a raw
// socket and needs no help of the kernel. Its known limits are respected here: IPv4, one path, and
// writes that wait for each other, since two that meet a full congestion window hang for ever. So
// one message at a time, or two of different streams in one packet while the window is far away.
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

/** What this file uses of the package, which brings no types. */
interface SctpSocket {
  readonly association?: { readonly flightsize: number; readonly cwnd: number };
  on(event: 'connect' | 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error | undefined) => void): void;
  on(event: 'data', listener: (data: Buffer) => void): void;
  createStream(stream: number, ppid: number): { write(data: Uint8Array, sent: () => void): void };
  end(): void;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

interface SctpPackage {
  connect(options: Place & StreamCounts & { localAddress: string; localPort: number }): SctpSocket;
  createServer(listener: (socket: SctpSocket) => void): {
    on(event: 'error', listener: (error: Error) => void): void;
    listen(options: Place & StreamCounts, listening: () => void): void;
  };
}

interface StreamCounts {
  /** Outbound and inbound streams (RFC 9260 §3.3.2). */
  readonly OS: number;
  readonly MIS: number;
}

export const streams = 16;
const streamCounts: StreamCounts = { OS: streams, MIS: streams };
const closeWithinMs = 3_000;
/**
 * Longer than an acknowledgement is held back: the package never answers a SHUTDOWN that comes while
 * it waits for one.
 */
const acknowledgedAfterMs = 300;

const load = (): SctpPackage => createRequire(import.meta.url)('sctp') as SctpPackage;

interface Waiting {
  readonly data: Uint8Array;
  readonly stream: number;
}

export class Association {
  readonly #socket: SctpSocket;
  readonly #ppid: number;
  readonly #queue: Waiting[] = [];
  readonly #ended: Promise<void>;
  #outstanding = 0;
  #idle: (() => void)[] = [];
  onMessage: (data: Uint8Array) => void = () => {};

  constructor(socket: SctpSocket, ppid: number) {
    this.#socket = socket;
    this.#ppid = ppid;
    socket.on('data', (data) => this.onMessage(data));
    this.#ended = new Promise((resolve) => socket.on('end', resolve));
  }

  /** Messages of one stream arrive in order. */
  send(data: Uint8Array, stream: number): void {
    this.#queue.push({ data, stream });
    this.#pump();
  }

  /** When everything was handed to SCTP. */
  async sent(): Promise<void> {
    if (this.#outstanding === 0 && this.#queue.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Shuts the association down, or waits until the other side did. */
  async close(begins: boolean): Promise<void> {
    if (begins) {
      await this.sent();
      await pause(acknowledgedAfterMs);
      this.#socket.end();
    }
    await Promise.race([this.#ended, pause(closeWithinMs)]);
  }

  #pump(): void {
    if (this.#outstanding > 0) return;
    const [first, second] = this.#queue;
    if (first === undefined) {
      for (const tell of this.#idle.splice(0)) tell();
      return;
    }
    const together = second !== undefined && this.#fitTogether(first, second);
    for (const one of this.#queue.splice(0, together ? 2 : 1)) this.#write(one);
  }

  #fitTogether(first: Waiting, second: Waiting): boolean {
    const association = this.#socket.association;
    if (association === undefined || first.stream === second.stream) return false;
    const octets = association.flightsize + first.data.length + second.data.length;
    return octets < association.cwnd / 2;
  }

  #write({ data, stream }: Waiting): void {
    this.#outstanding += 1;
    this.#socket.createStream(stream, this.#ppid).write(data, () => {
      this.#outstanding -= 1;
      this.#pump();
    });
  }
}

/** Opens an association to a listening peer. */
export function connect(
  local: Place,
  remote: Place,
  ppid: number,
  up: (association: Association) => void,
  failed: (error: Error) => void,
): void {
  const socket = load().connect({
    ...remote,
    ...streamCounts,
    localAddress: local.host,
    localPort: local.port,
  });
  socket.on('error', (error) => failed(error ?? new Error('the association failed')));
  socket.on('connect', () => up(new Association(socket, ppid)));
}

/** Takes associations; `listening` when peers may come. */
export function listen(
  local: Place,
  ppid: number,
  accepted: (association: Association) => void,
  listening: () => void,
  failed: (error: Error) => void,
): void {
  const server = load().createServer((socket) => {
    socket.on('error', (error) => failed(error ?? new Error('the association failed')));
    accepted(new Association(socket, ppid));
  });
  server.on('error', failed);
  server.listen({ ...local, ...streamCounts }, listening);
}
