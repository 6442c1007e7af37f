// SPDX-License-Identifier: Apache-2.0
#include "native/decode/ip_fragments.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerSecond = 1'000'000'000;
constexpr uint32_t kPieceOctets = sizeof(Piece);

uint32_t seconds_of(const Frame& frame) {
  return static_cast<uint32_t>(frame.time_ns / kNsPerSecond);
}

/// A clock that steps back makes nothing fresher.
bool is_old(uint32_t opened_s, uint32_t now_s) {
  const uint32_t apart = now_s > opened_s ? now_s - opened_s : opened_s - now_s;
  return apart > limits::ip_fragment_seconds;
}

} // namespace

IpFragments::Key IpFragments::key_of(const Packet& packet, const IpFragment& fragment) {
  const uint8_t protocol = packet.ip_version == 4 ? fragment.protocol : uint8_t{0};
  return {packet.source, packet.destination, fragment.identification,
          packet.vlan,   protocol,           packet.ip_version};
}

/// The datagram's place, which is empty when it is new: one that is free, or the oldest of its set.
uint32_t IpFragments::slot_for(const Key& key, uint32_t now_s, Counters& counters) {
  const uint64_t hosts = mix_bytes(key_, {key.source.data(), 16}) ^
                         mix_bytes(key_, {key.destination.data(), 16}, key.vlan + uint64_t{1});
  const uint32_t first = static_cast<uint32_t>(mix(key_, hosts, key.version) % kSets) * kWays;
  uint32_t slot = first;
  for (uint32_t i = first; i < first + kWays; i++) {
    Datagram& datagram = datagrams_[i];
    if (datagram.state != State::free && is_old(datagram.opened_s, now_s)) drop(i, counters);
    if (datagram.state != State::free && datagram.key == key) return i;
    const Datagram& chosen = datagrams_[slot];
    const bool is_better = datagram.state == State::free || datagram.opened_s < chosen.opened_s;
    if (chosen.state != State::free && is_better) slot = i;
  }
  drop(slot, counters);
  datagrams_[slot].key = key;
  datagrams_[slot].opened_s = now_s;
  return slot;
}

void IpFragments::drop(uint32_t slot, Counters& counters) {
  Datagram& datagram = datagrams_[slot];
  count(counters, Counter::ip_fragments_abandoned, datagram.waiting);
  waiting_ -= datagram.waiting;
  datagram = Datagram{};
}

/// Of a datagram that was whole: marks what this fragment repeats. False when it says anything new.
bool IpFragments::comes_again(uint32_t slot, const IpFragment& fragment, const uint8_t* octets) {
  if (contradicts(slot, fragment, octets)) return false;
  Held* held = held_of(slot);
  for (uint32_t i = 0; i < datagrams_[slot].held; i++) {
    if (held[i].begin != fragment.begin || held[i].end != fragment.end()) continue;
    held[i].came_again = true;
    return true;
  }
  return false;
}

bool IpFragments::is_all_again(uint32_t slot) const {
  const Held* held = held_of(slot);
  return std::all_of(held, held + datagrams_[slot].held,
                     [](const Held& h) { return h.came_again; });
}

/// Makes another datagram of one that was whole, of which it keeps what came again since.
void IpFragments::begin_anew(uint32_t slot, uint32_t now_s) {
  Datagram& datagram = datagrams_[slot];
  Held* held = held_of(slot);
  uint8_t* octets = octets_of(slot);
  uint32_t kept = 0, used = 0;
  for (uint32_t i = 0; i < datagram.held; i++) {
    if (!held[i].came_again) continue;
    Held one = held[i];
    const uint32_t length = one.end - one.begin + one.pieces * kPieceOctets;
    std::memmove(octets + used, octets + one.stored, length);
    one.stored = used;
    one.came_again = false;
    used += length;
    held[kept++] = one;
  }
  const Key key = datagram.key;
  datagram = Datagram{};
  datagram.key = key;
  datagram.opened_s = now_s;
  datagram.octets = used;
  datagram.held = kept; // counted when they came again
  datagram.state = State::open;
}

/// Does it say of an octet, of the end or of what is carried something else than the ones held?
bool IpFragments::contradicts(uint32_t slot, const IpFragment& fragment,
                              const uint8_t* octets) const {
  const Held* held = held_of(slot);
  for (uint32_t i = 0; i < datagrams_[slot].held; i++) {
    const Held& one = held[i];
    if (one.is_last &&
        (fragment.end() > one.end || (fragment.is_last && fragment.end() != one.end)))
      return true;
    if (fragment.is_last && one.end > fragment.end()) return true;
    const bool are_first = one.begin == 0 && fragment.begin == 0;
    if (are_first && one.protocol != fragment.protocol) return true;
    const uint32_t from = std::max(one.begin, fragment.begin);
    const uint32_t to = std::min(one.end, fragment.end());
    if (from < to && std::memcmp(octets_of(slot) + one.stored + (from - one.begin),
                                 octets + (from - fragment.begin), to - from) != 0)
      return true;
  }
  return false;
}

