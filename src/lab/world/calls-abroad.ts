// SPDX-License-Identifier: Apache-2.0
// The scenario calls-abroad: a month of CAMEL. Subscribers of the home network call from abroad and
// visitors call from here; each switch asks the service control function of the subscriber's home.
// A far state writes the address of its own into profiles in our switches (O-CSI, TS 29.002
// §17.7.1), and takes over the calls that follow.

import * as camel from '../forge/camel.ts';
import { context, operation } from '../forge/gsm-map.ts';
import { insertSubscriberData, insertSubscriberDataResult } from '../forge/gsm-map-mobility.ts';
import { invoke } from '../forge/tcap.ts';
import { ask, hop } from './ask.ts';
import { roamingAtlas } from './atlas.ts';
import { askControl, controlOf, placeCall, prepaidKey } from './calls.ts';
import { attach } from './mobility.ts';
import { farState, homeland, type Node, nodeOf, partners, roamingNumberOf } from './networks.ts';
import { type Subscriber, servingOf, type Visit, visitTo } from './people.ts';
import { runScenario, type ScenarioOptions, type ScenarioResult } from './scenario.ts';
import { day, hour, type Micros, minute, second } from './scheduler.ts';
import { type Instance, Truth } from './truth.ts';
import { views } from './view.ts';
import { World } from './world.ts';

export const callsAbroadName = 'calls-abroad';

/** 2019-03-01T00:00:00Z. */
const start: Micros = Date.UTC(2019, 2, 1) * 1000;
const spanDays = 31;
/** Messages that a call takes on average. */
const messagesPerCall = 7;
const fewestActs = 4;

class Calls {
  readonly #world: World;
  readonly #truth: Truth;
  /** Who was seen abroad before; the first call of others follows an update. */
  readonly #arrived = new Set<string>();

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
  }

  /** One call at that time: of a subscriber of ours abroad, or of a visitor here. */
  honest(time: Micros): void {
    const { random, people } = this.#world;
    const partner = random.weighted(partners);
    if (random.chance(0.4)) {
      const visitor = people.subscriber(partner, random.below(400));
      const visit = visitTo(homeland, random.below(3));
      placeCall(this.#world, { subscriber: visitor, visit, control: controlOf(partner) }, time);
      return;
    }
    const subscriber = people.subscriber(homeland, 1000 + random.below(400));
    const visit = subscriber.visit ?? visitTo(partner, random.below(3));
    const at = this.#arrive(subscriber, visit, time);
    placeCall(this.#world, { subscriber, visit, control: controlOf(homeland) }, at);
  }

  /** The far state writes itself into a profile; hours later a call passes through it. */
  takeOver(time: Micros): void {
    const { random, people, scheduler } = this.#world;
    const subscriber = people.subscriber(homeland, random.below(500));
    const attacker = nodeOf(farState, 'hlr');
    const stranger = controlOf(farState);
    const planted = ['cat2.own-subscriber', 'int.csi-swap'];
    const plant = this.#note(subscriber, attacker, 'csi-planted', planted, time);
    ask(
      this.#world,
      {
        from: attacker,
        to: servingOf(subscriber).vlr,
        context: context.subscriberDataMngt,
        operation: operation.insertSubscriberData,
        argument: () =>
          insertSubscriberData({
            imsi: subscriber.imsi,
            gsmScf: stranger.title,
            serviceKey: prepaidKey,
          }),
        result: () => insertSubscriberDataResult(),
        frames: plant.frames,
      },
      time,
    );
    scheduler.at(time + random.between(0.2, 6) * hour, () => {
      const now = scheduler.now;
      const rules = ['int.idp-to-stranger'];
      const { frames } = this.#note(subscriber, stranger, 'camel-takeover', rules, now);
      const call = { subscriber, visit: servingOf(subscriber), control: stranger, frames };
      const dialogue = askControl(this.#world, call, now);
      const bridge = roamingNumberOf(farState, random.below(1000));
      const more = { redirecting: subscriber.msisdn };
      dialogue.end(
        now + hop(this.#world),
        invoke(1, camel.operation.connect, camel.connect(bridge, more)),
      );
    });
  }

  #note(
    subscriber: Subscriber,
    source: Node,
    attack: string,
    expect: readonly string[],
    time: Micros,
  ): Instance {
    return this.#truth.instance({
      attack,
      evasion: null,
      purpose: 'interception',
      technology: 'ss7',
      needsAnswer: false,
      time,
      until: time,
      subscriber: subscriber.imsi,
      source: { network: source.network.id, address: source.title },
      expect,
      campaign: null,
      outcome: 'answered',
      disclosed: [],
    });
  }

  #arrive(subscriber: Subscriber, visit: Visit, time: Micros): Micros {
    if (this.#arrived.has(subscriber.imsi)) return time;
    this.#arrived.add(subscriber.imsi);
    const attached = attach(this.#world, { subscriber, visit, previous: undefined }, time);
    subscriber.visit = visit;
    return attached + this.#world.random.between(1, 20) * minute;
  }
}

/** Runs until the tap has seen the wanted number of messages. */
export function callsAbroad(options: ScenarioOptions): ScenarioResult {
  const { seed, messages, hostileShare, sink, carrier, tap = 'home' } = options;
  const end = start + spanDays * day;
  const world = new World({ seed, messages, start, end, sink, carrier, view: views[tap] });
  const truth = new Truth(world);
  const calls = new Calls(world, truth);
  world.openLinks(start + second);
  const count = Math.ceil(messages / messagesPerCall);
  const gap = (end - start) / (count + 1);
  for (let i = 1; i <= count; i += 1) {
    const at = start + gap * i + world.random.between(0, 0.5) * gap;
    world.scheduler.at(at, () => calls.honest(world.scheduler.now));
  }
  const acts = hostileShare === 0 ? 0 : Math.max(fewestActs, Math.round(messages * hostileShare));
  for (let i = 0; i < acts; i += 1) {
    const at = start + world.random.between(0.1, 0.6) * (end - start);
    world.scheduler.at(at, () => calls.takeOver(world.scheduler.now));
  }
  return runScenario(callsAbroadName, world, truth, roamingAtlas, options);
}
