// SPDX-License-Identifier: Apache-2.0
// Facts: what an answer names, against what is known of the subscriber (native/engine/facts_of_message.cpp).
import type { FactSpec } from '../types.ts';

export const answer = {
  'answer.names_router': {
    id: 88,
    type: 'enum:tristate',
    known: 'answer',
    title: 'The serving node that an answer names is an SMS router of its network',
    rests: 'the answer, configuration; unknown where no router is configured',
    oneSided: 'unknown',
    screens: true,
  },
  'answer.imsi_is_real': {
    id: 89,
    type: 'enum:tristate',
    known: 'answer',
    title:
      'The IMSI that an answer names is the subscriber’s, and no correlation id of one delivery',
    rests: 'the answer, claims, identities seen a day before',
    oneSided: 'unknown',
    screens: true,
  },
} as const satisfies Record<string, FactSpec>;
