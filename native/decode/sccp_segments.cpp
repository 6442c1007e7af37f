// SPDX-License-Identifier: Apache-2.0
#include "native/decode/sccp_segments.hpp"

#include <algorithm>

#include "native/generated/anomalies.hpp"

namespace sigwarden {
namespace {

/// Where the octets at `where` came from, down to the frames through every layer that was joined.
/// Beyond `room` places it is not told, and the last of them stands for no frame.
uint32_t origins_of(const Frame& frame, const Decoded& out, View where, Piece* origins,
                    uint32_t room) {
  const bool is_told = out.origins_of(frame, where) <= room;
  const uint32_t most = is_told ? room : room - 1;
  uint32_t count = 0;
  uint32_t told = 0;
  out.each_origin(frame, where, [&](const Piece& piece) {
    if (count == most) return;
    origins[count++] = piece;
    told += piece.there.length;
  });
  if (!is_told) origins[count++] = {0, 0, {0, where.length - told}, 0, frame.file, kNoMessage};
  return count;
}

} // namespace

SccpSegments::Key SccpSegments::key_of(const SccpSegment& segment) const {
  const uint64_t label =
      uint64_t{segment.opc} << 32 | uint64_t{segment.network_indicator} << 24 | segment.reference;
  // Of an address that was found by hash the top bit is given up to tell it from a point code.
  constexpr uint64_t kConnection = uint64_t{1} << 63;
  return {label, segment.is_connection ? kConnection | segment.dpc
                                       : mix_bytes(key_, segment.calling) & ~kConnection};
}

bool SccpSegments::is_equal(uint32_t slot, uint32_t place, Bytes octets) {
  const Part& held = part(slot, place);
  return held.length == octets.size &&
         std::memcmp(octets_of(slot, held), octets.data, octets.size) == 0;
}

bool SccpSegments::store(uint32_t slot, uint32_t place, const Frame& frame, const Decoded& out,
                         const SccpSegment& segment, Counters& counters) {
  Pending& message = messages_[slot];
  const Bytes octets = segment.where.in(out.base_of(frame));
  Part& held = part(slot, place);
  held.begin = message.written;
  held.length = octets.size;
  held.carrier = segment.carrier;
  held.tsn = segment.tsn;
  held.is_read = false;
  held.origin_count =
      static_cast<uint8_t>(origins_of(frame, out, segment.where, held.origins.data(), kOrigins));
  if (octets.size > limits::sccp_segment_octets - message.written) {
    count(counters, Counter::sccp_segments_abandoned);
    if (segment.is_first && place != kOther) leave_alone(held, counters);
    return false;
  }
  std::memcpy(octets_of(slot, held), octets.data, octets.size);
  message.written += octets.size;
  return true;
}

void SccpSegments::begin(uint32_t slot, uint32_t time_s, Counters& counters) {
  if (queued_ == queue_.count()) {
    const Queued& oldest = queue_[queue_at_];
    if (messages_[oldest.slot].serial == oldest.serial) give_up(oldest.slot, counters);
    queue_at_ = (queue_at_ + 1) % queue_.count();
    queued_--;
  }
  Pending& message = messages_[slot] = Pending{};
  message.serial = ++serials_;
  message.time_s = time_s;
  queue_[(queue_at_ + queued_++) % queue_.count()] = {message.serial, slot, time_s};
}

/// Closes a message. What of it was never read is counted, and its first segment may be read alone.
void SccpSegments::give_up(uint32_t slot, Counters& counters) {
  Pending& message = messages_[slot];
  message.serial = 0;
  for (uint32_t i = 0; i < message.arrival_count; i++) {
    const Part& held = part(slot, message.arrivals[i]);
    if (held.is_read) continue;
    count(counters, Counter::sccp_segments_abandoned);
    waiting_--;
    if (message.total != 0 && message.arrivals[i] == message.first_place)
      leave_alone(held, counters);
  }
  message.arrival_count = 0;
  message.places = 0;
}

void SccpSegments::leave_alone(const Part& first, Counters& counters) {
  // Of one that itself came in pieces no single frame tells anything.
  if (first.origin_count != 1 || alone_put_ - alone_taken_ == kAlone)
    return count(counters, Counter::sccp_segments_unread);
  const Piece& origin = first.origins[0];
  alone_[alone_put_++ % kAlone] = {origin.reference, origin.frame, first.carrier, origin.file};
}

bool SccpSegments::next_alone(uint32_t until, Alone& alone) {
  if (alone_taken_ == until) return false;
  alone = alone_[alone_taken_++ % kAlone];
  return true;
}

void SccpSegments::expire_until(uint32_t now_s, Counters& counters) {
  while (queued_ != 0) {
    const Queued oldest = queue_[queue_at_];
    const bool is_open = messages_[oldest.slot].serial == oldest.serial;
    if (is_open && is_near(oldest.time_s, now_s)) return;
    if (is_open) {
      give_up(oldest.slot, counters);
      messages_.erase(oldest.slot);
    }
    queue_at_ = (queue_at_ + 1) % queue_.count();
    queued_--;
  }
}

bool SccpSegments::give_up_all(Counters& counters) {
  for (; queued_ != 0; queued_--, queue_at_ = (queue_at_ + 1) % queue_.count()) {
    const Queued oldest = queue_[queue_at_];
    if (messages_[oldest.slot].serial != oldest.serial) continue;
    if (alone_put_ - alone_taken_ == kAlone) return false;
    give_up(oldest.slot, counters);
    messages_.erase(oldest.slot);
  }
  return true;
}

bool SccpSegments::is_open(const SccpSegment& segment) const {
  const uint32_t slot = messages_.find(key_of(segment));
  return slot != kNoSlot && messages_[slot].arrival_count != 0 && !messages_[slot].was_whole;
}

SccpSegments::Whole SccpSegments::add(const Frame& frame, const Decoded& out,
                                      const SccpSegment& segment, Anomalies& anomalies,
                                      Counters& counters) {
  const uint32_t now_s = seconds_of(frame);
  expire_until(now_s, counters);
  const Key key = key_of(segment);
  const auto made = messages_.insert(key, messages_.hash(key), now_s,
                                     [&](uint32_t victim) { give_up(victim, counters); });
  const uint32_t slot = made.slot;
  if (made.is_new || messages_[slot].serial == 0) begin(slot, now_s, counters);
  if (segment.is_connection) return add_of_connection(slot, frame, out, segment, counters);
  Pending& message = messages_[slot];
  const uint32_t place = segment.remaining;
  const Bytes octets = segment.where.in(out.base_of(frame));
  if (segment.is_first && message.total != 0) {
    const bool is_other_size = message.total != place + 1;
    if (is_other_size || (message.was_whole && !is_equal(slot, place, octets))) {
      // The reference is used for another message. Nobody does so while the one before is open.
      if (!message.was_whole) anomalies |= anomaly::sccp_segments_order;
      give_up(slot, counters);
      begin(slot, now_s, counters);
    }
  }
  if (holds(message, place)) {
    if (!is_equal(slot, place, octets))
      return contradict(slot, frame, out, segment, anomalies, counters);
    count(counters, Counter::sccp_segments_repeated);
    return {};
  }
  const bool is_expected = segment.is_first ? message.arrival_count == 0
                                            : message.total != 0 && place == message.expected;
  if (!is_expected) anomalies |= anomaly::sccp_segments_order;
  if (message.total != 0 && place >= message.total) {
    count(counters, Counter::sccp_segments_abandoned); // its place is in front of the first
    return {};
  }
  if (segment.is_first) {
    message.is_counted = true;
    message.total = static_cast<uint8_t>(place + 1);
    message.first_place = static_cast<uint8_t>(place);
  }
  message.expected = static_cast<uint8_t>(place - 1);
  return arrive(slot, place, frame, out, segment, counters);
}

/// Takes one in a place that was free.
SccpSegments::Whole SccpSegments::arrive(uint32_t slot, uint32_t place, const Frame& frame,
                                         const Decoded& out, const SccpSegment& segment,
                                         Counters& counters) {
  Pending& message = messages_[slot];
  if (!store(slot, place, frame, out, segment, counters)) return {};
  message.places |= 1u << place;
  message.arrivals[message.arrival_count++] = static_cast<uint8_t>(place);
  waiting_++;
  Whole whole = readings_of(slot, segment.remaining == 0);
  if (whole.count != 0) message.was_whole = true;
  return whole;
}

/// Segments of a connection have no count: they are in the order in which they come, and one that
/// was sent again is known by its transmission sequence number.
SccpSegments::Whole SccpSegments::add_of_connection(uint32_t slot, const Frame& frame,
                                                    const Decoded& out, const SccpSegment& segment,
                                                    Counters& counters) {
  const Bytes octets = segment.where.in(out.base_of(frame));
  for (uint32_t i = 0; i < messages_[slot].arrival_count; i++)
    if (part(slot, i).tsn == segment.tsn && is_equal(slot, i, octets)) {
      count(counters, Counter::sccp_segments_repeated);
      return {};
    }
  if (messages_[slot].was_whole || messages_[slot].arrival_count == kSegments) {
    give_up(slot, counters);
    begin(slot, seconds_of(frame), counters);
  }
  Pending& message = messages_[slot];
  message.total = kSegments; // or fewer
  message.first_place = 0;
  return arrive(slot, message.arrival_count, frame, out, segment, counters);
}

/// A segment that was seen before with other octets. Which of them the receiver took cannot be
/// known: both messages are read, once.
SccpSegments::Whole SccpSegments::contradict(uint32_t slot, const Frame& frame, const Decoded& out,
                                             const SccpSegment& segment, Anomalies& anomalies,
                                             Counters& counters) {
  Pending& message = messages_[slot];
  count(counters, Counter::sccp_segments_conflicting);
  anomalies |= anomaly::sccp_segments_conflict;
  if (message.was_contradicted) return {};
  if (!store(slot, kOther, frame, out, segment, counters)) return {};
  message.was_contradicted = message.has_other = true;
  message.replaced = segment.remaining;
  if (!message.was_whole) return {};
  Whole whole = readings_of(slot, false);
  if (whole.count == 2) { // the first one was read when it was whole
    whole.readings[0] = whole.readings[1];
    whole.count = 1;
  }
  return whole;
}

SccpSegments::Whole SccpSegments::readings_of(uint32_t slot, bool ends_here) const {
  const Pending& message = messages_[slot];
  Whole whole;
  whole.slot = slot;
  if (message.total == 0) return whole;
  const uint32_t wanted = (1u << message.total) - 1;
  const auto& arrivals = message.arrivals;
  const auto first =
      std::find(arrivals.begin(), arrivals.begin() + message.arrival_count, message.first_place);
  Reading in_turn;
  in_turn.count = static_cast<uint32_t>(arrivals.begin() + message.arrival_count - first);
  std::copy_n(first, in_turn.count, in_turn.places.begin());
  if (message.is_counted && (message.places & wanted) == wanted) {
    Reading by_count;
    by_count.count = message.total;
    for (uint32_t i = 0; i < by_count.count; i++)
      by_count.places[i] = static_cast<uint8_t>(message.total - 1 - i);
    whole.readings[whole.count++] = by_count;
    if (message.has_other && message.replaced < message.total) {
      Reading& other = whole.readings[whole.count++] = by_count;
      other.places[message.total - 1u - message.replaced] = kOther;
    }
    if (in_turn.places == by_count.places) return whole;
  }
  if (ends_here) whole.readings[whole.count++] = in_turn;
  return whole;
}

View SccpSegments::read(Whole& whole, const Frame& frame, uint16_t message, Joined& joined,
                        Decoded& out, Anomalies& anomalies, Counters& counters) {
  const uint32_t slot = whole.slot;
  const Reading& reading = whole.readings[whole.next++];
  uint32_t length = 0, pieces = 0;
  for (uint32_t i = 0; i < reading.count; i++) {
    length += part(slot, reading.places[i]).length;
    pieces += part(slot, reading.places[i]).origin_count;
  }
  View where;
  uint8_t* to = joined.add(frame, out, length, pieces, where);
  if (to == nullptr) {
    count(counters, Counter::joined_over_limit);
    return {};
  }
  Pending& pending = messages_[slot];
  uint32_t to_at = where.offset;
  for (uint32_t i = 0; i < reading.count; i++) {
    const uint32_t place = reading.places[i];
    Part& held = part(slot, place);
    std::memcpy(to, octets_of(slot, held), held.length);
    to += held.length;
    for (uint32_t k = 0; k < held.origin_count; k++) {
      Piece piece = held.origins[k];
      piece.at = to_at;
      piece.message = message;
      to_at += piece.there.length;
      joined.add_piece(out, piece);
    }
    if (place != kOther && !held.is_read) {
      count(counters, Counter::sccp_segments_joined);
      waiting_--;
    }
    if (place == kOther) pending.has_other = false;
    held.is_read = true;
  }
  if (pending.was_contradicted) anomalies |= anomaly::sccp_segments_conflict;
  count(counters, Counter::sccp_messages_joined);
  return where;
}

void SccpSegments::clear() {
  messages_.each([this](uint32_t slot) {
    messages_[slot].serial = 0;
    messages_.erase(slot);
  });
  queue_at_ = queued_ = 0;
  alone_put_ = alone_taken_ = 0;
  waiting_ = 0;
}

} // namespace sigwarden
