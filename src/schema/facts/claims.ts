// SPDX-License-Identifier: Apache-2.0
// Facts: what an update or a cancel shows against the claims before it (native/state/claims.hpp).
import type { FactSpec } from '../types.ts';

export const claims = {
  'claim.flip_back': {
    id: 26,
    type: 'bool',
    known: 'answer',
    title:
      'The subscriber came back to A after B, which is no neighbour of A, and was never corroborated or is too far away for that time',
    rests: 'claims; needs answered updates',
    oneSided: 'unknown',
    screens: true,
  },
  'claim.flip_suspect': {
    id: 27,
    type: 'party',
    known: 'answer',
    title: 'The network B of a flip-back',
    rests: 'claims',
    oneSided: 'unknown',
  },
  'claim.flip_seconds': {
    id: 28,
    type: 'duration',
    known: 'answer',
    title: 'How long B held the subscriber',
    rests: 'claims',
    oneSided: 'unknown',
  },
  'claim.return_inferred': {
    id: 104,
    type: 'bool',
    known: 'answer',
    title:
      'That the subscriber came back is inferred from a cancel of the home network that no update of the next ten minutes explains',
    rests: 'claims; an update that was lost looks the same',
    oneSided: 'unknown',
    screens: true,
  },
  'claim.move_possible': {
    id: 44,
    type: 'enum:tristate',
    known: 'request',
    title:
      'The move that an update claims is possible in the time since the last place that anything supports',
    rests: 'claims, footprints; unknown without such a place',
    oneSided: 'weaker',
    screens: true,
  },
} as const satisfies Record<string, FactSpec>;
