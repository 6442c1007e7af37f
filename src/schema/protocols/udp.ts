// SPDX-License-Identifier: Apache-2.0
// UDP, as far as it carries what is looked for: the protocols whose files say so (`carriedBy`), and
// SCTP of hosts whose path lets nothing else through (RFC 6951).
import type { ProtocolSpec } from '../types.ts';

export const udp = {
  name: 'udp',
  title: 'User Datagram Protocol',
  documents: ['RFC 768', 'RFC 6951'],
  constants: {
    port: { sctp: 9899 },
  },
  fields: {
    srcport: { name: 'udp.srcport', format: 'dec', title: 'Source port' },
    dstport: { name: 'udp.dstport', format: 'dec', title: 'Destination port' },
    length: { name: 'udp.length', format: 'dec', title: 'Length of header and data' },
    checksum: { name: 'udp.checksum', format: 'hex', width: 4, title: 'Checksum, not verified' },
  },
  faults: {
    header_short: 'The datagram ends inside its header',
    length: 'The length is below eight octets or runs past the packet',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
