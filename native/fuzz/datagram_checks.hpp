// SPDX-License-Identifier: Apache-2.0
// Runs the decoder of a datagram over octets of exactly their length with both sinks, which must
// agree; nothing may be read outside, and every place that is handed on must lie inside.
#pragma once

#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"

namespace sigwarden::check {

template <class How> void datagram(const uint8_t* data, size_t size, How&& how) {
  static const auto fast = std::make_unique<Decoded>(), recorded = std::make_unique<Decoded>();
  static Counters counters;
  static FieldSink fields;
  const std::vector<uint8_t> octets(data, data + size);
  const auto length = static_cast<uint32_t>(octets.size());
  const Frame frame{.data = octets.data(), .captured = length, .original = length};
  const Cursor cursor(frame.data, {frame.data, length});
  NullSink nothing;
  fast->reset();
  recorded->reset();
  fields.clear();
  Decoding<NullSink> a{frame, *fast, nothing, counters};
  how(a, cursor);
  Decoding<FieldSink> b{frame, *recorded, fields, counters};
  how(b, cursor);
  require_none(disagreement(*fast, *recorded, fields, length));
}

} // namespace sigwarden::check
