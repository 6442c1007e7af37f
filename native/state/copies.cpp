// SPDX-License-Identifier: Apache-2.0
#include "native/state/copies.hpp"

#include "native/generated/limits.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kWindowNs = uint64_t{limits::copy_milliseconds} * 1'000'000;

/// A copy cannot be older than the first leg, but two mirror ports may disagree by a little.
bool within_window(uint64_t first_ns, uint64_t now_ns) {
  const uint64_t apart = now_ns >= first_ns ? now_ns - first_ns : first_ns - now_ns;
  return apart <= kWindowNs;
}

} // namespace

Copies::Found Copies::observe(const CopyKey& key, uint32_t link, uint32_t association,
                              uint64_t time_ns) {
  const uint32_t now_s = static_cast<uint32_t>(time_ns / 1'000'000'000);
  const auto [slot, is_new] = table_.insert(key, table_.hash(key), now_s, [&](uint32_t victim) {
    evicted_live_ += within_window(table_[victim].time_ns, time_ns);
  });
  CopyMark& mark = table_[slot];
  const bool known = !is_new && within_window(mark.time_ns, time_ns);
  if (known && (mark.link != link || mark.association != association)) {
    mark.legs++;
    return {Verdict::second_leg, &mark};
  }
  const uint32_t dialogue = known ? mark.dialogue : kNoSlot;
  table_.touch(slot, now_s);
  mark = {time_ns, link, association, dialogue, 1, 0};
  return {known ? Verdict::repeated : Verdict::first, &mark};
}

uint64_t content_of(const MixKey& key, const Decoded& decoded, const Message& message,
                    const uint8_t* base) {
  uint64_t h = static_cast<uint64_t>(message.technology) << 8;
  if (message.technology == Technology::ss7) {
    const Ss7& ss7 = message.ss7;
    h = mix(key, h | static_cast<uint64_t>(ss7.tcap),
            uint64_t{ss7.is_returned} << 32 | uint64_t{ss7.return_cause} << 24 |
                uint64_t{ss7.context.number} << 16 | uint64_t{ss7.context.version} << 8 |
                static_cast<uint64_t>(ss7.dialogue));
  } else {
    const Diameter& diameter = message.diameter;
    h = mix(key, h | diameter.is_request, uint64_t{diameter.command} << 32 | diameter.application);
  }
  for (uint32_t i = 0; i < message.operation_count; i++) {
    const Operation& op = decoded.operations[message.first_operation + i];
    h = mix(key, h ^ op.imsi.bcd,
            op.msisdn.bcd ^ (static_cast<uint64_t>(op.component) << 56 |
                             static_cast<uint64_t>(static_cast<uint16_t>(op.invoke_id)) << 32 |
                             static_cast<uint32_t>(op.code)));
    // A Diameter agent adds Route-Record and changes routing AVPs: its octets are not compared.
    if (message.technology == Technology::ss7) h = mix_bytes(key, op.argument.in(base), h);
  }
  return h;
}

CopyKey copy_key(const MixKey& key, const Message& message, uint64_t content, const uint8_t* base) {
  CopyKey out;
  out.content = content;
  if (message.technology == Technology::ss7) {
    const Ss7& ss7 = message.ss7;
    out.sender = ss7.calling.title.bcd;
    out.transaction = mix(key, ss7.otid.value ^ uint64_t{ss7.otid.length} << 60,
                          ss7.dtid.value ^ uint64_t{ss7.dtid.length} << 60);
  } else {
    const Diameter& diameter = message.diameter;
    out.sender = mix_bytes(key, diameter.origin_host.in(base));
    out.transaction = uint64_t{diameter.end_to_end} << 1 | diameter.is_request;
  }
  return out;
}

} // namespace sigwarden
