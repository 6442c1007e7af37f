// SPDX-License-Identifier: Apache-2.0
// Engine: rules over facts, and what is written when one fires. A finding at the request takes the
// frame that is at hand; one at the end reads the request's frame again. From then on every later
// message of the dialogue is a member of the session, and its end an outcome.
#include <algorithm>
#include <cassert>

#include "native/engine/engine.hpp"

namespace sigwarden {
namespace {

const Request kNothingAsked; ///< stands in where a dialogue holds no request

/// Modes that are written: `learn` is counted only.
bool is_written(Mode mode) {
  return mode == Mode::test || mode == Mode::active;
}

} // namespace

Session Engine::new_session(uint64_t time_ns, uint64_t association, uint64_t transaction,
                            const Seen& opening) const {
  Session session;
  session.time_ns = time_ns;
  session.hash = session_hash(options_.tap, association, transaction);
  if (opening)
    session.source_address =
        address_hash(options_.key, opening.decoded->packet, opening.get(), opening.base());
  return session;
}

/// Keeps those hits that are to be written, each with its mode for the peer that it is about.
uint32_t Engine::count_hits(uint32_t hits, LinkPlace place, uint64_t time_ns,
                            const Networks& networks) {
  const Link* link = links_.find(place.slot);
  uint32_t written = 0;
  for (uint32_t i = 0; i < hits; i++) {
    const uint16_t rule = hits_[i];
    const Party about = static_cast<Party>(facts_[policy_.rule(rule).about]);
    const Peer peer{about, static_cast<int64_t>(networks.operator_of(about)),
                    link == nullptr ? kNoLink : link->configured};
    Policy::Standing standing = policy_.standing(rule, peer, time_ns);
    const bool is_held_back = policy_.rule(rule).needs_coverage && coverage_.lacks();
    if (is_held_back && standing.mode == Mode::active) {
      standing.mode = Mode::test;
      count(counters_, Counter::findings_held_back);
    }
    rule_hits_[rule][static_cast<uint32_t>(standing.mode)]++;
    if (standing.exception != Policy::kNoException) exception_hits_[standing.exception]++;
    if (standing.mode == Mode::off) {
      if (standing.exception != Policy::kNoException)
        count(counters_, Counter::findings_suppressed);
      continue;
    }
    const bool is_active = standing.mode == Mode::active;
    count(counters_, is_active ? Counter::findings : Counter::findings_test);
    if (!is_written(standing.mode)) continue;
    hits_[written] = rule;
    hit_modes_[written++] = standing.mode;
  }
  return written;
}

void Engine::explain(Explanation::What what, uint64_t time_ns, uint16_t message, LinkPlace place,
                     uint64_t other) {
  const Link* link = links_.find(place.slot);
  explanations_.add(
      {what, message, other, time_ns, link == nullptr ? kNoLink : link->configured, facts_});
}

void Engine::set_policy(Policy policy) {
  policy_ = std::move(policy);
  rule_hits_.assign(policy_.rule_count(), {});
  exception_hits_.assign(policy_.exception_count(), 0);
  follow_for_policy();
  forget_rates();
}

/// The rules of that phase that fire. Their facts are then all filled: a record names more than
/// what the rule weighs.
uint32_t Engine::hits_of(Phase phase, const Asked& asked) {
  FactSet wanted;
  const uint32_t candidates =
      policy_.candidates(phase, static_cast<OperationId>(asked.request.operation), guard_of(asked),
                         hits_.data(), static_cast<uint32_t>(hits_.size()), wanted);
  if (candidates == 0) [[likely]]
    return 0;
  fill_facts(asked, wanted);
  const uint32_t hits = policy_.evaluate(facts_, hits_.data(), candidates);
  if (hits == 0) return 0;
  fill_facts(asked, FactSet::all());
  assert(facts_.guard() == guard_of(asked));
  return hits;
}

void Engine::find_at_request(Now& now, uint32_t slot, const Request& request) {
  fill_message_facts(now, slot, request);
  const Asked asked{request,           now.place,    now.message.technology,
                    now.frame.time_ns, now.networks, roles_fit(now, slot, request)};
  if (explanations_.wants(now.frame.number)) [[unlikely]] {
    fill_facts(asked, FactSet::all());
    explain(Explanation::What::request, now.frame.time_ns, now.message.index, now.place);
  }
  uint32_t hits = hits_of(Phase::request, asked);
  if (hits == 0) return;
  hits = count_hits(hits, now.place, now.frame.time_ns, now.networks);
  if (hits == 0) return;
  Session passing; // for what belongs to no dialogue, or finds no room
  Session* session = &passing;
  if (slot != kNoSlot) {
    Dialogue& dialogue = dialogues_[slot];
    if (dialogue.session == 0) open_session(slot, now.evidence());
    if (dialogue.session != 0) session = &sessions_[dialogue.session];
  }
  if (session == &passing)
    passing = new_session(now.frame.time_ns, now.ends.association, transaction_of(now.message),
                          now.evidence());
  const bool has_frame = session->ends_with(now.frame.file, now.frame.number, now.message.index);
  RecordEvent event{Event::finding, *session, request, now.networks, links_, now.place};
  event.technology = now.message.technology;
  event.time_ns = now.frame.time_ns;
  event.frame = now.frame.number;
  event.message = now.message.index;
  event.evidence = now.evidence();
  event.level = has_frame ? Evidence::none : Evidence::full;
  event.from_initiator = request.has(Request::kFromInitiator);
  write_findings(event, hits);
}

/// Writes one record for each hit; the frame goes with the first.
void Engine::write_findings(RecordEvent& event, uint32_t hits) {
  event.policy = &policy_;
  event.facts = &facts_;
  event.operation = static_cast<OperationId>(event.request.operation);
  for (uint32_t i = 0; i < hits; i++) {
    event.rule = hits_[i];
    event.mode = hit_modes_[i];
    const RuleInfo& rule = policy_.rule(hits_[i]);
    Session& session = event.session;
    session.severity = std::max(session.severity, static_cast<uint8_t>(rule.severity));
    const uint32_t purposes = rule.purpose != 0 ? rule.purpose : policy_.purposes(event.operation);
    session.purposes = static_cast<uint16_t>(session.purposes | purposes);
    records_.write(event);
    if (event.level != Evidence::missing_overwritten) event.level = Evidence::none;
  }
}

/// Rules about answers that fire on a request that has its outcome.
uint32_t Engine::hits_at_end(const Request& request, const Dialogue& dialogue, const Ending& ending,
                             const Networks& networks) {
  // Nearly every end is dismissed by the little that it adds.
  GuardWord end;
  end.set(guard::claim_flip_back, ending.move.flip_back);
  end.set(guard::answer_names_router, ending.answered.names_router);
  end.set(guard::answer_imsi_is_real, ending.answered.imsi_is_real);
  const bool is_explained = explanations_.wants(dialogue.frame);
  const auto operation = static_cast<OperationId>(request.operation);
  if (!policy_.has_rules(Phase::answer, operation, is_explained ? GuardWord{} : end)) [[likely]]
    return 0;
  forget_message_facts();
  note_answered(ending.answered);
  Asked asked = asked_of(request, dialogue, ending.time_ns, networks);
  asked.ending = &ending;
  if (is_explained) [[unlikely]] {
    fill_facts(asked, FactSet::all());
    explain(Explanation::What::end, ending.time_ns, dialogue.message, asked.place, ending.frame);
  }
  return hits_of(Phase::answer, asked);
}

void Engine::find_at_end(uint32_t slot, const Request& request, const Ending& ending,
                         const Networks& networks) {
  Dialogue& dialogue = dialogues_[slot];
  uint32_t hits = hits_at_end(request, dialogue, ending, networks);
  if (hits == 0) return;
  const Technology technology = static_cast<Technology>(dialogue.technology);
  hits = count_hits(hits, place_of(dialogue), ending.time_ns, networks);
  if (hits == 0) return;
  const bool is_new = dialogue.session == 0;
  const Seen opening = evidence_.again(dialogue);
  if (is_new) open_session(slot, opening);
  Session passing;
  if (dialogue.session == 0)
    passing = new_session(dialogue.opened_ns, dialogue.association, dialogue.transaction, opening);
  Session& session = dialogue.session != 0 ? sessions_[dialogue.session] : passing;
  const Evidence level = opening ? Evidence::recent : Evidence::missing_overwritten;
  if (is_new) write_opening(dialogue, session, request, opening, level, networks);
  RecordEvent event{Event::finding, session, request, networks, links_, place_of(dialogue)};
  event.technology = technology;
  event.time_ns = ending.time_ns;
  event.frame = ending.frame;
  event.message = ending.message;
  event.outcome = ending.outcome;
  event.evidence = opening;
  event.level = is_new && !opening ? level : Evidence::none;
  event.error = ending.error;
  event.legs = dialogue.legs;
  event.previous = ending.move.previous;
  write_findings(event, hits);
}

/// Found long after the dialogue was closed: the session is the dialogue's, whose id follows from
/// what the watch kept. Records of it may have been written already; the store puts these behind.
void Engine::find_at_deadline(const Watch& watch, uint32_t hits, uint64_t time_ns,
                              const Networks& networks) {
  const Dialogue& dialogue = watch.dialogue;
  if (hits == 0) return;
  hits = count_hits(hits, place_of(dialogue), time_ns, networks);
  if (hits == 0) return;
  const Seen opening = evidence_.again(dialogue);
  Session session =
      new_session(dialogue.opened_ns, dialogue.association, dialogue.transaction, opening);
  const Evidence level = opening ? Evidence::recent : Evidence::digest;
  if (!watch.has(Watch::kFlagged))
    write_opening(dialogue, session, watch.request, opening, level, networks);
  RecordEvent event{Event::finding, session, watch.request, networks, links_, place_of(dialogue)};
  event.technology = static_cast<Technology>(dialogue.technology);
  event.time_ns = time_ns;
  event.frame = dialogue.frame;
  event.message = dialogue.message;
  event.outcome = static_cast<Outcome>(watch.request.outcome);
  event.evidence = opening;
  event.is_at_deadline = true;
  event.legs = dialogue.legs;
  event.previous = watch.party;
  write_findings(event, hits);
}

/// The message that opened a dialogue found at its end: with it the session names its request's
/// frame, also when that cannot be read again.
void Engine::write_opening(const Dialogue& dialogue, Session& session, const Request& request,
                           const Seen& opening, Evidence level, const Networks& networks) {
  RecordEvent event{Event::member, session, request, networks, links_, place_of(dialogue)};
  event.technology = static_cast<Technology>(dialogue.technology);
  event.time_ns = dialogue.opened_ns;
  event.frame = dialogue.frame;
  event.message = dialogue.message;
  event.evidence = opening;
  event.level = level;
  event.policy = &policy_;
  event.component = Component::invoke;
  event.operation = static_cast<OperationId>(request.operation);
  event.legs = dialogue.legs;
  records_.write(event);
}

/// Makes the dialogue's session; leaves it at 0, counted, when too many are open.
void Engine::open_session(uint32_t slot, const Seen& opening) {
  Dialogue& dialogue = dialogues_[slot];
  dialogue.session = sessions_.open();
  if (dialogue.session == 0) {
    count(counters_, Counter::sessions_over_limit);
    return;
  }
  sessions_[dialogue.session] =
      new_session(dialogue.opened_ns, dialogue.association, dialogue.transaction, opening);
}

/// A later message, or a further leg, of a flagged dialogue. One record a message.
void Engine::write_member(Now& now, uint32_t slot, bool from_initiator) {
  const Dialogue& dialogue = dialogues_[slot];
  if (dialogue.session == 0) return;
  Session& session = sessions_[dialogue.session];
  if (session.ends_with(now.frame.file, now.frame.number, now.message.index)) return;
  const bool asked = dialogue.request_count != 0;
  RecordEvent event{Event::member, session, asked ? dialogues_.first_request(slot) : kNothingAsked,
                    now.networks,  links_,  now.place};
  event.technology = now.message.technology;
  event.time_ns = now.frame.time_ns;
  event.frame = now.frame.number;
  event.message = now.message.index;
  event.evidence = now.evidence();
  event.level = Evidence::full;
  event.policy = &policy_;
  event.from_initiator = from_initiator;
  event.legs = dialogue.legs;
  if (now.message.operation_count != 0) {
    const Operation& op = now.decoded.operations[now.message.first_operation];
    event.component = op.component;
    event.operation = in_context(op, dialogue);
    event.error = op.error;
  }
  if (now.message.technology == Technology::ss7) {
    const Ss7& ss7 = now.message.ss7;
    if (ss7.has_p_abort) event.error = ss7.p_abort_cause;
    if (ss7.is_returned) {
      event.component = Component::none; // what it holds was asked before
      event.return_cause = ss7.return_cause;
    }
  }
  if (event.operation == OperationId::unknown && asked)
    event.operation = static_cast<OperationId>(event.request.operation);
  records_.write(event);
}

/// The best that came of the dialogue's requests.
Outcome Engine::outcome_of_all(uint32_t slot, Outcome otherwise) {
  constexpr std::array kBestFirst{Outcome::answered, Outcome::refused, Outcome::blocked,
                                  Outcome::unanswered, Outcome::not_observable};
  uint32_t seen = 0;
  dialogues_.each_request(slot, [&](const Request& r) { seen |= 1u << r.outcome; });
  for (const Outcome outcome : kBestFirst)
    if ((seen >> static_cast<uint32_t>(outcome)) & 1) return outcome;
  return otherwise;
}

/// Ends the flagged session of a dialogue, if it has one, with the record of its outcome.
void Engine::end_session(uint32_t slot, const Ending& ending, const Networks& networks) {
  Dialogue& dialogue = dialogues_[slot];
  if (dialogue.session == 0) return;
  const bool asked = dialogue.request_count != 0;
  Request summary = asked ? dialogues_.first_request(slot) : kNothingAsked;
  dialogues_.each_request(slot, [&](const Request& r) { summary.disclosed |= r.disclosed; });
  RecordEvent event{Event::outcome, sessions_[dialogue.session], summary, networks,
                    links_,         place_of(dialogue)};
  event.technology = static_cast<Technology>(dialogue.technology);
  event.time_ns = ending.time_ns;
  event.frame = ending.frame;
  event.message = ending.message;
  event.outcome = outcome_of_all(slot, ending.outcome);
  event.policy = &policy_;
  event.operation = static_cast<OperationId>(summary.operation);
  event.error = ending.error;
  event.legs = dialogue.legs;
  event.vectors = sessions_[dialogue.session].vectors;
  records_.write(event);
  sessions_.close(dialogue.session);
  dialogue.session = 0;
}

} // namespace sigwarden
