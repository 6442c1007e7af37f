// SPDX-License-Identifier: Apache-2.0
// Names inside Diameter AVPs: whom a User-Name or a public identity means, which network a
// Visited-Network-Identifier names, whether a DiameterIdentity looks like one (RFC 6733 §4.3.1;
// TS 23.003 §13, §19; RFC 4282 §2.1). Reads text and nothing around it; looks nobody up.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "native/base/bytes.hpp"
#include "native/base/digits.hpp"
#include "native/base/domain_name.hpp"
#include "native/decode/message.hpp"

namespace sigwarden {

inline Bytes without_front(Bytes text, uint32_t octets) {
  return {text.data + octets, text.size - octets};
}
/// `front` is written in lower case.
inline bool begins_with(Bytes text, std::string_view front) {
  return text.size >= front.size() &&
         std::equal(front.begin(), front.end(), text.data,
                    [](char a, uint8_t b) { return static_cast<uint8_t>(a) == ascii_lower(b); });
}

/// Subscriber named by a User-Name: bare digits, or a NAI (TS 23.003 §19.3) whose first digit is a
/// type where the realm begins with `nai.` or `wlan.`. Empty when the name does not begin like an
/// IMSI.
struct SubscriberName {
  Digits imsi;
  bool is_plain = false;
};

/// A decorated NAI puts realms on the way in front, each with a `!` behind it (RFC 4282 §2.7).
inline Bytes without_decoration(Bytes name) {
  const uint8_t* at = std::find(name.begin(), name.end(), '@');
  for (const uint8_t* mark = at; mark != name.begin(); mark--)
    if (mark[-1] == '!') return without_front(name, static_cast<uint32_t>(mark - name.begin()));
  return name;
}

inline SubscriberName read_nai(Bytes text) {
  constexpr uint32_t kImsiMin = 6;
  SubscriberName name;
  Bytes rest = without_decoration(text);
  while (!rest.empty() && *rest.data == ' ')
    rest = without_front(rest, 1);
  Digits digits = read_ascii_digits(rest);
  const Bytes tail = without_front(rest, digits.length);
  const bool has_realm = !tail.empty() && *tail.data == '@';
  const bool has_type_digit =
      has_realm &&
      (digits.length == kDigitsMax || begins_with(tail, "@nai.") || begins_with(tail, "@wlan."));
  if (has_type_digit && digits.length > 0) {
    digits.bcd <<= 4;
    digits.length--;
    digits.flags = 0;
  }
  if (digits.length < kImsiMin) return name;
  if (!tail.empty() && !has_realm) digits.flags |= Digits::kNotDecimal;
  name.imsi = digits;
  return name;
}

inline SubscriberName read_user_name(Bytes text) {
  constexpr uint32_t kImsiMin = 6, kImsiMax = 15;
  const Digits digits = read_ascii_digits(text);
  if (digits.length != text.size || digits.length < kImsiMin || digits.length > kImsiMax)
    return read_nai(text);
  return {digits, true};
}

/// Whom a public identity means (TS 23.003 §13.4): a number behind `sip:+` or `tel:+`, or an IMSI
/// where the identity was made of one (§13.4B). Local numbers mean somebody else elsewhere and are
/// left alone.
struct PublicIdentity {
  Digits msisdn, imsi;
};

inline PublicIdentity read_public_identity(Bytes uri) {
  constexpr uint32_t kScheme = 4, kImsiMin = 14;
  PublicIdentity identity;
  const bool is_sip = begins_with(uri, "sip:");
  if (!is_sip && !begins_with(uri, "tel:")) return identity;
  const Bytes user = without_front(uri, kScheme);
  if (!user.empty() && *user.data == '+') {
    const Bytes number = without_front(user, 1);
    uint32_t taken = 0;
    for (; taken < number.size && identity.msisdn.length < kDigitsMax; taken++) {
      const uint8_t c = number.data[taken];
      if (c == '-' || c == '.' || c == '(' || c == ')') continue; // RFC 3966 §5.1.1
      if (c < '0' || c > '9') break;
      identity.msisdn.bcd |= uint64_t{c} % 16 << (60 - 4 * identity.msisdn.length);
      identity.msisdn.length++;
    }
    return identity;
  }
  const Digits digits = read_ascii_digits(user);
  if (is_sip && digits.length >= kImsiMin &&
      begins_with(without_front(user, digits.length), "@ims.mnc"))
    identity.imsi = digits;
  return identity;
}

/// E.164 digits of an AVP, TBCD without an octet of type (TS 29.329 §6.3.2). Peers that write the
/// type of a MAP address all the same (0x91) are understood: what would begin with 19 is a number
/// of North America, which has eleven digits.
inline Digits read_number(Bytes value) {
  constexpr uint64_t kInternationalIsdn = 0x19;
  constexpr uint32_t kNorthAmericanDigits = 11;
  const Digits number = read_tbcd(value.data, value.size, 2 * value.size);
  if (number.bcd >> 56 != kInternationalIsdn || number.length == kNorthAmericanDigits)
    return number;
  return read_tbcd(value.data + 1, value.size - 1, 2 * (value.size - 1));
}

/// PLMN of its codes in digits, packed as TS 24.008 does; 0 when they are none.
inline Plmn plmn_of(Bytes mcc, Bytes mnc) {
  const auto digit = [](uint8_t c) { return uint32_t{c} - '0'; };
  for (const Bytes code : {mcc, mnc})
    for (const uint8_t c : code)
      if (digit(c) > 9) return 0;
  const bool is_long = mnc.size == 3;
  return digit(mcc.data[1]) << 20 | digit(mcc.data[0]) << 16 |
         (is_long ? digit(mnc.data[2]) : kFillerNibble) << 12 | digit(mcc.data[2]) << 8 |
         digit(mnc.data[1]) << 4 | digit(mnc.data[0]);
}

/// The network of a name with `mncXXX.mccYYY` in it; 0 where there is none. The name pads a network
/// code of two digits with nought (TS 23.003 §28.2); those of North America (MCC 3xx) have three.
inline Plmn plmn_of_domain(Bytes name) {
  constexpr uint32_t kLabels = 13; // mncXXX.mccYYY
  for (uint32_t at = 0; at + kLabels <= name.size; at++) {
    const Bytes rest = without_front(name, at);
    if (!begins_with(rest, "mnc") || !begins_with(without_front(rest, 6), ".mcc")) continue;
    const bool is_padded = rest.data[3] == '0' && rest.data[10] != '3';
    return plmn_of({rest.data + 10, 3}, {rest.data + (is_padded ? 4 : 3), is_padded ? 2u : 3u});
  }
  return 0;
}

/// MCC and MNC as digits one behind the other (TS 29.061 §16.4.7.2, 3GPP-SGSN-MCC-MNC).
inline Plmn plmn_of_digits(Bytes digits) {
  if (digits.size != 5 && digits.size != 6) return 0;
  return plmn_of({digits.data, 3}, without_front(digits, 3));
}

/// Whether each octet may stand in a domain name. The underscore, which no host has, is let pass:
/// equipment is named so in honest networks.
inline bool is_domain_name_octet(uint8_t c) {
  const uint8_t lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

[[gnu::noinline]] inline bool is_domain_name_by_octet(Bytes name) {
  return std::all_of(name.begin(), name.end(), is_domain_name_octet);
}

/// The same, sixteen octets at a time, since each message names four: letters with bit 5 set lie in
/// one range, digits with hyphen and dot in another, which has the slash too.
inline bool is_domain_name(Bytes name) {
  using Octets = uint8_t __attribute__((vector_size(16)));
  constexpr uint32_t kStep = sizeof(Octets);
  if (name.size < kStep) return is_domain_name_by_octet(name);
  Octets odd{};
  const auto look = [&](const uint8_t* at) {
    Octets x;
    std::memcpy(&x, at, kStep);
    odd |=
        static_cast<Octets>(((x | 0x20) - 'a' > 'z' - 'a') & ((x - '-' > '9' - '-') | (x == '/')));
  };
  for (uint32_t at = 0; at + kStep < name.size; at += kStep)
    look(name.data + at);
  look(name.end() - kStep);
  uint64_t halves[2];
  std::memcpy(halves, &odd, sizeof halves);
  return (halves[0] | halves[1]) == 0 || is_domain_name_by_octet(name);
}

/// Whether a Session-Id is the host's own: it begins with the host, or with its first label alone
/// (RFC 6733 §8.8).
inline bool is_session_of(Bytes session, Bytes host) {
  if (session.size > host.size && session.data[host.size] == ';' &&
      std::memcmp(session.data, host.data, host.size) == 0)
    return true;
  const uint8_t* end = std::find(session.begin(), session.end(), ';');
  const Bytes authority{session.data, static_cast<uint32_t>(end - session.begin())};
  if (equal_ignoring_case(without_final_dot(authority), without_final_dot(host))) return true;
  return authority.size < host.size && host.data[authority.size] == '.' &&
         equal_ignoring_case(authority, {host.data, authority.size});
}

} // namespace sigwarden
