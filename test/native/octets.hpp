// SPDX-License-Identifier: Apache-2.0
// Octets as tests write them: joined with +, numbers big-endian, published vectors in hexadecimal.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "native/base/bytes.hpp"

namespace sigwarden::test {

using Octets = std::vector<uint8_t>;

inline Octets operator+(Octets a, const Octets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
inline Octets& operator+=(Octets& a, const Octets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
inline Octets octets(std::initializer_list<int> list) {
  Octets out;
  for (int octet : list)
    out.push_back(static_cast<uint8_t>(octet));
  return out;
}
inline Octets octets(const std::string& text) {
  return Octets(text.begin(), text.end());
}
inline Octets big_endian(uint64_t value, int size) {
  Octets out;
  for (int i = size - 1; i >= 0; i--)
    out.push_back(static_cast<uint8_t>(value >> (8 * i)));
  return out;
}
/// All but the last `n` octets.
inline Octets without_last(const Octets& o, int n) {
  return Octets(o.begin(), o.end() - n);
}
inline Octets u32(uint32_t value) {
  return big_endian(value, 4);
}
inline Bytes bytes_of(const Octets& o) {
  return {o.data(), static_cast<uint32_t>(o.size())};
}

/// Small hexadecimal digits; whatever else stands between them is left out.
inline Octets hex(std::string_view text) {
  Octets out;
  int high = -1;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) continue;
    if (high >= 0) out.push_back(static_cast<uint8_t>(high << 4 | digit));
    high = high < 0 ? digit : -1;
  }
  return out;
}

} // namespace sigwarden::test
