// SPDX-License-Identifier: Apache-2.0
#include "native/state/sources.hpp"

#include <cmath>

#include "native/state/aggregates.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
constexpr uint64_t kStart = 1'529'020'800'000'000'000;

uint32_t estimate_of(uint32_t targets, const MixKey& secret = kSecret) {
  Sources sources(512, secret);
  SourceProfile& profile = sources.observe({5, 1}, kStart);
  for (uint64_t repeat = 0; repeat < 2; repeat++)
    for (uint64_t i = 0; i < targets; i++)
      sources.add_target(profile, 0x0010100000000000 + (i << 8));
  return Sources::distinct_targets(profile);
}

AggregateKey row(uint16_t operation, uint8_t outcome) {
  AggregateKey key;
  key.operation = operation;
  key.outcome = outcome;
  return key;
}

} // namespace

TEST("distinct targets are estimated within four standard errors, repeats do not count") {
  CHECK_EQ(estimate_of(0), 0u);
  CHECK_EQ(estimate_of(1), 1u);
  for (const uint32_t targets : {10u, 100u, 1000u, 20'000u, 300'000u}) {
    const double error = std::abs(static_cast<double>(estimate_of(targets)) - targets) / targets;
    CHECK(error < 4 * 1.04 / 16); // 1.04 / sqrt(256 registers)
  }
}

