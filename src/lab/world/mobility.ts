// SPDX-License-Identifier: Apache-2.0
// How a subscriber becomes known to another network and to its own registers: authentication,
// location update in the circuit and the packet domain and in LTE, subscriber data, cancellation
// towards the network left behind, purge long afterwards (TS 29.002 §19, TS 29.272 §5.2). Used by
// honest stays and, with other nodes, by those who pretend one.

import * as s6a from '../forge/diameter-s6a.ts';
import { context, type MapVersion, mapError, operation } from '../forge/gsm-map.ts';
import * as map from '../forge/gsm-map-mobility.ts';
import { invoke, returnError, returnResult } from '../forge/tcap.ts';
import { ask, commonVersion, hop } from './ask.ts';
import type { Disguise } from './dialogue.ts';
import { plmnOf, titleOf } from './networks.ts';
import type { Subscriber, Visit } from './people.ts';
import { type Micros, millisecond, second } from './scheduler.ts';
import { mobileTitle } from './ss7.ts';
import type { World } from './world.ts';

export interface Update {
  readonly subscriber: Subscriber;
  readonly visit: Visit;
  /** Who served it before and gets the cancellation. */
  readonly previous: Visit | undefined;
  readonly frames?: number[] | undefined;
  /** Refused by the register: roaming not allowed. */
  readonly refused?: boolean;
  /** Nothing comes back. */
  readonly unanswered?: boolean;
  readonly disguise?: Disguise | undefined;
  /** The register that the message names, when it is not the one that sends it. */
  readonly named?: string | undefined;
}

/**
 * The address under which a visited network asks a register: a mobile title where it has only the
 * IMSI.
 */
function registerAddress(update: Update) {
  const { visit, subscriber } = update;
  if (!visit.network.mobileTitles) return {};
  return { called: mobileTitle(subscriber.hlr, subscriber.imsi) };
}

/** sendAuthenticationInfo by the VLR or the SGSN. */
export function authenticate(
  world: World,
  update: Update,
  time: Micros,
  domain: 'cs' | 'ps' = 'cs',
): Micros {
  const { subscriber, visit, frames } = update;
  const { random } = world;
  const from = domain === 'cs' ? visit.vlr : visit.sgsn;
  const wanted = random.chance(0.04) ? 3 + random.below(3) : 1;
  const usim = random.chance(0.8);
  return ask(
    world,
    {
      from,
      to: subscriber.hlr,
      ...registerAddress(update),
      context: context.infoRetrieval,
      operation: operation.sendAuthenticationInfo,
      argument: (version) =>
        map.sendAuthenticationInfo(
          {
            imsi: subscriber.imsi,
            vectors: wanted,
            node: domain === 'cs' ? map.requestingNode.vlr : map.requestingNode.sgsn,
          },
          version,
        ),
      result: (version) =>
        version === 3 && usim
          ? map.authenticationQuintuplets(wanted, world.noise)
          : map.authenticationTriplets(wanted, world.noise, version),
      frames,
    },
    time,
  );
}

/** updateLocation with the data that comes back, and the cancellation of the network before. */
export function updateLocation(world: World, update: Update, time: Micros): Micros {
  const { subscriber, visit, frames, disguise } = update;
  const version = commonVersion(visit.network, subscriber.network);
  const dialogue = world.dialogue({
    from: visit.vlr,
    to: subscriber.hlr,
    ...registerAddress(update),
    context: context.networkLocUp,
    version,
    frames,
    disguise,
  });
  const argument = map.updateLocation(
    {
      imsi: subscriber.imsi,
      msc: update.named ?? visit.vlr.title,
      vlr: update.named ?? visit.vlr.title,
      ...(world.random.chance(0.3) && { imeisv: subscriber.imeisv }),
    },
    version,
  );
  dialogue.begin(time, invoke(1, operation.updateLocation, argument));
  const id = disguise?.invokeId ?? 1;
  let at = time + hop(world);
  if (update.unanswered) return at;
  if (update.refused) {
    world.tally.refused += 1;
    dialogue.end(at, returnError(id, mapError.roamingNotAllowed));
    return at;
  }
  dialogue.answer(at, invoke(1, operation.insertSubscriberData, profile(subscriber, version)));
  cancel(world, update, at);
  at += hop(world);
  const stored = version === 3 ? map.insertSubscriberDataResult() : undefined;
  dialogue.follow(
    at,
    stored ? returnResult(1, operation.insertSubscriberData, stored) : returnResult(1),
  );
  at += hop(world);
  const answerer = map.updateLocationResult(subscriber.hlr.title, version);
  dialogue.end(at, returnResult(id, operation.updateLocation, answerer));
  return at + hop(world);
}

function profile(subscriber: Subscriber, version: MapVersion) {
  return map.insertSubscriberData(
    {
      msisdn: subscriber.msisdn,
      teleservices: [0x11, 0x21, 0x22],
      ...(subscriber.prepaid && { gsmScf: titleOf(subscriber.network, 'gsmScf') }),
    },
    version,
  );
}

/** cancelLocation from the register to whoever served before, unless that is the same VLR. */
function cancel(world: World, update: Update, time: Micros): void {
  const { subscriber, visit, previous, frames } = update;
  if (previous === undefined || previous.vlr.title === visit.vlr.title) return;
  cancelTowards(world, subscriber, previous, time, frames);
}

export function cancelTowards(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
  frames?: number[],
): void {
  ask(
    world,
    {
      from: subscriber.hlr,
      to: visit.vlr,
      context: context.locationCancellation,
      operation: operation.cancelLocation,
      argument: (version) => map.cancelLocation(subscriber.imsi, version),
      frames,
    },
    time,
  );
}

