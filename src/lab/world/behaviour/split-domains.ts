// SPDX-License-Identifier: Apache-2.0
// Between two countries the phone holds calls in one network and data in the other, and each updates
// by itself again and again.

import { authenticate, authenticateEps, updateEpsLocation, updateLocation } from '../mobility.ts';
import { homeland, partnerNamed } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, minute, second } from '../scheduler.ts';
import { submitMessage } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'split-domains',
  title: 'circuit domain in one network and LTE in another, at the same time',
  weight: 1.5,
  begin: ({ world, random, stranger, comeHome }) => {
    const subscriber = stranger(homeland);
    if (subscriber === undefined || !subscriber.lte) return;
    const here = visitTo(partnerNamed('coast'), random.below(3));
    const beyond = visitTo(partnerNamed('plains'), random.below(3));
    const both = { ...here, mme: beyond.mme };
    subscriber.travelling = true;
    subscriber.visit = both;
    let at = world.scheduler.now;
    for (let i = 0; i < 3; i += 1) {
      world.scheduler.at(at, () => {
        const update = { subscriber, visit: here, previous: undefined };
        let then = authenticate(world, update, world.scheduler.now);
        then = updateLocation(world, update, then + second);
        const data = { subscriber, visit: beyond, previous: undefined };
        then = authenticateEps(world, data, then + 2 * second);
        then = updateEpsLocation(world, data, then + second);
        submitMessage(world, subscriber, here, then + minute);
      });
      at += random.between(1, 4) * hour;
    }
    world.scheduler.at(at + random.between(8, 14) * hour, () => comeHome(subscriber));
  },
};
