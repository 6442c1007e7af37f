// SPDX-License-Identifier: Apache-2.0
#include "native/decode/tcp_streams.hpp"

#include <algorithm>

#include "native/decode/decoder.hpp"
#include "native/decode/diameter_dictionary.hpp"
#include "native/decode/diameter_framing.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerSecond = 1'000'000'000;

uint32_t seconds_of(const Frame& frame) {
  return static_cast<uint32_t>(frame.time_ns / kNsPerSecond);
}

} // namespace

void TcpStreams::write(uint32_t slot, uint32_t at, const uint8_t* from, uint32_t length) {
  uint8_t* ring = &octets_[slot * kRing];
  const uint32_t place = at % kRing, head = std::min(length, kRing - place);
  std::memcpy(ring + place, from, head);
  std::memcpy(ring, from + head, length - head);
}

void TcpStreams::copy(uint32_t slot, uint32_t at, uint32_t length, uint8_t* to) const {
  const uint8_t* ring = &octets_[slot * kRing];
  const uint32_t place = at % kRing, head = std::min(length, kRing - place);
  std::memcpy(to, ring + place, head);
  std::memcpy(to + head, ring, length - head);
}

bool TcpStreams::is_equal(uint32_t slot, uint32_t at, Bytes octets) const {
  const uint8_t* ring = &octets_[slot * kRing];
  const uint32_t place = at % kRing, head = std::min(octets.size, kRing - place);
  return std::memcmp(ring + place, octets.data, head) == 0 &&
         std::memcmp(ring, octets.data + head, octets.size - head) == 0;
}

/// Behind the last octet that follows `at` without a gap; `at` when there is none.
uint32_t TcpStreams::run_end(uint32_t slot, uint32_t at) const {
  const Range* ranges = ranges_of(slot);
  for (uint32_t i = 0; i < streams_[slot].range_count; i++) {
    if (is_before(at, ranges[i].begin)) break;
    if (is_before(at, ranges[i].end)) at = ranges[i].end;
  }
  return at;
}

/// The first octet held at or behind `at`; the front when there is none.
uint32_t TcpStreams::next_range(uint32_t slot, uint32_t at) const {
  const Range* ranges = ranges_of(slot);
  for (uint32_t i = 0; i < streams_[slot].range_count; i++)
    if (is_before(at, ranges[i].end)) return is_before(at, ranges[i].begin) ? ranges[i].begin : at;
  return streams_[slot].front;
}

/// Does a head come by there, or is it inside of a message that one waits for?
bool TcpStreams::is_reached(uint32_t slot, uint32_t at) const {
  const Stream& stream = streams_[slot];
  if (is_before(at, stream.behind)) return true;
  return std::any_of(stream.heads, stream.heads + stream.head_count, [&](const Head& head) {
    if (is_before(at, head.from)) return false;
    return is_before(at, head.until) || is_before(at, run_end(slot, head.at));
  });
}

void TcpStreams::start(uint32_t slot, uint32_t sequence, bool is_seeking) {
  Stream& stream = streams_[slot];
  stream = Stream{};
  stream.front = stream.behind = sequence;
  stream.head_count = 1;
  stream.heads[0] = {sequence, sequence, sequence, 0, is_seeking, false};
}

void TcpStreams::drop(uint32_t slot, Counters& counters) {
  Stream& stream = streams_[slot];
  for (uint32_t i = 0; i < stream.head_count; i++)
    if (stream.heads[i].is_waiting) give_up(stream.heads[i], counters);
  stream.head_count = stream.range_count = 0;
}

/// The message that the head waits for will not become whole.
void TcpStreams::give_up(Head& head, Counters& counters) {
  if (head.is_waiting) {
    count(counters, Counter::tcp_message_incomplete);
    waiting_--;
  }
  head.is_waiting = false;
}

void TcpStreams::erase_ranges(uint32_t slot, uint32_t index, uint32_t n) {
  uint32_t& count_of = streams_[slot].range_count;
  Range* ranges = ranges_of(slot);
  std::copy(ranges + index + n, ranges + count_of, ranges + index);
  count_of -= n;
}

void TcpStreams::erase_head(uint32_t slot, uint32_t index) {
  Stream& stream = streams_[slot];
  std::copy(stream.heads + index + 1, stream.heads + stream.head_count, stream.heads + index);
  stream.head_count--;
}

