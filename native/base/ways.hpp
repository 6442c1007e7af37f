// SPDX-License-Identifier: Apache-2.0
// The tags of a set of eight ways, compared at once. A set is half a cache line of tags and half a
// line of what they stand for; what that is, and what a tag is made of, the tables know.
#pragma once

#include <bit>
#include <cstdint>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace sigwarden {

constexpr uint32_t kWays = 8;

/// A bit for each way that has this tag. `tags` begin a cache line. GCC 12 makes a chain of eight
/// compares of the loop, which is 2 % of a message.
inline uint32_t ways_with(const uint32_t (&tags)[kWays], uint32_t tag) {
#if defined(__AVX2__)
  const __m256i held = _mm256_load_si256(reinterpret_cast<const __m256i*>(tags));
  const __m256i same = _mm256_cmpeq_epi32(held, _mm256_set1_epi32(static_cast<int>(tag)));
  return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(same)));
#else
  uint32_t hits = 0;
  for (uint32_t way = 0; way < kWays; way++)
    hits |= static_cast<uint32_t>(tags[way] == tag) << way;
  return hits;
#endif
}

/// The first way of a set of bits; kWays when there is none.
inline uint32_t first_way(uint32_t ways) {
  return ways == 0 ? kWays : static_cast<uint32_t>(std::countr_zero(ways));
}

} // namespace sigwarden
