// SPDX-License-Identifier: Apache-2.0
// Engine: what each TCAP message means for its dialogue (Q.774 §3.2). The application context
// stands in the Begin alone, so an invoke whose Begin was not seen is ambiguous between MAP and
// CAP: decoded, counted, and never a breach of a category by itself. Later messages of a dialogue
// are decoded without knowing it; what was read as the wrong one of the two is read again here.
#include "native/decode/camel.hpp"
#include "native/engine/engine.hpp"
#include "native/generated/gsm_map.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

constexpr uint8_t kSsnCap = 146;

/// Subsystems that speak MAP and nothing else (TS 23.003 §8.2).
bool speaks_map_only(const SccpAddress& address) {
  if (!address.has_ssn) return false;
  switch (address.ssn) {
  case 5:
  case 6:
  case 7:
  case 8:
  case 9:
  case 10:
  case 145:
  case 149:
  case 150: return true;
  default: return false;
  }
}

/// Registers and location centres take no part in CAP (TS 23.078 §4.1), whoever speaks to them.
bool is_no_cap_peer(const SccpAddress& address) {
  namespace ssn = sccp::ssn;
  return address.has_ssn && (address.ssn == ssn::hlr || address.ssn == ssn::eir ||
                             address.ssn == ssn::auc || address.ssn == ssn::gmlc);
}

/// Anomalies of MAP's arguments and of CAP's.
constexpr Anomalies kOfArguments =
    anomaly::gsm_map_duplicate_identity | anomaly::gsm_map_identity_digits |
    anomaly::gsm_map_form_not_of_version | anomaly::gsm_map_private_identity |
    anomaly::gsm_map_member_order | anomaly::camel_duplicate_identity | anomaly::camel_member_order;

/// Registers say the one, nodes that serve subscribers the other (TS 29.002 §7.6.1).
bool is_nobody(int32_t error) {
  return error == static_cast<int32_t>(gsm_map::error::unknownSubscriber) ||
         error == static_cast<int32_t>(gsm_map::error::unidentifiedSubscriber);
}

bool speaks_cap(const SccpAddress& address) {
  return address.has_ssn && address.ssn == kSsnCap;
}

} // namespace

void Engine::on_tcap(Now& now) {
  if (now.message.ss7.is_returned) return on_returned(now);
  switch (now.message.ss7.tcap) {
  case Tcap::begin: return on_begin(now);
  case Tcap::continue_: return on_continue(now);
  case Tcap::end:
  case Tcap::abort: return on_end(now);
  default: return on_stray(now);
  }
}

/// The context, or where a Begin has none (version 1, or stripped) the one protocol that both
/// subsystems speak. CAP's own subsystem hears of MAP too now and then: there the argument tells.
void Engine::set_context(Dialogue& dialogue, const Now& now) const {
  const Message& message = now.message;
  const Ss7& ss7 = message.ss7;
  uint8_t flags = 0;
  if (ss7.context.present) {
    flags |= Dialogue::kHasContext;
    if (ss7.context.is_map) flags |= Dialogue::kIsMap | Dialogue::kProtocolKnown;
    if (ss7.context.is_cap) flags |= Dialogue::kIsCap | Dialogue::kProtocolKnown;
  } else if (speaks_cap(ss7.called) || speaks_cap(ss7.calling)) {
    const bool names_map =
        message.operation_count != 0 && is_map(now.decoded.operations[message.first_operation].id);
    if (!names_map) flags |= Dialogue::kIsCap | Dialogue::kProtocolKnown;
  } else if ((speaks_map_only(ss7.called) && speaks_map_only(ss7.calling)) ||
             is_no_cap_peer(ss7.called) || is_no_cap_peer(ss7.calling)) {
    flags |= Dialogue::kIsMap | Dialogue::kProtocolKnown;
  }
  dialogue.flags |= flags;
  dialogue.context_number = ss7.context.number;
  dialogue.context_version = ss7.context.version;
}

