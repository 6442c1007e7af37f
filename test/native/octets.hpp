// SPDX-License-Identifier: Apache-2.0
// Octets as tests write them: joined with +, numbers big-endian, published vectors in hexadecimal.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
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

inline std::string value_of(const std::string& line, const std::string& key) {
  const size_t at = line.find(key);
  if (at == std::string::npos) return "";
  return line.substr(at + key.size(), line.find('"', at + key.size()) - at - key.size());
}
inline Octets from_hex(const std::string& hex) {
  Octets out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return out;
}

} // namespace sigwarden::test
