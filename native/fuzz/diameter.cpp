// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the Diameter decoder. Both sinks must agree, nothing may be read outside the
// input, and every place that is handed on (views, secrets, fields) must lie inside it.
#include <cstdlib>
#include <memory>
#include <vector>

#include "native/decode/decoder.hpp"

using namespace sigwarden;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void require_inside(View where, size_t size) {
  require(where.offset <= size && where.length <= size - where.offset);
}

void check_places(const Decoded& out, size_t size) {
  for (uint32_t i = 0; i < out.secret_count; i++)
    require_inside(out.secrets[i], size);
  for (uint32_t i = 0; i < out.message_count; i++) {
    const Diameter& d = out.messages[i].diameter;
    for (const View& where : {out.messages[i].bytes, d.session_id, d.origin_host, d.origin_realm,
                              d.destination_host, d.destination_realm})
      require_inside(where, size);
    require(d.route_record_count <= d.route_records.size());
    for (uint32_t k = 0; k < d.route_record_count; k++)
      require_inside(d.route_records[k], size);
  }
}

} // namespace

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
  require(fast->message_count == recorded->message_count);
  for (uint32_t i = 0; i < fast->message_count; i++)
    require(fast->messages[i].anomalies == recorded->messages[i].anomalies &&
            fast->messages[i].fault == recorded->messages[i].fault);
  check_places(*fast, size);
  for (const FieldRecord& field : fields.fields())
    require_inside(field.where, size);
  looks_like_diameter({frame.data, length});
  return 0;
}
