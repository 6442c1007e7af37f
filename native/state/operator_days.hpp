// SPDX-License-Identifier: Apache-2.0
// What an operator did on one day: how many subscribers it got vectors of for nothing, how many of
// its routing questions no delivery followed, and whether it ever served anybody. Two days of each
// operator are kept, since a deadline may fall behind midnight. Counts are exact: a subscriber
// counts once a day by an entry of its own, as long as that is not evicted (counted).
#pragma once

#include <bit>

#include "native/base/bounded_table.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

struct OperatorDay {
  uint32_t day = 0; ///< of packet time, since the epoch
  uint32_t targets = 0;
  uint32_t unplaced_targets = 0;
  uint32_t questions = 0; ///< with routing information in the answer, and past their deadline
  uint32_t undelivered = 0;
};

class OperatorDays {
public:
  OperatorDays(uint32_t targets, const MixKey& key)
      : days_(kOperators * 2), served_(kOperators), targets_(targets, key) {}

  OperatorDay& at(uint16_t operator_, uint32_t day) {
    OperatorDay& kept = days_[operator_ * 2u + day % 2];
    if (kept.day != day) kept = OperatorDay{day, 0, 0, 0, 0};
    return kept;
  }
  /// It asked for more than vectors, as who serves a subscriber does.
  void serves(uint16_t operator_) { served_[operator_] = 1; }
  bool has_served(uint16_t operator_) const { return served_[operator_] != 0; }

  /// Vectors for nothing. Returns the days of the last 32 on which it did so with this subscriber.
  uint32_t add_target(uint16_t operator_, uint64_t subscriber, uint32_t day, bool is_placed);

  /// Lower bound of the share of `part` in `whole`, in percent: Wilson's interval at 95 %.
  static int64_t share_at_least(uint32_t part, uint32_t whole);

  uint64_t evicted() const { return targets_.evicted(); }
  size_t octets() const { return days_.octets() + served_.octets() + targets_.octets(); }

private:
  static constexpr uint32_t kOperators = 65'536; ///< numbers of a network image
  struct Key {
    uint64_t subscriber;
    uint64_t operator_;
  };
  struct Target {
    uint32_t day = 0;  ///< the newest
    uint32_t days = 0; ///< bit 0 is that day, bit n the nth before it
  };

  MappedArray<OperatorDay> days_;
  MappedArray<uint8_t> served_;
  BoundedTable<Key, Target> targets_;
};

} // namespace sigwarden
