// SPDX-License-Identifier: Apache-2.0
// Open watches: deadlines in the order of packet time, room that is bounded, and nothing left of
// what is closed or evicted. And what an operator did on a day.
#include <algorithm>
#include <vector>

#include "native/state/operator_days.hpp"
#include "native/state/watches.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

constexpr MixKey kKey{1, 2, 3};
constexpr uint32_t kNow = 1'000'000;

/// Subscribers whose deadlines come up to `now_s`, in their order; each is closed.
std::vector<uint64_t> reached(Watches& watches, uint32_t now_s) {
  std::vector<uint64_t> order;
  watches.advance(now_s, [&](uint32_t slot) {
    order.push_back(watches[slot].request.imsi);
    watches.close(slot);
    return true;
  });
  return order;
}

uint32_t open(Watches& watches, Watched what, WatchStage stage, uint64_t imsi, uint32_t now_s) {
  const uint32_t slot = watches.open(what, stage, imsi, 0, now_s).slot;
  watches[slot].request.imsi = imsi;
  return slot;
}

} // namespace

TEST("deadlines come in the order of their seconds, then of the stage, then of opening") {
  Watches watches(64, kKey);
  open(watches, Watched::move, WatchStage::move, 1, kNow);
  open(watches, Watched::cancel, WatchStage::detach, 2, kNow + 1);
  open(watches, Watched::cancel, WatchStage::detach, 3, kNow + 1);
  open(watches, Watched::keys, WatchStage::keys, 4, kNow);
  CHECK(reached(watches, kNow + limits::detach_seconds).empty());
  CHECK(reached(watches, kNow + limits::move_seconds) == (std::vector<uint64_t>{2, 3, 4, 1}));
  CHECK_EQ(watches.size(), 0u);
}

TEST("a second question about the same leaves the watch that is open") {
  Watches watches(64, kKey);
  open(watches, Watched::keys, WatchStage::keys, 7, kNow);
  CHECK(!watches.open(Watched::keys, WatchStage::keys, 7, 0, kNow + 100).is_new);
  CHECK(watches.open(Watched::keys, WatchStage::keys, 7, 9, kNow + 100).is_new); // another operator
  CHECK_EQ(reached(watches, kNow + limits::keys_seconds).size(), size_t{1});
}

TEST("the stages of one watch follow each other, and so do their deadlines") {
  Watches watches(64, kKey);
  open(watches, Watched::identity, WatchStage::delivery, 5, kNow);
  std::vector<uint32_t> times;
  for (uint32_t now_s = kNow; now_s <= kNow + 2 * limits::chain_seconds; now_s++)
    watches.advance(now_s, [&](uint32_t slot) {
      times.push_back(now_s - kNow);
      if (watches[slot].stage == WatchStage::delivery)
        watches.enter(slot, WatchStage::identity, now_s);
      else
        watches.close(slot);
      return true;
    });
  CHECK(times == (std::vector<uint32_t>{limits::delivery_seconds, limits::chain_seconds}));
}

TEST("a deadline that cannot be served now is served at the next call") {
  Watches watches(64, kKey);
  open(watches, Watched::keys, WatchStage::keys, 1, kNow);
  const uint32_t due_s = kNow + limits::keys_seconds;
  CHECK(!watches.advance(due_s, [](uint32_t) { return false; }));
  CHECK_EQ(reached(watches, due_s).size(), size_t{1});
}

TEST("packet time that steps back keeps the order of opening") {
  Watches watches(64, kKey);
  open(watches, Watched::keys, WatchStage::keys, 1, kNow);
  open(watches, Watched::keys, WatchStage::keys, 2, kNow - 3);
  CHECK(reached(watches, kNow + limits::keys_seconds - 1).empty());
  CHECK(reached(watches, kNow + limits::keys_seconds) == (std::vector<uint64_t>{1, 2}));
}

TEST("a full table gives up the oldest, counts it, and keeps its lists whole") {
  Watches watches(1, kKey); // rounded up to 8 a shard
  for (uint64_t imsi = 1; imsi <= 5000; imsi++)
    open(watches, Watched::keys, WatchStage::keys, imsi, kNow + static_cast<uint32_t>(imsi));
  CHECK(watches.evicted() > 0);
  CHECK_EQ(watches.size() + watches.evicted(), uint64_t{5000});
  uint32_t found = 0;
  for (uint64_t imsi = 1; imsi <= 5000; imsi++)
    found += watches.find(Watched::keys, imsi) != kNoSlot;
  CHECK_EQ(found, watches.size());
  const auto order = reached(watches, kNow + 5000 + limits::keys_seconds);
  CHECK_EQ(order.size(), size_t{found});
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK_EQ(watches.find(Watched::keys, 5000), kNoSlot);
}

TEST("what is open at the end is given up; what was resolved is not missed") {
  Watches watches(64, kKey);
  open(watches, Watched::keys, WatchStage::keys, 1, kNow);
  watches[open(watches, Watched::keys, WatchStage::keys, 2, kNow)].mark(Watch::kResolved);
  CHECK_EQ(watches.give_up(), 1u);
  CHECK_EQ(watches.size(), 0u);
  CHECK(reached(watches, kNow + limits::keys_seconds).empty());
}

TEST("a subscriber counts once a day for an operator, and its days are remembered") {
  OperatorDays days(1024, kKey);
  CHECK_EQ(days.add_target(3, 77, 100, true), 1u);
  CHECK_EQ(days.add_target(3, 77, 100, true), 1u);
  CHECK_EQ(days.add_target(3, 78, 100, true), 1u);
  CHECK_EQ(days.at(3, 100).targets, 2u);
  CHECK_EQ(days.add_target(3, 77, 102, true), 2u);
  CHECK_EQ(days.at(3, 102).targets, 1u);
  CHECK_EQ(days.add_target(3, 77, 133, true), 2u); // the first day is more than 32 ago
  CHECK_EQ(days.add_target(3, 77, 132, true), 3u); // a deadline behind midnight
  CHECK_EQ(days.add_target(3, 79, 133, false), 1u);
  CHECK_EQ(days.at(3, 133).targets, 1u);
  CHECK_EQ(days.at(3, 133).unplaced_targets, 1u);
  CHECK_EQ(days.at(4, 133).targets, 0u);
}

TEST("a share is stated by the lower bound of its interval") {
  // Wilson 1927 at z = 1.96: 45 of 50 is 78.6 %, 46 of 50 is 81.2 %, 50 of 50 is 92.9 %.
  CHECK_EQ(OperatorDays::share_at_least(45, 50), 78);
  CHECK_EQ(OperatorDays::share_at_least(46, 50), 81);
  CHECK_EQ(OperatorDays::share_at_least(50, 50), 92);
  CHECK_EQ(OperatorDays::share_at_least(0, 50), 0);
}

CHECK_MAIN()
