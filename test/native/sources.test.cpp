// SPDX-License-Identifier: Apache-2.0
#include "native/state/sources.hpp"

#include <cmath>

#include "native/state/aggregates.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
constexpr uint64_t kStart = 1'529'020'800'000'000'000;

uint32_t estimate_of(uint32_t targets) {
  Sources sources(512, kSecret);
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

TEST("an address is first seen once, and its title is not another technology's host") {
  Sources sources(512, kSecret);
  sources.observe({5, 1}, kStart);
  const SourceProfile& profile = sources.observe({5, 1}, kStart + 7);
  CHECK_EQ(profile.first_ns, kStart);
  CHECK_EQ(profile.last_ns, kStart + 7);
  CHECK_EQ(profile.requests, uint64_t{2});
  CHECK(sources.find({5, 2}) == nullptr);
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
