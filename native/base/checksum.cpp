// SPDX-License-Identifier: Apache-2.0
#include "native/base/checksum.hpp"

#include <array>
#include <cstring>

#ifdef __SSE4_2__
#include <nmmintrin.h>
#endif

namespace sigwarden {
namespace {

constexpr uint32_t kReflectedPolynomial = 0x82F63B78;

constexpr std::array<uint32_t, 256> make_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t octet = 0; octet < table.size(); octet++) {
    uint32_t crc = octet;
    for (int bit = 0; bit < 8; bit++)
      crc = (crc & 1) != 0 ? crc >> 1 ^ kReflectedPolynomial : crc >> 1;
    table[octet] = crc;
  }
  return table;
}

constexpr std::array<uint32_t, 256> kTable = make_table();

} // namespace

Crc32c& Crc32c::add_by_table(Bytes octets) {
  for (uint32_t i = 0; i < octets.size; i++)
    state_ = state_ >> 8 ^ kTable[(state_ ^ octets.data[i]) & 0xFF];
  return *this;
}

#ifdef __SSE4_2__
Crc32c& Crc32c::add(Bytes octets) {
  constexpr uint32_t kWord = 8;
  uint64_t state = state_;
  uint32_t at = 0;
  for (; octets.size - at >= kWord; at += kWord) {
    uint64_t word;
    std::memcpy(&word, octets.data + at, kWord);
    state = _mm_crc32_u64(state, word);
  }
  state_ = static_cast<uint32_t>(state);
  for (; at < octets.size; at++)
    state_ = _mm_crc32_u8(state_, octets.data[at]);
  return *this;
}
#else
Crc32c& Crc32c::add(Bytes octets) {
  return add_by_table(octets);
}
#endif

Adler32& Adler32::add(Bytes octets) {
  constexpr uint32_t kPrime = 65521;
  for (uint32_t i = 0; i < octets.size; i++) {
    sum_ = (sum_ + octets.data[i]) % kPrime;
    sums_ = (sums_ + sum_) % kPrime;
  }
  return *this;
}

} // namespace sigwarden
