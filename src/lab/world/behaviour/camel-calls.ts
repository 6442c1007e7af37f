// SPDX-License-Identifier: Apache-2.0
// Calls of people away from home: the switch asks the service control function of their home, which
// charges, connects or ends them.

import { controlOf, placeCall } from '../calls.ts';
import { servingOf } from '../people.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'camel-calls',
  title: 'initialDP of roamers to the service control function of their home',
  weight: 6,
  begin: ({ world, random, abroad, guest }) => {
    const subscriber = random.chance(0.5) ? abroad() : guest();
    if (subscriber === undefined) return;
    const { network } = subscriber;
    const visit = servingOf(subscriber);
    if (network.mapVersion < 3 || visit.network.mapVersion < 3) return;
    const control = controlOf(network.core?.() ?? network);
    placeCall(world, { subscriber, visit, control }, world.scheduler.now);
  },
};
