// SPDX-License-Identifier: Apache-2.0
// The stage on which one hostile act plays: who, against whom, in which disguise. Asks questions and
// sends commands for the recipes, decides what becomes of them at the asked network, lets the real
// phone take its place back after a pretended update, and notes the truth.

import * as s6a from '../../forge/diameter-s6a.ts';
import { invoke, pAbortCause, returnError, returnResult } from '../../forge/tcap.ts';
import { commonVersion, hop, open } from '../ask.ts';
import { type DisguiseName, disguiseAs, expectedOf, invokeIdUnder } from '../disguises.ts';
import * as mobility from '../mobility.ts';
import {
  type Host,
  hostOf,
  type Network,
  type Node,
  type NodeKind,
  nodeOf,
  plmnOf,
} from '../networks.ts';
import { type Subscriber, servingOf, type Visit } from '../people.ts';
import type { Random } from '../random.ts';
import { type Micros, millisecond, minute } from '../scheduler.ts';
import type { Targets } from '../targets.ts';
import type { Campaign, Instance, Outcome, Truth } from '../truth.ts';
import { linkTo } from '../view.ts';
import type { World } from '../world.ts';
import type { HostileCommand, HostileQuestion, Terms } from './terms.ts';

export interface Strike {
  readonly attack: string;
  readonly recipe: Terms;
  readonly attacker: Network;
  readonly subscriber: Subscriber;
  readonly disguise: DisguiseName | null;
  /** What the act is part of, or is by itself when it is a series. */
  readonly campaign: Campaign | null;
  /** Traffic has tied the subscriber to where it is so lately that nobody can have travelled. */
  readonly provenNow: boolean;
}

interface Timing {
  /** When; now unless told. */
  readonly at?: Micros;
  /** What becomes of it; by chance unless told. */
  readonly outcome?: Outcome;
}

/** Titles and hosts below are those of the operator's own nodes. */
const firstLeased = 81;

/** From here on the home network filters internal-only operations. */
const filterSince = 0.38;

type Odds = readonly (readonly [Outcome, number])[];
const odds = {
  before: [
    ['answered', 62],
    ['refused', 18],
    ['unanswered', 12],
    ['blocked', 8],
  ],
  filtered: [
    ['answered', 12],
    ['refused', 10],
    ['unanswered', 18],
    ['blocked', 60],
  ],
  other: [
    ['answered', 58],
    ['refused', 22],
    ['unanswered', 12],
    ['blocked', 8],
  ],
  update: [
    ['answered', 78],
    ['refused', 14],
    ['unanswered', 8],
  ],
} as const satisfies Record<string, Odds>;

export class Stage {
  readonly world: World;
  readonly random: Random;
  readonly targets: Targets;
  readonly attacker: Network;
  readonly subscriber: Subscriber;
  readonly disguise: DisguiseName | null;
  readonly #strike: Strike;
  readonly #truth: Truth;
  #instance: Instance | undefined;

  constructor(world: World, truth: Truth, targets: Targets, random: Random, strike: Strike) {
    this.world = world;
    this.random = random;
    this.targets = targets;
    this.attacker = strike.attacker;
    this.subscriber = strike.subscriber;
    this.disguise = strike.disguise;
    this.#strike = strike;
    this.#truth = truth;
  }

  get now(): Micros {
    return this.world.scheduler.now;
  }

  /** A node under a title of whoever acts, apart from those of its own business: leased, as a rule. */
  asker(kind: NodeKind): Node {
    return nodeOf(this.attacker, kind, firstLeased + this.random.below(4));
  }

  /** A Diameter host of the same. */
  askingHost(kind: 'mme' | 'hss'): Host {
    return hostOf(this.attacker, kind, firstLeased + this.random.below(2));
  }

  /** Others at home at whom the series is aimed too. */
  crowd(count: number, lte = false): Subscriber[] {
    const found = this.targets.crowd(this.attacker, count, lte);
    for (const { imsi } of found) this.#strike.campaign?.targets.add(imsi);
    return found;
  }

  /** The node that serves the subscriber. */
  get serving(): Node {
    return servingOf(this.subscriber).vlr;
  }

  get instance(): Instance {
    if (this.#instance === undefined) throw new Error('the act has not begun');
    return this.#instance;
  }

  /** Goes on at that time; the act lasts until then at least. */
  later(at: Micros, then: () => void): void {
    this.#lasts(at);
    this.world.scheduler.at(at, then);
  }

  #lasts(at: Micros): void {
    const { instance } = this;
    instance.until = Math.max(instance.until, Math.ceil(at));
  }