/** updateGprsLocation with subscriber data in the same dialogue; exists in version 3 only. */
export function updateGprsLocation(world: World, update: Update, time: Micros): Micros {
  const { subscriber, visit, frames, disguise } = update;
  const dialogue = world.dialogue({
    from: visit.sgsn,
    to: subscriber.hlr,
    ...registerAddress(update),
    context: context.gprsLocationUpdate,
    version: 3,
    frames,
    disguise,
  });
  const argument = map.updateGprsLocation({
    imsi: subscriber.imsi,
    sgsn: visit.sgsn.title,
    sgsnAddress: `203.0.113.${100 + (Number(visit.network.code) % 100)}`,
  });
  dialogue.begin(time, invoke(1, operation.updateGprsLocation, argument));
  const id = disguise?.invokeId ?? 1;
  let at = time + hop(world);
  if (update.unanswered) return at;
  if (update.refused) {
    dialogue.end(at, returnError(id, mapError.roamingNotAllowed));
    return at;
  }
  dialogue.answer(at, invoke(1, operation.insertSubscriberData, profile(subscriber, 3)));
  at += hop(world);
  const stored = map.insertSubscriberDataResult();
  dialogue.follow(at, returnResult(1, operation.insertSubscriberData, stored));
  at += hop(world);
  const answerer = map.updateLocationResult(subscriber.hlr.title);
  dialogue.end(at, returnResult(id, operation.updateGprsLocation, answerer));
  return at + hop(world);
}

/** AIR and its answer. */
export function authenticateEps(world: World, update: Update, time: Micros): Micros {
  const { subscriber, visit, frames } = update;
  const exchange = world.exchange({
    from: visit.mme,
    to: subscriber.hss,
    build: (envelope) =>
      s6a.authenticationInformationRequest(envelope, {
        imsi: subscriber.imsi,
        visited: plmnOf(visit.network),
      }),
    frames,
  });
  exchange.request(time);
  if (update.unanswered) return time;
  const at = time + hop(world);
  exchange.answer(at, { result: s6a.resultCode.success }, s6a.vectorAvps(1, world.noise));
  return at + hop(world);
}

/** ULR and its answer; the server cancels the MME before. */
export function updateEpsLocation(world: World, update: Update, time: Micros): Micros {
  const { subscriber, visit, previous, frames } = update;
  const exchange = world.exchange({
    from: visit.mme,
    to: subscriber.hss,
    build: (envelope) => {
      const request = s6a.updateLocationRequest(envelope, {
        imsi: subscriber.imsi,
        visited: plmnOf(visit.network),
        ...(world.random.chance(0.5) && { imei: subscriber.imeisv }),
      });
      return update.disguise ? s6a.withSecondUserName(request, update.disguise.imsi) : request;
    },
    frames,
  });
  exchange.request(time);
  if (update.unanswered) return time;
  const at = time + hop(world);
  if (update.refused) {
    world.tally.refused += 1;
    exchange.answer(at, { experimental: s6a.experimental.roamingNotAllowed });
    return at;
  }
  const subscription = s6a.subscriptionAvps(subscriber.msisdn);
  exchange.answer(at, { result: s6a.resultCode.success }, subscription);
  if (previous !== undefined && previous.mme.host !== visit.mme.host) {
    cancelEps(world, subscriber, previous, at + 5 * millisecond, frames);
  }
  return at + hop(world);
}

export function cancelEps(
  world: World,
  subscriber: Subscriber,
  visit: Visit,
  time: Micros,
  frames?: number[],
): void {
  const exchange = world.exchange({
    from: subscriber.hss,
    to: visit.mme,
    named: true,
    build: (envelope) => s6a.cancelLocationRequest(envelope, subscriber.imsi),
    frames,
  });
  exchange.request(time);
  exchange.answer(time + hop(world), { result: s6a.resultCode.success });
}

/** Everything a phone causes that is switched on in a network: all domains it can use. */
export function attach(world: World, update: Update, time: Micros): Micros {
  const { subscriber, visit } = update;
  const { random } = world;
  const version = commonVersion(visit.network, subscriber.network);
  let at = time;
  if (version > 1 && !random.chance(0.1)) at = authenticate(world, update, at);
  at = updateLocation(world, update, at + 200 * millisecond);
  if (subscriber.lte && visit.network.lte) {
    at = authenticateEps(world, update, at + random.between(0.1, 3) * second);
    return updateEpsLocation(world, update, at + 100 * millisecond);
  }
  if (version < 3 || !random.chance(0.6)) return at;
  at = authenticate(world, update, at + random.between(0.5, 4) * second, 'ps');
  return updateGprsLocation(world, update, at + 100 * millisecond);
}

/** The registers tell the network left behind, in the domains it may have served. */
export function leave(world: World, subscriber: Subscriber, visit: Visit, time: Micros): void {
  cancelTowards(world, subscriber, visit, time);
  if (subscriber.lte && visit.network.lte) cancelEps(world, subscriber, visit, time + second);
}

/** purgeMS: the network left behind, or one whose visitor was silent for days, forgets. */
export function purge(world: World, subscriber: Subscriber, visit: Visit, time: Micros): void {
  if (commonVersion(visit.network, subscriber.network) === 1) return;
  ask(
    world,
    {
      from: visit.vlr,
      to: subscriber.hlr,
      context: context.msPurging,
      operation: operation.purgeMS,
      argument: (version) => map.purgeMS({ imsi: subscriber.imsi, vlr: visit.vlr.title }, version),
      result: (version) => (version === 3 ? map.purgeMSResult() : undefined),
    },
    time,
  );
}
