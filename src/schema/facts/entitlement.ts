// SPDX-License-Identifier: Apache-2.0
// Facts: the verdict of the entitlement table (native/screen/entitlement.cpp).
import type { FactSpec } from '../types.ts';

export const entitlement = {
  entitlement: {
    id: 4,
    type: 'enum:entitlement',
    known: 'request',
    title: 'Whether the address was entitled to ask',
    rests: 'who is who, the link, claims about the subscriber',
    oneSided: 'weaker',
    screens: true,
  },
  'entitlement.reason': {
    id: 5,
    type: 'enum:entitlement_reason',
    known: 'request',
    title: 'Why the verdict is what it is',
    rests: 'as entitlement',
    oneSided: 'weaker',
    screens: true,
  },
} as const satisfies Record<string, FactSpec>;
