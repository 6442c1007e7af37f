// SPDX-License-Identifier: Apache-2.0
// Engine: its serving state, taken over from the run before and handed on to the next.
#include <algorithm>

#include "native/engine/engine.hpp"
#include "native/state/saved_state.hpp"

namespace sigwarden {

bool Engine::restore_state(Bytes image, std::string& why) {
  Restored restored;
  if (!sigwarden::restore_state(image, claims_, identities_, restored, why)) return false;
  count(counters_, Counter::claims_restored, restored.claims);
  count(counters_, Counter::numbers_restored, restored.numbers);
  count(counters_, Counter::state_rows_passed_by, restored.passed_by);
  return true;
}

std::vector<uint8_t> Engine::save_state() const {
  const uint32_t now_s = static_cast<uint32_t>(last_ns_ / 1'000'000'000);
  return sigwarden::save_state(claims_, identities_, std::max(now_s, claims_.gap_from()));
}

} // namespace sigwarden
