// SPDX-License-Identifier: Apache-2.0
// A notice to many customers: dozens of messages within minutes to numbers in ascending order, each
// asked for and each delivered, some to phones that are away.

import { smsHub } from '../networks.ts';
import { second } from '../scheduler.ts';
import { centreOf, deliverMessage } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'message-campaign',
  title: 'one centre asks about dozens of numbers in order, and delivers to all',
  weight: 0.6,
  begin: ({ world, random, atHome }) => {
    const receivers = Array.from({ length: 20 + random.below(30) }, atHome);
    receivers.sort((a, b) => (a.msisdn < b.msisdn ? -1 : 1));
    let at = world.scheduler.now;
    for (const subscriber of receivers) {
      at += random.between(1, 8) * second;
      world.scheduler.at(at, () => {
        const message = { subscriber, centre: centreOf(smsHub) };
        deliverMessage(world, message, world.scheduler.now);
      });
    }
  },
};