/// Keeps heads in order; without room the first of them is given up.
void TcpStreams::add_head(uint32_t slot, uint32_t at, bool is_seeking, Counters& counters) {
  Stream& stream = streams_[slot];
  if (stream.head_count == kHeads) {
    stream.behind = stream.heads[0].at;
    give_up(stream.heads[0], counters);
    erase_head(slot, 0);
  }
  uint32_t index = stream.head_count++;
  for (; index > 0 && is_before(at, stream.heads[index - 1].at); index--)
    stream.heads[index] = stream.heads[index - 1];
  stream.heads[index] = {at, at, at, 0, is_seeking, false};
}

/// Moves the end of what is held; octets that the ring has no place for any more are forgotten.
void TcpStreams::advance(uint32_t slot, uint32_t front, Counters& counters) {
  Stream& stream = streams_[slot];
  if (!is_before(stream.front, front)) return;
  stream.front = front;
  const uint32_t oldest = front - kRing;
  if (is_before(stream.behind, oldest)) stream.behind = oldest;
  Range* ranges = ranges_of(slot);
  uint32_t gone = 0;
  while (gone < stream.range_count && !is_before(oldest, ranges[gone].end))
    gone++;
  if (gone != 0) erase_ranges(slot, 0, gone);
  if (stream.range_count != 0 && is_before(ranges[0].begin, oldest)) {
    ranges[0].there += oldest - ranges[0].begin;
    ranges[0].begin = oldest;
  }
  skip_to(slot, oldest, counters);
}

/// Keeps ranges in order. Without room the oldest goes, and what is unread of it.
void TcpStreams::insert(uint32_t slot, const Range& range, Counters& counters) {
  Stream& stream = streams_[slot];
  Range* ranges = ranges_of(slot);
  if (stream.range_count == kRanges) {
    skip_to(slot, ranges[0].end, counters);
    erase_ranges(slot, 0, 1);
  }
  uint32_t index = stream.range_count++;
  for (; index > 0 && is_before(range.begin, ranges[index - 1].begin); index--)
    ranges[index] = ranges[index - 1];
  ranges[index] = range;
}

/// Heads in front of `at` go on there: what is between is not held any more.
void TcpStreams::skip_to(uint32_t slot, uint32_t at, Counters& counters) {
  Stream& stream = streams_[slot];
  for (uint32_t i = 0; i < stream.head_count; i++) {
    Head& head = stream.heads[i];
    if (is_before(head.from, at)) head.from = at;
    if (!is_before(head.at, at)) continue;
    give_up(head, counters);
    count(counters, Counter::tcp_octets_skipped, at - head.at);
    head.at = head.until = at;
    head.is_seeking = true;
  }
}

/// Compares with what is held; true, and the ranges marked, when an octet differs.
bool TcpStreams::overlap(uint32_t slot, const TcpSegment& segment, const uint8_t* octets) {
  Range* ranges = ranges_of(slot);
  bool differs = false;
  for (uint32_t i = 0; i < streams_[slot].range_count; i++) {
    Range& range = ranges[i];
    const uint32_t from = is_before(range.begin, segment.sequence) ? segment.sequence : range.begin;
    const uint32_t to = is_before(range.end, segment.end()) ? range.end : segment.end();
    if (!is_before(from, to)) continue;
    if (is_equal(slot, from, {octets + (from - segment.sequence), to - from})) continue;
    range.has_conflict = differs = true;
  }
  return differs;
}

/// Keeps what is new; how many octets.
uint32_t TcpStreams::store(uint32_t slot, const Frame& frame, const Decoded& out,
                           const TcpSegment& segment, const uint8_t* octets, Counters& counters) {
  const auto keep = [&](uint32_t from, uint32_t to) {
    const View part{segment.where.offset + (from - segment.sequence), to - from};
    write(slot, from, octets + (from - segment.sequence), part.length);
    out.each_origin(frame, part, [&](const Piece& piece) {
      const Range range{piece.reference,    piece.frame, from, from + piece.there.length,
                        piece.there.offset, piece.file,  false};
      insert(slot, range, counters);
      from = range.end;
    });
  };
  const uint32_t oldest = streams_[slot].front - kRing, end = segment.end();
  uint32_t stored = 0, at = is_before(segment.sequence, oldest) ? oldest : segment.sequence;
  while (is_before(at, end)) {
    at = run_end(slot, at);
    if (!is_before(at, end)) break;
    const uint32_t held = next_range(slot, at), to = is_before(held, end) ? held : end;
    keep(at, to);
    stored += to - at;
    at = to;
  }
  return stored;
}

