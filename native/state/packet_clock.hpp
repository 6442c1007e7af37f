// SPDX-License-Identifier: Apache-2.0
// Packet time as the state tables count it. A capture file's times stand as they are. Those of a
// line come from a clock that somebody may set, and then a gap is no proof that time went by: taken
// at its word, a step forward would let every open dialogue expire unanswered, and the step back
// after it would keep new ones from ever expiring. So beyond limits::clock_step_seconds from one
// frame to the next the tables' time stands still over the gap. A line that was silent for as long
// is treated alike: a box that did not even see heartbeats cannot say what was not answered.
//
// Records keep the packet's own time; only ages and deadlines are counted here.
#pragma once

#include <cstdint>

#include "native/generated/limits.hpp"

namespace sigwarden {

class PacketClock {
public:
  explicit PacketClock(bool is_line) : is_line_(is_line) {}

  /// Takes the time of the next frame. True when it was a step. Again with the same time: no step.
  bool observe(uint64_t time_ns) {
    if (!is_line_) return false;
    const uint64_t before = last_ns_;
    last_ns_ = time_ns;
    const uint64_t gap = time_ns > before ? time_ns - before : before - time_ns;
    if (gap <= uint64_t{limits::clock_step_seconds} * kNsPerSecond || before == 0) return false;
    shift_s_ += seconds_of(before) - seconds_of(time_ns);
    return true;
  }

  /// Seconds of the tables at a packet time since the last step.
  uint32_t seconds(uint64_t time_ns) const { return seconds_of(time_ns) + shift_s_; }
  uint64_t nanoseconds(uint64_t time_ns) const {
    return time_ns + static_cast<uint64_t>(int64_t{static_cast<int32_t>(shift_s_)}) * kNsPerSecond;
  }
  /// Packet time, ns, of a second of the tables.
  uint64_t packet_time(uint32_t second) const { return uint64_t{second - shift_s_} * kNsPerSecond; }
  /// What seconds() adds; modulo 2^32, as all of this.
  uint32_t shift_s() const { return shift_s_; }

private:
  static constexpr uint64_t kNsPerSecond = 1'000'000'000;
  static uint32_t seconds_of(uint64_t time_ns) {
    return static_cast<uint32_t>(time_ns / kNsPerSecond);
  }

  bool is_line_;
  uint32_t shift_s_ = 0;
  uint64_t last_ns_ = 0;
};

} // namespace sigwarden
