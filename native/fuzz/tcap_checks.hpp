// SPDX-License-Identifier: Apache-2.0
// Decoding of one TCAP message, or of a parameter of MAP, by both sinks; what must hold of it is in
// sink_checks.hpp. Used by the fuzz targets and by the native tests.
#pragma once

#include <memory>
#include <vector>

#include "native/fuzz/sink_checks.hpp"

namespace sigwarden::check {

/// Both readings of one input. Large; kept and reused.
struct BothSinks {
  std::unique_ptr<Decoded> fast = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> recorded = std::make_unique<Decoded>();
  FieldSink fields;
  Counters fast_counters{}, recorded_counters{};

  Message& message() { return recorded->messages[0]; }
  Operation& operation(uint32_t i = 0) { return recorded->operations[i]; }
};

/// Decodes `octets` with both sinks from a copy that is exactly as long as they are, so that a
/// sanitizer sees each octet read beyond. `how` is called as how(decoding, message, cursor).
/// Returns what is wrong, or nullptr.
template <class How>
const char* decode_both(const std::vector<uint8_t>& octets, BothSinks& both, How&& how) {
  const std::vector<uint8_t> exact(octets);
  const auto size = static_cast<uint32_t>(exact.size());
  const Frame frame{.data = exact.data(), .captured = size, .original = size};
  const Cursor cursor(frame.data, {frame.data, size});
  NullSink nothing;
  both.fast->reset();
  both.recorded->reset();
  both.fields.clear();
  both.fast_counters = {};
  both.recorded_counters = {};
  Decoding<NullSink> a{frame, *both.fast, nothing, both.fast_counters};
  how(a, *both.fast->add_message(Technology::ss7), cursor);
  Decoding<FieldSink> b{frame, *both.recorded, both.fields, both.recorded_counters};
  how(b, *both.recorded->add_message(Technology::ss7), cursor);
  return disagreement(*both.fast, *both.recorded, both.fields, size);
}

} // namespace sigwarden::check
