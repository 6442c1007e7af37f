// SPDX-License-Identifier: Apache-2.0
#include "native/state/watches.hpp"

#include <algorithm>

namespace sigwarden {

Watches::Opened Watches::open(Watched what, WatchStage stage, uint64_t subscriber, uint16_t asker,
                              uint32_t now_s) {
  const Key key = key_of(what, subscriber, asker);
  const uint64_t hash = table_.hash(key);
  const auto [slot, is_new] =
      table_.insert(key, hash, now_s, [&](uint32_t victim) { forget(victim); });
  if (!is_new) return {slot, false};
  open_[cell(what, hash)]++;
  append(slot, stage, now_s);
  return {slot, true};
}

void Watches::enter(uint32_t slot, WatchStage stage, uint32_t now_s) {
  unlink(slot);
  append(slot, stage, now_s);
}

void Watches::close(uint32_t slot) {
  forget(slot);
  table_.erase(slot);
}

uint32_t Watches::give_up() {
  uint32_t awaited = 0;
  for (List& list : stages_)
    while (list.head != kNoSlot) {
      awaited += !table_[list.head].has(Watch::kResolved);
      close(list.head);
    }
  return awaited;
}

uint32_t Watches::first_due() const {
  uint32_t first = kNoSlot;
  for (const List& list : stages_)
    if (list.head != kNoSlot && (first == kNoSlot || table_[list.head].due_s < table_[first].due_s))
      first = list.head;
  return first;
}

/// Packet time steps back now and then: then a deadline waits for the one before it.
void Watches::append(uint32_t slot, WatchStage stage, uint32_t now_s) {
  List& list = stages_[static_cast<uint32_t>(stage)];
  Watch& watch = table_[slot];
  watch.stage = stage;
  watch.due_s = now_s + seconds_of(stage);
  watch.next = kNoSlot;
  watch.previous = list.tail;
  if (list.tail == kNoSlot) {
    list.head = slot;
  } else {
    watch.due_s = std::max(watch.due_s, table_[list.tail].due_s);
    table_[list.tail].next = slot;
  }
  list.tail = slot;
  next_due_s_ = std::min(next_due_s_, watch.due_s);
}

void Watches::unlink(uint32_t slot) {
  const Watch& watch = table_[slot];
  List& list = stages_[static_cast<uint32_t>(watch.stage)];
  (watch.previous == kNoSlot ? list.head : table_[watch.previous].next) = watch.next;
  (watch.next == kNoSlot ? list.tail : table_[watch.next].previous) = watch.previous;
}

/// An entry that goes, while it is still whole.
void Watches::forget(uint32_t slot) {
  unlink(slot);
  open_[cell_of(slot)]--;
}

} // namespace sigwarden
