// SPDX-License-Identifier: Apache-2.0
// The machine's steady clock, for waiting: timeouts of processes and of interfaces. It decides
// nothing about traffic; that is packet time's.
#pragma once

#include <time.h>

#include <cstdint>

namespace sigwarden {

inline int64_t monotonic_ms() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace sigwarden
