// SPDX-License-Identifier: Apache-2.0
// Cutting a subscriber off: cancelled at the serving node, purged at the register, one of our own
// titles used for it, a register that is said to have lost its data (TS 29.002 §8.1).

import { imsiOctets } from '../../forge/digits.ts';
import { context, mapError, operation } from '../../forge/gsm-map.ts';
import * as mobility from '../../forge/gsm-map-mobility.ts';
import * as services from '../../forge/gsm-map-services.ts';
import { asks, cancel, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';

const denial = { ...ss7, purpose: 'denial' } as const;

export const recipes: Recipes = {
  'cl-own': {
    title: 'cancelLocation of one of ours',
    ...denial,
    place: 'home',
    tools: ['SigPloit', 'ss7MAPer'],
    expect: ['cat2.own-subscriber', 'dos.detach'],
    ...asks(cancel),
  },
  'cl-guest': {
    title: 'cancelLocation of a visitor, not by the home',
    ...denial,
    place: 'guest',
    tools: ['SigPloit', 'ss7MAPer'],
    expect: ['cat2.home-mismatch', 'dos.detach'],
    ...asks(cancel),
  },
  'cl-direct': {
    title: 'cancelLocation past us to the network where one of ours is',
    ...denial,
    place: 'abroad',
    tools: ['SigPloit', 'ss7MAPer'],
    expect: ['cat2.home-mismatch', 'dos.detach'],
    ...asks(cancel),
  },
  'purge-denial': {
    title: 'purgeMS of one of ours abroad, by a network that never served',
    ...denial,
    place: 'abroad',
    tools: ['SigPloit', 'ss7MAPer'],
    expect: ['cat3.not-serving', 'dos.detach'],
    ...asks((stage) => {
      const { imsi, hlr } = stage.subscriber;
      const from = stage.asker('vlr');
      return {
        from,
        to: hlr,
        context: context.msPurging,
        operation: operation.purgeMS,
        argument: mobility.purgeMS({ imsi, vlr: from.title }),
        identity: imsiOctets(imsi),
        result: mobility.purgeMSResult(),
        disclosed: [],
        refusal: mapError.unknownSubscriber,
      };
    }),
  },
  /** The answer goes to the register whose title it is, and the harm is done. */
  'own-title': {
    title: 'cancelLocation under the title of our own register, from outside',
    ...denial,
    place: 'home',
    source: 'spoofed calling title: SigFW, white paper',
    expect: ['cat1.own-gt'],
    ...asks((stage) => ({ ...cancel(stage), from: stage.subscriber.hlr })),
  },
  reset: {
    title: 'reset: a stranger says that the register of the visitors has lost its data',
    ...denial,
    place: 'guest',
    tools: ['ss7MAPer'],
    expect: ['dos.reset', 'cat2.home-mismatch'],
    ...asks((stage) => {
      const { hlr, imsi } = stage.subscriber;
      const some = imsi.slice(0, 7);
      return {
        from: stage.asker('hlr'),
        to: stage.serving,
        context: context.reset,
        version: 2,
        operation: operation.reset,
        argument: services.reset(hlr.title, some),
        identity: imsiOctets(some),
        result: undefined,
        disclosed: [],
        refusal: mapError.systemFailure,
        oneWay: true,
      };
    }),
  },
};
