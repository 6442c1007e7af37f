// SPDX-License-Identifier: Apache-2.0
// The head that most TCAP messages have: all in front of the parameter of their one component, with
// transaction ids of four octets, a dialogue portion without user information or none, every length
// in its short form and reaching to the end of what encloses it. Recognised as a whole it costs a
// hundred instructions; element by element, six hundred of the 3,100 of a message. What is not
// exactly so is not recognised, and what is found is what MessageReader would find. Included by
// tcap.cpp, for sinks that do not want the elements.
#pragma once

#include "native/decode/tcap.hpp"

namespace sigwarden::tcap_decode {

/// What stands in the head.
struct Head {
  Tcap message = Tcap::none;
  Component component = Component::none;
  int8_t invoke_id = 0, code = 0;
  PlainDialogue dialogue;
  TransactionId otid, dtid;
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

  /// Identifier and length of a value whose contents are all the rest.
  bool opens(uint32_t tag) {
    const bool is_so = at_[0] == tag && at_[1] == end_ - at_ - 2;
    at_ += 2;
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

/// Whether `message` begins with such a head; then what stands in it.
[[gnu::always_inline]] inline bool read_head(Bytes message, Head& head) {
  constexpr uint32_t kLongest = 2 + 0x7F; // all lengths within are then below 0x80
  constexpr uint32_t kIdOctets = 6, kComponentOctets = 12;
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

  if (!reader.opens(tcap::element::components)) return false;
  const bool is_invoke = reader.peek() == tcap::component::invoke;
  head.component = is_invoke ? Component::invoke : Component::result_last;
  if (!reader.opens(is_invoke ? tcap::component::invoke : tcap::component::result_last))
    return false;
  if (!reader.reads(head.invoke_id)) return false;
  if (!is_invoke && !reader.opens(0x30)) return false;
  if (!reader.reads(head.code)) return false;
  head.octets = static_cast<uint32_t>(reader.at() - message.data);
  return true;
}

} // namespace sigwarden::tcap_decode
