// SPDX-License-Identifier: Apache-2.0
// A quiet week of the second opinion: people of ours who travel, guests, messages from abroad for
// those at home. Each lives by their own clock, awake by day; when somebody goes home another sets
// out, so that the week goes on for as long as the file wants messages.

import { controlOf, placeCall } from '../calls.ts';
import { attach, authenticate, leave, purge } from '../mobility.ts';
import type { Network } from '../networks.ts';
import { type Subscriber, type Visit, visitTo } from '../people.ts';
import type { Random } from '../random.ts';
import { day, hour, type Micros, minute, second } from '../scheduler.ts';
import * as services from '../services.ts';
import type { World } from '../world.ts';
import { attackers, destinations, postHub, ridge, vale, valeSecond } from './networks.ts';

export interface Stay {
  readonly subscriber: Subscriber;
  visit: Visit;
  readonly since: Micros;
  readonly until: Micros;
}

/** Subscribers a network has in this world. */
const numbers = 40_000;
const restBetween = 2.6 * hour;
/** Times between two acts of a phone grow by this at night. */
const nightFactor = 5;
/** Of the people, who are abroad or visiting when the capture begins. */
const settledShare = 0.6;
/** Nobody is aimed at twice within this time, so that each act is judged by itself. */
const peaceFor = 14 * hour;

export class Week {
  readonly world: World;
  readonly random: Random;
  readonly abroad = new Map<string, Stay>();
  readonly guests = new Map<string, Stay>();
  readonly #aimedAt = new Map<string, Micros>();

  constructor(world: World) {
    this.world = world;
    this.random = world.random.fork('second week');
  }

  start(people: number): void {
    const { scheduler, start } = this.world;
    for (let i = 0; i < people; i += 1) {
      const settled = i < people * settledShare;
      const at = start + minute + (settled ? this.random.between(0, 9) * hour : this.#later());
      scheduler.at(at, () => (i % 2 === 0 ? this.#setOut() : this.#welcome()));
    }
    for (let i = 0; i < people / 4; i += 1)
      scheduler.at(start + this.random.between(0, 3) * hour, () => this.#writeHome());
  }

  /** Somebody of ours who has been served abroad for hours and stays on. */
  traveller(away?: Network): Subscriber | undefined {
    return this.#settled(this.abroad, (stay) => stay.visit.network !== away);
  }

  guest(of?: (network: Network) => boolean): Subscriber | undefined {
    return this.#settled(this.guests, ({ subscriber }) => of?.(subscriber.network) ?? true);
  }

  stayOf({ imsi }: Subscriber): Stay | undefined {
    return this.abroad.get(imsi) ?? this.guests.get(imsi);
  }

  /** Somebody of ours who is at home. */
  atHome(): Subscriber {
    for (;;) {
      const one = this.#anybody(vale);
      if (one.travelling || this.#isAimedAt(one)) continue;
      this.#aimedAt.set(one.imsi, this.world.scheduler.now);
      return one;
    }
  }

  #settled(stays: Map<string, Stay>, fits: (stay: Stay) => boolean): Subscriber | undefined {
    const { now } = this.world.scheduler;
    const able = [...stays.values()].filter(
      (stay) =>
        now - stay.since > 4 * hour &&
        stay.until - now > 6 * hour &&
        !stay.subscriber.displaced &&
        !this.#isAimedAt(stay.subscriber) &&
        fits(stay),
    );
    if (able.length === 0) return undefined;
    const { subscriber } = this.random.pick(able);
    this.#aimedAt.set(subscriber.imsi, now);
    return subscriber;
  }

  #isAimedAt({ imsi }: Subscriber): boolean {
    return this.world.scheduler.now - (this.#aimedAt.get(imsi) ?? -peaceFor) < peaceFor;
  }

  #anybody(network: Network): Subscriber {
    return this.world.people.subscriber(network, this.random.below(numbers));
  }

  #later(): Micros {
    return this.random.between(0, 6 * day);
  }

  /** Of ours: to one network, perhaps on to another, and home. */
  #setOut(): void {
    const subscriber = this.#anybody(vale);
    if (subscriber.travelling || this.#isAimedAt(subscriber)) {
      this.#setOut();
      return;
    }
    subscriber.travelling = true;
    const visit = visitTo(this.random.weighted(destinations), this.random.below(9));
    this.#arrive(this.abroad, subscriber, visit, undefined);
  }

  #welcome(): void {
    const subscriber = this.#anybody(this.random.weighted(destinations));
    if (subscriber.travelling) {
      this.#welcome();
      return;
    }
    subscriber.travelling = true;
    this.#arrive(this.guests, subscriber, visitTo(vale, this.random.below(9)), undefined);
  }

