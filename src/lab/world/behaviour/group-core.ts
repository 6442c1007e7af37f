// SPDX-License-Identifier: Apache-2.0
// A group with one core for three islands: its registers answer for the subscribers of both its
// companies, from the title of a front-end, and its switches serve all islands.

import { archipelago, archipelagoSouth } from '../atlas.ts';
import { attach } from '../mobility.ts';
import { homeland } from '../networks.ts';
import { visitTo } from '../people.ts';
import { day, hour, minute, second } from '../scheduler.ts';
import { chargingQuestion, receiveCall } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'group-core',
  title: 'the register of one company of a group acts as the home of visitors of another',
  weight: 3,
  begin: ({ world, random, stranger, travel, comeHome }) => {
    if (random.chance(0.3)) {
      const ours = stranger(homeland);
      if (ours) travel(ours, archipelago, random.between(0.5, 5) * day);
      return;
    }
    const subscriber = stranger(random.pick([archipelago, archipelagoSouth]));
    if (subscriber === undefined) return;
    const visit = visitTo(homeland, random.below(3));
    subscriber.travelling = true;
    subscriber.visit = visit;
    const there = attach(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
    world.scheduler.at(there + random.between(5, 60) * minute, () => {
      const at = chargingQuestion(world, subscriber, visit, world.scheduler.now);
      receiveCall(world, subscriber, visit, at + second);
    });
    world.scheduler.at(there + random.between(3, 12) * hour, () => comeHome(subscriber));
  },
};
