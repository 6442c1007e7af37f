// SPDX-License-Identifier: Apache-2.0
// Engine: Diameter requests and their answers (RFC 6733 §6). An answer belongs to the connection
// and hop-by-hop id of its request; an agent's further legs are entered as they are seen.
#include "native/engine/engine.hpp"

namespace sigwarden {
namespace {

/// DIAMETER_ERROR_USER_UNKNOWN (TS 29.230 §8.2), an Experimental-Result.
constexpr uint32_t kUserUnknown = 5001;

} // namespace

void Engine::on_diameter(Now& now) {
  if (now.message.diameter.is_request)
    on_request(now);
  else
    on_answer(now);
}

void Engine::on_request(Now& now) {
  const uint32_t slot = open(now, limits::transaction_seconds);
  if (slot == kNoSlot) return;
  dialogues_[slot].flags |= Dialogue::kProtocolKnown;
  if (now.message.operation_count == 0) return;
  ask(now, slot, now.decoded.operations[now.message.first_operation], 0, 1, true);
}

void Engine::on_answer(Now& now) {
  uint32_t slot = dialogues_.find(now.seen.answers, now.hashes.answers);
  if (slot == kNoSlot) slot = dialogues_.find_peer(now.seen.answers, now.hashes.answers);
  if (slot == kNoSlot) {
    count(counters_, Counter::answers_unmatched);
    return;
  }
  Dialogue& dialogue = dialogues_[slot];
  dialogue.flags |= Dialogue::kResponderSeen;
  links_.count_answered(dialogue.link, dialogue.from);
  Request& request = dialogues_.first_request(slot);
  Ending ending = ending_of(now, Outcome::answered);
  ending.error = static_cast<int32_t>(now.message.diameter.result);
  if (dialogue.request_count != 0) {
    if (now.message.operation_count != 0)
      ending.answered = answer(now, request, now.decoded.operations[now.message.first_operation]);
    ending.outcome = outcome_of(now, request);
    ending.is_nobody =
        now.message.diameter.is_experimental && now.message.diameter.result == kUserUnknown;
  }
  count(counters_, Counter::dialogues_closed);
  settle_all(slot, ending, now.networks);
  write_member(now, slot, false);
  close(slot, ending, now.networks);
}

/// 2xxx is an answer, and so is 1xxx, one round of several (RFC 6733 §7.1.1). A protocol error
/// (3xxx, RFC 6733 §7.1.3) is an agent's, as is a permanent failure from elsewhere than the network
/// that was asked; the node itself refuses with the rest.
Outcome Engine::outcome_of(const Now& now, const Request& request) const {
  const Diameter& diameter = now.message.diameter;
  const uint32_t family = diameter.result / 1000;
  if (family == 1 || family == 2) return Outcome::answered;
  if (family == 3 && !diameter.is_experimental) return Outcome::blocked;
  const bool elsewhere =
      request.destination != kNoParty &&
      now.networks.same_operator(now.seen.origin, request.destination) == Tristate::no;
  if (family == 5 && !diameter.is_experimental && elsewhere) return Outcome::blocked;
  return Outcome::refused;
}

} // namespace sigwarden
