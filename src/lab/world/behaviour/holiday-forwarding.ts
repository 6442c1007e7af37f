// SPDX-License-Identifier: Apache-2.0
// People forward their calls while they are away: to voicemail at home, to a number where they are,
// by the menu or by the code; some change their mind within minutes.

import { context, mapOpen, operation } from '../../forge/gsm-map.ts';
import * as calls from '../../forge/gsm-map-calls.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { ask, commonVersion } from '../ask.ts';
import { roamingNumberOf } from '../networks.ts';
import { minute } from '../scheduler.ts';
import type { Behaviour } from './behaviour.ts';

export const behaviour: Behaviour = {
  name: 'holiday-forwarding',
  title: 'forwarding set and erased from the network that serves',
  weight: 2,
  begin: ({ world, random, abroad }) => {
    const subscriber = abroad();
    const visit = subscriber?.visit;
    if (subscriber === undefined || visit === undefined) return;
    if (commonVersion(visit.network, subscriber.network) === 1) return;
    const { imsi, hlr, msisdn, network } = subscriber;
    const where = random.chance(0.8) ? network : visit.network;
    const number = roamingNumberOf(where, random.below(1000));
    const common = {
      from: visit.vlr,
      to: hlr,
      newest: 2,
      information: mapOpen(imsi, visit.vlr.title),
    } as const;
    if (random.chance(0.3)) {
      const dialled = {
        ...common,
        context: context.networkUnstructuredSs,
        operation: operation.processUnstructuredSSRequest,
        argument: () => calls.processUnstructuredSSRequest(`**21*${number}#`, msisdn),
        result: () => calls.processUnstructuredSSResult('*1#'),
      };
      ask(world, dialled, world.scheduler.now);
      return;
    }
    const set = {
      ...common,
      context: context.networkFunctionalSs,
      operation: operation.registerSS,
      argument: () => services.registerForwarding(number),
      result: () => services.forwardingInfo(number),
    };
    const at = ask(world, set, world.scheduler.now);
    if (!random.chance(0.15)) return;
    world.scheduler.at(at + random.between(2, 28) * minute, () => {
      if (subscriber.visit !== visit || subscriber.displaced) return;
      const erase = {
        ...set,
        operation: operation.eraseSS,
        argument: () => services.ssForBasicService(),
        result: () => services.erasedInfo(),
      };
      ask(world, erase, world.scheduler.now);
    });
  },
};
