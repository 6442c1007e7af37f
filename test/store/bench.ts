// SPDX-License-Identifier: Apache-2.0
// Measures storing: `node dist/test/store/bench.js [sessions] [directory]`. Three events a session
// (finding, member, outcome) of the sizes that native code writes, all four indexes, sealed pages,
// durable commits. Prints one JSON line; on a busy machine the CPU time tells more than the clock.
// Prepares the records outside the measured time; the identities are of the test range MCC 001.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Packr } from 'msgpackr';
import { RingReader } from '../../src/engine/ring-reader.ts';
import { recordHeaderOctets, recordVersion } from '../../src/schema/record.ts';
import { layout } from '../../src/schema/ring-image.ts';
import { event, outcome, technology } from '../../src/schema/tables.ts';
import { place } from '../../src/store/record.ts';
import { RingWriter } from '../../src/store/ring-writer.ts';
import { StoreWriter } from '../../src/store/writer.ts';

const sessions = Number(process.argv[2] ?? 400_000);
const parent = process.argv[3] ?? tmpdir();
const subscribers = 200_000;
const networks = 300;
const rules = 20;
const spacing_ns = 1_000_000n;
const start_ns = 1_554_200_103_000_000_000n;
const eventsPerSession = [event.finding, event.member, event.outcome];

const packr = new Packr({ useRecords: false });
const body = packr.pack({
  rule: 'cat1.interconnect',
  title: 'gsm_map.anyTimeInterrogation',
  source: 'far-state',
  source_name: 'Far State Telecom',
  source_territory: 'XF',
  destination: 'homeland',
  home: 'homeland',
  reason: 'different_network',
  role: 'interconnect',
});
const sealed = packr.pack({
  imsi: '001019999999999',
  calling: '99980000000001',
  called: '99901000000001',
  frames: [
    {
      number: 1,
      time_s: 1,
      time_ns: 1,
      link_type: 1,
      original_octets: 220,
      data: Buffer.alloc(220),
      masked: [],
    },
  ],
});

/**
 * Writes one record at `at` and returns its length; numbers are spread by a hash, so that index
 * values repeat.
 */
function writeRecord(ring: Buffer, at: number, session: number, sequence: number): number {
  const mixed = createHash('sha1').update(`${session}`).digest();
  const header = ring.subarray(at, at + recordHeaderOctets).fill(0);
  const hasSealed = sequence < 2;
  header.writeUInt8(recordVersion, place.version);
  header.writeUInt8(eventsPerSession[sequence] as number, place.event);
  header.writeUInt8(technology.ss7, place.technology);
  header.writeUInt8(sequence === 2 ? outcome.answered : outcome.open, place.outcome);
  header.writeUInt32LE(body.length, place.body_octets);
  header.writeUInt32LE(hasSealed ? sealed.length : 0, place.sealed_octets);
  header.writeUInt32LE(sequence, place.sequence);
  header.writeBigUInt64BE(start_ns + BigInt(session) * spacing_ns, place.session_time_be);
  mixed.copy(header, place.session_hash, 0, 8);
  header.writeBigUInt64LE(start_ns + BigInt(session) * spacing_ns, place.time);
  header.writeUInt32LE(1 + (mixed.readUInt32LE(8) % subscribers), place.subscriber);
  header.fill(
    header.subarray(place.subscriber, place.subscriber + 4),
    place.subscriber,
    place.subscriber + 16,
  );
  header.writeUInt32LE(1 + (mixed.readUInt32LE(12) % networks), place.source_network);
  if (sequence === 0) header.writeBigUInt64LE(BigInt(1 + (mixed[19]! % rules)), place.rule);
  body.copy(ring, at + recordHeaderOctets);
  if (hasSealed) sealed.copy(ring, at + recordHeaderOctets + body.length);
  return recordHeaderOctets + body.length + (hasSealed ? sealed.length : 0);
}

/** Fills the ring as the engine would; returns the next session. */
function fill(memory: ArrayBuffer, firstSession: number): number {
  const control = new DataView(memory);
  const ring = Buffer.from(memory, layout.data_offset);
  let head = Number(control.getBigUint64(layout.tail_offset, true));
  const end = head + ringOctets - ringMargin;
  let session = firstSession;
  while (session < sessions && head < end) {
    for (let sequence = 0; sequence < eventsPerSession.length; sequence++) {
      let at = head % ringOctets;
      if (ringOctets - at < entryOctetsMax) {
        ring.writeUInt32LE(ringOctets - at - layout.entry_header_octets, at);
        ring.writeUInt32LE(layout.kind.padding, at + 4);
        head += ringOctets - at;
        at = 0;
      }
      const length = writeRecord(ring, at + layout.entry_header_octets, session, sequence);
      ring.writeUInt32LE(length, at);
      ring.writeUInt32LE(layout.kind.record, at + 4);
      head += Math.ceil((layout.entry_header_octets + length) / 8) * 8;
    }
    session += 1;
  }
  control.setBigUint64(layout.head_offset, BigInt(head), true);
  return session;
}

const ringOctets = 16_777_216;
const entryOctetsMax = 4_096;
const ringMargin = 4 * entryOctetsMax;
const memory = new ArrayBuffer(layout.data_offset + ringOctets);
const control = new DataView(memory);
control.setUint32(layout.magic_offset, layout.magic, true);
control.setBigUint64(layout.capacity_offset, BigInt(ringOctets), true);

const directory = mkdtempSync(join(parent, 'sigwarden-bench-'));
const store = StoreWriter.open(join(directory, 'store'));
const writer = new RingWriter(new RingReader(memory), store);
let elapsed_ms = 0;
let cpu_us = 0;

async function measure(step: () => void | Promise<void>): Promise<void> {
  const before = performance.now();
  const cpu = process.cpuUsage();
  await step();
  const { user, system } = process.cpuUsage(cpu);
  elapsed_ms += performance.now() - before;
  cpu_us += user + system;
}

for (let session = 0; session < sessions; ) {
  session = fill(memory, session);
  await measure(() => writer.drain());
}
await measure(() => store.close());
rmSync(directory, { recursive: true });

const perSecond = (count: number): number => Math.round(count / (elapsed_ms / 1000));
const figures = {
  sessions,
  elapsed_ms: Math.round(elapsed_ms),
  sessions_per_second: perSecond(sessions),
  cpu_us_per_session: Number((cpu_us / sessions).toFixed(1)),
  events_per_second: perSecond(sessions * eventsPerSession.length),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
