// SPDX-License-Identifier: Apache-2.0
#include "native/decode/sccp_probe.hpp"

#include <algorithm>
#include <iterator>

#include "native/base/cursor.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

namespace message_type = sccp::message_type;
namespace indicator = sccp::address_indicator;
namespace ansi_indicator = sccp::ansi_address_indicator;

/// The mandatory parameters of a connectionless message.
struct Parameters {
  Bytes called, calling, data;
  bool are_inside = false;
};

/// A variable parameter of which the pointer lies at `at` (Q.713 §2.3).
bool take(Bytes message, uint32_t at, uint32_t pointer_octets, uint32_t length_octets, Bytes& out) {
  const auto number = [&](uint32_t where, uint32_t octets) {
    return octets == 2 ? uint32_t{load_le16(message.data + where)} : uint32_t{message.data[where]};
  };
  const uint32_t target = at + pointer_octets - 1 + number(at, pointer_octets);
  if (target + length_octets > message.size) return false;
  const uint32_t length = number(target, length_octets);
  if (length > message.size - target - length_octets) return false;
  out = {message.data + target + length_octets, length};
  return true;
}

Parameters parameters_of(Bytes message) {
  const uint8_t type = message.data[0];
  const bool is_long = type == message_type::ludt || type == message_type::ludts;
  const bool is_short = type == message_type::udt || type == message_type::udts;
  const uint32_t fixed = is_short ? 2 : 3, pointer = is_long ? 2 : 1;
  Parameters p;
  if (message.size < fixed + 3 * pointer) return p;
  p.are_inside = take(message, fixed, pointer, 1, p.called) &&
                 take(message, fixed + pointer, pointer, 1, p.calling) &&
                 take(message, fixed + 2 * pointer, pointer, pointer, p.data);
  return p;
}

/// Signals of a global title as honest nodes write them: digits, or a filler at the end.
bool are_digits(Bytes signals) {
  if (signals.empty()) return false;
  const auto is_digit = [](uint32_t nibble) { return nibble <= 9; };
  for (uint32_t i = 0; i < signals.size; i++) {
    const uint32_t low = signals.data[i] & 0xF, high = signals.data[i] >> 4;
    const bool is_filler = high == 0xF && i + 1 == signals.size;
    if (!is_digit(low) || !(is_digit(high) || is_filler)) return false;
  }
  return true;
}

/// Octets in front of the digits of a title, by its format; UINT32_MAX where it is not defined.
uint32_t fixed_octets_of_title(uint32_t format, bool is_ansi) {
  constexpr uint32_t kItu[] = {0, 1, 1, 2, 3}, kAnsi[] = {0, 2, 1};
  if (is_ansi) return format < std::size(kAnsi) ? kAnsi[format] : UINT32_MAX;
  return format < std::size(kItu) ? kItu[format] : UINT32_MAX;
}

/// What is behind indicator, point code and subsystem number is a title and nothing else.
bool is_address(Bytes address, Ss7Variant variant) {
  if (address.empty()) return false;
  const uint8_t first = address.data[0];
  const bool is_ansi = variant == Ss7Variant::ansi && (first & ansi_indicator::national) != 0;
  const uint32_t has_code = first & (is_ansi ? ansi_indicator::point_code : indicator::point_code);
  const uint32_t has_ssn = first & (is_ansi ? ansi_indicator::ssn : indicator::ssn);
  const uint32_t code_octets = is_ansi || variant == Ss7Variant::china ? 3 : 2;
  const uint32_t format = (first & indicator::title_format) >> 2;
  const uint32_t fixed = fixed_octets_of_title(format, is_ansi);
  if (fixed == UINT32_MAX) return false;
  const uint32_t front = 1 + (has_code != 0 ? code_octets : 0) + (has_ssn != 0 ? 1 : 0) + fixed;
  if (front > address.size) return false;
  if (format == 0) return front == address.size;
  return are_digits({address.data + front, address.size - front});
}

bool is_returned(uint8_t type) {
  return type == message_type::udts || type == message_type::xudts || type == message_type::ludts;
}

/// Class 0 or 1, with or without return on error (Q.713 §3.6).
bool is_class(uint8_t octet) {
  return (octet & 0x7E) == 0;
}

/// First octets of TCAP (Q.773 §4.2.1), of ANSI TCAP (T1.114), of SCCP management (Q.713 §5.3).
bool begins_like_user(Bytes data) {
  if (data.empty()) return false;
  const uint8_t first = data.data[0];
  constexpr uint8_t kTcap[] = {0x61, 0x62, 0x64, 0x65, 0x67};
  const bool is_management = first >= 1 && first <= 6 && data.size <= 6;
  return std::find(std::begin(kTcap), std::end(kTcap), first) != std::end(kTcap) ||
         (first >= 0xE1 && first <= 0xE6) || is_management;
}

} // namespace

SccpFit sccp_fit(Bytes message, Ss7Variant variant) {
  if (message.empty()) return SccpFit::none;
  const uint8_t type = message.data[0];
  if (type < message_type::cr || type > message_type::ludts) return SccpFit::none;
  if (type < message_type::xudt && type != message_type::udt && type != message_type::udts)
    return SccpFit::type;
  const Parameters p = parameters_of(message);
  if (!p.are_inside) return SccpFit::none;
  if (!is_returned(type) && !is_class(message.data[1])) return SccpFit::shape;
  if (!is_address(p.called, variant) || !is_address(p.calling, variant)) return SccpFit::shape;
  return begins_like_user(p.data) ? SccpFit::user : SccpFit::addresses;
}

Ss7Variant variant_of_24_bit(Bytes message) {
  const SccpFit ansi = sccp_fit(message, Ss7Variant::ansi);
  const SccpFit china = sccp_fit(message, Ss7Variant::china);
  if (ansi != china) return ansi > china ? Ss7Variant::ansi : Ss7Variant::china;
  if (ansi < SccpFit::shape) return Ss7Variant::ansi; // nothing to tell them by
  const Parameters p = parameters_of(message);
  const auto is_national = [](Bytes address) {
    return !address.empty() && (address.data[0] & ansi_indicator::national) != 0;
  };
  return is_national(p.called) || is_national(p.calling) ? Ss7Variant::ansi : Ss7Variant::china;
}

Ss7Variant variant_of_addresses(Bytes message) {
  const Ss7Variant other = variant_of_24_bit(message);
  return sccp_fit(message, other) > sccp_fit(message, Ss7Variant::itu) ? other : Ss7Variant::itu;
}

} // namespace sigwarden
