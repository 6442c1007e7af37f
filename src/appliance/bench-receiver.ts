// SPDX-License-Identifier: Apache-2.0
// The receiving end of `bench live`, a process in the lab's namespace: listens on an interface as
// the appliance does, until SIGTERM, and writes what it cost. `count` takes the frames and does
// nothing; `screen` is the whole engine, its records dropped. Started by the command alone, with
// its order as JSON.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
  type CaptureStatus,
  type LiveCapture,
  type LiveSnapshot,
  native,
} from '../engine/native.ts';
import { RingReader } from '../engine/ring-reader.ts';
import { makeDescriptors, programs, spawnOpener } from './children.ts';
import { loadKnowledge } from './knowledge.ts';

export interface ReceiverOrder {
  readonly mode: 'count' | 'screen';
  readonly interface: string;
  readonly config: string;
  /** The only processor of the receiving thread, or -1. */
  readonly cpu: number;
  /** Where the result goes, and the file whose being there says that frames are taken. */
  readonly output: string;
  readonly ready: string;
}

export interface Received {
  /** Processor time of the receiving thread. */
  readonly threadNs: number;
  readonly capture: CaptureStatus;
  /** Of `screen` alone. */
  readonly counters: Readonly<Record<string, number>>;
  readonly recordsLost: number;
}

const ringOctets = 64 * 1024 * 1024;
const windowOctets = 256 * 1024 * 1024;
const discardEvery_ms = 20;

/** As in the shipped configuration, with room for the pauses of a machine that others use, too. */
function capture(name: string): LiveCapture {
  return {
    interface: name,
    rings: 1,
    blockOctets: 1 << 18,
    blocks: 1_024,
    blockTimeoutMs: 10,
    snapOctets: 65_535,
    promiscuous: true,
    prefilter: true,
    diameterPorts: [3868],
  };
}

const order = JSON.parse(process.argv[2] ?? '{}') as ReceiverOrder;
const descriptors = makeDescriptors(ringOctets, true);
const [, ours] = descriptors.opener as readonly [number, number];
const opener = spawnOpener(programs, descriptors, [order.interface]);

function tell(received: Received): void {
  writeFileSync(order.output, JSON.stringify(received));
  opener.kill();
  process.exit(0);
}

function count(): void {
  const counter = new (native().RingCounter)(ours, capture(order.interface), order.cpu);
  process.once('SIGTERM', () => {
    const { threadNs, capture: status } = counter.stop();
    tell({ threadNs, capture: status, counters: {}, recordsLost: 0 });
  });
  setInterval(() => {}, 1_000);
}

function screen(): void {
  const knowledge = loadKnowledge({ config: order.config });
  const ring = new RingReader(native().mapRing(descriptors.ring));
  let last: LiveSnapshot;
  const engine = new (native().LiveEngine)({
    networks: knowledge.networkImages,
    policy: knowledge.policy.image,
    links: knowledge.linkImage,
    pseudonymKey: randomBytes(16),
    tap: 0,
    resident: true,
    ringDescriptor: descriptors.ring,
    doorbellDescriptor: descriptors.doorbell,
    openerDescriptor: ours,
    cpu: order.cpu,
    windowOctets,
    captures: [capture(order.interface)],
    queued: false,
    packetClock: 'line',
    onEnd: () => {
      const { counters, ringLost, captures } = engine.status();
      const status = captures[0] as CaptureStatus;
      tell({ threadNs: last.threadNs, capture: status, counters, recordsLost: ringLost });
    },
  });
  engine.start();
  setInterval(() => {
    while (ring.take(1_000).length > 0) ring.advance();
  }, discardEvery_ms);
  process.once('SIGTERM', () => {
    last = engine.status(); // while its thread is there to have spent time
    engine.stop();
  });
}

if (order.mode === 'count') count();
else screen();
writeFileSync(order.ready, '');
