// SPDX-License-Identifier: Apache-2.0
// The head that most TCAP messages have: all in front of the parameter of their one component, with
// transaction ids of four octets, a dialogue portion without user information or none, every length
// in its shortest form and reaching to the end of what encloses it. Recognised as a whole it costs
// a hundred instructions; element by element, six hundred of the 3,100 of a message. What is not
// exactly so is not recognised, and what is found is what MessageReader (tcap.cpp) would find.
// Included by tcap_head.cpp, for the sink that does not want the elements.
#pragma once

#include "native/decode/tcap.hpp"

namespace sigwarden::tcap_decode {

/// What stands in the head.
struct Head {
  Tcap message = Tcap::none;
  TransactionId otid, dtid;
  PlainDialogue dialogue;
  ComponentHead component;
  uint32_t octets = 0; ///< the parameter is behind them
};

/// Reads the octets of a head from the front, after their number has been looked at.
class HeadReader {
public:
  explicit HeadReader(Bytes message) : at_(message.data), end_(message.end()) {}

  bool holds(uint32_t octets) const { return static_cast<uint32_t>(end_ - at_) >= octets; }
  uint8_t peek() const { return *at_; }
  const uint8_t* at() const { return at_; }
  void skip(uint32_t octets) { at_ += octets; }

  /// Identifier and length, in its shortest form, of a value whose contents are all the rest.
  bool opens(uint32_t tag) {
    const auto rest = static_cast<uint32_t>(end_ - at_) - 2;
    const bool is_short = rest < 0x80;
    const bool is_so =
        at_[0] == tag &&
        (is_short ? at_[1] == rest : at_[1] == 0x81 && rest > 0x80 && at_[2] == rest - 1);
    at_ += is_short ? 2 : 3;
    return is_so;
  }
  /// An INTEGER of one octet.
  bool reads(int8_t& integer) {
    integer = static_cast<int8_t>(at_[2]);
    const bool is_so = load_be16(at_) == 0x0201;
    at_ += 3;
    return is_so;
  }
  bool reads(uint32_t tag, TransactionId& id) {
    constexpr uint32_t kOctets = 4;
    id = {load_be32(at_ + 2), kOctets};
    const bool is_so = load_be16(at_) == (tag << 8 | kOctets);
    at_ += 2 + kOctets;
    return is_so;
  }

private:
  const uint8_t* at_;
  const uint8_t* const end_;
};

/// The component that is the rest of a message.
[[gnu::always_inline]] inline bool read_component_head(HeadReader& reader, ComponentHead& head) {
  constexpr uint32_t kInteger = 3;
  if (!reader.opens(tcap::element::components)) return false;
  const bool is_invoke = reader.peek() == tcap::component::invoke;
  head.component = is_invoke ? Component::invoke : Component::result_last;
  if (!reader.opens(is_invoke ? tcap::component::invoke : tcap::component::result_last) ||
      !reader.reads(head.invoke_id))
    return false;
  if (!is_invoke) {
    if (!reader.holds(1)) return true;
    if (!reader.holds(2 + kInteger) || !reader.opens(0x30)) return false;
  }
  head.has_code = true;
  return reader.holds(kInteger) && reader.reads(head.code);
}

/// Whether `message` begins with such a head; then what stands in it.
[[gnu::always_inline]] inline bool read_head(Bytes message, Head& head) {
  constexpr uint32_t kLongest = 3 + 0xFF; // all lengths within then have two octets at most
  static_assert(kLongest < limits::ber_elements, "the elements of a head are not counted");
  constexpr uint32_t kIdOctets = 6, kComponentOctets = 7;
  HeadReader reader(message);
  if (message.size > kLongest || !reader.holds(2 + 2 * kIdOctets)) return false;
  head.message = static_cast<Tcap>(reader.peek());
  const bool has_otid = head.message == Tcap::begin || head.message == Tcap::continue_;
  const bool has_dtid = head.message == Tcap::end || head.message == Tcap::continue_;
  if ((!has_otid && !has_dtid) || !reader.opens(reader.peek())) return false;
  if (has_otid && !reader.reads(tcap::element::otid, head.otid)) return false;
  if (has_dtid && !reader.reads(tcap::element::dtid, head.dtid)) return false;

  if (!reader.holds(kComponentOctets)) return false;
  if (reader.peek() == tcap::element::dialogue) {
    const uint32_t length = reader.at()[1];
    if (!reader.holds(2 + length + kComponentOctets)) return false;
    head.dialogue = plain_dialogue({reader.at() + 2, length});
    if (head.dialogue.pdu == DialoguePdu::none) return false;
    reader.skip(2 + length);
  }
  if (!read_component_head(reader, head.component)) return false;
  head.octets = static_cast<uint32_t>(reader.at() - message.data);
  return true;
}

} // namespace sigwarden::tcap_decode
