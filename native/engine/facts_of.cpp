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

/// A return that only a cancel shows.
bool Engine::is_return_inferred(const Asked& asked) {
  return asked.ending != nullptr && asked.ending->move.flip_back &&
         effect_of(static_cast<OperationId>(asked.request.operation)) == Effect::cancel;
}

bool Engine::meets_unknown(const Asked& asked) const {
  const SourceProfile* profile =
      sources_.find({asked.request.source, static_cast<uint64_t>(asked.technology)});
  return profile != nullptr && profile->unknown.hits != 0;
}

/// CAP's is kept with the request. Of Diameter it is asked of the serving network alone.
Tristate Engine::is_addressed_home(const Asked& asked) const {
  const Request& r = asked.request;
  const bool is_asked = asked.technology == Technology::diameter &&
                        policy_.sender(static_cast<OperationId>(r.operation)) == Sender::serving;
  return is_asked ? asked.networks.same_operator(r.destination, r.home)
                  : r.answer(Request::is_addressed_home);
}

/// What a request has at hand and its end: of each screening fact its field and its value.
template <class Visit> void Engine::each_at_hand(const Asked& asked, Visit&& visit) const {
  const Request& r = asked.request;
  visit(guard::technology, asked.technology);
  visit(guard::entitlement, r.entitlement);
  visit(guard::entitlement_reason, r.reason);
  visit(guard::link_role, links_.role(asked.place));
  visit(guard::link_one_sided, r.has(Request::kOneSided));
  visit(guard::direction, r.direction);
  visit(guard::dialogue_protocol_known, r.has(Request::kProtocolKnown));
  visit(guard::origin_is_home, asked.networks.is_home(r.origin));
  visit(guard::origin_is_subscriber_home, r.answer(Request::is_subscriber_home));
  visit(guard::origin_is_serving, r.answer(Request::is_serving));
  visit(guard::origin_host_in_realm, r.answer(Request::host_in_realm));
  visit(guard::subscriber_is_own, r.answer(Request::is_own));
  visit(guard::claim_move_possible, r.answer(Request::move_possible));
  visit(guard::anomaly_other_strong, (r.anomalies & anomaly::kStrong & ~anomaly::kHasRule) != 0);
  visit(guard::anomaly_any, r.anomalies != 0);
  visit(guard::message_is_returned, r.has(Request::kReturned));
  visit(guard::message_from_initiator, r.has(Request::kFromInitiator));
  visit(guard::layers_agree, r.answer(Request::layers_agree));
  visit(guard::roles_fit, asked.roles_fit);
  visit(guard::claim_flip_back, asked.ending != nullptr && asked.ending->move.flip_back);
  visit(guard::claim_return_inferred, is_return_inferred(asked));
  visit(guard::source_meets_unknown, meets_unknown(asked));
}

/// That and what is noted of the message.
GuardWord Engine::guard_of(const Asked& asked) const {
  GuardWord word = guard_of_message();
  each_at_hand(asked, [&](GuardField field, auto value) { word.set(field, value); });
  return word;
}

/// The same as facts, those of the message apart, which are noted already; and whatever else is
/// `wanted`. What is not keeps the value that it had.
void Engine::fill_facts(const Asked& asked, const FactSet& wanted) {
  Facts& facts = facts_;
  const Request& r = asked.request;
  const OperationId operation = static_cast<OperationId>(r.operation);
  each_at_hand(asked, [&](GuardField field, auto value) { facts.set(field.fact, value); });
  facts.set(Fact::operation_id, operation);
  facts.set(Fact::operation_entitled, policy_.sender(operation));
  facts.set(Fact::operation_purpose, policy_.purposes(operation));
  facts.set(Fact::link_tap, links_.tap(asked.place));
  facts.set(Fact::origin_network, r.origin);
  facts.set(Fact::destination_network, r.destination);
  facts.set(Fact::destination_is_subscriber_home, is_addressed_home(asked));
  facts.set(Fact::subscriber_known, r.imsi_length != 0);
  facts.set(Fact::subscriber_home, r.home);
  facts.set(Fact::subscriber_serving, r.serving);
  facts.set(Fact::subscriber_serving_grade, r.grade);
  facts.set(Fact::subscriber_serving_age, r.serving_age_s);
  facts.set(Fact::subscriber_is_abroad, r.answer(Request::is_abroad));
  facts.set(Fact::disclosed, r.disclosed);
  facts.set(Fact::requested, r.requested);
  facts.set(Fact::anomaly_strong, (r.anomalies & anomaly::kStrong) != 0);
  facts.anomalies = r.anomalies;
  facts.set(Fact::component_index, r.component_index);
  facts.set(Fact::component_count, r.component_count);
  fill_ending(asked);
  if (wanted.shares(kPartyFacts)) fill_parties(r, asked.networks, facts);
  if (wanted.shares(kJourneyFacts)) fill_journey(r, asked.networks, facts);
  if (wanted.shares(kSourceFacts)) fill_source(asked, facts);
  fill_rates(asked, wanted, facts);
  fill_sequence(asked, wanted);
}

/// What of the end is not at hand before it.
void Engine::fill_ending(const Asked& asked) {
  const Move move = asked.ending == nullptr ? Move{} : asked.ending->move;
  facts_.set(Fact::outcome, asked.ending == nullptr ? Outcome::open : asked.ending->outcome);
  facts_.set(Fact::claim_flip_suspect, move.suspect);
  facts_.set(Fact::claim_flip_seconds, move.flip_back ? int64_t{move.held_s} : -1);
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
