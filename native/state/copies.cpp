// SPDX-License-Identifier: Apache-2.0
#include "native/state/copies.hpp"

#include <algorithm>
#include <bit>

#include "native/generated/limits.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kWindowNs = uint64_t{limits::copy_milliseconds} * 1'000'000;

constexpr uint32_t kAhead = 4; ///< marks that are asked for before they are written

/// A copy cannot be older than the first leg, but two mirror ports may disagree by a little.
bool within_window(uint64_t first_ns, uint64_t now_ns) {
  const uint64_t apart = now_ns >= first_ns ? now_ns - first_ns : first_ns - now_ns;
  return apart <= kWindowNs;
}

bool is_live(const CopyMark& mark, uint64_t now_ns) {
  return mark.time_ns != 0 && within_window(mark.time_ns, now_ns);
}

} // namespace

Copies::Copies(uint32_t capacity, const MixKey& key)
    : mix_(key), marks_(std::bit_ceil(std::max(capacity, kWays))),
      sets_(2 * marks_.count() / kWays) {}

uint32_t Copies::oldest(const Set& set) const {
  uint32_t way = 0;
  for (uint32_t i = 1; i < kWays; i++)
    if (turn_ - set.turns[i] > turn_ - set.turns[way]) way = i;
  return way;
}

/// The next place of the ring, entered in the set in place of its oldest pointer.
inline CopyMark& Copies::remember(Set& set, uint32_t tag, uint64_t time_ns) {
  CopyMark& mark = at(turn_);
  evicted_ += is_live(mark, time_ns); // the ring is too short for two seconds of this traffic
  uint32_t way = first_way(ways_with(set.tags, 0));
  if (way == kWays) {
    way = oldest(set);
    const bool is_there = turn_ - set.turns[way] < marks_.count();
    evicted_ += is_there && is_live(at(set.turns[way]), time_ns);
  }
  set.tags[way] = tag;
  set.turns[way] = turn_;
  prefetch_line(&at(turn_ + kAhead));
  turn_++;
  return mark;
}

Copies::Found Copies::observe(const CopyKey& key, uint64_t hash, uint32_t link,
                              uint32_t association, uint64_t time_ns) {
  const uint32_t tag = static_cast<uint32_t>(hash >> 32) | 1;
  Set& set = sets_[set_of(hash)];
  CopyMark* known = find(set, tag, key);
  if (known == nullptr || !within_window(known->time_ns, time_ns)) {
    if (known == nullptr) known = &remember(set, tag, time_ns);
    *known = {key, time_ns, link, association, kNoSlot, 1, 0};
    return {Verdict::first, known};
  }
  if (known->link != link || known->association != association) {
    known->legs++;
    return {Verdict::second_leg, known};
  }
  known->time_ns = time_ns;
  return {Verdict::repeated, known};
}

} // namespace sigwarden
