// SPDX-License-Identifier: Apache-2.0
// GRE with checksum, key and sequence number. Routing (RFC 1701), which receivers of today discard,
// and version 1 (PPTP) are told by their flags and not looked into.
import type { ProtocolSpec } from '../types.ts';

export const gre = {
  name: 'gre',
  title: 'Generic Routing Encapsulation',
  documents: ['RFC 2784', 'RFC 2890'],
  constants: {
    flag: { checksum: 0x8000, routing: 0x4000, key: 0x2000, sequence_number: 0x1000 },
    /** EtherTypes, and what is told from them by the sequence number: ERSPAN type I and II. */
    protocol_type: {
      ipv4: 0x0800,
      ipv6: 0x86dd,
      mpls: 0x8847,
      mpls_multicast: 0x8848,
      transparent_ethernet: 0x6558,
      erspan: 0x88be,
      erspan_iii: 0x22eb,
    },
  },
  fields: {
    flags_and_version: {
      name: 'gre.flags_and_version',
      format: 'hex',
      width: 4,
      title: 'Flags and version',
    },
    flags_checksum: { name: 'gre.flags.checksum', format: 'bool', title: 'Checksum present' },
    flags_routing: { name: 'gre.flags.routing', format: 'bool', title: 'Routing present' },
    flags_key: { name: 'gre.flags.key', format: 'bool', title: 'Key present' },
    flags_sequence_number: {
      name: 'gre.flags.sequence_number',
      format: 'bool',
      title: 'Sequence number present',
    },
    flags_version: { name: 'gre.flags.version', format: 'dec', title: 'Version' },
    proto: { name: 'gre.proto', format: 'hex', width: 4, title: 'Protocol type' },
    checksum: { name: 'gre.checksum', format: 'hex', width: 4, title: 'Checksum, not verified' },
    offset: { name: 'gre.offset', format: 'dec', title: 'Offset of the routing entry in force' },
    key: { name: 'gre.key', format: 'hex', width: 8, title: 'Key' },
    sequence_number: { name: 'gre.sequence_number', format: 'dec', title: 'Sequence number' },
  },
  faults: {
    header_short: 'The packet ends inside its header',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
