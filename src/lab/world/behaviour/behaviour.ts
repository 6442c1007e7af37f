// SPDX-License-Identifier: Apache-2.0
// What a benign behaviour tells: what it is and how often it begins, beside arrivals and departures,
// which are the business of life.ts. One file of this folder each; catalogue.ts finds them.

import { attach } from '../mobility.ts';
import { homeland, type Network } from '../networks.ts';
import { type Subscriber, type Visit, visitTo } from '../people.ts';
import type { Random } from '../random.ts';
import { hour, type Micros, minute } from '../scheduler.ts';
import type { World } from '../world.ts';

/** Where a behaviour plays. */
export interface Scene {
  readonly world: World;
  readonly random: Random;
  /** One of ours who is at home. */
  atHome(): Subscriber;
  /** One of ours who is abroad and has been seen there; undefined when there is none. */
  abroad(): Subscriber | undefined;
  /** A visitor here. */
  guest(): Subscriber | undefined;
  /** Somebody of that network who is on no journey. */
  stranger(of: Network): Subscriber | undefined;
  /** One of ours goes there; arrives now, unless it is under way already. */
  travel(subscriber: Subscriber, to: Network, duration: Micros): void;
  /** Is back in its own network now, and rests before the next journey. */
  comeHome(subscriber: Subscriber): void;
}

export interface Behaviour {
  readonly name: string;
  /** What it looks like to somebody who does not know it, and where it is described. */
  readonly title: string;
  /** How often it begins, against the other kinds; the arrivals of life.ts have 100 together. */
  readonly weight: number;
  /** Begins now; what follows it schedules itself. */
  readonly begin: (scene: Scene) => void;
}

/** The subscriber arrives here now, does something within the hour and is home again the same day. */
export function receiveGuest(
  { world, random, comeHome }: Scene,
  subscriber: Subscriber,
  does: (visit: Visit) => void,
): void {
  const visit = visitTo(homeland, random.below(3));
  subscriber.travelling = true;
  subscriber.visit = visit;
  const there = attach(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
  world.scheduler.at(there + random.between(5, 60) * minute, () => does(visit));
  world.scheduler.at(there + random.between(3, 12) * hour, () => comeHome(subscriber));
}
