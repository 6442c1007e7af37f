// SPDX-License-Identifier: Apache-2.0
// The scenario calls-abroad: a month of CAMEL. Subscribers of the home network call from abroad and
// visitors call from here; each switch asks the service control function of the subscriber's home,
// which charges the call, connects it or ends it. A far state writes the address of its own into
// profiles in our switches (O-CSI, TS 29.002 §17.7.1), and takes over the calls that follow.

import * as camel from '../forge/camel.ts';
import { context, operation } from '../forge/gsm-map.ts';
import { insertSubscriberData, insertSubscriberDataResult } from '../forge/gsm-map-mobility.ts';
import { ssn } from '../forge/sccp.ts';
import { invoke } from '../forge/tcap.ts';
import { ask, hop } from './ask.ts';
import type { Dialogue } from './dialogue.ts';
import type { ScenarioOptions, ScenarioResult } from './far-from-home.ts';
import { attach } from './mobility.ts';
import {
  farState,
  homeland,
  type Network,
  type Node,
  nodeOf,
  partners,
  plmnOf,
  roamingNumberOf,
} from './networks.ts';
import { type Subscriber, servingOf, type Visit, visitTo } from './people.ts';
import { day, hour, type Micros, millisecond, minute, second } from './scheduler.ts';
import { type Instance, Truth } from './truth.ts';
import { World } from './world.ts';

export const callsAbroadName = 'calls-abroad';
const tapName = 'homeland-edge';

/** 2019-03-01T00:00:00Z. */
const start: Micros = Date.UTC(2019, 2, 1) * 1000;
const spanDays = 31;
/** Messages that a call takes on average. */
const messagesPerCall = 7;
const fewestActs = 4;
const prepaidKey = 100;

/** The same node as what speaks CAP in it. */
function inCamel(node: Node): Node {
  return { ...node, ssn: ssn.cap };
}

function controlOf(network: Network): Node {
  return inCamel(nodeOf(network, 'gsmScf'));
}

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
      this.#call(visitor, visitTo(homeland, random.below(3)), controlOf(partner), time);
      return;
    }
    const subscriber = people.subscriber(homeland, 1000 + random.below(400));
    const visit = subscriber.visit ?? visitTo(partner, random.below(3));
    const at = this.#arrive(subscriber, visit, time);
    this.#call(subscriber, visit, controlOf(homeland), at);
  }

  /** The far state writes itself into a profile; hours later a call passes through it. */
  takeOver(time: Micros): void {
    const { random, people, scheduler } = this.#world;
    const subscriber = people.subscriber(homeland, random.below(500));
    const attacker = nodeOf(farState, 'hlr');
    const stranger = controlOf(farState);
    const plant = this.#note(subscriber, attacker, 'csi-planted', ['cat2.own-subscriber'], time);
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
      const taken = this.#note(subscriber, stranger, 'camel-takeover', rules, now);
      const dialogue = this.#ask(subscriber, servingOf(subscriber), stranger, now, taken.frames);
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
      hidden: false,
      time,
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

  /** The switch asks what to do with a call that the subscriber makes. */
  #ask(
    subscriber: Subscriber,
    visit: Visit,
    control: Node,
    time: Micros,
    frames?: number[],
  ): Dialogue {
    const { random, people } = this.#world;
    const from = inCamel(visit.vlr);
    const friend = people.subscriber(subscriber.network, 500 + random.below(500));
    const cell = {
      ...plmnOf(visit.network),
      lac: 100 + random.below(50),
      cellId: random.below(60_000),
    };
    const dialogue = this.#world.dialogue({
      from,
      to: control,
      context: 0,
      version: 3,
      otherContext: camel.camelContext.phase2,
      frames,
    });
    const argument = camel.initialDP({
      serviceKey: prepaidKey,
      imsi: subscriber.imsi,
      calling: subscriber.msisdn,
      dialled: friend.msisdn,
      msc: from.title,
      location: camel.locationInformation(0xbf34, { age: 0, vlr: from.title, cell }),
      phase: 2,
    });
    dialogue.begin(time, invoke(1, camel.operation.initialDP, argument));
    return dialogue;
  }

  /** A prepaid call: released, connected to voicemail, or charged until somebody hangs up. */
  #call(subscriber: Subscriber, visit: Visit, control: Node, time: Micros): void {
    const { random } = this.#world;
    const dialogue = this.#ask(subscriber, visit, control, time);
    let at = time + hop(this.#world);
    if (random.chance(0.08)) {
      dialogue.end(at, invoke(1, camel.operation.releaseCall, camel.releaseCall(31)));
      return;
    }
    if (random.chance(0.1)) {
      const voicemail = roamingNumberOf(subscriber.network, random.below(100));
      dialogue.end(at, invoke(1, camel.operation.connect, camel.connect(voicemail)));
      return;
    }
    const { oAnswer, oDisconnect } = camel.event;
    dialogue.answer(
      at,
      invoke(
        1,
        camel.operation.requestReportBCSMEvent,
        camel.requestReportBCSMEvent([oAnswer, 1, 2], [oDisconnect, 0, 1]),
      ),
      invoke(2, camel.operation.applyCharging, camel.applyCharging(6000, 2)),
      invoke(3, camel.operation.continue),
    );
    at += random.between(3, 20) * second;
    dialogue.follow(
      at,
      invoke(2, camel.operation.eventReportBCSM, camel.eventReportBCSM(oAnswer, undefined, 2)),
    );
    const talked = random.exponential(90 * second) + 2 * second;
    at += talked;
    dialogue.follow(
      at,
      invoke(
        3,
        camel.operation.applyChargingReport,
        camel.applyChargingReport(Math.round(talked / (100 * millisecond))),
      ),
      invoke(
        4,
        camel.operation.eventReportBCSM,
        camel.eventReportBCSM(oDisconnect, camel.eventInformation.disconnected(16), 1),
      ),
    );
    at += hop(this.#world);
    dialogue.end(at, invoke(4, camel.operation.releaseCall, camel.releaseCall(16)));
  }
}

/** Runs until the tap has seen the wanted number of messages. */
export function callsAbroad(options: ScenarioOptions): ScenarioResult {
  const { seed, messages, hostileShare, sink } = options;
  const end = start + spanDays * day;
  const world = new World({ seed, messages, start, end, sink });
  const truth = new Truth();
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
  while (!world.tap.full && world.scheduler.step());
  world.tap.flush();
  options.progress?.(world.tap.messages);
  const instances = truth.instances.length;
  const head = {
    scenario: callsAbroadName,
    seed,
    messages: world.tap.messages,
    tap: tapName,
    shares: { hostile_acts: instances / Math.max(1, world.tap.messages) },
  };
  return {
    messages: world.tap.messages,
    frames: world.tap.frames,
    truth,
    truthText: truth.format(head),
    instances,
  };
}
