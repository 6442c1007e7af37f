// SPDX-License-Identifier: Apache-2.0
#include "native/state/targets.hpp"

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
constexpr uint32_t kDay = 86'400, kHour = 3'600, kMinute = 60;
constexpr uint32_t kStart = 17'697 * kDay; // 2018-06-15, midnight
constexpr uint64_t kSubscriber = 0x0010100000000010, kHome = 7, kStranger = 9;

Targets table() {
  return {4096, 4096, 512, kSecret};
}

Targets::Question question(uint64_t asker = kStranger, uint64_t subscriber = kSubscriber) {
  Targets::Question q;
  q.subscriber = subscriber;
  q.asker = asker;
  q.operator_number = static_cast<uint16_t>(asker);
  q.home = asker == kHome ? kHome : 0;
  q.may_be_call = true;
  return q;
}

Rates rates(const Targets& targets, uint32_t now_s, uint64_t asker = kStranger) {
  return targets.rates(kSubscriber, asker, kHome, now_s);
}

/// A question every `step_s` from kStart until `end_s`, which is not asked any more.
void ask_every(Targets& targets, uint32_t step_s, uint32_t end_s, uint64_t asker = kStranger,
               uint32_t start_s = kStart) {
  for (uint32_t at = start_s; at < end_s; at += step_s)
    targets.ask(question(asker), at);
}

} // namespace

TEST("nobody was asked for: nothing is known; asked for the first time: nothing was before") {
  Targets targets = table();
  CHECK_EQ(rates(targets, kStart).hour, -1);
  CHECK_EQ(rates(targets, kStart).asking_operators, -1);
  targets.ask(question(), kStart);
  CHECK_EQ(rates(targets, kStart).hour, 0);
  CHECK_EQ(rates(targets, kStart).sustained_hours, 0);
  CHECK_EQ(rates(targets, kStart).asking_operators, 1);
}

TEST("the hour holds the ten minutes under way and the five before, and no more") {
  Targets targets = table();
  targets.ask(question(), kStart);
  targets.ask(question(), kStart + 59 * kMinute + 59);
  CHECK_EQ(rates(targets, kStart + 59 * kMinute + 59).hour, 1);
  targets.ask(question(), kStart + 60 * kMinute);
  CHECK_EQ(rates(targets, kStart + 60 * kMinute).hour, 1); // the first is out, the second is in
  CHECK_EQ(rates(targets, kStart + 60 * kMinute).six_hours, 2);
}

TEST("six hours and a day end at whole hours") {
  Targets targets = table();
  ask_every(targets, kHour, kStart + 25 * kHour); // the last one waits
  CHECK_EQ(rates(targets, kStart + 24 * kHour).day, 23);
  CHECK_EQ(rates(targets, kStart + 24 * kHour).six_hours, 5);
  CHECK_EQ(rates(targets, kStart + 25 * kHour - 1).day, 23);
  CHECK_EQ(rates(targets, kStart + 25 * kHour).day, 22);
  CHECK_EQ(rates(targets, kStart + 48 * kHour).day, 0);
}

TEST("two an hour are sustained hours, a burst or a pause is not") {
  Targets steady = table();
  ask_every(steady, kHour / 2, kStart + 6 * kHour + 1);
  CHECK_EQ(rates(steady, kStart + 6 * kHour).sustained_hours, 6u);
  CHECK_EQ(rates(steady, kStart + 8 * kHour).sustained_hours, 0u);

  Targets uneven = table(); // one and three by turns
  for (uint32_t hour = 0; hour < 6; hour++)
    for (uint32_t i = 0; i < (hour % 2 == 0 ? 3u : 1u); i++)
      uneven.ask(question(), kStart + hour * kHour + i * 60);
  uneven.ask(question(), kStart + 6 * kHour);
  CHECK_EQ(rates(uneven, kStart + 6 * kHour).sustained_hours, 6u);

  Targets burst = table();
  ask_every(burst, kMinute, kStart + kHour);
  ask_every(burst, kHour, kStart + 7 * kHour, kStranger, kStart + kHour);
  CHECK_EQ(rates(burst, kStart + 6 * kHour).day, 65);
  CHECK(rates(burst, kStart + 6 * kHour).sustained_hours < 6);
}

