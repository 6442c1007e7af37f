// SPDX-License-Identifier: Apache-2.0
// A group with one core for three islands: its registers answer for the subscribers of both its
// companies, from the title of a front-end, and its switches serve all islands.

import { archipelago, archipelagoSouth } from '../atlas.ts';
import { homeland } from '../networks.ts';
import { day, second } from '../scheduler.ts';
import { chargingQuestion, receiveCall } from '../services.ts';
import { type Behaviour, receiveGuest } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'group-core',
  title: 'the register of one company of a group acts as the home of visitors of another',
  weight: 3,
  begin: (scene) => {
    const { world, random, stranger, travel } = scene;
    if (random.chance(0.3)) {
      const ours = stranger(homeland);
      if (ours) travel(ours, archipelago, random.between(0.5, 5) * day);
      return;
    }
    const subscriber = stranger(random.pick([archipelago, archipelagoSouth]));
    if (subscriber === undefined) return;
    receiveGuest(scene, subscriber, (visit) => {
      const at = chargingQuestion(world, subscriber, visit, world.scheduler.now);
      receiveCall(world, subscriber, visit, at + second);
    });
  },
};
