// SPDX-License-Identifier: Apache-2.0
// SipHash-2-4 (Aumasson and Bernstein, 2012) with 64 and 128 bits of output. The 128-bit form under
// the store's key is the pseudonym of a subscriber; the 64-bit form guards tables against keys that
// an attacker chose to collide.
#pragma once

#include <array>

#include "native/base/bytes.hpp"

namespace sigwarden {

struct SipKey {
  uint64_t k0 = 0;
  uint64_t k1 = 0;

  static SipKey from(const uint8_t* sixteen_octets) {
    SipKey key;
    std::memcpy(&key.k0, sixteen_octets, 8);
    std::memcpy(&key.k1, sixteen_octets + 8, 8);
    return key;
  }
};

uint64_t siphash64(const SipKey& key, Bytes text);
std::array<uint8_t, 16> siphash128(const SipKey& key, Bytes text);

} // namespace sigwarden
