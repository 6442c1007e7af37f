// SPDX-License-Identifier: Apache-2.0
// The daemon's end of the control socket: a socket of mode 0600 in a directory of mode 0700, bounded
// in clients, in requests, in their size, and in what waits for a slow reader. A socket that nobody
// answers any more is replaced; one that is answered, or another file in its place, is left alone.
import { chmodSync, closeSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { exitCode, failure } from '../base/errors.ts';
import { native } from '../engine/native.ts';
import { limits } from '../schema/limits.ts';
import type { Act, AuditEntry } from '../store/audit.ts';
import { holdLock } from '../store/lock.ts';
import { isRefusal, LineCutter, lineOf, parseRequest, type Reply } from './control-protocol.ts';
import type { ControlState, Status } from './status.ts';
import { reaches, type TailEvent } from './tail.ts';

/** sun_path of unix(7), without its closing zero. */
const pathOctetsMax = 107;
/** A client that has asked nothing for so long is let go; those who tail wait as long as they like. */
const idle_ms = 60_000;

export interface ControlHandlers {
  readonly status: () => Promise<Status>;
  /** Enters an act into the audit log; it is on the disk when this returns. */
  readonly audit: (act: Required<Act>) => AuditEntry;
}

interface Client {
  readonly socket: Socket;
  requests: number;
  /** Least severity of what is told; undefined until the client asks to tail. */
  tails: string | undefined;
  missed: number;
  /** Sessions of which a finding was told. */
  readonly sessions: Set<string>;
}

export class ControlServer {
  readonly path: string;
  readonly #server: Server;
  readonly #handlers: ControlHandlers;
  readonly #clients = new Set<Client>();
  #refused = 0;
  #missed = 0;

  /** Held as long as it listens. */
  #lock: number | undefined;

  private constructor(path: string, lock: number, handlers: ControlHandlers) {
    this.path = path;
    this.#lock = lock;
    this.#handlers = handlers;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** @throws ProductError when another daemon answers there, or the path cannot be used. */
  static async listen(path: string, handlers: ControlHandlers): Promise<ControlServer> {
    if (Buffer.byteLength(path) > pathOctetsMax)
      throw failure(
        exitCode.failed,
        `${path}: too long for a socket, which takes ${pathOctetsMax} octets`,
        'name a shorter path with --control',
      );
    makeDirectory(path);
    // Two that start at once would each find the other's socket unanswered and take it away.
    const lock = takePlace(path);
    const server = new ControlServer(path, lock, handlers);
    let mask: number | undefined;
    try {
      await makeRoom(path);
      // Nobody may connect between its making and its mode.
      mask = process.umask(0o177);
      await new Promise<void>((resolve, reject) => {
        // Stays: an accept that fails later (no descriptor left) must not end the process.
        server.#server.on('error', reject);
        server.#server.listen(path, resolve);
      });
      chmodSync(path, 0o600);
    } catch (error) {
      closeSync(lock);
      throw cannotListen(path, error);
    } finally {
      if (mask !== undefined) process.umask(mask);
    }
    return server;
  }

  get state(): ControlState {
    return { clients: this.#clients.size, refused: this.#refused, missed: this.#missed };
  }

  get hasTails(): boolean {
    return [...this.#clients].some((one) => one.tails !== undefined);
  }

  /** To every client that tails and wants it. */
  publish(event: TailEvent): void {
    for (const client of this.#clients) {
      if (client.tails === undefined || !wants(client, event)) continue;
      if (client.socket.writableLength > limits.tail_backlog_octets.value) {
        client.missed += 1;
        this.#missed += 1;
        client.sessions.delete(event.session); // an outcome alone would say nothing to it
        continue;
      }
      if (client.missed > 0) say(client, { missed: client.missed });
      client.missed = 0;
      say(client, { event });
      note(client, event);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const { socket } of this.#clients) socket.destroySoon();
    await closed;
    if (this.#lock !== undefined) closeSync(this.#lock);
    this.#lock = undefined; // its number may soon be another file's
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#clients.size >= limits.control_clients.value) {
      this.#refused += 1;
      const error = `${limits.control_clients.value} clients are connected already`;
      dismiss(socket, { ok: false, error, hint: 'close one of them' });
      return;
    }
    const client: Client = {
      socket,
      requests: 0,
      tails: undefined,
      missed: 0,
      sessions: new Set(),
    };
    this.#clients.add(client);
    socket.on('close', () => this.#clients.delete(client));
    socket.setTimeout(idle_ms, () => socket.destroy());
    const cutter = new LineCutter(limits.control_request_octets.value);
    let turn = Promise.resolve();
    socket.on('data', (chunk) => {
      const lines = cutter.add(chunk);
      if (lines === undefined) {
        const hint = `a request is one line of up to ${limits.control_request_octets.value} octets`;
        this.#refuse(client, 'the request is too long', hint);
        return;
      }
      client.requests += lines.length;
      if (client.requests > limits.control_requests.value) {
        this.#refuse(client, 'too many requests on one connection', 'connect again');
        return;
      }
      // Answers come in the order of requests.
      for (const line of lines) turn = turn.then(() => this.#answer(client, line));
    });
  }

  async #answer(client: Client, line: string): Promise<void> {
    if (client.socket.destroyed || client.socket.writableEnded) return;
    const request = parseRequest(line);
    if (isRefusal(request)) say(client, request);
    else if (request.request === 'tail') {
      client.tails = request.severity ?? 'info';
      client.socket.setTimeout(0);
      say(client, { ok: true, tail: true });
    } else {
      try {
        say(
          client,
          request.request === 'audit'
            ? { ok: true, audit: this.#handlers.audit(byPeer(request.act, client.socket)) }
            : { ok: true, status: await this.#handlers.status() },
        );
      } catch (error) {
        say(client, { ok: false, error: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  #refuse(client: Client, error: string, hint: string): void {
    this.#refused += 1;
    dismiss(client.socket, { ok: false, error, hint });
  }
}

/** A last word to a client that is heard no more, whether it reads it or not. */
function dismiss(socket: Socket, reply: Reply): void {
  socket.removeAllListeners('data');
  socket.resume();
  socket.end(lineOf(reply));
  socket.setTimeout(1_000, () => socket.destroy());
}

function say({ socket }: Client, reply: Reply): void {
  if (!socket.destroyed && !socket.writableEnded) socket.write(lineOf(reply));
}

/** A finding by its severity; an outcome when its session's finding was told. */
function wants(client: Client, event: TailEvent): boolean {
  return event.event === 'outcome'
    ? client.sessions.has(event.session)
    : reaches(event, client.tails ?? 'info');
}

/** What was told: of a finding the outcome is still to come. */
function note({ sessions }: Client, event: TailEvent): void {
  if (event.event === 'outcome') {
    sessions.delete(event.session);
    return;
  }
  if (sessions.size >= limits.tail_sessions.value) {
    const [oldest] = sessions;
    sessions.delete(oldest as string);
  }
  sessions.add(event.session);
}

/** The act under the name of whose process asks, as the kernel knows it; a claim stands beside it. */
function byPeer(act: Required<Act>, socket: Socket): Required<Act> {
  const { fd } = (socket as unknown as { _handle: { fd: number } })._handle;
  const user = native().peerUser(fd);
  return { ...act, user: act.user === user ? user : `${user}, who says: ${act.user}` };
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(dirname(path), { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotListen(path, error);
  }
}

/** The right to the socket of that path, as a descriptor to be held. */
function takePlace(path: string): number {
  let lock: number | undefined;
  try {
    lock = holdLock(`${path}.lock`);
  } catch (error) {
    throw cannotListen(path, error);
  }
  if (lock === undefined) throw isTaken(path);
  return lock;
}

/** Takes away a socket that nobody listens on. */
async function makeRoom(path: string): Promise<void> {
  try {
    if (!lstatSync(path).isSocket())
      throw failure(
        exitCode.failed,
        `${path}: there is a file that is no socket`,
        'remove it, or name another path with --control',
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cannotListen(path, error);
  }
  if (await isAnswered(path)) throw isTaken(path);
  unlinkSync(path);
}

function isTaken(path: string): Error {
  return failure(
    exitCode.failed,
    `${path}: another sigwarden answers there`,
    'stop it first, or name another path with --control',
  );
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function cannotListen(path: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error; // a ProductError
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure(
      exitCode.privilege,
      `${path}: no permission to make the control socket there`,
      'name another path with --control, or run as a user who may',
    );
  if (code === 'ENOENT')
    return failure(
      exitCode.failed,
      `${dirname(path)}: cannot be made, the directory above it is not there`,
      'make it, or name another path with --control',
    );
  return failure(exitCode.failed, `${path}: ${message}`);
}
