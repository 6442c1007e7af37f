// SPDX-License-Identifier: Apache-2.0
// MTP3 (Q.704, T1.111.4, GF 001-9001, JT-Q704): service information octet and routing label in the
// four variants that are in use. The variant is configured for a link, or told by content.
import type { ProtocolSpec } from '../types.ts';

export const mtp3 = {
  name: 'mtp3',
  title: 'Message Transfer Part Level 3',
  documents: ['ITU-T Q.704', 'ANSI T1.111.4', 'GF 001-9001', 'TTC JT-Q704'],
  constants: {
    /** Octets of the routing label, and the largest point code in it. */
    label_octets: { itu: 4, twenty_four_bit: 7, japan: 5 },
    point_code_max: { itu: 0x3fff, japan: 0xffff, twenty_four_bit: 0xffffff },
    service_indicator: { snm: 0, sccp: 3 },
  },
  fields: {
    service_indicator: {
      name: 'mtp3.service_indicator',
      format: 'hex',
      width: 2,
      title: 'Service indicator',
    },
    network_indicator: {
      name: 'mtp3.network_indicator',
      format: 'hex',
      width: 2,
      title: 'Network indicator',
    },
    spare: {
      name: 'mtp3.spare',
      format: 'hex',
      width: 2,
      title: 'Spare bits of the service information octet',
    },
    priority: { name: 'mtp3.priority', format: 'dec', title: 'Message priority of ANSI' },
    opc: { name: 'mtp3.opc', format: 'dec', title: 'Originating point code', aliases: ['opc'] },
    dpc: { name: 'mtp3.dpc', format: 'dec', title: 'Destination point code', aliases: ['dpc'] },
    opc_network: {
      name: 'mtp3.opc.network',
      format: 'dec',
      title: 'Network of an originating point code of 24 bits',
    },
    opc_cluster: {
      name: 'mtp3.opc.cluster',
      format: 'dec',
      title: 'Cluster of an originating point code of 24 bits',
    },
    opc_member: {
      name: 'mtp3.opc.member',
      format: 'dec',
      title: 'Member of an originating point code of 24 bits',
    },
    dpc_network: {
      name: 'mtp3.dpc.network',
      format: 'dec',
      title: 'Network of a destination point code of 24 bits',
    },
    dpc_cluster: {
      name: 'mtp3.dpc.cluster',
      format: 'dec',
      title: 'Cluster of a destination point code of 24 bits',
    },
    dpc_member: {
      name: 'mtp3.dpc.member',
      format: 'dec',
      title: 'Member of a destination point code of 24 bits',
    },
    sls: { name: 'mtp3.sls', format: 'dec', title: 'Signalling link selection' },
    sls_spare: {
      name: 'mtp3.sls_spare',
      format: 'hex',
      width: 2,
      title: 'Spare bits beside the signalling link selection of TTC',
    },
    variant: {
      name: 'mtp3.variant',
      format: 'dec',
      title: 'Variant: 1 ITU-T, 2 ANSI, 3 China, 4 Japan; 0 not known, shown as ITU-T',
      own: true,
    },
  },
  faults: {
    header_short: 'The message ends inside its routing label',
  },
  anomalies: {
    variant_ambiguous: {
      bit: 62,
      title: 'Reads as SCCP in more than one variant of MTP3, and its link is not configured',
      clause: 'Q.704 §2.2, T1.111.4 §2.2',
      strength: 'strong',
    },
    variant_contradicts: {
      bit: 63,
      title: 'Reads as another variant of MTP3 than its link is configured for',
      clause: 'Q.704 §2.2, T1.111.4 §2.2',
      strength: 'strong',
    },
  },
} as const satisfies ProtocolSpec;
