// SPDX-License-Identifier: Apache-2.0
// Engine: how a request ends: what its answer tells and does to the tables, and how it is counted.
#include <bit>

#include "native/engine/engine.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden {

namespace {

/// A call that the subscriber makes, a message sent or received, a session: the network that asks
/// has the subscriber. A call to the subscriber, or one forwarded, of which the sub-type is not
/// kept, is asked about by its gateway.
bool is_of_serving_network(const Request& request) {
  return static_cast<OperationId>(request.operation) != OperationId::camel_initialDP ||
         request.sub_type == camel::event::collectedInfo ||
         request.sub_type == camel::event::analyzedInformation;
}

} // namespace

/// A result or an error for the request.
Engine::Answered Engine::answer(Now& now, Request& request, const Operation& op) {
  count(counters_, Counter::answers);
  request.disclosed |= op.disclosed;
  if (step(request) == Step::identity) note_told(request, op, now.networks);
  Digits known;
  known.bcd = request.imsi;
  known.length = request.imsi_length;
  Digits msisdn;
  msisdn.bcd = request.msisdn;
  msisdn.length = request.msisdn_length;
  Answered answered = look_at_answer(now, request, op);
  answered.vectors = op.vectors_given;
  // What a router gives out in the place of an IMSI stands for one delivery (TS 23.040 §3.2.9).
  const bool is_correlation = answered.names_router == Tristate::yes;
  if (Claims::is_imsi(op.imsi) && !is_correlation) {
    identities_.learn(msisdn, op.imsi, now.now_s);
    if (known.empty()) name_subscriber(request, op.imsi, now.networks);
  } else if (!known.empty()) {
    identities_.learn(op.msisdn, known, now.now_s);
  }
  if (request.answer(Request::is_own) == Tristate::yes) links_.count_home_answer(now.place);
  return answered;
}

Engine::Ending Engine::ending_of(const Now& now, Outcome outcome) const {
  Ending ending;
  ending.outcome = outcome;
  ending.time_ns = now.frame.time_ns;
  ending.frame = now.frame.number;
  ending.message = now.message.index;
  return ending;
}

/// The request has its outcome, and `ending` gets what that did to the tables: takes effect on the
/// tables, is counted, and the rules that look at answers run over it. Once.
void Engine::settle(uint32_t slot, Request& request, Ending& ending, const Networks& networks) {
  if (request.outcome != static_cast<uint8_t>(Outcome::open)) return;
  request.outcome = static_cast<uint8_t>(ending.outcome);
  const Dialogue& dialogue = dialogues_[slot];
  const Technology technology = static_cast<Technology>(dialogue.technology);
  const AggregateKey row = row_of(request, technology, dialogue.opened_ns, ending.outcome);
  aggregates_.prefetch(row);
  take_effect(request, dialogue, ending, networks);
  if (SourceProfile* profile = sources_.find({request.source, dialogue.technology})) {
    profile->answered += ending.outcome == Outcome::answered;
    profile->refused += ending.outcome == Outcome::refused;
    profile->blocked += ending.outcome == Outcome::blocked;
    if (ending.outcome == Outcome::answered || ending.outcome == Outcome::refused)
      profile->unknown.add(ending.is_nobody);
  }
  if (!watch_homecoming(request, dialogue, ending)) find_at_end(slot, request, ending, networks);
  follow(slot, request, ending, networks);
  if (dialogue.session != 0) sessions_[dialogue.session].vectors += ending.answered.vectors;
  aggregates_.count(row); // last: its line has been under way since the top
}

void Engine::take_effect(const Request& request, const Dialogue& dialogue, Ending& ending,
                         const Networks& networks) {
  if (request.imsi_length == 0) return;
  const uint32_t now_s = clock_.seconds(ending.time_ns);
  const Domain domain = request.domain();
  const Effect effect = effect_of(static_cast<OperationId>(request.operation));
  if (effect == Effect::cancel && request.has(Request::kMove)) {
    // Whether it was a flip-back, find_homecoming() tells.
    ending.move.previous = request.claimant;
    ending.move.held_s = static_cast<uint32_t>(request.span_s);
  }
  if (effect == Effect::update && request.has(Request::kMove))
    claims_.set_pending(request.imsi, domain, false, now_s);
  const bool unseen =
      ending.outcome == Outcome::unanswered || ending.outcome == Outcome::not_observable;
  if (effect == Effect::update && unseen)
    claims_.update_unseen(request.imsi, domain, request.claimant,
                          clock_.seconds(dialogue.opened_ns), networks);
  if (ending.outcome != Outcome::answered) return;
  const auto tie = [&](Party party, Corroboration kind) {
    claims_.corroborate(request.imsi, party, kind, now_s, networks);
  };
  switch (effect) {
  case Effect::update:
    ending.move = claims_.update(request.imsi, domain, request.claimant, now_s, networks);
    count_roamer_day(request.imsi, request.home, request.claimant, ending.time_ns, networks);
    break;
  case Effect::roaming_number: tie(request.destination, Corroboration::roaming_number); break;
  case Effect::mt_sms: tie(request.destination, Corroboration::mt_sms); break;
  case Effect::mo_sms: tie(request.origin, Corroboration::mo_sms); break;
  case Effect::initial_dp:
    if (is_of_serving_network(request)) tie(request.origin, Corroboration::initial_dp);
    break;
  default: break;
  }
  // A pair in a question is believed only of who was entitled to ask it and got an answer.
  if (request.entitlement != static_cast<uint8_t>(Entitlement::entitled)) return;
  Digits imsi, msisdn;
  imsi.bcd = request.imsi, imsi.length = request.imsi_length;
  msisdn.bcd = request.msisdn, msisdn.length = request.msisdn_length;
  identities_.learn(msisdn, imsi, now_s);
}

uint16_t Engine::month_of(uint64_t time_ns) {
  const uint64_t day = time_ns / 86'400'000'000'000ULL;
  if (day != counted_day_) counted_day_ = day, counted_month_ = Aggregates::month_of(time_ns);
  return counted_month_;
}

AggregateKey Engine::row_of(const Request& request, Technology technology, uint64_t time_ns,
                            Outcome outcome) {
  // In words, as it is hashed: what is stored in parts a moment before it is read as a whole waits.
  const auto octet = [](auto value, uint32_t place) {
    return uint64_t{static_cast<uint8_t>(value)} << (8 * place);
  };
  const std::array<uint64_t, 2> words{
      uint64_t{month_of(time_ns)} | uint64_t{request.operation} << 16 |
          uint64_t{request.origin} << 32 | uint64_t{request.home} << 48,
      octet(technology, 0) | octet(request.direction, 1) |
          octet(request.answer(Request::is_own), 2) | octet(request.whereabouts, 3) |
          octet(request.entitlement, 4) | octet(request.reason, 5) | octet(outcome, 6)};
  return std::bit_cast<AggregateKey>(words);
}

void Engine::settle_all(uint32_t slot, const Ending& ending, const Networks& networks) {
  dialogues_.each_request(slot, [&](Request& request) {
    Ending its_own = ending;
    settle(slot, request, its_own, networks);
  });
}

void Engine::close(uint32_t slot, const Ending& ending, const Networks& networks) {
  settle_all(slot, ending, networks);
  end_session(slot, ending, networks);
  dialogues_.close(slot);
}

} // namespace sigwarden
