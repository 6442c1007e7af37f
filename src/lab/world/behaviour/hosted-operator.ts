// SPDX-License-Identifier: Apache-2.0
// Visitors of an operator without a number range of its own: its registers and its centre stand in
// the range of its host.

import { hosted } from '../atlas.ts';
import { minute, second } from '../scheduler.ts';
import { changeProfile, chargingQuestion, receiveCall } from '../services.ts';
import { type Behaviour, receiveGuest } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'hosted-operator',
  title: 'the home of a visitor speaks from titles in the range of another operator',
  weight: 2,
  begin: (scene) => {
    const { world, random, stranger } = scene;
    const subscriber = stranger(hosted);
    if (subscriber === undefined) return;
    receiveGuest(scene, subscriber, (visit) => {
      let at = chargingQuestion(world, subscriber, visit, world.scheduler.now);
      receiveCall(world, subscriber, visit, at + second);
      at += random.between(1, 30) * minute;
      world.scheduler.at(at, () => changeProfile(world, subscriber, visit, world.scheduler.now));
    });
  },
};
