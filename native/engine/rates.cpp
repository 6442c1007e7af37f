// SPDX-License-Identifier: Apache-2.0
// Engine: which requests the target ledger and the source profile learn from, and what they say as
// facts. What a question asks for and who may ask it decide, not a list of operations: a new one
// that asks for a place counts from the day it is decoded and has a row in the entitlement table.
#include "native/engine/dialect.hpp"
#include "native/engine/engine.hpp"

namespace sigwarden {
namespace {

/// The answer is a place, or the node that has the subscriber.
constexpr uint32_t kPlace = requested::location | requested::current_location |
                            requested::coordinates | requested::eps_location |
                            requested::serving_node;

/// What the ledger alone knows, in the order of their ids.
constexpr std::array kRateFacts{Fact::rate_location_hour,   Fact::rate_location_6h,
                                Fact::rate_location_day,    Fact::rate_days,
                                Fact::rate_sustained_hours, Fact::rate_home_median,
                                Fact::rate_times_median,    Fact::subscriber_asking_operators_day,
                                Fact::source_distinct_hour, Fact::source_times_usual,
                                Fact::source_hours_active};
/// What the profile knows whatever is asked.
constexpr std::array kProfileFacts{Fact::source_unknown_percent, Fact::source_sequential_percent,
                                   Fact::source_dormant_seconds, Fact::source_dialect};

/// Requests of one source of which one is looked at for its dialect.
constexpr uint64_t kDialectEach = 16;

/// What a call makes a home network ask: where the phone is, for its prepaid account.
bool may_be_call(OperationId id) {
  return id == OperationId::gsm_map_provideSubscriberInfo || id == OperationId::s6a_IDR;
}

template <size_t kCount> void forget(Facts& facts, const std::array<Fact, kCount>& which) {
  for (const Fact fact : which)
    facts.set(fact, -1);
}

} // namespace

void Engine::forget_rates() {
  forget(facts_, kRateFacts);
  forget(facts_, kProfileFacts);
  facts_.has_rates = false;
}

/// Routing information tells a place where only the network itself may ask for it. Where any may,
/// or the home, it is how a message or a call is delivered. What we ask inside our own network is
/// no question to anybody.
bool Engine::asks_for_place(const Request& request, const Networks& networks) const {
  if ((request.requested & (kPlace | requested::routing)) == 0) [[likely]]
    return false;
  const OperationId id = static_cast<OperationId>(request.operation);
  const bool routing = (request.requested & requested::routing) != 0 &&
                       policy_.sender(id) == Sender::own &&
                       (policy_.purposes(id) & purpose::location) != 0;
  if ((request.requested & kPlace) == 0 && !routing) return false;
  return !networks.is_home(request.origin) ||
         request.direction == static_cast<uint8_t>(Direction::egress);
}

uint64_t Engine::asker_of(const Request& request, Technology technology,
                          const Networks& networks) const {
  return targets_.asker_key(networks.operator_of(request.origin), request.source,
                            static_cast<uint64_t>(technology));
}

/// What the request tells of its source.
void Engine::profile_source(Now& now, const Operation& op, const Request& request) {
  const OperationId id = static_cast<OperationId>(request.operation);
  SourceProfile& profile =
      sources_.observe(now.seen.source, now.hashes.source, clock_.nanoseconds(now.frame.time_ns));
  const uint64_t subscriber = request.imsi_length != 0 ? request.imsi : request.msisdn;
  if (subscriber != 0) sources_.add_target(profile, subscriber);
  const Digits& named = op.imsi.empty() ? op.msisdn : op.imsi;
  if (!named.empty()) profile.name_number(named.bcd, named.length);
  const uint32_t bit = static_cast<uint32_t>(id) % 128;
  profile.operations[bit / 64] |= uint64_t{1} << (bit % 64);
  const bool is_breach = request.entitlement == static_cast<uint8_t>(Entitlement::not_entitled);
  profile.not_entitled += is_breach;
  if (now.message.technology == Technology::ss7) {
    const Ss7& ss7 = now.message.ss7;
    if ((request.anomalies & Sources::kOddForms) != 0) [[unlikely]]
      profile.odd_forms++;
    if (ss7.calling.has_ssn) profile.subsystems |= uint64_t{1} << (ss7.calling.ssn % 64);
    if (ss7.context.present) profile.versions |= 1u << (ss7.context.version % 32);
  }
  if (is_breach || profile.requests % kDialectEach == 1) {
    const uint32_t dialect = dialect_of(now.message, now.base(), now.frame.time_ns);
    profile.dialects += profile.dialect != 0 && profile.dialect != dialect;
    profile.dialect = dialect;
  }
  if (subscriber != 0 && asks_for_place(request, now.networks)) [[unlikely]] {
    sources_.ask_place(profile, subscriber, now.now_s);
    enter_question(now, request);
  }
}

void Engine::enter_question(const Now& now, const Request& request) {
  const uint64_t subscriber =
      Targets::subscriber_key(request.imsi, request.msisdn, request.msisdn_length);
  if (subscriber == 0) return;
  Targets::Question question;
  question.subscriber = subscriber;
  question.asker = asker_of(request, now.message.technology, now.networks);
  question.operator_number = now.networks.operator_of(request.origin);
  if (request.answer(Request::is_subscriber_home) == Tristate::yes)
    question.home = now.networks.operator_of(request.home);
  question.may_be_call = may_be_call(static_cast<OperationId>(request.operation));
  count(counters_, Counter::location_questions);
  if (!targets_.ask(question, now.now_s)) count(counters_, Counter::location_questions_of_calls);
}

/// A call to or from the subscriber may be why the home network asked where he is.
void Engine::enter_call(const Now& now, const Request& request, Effect effect) {
  if (effect != Effect::roaming_number && effect != Effect::initial_dp) return;
  const uint64_t asker = asker_of(request, now.message.technology, now.networks);
  const bool explains = effect == Effect::initial_dp
                            ? targets_.call_by(request.imsi, now.now_s)
                            : targets_.call_to(request.imsi, asker, now.now_s);
  if (explains) count(counters_, Counter::location_questions_of_calls);
}

/// One more day of the subscriber at this network, if it is the first that is heard of it.
void Engine::count_roamer_day(uint64_t imsi, Party home, Party visited, uint64_t time_ns,
                              const Networks& networks) {
  if (!claims_.first_of_day(imsi, visited, networks)) return;
  RoamerDaysKey key;
  key.month = month_of(time_ns);
  key.home = home;
  key.visited = visited;
  roamer_days_.count(key);
}

/// Rates are known only of a question for a place: otherwise those of the request before, which may
/// stand there still, are taken away.
void Engine::fill_rates(const Asked& asked, const FactSet& wanted, Facts& facts) const {
  constexpr FactSet kRates{kRateFacts}, kProfile{kProfileFacts};
  const bool asks_rates = wanted.shares(kRates);
  if (!asks_rates && !wanted.shares(kProfile)) return;
  const Request& request = asked.request;
  const uint32_t now_s = clock_.seconds(asked.time_ns);
  const SourceProfile* profile =
      sources_.find({request.source, static_cast<uint64_t>(asked.technology)});
  if (profile == nullptr) {
    forget(facts, kProfileFacts);
  } else {
    facts.set(Fact::source_unknown_percent, profile->unknown.percent());
    facts.set(Fact::source_sequential_percent, profile->sequential.percent());
    facts.set(Fact::source_dormant_seconds, profile->dormant_s(now_s));
    facts.set(Fact::source_dialect, profile->dialect);
  }
  if (!asks_rates) return;
  if (facts.has_rates) forget(facts, kRateFacts);
  facts.has_rates = asks_for_place(request, asked.networks);
  if (!facts.has_rates) return;
  if (profile != nullptr) {
    facts.set(Fact::source_distinct_hour, profile->recent.distinct(now_s));
    facts.set(Fact::source_times_usual, profile->times_usual(now_s));
    facts.set(Fact::source_hours_active, profile->hours_active(now_s));
  }
  const uint64_t subscriber =
      Targets::subscriber_key(request.imsi, request.msisdn, request.msisdn_length);
  const Rates rates =
      targets_.rates(subscriber, asker_of(request, asked.technology, asked.networks),
                     asked.networks.operator_of(request.home), now_s);
  facts.set(Fact::rate_location_hour, rates.hour);
  facts.set(Fact::rate_location_6h, rates.six_hours);
  facts.set(Fact::rate_location_day, rates.day);
  facts.set(Fact::rate_days, rates.days);
  facts.set(Fact::rate_sustained_hours, rates.sustained_hours);
  facts.set(Fact::rate_home_median, rates.home_median);
  facts.set(Fact::rate_times_median, rates.times_median);
  facts.set(Fact::subscriber_asking_operators_day, rates.asking_operators);
}

} // namespace sigwarden