TEST("days are counted over months, and those under the same number are not mixed up") {
  Targets targets = table();
  for (const uint32_t day : {0u, 1u, 5u, 31u, 40u})
    targets.ask(question(), kStart + day * kDay);
  CHECK_EQ(rates(targets, kStart + 31 * kDay).days, 4);
  targets.ask(question(), kStart + 40 * kDay + 60);
  CHECK_EQ(rates(targets, kStart + 40 * kDay + 60).days, 2);
  CHECK_EQ(rates(targets, kStart + 62 * kDay).days, 2);
  CHECK_EQ(rates(targets, kStart + 63 * kDay).days, 1);
  CHECK_EQ(rates(targets, kStart + 200 * kDay).days, 0);
}

TEST("a question that a call follows within ten seconds does not count") {
  for (const uint32_t after : {0u, 10u, 11u}) {
    Targets targets = table();
    targets.ask(question(kHome), kStart);
    CHECK_EQ(targets.call_to(kSubscriber, kHome, kStart + after), after <= 10);
    targets.ask(question(kHome), kStart + kMinute);
    CHECK_EQ(rates(targets, kStart + kMinute, kHome).hour, after <= 10 ? 0 : 1);
  }
}

TEST("one call explains one question, of the home, and of who asks for the roaming number") {
  Targets targets = table();
  targets.ask(question(kHome), kStart);
  targets.ask(question(kHome), kStart + 1);
  CHECK(targets.call_to(kSubscriber, kHome, kStart + 2));
  CHECK(!targets.call_to(kSubscriber, kHome, kStart + 2));
  CHECK_EQ(rates(targets, kStart + 3, kHome).hour, 1);
  targets.ask(question(kStranger), kStart + kHour);
  CHECK(!targets.call_to(kSubscriber, kHome, kStart + kHour + 1));
  CHECK(!targets.call_by(kSubscriber, kStart + kHour + 1));
  targets.ask(question(kHome), kStart + 2 * kHour);
  CHECK(targets.call_by(kSubscriber, kStart + 2 * kHour + 1));
}

TEST("a call of the subscriber explains the question of its home that comes after it") {
  Targets targets = table();
  targets.ask(question(kHome), kStart);
  targets.call_by(kSubscriber, kStart + kHour);
  CHECK(!targets.ask(question(kHome), kStart + kHour + 10));
  CHECK(targets.ask(question(kHome), kStart + kHour + 11));
  CHECK(targets.ask(question(kStranger), kStart + kHour + 5));
}

TEST("no pause keeps questions from counting: the next one makes the one before count") {
  Targets targets = table();
  ask_every(targets, 9, kStart + 20 * 9);
  CHECK_EQ(rates(targets, kStart + 20 * 9).hour, 19);
}

TEST("who asks are counted once a day each, eight at most, unknown ones never") {
  Targets targets = table();
  for (uint16_t asker = 1; asker <= 5; asker++)
    for (uint32_t i = 0; i < 3; i++)
      targets.ask(question(asker), kStart + asker * kHour);
  Targets::Question unknown = question(0x9990200000100000);
  unknown.operator_number = 0;
  targets.ask(unknown, kStart + 6 * kHour);
  CHECK_EQ(rates(targets, kStart + 6 * kHour).asking_operators, 5);
  CHECK_EQ(rates(targets, kStart + kDay + kHour).asking_operators, 4);
  for (uint16_t asker = 10; asker < 30; asker++)
    targets.ask(question(asker), kStart + 7 * kHour);
  CHECK_EQ(rates(targets, kStart + 7 * kHour).asking_operators, 8);
}

