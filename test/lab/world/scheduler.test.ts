// SPDX-License-Identifier: Apache-2.0
import test from 'ava';
import { Random } from '../../../src/lab/world/random.ts';
import { Scheduler } from '../../../src/lab/world/scheduler.ts';

test('actions run by time, first come first served at equal times', (t) => {
  const random = new Random(3);
  const scheduler = new Scheduler(0);
  const planned: [number, number][] = [];
  const ran: [number, number][] = [];
  for (let i = 0; i < 2000; i += 1) {
    const time = random.below(300);
    planned.push([time, i]);
    scheduler.at(time, () => ran.push([scheduler.now, i]));
  }
  while (scheduler.step());
  t.deepEqual(
    ran,
    planned.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
  );
  t.is(scheduler.pending, 0);
});

test('nothing runs in the past or between microseconds', (t) => {
  const scheduler = new Scheduler(1000);
  const ran: number[] = [];
  scheduler.at(1000.9, () => {
    ran.push(scheduler.now);
    scheduler.at(3, () => ran.push(scheduler.now));
  });
  while (scheduler.step());
  t.deepEqual(ran, [1000, 1000]);
});