TEST("an estimate does not depend on the secret of the tables") {
  const auto in_hour = [](const MixKey& secret, uint32_t targets) {
    Sources sources(512, secret);
    SourceProfile& profile = sources.observe({5, 1}, kStart);
    for (uint64_t i = 0; i < targets; i++)
      sources.ask_place(profile, 0x0010100000000000 + (i << 8), kStart / 1'000'000'000);
    return profile.recent.distinct(kStart / 1'000'000'000);
  };
  const MixKey other = MixKey::from(SipKey{3, 4});
  for (const uint32_t targets : {40u, 50u, 60u, 1000u}) {
    CHECK_EQ(in_hour(kSecret, targets), in_hour(other, targets));
    CHECK_EQ(estimate_of(targets), estimate_of(targets, other));
  }
}

TEST("an address is first seen once, and its title is not another technology's host") {
  Sources sources(512, kSecret);
  sources.observe({5, 1}, kStart);
  const SourceProfile& profile = sources.observe({5, 1}, kStart + 7);
  CHECK_EQ(profile.first_ns, kStart);
  CHECK_EQ(profile.last_ns, kStart + 7);
  CHECK_EQ(profile.requests, uint64_t{2});
  CHECK(sources.find({5, 2}) == nullptr);
}

TEST("the last hour is twenty minutes under way and forty before; its estimate is 13 % off") {
  Sources sources(512, kSecret);
  constexpr uint32_t kStartS = 1'529'020'800; // a whole hour
  for (const uint32_t targets : {1u, 20u, 50u, 400u, 20'000u}) {
    SourceProfile profile;
    for (uint32_t i = 0; i < targets; i++)
      sources.ask_place(profile, 0x0010100000000000 + (uint64_t{i} << 8), kStartS + i % 3600);
    const auto of = [&](uint32_t s) { return profile.recent.distinct(kStartS + s); };
    const double error = std::abs(static_cast<double>(of(3599)) - targets) / targets;
    CHECK(error < 4 * 1.04 / 8);
    CHECK_EQ(profile.recent.count(kStartS + 3599), targets);
    CHECK_EQ(of(3599 + 3600), 0u);
    CHECK_EQ(profile.recent.count(kStartS + 7199), 0u);
  }
}

TEST("the hour of questions survives a clock that steps back a little and forgets with one that "
     "steps far") {
  Sources sources(512, kSecret);
  SourceProfile profile;
  sources.ask_place(profile, 16, kStart / 1'000'000'000 + 1200);
  sources.ask_place(profile, 32, kStart / 1'000'000'000);
  CHECK_EQ(profile.recent.count(kStart / 1'000'000'000 + 1200), 2u);
  CHECK_EQ(profile.recent.count(kStart / 1'000'000'000), 1u); // what is later is not counted
  sources.ask_place(profile, 48, kStart / 1'000'000'000 - 86'400 * 9);
  CHECK_EQ(profile.recent.count(kStart / 1'000'000'000 - 86'400 * 9), 1u);
  CHECK_EQ(profile.recent.count(kStart / 1'000'000'000 + 1200), 0u);
  CHECK_EQ(profile.hours_active(kStart / 1'000'000'000 - 86'400 * 9), 1u);
}

TEST("a service that asks around the clock has its usual hour, a burst is many times it") {
  Sources sources(512, kSecret);
  constexpr uint32_t kHour = 3600, kStartS = kStart / 1'000'000'000;
  SourceProfile& profile = sources.observe({5, 1}, kStart);
  for (uint32_t hour = 0; hour < 48; hour++)
    for (uint32_t i = 0; i < 30; i++)
      sources.ask_place(profile, uint64_t{hour * 30 + i} << 8, kStartS + hour * kHour + i * 120);
  const uint32_t now_s = kStartS + 48 * kHour - 60;
  CHECK_EQ(profile.times_usual(now_s), 1);
  CHECK_EQ(profile.hours_active(now_s), 24u);
  CHECK_EQ(profile.hours_active(now_s + 12 * kHour), 12u);
  CHECK_EQ(profile.hours_active(now_s + 30 * kHour), 0u);
  for (uint32_t i = 0; i < 600; i++)
    sources.ask_place(profile, uint64_t{i + 9000} << 8, now_s);
  CHECK(profile.times_usual(now_s) >= 12);
  SourceProfile& fresh = sources.observe({6, 1}, kStart);
  sources.ask_place(fresh, 16, kStartS + 60);
  CHECK_EQ(fresh.times_usual(kStartS + 60), -1);
}

TEST("a row of numbers is in order whatever its length, a list by chance is not") {
  const auto percent = [](uint32_t length, auto&& number_of) {
    SourceProfile profile;
    for (uint32_t i = 0; i < 200; i++)
      profile.name_number(number_of(i) << (64 - 4 * length), length);
    return profile.sequential.percent();
  };
  const auto bcd = [](uint64_t n) {
    uint64_t out = 0;
    for (uint32_t shift = 0; n != 0; shift += 4, n /= 10)
      out |= n % 10 << shift;
    return out;
  };
  const auto row = [&](uint32_t i) { return bcd(99'901'000'100 + i); };
  const auto back = [&](uint32_t i) { return bcd(99'901'000'900 - i); };
  const auto chance = [&](uint32_t i) { return bcd(99'901'000'000 + i * 7919 % 100'000); };
  CHECK(percent(11, row) >= 97);
  CHECK(percent(15, row) >= 97);
  CHECK_EQ(percent(11, back), 0);
  CHECK(percent(11, chance) <= 3);
  CHECK_EQ(percent(11, [&](uint32_t) { return bcd(99'901'000'100); }),
           -1); // one number, asked again
}

TEST("a share is of the latest events and unknown while there are few") {
  Share share;
  for (uint32_t i = 0; i < 31; i++)
    share.add(true);
  CHECK_EQ(share.percent(), -1);
  share.add(true);
  CHECK_EQ(share.percent(), 100);
  for (uint32_t i = 0; i < 100'000; i++)
    share.add(false);
  CHECK_EQ(share.percent(), 0);
  for (uint32_t i = 0; i < 512; i++)
    share.add(true);
  CHECK(share.percent() >= 60);
}

TEST("months are calendar months in UTC, leap years included") {
  constexpr uint64_t kDay = 86'400'000'000'000;
  const auto month = [](uint64_t days) { return Aggregates::month_of(days * kDay); };
  CHECK_EQ(month(0), 0);
  CHECK_EQ(month(30), 0);
  CHECK_EQ(month(31), 1);
  CHECK_EQ(month(59), 2);       // 1970-03-01
  CHECK_EQ(month(11'015), 361); // 2000-02-28
  CHECK_EQ(month(11'016), 361); // 2000-02-29
  CHECK_EQ(month(11'017), 362);
  CHECK_EQ(Aggregates::month_of(kStart), (2018 - 1970) * 12 + 5);
}

TEST("counts are exact, sorted by their keys, and what finds no room is counted too") {
  Aggregates aggregates(512, kSecret);
  uint64_t total = 0;
  for (uint16_t operation = 0; operation < 1000; operation++)
    for (uint8_t n = 0; n <= operation % 3; n++, total++)
      aggregates.count(row(operation, 1));
  uint64_t sum = 0;
  const std::vector<AggregateRow> rows = aggregates.rows();
  for (const AggregateRow& one : rows)
    sum += one.count;
  CHECK_EQ(sum, total);
  CHECK(aggregates.over_limit() > 0);
  CHECK_EQ(uint32_t{rows.back().key.is_other}, 1u);
  for (size_t i = 2; i < rows.size(); i++)
    CHECK(rows[i - 2].key.operation < rows[i - 1].key.operation || rows[i - 1].key.is_other);
}

CHECK_MAIN()
