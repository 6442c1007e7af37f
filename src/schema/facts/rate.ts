// SPDX-License-Identifier: Apache-2.0
// Facts: how often, over which time, and in which order (native/state/targets.hpp,
// native/state/sources.hpp). Windows slide by buckets of packet time: they hold the bucket under way
// and the whole ones before it, so that a window is never longer than its name says and at most one
// bucket shorter. What is counted is a question whose answer tells where the subscriber is.
import type { FactSpec } from '../types.ts';

export const rate = {
  'rate.location_hour': {
    id: 60,
    type: 'number',
    known: 'request',
    unit: 'questions',
    title:
      'Earlier questions of this operator for the place of this subscriber in the last hour, without those that a call explains; buckets of 10 minutes',
    rests: 'target ledger; unknown for other questions',
    oneSided: 'weaker',
  },
  'rate.location_6h': {
    id: 61,
    type: 'number',
    known: 'request',
    unit: 'questions',
    title: 'The same in the last 6 hours; buckets of an hour',
    rests: 'as rate.location_hour',
    oneSided: 'weaker',
  },
  'rate.location_day': {
    id: 62,
    type: 'number',
    known: 'request',
    unit: 'questions',
    title: 'The same in the last 24 hours; buckets of an hour',
    rests: 'as rate.location_hour',
    oneSided: 'weaker',
  },
  'rate.days': {
    id: 63,
    type: 'number',
    known: 'request',
    unit: 'days',
    title: 'Days (UTC) with such a question among the last 32',
    rests: 'as rate.location_hour',
    oneSided: 'weaker',
  },
  'rate.sustained_hours': {
    id: 64,
    type: 'number',
    known: 'request',
    unit: 'hours',
    title:
      'Hours in a row up to now with a question in each and two an hour on average, where an hour counts three at most, so that a burst is no steady asking',
    rests: 'as rate.location_hour',
    oneSided: 'weaker',
  },
  'rate.home_median': {
    id: 65,
    type: 'number',
    known: 'request',
    unit: 'questions',
    title:
      'Median of the questions a day that the home network of the subscriber asks about one of those it asks about at all; the upper edge of its class; known from 50 subscriber-days on',
    rests: 'target ledger',
    oneSided: 'weaker',
  },
  'rate.times_median': {
    id: 66,
    type: 'number',
    known: 'request',
    unit: 'times',
    title: 'rate.location_day as a multiple of rate.home_median, rounded down',
    rests: 'target ledger',
    oneSided: 'weaker',
  },
  'subscriber.asking_operators_day': {
    id: 67,
    type: 'number',
    known: 'request',
    unit: 'operators',
    title:
      'Known operators that asked for the place of this subscriber in the last 24 hours, this one included; 8 means 8 or more',
    rests: 'target ledger; unknown for other questions',
    oneSided: 'weaker',
  },
  'source.distinct_hour': {
    id: 68,
    type: 'number',
    known: 'request',
    unit: 'subscribers',
    title:
      'Subscribers whose place the source address asked for in the last hour, in buckets of 20 minutes; an estimate with a standard error of 13 %',
    rests: 'source profile; unknown for other questions',
    oneSided: 'unaffected',
  },
  'source.times_usual': {
    id: 69,
    type: 'number',
    known: 'request',
    unit: 'times',
    title:
      'Questions for a place by the source address in the last hour as a multiple of its usual hour, rounded up; known from a day after the first',
    rests: 'source profile; unknown for other questions',
    oneSided: 'unaffected',
  },
  'source.hours_active': {
    id: 70,
    type: 'number',
    known: 'request',
    unit: 'hours',
    title: 'Hours of the last 24 in which the source address asked for a place',
    rests: 'source profile; unknown for other questions',
    oneSided: 'unaffected',
  },
  'source.unknown_percent': {
    id: 71,
    type: 'number',
    known: 'request',
    unit: '%',
    title:
      'Share of the latest requests of the source address (the last 32 to 512 that were answered or refused) that were refused because there is no such subscriber',
    rests: 'source profile, answers',
    oneSided: 'unknown',
    only: { fact: 'source.meets_unknown', value: 'true' },
  },
  'source.meets_unknown': {
    id: 106,
    type: 'bool',
    known: 'request',
    title:
      'Any of the latest requests of the source address was refused because there is no such subscriber',
    rests: 'source profile, answers',
    oneSided: 'weaker',
    screens: true,
  },
  'source.sequential_percent': {
    id: 72,
    type: 'number',
    known: 'request',
    unit: '%',
    title:
      'Share of the latest numbers that the source address named (the last 32 to 512) that are above the one before and in the same hundred',
    rests: 'source profile',
    oneSided: 'unaffected',
  },
  'source.dormant_seconds': {
    id: 73,
    type: 'duration',
    known: 'request',
    title:
      'Silence of a day or more that the source address broke within the last day; 0 without one',
    rests: 'source profile',
    oneSided: 'unaffected',
  },
  'source.dialect': {
    id: 74,
    type: 'number',
    known: 'request',
    title:
      'Number of the form in which the stack of the source address writes what it could write otherwise: kind of transaction or session id, of address and of label. Equal numbers, equal form; compared, never judged by itself',
    rests:
      'source profile: the latest request looked at, each one that was not entitled and one in 16 others',
    oneSided: 'unaffected',
  },
} as const satisfies Record<string, FactSpec>;
