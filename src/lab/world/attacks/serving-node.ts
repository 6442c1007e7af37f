// SPDX-License-Identifier: Apache-2.0
// provideSubscriberInfo straight to a serving node: about one of ours at home, about a visitor, past
// us to the network that serves one of ours abroad; under a role or a context in which it does not
// exist (TS 29.002 §8.11, §17.3.2).

import { context } from '../../forge/gsm-map.ts';
import { mscOf } from '../networks.ts';
import { asks, provideInfo, ss7 } from './questions.ts';
import type { Recipes } from './recipe.ts';

const location = { ...ss7, purpose: 'location' } as const;
const tools = ['SigPloit', 'safeseven', 'ss7MAPer', 'jss7-attack-simulator'] as const;

export const recipes: Recipes = {
  'psi-own': {
    title: 'provideSubscriberInfo about one of ours',
    ...location,
    place: 'home',
    tools,
    expect: ['cat2.own-subscriber', 'loc.active-paging'],
    ...asks(provideInfo),
  },
  'psi-guest': {
    title: 'provideSubscriberInfo about a visitor, from neither home nor us',
    ...location,
    place: 'guest',
    tools,
    expect: ['cat2.home-mismatch', 'loc.active-paging'],
    ...asks(provideInfo),
  },
  'psi-direct': {
    title: 'provideSubscriberInfo past us to the network where one of ours is',
    ...location,
    place: 'abroad',
    tools,
    expect: ['cat2.home-mismatch', 'loc.active-paging'],
    ...asks(provideInfo),
  },
  'psi-role': {
    title: 'provideSubscriberInfo by a switch to a register: roles in which it does not exist',
    ...location,
    place: 'home',
    source: 'TS 29.002 §17.3.2; the SSN pair as a way past lists, Enea, 2023',
    expect: ['map.role-mismatch', 'cat2.own-subscriber', 'loc.active-paging'],
    ...asks((stage) => ({
      ...provideInfo(stage),
      from: mscOf(stage.asker('vlr')),
      to: stage.subscriber.hlr,
    })),
  },
  'psi-other-context': {
    title: 'provideSubscriberInfo in a dialogue opened for short messages',
    ...location,
    place: 'home',
    source: 'operation outside its application context: SigFW, white paper',
    expect: ['tcap.op-not-in-ac', 'enc.anomaly', 'cat2.own-subscriber', 'loc.active-paging'],
    ...asks((stage) => ({ ...provideInfo(stage), context: context.shortMsgMTRelay })),
  },
};
