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
  anomalies: {},
  operations,
  contexts,
} as const satisfies ProtocolSpec;
