// SPDX-License-Identifier: Apache-2.0
// The record that crosses the ring and lies in the store: `header | body | sealed`. The header is
// fixed and holds every index key, so that storing unpacks nothing. Body: MessagePack without
// identities. Sealed: MessagePack with identities and evidence frames, encrypted before it is
// stored. All integers little-endian.

export interface HeaderField {
  readonly offset: number;
  readonly octets: 1 | 2 | 4 | 8 | 16;
  readonly title: string;
}

export const recordVersion = 2;
export const recordHeaderOctets = 136;

export const recordHeader = {
  version: { offset: 0, octets: 1, title: 'Record version, 1' },
  event: { offset: 1, octets: 1, title: 'Table event' },
  technology: { offset: 2, octets: 1, title: 'Table technology' },
  outcome: { offset: 3, octets: 1, title: 'Table outcome, as known at this event' },
  body_octets: { offset: 4, octets: 4, title: 'Length of the body' },
  sealed_octets: { offset: 8, octets: 4, title: 'Length of the sealed part' },
  sequence: { offset: 12, octets: 4, title: 'Number of this event within its session, from 0' },
  session_time_be: {
    offset: 16,
    octets: 8,
    title:
      'Session id, first half: time of the first packet, ns, big-endian so that ids sort by time',
  },
  session_hash: {
    offset: 24,
    octets: 8,
    title: 'Session id, second half: SipHash of tap, association and transaction ids',
  },
  time: { offset: 32, octets: 8, title: 'Packet time of this event, ns since the epoch' },
  frame: { offset: 40, octets: 8, title: 'Frame number in its capture, from 1' },
  tap: { offset: 48, octets: 4, title: 'First 32 bits of the hash of the tap name' },
  message: { offset: 52, octets: 2, title: 'Message within the frame, from 0' },
  operation: { offset: 54, octets: 2, title: 'Operation id across protocols; 65535 unknown' },
  source_network: { offset: 56, octets: 4, title: 'Stable key of the source network; 0 unknown' },
  source_operator: { offset: 60, octets: 4, title: 'Stable key of its operator' },
  subscriber: {
    offset: 64,
    octets: 16,
    title:
      'Pseudonym: SipHash-2-4-128 of the IMSI, else MSISDN, under the store key; zero when none',
  },
  source_address: { offset: 80, octets: 8, title: 'SipHash of the calling title or Origin-Host' },
  rule: {
    offset: 88,
    octets: 8,
    title: 'First 64 bits of the SHA-256 of the rule id; 0 unless a finding',
  },
  rule_set: { offset: 96, octets: 4, title: 'First 32 bits of the SHA-256 of the compiled policy' },
  severity: { offset: 100, octets: 1, title: 'Table severity' },
  confidence: { offset: 101, octets: 1, title: 'Table confidence' },
  purpose: { offset: 102, octets: 2, title: 'Bits purpose' },
  disclosed: { offset: 104, octets: 4, title: 'Bits disclosed' },
  requested: { offset: 108, octets: 4, title: 'Bits requested' },
  direction: { offset: 112, octets: 1, title: 'Table direction' },
  entitlement: { offset: 113, octets: 1, title: 'Table entitlement' },
  evidence: { offset: 114, octets: 1, title: 'Table evidence' },
  category: { offset: 115, octets: 1, title: 'Table category' },
  home_network: {
    offset: 116,
    octets: 4,
    title: 'Stable key of the home network of the subscriber; 0 unknown',
  },
  anomalies: { offset: 120, octets: 16, title: 'Anomaly bits' },
} as const satisfies Record<string, HeaderField>;

/** Keys of the body, MessagePack map, no identities: what a list of sessions shows. */
export const bodyKeys = {
  rule: 'Rule id (findings)',
  title: 'Operation name',
  source: 'Network id of the source',
  source_name: 'Network name of the source',
  source_territory: 'Territory code of the source',
  destination: 'Network id of the destination',
  home: 'Network id of the subscriber’s home',
  serving: 'Network id of the best claim',
  serving_grade: 'Grade of that claim',
  serving_age_s: 'Age of that claim, seconds',
  is_abroad: 'Tristate: the subscriber was outside home territory',
  reason: 'Entitlement reason',
  role: 'Link role',
  link: 'Link name',
  tap_position: 'Where the tap sits on that link',
  component: 'Component kind of a member',
  from_initiator: 'True when the initiator sent it',
  error: 'MAP error, Result-Code or abort cause of an answer',
  facts: 'Map of the facts that the rule names, with their values',
  asker: 'Network id of who sent the message, where the finding is about another network',
  asker_name: 'Name of that network',
  previous: 'Network id: for a flip-back, the network that lost and regained the subscriber',
  mode: 'Mode of the rule when it fired',
  at_deadline:
    'True when it was found at a deadline: the frame is that of the message that nothing followed',
  confidence_reasons: 'Why confidence is not higher: list of clauses',
  legs: 'Number of legs on which the message was seen',
  vectors: 'Authentication vectors that the answers gave away; only in an outcome',
  return_cause: 'Why a network sent the message back (Q.713 §3.12)',
} as const;

/** Keys of the sealed part, MessagePack map: identities and evidence. */
export const sealedKeys = {
  imsi: 'IMSI digits',
  msisdn: 'MSISDN digits',
  calling: 'Calling title digits or Origin-Host',
  called: 'Called title digits or Destination-Host',
  origin_realm: 'Origin-Realm',
  destination_realm: 'Destination-Realm',
  otid: 'Originating transaction id, hexadecimal, or Session-Id',
  dtid: 'Destination transaction id',
  opc: 'Originating point code',
  dpc: 'Destination point code',
  source_ip: 'Source address of the packet',
  destination_ip: 'Destination address of the packet',
  nodes: 'Map from node role to address named in the operation',
  frames:
    'List of evidence frames {number, time_s, time_ns, link_type, original_octets, data, masked: [[offset, length]]}',
} as const;
