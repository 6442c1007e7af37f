// SPDX-License-Identifier: Apache-2.0
// The story of far-from-home. In the first year a far state's operator asks, in SS7, what nobody
// may ask; when the home network begins to filter, two island networks take over and reach the same
// subscribers within weeks, by pretended updates and more and more in Diameter. In three windows of
// six weeks the same people are struck within hours by several operators. Plans when and by whom;
// what exactly is possible is settled when the time comes, from where the subscriber is then.

import type { Recipe } from './attacks/recipe.ts';
import { Stage } from './attacks/stage.ts';
import type { Place } from './attacks/terms.ts';
import { recipeOf } from './catalogue.ts';
import { type DisguiseName, disguiseKinds } from './disguises.ts';
import type { Life } from './life.ts';
import { farState, homeland, islandOne, islandTwo, type Network, partners } from './networks.ts';
import type { Subscriber } from './people.ts';
import type { Random } from './random.ts';
import { day, hour, type Micros } from './scheduler.ts';
import { Targets } from './targets.ts';
import type { Campaign, Technology, Truth } from './truth.ts';
import type { World } from './world.ts';

type Deck = readonly (readonly [attack: string, weight: number])[];

const farStateDeck: Deck = [
  ['ati', 24],
  ['sri', 12],
  ['psi-own', 12],
  ['psi-direct', 6],
  ['psl', 6],
  ['send-imsi', 6],
  ['sri-lcs', 6],
  ['ul-hijack', 10],
  ['ul-hijack-home', 3],
  ['sai-vectors', 3],
  ['psi-guest', 5],
  ['isd-own', 3],
  ['prn-own', 3],
  ['cl-own', 2],
  ['own-title', 4],
];
const islandDeck: Deck = [
  ['ul-hijack', 18],
  ['ugl-hijack', 9],
  ['ati', 12],
  ['psi-own', 12],
  ['psi-direct', 6],
  ['psi-guest', 6],
  ['sri-lcs', 4],
  ['sai-vectors', 4],
  ['ussd-fraud', 6],
  ['purge-denial', 5],
  ['isd-own', 4],
  ['isd-guest', 3],
  ['cl-guest', 2],
  ['own-title', 3],
];
const diameterDeck: Deck = [
  ['ulr-hijack', 24],
  ['idr-own', 20],
  ['idr-guest', 9],
  ['idr-direct', 6],
  ['air-vectors', 5],
  ['clr-own', 5],
  ['clr-guest', 3],
  ['dsr-own', 4],
  ['pur-denial', 6],
  ['nor-notice', 3],
  ['own-host', 4],
];

/** Fits somebody at any time: for acts whose subject never comes along. */
const fallback = { ss7: 'ati', diameter: 'idr-own' } as const;

interface Window {
  readonly from: number;
  readonly networks: readonly Network[];
}

const windowWeeks = 6;
const windows: readonly Window[] = [
  { from: 0.5, networks: [farState, islandOne] },
  { from: 0.66, networks: [islandOne, islandTwo, farState] },
  { from: 0.82, networks: [islandOne, islandTwo] },
];
const massSpan = [0.02, 0.64] as const;
const disguisedShare = 0.14;
/** Messages an act takes on average, those it causes included. */
const messagesPerAct = 9;

export class Story {
  readonly #world: World;
  readonly #life: Life;
  readonly #truth: Truth;
  readonly #chooser: Targets;
  readonly #random: Random;
  readonly #chances: Random;
  readonly #targets: Subscriber[] = [];
  readonly #decks = new Map<string, string[]>();
  #pending = 0;
  #journeys = 0;

  constructor(world: World, life: Life, truth: Truth) {
    this.#world = world;
    this.#life = life;
    this.#truth = truth;
    this.#random = world.random.fork('story');
    this.#chances = world.random.fork('strikes');
    this.#chooser = new Targets(world, life, this.#random);
  }

  /** Messages that planned acts will still take. */
  readonly reserved = (): number =>
    this.#pending * messagesPerAct + this.#journeys * this.#life.estimate;

  /** Plans `count` hostile acts. */
  plan(count: number): void {
    if (count === 0) return;
    const { people } = this.#world;
    const targetCount = Math.max(3, Math.min(4000, Math.round(count / 9)));
    for (let i = 0; i < targetCount; i += 1) {
      this.#targets.push(people.subscriber(homeland, i));
    }
    const mass = Math.round(count * 0.44);
    const succession = Math.round(count * 0.16);
    this.#planMass(mass);
    this.#planSuccession(succession);
    this.#planWindows(count - mass - succession);
  }

