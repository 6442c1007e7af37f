// SPDX-License-Identifier: Apache-2.0
// The engine on its own thread, as the process that captures has it: fed frame by frame, it finds
// what screening the file finds, octet by octet.
import { spawnSync } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import test from 'ava';
import { loadKnowledge, resolverOf } from '../../src/appliance/knowledge.ts';
import { native } from '../../src/engine/native.ts';
import { compilePolicy } from '../../src/rules/policy.ts';
import { Bench, makeWorld, optionsOf, screened } from './live-bench.ts';

/** What is written to a doorbell: the number 1. */
const rung = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);

test('frames fed one by one give the same records as the file', async (t) => {
  const world = makeWorld(t, 4000);
  const expected = screened(world);
  t.true(expected.length > 20);
  const bench = new Bench(t, world.knowledge);
  bench.engine.start();
  await bench.feed(world.records);
  const { counters } = bench.engine.status();
  t.true((counters.frames_read ?? 0) > 0);
  bench.engine.stop();
  await bench.ended;
  bench.drain();
  t.deepEqual(bench.payloads, expected);
  const status = bench.engine.status();
  t.is(status.counters.frames_read, world.records.length);
  t.is(status.counters.records_lost, 0);
  t.is(status.openDialogues, 0);
  t.is(status.ringWaiting, 0);
  t.is(status.ringEpoch, 1);
  t.true(bench.engine.aggregates().length > 0);
  t.true(bench.engine.links().length > 0);
  t.false(bench.engine.feed(Buffer.alloc(60), 60, 1, 0), 'nothing is taken after the end');
});

test('the doorbell is silent while the consumer is awake', async (t) => {
  const world = makeWorld(t, 4000);
  const bench = new Bench(t, world.knowledge);
  bench.isAsleep = true; // armed once, so that the first batch rings
  bench.engine.start();
  await bench.feed(world.records);
  bench.engine.stop();
  await bench.ended;
  await new Promise((resolve) => setImmediate(resolve));
  t.is(bench.rings, 1);
  t.true(bench.engine.status().ringWaiting > 0);
});

test('an engine that is started again on the same ring goes on behind what was published', async (t) => {
  const world = makeWorld(t, 2000);
  const first = new Bench(t, world.knowledge);
  first.isAsleep = true;
  first.engine.start();
  await first.feed(world.records);
  first.engine.stop();
  await first.ended;
  const { ringWaiting, ringWritten } = first.engine.status();
  t.true(ringWaiting > 0);
  const second = new (native().LiveEngine)({
    ...optionsOf(world.knowledge),
    ringDescriptor: first.ringDescriptor,
    doorbellDescriptor: first.ringDescriptor,
  });
  const status = second.status();
  t.is(status.ringEpoch, 2);
  t.is(status.ringWritten, ringWritten);
  first.isAsleep = false;
  first.drain();
  t.deepEqual(first.payloads, screened(world));
});

test('new images are taken while frames come, damaged ones change nothing', async (t) => {
  const world = makeWorld(t, 2000);
  const { networkImages, policy, linkImage } = world.knowledge;
  const images = { networks: networkImages, policy: policy.image, links: linkImage };
  const bench = new Bench(t, world.knowledge);
  bench.engine.start();
  const half = world.records.length / 2;
  await bench.feed(world.records.slice(0, half));
  bench.engine.reload(images);
  t.throws(() => bench.engine.reload({ ...images, policy: policy.image.subarray(0, 40) }), {
    code: 'ERR_IMAGE',
  });
  const others = loadKnowledge({ home: '001-01' });
  t.throws(() => bench.engine.reload({ ...images, networks: others.networkImages }), {
    code: 'ERR_IMAGE',
    message: /other numbers/,
  });
  await bench.feed(world.records.slice(half));
  bench.engine.stop();
  await bench.ended;
  bench.drain();
  t.deepEqual(bench.payloads, screened(world));
});

test('a mode for a peer takes effect with the next frame after a reload, and is counted', async (t) => {
  const world = makeWorld(t, 4000);
  const { networkImages, linkImage, book, directory, config } = world.knowledge;
  const bench = new Bench(t, world.knowledge);
  bench.engine.start();
  const half = Math.floor(world.records.length / 2);
  await bench.feed(world.records.slice(0, half));
  const { findings = 0 } = bench.engine.status().counters;
  const entry = { mode: 'off', owner: 'o', until: 40_000, reason: 'r' } as const;
  const policy = compilePolicy({
    ...book,
    resolver: resolverOf(directory),
    links: config.links.map((link) => link.name),
    modesFor: book.rules.map(({ id }) => ({ rule: id, ...entry })),
  });
  bench.engine.reload({ networks: networkImages, policy: policy.image, links: linkImage });
  await bench.feed(world.records.slice(half));
  bench.engine.stop();
  await bench.ended;
  const { counters, ruleHits } = bench.engine.status();
  t.true(findings > 0);
  t.is(counters.findings, findings, 'nothing is found any more');
  t.true((counters.findings_suppressed ?? 0) > 0);
  const off = ruleHits?.rules.reduce((sum, one) => sum + one.off, 0);
  t.is(off, counters.findings_suppressed);
});

test('what cannot be started says why', (t) => {
  const world = makeWorld(t, 500);
  t.throws(() => new Bench(t, world.knowledge, { cpu: 60_000 }).engine.start(), {
    code: 'ERR_START',
    message: /a thread for the engine on processor 60000: Invalid argument/,
  });
  t.throws(() => new Bench(t, world.knowledge, { ringDescriptor: 0 }), { code: 'ERR_RING' });
  t.throws(() => new Bench(t, world.knowledge, { queued: false }), { code: 'ERR_ARGUMENT' });
  t.throws(() => native().makeRing(5000), { code: 'ERR_RING' });
  t.throws(() => native().mapRing(0), { code: 'ERR_RING' });
});

test('a doorbell calls back until it is closed', async (t) => {
  const doorbell = native().makeDoorbell();
  let calls = 0;
  let heard = () => {};
  const watch = native().watch(doorbell, () => {
    calls += 1;
    heard();
  });
  for (let i = 1; i <= 2; i++) {
    const call = new Promise<void>((resolve) => {
      heard = resolve;
    });
    writeSync(doorbell, rung);
    await call;
    t.is(calls, i);
  }
  watch.close();
  watch.close();
  writeSync(doorbell, rung);
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.is(calls, 2);
  closeSync(doorbell);
});

test('an error in the callback of a doorbell is an uncaught one and stops nothing', (t) => {
  const script = `
    import { writeSync } from 'node:fs';
    import { native } from '${new URL('../../src/engine/native.js', import.meta.url)}';
    process.on('uncaughtException', (error) => console.log(error.message));
    const doorbell = native().makeDoorbell();
    const rung = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
    let calls = 0;
    const watch = native().watch(doorbell, () => {
      if (++calls === 2) return watch.close();
      writeSync(doorbell, rung);
      throw new Error('of the callback');
    });
    writeSync(doorbell, rung);
    process.on('exit', () => console.log(calls));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  t.is(child.stdout, 'of the callback\n2\n', child.stderr);
  t.is(child.status, 0);
});

test('a pair of sockets is two ends', (t) => {
  const [near, far] = native().socketPair();
  t.not(near, far);
  closeSync(near);
  closeSync(far);
});
