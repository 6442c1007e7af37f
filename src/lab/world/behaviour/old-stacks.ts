// SPDX-License-Identifier: Apache-2.0
// A network whose nodes write every length in the long form and speak version 2 of MAP: what a
// filter for odd encodings would take for an attack every minute.

import { oldPort } from '../atlas.ts';
import { attach } from '../mobility.ts';
import { homeland } from '../networks.ts';
import { visitTo } from '../people.ts';
import { day, hour, minute } from '../scheduler.ts';
import { centreOf, changeProfile, deliverMessage, receiveCall } from '../services.ts';
import type { Behaviour, Scene } from './behaviour.ts';

function visits({ world, random, stranger, comeHome }: Scene): void {
  const subscriber = stranger(oldPort);
  if (subscriber === undefined) return;
  const visit = visitTo(homeland, random.below(3));
  subscriber.travelling = true;
  subscriber.visit = visit;
  const there = attach(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
  receiveCall(world, subscriber, visit, there + random.between(2, 50) * minute);
  changeProfile(world, subscriber, visit, there + random.between(60, 90) * minute);
  world.scheduler.at(there + random.between(3, 12) * hour, () => comeHome(subscriber));
}

export const behaviour: Behaviour = {
  name: 'old-stacks',
  title: 'long-form lengths and old versions from one network, always',
  weight: 4,
  begin: (scene) => {
    const { world, random, atHome, stranger, travel } = scene;
    const kind = random.weighted([
      ['visits', 2],
      ['writes', 3],
      ['hosts', 1],
    ] as const);
    if (kind === 'visits') visits(scene);
    else if (kind === 'writes') {
      const message = { subscriber: atHome(), centre: centreOf(oldPort) };
      deliverMessage(world, message, world.scheduler.now);
    } else {
      const subscriber = stranger(homeland);
      if (subscriber) travel(subscriber, oldPort, random.between(0.3, 3) * day);
    }
  },
};
