// SPDX-License-Identifier: Apache-2.0
// TCAP messages (ITU-T Q.773): transaction ids, dialogue portion, every component of every
// component portion. Elements are taken in any order and each deviation flagged, because end nodes
// differ in what they accept and a screening that is stricter than they are is the hole. Of
// elements that stand twice one node takes the first and another the last, and behind a message
// another may stand: each reading is a message of its own. What begins with a
// private identifier goes to ansi_tcap.cpp. Called by sccp.cpp with the octets of one message;
// keeps nothing between messages.
#include "native/decode/tcap.hpp"

#include <algorithm>

#include "native/base/siphash.hpp"
#include "native/decode/ansi_tcap.hpp"
#include "native/decode/tcap_head.hpp"

namespace sigwarden::tcap_decode {
namespace {

constexpr uint8_t kClassMask = 0xC0; ///< of an identifier octet; private class starts ANSI packages
constexpr uint32_t kTransactionIdMax = 4;
constexpr uint8_t kSubsystemCap = 146;
constexpr uint32_t kConstructed = 0x20; ///< of an identifier of one octet
constexpr uint32_t kPrimitiveDialogue = tcap::element::dialogue & ~kConstructed;
constexpr uint32_t kPrimitiveComponents = tcap::element::components & ~kConstructed;

/// Place of an element in its message, by tag; 0 for what has none. The ids are strings and may
/// come constructed, in segments; the portions come primitive to get past a reader that looks at
/// that bit, to a node that does not.
constexpr std::array<uint8_t, 0x100> kRanks = [] {
  std::array<uint8_t, 0x100> ranks{};
  ranks[tcap::element::otid] = ranks[tcap::element::otid | kConstructed] = 1;
  ranks[tcap::element::dtid] = ranks[tcap::element::dtid | kConstructed] = 2;
  ranks[tcap::element::p_abort_cause] = 3;
  ranks[tcap::element::dialogue] = ranks[kPrimitiveDialogue] = 3;
  ranks[tcap::element::components] = ranks[kPrimitiveComponents] = 4;
  return ranks;
}();

constexpr uint32_t rank_of(uint32_t tag) {
  return tag < kRanks.size() ? kRanks[tag] : 0;
}

constexpr uint32_t kOtid = 1 << 1, kDtid = 1 << 2, kDialogue = 1 << 3, kComponents = 1 << 4;
/// Which elements Q.773 §4.2.1 gives to each message, a bit a rank, by the low bits of its tag; an
/// Abort has no components.
constexpr std::array<uint8_t, 8> kRanksOf = {0,
                                             kDialogue | kComponents,
                                             kOtid | kDialogue | kComponents,
                                             0,
                                             kDtid | kDialogue | kComponents,
                                             kOtid | kDtid | kDialogue | kComponents,
                                             0,
                                             kDtid | kDialogue};
uint32_t ranks_of(Tcap message) {
  return kRanksOf[static_cast<uint32_t>(message) % kRanksOf.size()];
}

Field field_of(Tcap message) {
  switch (message) {
  case Tcap::unidirectional: return Field::tcap_unidirectional;
  case Tcap::begin: return Field::tcap_begin;
  case Tcap::end: return Field::tcap_end;
  case Tcap::continue_: return Field::tcap_continue;
  default: return Field::tcap_abort;
  }
}

Fault fault_of(BerFault fault) {
  switch (fault) {
  case BerFault::identifier: return Fault::tcap_identifier;
  case BerFault::length: return Fault::tcap_length;
  case BerFault::end_of_contents: return Fault::tcap_end_of_contents;
  case BerFault::depth: return Fault::tcap_depth;
  default: return Fault::tcap_elements;
  }
}

template <class Sink> class MessageReader {
public:
  /// Of elements that stand twice the first is taken, or the last.
  MessageReader(Decoding<Sink>& d, Message& m, bool takes_last = false)
      : t_(d, m), d_(d), m_(m), takes_last_(takes_last) {}

  /// Returns what is behind the message.
  Cursor read(Cursor octets);
  /// Does it say something else when the last of elements that stand twice is taken?
  bool has_other_reading() const { return has_other_reading_; }

private:
  void use_head(const Head& head, Cursor octets);
  bool read_type(const BerElement& e);
  /// `portion` is the first with components; further ones are looked for again.
  void read_elements(const BerElement& message, BerElement& portion);
  void read_element(const BerElement& e, uint32_t rank, bool again, BerElement& portion);
  [[gnu::cold]] bool note_place(uint32_t rank, uint32_t last, uint32_t legal, uint32_t seen);
  void read_transaction_id(const BerElement& e, bool is_origin, bool again);
  void read_p_abort(Cursor contents, uint32_t header_octets);
  void read_dialogue_portion(const BerElement& e, bool again);
  void read_portions(const BerElement& message, const BerElement& portion);
  void find_user();
  User user() const;
  bool may_invoke_several() const;
  void use_references();

  Dissection<Sink> t_;
  Decoding<Sink>& d_;
  Message& m_;
  uint32_t portion_count_ = 0;
  Bytes dialogue_; ///< the first
  bool takes_last_;
  bool has_other_reading_ = false;
};

template <class Sink>
[[gnu::always_inline]] inline Cursor MessageReader<Sink>::read(Cursor octets) {
  if constexpr (!Sink::records)
    if (Head head; d_.out.has_room_for_operation() && read_head(octets.rest(), head)) {
      use_head(head, octets);
      return {};
    }
  const View whole = octets.view(octets.remaining());
  BerReader top(t_.ber, octets);
  BerElement message;
  if (!top.next(message) || !read_type(message)) {
    m_.fail(Fault::tcap_message_type, whole.offset);
    d_.hide(whole);
    return {};
  }
  d_.sink.layer(Protocol::tcap, message.whole());
  d_.sink.group(field_of(m_.ss7.tcap), message.whole());
  BerElement portion;
  read_elements(message, portion);
  read_portions(message, portion);
  if (!m_.ss7.destination_reference.empty()) use_references();
  d_.sink.leave();
  d_.sink.leave();
  if (!top.at_end()) m_.flag(anomaly::tcap_trailing_octets);
  if (!t_.ber.is_plain()) close_ber(d_, m_, t_.ber);
  return top.rest();
}

template <class Sink>
[[gnu::always_inline]] inline void MessageReader<Sink>::use_head(const Head& head, Cursor octets) {
  m_.ss7.tcap = head.message;
  m_.ss7.otid = head.otid;
  m_.ss7.dtid = head.dtid;
  if (head.dialogue.pdu != DialoguePdu::none) use_dialogue(head.dialogue, m_.ss7);
  find_user();
  octets.skip(head.octets);
  read_component(t_, head.component, head.invoke_id, head.code, octets);
  if (!t_.ber.is_plain()) close_ber(d_, m_, t_.ber);
}

template <class Sink> inline bool MessageReader<Sink>::read_type(const BerElement& e) {
  const uint32_t tag = e.tag | kConstructed;
  switch (tag) {
  case tcap::message::unidirectional:
  case tcap::message::begin:
  case tcap::message::end:
  case tcap::message::continue_:
  case tcap::message::abort: break;
  default: return false;
  }
  if (e.tag != tag) m_.flag(anomaly::tcap_constructed_bit);
  m_.ss7.tcap = static_cast<Tcap>(tag);
  return true;
}

template <class Sink>
[[gnu::always_inline]] inline void MessageReader<Sink>::read_elements(const BerElement& message,
                                                                      BerElement& portion) {
  const uint32_t legal = ranks_of(m_.ss7.tcap);
  uint32_t last = 0, seen = 0; // a rank, and a bit a rank
  BerReader reader(t_.ber, message.contents);
  BerElement e;
  while (reader.next(e)) {
    const uint32_t rank = rank_of(e.tag);
    const bool is_next = seen >> rank == 0 && (legal >> rank & 1) != 0;
    const bool again = !is_next && note_place(rank, last, legal, seen);
    if (rank != 0) last = rank;
    seen |= 1u << rank;
    read_element(e, rank, again, portion);
  }
  const uint32_t needed = legal & (kOtid | kDtid);
  if ((seen & needed) != needed) m_.fail(Fault::tcap_transaction_id_missing, message.start());
}

/// An element that does not follow the `last` one where it stands by rights. Returns whether it was
/// seen before.
template <class Sink>
bool MessageReader<Sink>::note_place(uint32_t rank, uint32_t last, uint32_t legal, uint32_t seen) {
  if (rank < last || (legal >> rank & 1) == 0) m_.flag(anomaly::tcap_element_order);
  const bool again = rank != 0 && (seen >> rank & 1) != 0;
  if (again && rank != rank_of(tcap::element::components)) m_.flag(anomaly::tcap_duplicate_element);
  return again;
}

template <class Sink>
[[gnu::always_inline]] inline void MessageReader<Sink>::read_element(const BerElement& e,
                                                                     uint32_t rank, bool again,
                                                                     BerElement& portion) {
  switch (rank) {
  case rank_of(tcap::element::otid):
  case rank_of(tcap::element::dtid):
    return read_transaction_id(e, rank == rank_of(tcap::element::otid), again);
  case rank_of(tcap::element::dialogue):
    if (e.tag == tcap::element::p_abort_cause) return read_p_abort(e.contents, e.header_octets);
    if (e.tag != tcap::element::dialogue) m_.flag(anomaly::tcap_constructed_bit);
    return read_dialogue_portion(e, again);
  case rank_of(tcap::element::components):
    if (e.tag != tcap::element::components) m_.flag(anomaly::tcap_constructed_bit);
    if (portion_count_++ == 0)
      portion = e;
    else
      m_.flag(anomaly::tcap_second_component_portion);
    return;
  default: return d_.hide(e.view());
  }
}

template <class Sink>
[[gnu::always_inline]] inline void
MessageReader<Sink>::read_transaction_id(const BerElement& e, bool is_origin, bool again) {
  uint8_t room[0xFF];
  const Bytes octets = ber_string(t_.ber, e, room, sizeof room);
  if (octets.empty() || octets.size > kTransactionIdMax)
    m_.flag(anomaly::tcap_transaction_id_length);
  TransactionId& id = is_origin ? m_.ss7.otid : m_.ss7.dtid;
  const TransactionId said = transaction_id_of(octets);
  if (again && !(said == id)) has_other_reading_ = true;
  if (!again || takes_last_) id = said;
  d_.sink.octets(Field::tcap_tid, e.view(), d_.base());
  d_.sink.octets(is_origin ? Field::tcap_otid : Field::tcap_dtid, e.view(), d_.base());
}

template <class Sink>
void MessageReader<Sink>::read_p_abort(Cursor contents, uint32_t header_octets) {
  const BerElement e{tcap::element::p_abort_cause, header_octets, contents};
  constexpr uint32_t kChoice = 10; // the context number of p-abortCause, which Wireshark prints
  const int64_t cause = ber_integer(t_.ber, e.bytes());
  m_.ss7.has_p_abort = true;
  m_.ss7.p_abort_cause = static_cast<uint8_t>(cause);
  d_.sink.number(Field::tcap_reason, e.whole(), kChoice);
  d_.sink.integer(Field::tcap_p_abort_cause, e.view(), cause);
}

template <class Sink>
[[gnu::always_inline]] inline void MessageReader<Sink>::read_dialogue_portion(const BerElement& e,
                                                                              bool again) {
  constexpr uint32_t kChoice = 11; // u-abortCause
  if (!again) [[likely]] {
    dialogue_ = e.bytes();
  } else if (takes_last_) {
    m_.ss7.context = ApplicationContext{};
    m_.ss7.dialogue = DialoguePdu::none;
    m_.ss7.destination_reference = m_.ss7.origination_reference = Digits{};
  } else {
    const Bytes octets = e.bytes();
    has_other_reading_ = has_other_reading_ || !std::equal(octets.begin(), octets.end(),
                                                           dialogue_.begin(), dialogue_.end());
  }
  if (m_.ss7.tcap == Tcap::abort) d_.sink.number(Field::tcap_reason, e.whole(), kChoice);
  read_dialogue(t_, e.contents, e.header_octets);
}

template <class Sink> [[gnu::always_inline]] inline User MessageReader<Sink>::user() const {
  const ApplicationContext& context = m_.ss7.context;
  if (context.is_cap) return User::camel;
  if (context.is_map) return User::map;
  if (context.present) return User::foreign;
  const bool to_cap = m_.ss7.called.has_ssn && m_.ss7.called.ssn == kSubsystemCap;
  const bool from_cap = m_.ss7.calling.has_ssn && m_.ss7.calling.ssn == kSubsystemCap;
  return to_cap || from_cap ? User::guessed_camel : User::map;
}

template <class Sink> [[gnu::always_inline]] inline void MessageReader<Sink>::find_user() {
  t_.user = user();
  if (m_.ss7.tcap == Tcap::begin || m_.ss7.tcap == Tcap::unidirectional)
    t_.side = map::Side::initiator;
  else if (m_.ss7.dialogue == DialoguePdu::accepted || m_.ss7.dialogue == DialoguePdu::refused)
    t_.side = map::Side::responder;
}

template <class Sink>
[[gnu::always_inline]] inline void MessageReader<Sink>::read_portions(const BerElement& message,
                                                                      const BerElement& portion) {
  find_user();
  if (portion_count_ == 1) [[likely]] {
    read_components(t_, portion.contents, portion.header_octets);
  } else if (portion_count_ > 1) {
    BerReader reader(t_.ber, message.contents);
    for (BerElement e; reader.next(e);)
      if (rank_of(e.tag) == rank_of(tcap::element::components))
        read_components(t_, e.contents, e.header_octets);
  }
  if (m_.ss7.tcap == Tcap::begin && t_.invokes > 1 && !may_invoke_several())
    m_.flag(anomaly::tcap_multiple_invokes);
}

/// Supplementary services and USSD of MAP version 1 (ETS 300 599 §12), which name their subscriber
/// in a beginSubscriberActivity in front.
bool follows_begin_activity(OperationId id) {
  switch (id) {
  case OperationId::gsm_map_registerSS:
  case OperationId::gsm_map_eraseSS:
  case OperationId::gsm_map_activateSS:
  case OperationId::gsm_map_deactivateSS:
  case OperationId::gsm_map_interrogateSS:
  case OperationId::gsm_map_registerPassword:
  case OperationId::gsm_map_processUnstructuredSS_Data: return true;
  default: return false;
  }
}

/// Dialogues that honestly open with several invokes: CAP, subscriber data in pieces, and
/// beginSubscriberActivity with what it is for.
template <class Sink> bool MessageReader<Sink>::may_invoke_several() const {
  if (m_.ss7.context.is_cap) return true;
  if (t_.components > m_.operation_count) return false; // some were not read
  bool only_data = true, only_service = true;
  for (uint32_t i = 0; i < m_.operation_count; i++) {
    const OperationId id = d_.out.operations[m_.first_operation + i].id;
    only_data = only_data && (id == OperationId::gsm_map_insertSubscriberData ||
                              id == OperationId::gsm_map_deleteSubscriberData);
    only_service = only_service && (i == 0 ? id == OperationId::gsm_map_beginSubscriberActivity
                                           : follows_begin_activity(id));
  }
  return only_data || only_service;
}

/// The subscriber of supplementary services and USSD is named in map-open only (TS 29.002 §7.3.1).
template <class Sink> void MessageReader<Sink>::use_references() {
  const Digits& reference = m_.ss7.destination_reference;
  const bool is_imsi = reference.npi == gsm_map::numbering_plan::e212;
  const uint8_t context = m_.ss7.context.is_map ? m_.ss7.context.number : uint8_t{0};
  const bool is_service = context == gsm_map::context::networkFunctionalSs ||
                          context == gsm_map::context::networkUnstructuredSs;
  for (uint32_t i = 0; i < m_.operation_count; i++) {
    Operation& op = d_.out.operations[m_.first_operation + i];
    if (op.component != Component::invoke) continue;
    if (is_imsi && op.imsi.empty()) op.imsi = reference;
    if (!is_imsi && is_service && op.msisdn.empty()) op.msisdn = reference;
  }
}

/// A further reading of `m`, with what its carriers said of it.
template <class Sink> Message* open_reading(Decoding<Sink>& d, Message& m) {
  Message* other = open_message(d, Technology::ss7, m);
  if (other == nullptr) return nullptr;
  const Ss7& said = m.ss7;
  Ss7& ss7 = other->ss7 = said;
  ss7.tcap = Tcap::none;
  ss7.dialogue = DialoguePdu::none;
  ss7.has_p_abort = false;
  ss7.otid = ss7.dtid = TransactionId{};
  ss7.context = ApplicationContext{};
  ss7.destination_reference = ss7.origination_reference = Digits{};
  m.flag(anomaly::tcap_ambiguous);
  other->flag(anomaly::tcap_ambiguous);
  return other;
}

/// With the last of elements that stand twice; without a word to the sink, which has them.
template <class Sink>
[[gnu::noinline]] void read_last(Decoding<Sink>& d, Message& m, const Cursor& octets) {
  Message* other = open_reading(d, m);
  if (other == nullptr) return;
  NullSink silent;
  Decoding<NullSink> aside{d.frame, d.out, silent, d.counters};
  MessageReader<NullSink>(aside, *other, true).read(octets);
}

/// The messages behind a message, which a node finds that reads on until its octets end.
template <class Sink>
[[gnu::noinline]] void read_behind(Decoding<Sink>& d, Message& m, Cursor rest) {
  while (begins_like_tcap(rest.rest())) {
    Message* next = open_reading(d, m);
    if (next == nullptr) break;
    rest = MessageReader<Sink>(d, *next).read(rest);
  }
  d.hide(rest.view(rest.remaining()));
}

} // namespace

template <class Sink> void close_ber(Decoding<Sink>& d, Message& m, const BerState& ber) {
  if ((ber.forms & ber_form::long_length) != 0) m.flag(anomaly::tcap_noncanonical_length);
  if ((ber.forms & ber_form::high_tag) != 0) m.flag(anomaly::tcap_high_tag_form);
  if ((ber.forms & ber_form::padded) != 0) m.flag(anomaly::tcap_padded_integer);
  if ((ber.forms & ber_form::segmented) != 0) m.flag(anomaly::tcap_constructed_string);
  // The first segment of a longer message ends early, and is flagged as what it is.
  const bool is_segment = (m.anomalies & anomaly::sccp_segmented) != 0;
  if (ber.fault != BerFault::none && !(is_segment && ber.fault == BerFault::length))
    m.fail(fault_of(ber.fault), ber.fault_offset);
  if (ber.is_over_limit) m.flag(anomaly::tcap_over_limit);
  // What could not be stepped through was not searched for secrets either.
  d.hide(ber.abandoned);
}
template void close_ber<NullSink>(Decoding<NullSink>&, Message&, const BerState&);
template void close_ber<FieldSink>(Decoding<FieldSink>&, Message&, const BerState&);

bool begins_like_tcap(Bytes octets) {
  if (octets.empty() || (octets.data[0] & kClassMask) == kClassMask) return false;
  BerState state;
  BerReader reader(state, Cursor(octets.data, octets));
  BerElement message, element;
  if (!reader.next(message)) return false;
  switch (message.tag | kConstructed) {
  case tcap::message::unidirectional:
  case tcap::message::begin:
  case tcap::message::end:
  case tcap::message::continue_:
  case tcap::message::abort: break;
  default: return false;
  }
  BerReader elements(state, message.contents);
  return elements.next(element) && rank_of(element.tag) != 0;
}

TransactionId odd_transaction_id(Bytes octets) {
  TransactionId id;
  id.length = static_cast<uint8_t>(octets.size < 0xFF ? octets.size : 0xFF);
  if (octets.size > sizeof id.value) {
    id.value = siphash64(SipKey{}, octets);
    return id;
  }
  for (const uint8_t octet : octets)
    id.value = id.value << 8 | octet;
  return id;
}

} // namespace sigwarden::tcap_decode

namespace sigwarden {

template <class Sink> void decode_tcap(Decoding<Sink>& d, Message& m, Cursor octets) {
  using namespace tcap_decode;
  if ((octets.peek() & kClassMask) == kClassMask) [[unlikely]]
    return decode_ansi_tcap(d, m, octets);
  MessageReader<Sink> reader(d, m);
  const Cursor rest = reader.read(octets);
  if (reader.has_other_reading()) [[unlikely]]
    read_last(d, m, octets);
  if (!rest.at_end()) [[unlikely]]
    read_behind(d, m, rest);
}
template void decode_tcap<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_tcap<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
