// SPDX-License-Identifier: Apache-2.0
// TCP, as far as Diameter needs it: both directions of a connection as streams of octets.
import type { ProtocolSpec } from '../types.ts';

export const tcp = {
  name: 'tcp',
  title: 'Transmission Control Protocol',
  documents: ['RFC 9293'],
  constants: {
    /** Ports of Diameter (RFC 6733 §2.1): hints that relax the content probe, never filters. */
    port: { diameter: 3868, diameter_tls: 5868 },
    flag: { fin: 1, syn: 2, rst: 4, push: 8, ack: 16 },
    /** TLS record types (RFC 8446 §5.1). */
    tls_record: { change_cipher_spec: 20, alert: 21, handshake: 22, application_data: 23 },
  },
  fields: {
    srcport: { name: 'tcp.srcport', format: 'dec', title: 'Source port' },
    dstport: { name: 'tcp.dstport', format: 'dec', title: 'Destination port' },
    len: { name: 'tcp.len', format: 'dec', title: 'Segment length' },
    seq_raw: { name: 'tcp.seq_raw', format: 'dec', title: 'Sequence number' },
    ack_raw: { name: 'tcp.ack_raw', format: 'dec', title: 'Acknowledgment number' },
    hdr_len: { name: 'tcp.hdr_len', format: 'dec', title: 'Header length in octets' },
    flags: { name: 'tcp.flags', format: 'hex', width: 4, title: 'Flags' },
  },
  faults: {
    header_short: 'The segment ends inside its header',
    header_length: 'The data offset is below five words or beyond the segment',
  },
  anomalies: {
    overlap: {
      bit: 59,
      title: 'In segments that overlap with different octets: both readings are given',
      clause: 'RFC 9293 §3.10.7.4',
      strength: 'strong',
    },
  },
} as const satisfies ProtocolSpec;
