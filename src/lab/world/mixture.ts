// SPDX-License-Identifier: Apache-2.0
// The scenario mixture: every attack, plain and in each evasion that goes with it, hidden in the
// benign life of a country; and one scenario for each attack alone. Attacks and pairs are dealt in
// turn, so that each comes as often as the others, whatever the number of acts.

import { evasionsOf } from './applicability.ts';
import { countryAtlas } from './atlas.ts';
import type { Recipe } from './attacks/recipe.ts';
import { Stage } from './attacks/stage.ts';
import { attacks, recipeOf } from './catalogue.ts';
import { aMillion, type Country, country } from './country.ts';
import type { DisguiseName } from './disguises.ts';
import { farState, homeland, islandOne, islandTwo, type Network, partners } from './networks.ts';
import type { Subscriber } from './people.ts';
import type { Random } from './random.ts';
import { runScenario, type ScenarioOptions, type ScenarioResult } from './scenario.ts';
import { day, hour, type Micros } from './scheduler.ts';
import { Targets } from './targets.ts';

export const mixtureName = 'mixture';

/** 2019-06-03T00:00:00Z, a Monday, and the week from then on. */
const start: Micros = Date.UTC(2019, 5, 3) * 1000;
const days = 7;

/** One attack in one form; the plain one has no evasion. */
interface Card {
  readonly attack: string;
  readonly evasion: DisguiseName | null;
}

/** How often the plain form of an attack is dealt for one of each pair. */
const plainShare = 2;

/** The forms in which attacks come, once each; the plain ones twice. */
export function deck(only?: string): Card[] {
  const names = only === undefined ? [...attacks.keys()] : [only];
  return names.flatMap((attack) => {
    const plain = Array.from({ length: plainShare }, () => ({ attack, evasion: null }));
    return [...plain, ...evasionsOf(attack).map((evasion) => ({ attack, evasion }))];
  });
}

/** As many acts as give `count` of each plain attack and half as many of each pair. */
export function actsFor(count: number, only?: string): number {
  return Math.ceil(count / plainShare) * deck(only).length;
}

const strangers: readonly Network[] = [farState, islandOne, islandTwo];
const fewestActs = 12;
const [firstAct, lastAct] = [0.05, 0.84];
/** An act for which nobody is to be found is tried again this often, this much later. */
const patience = 12;
const waits = [0.3, 2] as const;
/** Messages of an act, those it causes included, before any has been seen. */
const firstEstimate = 9;

class Mixture {
  readonly #country: Country;
  readonly #random: Random;
  readonly #chances: Random;
  readonly #targets: Targets;
  #cards: Card[] = [];
  #pending = 0;
  #done = 0;

  constructor(made: Country) {
    this.#country = made;
    this.#random = made.world.random.fork('mixture');
    this.#chances = made.world.random.fork('acts');
    this.#targets = new Targets(made.world, made.life, this.#random);
  }

  /** Messages that acts still to come will take. */
  get reserved(): number {
    const { noted } = this.#country.world.tap;
    return (this.#pending * (noted + 20 * firstEstimate)) / (this.#done + 20);
  }

  plan(count: number, only: string | undefined): void {
    const { world } = this.#country;
    const span = world.end - world.start;
    for (let i = 0; i < count; i += 1) {
      if (this.#cards.length === 0) this.#cards = this.#random.shuffled(deck(only));
      const card = this.#cards.pop()!;
      const { lasts = hour } = recipeOf(card.attack);
      const latest = Math.min(lastAct, 1 - (lasts + hour) / span);
      const at = world.start + span * this.#random.between(firstAct, Math.max(0.1, latest));
      this.#pending += 1;
      world.scheduler.at(at, () => this.#act(card, patience));
    }
  }

  #act(card: Card, left: number): void {
    const { world } = this.#country;
    const recipe = recipeOf(card.attack);
    const [attacker, subscriber] = this.#choose(recipe);
    if (subscriber === undefined) {
      if (left === 0) {
        this.#pending -= 1;
        return;
      }
      this.#prepare(recipe);
      const later = world.scheduler.now + this.#random.between(...waits) * hour;
      world.scheduler.at(later, () => this.#act(card, left - 1));
      return;
    }
    this.#pending -= 1;
    if (world.tap.full) return;
    this.#done += 1;
    this.#play(card, recipe, attacker, subscriber);
  }

  #choose(recipe: Recipe): [Network, Subscriber | undefined] {
    if (recipe.by === 'home') {
      const home = this.#random.weighted(partners);
      return [home, this.#targets.find(recipe, home)];
    }
    const attacker = recipe.by === 'ourselves' ? homeland : this.#random.pick(strangers);
    return [attacker, this.#targets.find(recipe, attacker)];
  }

  #play(
    { attack, evasion }: Card,
    recipe: Recipe,
    attacker: Network,
    subscriber: Subscriber,
  ): void {
    const { world, truth, life } = this.#country;
    const provenNow = life.provenNow(subscriber);
    const common = { attack, recipe, attacker, subscriber, provenNow, campaign: null };
    const strike = { ...common, disguise: evasion };
    if (subscriber.visit === undefined) subscriber.heardAtHome = world.scheduler.now;
    this.#targets.occupy(subscriber, world.scheduler.now + (recipe.lasts ?? hour) + 2 * hour);
    recipe.act(new Stage(world, truth, this.#targets, this.#chances, strike));
  }

  /** Somebody sets out to where the act needs a subscriber. */
  #prepare(recipe: Recipe): void {
    const { life } = this.#country;
    const stay = this.#random.between(1, 4) * day;
    if (recipe.place === 'abroad') {
      const someone = this.#targets.find(
        { place: 'home', technology: recipe.technology },
        farState,
      );
      if (someone) life.travel(someone, this.#random.weighted(partners), stay);
    } else if (recipe.place === 'guest') {
      life.welcome(this.#random.weighted(partners), stay);
    }
  }
}

function play(name: string, only: string | undefined, options: ScenarioOptions): ScenarioResult {
  const { messages, hostileShare } = options;
  let reserved = () => 0;
  const made = country(options, { start, days, messages: aMillion }, () => reserved());
  const mixture = new Mixture(made);
  reserved = () => mixture.reserved;
  const acts = hostileShare === 0 ? 0 : Math.max(fewestActs, Math.round(messages * hostileShare));
  mixture.plan(acts, only);
  return runScenario(name, made.world, made.truth, countryAtlas, options);
}

export function mixture(options: ScenarioOptions): ScenarioResult {
  return play(mixtureName, undefined, options);
}

/** One attack, plain and in each of its evasions, in benign life. */
export function oneAttack(attack: string): (options: ScenarioOptions) => ScenarioResult {
  return (options) => play(attack, attack, options);
}
