// SPDX-License-Identifier: Apache-2.0
// IPv4. Fragments are put together; options are stepped over, since no node on the way of a
// signalling message acts on them. What is carried in IP itself is opened.
import type { ProtocolSpec } from '../types.ts';

export const ip = {
  name: 'ip',
  title: 'Internet Protocol version 4',
  documents: ['RFC 791', 'RFC 815', 'RFC 1858'],
  constants: {
    /** IANA protocol numbers, which IPv6 uses as next headers. */
    protocol: {
      hop_by_hop: 0,
      ipv4: 4,
      tcp: 6,
      udp: 17,
      ipv6: 41,
      routing: 43,
      fragment: 44,
      gre: 47,
      esp: 50,
      ah: 51,
      no_next_header: 59,
      destination_options: 60,
      sctp: 132,
      mobility: 135,
      mpls: 137,
      hip: 139,
      shim6: 140,
    },
  },
  fields: {
    version: { name: 'ip.version', format: 'dec', title: 'Version' },
    hdr_len: { name: 'ip.hdr_len', format: 'dec', title: 'Header length in octets' },
    dsfield: {
      name: 'ip.dsfield',
      format: 'hex',
      width: 2,
      title: 'Differentiated services field',
    },
    len: { name: 'ip.len', format: 'dec', title: 'Total length' },
    id: { name: 'ip.id', format: 'hex', width: 4, title: 'Identification' },
    flags_df: { name: 'ip.flags.df', format: 'bool', title: 'Don’t fragment' },
    flags_mf: { name: 'ip.flags.mf', format: 'bool', title: 'More fragments' },
    frag_offset: {
      name: 'ip.frag_offset',
      format: 'dec',
      title: 'Fragment offset in units of eight octets',
    },
    ttl: { name: 'ip.ttl', format: 'dec', title: 'Time to live' },
    proto: { name: 'ip.proto', format: 'dec', title: 'Protocol' },
    checksum: {
      name: 'ip.checksum',
      format: 'hex',
      width: 4,
      title: 'Header checksum, not verified',
    },
    src: { name: 'ip.src', format: 'ipv4', title: 'Source address', aliases: ['src.ip'] },
    dst: { name: 'ip.dst', format: 'ipv4', title: 'Destination address', aliases: ['dst.ip'] },
    fragment_count: {
      name: 'ip.fragment.count',
      format: 'dec',
      title: 'Fragments of the datagram that this one completes',
    },
    reassembled_length: {
      name: 'ip.reassembled.length',
      format: 'dec',
      title: 'Octets of the datagram that this fragment completes',
    },
  },
  faults: {
    header_short: 'The packet ends inside its header',
    version: 'The version is neither 4 nor 6',
    header_length: 'The header length is below twenty octets or beyond the total length',
    total_length: 'The total length runs past the frame',
    extension: 'An authentication header runs past the packet',
    fragment_length: 'A fragment that ends beyond the longest datagram, or has no octet',
  },
  anomalies: {
    fragment_overlap: {
      bit: 57,
      title: 'In a datagram whose fragments overlap with different octets: both readings are given',
      clause: 'RFC 5722 §3, RFC 791 §3.2',
      strength: 'strong',
    },
    fragment_tiny: {
      bit: 58,
      title: 'In a datagram cut into fragments smaller than any link needs',
      clause: 'RFC 1858 §3, RFC 791 §3.2',
      strength: 'strong',
    },
  },
} as const satisfies ProtocolSpec;