  #time(fraction: number): Micros {
    const { start, end } = this.#world;
    return start + fraction * (end - start);
  }

  #campaign(
    kind: Campaign['kind'],
    id: string,
    of: readonly Network[],
    from: number,
    until: number,
  ) {
    return this.#truth.campaign({
      id,
      kind,
      networks: of.map((network) => network.id),
      from: this.#time(from),
      until: this.#time(until),
    });
  }

  /** The far state: half on the chosen few again and again, half on whoever, once. */
  #planMass(count: number): void {
    const [from, until] = massSpan;
    const campaign = this.#campaign('mass', 'far-state-questions', [farState], from, until);
    for (let i = 0; i < count; i += 1) {
      const fraction = this.#random.between(from, until);
      const target = this.#random.chance(0.5) ? this.#random.pick(this.#targets) : undefined;
      const technology = this.#random.chance(0.08) ? 'diameter' : 'ss7';
      this.#schedule(this.#time(fraction), farState, technology, target, campaign);
    }
  }

  /** The islands follow: the same subscribers, one to five weeks after the far state was there. */
  #planSuccession(count: number): void {
    const campaign = this.#campaign(
      'succession',
      'islands-follow',
      [islandOne, islandTwo],
      0.46,
      0.95,
    );
    for (let i = 0; i < count; i += 1) {
      const fraction = this.#random.between(0.46, 0.86);
      const lag = this.#random.between(1, 5) * 7 * day;
      const network = this.#random.pick([islandOne, islandTwo]);
      const technology = this.#technology(fraction);
      const target = this.#random.pick(this.#targets);
      this.#schedule(this.#time(fraction) + lag, network, technology, target, campaign);
    }
  }

  /** Several operators, the same person, the same day. */
  #planWindows(count: number): void {
    const shares = windows.map(({ networks }) => networks.length);
    const total = shares.reduce((sum, share) => sum + share, 0);
    windows.forEach((window, index) => {
      const acts = Math.round((count * shares[index]!) / total);
      const length = (windowWeeks * 7 * day) / (this.#world.end - this.#world.start);
      const until = window.from + length;
      const id = `together-${index + 1}`;
      const campaign = this.#campaign('coordinated', id, window.networks, window.from, until);
      const circle = this.#random
        .shuffled(this.#targets)
        .slice(0, Math.max(2, Math.ceil(this.#targets.length * 0.4)));
      const strikes = Math.max(1, Math.round(acts / window.networks.length));
      for (let i = 0; i < strikes; i += 1) {
        const target = this.#random.pick(circle);
        const first = this.#time(this.#random.between(window.from, until));
        this.#send(target, first - this.#random.between(1, 3) * day);
        for (const network of this.#random.shuffled(window.networks)) {
          const at = first + this.#random.between(0, 9) * hour;
          this.#schedule(at, network, this.#technology(window.from), target, campaign);
        }
      }
    });
  }

  /** A journey of a chosen subscriber, so that some are far from home when it matters. */
  #send(subscriber: Subscriber, time: Micros): void {
    if (!this.#random.chance(0.5)) return;
    const partner = this.#random.weighted(partners);
    this.#journeys += 1;
    this.#world.scheduler.at(time, () => {
      this.#journeys -= 1;
      if (subscriber.travelling || this.#world.tap.full) return;
      this.#life.travel(subscriber, partner, this.#random.between(4, 14) * day);
    });
  }

  #technology(fraction: number): Technology {
    const share = Math.max(0.12, Math.min(0.8, (fraction - 0.4) * 1.7));
    return this.#random.chance(share) ? 'diameter' : 'ss7';
  }

  /**
   * The next act of a network in a technology: dealt from a shuffled deck, so that a small file has
   * variety too.
   */
  #deal(network: Network, technology: Technology): string {
    const key = `${network.id} ${technology}`;
    let deck = this.#decks.get(key);
    if (deck === undefined || deck.length === 0) {
      const weights =
        technology === 'diameter' ? diameterDeck : network === farState ? farStateDeck : islandDeck;
      const cards = weights.flatMap(([attack, weight]) =>
        Array<string>(Math.ceil(weight / 3)).fill(attack),
      );
      deck = this.#random.shuffled(cards);
      this.#decks.set(key, deck);
    }
    return deck.pop()!;
  }

  #schedule(
    time: Micros,
    attacker: Network,
    technology: Technology,
    target: Subscriber | undefined,
    campaign: Campaign,
  ): void {
    this.#pending += 1;
    const attack = this.#deal(attacker, technology);
    this.#world.scheduler.at(time, () => this.#act(attack, attacker, target, campaign, 2));
  }

  /**
   * Finds somebody whom the act fits; when nobody is abroad, waits until a target has travelled.
   */
  #act(
    attack: string,
    attacker: Network,
    target: Subscriber | undefined,
    campaign: Campaign,
    patience: number,
  ): void {
    const recipe = recipeOf(attack);
    const subscriber = this.#chooser.find(recipe, attacker, target);
    if (subscriber === undefined && patience > 0) {
      this.#wait(recipe.place, target, () =>
        this.#act(attack, attacker, target, campaign, patience - 1),
      );
      return;
    }
    if (subscriber === undefined) {
      this.#act(fallback[recipe.technology], attacker, undefined, campaign, patience);
      return;
    }
    this.#pending -= 1;
    campaign.targets.add(subscriber.imsi);
    const disguise = this.#disguise(attack, recipe);
    const provenNow = this.#life.provenNow(subscriber);
    const strike = {
      ...{ attack, recipe, attacker, subscriber, disguise, provenNow },
      campaign: campaign.id,
    };
    if (this.#world.tap.full) return;
    recipe.act(new Stage(this.#world, this.#truth, this.#chooser, this.#chances, strike));
  }

  #wait(place: Place, target: Subscriber | undefined, then: () => void): void {
    const { scheduler } = this.#world;
    const traveller = target ?? this.#random.pick(this.#targets);
    if (place === 'abroad' && !traveller.travelling) {
      const partner = this.#random.weighted(partners);
      this.#life.travel(traveller, partner, this.#random.between(3, 9) * day);
    }
    scheduler.at(scheduler.now + this.#random.between(9, 60) * hour, then);
  }

  /** Evasions appear once the filter does. */
  #disguise(attack: string, recipe: Recipe): DisguiseName | null {
    if (this.#world.progress < 0.3 || !this.#random.chance(disguisedShare)) return null;
    if (recipe.technology === 'diameter')
      return attack === 'air-vectors' ? null : 'duplicate-identity';
    if (attack === 'own-title' || attack === 'sai-vectors') return null;
    const names = Object.entries(disguiseKinds) as [DisguiseName, { weight: number }][];
    const name = this.#random.weighted(names.map(([each, { weight }]) => [each, weight] as const));
    const update = attack.endsWith('-hijack') || attack.endsWith('-home');
    return update && name === 'empty-begin' ? null : name;
  }
}
