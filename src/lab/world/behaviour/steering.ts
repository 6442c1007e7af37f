// SPDX-License-Identifier: Apache-2.0
// Steering of roaming: the home network refuses one visited network twice and has the phone take
// another of the same country or the next (GSMA IR.73).

import { authenticate, updateLocation } from '../mobility.ts';
import { homeland, partnerNamed } from '../networks.ts';
import { visitTo } from '../people.ts';
import { day, second } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'steering',
  title: 'an update refused twice, then one from the network beside it that is accepted',
  weight: 2,
  begin: ({ world, random, stranger, travel }) => {
    const subscriber = stranger(homeland);
    if (subscriber === undefined) return;
    const refusing = random.chance(0.5) ? 'coast' : 'plains';
    const accepted = refusing === 'coast' ? 'plains' : 'coast';
    const visit = visitTo(partnerNamed(refusing), random.below(3));
    const update = { subscriber, visit, previous: undefined, refused: true };
    subscriber.travelling = true;
    subscriber.displaced = true;
    let at = authenticate(world, update, world.scheduler.now);
    for (let i = 0; i < 2; i += 1) {
      at = updateLocation(world, update, at + random.between(4, 12) * second);
    }
    world.scheduler.at(at + random.between(10, 40) * second, () => {
      travel(subscriber, partnerNamed(accepted), random.between(0.5, 6) * day);
    });
  },
};
