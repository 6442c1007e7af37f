// SPDX-License-Identifier: Apache-2.0
// Prepaid charging asks where the phone is before each call to it, and then for a roaming number: as
// often as people are called, which for some is many times an hour (TS 23.078 §4.5).

import { servingOf } from '../people.ts';
import { minute, second } from '../scheduler.ts';
import { chargingQuestion, receiveCall } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'prepaid-calls',
  title: 'provideSubscriberInfo by the home network, each time followed by the call it was for',
  weight: 4,
  begin: ({ world, random, abroad, guest }) => {
    const subscriber = random.chance(0.5) ? abroad() : guest();
    if (subscriber === undefined) return;
    const calls = random.chance(0.8) ? 1 : 3 + random.below(6);
    let at = world.scheduler.now;
    for (let i = 0; i < calls; i += 1) {
      world.scheduler.at(at, () => {
        if (subscriber.displaced || subscriber.visit === undefined) return;
        const visit = servingOf(subscriber);
        const told = chargingQuestion(world, subscriber, visit, world.scheduler.now);
        receiveCall(world, subscriber, visit, told + random.between(0.2, 4) * second);
      });
      at += random.between(4, 20) * minute;
    }
  },
};
