// SPDX-License-Identifier: Apache-2.0
// What the home tap shows of a world: nothing between strangers, both directions of what crosses
// the edge, a second leg behind the first register, bundles of one instant.
import test from 'ava';
import { fromHex, toHex } from '../../../src/lab/forge/bytes.ts';
import { context, operation } from '../../../src/lab/forge/gsm-map.ts';
import { cancelLocation } from '../../../src/lab/forge/gsm-map-mobility.ts';
import { PcapWriter } from '../../../src/lab/forge/pcap.ts';
import { ask } from '../../../src/lab/world/ask.ts';
import type { LinkName } from '../../../src/lab/world/links.ts';
import { attach, updateEpsLocation } from '../../../src/lab/world/mobility.ts';
import {
  farState,
  homeland,
  islandOne,
  type Node,
  nodeOf,
  partners,
} from '../../../src/lab/world/networks.ts';
import { visitTo } from '../../../src/lab/world/people.ts';
import { World } from '../../../src/lab/world/world.ts';
import { readPcap } from '../read-pcap.ts';

interface Seen {
  readonly time: number;
  readonly hex: string;
  readonly link: LinkName;
}

const start = 1_514_764_800_000_000;
const coast = partners.find(([network]) => network.id === 'coast')![0];
const highland = partners.find(([network]) => network.id === 'highland')![0];
const imsi = '001010123456789';

function worldWith(seen: Seen[]): World {
  const sink = (time: number, frame: Uint8Array, link: LinkName) => {
    seen.push({ time, hex: toHex(frame), link });
  };
  return new World({ seed: 4, messages: 1000, start, end: start + 1e12, sink });
}

function run(world: World): void {
  while (world.scheduler.step());
  world.tap.flush();
}

function cancel(world: World, from: Node, to: Node, frames?: number[]): void {
  ask(
    world,
    {
      from,
      to,
      context: context.locationCancellation,
      operation: operation.cancelLocation,
      argument: (version) => cancelLocation(imsi, version),
      frames,
    },
    start + 1000,
  );
}

test('what two foreign networks say to each other is not seen', (t) => {
  const seen: Seen[] = [];
  const world = worldWith(seen);
  cancel(world, nodeOf(farState, 'hlr'), nodeOf(coast, 'vlr'));
  run(world);
  t.deepEqual(seen, []);
  t.is(world.tap.messages, 0);
});

test('both directions are seen on the carrier of the foreign side, and noted by frame', (t) => {
  const seen: Seen[] = [];
  const frames: number[] = [];
  const world = worldWith(seen);
  cancel(world, nodeOf(farState, 'hlr'), nodeOf(homeland, 'vlr'), frames);
  run(world);
  t.deepEqual(frames, [1, 2]);
  t.true(seen.every(({ link }) => link === 'carrier-b'));
  t.true(seen[1]!.time > seen[0]!.time + 30_000, 'an answer takes its way');
});

test('what our first register sends or gets is seen again inside, with other point codes', (t) => {
  const seen: Seen[] = [];
  const frames: number[] = [];
  const world = worldWith(seen);
  const subscriber = world.people.subscriber(homeland, 0);
  const update = { subscriber, visit: visitTo(islandOne, 0), previous: undefined, frames };
  attach(world, update, start + 1000);
  run(world);
  const legs = seen.filter(({ hex }) => hex.includes('02100')).map(({ link }) => link);
  t.deepEqual(legs.slice(0, 4), ['carrier-a', 'stp-hlr', 'stp-hlr', 'carrier-a']);
  const [outer, inner] = seen;
  t.true(inner!.time > outer!.time && inner!.time < outer!.time + 5000);
  const transaction = /4804([0-9a-f]{8})/;
  t.is(transaction.exec(outer!.hex)![1], transaction.exec(inner!.hex)![1]);
  t.true(outer!.hex.includes('0000085100000809'), 'carrier to us');
  t.true(inner!.hex.includes('000008090000080e'), 'us to the register');
});

test('a relayed request has another hop-by-hop id and one Route-Record more', (t) => {
  const seen: Seen[] = [];
  const world = worldWith(seen);
  const subscriber = world.people.subscriber(homeland, 0);
  const update = { subscriber, visit: visitTo(farState, 0), previous: undefined };
  updateEpsLocation(world, update, start + 1000);
  run(world);
  const requests = seen.filter(({ hex }) => hex.includes('c000013c01000023'));
  t.deepEqual(
    requests.map(({ link }) => link),
    ['ipx-b', 'dra-hss'],
  );
  const ids = requests.map(({ hex }) => /c000013c01000023(.{8})(.{8})/.exec(hex)!);
  t.not(ids[0]![1], ids[1]![1]);
  t.is(ids[0]![2], ids[1]![2], 'end-to-end stays');
  const records = requests.map(({ hex }) => hex.split('0000011a40').length - 1);
  t.deepEqual(records, [2, 3]);
});

test('messages of one instant share a packet', (t) => {
  const seen: Seen[] = [];
  const frames: number[] = [];
  const world = worldWith(seen);
  cancel(world, nodeOf(coast, 'hlr'), nodeOf(homeland, 'vlr'), frames);
  cancel(world, nodeOf(coast, 'hlr'), nodeOf(homeland, 'vlr', 2));
  run(world);
  t.is(seen[0]!.hex.split('01000101').length - 1, 2, 'two M3UA DATA in one frame');
  t.is(frames[0], 1);
  t.is(world.tap.bundled, 2);
});

test('an old network is first asked in version 3 at times, refuses, and is asked again', (t) => {
  const seen: Seen[] = [];
  const world = worldWith(seen);
  for (let i = 0; i < 40; i += 1)
    cancel(world, nodeOf(homeland, 'hlr', 2), nodeOf(highland, 'vlr'));
  run(world);
  t.true(world.tally.downgraded > 0);
  const refused = seen.filter(({ hex }) => hex.includes('0400000100' + '0202' + 'a203020101'));
  t.true(refused.length > 0);
});

test('the tap stops at the wanted number of messages and writes what waits', (t) => {
  const parts: Uint8Array[] = [];
  const file = new PcapWriter((bytes) => parts.push(Uint8Array.from(bytes)), { linkType: 1 });
  const sink = (time: number, frame: Uint8Array) => {
    const seconds = Math.floor(time / 1e6);
    file.write({ seconds, nanoseconds: (time - seconds * 1e6) * 1000 }, frame);
  };
  const world = new World({ seed: 4, messages: 3, start, end: start + 1e12, sink });
  for (const number of [1, 2, 3, 4]) {
    cancel(world, nodeOf(farState, 'hlr'), nodeOf(homeland, 'vlr', number));
  }
  run(world);
  t.is(world.tap.messages, 3);
  const records = readPcap(Buffer.concat(parts));
  t.is(records.length, 1, 'three Begins of one instant');
  t.true(toHex(records[0]!.frame).includes(toHex(fromHex('0800010121436587f9').subarray(1))));
});
