// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of whole frames: the first two octets choose the link type and whether the
// capture cut the frame. Both sinks must agree, nothing may be read outside the input, and every
// place that is handed on must lie inside it.
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

#include "native/decode/decoder.hpp"
#include "native/generated/eth.hpp"

using namespace sigwarden;

namespace {

constexpr size_t kChoiceOctets = 2;
constexpr std::array<uint16_t, 8> kLinkTypes = {
    eth::link_type::ethernet, eth::link_type::ethernet,  eth::link_type::ethernet,
    eth::link_type::raw,      eth::link_type::linux_sll, eth::link_type::linux_sll2,
    eth::link_type::null_,    eth::link_type::loop};

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
    const Message& m = out.messages[i];
    require_inside(m.bytes, size);
    require_inside(m.ss7.called.where, size);
    require_inside(m.ss7.calling.where, size);
    require(m.fault == Fault::none || m.fault_offset <= size);
    require(m.first_operation + uint32_t{m.operation_count} <= out.operation_count);
  }
  for (uint32_t i = 0; i < out.operation_count; i++)
    require_inside(out.operations[i].argument, size);
}

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
  require(fast_counters == recorded_counters);
  require(fast->fault == recorded->fault && fast->message_count == recorded->message_count);
  for (uint32_t i = 0; i < fast->message_count; i++)
    require(fast->messages[i].anomalies == recorded->messages[i].anomalies &&
            fast->messages[i].fault == recorded->messages[i].fault);
  check_places(*fast, octets.size());
  for (const FieldRecord& record : fields.fields())
    require_inside(record.where, octets.size());
  return 0;
}
