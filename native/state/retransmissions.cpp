// SPDX-License-Identifier: Apache-2.0
#include "native/state/retransmissions.hpp"

namespace sigwarden {

uint32_t Retransmissions::make(const Direction& direction, uint32_t now_s) {
  const auto made =
      directions_.insert(direction, directions_.hash(direction), now_s, [](uint32_t) {});
  if (made.is_new)
    for (uint32_t i = 0; i < limits::tsn_window; i++)
      seen_[made.slot * limits::tsn_window + i] = {};
  return made.slot;
}

} // namespace sigwarden
