// SPDX-License-Identifier: Apache-2.0
// Where a decoder tells what it read. In the fast path the sink is NullSink and every call compiles
// away; `decode` and the packet view use FieldSink, which records each field with its octets. One
// decoder serves both: a decoder is a function template over the sink, instantiated for both at the
// foot of its .cpp.
#pragma once

#include <string>
#include <vector>

#include "native/base/bytes.hpp"
#include "native/base/digits.hpp"
#include "native/generated/fields.hpp"

namespace sigwarden {

/// The sink of the fast path: nothing.
struct NullSink {
  static constexpr bool records = false;
  void layer(Protocol, View) {}
  void leave() {}
  void group(Field, View) {}
  void number(Field, View, uint64_t) {}
  void integer(Field, View, int64_t) {}
  void octets(Field, View, const uint8_t*) {}
  void digits(Field, View, const Digits&) {}
  void text(Field, View, const uint8_t*) {}
  void oid(Field, View, const uint8_t*) {}
  void address(Field, View, const uint8_t*) {}
  void signals(Field, View, const uint8_t*, bool) {}
  void labels(Field, View, const uint8_t*) {}
  void begin_message(uint32_t) {}
  void end_message() {}
  void disown_message(uint32_t) {}
  void disown_from(uint32_t) {}
};

constexpr uint16_t kNoMessage = 0xFFFF;

/// One node of the decoded tree, in the order of the wire.
struct FieldRecord {
  Field field = Field::none; ///< none for a layer
  Protocol protocol = Protocol::none;
  uint16_t depth = 0;
  uint16_t message =
      kNoMessage; ///< message it belongs to; kNoMessage below messages (frame, IP, SCTP header)
  View where;
  std::string value; ///< as tshark prints it; empty for layers and groups
};

/// Records every field. Fields recorded between begin_message and end_message belong to that
/// message, the others to the packet (kNoMessage). A decoder that opens what may become a message
/// begins the next index and disowns it when none came.
class FieldSink {
public:
  static constexpr bool records = true;
  /// Opens a layer at the present depth; fields that follow are its children until leave().
  void layer(Protocol protocol, View where);
  void leave();
  /// Opens a nested node of a layer (a component, a grouped AVP); closed by leave() too.
  void group(Field field, View where);
  void number(Field field, View where, uint64_t value);
  void integer(Field field, View where, int64_t value);
  void octets(Field field, View where, const uint8_t* base);
  void digits(Field field, View where, const Digits& value);
  void text(Field field, View where, const uint8_t* base);
  void oid(Field field, View where, const uint8_t* base);
  /// IPv4 (4 octets), IPv6 (16) or Ethernet (6), by length.
  void address(Field field, View where, const uint8_t* base);
  /// Address signals of a global title (Q.713 §3.4.2.3), low nibble first; `odd` leaves out the
  /// last nibble.
  void signals(Field field, View where, const uint8_t* base, bool odd);
  /// A name as labels with their lengths in front (TS 23.003 §9.1), joined by full stops.
  void labels(Field field, View where, const uint8_t* base);

  /// Whether checksums that screening passes by are computed, for who asks.
  bool verifies_checksums = false;

  void clear();
  void begin_message(uint32_t index) { message_ = static_cast<uint16_t>(index); }
  void end_message() { message_ = kNoMessage; }
  /// Gives the newest fields, of a message that did not come about and of those behind it, to the
  /// packet.
  void disown_message(uint32_t index);
  /// Gives it the fields of every message from `index` on: those for which there was no room.
  void disown_from(uint32_t index);
  const std::vector<FieldRecord>& fields() const { return fields_; }

private:
  FieldRecord& add(Field field, View where);
  std::vector<FieldRecord> fields_;
  uint16_t depth_ = 0;
  uint16_t message_ = kNoMessage;
};

} // namespace sigwarden
