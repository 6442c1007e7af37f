// SPDX-License-Identifier: Apache-2.0
// What subscribers do once they are somewhere: short messages in both directions, calls to them
// abroad, prepaid questions, USSD, changes of their profile. Each is the whole procedure; the tap
// shows the part that passes the home network's edge.

import * as s6a from '../forge/diameter-s6a.ts';
import { context, mapError, mapOpen, operation } from '../forge/gsm-map.ts';
import * as calls from '../forge/gsm-map-calls.ts';
import { provideSubscriberInfo, subscriberInfoResult } from '../forge/gsm-map-location.ts';
import { insertSubscriberData, insertSubscriberDataResult } from '../forge/gsm-map-mobility.ts';
import * as sms from '../forge/gsm-map-sms.ts';
import { ask, commonVersion, hop, type Question } from './ask.ts';
import {
  mscOf,
  type Network,
  type Node,
  nodeOf,
  plmnOf,
  roamingNumberOf,
  roamingNumbers,
  titleOf,
} from './networks.ts';
import { type Subscriber, servingOf, type Visit } from './people.ts';
import { type Micros, minute, second } from './scheduler.ts';
import type { World } from './world.ts';

const texts = [
  'hello',
  'landed safely, all well',
  'code 4711 is valid for ten minutes',
  'see you at eight',
  'your parcel has arrived at the counter',
];
const longText =
  'welcome abroad: calls home cost nothing today, messages cost nothing tomorrow, '.repeat(2);

