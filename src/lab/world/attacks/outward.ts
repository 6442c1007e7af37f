// SPDX-License-Identifier: Apache-2.0
// Our own nodes, or titles of ours that somebody leased, used against subscribers of others: what
// the audit of one's own network has to find.

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as location from '../../forge/gsm-map-location.ts';
import { visitTo } from '../people.ts';
import { asks, everything, provideInfo, ss7, whereabouts } from './questions.ts';
import type { Recipes } from './recipe.ts';

const outward = {
  ...ss7,
  purpose: 'location',
  place: 'guest',
  by: 'ourselves',
  source: 'leased titles: Citizen Lab 2023; detection G7 of the catalogue',
} as const;

export const recipes: Recipes = {
  'psi-outward': {
    title: 'provideSubscriberInfo from a node of ours about a subscriber of another, at its home',
    ...outward,
    expect: ({ tapIsSenders }) => [tapIsSenders ? 'out.own-node' : 'cat2.own-subscriber'],
    ...asks((stage) => ({
      ...provideInfo(stage),
      to: visitTo(stage.subscriber.network, 0).vlr,
    })),
  },
  'ati-outward': {
    title: 'anyTimeInterrogation from a node of ours to the register of another',
    ...outward,
    expect: ({ tapIsSenders }) => [tapIsSenders ? 'out.own-node' : 'cat1.interconnect'],
    ...asks((stage) => {
      const { imsi, msisdn, hlr } = stage.subscriber;
      const from = stage.asker('gsmScf');
      return {
        from,
        to: hlr,
        called: msisdn,
        context: context.anyTimeInfoEnquiry,
        operation: operation.anyTimeInterrogation,
        argument: location.anyTimeInterrogation({ imsi }, everything, from.title),
        identity: imsiOctets(imsi),
        result: whereabouts(stage),
        disclosed: ['location'],
        refusal: mapError.atiNotAllowed,
      };
    }),
  },
};
