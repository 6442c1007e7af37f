// SPDX-License-Identifier: Apache-2.0
// VLAN tags under EtherType 0x8100 and, of the time before 802.1ad, 0x9100. Tags stack; the
// innermost names the network.
import type { ProtocolSpec } from '../types.ts';

export const vlan = {
  name: 'vlan',
  title: '802.1Q Virtual LAN',
  documents: ['IEEE 802.1Q'],
  constants: {},
  fields: {
    priority: { name: 'vlan.priority', format: 'dec', title: 'Priority code point' },
    dei: { name: 'vlan.dei', format: 'bool', title: 'Drop eligible' },
    id: { name: 'vlan.id', format: 'dec', title: 'VLAN identifier', aliases: ['vlan'] },
    etype: { name: 'vlan.etype', format: 'hex', width: 4, title: 'EtherType after the tag' },
  },
  faults: {
    depth: 'More tags than any network stacks',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
