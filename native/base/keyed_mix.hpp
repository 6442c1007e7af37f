// SPDX-License-Identifier: Apache-2.0
// Hashing under a secret for the tables of the packet path. Keys come from the wire, so an attacker
// would choose them to fall into one bucket; he cannot without the secret, and a passive box gives
// him no answer to learn it from. Folded 64 x 64 multiplication: about a nanosecond a word, where
// SipHash costs ten. What leaves the process (pseudonyms, session ids) is SipHash, never this.
#pragma once

#include "native/base/siphash.hpp"

namespace sigwarden {

struct MixKey {
  uint64_t k0 = 0x9E3779B97F4A7C15ULL;
  uint64_t k1 = 0xD1B54A32D192ED03ULL;
  uint64_t k2 = 0x8CB92BA72F3D8DD7ULL;

  /// Three words from the sixteen octets of a SipHash key.
  static MixKey from(const SipKey& key) {
    const auto word = [&](uint8_t label) { return siphash64(key, {&label, 1}) | 1; };
    return {word(1), word(2), word(3)};
  }
};

inline uint64_t load_word(const uint8_t* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

inline uint64_t fold(uint64_t a, uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t mix(const MixKey& key, uint64_t a, uint64_t b) {
  return fold(fold(a ^ key.k0, b ^ key.k1) ^ key.k2, key.k1);
}

/// A run of octets; the length is part of the hash. Thirty-two a step in two chains, since each
/// step of one waits for the step before; the last sixteen may overlap what came before them, so
/// that no copy of a length that varies is needed.
inline uint64_t mix_bytes(const MixKey& key, Bytes text, uint64_t seed = 0) {
  const auto word = [&](uint32_t at) { return load_word(text.data + at); };
  uint64_t h = seed ^ (key.k2 + text.size);
  if (text.size < 16) {
    if (text.size >= 8) return mix(key, h ^ word(0), word(text.size - 8));
    uint64_t octets = 0;
    for (uint32_t at = 0; at < text.size; at++)
      octets = octets << 8 | text.data[at];
    return mix(key, h ^ octets, 0);
  }
  uint64_t g = ~h;
  uint32_t at = 0;
  for (; at + 32 < text.size; at += 32) {
    h = fold(word(at) ^ key.k0 ^ h, word(at + 8) ^ key.k1);
    g = fold(word(at + 16) ^ key.k1 ^ g, word(at + 24) ^ key.k2);
  }
  if (at + 16 < text.size) h = fold(word(at) ^ key.k0 ^ h, word(at + 8) ^ key.k1);
  return mix(key, h ^ word(text.size - 16), g ^ word(text.size - 8));
}

} // namespace sigwarden
