// SPDX-License-Identifier: Apache-2.0
// Fragments of SCTP user messages until they are whole (RFC 9260 §6.9, RFC 8260 §2.2). Each
// direction of an association, known by its ports and verification tag over all addresses of both
// ends, has a window of places and a ring of octets of its own: a sender that floods pushes out
// what is its own. A DATA fragment's place is its TSN, whatever stream and sequence number it
// names, since some receivers join by TSN alone; that the others disagree is an anomaly. An I-DATA
// fragment is known by its number within stream, order and message identifier.
//
// Fragments stay after their message was whole, so that one that comes again is known, and one that
// comes again with other octets gives the message's second reading. No chunk drops them: ABORT,
// SHUTDOWN and FORWARD TSN can be forged by who wants them dropped, and what is held is bounded.
// INIT and INIT ACK drop what is held under the tag that they announce; a restart has new tags.
//
// A packet may itself have come in IP fragments: of such a fragment the ring keeps, behind its
// octets, the pieces that they came in.
//
// Each fragment costs a constant: ends of a run of neighbours know each other, and a run of which a
// part is too old or was overwritten goes as a whole, when it is next looked at.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/base/counters.hpp"
#include "native/decode/joined.hpp"

namespace sigwarden {

/// One DATA or I-DATA chunk that is a part of its user message.
struct Fragment {
  View where; ///< its user data in the frame or in what that has completed
  uint32_t tsn = 0;
  uint32_t position = 0; ///< TSN; of I-DATA the fragment sequence number
  uint64_t group = 0;    ///< 0; of I-DATA stream, order and message identifier
  uint32_t ppid = 0;     ///< of a first fragment
  uint16_t stream = 0, sequence = 0;
  uint8_t flags = 0;
  bool is_overlapped = false; ///< its IP datagram can be read in two ways
};

class SctpFragments {
public:
  SctpFragments(uint32_t directions, const MixKey& key)
      : directions_(directions, key), octets_(directions_.slot_count() * limits::fragment_octets),
        held_(directions_.slot_count() * limits::fragments_per_direction) {}

  /// What one fragment completed: so many readings of a message, for read().
  struct Whole {
    uint32_t slot = 0, first = 0, last = 0;
    uint64_t group = 0;
    uint32_t readings = 0;
    uint32_t next = 0;     ///< the one that read() gives
    bool is_other = false; ///< the only reading is that with the fragment at hand
  };
  /// Takes a fragment of a frame and tells what it completes.
  Whole add(const Frame& frame, const Decoded& out, const Fragment& fragment, Counters& counters);
  /// The next reading, joined behind the frame; `carrier` gets its octets and what its first
  /// fragment said. False, counted, when there was no room.
  bool read(Whole& whole, const Frame& frame, const Fragment& fragment, Joined& joined,
            Decoded& out, UserMessage& carrier, Counters& counters);
  /// Drops what is held of packets to the sender of this one under a tag that it announces.
  void restart(const Packet& packet, uint32_t tag, Counters& counters);

  /// Forgets everything.
  void clear();

  /// Fragments of messages that are not whole.
  uint64_t waiting() const { return waiting_; }
  size_t octets() const { return directions_.octets() + octets_.octets() + held_.octets(); }

private:
  static constexpr uint32_t kPlaces = limits::fragments_per_direction;
  static constexpr uint32_t kWays = 4;
  static constexpr uint32_t kRing = limits::fragment_octets;

  struct Key {
    uint64_t ports_and_tag;
  };
  struct Held {
    uint64_t owner; ///< serial of its direction; another one is nobody's
    uint64_t begin; ///< in the ring, counted from its first octet ever
    uint64_t group;
    uint64_t reference, frame;
    uint32_t position, other_end; ///< of its run, when it is one of its ends
    uint32_t tsn, ppid;
    uint32_t
        offset; ///< in its frame, which reference and number name; of its first piece, if several
    uint32_t length;
    uint32_t time_s;
    uint16_t stream, sequence;
    uint16_t file;
    uint16_t pieces; ///< behind the octets in the ring; 0 for one that came in a single frame
    uint8_t flags;
    uint8_t state;
  };
  struct Direction {
    uint64_t owner;
    uint64_t written; ///< octets ever put into the ring
    uint32_t waiting;
    uint32_t spare;
    Held other; ///< the one fragment kept that contradicts one of a message not yet whole
  };
  /// Bits of Held::state.
  static constexpr uint8_t kIsRead = 1, kIsReadTwice = 2, kHasConflict = 4, kIsOverlapped = 8;

  static Key key_of(uint32_t source_port, uint32_t destination_port, uint32_t tag) {
    return {uint64_t{source_port} << 48 | uint64_t{destination_port} << 32 | tag};
  }
  static bool follows(const Held& before, const Held& after);
  bool is_fresh(const Direction& direction, const Held& held, uint32_t now_s) const;
  /// Where a fragment may lie. One of DATA has one place, so that neighbours never meet; messages
  /// of I-DATA are sent in turns and have several, since two of them would meet by chance.
  Held& place(uint32_t slot, uint64_t group, uint32_t position, uint32_t way) {
    const uint64_t start = (group + way) * 0x9E3779B97F4A7C15ULL;
    const uint32_t at = group == 0 ? position : position + static_cast<uint32_t>(start >> 40);
    return held_[slot * kPlaces + at % kPlaces];
  }
  static uint32_t ways_of(uint64_t group) { return group == 0 ? 1 : kWays; }
  Held& place_for(uint32_t slot, uint64_t group, uint32_t position);
  Held* find(uint32_t slot, uint64_t group, uint32_t position);
  Held* before(uint32_t slot, const Held& held);
  Held* after(uint32_t slot, const Held& held);
  bool is_equal(uint32_t slot, const Held& held, Bytes octets) const;
  void write(uint32_t slot, const uint8_t* from, uint32_t length);
  void copy(uint32_t slot, uint64_t from, uint32_t length, uint8_t* to) const;
  void copy(uint32_t slot, const Held& held, uint8_t* to) const {
    copy(slot, held.begin, held.length, to);
  }
  void store(uint32_t slot, const Frame& frame, const Decoded& out, const Fragment& fragment,
             Held& held);
  void add_pieces(uint32_t slot, const Held& held, uint32_t at, Joined& joined, Decoded& out) const;
  static uint32_t piece_count(const Held& held) { return held.pieces == 0 ? 1 : held.pieces; }
  void wait_for(uint32_t slot);
  void drop(uint32_t slot, Held& held, Counters& counters);
  void drop_run(uint32_t slot, Held& one, Counters& counters);
  void drop_all(uint32_t slot, Counters& counters);
  void drop_stale(uint32_t slot, uint64_t group, uint32_t position, uint32_t now_s,
                  Counters& counters);
  void cut_out(uint32_t slot, Held& held, Counters& counters);
  Whole connect(uint32_t slot, Held& held);
  bool has_other(const Whole& whole) const;
  Whole contradict(uint32_t slot, const Frame& frame, const Decoded& out, const Fragment& fragment,
                   Held& held, Counters& counters);

  BoundedTable<Key, Direction> directions_;
  MappedArray<uint8_t> octets_; ///< kRing for each slot of directions_
  MappedArray<Held> held_;      ///< kPlaces for each slot
  uint64_t owners_ = 0;
  uint64_t waiting_ = 0;
};

} // namespace sigwarden
