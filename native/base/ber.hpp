// SPDX-License-Identifier: Apache-2.0
// Reads BER (ITU-T X.690 §8) value by value, bounded by what encloses it. Nothing here recurses,
// allocates or throws: a caller walks with one BerReader per level and stops nesting at
// limits::ber_depth. Non-minimal forms are read as end nodes read them and noted in
// BerState::forms, since a detour that a filter does not take is an evasion; the caller decides
// what they mean. Knows no protocol. Used by tcap and gsm_map.
#pragma once

#include <array>

#include "native/base/cursor.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

/// Forms that X.690 §8 permits and §10 (DER) does not, or that no encoder produces by itself.
namespace ber_form {
constexpr uint8_t long_length = 1; ///< more length octets than the value needs
constexpr uint8_t high_tag = 2;    ///< tag number below 31 in high form, or with leading zeros
constexpr uint8_t indefinite = 4;  ///< indefinite length; ordinary in the field
constexpr uint8_t padded = 8;      ///< INTEGER with a redundant first octet
constexpr uint8_t segmented = 16;  ///< string in constructed form
} // namespace ber_form

enum class BerFault : uint8_t { none, identifier, length, end_of_contents, depth, elements };

/// Tag numbers above this are refused: 21 bits are three octets of high form, and no protocol here
/// exceeds two.
constexpr uint32_t kBerTagNumberMax = (1u << 21) - 1;

/// What the readers of one message share: budget, notes, and the ends of indefinite contents
/// already found.
struct BerState {
  struct End {
    uint32_t start; ///< offset of the first content octet
    uint32_t end;   ///< offset of the end-of-contents octets
  };
  static constexpr uint32_t kEnds = 64;

  uint32_t elements = 0; ///< identifiers read or stepped over while searching, to be held below
                         ///< limits::ber_elements
  uint32_t fault_offset = 0;
  uint32_t failures = 0; ///< calls of fail()
  uint32_t marked = 0;   ///< of them those before the stretch that a caller looks at
  BerFault fault = BerFault::none;
  uint8_t forms = 0;
  /// Something was left unread because of limits::ber_elements or limits::ber_depth.
  bool is_over_limit = false;
  /// An end was missing: whatever is indefinite from here on ends where its parent does, and no
  /// search is repeated.
  bool open_ended = false;
  /// Octets that no reader could step through, from the first such fault to the end of the
  /// outermost level concerned.
  View abandoned;
  uint32_t end_count = 0;
  std::array<End, kEnds> ends; // filled up to end_count; left uninitialised on purpose

  BerState() {} // NOLINT(modernize-use-equals-default): value-initialisation would clear `ends`

  /// Nothing was noted, and all was read.
  bool is_plain() const { return forms == 0 && failures == 0; }

  /// Begins a stretch.
  void mark() { marked = failures; }
  bool has_failed_since() const { return failures != marked; }

  /// The first fault stands.
  void fail(BerFault what, uint32_t offset) {
    failures++;
    if (what == BerFault::elements || what == BerFault::depth) is_over_limit = true;
    if (fault != BerFault::none) return;
    fault = what;
    fault_offset = offset;
  }
};

/// One value: identifier, where it starts, and a cursor over exactly its contents. Nothing takes
/// its address on the fast path: in registers it costs nothing, and read from memory in one piece,
/// after its parts were written, some fifteen cycles.
struct BerElement {
  uint32_t tag =
      0; ///< identifier octets of the shortest form as one number: 0x62, 0xA1, 0x9F32, 0xBF1F
  uint32_t header_octets = 0; ///< of identifier and length
  Cursor contents;            ///< without end-of-contents octets

  /// Offset of the first identifier octet.
  [[gnu::always_inline]] uint32_t start() const { return contents.offset() - header_octets; }
  [[gnu::always_inline]] View view() const { return {contents.offset(), contents.remaining()}; }
  /// From the identifier to the last content octet.
  [[gnu::always_inline]] View whole() const {
    return {start(), header_octets + contents.remaining()};
  }
  [[gnu::always_inline]] Bytes bytes() const { return contents.rest(); }
};

/// The constructed bit of a tag written as in BerElement::tag.
constexpr uint32_t ber_constructed_bit(uint32_t tag) {
  uint32_t bit = 0x20;
  while (tag > 0xFF) {
    tag >>= 8;
    bit <<= 8;
  }
  return bit;
}
constexpr bool ber_is_constructed(uint32_t tag) {
  return (tag & (tag <= 0xFF ? 0x20 : ber_constructed_bit(tag))) != 0;
}

/// Steps through the values of one level.
class BerReader {
public:
  BerReader() = default;
  BerReader(BerState& state, Cursor contents) : at_(contents), state_(&state) {}

  /// The next value; false at the end, or where the octets cannot be stepped through
  /// (BerState::fault says why). A length that runs past its parent is a fault, yet the value is
  /// returned, cut at the parent: a truncated capture still shows what it holds.
  [[gnu::always_inline]] bool next(BerElement& element) {
    const uint32_t held = at_.remaining();
    if (held < 2) [[unlikely]]
      return held != 0 && take_general(element);
    const uint32_t identifier = at_.data()[0], length = at_.data()[1];
    // One octet of identifier and one of length.
    const bool is_plain = (identifier & 0x1F) != 0x1F && length < 0x80 && length <= held - 2;
    if (!is_plain || state_->elements >= limits::ber_elements || !at_.skip(2)) [[unlikely]]
      return take_general(element);
    state_->elements++;
    element.tag = identifier;
    element.header_octets = 2;
    element.contents = at_.sub(length);
    return true;
  }
  bool at_end() const { return at_.at_end(); }
  /// Offset of the next value.
  uint32_t offset() const { return at_.offset(); }
  Cursor rest() const { return at_; }

private:
  struct Step {
    BerElement element;
    Cursor rest;
    bool found;
  };
  /// Of any form. By value in and out: a reader or an element whose address was handed on could not
  /// stay in registers, in any loop over plain values.
  [[gnu::cold]] static Step next_general(BerState& state, Cursor at);
  static Step abandon(BerState& state, Cursor at, BerFault fault);
  [[gnu::always_inline]] bool take_general(BerElement& element) {
    const Step step = next_general(*state_, at_);
    at_ = step.rest;
    if (step.found) element = step.element;
    return step.found;
  }

  Cursor at_;
  BerState* state_ = nullptr;
};

/// Two's complement of any length; values that do not fit are held at the bounds. Notes padding.
int64_t ber_long_integer(BerState& state, Bytes contents);
inline int64_t ber_integer(BerState& state, Bytes contents) {
  if (contents.size == 1) [[likely]]
    return static_cast<int8_t>(contents.data[0]);
  return ber_long_integer(state, contents);
}

/// Contents of an OCTET STRING or one of its relatives: in place when primitive, its segments
/// joined in `room` when constructed (X.690 §8.7.3), cut at `capacity`. Notes segmentation.
Bytes ber_join(BerState& state, Cursor contents, uint8_t* room, uint32_t capacity);
[[gnu::always_inline]] inline Bytes ber_string(BerState& state, const BerElement& element,
                                               uint8_t* room, uint32_t capacity) {
  if (!ber_is_constructed(element.tag)) [[likely]]
    return element.bytes();
  return ber_join(state, element.contents, room, capacity);
}

} // namespace sigwarden
