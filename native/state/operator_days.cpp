// SPDX-License-Identifier: Apache-2.0
#include "native/state/operator_days.hpp"

#include <cmath>

namespace sigwarden {
namespace {

constexpr uint32_t kSecondsPerDay = 86'400;

} // namespace

/// One entry for a subscriber whose place is known and one for the same without: the two counts
/// stay exact when a claim appears between two questions.
uint32_t OperatorDays::add_target(uint16_t operator_, uint64_t subscriber, uint32_t day,
                                  bool is_placed) {
  const uint64_t name = uint64_t{operator_} << 1 | (is_placed ? 1 : 0);
  const auto [slot, is_new] = targets_.insert({subscriber, name}, day * kSecondsPerDay);
  targets_.touch(slot, day * kSecondsPerDay);
  Target& target = targets_[slot];
  if (is_new) target.day = day;
  if (day > target.day) {
    const uint32_t passed = day - target.day;
    target.days = passed < 32 ? target.days << passed : 0;
    target.day = day;
  }
  const uint32_t ago = target.day - day; // a deadline may speak of the day before
  const uint32_t bit = ago < 32 ? 1u << ago : 0;
  if ((target.days & bit) == 0) {
    OperatorDay& counts = at(operator_, day);
    (is_placed ? counts.targets : counts.unplaced_targets)++;
  }
  target.days |= bit;
  return static_cast<uint32_t>(std::popcount(target.days));
}

int64_t OperatorDays::share_at_least(uint32_t part, uint32_t whole) {
  constexpr double z = 1.959964;
  const double n = whole, p = part / n;
  const double middle = p + z * z / (2 * n);
  const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return static_cast<int64_t>(std::floor(100 * (middle - spread) / (1 + z * z / n)));
}

} // namespace sigwarden