/// Where octets have waited behind a gap for too long, a message is sought. The last head stays, as
/// what is missing may still come.
void TcpStreams::check_gaps(uint32_t slot, uint32_t now_s, Counters& counters) {
  Stream& stream = streams_[slot];
  if (stream.head_count == 0) return;
  Head& last = stream.heads[stream.head_count - 1];
  const uint32_t waiting = next_range(slot, run_end(slot, last.at));
  if (!is_before(waiting, stream.front)) {
    last.blocked_s = 0;
  } else if (last.blocked_s == 0) {
    last.blocked_s = std::max(now_s, 1u);
  } else if (now_s - last.blocked_s >= limits::tcp_gap_seconds) {
    last.blocked_s = 0;
    add_head(slot, waiting, true, counters);
  }
}

/// A head that has come to where another one began goes on where that one is; one that has come
/// past it was led there by the messages before, and the other one was mistaken.
void TcpStreams::merge_heads(uint32_t slot, uint32_t index, Counters& counters) {
  Stream& stream = streams_[slot];
  while (index + 1 < stream.head_count) {
    Head &head = stream.heads[index], &other = stream.heads[index + 1];
    if (is_before(head.at, other.from)) return;
    if (head.at == other.from) {
      give_up(head, counters);
      other.from = head.from;
      erase_head(slot, index);
    } else {
      give_up(other, counters);
      erase_head(slot, index + 1);
    }
  }
}

/// Moves a head to the next octets that certainly begin a message. What lies before a gap is lost
/// anyway: it does not wait for that. False when there are none yet.
bool TcpStreams::seek(uint32_t slot, Head& head, uint32_t limit, Counters& counters) {
  const uint8_t* ring = &octets_[slot * kRing];
  const uint32_t begin = head.at;
  uint32_t missing = 0;
  const auto leave = [&](bool is_found) {
    count(counters, Counter::tcp_octets_skipped, head.at - begin - missing);
    head.from = head.until = head.at;
    head.is_seeking = !is_found;
    // Too few octets to tell whether a message begins: they may be the begin of one.
    const bool has_some = run_end(slot, head.at) != head.at;
    if (has_some != head.is_waiting) waiting_ += has_some ? 1 : ~uint64_t{0};
    head.is_waiting = has_some;
    return is_found;
  };
  while (is_before(head.at, limit)) {
    const uint32_t end = run_end(slot, head.at), behind = next_range(slot, end);
    const bool has_more = is_before(behind, streams_[slot].front);
    for (; distance(head.at, end) >= int32_t{kDiameterStartOctets}; head.at++) {
      if (head.at == limit) return leave(false);
      if (ring[head.at % kRing] != 1) continue;
      uint8_t octets[kDiameterStartOctets];
      copy(slot, head.at, sizeof octets, octets);
      if (certainly_starts_message({octets, sizeof octets})) return leave(true);
    }
    if (!has_more) return leave(false);
    missing += behind - end;
    head.at = behind;
  }
  return leave(false);
}

/// Reads the header of the message at a head. False when the message is not whole, or there is
/// none.
bool TcpStreams::frame_message(const Taken& taken, Head& head, const TcpSegment& segment,
                               const uint8_t* data, uint32_t& length, Counters& counters) {
  const uint32_t slot = taken.slot, there = run_end(slot, head.at) - head.at;
  if (there != 0 && !head.is_waiting) {
    head.is_waiting = true;
    waiting_++;
  }
  if (there < kDiameterFrameOctets) return false;
  uint8_t octets[kDiameterStartOctets];
  Bytes start{octets, std::min<uint32_t>(there, sizeof octets)};
  const uint32_t inside = head.at - segment.sequence;
  if (taken.is_fresh && inside < segment.where.length &&
      segment.where.length - inside >= start.size)
    start.data = data + inside;
  else
    copy(slot, head.at, start.size, octets);
  if (!starts_message(start, segment.has_hint)) {
    streams_[slot].is_opaque = looks_like_tls(start);
    waiting_--;
    head.is_waiting = false;
    head.is_seeking = true;
    return false;
  }
  length = diameter_length(start.data);
  if (length > kRing) {
    give_up(head, counters);
    count(counters, Counter::tcp_octets_skipped, there);
    head.at = head.until = head.at + length;
    return false;
  }
  head.until = head.at + length;
  return length <= there;
}

