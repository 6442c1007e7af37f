// SPDX-License-Identifier: Apache-2.0
#include "native/capture/filter_assembler.hpp"

namespace sigwarden {

// A kernel before 6.7 grants a socket 20 KiB for its filter, eight octets an instruction and some
// for each load: leaving out what long jumps are not needed is what makes the capture filter fit.
std::vector<sock_filter> FilterAssembler::finish() {
  constexpr uint32_t kNearest = UINT8_MAX;
  for (Jump& jump : jumps_) {
    const uint32_t target = places_[jump.label];
    if (target == kUnbound || target <= jump.at) return {};
    // Distances only shrink from here, so that what is near stays near.
    jump.is_near = jump.is_test && target - jump.at <= kNearest;
  }
  std::vector<uint32_t> moved(code_.size() + 1); // where each instruction goes
  auto jump = jumps_.begin();
  for (uint32_t at = 0, to = 0; at <= code_.size(); at++) {
    moved[at] = to;
    const bool is_left_out = jump != jumps_.end() && jump->at == at && jump->is_near;
    if (jump != jumps_.end() && jump->at == at) jump++;
    if (!is_left_out) to++;
  }
  std::vector<sock_filter> program;
  program.reserve(moved.back());
  jump = jumps_.begin();
  for (uint32_t at = 0; at < code_.size(); at++) {
    const bool is_jump = jump != jumps_.end() && jump->at == at;
    if (!is_jump) {
      program.push_back(code_[at]);
      continue;
    }
    const uint32_t target = moved[places_[jump->label]];
    if (jump->is_near) {
      program.back().jt = static_cast<uint8_t>(target - moved[at]);
      program.back().jf = 0;
    } else {
      program.push_back(code_[at]);
      program.back().k = target - moved[at] - 1;
    }
    jump++;
  }
  return program;
}

} // namespace sigwarden
