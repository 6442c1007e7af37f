// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of whole frames: the first two octets choose the link type and whether the
// capture cut the frame. Both sinks must agree, nothing may be read outside the input, and every
// place that is handed on must lie inside it.
#include <array>
#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"
#include "native/generated/eth.hpp"

using namespace sigwarden;

namespace {

constexpr size_t kChoiceOctets = 2;
constexpr std::array<uint16_t, 8> kLinkTypes = {
    eth::link_type::ethernet, eth::link_type::ethernet,  eth::link_type::ethernet,
    eth::link_type::raw,      eth::link_type::linux_sll, eth::link_type::linux_sll2,
    eth::link_type::null_,    eth::link_type::loop};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < kChoiceOctets) return 0;
  static const auto fast = std::make_unique<Decoded>(), recorded = std::make_unique<Decoded>();
  static FieldSink fields;
  const std::vector<uint8_t> octets(data + kChoiceOctets, data + size); // exactly as long as it is
  Frame frame;
  frame.data = octets.data();
  frame.captured = static_cast<uint32_t>(octets.size());
  frame.original = frame.captured + (data[1] & 1);
  frame.link_type = kLinkTypes[data[0] % kLinkTypes.size()];
  Counters fast_counters{}, recorded_counters{};
  NullSink nothing;
  decode_frame(frame, *fast, nothing, fast_counters);
  decode_frame(frame, *recorded, fields, recorded_counters);
  check::require_none(fast_counters == recorded_counters ? nullptr : "the sinks counted otherwise");
  check::require_none(check::disagreement(*fast, *recorded, fields, frame.captured));
  return 0;
}
