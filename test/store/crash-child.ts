// SPDX-License-Identifier: Apache-2.0
// A process that stores records from a ring and says after each commit how many sessions are
// stored, until it is killed: `node crash-child.js STORE SESSIONS`. Used by crash.test.ts and
// disk-full.test.ts.
import { writeSync } from 'node:fs';
import { ProductError } from '../../src/base/errors.ts';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { event } from '../../src/schema/tables.ts';
import { RingWriter } from '../../src/store/ring-writer.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { payload, startTime, TestRing } from './records.ts';

const stdout = 1;
const perCommit = 50;

/** The two events of a session; the second comes with evidence of some size. */
export function payloads(session: number): Buffer[] {
  const common = {
    session,
    sessionTime: startTime + BigInt(session),
    subscriber: `0010100000${session % 100}`,
  };
  const frames = [{ number: session + 1, data: Buffer.alloc(1500, session) }];
  return [
    payload({
      ...common,
      network: 'far-state',
      sealed: { imsi: `00101${String(session).padStart(10, '0')}` },
    }),
    payload({ ...common, event: event.outcome, sequence: 1, sealed: { frames } }),
  ];
}

async function main(directory: string, sessions: number): Promise<void> {
  const ring = new TestRing(1_048_576);
  const store = StoreWriter.open(directory);
  const writer = new RingWriter(new RingReader(ring.memory), store);
  for (let session = 0; session < sessions; ) {
    for (let i = 0; i < perCommit && session < sessions; i++, session++) {
      for (const octets of payloads(session)) if (!ring.write(octets)) throw new Error('ring full');
    }
    writer.drain();
    if (session % 1000 === 0) store.mergeIndexes();
    writeSync(stdout, `${session}\n`);
  }
  await store.close();
  writeSync(stdout, 'closed\n');
}

if (process.argv[1] === import.meta.filename) {
  try {
    await main(process.argv[2] as string, Number(process.argv[3]));
  } catch (error) {
    const isOurs = error instanceof ProductError;
    process.stderr.write(`${isOurs ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = isOurs ? error.exit : 99;
  }
}