/** The moment as a short message states it. */
export function stampOf(time: Micros): [number, number, number, number, number, number] {
  const date = new Date(Math.floor(time / 1000));
  return [
    date.getUTCFullYear() % 100,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

export interface IncomingMessage {
  readonly subscriber: Subscriber;
  /** The service centre that delivers. */
  readonly centre: Node;
  /** The number of the centre that the message names, when a hub delivers for another's. */
  readonly centreNumber?: string;
  readonly frames?: number[];
  /** The phone is there. */
  readonly certain?: boolean;
}

/**
 * What a router answers in place of the register: itself, and an identity that leads back to it (TS
 * 23.040 §C.1, MT correlation id).
 */
interface Routed {
  readonly imsi: string;
  readonly node: Node;
}

function routedTo(world: World, { subscriber, centre }: IncomingMessage): Routed | undefined {
  const { network } = subscriber;
  if (!world.homeRouting || !network.home || centre.network === network) return undefined;
  const { mcc, mnc } = plmnOf(network);
  const correlation = String(world.random.below(1e9)).padStart(9, '0');
  return { imsi: `${mcc}${mnc}9${correlation}`, node: nodeOf(network, 'router') };
}

/** sendRoutingInfoForSM and its answer: who it is and which node serves. */
function routingForSm(message: IncomingMessage, routed: Routed | undefined): Question {
  const { subscriber, centre } = message;
  const serviceCentre = message.centreNumber ?? centre.title;
  return {
    from: centre,
    to: routed?.node ?? subscriber.hlr,
    called: { digits: subscriber.msisdn, ssn: subscriber.hlr.ssn },
    context: context.shortMsgGateway,
    operation: operation.sendRoutingInfoForSM,
    argument: () => sms.sendRoutingInfoForSM({ msisdn: subscriber.msisdn, serviceCentre }),
    result: () =>
      sms.sendRoutingInfoForSMResult(
        routed?.imsi ?? subscriber.imsi,
        routed?.node.title ?? servingOf(subscriber).vlr.title,
      ),
    frames: message.frames,
  };
}

/** A short message to a subscriber; false when it is refused because the phone is away. */
export function deliverMessage(world: World, message: IncomingMessage, time: Micros): boolean {
  const { subscriber, centre } = message;
  const { random } = world;
  const away = !message.certain && (subscriber.displaced || random.chance(0.06));
  const routed = routedTo(world, message);
  let at = ask(world, routingForSm(message, routed), time);
  at += random.between(0.05, 0.4) * second;
  const serving = servingOf(subscriber);
  const centreNumber = message.centreNumber ?? centre.title;
  const long = random.chance(0.1);
  const tpdu = sms.smsDeliver({
    from: random.chance(0.5) ? { number: centre.title } : { name: 'LAB INFO' },
    text: long ? longText.slice(0, 150) : random.pick(texts),
    stamp: stampOf(at),
  });
  at = ask(
    world,
    {
      from: centre,
      to: mscOf(routed?.node ?? serving.vlr),
      context: context.shortMsgMTRelay,
      operation: (version) => (version === 3 ? operation.mtForwardSM : operation.moForwardSM),
      argument: () =>
        sms.forwardSM({
          to: { imsi: routed?.imsi ?? subscriber.imsi },
          from: { centre: centreNumber },
          tpdu,
        }),
      frames: message.frames,
      ...(away && {
        error: mapError.absentSubscriberSM,
        errorParameter: sms.absentSubscriberParameter(1),
      }),
      emptyBegin: long && commonVersion(centre.network, serving.network) > 1,
    },
    at,
  );
  if (!away && subscriber.visit === undefined) subscriber.heardAtHome = at;
  if (routed !== undefined && !away) at = onward(world, message, routed, tpdu, at);
  if (away) lateDelivery(world, message, serving, at);
  return !away;
}

/** The router passes a message on to the network where the phone is. */
function onward(
  world: World,
  { subscriber, centre, centreNumber, frames }: IncomingMessage,
  routed: Routed,
  tpdu: Uint8Array,
  time: Micros,
): Micros {
  const serving = servingOf(subscriber);
  if (serving.network === subscriber.network) return time;
  return ask(
    world,
    {
      from: mscOf(routed.node),
      to: mscOf(serving.vlr),
      context: context.shortMsgMTRelay,
      operation: (version) => (version === 3 ? operation.mtForwardSM : operation.moForwardSM),
      argument: () =>
        sms.forwardSM({
          to: { imsi: subscriber.imsi },
          from: { centre: centreNumber ?? centre.title },
          tpdu,
        }),
      frames,
    },
    time,
  );
}

/**
 * The centre reports the failure; when the phone is back, its network says so and the register
 * alerts the centre.
 */
function lateDelivery(world: World, message: IncomingMessage, serving: Visit, time: Micros): void {
  const { subscriber, centre, frames } = message;
  const { msisdn } = subscriber;
  const newest = 2;
  let at = ask(
    world,
    {
      from: centre,
      to: subscriber.hlr,
      called: { digits: msisdn, ssn: subscriber.hlr.ssn },
      context: context.shortMsgGateway,
      operation: operation.reportSMDeliveryStatus,
      argument: () =>
        sms.reportSMDeliveryStatus(msisdn, centre.title, sms.deliveryOutcome.absentSubscriber),
      frames,
    },
    time + second,
  );
  at += world.random.exponential(40 * minute) + 10 * second;
  world.scheduler.at(at, () => {
    if (subscriber.displaced) return;
    const now = world.scheduler.now;
    // A network that the phone has left says nothing: the update elsewhere tells the register.
    const isThere = servingOf(subscriber).vlr === serving.vlr;
    if (isThere && commonVersion(serving.network, subscriber.network) > 1) {
      ask(
        world,
        {
          from: serving.vlr,
          to: subscriber.hlr,
          context: context.mwdMngt,
          operation: operation.readyForSM,
          argument: () => sms.readyForSM(subscriber.imsi),
        },
        now,
      );
    }
    if (commonVersion(subscriber.network, centre.network) === 1) return;
    ask(
      world,
      {
        from: subscriber.hlr,
        to: centre,
        context: context.shortMsgAlert,
        newest,
        operation: operation.alertServiceCentre,
        argument: () => sms.alertServiceCentre(msisdn, centre.title),
      },
      now + hop(world),
    );
  });
}

/** A short message from a subscriber abroad to its own service centre. */
export function submitMessage(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
): Micros {
  const centre = nodeOf(subscriber.network, 'smsc');
  const friend = world.people.subscriber(subscriber.network, world.random.below(500));
  const tpdu = sms.smsSubmit(friend.msisdn, world.random.pick(texts), world.random.below(256));
  return ask(
    world,
    {
      from: mscOf(visit.vlr),
      to: centre,
      context: context.shortMsgMORelay,
      operation: operation.moForwardSM,
      argument: (version) =>
        sms.forwardSM({
          to: { centre: centre.title },
          from: { msisdn: subscriber.msisdn },
          tpdu,
          ...(version === 3 && { imsi: subscriber.imsi }),
        }),
    },
    time,
  );
}

/**
 * A call to a subscriber abroad: the register fetches a roaming number from the visited network.
 */
export function receiveCall(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
): boolean {
  const { random } = world;
  const absent = random.chance(0.08);
  const number = roamingNumberOf(visit.network, random.below(roamingNumbers));
  ask(
    world,
    {
      from: subscriber.hlr,
      to: visit.vlr,
      context: context.roamingNumberEnquiry,
      operation: operation.provideRoamingNumber,
      argument: (version) =>
        calls.provideRoamingNumber(
          {
            imsi: subscriber.imsi,
            msc: visit.vlr.title,
            msisdn: subscriber.msisdn,
            gmsc: titleOf(subscriber.network, 'vlr'),
          },
          version,
        ),
      result: (version) => calls.provideRoamingNumberResult(number, version),
      ...(absent && { error: mapError.absentSubscriber }),
    },
    time,
  );
  return !absent;
}

/**
 * Prepaid charging asks where the phone is before a call: home register to visited node, state and
 * location only.
 */
export function chargingQuestion(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
): Micros {
  if (commonVersion(visit.network, subscriber.network) < 3) return time;
  const cell = {
    ...plmnOf(visit.network),
    lac: 100 + world.random.below(50),
    cellId: world.random.below(60_000),
  };
  return ask(
    world,
    {
      from: subscriber.hlr,
      to: visit.vlr,
      context: context.subscriberInfoEnquiry,
      operation: operation.provideSubscriberInfo,
      argument: () => provideSubscriberInfo(subscriber.imsi, { location: true, state: true }),
      result: () =>
        subscriberInfoResult({
          ageMinutes: world.random.below(90),
          vlr: visit.vlr.title,
          cell,
          msc: visit.vlr.title,
          state: 'assumedIdle',
        }),
    },
    time,
  );
}

/** A service code dialled abroad. */
export function dialServiceCode(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
): Micros {
  if (commonVersion(visit.network, subscriber.network) === 1) return time;
  return ask(
    world,
    {
      from: visit.vlr,
      to: subscriber.hlr,
      context: context.networkUnstructuredSs,
      newest: 2,
      information: mapOpen(subscriber.imsi, visit.vlr.title),
      operation: operation.processUnstructuredSSRequest,
      argument: () => calls.processUnstructuredSSRequest('*100#', subscriber.msisdn),
      result: () => calls.processUnstructuredSSResult('*1#'),
    },
    time,
  );
}

/**
 * The home network changes the subscription of somebody abroad: a new service, a credit that ran
 * out.
 */
export function changeProfile(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
): Micros {
  if (subscriber.lte && visit.network.lte && world.random.chance(0.5)) {
    const exchange = world.exchange({
      from: subscriber.hss,
      to: visit.mme,
      named: true,
      build: (envelope) =>
        s6a.insertSubscriberDataRequest(envelope, {
          imsi: subscriber.imsi,
          msisdn: subscriber.msisdn,
        }),
    });
    exchange.request(time);
    const at = time + hop(world);
    exchange.answer(at, { result: s6a.resultCode.success });
    return at;
  }
  return ask(
    world,
    {
      from: subscriber.hlr,
      to: visit.vlr,
      context: context.subscriberDataMngt,
      operation: operation.insertSubscriberData,
      argument: (version) =>
        insertSubscriberData(
          { imsi: subscriber.imsi, msisdn: subscriber.msisdn, teleservices: [0x11, 0x22] },
          version,
        ),
      result: (version) => (version === 3 ? insertSubscriberDataResult() : undefined),
    },
    time,
  );
}

/** NOR, the phone is reachable again; or PUR, the MME has forgotten somebody who left. */
export function notifyServer(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
  kind: 'reachable' | 'purged' = 'reachable',
): Micros {
  if (!subscriber.lte || !visit.network.lte) return time;
  const purged = kind === 'purged';
  const exchange = world.exchange({
    from: visit.mme,
    to: subscriber.hss,
    named: true,
    build: (envelope) =>
      purged
        ? s6a.purgeUeRequest(envelope, subscriber.imsi)
        : s6a.notifyRequest(envelope, subscriber.imsi),
  });
  exchange.request(time);
  const at = time + hop(world);
  exchange.answer(at, { result: s6a.resultCode.success }, purged ? s6a.purgeUeAvps() : []);
  return at;
}

/** The service centre with which a network writes to subscribers. */
export function centreOf(network: Network): Node {
  return nodeOf(network, 'smsc');
}
