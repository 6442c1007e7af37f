// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the Diameter decoder. Both sinks must agree, nothing may be read outside the
// input, and every place that is handed on (views, secrets, fields) must lie inside it.
#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto fast = std::make_unique<Decoded>(), recorded = std::make_unique<Decoded>();
  static Counters counters;
  static FieldSink fields;
  const std::vector<uint8_t> octets(data, data + size); // exactly as long as it is
  const auto length = static_cast<uint32_t>(octets.size());
  const Frame frame{.data = octets.data(), .captured = length, .original = length};
  NullSink nothing;
  fast->reset();
  recorded->reset();
  fields.clear();
  Decoding<NullSink> a{frame, *fast, nothing, counters};
  decode_diameter(a, Cursor(frame.data, {frame.data, length}), Message{});
  Decoding<FieldSink> b{frame, *recorded, fields, counters};
  decode_diameter(b, Cursor(frame.data, {frame.data, length}), Message{});
  check::require_none(check::disagreement(*fast, *recorded, fields, length));
  looks_like_diameter({frame.data, length});
  return 0;
}
