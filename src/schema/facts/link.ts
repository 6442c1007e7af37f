// SPDX-License-Identifier: Apache-2.0
// Facts: the link that a message came over, and which way.
import type { FactSpec } from '../types.ts';

export const link = {
  'link.role': {
    id: 6,
    type: 'enum:link_role',
    known: 'request',
    title: 'Role of the link it came over',
    rests: 'configuration',
    oneSided: 'unaffected',
    screens: true,
  },
  'link.tap': {
    id: 7,
    type: 'enum:tap_position',
    known: 'request',
    title: 'Where the tap sits on that link',
    rests: 'configuration',
    oneSided: 'unaffected',
  },
  'link.one_sided': {
    id: 43,
    type: 'bool',
    known: 'request',
    title: 'The link has shown messages in one direction only so far',
    rests: 'the link',
    oneSided: 'unaffected',
    screens: true,
  },
  direction: {
    id: 8,
    type: 'enum:direction',
    known: 'request',
    title: 'Direction seen from our network',
    rests: 'the link',
    oneSided: 'unaffected',
    screens: true,
  },
} as const satisfies Record<string, FactSpec>;
