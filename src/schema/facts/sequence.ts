// SPDX-License-Identifier: Apache-2.0
// Facts: what came before a request, and what had not come by the deadline of its watch
// (native/state/watches.hpp, native/engine/sequences.cpp). Each is given for the operations that it
// speaks of and unknown for all others.
import type { FactSpec } from '../types.ts';

export const sequence = {
  'update.prepared': {
    id: 46,
    type: 'enum:tristate',
    known: 'request',
    title: 'The operator that sends the update got vectors for the subscriber within the hour',
    rests: 'watches; unknown in the first hour, and for a network that serves the subscriber',
    oneSided: 'unknown',
  },
  'update.cancel_seen': {
    id: 47,
    type: 'bool',
    known: 'deadline',
    title: 'The home cancelled the subscriber elsewhere within the hour after the update',
    rests: 'watches',
    oneSided: 'weaker',
  },
  'cancel.seconds': {
    id: 48,
    type: 'duration',
    known: 'request',
    title:
      'Of an update: time since a cancel or purge by somebody who was not entitled to it; of such a cancel or purge: 0 when an update was seen at the same time',
    rests: 'watches, claims; two taps may disagree by five seconds',
    oneSided: 'weaker',
  },
  'cancel.suspect': {
    id: 49,
    type: 'party',
    known: 'request',
    title: 'The network that sent that cancel or purge',
    rests: 'watches',
    oneSided: 'weaker',
  },
  'chain.seconds': {
    id: 50,
    type: 'duration',
    known: 'request',
    title:
      'Time since our node told the identity of the subscriber to another network, with no delivery and no call since',
    rests: 'watches; needs answers',
    oneSided: 'unknown',
  },
  'chain.same_operator': {
    id: 51,
    type: 'enum:tristate',
    known: 'request',
    title: 'The operator that was told the identity is the one that asks now',
    rests: 'watches, who is who',
    oneSided: 'unknown',
  },
  'harvest.targets': {
    id: 52,
    type: 'number',
    unit: 'subscribers',
    known: 'deadline',
    title:
      'Subscribers of whom the operator got vectors within a day and for an hour sent no update, each beyond the borders of every network that may serve the subscriber',
    rests: 'watches, claims; exact while operator_targets holds',
    oneSided: 'unknown',
  },
  'harvest.all_targets': {
    id: 53,
    type: 'number',
    unit: 'subscribers',
    known: 'deadline',
    title:
      'harvest.targets, and with them subscribers of whose place nothing is known, of an operator that never served any of ours, or did so with two whose place is known, or whose address sends nothing else',
    rests: 'watches, claims; unknown for any other operator',
    oneSided: 'unknown',
  },
  'harvest.days': {
    id: 54,
    type: 'number',
    unit: 'days',
    known: 'deadline',
    title: 'Days of the last 32 on which the operator did so with this subscriber',
    rests: 'watches, claims',
    oneSided: 'unknown',
  },
  'delivery.missing_share': {
    id: 55,
    type: 'number',
    unit: '%',
    known: 'deadline',
    title:
      'Of the operator’s routing questions that we answered within a day, the share that no delivery followed within five minutes: lower bound of the 95 % interval, from 50 questions on',
    rests: 'watches; unknown where deliveries to our nodes were never seen',
    oneSided: 'unknown',
  },
  'move.received': {
    id: 56,
    type: 'bool',
    known: 'deadline',
    title: 'The network of the update then took a short message or a call for the subscriber',
    rests: 'watches; needs the answers of that network',
    oneSided: 'unknown',
  },
  'move.old_service': {
    id: 57,
    type: 'bool',
    known: 'deadline',
    title: 'The network before the update went on serving the subscriber',
    rests: 'watches, claims',
    oneSided: 'weaker',
  },
  'move.new_service': {
    id: 58,
    type: 'bool',
    known: 'deadline',
    title:
      'The network of the update sent more about the subscriber than updates and questions for vectors',
    rests: 'watches',
    oneSided: 'weaker',
  },
  'detach.unexplained': {
    id: 59,
    type: 'bool',
    known: 'deadline',
    title:
      'The subscriber was cancelled, purged or stripped of data by somebody who was not entitled to it, and no update explains it',
    rests: 'watches, the verdict',
    oneSided: 'weaker',
  },
} as const satisfies Record<string, FactSpec>;
