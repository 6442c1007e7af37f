// SPDX-License-Identifier: Apache-2.0
// A travel SIM with two identities: at home in one network by one IMSI, on the way by another that a
// sponsor lends. Its platform speaks to our switch from titles of its own, and so does the sponsor,
// about the same visitor.

import { context, operation } from '../../forge/gsm-map.ts';
import {
  cancelLocation,
  insertSubscriberData,
  insertSubscriberDataResult,
} from '../../forge/gsm-map-mobility.ts';
import { ask } from '../ask.ts';
import { sponsor, travelSim } from '../atlas.ts';
import { attach } from '../mobility.ts';
import { homeland, nodeOf } from '../networks.ts';
import { visitTo } from '../people.ts';
import { hour, minute, second } from '../scheduler.ts';
import { chargingQuestion, receiveCall } from '../services.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'travel-sim',
  title: 'a sponsor and the seller of a travel SIM both act as the home of one visitor',
  weight: 2,
  begin: ({ world, random, stranger, comeHome }) => {
    const subscriber = stranger(travelSim);
    if (subscriber === undefined) return;
    const visit = visitTo(homeland, random.below(3));
    const { imsi, msisdn } = subscriber;
    subscriber.travelling = true;
    subscriber.visit = visit;
    const { now } = world.scheduler;
    const there = attach(world, { subscriber, visit, previous: undefined }, now);
    // The platform gives the number of the country where the phone is.
    const told = ask(
      world,
      {
        from: nodeOf(travelSim, 'hlr', 2),
        to: visit.vlr,
        context: context.subscriberDataMngt,
        operation: operation.insertSubscriberData,
        argument: () => insertSubscriberData({ imsi, msisdn, teleservices: [0x11, 0x22] }),
        result: () => insertSubscriberDataResult(),
      },
      there + 2 * second,
    );
    world.scheduler.at(told + random.between(5, 60) * minute, () => {
      const asked = chargingQuestion(world, subscriber, visit, world.scheduler.now);
      receiveCall(world, subscriber, visit, asked + second);
    });
    world.scheduler.at(told + random.between(2, 9) * hour, () => {
      // The platform cancels its visitor, and so does the sponsor.
      comeHome(subscriber);
      ask(
        world,
        {
          from: nodeOf(sponsor, 'hlr'),
          to: visit.vlr,
          context: context.locationCancellation,
          operation: operation.cancelLocation,
          argument: () => cancelLocation(imsi),
        },
        world.scheduler.now,
      );
    });
  },
};
