// SPDX-License-Identifier: Apache-2.0
// Set-ups of interception as published: short messages in four steps (identity, pretended update,
// the message, away again), calls by CAMEL in two (a trigger in the profile, the question to a
// stranger), forwarding for a quarter of an hour, keys for the air; and the Diameter twins.

import * as camel from '../../forge/camel.ts';
import * as s6a from '../../forge/diameter-s6a.ts';
import { context, mapOpen, operation } from '../../forge/gsm-map.ts';
import * as map from '../../forge/gsm-map-mobility.ts';
import * as service from '../../forge/gsm-map-services.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { ssn } from '../../forge/sccp.ts';
import { invoke } from '../../forge/tcap.ts';
import { hop } from '../ask.ts';
import { askControl, inCamel } from '../calls.ts';
import { authenticate, cancelEps, cancelTowards, updateLocation } from '../mobility.ts';
import { type Network, plmnOf } from '../networks.ts';
import { type Subscriber, servingOf, type Visit } from '../people.ts';
import { hour, type Micros, minute, second } from '../scheduler.ts';
import { deliverMessage } from '../services.ts';
import type { Instance } from '../truth.ts';
import { basin, cayOne, cayTwo, leased, leasedHost, ridge, shoal, vale } from './networks.ts';
import type { Act, Stage } from './stage.ts';

/** A register and its neighbours that exist on paper. */
function pretended(network: Network, number: number): Visit {
  return {
    network,
    vlr: leased(network, ssn.vlr, number),
    sgsn: leased(network, ssn.sgsn, number),
    mme: leasedHost(network, 'mme', number),
  };
}

/** The phone does something, and takes its place back. */
function takeBack(
  stage: Stage,
  act: Instance,
  subscriber: Subscriber,
  truth: Visit | undefined,
  from: Visit,
): void {
  const { world, now } = stage;
  subscriber.displaced = false;
  subscriber.visit = truth;
  const { frames } = act;
  // At home the update stays inside; only the cancellation is seen.
  if (truth === undefined) cancelTowards(world, subscriber, from, now, frames);
  else updateLocation(world, { subscriber, visit: truth, previous: from, frames }, now);
}

const messagesRead: Act = (stage) => {
  const { world, random, week } = stage;
  const network = random.pick([cayOne, basin, cayTwo]);
  const subscriber = random.chance(0.5)
    ? (week.traveller(network) ?? week.atHome())
    : week.atHome();
  const visit = pretended(network, 21);
  const held = random.between(4, 40) * minute;
  const act = stage.plan({
    ...{ attack: 'sms-in-four-steps', purpose: 'interception', subscriber, from: visit.vlr },
    expect: ['int.hijack-lu', 'int.flip-back', 'cat3.velocity', 'cat3.not-serving'],
    lasts: held + 4 * minute,
  });
  const truth = subscriber.visit;
  const centre = leased(network, ssn.msc, 22);
  stage.ask(act, {
    ...{ from: centre, to: subscriber.hlr, called: { digits: subscriber.msisdn, ssn: ssn.hlr } },
    ...{ context: context.shortMsgGateway, operation: operation.sendRoutingInfoForSM },
    argument: () =>
      sms.sendRoutingInfoForSM({ msisdn: subscriber.msisdn, serviceCentre: centre.title }),
    result: () => sms.sendRoutingInfoForSMResult(subscriber.imsi, servingOf(subscriber).vlr.title),
  });
  stage.after(random.between(5, 50) * second, () => {
    const { frames } = act;
    let at = stage.now;
    if (random.chance(0.6))
      at = authenticate(world, { subscriber, visit, previous: truth, frames }, at);
    updateLocation(world, { subscriber, visit, previous: truth, frames }, at);
    subscriber.visit = visit;
    subscriber.displaced = true;
  });
  // What a bank writes now goes to the pretended register.
  for (let i = 0; i < 2; i += 1)
    stage.after(2 * minute + i * 40 * second, () => {
      const bank = { network: vale, title: `999${vale.code}0400001`, ssn: ssn.msc };
      const message = { subscriber, centre: bank, frames: act.frames, certain: true };
      deliverMessage(world, message, stage.now);
    });
  stage.after(held + 3 * minute, () => takeBack(stage, act, subscriber, truth, visit));
  return true;
};

