// SPDX-License-Identifier: Apache-2.0
// How much of everything? Exact counts of judged requests by what reports group by; the table of
// `screen` and the monthly figures come from here. Nothing is forgotten: what finds no room is
// counted in one row "other", and that is counted too. No identities, no addresses: networks.
#pragma once

#include <algorithm>
#include <vector>

#include "native/base/bounded_table.hpp"
#include "native/generated/operations.hpp"
#include "native/generated/tables.hpp"

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
};

struct AggregateRow {
  AggregateKey key;
  uint64_t count = 0;
};

class Aggregates {
public:
  Aggregates(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  void prefetch(const AggregateKey& key) const { table_.prefetch(key); }
  void count(const AggregateKey& key) {
    const uint32_t slot = table_.insert_if_room(key, 0);
    if (slot == kNoSlot)
      other_++;
    else
      table_[slot].count++;
  }
  static uint16_t month_of(uint64_t time_ns);

  /// All rows in the order of their keys, which does not depend on the secret of the table.
  std::vector<AggregateRow> rows() const;
  uint64_t over_limit() const { return other_; }
  size_t octets() const { return table_.octets(); }

private:
  struct Count {
    uint64_t count;
  };
  BoundedTable<AggregateKey, Count> table_;
  uint64_t other_ = 0;
};

} // namespace sigwarden
