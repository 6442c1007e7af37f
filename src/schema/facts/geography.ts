// SPDX-License-Identifier: Apache-2.0
// Facts: the journey that a move claims (native/state/geography.hpp), and how much of the serving
// state is known at all (native/state/coverage.hpp).
import type { FactSpec } from '../types.ts';

export const geography = {
  'claim.distance': {
    id: 95,
    type: 'number',
    known: 'request',
    title:
      'Kilometres, border to border, from the network of the best claim to that of a move: the least over both footprints',
    rests: 'claims, footprints, distances; unknown without a claim that anything supports',
    oneSided: 'weaker',
  },
  'claim.travel_seconds': {
    id: 96,
    type: 'duration',
    known: 'request',
    title: 'The least time in which that distance can be travelled, by road, rail, sea or air',
    rests: 'as claim.distance',
    oneSided: 'weaker',
  },
  'claim.silent_seconds': {
    id: 97,
    type: 'duration',
    known: 'request',
    title: 'Time from the last activity at a place that anything supports to this move',
    rests: 'claims; unknown without such a place and after the clock stepped back',
    oneSided: 'weaker',
  },
  'subscriber.last_place_age': {
    id: 98,
    type: 'duration',
    known: 'request',
    title:
      'Time since the last activity at a place that anything supports; asked where the sender does not serve',
    rests: 'claims; unknown without such a place and after the clock stepped back',
    oneSided: 'weaker',
  },
  'state.coverage': {
    id: 99,
    type: 'number',
    known: 'request',
    title:
      'Share of the latest requests of serving networks, moves apart, whose subscriber has a claim, in percent',
    rests: 'claims; 0 before there were 100 such requests',
    oneSided: 'weaker',
  },
} as const satisfies Record<string, FactSpec>;
