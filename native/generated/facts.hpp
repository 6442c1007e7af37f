// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Fact : uint8_t {
  technology = 0, // SS7 or Diameter
  operation_id = 1, // The operation or command
  operation_entitled = 2, // Who may send this operation
  operation_purpose = 3, // What the operation can serve
  entitlement = 4, // Whether the address was entitled to ask
  entitlement_reason = 5, // Why the verdict is what it is
  link_role = 6, // Role of the link it came over
  link_tap = 7, // Where the tap sits on that link
  direction = 8, // Direction seen from our network
  dialogue_protocol_known = 9, // The application context was seen, or the Begin admits one protocol
  origin_network = 10, // Network that the calling title or Origin-Realm belongs to
  origin_operator = 11, // Operator of that network
  origin_territory = 12, // First territory of that network
  origin_precision = 13, // Whether the operator or only the country is known
  origin_is_home = 14, // The address is in our own ranges
  origin_is_foreign = 15, // The address is known and not ours
  origin_is_subscriber_home = 16, // The origin belongs to the home operator of the subscriber
  origin_is_serving = 17, // The origin is the network that serves the subscriber
  destination_network = 18, // Network of the called title or Destination-Realm
  destination_is_home = 19, // The called address is in our own ranges
  subscriber_known = 20, // An IMSI is in the message or in the learned map
  subscriber_home = 21, // Home network of the subscriber
  subscriber_is_own = 22, // The subscriber is ours, by IMSI or the learned map
  subscriber_serving = 23, // Network of the best claim about the subscriber
  subscriber_serving_grade = 24, // Grade of that claim
  subscriber_serving_age = 25, // Age of that claim
  claim_flip_back = 26, // The subscriber came back to A after B, which is no neighbour of A, and was never corroborated or is too far away for that time
  claim_flip_suspect = 27, // The network B of a flip-back
  claim_flip_seconds = 28, // How long B held the subscriber
  outcome = 29, // How the dialogue ended
  disclosed = 30, // What the answer gave away
  requested = 31, // What the request asked for
  anomaly_strong = 32, // The message carries a strong anomaly
  anomaly_any = 33, // The message carries any anomaly
  component_index = 34, // Position of the component in its message, from 0
  component_count = 35, // Invokes in the message
  message_is_returned = 36, // A network returned the message (UDTS, XUDTS, LUDTS)
  message_from_initiator = 37, // The side that opened the dialogue sent it
  origin_host_in_realm = 38, // Origin-Host lies inside Origin-Realm (RFC 6733 §6.3)
  layers_agree = 39, // Node addresses inside the operation belong to the operator of the calling title
  subscriber_is_abroad = 40, // The best claim places the subscriber outside the territories of its home
  source_first_seen_seconds = 41, // Time since the source address was first seen
  source_distinct_targets = 42, // Distinct subscribers the source address asked about (estimate)
  link_one_sided = 43, // The link has shown messages in one direction only so far
  claim_move_possible = 44, // The move that an update claims is possible in the time since the last place that anything supports
  destination_is_subscriber_home = 45, // The called address belongs to the home operator of the subscriber
  update_prepared = 46, // The operator that sends the update got vectors for the subscriber within the hour
  update_cancel_seen = 47, // The home cancelled the subscriber elsewhere within the hour after the update
  cancel_seconds = 48, // Of an update: time since a cancel or purge by somebody who was not entitled to it; of such a cancel or purge: 0 when an update was seen at the same time
  cancel_suspect = 49, // The network that sent that cancel or purge
  chain_seconds = 50, // Time since our node told the identity of the subscriber to another network, with no delivery and no call since
  chain_same_operator = 51, // The operator that was told the identity is the one that asks now
  harvest_targets = 52, // Subscribers of whom the operator got vectors within a day and for an hour sent no update, each beyond the borders of every network that may serve the subscriber
  harvest_all_targets = 53, // harvest.targets, and with them subscribers of whose place nothing is known, of an operator that never served any of ours, or did so with two whose place is known, or whose address sends nothing else
  harvest_days = 54, // Days of the last 32 on which the operator did so with this subscriber
  delivery_missing_share = 55, // Of the operator’s routing questions that we answered within a day, the share that no delivery followed within five minutes: lower bound of the 95 % interval, from 50 questions on
  move_received = 56, // The network of the update then took a short message or a call for the subscriber
  move_old_service = 57, // The network before the update went on serving the subscriber
  move_new_service = 58, // The network of the update sent more about the subscriber than updates and questions for vectors
  detach_unexplained = 59, // The subscriber was cancelled, purged or stripped of data by somebody who was not entitled to it, and no update explains it
  rate_location_hour = 60, // Earlier questions of this operator for the place of this subscriber in the last hour, without those that a call explains; buckets of 10 minutes
  rate_location_6h = 61, // The same in the last 6 hours; buckets of an hour
  rate_location_day = 62, // The same in the last 24 hours; buckets of an hour
  rate_days = 63, // Days (UTC) with such a question among the last 32
  rate_sustained_hours = 64, // Hours in a row up to now with a question in each and two an hour on average, where an hour counts three at most, so that a burst is no steady asking
  rate_home_median = 65, // Median of the questions a day that the home network of the subscriber asks about one of those it asks about at all; the upper edge of its class; known from 50 subscriber-days on
  rate_times_median = 66, // rate.location_day as a multiple of rate.home_median, rounded down
  subscriber_asking_operators_day = 67, // Known operators that asked for the place of this subscriber in the last 24 hours, this one included; 8 means 8 or more
  source_distinct_hour = 68, // Subscribers whose place the source address asked for in the last hour, in buckets of 20 minutes; an estimate with a standard error of 13 %
  source_times_usual = 69, // Questions for a place by the source address in the last hour as a multiple of its usual hour, rounded up; known from a day after the first
  source_hours_active = 70, // Hours of the last 24 in which the source address asked for a place
  source_unknown_percent = 71, // Share of the latest requests of the source address (the last 32 to 512 that were answered or refused) that were refused because there is no such subscriber
  source_sequential_percent = 72, // Share of the latest numbers that the source address named (the last 32 to 512) that are above the one before and in the same hundred
  source_dormant_seconds = 73, // Silence of a day or more that the source address broke within the last day; 0 without one
  source_dialect = 74, // Number of the form in which the stack of the source address writes what it could write otherwise: kind of transaction or session id, of address and of label. Equal numbers, equal form; compared, never judged by itself
  roles_fit = 75, // The subsystems of both sides are ones between which the application context is opened
  layers_differing = 76, // Which addresses inside the operation belong to another operator than the calling title
  layers_network = 77, // Network of the first of them
  forwarding_change = 78, // What the operation does to call forwarding
  forwarding_network = 79, // Network, or country, of the number that calls are forwarded to
  forwarding_is_stranger = 80, // That number lies neither at home nor where the subscriber is served; of an erasure: what was set
  forwarding_held = 81, // How long what this address had set stood, when it erases it
  csi_is_home = 82, // Every gsmSCF that a profile installs belongs to the home operator of the subscriber
  csi_network = 83, // Network of the first gsmSCF that does not
  reset_is_of_sender = 84, // Every register and user that a reset names belongs to the operator that sends it
  component_differs = 85, // Another invoke of the message is about somebody else, or needs another sender
  source_encodes_so = 86, // The source writes nearly all its messages in odd forms of BER, as old stacks do
  anomaly_other_strong = 87, // The message carries a strong anomaly that no rule of its own names
  answer_names_router = 88, // The serving node that an answer names is an SMS router of its network
  answer_imsi_is_real = 89, // The IMSI that an answer names is the subscriber’s, and no correlation id of one delivery
  origin_is_hub = 90, // The address is of a network that is configured to relay for others
  destination_is_hub = 91, // The called address is of such a network
  claim_distance = 95, // Kilometres, border to border, from the network of the best claim to that of a move: the least over both footprints
  claim_travel_seconds = 96, // The least time in which that distance can be travelled, by road, rail, sea or air
  claim_silent_seconds = 97, // Time from the last activity at a place that anything supports to this move
  subscriber_last_place_age = 98, // Time since the last activity at a place that anything supports; asked where the sender does not serve
  state_coverage = 99, // Share of the latest requests of serving networks, moves apart, whose subscriber has a claim, in percent
  claim_return_inferred = 104, // That the subscriber came back is inferred from a cancel of the home network that no update of the next ten minutes explains
  argument_lengths_mixed = 105, // One string of the argument has its length in the long form, and another has not
  source_meets_unknown = 106, // Any of the latest requests of the source address was refused because there is no such subscriber
};
constexpr uint32_t kFactCount = 107;
constexpr const char* name_of(Fact value) {
  switch (value) {
  case Fact::technology: return "technology";
  case Fact::operation_id: return "operation.id";
  case Fact::operation_entitled: return "operation.entitled";
  case Fact::operation_purpose: return "operation.purpose";
  case Fact::entitlement: return "entitlement";
  case Fact::entitlement_reason: return "entitlement.reason";
  case Fact::link_role: return "link.role";
  case Fact::link_tap: return "link.tap";
  case Fact::direction: return "direction";
  case Fact::dialogue_protocol_known: return "dialogue.protocol_known";
  case Fact::origin_network: return "origin.network";
  case Fact::origin_operator: return "origin.operator";
  case Fact::origin_territory: return "origin.territory";
  case Fact::origin_precision: return "origin.precision";
  case Fact::origin_is_home: return "origin.is_home";
  case Fact::origin_is_foreign: return "origin.is_foreign";
  case Fact::origin_is_subscriber_home: return "origin.is_subscriber_home";
  case Fact::origin_is_serving: return "origin.is_serving";
  case Fact::destination_network: return "destination.network";
  case Fact::destination_is_home: return "destination.is_home";
  case Fact::subscriber_known: return "subscriber.known";
  case Fact::subscriber_home: return "subscriber.home";
  case Fact::subscriber_is_own: return "subscriber.is_own";
  case Fact::subscriber_serving: return "subscriber.serving";
  case Fact::subscriber_serving_grade: return "subscriber.serving_grade";
  case Fact::subscriber_serving_age: return "subscriber.serving_age";
  case Fact::claim_flip_back: return "claim.flip_back";
  case Fact::claim_flip_suspect: return "claim.flip_suspect";
  case Fact::claim_flip_seconds: return "claim.flip_seconds";
  case Fact::outcome: return "outcome";
  case Fact::disclosed: return "disclosed";
  case Fact::requested: return "requested";
  case Fact::anomaly_strong: return "anomaly.strong";
  case Fact::anomaly_any: return "anomaly.any";
  case Fact::component_index: return "component.index";
  case Fact::component_count: return "component.count";
  case Fact::message_is_returned: return "message.is_returned";
  case Fact::message_from_initiator: return "message.from_initiator";
  case Fact::origin_host_in_realm: return "origin.host_in_realm";
  case Fact::layers_agree: return "layers.agree";
  case Fact::subscriber_is_abroad: return "subscriber.is_abroad";
  case Fact::source_first_seen_seconds: return "source.first_seen_seconds";
  case Fact::source_distinct_targets: return "source.distinct_targets";
  case Fact::link_one_sided: return "link.one_sided";
  case Fact::claim_move_possible: return "claim.move_possible";
  case Fact::destination_is_subscriber_home: return "destination.is_subscriber_home";
  case Fact::update_prepared: return "update.prepared";
  case Fact::update_cancel_seen: return "update.cancel_seen";
  case Fact::cancel_seconds: return "cancel.seconds";
  case Fact::cancel_suspect: return "cancel.suspect";
  case Fact::chain_seconds: return "chain.seconds";
  case Fact::chain_same_operator: return "chain.same_operator";
  case Fact::harvest_targets: return "harvest.targets";
  case Fact::harvest_all_targets: return "harvest.all_targets";
  case Fact::harvest_days: return "harvest.days";
  case Fact::delivery_missing_share: return "delivery.missing_share";
  case Fact::move_received: return "move.received";
  case Fact::move_old_service: return "move.old_service";
  case Fact::move_new_service: return "move.new_service";
  case Fact::detach_unexplained: return "detach.unexplained";
  case Fact::rate_location_hour: return "rate.location_hour";
  case Fact::rate_location_6h: return "rate.location_6h";
  case Fact::rate_location_day: return "rate.location_day";
  case Fact::rate_days: return "rate.days";
  case Fact::rate_sustained_hours: return "rate.sustained_hours";
  case Fact::rate_home_median: return "rate.home_median";
  case Fact::rate_times_median: return "rate.times_median";
  case Fact::subscriber_asking_operators_day: return "subscriber.asking_operators_day";
  case Fact::source_distinct_hour: return "source.distinct_hour";
  case Fact::source_times_usual: return "source.times_usual";
  case Fact::source_hours_active: return "source.hours_active";
  case Fact::source_unknown_percent: return "source.unknown_percent";
  case Fact::source_sequential_percent: return "source.sequential_percent";
  case Fact::source_dormant_seconds: return "source.dormant_seconds";
  case Fact::source_dialect: return "source.dialect";
  case Fact::roles_fit: return "roles.fit";
  case Fact::layers_differing: return "layers.differing";
  case Fact::layers_network: return "layers.network";
  case Fact::forwarding_change: return "forwarding.change";
  case Fact::forwarding_network: return "forwarding.network";
  case Fact::forwarding_is_stranger: return "forwarding.is_stranger";
  case Fact::forwarding_held: return "forwarding.held";
  case Fact::csi_is_home: return "csi.is_home";
  case Fact::csi_network: return "csi.network";
  case Fact::reset_is_of_sender: return "reset.is_of_sender";
  case Fact::component_differs: return "component.differs";
  case Fact::source_encodes_so: return "source.encodes_so";
  case Fact::anomaly_other_strong: return "anomaly.other_strong";
  case Fact::answer_names_router: return "answer.names_router";
  case Fact::answer_imsi_is_real: return "answer.imsi_is_real";
  case Fact::origin_is_hub: return "origin.is_hub";
  case Fact::destination_is_hub: return "destination.is_hub";
  case Fact::claim_distance: return "claim.distance";
  case Fact::claim_travel_seconds: return "claim.travel_seconds";
  case Fact::claim_silent_seconds: return "claim.silent_seconds";
  case Fact::subscriber_last_place_age: return "subscriber.last_place_age";
  case Fact::state_coverage: return "state.coverage";
  case Fact::claim_return_inferred: return "claim.return_inferred";
  case Fact::argument_lengths_mixed: return "argument.lengths_mixed";
  case Fact::source_meets_unknown: return "source.meets_unknown";
  default: return "?";
  }
}

