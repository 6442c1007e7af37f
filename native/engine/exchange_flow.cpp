// SPDX-License-Identifier: Apache-2.0
// Engine: requests and answers of protocols that pair them by a number between two addresses
// (Exchange in native/decode/message.hpp). Knows none of these protocols: their decoders say what
// is asked, answered and refused. A sender that gets no answer repeats its request under the same
// number (TS 29.060 §7.6, TS 29.274 §7.6), which is one request.
#include "native/engine/engine.hpp"

namespace sigwarden {

/// Datagrams have no transport that would tell a second one: a mirror shows some twice.
void Engine::on_exchange(Now& now) {
  if (now.is_repeated) return count(counters_, Counter::messages_repeated);
  switch (now.message.exchange.role) {
  case Exchange::Role::request:
    if (!is_repeated_request(now)) open_exchange(now);
    return;
  case Exchange::Role::notice: return on_notice(now);
  case Exchange::Role::answer: return on_exchange_answer(now);
  case Exchange::Role::none: return;
  }
}

bool Engine::is_repeated_request(const Now& now) {
  const uint32_t slot = dialogues_.find(now.seen.opens, now.hashes.opens);
  if (slot == kNoSlot || now.message.operation_count == 0) return false;
  const OperationId id = now.decoded.operations[now.message.first_operation].id;
  if (dialogues_.first_request(slot).operation != static_cast<uint16_t>(id)) return false;
  count(counters_, Counter::messages_repeated);
  return true;
}

uint32_t Engine::open_exchange(Now& now) {
  const uint32_t slot = open(now, limits::transaction_seconds);
  if (slot == kNoSlot) return slot;
  dialogues_[slot].flags |= Dialogue::kProtocolKnown;
  if (now.message.operation_count != 0)
    ask(now, slot, now.decoded.operations[now.message.first_operation], 0, 1, true);
  learn_endpoint(now, dialogues_.first_request(slot));
  return slot;
}

/// The sender's endpoint is the subscriber's, of whom the request is.
void Engine::learn_endpoint(const Now& now, const Request& request) {
  Digits imsi;
  imsi.bcd = request.imsi;
  imsi.length = request.imsi_length;
  endpoints_.learn(now.decoded.packet.source, now.message.exchange.endpoint, imsi, now.now_s);
}

/// Nothing comes back that could tell how it ended.
void Engine::on_notice(Now& now) {
  const uint32_t slot = open_exchange(now);
  if (slot != kNoSlot) close(slot, ending_of(now, Outcome::not_observable), now.networks);
}

void Engine::on_exchange_answer(Now& now) {
  const uint32_t slot = dialogues_.find(now.seen.answers, now.hashes.answers);
  if (slot == kNoSlot || now.message.operation_count == 0) {
    count(counters_, Counter::answers_unmatched);
    return;
  }
  Dialogue& dialogue = dialogues_[slot];
  dialogue.flags |= Dialogue::kResponderSeen;
  links_.count_answered(dialogue.link, dialogue.from);
  const Operation& op = now.decoded.operations[now.message.first_operation];
  const bool is_refused = op.component == Component::error;
  Ending ending = ending_of(now, is_refused ? Outcome::refused : Outcome::answered);
  ending.error = op.error;
  if (dialogue.request_count != 0) answer(now, dialogues_.first_request(slot), op);
  if (!is_refused) learn_endpoint(now, dialogues_.first_request(slot));
  count(counters_, Counter::dialogues_closed);
  settle_all(slot, ending, now.networks);
  write_member(now, slot, false);
  close(slot, ending, now.networks);
}

} // namespace sigwarden
