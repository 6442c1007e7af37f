// SPDX-License-Identifier: Apache-2.0
// CAMEL: a switch asks the service control function of a subscriber's home what to do with a call
// (TS 23.078 §4.5). The call is released, connected to voicemail, or charged until somebody hangs
// up.

import * as camel from '../forge/camel.ts';
import { ssn } from '../forge/sccp.ts';
import { invoke } from '../forge/tcap.ts';
import { hop } from './ask.ts';
import type { Dialogue } from './dialogue.ts';
import { type Network, type Node, nodeOf, plmnOf, roamingNumberOf } from './networks.ts';
import type { Subscriber, Visit } from './people.ts';
import { type Micros, millisecond, second } from './scheduler.ts';
import type { World } from './world.ts';

export const prepaidKey = 100;

export interface Call {
  readonly subscriber: Subscriber;
  readonly visit: Visit;
  /** Who is asked. */
  readonly control: Node;
  readonly frames?: number[] | undefined;
}

/** The same node as what speaks CAP in it. */
export function inCamel(node: Node): Node {
  return { ...node, ssn: ssn.cap };
}

export function controlOf(network: Network): Node {
  return inCamel(nodeOf(network, 'gsmScf'));
}

/** The switch asks what to do with a call that the subscriber makes. */
export function askControl(world: World, call: Call, time: Micros): Dialogue {
  const { subscriber, visit, control, frames } = call;
  const { random, people } = world;
  const from = inCamel(visit.vlr);
  const friend = people.subscriber(subscriber.network, 500 + random.below(500));
  const cell = {
    ...plmnOf(visit.network),
    lac: 100 + random.below(50),
    cellId: random.below(60_000),
  };
  const dialogue = world.dialogue({
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

/** A prepaid call of a subscriber away from home. */
export function placeCall(world: World, call: Call, time: Micros): void {
  const { random } = world;
  const dialogue = askControl(world, call, time);
  let at = time + hop(world);
  if (random.chance(0.08)) {
    dialogue.end(at, invoke(1, camel.operation.releaseCall, camel.releaseCall(31)));
    return;
  }
  if (random.chance(0.1)) {
    const voicemail = roamingNumberOf(call.subscriber.network, random.below(100));
    dialogue.end(at, invoke(1, camel.operation.connect, camel.connect(voicemail)));
    return;
  }
  const { oAnswer, oDisconnect } = camel.event;
  const armed = camel.requestReportBCSMEvent([oAnswer, 1, 2], [oDisconnect, 0, 1]);
  dialogue.answer(
    at,
    invoke(1, camel.operation.requestReportBCSMEvent, armed),
    invoke(2, camel.operation.applyCharging, camel.applyCharging(6000, 2)),
    invoke(3, camel.operation.continue),
  );
  at += random.between(3, 20) * second;
  const answered = camel.eventReportBCSM(oAnswer, undefined, 2);
  dialogue.follow(at, invoke(2, camel.operation.eventReportBCSM, answered));
  const talked = random.exponential(90 * second) + 2 * second;
  at += talked;
  const report = camel.applyChargingReport(Math.round(talked / (100 * millisecond)));
  const cause = camel.eventInformation.disconnected(16);
  dialogue.follow(
    at,
    invoke(3, camel.operation.applyChargingReport, report),
    invoke(4, camel.operation.eventReportBCSM, camel.eventReportBCSM(oDisconnect, cause, 1)),
  );
  at += hop(world);
  dialogue.end(at, invoke(4, camel.operation.releaseCall, camel.releaseCall(16)));
}
