// SPDX-License-Identifier: Apache-2.0
// How much of everything? Exact counts of judged requests by what reports group by; the table of
// `screen` and the monthly figures come from here. Nothing is forgotten: what finds no room is
// counted in one row "other", and that is counted too. No identities, no addresses: networks.
#pragma once

#include <tuple>

#include "native/generated/operations.hpp"
#include "native/generated/tables.hpp"
#include "native/state/exact_counts.hpp"

namespace sigwarden {

/// What one row counts. Enumerations are numbers of src/schema/tables.ts.
struct AggregateKey {
  uint16_t month = 0;     ///< months since 1970-01, UTC, packet time
  uint16_t operation = 0; ///< OperationId
  uint16_t source = 0;    ///< party of the claimed origin, 0 unknown
  uint16_t home = 0;      ///< party of the subscriber's home, 0 unknown
  uint8_t technology = 0, direction = 0;
  uint8_t is_own = 0; ///< tristate: is the subscriber ours?
  uint8_t whereabouts = 0;
  uint8_t entitlement = 0, reason = 0;
  uint8_t outcome = 0;
  uint8_t is_other = 0; ///< 1 in the row for what found no room; all else 0

  auto order() const {
    return std::tuple(is_other, month, technology, source, operation, home, direction, is_own,
                      whereabouts, entitlement, reason, outcome);
  }
};

using AggregateRow = ExactCounts<AggregateKey>::Row;

class Aggregates : public ExactCounts<AggregateKey> {
public:
  using ExactCounts::ExactCounts;
  static uint16_t month_of(uint64_t time_ns);
};

} // namespace sigwarden
