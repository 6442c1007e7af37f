// SPDX-License-Identifier: Apache-2.0
// Engine: a request as facts, in the terms of src/schema/facts.ts. Unknown parties are 0, unknown
// measures negative, so that what is not known fires nothing (native/screen/policy.hpp). First what
// may dismiss all rules, then what those that are left ask for.
#include "native/engine/engine.hpp"

#include "native/generated/anomalies.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerSecond = 1'000'000'000;

constexpr FactSet kPartyFacts{std::array{Fact::origin_operator, Fact::origin_territory,
                                         Fact::origin_precision, Fact::origin_is_foreign,
                                         Fact::destination_is_home}};
constexpr FactSet kJourneyFacts{std::array{Fact::claim_distance, Fact::claim_travel_seconds,
                                           Fact::claim_silent_seconds,
                                           Fact::subscriber_last_place_age, Fact::state_coverage}};
constexpr FactSet kSourceFacts{
    std::array{Fact::source_first_seen_seconds, Fact::source_distinct_targets}};

} // namespace

/// Known and not ours. An address of which only our own country is known may well be ours.
bool Engine::is_foreign(const Networks& networks, Party party) const {
  if (party == kNoParty || networks.is_home(party)) return false;
  if (networks.precision(party) == Precision::operator_) return true;
  for (uint32_t i = 0; i < home_count_; i++)
    if (networks.share_territory(party, homes_[i])) return false;
  return true;
}

/// What a request has at hand; nothing is looked up for it in the tables of who is who. Facts of an
/// answer and of the message are those of none: fill_ending() and fill_message_facts() come after.
void Engine::fill_screening(const Asked& asked, Facts& facts) {
  forget_message_facts();
  const Request& r = asked.request;
  facts.set(Fact::technology, asked.technology);
  facts.set(Fact::operation_id, r.operation);
  facts.set(Fact::entitlement, r.entitlement);
  facts.set(Fact::entitlement_reason, r.reason);
  facts.set(Fact::link_role, links_.role(asked.place));
  facts.set(Fact::link_tap, links_.tap(asked.place));
  facts.set(Fact::link_one_sided, r.has(Request::kOneSided));
  facts.set(Fact::direction, r.direction);
  facts.set(Fact::dialogue_protocol_known, r.has(Request::kProtocolKnown));
  facts.set(Fact::origin_is_home, asked.networks.is_home(r.origin));
  facts.set(Fact::origin_is_subscriber_home, r.answer(Request::is_subscriber_home));
  facts.set(Fact::origin_is_serving, r.answer(Request::is_serving));
  facts.set(Fact::origin_host_in_realm, r.answer(Request::host_in_realm));
  facts.set(Fact::destination_is_subscriber_home, r.answer(Request::is_addressed_home));
  facts.set(Fact::subscriber_known, r.imsi_length != 0);
  facts.set(Fact::subscriber_is_own, r.answer(Request::is_own));
  facts.set(Fact::subscriber_serving_grade, r.grade);
  facts.set(Fact::subscriber_is_abroad, r.answer(Request::is_abroad));
  facts.set(Fact::claim_move_possible, r.answer(Request::move_possible));
  facts.set(Fact::claim_flip_back, 0);
  facts.set(Fact::claim_flip_suspect, kNoParty);
  facts.set(Fact::claim_flip_seconds, -1);
  facts.set(Fact::claim_return_inferred, 0);
  facts.set(Fact::outcome, Outcome::open);
  facts.set(Fact::anomaly_strong, (r.anomalies & anomaly::kStrong) != 0);
  facts.set(Fact::anomaly_other_strong, (r.anomalies & anomaly::kStrong & ~anomaly::kHasRule) != 0);
  facts.set(Fact::anomaly_any, r.anomalies != 0);
  facts.anomalies = r.anomalies;
  facts.set(Fact::message_is_returned, r.has(Request::kReturned));
  facts.set(Fact::message_from_initiator, r.has(Request::kFromInitiator));
  facts.set(Fact::layers_agree, r.answer(Request::layers_agree));
}

/// Everything else that is `wanted`, but for sequences; what is not keeps whatever it was.
void Engine::fill_facts(const Asked& asked, const FactSet& wanted, Facts& facts) {
  const Request& r = asked.request;
  const OperationId operation = static_cast<OperationId>(r.operation);
  facts.set(Fact::operation_entitled, policy_.sender(operation));
  facts.set(Fact::operation_purpose, policy_.purposes(operation));
  facts.set(Fact::origin_network, r.origin);
  facts.set(Fact::destination_network, r.destination);
  facts.set(Fact::subscriber_home, r.home);
  facts.set(Fact::subscriber_serving, r.serving);
  facts.set(Fact::subscriber_serving_age, r.serving_age_s);
  facts.set(Fact::disclosed, r.disclosed);
  facts.set(Fact::requested, r.requested);
  facts.set(Fact::component_index, r.component_index);
  facts.set(Fact::component_count, r.component_count);
  if (wanted.shares(kPartyFacts)) fill_parties(r, asked.networks, facts);
  if (wanted.shares(kJourneyFacts)) fill_journey(r, asked.networks, facts);
  if (wanted.shares(kSourceFacts)) fill_source(asked, facts);
  fill_rates(asked, wanted, facts);
}

void Engine::fill_parties(const Request& r, const Networks& networks, Facts& facts) const {
  facts.set(Fact::origin_operator, networks.operator_of(r.origin));
  facts.set(Fact::origin_territory, networks.territory(r.origin, 0));
  facts.set(Fact::origin_precision, networks.precision(r.origin));
  facts.set(Fact::origin_is_foreign, is_foreign(networks, r.origin));
  facts.set(Fact::destination_is_home, networks.is_home(r.destination));
}

void Engine::fill_source(const Asked& asked, Facts& facts) const {
  const SourceProfile* profile =
      sources_.find({asked.request.source, static_cast<uint64_t>(asked.technology)});
  const uint64_t time_ns = clock_.nanoseconds(asked.time_ns);
  int64_t seen_s = -1, targets = -1;
  if (profile != nullptr) {
    seen_s = time_ns > profile->first_ns
                 ? static_cast<int64_t>((time_ns - profile->first_ns) / kNsPerSecond)
                 : 0;
    targets = Sources::distinct_targets(*profile);
  }
  facts.set(Fact::source_first_seen_seconds, seen_s);
  facts.set(Fact::source_distinct_targets, targets);
}

} // namespace sigwarden
