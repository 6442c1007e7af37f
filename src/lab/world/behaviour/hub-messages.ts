// SPDX-License-Identifier: Apache-2.0
// A hub delivers for a centre of another network: the message names the centre of one operator and
// comes under the title of another, as GSMA's SMS hubbing has it.

import { partnerNamed, smsHub, titleOf } from '../networks.ts';
import { centreOf, deliverMessage } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'hub-messages',
  title: 'messages whose centre belongs to another operator than the address they come from',
  weight: 8,
  begin: ({ world, random, atHome, abroad }) => {
    const centreNumber = titleOf(partnerNamed(random.pick(['harbour', 'plains'])), 'smsc');
    const subscriber = random.chance(0.7) ? atHome() : (abroad() ?? atHome());
    const message = { subscriber, centre: centreOf(smsHub), centreNumber };
    deliverMessage(world, message, world.scheduler.now);
  },
};
