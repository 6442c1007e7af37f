// SPDX-License-Identifier: Apache-2.0
// IPv6 and its chain of extension headers, which is walked to the transport and bounded. A fragment
// header that fragments nothing (RFC 6946) is stepped over like any other.
import type { ProtocolSpec } from '../types.ts';

export const ipv6 = {
  name: 'ipv6',
  title: 'Internet Protocol version 6',
  documents: ['RFC 8200', 'RFC 5722', 'RFC 6946', 'RFC 7112'],
  constants: {},
  fields: {
    version: { name: 'ipv6.version', format: 'dec', title: 'Version' },
    tclass: { name: 'ipv6.tclass', format: 'hex', width: 8, title: 'Traffic class' },
    flow: { name: 'ipv6.flow', format: 'hex', width: 6, title: 'Flow label' },
    plen: { name: 'ipv6.plen', format: 'dec', title: 'Payload length' },
    nxt: { name: 'ipv6.nxt', format: 'dec', title: 'Next header' },
    hlim: { name: 'ipv6.hlim', format: 'dec', title: 'Hop limit' },
    src: { name: 'ipv6.src', format: 'ipv6', title: 'Source address' },
    dst: { name: 'ipv6.dst', format: 'ipv6', title: 'Destination address' },
    fraghdr_nxt: { name: 'ipv6.fraghdr.nxt', format: 'dec', title: 'Next header of a fragment' },
    fraghdr_offset: {
      name: 'ipv6.fraghdr.offset',
      format: 'dec',
      title: 'Fragment offset in units of eight octets',
    },
    fraghdr_more: { name: 'ipv6.fraghdr.more', format: 'bool', title: 'More fragments' },
    fraghdr_ident: {
      name: 'ipv6.fraghdr.ident',
      format: 'hex',
      width: 8,
      title: 'Identification of the fragmented packet',
    },
    fragment_count: {
      name: 'ipv6.fragment.count',
      format: 'dec',
      title: 'Fragments of the packet that this one completes',
    },
    reassembled_length: {
      name: 'ipv6.reassembled.length',
      format: 'dec',
      title: 'Octets of the packet that this fragment completes, behind its unfragmentable part',
    },
  },
  faults: {
    header_short: 'The packet ends inside its header',
    payload_length: 'The payload length runs past the frame',
    extension: 'An extension header runs past the packet',
    extensions: 'More extension headers than any stack sends',
    fragment_length:
      'A fragment that ends beyond the longest packet, or has no octet, or one that is not the last and no multiple of eight octets',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