/// Hands on a message: as it stands in the frame, or joined behind it. False, counted, without
/// room.
bool TcpStreams::give(const Taken& taken, uint32_t at, uint32_t length, const Frame& frame,
                      const TcpSegment& segment, Joined& joined, Decoded& out, UserMessage& carrier,
                      Counters& counters) {
  const uint32_t end = at + length;
  if (taken.is_fresh && !is_before(at, segment.sequence) && !is_before(segment.end(), end)) {
    carrier.bytes = {segment.where.offset + (at - segment.sequence), length};
    return true;
  }
  const Range* ranges = ranges_of(taken.slot);
  const auto each = [&](auto&& visit) {
    for (uint32_t i = 0; i < streams_[taken.slot].range_count; i++)
      if (is_before(ranges[i].begin, end) && is_before(at, ranges[i].end)) visit(ranges[i]);
  };
  uint32_t pieces = 0;
  each([&](const Range&) { pieces++; });
  uint8_t* to = joined.add(frame, out, length, pieces, carrier.bytes);
  if (to == nullptr) {
    count(counters, Counter::joined_over_limit);
    return false;
  }
  copy(taken.slot, at, length, to);
  each([&](const Range& range) {
    const uint32_t from = is_before(range.begin, at) ? at : range.begin;
    const uint32_t behind = is_before(range.end, end) ? range.end : end;
    joined.add_piece(out, {range.reference,
                           range.frame,
                           {range.there + (from - range.begin), behind - from},
                           carrier.bytes.offset + (from - at),
                           range.file});
    if (range.has_conflict) carrier.flag(anomaly::tcp_overlap);
  });
  count(counters, Counter::tcp_messages_joined);
  return true;
}

/// Ranges of which every octet was read need not tell any more where they came in.
void TcpStreams::finish(uint32_t slot) {
  Stream& stream = streams_[slot];
  Range* ranges = ranges_of(slot);
  const uint32_t unread = stream.head_count == 0 ? stream.front : stream.heads[0].at;
  uint32_t kept = 0;
  for (uint32_t i = 1; i < stream.range_count; i++) {
    const bool is_read = !is_before(unread, ranges[i].end);
    if (is_read && ranges[kept].end == ranges[i].begin)
      ranges[kept].end = ranges[i].end;
    else
      ranges[++kept] = ranges[i];
  }
  if (stream.range_count != 0) stream.range_count = kept + 1;
}

uint32_t TcpStreams::slot_for(const Frame& frame, const Packet& packet, Counters& counters) {
  const Key key = key_of(packet);
  const uint32_t now_s = seconds_of(frame);
  return streams_
      .insert(key, streams_.hash(key), now_s, [&](uint32_t victim) { drop(victim, counters); })
      .slot;
}

void TcpStreams::begin(const Frame& frame, const Packet& packet, uint32_t sequence, bool has_hint,
                       Counters& counters) {
  const uint32_t known = streams_.find(key_of(packet));
  if (known != kNoSlot) {
    streams_[known].has_syn = true;
    streams_[known].syn_next = sequence + 1;
  } else if (has_hint) {
    start(slot_for(frame, packet, counters), sequence + 1, false);
  }
}

/// Whether the stream takes the segment; if not, `taken` says why. It may begin another one.
bool TcpStreams::is_taken(uint32_t slot, const TcpSegment& segment, Bytes data, Taken& taken,
                          Counters& counters) {
  Stream& stream = streams_[slot];
  const auto start_anew = [&] {
    drop(slot, counters);
    start(slot, segment.sequence, !may_start_message(data, segment.has_hint));
    return true;
  };
  if (stream.is_opaque) {
    if (looks_like_diameter(data)) return start_anew();
    taken.is = Is::opaque;
    return false;
  }
  constexpr auto kFar = static_cast<int32_t>(kRing);
  const bool is_far = distance(stream.front, segment.sequence) > kFar ||
                      distance(segment.end(), stream.front) >= kFar;
  if (!is_far) return true;
  const bool is_another = (stream.has_syn && segment.sequence == stream.syn_next) ||
                          (stream.has_elsewhere && segment.sequence == stream.elsewhere);
  if (is_another) return start_anew();
  stream.has_elsewhere = true;
  stream.elsewhere = segment.end();
  taken.is = Is::alone;
  return false;
}

/// What nearly all segments are: the octets that the only head waits for, behind all others. True
/// when it was kept as such.
bool TcpStreams::append(uint32_t slot, const Frame& frame, const TcpSegment& segment,
                        const uint8_t* octets) {
  Stream& stream = streams_[slot];
  const Head& head = stream.heads[0];
  if (stream.front != segment.sequence || head.at != segment.sequence || stream.head_count != 1 ||
      stream.range_count > 1 || head.is_seeking || stream.is_opaque ||
      segment.where.offset >= frame.captured)
    return false;
  Range* ranges = ranges_of(slot);
  const uint32_t end = segment.end(), oldest = end - kRing;
  write(slot, segment.sequence, octets, segment.where.length);
  if (stream.range_count == 1 && !is_before(oldest, ranges[0].end)) stream.range_count = 0;
  if (stream.range_count == 1 && is_before(ranges[0].begin, oldest)) ranges[0].begin = oldest;
  ranges[stream.range_count++] = {
      frame.reference, frame.number, segment.sequence, end, segment.where.offset,
      frame.file,      false};
  stream.front = end;
  if (is_before(head.from, oldest)) stream.heads[0].from = oldest;
  if (is_before(stream.behind, oldest)) stream.behind = oldest;
  return true;
}

