// SPDX-License-Identifier: Apache-2.0
// Carries out one hostile act: asks the question plainly or in disguise, pretends a location update
// and lets the real phone take its place back, speaks Diameter; decides what becomes of it at the
// home network and notes the truth.

import * as s6a from '../forge/diameter-s6a.ts';
import { imsiOctets } from '../forge/digits.ts';
import { invoke, pAbortCause, returnError, returnResult } from '../forge/tcap.ts';
import { commonVersion, hop, open } from './ask.ts';
import { type Attack, type HostileQuestion, questions, type Recipe, recipes } from './attacks.ts';
import { type DisguiseName, disguiseAs, disguiseKinds, invokeIdUnder } from './disguises.ts';
import * as mobility from './mobility.ts';
import { hostOf, type Network, plmnOf } from './networks.ts';
import { type Subscriber, servingOf, type Visit, visitTo } from './people.ts';
import type { Random } from './random.ts';
import { type Micros, millisecond, minute } from './scheduler.ts';
import type { Instance, Outcome, Truth } from './truth.ts';
import type { World } from './world.ts';

export interface Strike {
  readonly attack: Attack;
  readonly attacker: Network;
  readonly subscriber: Subscriber;
  readonly disguise: DisguiseName | null;
  readonly campaign: string | null;
  /** Traffic has tied the subscriber to where it is so lately that nobody can have travelled. */
  readonly provenNow: boolean;
}

/** From here on the home network filters internal-only operations. */
const filterSince = 0.38;

const outcomesBefore: readonly (readonly [Outcome, number])[] = [
  ['answered', 62],
  ['refused', 18],
  ['unanswered', 12],
  ['blocked', 8],
];
const outcomesFiltered: readonly (readonly [Outcome, number])[] = [
  ['answered', 12],
  ['refused', 10],
  ['unanswered', 18],
  ['blocked', 60],
];
const outcomesOther: readonly (readonly [Outcome, number])[] = [
  ['answered', 58],
  ['refused', 22],
  ['unanswered', 12],
  ['blocked', 8],
];
const outcomesUpdate: readonly (readonly [Outcome, number])[] = [
  ['answered', 78],
  ['refused', 14],
  ['unanswered', 8],
];