void Engine::on_begin(Now& now) {
  const Ss7& ss7 = now.message.ss7;
  if (now.seen.opens.empty()) return on_stray(now);
  dialogues_.learn_owner(ss7.opc, ss7.network_indicator, now.seen.owner_calling);
  const uint32_t slot = open(now, limits::dialogue_seconds);
  if (slot == kNoSlot) return;
  Dialogue& dialogue = dialogues_[slot];
  set_context(dialogue, now);
  if (now.message.operation_count == 0) {
    const Digits about = opened_about(now.message);
    dialogues_.expect_about(slot, Claims::is_imsi(about) ? about : Digits{});
  }
  components(now, slot, true);
}

/// The open dialogue whose initiator owns the id that the message is sent to. Answers that come
/// without a title, or to another than asked, are tried with the owner that last used the point
/// code.
uint32_t Engine::find_initiated(const Now& now) const {
  const uint32_t slot = dialogues_.find(now.seen.answers, now.hashes.answers);
  if (slot != kNoSlot) return slot;
  const Ss7& ss7 = now.message.ss7;
  const uint64_t at_point = dialogues_.owner_at(ss7.dpc, ss7.network_indicator);
  return at_point == now.seen.owner_called
             ? kNoSlot
             : dialogues_.find(Dialogues::transaction(ss7.dtid, at_point));
}

void Engine::on_continue(Now& now) {
  const DialogueKey& peer = now.seen.answers;
  uint32_t slot = find_initiated(now);
  const uint32_t own = dialogues_.find(now.seen.opens, now.hashes.opens);
  bool from_initiator = slot == kNoSlot;
  if (from_initiator) {
    slot = own != kNoSlot ? own : dialogues_.find_peer(peer, now.hashes.answers);
  } else if (own != kNoSlot && own != slot &&
             dialogues_.find_peer(peer, now.hashes.answers) == own) {
    // Both ends are nodes of one operator and both ids are in use: the responder's id decides.
    slot = own;
    from_initiator = true;
  }
  if (slot == kNoSlot) return on_stray(now);
  if (!from_initiator) responder_seen(now, slot);
  components(now, slot, from_initiator);
  write_member(now, slot, from_initiator);
}

void Engine::responder_seen(Now& now, uint32_t slot) {
  Dialogue& dialogue = dialogues_[slot];
  if (!dialogue.has(Dialogue::kResponderSeen)) links_.count_answered(dialogue.link, dialogue.from);
  dialogue.flags |= Dialogue::kResponderSeen;
  if (dialogue.has(Dialogue::kPeerKnown) || now.message.ss7.tcap != Tcap::continue_) return;
  dialogue.flags |= Dialogue::kPeerKnown;
  dialogues_.add_peer(now.seen.opens, now.hashes.opens, slot);
}

void Engine::on_end(Now& now) {
  const Ss7& ss7 = now.message.ss7;
  uint32_t slot = find_initiated(now);
  const bool from_initiator = slot == kNoSlot;
  if (from_initiator) slot = dialogues_.find_peer(now.seen.answers, now.hashes.answers);
  if (slot == kNoSlot) return on_stray(now);
  if (!from_initiator) responder_seen(now, slot);
  components(now, slot, from_initiator);
  Outcome rest = Outcome::answered;
  if (ss7.tcap == Tcap::abort)
    rest = from_initiator ? Outcome::unanswered : Outcome::blocked;
  else if (!dialogues_[slot].has(Dialogue::kResponderSeen))
    rest = Outcome::unanswered; // ended by who began it, before anything came back
  Ending ending = ending_of(now, rest);
  if (ss7.has_p_abort) ending.error = ss7.p_abort_cause;
  count(counters_, Counter::dialogues_closed);
  settle_all(slot, ending, now.networks);
  write_member(now, slot, from_initiator);
  close(slot, ending, now.networks);
}

/// A network could not deliver the message and sent it back (Q.713 §4.11): the question never
/// arrived.
void Engine::on_returned(Now& now) {
  const uint32_t slot = now.message.ss7.tcap == Tcap::begin
                            ? dialogues_.find(now.seen.answers, now.hashes.answers)
                            : kNoSlot;
  if (slot == kNoSlot) {
    count(counters_, Counter::answers_unmatched);
    return;
  }
  const Dialogue& dialogue = dialogues_[slot];
  links_.count_answered(dialogue.link, dialogue.from);
  Ending ending = ending_of(now, Outcome::blocked);
  ending.error = now.message.ss7.return_cause;
  count(counters_, Counter::dialogues_closed);
  settle_all(slot, ending, now.networks);
  write_member(now, slot, false);
  close(slot, ending, now.networks);
}

