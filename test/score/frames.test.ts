// SPDX-License-Identifier: Apache-2.0
// The tools with which `make score` changes captures: what changes nothing must give the octets as
// they were, and what changes the form alone must read as before.
import { join } from 'node:path';
import test from 'ava';
import { decodeFile, lineOf } from '../../src/engine/decode-file.ts';
import { world } from '../cli/bench.ts';
import { scratch } from '../scratch.ts';
import { bundled, type FrameChange, from, onSecondLeg, split, twice } from './changes.ts';
import {
  diameterProtocol,
  type Frame,
  m3uaProtocol,
  mapMessages,
  readFrames,
  writeFrames,
} from './frames.ts';
import { addressHex } from './mirror-ends.ts';
import {
  changeM3ua,
  digitsOf,
  withAvpsReversed,
  withLengths,
  withNatureAlone,
  withPrefix,
} from './reencode.ts';

const capture = join(world(), 'capture.pcap');
const frames = readFrames(capture);

/** What a message says, whatever its form. */
const meaning = ['gsm_old.localValue', 'e212.imsi', 'e164.msisdn', 'tcap.otid', 'tcap.dtid'];
const diameterMeaning = ['diameter.Session-Id', 'diameter.User-Name', 'diameter.Origin-Host'];

function said(path: string, fields: readonly string[]): string[] {
  return [...decodeFile(path)].flatMap((frame) =>
    frame.messages.map((message) => {
      const line = lineOf(frame, message);
      return fields.map((field) => line.fields[field]?.join(',') ?? '').join(' ');
    }),
  );
}

function ss7(change: Parameters<typeof changeM3ua>[1]): FrameChange {
  return (list) =>
    list.map((frame) =>
      mapMessages(frame, (data, protocol) =>
        protocol === m3uaProtocol ? changeM3ua(data, change) : data,
      ),
    );
}

test('a capture read and written is the same capture', (t) => {
  const path = join(scratch(t), 'again.pcap');
  writeFrames(path, frames);
  t.deepEqual(readFrames(path), frames);
});

test('a change that changes nothing gives the octets as they were', (t) => {
  const alike = (list: readonly Frame[]) =>
    list.every((one, i) => Buffer.from(one.octets).equals(Buffer.from(frames[i]!.octets)));
  const same = (data: Uint8Array) => Uint8Array.from(data);
  t.true(alike(frames.map((frame) => mapMessages(frame, same))));
  t.true(alike(ss7({ called: same, calling: same, data: same })(frames)));
});

for (const [name, change] of Object.entries({
  'in long form': ss7({ data: withLengths('long') }),
  'of indefinite length': ss7({ data: withLengths('indefinite') }),
  'under titles of another form': ss7({ called: withNatureAlone, calling: withNatureAlone }),
}))
  test(`MAP ${name} has other octets and says the same`, (t) => {
    const path = join(scratch(t), 'changed.pcap');
    const changed = change(frames);
    t.true(
      changed.filter((one, i) => one.octets.length !== frames[i]!.octets.length).length > 1000,
    );
    writeFrames(path, changed);
    t.deepEqual(said(path, meaning), said(capture, meaning));
  });

test('Diameter in another order says the same', (t) => {
  const path = join(scratch(t), 'changed.pcap');
  const changed = frames.map((frame) =>
    mapMessages(frame, (data, protocol) =>
      protocol === diameterProtocol ? withAvpsReversed(data) : data,
    ),
  );
  t.true(changed.some((one, i) => !Buffer.from(one.octets).equals(Buffer.from(frames[i]!.octets))));
  writeFrames(path, changed);
  t.deepEqual(said(path, diameterMeaning), said(capture, diameterMeaning));
});

test('fragments and bundles carry every message once', (t) => {
  for (const change of [split, bundled]) {
    const path = join(scratch(t), 'changed.pcap');
    const changed = change(frames);
    t.not(changed.length, frames.length);
    writeFrames(path, changed);
    t.deepEqual(said(path, meaning).sort(), said(capture, meaning).sort());
  }
});

test('copies and cuts know the frames they come from', (t) => {
  t.deepEqual(
    twice(frames.slice(0, 2)).map((one) => one.origins[0]),
    [1, 1, 2, 2],
  );
  t.is(from(0.5)(frames)[0]?.origins[0], Math.floor(frames.length / 2) + 1);
  const legs = onSecondLeg(frames);
  const path = join(scratch(t), 'legs.pcap');
  writeFrames(path, legs);
  const counts = {
    once: said(capture, ['tcap.otid']).length,
    now: said(path, ['tcap.otid']).length,
  };
  t.true(counts.now > 1.5 * counts.once, JSON.stringify(counts));
});

test('digits of a title are replaced where they stand', (t) => {
  // SSN 6, translation type 0, E.164, odd number, international: 99940 0200 004.
  const address = Uint8Array.from(Buffer.from('12060011049949002000040f', 'hex'));
  t.is(digitsOf(address).slice(0, 9), '999400020');
  t.is(digitsOf(withPrefix('99913')(address)).slice(0, 9), '999130020');
  t.is(digitsOf(Uint8Array.of(0x42, 6)), '');
});

test('addresses of a configuration and of a packet are written alike', (t) => {
  t.is(addressHex('192.0.2.10'), 'c000020a');
  t.is(addressHex('2001:db8:1::30'), '20010db8000100000000000000000030');
  t.is(addressHex('2001:db8:1:2:3:4:5:6'), '20010db8000100020003000400050006');
});
