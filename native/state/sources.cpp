// SPDX-License-Identifier: Apache-2.0
#include "native/state/sources.hpp"

#include <algorithm>
#include <cmath>

namespace sigwarden {
namespace {

constexpr uint32_t kRegisters = SourceProfile::kRegisters;
constexpr uint32_t kUnit = 40; ///< fraction bits of inverse_sum
constexpr uint8_t kRankMax = kUnit;
constexpr double kAlpha = 0.7213 / (1 + 1.079 / kRegisters);

} // namespace

SourceProfile& Sources::observe(const SourceKey& key, uint64_t hash, uint64_t time_ns) {
  const uint32_t now_s = static_cast<uint32_t>(time_ns / 1'000'000'000);
  const auto [slot, is_new] = table_.insert(key, hash, now_s, [](uint32_t) {});
  last_ = slot;
  SourceProfile& profile = table_[slot];
  if (is_new) {
    profile.first_ns = time_ns;
    profile.empty_registers = kRegisters;
    profile.inverse_sum = uint64_t{kRegisters} << kUnit;
  }
  profile.last_ns = std::max(profile.last_ns, time_ns);
  profile.requests++;
  table_.touch(slot, now_s);
  return profile;
}

/// The same address is asked for several times while its message is looked at.
uint32_t Sources::slot_of(const SourceKey& key) const {
  const bool kept = last_ != kNoSlot && table_.key(last_) == key;
  if (!kept) last_ = table_.find(key);
  return last_;
}

const SourceProfile* Sources::find(const SourceKey& key) const {
  const uint32_t slot = slot_of(key);
  return slot == kNoSlot ? nullptr : &table_[slot];
}

SourceProfile* Sources::find(const SourceKey& key) {
  const uint32_t slot = slot_of(key);
  return slot == kNoSlot ? nullptr : &table_[slot];
}

void Sources::add_target(SourceProfile& profile, uint64_t subscriber) const {
  const uint64_t h = mix(mix_, subscriber, mix_.k0);
  uint8_t& held = profile.registers[h % kRegisters];
  const uint64_t rest = h >> SourceProfile::kRegisterBits;
  const uint8_t rank = static_cast<uint8_t>(
      rest == 0 ? kRankMax : std::min<int>(std::countr_zero(rest) + 1, kRankMax));
  if (rank <= held) return;
  if (held == 0) profile.empty_registers--;
  profile.inverse_sum -= (uint64_t{1} << (kUnit - held)) - (uint64_t{1} << (kUnit - rank));
  held = rank;
}

uint32_t Sources::distinct_targets(const SourceProfile& profile) {
  constexpr double m = kRegisters;
  const double sum = std::ldexp(static_cast<double>(profile.inverse_sum), -static_cast<int>(kUnit));
  double estimate = kAlpha * m * m / sum;
  if (estimate <= 2.5 * m && profile.empty_registers > 0)
    estimate = m * std::log(m / profile.empty_registers);
  return static_cast<uint32_t>(std::lround(estimate));
}

} // namespace sigwarden
