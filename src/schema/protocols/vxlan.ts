// SPDX-License-Identifier: Apache-2.0
// VXLAN: an Ethernet frame in UDP, with the number of its network. With a next protocol (VXLAN-GPE)
// it may be an IP packet as well.
import type { ProtocolSpec } from '../types.ts';

const port = { plain: 4789, gpe: 4790 } as const;

export const vxlan = {
  name: 'vxlan',
  title: 'Virtual eXtensible Local Area Network',
  documents: ['RFC 7348', 'draft-ietf-nvo3-vxlan-gpe-12'],
  carriedBy: [
    { over: 'udp', port: port.plain, end: 'destination' },
    { over: 'udp', port: port.gpe, end: 'destination' },
  ],
  isRecognised: true,
  constants: {
    port,
    flag: { network: 0x0800, next_protocol: 0x0400 },
    next_protocol: { ipv4: 1, ipv6: 2, ethernet: 3 },
  },
  fields: {
    flags: { name: 'vxlan.flags', format: 'hex', width: 4, title: 'Flags' },
    /** Wireshark's name for both widths. */
    gpe_flags: { name: 'vxlan.flags', format: 'hex', width: 2, title: 'Flags of GPE' },
    vni: { name: 'vxlan.vni', format: 'dec', title: 'Network identifier' },
    next_proto: { name: 'vxlan.next_proto', format: 'dec', title: 'Next protocol (GPE)' },
  },
  faults: {
    header_short: 'The datagram ends inside its header',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
