// SPDX-License-Identifier: Apache-2.0
#include "native/base/siphash.hpp"

namespace sigwarden {
namespace {

struct SipState {
  uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1, v1 = rotate(v1, 13), v1 ^= v0, v0 = rotate(v0, 32);
    v2 += v3, v3 = rotate(v3, 16), v3 ^= v2;
    v0 += v3, v3 = rotate(v3, 21), v3 ^= v0;
    v2 += v1, v1 = rotate(v1, 17), v1 ^= v2, v2 = rotate(v2, 32);
  }
  static uint64_t rotate(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
  uint64_t fold() const { return v0 ^ v1 ^ v2 ^ v3; }
};

constexpr int kCompressionRounds = 2;
constexpr int kFinalRounds = 4;

SipState absorb(const SipKey& key, Bytes text, bool wide) {
  SipState s{key.k0 ^ 0x736f6d6570736575ULL, key.k1 ^ 0x646f72616e646f6dULL,
             key.k0 ^ 0x6c7967656e657261ULL, key.k1 ^ 0x7465646279746573ULL};
  if (wide) s.v1 ^= 0xee;
  uint32_t at = 0;
  for (; at + 8 <= text.size; at += 8) {
    uint64_t word;
    std::memcpy(&word, text.data + at, 8);
    s.v3 ^= word;
    for (int i = 0; i < kCompressionRounds; i++)
      s.round();
    s.v0 ^= word;
  }
  uint64_t last = uint64_t{text.size} << 56;
  for (uint32_t i = 0; at + i < text.size; i++)
    last |= uint64_t{text.data[at + i]} << (8 * i);
  s.v3 ^= last;
  for (int i = 0; i < kCompressionRounds; i++)
    s.round();
  s.v0 ^= last;
  return s;
}

} // namespace

uint64_t siphash64(const SipKey& key, Bytes text) {
  SipState s = absorb(key, text, false);
  s.v2 ^= 0xff;
  for (int i = 0; i < kFinalRounds; i++)
    s.round();
  return s.fold();
}

std::array<uint8_t, 16> siphash128(const SipKey& key, Bytes text) {
  SipState s = absorb(key, text, true);
  std::array<uint8_t, 16> out;
  s.v2 ^= 0xee;
  for (int i = 0; i < kFinalRounds; i++)
    s.round();
  const uint64_t low = s.fold();
  s.v1 ^= 0xdd;
  for (int i = 0; i < kFinalRounds; i++)
    s.round();
  const uint64_t high = s.fold();
  std::memcpy(out.data(), &low, 8);
  std::memcpy(out.data() + 8, &high, 8);
  return out;
}

} // namespace sigwarden
