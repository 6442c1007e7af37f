// SPDX-License-Identifier: Apache-2.0
// Entry of the process that keeps the store: takes records out of the ring, stores them, and answers
// on the control socket. It knows no configuration and captures nothing. Started by `run` alone; its
// descriptors are in children.ts.
import { statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ProductError } from '../base/errors.ts';
import { native } from '../engine/native.ts';
import { RingReader } from '../engine/ring-reader.ts';
import { dataFile } from '../store/environment.ts';
import type { RecordParts } from '../store/record.ts';
import { RingWriter } from '../store/ring-writer.ts';
import type { SavedState } from '../store/saved-state.ts';
import { StoreWriter } from '../store/writer.ts';
import { Channel, converse } from './channel.ts';
import { inherited } from './children.ts';
import { ControlServer } from './control-server.ts';
import { withholdMemory } from './memory.ts';
import type { FromAppliance, StartAppliance, ToAppliance } from './messages.ts';
import { RingConsumer } from './ring-consumer.ts';
import { type RunDescription, storeDescription } from './run-description.ts';
import { composeStatus, type RunState, type StoreState } from './status.ts';
import { tailEvent } from './tail.ts';

const state_ms = 1_000;
const answer_ms = 3_000;
const drain_ms = 10_000;

class Appliance {
  readonly #channel: Channel<FromAppliance>;
  readonly #store: StoreWriter;
  readonly #ring: RingReader;
  readonly #consumer: RingConsumer;
  readonly #bell: { close(): void };
  readonly #asked = new Map<number, (state: RunState) => void>();
  #control: ControlServer | undefined;
  #nextId = 1;
  #hasFailedToShow = false;
  #description: RunDescription | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(channel: Channel<FromAppliance>, order: StartAppliance) {
    this.#channel = channel;
    withholdMemory(channel.log, 'appliance');
    this.#store = StoreWriter.open(order.store, {
      keyFile: order.keyFile,
      contact: resolve(order.control),
    });
    this.#ring = new RingReader(native().mapRing(inherited.ring));
    this.#consumer = new RingConsumer({
      ring: this.#ring,
      writer: new RingWriter(this.#ring, this.#store, (record) => this.#show(record)),
      onTrouble: (error) =>
        channel.log({
          level: 'error',
          event: 'store_trouble',
          message: `cannot store, the ring keeps what it has: ${error.message}`,
        }),
      onRelief: (retries) => {
        channel.log({
          level: 'info',
          event: 'store_relief',
          message: `storing goes on, after ${retries} tries`,
          fields: { retries },
        });
        if (this.#description !== undefined) this.describe(this.#description);
      },
    });
    this.#bell = native().watch(inherited.doorbell, () => this.#consumer.wake());
    this.#timer = setInterval(() => channel.say({ kind: 'state', state: this.#state() }), state_ms);
  }

  async listen(path: string): Promise<void> {
    this.#control = await ControlServer.listen(path, {
      status: async () => composeStatus(await this.#ask(), this.#state()),
      audit: (act) => this.#store.recordAct(act),
    });
    this.#channel.say({
      kind: 'opened',
      pseudonymKey: this.#store.pseudonymKey(),
      state: this.#savedState(),
    });
  }

  answer(id: number, state: RunState): void {
    this.#asked.get(id)?.(state);
    this.#asked.delete(id);
  }

  /** What is not stored now, for want of room, is stored when there is some. */
  describe(description: RunDescription): void {
    this.#description = description;
    try {
      storeDescription(this.#store, description);
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
    }
  }

  /** Serving state is worth much and no reason to keep watching from beginning. */
  #savedState(): SavedState | undefined {
    try {
      return this.#store.savedState();
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      this.#channel.log({ level: 'warning', event: 'state_refused', message: error.message });
      return undefined;
    }
  }

  keep(state: SavedState): void {
    try {
      this.#store.saveState(state);
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      this.#channel.log({ level: 'error', event: 'state_not_kept', message: error.message });
    }
  }

  async stop(): Promise<{ isDrained: boolean; state: StoreState }> {
    clearInterval(this.#timer);
    this.#bell.close();
    const isDrained = await this.#consumer.drain(drain_ms);
    if (this.#description !== undefined) this.describe(this.#description);
    const state = this.#state();
    await this.#control?.close();
    await this.#store.close();
    return { isDrained, state };
  }

  /** To those who watch. What cannot be shown is stored all the same. */
  #show(record: RecordParts): void {
    if (this.#control?.hasTails !== true) return;
    try {
      const event = tailEvent(record);
      if (event !== undefined) this.#control.publish(event);
    } catch (error) {
      if (this.#hasFailedToShow) return;
      this.#hasFailedToShow = true;
      this.#channel.log({
        level: 'error',
        event: 'tail_trouble',
        message: `a record cannot be shown, and more may follow: ${String(error)}`,
      });
    }
  }

  #ask(): Promise<RunState> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(new Error('the supervisor does not answer'));
      }, answer_ms);
      this.#asked.set(id, (state) => {
        clearTimeout(timer);
        resolve(state);
      });
      this.#channel.say({ kind: 'ask', id });
    });
  }

  #state(): StoreState {
    const { directory } = this.#store;
    const { bavail, bsize } = statfsSync(directory);
    const { stored, known } = this.#consumer.totals;
    return {
      directory,
      stored,
      known,
      trouble: this.#consumer.trouble,
      octets: statSync(join(directory, dataFile)).size,
      freeOctets: bavail * bsize,
      ring: {
        octets: this.#ring.capacity,
        waiting: this.#ring.waiting,
        lost: Number(this.#ring.lost),
        engines: Number(this.#ring.epoch),
      },
      control: this.#control?.state ?? { clients: 0, refused: 0, missed: 0 },
    };
  }
}

const channel = new Channel<FromAppliance>();
let appliance: Appliance | undefined;

converse<ToAppliance, FromAppliance>(channel, {
  onMessage: async (message) => {
    switch (message.kind) {
      case 'start':
        appliance = new Appliance(channel, message);
        await appliance.listen(message.control);
        break;
      case 'answer':
        appliance?.answer(message.id, message.state);
        break;
      case 'describe':
        appliance?.describe(message.description);
        break;
      case 'keep':
        appliance?.keep(message.state);
        break;
      case 'stop': {
        const end = await appliance?.stop();
        channel.end(end === undefined ? undefined : { kind: 'stopped', ...end }, 0);
        break;
      }
    }
  },
  onGone: async () => {
    // The engine ends at the same moment and may have a last word in the ring.
    await new Promise((resolve) => setTimeout(resolve, state_ms));
    await appliance?.stop();
  },
});
