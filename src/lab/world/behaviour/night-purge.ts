// SPDX-License-Identifier: Apache-2.0
// At night visited networks forget visitors who were silent, in bulk; their phones register again in
// the morning (TS 29.002 §8.1.6).

import { attach, purge } from '../mobility.ts';
import { servingOf } from '../people.ts';
import { day, hour, second } from '../scheduler.ts';
import { notifyServer } from '../services.ts';
import type { Behaviour, Scene } from './behaviour.ts';

/** The next three o'clock. */
function nightAfter(time: number): number {
  const night = Math.floor(time / day) * day + 3 * hour;
  return night > time ? night : night + day;
}

function forget({ world, random, abroad, guest }: Scene): void {
  const subscriber = random.chance(0.6) ? abroad() : guest();
  const visit = subscriber?.visit;
  if (subscriber === undefined || visit === undefined) return;
  const { now } = world.scheduler;
  purge(world, subscriber, visit, now);
  notifyServer(world, subscriber, visit, now + second, 'purged');
  subscriber.displaced = true;
  world.scheduler.at(now + random.between(3, 7) * hour, () => {
    subscriber.displaced = false;
    if (subscriber.visit !== visit) return;
    attach(
      world,
      { subscriber, visit: servingOf(subscriber), previous: undefined },
      world.scheduler.now,
    );
  });
}

export const behaviour: Behaviour = {
  name: 'night-purge',
  title: 'many purges within minutes, by the networks that serve',
  weight: 0.6,
  begin: (scene) => {
    const { world, random } = scene;
    let at = nightAfter(world.scheduler.now);
    for (let i = 0; i < 10; i += 1) {
      world.scheduler.at(at, () => forget(scene));
      at += random.between(1, 40) * second;
    }
  },
};
