// SPDX-License-Identifier: Apache-2.0
// M3UA (RFC 4666). Draft versions carry protocol data under other tags: such messages are told by a
// fault, not guessed at.
import type { ProtocolSpec } from '../types.ts';

export const m3ua = {
  name: 'm3ua',
  title: 'MTP 3 User Adaptation Layer',
  documents: ['RFC 4666'],
  constants: {
    message_class: { mgmt: 0, transfer: 1, ssnm: 2, aspsm: 3, asptm: 4, rkm: 9 },
    transfer_type: { data: 1 },
    parameter: {
      info_string: 0x0004,
      routing_context: 0x0006,
      network_appearance: 0x0200,
      protocol_data: 0x0210,
    },
    service_indicator: { snm: 0, sccp: 3, tup: 4, isup: 5, bicc: 13 },
  },
  fields: {
    version: { name: 'm3ua.version', format: 'dec', title: 'Version' },
    reserved: { name: 'm3ua.reserved', format: 'hex', width: 2, title: 'Reserved' },
    message_class: { name: 'm3ua.message_class', format: 'dec', title: 'Message class' },
    message_type: { name: 'm3ua.message_type', format: 'dec', title: 'Message type' },
    message_length: { name: 'm3ua.message_length', format: 'dec', title: 'Message length' },
    parameter_tag: { name: 'm3ua.parameter_tag', format: 'dec', title: 'Parameter tag' },
    parameter_length: {
      name: 'm3ua.parameter_length',
      format: 'dec',
      title: 'Parameter length without padding',
    },
    routing_context: { name: 'm3ua.routing_context', format: 'dec', title: 'Routing context' },
    network_appearance: {
      name: 'm3ua.network_appearance',
      format: 'dec',
      title: 'Network appearance',
    },
    opc: {
      name: 'm3ua.protocol_data_opc',
      format: 'dec',
      title: 'Originating point code',
      aliases: ['opc'],
    },
    dpc: {
      name: 'm3ua.protocol_data_dpc',
      format: 'dec',
      title: 'Destination point code',
      aliases: ['dpc'],
    },
    si: { name: 'm3ua.protocol_data_si', format: 'dec', title: 'Service indicator' },
    ni: { name: 'm3ua.protocol_data_ni', format: 'dec', title: 'Network indicator' },
    mp: { name: 'm3ua.protocol_data_mp', format: 'dec', title: 'Message priority' },
    sls: { name: 'm3ua.protocol_data_sls', format: 'dec', title: 'Signalling link selection' },
  },
  faults: {
    header_short: 'Fewer than the eight octets of the common header',
    version: 'The version is not 1',
    length: 'The message length runs past the user message or is shorter than the header',
    parameter_length: 'A parameter length is below four or runs past the message',
    parameters: 'More parameters than any message type defines',
    protocol_data_missing: 'A DATA message without protocol data, as drafts of RFC 4666 sent it',
    protocol_data_short: 'Protocol data shorter than its twelve fixed octets',
  },
  anomalies: {
    duplicate_protocol_data: {
      bit: 0,
      title: 'Two protocol data parameters in one message',
      clause: 'RFC 4666 §3.3.1',
      strength: 'strong',
    },
    trailing_octets: {
      bit: 1,
      title: 'Octets follow the message in its SCTP user message',
      clause: 'RFC 4666 §3.1.4',
      strength: 'weak',
    },
    service_indicator: {
      bit: 13,
      title: 'An SCCP message under the service indicator of another user part',
      clause: 'Q.704 §14.2.1',
      strength: 'strong',
    },
  },
} as const satisfies ProtocolSpec;
