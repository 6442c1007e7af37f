// SPDX-License-Identifier: Apache-2.0
// MAP (3GPP TS 29.002; versions 1 and 2 from ETS 300 599). Operations, contexts and fields are in
// ../gsm-map; the structures of arguments and results are data of the decoder
// (native/decode/gsm_map_*.hpp).
import { contexts } from '../gsm-map/contexts.ts';
import { fields } from '../gsm-map/fields.ts';
import { errors, operations } from '../gsm-map/operations.ts';
import type { ProtocolSpec } from '../types.ts';

export const gsm_map = {
  name: 'gsm_map',
  title: 'GSM Mobile Application Part',
  documents: ['3GPP TS 29.002 Rel-16', 'ETS 300 599 (GSM 09.02 phase 2)', '3GPP TS 23.040'],
  constants: {
    error: errors,
    /** Numbers of contexts that the decoder itself refers to. */
    context: { subscriberDataMngt: 16, networkFunctionalSs: 18, networkUnstructuredSs: 19 },
    dialogue: { open: 0, accept: 1, close: 2, refuse: 3, user_abort: 4, provider_abort: 5 },
    numbering_plan: { unknown: 0, e164: 1, e212: 6 },
    type_of_number: { unknown: 0, international: 1, national: 2, alphanumeric: 5 },
    air_interface: { notifySS: 16, first: 109, last: 126 },
  },
  fields,
  faults: {
    parameter: 'The BER of an argument or result is broken',
    depth: 'An argument or result nests deeper than the limit',
    elements: 'An argument or result has more elements than the limit',
  },
  anomalies: {
    duplicate_identity: {
      bit: 31,
      title: 'The same identity given twice in one structure',
      clause: 'TS 29.002 §17.7',
      strength: 'strong',
    },
    identity_digits: {
      bit: 32,
      title: 'An IMSI of fewer than 6 or more than 15 digits, or with octets that are no digits',
      clause: 'TS 23.003 §2.2, TS 29.002 §17.7.8',
      strength: 'strong',
    },
    form_not_of_version: {
      bit: 33,
      title: 'An argument or result in the form of another version than its context has',
      clause: 'TS 29.002 §17.3.2',
      strength: 'weak',
    },
    op_not_in_context: {
      bit: 34,
      title: 'An operation that this side may not invoke in its application context',
      clause: 'TS 29.002 §17.2.2',
      strength: 'strong',
      hasRule: true,
    },
    air_interface_code: {
      bit: 35,
      title: 'An operation of the air interface between networks',
      clause: 'TS 24.080 §4.2',
      strength: 'strong',
      hasRule: true,
    },
    private_identity: {
      bit: 36,
      title: 'An IMSI in a private extension or in a member that the standard does not have',
      clause: 'TS 29.002 §17.7.11',
      strength: 'weak',
    },
    member_order: {
      bit: 37,
      title: 'Members of a SEQUENCE out of order or repeated',
      clause: 'X.690 §8.9.2',
      strength: 'weak',
    },
    secure_transport: {
      bit: 38,
      title: 'An operation wrapped in secure transport, which is withdrawn',
      clause: 'TS 33.200, TS 29.002 §17.2',
      strength: 'strong',
    },
    context_missing: {
      bit: 39,
      title: 'A Begin without application context for an operation that version 1 does not have',
      clause: 'TS 29.002 §15.3, §17.2.2',
      strength: 'strong',
    },
    tpdu_malformed: {
      bit: 74,
      title: 'A short message whose lengths do not come out even',
      clause: 'TS 23.040 §9.2',
      strength: 'weak',
    },
  },
  operations,
  contexts,
} as const satisfies ProtocolSpec;
