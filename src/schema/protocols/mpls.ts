// SPDX-License-Identifier: Apache-2.0
// MPLS: a stack of labels that does not say what it carries. The first nibble behind it tells: an
// IP version, the control word of a pseudowire or its associated channel, else a bare Ethernet
// frame.
import type { ProtocolSpec } from '../types.ts';

export const mpls = {
  name: 'mpls',
  title: 'MultiProtocol Label Switching',
  documents: ['RFC 3032', 'RFC 4385'],
  constants: {},
  fields: {
    label: { name: 'mpls.label', format: 'dec', title: 'Label' },
    exp: { name: 'mpls.exp', format: 'dec', title: 'Traffic class' },
    bottom: { name: 'mpls.bottom', format: 'dec', title: 'Bottom of the stack' },
    ttl: { name: 'mpls.ttl', format: 'dec', title: 'Time to live' },
  },
  faults: {
    stack_short: 'The packet ends inside its label stack',
    depth: 'More labels than any network stacks',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
