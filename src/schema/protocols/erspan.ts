// SPDX-License-Identifier: Apache-2.0
// ERSPAN, in which switches carry a mirror port through a network: type I has no header of its own,
// type II one of eight octets (its version field says 1), type III one of twelve (version 2) and at
// times a subheader of the platform.
import type { ProtocolSpec } from '../types.ts';

export const erspan = {
  name: 'erspan',
  title: 'Encapsulated Remote Switch Packet ANalysis',
  documents: ['draft-foschiano-erspan-03'],
  constants: {
    version: { type_ii: 1, type_iii: 2 },
    frame_type: { ethernet: 0, ip: 2 },
  },
  fields: {
    version: { name: 'erspan.version', format: 'dec', title: 'Version: 1 in type II, 2 in III' },
    vlan: { name: 'erspan.vlan', format: 'dec', title: 'VLAN of the mirrored frame' },
    cos: { name: 'erspan.cos', format: 'dec', title: 'Class of service of that frame' },
    encap: { name: 'erspan.encap', format: 'dec', title: 'How its port encapsulates (type II)' },
    bso: { name: 'erspan.bso', format: 'dec', title: 'Bad, short or oversized (type III)' },
    truncated: { name: 'erspan.truncated', format: 'dec', title: 'Cut by the switch' },
    spanid: { name: 'erspan.spanid', format: 'dec', title: 'Session' },
    reserved: { name: 'erspan.reserved', format: 'dec', title: 'Reserved' },
    index: { name: 'erspan.index', format: 'dec', title: 'Port and direction (type II)' },
    timestamp: { name: 'erspan.timestamp', format: 'dec', title: 'Time of the switch (type III)' },
    sgt: { name: 'erspan.sgt', format: 'dec', title: 'Security group tag' },
    p: { name: 'erspan.p', format: 'dec', title: 'The frame is a whole Ethernet frame' },
    ft: { name: 'erspan.ft', format: 'dec', title: 'Frame type: Ethernet or IP' },
    hw: { name: 'erspan.hw', format: 'dec', title: 'Hardware of the switch' },
    direction: { name: 'erspan.direction', format: 'bool', title: 'Leaving the switch' },
    gra: { name: 'erspan.gra', format: 'dec', title: 'Granularity of the timestamp' },
    o: { name: 'erspan.o', format: 'dec', title: 'A subheader follows' },
    platid: { name: 'erspan.platid', format: 'dec', title: 'Platform that wrote the subheader' },
  },
  faults: {
    header_short: 'The packet ends inside its header',
    version: 'The version is not that of its type',
  },
  anomalies: {},
} as const satisfies ProtocolSpec;
