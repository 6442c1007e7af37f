// SPDX-License-Identifier: Apache-2.0
// What is played is what arrives: every frame, whole, once, in order, at the rate that was asked
// for. Heard by tcpdump at the other end.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { crc32c } from '../../../src/lab/forge/crc32c.ts';
import { linkType, PcapWriter } from '../../../src/lab/forge/pcap.ts';
import type { Played } from '../../../src/lab/live/play.ts';
import { modes } from '../../../src/lab/live/player.ts';
import { sigwarden } from '../../cli/bench.ts';
import { readPcap } from '../read-pcap.ts';
import { folder, forged, skipped } from './root.ts';

const directory = folder();
/** Ends by itself when all is heard, so that nobody has to wait for more. */
const listen = (file: string, count: number, filter = '') =>
  `tcpdump -q -B 65536 -c ${count} -i {interface} -w ${file} ${filter} 2>/dev/null`;

function play(t: ExecutionContext, file: string, ...words: string[]): Played {
  const run = sigwarden(directory, ['lab', 'play', file, '--json', ...words]);
  t.is(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Played;
}

const frames = (file: string): Buffer[] =>
  readPcap(readFileSync(join(directory, file))).map(({ frame }) => frame);

/** Compared by place, since a difference of two long lists tells nobody anything. */
function same(t: ExecutionContext, seen: readonly Buffer[], sent: readonly Buffer[]): void {
  t.is(seen.length, sent.length);
  t.is(
    sent.findIndex((frame, i) => !seen[i]?.equals(frame)),
    -1,
  );
}

for (const mode of modes) {
  test.serial(`100,000 frames a second arrive as they are, by ${mode}`, (t) => {
    if (skipped(t)) return;
    const file = forged(directory, 20_000);
    const seen = `${mode}.pcap`;
    const sent = readPcap(readFileSync(file)).map(({ frame }) => frame);
    let rate = 0;
    // What else runs can take the processor for half of the eighth of a second that this takes.
    for (let turn = 0; turn < 5 && rate < 100_000; turn++) {
      const tap = listen(seen, sent.length);
      const played = play(t, file, '--mode', mode, '--rate', '150000', '--tap', tap);
      t.is(played.mode, mode);
      t.is(played.arrived, played.sent);
      t.deepEqual(played.errors, { xdp_xmit: 0, dropped: 0, refused: 0 });
      same(t, frames(seen), sent);
      rate = played.frames_per_second;
      t.true(rate <= 155_000, `${rate}`);
    }
    t.true(rate >= 100_000, `${rate}`);
  });
}

/** Where the verification tag of an SCTP packet in IPv4 lies. */
function tagAt(frame: Buffer): number | undefined {
  let at = 12;
  while ([0x8100, 0x88a8].includes(frame.readUInt16BE(at))) at += 4;
  return frame.readUInt16BE(at) === 0x0800 && frame[at + 11] === 132 ? at + 26 : undefined;
}

test.serial('a second round differs from the first in tags and right checksums alone', (t) => {
  if (skipped(t)) return;
  const file = forged(directory, 500);
  const sent = readPcap(readFileSync(file)).map(({ frame }) => frame);
  const tap = listen('rounds.pcap', 3 * sent.length);
  const played = play(t, file, '--loops', '3', '--rate', '50000', '--tap', tap);
  const seen = frames('rounds.pcap');
  t.is(seen.length, 3 * sent.length);
  same(t, seen.slice(0, sent.length), sent);
  let renewed = 0;
  seen.slice(sent.length).forEach((frame, i) => {
    const first = sent[i % sent.length]!;
    const at = tagAt(frame);
    const copy = Buffer.from(frame);
    if (at !== undefined) {
      renewed += 1;
      const packet = Buffer.from(frame.subarray(at - 4));
      packet.writeUInt32LE(0, 8);
      if (frame.readUInt32LE(at + 4) !== crc32c(packet)) t.fail(`checksum of frame ${i}`);
      // An INIT has no tag of its own, and gives one in its chunk.
      const isInit = frame[at + 8] === 1 || frame[at + 8] === 2;
      for (const place of isInit ? [at, at + 4, at + 12] : [at, at + 4])
        first.copy(copy, place, place, place + 4);
    }
    if (!copy.equals(first)) t.fail(`frame ${i} differs elsewhere`);
  });
  t.is(played.renewed, renewed);
  t.true(renewed > sent.length);
});

test.serial('user plane in between loses and reorders nothing', (t) => {
  if (skipped(t)) return;
  const file = forged(directory, 2_000);
  const sent = readPcap(readFileSync(file)).map(({ frame }) => frame);
  for (const mode of modes) {
    const words = ['--mode', mode, '--rate', '100000', '--background', 'gtpu-imix'];
    const tap = listen('mixed.pcap', sent.length, 'not udp');
    const played = play(t, file, ...words, '--share', '0.9', '--tap', tap);
    const share = played.background / (played.background + played.sent);
    t.true(Math.abs(share - 0.9) < 0.001, `${share}`);
    t.is(played.arrived, played.sent + played.background);
    same(t, frames('mixed.pcap'), sent);
  }
});

test.serial('frames too long for live frames are sent by a packet socket, with the reason', (t) => {
  if (skipped(t)) return;
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((octets) => parts.push(Uint8Array.from(octets)), {
    linkType: linkType.ethernet,
  });
  const lengths = [60, 256, 257, 2560, 2561, 9_000, 60_000];
  lengths.forEach((length, second) => {
    const frame = Buffer.alloc(length, second);
    frame.writeUInt16BE(0x88b5, 12); // for local experiments (IEEE 802)
    file.write({ seconds: second, nanoseconds: 0 }, frame);
  });
  const path = join(directory, 'long.pcap');
  writeFileSync(path, Buffer.concat(parts));
  const played = play(t, path, '--rate', '0', '--tap', listen('heard.pcap', lengths.length));
  t.is(played.mode, 'sendmmsg');
  const reason = 'live frames have 2560 octets at most, and the longest frame has 60000';
  t.is(played.instead, reason);
  same(
    t,
    frames('heard.pcap'),
    readPcap(readFileSync(path)).map(({ frame }) => frame),
  );
  const run = sigwarden(directory, ['lab', 'play', path, '--mode', 'live-frames']);
  t.deepEqual([run.status, run.stderr.split(';')[0]], [1, `error: ${reason}`]);
});

test.serial('a scenario is played with the configuration that goes with it', (t) => {
  if (skipped(t)) return;
  const tap = `test -s {config} && test -s {capture} && ${listen('scenario.pcap', 600)}`;
  const played = play(t, 'far-from-home', '--messages', '600', '--seed', '4', '--tap', tap);
  t.true(played.sent >= 600);
  t.is(frames('scenario.pcap').length, 600);
});

test.serial(
  'the listener alone is asked to stop, after it had the time to hear the last frame',
  (t) => {
    if (skipped(t)) return;
    const file = forged(directory, 500);
    const sent = readPcap(readFileSync(file)).map(({ frame }) => frame);
    const tcpdump = 'tcpdump -q -i {interface} -w asked.pcap 2>/dev/null';
    // Leaves a file when its own child was asked before it.
    const supervisor = `node -e "${[
      "const words = ['-q', '-i', '{interface}', '-w', 'asked.pcap'];",
      "const child = require('child_process').spawn('tcpdump', words, { stdio: 'ignore' });",
      "child.on('exit', () => require('fs').writeFileSync('early', ''));",
      "const end = () => child.removeAllListeners().on('exit', (code) => process.exit(code)).kill();",
      "process.on('SIGTERM', () => setTimeout(end, 200));",
    ].join(' ')}"`;
    for (const command of [tcpdump, `true && ${tcpdump}`, supervisor]) {
      const run = sigwarden(directory, ['lab', 'play', file, '--tap', command]);
      t.is(run.status, 0, run.stderr);
      same(t, frames('asked.pcap'), sent);
    }
    t.false(existsSync(join(directory, 'early')));
  },
);

test.serial('what cannot be played is refused with what to do', (t) => {
  if (skipped(t)) return;
  const file = forged(directory, 500);
  for (const [words, status, sentence] of [
    [['none.pcap'], 1, /^error: none\.pcap: there is no such file; give a capture or a scenario/],
    [[file, '--tap', 'cat {nothing}'], 2, /^error: \{nothing\} stands for nothing; known are:/],
    [[file, '--tap', 'false'], 1, /^error: "false" ended with status 1 before anything was sent/],
    [[file, '--tap-interface', 'eth0'], 2, /^error: eth0 is no name of a lab interface/],
    [[file, '--background', 'gtpu', '--share', '1'], 2, /^error: --share 1 is no share/],
    [[file, '--mode', 'fast'], 2, /^error: --mode fast is not known/],
  ] as const) {
    const run = sigwarden(directory, ['lab', 'play', ...words]);
    t.is(run.status, status, run.stderr);
    t.regex(run.stderr, sentence);
  }
});
