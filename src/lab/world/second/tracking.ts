// SPDX-License-Identifier: Apache-2.0
// Location tracking and the harvest of identities, as published reports tell it: one question that
// no foreign network should ask; chains that begin with an identity and end with a cell, by one
// operator or by several in turn; a home network that asks for its own travellers all day; sweeps;
// look-ups for anybody.

import * as s6a from '../../forge/diameter-s6a.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as service from '../../forge/gsm-map-services.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { ssn } from '../../forge/sccp.ts';
import { type Node, nodeOf, plmnOf, roamingNumberOf } from '../networks.ts';
import { type Subscriber, servingOf } from '../people.ts';
import { hour, type Micros, minute, second } from '../scheduler.ts';
import type { Instance } from '../truth.ts';
import {
  basin,
  cayOne,
  cayTwo,
  leased,
  leasedHost,
  numberBazaar,
  shoal,
  vale,
} from './networks.ts';
import type { Act, Stage } from './stage.ts';

const onTarget = (subscriber: Subscriber) => ({
  to: subscriber.hlr,
  called: { digits: subscriber.msisdn, ssn: ssn.hlr },
});

function anyTime(stage: Stage, act: Instance, from: Node, target: Subscriber, time?: Micros) {
  const identity = stage.random.chance(0.5) ? { imsi: target.imsi } : { msisdn: target.msisdn };
  const wanted = { location: true, current: stage.random.chance(0.3) };
  return stage.ask(
    act,
    {
      ...{ from, ...onTarget(target), context: context.anyTimeInfoEnquiry },
      operation: operation.anyTimeInterrogation,
      argument: () => location.anyTimeInterrogation(identity, wanted, from.title),
      result: () => stage.whereabouts(target),
    },
    time,
  );
}

function routing(stage: Stage, act: Instance, from: Node, target: Subscriber, time?: Micros) {
  const { vlr } = servingOf(target);
  return stage.ask(
    act,
    {
      ...{ from, ...onTarget(target), context: context.shortMsgGateway },
      operation: operation.sendRoutingInfoForSM,
      argument: () =>
        sms.sendRoutingInfoForSM({ msisdn: target.msisdn, serviceCentre: from.title }),
      result: () => sms.sendRoutingInfoForSMResult(target.imsi, vlr.title),
    },
    time,
  );
}

export function subscriberInfo(
  stage: Stage,
  act: Instance,
  from: Node,
  target: Subscriber,
  time?: Micros,
  wanted: location.RequestedInfo = { location: true, state: true },
) {
  return stage.ask(
    act,
    {
      ...{ from, to: servingOf(target).vlr, context: context.subscriberInfoEnquiry },
      operation: operation.provideSubscriberInfo,
      argument: () => location.provideSubscriberInfo(target.imsi, wanted),
      result: () => stage.whereabouts(target),
    },
    time,
  );
}

const anyTimeAlone: Act = (stage) => {
  const subscriber = stage.week.traveller() ?? stage.week.atHome();
  const from = leased(stage.random.pick([basin, cayOne]), ssn.gsmScf, 1);
  const expect = ['cat1.interconnect'];
  const act = stage.plan({ attack: 'ati-alone', purpose: 'location', subscriber, from, expect });
  anyTime(stage, act, from, subscriber);
  return true;
};

/** The first operator gets the identity, the second the place. */
const chainToRegister: Act = (stage) => {
  const subscriber = stage.week.traveller() ?? stage.week.atHome();
  const [asker, locator] = [leased(cayOne, ssn.msc, 2), leased(cayTwo, ssn.gsmScf, 2)];
  const act = stage.plan({
    ...{ attack: 'chain-to-ati', purpose: 'location', subscriber, from: locator },
    ...{ expect: ['loc.chain', 'cat1.interconnect'], lasts: 8 * minute },
  });
  routing(stage, act, asker, subscriber);
  stage.after(stage.random.between(0.1, 6) * minute, () => {
    anyTime(stage, act, locator, subscriber);
  });
  return true;
};

