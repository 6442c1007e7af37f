// SPDX-License-Identifier: Apache-2.0
// Named counters of the native path: what was read, what was dropped and why. Printed by `screen`,
// `status` and metrics under these names. A new counter is appended: positions are part of the
// stored counter events.
import { protocols } from './registry.ts';
import { messageCounter, technologySpecs } from './technologies.ts';
import type { ProtocolSpec } from './types.ts';

const common = {
  frames_read: 'Frames taken from the source',
  octets_read: 'Octets of those frames, as captured',
  frames_truncated: 'Frames captured shorter than they were on the wire',
  frames_cut: 'Frames longer than the longest frame read',
  capture_tail_truncated: 'Files that ended inside a record',
  frames_not_ip: 'Frames that carry neither IPv4 nor IPv6',
  frames_undecodable: 'Frames whose link, network or transport headers are malformed',
  ip_fragments: 'IP fragments, which this release does not reassemble',
  packets_opaque: 'Packets that are encrypted (ESP, TLS, DTLS)',
  packets_other: 'IP packets that carry no signalling transport',
  sctp_packets: 'SCTP packets',
  sctp_chunks: 'SCTP chunks of every type',
  sctp_data_chunks: 'SCTP DATA and I-DATA chunks',
  sctp_fragments: 'Fragments of SCTP user messages',
  sctp_retransmissions: 'DATA chunks whose TSN was seen before',
  sctp_payload_unknown: 'SCTP user messages of a protocol that is not decoded',
  tcp_segments: 'TCP segments with data',
  tcp_payload_unknown: 'TCP segments in which no Diameter message starts',
  tcp_message_incomplete:
    'Diameter messages that go on in another TCP segment, which this release does not join',
  messages_ss7: 'SS7 messages: SCCP in whatever carries it, and SUA',
  messages_diameter: 'Diameter messages',
  messages_management: 'Adaptation-layer and SCCP management messages',
  messages_faulty: 'Signalling messages with a fault',
  messages_anomalous: 'Signalling messages with an anomaly',
  messages_over_limit: 'Signalling messages beyond the limit of one frame',
  operations: 'TCAP components and Diameter commands',
  operations_over_limit: 'Components beyond the limit of one message or frame',
  transit_copies: 'Second legs of a message seen before',
  operations_ambiguous: 'Invokes whose protocol is not known because their Begin was not seen',
  requests_judged: 'Requests judged by entitlement',
  dialogues_opened: 'Dialogues and transactions opened',
  dialogues_closed: 'Dialogues and transactions closed by an answer, an abort or a return',
  dialogues_expired: 'Dialogues and transactions that reached their age without an answer',
  dialogues_evicted: 'Dialogues dropped because their table was full',
  answers_unmatched: 'Answers whose request was not seen',
  subscribers_evicted: 'Subscribers dropped because their table was full',
  identities_evicted: 'Identity pairs dropped because their table was full',
  sources_evicted: 'Source profiles dropped because their table was full',
  copies_evicted: 'Copy marks dropped because their table was full',
  links_over_limit: 'Links that found no room in the table',
  aggregates_over_limit: 'Counts added to the row "other" because their table was full',
  findings: 'Findings of active rules',
  findings_test: 'Findings of rules in test or learn mode',
  records_written: 'Records put into the ring',
  records_lost: 'Records that found the ring full',
  evidence_missing: 'Frames of evidence that could not be read again',
  evidence_over_limit: 'Frames of evidence beyond the limit of one session',
  secrets_masked: 'Octet ranges overwritten because they held secrets',
  sctp_tsn_conflicts: 'DATA chunks with a TSN seen before and another content',
  messages_repeated: 'Messages seen again on the same association',
  dialogues_replaced: 'Open dialogues whose transaction id was taken by a new one',
  dialogues_unfinished: 'Dialogues and transactions still open when the input ended',
  requests_over_limit: 'Invokes beyond the limit of one dialogue or of the table',
  sessions_over_limit:
    'Findings whose later messages are not kept because too many flagged dialogues are open',
  answers: 'Results and errors matched to their request',
  sctp_directions_evicted: 'Windows of seen TSNs dropped because their table was full',
  claim_histories_evicted: 'Earlier claims dropped because their table was full',
  move_requests: 'Requests of a serving network about a subscriber',
  move_requests_covered: 'Those of them whose subscriber had a claim older than a day',
  evidence_withheld:
    'Frames not kept as evidence because they hold more secrets than can be masked',
  records_cut: 'Records that left out a part to stay within their limit',
  frames_link_unsupported: 'Frames of a link type that is not decoded',
  capture_blocks_skipped: 'pcapng blocks that carry no packet (names, statistics, custom blocks)',
  capture_blocks_damaged: 'pcapng blocks that contradict themselves or name an unknown interface',
  sctp_chunks_unknown: 'SCTP chunks of types that no document defines',
  messages_other_user:
    'Messages of another user part than SCCP (ISUP, BICC, H.248, network management)',
  messages_connection_oriented: 'SCCP messages of the connection-oriented service',
  sccp_segments: 'Segments of SCCP messages',
  sccp_payload_unknown: 'SCCP messages whose data is not TCAP',
  messages_ansi_tcap: 'ANSI TCAP packages, of whose parameters nothing but the IMSI is read',
  frames_queue_full: 'Frames of the portable backend that found its queue full',
  clock_steps: 'Times that the clock of a line was set, or the line was silent for as long',
  frames_opaque:
    'Encrypted frames (ESP, MACsec) of which the capture filter let the header pass, to be counted',
  frames_kernel_dropped: 'Frames that the kernel dropped because the capture ring was full',
  capture_records_damaged: 'Records of the kernel ring that contradict themselves or their block',
  sctp_messages_joined: 'SCTP user messages joined from their fragments',
  sctp_fragments_joined: 'Fragments that became part of such a message',
  sctp_fragments_waiting: 'Fragments whose message was not whole when this was counted',
  sctp_fragments_abandoned:
    'Fragments given up because their message did not become whole in time or room',
  sctp_fragments_conflicting: 'Fragments seen before with other octets',
  joined_over_limit: 'Joined messages beyond the limit of one batch, which were not read',
  tunnels: 'Tunnels opened: MPLS, GRE, ERSPAN, VXLAN, IP in IP',
  tunnels_over_limit: 'Packets in more tunnels than are opened',
  tunnel_payload_unknown: 'Tunnels that carry a protocol which is not decoded',
  erspan_truncated: 'Frames that the switch cut before it sent them in ERSPAN',
  endpoints_evicted: 'Tunnel endpoints dropped because their table was full',
  sccp_messages_joined: 'SCCP messages joined from their segments',
  sccp_segments_joined: 'Segments that became part of such a message',
  sccp_segments_waiting: 'Segments whose message was not whole when this was counted',
  sccp_segments_abandoned:
    'Segments given up because their message did not become whole in time or room',
  sccp_segments_alone:
    'First segments of those, which were screened by themselves as far as they go',
  sccp_segments_unread: 'First segments of those that could not be screened by themselves',
  sccp_segments_repeated: 'Segments seen before: sent again, or by another tap',
  sccp_segments_conflicting: 'Segments seen before with other octets',
  diameter_payload_unknown: 'User messages in which octets follow that begin no Diameter message',
  signal_units_empty:
    'Signal units without a message: fill-in and link status of MTP2, acknowledgements of M2PA',
} as const satisfies Record<string, string>;