enum class FactKind : uint8_t { bool_, number, duration, party, operator_, territory, operation, enum_, bits };
constexpr FactKind kFactKinds[kFactCount] = {FactKind::enum_, FactKind::operation, FactKind::enum_, FactKind::bits, FactKind::enum_, FactKind::enum_, FactKind::enum_, FactKind::enum_, FactKind::enum_, FactKind::bool_, FactKind::party, FactKind::operator_, FactKind::territory, FactKind::enum_, FactKind::bool_, FactKind::bool_, FactKind::enum_, FactKind::enum_, FactKind::party, FactKind::bool_, FactKind::bool_, FactKind::party, FactKind::enum_, FactKind::party, FactKind::enum_, FactKind::duration, FactKind::bool_, FactKind::party, FactKind::duration, FactKind::enum_, FactKind::bits, FactKind::bits, FactKind::bool_, FactKind::bool_, FactKind::number, FactKind::number, FactKind::bool_, FactKind::bool_, FactKind::enum_, FactKind::enum_, FactKind::enum_, FactKind::duration, FactKind::number, FactKind::bool_, FactKind::enum_, FactKind::enum_, FactKind::enum_, FactKind::bool_, FactKind::duration, FactKind::party, FactKind::duration, FactKind::enum_, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::bool_, FactKind::bool_, FactKind::bool_, FactKind::bool_, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::duration, FactKind::number, FactKind::enum_, FactKind::bits, FactKind::party, FactKind::enum_, FactKind::party, FactKind::enum_, FactKind::duration, FactKind::enum_, FactKind::party, FactKind::enum_, FactKind::bool_, FactKind::enum_, FactKind::bool_, FactKind::enum_, FactKind::enum_, FactKind::bool_, FactKind::bool_, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::duration, FactKind::duration, FactKind::duration, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::number, FactKind::bool_, FactKind::bool_, FactKind::bool_};
/// Of a screening fact: the value v is bit `shift + v` of word `word` of the guard.
struct GuardField { Fact fact; uint8_t word, shift, width; };
namespace guard {
constexpr GuardField technology{Fact::technology, 0, 0, 4};
constexpr GuardField entitlement{Fact::entitlement, 0, 4, 4};
constexpr GuardField entitlement_reason{Fact::entitlement_reason, 0, 8, 24};
constexpr GuardField link_role{Fact::link_role, 0, 32, 4};
constexpr GuardField direction{Fact::direction, 0, 36, 4};
constexpr GuardField dialogue_protocol_known{Fact::dialogue_protocol_known, 0, 40, 2};
constexpr GuardField origin_is_home{Fact::origin_is_home, 0, 42, 2};
constexpr GuardField origin_is_subscriber_home{Fact::origin_is_subscriber_home, 0, 44, 3};
constexpr GuardField origin_is_serving{Fact::origin_is_serving, 0, 47, 3};
constexpr GuardField subscriber_is_own{Fact::subscriber_is_own, 0, 50, 3};
constexpr GuardField claim_flip_back{Fact::claim_flip_back, 0, 53, 2};
constexpr GuardField anomaly_any{Fact::anomaly_any, 0, 55, 2};
constexpr GuardField message_is_returned{Fact::message_is_returned, 0, 57, 2};
constexpr GuardField message_from_initiator{Fact::message_from_initiator, 0, 59, 2};
constexpr GuardField origin_host_in_realm{Fact::origin_host_in_realm, 0, 61, 3};
constexpr GuardField layers_agree{Fact::layers_agree, 1, 0, 3};
constexpr GuardField link_one_sided{Fact::link_one_sided, 1, 3, 2};
constexpr GuardField claim_move_possible{Fact::claim_move_possible, 1, 5, 3};
constexpr GuardField roles_fit{Fact::roles_fit, 1, 8, 3};
constexpr GuardField forwarding_is_stranger{Fact::forwarding_is_stranger, 1, 11, 3};
constexpr GuardField csi_is_home{Fact::csi_is_home, 1, 14, 3};
constexpr GuardField reset_is_of_sender{Fact::reset_is_of_sender, 1, 17, 3};
constexpr GuardField component_differs{Fact::component_differs, 1, 20, 2};
constexpr GuardField source_encodes_so{Fact::source_encodes_so, 1, 22, 3};
constexpr GuardField anomaly_other_strong{Fact::anomaly_other_strong, 1, 25, 2};
constexpr GuardField answer_names_router{Fact::answer_names_router, 1, 27, 3};
constexpr GuardField answer_imsi_is_real{Fact::answer_imsi_is_real, 1, 30, 3};
constexpr GuardField origin_is_hub{Fact::origin_is_hub, 1, 33, 2};
constexpr GuardField destination_is_hub{Fact::destination_is_hub, 1, 35, 2};
constexpr GuardField claim_return_inferred{Fact::claim_return_inferred, 1, 37, 2};
constexpr GuardField source_meets_unknown{Fact::source_meets_unknown, 1, 39, 2};
} // namespace guard
constexpr GuardField kGuardFields[] = {
  guard::technology,
  guard::entitlement,
  guard::entitlement_reason,
  guard::link_role,
  guard::direction,
  guard::dialogue_protocol_known,
  guard::origin_is_home,
  guard::origin_is_subscriber_home,
  guard::origin_is_serving,
  guard::subscriber_is_own,
  guard::claim_flip_back,
  guard::anomaly_any,
  guard::message_is_returned,
  guard::message_from_initiator,
  guard::origin_host_in_realm,
  guard::layers_agree,
  guard::link_one_sided,
  guard::claim_move_possible,
  guard::roles_fit,
  guard::forwarding_is_stranger,
  guard::csi_is_home,
  guard::reset_is_of_sender,
  guard::component_differs,
  guard::source_encodes_so,
  guard::anomaly_other_strong,
  guard::answer_names_router,
  guard::answer_imsi_is_real,
  guard::origin_is_hub,
  guard::destination_is_hub,
  guard::claim_return_inferred,
  guard::source_meets_unknown,
};

} // namespace sigwarden
