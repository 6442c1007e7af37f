// SPDX-License-Identifier: Apache-2.0
// Codes by which a subscriber controls call forwarding (TS 22.030 §6.5.2, annex B), found in a USSD
// string: what it sets and where to, and nothing else of it. A register takes `**21*number#` as it
// takes registerSS. Strings of the default alphabet (TS 23.038 §6.1.2.3, packed) and of one octet a
// character are read. The data coding scheme in front is the sender's claim and is not asked: of a
// packed code the second octet lies outside the characters that one may have, so the two are told
// apart by themselves.
#pragma once

#include <cstring>

#include "native/decode/message.hpp"

namespace sigwarden::map {

class ServiceCode {
public:
  explicit ServiceCode(Bytes string) {
    if (string.empty()) return;
    const bool is_plain = string.size > 1 && is_sign(string.data[0]) &&
                          (is_sign(string.data[1]) || is_digit(string.data[1]));
    is_plain ? copy(string) : unpack(string);
  }

  /// Sets what the code does to the operation; leaves it alone when it is none of these codes.
  void apply(Operation& op) {
    const bool sets = take_sign('*');
    if (!sets && !take_sign('#')) return;
    take_sign(sets ? '*' : '#'); // twice: registers or erases, once: activates or withdraws
    const uint8_t service = service_of(take_digits());
    if (service == 0) return;
    if (take_sign('*') && sets) op_number(op);
    op.sub_type = service;
    op.flags |= sets ? Operation::kSetsForwarding : Operation::kErasesForwarding;
  }

private:
  static constexpr uint32_t kMost = 40; ///< characters: a code, a number and two more fields
  static constexpr uint8_t kInternational = 1;

  static bool is_sign(uint8_t c) { return c == '*' || c == '#'; }
  static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
  /// ss-Codes of call forwarding (TS 29.002 §17.7.5) by service code.
  static uint8_t service_of(Bytes code) {
    const auto is = [&](const char* text) {
      return code.size == std::strlen(text) && std::memcmp(code.data, text, code.size) == 0;
    };
    if (is("21")) return 0x21;
    if (is("67")) return 0x29;
    if (is("61")) return 0x2A;
    if (is("62")) return 0x2B;
    if (is("002")) return 0x20;
    return is("004") ? 0x28 : 0;
  }

  void copy(Bytes string) {
    size_ = std::min(string.size, kMost);
    std::memcpy(text_.data(), string.data, size_);
  }
  void unpack(Bytes string) {
    const uint32_t septets = std::min(string.size * 8 / 7, kMost);
    for (uint32_t i = 0; i < septets; i++) {
      const uint32_t bit = i * 7, at = bit / 8;
      const uint32_t next = at + 1 < string.size ? string.data[at + 1] : 0;
      text_[size_++] = static_cast<uint8_t>((string.data[at] | next << 8) >> (bit % 8) & 0x7F);
    }
  }
  bool take_sign(uint8_t sign) {
    if (at_ == size_ || text_[at_] != sign) return false;
    at_++;
    return true;
  }
  Bytes take_digits() {
    const uint32_t first = at_;
    while (at_ < size_ && is_digit(text_[at_]))
      at_++;
    return {text_.data() + first, at_ - first};
  }
  /// `+` or `00` in front make it international; any other number counts from where it is dialled.
  void op_number(Operation& op) {
    const bool has_plus = take_sign('+');
    Bytes digits = take_digits();
    const bool has_zeros =
        !has_plus && digits.size > 2 && digits.data[0] == '0' && digits.data[1] == '0';
    if (has_zeros) digits = {digits.data + 2, digits.size - 2};
    Digits number = read_ascii_digits(digits);
    if (number.empty()) return;
    number.ton = has_plus || has_zeros ? kInternational : uint8_t{0};
    number.npi = 1;
    op.set_node(Node::forwarded_to, number);
  }

  std::array<uint8_t, kMost> text_{};
  uint32_t size_ = 0, at_ = 0;
};

/// Keeps in the operation what a USSD string does to call forwarding.
[[gnu::noinline]] inline void read_service_code(Bytes string, Operation& op) {
  ServiceCode(string).apply(op);
}

} // namespace sigwarden::map
