// SPDX-License-Identifier: Apache-2.0
// Facts: what the calling address did so far (native/state/sources.hpp).
import type { FactSpec } from '../types.ts';

export const source = {
  'source.first_seen_seconds': {
    id: 41,
    type: 'duration',
    known: 'request',
    title: 'Time since the source address was first seen',
    rests: 'source profile',
    oneSided: 'unaffected',
  },
  'source.distinct_targets': {
    id: 42,
    type: 'number',
    known: 'request',
    title: 'Distinct subscribers the source address asked about (estimate)',
    rests: 'source profile',
    oneSided: 'unaffected',
  },
} as const satisfies Record<string, FactSpec>;
