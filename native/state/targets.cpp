// SPDX-License-Identifier: Apache-2.0
#include "native/state/targets.hpp"

#include <bit>
#include <numeric>

namespace sigwarden {
namespace {

constexpr uint32_t kHour = 3'600, kDay = 86'400, kHoursPerDay = 24;
constexpr uint32_t kSustained = 2; ///< questions an hour
/// Of one hour toward the average: more is a burst, which does not make the hours beside it busy.
constexpr uint32_t kMostOfHour = kSustained + 1;
/// Subscriber-days of a home network after which older ones count half.
constexpr uint32_t kRemembered = 65'536;

/// A clock that steps back counts as no time.
uint32_t elapsed(uint32_t from_s, uint32_t to_s) {
  return to_s > from_s ? to_s - from_s : 0;
}

uint32_t class_of(uint32_t questions) {
  const auto& edges = DailyQuestions::kUpTo;
  const auto at = std::lower_bound(edges.begin(), edges.end() - 1, questions);
  return static_cast<uint32_t>(at - edges.begin());
}

} // namespace

bool TargetRates::add(uint32_t time_s) {
  if (time_s > newest_s) {
    minutes.advance(newest_s, time_s);
    hours.advance(newest_s, time_s);
    const uint32_t from = newest_s / kDay, steps = std::min(time_s / kDay - from, kDays);
    for (uint32_t i = 1; i <= steps; i++)
      days &= ~(1u << ((from + i) % kDays));
    newest_s = time_s;
  } else if (!Hours::holds(newest_s, time_s)) {
    *this = {};
    newest_s = time_s;
  }
  days |= 1u << (time_s / kDay % kDays);
  if (Minutes::holds(newest_s, time_s)) minutes.add(time_s);
  return hours.add(time_s);
}

uint32_t TargetRates::days_until(uint32_t now_s) const {
  // Nothing was asked on the days since the newest, whatever stands under their numbers.
  const uint32_t silent = now_s / kDay - std::min(newest_s, now_s) / kDay;
  if (silent >= kDays) return 0;
  uint32_t held = days;
  for (uint32_t i = 0; i < silent; i++)
    held &= ~(1u << ((now_s / kDay - i) % kDays));
  return static_cast<uint32_t>(std::popcount(held));
}

uint32_t TargetRates::of_day(uint32_t time_s) const {
  const uint32_t first = time_s / kDay * kHoursPerDay;
  uint32_t total = 0;
  for (uint32_t i = 0; i < kHoursPerDay; i++)
    total += hours.in_bucket(newest_s, first + i);
  return total;
}

/// The hour under way counts once it holds what a whole one has to.
uint32_t TargetRates::sustained_hours(uint32_t now_s) const {
  const uint32_t last = Hours::number(now_s);
  uint32_t longest = 0, total = 0, hours_seen = 0;
  for (uint32_t i = 0; i < kHoursPerDay && i <= last; i++) {
    const uint32_t asked = hours.in_bucket(newest_s, last - i);
    if (i == 0 && asked < kSustained) continue;
    if (asked == 0) break;
    hours_seen++;
    total += std::min(asked, kMostOfHour);
    if (total >= kSustained * hours_seen) longest = hours_seen;
  }
  return longest;
}

void DailyQuestions::raise(uint32_t before) {
  const uint32_t to = class_of(before + 1);
  if (before != 0) {
    const uint32_t from = class_of(before);
    if (from == to) return;
    if (subscriber_days[from] != 0) subscriber_days[from]--; // 0: it was halved away
  }
  subscriber_days[to]++;
  const uint32_t total = std::accumulate(subscriber_days.begin(), subscriber_days.end(), 0u);
  if (total <= kRemembered) return;
  for (uint32_t& count : subscriber_days)
    count /= 2;
}

int32_t DailyQuestions::median() const {
  const uint32_t total = std::accumulate(subscriber_days.begin(), subscriber_days.end(), 0u);
  if (total < kLeast) return -1;
  uint32_t below = 0, at = 0;
  while ((below += subscriber_days[at]) * 2 < total)
    at++;
  return static_cast<int32_t>(kUpTo[at]);
}

void Targets::Asked::add_asker(uint16_t operator_number, uint32_t now_s) {
  if (operator_number == 0) return;
  const uint16_t hour = static_cast<uint16_t>(now_s / kHour);
  Asker* oldest = &askers[0];
  for (Asker& one : askers) {
    if (one.operator_number == operator_number || one.operator_number == 0) {
      one = {operator_number, hour};
      return;
    }
    const auto age = [&](const Asker& a) { return static_cast<uint16_t>(hour - a.hour); };
    if (age(one) > age(*oldest)) oldest = &one;
  }
  *oldest = {operator_number, hour};
}

uint32_t Targets::Asked::operators_until(uint32_t now_s) const {
  uint32_t count = 0;
  for (const Asker& one : askers)
    count +=
        one.operator_number != 0 && static_cast<uint16_t>(now_s / kHour - one.hour) < kHoursPerDay;
  return count;
}

/// The question that waits counts, at its own time.
void Targets::settle(uint64_t subscriber, Asked& asked) {
  if (!asked.is_waiting) return;
  asked.is_waiting = false;
  const uint32_t slot = pairs_.insert({subscriber, asked.asker}, asked.asked_s).slot;
  pairs_.touch(slot, asked.asked_s);
  TargetRates& target = pairs_[slot];
  const uint32_t before = target.of_day(asked.asked_s);
  if (!target.add(asked.asked_s) || asked.home == 0) return;
  const uint32_t home = homes_.insert({asked.home}, asked.asked_s).slot;
  homes_.touch(home, asked.asked_s);
  homes_[home].raise(before);
}

bool Targets::ask(const Question& question, uint32_t now_s) {
  const uint32_t slot = asked_.insert({question.subscriber}, now_s).slot;
  asked_.touch(slot, now_s);
  Asked& asked = asked_[slot];
  settle(question.subscriber, asked);
  asked.add_asker(question.operator_number, now_s);
  const bool just_called =
      asked.call_s != 0 && elapsed(asked.call_s, now_s) <= limits::call_seconds;
  if (just_called && question.home != 0 && question.may_be_call) return false;
  asked.asker = question.asker;
  asked.asked_s = now_s;
  asked.home = question.home;
  asked.may_be_call = question.may_be_call;
  asked.is_waiting = true;
  return true;
}

/// Only the network that asked can be excused by asking for a roaming number.
bool Targets::call_to(uint64_t subscriber, uint64_t asker, uint32_t now_s) {
  const uint32_t slot = asked_.find({subscriber});
  if (slot == kNoSlot) return false;
  Asked& asked = asked_[slot];
  const bool explains = asked.is_waiting && asked.may_be_call && asked.asker == asker &&
                        elapsed(asked.asked_s, now_s) <= limits::call_seconds;
  if (explains) asked.is_waiting = false;
  return explains;
}

/// Only the home network is told of calls, and has a reason to ask because of one.
bool Targets::call_by(uint64_t subscriber, uint32_t now_s) {
  const uint32_t slot = asked_.find({subscriber});
  if (slot == kNoSlot) return false;
  Asked& asked = asked_[slot];
  asked.call_s = now_s;
  const bool explains = asked.is_waiting && asked.may_be_call && asked.home != 0 &&
                        elapsed(asked.asked_s, now_s) <= limits::call_seconds;
  if (explains) asked.is_waiting = false;
  return explains;
}

Rates Targets::rates(uint64_t subscriber, uint64_t asker, uint16_t home, uint32_t now_s) const {
  Rates out;
  const uint32_t known = asked_.find({subscriber});
  if (known == kNoSlot) return out;
  out.asking_operators = static_cast<int32_t>(asked_[known].operators_until(now_s));
  out.hour = out.six_hours = out.day = out.days = out.sustained_hours = 0;
  const uint32_t slot = pairs_.find({subscriber, asker});
  if (slot != kNoSlot) {
    const TargetRates& target = pairs_[slot];
    const uint32_t newest_s = target.newest_s;
    out.hour = static_cast<int32_t>(target.minutes.sum(newest_s, now_s, 6));
    out.six_hours = static_cast<int32_t>(target.hours.sum(newest_s, now_s, 6));
    out.day = static_cast<int32_t>(target.hours.sum(newest_s, now_s, kHoursPerDay));
    out.days = static_cast<int32_t>(target.days_until(now_s));
    out.sustained_hours = static_cast<int32_t>(target.sustained_hours(now_s));
  }
  const uint32_t of_home = home == 0 ? kNoSlot : homes_.find({home});
  if (of_home != kNoSlot) out.home_median = homes_[of_home].median();
  if (out.home_median > 0) out.times_median = out.day / out.home_median;
  return out;
}

} // namespace sigwarden
