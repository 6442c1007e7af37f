// SPDX-License-Identifier: Apache-2.0
// The named counters of the native path as one array: each thread has its own and the engine sums
// them, so that counting costs one addition.
#pragma once

#include <array>

#include "native/generated/counters.hpp"

namespace sigwarden {

using Counters = std::array<uint64_t, kCounterCount>;

inline void count(Counters& counters, Counter which, uint64_t by = 1) {
  counters[static_cast<uint32_t>(which)] += by;
}
inline uint64_t value_of(const Counters& counters, Counter which) {
  return counters[static_cast<uint32_t>(which)];
}

} // namespace sigwarden
