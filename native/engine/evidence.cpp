// SPDX-License-Identifier: Apache-2.0
#include "native/engine/evidence.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr uint32_t kM3uaHeader = 8, kDiameterHeader = 20; ///< left, so that framing still reads

bool same_place(View a, View b) {
  return a.offset == b.offset && a.length == b.length;
}

} // namespace

void masks_of(const Seen& seen, Masks& masks) {
  const Decoded& decoded = *seen.decoded;
  masks.count = 0;
  masks.complete = !decoded.secrets_overflowed;
  const auto add = [&](View range) {
    if (range.offset >= seen.frame->captured) return;
    range.length = std::min(range.length, seen.frame->captured - range.offset);
    if (range.length != 0) masks.ranges[masks.count++] = range;
  };
  for (uint32_t i = 0; i < decoded.secret_count; i++)
    add(decoded.secrets[i]);
  const Message& kept = seen.get();
  for (uint32_t i = 0; i < decoded.message_count; i++) {
    const Message& other = decoded.messages[i];
    if (i == seen.message || same_place(other.bytes, kept.bytes)) continue;
    const uint32_t header =
        other.technology == Technology::diameter ? kDiameterHeader : kM3uaHeader;
    if (other.bytes.length > header)
      add({other.bytes.offset + header, other.bytes.length - header});
  }
  std::sort(masks.ranges.begin(), masks.ranges.begin() + masks.count,
            [](View a, View b) { return a.offset < b.offset; });
  uint32_t merged = 0;
  for (uint32_t i = 0; i < masks.count; i++) {
    const View range = masks.ranges[i];
    View& last = masks.ranges[merged == 0 ? 0 : merged - 1];
    if (merged != 0 && range.offset <= last.offset + last.length)
      last.length = std::max(last.length, range.offset + range.length - last.offset);
    else
      masks.ranges[merged++] = range;
  }
  masks.count = merged;
}

bool EvidenceWriter::accepts(const Seen& seen, const Session& session) const {
  return seen && !seen.decoded->secrets_overflowed && session.has_room_for(seen.frame->captured);
}

bool EvidenceWriter::write(MsgpackWriter& out, const Seen& seen, Session& session) {
  const Frame& frame = *seen.frame;
  masks_of(seen, masks_);
  if (!masks_.complete) {
    count(counters_, Counter::evidence_withheld);
    return false;
  }
  if (!session.has_room_for(frame.captured)) {
    count(counters_, Counter::evidence_over_limit);
    return false;
  }
  out.map(7);
  out.text("number"), out.integer(static_cast<int64_t>(frame.number));
  out.text("time_s"), out.number(static_cast<uint32_t>(frame.time_ns / 1'000'000'000));
  out.text("time_ns"), out.number(static_cast<uint32_t>(frame.time_ns % 1'000'000'000));
  out.text("link_type"), out.number(frame.link_type);
  out.text("original_octets"), out.number(frame.original);
  out.text("data");
  if (uint8_t* copy = out.binary(frame.captured)) {
    std::memcpy(copy, frame.data, frame.captured);
    for (uint32_t i = 0; i < masks_.count; i++)
      std::memset(copy + masks_.ranges[i].offset, 0, masks_.ranges[i].length);
  }
  out.text("masked"), out.array(masks_.count);
  for (uint32_t i = 0; i < masks_.count; i++)
    out.array(2), out.number(masks_.ranges[i].offset), out.number(masks_.ranges[i].length);
  count(counters_, Counter::secrets_masked, masks_.count);
  session.frames++;
  session.octets += frame.captured;
  session.last_frame = frame.number;
  session.last_file = frame.file;
  session.last_message = seen.message;
  return true;
}

Seen EvidenceWriter::again(Source* source, const Dialogue& dialogue) {
  frame_ = Frame{};
  if (source == nullptr || !source->at(dialogue.reference, frame_)) {
    count(counters_, Counter::evidence_missing);
    return {};
  }
  frame_.number = dialogue.frame;
  frame_.file = dialogue.file;
  NullSink sink;
  decode_frame(frame_, decoded_, sink, unused_);
  if (dialogue.message >= decoded_.message_count) {
    count(counters_, Counter::evidence_missing);
    return {};
  }
  return {&frame_, &decoded_, dialogue.message};
}

} // namespace sigwarden
