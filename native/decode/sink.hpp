// SPDX-License-Identifier: Apache-2.0
// Where a decoder tells what it read. In the fast path the sink is NullSink and every call compiles away; `decode` and
// the packet view use FieldSink, which records each field with its octets. One decoder serves both: a decoder is a
// function template over the sink, instantiated for both at the foot of its .cpp.
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
};

/// One node of the decoded tree, in the order of the wire.
struct FieldRecord {
  Field field = Field::none;       ///< none for a layer
  Protocol protocol = Protocol::none;
  uint16_t depth = 0;
  uint16_t message = 0xFFFF;       ///< message it belongs to; 0xFFFF below messages (frame, IP, SCTP header)
  View where;
  std::string value; ///< as tshark prints it; empty for layers and groups
};

/// Records every field. `message` is set by the frame decoder whenever a message begins; layers of the packet stay at 0xFFFF.
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

  void clear();
  void begin_message(uint16_t index) { message_ = index; }
  void end_message() { message_ = 0xFFFF; }
  const std::vector<FieldRecord>& fields() const { return fields_; }

private:
  FieldRecord& add(Field field, View where);
  std::vector<FieldRecord> fields_;
  uint16_t depth_ = 0;
  uint16_t message_ = 0xFFFF;
};

} // namespace sigwarden
