// SPDX-License-Identifier: Apache-2.0
// M2PA (RFC 4165): a signalling link between two nodes, MTP3 in user data. Link states are
// management.
import type { ProtocolSpec } from '../types.ts';

export const m2pa = {
  name: 'm2pa',
  title: 'MTP 2 User Peer-to-Peer Adaptation Layer',
  documents: ['RFC 4165'],
  constants: {
    message_class: { m2pa: 11 },
    message_type: { user_data: 1, link_status: 2 },
  },
  fields: {
    version: { name: 'm2pa.version', format: 'dec', title: 'Version' },
    spare: { name: 'm2pa.spare', format: 'hex', width: 2, title: 'Spare' },
    class: { name: 'm2pa.class', format: 'dec', title: 'Message class' },
    type: { name: 'm2pa.type', format: 'dec', title: 'Message type' },
    length: { name: 'm2pa.length', format: 'dec', title: 'Message length' },
    unused: { name: 'm2pa.unused', format: 'dec', title: 'Unused' },
    bsn: { name: 'm2pa.bsn', format: 'dec', title: 'Backward sequence number' },
    fsn: { name: 'm2pa.fsn', format: 'dec', title: 'Forward sequence number' },
    priority: { name: 'm2pa.priority', format: 'hex', width: 2, title: 'Priority' },
    priority_spare: {
      name: 'm2pa.priority_spare',
      format: 'hex',
      width: 2,
      title: 'Spare bits of the priority octet',
    },
    status: { name: 'm2pa.status', format: 'dec', title: 'State of the link' },
    filler: { name: 'm2pa.filler', format: 'bytes', title: 'Filler of proving messages' },
  },
  faults: {
    header_short: 'Fewer than the sixteen octets of the header',
    version: 'The version is not 1',
    length: 'The message length runs past the user message or is shorter than the header',
    message_type: 'Neither user data nor a link status',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
