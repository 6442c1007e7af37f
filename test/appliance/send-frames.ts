// SPDX-License-Identifier: Apache-2.0
// Puts the frames of a capture onto an interface, so many a turn with a pause between turns:
// `send-frames FILE INTERFACE FRAMES PAUSE_MS`. A process of its own, since the package that sends
// can be loaded once. Only ever started inside a network namespace that a test has made.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { readPcap } from '../lab/read-pcap.ts';

interface Sender {
  open(device: string, filter: string, bufferOctets: number, frame: Buffer): string;
  send(frame: Buffer, octets: number): void;
  close(): void;
}

const [, , file = '', device = '', frames = '64', pause_ms = '1'] = process.argv;
const { Cap } = createRequire(import.meta.url)('cap') as { Cap: new () => Sender };
const sender = new Cap();
sender.open(device, 'arp', 65_536, Buffer.alloc(65_535));
let sent = 0;
for (const { frame } of readPcap(readFileSync(file))) {
  sender.send(frame, frame.length);
  sent += 1;
  if (sent % Number(frames) === 0) await setTimeout(Number(pause_ms));
}
sender.close();
