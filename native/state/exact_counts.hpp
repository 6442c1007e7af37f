// SPDX-License-Identifier: Apache-2.0
// Exact counts by key, for what reports divide by: nothing is forgotten. What finds no room is
// counted in one row "other". A key has `is_other`, and `order()` of all that is in it.
#pragma once

#include <algorithm>
#include <vector>

#include "native/base/bounded_table.hpp"

namespace sigwarden {

template <class Key> class ExactCounts {
public:
  struct Row {
    Key key;
    uint64_t count = 0;
  };

  ExactCounts(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  void prefetch(const Key& key) const { table_.prefetch(key); }
  void count(const Key& key) {
    const uint32_t slot = table_.insert_if_room(key, 0);
    if (slot == kNoSlot)
      other_++;
    else
      table_[slot].count++;
  }
  /// All rows in the order of their keys, which does not depend on the secret of the table.
  std::vector<Row> rows() const {
    std::vector<Row> rows;
    table_.each([&](uint32_t slot) { rows.push_back({table_.key(slot), table_[slot].count}); });
    if (other_ != 0) {
      Row other;
      other.key.is_other = 1;
      other.count = other_;
      rows.push_back(other);
    }
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.key.order() < b.key.order(); });
    return rows;
  }
  uint64_t over_limit() const { return other_; }
  size_t octets() const { return table_.octets(); }

private:
  struct Count {
    uint64_t count;
  };
  BoundedTable<Key, Count> table_;
  uint64_t other_ = 0;
};

} // namespace sigwarden
