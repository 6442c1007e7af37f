// SPDX-License-Identifier: Apache-2.0
#include "native/state/retransmissions.hpp"

namespace sigwarden {

Chunk Retransmissions::observe(uint64_t ends, uint32_t verification_tag, uint32_t tsn,
                               uint64_t content, uint32_t now_s) {
  const Direction direction{ends, verification_tag};
  const auto [slot, is_new] =
      directions_.insert(direction, directions_.hash(direction), now_s, [](uint32_t) {});
  const uint32_t first = slot * limits::tsn_window;
  if (is_new)
    for (uint32_t i = 0; i < limits::tsn_window; i++)
      seen_[first + i] = {};
  directions_.touch(slot, now_s);
  Seen& seen = seen_[first + tsn % limits::tsn_window];
  const uint32_t mark = static_cast<uint32_t>(content >> 32) | 1;
  const Seen before = seen;
  seen = {tsn, mark};
  if (before.content == 0 || before.tsn != tsn) return Chunk::fresh;
  return before.content == mark ? Chunk::repeated : Chunk::conflicting;
}

} // namespace sigwarden
