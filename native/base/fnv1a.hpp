// SPDX-License-Identifier: Apache-2.0
// The checksum of compiled images; src/base/fnv1a.ts writes it. It finds damage, not an author:
// what an image claims is checked after it all the same.
#pragma once

#include "native/base/bytes.hpp"

namespace sigwarden {

/// FNV-1a, 32 bits.
inline uint32_t fnv1a(Bytes octets) {
  uint32_t hash = 0x811C9DC5u;
  for (const uint8_t octet : octets)
    hash = (hash ^ octet) * 0x01000193u;
  return hash;
}

} // namespace sigwarden
