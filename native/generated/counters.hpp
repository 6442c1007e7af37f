// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Counter : uint8_t {
  frames_read,
  octets_read,
  frames_truncated,
  frames_cut,
  capture_tail_truncated,
  frames_not_ip,
  frames_undecodable,
  ip_fragments,
  packets_opaque,
  packets_other,
  sctp_packets,
  sctp_chunks,
  sctp_data_chunks,
  sctp_fragments,
  sctp_retransmissions,
  sctp_payload_unknown,
  tcp_segments,
  tcp_payload_unknown,
  tcp_message_incomplete,
  messages_ss7,
  messages_diameter,
  messages_management,
  messages_faulty,
  messages_anomalous,
  messages_over_limit,
  operations,
  operations_over_limit,
  transit_copies,
  operations_ambiguous,
  requests_judged,
  dialogues_opened,
  dialogues_closed,
  dialogues_expired,
  dialogues_evicted,
  answers_unmatched,
  subscribers_evicted,
  identities_evicted,
  sources_evicted,
  copies_evicted,
  links_over_limit,
  aggregates_over_limit,
  findings,
  findings_test,
  records_written,
  records_lost,
  evidence_missing,
  evidence_over_limit,
  secrets_masked,
  sctp_tsn_conflicts,
  messages_repeated,
  dialogues_replaced,
  dialogues_unfinished,
  requests_over_limit,
  sessions_over_limit,
  answers,
  sctp_directions_evicted,
  claim_histories_evicted,
  serving_requests,
  serving_requests_covered,
  claims_restored,
  numbers_restored,
  state_rows_passed_by,
  findings_held_back,
  evidence_withheld,
  records_cut,
  frames_link_unsupported,
  capture_blocks_skipped,
  capture_blocks_damaged,
  sctp_chunks_unknown,
  messages_other_user,
  messages_connection_oriented,
  sccp_segments,
  sccp_payload_unknown,
  messages_ansi_tcap,
  frames_queue_full,
  clock_steps,
  frames_opaque,
  frames_kernel_dropped,
  capture_records_damaged,
  sctp_messages_joined,
  sctp_fragments_joined,
  sctp_fragments_waiting,
  sctp_fragments_abandoned,
  sctp_fragments_conflicting,
  joined_over_limit,
  tunnels,
  tunnels_over_limit,
  tunnel_payload_unknown,
  erspan_truncated,
  endpoints_evicted,
  sccp_messages_joined,
  sccp_segments_joined,
  sccp_segments_waiting,
  sccp_segments_abandoned,
  sccp_segments_alone,
  sccp_segments_unread,
  sccp_segments_repeated,
  sccp_segments_conflicting,
  diameter_payload_unknown,
  signal_units_empty,
  ip_datagrams_joined,
  ip_fragments_joined,
  ip_fragments_waiting,
  ip_fragments_abandoned,
  ip_fragments_repeated,
  ip_fragments_conflicting,
  ip_datagrams_over_limit,
  tcp_messages_joined,
  tcp_messages_waiting,
  tcp_segments_repeated,
  tcp_segments_conflicting,
  tcp_octets_skipped,
  tcp_streams_evicted,
  location_questions,
  location_questions_of_calls,
  targets_evicted,
  asked_subscribers_evicted,
  asking_homes_evicted,
  roamer_days_over_limit,
  watches_opened,
  watches_expired,
  watches_unfinished,
  watches_evicted,
  operator_targets_evicted,
  deliveries_unobservable,
  findings_suppressed,
  forwardings_evicted,
  messages_gtp,
};
constexpr uint32_t kCounterCount = 128;
constexpr const char* name_of(Counter value) {
  switch (value) {
  case Counter::frames_read: return "frames_read";
  case Counter::octets_read: return "octets_read";
  case Counter::frames_truncated: return "frames_truncated";
  case Counter::frames_cut: return "frames_cut";
  case Counter::capture_tail_truncated: return "capture_tail_truncated";
  case Counter::frames_not_ip: return "frames_not_ip";
  case Counter::frames_undecodable: return "frames_undecodable";
  case Counter::ip_fragments: return "ip_fragments";
  case Counter::packets_opaque: return "packets_opaque";
  case Counter::packets_other: return "packets_other";
  case Counter::sctp_packets: return "sctp_packets";
  case Counter::sctp_chunks: return "sctp_chunks";
  case Counter::sctp_data_chunks: return "sctp_data_chunks";
  case Counter::sctp_fragments: return "sctp_fragments";
  case Counter::sctp_retransmissions: return "sctp_retransmissions";
  case Counter::sctp_payload_unknown: return "sctp_payload_unknown";
  case Counter::tcp_segments: return "tcp_segments";
  case Counter::tcp_payload_unknown: return "tcp_payload_unknown";
  case Counter::tcp_message_incomplete: return "tcp_message_incomplete";
  case Counter::messages_ss7: return "messages_ss7";
  case Counter::messages_diameter: return "messages_diameter";
  case Counter::messages_management: return "messages_management";
  case Counter::messages_faulty: return "messages_faulty";
  case Counter::messages_anomalous: return "messages_anomalous";
  case Counter::messages_over_limit: return "messages_over_limit";
  case Counter::operations: return "operations";
  case Counter::operations_over_limit: return "operations_over_limit";
  case Counter::transit_copies: return "transit_copies";
  case Counter::operations_ambiguous: return "operations_ambiguous";
  case Counter::requests_judged: return "requests_judged";
  case Counter::dialogues_opened: return "dialogues_opened";
  case Counter::dialogues_closed: return "dialogues_closed";
  case Counter::dialogues_expired: return "dialogues_expired";
  case Counter::dialogues_evicted: return "dialogues_evicted";
  case Counter::answers_unmatched: return "answers_unmatched";
  case Counter::subscribers_evicted: return "subscribers_evicted";
  case Counter::identities_evicted: return "identities_evicted";
  case Counter::sources_evicted: return "sources_evicted";
  case Counter::copies_evicted: return "copies_evicted";
  case Counter::links_over_limit: return "links_over_limit";
  case Counter::aggregates_over_limit: return "aggregates_over_limit";
  case Counter::findings: return "findings";
  case Counter::findings_test: return "findings_test";
  case Counter::records_written: return "records_written";
  case Counter::records_lost: return "records_lost";
  case Counter::evidence_missing: return "evidence_missing";
  case Counter::evidence_over_limit: return "evidence_over_limit";
  case Counter::secrets_masked: return "secrets_masked";
  case Counter::sctp_tsn_conflicts: return "sctp_tsn_conflicts";
  case Counter::messages_repeated: return "messages_repeated";
  case Counter::dialogues_replaced: return "dialogues_replaced";
  case Counter::dialogues_unfinished: return "dialogues_unfinished";
  case Counter::requests_over_limit: return "requests_over_limit";
  case Counter::sessions_over_limit: return "sessions_over_limit";
  case Counter::answers: return "answers";
  case Counter::sctp_directions_evicted: return "sctp_directions_evicted";
  case Counter::claim_histories_evicted: return "claim_histories_evicted";
  case Counter::serving_requests: return "serving_requests";
  case Counter::serving_requests_covered: return "serving_requests_covered";
  case Counter::claims_restored: return "claims_restored";
  case Counter::numbers_restored: return "numbers_restored";
  case Counter::state_rows_passed_by: return "state_rows_passed_by";
  case Counter::findings_held_back: return "findings_held_back";
  case Counter::evidence_withheld: return "evidence_withheld";
  case Counter::records_cut: return "records_cut";
  case Counter::frames_link_unsupported: return "frames_link_unsupported";
  case Counter::capture_blocks_skipped: return "capture_blocks_skipped";
  case Counter::capture_blocks_damaged: return "capture_blocks_damaged";
  case Counter::sctp_chunks_unknown: return "sctp_chunks_unknown";
  case Counter::messages_other_user: return "messages_other_user";
  case Counter::messages_connection_oriented: return "messages_connection_oriented";
  case Counter::sccp_segments: return "sccp_segments";
  case Counter::sccp_payload_unknown: return "sccp_payload_unknown";
  case Counter::messages_ansi_tcap: return "messages_ansi_tcap";
  case Counter::frames_queue_full: return "frames_queue_full";
  case Counter::clock_steps: return "clock_steps";
  case Counter::frames_opaque: return "frames_opaque";
  case Counter::frames_kernel_dropped: return "frames_kernel_dropped";
  case Counter::capture_records_damaged: return "capture_records_damaged";
  case Counter::sctp_messages_joined: return "sctp_messages_joined";
  case Counter::sctp_fragments_joined: return "sctp_fragments_joined";
  case Counter::sctp_fragments_waiting: return "sctp_fragments_waiting";
  case Counter::sctp_fragments_abandoned: return "sctp_fragments_abandoned";
  case Counter::sctp_fragments_conflicting: return "sctp_fragments_conflicting";
  case Counter::joined_over_limit: return "joined_over_limit";
  case Counter::tunnels: return "tunnels";
  case Counter::tunnels_over_limit: return "tunnels_over_limit";
  case Counter::tunnel_payload_unknown: return "tunnel_payload_unknown";
  case Counter::erspan_truncated: return "erspan_truncated";
  case Counter::endpoints_evicted: return "endpoints_evicted";
  case Counter::sccp_messages_joined: return "sccp_messages_joined";
  case Counter::sccp_segments_joined: return "sccp_segments_joined";
  case Counter::sccp_segments_waiting: return "sccp_segments_waiting";
  case Counter::sccp_segments_abandoned: return "sccp_segments_abandoned";
  case Counter::sccp_segments_alone: return "sccp_segments_alone";
  case Counter::sccp_segments_unread: return "sccp_segments_unread";
  case Counter::sccp_segments_repeated: return "sccp_segments_repeated";
  case Counter::sccp_segments_conflicting: return "sccp_segments_conflicting";
  case Counter::diameter_payload_unknown: return "diameter_payload_unknown";
  case Counter::signal_units_empty: return "signal_units_empty";
  case Counter::ip_datagrams_joined: return "ip_datagrams_joined";
  case Counter::ip_fragments_joined: return "ip_fragments_joined";
  case Counter::ip_fragments_waiting: return "ip_fragments_waiting";
  case Counter::ip_fragments_abandoned: return "ip_fragments_abandoned";
  case Counter::ip_fragments_repeated: return "ip_fragments_repeated";
  case Counter::ip_fragments_conflicting: return "ip_fragments_conflicting";
  case Counter::ip_datagrams_over_limit: return "ip_datagrams_over_limit";
  case Counter::tcp_messages_joined: return "tcp_messages_joined";
  case Counter::tcp_messages_waiting: return "tcp_messages_waiting";
  case Counter::tcp_segments_repeated: return "tcp_segments_repeated";
  case Counter::tcp_segments_conflicting: return "tcp_segments_conflicting";
  case Counter::tcp_octets_skipped: return "tcp_octets_skipped";
  case Counter::tcp_streams_evicted: return "tcp_streams_evicted";
  case Counter::location_questions: return "location_questions";
  case Counter::location_questions_of_calls: return "location_questions_of_calls";
  case Counter::targets_evicted: return "targets_evicted";
  case Counter::asked_subscribers_evicted: return "asked_subscribers_evicted";
  case Counter::asking_homes_evicted: return "asking_homes_evicted";
  case Counter::roamer_days_over_limit: return "roamer_days_over_limit";
  case Counter::watches_opened: return "watches_opened";
  case Counter::watches_expired: return "watches_expired";
  case Counter::watches_unfinished: return "watches_unfinished";
  case Counter::watches_evicted: return "watches_evicted";
  case Counter::operator_targets_evicted: return "operator_targets_evicted";
  case Counter::deliveries_unobservable: return "deliveries_unobservable";
  case Counter::findings_suppressed: return "findings_suppressed";
  case Counter::forwardings_evicted: return "forwardings_evicted";
  case Counter::messages_gtp: return "messages_gtp";
  default: return "?";
  }
}

} // namespace sigwarden
