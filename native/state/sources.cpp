// SPDX-License-Identifier: Apache-2.0
#include "native/state/sources.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "native/base/digits.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kRegisters = SourceProfile::kRegisters;
constexpr uint32_t kUnit = 40; ///< fraction bits of inverse_sum
constexpr uint8_t kRankMax = kUnit;
constexpr uint32_t kHour = 3'600, kDay = 86'400, kHoursPerDay = 24;
constexpr uint32_t kHoursKept = 32; ///< bits of SourceProfile::hours

/// Of `registers` registers with this sum of 2^-register, of which so many are empty.
uint32_t estimate_of(double registers, double inverse_sum, uint32_t empty) {
  const double alpha = 0.7213 / (1 + 1.079 / registers);
  double estimate = alpha * registers * registers / inverse_sum;
  if (estimate <= 2.5 * registers && empty > 0) estimate = registers * std::log(registers / empty);
  return static_cast<uint32_t>(std::lround(estimate));
}

uint8_t rank_of(uint64_t rest, uint8_t most) {
  return static_cast<uint8_t>(rest == 0 ? most : std::min<int>(std::countr_zero(rest) + 1, most));
}

} // namespace

/// Behind the window, by a clock that stepped back, all is forgotten.
void RecentQuestions::enter(uint32_t bucket) {
  if (bucket <= newest && newest - bucket < kBuckets) return;
  const uint32_t entered = bucket > newest ? std::min(bucket - newest, kBuckets) : kBuckets;
  for (uint32_t i = 0; i < entered; i++) {
    questions[(bucket - i) % kBuckets] = 0;
    registers[(bucket - i) % kBuckets] = {};
  }
  newest = bucket;
}

void RecentQuestions::add(uint64_t hash, uint32_t now_s) {
  const uint32_t bucket = now_s / kWidthSeconds;
  enter(bucket);
  questions[bucket % kBuckets]++;
  const uint32_t at = static_cast<uint32_t>(hash % kRegisters);
  const uint8_t rank = rank_of(hash >> kRegisterBits, kRankMax);
  uint8_t& held = registers[bucket % kBuckets][at / 2];
  const uint32_t shift = at % 2 * 4;
  if (rank > ((held >> shift) & 15))
    held = static_cast<uint8_t>((held & ~(15u << shift)) | static_cast<uint32_t>(rank) << shift);
}

/// Place of the bucket so many before the one of `now_s`; kBuckets where another time stands there.
uint32_t RecentQuestions::bucket_before(uint32_t now_s, uint32_t back) const {
  const uint32_t bucket = now_s / kWidthSeconds - back;
  return bucket <= newest && newest - bucket < kBuckets ? bucket % kBuckets : kBuckets;
}

uint32_t RecentQuestions::count(uint32_t now_s) const {
  uint32_t total = 0;
  for (uint32_t back = 0; back < kBuckets; back++)
    if (const uint32_t at = bucket_before(now_s, back); at != kBuckets) total += questions[at];
  return total;
}

uint32_t RecentQuestions::distinct(uint32_t now_s) const {
  std::array<uint8_t, kRegisters> highest{};
  for (uint32_t back = 0; back < kBuckets; back++) {
    const uint32_t bucket = bucket_before(now_s, back);
    if (bucket == kBuckets || questions[bucket] == 0) continue;
    for (uint32_t i = 0; i < registers[bucket].size(); i++) {
      const uint8_t pair = registers[bucket][i];
      highest[2 * i] = std::max<uint8_t>(highest[2 * i], pair & 15);
      highest[2 * i + 1] = std::max<uint8_t>(highest[2 * i + 1], pair >> 4);
    }
  }
  uint32_t inverse_sum = 0, empty = 0; // the sum in units of 2^-15
  for (const uint8_t rank : highest) {
    empty += rank == 0;
    inverse_sum += 1u << (kRankMax - rank);
  }
  return estimate_of(kRegisters, inverse_sum / double{1u << kRankMax}, empty);
}

/// The digits are compared as they stand, first one on top: numbers of one length are in the order
/// of their words. A step over the end of a hundred is missed, which is one in a hundred.
void SourceProfile::name_number(uint64_t number, uint32_t length) {
  const uint64_t before = last_number;
  last_number = number;
  if (number == before || before == 0) return; // asked once more
  const uint32_t below = 64 - 4 * std::clamp(length, 3u, kDigitsMax) + 8;
  sequential.add(number > before && ((number ^ before) >> below) == 0);
}

void SourceProfile::ask_place(uint64_t subscriber_hash, uint32_t now_s) {
  questions++;
  recent.add(subscriber_hash, now_s);
  const uint32_t now = now_s / kHour;
  if (now > hour || hour - now >= kHoursKept) { // a clock that stepped back: all is forgotten
    const bool follows = now > hour && now - hour < kHoursKept;
    hours = follows ? hours << (now - hour) : 0;
    hour = now;
  }
  hours |= 1u << (hour - now);
}

uint32_t SourceProfile::hours_active(uint32_t now_s) const {
  const uint32_t now = now_s / kHour;
  const uint32_t silent = now > hour ? now - hour : 0;
  if (silent >= kHoursPerDay) return 0;
  return static_cast<uint32_t>(std::popcount(hours & ((1u << (kHoursPerDay - silent)) - 1)));
}

int32_t SourceProfile::times_usual(uint32_t now_s) const {
  const uint64_t first_s = first_ns / 1'000'000'000;
  if (questions == 0 || now_s < first_s + kDay) return -1;
  const uint64_t hours_known = (now_s - first_s) / kHour;
  const uint64_t times = (recent.count(now_s) * hours_known + questions - 1) / questions;
  return static_cast<int32_t>(std::min<uint64_t>(times, INT32_MAX));
}

uint32_t SourceProfile::dormant_s(uint32_t now_s) const {
  return woke_s != 0 && now_s >= woke_s && now_s - woke_s < kDay ? slept_s : 0;
}

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
  if (time_ns > profile.last_ns) {
    const uint64_t silent_s = (time_ns - profile.last_ns) / 1'000'000'000;
    if (silent_s >= kDay && !is_new) [[unlikely]] {
      profile.slept_s = static_cast<uint32_t>(std::min<uint64_t>(silent_s, UINT32_MAX));
      profile.woke_s = now_s;
    }
    profile.last_ns = time_ns;
  }
  profile.requests++;
  table_.touch(slot, now_s);
  return profile;
}

const SourceProfile* Sources::find(const SourceKey& key) const {
  const uint32_t slot = slot_of(key);
  return slot == kNoSlot ? nullptr : &table_[slot];
}

SourceProfile* Sources::find(const SourceKey& key) {
  const uint32_t slot = slot_of(key);
  return slot == kNoSlot ? nullptr : &table_[slot];
}

void Sources::add_target(SourceProfile& profile, uint64_t subscriber) {
  const uint64_t h = estimate_hash(subscriber);
  uint8_t& held = profile.registers[h % kRegisters];
  const uint8_t rank = rank_of(h >> SourceProfile::kRegisterBits, kRankMax);
  if (rank <= held) return;
  if (held == 0) profile.empty_registers--;
  profile.inverse_sum -= (uint64_t{1} << (kUnit - held)) - (uint64_t{1} << (kUnit - rank));
  held = rank;
}

uint32_t Sources::distinct_targets(const SourceProfile& profile) {
  const double sum = std::ldexp(static_cast<double>(profile.inverse_sum), -static_cast<int>(kUnit));
  return estimate_of(kRegisters, sum, profile.empty_registers);
}

} // namespace sigwarden
