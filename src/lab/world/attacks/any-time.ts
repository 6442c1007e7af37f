// SPDX-License-Identifier: Apache-2.0
// Operations of a service control function towards the register of its own network (TS 29.002
// §8.11), asked by somebody else: where the subscriber is, what is forwarded where, and a change of
// it.

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as location from '../../forge/gsm-map-location.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { roamingNumberOf } from '../networks.ts';
import { asks, everything, numberOf, ss7, whereabouts } from './questions.ts';
import type { Recipes } from './recipe.ts';

const internal = { expect: ['cat1.interconnect'], filtered: true } as const;

export const recipes: Recipes = {
  ati: {
    title: 'anyTimeInterrogation: the cell by number alone',
    ...ss7,
    ...internal,
    purpose: 'location',
    place: 'anywhere',
    tools: ['SigPloit', 'safeseven', 'ss7MAPer', 'jss7-attack-simulator', 'sigcorr'],
    ...asks((stage) => {
      const { msisdn, hlr } = stage.subscriber;
      const from = stage.asker('gsmScf');
      return {
        from,
        to: hlr,
        called: msisdn,
        context: context.anyTimeInfoEnquiry,
        operation: operation.anyTimeInterrogation,
        argument: location.anyTimeInterrogation({ msisdn }, everything, from.title),
        identity: numberOf(stage),
        result: whereabouts(stage),
        disclosed: ['location', 'state'],
        refusal: mapError.atiNotAllowed,
      };
    }),
  },
  atsi: {
    title: 'anyTimeSubscriptionInterrogation: what is forwarded where',
    ...ss7,
    ...internal,
    purpose: 'profile',
    place: 'anywhere',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { imsi, hlr, network } = stage.subscriber;
      const from = stage.asker('gsmScf');
      const voicemail = roamingNumberOf(network, stage.random.below(100));
      return {
        from,
        to: hlr,
        context: context.anyTimeInfoHandling,
        operation: operation.anyTimeSubscriptionInterrogation,
        argument: services.anyTimeSubscriptionInterrogation(imsi, from.title),
        identity: imsiOctets(imsi),
        result: services.anyTimeSubscriptionResult(voicemail),
        disclosed: ['forwarding'],
        refusal: mapError.unexpectedDataValue,
      };
    }),
  },
  atm: {
    title: 'anyTimeModification: calls forwarded abroad',
    ...ss7,
    ...internal,
    purpose: 'interception',
    place: 'anywhere',
    tools: ['ss7MAPer'],
    ...asks((stage) => {
      const { imsi, hlr } = stage.subscriber;
      const from = stage.asker('gsmScf');
      const number = roamingNumberOf(stage.attacker, stage.random.below(1000));
      return {
        from,
        to: hlr,
        context: context.anyTimeInfoHandling,
        operation: operation.anyTimeModification,
        argument: services.anyTimeModification(imsi, from.title, number),
        identity: imsiOctets(imsi),
        result: services.anyTimeModificationResult(number),
        disclosed: [],
        refusal: mapError.unexpectedDataValue,
      };
    }),
  },
};