/// Does it only ask whether the other end is alive (RFC 9293 §3.8.4)? Its octet may be any.
bool TcpStreams::is_keep_alive(uint32_t slot, const TcpSegment& segment) const {
  const Stream& stream = streams_[slot];
  return segment.where.length == 1 && segment.end() == stream.front && stream.head_count != 0 &&
         !is_before(stream.heads[0].at, segment.end());
}

TcpStreams::Taken TcpStreams::add(const Frame& frame, const TcpSegment& segment, const Decoded& out,
                                  Counters& counters) {
  Taken taken;
  const Bytes data = segment.where.in(out.base_of(frame));
  const Key key = key_of(out.packet);
  taken.slot = streams_.find(key);
  if (taken.slot != kNoSlot && append(taken.slot, frame, segment, data.data)) [[likely]] {
    streams_.touch(taken.slot, seconds_of(frame));
    taken.is = Is::part;
    taken.is_fresh = true;
    return taken;
  }
  if (taken.slot == kNoSlot) {
    const bool is_encrypted = looks_like_tls(data);
    if (is_encrypted) taken.is = Is::opaque;
    if (is_encrypted && !segment.has_hint) return taken;
    if (!segment.has_hint && !begins_anywhere_ && !looks_like_diameter(data)) return taken;
    taken.slot = slot_for(frame, out.packet, counters);
    start(taken.slot, segment.sequence, !may_start_message(data, segment.has_hint));
    streams_[taken.slot].is_opaque = is_encrypted;
    if (is_encrypted) return taken;
  } else if (!is_taken(taken.slot, segment, data, taken, counters)) {
    return taken;
  }
  const uint32_t slot = taken.slot, now_s = seconds_of(frame);
  streams_.touch(slot, now_s);
  const bool differs = !is_keep_alive(slot, segment) && overlap(slot, segment, data.data);
  if (is_before(streams_[slot].front, segment.end())) advance(slot, segment.end(), counters);
  const uint32_t stored = store(slot, frame, out, segment, data.data, counters);
  taken.is = differs ? Is::contrary : stored == 0 ? Is::again : Is::part;
  taken.is_fresh = stored == segment.where.length;
  if (differs) count(counters, Counter::tcp_segments_conflicting);
  if (taken.is == Is::again) count(counters, Counter::tcp_segments_repeated);
  if (stored == 0) return taken;
  if (!is_reached(slot, segment.sequence) && certainly_starts_message(data))
    add_head(slot, segment.sequence, false, counters);
  check_gaps(slot, now_s, counters);
  return taken;
}

bool TcpStreams::next(Taken& taken, const Frame& frame, const TcpSegment& segment, Joined& joined,
                      Decoded& out, UserMessage& carrier, Counters& counters) {
  Stream& stream = streams_[taken.slot];
  const uint8_t* data = segment.where.in(out.base_of(frame)).data;
  while (taken.head < stream.head_count && !stream.is_opaque) {
    merge_heads(taken.slot, taken.head, counters);
    Head& head = stream.heads[taken.head];
    const bool is_last = taken.head + 1 == stream.head_count;
    const uint32_t limit = is_last ? stream.front : stream.heads[taken.head + 1].from;
    if (head.is_seeking && !seek(taken.slot, head, limit, counters)) {
      if (is_last || head.at != limit) taken.head++;
      continue;
    }
    uint32_t length = 0;
    if (!frame_message(taken, head, segment, data, length, counters)) {
      if (!head.is_seeking) taken.head++;
      continue;
    }
    const uint32_t at = head.at;
    head.at = head.until;
    head.is_waiting = false;
    head.blocked_s = 0;
    waiting_--;
    if (give(taken, at, length, frame, segment, joined, out, carrier, counters)) return true;
  }
  finish(taken.slot);
  return false;
}

void TcpStreams::clear() {
  streams_.each([this](uint32_t slot) { streams_.erase(slot); });
  waiting_ = 0;
}

} // namespace sigwarden
