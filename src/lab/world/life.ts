// SPDX-License-Identifier: Apache-2.0
// Benign life: people travel, stay for hours or weeks, write, call and come home; visitors do the
// same here; messages reach subscribers at home. Arrivals are paced so that the wanted number of
// messages fills the whole span, whether that is a thousand or millions: few messages mean few
// people, not a short capture.

import type { Behaviour, Scene } from './behaviour/behaviour.ts';
import { attach, leave, purge, updateLocation } from './mobility.ts';
import {
  farState,
  homeland,
  islandOne,
  islandTwo,
  type Network,
  partners,
  smsHub,
} from './networks.ts';
import { type Subscriber, type Visit, visitTo } from './people.ts';
import type { Random } from './random.ts';
import { day, hour, type Micros, minute, second } from './scheduler.ts';
import * as services from './services.ts';
import type { World } from './world.ts';

/** A stay of one subscriber outside its network, ours abroad or a visitor here. */
export interface Stay {
  readonly subscriber: Subscriber;
  visit: Visit;
  readonly since: Micros;
  readonly until: Micros;
  /** When traffic last tied the subscriber to the place. */
  proven: Micros;
  /** Came before the capture began: nothing shows the arrival. */
  readonly unseen?: boolean;
}

/** What a world has beside the stays of this file, and how lively it is. */
export interface LifeOptions {
  /** Messages of the whole run that are not benign. */
  readonly reserved?: () => number;
  readonly behaviours?: readonly Behaviour[];
  /** Subscribers from whom travellers are drawn. */
  readonly population?: number;
  /** Activities of one person follow each other as in a large file, however small it is. */
  readonly lively?: boolean;
}

/** Holiday islands and far states have honest guests too: few. */
const destinations: readonly (readonly [Network, number])[] = [
  ...partners,
  [farState, 1.2],
  [islandOne, 1.6],
  [islandTwo, 1.2],
];
const neighbours = new Set(['border-north', 'border-south']);
/** Nobody reaches another country within that time of the last proof, borders aside. */
const travelAtLeast = 2 * hour;
/** After a journey people stay at home for a while. */
const rest = 14 * hour;
/** Partners whose territories touch. */
const adjoining: Readonly<Record<string, string>> = { coast: 'plains', plains: 'coast' };

/**
 * Between two activities of one person; small files have quieter people, so that there are enough
 * of them.
 */
const activityGap = { small: 16 * hour, large: 5 * hour } as const;
const largeMessages = 30_000;
/** Messages the tap sees of one arrival of each kind, before it has been measured. */
const firstEstimate = { small: 28, large: 45 } as const;
/** Arrivals' worth of trust in that first estimate. */
const firstTrust = 6;
/**
 * As long before the end as a stay usually takes, what open stays will still say no longer counts
 * fully.
 */
const settling = 8 * day;
/** People who came first are drawn first: they have been here longest. */
const drawnMax = 64;

export class Life {
  readonly #world: World;
  readonly #random: Random;
  readonly #options: LifeOptions;
  readonly #scene: Scene;
  readonly #abroad = new Map<string, Stay>();
  readonly #guests = new Map<string, Stay>();
  #arrivals = 0;
  #open = 0;

  constructor(world: World, options: LifeOptions = {}) {
    this.#world = world;
    this.#random = world.random.fork('life');
    this.#options = options;
    this.#scene = this.#sceneOf(world.random.fork('behaviours'));
  }

