// SPDX-License-Identifier: Apache-2.0
// Visitors of an operator without a number range of its own: its registers and its centre stand in
// the range of its host.

import { hosted } from '../atlas.ts';
import { attach } from '../mobility.ts';
import { homeland } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, minute, second } from '../scheduler.ts';
import { changeProfile, chargingQuestion, receiveCall } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'hosted-operator',
  title: 'the home of a visitor speaks from titles in the range of another operator',
  weight: 2,
  begin: ({ world, random, stranger, comeHome }) => {
    const subscriber = stranger(hosted);
    if (subscriber === undefined) return;
    const visit = visitTo(homeland, random.below(3));
    subscriber.travelling = true;
    subscriber.visit = visit;
    const there = attach(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
    world.scheduler.at(there + random.between(5, 60) * minute, () => {
      let at = chargingQuestion(world, subscriber, visit, world.scheduler.now);
      receiveCall(world, subscriber, visit, at + second);
      at += random.between(1, 30) * minute;
      world.scheduler.at(at, () => changeProfile(world, subscriber, visit, world.scheduler.now));
    });
    world.scheduler.at(there + random.between(3, 12) * hour, () => comeHome(subscriber));
  },
};
