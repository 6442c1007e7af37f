// SPDX-License-Identifier: Apache-2.0
#include "native/state/retransmissions.hpp"

namespace sigwarden {

/// A slot that meanwhile holds another direction gives itself away by its key.
uint32_t Retransmissions::find_or_make(uint32_t slot, const Direction& direction, uint32_t now_s) {
  if (slot != kNoSlot && directions_.key(slot) == direction) return slot;
  const auto made =
      directions_.insert(direction, directions_.hash(direction), now_s, [](uint32_t) {});
  if (made.is_new)
    for (uint32_t i = 0; i < limits::tsn_window; i++)
      seen_[made.slot * limits::tsn_window + i] = {};
  return made.slot;
}

Chunk Retransmissions::observe(uint32_t slot, uint64_t ends, uint32_t verification_tag,
                               uint32_t tsn, uint64_t content, uint32_t now_s) {
  slot = find_or_make(slot, {ends, verification_tag}, now_s);
  directions_.touch(slot, now_s);
  Seen& seen = seen_[place(slot, tsn)];
  const uint32_t mark = static_cast<uint32_t>(content >> 32) | 1;
  const Seen before = seen;
  seen = {tsn, mark};
  if (before.content == 0 || before.tsn != tsn) return Chunk::fresh;
  return before.content == mark ? Chunk::repeated : Chunk::conflicting;
}

} // namespace sigwarden