/// Is there nothing in it that is not held?
bool IpFragments::is_covered(uint32_t slot, const IpFragment& fragment) {
  if (fragment.is_last && size_of(slot, Wins::first) == 0) return false;
  paint(slot, Wins::first, fragment.end());
  for (uint32_t unit = fragment.begin / kUnit; unit * kUnit < fragment.end(); unit++)
    if (owner_[unit] == kNobody) return false;
  return true;
}

/// False without room.
bool IpFragments::store(uint32_t slot, const Frame& frame, const Decoded& out,
                        const IpFragment& fragment) {
  Datagram& datagram = datagrams_[slot];
  const uint32_t origins = out.origins_of(frame, fragment.where);
  const uint32_t pieces = origins > 1 ? origins : 0;
  const uint32_t room = fragment.where.length + pieces * kPieceOctets;
  if (datagram.held == kHeldMax || datagram.octets + room > kOctetsMax) return false;
  uint8_t* to = octets_of(slot) + datagram.octets;
  std::memcpy(to, fragment.where.in(out.base_of(frame)).data, fragment.where.length);
  to += fragment.where.length;
  Held& held = held_of(slot)[datagram.held++];
  held = Held{};
  out.each_origin(frame, fragment.where, [&](const Piece& piece) {
    held.reference = piece.reference;
    held.frame = piece.frame;
    held.there = piece.there.offset;
    held.file = piece.file;
    if (pieces == 0) return;
    std::memcpy(to, &piece, sizeof piece);
    to += sizeof piece;
  });
  held.begin = fragment.begin;
  held.end = fragment.end();
  held.stored = datagram.octets;
  held.pieces = static_cast<uint16_t>(pieces);
  held.protocol = fragment.protocol;
  held.is_last = fragment.is_last;
  datagram.octets += room;
  return true;
}

/// Who wins each unit of the first `size` octets. The last octets of a datagram fill no unit, and
/// only where they are its end are they one.
void IpFragments::paint(uint32_t slot, Wins wins, uint32_t size) {
  const uint32_t units = (size + kUnit - 1) / kUnit, held = datagrams_[slot].held;
  std::fill_n(&owner_[0], units, kNobody);
  for (uint32_t i = 0; i < held; i++) {
    const uint32_t chosen = wins == Wins::last ? i : held - 1 - i;
    const Held& one = held_of(slot)[chosen];
    const uint32_t end = one.end >= size ? units : one.end / kUnit;
    for (uint32_t unit = one.begin / kUnit; unit < end; unit++)
      owner_[unit] = static_cast<uint16_t>(chosen);
  }
}

/// Octets of the datagram's payload; 0 while they are not known.
uint32_t IpFragments::size_of(uint32_t slot, Wins wins) const {
  const Held* held = held_of(slot);
  uint32_t size = 0;
  for (uint32_t i = 0; i < datagrams_[slot].held && (size == 0 || wins == Wins::last); i++)
    if (held[i].is_last) size = held[i].end;
  return size;
}

/// Paints it.
bool IpFragments::is_whole(uint32_t slot, Wins wins, uint32_t& size) {
  size = size_of(slot, wins);
  if (size == 0 || size > datagrams_[slot].octets) return false;
  paint(slot, wins, size);
  const uint32_t units = (size + kUnit - 1) / kUnit;
  return std::find(&owner_[0], &owner_[0] + units, kNobody) == &owner_[0] + units;
}

/// Calls `visit` with each run of units of one owner in the first `size` octets, as painted.
template <class Visit>
void IpFragments::each_run(uint32_t slot, uint32_t size, Visit&& visit) const {
  for (uint32_t unit = 0; unit * kUnit < size;) {
    const uint32_t begin = unit, owner = owner_[unit];
    while (unit * kUnit < size && owner_[unit] == owner)
      unit++;
    visit(held_of(slot)[owner], begin * kUnit, std::min(unit * kUnit, size));
  }
}

/// Calls `visit` with the pieces in which a part of a fragment came; their places are those in the
/// datagram.
template <class Visit>
void IpFragments::each_piece(uint32_t slot, const Held& held, uint32_t begin, uint32_t end,
                             Visit&& visit) const {
  if (held.pieces == 0)
    return visit(Piece{held.reference,
                       held.frame,
                       {held.there + (begin - held.begin), end - begin},
                       begin,
                       held.file});
  const uint8_t* from = octets_of(slot) + held.stored + (held.end - held.begin);
  uint32_t at = held.begin;
  for (uint32_t i = 0; i < held.pieces; i++, from += sizeof(Piece)) {
    Piece piece;
    std::memcpy(&piece, from, sizeof piece);
    piece.at = at;
    at = piece.end();
    if (piece.at < end && piece.end() > begin) visit(piece.within({begin, end - begin}));
  }
}

