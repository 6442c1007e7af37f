// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of SCCP over live reassembly state: several messages in one input, each behind
// two octets of length, one for the time since the one before, and one for who sent it. Both sinks
// must agree, nothing may be read outside a message, every place that is handed on must lie inside
// it and what it completed, and the segments that wait must be no more than came: two a message,
// which may say it is either. The state begins anew with each input.
#include <algorithm>
#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"

using namespace sigwarden;

namespace {

constexpr size_t kHeadOctets = 4;

/// One decoding of the messages, with its own memory.
template <class Sink> struct Side {
  std::unique_ptr<Decoded> out = std::make_unique<Decoded>();
  Reassembly held{MixKey{}, 64, 64};
  Sink sink;
  Counters counters{};

  void begin() {
    held.clear();
    counters = {};
  }
  void decode(const Frame& frame, uint8_t sender) {
    out->reset();
    held.joined.clear();
    Decoding<Sink> d{frame, *out, sink, counters, &held};
    UserMessage carrier;
    carrier.bytes = {0, frame.captured};
    carrier.tsn = static_cast<uint32_t>(frame.number);
    Message* m = open_message(d, Technology::ss7, carrier);
    m->ss7.opc = sender & 3;
    m->ss7.dpc = sender >> 2 & 3;
    m->ss7.network_indicator = sender >> 6;
    decode_sccp(d, *m, Cursor(frame.data, {frame.data, frame.captured}));
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Side<NullSink> fast;
  static Side<FieldSink> recorded;
  fast.begin();
  recorded.begin();
  Frame frame;
  const uint8_t *at = data, *const end = data + size;
  while (static_cast<size_t>(end - at) >= kHeadOctets) {
    const size_t stated = load_be16(at);
    frame.time_ns += uint64_t{at[2]} * 1'000'000'000;
    const uint8_t sender = at[3];
    at += kHeadOctets;
    const size_t length = std::min(stated, static_cast<size_t>(end - at));
    const std::vector<uint8_t> octets(at, at + length); // exactly as long as it is
    at += length;
    frame.data = octets.data();
    frame.captured = frame.original = static_cast<uint32_t>(octets.size());
    frame.reference = ++frame.number;
    recorded.sink.clear();
    fast.decode(frame, sender);
    recorded.decode(frame, sender);
    check::require_none(fast.counters == recorded.counters ? nullptr
                                                           : "the sinks counted otherwise");
    check::require_none(check::disagreement(*fast.out, *recorded.out, recorded.sink,
                                            frame.captured + fast.out->joined_octets));
    check::require_none(check::misjoined(*fast.out, frame.captured));
    check::require_none(fast.held.sccp.waiting() <= 2 * frame.number ? nullptr
                                                                     : "more waits than came");
    check::require_none(value_of(fast.counters, Counter::joined_over_limit) == 0
                            ? nullptr
                            : "a joined message found no room");
  }
  return 0;
}
