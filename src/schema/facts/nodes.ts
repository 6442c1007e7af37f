// SPDX-License-Identifier: Apache-2.0
// Facts: the nodes that a message names, in its addresses and in its argument, against who sent it
// (native/engine/facts_of_message.cpp).
import type { FactSpec } from '../types.ts';

export const nodes = {
  'roles.fit': {
    id: 75,
    type: 'enum:tristate',
    known: 'request',
    title: 'The subsystems of both sides are ones between which the application context is opened',
    rests:
      'the message, TS 29.002 §17.3.2; unknown without a context or subsystem that says a role',
    oneSided: 'unaffected',
    screens: true,
  },
  'layers.differing': {
    id: 76,
    type: 'bits:layer',
    known: 'request',
    title: 'Which addresses inside the operation belong to another operator than the calling title',
    rests: 'the message, who is who',
    oneSided: 'unaffected',
    only: { fact: 'layers.agree', value: 'no' },
  },
  'layers.network': {
    id: 77,
    type: 'party',
    known: 'request',
    title: 'Network of the first of them',
    rests: 'the message, who is who',
    oneSided: 'unaffected',
    only: { fact: 'layers.agree', value: 'no' },
  },
  'origin.is_hub': {
    id: 90,
    type: 'bool',
    known: 'request',
    title: 'The address is of a network that is configured to relay for others',
    rests: 'configuration',
    oneSided: 'unaffected',
    screens: true,
  },
  'destination.is_hub': {
    id: 91,
    type: 'bool',
    known: 'request',
    title: 'The called address is of such a network',
    rests: 'configuration',
    oneSided: 'unaffected',
    screens: true,
  },
  'csi.is_home': {
    id: 82,
    type: 'enum:tristate',
    known: 'request',
    title: 'Every gsmSCF that a profile installs belongs to the home operator of the subscriber',
    rests: 'IMSI, who is who',
    oneSided: 'weaker',
    screens: true,
  },
  'csi.network': {
    id: 83,
    type: 'party',
    known: 'request',
    title: 'Network of the first gsmSCF that does not',
    rests: 'who is who',
    oneSided: 'weaker',
  },
  'reset.is_of_sender': {
    id: 84,
    type: 'enum:tristate',
    known: 'request',
    title: 'Every register and user that a reset names belongs to the operator that sends it',
    rests: 'the message, who is who',
    oneSided: 'unaffected',
    screens: true,
  },
} as const satisfies Record<string, FactSpec>;
