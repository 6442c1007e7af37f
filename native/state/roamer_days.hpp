// SPDX-License-Identifier: Apache-2.0
// How many were there to be looked for? Days of subscribers by home and visited network: one for
// each day (UTC) on which the network that serves a subscriber was heard from about him. The
// denominator of "events per 1,000 roamer-days": exact, so that a busy territory is not taken for
// an interesting one. Who comes back to a network on the same day counts there again.
#pragma once

#include <tuple>
#include <vector>

#include "native/base/bounded_table.hpp"

namespace sigwarden {

struct RoamerDaysKey {
  uint16_t month = 0;             ///< months since 1970-01, UTC, packet time
  uint16_t home = 0, visited = 0; ///< parties
  uint16_t is_other = 0;          ///< 1 in the row for what found no room; all else 0
};

struct RoamerDaysRow {
  RoamerDaysKey key;
  uint64_t days = 0;
};

class RoamerDays {
public:
  RoamerDays(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  void count(const RoamerDaysKey& key) {
    const uint32_t slot = table_.insert_if_room(key, 0);
    if (slot == kNoSlot)
      other_++;
    else
      table_[slot].days++;
  }
  /// In the order of their keys, which does not depend on the secret of the table.
  std::vector<RoamerDaysRow> rows() const {
    std::vector<RoamerDaysRow> rows;
    table_.each([&](uint32_t slot) { rows.push_back({table_.key(slot), table_[slot].days}); });
    if (other_ != 0) rows.push_back({{0, 0, 0, 1}, other_});
    const auto order = [](const RoamerDaysRow& row) {
      return std::tuple(row.key.is_other, row.key.month, row.key.home, row.key.visited);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const RoamerDaysRow& a, const RoamerDaysRow& b) { return order(a) < order(b); });
    return rows;
  }
  uint64_t over_limit() const { return other_; }
  size_t octets() const { return table_.octets(); }

private:
  struct Days {
    uint64_t days;
  };
  BoundedTable<RoamerDaysKey, Days> table_;
  uint64_t other_ = 0;
};

} // namespace sigwarden
