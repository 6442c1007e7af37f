// SPDX-License-Identifier: Apache-2.0
// Ethernet II and what stands in its place where a capture has another link layer. Link types are
// those of https://www.tcpdump.org/linktypes.html; frames of others are counted, not decoded.
import type { ProtocolSpec } from '../types.ts';

export const eth = {
  name: 'eth',
  title: 'Ethernet',
  documents: ['IEEE 802.3', 'LINKTYPE_ registry of tcpdump.org'],
  constants: {
    link_type: {
      null: 0,
      ethernet: 1,
      raw_bsd: 12,
      raw_openbsd: 14,
      raw: 101,
      loop: 108,
      linux_sll: 113,
      mtp2_with_phdr: 139,
      mtp2: 140,
      mtp3: 141,
      sccp: 142,
      ipv4: 228,
      ipv6: 229,
      linux_sll2: 276,
    },
    ether_type: {
      ipv4: 0x0800,
      vlan: 0x8100,
      ipv6: 0x86dd,
      mpls: 0x8847,
      mpls_multicast: 0x8848,
      service_vlan: 0x88a8,
      old_vlan: 0x9100,
    },
    /**
     * Address families that writers of LINKTYPE_NULL put in front of IPv6: BSD/OS and NetBSD,
     * FreeBSD, macOS, Linux.
     */
    address_family: {
      inet: 2,
      inet6_linux: 10,
      inet6_netbsd: 24,
      inet6_freebsd: 28,
      inet6_darwin: 30,
    },
  },
  fields: {
    dst: { name: 'eth.dst', format: 'ether', title: 'Destination address' },
    src: { name: 'eth.src', format: 'ether', title: 'Source address' },
    type: { name: 'eth.type', format: 'hex', width: 4, title: 'EtherType' },
  },
  faults: {
    header_short: 'The frame ends inside its link header',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
