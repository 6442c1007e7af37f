// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { exportEvidence } from '../../src/export/evidence.ts';
import { writePcapng } from '../../src/export/pcapng.ts';
import { event } from '../../src/schema/tables.ts';
import { getSession } from '../../src/session/query.ts';
import { StoreWriter } from '../../src/store/writer.ts';
import { hasTshark, tshark } from '../oracle/tshark.ts';
import { scratch } from '../scratch.ts';
import { record, sessionId, startTime } from '../store/records.ts';

/** Ethernet, IPv4 (documentation addresses), UDP to the discard port: harmless and whole. */
function ethernetFrame(fill: number): Buffer {
  const payload = Buffer.alloc(20, fill);
  const ip = Buffer.from('4500000000010000401100000000000000000000', 'hex');
  ip.writeUInt16BE(20 + 8 + payload.length, 2);
  Buffer.from([192, 0, 2, 1, 198, 51, 100, 1]).copy(ip, 12);
  const udp = Buffer.from('d431000900000000', 'hex');
  udp.writeUInt16BE(8 + payload.length, 4);
  const ethernet = Buffer.from('0200000000020200000000010800', 'hex');
  return Buffer.concat([ethernet, ip, udp, payload]);
}

const linkType = { ethernet: 1, raw: 101 } as const;

/** What tshark prints of a whole file; undefined, with a word in the log, when it is not there. */
function read(t: ExecutionContext, file: string, ...args: string[]): string[] | undefined {
  if (hasTshark) return tshark(['-r', file, ...args]).map((columns) => columns.join('\t'));
  t.log('SKIP comparison with tshark: it is not installed');
  return undefined;
}

test('tshark reads times, lengths, link types and comments as they were written', (t) => {
  const path = join(scratch(t), 'x.pcapng');
  const ethernet = ethernetFrame(1);
  writeFileSync(
    path,
    writePcapng({ application: 'sigwarden 1.2.3', comment: 'rule set 0badcafe' }, [
      {
        time: startTime + 7n,
        linkType: linkType.ethernet,
        originalOctets: 500,
        data: ethernet,
        comment: 'cat1.interconnect: Ünwanted',
      },
      {
        time: startTime + 1_000_000_009n,
        linkType: linkType.raw,
        originalOctets: 48,
        data: ethernet.subarray(14),
        comment: 'second',
      },
      {
        time: startTime + 1_000_000_010n,
        linkType: linkType.ethernet,
        originalOctets: 62,
        data: ethernet,
        comment: '',
      },
    ]),
  );
  const fields = [
    'frame.time_epoch',
    'frame.len',
    'frame.cap_len',
    'frame.protocols',
    'frame.comment',
  ];
  const lines = read(t, path, '-T', 'fields', ...fields.flatMap((name) => ['-e', name]));
  if (lines === undefined) {
    t.pass();
    return;
  }
  t.deepEqual(lines, [
    '1554200103.000000007\t500\t62\teth:ethertype:ip:udp:data\tcat1.interconnect: Ünwanted',
    '1554200104.000000009\t48\t48\traw:ip:udp:data\tsecond',
    '1554200104.000000010\t62\t62\teth:ethertype:ip:udp:data\t',
  ]);
});

test('every block ends with its own length and is a multiple of four octets', (t) => {
  const frame = fc.record({
    time: fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
    linkType: fc.constantFrom(1, 101, 113, 276),
    originalOctets: fc.nat(2000),
    data: fc.uint8Array({ maxLength: 300 }),
    comment: fc.string({ unit: 'binary', maxLength: 100 }),
  });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 10 }), fc.string(), (frames, comment) => {
      const octets = writePcapng({ application: 'a', comment }, frames);
      let at = 0;
      let packets = 0;
      while (at < octets.length) {
        const length = octets.readUInt32LE(at + 4);
        t.is(length % 4, 0);
        t.is(octets.readUInt32LE(at + length - 4), length);
        if (octets.readUInt32LE(at) === 6) {
          const high = BigInt(octets.readUInt32LE(at + 12));
          t.is((high << 32n) | BigInt(octets.readUInt32LE(at + 16)), frames[packets]!.time);
          t.is(octets.readUInt32LE(at + 20), frames[packets]!.data.length);
          packets += 1;
        }
        at += length;
      }
      t.is(at, octets.length);
      t.is(packets, frames.length);
    }),
  );
});

test('a comment longer than an option is cut at a character', (t) => {
  const octets = writePcapng({ application: 'a', comment: 'ü'.repeat(40_000) }, []);
  t.is(octets.readUInt16LE(24), 1);
  t.is(octets.readUInt16LE(26), 65_534);
  t.true(
    octets
      .subarray(28, 28 + 65_534)
      .toString('utf8')
      .endsWith('ü'),
  );
});

test('evidence of a session names the rule on its packet and the overwritten octets', async (t) => {
  const directory = scratch(t);
  const writer = StoreWriter.open(join(directory, 'store'));
  const evidence = (number: number, masked: number[][]): Record<string, unknown> => ({
    frames: [
      {
        number,
        time_s: 1_554_200_103,
        time_ns: number,
        link_type: 1,
        original_octets: 62,
        data: ethernetFrame(number),
        masked,
      },
    ],
  });
  writer.append([
    record({
      header: { frame: 7, severity: 3, entitlement: 2, rule_set: 0xabcdef },
      sealed: evidence(7, [[42, 4]]),
      body: { reason: 'different_network' },
    }),
    record({ event: event.member, sequence: 1, header: { frame: 9 }, sealed: evidence(9, []) }),
  ]);
  const session = getSession(writer, sessionId(startTime, 0).toString('hex'))!;
  const { octets, frames, without } = exportEvidence(writer, [session, session], () => 'A title');
  await writer.close();
  t.is(frames, 2);
  t.deepEqual(without, []);
  t.true(octets.includes('rule set 00abcdef'));
  const path = join(directory, 'x.pcapng');
  writeFileSync(path, octets);
  const lines = read(t, path, '-T', 'fields', '-e', 'frame.comment');
  if (lines === undefined) {
    t.pass();
    return;
  }
  const text = lines.join('\n');
  t.regex(text, /cat1\.interconnect, high: A title \(not_entitled: different_network\)/);
  t.regex(text, /overwritten octets \(offset\+length\): 42\+4/);
  t.regex(text, /captured as frame 9: the same dialogue as cat1\.interconnect/);
});
