// SPDX-License-Identifier: Apache-2.0
// Whom a hostile act can be aimed at: subscribers who are where it makes sense, and whom nobody else
// is just then aiming at, so that each act is judged by itself.

import type { Place, Terms } from './attacks/terms.ts';
import type { Life, Stay } from './life.ts';
import { homeland, type Network } from './networks.ts';
import type { Subscriber } from './people.ts';
import type { Random } from './random.ts';
import { hour, type Micros } from './scheduler.ts';
import type { World } from './world.ts';

type Wanted = Pick<Terms, 'place' | 'technology' | 'needsProof' | 'by'>;

/** How many are looked at before one is drawn. */
const choiceMax = 32;
const attemptsMax = 20;
/** Entries of people aimed at before those who are free again are forgotten. */
const occupiedMax = 4096;

export class Targets {
  readonly #world: World;
  readonly #life: Life;
  readonly #random: Random;
  readonly #occupied = new Map<string, Micros>();

  constructor(world: World, life: Life, random: Random) {
    this.#world = world;
    this.#life = life;
    this.#random = random;
  }

  /** Somebody whom the act fits; `preferred` when it fits that one. */
  find(wanted: Wanted, attacker: Network, preferred?: Subscriber): Subscriber | undefined {
    if (wanted.place === 'guest') return this.#guest(wanted, attacker);
    if (preferred !== undefined && this.fits(wanted, attacker, preferred)) return preferred;
    if (wanted.place === 'abroad') return this.#abroad(wanted, attacker);
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const someone = this.#someone();
      if (this.fits(wanted, attacker, someone)) return someone;
    }
    return undefined;
  }

  /** Up to so many different ones, for a series. */
  crowd(place: Extract<Place, 'home' | 'guest'>, attacker: Network, count: number, lte = false) {
    const wanted: Wanted = { place, technology: lte ? 'diameter' : 'ss7' };
    const found = new Map<string, Subscriber>();
    if (place === 'guest') {
      for (const { subscriber } of this.#life.guests.values()) {
        if (found.size >= count) break;
        if (subscriber.network !== attacker && (!lte || subscriber.lte))
          found.set(subscriber.imsi, subscriber);
      }
      return [...found.values()];
    }
    for (let attempt = 0; attempt < count * 4 && found.size < count; attempt += 1) {
      const someone = this.#someone();
      if (this.fits(wanted, attacker, someone)) found.set(someone.imsi, someone);
    }
    return [...found.values()];
  }

  /** Nobody else aims at that one until then. */
  occupy(subscriber: Subscriber, until: Micros): void {
    const { now } = this.#world.scheduler;
    if (this.#occupied.size >= occupiedMax) {
      for (const [imsi, end] of this.#occupied) if (end < now) this.#occupied.delete(imsi);
    }
    this.#occupied.set(subscriber.imsi, until);
  }

  fits(wanted: Wanted, attacker: Network, subscriber: Subscriber): boolean {
    if (subscriber.displaced || this.#isOccupied(subscriber)) return false;
    if (wanted.technology === 'diameter' && !subscriber.lte) return false;
    const stay = this.#life.abroad.get(subscriber.imsi);
    if (wanted.place === 'home') return stay === undefined && !subscriber.travelling;
    if (wanted.place === 'abroad')
      return stay !== undefined && this.#settled(stay, wanted, attacker);
    return stay === undefined || stay.visit.network !== attacker;
  }

  #isOccupied(subscriber: Subscriber): boolean {
    return (this.#occupied.get(subscriber.imsi) ?? 0) > this.#world.scheduler.now;
  }

  #someone(): Subscriber {
    return this.#world.people.subscriber(homeland, this.#random.below(this.#life.population));
  }

  /** There for hours, proven by traffic, staying a while, and not a guest of the asker itself. */
  #settled(stay: Stay, wanted: Wanted, attacker: Network): boolean {
    const { now } = this.#world.scheduler;
    const { visit, since, until, subscriber } = stay;
    if (visit.network === attacker || now - since < 3 * hour || until - now < 2 * hour)
      return false;
    if (stay.unseen) return false;
    if (wanted.needsProof && !this.#life.provenNow(subscriber)) return false;
    return wanted.technology === 'ss7' || visit.network.lte;
  }

  #abroad(wanted: Wanted, attacker: Network): Subscriber | undefined {
    const fitting: Subscriber[] = [];
    for (const { subscriber } of this.#life.abroad.values()) {
      if (this.fits(wanted, attacker, subscriber)) fitting.push(subscriber);
      if (fitting.length >= choiceMax) break;
    }
    return fitting.length === 0 ? undefined : this.#random.pick(fitting);
  }

  /** A visitor here; one of the attacker's own where the home network is the one who asks. */
  #guest(wanted: Wanted, attacker: Network): Subscriber | undefined {
    const fitting: Subscriber[] = [];
    for (const { subscriber, until } of this.#life.guests.values()) {
      const own = subscriber.network === attacker;
      const lte = wanted.technology === 'diameter';
      if (own !== (wanted.by === 'home') || (lte && !subscriber.lte)) continue;
      if (this.#isOccupied(subscriber) || until - this.#world.scheduler.now < 2 * hour) continue;
      fitting.push(subscriber);
      if (fitting.length >= choiceMax) break;
    }
    return fitting.length === 0 ? undefined : this.#random.pick(fitting);
  }
}
