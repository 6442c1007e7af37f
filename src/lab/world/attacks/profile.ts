// SPDX-License-Identifier: Apache-2.0
// Changes of a profile in a serving node by somebody who is not its home: the address of a service
// control function, a service taken away, standing orders to report (TS 29.002 §8.8, §9, §10.6).

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as mobility from '../../forge/gsm-map-mobility.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { titleOf } from '../networks.ts';
import { asks, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';
import type { Stage } from './stage.ts';
import type { HostileQuestion } from './terms.ts';

function profile(stage: Stage, argument: HostileQuestion['argument']): HostileQuestion {
  return {
    from: stage.asker('hlr'),
    to: stage.serving,
    context: context.subscriberDataMngt,
    operation: operation.insertSubscriberData,
    argument,
    identity: imsiOctets(stage.subscriber.imsi),
    result: mobility.insertSubscriberDataResult(),
    disclosed: [],
    refusal: mapError.unidentifiedSubscriber,
  };
}

function control(stage: Stage): string {
  return titleOf(stage.attacker, 'gsmScf', 1 + stage.random.below(4));
}

function swap(stage: Stage): HostileQuestion {
  const { imsi } = stage.subscriber;
  return profile(stage, mobility.insertSubscriberData({ imsi, gsmScf: control(stage) }));
}

const tools = ['SigPloit', 'ss7MAPer'] as const;

export const recipes: Recipes = {
  'isd-own': {
    title: 'insertSubscriberData: calls of one of ours are put under a stranger’s control',
    ...ss7,
    purpose: 'interception',
    place: 'home',
    tools,
    expect: ['cat2.own-subscriber', 'int.csi-swap'],
    ...asks(swap),
  },
  'isd-guest': {
    title: 'insertSubscriberData: calls of a visitor are put under a stranger’s control',
    ...ss7,
    purpose: 'interception',
    place: 'guest',
    tools,
    expect: ['cat2.home-mismatch', 'int.csi-swap'],
    ...asks(swap),
  },
  'dsd-own': {
    title: 'deleteSubscriberData: the control of prepaid calls is taken away',
    ...ss7,
    purpose: 'fraud',
    place: 'home',
    tools: ['ss7MAPer'],
    expect: ['cat2.own-subscriber', 'dos.detach'],
    ...asks((stage) => ({
      ...profile(stage, mobility.deleteSubscriberData(stage.subscriber.imsi)),
      operation: operation.deleteSubscriberData,
      result: undefined,
    })),
  },
  'mobility-events': {
    title: 'insertSubscriberData: every move of one of ours is to be told to a stranger',
    ...ss7,
    purpose: 'location',
    place: 'home',
    source: 'TS 23.078 §4.5, M-CSI; standing orders as tracking: detection B9 of the catalogue',
    expect: ['cat2.own-subscriber', 'loc.standing-order', 'int.csi-swap'],
    ...asks((stage) =>
      profile(stage, services.insertMobilityCsi(stage.subscriber.imsi, control(stage))),
    ),
  },
  'reporting-state': {
    title: 'setReportingState: the switch is to tell when the phone becomes free',
    ...ss7,
    purpose: 'location',
    place: 'home',
    tools: ['ss7MAPer'],
    expect: ['cat2.own-subscriber', 'loc.standing-order'],
    ...asks((stage) => ({
      ...profile(stage, services.setReportingState(stage.subscriber.imsi)),
      context: context.reporting,
      operation: operation.setReportingState,
      result: services.setReportingStateResult(),
    })),
  },
  trace: {
    title: 'activateTraceMode: the switch is to record what the phone does',
    ...ss7,
    purpose: 'location',
    place: 'home',
    tools: ['ss7MAPer'],
    expect: ['cat1.interconnect', 'loc.standing-order'],
    ...asks((stage) => {
      const from = stage.asker('hlr');
      const { imsi } = stage.subscriber;
      return {
        ...profile(stage, services.activateTraceMode(imsi, from.title)),
        from,
        context: context.tracing,
        operation: operation.activateTraceMode,
        result: undefined,
      };
    }),
  },
};
