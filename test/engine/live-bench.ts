// SPDX-License-Identifier: Apache-2.0
// A live engine with its ring, doorbell and consumer in one process, and a forged world to feed it
// with.
import { closeSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Knowledge, loadKnowledge } from '../../src/appliance/knowledge.ts';
import { makeEngine } from '../../src/appliance/screening.ts';
import { type LiveEngine, type LiveEngineOptions, native } from '../../src/engine/native.ts';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { generate } from '../../src/lab/generate.ts';
import { scenarioName } from '../../src/lab/world/far-from-home.ts';
import { stableKey } from '../../src/network/directory.ts';
import { type Record, readPcap } from '../lab/read-pcap.ts';

export const pseudonymKey = Buffer.alloc(16, 7);

export interface World {
  readonly capture: string;
  readonly knowledge: Knowledge;
  readonly records: readonly Record[];
}

export function makeWorld(t: ExecutionContext, messages: number): World {
  const directory = mkdtempSync(join(tmpdir(), 'sigwarden-live-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));

  const capture = join(directory, 'world.pcap');
  const { configuration } = generate({
    scenario: scenarioName,
    seed: 7,
    messages,
    output: capture,
  });
  return {
    capture,
    knowledge: loadKnowledge({ config: configuration }),
    records: readPcap(readFileSync(capture)),
  };
}

/** What screening the file writes into the ring. */
export function screened({ capture, knowledge }: World): string[] {
  const engine = makeEngine(knowledge, pseudonymKey);
  const ring = new RingReader(engine.ring());
  engine.open([capture]);
  const payloads: string[] = [];
  const drain = () => {
    payloads.push(...ring.take(Number.MAX_SAFE_INTEGER).map((one) => one.toString('hex')));
    ring.advance();
  };
  while (engine.run(65_536) !== 'end') drain();
  while (engine.finish() !== 'end') drain();
  drain();
  return payloads;
}

export function optionsOf(knowledge: Knowledge): LiveEngineOptions {
  return {
    networks: knowledge.networkImages,
    policy: knowledge.policy.image,
    links: knowledge.linkImage,
    pseudonymKey,
    tap: stableKey(knowledge.config.tap),
    resident: false,
    ringDescriptor: -1,
    doorbellDescriptor: -1,
    cpu: -1,
    windowOctets: 1 << 26,
    captures: [],
    openerDescriptor: -1,
    queued: true,
    packetClock: 'file',
    onEnd: () => {},
  };
}

/** An engine that is fed by hand. What it writes is taken when the doorbell rings. */
export class Bench {
  readonly engine: LiveEngine;
  readonly payloads: string[] = [];
  readonly ended: Promise<void>;
  readonly ringDescriptor = native().makeRing(64 * 1024 * 1024);
  readonly #doorbell = native().makeDoorbell();
  readonly #ring: RingReader;
  /** While true, what comes is left in the ring. */
  isAsleep = false;
  rings = 0;

  constructor(t: ExecutionContext, knowledge: Knowledge, more: Partial<LiveEngineOptions> = {}) {
    this.#ring = new RingReader(native().mapRing(this.ringDescriptor));
    let hasEnded = () => {};
    this.ended = new Promise((resolve) => {
      hasEnded = resolve;
    });
    this.engine = new (native().LiveEngine)({
      ...optionsOf(knowledge),
      ringDescriptor: this.ringDescriptor,
      doorbellDescriptor: this.#doorbell,
      onEnd: hasEnded,
      ...more,
    });
    const watch = native().watch(this.#doorbell, () => {
      this.rings += 1;
      this.drain();
    });
    t.teardown(() => {
      watch.close();
      closeSync(this.ringDescriptor);
      closeSync(this.#doorbell);
    });
    this.drain();
  }

  drain(): void {
    if (this.isAsleep) return;
    do {
      const taken = this.#ring.take(Number.MAX_SAFE_INTEGER);
      this.payloads.push(...taken.map((one) => one.toString('hex')));
      this.#ring.advance();
    } while (!this.#ring.arm());
  }

  /** Feeds everything, waiting where the queue is full. Returns how often it was. */
  async feed(records: readonly Record[]): Promise<number> {
    let refused = 0;
    for (const { micros, frame } of records) {
      const seconds = Math.floor(micros / 1e6);
      const nanoseconds = (micros % 1e6) * 1000;
      while (!this.engine.feed(frame, frame.length, seconds, nanoseconds)) {
        refused += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    return refused;
  }
}