/** The serving node of somebody at home is ours: the whole chain is seen. */
const chainToSwitch: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(stage.random.pick([basin, shoal]), ssn.msc, 3);
  const act = stage.plan({
    ...{ attack: 'chain-to-psi', purpose: 'location', subscriber, from },
    ...{ expect: ['loc.chain', 'cat2.own-subscriber'], lasts: 10 * minute },
  });
  routing(stage, act, from, subscriber);
  stage.after(stage.random.between(0.2, 4) * minute, () => {
    subscriberInfo(stage, act, leased(cayTwo, ssn.hlr, 3), subscriber);
  });
  return true;
};

/** Three operators after one phone, two questions a day for the rest of the week. */
const coordinated: Act = (stage) => {
  const subscriber = stage.week.traveller() ?? stage.week.atHome();
  const campaign = `second-${subscriber.imsi.slice(-4)}`;
  const networks = [basin, cayOne, cayTwo];
  const { truth, random, world } = stage;
  truth
    .campaign({
      ...{ id: campaign, kind: 'coordinated', networks: networks.map(({ id }) => id) },
      ...{ from: stage.now, until: world.end },
    })
    .targets.add(subscriber.imsi);
  const again = (): void => {
    const from = leased(random.pick(networks), random.pick([ssn.gsmScf, ssn.gmlc]), 4);
    const expect = ['cat1.interconnect'];
    const plan = { attack: 'coordinated', purpose: 'location', subscriber, from } as const;
    const act = stage.plan({ ...plan, expect, campaign });
    if (from.ssn === ssn.gsmScf) anyTime(stage, act, from, subscriber);
    else forLocationService(stage, act, from, subscriber);
    stage.after(random.exponential(11 * hour), again);
  };
  again();
  return true;
};

function forLocationService(stage: Stage, act: Instance, from: Node, target: Subscriber): void {
  stage.ask(act, {
    ...{ from, ...onTarget(target), context: context.locationSvcGateway },
    operation: operation.sendRoutingInfoForLCS,
    argument: () => location.sendRoutingInfoForLCS(from.title, { msisdn: target.msisdn }),
    result: () => location.sendRoutingInfoForLCSResult(target.imsi, servingOf(target).vlr.title),
  });
}

const preciseLocation: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(basin, ssn.gmlc, 5);
  const act = stage.plan({
    ...{ attack: 'lcs-precise', purpose: 'location', subscriber, from },
    ...{ expect: ['cat1.interconnect'], lasts: 3 * minute },
  });
  forLocationService(stage, act, from, subscriber);
  stage.after(20 * second, () => {
    const position = { latitude: 0.25, longitude: 0.5, uncertainty: 12 };
    const cell = { ...plmnOf(vale), lac: 44, cellId: 1234 };
    stage.ask(act, {
      ...{ from, to: servingOf(subscriber).vlr, context: context.locationSvcEnquiry },
      operation: operation.provideSubscriberLocation,
      argument: () =>
        location.provideSubscriberLocation({ imsi: subscriber.imsi, gmlc: from.title }),
      result: () => location.provideSubscriberLocationResult(position, 0, cell),
    });
  });
  return true;
};

/** The case of 2019: the home network of a guest asks 2 to 13 times an hour, without any call. */
const homeAsks: Act = (stage) => {
  const subscriber = stage.week.guest(({ mapVersion }) => mapVersion === 3);
  if (subscriber === undefined) return false;
  const { random, week } = stage;
  const hours = random.between(7, 16);
  const rate = random.between(2, 13);
  const from = { ...subscriber.hlr };
  const act = stage.plan({
    ...{ attack: 'home-asks', purpose: 'location', subscriber, from },
    ...{ expect: ['loc.query-rate'], lasts: hours * hour },
  });
  const end = stage.now + hours * hour;
  const again = (): void => {
    if (stage.now > end || week.stayOf(subscriber) === undefined) return;
    subscriberInfo(stage, act, from, subscriber);
    stage.after((hour / rate) * random.between(0.7, 1.3), again);
  };
  again();
  act.until = end;
  return true;
};

