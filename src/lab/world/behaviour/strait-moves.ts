// SPDX-License-Identifier: Apache-2.0
// Moves between our switches and those of the company across the strait: the new one asks the old
// one who the phone is and takes over the vectors that are left (sendIdentification, TS 29.002
// §8.1.4), so that an update follows without any authentication.

import { context, operation } from '../../forge/gsm-map.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { ask } from '../ask.ts';
import { sister } from '../atlas.ts';
import { updateLocation } from '../mobility.ts';
import { homeland, type Node } from '../networks.ts';
import { servingOf, visitTo } from '../people.ts';
import { hour, minute, second } from '../scheduler.ts';
import { centreOf, deliverMessage, submitMessage } from '../services.ts';
import type { World } from '../world.ts';
import type { Behaviour, Scene } from './behaviour.ts';

function identify(world: World, asker: Node, asked: Node, imsi: string): number {
  return ask(
    world,
    {
      from: asker,
      to: asked,
      context: context.interVlrInfoRetrieval,
      operation: operation.sendIdentification,
      argument: (version) => services.sendIdentification(world.noise(4), version),
      result: () => services.sendIdentificationResult(imsi, world.noise),
    },
    world.scheduler.now,
  );
}

function oursCrosses({ world, random, stranger, comeHome }: Scene): void {
  const subscriber = stranger(homeland);
  if (subscriber === undefined) return;
  const visit = visitTo(sister, random.below(3));
  const at = identify(world, visit.vlr, servingOf(subscriber).vlr, subscriber.imsi);
  subscriber.travelling = true;
  subscriber.visit = visit;
  const there = updateLocation(world, { subscriber, visit, previous: undefined }, at + second);
  world.scheduler.at(there + random.between(5, 50) * minute, () => {
    const { now } = world.scheduler;
    submitMessage(world, subscriber, visit, now);
    const message = { subscriber, centre: centreOf(homeland) };
    deliverMessage(world, message, now + 20 * second);
  });
  world.scheduler.at(there + random.between(1.2, 6) * hour, () => comeHome(subscriber));
}

function theirsCrosses({ world, random, stranger, comeHome }: Scene): void {
  const subscriber = stranger(sister);
  if (subscriber === undefined) return;
  const visit = visitTo(homeland, random.below(3));
  const at = identify(world, visit.vlr, visitTo(sister, 0).vlr, subscriber.imsi);
  subscriber.travelling = true;
  subscriber.visit = visit;
  const there = updateLocation(world, { subscriber, visit, previous: undefined }, at + second);
  world.scheduler.at(there + random.between(0.5, 6) * hour, () => comeHome(subscriber));
}

export const behaviour: Behaviour = {
  name: 'strait-moves',
  title: 'sendIdentification between companies of a group, updates without authentication',
  weight: 3,
  begin: (scene) => (scene.random.chance(0.5) ? oursCrosses(scene) : theirsCrosses(scene)),
};
