// SPDX-License-Identifier: Apache-2.0
// What every hostile act of the second opinion stands on: its entry in the truth, a question that
// notes its frames there, what registers and nodes of ours give away when asked.

import type { Tlv } from '../../forge/ber.ts';
import type { DiameterMessage } from '../../forge/diameter.ts';
import type { Envelope } from '../../forge/diameter-command.ts';
import * as s6a from '../../forge/diameter-s6a.ts';
import { subscriberInfoResult } from '../../forge/gsm-map-location.ts';
import { ask, hop, type Question } from '../ask.ts';
import { type Host, type Node, plmnOf } from '../networks.ts';
import { type Subscriber, servingOf } from '../people.ts';
import type { Random } from '../random.ts';
import { type Micros, minute } from '../scheduler.ts';
import type { Instance, Purpose, Truth } from '../truth.ts';
import type { World } from '../world.ts';
import { meshHub } from './networks.ts';
import type { Week } from './week.ts';

export interface Plan {
  readonly attack: string;
  readonly purpose: Purpose;
  readonly subscriber: Subscriber;
  readonly from: Node | Host;
  /** By the meaning of the catalogue: rules of which one at least should name it. */
  readonly expect: readonly string[];
  readonly evasion?: string;
  readonly campaign?: string;
  readonly lasts?: Micros;
  readonly disclosed?: readonly string[];
  readonly needsAnswer?: boolean;
}

/** A hostile act; false when nobody is there for it. */
export type Act = (stage: Stage) => boolean;

export class Stage {
  readonly world: World;
  readonly week: Week;
  readonly truth: Truth;
  readonly random: Random;

  constructor(world: World, week: Week, truth: Truth) {
    this.world = world;
    this.week = week;
    this.truth = truth;
    this.random = world.random.fork('second acts');
  }

  get now(): Micros {
    return this.world.scheduler.now;
  }

  /** Enters the act into the truth; its messages note their frames in what comes back. */
  plan(plan: Plan): Instance {
    const { from, lasts = minute } = plan;
    return this.truth.instance({
      attack: plan.attack,
      evasion: plan.evasion ?? null,
      purpose: plan.purpose,
      technology: 'host' in from ? 'diameter' : 'ss7',
      needsAnswer: plan.needsAnswer ?? false,
      until: this.now + lasts,
      time: this.now,
      subscriber: plan.subscriber.imsi,
      source: { network: from.network.id, address: 'host' in from ? from.host : from.title },
      expect: plan.expect,
      campaign: plan.campaign ?? null,
      outcome: 'answered',
      disclosed: plan.disclosed ?? [],
    });
  }

  ask({ frames }: Instance, question: Omit<Question, 'frames'>, time = this.now): Micros {
    return ask(this.world, { ...question, frames }, time);
  }

  /** A Diameter request through the hub, with its answer. */
  exchange(
    { frames }: Pick<Instance, 'frames'>,
    parties: { from: Host; to: Host; named?: boolean },
    build: (envelope: Envelope) => DiameterMessage,
    avps: Parameters<ReturnType<World['exchange']>['answer']>[2] = [],
    time = this.now,
  ): Micros {
    const exchange = this.world.exchange({ ...parties, build, frames, sender: meshHub });
    exchange.request(time);
    const at = time + hop(this.world);
    exchange.answer(at, { result: s6a.resultCode.success }, avps);
    return at + hop(this.world);
  }

  /** Later, in the time of the world. */
  after(delay: Micros, action: () => void): void {
    this.world.scheduler.at(this.now + delay, action);
  }

  /** Cell, age and state as a serving node tells them. */
  whereabouts(subscriber: Subscriber): Tlv {
    const { network, vlr } = servingOf(subscriber);
    const cell = {
      ...plmnOf(network),
      lac: 700 + this.random.below(90),
      cellId: this.random.below(65_000),
    };
    const ageMinutes = this.random.below(40);
    return subscriberInfoResult({ ageMinutes, vlr: vlr.title, cell, msc: vlr.title });
  }
}
