// SPDX-License-Identifier: Apache-2.0
// What the parts of the TCAP decoder share: the state of one message, and what became of its
// application context. The message and its portions are in tcap.cpp, the dialogue portion in
// tcap_dialogue.cpp, components in tcap_component.cpp.
#pragma once

#include "native/base/ber.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/gsm_map.hpp"
#include "native/generated/sccp.hpp"
#include "native/generated/tcap.hpp"

namespace sigwarden::tcap_decode {

/// Whose components these are. `guessed_camel`: no context is known, and the subsystem number says
/// CAP; then the fields are shown as CAP, yet what CAP would not write so is read as MAP too, since
/// a subsystem number proves nothing.
enum class User : uint8_t { map, camel, guessed_camel, foreign };

/// One TCAP message being decoded.
template <class Sink> struct Dissection {
  Decoding<Sink>& d;
  Message& m;
  BerState ber;
  uint32_t components = 0; ///< of all portions, those beyond the limit too
  uint32_t invokes = 0;
  User user = User::map;
  map::Side side = map::Side::unknown;

  Dissection(Decoding<Sink>& decoding, Message& message) : d(decoding), m(message) {}
};

/// Whose components a message has, by what stands in front of them.
inline User user_of(const Ss7& ss7) {
  if (ss7.context.is_cap) return User::camel;
  if (ss7.context.is_map) return User::map;
  if (ss7.context.present) return User::foreign;
  const bool to_cap = ss7.called.has_ssn && ss7.called.ssn == sccp::ssn::cap;
  const bool from_cap = ss7.calling.has_ssn && ss7.calling.ssn == sccp::ssn::cap;
  return to_cap || from_cap ? User::guessed_camel : User::map;
}
/// Which side of the dialogue sent it.
inline map::Side side_of(const Ss7& ss7) {
  if (ss7.tcap == Tcap::begin || ss7.tcap == Tcap::unidirectional) return map::Side::initiator;
  if (ss7.dialogue == DialoguePdu::accepted || ss7.dialogue == DialoguePdu::refused)
    return map::Side::responder;
  return map::Side::unknown;
}

/// Decodes a message with one of the heads that most have; false, and nothing done, for any other.
/// tcap_head.cpp
bool decode_headed(Decoding<NullSink>& d, Message& m, Cursor octets);

/// Do the octets begin like a message (Q.773 §4.2.1), whole or not?
bool begins_like_tcap(Bytes octets);

// Contents go from one file to the next as cursors, which travel in registers: an element in memory
// is copied in one piece, and such a load waits until the stores of its parts have left the core.

/// The dialogue portion (Q.773 §4.2.3), an element of tag 6B.
template <class Sink>
void read_dialogue(Dissection<Sink>& t, Cursor contents, uint32_t header_octets);

/// A dialogue portion that is as nearly all are; `pdu` is none for any other.
struct PlainDialogue {
  DialoguePdu pdu = DialoguePdu::none;
  uint8_t number = 0, version = 0; ///< of the context
  uint8_t elements = 0;            ///< of BER
};
/// What a portion is, by its contents.
PlainDialogue plain_dialogue(Bytes portion);
/// What such a portion says.
void use_dialogue(PlainDialogue dialogue, Ss7& ss7);

/// One component portion (Q.773 §4.2.2), an element of tag 6C; the context must be known by then.
template <class Sink>
void read_components(Dissection<Sink>& t, Cursor contents, uint32_t header_octets);

/// What stands in a component, an invoke or a last result, in front of its parameter.
struct ComponentHead {
  Component component = Component::none;
  int8_t invoke_id = 0;
  int8_t code = 0;
  bool has_code = false; ///< a result that says nothing has none
};
/// The same of a portion with one component whose head was read, when there is room for an
/// operation. `rest`: to the portion's end.
template <class Sink> void read_component(Dissection<Sink>& t, ComponentHead head, Cursor rest);

/// Reads an application context name; flags the forms that no encoder produces.
ApplicationContext read_context(Bytes oid, Anomalies& anomalies);

/// The operation that `code` is for this user, OperationId::unknown when it has none.
OperationId operation_of(bool is_cap, int64_t code);

/// Tells in `m` what the encoding of its message was like, and where it broke.
template <class Sink> void close_ber(Decoding<Sink>& d, Message& m, const BerState& ber);

/// An INTEGER held at the bounds of a code.
int32_t saturated(int64_t value);

/// Octets of a transaction id as a key: up to eight as a number, more by hash.
TransactionId odd_transaction_id(Bytes octets);
inline TransactionId transaction_id_of(Bytes octets) {
  if (octets.size == 4) [[likely]] // as nearly all nodes write it
    return {load_be32(octets.data), 4};
  return odd_transaction_id(octets);
}

} // namespace sigwarden::tcap_decode