type CommonName = keyof typeof common;
type CounterName = CommonName | `messages_${string}`;

/** Those of every protocol file's technology follow the common ones. */
export function countersOf(protocols: readonly ProtocolSpec[]): Readonly<Record<string, string>> {
  return { ...common, ...messagesOf(protocols) };
}

function messagesOf(protocols: readonly ProtocolSpec[]): Record<`messages_${string}`, string> {
  const rows = technologySpecs(protocols).map(
    ({ name, title }) => [messageCounter(name), `${title} messages`] as const,
  );
  return Object.fromEntries(rows.filter(([name]) => !(name in common)));
}

const ofProtocols = Object.keys(messagesOf(protocols)) as `messages_${string}`[];

export const counters = countersOf(protocols);

/** What a count says about the figures beside it. Every counter is in one group (test/tidy). */
export const counterGroups = {
  /** Signalling, or what may have held some, that was not read. */
  undecoded: [
    'frames_truncated',
    'frames_cut',
    'capture_tail_truncated',
    'frames_undecodable',
    'frames_link_unsupported',
    'capture_blocks_damaged',
    'ip_fragments',
    'packets_opaque',
    'sctp_fragments_waiting',
    'sctp_fragments_abandoned',
    'sctp_payload_unknown',
    'sctp_chunks_unknown',
    'tcp_message_incomplete',
    'messages_faulty',
    'sccp_segments_waiting',
    'sccp_segments_abandoned',
    'sccp_segments_unread',
    'sccp_payload_unknown',
    'messages_ansi_tcap',
    'frames_queue_full',
    'frames_opaque',
    'tunnels_over_limit',
    'tunnel_payload_unknown',
    'erspan_truncated',
    'diameter_payload_unknown',
  ],
  /** Other traffic and second legs, passed by. */
  aside: [
    'frames_not_ip',
    'capture_blocks_skipped',
    'tcp_payload_unknown',
    'messages_other_user',
    'messages_connection_oriented',
    'transit_copies',
  ],
  /** Messages whose other half was not seen, so that they could not be judged. */
  oneSided: ['answers_unmatched', 'operations_ambiguous'],
  /** Read and then not kept, for want of room. */
  lost: [
    'records_lost',
    'records_cut',
    'dialogues_evicted',
    'subscribers_evicted',
    'claim_histories_evicted',
    'identities_evicted',
    'endpoints_evicted',
    'sources_evicted',
    'copies_evicted',
    'sctp_directions_evicted',
    'joined_over_limit',
    'links_over_limit',
    'aggregates_over_limit',
    'messages_over_limit',
    'operations_over_limit',
    'requests_over_limit',
    'sessions_over_limit',
    'evidence_missing',
    'evidence_over_limit',
    'evidence_withheld',
    'frames_kernel_dropped',
    'capture_records_damaged',
  ],
  /** How much there was of what. */
  volume: [
    'frames_read',
    'octets_read',
    'packets_other',
    'sctp_packets',
    'sctp_chunks',
    'sctp_data_chunks',
    'sctp_fragments',
    'sctp_messages_joined',
    'sctp_fragments_joined',
    'sctp_fragments_conflicting',
    'sctp_retransmissions',
    'sccp_segments',
    'sccp_messages_joined',
    'sccp_segments_joined',
    'sccp_segments_alone',
    'sccp_segments_repeated',
    'sccp_segments_conflicting',
    'tcp_segments',
    'messages_ss7',
    'messages_diameter',
    'messages_management',
    'messages_anomalous',
    'operations',
    'requests_judged',
    'dialogues_opened',
    'dialogues_closed',
    'dialogues_expired',
    'findings',
    'findings_test',
    'records_written',
    'secrets_masked',
    'sctp_tsn_conflicts',
    'messages_repeated',
    'dialogues_replaced',
    'dialogues_unfinished',
    'answers',
    'move_requests',
    'move_requests_covered',
    'clock_steps',
    'tunnels',
    ...ofProtocols,
    'signal_units_empty',
  ],
} as const satisfies Record<string, readonly CounterName[]>;
