// SPDX-License-Identifier: Apache-2.0
// Every bound that hostile input meets. Each has a counter (src/schema/counters.ts) or an anomaly
// that tells when it bit.
import type { LimitSpec } from './types.ts';

export const limits = {
  vlan_tags: { value: 4, unit: 'tags', title: 'VLAN tags in front of one packet' },
  tunnels: {
    value: 8,
    unit: 'tunnels',
    title:
      'Tunnels around one packet: MPLS, GRE, ERSPAN, VXLAN and IP in IP each count as one; what lies deeper is not read',
  },
  ipv6_extensions: { value: 8, unit: 'headers', title: 'Extension headers of one IPv6 packet' },
  sctp_chunks: {
    value: 16_384,
    unit: 'chunks',
    title:
      'Chunks of one SCTP packet: as many as 64 KiB hold, since a lower bound would hide a message behind padding',
  },
  adaptation_parameters: {
    value: 16_384,
    unit: 'parameters',
    title:
      'Parameters of one M3UA message: as many as 64 KiB hold, since a lower bound would hide user data behind padding',
  },
  messages_per_frame: {
    value: 256,
    unit: 'messages',
    title: 'Signalling messages in one frame: more than 1,500 octets hold',
  },
  operations_per_frame: {
    value: 256,
    unit: 'components',
    title: 'TCAP components and Diameter commands in one frame: more than 1,500 octets hold',
  },
  ber_depth: { value: 32, unit: 'levels', title: 'Nesting of BER values' },
  ber_elements: {
    value: 32_768,
    unit: 'elements',
    title: 'BER elements read in one TCAP message: as many as 64 KiB hold',
  },
  avps_per_message: {
    value: 8_192,
    unit: 'AVPs',
    title: 'AVPs read in one Diameter message, nested ones included: as many as 64 KiB hold',
  },
  avp_depth: { value: 8, unit: 'levels', title: 'Nesting of grouped AVPs' },
  route_records: { value: 8, unit: 'AVPs', title: 'Route-Record AVPs kept of one message' },
  secrets_per_frame: {
    value: 512,
    unit: 'ranges',
    title: 'Octet ranges of secrets kept of one frame; more drop the frame from evidence',
  },
  diameter_message_octets: {
    value: 1_048_576,
    unit: 'octets',
    title: 'Longest Diameter message believed',
  },
  frame_octets: {
    value: 262_144,
    unit: 'octets',
    title: 'Longest frame read from a capture; longer ones are cut and counted',
  },
  capture_interfaces: {
    value: 65_535,
    unit: 'interfaces',
    title: 'Interfaces described in one pcapng file',
  },
  capture_sections: { value: 65_536, unit: 'sections', title: 'Sections of one pcapng file' },
  evidence_frames: { value: 16, unit: 'frames', title: 'Frames kept as evidence of one session' },
  evidence_octets: {
    value: 32_768,
    unit: 'octets',
    title: 'Octets of evidence kept of one session',
  },
  record_octets: { value: 65_536, unit: 'octets', title: 'Longest record in the ring' },
  dialogues: {
    value: 1_048_576,
    unit: 'entries',
    title: 'Open TCAP dialogues and Diameter transactions',
  },
  subscribers: {
    value: 2_097_152,
    unit: 'entries',
    title: 'Subscribers with claims about their serving network',
  },
  identities: { value: 2_097_152, unit: 'entries', title: 'Pairs of MSISDN and IMSI' },
  sources: { value: 65_536, unit: 'entries', title: 'Source addresses with a profile' },
  links: { value: 4_096, unit: 'entries', title: 'Links, configured and learned' },
  copies: {
    value: 524_288,
    unit: 'entries',
    title: 'Messages remembered for two seconds to recognise their second leg',
  },
  aggregates: {
    value: 131_072,
    unit: 'rows',
    title: 'Rows of the exact count of source, operation, outcome and verdict',
  },
  dialogue_seconds: {
    value: 600,
    unit: 's',
    title: 'Age at which an open TCAP dialogue counts as unanswered',
  },
  transaction_seconds: {
    value: 30,
    unit: 's',
    title: 'Age at which an open Diameter transaction counts as unanswered',
  },
  copy_milliseconds: {
    value: 2_000,
    unit: 'ms',
    title: 'Time within which an equal message on another link is a second leg',
  },
  rules: { value: 512, unit: 'rules', title: 'Rules in one policy' },
  program_instructions: {
    value: 8_192,
    unit: 'instructions',
    title: 'Instructions of all compiled rules',
  },
  expression_depth: { value: 32, unit: 'levels', title: 'Nesting of one rule expression' },
  expression_characters: {
    value: 4_096,
    unit: 'characters',
    title: 'Length of one rule expression',
  },
  comparison_calculations: {
    value: 16,
    unit: 'signs',
    title: 'Additions, subtractions, multiplications and divisions in one comparison of a rule',
  },
  rule_instructions: {
    value: 512,
    unit: 'instructions',
    title: 'Instructions of one compiled rule or condition: what it may cost a message',
  },
  explanations: {
    value: 256,
    unit: 'messages',
    title: 'Requests and endings of one frame that are explained',
  },
  list_items: { value: 4_096, unit: 'items', title: 'Items of one list of the operator' },
  mode_exceptions: {
    value: 1_024,
    unit: 'exceptions',
    title: 'Modes of rules for one network, operator or link',
  },
  requests: {
    value: 131_072,
    unit: 'entries',
    title: 'Further invokes of open dialogues, beyond the first of each',
  },
  invokes_per_dialogue: { value: 16, unit: 'invokes', title: 'Invokes remembered of one dialogue' },
  flagged_dialogues: { value: 65_536, unit: 'entries', title: 'Open dialogues with a finding' },
  dialogue_peers: {
    value: 1_048_576,
    unit: 'entries',
    title: 'Transaction ids of responders and hop-by-hop ids of further legs',
  },
  claim_histories: {
    value: 262_144,
    unit: 'entries',
    title: 'Subscribers and domains with more than one claim',
  },
  claims_per_domain: {
    value: 4,
    unit: 'claims',
    title: 'Claims kept of one subscriber and domain, newest first',
  },
  late_message_seconds: {
    value: 7_200,
    unit: 's',
    title: 'Time for which a former serving network may have messages under way',
  },
  clock_tolerance_seconds: {
    value: 60,
    unit: 's',
    title: 'Step back of packet time up to which the age of an activity is known',
  },
  coverage_percent: {
    value: 80,
    unit: '%',
    title: 'Share of known serving state below which rules that need it are held back',
  },
  coverage_least: {
    value: 100,
    unit: 'requests',
    title: 'Requests of serving networks before their share of known subscribers is measured',
  },
  coverage_requests: {
    value: 8_192,
    unit: 'requests',
    title: 'Latest requests over which that share is taken, at most',
  },
  service_seconds: {
    value: 86_400,
    unit: 's',
    title: 'Service without flip-back that corroborates a claim',
  },
  late_purge_seconds: {
    value: 2_678_400,
    unit: 's',
    title: 'Time after which a purge from a former serving network is no longer a late one',
  },
  answer_seconds: {
    value: 10,
    unit: 's',
    title: 'Time a capture must go on after a request before its end means unanswered',
  },
  sctp_directions: {
    value: 2_048,
    unit: 'entries',
    title: 'SCTP association directions with a window of seen TSNs',
  },
  tsn_window: {
    value: 512,
    unit: 'chunks',
    title: 'DATA chunks remembered of one direction to recognise retransmissions',
  },
  link_operations: {
    value: 1_024,
    unit: 'operations',
    title: 'Operation ids counted as seen on a link',
  },
  configured_links: { value: 1_024, unit: 'links', title: 'Links in one configuration' },
  ring_reserve_octets: {
    value: 16_777_216,
    unit: 'octets',
    title: 'Room in the ring below which the engine waits for the consumer',
  },
  queue_octets: {
    value: 67_108_864,
    unit: 'octets',
    title: 'Frames of the portable backend that wait for the engine; at most half of its window',
  },
  clock_step_seconds: {
    value: 60,
    unit: 's',
    title: 'Gap in the times of a line beyond which its clock was set; heartbeats come twice in it',
  },
  mpls_labels: {
    value: 8,
    unit: 'labels',
    title:
      'MPLS labels of one stack; the capture filter lets frames with more pass, and decoding names them',
  },
  filter_extensions: {
    value: 4,
    unit: 'headers',
    title:
      'IPv6 extension headers that the capture filter looks through; packets with more pass unexamined',
  },
  capture_diameter_ports: {
    value: 16,
    unit: 'ports',
    title: 'TCP ports that the capture filter takes for Diameter',
  },
  capture_rings: { value: 16, unit: 'rings', title: 'Kernel rings of one capture interface' },
  capture_blocks: { value: 4_096, unit: 'blocks', title: 'Blocks of one kernel ring' },
  capture_block_octets: {
    value: 67_108_864,
    unit: 'octets',
    title: 'Largest block of a kernel ring',
  },
  capture_block_milliseconds: {
    value: 1_000,
    unit: 'ms',
    title: 'Longest time until the kernel hands over a block that is not full',
  },
  merge_milliseconds: {
    value: 6,
    unit: 'ms',
    title:
      'Time, beyond the block timeout, that a frame of one of several interfaces is held for older ones of the others',
  },
  captures: { value: 16, unit: 'interfaces', title: 'Capture interfaces of one engine' },
  opener_answer_milliseconds: {
    value: 5_000,
    unit: 'ms',
    title: 'Time the opener has to open an interface before capture gives up for now',
  },
  statistics_answer_milliseconds: {
    value: 50,
    unit: 'ms',
    title: 'Time the opener has to tell the counters of an interface before the last ones stand',
  },
  reopen_milliseconds: {
    value: 500,
    unit: 'ms',
    title: 'Time between two looks for an interface that is down or gone',
  },
  restart_milliseconds: {
    value: 10_000,
    unit: 'ms',
    title: 'Longest wait before a process that died is started again',
  },
  store_retry_milliseconds: {
    value: 5_000,
    unit: 'ms',
    title: 'Longest wait before storing is tried again after it failed',
  },
  control_clients: {
    value: 16,
    unit: 'connections',
    title: 'Connections to the control socket at one time; more are told so and closed',
  },
  control_request_octets: {
    value: 4_096,
    unit: 'octets',
    title: 'Longest request on the control socket; a longer one closes its connection',
  },
  control_requests: {
    value: 1_024,
    unit: 'requests',
    title: 'Requests on one connection to the control socket',
  },
  tail_backlog_octets: {
    value: 1_048_576,
    unit: 'octets',
    title: 'What waits for a reader of `tail`; findings beyond it are left out and counted to it',
  },
  tail_sessions: {
    value: 4_096,
    unit: 'sessions',
    title: 'Sessions whose outcome is still told to a reader of `tail`',
  },
  fragment_directions: {
    value: 512,
    unit: 'entries',
    title: 'SCTP association directions of which fragments are held',
  },
  fragment_octets: {
    value: 65_536,
    unit: 'octets',
    title:
      'Octets of fragments held of one SCTP association direction, and with them the longest message that is joined; older ones give way',
  },
  fragments_per_direction: {
    value: 1_024,
    unit: 'fragments',
    title:
      'Fragments held of one SCTP association direction, one for each of so many places in a row',
  },
  fragment_seconds: {
    value: 30,
    unit: 's',
    title: 'Time within which the fragments of an SCTP user message belong together',
  },
  joined_octets: {
    value: 4_194_304,
    unit: 'octets',
    title: 'Joined messages, with the frames that completed them, of one batch',
  },
  joined_pieces: {
    value: 131_072,
    unit: 'pieces',
    title: 'Pieces of the joined messages of one batch',
  },
  joined_frames: {
    value: 4_096,
    unit: 'frames',
    title: 'Frames that completed a message of which it is remembered where its pieces came in',
  },
  element_depth: {
    value: 4,
    unit: 'levels',
    title: 'Nesting of grouped information elements',
  },
  endpoints: {
    value: 262_144,
    unit: 'entries',
    title: 'Tunnel endpoints whose subscriber is known',
  },
  endpoint_seconds: {
    value: 86_400,
    unit: 's',
    title: 'Time without a message after which an endpoint is no longer held for its subscriber’s',
  },
  sccp_messages: {
    value: 1_024,
    unit: 'entries',
    title: 'SCCP messages of which segments are held',
  },
  sccp_segments_per_message: {
    value: 16,
    unit: 'segments',
    title: 'Segments of one SCCP message: as many as the count of four bits has (Q.713 §3.17)',
  },
  sccp_segment_octets: {
    value: 8_192,
    unit: 'octets',
    title:
      'Octets of segments held of one SCCP message: twice what Q.711 lets a user send; a segment beyond is given up',
  },
  sccp_segment_seconds: {
    value: 20,
    unit: 's',
    title: 'Time within which the segments of an SCCP message belong together (Q.714 annex C)',
  },
  ip_datagrams: {
    value: 256,
    unit: 'entries',
    title:
      'IP datagrams of which fragments are held; those of one pair of hosts share eight places, so that a flood pushes out its own',
  },
  ip_datagram_octets: {
    value: 131_072,
    unit: 'octets',
    title:
      'Octets of fragments held of one IP datagram: the longest datagram, and as much that contradicts it',
  },
  ip_fragments_per_datagram: {
    value: 256,
    unit: 'fragments',
    title: 'Fragments held of one IP datagram: a full frame in pieces of eight octets',
  },
  ip_fragment_seconds: {
    value: 60,
    unit: 's',
    title: 'Time within which the fragments of an IP datagram belong together (RFC 8200 §4.5)',
  },
  ip_datagrams_per_frame: {
    value: 4,
    unit: 'datagrams',
    title: 'IP datagrams that one frame completes: two readings, of a tunnel and of what is in it',
  },
  tcp_streams: {
    value: 512,
    unit: 'entries',
    title: 'Directions of TCP connections with Diameter of which octets are held',
  },
  tcp_stream_octets: {
    value: 65_536,
    unit: 'octets',
    title:
      'Octets held of one direction of a TCP connection; a message that does not fit, with the rest of its last segment, is not joined',
  },
  tcp_ranges_per_stream: {
    value: 128,
    unit: 'ranges',
    title: 'Runs of octets held of one direction of a TCP connection, each of one segment',
  },
  tcp_heads_per_stream: {
    value: 4,
    unit: 'places',
    title: 'Places in one direction of a TCP connection at which a message is known to begin',
  },
  tcp_gap_seconds: {
    value: 2,
    unit: 's',
    title:
      'Time that octets of a TCP stream wait for missing ones in front of them before a message is sought in them',
  },
  forwardings: {
    value: 16_384,
    unit: 'entries',
    title: 'Subscribers whose calls were lately forwarded to a stranger, as seen from outside',
  },
  usual_encoding_requests: {
    value: 20,
    unit: 'requests',
    title: 'Requests of a source from which its way of encoding is known',
  },
  targets: {
    value: 262_144,
    unit: 'entries',
    title: 'Subscribers and who asks where they are: pairs with counted questions',
  },
  asked_subscribers: {
    value: 262_144,
    unit: 'entries',
    title: 'Subscribers whose place was asked for',
  },
  asking_homes: {
    value: 4_096,
    unit: 'entries',
    title: 'Home networks with a median of the questions about their roamers',
  },
  call_seconds: {
    value: 10,
    unit: 's',
    title: 'Time within which a call explains a question for the place of the subscriber',
  },
  roamer_days: {
    value: 65_536,
    unit: 'rows',
    title: 'Rows of the exact count of days of subscribers by home and visited network',
  },
  watches: {
    value: 131_072,
    unit: 'entries',
    title: 'Requests of which it is awaited what follows them',
  },
  keys_seconds: {
    value: 3_600,
    unit: 's',
    title: 'Time after the answer with vectors within which an update is awaited',
  },
  delivery_seconds: {
    value: 300,
    unit: 's',
    title: 'Time after the answer with routing information within which a delivery is awaited',
  },
  chain_seconds: {
    value: 600,
    unit: 's',
    title: 'Time after an identity was told within which a question for the place is its sequel',
  },
  detach_seconds: {
    value: 60,
    unit: 's',
    title: 'Time after a cancel or purge within which an update elsewhere explains it',
  },
  cancel_seconds: {
    value: 600,
    unit: 's',
    title: 'Time after a cancel or purge within which an update elsewhere may have been prepared',
  },
  move_seconds: {
    value: 3_600,
    unit: 's',
    title: 'Time after an update from far away within which a sign of life from there is awaited',
  },
  tap_order_seconds: {
    value: 5,
    unit: 's',
    title: 'Time by which two taps may disagree about what came first',
  },
  return_seconds: {
    value: 10,
    unit: 's',
    title: 'Time after a cancel within which an update elsewhere shows that nobody came home',
  },
  homecoming_seconds: {
    value: 600,
    unit: 's',
    title:
      'Time after a cancel in which the telephone registers again if it was there all the time',
  },
  operator_targets: {
    value: 65_536,
    unit: 'entries',
    title: 'Pairs of an operator and a subscriber of whom it got vectors for nothing',
  },
} as const satisfies Record<string, LimitSpec>;
