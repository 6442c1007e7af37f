// SPDX-License-Identifier: Apache-2.0
#include "native/decode/sctp_fragments.hpp"

#include <algorithm>

#include "native/generated/anomalies.hpp"
#include "native/generated/sctp.hpp"

namespace sigwarden {
namespace {

namespace data_flag = sctp::data_flag;

constexpr uint8_t kEnds = data_flag::begin | data_flag::end;
constexpr uint64_t kNsPerSecond = 1'000'000'000;

uint32_t seconds_of(const Frame& frame) {
  return static_cast<uint32_t>(frame.time_ns / kNsPerSecond);
}

} // namespace

bool SctpFragments::follows(const Held& before, const Held& after) {
  return (before.flags & data_flag::end) == 0 && (after.flags & data_flag::begin) == 0;
}

/// Its octets are still there and its time is near; a clock that steps back makes it no fresher.
bool SctpFragments::is_fresh(const Direction& direction, const Held& held, uint32_t now_s) const {
  const uint32_t apart = now_s > held.time_s ? now_s - held.time_s : held.time_s - now_s;
  return direction.written - held.begin <= kRing && apart <= limits::fragment_seconds;
}

SctpFragments::Held* SctpFragments::find(uint32_t slot, uint64_t group, uint32_t position) {
  const uint64_t owner = directions_[slot].owner;
  for (uint32_t way = 0; way < ways_of(group); way++) {
    Held& held = place(slot, group, position, way);
    if (held.owner == owner && held.group == group && held.position == position) return &held;
  }
  return nullptr;
}

/// The place of a new one: one that is free, or was read, or has waited longest.
SctpFragments::Held& SctpFragments::place_for(uint32_t slot, uint64_t group, uint32_t position) {
  const uint64_t owner = directions_[slot].owner;
  Held* oldest = &place(slot, group, position, 0);
  for (uint32_t way = 0; way < ways_of(group); way++) {
    Held& held = place(slot, group, position, way);
    if (held.owner != owner || (held.state & kIsRead) != 0) return held;
    if (held.begin < oldest->begin) oldest = &held;
  }
  return *oldest;
}

SctpFragments::Held* SctpFragments::before(uint32_t slot, const Held& held) {
  Held* other = find(slot, held.group, held.position - 1);
  return other != nullptr && follows(*other, held) ? other : nullptr;
}

SctpFragments::Held* SctpFragments::after(uint32_t slot, const Held& held) {
  Held* other = find(slot, held.group, held.position + 1);
  return other != nullptr && follows(held, *other) ? other : nullptr;
}

bool SctpFragments::is_equal(uint32_t slot, const Held& held, Bytes octets) const {
  if (held.length != octets.size) return false;
  const uint8_t* ring = &octets_[slot * kRing];
  const uint32_t at = held.begin % kRing, head = std::min(held.length, kRing - at);
  return std::memcmp(ring + at, octets.data, head) == 0 &&
         std::memcmp(ring, octets.data + head, held.length - head) == 0;
}

void SctpFragments::copy(uint32_t slot, uint64_t from, uint32_t length, uint8_t* to) const {
  const uint8_t* ring = &octets_[slot * kRing];
  const uint32_t at = from % kRing, head = std::min(length, kRing - at);
  std::memcpy(to, ring + at, head);
  std::memcpy(to + head, ring, length - head);
}

void SctpFragments::write(uint32_t slot, const uint8_t* from, uint32_t length) {
  uint64_t& written = directions_[slot].written;
  uint8_t* ring = &octets_[slot * kRing];
  const uint32_t at = written % kRing, head = std::min(length, kRing - at);
  std::memcpy(ring + at, from, head);
  std::memcpy(ring, from + head, length - head);
  written += length;
}

/// The pieces that its octets came in, for a run of joined ones from `at` on.
void SctpFragments::add_pieces(uint32_t slot, const Held& held, uint32_t at, Joined& joined,
                               Decoded& out) const {
  if (held.pieces == 0)
    return joined.add_piece(
        out, {held.reference, held.frame, {held.offset, held.length}, at, held.file});
  uint64_t from = held.begin + held.length;
  for (uint32_t i = 0; i < held.pieces; i++, from += sizeof(Piece)) {
    Piece piece;
    copy(slot, from, sizeof piece, reinterpret_cast<uint8_t*>(&piece));
    piece.at = at;
    at += piece.there.length;
    joined.add_piece(out, piece);
  }
}

void SctpFragments::store(uint32_t slot, const Frame& frame, const Decoded& out,
                          const Fragment& fragment, Held& held) {
  Direction& direction = directions_[slot];
  held = Held{};
  held.owner = direction.owner;
  held.begin = direction.written;
  held.group = fragment.group;
  held.position = held.other_end = fragment.position;
  held.tsn = fragment.tsn;
  held.ppid = fragment.ppid;
  held.length = fragment.where.length;
  held.time_s = seconds_of(frame);
  held.stream = fragment.stream;
  held.sequence = fragment.sequence;
  held.flags = fragment.flags;
  held.state = fragment.is_overlapped ? kIsOverlapped : 0;
  write(slot, fragment.where.in(out.base_of(frame)).data, held.length);
  const uint32_t pieces = out.origins_of(frame, fragment.where);
  held.pieces = static_cast<uint16_t>(pieces > 1 ? pieces : 0);
  bool is_first = true;
  out.each_origin(frame, fragment.where, [&](const Piece& piece) {
    if (is_first) {
      held.reference = piece.reference;
      held.frame = piece.frame;
      held.offset = piece.there.offset;
      held.file = piece.file;
    }
    is_first = false;
    if (pieces > 1) write(slot, reinterpret_cast<const uint8_t*>(&piece), sizeof piece);
  });
}

void SctpFragments::wait_for(uint32_t slot) {
  directions_[slot].waiting++;
  waiting_++;
}

void SctpFragments::drop(uint32_t slot, Held& held, Counters& counters) {
  held.owner = 0;
  if ((held.state & kIsRead) != 0) return;
  directions_[slot].waiting--;
  waiting_--;
  count(counters, Counter::sctp_fragments_abandoned);
}

void SctpFragments::drop_run(uint32_t slot, Held& one, Counters& counters) {
  Held* held = &one;
  while (Held* other = before(slot, *held))
    held = other;
  while (held != nullptr) {
    Held* next = after(slot, *held);
    drop(slot, *held, counters);
    held = next;
  }
}

void SctpFragments::drop_all(uint32_t slot, Counters& counters) {
  Direction& direction = directions_[slot];
  count(counters, Counter::sctp_fragments_abandoned, direction.waiting);
  waiting_ -= direction.waiting;
  direction.waiting = 0;
}

/// Of a neighbour that is too old nothing can come.
void SctpFragments::drop_stale(uint32_t slot, uint64_t group, uint32_t position, uint32_t now_s,
                               Counters& counters) {
  Held* held = find(slot, group, position);
  if (held != nullptr && !is_fresh(directions_[slot], *held, now_s))
    drop_run(slot, *held, counters);
}

/// Takes one out of its run; what is left of it are two.
void SctpFragments::cut_out(uint32_t slot, Held& held, Counters& counters) {
  Held *left = before(slot, held), *right = after(slot, held);
  drop(slot, held, counters);
  if (left != nullptr) {
    Held* first = left;
    while (Held* other = before(slot, *first))
      first = other;
    first->other_end = left->position;
    left->other_end = first->position;
  }
  if (right != nullptr) {
    Held* last = right;
    while (Held* other = after(slot, *last))
      last = other;
    last->other_end = right->position;
    right->other_end = last->position;
  }
}

/// Joins a fragment that was just stored to its neighbours; tells the message if it is whole now.
SctpFragments::Whole SctpFragments::connect(uint32_t slot, Held& held) {
  const Held *left = before(slot, held), *right = after(slot, held);
  const uint32_t first = left != nullptr ? left->other_end : held.position;
  const uint32_t last = right != nullptr ? right->other_end : held.position;
  Held *begin = find(slot, held.group, first), *end = find(slot, held.group, last);
  if (begin == nullptr || end == nullptr) return {};
  begin->other_end = last;
  end->other_end = first;
  if ((begin->flags & data_flag::begin) == 0 || (end->flags & data_flag::end) == 0) return {};
  Whole whole;
  whole.slot = slot;
  whole.group = held.group;
  whole.first = first;
  whole.last = last;
  whole.readings = has_other(whole) ? 2 : 1;
  return whole;
}

/// Is there a fragment that contradicts one of this message?
bool SctpFragments::has_other(const Whole& whole) const {
  const Direction& direction = directions_[whole.slot];
  const Held& other = direction.other;
  return other.owner == direction.owner && other.group == whole.group &&
         other.position - whole.first <= whole.last - whole.first;
}

SctpFragments::Whole SctpFragments::add(const Frame& frame, const Decoded& out,
                                        const Fragment& fragment, Counters& counters) {
  const uint32_t now_s = seconds_of(frame);
  const Packet& packet = out.packet;
  const uint32_t pieces = out.origins_of(frame, fragment.where);
  if (pieces > 1 && fragment.where.length + pieces * sizeof(Piece) > kRing) {
    count(counters, Counter::sctp_fragments_abandoned);
    return {};
  }
  const Key key = key_of(packet.source_port, packet.destination_port, packet.verification_tag);
  const auto made = directions_.insert(key, directions_.hash(key), now_s,
                                       [&](uint32_t victim) { drop_all(victim, counters); });
  const uint32_t slot = made.slot;
  if (made.is_new) directions_[slot].owner = ++owners_;
  directions_.touch(slot, now_s);
  drop_stale(slot, fragment.group, fragment.position - 1, now_s, counters);
  drop_stale(slot, fragment.group, fragment.position, now_s, counters);
  drop_stale(slot, fragment.group, fragment.position + 1, now_s, counters);
  if (Held* known = find(slot, fragment.group, fragment.position)) {
    const bool has_same_ends = ((known->flags ^ fragment.flags) & kEnds) == 0;
    if (!has_same_ends || !is_equal(slot, *known, fragment.where.in(out.base_of(frame))))
      return contradict(slot, frame, out, fragment, *known, counters);
    count(counters, Counter::sctp_retransmissions);
    return {};
  }
  Held& held = place_for(slot, fragment.group, fragment.position);
  // What lies there goes as a whole: of DATA it is as many numbers away as there are places.
  if (held.owner == directions_[slot].owner) drop_run(slot, held, counters);
  store(slot, frame, out, fragment, held);
  wait_for(slot);
  return connect(slot, held);
}

/// A fragment that was seen before with other octets. Which of them the receiver took cannot be
/// known: both messages are read, once.
SctpFragments::Whole SctpFragments::contradict(uint32_t slot, const Frame& frame,
                                               const Decoded& out, const Fragment& fragment,
                                               Held& held, Counters& counters) {
  count(counters, Counter::sctp_fragments_conflicting);
  Direction& direction = directions_[slot];
  const bool is_first_time = (held.state & kHasConflict) == 0;
  held.state |= kHasConflict;
  if (((held.flags ^ fragment.flags) & kEnds) != 0) {
    if (!is_first_time) return {};
    cut_out(slot, held, counters);
    store(slot, frame, out, fragment, held);
    held.state |= kHasConflict;
    wait_for(slot);
    return connect(slot, held);
  }
  if ((held.state & kIsRead) == 0) {
    const Held& other = direction.other;
    const bool is_kept =
        other.owner == direction.owner && is_fresh(direction, other, seconds_of(frame));
    const Held* contradicted = is_kept ? find(slot, other.group, other.position) : nullptr;
    if (contradicted == nullptr || (contradicted->state & kIsRead) != 0)
      store(slot, frame, out, fragment, direction.other);
    return {};
  }
  if ((held.state & kIsReadTwice) != 0) return {};
  const Held *first = &held, *last = &held;
  while (const Held* other = before(slot, *first))
    first = other;
  while (const Held* other = after(slot, *last))
    last = other;
  Whole whole;
  whole.slot = slot;
  whole.group = held.group;
  whole.first = first->position;
  whole.last = last->position;
  whole.readings = 1;
  whole.is_other = true;
  return whole;
}

bool SctpFragments::read(Whole& whole, const Frame& frame, const Fragment& fragment, Joined& joined,
                         Decoded& out, UserMessage& carrier, Counters& counters) {
  const uint32_t slot = whole.slot, now_s = seconds_of(frame);
  Direction& direction = directions_[slot];
  const bool is_second = whole.is_other || whole.next == 1;
  // The fragment at hand, or the one that was kept, in place of that which it contradicts.
  const uint32_t replaced = whole.is_other ? fragment.position : direction.other.position;
  whole.next++;
  uint32_t length = 0, pieces = 0;
  const auto length_of = [&](const Held& held) {
    if (!is_second || held.position != replaced) return held.length;
    return whole.is_other ? fragment.where.length : direction.other.length;
  };
  for (uint32_t at = whole.first;; at++) {
    Held* held = find(slot, whole.group, at);
    if (held == nullptr || !is_fresh(direction, *held, now_s)) {
      if (held != nullptr) drop_run(slot, *held, counters);
      return false;
    }
    length += length_of(*held);
    const bool is_replaced = is_second && at == replaced;
    if (!is_replaced)
      pieces += piece_count(*held);
    else
      pieces +=
          whole.is_other ? out.origins_of(frame, fragment.where) : piece_count(direction.other);
    if (at == whole.last) break;
  }
  // What contradicts a fragment may be too old by now, or make the message longer than any is.
  const bool is_kept_too_long =
      is_second && !whole.is_other && !is_fresh(direction, direction.other, now_s);
  if (is_kept_too_long || length > kRing) {
    count(counters, Counter::sctp_fragments_abandoned);
    return false;
  }
  View where;
  uint8_t* to = joined.add(frame, out, length, pieces, where);
  if (to == nullptr) {
    count(counters, Counter::joined_over_limit);
    return false;
  }
  const Held& first = *find(slot, whole.group, whole.first);
  Held said = first;
  for (uint32_t at = whole.first, to_at = where.offset;; at++) {
    Held& held = *find(slot, whole.group, at);
    const bool is_replaced = is_second && at == replaced;
    if (!is_replaced) {
      copy(slot, held, to);
      add_pieces(slot, held, to_at, joined, out);
    } else if (whole.is_other) {
      std::memcpy(to, fragment.where.in(out.base_of(frame)).data, fragment.where.length);
      joined.add_origins(frame, out, fragment.where, to_at);
      if (at == whole.first) said.ppid = fragment.ppid, said.stream = fragment.stream;
    } else {
      const Held& other = direction.other;
      copy(slot, other, to);
      add_pieces(slot, other, to_at, joined, out);
      if (at == whole.first) said = other;
    }
    const uint32_t taken = length_of(held);
    const bool disagrees =
        held.stream != first.stream || ((held.flags ^ first.flags) & data_flag::unordered) != 0 ||
        ((first.flags & data_flag::unordered) == 0 && held.sequence != first.sequence);
    if (disagrees) carrier.flag(anomaly::sctp_fragments_mismatch);
    if (is_second || (held.state & kHasConflict) != 0)
      carrier.flag(anomaly::sctp_fragments_conflict);
    if ((held.state & kIsOverlapped) != 0) carrier.flag(anomaly::ip_fragment_overlap);
    if ((held.state & kIsRead) == 0) {
      count(counters, Counter::sctp_fragments_joined);
      direction.waiting--;
      waiting_--;
    }
    held.state |= is_second ? kIsRead | kIsReadTwice : kIsRead;
    to += taken;
    to_at += taken;
    if (at == whole.last) break;
  }
  if (is_second && !whole.is_other) direction.other.owner = 0;
  count(counters, Counter::sctp_messages_joined);
  carrier.bytes = where;
  carrier.tsn = said.tsn;
  carrier.stream_id = said.stream;
  carrier.ppid = said.ppid;
  return true;
}

void SctpFragments::restart(const Packet& packet, uint32_t tag, Counters& counters) {
  const uint32_t slot = directions_.find(key_of(packet.destination_port, packet.source_port, tag));
  if (slot == kNoSlot) return;
  drop_all(slot, counters);
  directions_[slot].owner = 0;
  directions_.erase(slot);
}

void SctpFragments::clear() {
  directions_.each([this](uint32_t slot) { directions_.erase(slot); });
  waiting_ = 0;
}

} // namespace sigwarden
