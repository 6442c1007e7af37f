// SPDX-License-Identifier: Apache-2.0
// Facts: whose subscriber it is and who serves him.
import type { FactSpec } from '../types.ts';

export const subscriber = {
  'subscriber.known': {
    id: 20,
    type: 'bool',
    known: 'request',
    title: 'An IMSI is in the message or in the learned map',
    rests: 'the message, learned identities',
    oneSided: 'weaker',
  },
  'subscriber.home': {
    id: 21,
    type: 'party',
    known: 'request',
    title: 'Home network of the subscriber',
    rests: 'IMSI',
    oneSided: 'weaker',
  },
  'subscriber.is_own': {
    id: 22,
    type: 'enum:tristate',
    known: 'request',
    title: 'The subscriber is ours, by IMSI or the learned map',
    rests: 'IMSI, learned identities',
    oneSided: 'weaker',
    screens: true,
  },
  'subscriber.serving': {
    id: 23,
    type: 'party',
    known: 'request',
    title: 'Network of the best claim about the subscriber',
    rests: 'claims',
    oneSided: 'weaker',
  },
  'subscriber.serving_grade': {
    id: 24,
    type: 'enum:claim_grade',
    known: 'request',
    title: 'Grade of that claim',
    rests: 'claims',
    oneSided: 'weaker',
  },
  'subscriber.serving_age': {
    id: 25,
    type: 'duration',
    known: 'request',
    title: 'Age of that claim',
    rests: 'claims',
    oneSided: 'weaker',
  },
  'subscriber.is_abroad': {
    id: 40,
    type: 'enum:tristate',
    known: 'request',
    title: 'The best claim places the subscriber outside the territories of its home',
    rests: 'claims',
    oneSided: 'weaker',
  },
} as const satisfies Record<string, FactSpec>;
