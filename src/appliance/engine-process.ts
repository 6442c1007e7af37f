// SPDX-License-Identifier: Apache-2.0
// Entry of the process that listens and screens: the native engine on a thread of its own, steered
// from here. It opens no store and reads no configuration; once everything is loaded and running it
// gives up its privileges. Started by `run` alone; its descriptors are in children.ts.
import { readFileSync } from 'node:fs';
import { exitCode, failure, ProductError } from '../base/errors.ts';
import { type CapSource, openCap } from '../engine/cap-source.ts';
import { type LiveEngine, type LiveSnapshot, native } from '../engine/native.ts';
import { Channel, converse } from './channel.ts';
import { inherited } from './children.ts';
import { withholdMemory } from './memory.ts';
import type { EngineStarted, FromEngine, StartEngine, ToEngine } from './messages.ts';

class Engine {
  readonly #live: LiveEngine;
  readonly #caps: CapSource[] = [];
  readonly #order: StartEngine;
  readonly #ended: Promise<void>;

  constructor(order: StartEngine) {
    this.#order = order;
    const isCap = order.backend === 'cap';
    let ended = (): void => {};
    this.#ended = new Promise((resolve) => {
      ended = resolve;
    });
    this.#live = orExplain(
      () =>
        new (native().LiveEngine)({
          ...order.images,
          pseudonymKey: order.pseudonymKey,
          tap: order.tap,
          ringDescriptor: inherited.ring,
          doorbellDescriptor: inherited.doorbell,
          openerDescriptor: isCap ? -1 : inherited.opener,
          cpu: order.cpu,
          windowOctets: order.windowOctets,
          captures: isCap ? [] : order.captures,
          queued: isCap,
          packetClock: 'line',
          resident: true,
          onEnd: () => ended(),
        }),
    );
  }

  /** @throws ProductError when an interface cannot be opened. */
  start(): EngineStarted {
    const { backend, captures } = this.#order;
    const claimsRestored = this.#takeOver();
    orExplain(() => {
      this.#live.start();
      if (backend === 'cap')
        for (const one of captures)
          this.#caps.push(openCap(one, (...frame) => this.#live.feed(...frame)));
    });
    // Everything is loaded and has been called once: from here on no file needs to be opened.
    const { captures: opened, stateOctets } = this.status();
    const hugePages = hugeOctets() > stateOctets / 2;
    this.#live.aggregates();
    if (backend === 'cap') withholdMemory(channel.log, 'engine');
    const unconfined = backend === 'cap' ? undefined : this.#live.confine();
    return { kind: 'started', captures: opened, hugePages, unconfined, claimsRestored };
  }

  /** What cannot be taken over is learned anew. */
  #takeOver(): number | undefined {
    const { state } = this.#order;
    if (state === undefined) return undefined;
    try {
      this.#live.restoreState(state);
    } catch (error) {
      const message = `serving state of before not taken over: ${String(error)}`;
      channel.log({ level: 'warning', event: 'state_refused', message });
    }
    return this.#live.status().counters.claims_restored ?? 0;
  }

  /** For the next run, when this one has ended. */
  saveState(): Buffer {
    return this.#live.saveState();
  }

  status(): LiveSnapshot {
    const snapshot = this.#live.status();
    return this.#caps.length === 0
      ? snapshot
      : { ...snapshot, captures: this.#caps.map((one) => one.status()) };
  }

  rows() {
    return this.#live.aggregates();
  }

  /** Images are taken as a whole or not at all. */
  reload(images: StartEngine['images']): { refused?: string } {
    try {
      this.#live.reload(images);
      return {};
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  }

  async stop(): Promise<void> {
    for (const one of this.#caps) one.close();
    this.#live.stop();
    await this.#ended;
  }
}

/** What keeps an engine from listening, as a sentence with what to do. */
function orExplain<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const isForbidden = code === 'EPERM' || code === 'EACCES' || /permi(tted|ssion)/i.test(message);
    throw isForbidden
      ? failure(
          exitCode.privilege,
          `listening needs the capability CAP_NET_RAW: ${message}`,
          'run as root, or give it to the opener with setcap: see sigwarden run --help',
        )
      : failure(exitCode.failed, message);
  }
}

/** Memory of this process on huge pages, octets. */
function hugeOctets(): number {
  const sums = readFileSync('/proc/self/smaps_rollup', 'latin1');
  return Number(/^AnonHugePages:\s+(\d+) kB$/m.exec(sums)?.[1] ?? 0) * 1024;
}

const channel = new Channel<FromEngine>();
let engine: Engine | undefined;

converse<ToEngine, FromEngine>(channel, {
  onMessage: async (message) => {
    switch (message.kind) {
      case 'start':
        engine = new Engine(message);
        channel.say(engine.start());
        break;
      case 'status':
        if (engine !== undefined)
          channel.say({
            kind: 'status',
            id: message.id,
            snapshot: engine.status(),
            ...(message.rows ? { rows: engine.rows() } : {}),
          });
        break;
      case 'reload':
        channel.say({ kind: 'reloaded', id: message.id, ...engine?.reload(message.images) });
        break;
      case 'stop':
        await engine?.stop();
        channel.end(
          engine === undefined
            ? undefined
            : {
                kind: 'ended',
                snapshot: engine.status(),
                rows: engine.rows(),
                state: engine.saveState(),
              },
          0,
        );
        break;
    }
  },
  onGone: () => engine?.stop(),
});
