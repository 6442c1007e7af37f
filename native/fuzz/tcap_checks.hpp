// SPDX-License-Identifier: Apache-2.0
// What must hold of the TCAP and MAP decoders on any octets: the fast sink and the recording one
// find the same, and every place that is handed on lies inside the input. Used by the fuzz targets
// and by the native tests.
#pragma once

#include <memory>
#include <vector>

#include "native/decode/decoder.hpp"

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

inline bool is_inside(View where, uint32_t size) {
  return where.offset <= size && where.length <= size - where.offset;
}

inline bool is_same(const Operation& a, const Operation& b) {
  if (a.component != b.component || a.id != b.id || a.code != b.code || a.error != b.error ||
      a.invoke_id != b.invoke_id || !a.imsi.same_number(b.imsi) ||
      !a.other_imsi.same_number(b.other_imsi) || !a.msisdn.same_number(b.msisdn) ||
      a.nodes_present != b.nodes_present || a.place != b.place || a.requested != b.requested ||
      a.disclosed != b.disclosed || a.vectors_wanted != b.vectors_wanted ||
      a.vectors_given != b.vectors_given || a.sub_type != b.sub_type || a.tp_mti != b.tp_mti ||
      a.argument.offset != b.argument.offset || a.argument.length != b.argument.length)
    return false;
  for (uint32_t i = 0; i < kNodeCount; i++)
    if (!a.nodes[i].same_number(b.nodes[i])) return false;
  return true;
}

/// What is wrong with the two readings, or nullptr.
inline const char* disagreement(const BothSinks& both, uint32_t size) {
  const Decoded& a = *both.fast;
  const Decoded& b = *both.recorded;
  const Message& m = a.messages[0];
  const Message& n = b.messages[0];
  if (m.anomalies != n.anomalies) return "the sinks saw other anomalies";
  if (m.fault != n.fault || m.fault_offset != n.fault_offset) return "the sinks saw other faults";
  if (!(m.ss7.otid == n.ss7.otid) || !(m.ss7.dtid == n.ss7.dtid) || m.ss7.tcap != n.ss7.tcap ||
      m.ss7.dialogue != n.ss7.dialogue)
    return "the sinks saw other transactions";
  if (m.ss7.context.number != n.ss7.context.number ||
      m.ss7.context.version != n.ss7.context.version ||
      m.ss7.context.is_map != n.ss7.context.is_map)
    return "the sinks saw other contexts";
  if (a.operation_count != b.operation_count) return "the sinks saw other components";
  for (uint32_t i = 0; i < a.operation_count; i++)
    if (!is_same(a.operations[i], b.operations[i])) return "the sinks saw other operations";
  if (a.secret_count != b.secret_count) return "the sinks saw other secrets";
  for (uint32_t i = 0; i < a.secret_count; i++)
    if (!is_inside(a.secrets[i], size)) return "a secret lies outside";
  for (uint32_t i = 0; i < a.operation_count; i++)
    if (!is_inside(a.operations[i].argument, size)) return "an argument lies outside";
  for (const FieldRecord& field : both.fields.fields())
    if (!is_inside(field.where, size)) return "a field lies outside";
  return nullptr;
}

/// Decodes `octets` with both sinks from a copy that is exactly as long as they are, so that a
/// sanitizer sees each octet read beyond. `how` is called as how(decoding, message, cursor).
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
  return disagreement(both, size);
}

} // namespace sigwarden::check
