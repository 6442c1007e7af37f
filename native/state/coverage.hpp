// SPDX-License-Identifier: Apache-2.0
// How much of the serving state is known? After a cold start the guests who were there before are
// not: rules that name the serving network must wait. Measured where it is needed: of the requests
// that only a serving network sends, moves apart, the share whose subscriber has any claim. Moves
// are left out because they are where claims come from. The latest few thousand count; by number
// and not by time, so that the same messages give the same share.
#pragma once

#include <cstdint>

#include "native/generated/limits.hpp"

namespace sigwarden {

class Coverage {
public:
  void count(bool is_known) {
    asked_++;
    known_ += is_known;
    if (asked_ >= limits::coverage_least) {
      percent_ = known_ * 100 / asked_;
      is_measured_ = true;
    }
    if (asked_ < limits::coverage_requests) return;
    asked_ /= 2;
    known_ /= 2;
  }
  /// In percent, rounded down; 0 while too few were asked to tell.
  uint32_t percent() const { return percent_; }
  bool is_measured() const { return is_measured_; }
  /// Is it measured, and too little?
  bool lacks() const { return is_measured_ && percent_ < limits::coverage_percent; }

private:
  uint32_t asked_ = 0, known_ = 0;
  uint32_t percent_ = 0;
  bool is_measured_ = false;
};

} // namespace sigwarden
