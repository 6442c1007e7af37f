// SPDX-License-Identifier: Apache-2.0
// The provider's tag (EtherType 0x88A8) in front of the customer's. Wireshark prints no EtherType
// of its own for it.
import type { ProtocolSpec } from '../types.ts';

export const ieee8021ad = {
  name: 'ieee8021ad',
  title: '802.1ad Provider Bridge',
  documents: ['IEEE 802.1ad'],
  constants: {},
  fields: {
    priority: { name: 'ieee8021ad.priority', format: 'dec', title: 'Priority code point' },
    dei: { name: 'ieee8021ad.dei', format: 'dec', title: 'Drop eligible' },
    id: { name: 'ieee8021ad.id', format: 'dec', title: 'Service VLAN identifier' },
  },
  faults: {},
  anomalies: {},
} as const satisfies ProtocolSpec;