/// Joins the datagram as painted.
void IpFragments::read(uint32_t slot, uint32_t size, const Frame& frame, uint32_t tunnels,
                       Joined& joined, Decoded& out, Counters& counters) {
  const Datagram& datagram = datagrams_[slot];
  if (out.joined == nullptr) of_frame_ = 0;
  if (of_frame_ == limits::ip_datagrams_per_frame)
    return count(counters, Counter::ip_datagrams_over_limit);
  uint32_t pieces = 0;
  each_run(slot, size, [&](const Held& held, uint32_t begin, uint32_t end) {
    each_piece(slot, held, begin, end, [&](const Piece&) { pieces++; });
  });
  IpDatagram& whole = whole_[whole_count_];
  uint8_t* to = joined.add(frame, out, size, pieces, whole.where);
  if (to == nullptr) return count(counters, Counter::joined_over_limit);
  each_run(slot, size, [&](const Held& held, uint32_t begin, uint32_t end) {
    std::memcpy(to + begin, octets_of(slot) + held.stored + (begin - held.begin), end - begin);
    each_piece(slot, held, begin, end, [&](Piece piece) {
      piece.at += whole.where.offset;
      joined.add_piece(out, piece);
    });
  });
  whole.packet = out.packet;
  whole.fragments = datagram.held;
  whole.tunnels = tunnels;
  whole.protocol = held_of(slot)[owner_[0]].protocol;
  whole.anomalies = (datagram.has_conflict ? anomaly::ip_fragment_overlap : Anomalies{0}) |
                    (datagram.is_tiny ? anomaly::ip_fragment_tiny : Anomalies{0});
  whole_count_++;
  of_frame_++;
  count(counters, Counter::ip_datagrams_joined);
}

/// Reads the datagram if it is whole. The reading in which the first fragments win is the newest,
/// so that next() gives it first.
void IpFragments::read_all(uint32_t slot, const Frame& frame, uint32_t tunnels, Joined& joined,
                           Decoded& out, Counters& counters) {
  Datagram& datagram = datagrams_[slot];
  for (const Wins wins : {Wins::last, Wins::first}) {
    bool& is_read = datagram.is_read[static_cast<uint8_t>(wins)];
    uint32_t size = 0;
    const bool is_wanted = wins == Wins::first || datagram.has_conflict;
    if (is_read || !is_wanted || !is_whole(slot, wins, size)) continue;
    is_read = true;
    read(slot, size, frame, tunnels, joined, out, counters);
    count(counters, Counter::ip_fragments_joined, datagram.waiting);
    waiting_ -= datagram.waiting;
    datagram.waiting = 0;
  }
  if (datagram.is_read[0] && (datagram.is_read[1] || !datagram.has_conflict))
    datagram.state = State::whole;
}

const IpDatagram* IpFragments::add(const Frame& frame, const IpFragment& fragment, uint32_t tunnels,
                                   Joined& joined, Decoded& out, Counters& counters) {
  const uint32_t now_s = seconds_of(frame), whole_before = whole_count_;
  const uint8_t* octets = fragment.where.in(out.base_of(frame)).data;
  const uint32_t slot = slot_for(key_of(out.packet, fragment), now_s, counters);
  Datagram& datagram = datagrams_[slot];
  const bool repeats_whole = datagram.state == State::whole && comes_again(slot, fragment, octets);
  if (repeats_whole) {
    count(counters, Counter::ip_fragments_repeated);
    if (!is_all_again(slot)) return nullptr;
  }
  if (datagram.state == State::whole) begin_anew(slot, now_s);
  datagram.state = State::open;
  if (!repeats_whole && !take(slot, frame, out, fragment, octets, counters)) return nullptr;
  read_all(slot, frame, tunnels, joined, out, counters);
  return whole_count_ > whole_before ? &whole_[whole_count_ - 1] : nullptr;
}

/// Keeps a fragment of a datagram that is not whole. False when it brings nothing.
bool IpFragments::take(uint32_t slot, const Frame& frame, const Decoded& out,
                       const IpFragment& fragment, const uint8_t* octets, Counters& counters) {
  Datagram& datagram = datagrams_[slot];
  if (contradicts(slot, fragment, octets)) {
    count(counters, Counter::ip_fragments_conflicting);
    datagram.has_conflict = true;
  } else if (is_covered(slot, fragment)) {
    count(counters, Counter::ip_fragments_repeated);
    return false;
  }
  datagram.is_tiny |= fragment.is_tiny;
  if (!store(slot, frame, out, fragment)) {
    count(counters, Counter::ip_fragments_abandoned);
    return false;
  }
  datagram.waiting++;
  waiting_++;
  return true;
}

void IpFragments::clear() {
  for (uint32_t i = 0; i < datagrams_.count(); i++)
    if (datagrams_[i].state != State::free) datagrams_[i] = Datagram{};
  whole_count_ = 0;
  waiting_ = 0;
}

} // namespace sigwarden
