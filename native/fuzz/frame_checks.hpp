// SPDX-License-Identifier: Apache-2.0
// Decoding of frames in their order by both sinks, each with its own memory of earlier ones, and
// what must hold of every one: the sinks agree and count alike, every place that is handed on lies
// inside the frame and what it completed, and nothing completed is lost for want of room. Used by
// the fuzz targets and by the native tests; ends the program where something does not hold.
#pragma once

#include <memory>

#include "native/fuzz/sink_checks.hpp"

namespace sigwarden::check {

/// Large; kept and reused.
class FrameChecks {
public:
  /// Forgets the frames before.
  void forget() {
    fast_held_.clear();
    recorded_held_.clear();
  }

  /// The octets should end where their memory does, so that a sanitizer sees each one read beyond.
  void decode(const Frame& frame) {
    Counters fast_counters{}, recorded_counters{};
    NullSink nothing;
    fast_held_.joined.clear();
    recorded_held_.joined.clear();
    decode_frame(frame, *fast_, nothing, fast_counters, &fast_held_);
    decode_frame(frame, *recorded_, fields_, recorded_counters, &recorded_held_);
    require_none(fast_counters == recorded_counters ? nullptr : "the sinks counted otherwise");
    require_none(disagreement(*fast_, *recorded_, fields_, frame.captured + fast_->joined_octets));
    require_none(misjoined(*fast_, frame.captured));
    require_none(value_of(fast_counters, Counter::joined_over_limit) == 0
                     ? nullptr
                     : "a joined message found no room");
  }

  /// Of the latest frame.
  const Decoded& decoded() const { return *recorded_; }

private:
  std::unique_ptr<Decoded> fast_ = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> recorded_ = std::make_unique<Decoded>();
  Reassembly fast_held_{MixKey{}}, recorded_held_{MixKey{}};
  FieldSink fields_;
};

} // namespace sigwarden::check
