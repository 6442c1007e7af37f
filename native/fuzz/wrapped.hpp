// SPDX-License-Identifier: Apache-2.0
// Decoding by both sinks of one frame that a fuzz target makes of its input: as it stands under a
// link type, or as an SCTP user message. What must hold of it is in sink_checks.hpp.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "native/decode/variants.hpp"
#include "native/fuzz/sink_checks.hpp"
#include "native/generated/eth.hpp"

namespace sigwarden::check {

class WrappedInput {
public:
  /// Ends the program when the sinks disagree or a place lies outside the frame.
  void decode(const std::vector<uint8_t>& octets, uint16_t link_type, Ss7Variant variant) {
    const std::vector<uint8_t> exact(octets);
    const auto size = static_cast<uint32_t>(exact.size());
    Frame frame{.data = exact.data(), .captured = size, .original = size};
    frame.link_type = link_type;
    const Variants variants(variant);
    Counters fast_counters{}, recorded_counters{};
    NullSink nothing;
    decode_frame(frame, *fast_, nothing, fast_counters, nullptr, &variants);
    decode_frame(frame, *recorded_, fields_, recorded_counters, nullptr, &variants);
    require_none(fast_counters == recorded_counters ? nullptr : "the sinks counted otherwise");
    require_none(disagreement(*fast_, *recorded_, fields_, size));
  }

  /// The octets as one whole user message of SCTP over IPv4 with that payload protocol identifier.
  void decode_user_message(std::vector<uint8_t> message, uint8_t ppid, uint16_t port) {
    constexpr size_t kMax = 60'000, kIp = 20, kSctp = 12, kData = 16;
    message.resize(std::min(message.size(), kMax));
    const size_t padded = (message.size() + 3) & ~size_t{3};
    std::vector<uint8_t> frame(kIp + kSctp + kData + padded);
    const auto put16 = [&](size_t at, size_t value) {
      frame[at] = static_cast<uint8_t>(value >> 8);
      frame[at + 1] = static_cast<uint8_t>(value);
    };
    frame[0] = 0x45, frame[8] = 64, frame[9] = 132;
    put16(2, frame.size());
    put16(kIp, port), put16(kIp + 2, port);
    frame[kIp + kSctp + 1] = 3; // whole
    put16(kIp + kSctp + 2, kData + message.size());
    frame[kIp + kSctp + kData - 1] = ppid;
    std::copy(message.begin(), message.end(), frame.begin() + kIp + kSctp + kData);
    decode(frame, eth::link_type::raw, Ss7Variant::automatic);
  }

private:
  std::unique_ptr<Decoded> fast_ = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> recorded_ = std::make_unique<Decoded>();
  FieldSink fields_;
};

} // namespace sigwarden::check
