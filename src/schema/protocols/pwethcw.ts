// SPDX-License-Identifier: Apache-2.0
// The control word of an Ethernet pseudowire: four octets whose first nibble is zero, so that no
// router on the way takes the frame behind it for an IP packet.
import type { ProtocolSpec } from '../types.ts';

export const pwethcw = {
  name: 'pwethcw',
  title: 'PW Ethernet Control Word',
  documents: ['RFC 4448 §4.6', 'RFC 4385'],
  constants: {},
  fields: {
    sequence_number: {
      name: 'pweth.cw.sequence_number',
      format: 'dec',
      title: 'Sequence number; 0 where none is kept',
    },
  },
  faults: {
    short: 'The packet ends inside its control word',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
