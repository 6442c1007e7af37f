// SPDX-License-Identifier: Apache-2.0
// IPv6 and its chain of extension headers, which is walked to the transport and bounded. A fragment
// header that fragments nothing (RFC 6946) is stepped over like any other.
import type { ProtocolSpec } from '../types.ts';

export const ipv6 = {
  name: 'ipv6',
  title: 'Internet Protocol version 6',
  documents: ['RFC 8200', 'RFC 6946'],
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
  },
  faults: {
    header_short: 'The packet ends inside its header',
    payload_length: 'The payload length runs past the frame',
    extension: 'An extension header runs past the packet',
    extensions: 'More extension headers than any stack sends',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