const paging: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(shoal.mapVersion === 3 ? shoal : cayOne, ssn.hlr, 6);
  const expect = ['loc.active-paging', 'cat2.own-subscriber'];
  const act = stage.plan({ attack: 'page-now', purpose: 'location', subscriber, from, expect });
  subscriberInfo(stage, act, from, subscriber, undefined, { location: true, current: true });
  return true;
};

/** One title, everybody it has an IMSI of, in an hour. */
const sweep: Act = (stage) => {
  const from = leased(cayOne, ssn.hlr, 7);
  const subscriber = stage.week.atHome();
  const count = 90;
  const act = stage.plan({
    ...{ attack: 'sweep', purpose: 'location', subscriber, from, lasts: 50 * minute },
    expect: ['loc.handset-sweep', 'cat2.own-subscriber'],
  });
  for (let i = 0; i < count; i += 1) {
    const next = (i * 45 * minute) / count;
    const target = stage.week.atHome();
    stage.after(next, () => subscriberInfo(stage, act, from, target));
  }
  return true;
};

const twinInsert: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leasedHost(stage.random.pick([cayOne, basin]), 'hss', 1);
  const flags = s6a.idrFlag.location | (stage.random.chance(0.5) ? s6a.idrFlag.currentLocation : 0);
  const act = stage.plan({
    ...{ attack: 'idr-location', purpose: 'location', subscriber, from },
    expect: ['cat2.own-subscriber', 'loc.active-paging'],
  });
  const parties = { from, to: servingOf(subscriber).mme, named: true };
  stage.exchange(
    act,
    parties,
    (envelope) => s6a.insertSubscriberDataRequest(envelope, { imsi: subscriber.imsi, flags }),
    s6a.locationAvps(plmnOf(vale), 0x1234501, 77, 3),
  );
  return true;
};

/** Tell me whenever it moves: a mobility trigger in a guest's profile, by a stranger. */
const standingOrder: Act = (stage) => {
  const subscriber = stage.week.guest();
  if (subscriber === undefined) return false;
  const from = leased(cayTwo, ssn.hlr, 8);
  const report = stage.random.chance(0.5);
  const act = stage.plan({
    ...{ attack: 'standing-order', purpose: 'location', subscriber, from },
    expect: ['loc.standing-order', 'cat2.home-mismatch', 'cat1.interconnect'],
  });
  const to = servingOf(subscriber).vlr;
  const gsmScf = leased(cayTwo, ssn.gsmScf, 8).title;
  stage.ask(
    act,
    report
      ? {
          ...{ from, to, context: context.reporting, operation: operation.setReportingState },
          argument: () => service.setReportingState(subscriber.imsi),
          result: service.setReportingStateResult,
        }
      : {
          ...{ from, to, context: context.subscriberDataMngt },
          operation: operation.insertSubscriberData,
          argument: () => service.insertMobilityCsi(subscriber.imsi, gsmScf),
        },
  );
  return true;
};

const callRouting: Act = (stage) => {
  const subscriber = stage.week.traveller() ?? stage.week.atHome();
  const from = leased(stage.random.pick([shoal, basin]), ssn.msc, 9);
  const act = stage.plan({
    ...{ attack: 'sri-from-abroad', purpose: 'fraud', subscriber, from },
    expect: ['cat1.interconnect'],
  });
  const { network, vlr } = servingOf(subscriber);
  const roamingNumber = roamingNumberOf(network, stage.random.below(9999));
  stage.ask(act, {
    ...{ from, ...onTarget(subscriber), context: context.locationInfoRetrieval },
    operation: operation.sendRoutingInfo,
    argument: (version) => calls.sendRoutingInfo(subscriber.msisdn, from.title, version),
    result: (version) =>
      calls.sendRoutingInfoResult(
        { imsi: subscriber.imsi, roamingNumber, vmsc: vlr.title },
        version,
      ),
  });
  return true;
};

