// SPDX-License-Identifier: Apache-2.0
// Messages from the second operator of the country, over the national link.

import { secondOperator } from '../atlas.ts';
import { centreOf, deliverMessage } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'national-messages',
  title: 'messages from the other operator of the country',
  weight: 6,
  begin: ({ world, atHome }) => {
    const message = { subscriber: atHome(), centre: centreOf(secondOperator) };
    deliverMessage(world, message, world.scheduler.now);
  },
};
