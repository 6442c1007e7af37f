// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { toHex } from '../../../src/lab/forge/bytes.ts';
import { linkType, PcapWriter } from '../../../src/lab/forge/pcap.ts';
import { PcapngWriter } from '../../../src/lab/forge/pcapng.ts';

const stamp = { seconds: 0x5b2a3c4d, nanoseconds: 123_456_789 };
const frame = Uint8Array.from([1, 2, 3, 4, 5]);

function collect(write: (sink: (bytes: Uint8Array) => void) => void): string {
  const parts: string[] = [];
  write((bytes) => parts.push(toHex(bytes)));
  return parts.join('');
}

test('a classic capture begins with the magic of its byte order and unit', (t) => {
  const heads = [false, true].flatMap((bigEndian) =>
    [false, true].map((nanoseconds) =>
      collect((sink) => new PcapWriter(sink, { linkType: 1, bigEndian, nanoseconds })).slice(0, 8),
    ),
  );
  t.deepEqual(heads, ['d4c3b2a1', '4d3cb2a1', 'a1b2c3d4', 'a1b23c4d']);
});

test('a record holds seconds, fraction in the unit of the file and both lengths', (t) => {
  const micro = collect((sink) => {
    new PcapWriter(sink, { linkType: linkType.ethernet }).write(stamp, frame);
  });
  t.is(micro.slice(48), '4d3c2a5b' + '40e20100' + '05000000' + '05000000' + '0102030405');
  const nano = collect((sink) => {
    const options = { linkType: linkType.raw, bigEndian: true, nanoseconds: true, snapLength: 4 };
    new PcapWriter(sink, options).write(stamp, frame);
  });
  t.is(nano.slice(40), '00000065' + '5b2a3c4d' + '075bcd15' + '00000004' + '00000005' + '01020304');
});

test('pcapng blocks are padded, closed by a length, timed in their interface’s unit', (t) => {
  const text = collect((sink) => {
    const file = new PcapngWriter(sink);
    file.section({ bigEndian: true });
    file.interface({ linkType: 1 });
    file.interface({ linkType: 113, resolution: 9, name: 'b' });
    file.interface({ linkType: 101, resolution: 0x81 });
    file.write(stamp, frame, { comment: 'why' });
    file.write(stamp, frame, { interface: 1 });
    file.write({ seconds: 3, nanoseconds: 500_000_000 }, frame, { interface: 2 });
    file.writeSimple(frame);
  });
  t.true(
    text.startsWith(
      '0a0d0d0a' + '0000001c' + '1a2b3c4d' + '00010000' + 'ffffffffffffffff' + '0000001c',
    ),
  );
  t.true(
    text.includes('00000001' + '00000014' + '00010000' + '00000000' + '00000014'),
    'no options',
  );
  t.true(
    text.includes('0002000162000000' + '0009000109000000' + '00000000'),
    'name, resolution, end',
  );
  const micro = (BigInt(stamp.seconds) * 1_000_000n + 123_456n).toString(16).padStart(16, '0');
  const nano = (BigInt(stamp.seconds) * 1_000_000_000n + 123_456_789n)
    .toString(16)
    .padStart(16, '0');
  t.true(
    text.includes(
      `00000000${micro}0000000500000005010203040500000000010003776879000000000000003`.slice(0, 40),
    ),
  );
  t.true(text.includes(`00000001${nano}00000005`));
  t.true(text.includes('00000002' + '0000000000000007' + '00000005'), 'halves of a second');
  t.true(text.endsWith('00000003' + '00000018' + '00000005' + '0102030405000000' + '00000018'));
});