export class Striker {
  readonly #world: World;
  readonly #truth: Truth;
  readonly #random: Random;

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
    this.#random = world.random.fork('strikes');
  }

  /** Acts now. */
  strike(strike: Strike): void {
    if (this.#world.tap.full) return;
    const recipe: Recipe = recipes[strike.attack];
    if (recipe.technology === 'diameter') this.#diameter(strike, recipe);
    else if (questions[strike.attack]) this.#question(strike, recipe);
    else this.#update(strike, recipe);
  }

  #outcome(recipe: Recipe, update: boolean): Outcome {
    if (update) return this.#random.weighted(outcomesUpdate);
    if (!recipe.filtered) return this.#random.weighted(outcomesOther);
    const filtered = this.#world.progress >= filterSince;
    return this.#random.weighted(filtered ? outcomesFiltered : outcomesBefore);
  }

  #note(strike: Strike, recipe: Recipe, address: string, outcome: Outcome): Instance {
    const { attack, subscriber, attacker, disguise, campaign } = strike;
    const odd = disguise !== null && disguiseKinds[disguise].anomalous;
    const rules = recipe.expect.filter((rule) => {
      // Only a pretender who was believed can be replaced by the real phone.
      if (rule === 'int.flip-back') return outcome === 'answered';
      // An update may be an honest arrival unless the subscriber was elsewhere a moment ago.
      return rule !== 'cat3.velocity' || strike.provenNow;
    });
    return this.#truth.instance({
      attack,
      evasion: disguise,
      purpose: recipe.purpose,
      technology: recipe.technology,
      hidden: recipe.hidden ?? false,
      time: this.#world.scheduler.now,
      subscriber: subscriber.imsi,
      source: { network: attacker.id, address },
      expect: odd ? [...rules, 'enc.anomaly'] : rules,
      campaign,
      outcome,
      disclosed: [],
    });
  }

  #question(strike: Strike, recipe: Recipe): void {
    const world = this.#world;
    const { attacker, subscriber } = strike;
    const question = questions[strike.attack]!({ attacker, subscriber, random: this.#random });
    const spoofed = question.from.network !== attacker;
    const outcome = spoofed ? 'unanswered' : this.#outcome(recipe, false);
    const instance = this.#note(strike, recipe, question.from.title, outcome);
    const dialogue = world.dialogue({
      from: question.from,
      to: question.to,
      ...(question.bySubscriberNumber && {
        called: { digits: subscriber.msisdn, ssn: question.to.ssn },
      }),
      context: question.context,
      version: question.version ?? 3,
      ...(question.information && { information: question.information }),
      frames: instance.frames,
      disguise: disguiseAs(strike.disguise, question.identity, subscriber.imsi),
      blocked: outcome === 'blocked',
      through: spoofed ? attacker.carrier : undefined,
    });
    const component = invoke(1, question.operation, question.argument);
    const isEmpty = strike.disguise === 'empty-begin';
    const at = open(world, dialogue, world.scheduler.now, component, isEmpty);
    this.#conclude(strike, question, instance, dialogue, at + hop(world));
  }

  #conclude(
    strike: Strike,
    question: HostileQuestion,
    instance: Instance,
    dialogue: ReturnType<World['dialogue']>,
    at: Micros,
  ): void {
    const id = invokeIdUnder(strike.disguise);
    const { operation, result, refusal } = question;
    if (instance.outcome === 'answered') {
      instance.disclosed = question.disclosed;
      dialogue.end(at, result ? returnResult(id, operation, result) : returnResult(id));
    } else if (instance.outcome === 'refused') {
      dialogue.end(at, returnError(id, refusal));
    } else if (instance.outcome === 'blocked') {
      // A filter that lets an empty Begin pass can only break off what follows.
      const passed = strike.disguise === 'empty-begin';
      if (!passed && this.#random.chance(0.5)) dialogue.returned(at);
      else dialogue.abort(at, pAbortCause.resourceLimitation);
    }
  }

  /** A pretended arrival: vectors, update, and the phone that comes back when it notices. */
  #update(strike: Strike, recipe: Recipe): void {
    const world = this.#world;
    const { attack, attacker, subscriber } = strike;
    const visit = visitTo(attacker, this.#random.below(3));
    const packet = attack === 'ugl-hijack';
    const node = packet ? visit.sgsn : visit.vlr;
    const vectorsOnly = attack === 'sai-vectors';
    const outcome = vectorsOnly ? 'answered' : this.#outcome(recipe, true);
    const instance = this.#note(strike, recipe, node.title, outcome);
    const previous = subscriber.visit;
    const update = {
      subscriber,
      visit,
      previous,
      frames: instance.frames,
      refused: outcome === 'refused',
      unanswered: outcome === 'unanswered',
      disguise: disguiseAs(strike.disguise, imsiOctets(subscriber.imsi), subscriber.imsi),
    };
    let at = world.scheduler.now;
    if (vectorsOnly || this.#random.chance(0.6)) {
      instance.disclosed = ['vectors'];
      at = mobility.authenticate(world, update, at, packet ? 'ps' : 'cs') + 300 * millisecond;
    }
    if (vectorsOnly) return;
    if (packet) at = mobility.updateGprsLocation(world, update, at);
    else at = mobility.updateLocation(world, update, at);
    if (outcome !== 'answered') return;
    instance.disclosed = [...instance.disclosed, 'profile'];
    this.#flipBack(subscriber, previous, visit, instance, packet ? 'ps' : 'cs');
  }

  /** The registers believe the pretender until the phone is heard where it always was. */
  #flipBack(
    subscriber: Subscriber,
    real: Visit | undefined,
    pretended: Visit,
    instance: Instance,
    domain: 'cs' | 'ps' | 'eps',
  ): void {
    const world = this.#world;
    subscriber.displaced = true;
    const back = world.scheduler.now + this.#random.between(4, 55) * minute;
    world.scheduler.at(back, () => {
      subscriber.displaced = false;
      const { now } = world.scheduler;
      const { frames } = instance;
      const visit = subscriber.visit;
      if (visit === undefined || visit !== real) {
        if (domain === 'eps') mobility.cancelEps(world, subscriber, pretended, now, frames);
        else mobility.cancelTowards(world, subscriber, pretended, now, frames);
        return;
      }
      const update = { subscriber, visit, previous: pretended, frames };
      if (domain === 'eps') {
        const at = mobility.authenticateEps(world, update, now);
        mobility.updateEpsLocation(world, update, at + 100 * millisecond);
        return;
      }
      let at = now;
      const version = commonVersion(visit.network, subscriber.network);
      if (version > 1) at = mobility.authenticate(world, update, at, domain);
      if (domain === 'ps') mobility.updateGprsLocation(world, update, at + 100 * millisecond);
      else mobility.updateLocation(world, update, at + 100 * millisecond);
    });
  }

  #diameter(strike: Strike, recipe: Recipe): void {
    if (strike.attack === 'ulr-hijack' || strike.attack === 'air-vectors') {
      this.#epsUpdate(strike, recipe);
      return;
    }
    const world = this.#world;
    const { attack, attacker, subscriber } = strike;
    const spoofed = attack === 'own-host';
    const toServer = attack === 'pur-denial' || attack === 'nor-notice';
    const from = spoofed
      ? subscriber.hss
      : hostOf(attacker, toServer ? 'mme' : 'hss', 1 + this.#random.below(2));
    const to = toServer ? subscriber.hss : servingOf(subscriber).mme;
    const outcome = spoofed ? 'unanswered' : this.#outcome(recipe, false);
    const instance = this.#note(strike, recipe, from.host, outcome);
    const exchange = world.exchange({
      from,
      to,
      named: true,
      build: (envelope) => {
        const request = hostileRequest(attack, envelope, subscriber);
        const doubled = strike.disguise === 'duplicate-identity';
        return doubled ? s6a.withSecondUserName(request, decoyImsi(subscriber)) : request;
      },
      frames: instance.frames,
      through: spoofed ? attacker.exchange : undefined,
      sender: spoofed ? attacker : undefined,
      blocked: outcome === 'blocked',
    });
    const { now } = world.scheduler;
    exchange.request(now);
    const at = now + hop(world);
    if (outcome === 'blocked') {
      const agent = hostOf(to.network, 'dra');
      exchange.answer(at, { result: s6a.resultCode.unableToDeliver }, [], agent);
    } else if (outcome === 'refused') {
      exchange.answer(at, { experimental: s6a.experimental.userUnknown });
    } else if (outcome === 'answered') {
      const asksLocation = attack.startsWith('idr');
      const { network } = servingOf(subscriber);
      const place = asksLocation
        ? s6a.locationAvps(
            plmnOf(network),
            this.#random.below(1 << 28),
            1000 + this.#random.below(60),
            this.#random.below(60),
          )
        : [];
      instance.disclosed = asksLocation ? ['location'] : [];
      exchange.answer(at, { result: s6a.resultCode.success }, place);
    }
  }

  #epsUpdate(strike: Strike, recipe: Recipe): void {
    const world = this.#world;
    const { attacker, subscriber, disguise } = strike;
    const visit = visitTo(attacker, this.#random.below(3));
    const vectorsOnly = strike.attack === 'air-vectors';
    const outcome = vectorsOnly ? 'answered' : this.#outcome(recipe, true);
    const instance = this.#note(strike, recipe, visit.mme.host, outcome);
    const previous = subscriber.visit;
    const second = decoyImsi(subscriber);
    const doubled =
      disguise === 'duplicate-identity'
        ? { identity: imsiOctets(second), imsi: second }
        : undefined;
    const update = {
      subscriber,
      visit,
      previous,
      frames: instance.frames,
      refused: outcome === 'refused',
      unanswered: outcome === 'unanswered',
      disguise: doubled,
    };
    let at = world.scheduler.now;
    if (vectorsOnly || this.#random.chance(0.6)) {
      instance.disclosed = ['vectors'];
      at =
        mobility.authenticateEps(world, { ...update, unanswered: false }, at) + 200 * millisecond;
    }
    if (vectorsOnly) return;
    mobility.updateEpsLocation(world, update, at);
    if (outcome !== 'answered') return;
    instance.disclosed = [...instance.disclosed, 'profile'];
    this.#flipBack(subscriber, previous, visit, instance, 'eps');
  }
}

/** Another subscriber of the same network, for the field a filter reads. */
function decoyImsi(subscriber: Subscriber): string {
  return `${subscriber.imsi.slice(0, 5)}9999999999`;
}

function hostileRequest(attack: Attack, envelope: s6a.S6aEnvelope, subscriber: Subscriber) {
  const { imsi } = subscriber;
  const flags = s6a.idrFlag.location | s6a.idrFlag.currentLocation;
  switch (attack) {
    case 'idr-own':
    case 'idr-guest':
    case 'idr-direct':
      return s6a.insertSubscriberDataRequest(envelope, { imsi, flags });
    case 'dsr-own':
      return s6a.deleteSubscriberDataRequest(envelope, imsi);
    case 'pur-denial':
      return s6a.purgeUeRequest(envelope, imsi);
    case 'nor-notice':
      return s6a.notifyRequest(envelope, imsi);
    default:
      return s6a.cancelLocationRequest(envelope, imsi, 2);
  }
}
