// SPDX-License-Identifier: Apache-2.0
// Facts: how a message is written, beside the anomalies of its protocols.
import type { FactSpec } from '../types.ts';

export const encoding = {
  'component.differs': {
    id: 85,
    type: 'bool',
    known: 'request',
    title: 'Another invoke of the message is about somebody else, or needs another sender',
    rests: 'the message, the entitlement table',
    oneSided: 'unaffected',
    screens: true,
  },
  'source.encodes_so': {
    id: 86,
    type: 'enum:tristate',
    known: 'request',
    title: 'The source writes nearly all its messages in odd forms of BER, as old stacks do',
    rests: 'source profile; unknown below twenty requests',
    oneSided: 'unaffected',
    screens: true,
  },
  'anomaly.other_strong': {
    id: 87,
    type: 'bool',
    known: 'request',
    title: 'The message carries a strong anomaly that no rule of its own names',
    rests: 'the message',
    oneSided: 'unaffected',
    screens: true,
  },
  'argument.lengths_mixed': {
    id: 105,
    type: 'bool',
    known: 'request',
    title: 'One string of the argument has its length in the long form, and another has not',
    rests: 'the message',
    oneSided: 'unaffected',
    only: { fact: 'anomaly.any', value: 'true' },
  },
} as const satisfies Record<string, FactSpec>;
