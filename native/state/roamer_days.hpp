// SPDX-License-Identifier: Apache-2.0
// How many were there to be looked for? Days of subscribers by home and visited network: one for
// each day (UTC) on which the network that serves a subscriber was heard from about him. The
// denominator of "events per 1,000 roamer-days": exact, so that a busy territory is not taken for
// an interesting one. Who comes back to a network on the same day counts there again.
#pragma once

#include <tuple>

#include "native/state/exact_counts.hpp"

namespace sigwarden {

struct RoamerDaysKey {
  uint16_t month = 0;             ///< months since 1970-01, UTC, packet time
  uint16_t home = 0, visited = 0; ///< parties
  uint16_t is_other = 0;          ///< 1 in the row for what found no room; all else 0

  auto order() const { return std::tuple(is_other, month, home, visited); }
};

using RoamerDays = ExactCounts<RoamerDaysKey>;
using RoamerDaysRow = RoamerDays::Row;

} // namespace sigwarden
