// SPDX-License-Identifier: Apache-2.0
// Facts: what becomes of a subscriber’s calls, whether by operation or by a code dialled as USSD
// (native/engine/facts_of_message.cpp, native/state/forwardings.hpp). The number itself is no fact.
import type { FactSpec } from '../types.ts';

export const forwarding = {
  'forwarding.change': {
    id: 78,
    type: 'enum:forwarding_change',
    known: 'request',
    title: 'What the operation does to call forwarding',
    rests: 'the message',
    oneSided: 'unaffected',
  },
  'forwarding.network': {
    id: 79,
    type: 'party',
    known: 'request',
    title: 'Network, or country, of the number that calls are forwarded to',
    rests: 'who is who',
    oneSided: 'unaffected',
  },
  'forwarding.is_stranger': {
    id: 80,
    type: 'enum:tristate',
    known: 'request',
    title:
      'That number lies neither at home nor where the subscriber is served; of an erasure: what was set',
    rests: 'who is who, claims; unknown for a number that is not international',
    oneSided: 'weaker',
    screens: true,
  },
  'forwarding.held': {
    id: 81,
    type: 'duration',
    known: 'request',
    title: 'How long what this address had set stood, when it erases it',
    rests: 'forwardings set lately to a stranger',
    oneSided: 'weaker',
  },
} as const satisfies Record<string, FactSpec>;
