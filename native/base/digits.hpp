// SPDX-License-Identifier: Apache-2.0
// Decimal numbers of telephony (E.164, E.212, E.214) as the wire packs them: four bits a digit.
// Kept as BCD in one 64-bit word, first digit in the top nibble, so that equality is one compare
// and a prefix test is one mask. Sixteen digits hold every IMSI and E.164 number (15); longer ones
// keep the first sixteen and say so.
#pragma once

#include <algorithm>
#include <bit>

#include "native/base/bytes.hpp"

namespace sigwarden {

constexpr uint32_t kDigitsMax = 16;
constexpr uint8_t kFillerNibble = 0xF;

inline uint8_t nibble_at(uint64_t nibbles, uint32_t i) {
  return static_cast<uint8_t>(nibbles << (4 * i) >> 60);
}

struct Digits {
  uint64_t bcd = 0;   ///< first digit in bits 63..60; unused nibbles are zero
  uint8_t length = 0; ///< digits held, 0..16
  uint8_t ton = 0;    ///< type of number (TS 29.002 AddressString) or nature of address (Q.713)
  uint8_t npi = 0;    ///< numbering plan indicator
  uint8_t flags = 0;  ///< Flag bits below

  enum Flag : uint8_t {
    kTruncated = 1,   ///< more than sixteen digits on the wire
    kNotDecimal = 2,  ///< a nibble A..E before the filler
    kEarlyFiller = 4, ///< octets follow the filler
  };

  bool empty() const { return length == 0; }
  uint8_t at(uint32_t i) const { return nibble_at(bcd, i); }
  /// Same digits; the type of number is not compared, since it is how a number is written and not
  /// which it is.
  bool same_number(const Digits& other) const { return bcd == other.bcd && length == other.length; }
};

/// The first `n` digits of a left-aligned number; `n` may be 0..16, and a shift by 64 is none.
inline uint64_t bcd_prefix(uint64_t bcd, uint32_t n) {
  return bcd & ~(~uint64_t{0} >> (2 * n) >> (2 * n));
}

/// No nibble beyond nine.
inline bool is_decimal(uint64_t bcd) {
  for (; bcd != 0; bcd >>= 4)
    if ((bcd & 0xF) > 9) return false;
  return true;
}

/// The first `n` octets, at most eight, in network order from the top; filler behind them.
/// Overlapping loads instead of a copy through memory, whose reload would stall.
inline uint64_t load_front(const uint8_t* p, uint32_t n) {
  if (n >= 8) return load_be64(p);
  if (n == 0) return ~uint64_t{0};
  const uint64_t filler = ~uint64_t{0} >> (8 * n);
  if (n >= 4)
    return filler | uint64_t{load_be32(p)} << 32 | uint64_t{load_be32(p + n - 4)} << (64 - 8 * n);
  return filler | uint64_t{p[0]} << 56 | uint64_t{p[n / 2]} << (56 - 8 * (n / 2)) |
         uint64_t{p[n - 1]} << (64 - 8 * n);
}

/// What read_tbcd reads where filler stands in the midst, a nibble is no digit or there are more
/// than Digits holds. `nibbles` are in the order of the digits, and `limit` of them count;
/// `has_more`: one that is no filler follows them.
[[gnu::cold, gnu::noinline]] inline Digits read_odd_tbcd(uint64_t nibbles, uint32_t limit,
                                                         bool has_more) {
  Digits d;
  while (d.length < limit && nibble_at(nibbles, d.length) != kFillerNibble) {
    if (nibble_at(nibbles, d.length) > 9) d.flags |= Digits::kNotDecimal;
    d.length++;
  }
  if (d.length + 1u < limit) d.flags |= Digits::kEarlyFiller;
  if (d.length == kDigitsMax && has_more) d.flags |= Digits::kTruncated;
  d.bcd = bcd_prefix(nibbles, d.length);
  return d;
}

/// The digits on the wire, at most sixteen, in their order from the top; filler behind them.
inline uint64_t load_nibbles(const uint8_t* p, uint32_t octets) {
  const uint64_t wire = load_front(p, octets);
  constexpr uint64_t kLow = 0x0F0F0F0F0F0F0F0FULL;
  return (wire & kLow) << 4 | (wire >> 4 & kLow);
}

/// Each nibble above nine, as its highest bit.
inline uint64_t above_nine(uint64_t nibbles) {
  return nibbles & (nibbles << 1 | nibbles << 2) & 0x8888888888888888ULL;
}

/// Reads TBCD (TS 29.002 TBCD-STRING): low nibble first, 0xF ends. `count` limits the nibbles read,
/// for Q.713 where the encoding scheme tells an odd number of digits; pass 2 * size otherwise.
[[gnu::always_inline]] inline Digits read_tbcd(const uint8_t* p, uint32_t size, uint32_t count) {
  const uint32_t held = size < 8 ? size : 8;
  const uint32_t limit = std::min(count, 2 * held);
  if (limit == 0) [[unlikely]]
    return {};
  const uint64_t nibbles = load_nibbles(p, held);
  // Half of all numbers end with a filler: no branch may hang on that.
  const bool is_filled = nibble_at(nibbles, limit - 1) == kFillerNibble;
  const uint32_t length = limit - is_filled;
  const uint64_t bcd = bcd_prefix(nibbles, length);
  if (above_nine(bcd) != 0 || count > kDigitsMax) [[unlikely]]
    return read_odd_tbcd(nibbles, limit,
                         count > kDigitsMax && size > 8 && (p[8] & 0xF) != kFillerNibble);
  Digits d;
  d.bcd = bcd;
  d.length = static_cast<uint8_t>(length);
  return d;
}

/// The same where all that count are digits and Digits holds them; otherwise false.
[[gnu::always_inline]] inline bool read_plain_tbcd(const uint8_t* p, uint32_t size, uint32_t count,
                                                   Digits& digits) {
  if (count - 1 >= kDigitsMax || size > kDigitsMax / 2) [[unlikely]]
    return false;
  digits.bcd = bcd_prefix(load_nibbles(p, size), count);
  digits.length = static_cast<uint8_t>(count);
  return above_nine(digits.bcd) == 0;
}

/// Writes the digits as ASCII (A..E as lower-case letters, as Wireshark prints them) into `out`, at
/// least 16 octets.
inline uint32_t write_ascii(const Digits& d, char* out) {
  for (uint32_t i = 0; i < d.length; i++)
    out[i] = "0123456789abcdef"[d.at(i)];
  return d.length;
}

/// Reads ASCII digits (Diameter User-Name); stops at the first octet that is not one and tells how
/// many it took.
inline Digits read_ascii_digits(Bytes text) {
  Digits d;
  uint32_t i = 0;
  for (; i < text.size && i < kDigitsMax; i++) {
    const uint8_t digit = static_cast<uint8_t>(text.data[i] - '0');
    if (digit > 9) break;
    d.bcd |= uint64_t{digit} << (60 - 4 * i);
  }
  d.length = static_cast<uint8_t>(i);
  if (i == kDigitsMax && text.size > kDigitsMax) d.flags |= Digits::kTruncated;
  return d;
}

} // namespace sigwarden