const imsiAsked: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(cayOne, ssn.vlr, 10);
  const act = stage.plan({
    ...{ attack: 'send-imsi', purpose: 'identity', subscriber, from },
    expect: ['cat1.interconnect'],
  });
  stage.ask(act, {
    ...{ from, ...onTarget(subscriber), context: context.imsiRetrieval, newest: 2 },
    operation: operation.sendIMSI,
    argument: () => calls.sendIMSI(subscriber.msisdn),
    result: () => calls.sendIMSIResult(subscriber.imsi),
  });
  return true;
};

const identityOnly: Act = (stage) => {
  const subscriber = stage.week.atHome();
  const from = leased(cayTwo, ssn.msc, 11);
  const act = stage.plan({
    ...{ attack: 'identity-only', purpose: 'identity', subscriber, from },
    expect: ['id.delivery-not-intended'],
  });
  stage.ask(act, {
    ...{ from, ...onTarget(subscriber), context: context.shortMsgGateway },
    operation: operation.sendRoutingInfoForSM,
    argument: () =>
      sms.sendRoutingInfoForSM({
        ...{ msisdn: subscriber.msisdn, serviceCentre: from.title, deliveryNotIntended: 0 },
      }),
    result: () => sms.sendRoutingInfoForSMResult(subscriber.imsi, servingOf(subscriber).vlr.title),
  });
  return true;
};

/** A day of look-ups for paying strangers: answered, and never a message. */
const lookups: Act = (stage) => {
  const from = leased(numberBazaar, ssn.msc, 12);
  const subscriber = stage.week.atHome();
  const act = stage.plan({
    ...{ attack: 'look-ups', purpose: 'identity', subscriber, from, lasts: 9 * hour },
    expect: ['id.srism-no-mt', 'id.enumeration'],
  });
  for (let i = 0; i < 140; i += 1) {
    const target = stage.week.atHome();
    stage.after(stage.random.between(0, 8.5) * hour, () => routing(stage, act, from, target));
  }
  return true;
};

/** Number after number: most are nobody's. */
const enumeration: Act = (stage) => {
  const from = leased(shoal, ssn.msc, 13);
  const subscriber = stage.week.atHome();
  const act = stage.plan({
    ...{ attack: 'number-by-number', purpose: 'identity', subscriber, from, lasts: 40 * minute },
    expect: ['id.enumeration'],
  });
  const start = 2_000_000 + stage.random.below(900_000);
  for (let i = 0; i < 120; i += 1) {
    const msisdn = `999${vale.code}1${String(start + i)}`;
    const known = stage.random.chance(0.2);
    const target = stage.world.people.subscriber(vale, 60_000 + i);
    stage.after(i * 15 * second, () => {
      stage.ask(act, {
        ...{ from, to: target.hlr, called: { digits: msisdn, ssn: ssn.hlr } },
        ...{ context: context.shortMsgGateway, operation: operation.sendRoutingInfoForSM },
        argument: () => sms.sendRoutingInfoForSM({ msisdn, serviceCentre: from.title }),
        result: () => sms.sendRoutingInfoForSMResult(target.imsi, nodeOf(vale, 'vlr', 1).title),
        ...(known ? {} : { error: mapError.unknownSubscriber }),
      });
    });
  }
  return true;
};

/** With how often of each; series are rare. */
export const trackingActs: readonly (readonly [Act, number])[] = [
  [anyTimeAlone, 12],
  [chainToRegister, 10],
  [chainToSwitch, 12],
  [coordinated, 2],
  [preciseLocation, 4],
  [homeAsks, 5],
  [paging, 5],
  [sweep, 1],
  [twinInsert, 8],
  [standingOrder, 5],
  [callRouting, 8],
  [imsiAsked, 5],
  [identityOnly, 5],
  [lookups, 1],
  [enumeration, 1],
];
