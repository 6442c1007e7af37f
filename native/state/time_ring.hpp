// SPDX-License-Identifier: Apache-2.0
// Counts in buckets of packet time, the newest window of them. A bucket is a multiple of its width
// since 1970, so that the same packets fall into the same buckets wherever a capture begins. The
// time of the newest entry is kept by the owner, who has several rings of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace sigwarden {

template <class Count, uint32_t kBucketCount, uint32_t kWidthSeconds> struct TimeRing {
  std::array<Count, kBucketCount> counts{};

  static constexpr uint32_t number(uint32_t time_s) { return time_s / kWidthSeconds; }
  /// Whether a time that is not after the newest one still has a bucket.
  static constexpr bool holds(uint32_t newest_s, uint32_t time_s) {
    return number(newest_s) - number(time_s) < kBucketCount;
  }

  /// The newest time goes on: empties the buckets that it enters.
  void advance(uint32_t newest_s, uint32_t to_s) {
    const uint32_t from = number(newest_s);
    const uint32_t steps = std::min(number(to_s) - from, kBucketCount);
    for (uint32_t i = 1; i <= steps; i++)
      counts[(from + i) % kBucketCount] = 0;
  }
  /// False when the bucket is full: it then stands for that many or more.
  bool add(uint32_t time_s) {
    Count& count = counts[number(time_s) % kBucketCount];
    if (count == std::numeric_limits<Count>::max()) return false;
    count++;
    return true;
  }
  uint32_t in_bucket(uint32_t newest_s, uint32_t bucket) const {
    const uint32_t newest = number(newest_s);
    const bool is_held = bucket <= newest && newest - bucket < kBucketCount;
    return is_held ? counts[bucket % kBucketCount] : 0;
  }
  /// Of the bucket of `now_s` and the ones before it, `buckets` in all.
  uint32_t sum(uint32_t newest_s, uint32_t now_s, uint32_t buckets) const {
    const uint32_t last = number(now_s);
    uint32_t total = 0;
    for (uint32_t i = 0; i < buckets && i <= last; i++)
      total += in_bucket(newest_s, last - i);
    return total;
  }
};

} // namespace sigwarden
