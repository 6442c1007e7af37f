// SPDX-License-Identifier: Apache-2.0
// A crossing: the last port, the network of the ship, which has no country, the next port.

import { atSea } from '../atlas.ts';
import { attach } from '../mobility.ts';
import { homeland, partnerNamed } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, minute } from '../scheduler.ts';
import { submitMessage } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'at-sea',
  title: 'a network without a country serves between two that have one',
  weight: 1.5,
  begin: ({ world, random, stranger, comeHome }) => {
    const subscriber = stranger(homeland);
    if (subscriber === undefined) return;
    subscriber.travelling = true;
    const ways = [partnerNamed('border-south'), atSea, partnerNamed('coast')];
    let at = world.scheduler.now;
    for (const network of ways) {
      const visit = visitTo(network, random.below(3));
      world.scheduler.at(at, () => {
        const previous = subscriber.visit;
        const there = attach(world, { subscriber, visit, previous }, world.scheduler.now);
        subscriber.visit = visit;
        submitMessage(world, subscriber, visit, there + random.between(2, 20) * minute);
      });
      at += random.between(9, 16) * hour;
    }
    world.scheduler.at(at + random.between(9, 16) * hour, () => comeHome(subscriber));
  },
};
