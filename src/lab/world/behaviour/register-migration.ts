// SPDX-License-Identifier: Apache-2.0
// A partner moves subscribers to a new register: it cancels them here, one after the other at night,
// and their phones register again with the new one.

import { cancelTowards, updateLocation } from '../mobility.ts';
import { homeland } from '../networks.ts';
import { servingOf } from '../people.ts';
import { minute, second } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'register-migration',
  title: 'cancellations in bulk by the home of visitors, who update again at once',
  weight: 0.4,
  begin: ({ world, random, guest }) => {
    let at = world.scheduler.now;
    for (let i = 0; i < 8; i += 1) {
      at += random.between(5, 60) * second;
      world.scheduler.at(at, () => {
        const subscriber = guest();
        if (subscriber === undefined) return;
        const visit = servingOf(subscriber);
        if (visit.network !== homeland) return;
        cancelTowards(world, subscriber, visit, world.scheduler.now);
        const again = world.scheduler.now + random.between(0.2, 3) * minute;
        world.scheduler.at(again, () => {
          if (subscriber.visit !== visit) return;
          updateLocation(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
        });
      });
    }
  },
};