/** The same over Diameter: vectors and an update through the hub. */
const twinUpdate: Act = (stage) => {
  const { random, week, world } = stage;
  const network = random.pick([cayOne, basin]);
  const subscriber = week.traveller(network);
  if (!subscriber?.lte) return false;
  const truth = servingOf(subscriber);
  const foreignPlmn = random.chance(0.4);
  const from = leasedHost(network, 'mme', 23);
  const held = random.between(10, 60) * minute;
  const act = stage.plan({
    ...{ attack: 'ulr-through-hub', purpose: 'interception', subscriber, from },
    expect: [
      ...['int.hijack-lu', 'int.flip-back', 'cat3.velocity', 'cat3.not-serving'],
      ...(foreignPlmn ? ['dia.origin-inconsistent'] : []),
    ],
    lasts: held + minute,
  });
  const parties = { from, to: subscriber.hss };
  const visited = plmnOf(foreignPlmn ? truth.network : network);
  const { imsi } = subscriber;
  subscriber.displaced = true;
  const at = stage.exchange(
    act,
    parties,
    (envelope) => s6a.authenticationInformationRequest(envelope, { imsi, visited }),
    s6a.vectorAvps(1, world.noise),
  );
  stage.exchange(
    act,
    parties,
    (envelope) => s6a.updateLocationRequest(envelope, { imsi, visited }),
    s6a.subscriptionAvps(subscriber.msisdn),
    at,
  );
  if (truth.network.lte) cancelEps(world, subscriber, truth, at + second, act.frames);
  stage.after(held, () => {
    subscriber.displaced = false;
    const back = { from: truth.mme, to: subscriber.hss };
    if (!truth.network.lte) return;
    stage.exchange(
      act,
      back,
      (envelope) => s6a.updateLocationRequest(envelope, { imsi, visited: plmnOf(truth.network) }),
      s6a.subscriptionAvps(subscriber.msisdn),
    );
  });
  return true;
};

function intoProfile(
  stage: Stage,
  act: Instance,
  from: Visit['vlr'],
  subscriber: Subscriber,
): void {
  const gsmScf = leased(from.network, ssn.gsmScf, 24).title;
  stage.ask(act, {
    ...{ from, to: servingOf(subscriber).vlr, context: context.subscriberDataMngt },
    operation: operation.insertSubscriberData,
    argument: (version) =>
      map.insertSubscriberData({ imsi: subscriber.imsi, gsmScf, serviceKey: 7 }, version),
    result: (version) => (version === 3 ? map.insertSubscriberDataResult() : undefined),
  });
}

/** ISD with a trigger, then the switch asks the stranger, which takes the call over. */
const callsTaken =
  (place: 'guest' | 'home'): Act =>
  (stage) => {
    const { week, random, world } = stage;
    const network = random.pick([cayTwo, basin]);
    // Its own home may write into its profile.
    const subscriber = place === 'guest' ? week.guest((of) => of !== network) : week.atHome();
    if (subscriber === undefined) return false;
    const from = leased(network, ssn.hlr, 24);
    const category = place === 'guest' ? 'cat2.home-mismatch' : 'cat2.own-subscriber';
    const lasts = random.between(3, 90) * minute;
    const act = stage.plan({
      ...{ attack: `calls-by-camel-${place}`, purpose: 'interception', subscriber, from },
      ...{ expect: ['int.csi-swap', 'int.idp-to-stranger', category], lasts: lasts + minute },
    });
    intoProfile(stage, act, from, subscriber);
    stage.after(lasts, () => {
      const control = inCamel(leased(network, ssn.gsmScf, 24));
      const { frames } = act;
      const call = { subscriber, visit: servingOf(subscriber), control, frames };
      const dialogue = askControl(world, call, stage.now);
      const recorder = `999${network.code}2${String(random.below(1e7)).padStart(7, '0')}`;
      const taken = camel.connect(recorder, { originalCalled: subscriber.msisdn });
      dialogue.answer(stage.now + hop(world), invoke(1, camel.operation.connect, taken));
    });
    return true;
  };

/** Set, used, erased: from a register that does not serve the phone. */
const forwarding: Act = (stage) => {
  const { week, random } = stage;
  const network = random.pick([cayOne, shoal]);
  const subscriber = week.traveller(network) ?? week.atHome();
  const from = leased(network, ssn.vlr, 25);
  const number = `999${basin.code}1${String(random.below(1e7)).padStart(7, '0')}`;
  const lasts = random.between(6, 26) * minute;
  const act = stage.plan({
    ...{ attack: 'forward-for-minutes', purpose: 'interception', subscriber, from },
    ...{ expect: ['int.forwarding', 'cat3.not-serving'], lasts: lasts + minute },
  });
  const parties = {
    from,
    to: subscriber.hlr,
    context: context.networkFunctionalSs,
    newest: 2,
  } as const;
  stage.ask(act, {
    ...{ ...parties, operation: operation.registerSS },
    argument: () => service.registerForwarding(number),
    result: () => service.forwardingInfo(number),
    information: mapOpen(subscriber.imsi, from.title),
  });
  stage.after(lasts, () => {
    stage.ask(act, {
      ...{ ...parties, operation: operation.eraseSS },
      argument: () => service.ssForBasicService(),
      result: () => service.erasedInfo(),
      information: mapOpen(subscriber.imsi, from.title),
    });
  });
  return true;
};

