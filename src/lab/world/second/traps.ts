// SPDX-License-Identifier: Apache-2.0
// What honest networks do that looks like an attack: the catalogue's column of traps, as far as a
// week shows them. None of it enters the truth.

import { context, mapError, mapOpen, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as map from '../../forge/gsm-map-mobility.ts';
import * as service from '../../forge/gsm-map-services.ts';
import * as sms from '../../forge/gsm-map-sms.ts';
import { ssn } from '../../forge/sccp.ts';
import { invoke } from '../../forge/tcap.ts';
import { ask } from '../ask.ts';
import { controlOf, placeCall } from '../calls.ts';
import { attach, authenticate, cancelTowards, leave, updateLocation } from '../mobility.ts';
import { nodeOf, roamingNumberOf } from '../networks.ts';
import { type Subscriber, servingOf, type Visit, visitTo } from '../people.ts';
import { day, hour, minute, second } from '../scheduler.ts';
import * as services from '../services.ts';
import * as net from './networks.ts';
import type { Week } from './week.ts';

type Trap = (week: Week) => void;

/** Below these numbers live the people of the week; a trap has people of its own. */
const ownPeople = 50_000;

function someone(week: Week, network = net.vale): Subscriber {
  const one = week.world.people.subscriber(network, ownPeople + week.random.below(9000));
  if (one.travelling) return someone(week, network);
  one.travelling = true;
  return one;
}

/** Refused twice where it is not wanted, then taken by the partner of choice. */
const steering: Trap = (week) => {
  const { world, random } = week;
  const subscriber = someone(week);
  const rival = visitTo(net.borderRival, 1);
  const chosen = visitTo(net.border, random.below(9));
  let at = world.scheduler.now;
  for (let i = 0; i < 2; i += 1) {
    at = authenticate(world, { subscriber, visit: rival, previous: undefined }, at);
    const refused = { subscriber, visit: rival, previous: undefined, refused: true };
    at = updateLocation(world, refused, at) + 20 * second;
  }
  attach(world, { subscriber, visit: chosen, previous: undefined }, at);
  subscriber.visit = chosen;
};

/** A phone between two masts: home, over the border, home, within minutes. */
const flapping: Trap = (week) => {
  const { world, random } = week;
  const subscriber = someone(week);
  for (let i = 0; i < 3; i += 1) {
    const out = world.scheduler.now + i * 25 * minute + random.between(0, 5) * minute;
    const visit = visitTo(net.border, random.below(9));
    world.scheduler.at(out, () => {
      attach(world, { subscriber, visit, previous: undefined }, out);
      subscriber.visit = visit;
    });
    world.scheduler.at(out + 12 * minute, () => {
      leave(world, subscriber, visit, out + 12 * minute);
      subscriber.visit = undefined;
    });
  }
};

/** Abroad, an hour on a satellite link, then where the aircraft lands. */
const flight: Trap = (week) => {
  const { world, random } = week;
  const { now } = world.scheduler;
  const subscriber = someone(week);
  const legs: [Visit, number][] = [
    [visitTo(net.border, 1), 0],
    [visitTo(net.aloft, 1), 5 * hour],
    [visitTo(random.pick([net.ridge, net.moor]), 2), 11 * hour],
  ];
  for (const [visit, delay] of legs)
    world.scheduler.at(now + delay, () => {
      attach(world, { subscriber, visit, previous: subscriber.visit }, now + delay);
      subscriber.visit = visit;
    });
  world.scheduler.at(now + 12 * hour, () => {
    services.submitMessage(world, subscriber, legs[2]![0], now + 12 * hour);
  });
};

/** Voicemail of the holiday, from the register that serves the phone. */
const holidayForwarding: Trap = (week) => {
  const { world, random } = week;
  const subscriber = week.traveller();
  if (subscriber === undefined) return;
  const { vlr, network } = servingOf(subscriber);
  const number = `999${random.pick([network.code, net.vale.code])}1${String(4_000_000 + random.below(9999))}`;
  ask(
    world,
    {
      ...{ from: vlr, to: subscriber.hlr, context: context.networkFunctionalSs, newest: 2 },
      information: mapOpen(subscriber.imsi, vlr.title),
      operation: operation.registerSS,
      argument: () => service.registerForwarding(number, service.ssCode.cfb),
      result: () => service.forwardingInfo(number, service.ssCode.cfb),
    },
    world.scheduler.now,
  );
};

/** A prepaid guest on the phone all evening: its home asks before each call. */
const talkative: Trap = (week) => {
  const { world, random } = week;
  const subscriber = week.guest(({ mapVersion }) => mapVersion === 3);
  if (subscriber === undefined) return;
  const control = controlOf(subscriber.network);
  for (let i = 0; i < 9; i += 1)
    world.scheduler.at(world.scheduler.now + (i * 22 + random.between(0, 15)) * minute, () => {
      if (week.stayOf(subscriber) === undefined) return;
      const visit = servingOf(subscriber);
      const asked = services.chargingQuestion(world, subscriber, visit, world.scheduler.now);
      placeCall(world, { subscriber, visit, control }, asked + 0.4 * second);
    });
};

/** A message and then a call to the same person abroad: identity, then place, and both are used. */
const messageThenCall: Trap = (week) => {
  const { world } = week;
  const subscriber = week.guest();
  if (subscriber === undefined) return;
  const { now } = world.scheduler;
  const centre = services.centreOf(subscriber.network);
  services.deliverMessage(world, { subscriber, centre, certain: true }, now);
  services.receiveCall(world, subscriber, servingOf(subscriber), now + 90 * second);
};

/** The other operator of the country asks whose number it is: agreed. */
const portability: Trap = (week) => {
  const { world, random } = week;
  const subscriber = world.people.subscriber(net.vale, random.below(40_000));
  const from = nodeOf(net.valeSecond, 'vlr', 1);
  const { network, vlr } = servingOf(subscriber);
  const roamingNumber = roamingNumberOf(network, random.below(9999));
  ask(
    world,
    {
      ...{ from: { ...from, ssn: ssn.msc }, to: subscriber.hlr },
      called: { digits: subscriber.msisdn, ssn: ssn.hlr },
      ...{ context: context.locationInfoRetrieval, operation: operation.sendRoutingInfo },
      argument: (version) => calls.sendRoutingInfo(subscriber.msisdn, from.title, version),
      result: (version) =>
        calls.sendRoutingInfoResult(
          { imsi: subscriber.imsi, roamingNumber, vmsc: vlr.title },
          version,
        ),
    },
    world.scheduler.now,
  );
};

/** The look-up service under contract: network code only, and never a message. */
const lookUp: Trap = (week) => {
  const { world, random } = week;
  const subscriber = world.people.subscriber(net.vale, random.below(40_000));
  const from = services.centreOf(net.numberDesk);
  ask(
    world,
    {
      ...{ from, to: subscriber.hlr, called: { digits: subscriber.msisdn, ssn: ssn.hlr } },
      ...{ context: context.shortMsgGateway, operation: operation.sendRoutingInfoForSM },
      argument: () =>
        sms.sendRoutingInfoForSM({
          ...{ msisdn: subscriber.msisdn, serviceCentre: from.title, deliveryNotIntended: 1 },
        }),
      result: () =>
        sms.sendRoutingInfoForSMResult(subscriber.imsi, servingOf(subscriber).vlr.title),
    },
    world.scheduler.now,
  );
};

/** A hub delivers in the name of its customer's centre. */
const hubMessage: Trap = (week) => {
  const { world, random } = week;
  const subscriber = world.people.subscriber(net.vale, random.below(40_000));
  if (subscriber.visit !== undefined) return;
  const centreNumber = nodeOf(random.pick([net.ridge, net.moor]), 'smsc').title;
  const centre = services.centreOf(net.postHub);
  services.deliverMessage(world, { subscriber, centre, centreNumber }, world.scheduler.now);
};

/** An enterprise writes to its customers: one number after the other, some long gone. */
const campaign: Trap = (week) => {
  const { world, random } = week;
  const centre = services.centreOf(net.postHub);
  for (let i = 0; i < 60; i += 1)
    world.scheduler.at(world.scheduler.now + i * 4 * second, () => {
      const subscriber = world.people.subscriber(net.vale, random.below(40_000));
      const { now } = world.scheduler;
      if (subscriber.visit !== undefined) return;
      if (random.chance(0.9)) services.deliverMessage(world, { subscriber, centre }, now);
      else nobody(week, subscriber);
    });
};

function nobody({ world }: Week, subscriber: Subscriber): void {
  const from = services.centreOf(net.postHub);
  ask(
    world,
    {
      ...{ from, to: subscriber.hlr, called: { digits: subscriber.msisdn, ssn: ssn.hlr } },
      ...{ context: context.shortMsgGateway, operation: operation.sendRoutingInfoForSM },
      argument: () =>
        sms.sendRoutingInfoForSM({ msisdn: subscriber.msisdn, serviceCentre: from.title }),
      error: mapError.unknownSubscriber,
    },
    world.scheduler.now,
  );
}

/** The home register of guests restarts and says so. */
const registerRestart: Trap = ({ world }) => {
  const from = nodeOf(net.border, 'hlr', 2);
  for (let area = 1; area <= 3; area += 1) {
    const to = nodeOf(net.vale, 'vlr', area);
    const dialogue = world.dialogue({ from, to, context: context.reset, version: 2 });
    const argument = service.reset(from.title);
    dialogue.begin(world.scheduler.now + area * second, invoke(1, operation.reset, argument));
  }
};

/** A visited register restarts and asks for the profiles of whom it meets again. */
const restored: Trap = (week) => {
  const { world } = week;
  const subscriber = week.traveller();
  if (subscriber === undefined) return;
  const { vlr, network } = servingOf(subscriber);
  if (network.mapVersion < 3) return;
  ask(
    world,
    {
      ...{ from: vlr, to: subscriber.hlr, context: context.networkLocUp },
      operation: operation.restoreData,
      argument: (version) => service.restoreData(subscriber.imsi, version),
      result: () => map.updateLocationResult(subscriber.hlr.title),
    },
    world.scheduler.now,
  );
};

/** A partner moves its registers: everybody of it here is cancelled, by night, by its own register. */
const migration: Trap = ({ world, guests }) => {
  let at = world.scheduler.now;
  for (const { subscriber } of guests.values()) {
    if (subscriber.network !== net.ridge) continue;
    const visit = servingOf(subscriber);
    cancelTowards(world, subscriber, visit, at);
    attach(world, { subscriber, visit, previous: undefined }, at + 20 * second);
    at += 2 * second;
  }
};

/** Each with its number in a week of usual size. */
const traps: readonly (readonly [Trap, number])[] = [
  [steering, 14],
  [flapping, 6],
  [flight, 8],
  [holidayForwarding, 10],
  [talkative, 5],
  [messageThenCall, 14],
  [portability, 160],
  [lookUp, 420],
  [hubMessage, 120],
  [campaign, 2],
  [registerRestart, 1],
  [restored, 8],
  [migration, 1],
];

/** Lays them out over the week, `scale` times as many as there are in one of usual size. */
export function layTraps(week: Week, scale: number): void {
  const { world } = week;
  const random = world.random.fork('second traps');
  for (const [trap, times] of traps) {
    for (let i = 0; i < Math.max(1, Math.round(times * scale)); i += 1) {
      const at = world.start + random.between(8 * hour, 6.9 * day);
      world.scheduler.at(at, () => trap(week));
    }
  }
}
