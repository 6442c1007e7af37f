// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of whole frames over live reassembly state: the first octet chooses the link
// type, the second whether the capture cut the frames and whether there are several of them, each
// behind two octets of length and with a third for the time since the one before. Both sinks must
// agree, nothing may be read outside the input, every place that is handed on must lie inside the
// frame and what it completed, and nothing may be held twice. The state begins anew with each
// input.
#include <algorithm>
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

/// Both decodings of one frame, each with its own memory.
struct Both {
  std::unique_ptr<Decoded> fast = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> recorded = std::make_unique<Decoded>();
  Reassembly fast_held{MixKey{}}, recorded_held{MixKey{}};
  FieldSink fields;

  void decode(const Frame& frame) {
    Counters fast_counters{}, recorded_counters{};
    NullSink nothing;
    fast_held.joined.clear();
    recorded_held.joined.clear();
    decode_frame(frame, *fast, nothing, fast_counters, &fast_held);
    decode_frame(frame, *recorded, fields, recorded_counters, &recorded_held);
    check::require_none(fast_counters == recorded_counters ? nullptr
                                                           : "the sinks counted otherwise");
    check::require_none(
        check::disagreement(*fast, *recorded, fields, frame.captured + fast->joined_octets));
    check::require_none(check::misjoined(*fast, frame.captured));
    check::require_none(value_of(fast_counters, Counter::joined_over_limit) == 0
                            ? nullptr
                            : "a joined message found no room");
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < kChoiceOctets) return 0;
  static Both both;
  both.fast_held.clear();
  both.recorded_held.clear();
  const uint8_t *at = data + kChoiceOctets, *const end = data + size;
  const bool has_several = (data[1] & 2) != 0;
  Frame frame;
  frame.link_type = kLinkTypes[data[0] % kLinkTypes.size()];
  do {
    size_t length = static_cast<size_t>(end - at);
    if (has_several) {
      if (length < 3) break;
      const size_t stated = load_be16(at);
      frame.time_ns += uint64_t{at[2]} * 1'000'000'000;
      at += 3;
      length = std::min(stated, static_cast<size_t>(end - at));
    }
    const std::vector<uint8_t> octets(at, at + length); // exactly as long as it is
    at += length;
    frame.data = octets.data();
    frame.captured = static_cast<uint32_t>(octets.size());
    frame.original = frame.captured + (data[1] & 1);
    frame.reference = ++frame.number;
    both.decode(frame);
  } while (at != end);
  return 0;
}