  /** Notes the act with its first message; one of a series only adds to it. */
  begin(address: string, outcome: Outcome): Instance {
    const known = this.#instance;
    if (known !== undefined) {
      if (outcome === 'answered') known.outcome = outcome;
      return known;
    }
    const { attack, recipe, subscriber, attacker, disguise, campaign, provenNow } = this.#strike;
    const { expect, purpose, technology, needsAnswer } = recipe;
    const tapIsSenders = this.world.view.owner.id === attacker.id;
    const circumstance = { outcome, provenNow, tapIsSenders };
    const rules = typeof expect === 'function' ? expect(circumstance) : expect;
    const odd = expectedOf(disguise, recipe.form);
    this.#instance = this.#truth.instance({
      attack,
      evasion: disguise,
      purpose,
      technology,
      needsAnswer: needsAnswer ?? false,
      time: this.now,
      until: this.now,
      subscriber: subscriber.imsi,
      source: { network: attacker.id, address },
      expect: [...rules, ...odd],
      campaign: campaign?.id ?? null,
      outcome,
      disclosed: [],
    });
    return this.#instance;
  }

  #disclose(what: readonly string[]): void {
    const { instance } = this;
    instance.disclosed = [...new Set([...instance.disclosed, ...what])];
  }

  /** What becomes of a question or an update. */
  outcome(kind: 'question' | 'update'): Outcome {
    if (kind === 'update') return this.random.weighted(odds.update);
    if (!this.#strike.recipe.filtered) return this.random.weighted(odds.other);
    return this.random.weighted(this.world.progress >= filterSince ? odds.filtered : odds.before);
  }

  /** Asks one question; returns when its answer is there. */
  question(question: HostileQuestion, timing: Timing = {}): Micros {
    const { world, attacker, disguise } = this;
    const spoofed = question.from.network !== attacker;
    const silent = spoofed || question.oneWay;
    const outcome = silent ? 'unanswered' : (timing.outcome ?? this.outcome('question'));
    const instance = this.begin(question.from.title, outcome);
    const { called, information } = question;
    const dialogue = world.dialogue({
      from: question.from,
      to: question.to,
      ...(called !== undefined && { called: { digits: called, ssn: question.to.ssn } }),
      context: question.context,
      version: question.version ?? 3,
      ...(information && { information }),
      frames: instance.frames,
      disguise: disguiseAs(disguise, question.identity, this.subscriber.imsi),
      blocked: outcome === 'blocked',
      through: spoofed ? linkTo(world.view, attacker, 'ss7') : undefined,
    });
    const component = invoke(1, question.operation, question.argument);
    const at = open(world, dialogue, timing.at ?? this.now, component, disguise === 'empty-begin');
    const done = at + hop(world);
    this.#conclude(question, outcome, dialogue, done);
    this.#lasts(done);
    return done;
  }

  #conclude(
    { operation, result, refusal, disclosed }: HostileQuestion,
    outcome: Outcome,
    dialogue: ReturnType<World['dialogue']>,
    at: Micros,
  ): void {
    const id = invokeIdUnder(this.disguise);
    if (outcome === 'answered') {
      this.#disclose(disclosed);
      dialogue.end(at, result ? returnResult(id, operation, result) : returnResult(id));
    } else if (outcome === 'refused') {
      dialogue.end(at, returnError(id, refusal));
    } else if (outcome === 'blocked') {
      // A filter that lets an empty Begin pass can only break off what follows.
      const passed = this.disguise === 'empty-begin';
      if (!passed && this.random.chance(0.5)) dialogue.returned(at);
      else dialogue.abort(at, pAbortCause.resourceLimitation);
    }
  }

  /** Sends one command; returns when its answer is there. */
  command(command: HostileCommand, timing: Timing = {}): Micros {
    const { world, attacker, disguise } = this;
    const spoofed = command.from.network !== attacker;
    const outcome = spoofed ? 'unanswered' : (timing.outcome ?? this.outcome('question'));
    const instance = this.begin(command.from.host, outcome);
    const exchange = world.exchange({
      from: command.from,
      to: command.to,
      named: true,
      build: (envelope) => {
        const request = command.build(envelope);
        if (disguise !== 'duplicate-identity') return request;
        return s6a.withSecondUserName(request, decoyImsi(this.subscriber));
      },
      frames: instance.frames,
      through: spoofed ? attacker.exchange : undefined,
      sender: spoofed ? attacker : undefined,
      blocked: outcome === 'blocked',
    });
    const at = timing.at ?? this.now;
    exchange.request(at);
    const done = at + hop(world);
    this.#lasts(done);
    if (outcome === 'blocked') {
      const agent = hostOf(command.to.network, 'dra');
      exchange.answer(done, { result: s6a.resultCode.unableToDeliver }, [], agent);
    } else if (outcome === 'refused') {
      exchange.answer(done, { experimental: s6a.experimental.userUnknown });
    } else if (outcome === 'answered') {
      this.#disclose(command.disclosed);
      exchange.answer(done, { result: s6a.resultCode.success }, command.answer);
    }
    return done;
  }

  /** EPS-Location-Information of the serving network. */
  epsWhereabouts() {
    const { random } = this;
    const place = plmnOf(servingOf(this.subscriber).network);
    return s6a.locationAvps(
      place,
      random.below(1 << 28),
      1000 + random.below(60),
      random.below(60),
    );
  }

  disclose(...what: string[]): void {
    this.#disclose(what);
  }

  /** The registers believe the pretender until the phone is heard where it always was. */
  flipBack(real: Visit | undefined, pretended: Visit, domain: 'cs' | 'ps' | 'eps'): void {
    const { world, subscriber, instance } = this;
    subscriber.displaced = true;
    const back = this.now + this.random.between(4, 55) * minute;
    this.#lasts(back + minute);
    world.scheduler.at(back, () => {
      subscriber.displaced = false;
      if (real === undefined) subscriber.heardAtHome = back;
      comeBack(world, subscriber, real, pretended, domain, instance.frames);
    });
  }
}

function comeBack(
  world: World,
  subscriber: Subscriber,
  real: Visit | undefined,
  pretended: Visit,
  domain: 'cs' | 'ps' | 'eps',
  frames: number[],
): void {
  const { now } = world.scheduler;
  const { visit } = subscriber;
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
}

/** Another subscriber of the same network, for the field a filter reads. */
export function decoyImsi(subscriber: Subscriber): string {
  return `${subscriber.imsi.slice(0, 5)}9999999999`;
}
