// SPDX-License-Identifier: Apache-2.0
// Linux cooked captures, versions 1 and 2: what a capture on "any" interface has for a link layer.
// Wireshark names both `sll`.
import type { ProtocolSpec } from '../types.ts';

export const sll = {
  name: 'sll',
  title: 'Linux cooked capture',
  documents: ['LINKTYPE_LINUX_SLL', 'LINKTYPE_LINUX_SLL2'],
  constants: {},
  fields: {
    etype: { name: 'sll.etype', format: 'hex', width: 4, title: 'EtherType' },
    ifindex: { name: 'sll.ifindex', format: 'dec', title: 'Interface index (version 2)' },
    hatype: { name: 'sll.hatype', format: 'dec', title: 'Link-layer address type (ARPHRD_)' },
    pkttype: {
      name: 'sll.pkttype',
      format: 'dec',
      title: 'Packet type: to us, broadcast, to others, sent',
    },
    halen: { name: 'sll.halen', format: 'dec', title: 'Link-layer address length' },
  },
  faults: {
    header_short: 'The frame ends inside its cooked header',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