TEST("a clock that steps back counts in earlier buckets, or begins anew; it never adds") {
  Targets targets = table();
  ask_every(targets, kHour / 2, kStart + 6 * kHour + 1);
  const Rates before = rates(targets, kStart + 6 * kHour);
  targets.ask(question(), kStart + 2 * kHour);
  targets.ask(question(), kStart + 6 * kHour);
  CHECK_EQ(rates(targets, kStart + 6 * kHour).hour, before.hour + 1); // the one that had waited
  CHECK_EQ(rates(targets, kStart + 6 * kHour).day, before.day + 2);
  CHECK_EQ(rates(targets, kStart + 2 * kHour).six_hours, 7); // later hours are not looked at
  targets.ask(question(), kStart - 3 * kDay);
  targets.ask(question(), kStart - 3 * kDay + 60);
  CHECK_EQ(rates(targets, kStart - 3 * kDay + 60).day, 1);
  CHECK_EQ(rates(targets, kStart + 6 * kHour).day, 0);
}

TEST("a clock that steps forward leaves nothing in the windows") {
  Targets targets = table();
  ask_every(targets, 600, kStart + 10 * kHour);
  const uint32_t later = kStart + 400 * kDay;
  CHECK_EQ(rates(targets, later).day, 0);
  targets.ask(question(), later);
  CHECK_EQ(rates(targets, later).sustained_hours, 0);
  CHECK_EQ(rates(targets, later).days, 0);
}

TEST("an hour holds 255 and says no more") {
  Targets targets = table();
  ask_every(targets, 10, kStart + 2 * kHour);
  CHECK_EQ(rates(targets, kStart + 2 * kHour).day, 510);
  CHECK_EQ(rates(targets, kStart + 2 * kHour).sustained_hours, 2);
}

TEST("the median of a home is of its own questions, by subscriber and day, known from fifty on") {
  Targets targets = table();
  const auto ask_about = [&](uint64_t subscriber, uint32_t times, uint32_t day) {
    for (uint32_t i = 0; i <= times; i++) // the last one waits
      targets.ask(question(kHome, subscriber << 8), kStart + day * kDay + i * kHour / 4);
    targets.call_to(subscriber << 8, kHome, kStart + day * kDay + times * kHour / 4);
  };
  for (uint64_t subscriber = 1; subscriber <= 49; subscriber++)
    ask_about(subscriber, subscriber <= 20 ? 1 : 3, 0);
  CHECK_EQ(rates(targets, kStart, kHome).home_median, -1); // about somebody nobody asked for
  targets.ask(question(kHome), kStart + kDay);
  CHECK_EQ(rates(targets, kStart + kDay, kHome).home_median, -1);
  ask_about(50, 20, 0);
  CHECK_EQ(rates(targets, kStart + kDay, kHome).home_median, 3);
  CHECK_EQ(targets.rates(50 << 8, kHome, kHome, kStart + 20 * kHour).times_median, 6);
  for (uint64_t subscriber = 100; subscriber < 300; subscriber++)
    for (uint32_t i = 0; i < 9; i++)
      targets.ask(question(kStranger, subscriber << 8), kStart + i * kHour);
  CHECK_EQ(rates(targets, kStart + kDay, kHome).home_median, 3);
}

TEST("full tables give up the pair that was asked about longest ago, and count it") {
  Targets targets(64, 64, 64, kSecret);
  for (uint64_t subscriber = 1; subscriber <= 2000; subscriber++)
    for (uint32_t i = 0; i < 2; i++)
      targets.ask(question(kHome, subscriber << 8), kStart + static_cast<uint32_t>(subscriber));
  CHECK(targets.pairs_evicted() > 0 && targets.subscribers_evicted() > 0);
  CHECK(targets.size() <= 512);
  const Rates last = targets.rates(2000 << 8, kHome, kHome, kStart + 2000);
  CHECK_EQ(last.hour, 1);
  CHECK_EQ(targets.rates(1 << 8, kHome, kHome, kStart + 2000).hour, -1);
}

TEST("a number of sixteen digits is nobody's, and a number is never another's IMSI") {
  CHECK_EQ(Targets::subscriber_key(0, 0x9990110000011234, 16), uint64_t{0});
  CHECK_EQ(Targets::subscriber_key(kSubscriber, 0x9990110000010000, 12), kSubscriber);
  CHECK(Targets::subscriber_key(0, kSubscriber, 15) != kSubscriber);
}

CHECK_MAIN()
