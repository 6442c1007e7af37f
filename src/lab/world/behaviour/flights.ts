// SPDX-License-Identifier: Apache-2.0
// A long flight with a change of planes: hours of silence, one update at an airport, silence again,
// and the stay far away.

import { attach } from '../mobility.ts';
import { farState, homeland, islandOne, islandTwo, partnerNamed } from '../networks.ts';
import { visitTo } from '../people.ts';
import { day, hour } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'flights',
  title: 'one update on the way, between two silences, then another country',
  weight: 2,
  begin: ({ world, random, stranger, travel }) => {
    const subscriber = stranger(homeland);
    if (subscriber === undefined) return;
    const airport = visitTo(partnerNamed(random.pick(['coast', 'highland'])), random.below(3));
    const goal = random.pick([farState, islandOne, islandTwo]);
    subscriber.travelling = true;
    subscriber.displaced = true;
    const landing = world.scheduler.now + random.between(5, 9) * hour;
    world.scheduler.at(landing, () => {
      attach(world, { subscriber, visit: airport, previous: undefined }, world.scheduler.now);
      subscriber.visit = airport;
    });
    world.scheduler.at(landing + random.between(10, 15) * hour, () => {
      travel(subscriber, goal, random.between(1, 9) * day);
    });
  },
};