/** Vectors of many, and nobody comes. */
const keys =
  (technology: 'ss7' | 'diameter'): Act =>
  (stage) => {
    const { week, random, world } = stage;
    const subscriber = week.atHome();
    const ss7 = technology === 'ss7';
    const network = ss7 ? basin : cayTwo;
    const from = ss7 ? leased(network, ssn.vlr, 26) : leasedHost(network, 'mme', 26);
    const act = stage.plan({
      ...{ attack: `keys-${technology}`, purpose: 'interception', subscriber, from },
      ...{ expect: ['int.key-harvest'], lasts: 9 * hour, disclosed: ['vectors'] },
    });
    const targets = Array.from({ length: 14 }, (_, i) => (i === 0 ? subscriber : week.atHome()));
    for (const target of targets)
      stage.after(random.between(0, 7) * hour, () =>
        vectors(stage, act, from, target, world.noise),
      );
    return true;
  };

function vectors(
  stage: Stage,
  act: Instance,
  from: Parameters<Stage['plan']>[0]['from'],
  { imsi, hlr, hss }: Subscriber,
  noise: map.Noise,
): Micros {
  if ('host' in from) {
    const visited = plmnOf(from.network);
    return stage.exchange(
      act,
      { from, to: hss },
      (envelope) => s6a.authenticationInformationRequest(envelope, { imsi, visited, vectors: 3 }),
      s6a.vectorAvps(3, noise),
    );
  }
  return stage.ask(act, {
    ...{ from, to: hlr, context: context.infoRetrieval },
    operation: operation.sendAuthenticationInfo,
    argument: (version) => map.sendAuthenticationInfo({ imsi, vectors: 5 }, version),
    result: () => map.authenticationQuintuplets(5, noise),
  });
}

/** First the true network is made to forget, then the update comes. */
const clearedFirst: Act = (stage) => {
  const { week, world, random } = stage;
  const network = random.pick([cayTwo, basin]);
  const subscriber = week.traveller(network);
  if (subscriber === undefined || servingOf(subscriber).network === ridge) return false;
  const visit = pretended(network, 27);
  const truth = servingOf(subscriber);
  const act = stage.plan({
    ...{ attack: 'purge-then-update', purpose: 'interception', subscriber, from: visit.vlr },
    expect: ['int.pre-cancel', 'int.hijack-lu', 'int.flip-back', 'cat3.not-serving', 'dos.detach'],
    lasts: 32 * minute,
  });
  subscriber.displaced = true;
  stage.ask(act, {
    ...{ from: visit.vlr, to: subscriber.hlr, context: context.msPurging },
    operation: operation.purgeMS,
    argument: (version) => map.purgeMS({ imsi: subscriber.imsi, vlr: visit.vlr.title }, version),
    result: (version) => (version === 3 ? map.purgeMSResult() : undefined),
  });
  stage.after(40 * second, () => {
    const { frames } = act;
    updateLocation(world, { subscriber, visit, previous: truth, frames }, stage.now);
    subscriber.visit = visit;
  });
  stage.after(30 * minute, () => takeBack(stage, act, subscriber, truth, visit));
  return true;
};

/** The update names the register of another operator than the one it comes from. */
const otherLayer: Act = (stage) => {
  const { week, world, random } = stage;
  const subscriber = week.traveller(basin);
  if (subscriber === undefined) return false;
  const truth = servingOf(subscriber);
  const visit = pretended(basin, 28);
  const named = leased(random.pick([cayOne, cayTwo]), ssn.vlr, 28).title;
  const act = stage.plan({
    ...{ attack: 'two-names', purpose: 'interception', subscriber, from: visit.vlr },
    expect: ['map.layer-mismatch', 'int.hijack-lu', 'int.flip-back', 'cat3.not-serving'],
    lasts: 12 * minute,
  });
  const { frames } = act;
  subscriber.displaced = true;
  updateLocation(world, { subscriber, visit, previous: truth, frames, named }, stage.now);
  subscriber.visit = visit;
  stage.after(10 * minute, () => takeBack(stage, act, subscriber, truth, visit));
  return true;
};

export const interceptionActs: readonly (readonly [Act, number])[] = [
  [messagesRead, 14],
  [twinUpdate, 8],
  [callsTaken('guest'), 8],
  [callsTaken('home'), 6],
  [forwarding, 8],
  [keys('ss7'), 1],
  [keys('diameter'), 1],
  [clearedFirst, 5],
  [otherLayer, 5],
];
