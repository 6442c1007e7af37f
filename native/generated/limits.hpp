// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace limits {

/// VLAN tags in front of one packet, tags.
constexpr uint32_t vlan_tags = 4;
/// Tunnels around one packet: MPLS, GRE, ERSPAN, VXLAN and IP in IP each count as one; what lies deeper is not read, tunnels.
constexpr uint32_t tunnels = 8;
/// Extension headers of one IPv6 packet, headers.
constexpr uint32_t ipv6_extensions = 8;
/// Chunks of one SCTP packet: as many as 64 KiB hold, since a lower bound would hide a message behind padding, chunks.
constexpr uint32_t sctp_chunks = 16384;
/// Parameters of one M3UA message: as many as 64 KiB hold, since a lower bound would hide user data behind padding, parameters.
constexpr uint32_t adaptation_parameters = 16384;
/// Signalling messages in one frame: more than 1,500 octets hold, messages.
constexpr uint32_t messages_per_frame = 256;
/// TCAP components and Diameter commands in one frame: more than 1,500 octets hold, components.
constexpr uint32_t operations_per_frame = 256;
/// Nesting of BER values, levels.
constexpr uint32_t ber_depth = 32;
/// BER elements read in one TCAP message: as many as 64 KiB hold, elements.
constexpr uint32_t ber_elements = 32768;
/// AVPs read in one Diameter message, nested ones included: as many as 64 KiB hold, AVPs.
constexpr uint32_t avps_per_message = 8192;
/// Nesting of grouped AVPs, levels.
constexpr uint32_t avp_depth = 8;
/// Route-Record AVPs kept of one message, AVPs.
constexpr uint32_t route_records = 8;
/// Octet ranges of secrets kept of one frame; more drop the frame from evidence, ranges.
constexpr uint32_t secrets_per_frame = 512;
/// Longest Diameter message believed, octets.
constexpr uint32_t diameter_message_octets = 1048576;
/// Longest frame read from a capture; longer ones are cut and counted, octets.
constexpr uint32_t frame_octets = 262144;
/// Interfaces described in one pcapng file, interfaces.
constexpr uint32_t capture_interfaces = 65535;
/// Sections of one pcapng file, sections.
constexpr uint32_t capture_sections = 65536;
/// Frames kept as evidence of one session, frames.
constexpr uint32_t evidence_frames = 16;
/// Octets of evidence kept of one session, octets.
constexpr uint32_t evidence_octets = 32768;
/// Longest record in the ring, octets.
constexpr uint32_t record_octets = 65536;
/// Open TCAP dialogues and Diameter transactions, entries.
constexpr uint32_t dialogues = 1048576;
/// Subscribers with claims about their serving network, entries.
constexpr uint32_t subscribers = 2097152;
/// Pairs of MSISDN and IMSI, entries.
constexpr uint32_t identities = 2097152;
/// Source addresses with a profile, entries.
constexpr uint32_t sources = 65536;
/// Links, configured and learned, entries.
constexpr uint32_t links = 4096;
/// Messages remembered for two seconds to recognise their second leg, entries.
constexpr uint32_t copies = 524288;
/// Rows of the exact count of source, operation, outcome and verdict, rows.
constexpr uint32_t aggregates = 131072;
/// Age at which an open TCAP dialogue counts as unanswered, s.
constexpr uint32_t dialogue_seconds = 600;
/// Age at which an open Diameter transaction counts as unanswered, s.
constexpr uint32_t transaction_seconds = 30;
/// Time within which an equal message on another link is a second leg, ms.
constexpr uint32_t copy_milliseconds = 2000;
/// Rules in one policy, rules.
constexpr uint32_t rules = 512;
/// Instructions of all compiled rules, instructions.
constexpr uint32_t program_instructions = 8192;
/// Nesting of one rule expression, levels.
constexpr uint32_t expression_depth = 32;
/// Length of one rule expression, characters.
constexpr uint32_t expression_characters = 4096;
/// Additions, subtractions, multiplications and divisions in one comparison of a rule, signs.
constexpr uint32_t comparison_calculations = 16;
/// Instructions of one compiled rule or condition: what it may cost a message, instructions.
constexpr uint32_t rule_instructions = 512;
/// Requests and endings of one frame that are explained, messages.
constexpr uint32_t explanations = 256;
/// Items of one list of the operator, items.
constexpr uint32_t list_items = 4096;
/// Modes of rules for one network, operator or link, exceptions.
constexpr uint32_t mode_exceptions = 1024;
/// Further invokes of open dialogues, beyond the first of each, entries.
constexpr uint32_t requests = 131072;
/// Invokes remembered of one dialogue, invokes.
constexpr uint32_t invokes_per_dialogue = 16;
/// Open dialogues with a finding, entries.
constexpr uint32_t flagged_dialogues = 65536;
/// Transaction ids of responders and hop-by-hop ids of further legs, entries.
constexpr uint32_t dialogue_peers = 1048576;
/// Subscribers and domains with more than one claim, entries.
constexpr uint32_t claim_histories = 262144;
/// Claims kept of one subscriber and domain, newest first, claims.
constexpr uint32_t claims_per_domain = 4;
/// Time for which a former serving network may have messages under way, s.
constexpr uint32_t late_message_seconds = 7200;
/// Step back of packet time up to which the age of an activity is known, s.
constexpr uint32_t clock_tolerance_seconds = 60;
/// Share of known serving state below which rules that need it are held back, %.
constexpr uint32_t coverage_percent = 80;
/// Requests of serving networks before their share of known subscribers is measured, requests.
constexpr uint32_t coverage_least = 100;
/// Latest requests over which that share is taken, at most, requests.
constexpr uint32_t coverage_requests = 8192;
/// Service without flip-back that corroborates a claim, s.
constexpr uint32_t service_seconds = 86400;
/// Time after which a purge from a former serving network is no longer a late one, s.
constexpr uint32_t late_purge_seconds = 2678400;
/// Time a capture must go on after a request before its end means unanswered, s.
constexpr uint32_t answer_seconds = 10;
/// SCTP association directions with a window of seen TSNs, entries.
constexpr uint32_t sctp_directions = 2048;
/// DATA chunks remembered of one direction to recognise retransmissions, chunks.
constexpr uint32_t tsn_window = 512;
/// Operation ids counted as seen on a link, operations.
constexpr uint32_t link_operations = 1024;
/// Links in one configuration, links.
constexpr uint32_t configured_links = 1024;
/// Room in the ring below which the engine waits for the consumer, octets.
constexpr uint32_t ring_reserve_octets = 16777216;
/// Frames of the portable backend that wait for the engine; at most half of its window, octets.
constexpr uint32_t queue_octets = 67108864;
/// Gap in the times of a line beyond which its clock was set; heartbeats come twice in it, s.
constexpr uint32_t clock_step_seconds = 60;
/// MPLS labels of one stack; the capture filter lets frames with more pass, and decoding names them, labels.
constexpr uint32_t mpls_labels = 8;
/// IPv6 extension headers that the capture filter looks through; packets with more pass unexamined, headers.
constexpr uint32_t filter_extensions = 4;
/// TCP ports that the capture filter takes for Diameter, ports.
constexpr uint32_t capture_diameter_ports = 16;
/// Kernel rings of one capture interface, rings.
constexpr uint32_t capture_rings = 16;
/// Blocks of one kernel ring, blocks.
constexpr uint32_t capture_blocks = 4096;
/// Largest block of a kernel ring, octets.
constexpr uint32_t capture_block_octets = 67108864;
/// Longest time until the kernel hands over a block that is not full, ms.
constexpr uint32_t capture_block_milliseconds = 1000;
/// Time, beyond the block timeout, that a frame of one of several interfaces is held for older ones of the others, ms.
constexpr uint32_t merge_milliseconds = 6;
/// Capture interfaces of one engine, interfaces.
constexpr uint32_t captures = 16;
/// Time the opener has to open an interface before capture gives up for now, ms.
constexpr uint32_t opener_answer_milliseconds = 5000;
/// Time the opener has to tell the counters of an interface before the last ones stand, ms.
constexpr uint32_t statistics_answer_milliseconds = 50;
/// Time between two looks for an interface that is down or gone, ms.
constexpr uint32_t reopen_milliseconds = 500;
/// Longest wait before a process that died is started again, ms.
constexpr uint32_t restart_milliseconds = 10000;
/// Longest wait before storing is tried again after it failed, ms.
constexpr uint32_t store_retry_milliseconds = 5000;
/// Connections to the control socket at one time; more are told so and closed, connections.
constexpr uint32_t control_clients = 16;
/// Longest request on the control socket; a longer one closes its connection, octets.
constexpr uint32_t control_request_octets = 4096;
/// Requests on one connection to the control socket, requests.
constexpr uint32_t control_requests = 1024;
/// What waits for a reader of `tail`; findings beyond it are left out and counted to it, octets.
constexpr uint32_t tail_backlog_octets = 1048576;
/// Sessions whose outcome is still told to a reader of `tail`, sessions.
constexpr uint32_t tail_sessions = 4096;
/// SCTP association directions of which fragments are held, entries.
constexpr uint32_t fragment_directions = 512;
/// Octets of fragments held of one SCTP association direction, and with them the longest message that is joined; older ones give way, octets.
constexpr uint32_t fragment_octets = 65536;
/// Fragments held of one SCTP association direction, one for each of so many places in a row, fragments.
constexpr uint32_t fragments_per_direction = 1024;
/// Time within which the fragments of an SCTP user message belong together, s.
constexpr uint32_t fragment_seconds = 30;
/// Joined messages, with the frames that completed them, of one batch, octets.
constexpr uint32_t joined_octets = 4194304;
/// Pieces of the joined messages of one batch, pieces.
constexpr uint32_t joined_pieces = 131072;
/// Frames that completed a message of which it is remembered where its pieces came in, frames.
constexpr uint32_t joined_frames = 4096;
/// Nesting of grouped information elements, levels.
constexpr uint32_t element_depth = 4;
/// Tunnel endpoints whose subscriber is known, entries.
constexpr uint32_t endpoints = 262144;
/// Time without a message after which an endpoint is no longer held for its subscriber’s, s.
constexpr uint32_t endpoint_seconds = 86400;
/// SCCP messages of which segments are held, entries.
constexpr uint32_t sccp_messages = 1024;
/// Segments of one SCCP message: as many as the count of four bits has (Q.713 §3.17), segments.
constexpr uint32_t sccp_segments_per_message = 16;
/// Octets of segments held of one SCCP message: twice what Q.711 lets a user send; a segment beyond is given up, octets.
constexpr uint32_t sccp_segment_octets = 8192;
/// Time within which the segments of an SCCP message belong together (Q.714 annex C), s.
constexpr uint32_t sccp_segment_seconds = 20;
/// IP datagrams of which fragments are held; those of one pair of hosts share eight places, so that a flood pushes out its own, entries.
constexpr uint32_t ip_datagrams = 256;
/// Octets of fragments held of one IP datagram: the longest datagram, and as much that contradicts it, octets.
constexpr uint32_t ip_datagram_octets = 131072;
/// Fragments held of one IP datagram: a full frame in pieces of eight octets, fragments.
constexpr uint32_t ip_fragments_per_datagram = 256;
/// Time within which the fragments of an IP datagram belong together (RFC 8200 §4.5), s.
constexpr uint32_t ip_fragment_seconds = 60;
/// IP datagrams that one frame completes: two readings, of a tunnel and of what is in it, datagrams.
constexpr uint32_t ip_datagrams_per_frame = 4;
/// Directions of TCP connections with Diameter of which octets are held, entries.
constexpr uint32_t tcp_streams = 512;
/// Octets held of one direction of a TCP connection; a message that does not fit, with the rest of its last segment, is not joined, octets.
constexpr uint32_t tcp_stream_octets = 65536;
/// Runs of octets held of one direction of a TCP connection, each of one segment, ranges.
constexpr uint32_t tcp_ranges_per_stream = 128;
/// Places in one direction of a TCP connection at which a message is known to begin, places.
constexpr uint32_t tcp_heads_per_stream = 4;
/// Time that octets of a TCP stream wait for missing ones in front of them before a message is sought in them, s.
constexpr uint32_t tcp_gap_seconds = 2;
/// Subscribers whose calls were lately forwarded to a stranger, as seen from outside, entries.
constexpr uint32_t forwardings = 16384;
/// Requests of a source from which its way of encoding is known, requests.
constexpr uint32_t usual_encoding_requests = 20;
/// Subscribers and who asks where they are: pairs with counted questions, entries.
constexpr uint32_t targets = 262144;
/// Subscribers whose place was asked for, entries.
constexpr uint32_t asked_subscribers = 262144;
/// Home networks with a median of the questions about their roamers, entries.
constexpr uint32_t asking_homes = 4096;
/// Time within which a call explains a question for the place of the subscriber, s.
constexpr uint32_t call_seconds = 10;
/// Rows of the exact count of days of subscribers by home and visited network, rows.
constexpr uint32_t roamer_days = 65536;
/// Requests of which it is awaited what follows them, entries.
constexpr uint32_t watches = 131072;
/// Time after the answer with vectors within which an update is awaited, s.
constexpr uint32_t keys_seconds = 3600;
/// Time after the answer with routing information within which a delivery is awaited, s.
constexpr uint32_t delivery_seconds = 300;
/// Time after an identity was told within which a question for the place is its sequel, s.
constexpr uint32_t chain_seconds = 600;
/// Time after a cancel or purge within which an update elsewhere explains it, s.
constexpr uint32_t detach_seconds = 60;
/// Time after a cancel or purge within which an update elsewhere may have been prepared, s.
constexpr uint32_t cancel_seconds = 600;
/// Time after an update from far away within which a sign of life from there is awaited, s.
constexpr uint32_t move_seconds = 3600;
/// Time by which two taps may disagree about what came first, s.
constexpr uint32_t tap_order_seconds = 5;
/// Time after a cancel within which an update elsewhere shows that nobody came home, s.
constexpr uint32_t return_seconds = 10;
/// Time after a cancel in which the telephone registers again if it was there all the time, s.
constexpr uint32_t homecoming_seconds = 600;
/// Pairs of an operator and a subscriber of whom it got vectors for nothing, entries.
constexpr uint32_t operator_targets = 65536;

} // namespace limits

} // namespace sigwarden
