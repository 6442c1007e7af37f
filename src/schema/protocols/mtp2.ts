// SPDX-License-Identifier: Apache-2.0
// MTP2 (Q.703) as captures of signalling cards hold it: link types 139, 140. Signal units that carry
// no message are counted.
import type { ProtocolSpec } from '../types.ts';

export const mtp2 = {
  name: 'mtp2',
  title: 'Message Transfer Part Level 2',
  documents: ['ITU-T Q.703', 'LINKTYPE_ registry of tcpdump.org'],
  constants: {},
  fields: {
    bsn: { name: 'mtp2.bsn', format: 'dec', title: 'Backward sequence number' },
    bib: { name: 'mtp2.bib', format: 'dec', title: 'Backward indicator bit' },
    fsn: { name: 'mtp2.fsn', format: 'dec', title: 'Forward sequence number' },
    fib: { name: 'mtp2.fib', format: 'dec', title: 'Forward indicator bit' },
    li: { name: 'mtp2.li', format: 'dec', title: 'Length indicator' },
    spare: { name: 'mtp2.spare', format: 'dec', title: 'Spare bits of the length indicator' },
    sf: { name: 'mtp2.sf', format: 'dec', title: 'Status field' },
    link_number: {
      name: 'mtp2.link_number',
      format: 'dec',
      title: 'Link on which the unit was captured',
      own: true,
    },
  },
  faults: {
    header_short: 'The signal unit ends inside its header',
    length: 'The length indicator runs past the signal unit',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