/// No dialogue is known: a Unidirectional, a Begin without id, or a message whose Begin was not
/// seen. Invokes are looked at all the same; whose they are cannot be known.
void Engine::on_stray(Now& now) {
  uint32_t invokes = 0;
  for (uint32_t i = 0; i < now.message.operation_count; i++)
    invokes +=
        now.decoded.operations[now.message.first_operation + i].component == Component::invoke;
  if (invokes != now.message.operation_count || invokes == 0)
    count(counters_, Counter::answers_unmatched);
  if (invokes != 0) components(now, kNoSlot, true);
}

/// Was it read as an operation of the other protocol than its dialogue's?
static bool is_misread(const Operation& op, const Dialogue& dialogue) {
  if (op.code < 0) return false;
  return dialogue.has(Dialogue::kIsCap) ? !is_camel(op.id)
                                        : dialogue.has(Dialogue::kIsMap) && is_camel(op.id);
}

/// Reads the operations of a message once more, as what the dialogue's Begin said they are: CAP on
/// a subsystem of the operator's own reads as MAP in all messages but the first.
[[gnu::noinline]] void Engine::read_again(Now& now, const Dialogue& dialogue) {
  NullSink sink;
  Decoding<NullSink> d{now.frame, now.decoded, sink, counters_};
  Message& message = now.decoded.messages[now.message.index];
  const bool as_camel = dialogue.has(Dialogue::kIsCap);
  message.anomalies &= ~kOfArguments; // what is odd in the other protocol says nothing
  for (uint32_t i = 0; i < message.operation_count; i++) {
    Operation& op = now.decoded.operations[message.first_operation + i];
    if (!is_misread(op, dialogue)) continue;
    Operation again;
    again.component = op.component;
    again.code = op.code;
    again.error = op.error;
    again.invoke_id = op.invoke_id;
    again.has_invoke_id = op.has_invoke_id;
    again.is_global_code = op.is_global_code;
    again.argument = op.argument;
    again.id = as_camel ? camel_decode::operation_of(op.code) : map::operation_of(op.code);
    op = again;
    const Cursor content(now.base(), op.argument.in(now.base()));
    if (op.argument.empty()) continue;
    as_camel ? decode_camel(d, message, op, content) : decode_gsm_map(d, message, op, content);
  }
}

void Engine::components(Now& now, uint32_t slot, bool from_initiator) {
  const Operation* const first = &now.decoded.operations[now.message.first_operation];
  const Operation* const end = first + now.message.operation_count;
  static constexpr Dialogue kUnknown;
  const Dialogue& dialogue = slot == kNoSlot ? kUnknown : dialogues_[slot];
  uint32_t invokes = 0, index = 0;
  bool is_read_wrong = false;
  for (const Operation* op = first; op != end; op++) {
    invokes += op->component == Component::invoke;
    is_read_wrong |= is_misread(*op, dialogue);
  }
  if (is_read_wrong) [[unlikely]]
    read_again(now, dialogue);
  for (const Operation* at = first; at != end; at++) {
    const Operation& op = *at;
    if (op.component == Component::invoke) {
      ask(now, slot, op, index++, invokes, from_initiator);
      // An instruction of the service control function is the answer to what it was asked.
      if (slot != kNoSlot && !from_initiator && dialogues_[slot].has(Dialogue::kIsCap))
        settle_all(slot, ending_of(now, Outcome::answered), now.networks);
      continue;
    }
    if (slot == kNoSlot || from_initiator) continue; // answers to the responder's own invokes
    Request* request = dialogues_.find_request(slot, op.invoke_id);
    if (request == nullptr || request->outcome != 0) {
      count(counters_, Counter::answers_unmatched);
      continue;
    }
    const Answered answered = answer(now, *request, op);
    if (op.component == Component::result_not_last) continue;
    const bool is_result = op.component == Component::result_last;
    Ending ending = ending_of(now, is_result ? Outcome::answered : Outcome::refused);
    ending.error = op.error;
    ending.answered = answered;
    ending.is_nobody = !is_result && is_nobody(op.error);
    settle(slot, *request, ending, now.networks);
  }
}

} // namespace sigwarden
