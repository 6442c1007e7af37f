// SPDX-License-Identifier: Apache-2.0
// `sigwarden decode` as a user meets it: tree, lines, limits, refusals, and octets that would
// command a terminal.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { concat, octets, u24, u32 } from '../../src/lab/forge/bytes.ts';
import { ipv4 } from '../../src/lab/forge/ip.ts';
import { linkType, PcapWriter } from '../../src/lab/forge/pcap.ts';
import { dataChunk, ppid, sctpPacket } from '../../src/lab/forge/sctp.ts';
import { samples } from '../../src/lab/samples.ts';
import { sigwarden } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigwarden-decode-cli-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
const sampleFiles = samples(folder).map((sample) => sample.path);
const attach = sampleFiles.find((path) => path.endsWith('diameter-sctp-big-endian.pcapng')) ?? '';

test('a tree names each layer and field, and ends with a count on stderr', (t) => {
  const run = sigwarden(folder, ['decode', attach]);
  t.is(run.status, 0);
  t.regex(run.stdout, /^Frame 5, 2018-06-01T08:00:00\.\d{9}Z, \d+ octets$/m);
  t.regex(run.stdout, /^ {4}(Stream Control Transmission Protocol|Ethernet)$/m);
  t.regex(run.stdout, /^ +Command code: 316 {2}diameter\.cmd\.code$/m);
  t.regex(run.stdout, /^ +AVP \(User-Name\)$/m);
  t.regex(run.stderr, /^\d+ messages in \d+ frames/);
});

test('--json prints one object a line, --limit ends after that many messages', (t) => {
  const run = sigwarden(folder, ['decode', attach, '--json', '--limit', '3']);
  t.is(run.status, 0);
  const lines = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: number; time: string });
  t.is(lines.length, 3);
  t.is(run.stderr, '');
});

test('--frame prints that frame alone, whatever it holds, and refuses one that is not there', (t) => {
  const run = sigwarden(folder, ['decode', attach, '--frame', '2']);
  t.is(run.status, 0);
  t.deepEqual(
    [...run.stdout.matchAll(/^Frame (\d+),/gm)].map((match) => match[1]),
    ['2'],
  );
  const fragments = sampleFiles.find((path) => path.endsWith('ss7-fragments-raw.pcap')) ?? '';
  t.regex(
    sigwarden(folder, ['decode', fragments, '--frame', '1']).stdout,
    /Internet Protocol version 4/,
  );
  const absent = sigwarden(folder, ['decode', attach, '--frame', '999999']);
  t.is(absent.status, 2);
  t.is(absent.stderr, `error: ${attach}: no frame 999999; frames count from 1, as in Wireshark\n`);
});

test('a limit that is no count is a usage error', (t) => {
  for (const wrong of ['0', '-1', '1.5', 'many']) {
    const run = sigwarden(folder, ['decode', attach, `--limit=${wrong}`]);
    t.is(run.status, 2, wrong);
    t.regex(run.stderr, /^error: --limit \S+ is no whole number from 1\n$/);
  }
});

test('what is no capture is refused with a sentence and exit 1', (t) => {
  writeFileSync(join(folder, 'notes.txt'), 'dear diary');
  const run = sigwarden(folder, ['decode', 'notes.txt']);
  t.is(run.status, 1);
  t.regex(run.stderr, /^error: notes\.txt: not a capture file/);
});

test('octets of the file do not command the terminal', (t) => {
  const hostile = '\u001b]0;owned\u0007\u202eevil.example';
  const value = Buffer.from(hostile, 'utf8');
  const padded = concat(value, new Uint8Array(-value.length & 3));
  const avp = concat(u32(264), octets(0x40), u24(8 + value.length), padded);
  const message = concat(
    octets(1),
    u24(20 + avp.length),
    octets(0x80),
    u24(280),
    u32(0),
    u32(1),
    u32(2),
    avp,
  );
  const chunk = dataChunk({ tsn: 1, stream: 0, sequence: 0, ppid: ppid.diameter }, message);
  const header = { source: '192.0.2.1', destination: '198.51.100.1', protocol: 132 };
  const parts: Uint8Array[] = [];
  const writer = new PcapWriter((bytes) => void parts.push(Uint8Array.from(bytes)), {
    linkType: linkType.raw,
  });
  writer.write(
    { seconds: 0, nanoseconds: 0 },
    ipv4(header, sctpPacket({ source: 3868, destination: 3868 }, 1, chunk)),
  );
  writeFileSync(join(folder, 'escape.pcap'), concat(...parts));
  const run = sigwarden(folder, ['decode', 'escape.pcap']);
  t.is(run.status, 0);
  t.regex(run.stdout, /\\u001b\]0;owned\\u0007\\u202eevil\.example/);
  t.false(/\p{Cc}|\p{Bidi_Control}/u.test(run.stdout.replaceAll('\n', '')));
});
