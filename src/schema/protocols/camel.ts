// SPDX-License-Identifier: Apache-2.0
// CAMEL application part (3GPP TS 29.078, phases 1 to 4). Operations, contexts and fields are in
// ../camel; the structures of arguments and results are data of the decoder
// (native/decode/camel_*.hpp).
import { contexts } from '../camel/contexts.ts';
import { fields } from '../camel/fields.ts';
import { errors, events, operations, smsEvents } from '../camel/operations.ts';
import type { ProtocolSpec } from '../types.ts';

export const camel = {
  name: 'camel',
  title: 'CAMEL Application Part',
  documents: ['3GPP TS 29.078 Rel-16', 'GSM 09.78 (phases 1 and 2)', 'ITU-T Q.763'],
  constants: {
    /** Third arc from the end of CAP phase 1 and 2 contexts, 0.4.0.0.1.0.N.V. */
    context: { gsmSSF_gsmSCF: 50, assist: 51, gsmSRF_gsmSCF: 52 },
    /** Arc behind 0.4.0.0.1 of CAP phase 3 and 4 contexts. */
    family: { v3_gsmSRF: 20, v3: 21, v4_gsmSRF: 22, v4: 23 },
    error: errors,
    event: events,
    sms_event: smsEvents,
    /** Nature of address of an ISUP number (Q.763 §3.9). */
    nature: { subscriber: 1, unknown: 2, national: 3, international: 4 },
  },
  fields,
  faults: {
    parameter: 'The BER of an argument or result is broken',
    depth: 'An argument or result nests deeper than the limit',
    elements: 'An argument or result has more elements than the limit',
  },
  anomalies: {
    op_not_in_context: {
      bit: 82,
      title: 'An operation that this side may not invoke in its CAP context',
      clause: 'TS 29.078 §6.1.2, §7.1.2, §8.1.2',
      strength: 'strong',
      hasRule: true,
    },
    duplicate_identity: {
      bit: 83,
      title: 'The same identity given twice in one CAP argument',
      clause: 'TS 29.078 §6.1.1',
      strength: 'strong',
    },
    member_order: {
      bit: 84,
      title: 'Members of a CAP argument out of order, repeated, or in a form that it does not have',
      clause: 'TS 29.078 §6.1.1, X.690 §8.9.2',
      strength: 'weak',
    },
    context_missing: {
      bit: 85,
      title: 'A CAP dialogue opened without application context',
      clause: 'TS 29.078 §14.1',
      strength: 'strong',
    },
  },
  operations,
  contexts,
} as const satisfies ProtocolSpec;
