// SPDX-License-Identifier: Apache-2.0
#include "native/state/operator_days.hpp"

#include <cmath>

namespace sigwarden {
namespace {

constexpr uint32_t kSecondsPerDay = 86'400;

} // namespace

OperatorDay OperatorDays::day(uint16_t operator_, uint32_t half) const {
  OperatorDay sum;
  for (uint32_t i = 0; i < 2; i++) {
    const Half& kept = halves_[operator_ * 2u + i];
    if (kept.half != half && kept.half + 1 != half) continue;
    sum.targets += kept.counts.targets;
    sum.unplaced_targets += kept.counts.unplaced_targets;
    sum.questions += kept.counts.questions;
    sum.undelivered += kept.counts.undelivered;
  }
  return sum;
}

/// One entry for a subscriber whose place is known and one for the same without: the two counts
/// stay exact when a claim appears between two questions.
uint32_t OperatorDays::add_target(uint16_t operator_, uint64_t subscriber, uint32_t half,
                                  bool is_placed) {
  const uint32_t day = half / 2;
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
  if (is_new || half > target.counted + 1) {
    OperatorDay& counts = at(operator_, half);
    (is_placed ? counts.targets : counts.unplaced_targets)++;
    target.counted = half;
  }
  const uint32_t ago = target.day - day; // a deadline may speak of the day before
  if (ago < 32) target.days |= 1u << ago;
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
