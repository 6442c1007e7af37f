// SPDX-License-Identifier: Apache-2.0
// Opens captures, confines itself, screens each, and tries what it must not be able to do any more.
// Prints one JSON object: what could not be done, hashes of what each capture wrote into its ring,
// and how each attempt ended. `SIGWARDEN_TEST_FREE` leaves it unconfined.
import { spawnSync } from 'node:child_process';
import { createHash, scrypt } from 'node:crypto';
import { openSync, readdirSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { loadKnowledge } from '../../src/appliance/knowledge.ts';
import { makeEngine } from '../../src/appliance/screening.ts';
import { type Engine, native } from '../../src/engine/native.ts';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { optionsOf, pseudonymKey } from './live-bench.ts';

const [config, ...captures] = process.argv.slice(2);
const knowledge = loadKnowledge(config === undefined || config === '' ? {} : { config });

/** Everything that the capture writes, as one hash, and how many records that was. */
function screen(engine: Engine): readonly [string, number] {
  const ring = new RingReader(engine.ring());
  const hash = createHash('sha256');
  let count = 0;
  const drain = () => {
    for (const one of ring.take(Number.MAX_SAFE_INTEGER)) {
      hash.update(one);
      count += 1;
    }
    ring.advance();
  };
  while (engine.run(65_536) !== 'end') drain();
  while (engine.finish() !== 'end') drain();
  drain();
  return [hash.digest('hex'), count];
}

/** The code of the error that `action` ends with; `done` without one. */
function attempt(action: () => unknown): string {
  try {
    action();
    return 'done';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

const engines = captures.map((capture) => {
  const engine = makeEngine(knowledge, pseudonymKey);
  engine.open([capture]);
  return engine;
});
const ringDescriptor = native().makeRing(1 << 20);
const doorbellDescriptor = native().makeDoorbell();
const live = new (native().LiveEngine)({
  ...optionsOf(knowledge),
  ringDescriptor,
  doorbellDescriptor,
  onEnd: finish,
});
live.start();
const undone = process.env.SIGWARDEN_TEST_FREE === undefined ? live.confine() : [];
const found = engines.map(screen);
const attempts: Record<string, string> = {
  open: attempt(() => openSync('/etc/hostname', 'r')),
  list: attempt(() => readdirSync('/')),
  execute: spawnSync('/bin/true').error === undefined ? 'done' : 'EPERM',
  kill: attempt(() => process.kill(process.ppid, 0)),
  socket: attempt(() => native().socketPair()),
};
// The threads of libuv's pool are made when they are needed first.
attempts.threads = await new Promise((resolve) => {
  scrypt('password', 'salt', 16, (error) => resolve(error?.message ?? 'done'));
});
live.feed(Buffer.alloc(60), 60, 1, 0);
const socket = connect({ port: 9, host: '127.0.0.1' });
socket.on('error', (error: NodeJS.ErrnoException) => {
  attempts.connect = error.code ?? error.message;
  live.stop();
});

function finish(): void {
  const { frames_read } = live.status().counters;
  writeSync(1, JSON.stringify({ undone, found, attempts, framesRead: frames_read }));
  process.exit(0);
}
