// SPDX-License-Identifier: Apache-2.0
// Decoding of frames in their order by both sinks, each with its own memory of earlier ones, and
// what must hold of every one: the sinks agree and count alike, every place that is handed on lies
// inside the frame and what it completed, and nothing completed is lost for want of room. Used by
// the fuzz targets and by the native tests; ends the program where something does not hold.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"

namespace sigwarden::check {

/// Large; kept and reused.
class FrameChecks {
public:
  /// Forgets the frames before.
  void forget() {
    fast_held_.clear();
    recorded_held_.clear();
    next_ = Frame{};
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

  /// Octets as the next frame of a line, whole, so many seconds after the one before.
  void decode_next(const std::vector<uint8_t>& octets, uint16_t link_type, uint8_t seconds = 0,
                   bool is_cut = false) {
    next_.data = octets.data();
    next_.captured = static_cast<uint32_t>(octets.size());
    next_.original = next_.captured + (is_cut ? 1 : 0);
    next_.link_type = link_type;
    next_.time_ns += uint64_t{seconds} * 1'000'000'000;
    next_.reference = ++next_.number;
    decode(next_);
  }

  /// Of the latest frame.
  const Decoded& decoded() const { return *recorded_; }

private:
  std::unique_ptr<Decoded> fast_ = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> recorded_ = std::make_unique<Decoded>();
  Reassembly fast_held_{MixKey{}}, recorded_held_{MixKey{}};
  FieldSink fields_;
  Frame next_;
};

/// Calls take(octets, seconds) for each part of an input: two octets of its length, one for the
/// seconds since the part before, and the octets, in memory that is exactly as long as they are.
template <class Take> void for_each_part(const uint8_t* at, const uint8_t* end, Take&& take) {
  constexpr size_t kHead = 3;
  while (static_cast<size_t>(end - at) >= kHead) {
    const size_t stated = load_be16(at);
    const uint8_t seconds = at[2];
    at += kHead;
    const size_t length = std::min(stated, static_cast<size_t>(end - at));
    take(std::vector<uint8_t>(at, at + length), seconds);
    at += length;
  }
}

/// A packet of IPv4 around a payload; its addresses are for documentation (RFC 5737).
inline std::vector<uint8_t> ipv4_packet(uint8_t protocol, const std::vector<uint8_t>& payload) {
  constexpr size_t kHeader = 20, kLengthMax = 0xFFFF;
  const size_t size = std::min(payload.size(), kLengthMax - kHeader), length = kHeader + size;
  std::vector<uint8_t> packet = {0x45,
                                 0,
                                 static_cast<uint8_t>(length >> 8),
                                 static_cast<uint8_t>(length),
                                 0,
                                 1,
                                 0x40,
                                 0,
                                 64,
                                 protocol,
                                 0,
                                 0,
                                 192,
                                 0,
                                 2,
                                 10,
                                 198,
                                 51,
                                 100,
                                 20};
  packet.insert(packet.end(), payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
  packet.shrink_to_fit();
  return packet;
}

} // namespace sigwarden::check