  #arrive(
    stays: Map<string, Stay>,
    subscriber: Subscriber,
    visit: Visit,
    previous: Visit | undefined,
  ): void {
    const { scheduler } = this.world;
    const since = scheduler.now;
    const until = since + this.random.between(0.7, 4) * day;
    const stay = { subscriber, visit, since, until };
    stays.set(subscriber.imsi, stay);
    attach(this.world, { subscriber, visit, previous }, since);
    subscriber.visit = visit;
    this.#live(stays, stay, since + this.random.between(1, 30) * minute);
  }

  #live(stays: Map<string, Stay>, stay: Stay, time: Micros): void {
    const { scheduler } = this.world;
    const next = time + this.random.exponential(restBetween) * this.#slowness(time);
    if (next > stay.until) {
      scheduler.at(stay.until, () => this.#depart(stays, stay));
      return;
    }
    scheduler.at(next, () => {
      if (!stay.subscriber.displaced) this.#act(stays === this.guests, stay);
      this.#live(stays, stay, next);
    });
  }

  #slowness(time: Micros): number {
    const clock = (time / hour) % 24;
    return clock > 6 && clock < 23 ? 1 : nightFactor;
  }

  #act(isGuest: boolean, stay: Stay): void {
    const { subscriber, visit } = stay;
    const { world, random } = this;
    const { now } = world.scheduler;
    const kind = random.weighted([
      ['sent', 20],
      ['received', 26],
      ['called', 14],
      ['calls', 14],
      ['vectors', 12],
      ['area', 6],
      ['code', 4],
      ['profile', 3],
      ['reachable', 4],
    ] as const);
    if (kind === 'sent') services.submitMessage(world, subscriber, visit, now);
    if (kind === 'received') this.#receive(isGuest, subscriber, now);
    if (kind === 'called') services.receiveCall(world, subscriber, visit, now);
    if (kind === 'calls') this.#call(subscriber, visit, now);
    if (kind === 'vectors' && visit.network.mapVersion > 1)
      authenticate(world, { subscriber, visit, previous: undefined }, now);
    if (kind === 'area') this.#changeArea(stay, now);
    if (kind === 'code') services.dialServiceCode(world, subscriber, visit, now);
    if (kind === 'profile') services.changeProfile(world, subscriber, visit, now);
    if (kind === 'reachable') services.notifyServer(world, subscriber, visit, now);
  }

  #receive(isGuest: boolean, subscriber: Subscriber, now: Micros): void {
    const own = services.centreOf(subscriber.network);
    const hub = services.centreOf(postHub);
    const centre = isGuest || this.random.chance(0.6) ? own : hub;
    services.deliverMessage(this.world, { subscriber, centre, certain: true }, now);
  }

  #call(subscriber: Subscriber, visit: Visit, now: Micros): void {
    if (!subscriber.prepaid) return;
    const asked = services.chargingQuestion(this.world, subscriber, visit, now);
    const control = controlOf(subscriber.network);
    placeCall(this.world, { subscriber, visit, control }, asked + 0.3 * second);
  }

  #changeArea(stay: Stay, now: Micros): void {
    const { subscriber, visit: previous } = stay;
    const visit = visitTo(previous.network, this.random.below(9));
    attach(this.world, { subscriber, visit, previous }, now);
    stay.visit = visit;
    subscriber.visit = visit;
  }

  #depart(stays: Map<string, Stay>, stay: Stay): void {
    const { subscriber, visit } = stay;
    const { scheduler } = this.world;
    if (subscriber.displaced) {
      scheduler.at(scheduler.now + hour, () => this.#depart(stays, stay));
      return;
    }
    stays.delete(subscriber.imsi);
    subscriber.visit = undefined;
    leave(this.world, subscriber, visit, scheduler.now);
    // The register of the visited network forgets only when it tidies up.
    if (this.random.chance(0.4)) {
      const night = scheduler.now + this.random.between(1, 2) * day;
      scheduler.at(night, () => purge(this.world, subscriber, visit, night));
    }
    const next = scheduler.now + this.random.exponential(2 * hour);
    scheduler.at(next, () => {
      if (stays === this.abroad) this.#setOut();
      else this.#welcome();
    });
    scheduler.at(scheduler.now + 3 * day, () => {
      subscriber.travelling = false;
    });
  }

  /** Messages from abroad for those at home. */
  #writeHome(): void {
    const { world, random } = this;
    const { now } = world.scheduler;
    const senders = [
      postHub,
      postHub,
      ridge,
      valeSecond,
      ...attackers,
      ...destinations.map(([n]) => n),
    ];
    const subscriber = this.#anybody(vale);
    if (subscriber.visit === undefined) {
      const centre = services.centreOf(random.pick(senders));
      services.deliverMessage(world, { subscriber, centre }, now);
    }
    const next = now + random.exponential(1.1 * hour) * this.#slowness(now);
    world.scheduler.at(next, () => this.#writeHome());
  }
}