  /** Subscribers from whom travellers are drawn: a handful in a small file, many in a large one. */
  get population(): number {
    if (this.#options.population !== undefined) return this.#options.population;
    return Math.max(40, Math.min(200_000, Math.floor(this.#world.tap.limit / 250)));
  }

  /** Our subscribers who are abroad now, by IMSI, in the order in which they left. */
  get abroad(): ReadonlyMap<string, Stay> {
    return this.#abroad;
  }

  /** Visitors here now, by IMSI, in the order in which they came. */
  get guests(): ReadonlyMap<string, Stay> {
    return this.#guests;
  }

  /** Whether that subscriber was seen abroad so lately that it cannot be anywhere else. */
  provenNow(subscriber: Subscriber): boolean {
    const stay = this.#abroad.get(subscriber.imsi);
    return stay !== undefined && this.#world.scheduler.now - stay.proven < travelAtLeast;
  }

  start(): void {
    this.#scheduleArrival();
  }

  /** So many people are away from home already, and so many visitors here, when it all begins. */
  settle(away: number, visitors: number): void {
    for (let i = 0; i < away + visitors; i += 1) {
      const network = this.#random.weighted(destinations);
      const home = i < away ? homeland : network;
      const subscriber = this.#stranger(home);
      if (subscriber === undefined) continue;
      const stay = this.#settled(subscriber, i < away ? network : homeland);
      (i < away ? this.#abroad : this.#guests).set(subscriber.imsi, stay);
    }
  }

  #settled(subscriber: Subscriber, network: Network): Stay {
    const { now } = this.#world.scheduler;
    const visit = visitTo(network, this.#random.below(3));
    const until = now + Math.floor(this.#duration(network));
    subscriber.travelling = true;
    subscriber.visit = visit;
    const stay: Stay = { subscriber, visit, since: now, until, proven: 0, unseen: true };
    this.#open += 1;
    this.#arrivals += 1;
    this.#scheduleActivity(stay);
    return stay;
  }

  #sceneOf(random: Random): Scene {
    const drawn = (from: ReadonlyMap<string, Stay>) => {
      const few: Subscriber[] = [];
      for (const { subscriber, unseen } of from.values()) {
        if (!unseen && !subscriber.displaced) few.push(subscriber);
        if (few.length >= drawnMax) break;
      }
      return few.length === 0 ? undefined : random.pick(few);
    };
    return {
      world: this.#world,
      random,
      stranger: (network) => this.#stranger(network),
      travel: (subscriber, network, duration) => this.travel(subscriber, network, duration),
      comeHome: (subscriber) => {
        const { visit } = subscriber;
        subscriber.visit = undefined;
        this.#rest(subscriber);
        if (visit) leave(this.#world, subscriber, visit, this.#world.scheduler.now);
      },
      atHome: () => this.#atHome(random),
      abroad: () => drawn(this.#abroad),
      guest: () => drawn(this.#guests),
    };
  }

  #atHome(random: Random): Subscriber {
    for (;;) {
      const one = this.#world.people.subscriber(homeland, random.below(this.population));
      if (!one.travelling && !one.displaced) return one;
    }
  }

  /** Messages that one journey gives on average. */
  get estimate(): number {
    const { messages, noted } = this.#world.tap;
    const first = this.#scale(firstEstimate) * firstTrust;
    return (first + messages - noted) / (firstTrust + this.#arrivals);
  }

  #scale(range: { readonly small: number; readonly large: number }): number {
    if (this.#options.lively) return range.large;
    const { limit } = this.#world.tap;
    const share = Math.min(1, limit / largeMessages);
    return range.small + (range.large - range.small) * share;
  }

  /** Someone arrives somewhere; the next arrival is planned by what is still wanted. */
  #scheduleArrival(): void {
    const { scheduler, tap, end, start } = this.#world;
    const left = Math.max(end - scheduler.now, (end - start) * 0.01);
    const { estimate } = this;
    const committed = this.#open * estimate * 0.5 * Math.min(1, left / settling);
    const wanted = Math.max(
      1,
      tap.limit - tap.messages - (this.#options.reserved?.() ?? 0) - committed,
    );
    const gap = this.#random.exponential(left / Math.max(0.5, wanted / estimate));
    scheduler.at(scheduler.now + Math.min(gap, left), () => {
      if (tap.full) return;
      this.#arrive();
      this.#scheduleArrival();
    });
  }

  #arrive(): void {
    const { behaviours = [] } = this.#options;
    const kind = this.#random.weighted<Behaviour | 'leaves' | 'visits' | 'message' | 'border'>([
      ['leaves', 38],
      ['visits', 34],
      ['message', 22],
      ['border', 6],
      ...behaviours.map((behaviour) => [behaviour, behaviour.weight] as const),
    ]);
    if (typeof kind !== 'string') {
      this.#arrivals += 1;
      kind.begin(this.#scene);
    } else if (kind === 'message') this.#messageHome();
    else if (kind === 'border') this.#borderTown();
    else if (kind === 'visits') this.#visitor();
    else this.#traveller();
  }

  /**
   * One of ours, sometimes with a companion on the same flight, whose messages travel in the same
   * packets.
   */
  #traveller(): void {
    const network = this.#random.weighted(destinations);
    const first = this.#stranger(homeland);
    if (first === undefined) return;
    this.travel(first, network, this.#duration(network));
    if (!this.#random.chance(0.12)) return;
    const companion = this.#stranger(homeland);
    if (companion) this.travel(companion, network, this.#duration(network));
  }

  #visitor(): void {
    const network = this.#random.weighted(destinations);
    this.welcome(network, this.#duration(network));
  }

  /** Somebody of that network comes here now. */
  welcome(network: Network, duration: Micros): void {
    const subscriber = this.#stranger(network);
    if (subscriber === undefined) return;
    this.#guests.set(subscriber.imsi, this.#begin(subscriber, homeland, duration));
  }

  #stranger(network: Network): Subscriber | undefined {
    const { people } = this.#world;
    const population = network.home ? this.population : this.population >> 2;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const subscriber = people.subscriber(network, this.#random.below(population));
      if (this.#mayLeave(subscriber)) return subscriber;
    }
    return undefined;
  }

  /** On no journey, and not heard at home so lately that nobody can have got anywhere. */
  #mayLeave({ travelling, displaced, heardAtHome }: Subscriber): boolean {
    const { now } = this.#world.scheduler;
    return !travelling && !displaced && now - heardAtHome > rest;
  }

  #duration(network: Network): Micros {
    const mean = neighbours.has(network.id) ? 1.2 * day : 4 * day;
    return 3 * hour + Math.min(this.#random.exponential(mean), 40 * day);
  }

  /** One of our subscribers goes abroad now. */
  travel(subscriber: Subscriber, network: Network, duration: Micros): void {
    const stay = this.#begin(subscriber, network, duration);
    this.#abroad.set(subscriber.imsi, stay);
  }

  #begin(subscriber: Subscriber, network: Network, duration: Micros): Stay {
    const world = this.#world;
    const { now } = world.scheduler;
    world.tally.stays += 1;
    this.#arrivals += 1;
    this.#open += 1;
    const visit = visitTo(network, this.#random.below(3));
    const until = now + Math.floor(duration);
    const stay: Stay = { subscriber, visit, since: now, until, proven: now };
    subscriber.travelling = true;
    subscriber.displaced = false;
    const at = this.#steered(stay, now);
    attach(world, { subscriber, visit, previous: subscriber.visit }, at);
    subscriber.visit = visit;
    world.scheduler.at(at + this.#random.between(10, 90) * minute, () => this.#landed(stay));
    return stay;
  }

  /**
   * A first update that the home network refuses, to have its guests elsewhere (steering of
   * roaming).
   */
  #steered(stay: Stay, now: Micros): Micros {
    const { subscriber, visit } = stay;
    if (!this.#random.chance(0.07)) return now;
    const update = { subscriber, visit, previous: undefined, refused: true };
    updateLocation(this.#world, update, now);
    return now + this.#random.between(20, 90) * second;
  }

  /**
   * After landing people write home and are written to: the first proof that they are where they
   * are said to be.
   */
  #landed(stay: Stay): void {
    const { subscriber, visit } = stay;
    const { now } = this.#world.scheduler;
    stay.proven = now;
    const at = services.submitMessage(this.#world, subscriber, visit, now);
    const centre = services.centreOf(subscriber.network);
    services.deliverMessage(this.#world, { subscriber, centre }, at + 20 * second);
    this.#scheduleActivity(stay);
  }

  #scheduleActivity(stay: Stay): void {
    const { scheduler } = this.#world;
    const gap = this.#random.exponential(this.#scale(activityGap));
    const at = scheduler.now + minute + gap;
    scheduler.at(Math.min(at, stay.until), () => {
      if (scheduler.now >= stay.until) {
        this.#depart(stay);
        return;
      }
      if (!stay.subscriber.displaced) this.#activity(stay);
      this.#scheduleActivity(stay);
    });
  }

  #activity(stay: Stay): void {
    const { subscriber, visit } = stay;
    const world = this.#world;
    const { now } = world.scheduler;
    const kind = this.#random.weighted([
      ['submit', 20],
      ['deliver', 26],
      ['foreign', 12],
      ['call', 16],
      ['charging', subscriber.prepaid ? 14 : 2],
      ['code', 5],
      ['profile', 3],
      ['area', 8],
      ['notify', 4],
      ['flap', adjoining[visit.network.id] === undefined ? 0 : 6],
    ] as const);
    const deliver = (network: Network) =>
      services.deliverMessage(world, { subscriber, centre: services.centreOf(network) }, now);
    const actions: Record<typeof kind, () => unknown> = {
      submit: () => services.submitMessage(world, subscriber, visit, now),
      deliver: () => deliver(subscriber.network),
      foreign: () => deliver(this.#random.chance(0.6) ? smsHub : this.#random.weighted(partners)),
      call: () => services.receiveCall(world, subscriber, visit, now),
      charging: () => services.chargingQuestion(world, subscriber, visit, now),
      code: () => services.dialServiceCode(world, subscriber, visit, now),
      profile: () => services.changeProfile(world, subscriber, visit, now),
      area: () => this.#moveWithin(stay, now),
      notify: () => services.notifyServer(world, subscriber, visit, now),
      flap: () => this.#flap(stay, now),
    };
    const reached = actions[kind]();
    // A foreign centre delivers past our tap and proves nothing here.
    if (kind === 'submit' || (kind !== 'foreign' && reached === true)) stay.proven = now;
  }

  /**
   * Near a border between two partners the phone takes the other network for a while and comes
   * back.
   */
  #flap(stay: Stay, now: Micros): void {
    const { subscriber, visit } = stay;
    const world = this.#world;
    const other = partners.find(([network]) => network.id === adjoining[visit.network.id])?.[0];
    if (other === undefined || subscriber.displaced || stay.until - now < 2 * hour) return;
    const across = visitTo(other, this.#random.below(3));
    attach(world, { subscriber, visit: across, previous: visit }, now);
    subscriber.visit = across;
    subscriber.displaced = true;
    world.scheduler.at(now + this.#random.between(10, 70) * minute, () => {
      subscriber.displaced = false;
      if (subscriber.visit !== across) return;
      attach(world, { subscriber, visit: stay.visit, previous: across }, world.scheduler.now);
      subscriber.visit = stay.visit;
    });
  }

  /**
   * Who lives by the border is abroad for minutes, several times a day, and never writes from
   * there.
   */
  #borderTown(): void {
    const subscriber = this.#stranger(homeland);
    if (subscriber === undefined) return;
    const [network] = this.#random.pick(partners.slice(0, 2));
    const world = this.#world;
    this.#arrivals += 1;
    subscriber.travelling = true;
    let at = world.scheduler.now;
    const crossings = 2 + this.#random.below(3);
    for (let i = 0; i < crossings; i += 1) {
      const visit = visitTo(network, this.#random.below(3));
      const back = at + this.#random.between(15, 100) * minute;
      const last = i === crossings - 1;
      world.scheduler.at(at, () => {
        subscriber.visit = visit;
        attach(world, { subscriber, visit, previous: undefined }, world.scheduler.now);
      });
      world.scheduler.at(back, () => {
        subscriber.visit = undefined;
        leave(world, subscriber, visit, world.scheduler.now);
        if (last) this.#rest(subscriber);
      });
      at = back + this.#random.between(1, 7) * hour;
    }
  }

  /** Another area of the same network: a new VLR, the old one is cancelled. */
  #moveWithin(stay: Stay, now: Micros): void {
    const { subscriber, visit } = stay;
    const next = visitTo(visit.network, this.#random.below(3));
    const moved = { ...next, mme: visit.mme };
    updateLocation(this.#world, { subscriber, visit: moved, previous: visit }, now);
    stay.visit = moved;
    subscriber.visit = moved;
  }

  /**
   * The phone is switched off; after the way it is on again at home, or for some in another
   * country.
   */
  #depart(stay: Stay): void {
    const { subscriber, visit } = stay;
    this.#open -= 1;
    this.#abroad.delete(subscriber.imsi);
    this.#guests.delete(subscriber.imsi);
    // Switched off on the way: what is sent there finds nobody.
    subscriber.displaced = true;
    const { scheduler } = this.#world;
    const near = neighbours.has(visit.network.id);
    const way = near ? this.#random.between(0.2, 1.5) : this.#random.between(3, 15);
    const network = this.#random.weighted(destinations);
    const onward =
      subscriber.network.home && network !== visit.network && this.#random.chance(0.15);
    if (onward) {
      const flight = this.#random.between(9, 20) * hour;
      scheduler.at(scheduler.now + flight, () => {
        this.travel(subscriber, network, this.#duration(network));
      });
    } else {
      scheduler.at(scheduler.now + way * hour, () => this.#home(subscriber, visit));
    }
  }

  /**
   * Back in its own network, which tells the one left behind; that one may purge late all the same.
   */
  #home(subscriber: Subscriber, visit: Visit): void {
    const world = this.#world;
    const { now } = world.scheduler;
    subscriber.displaced = false;
    leave(world, subscriber, subscriber.visit ?? visit, now);
    subscriber.visit = undefined;
    const purges = this.#random.chance(0.1);
    const later = now + rest + this.#random.between(0, 10) * hour;
    world.scheduler.at(later, () => {
      subscriber.travelling = false;
      if (!purges) return;
      purge(world, subscriber, visit, later);
      services.notifyServer(world, subscriber, visit, later + second, 'purged');
    });
  }

  /** Nobody sets out again as soon as at home. */
  #rest(subscriber: Subscriber): void {
    const { scheduler } = this.#world;
    scheduler.at(scheduler.now + rest, () => {
      subscriber.travelling = false;
    });
  }

  /** A hub or another network writes to one of ours who is at home. */
  #messageHome(): void {
    this.#arrivals += 1;
    const subscriber = this.#world.people.subscriber(homeland, this.#random.below(this.population));
    const sender = this.#random.chance(0.6) ? smsHub : this.#random.weighted(partners);
    const { now } = this.#world.scheduler;
    services.deliverMessage(this.#world, { subscriber, centre: services.centreOf(sender) }, now);
  }
}
