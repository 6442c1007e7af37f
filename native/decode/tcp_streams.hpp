// SPDX-License-Identifier: Apache-2.0
// Directions of TCP connections as streams of octets, as far as Diameter messages in them need it
// (RFC 9293 §3.4, RFC 6733 §2.1): messages over several segments, segments in any order, again, or
// overlapping. A stream is known by addresses, ports and VLAN.
//
// Each has a ring of octets, found by their sequence number, and the ranges of it that came. A
// *head* is a place at which a message is known to begin: the first octet, or where a segment
// behind a gap begins with a message, so that one lost segment costs one message and delays none.
// A head reads on as far as octets follow one another. One that finds no message seeks the next
// octets that are certainly one, and where octets wait behind a gap for too long, another head does
// so there.
//
// What was read stays as long as there is room, so that octets that come again are known. Where
// they come with another content the first ones stand, and the segment is read by itself as far as
// it begins with a message: receivers that checked more than a passive box can may have taken
// either.
//
// FIN and RST drop nothing: they can be forged by who wants something dropped. A connection that
// takes the ports of another one is known by its SYN, or by two segments in a row far away from
// what the stream holds. Does not verify checksums and does not follow acknowledgements.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/base/counters.hpp"
#include "native/decode/joined.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden {

struct TcpSegment {
  View where; ///< its data in the frame or in what that has completed
  uint32_t sequence = 0;
  bool has_hint = false; ///< on a port of Diameter, where less is asked of a message

  uint32_t end() const { return sequence + where.length; }
};

class TcpStreams {
public:
  TcpStreams(uint32_t streams, const MixKey& key)
      : streams_(streams, key), ranges_(streams_.slot_count() * kRanges),
        octets_(streams_.slot_count() * kRing) {}

  /// What is known of a segment.
  enum class Is : uint8_t {
    foreign,  ///< of no stream with Diameter
    opaque,   ///< encrypted
    alone,    ///< far from all that its stream holds: to be read by itself
    again,    ///< nothing new
    contrary, ///< overlaps with another content: to be read by itself, and next()
    part,     ///< next() gives what it completes
  };
  struct Taken {
    Is is = Is::foreign;
    uint32_t slot = kNoSlot;
    uint32_t head = 0;     ///< the one that next() reads on at
    bool is_fresh = false; ///< all of it is new: its messages stand in the frame as they are
  };
  /// Takes a segment with data.
  Taken add(const Frame& frame, const TcpSegment& segment, const Decoded& out, Counters& counters);
  /// The next message that is whole by the segment just taken: its place in the frame, or joined.
  bool next(Taken& taken, const Frame& frame, const TcpSegment& segment, Joined& joined,
            Decoded& out, UserMessage& carrier, Counters& counters);
  /// A SYN: where the next connection on these ports begins.
  void begin(const Frame& frame, const Packet& packet, uint32_t sequence, bool has_hint,
             Counters& counters);

  /// Whether a stream is taken up wherever a segment is: where the frames of one message are read
  /// again, which may begin in the middle of another.
  void begin_anywhere(bool wanted) { begins_anywhere_ = wanted; }
  /// Forgets everything.
  void clear();
  /// Messages that are not whole.
  uint64_t waiting() const { return waiting_; }
  uint64_t evicted() const { return streams_.evicted(); }
  size_t octets() const { return streams_.octets() + ranges_.octets() + octets_.octets(); }

private:
  static constexpr uint32_t kRing = limits::tcp_stream_octets;
  static constexpr uint32_t kRanges = limits::tcp_ranges_per_stream;
  static constexpr uint32_t kHeads = limits::tcp_heads_per_stream;
  static_assert((kRing & (kRing - 1)) == 0);

  struct Key {
    std::array<uint8_t, 16> source, destination;
    uint16_t source_port, destination_port, vlan, zero;
  };
  /// Octets of one segment, in the order of their numbers; those that were read may be of several.
  struct Range {
    uint64_t reference, frame;
    uint32_t begin, end; ///< sequence numbers
    uint32_t there;      ///< the first one's place in that frame
    uint16_t file;
    bool has_conflict;
  };
  struct Head {
    uint32_t from;      ///< where it began
    uint32_t at;        ///< the next message, or the octets in which one is sought
    uint32_t until;     ///< where that message ends, once its header is there; else `at`
    uint32_t blocked_s; ///< since when octets behind a gap wait for it; 0: they do not
    bool is_seeking;
    bool is_waiting; ///< a part of its message is there
  };
  struct Stream {
    uint32_t front;  ///< behind the last octet that came
    uint32_t behind; ///< no head begins in front of it any more
    uint32_t range_count, head_count;
    uint32_t syn_next;  ///< where a connection begins that was announced
    uint32_t elsewhere; ///< where the last segment ended that was far away
    bool has_syn, has_elsewhere, is_opaque;
    Head heads[kHeads]; ///< in order
  };

  static Key key_of(const Packet& packet) {
    return {packet.source,           packet.destination, packet.source_port,
            packet.destination_port, packet.vlan,        0};
  }
  /// Sequence numbers wrap (RFC 9293 §3.4).
  static int32_t distance(uint32_t from, uint32_t to) { return static_cast<int32_t>(to - from); }
  static bool is_before(uint32_t a, uint32_t b) { return distance(a, b) > 0; }

  Range* ranges_of(uint32_t slot) { return &ranges_[slot * kRanges]; }
  const Range* ranges_of(uint32_t slot) const { return &ranges_[slot * kRanges]; }
  void write(uint32_t slot, uint32_t at, const uint8_t* from, uint32_t length);
  void copy(uint32_t slot, uint32_t at, uint32_t length, uint8_t* to) const;
  bool is_equal(uint32_t slot, uint32_t at, Bytes octets) const;
  uint32_t run_end(uint32_t slot, uint32_t at) const;
  uint32_t next_range(uint32_t slot, uint32_t at) const;
  bool is_reached(uint32_t slot, uint32_t at) const;

  void start(uint32_t slot, uint32_t sequence, bool is_seeking);
  void drop(uint32_t slot, Counters& counters);
  void insert(uint32_t slot, const Range& range, Counters& counters);
  void skip_to(uint32_t slot, uint32_t at, Counters& counters);
  void erase_ranges(uint32_t slot, uint32_t index, uint32_t n);
  bool overlap(uint32_t slot, const TcpSegment& segment, const uint8_t* octets);
  uint32_t store(uint32_t slot, const Frame& frame, const Decoded& out, const TcpSegment& segment,
                 const uint8_t* octets, Counters& counters);
  void advance(uint32_t slot, uint32_t front, Counters& counters);
  void add_head(uint32_t slot, uint32_t at, bool is_seeking, Counters& counters);
  void erase_head(uint32_t slot, uint32_t index);
  void give_up(Head& head, Counters& counters);
  void check_gaps(uint32_t slot, uint32_t now_s, Counters& counters);
  void merge_heads(uint32_t slot, uint32_t index, Counters& counters);
  bool seek(uint32_t slot, Head& head, uint32_t limit, Counters& counters);
  bool frame_message(const Taken& taken, Head& head, const TcpSegment& segment, const uint8_t* data,
                     uint32_t& length, Counters& counters);
  bool give(const Taken& taken, uint32_t at, uint32_t length, const Frame& frame,
            const TcpSegment& segment, Joined& joined, Decoded& out, UserMessage& carrier,
            Counters& counters);
  void finish(uint32_t slot);
  uint32_t slot_for(const Frame& frame, const Packet& packet, Counters& counters);
  bool append(uint32_t slot, const Frame& frame, const TcpSegment& segment, const uint8_t* octets);
  bool is_taken(uint32_t slot, const TcpSegment& segment, Bytes data, Taken& taken,
                Counters& counters);
  bool is_keep_alive(uint32_t slot, const TcpSegment& segment) const;

  BoundedTable<Key, Stream> streams_;
  MappedArray<Range> ranges_;   ///< kRanges for each slot, in order and apart
  MappedArray<uint8_t> octets_; ///< kRing for each
  uint64_t waiting_ = 0;
  bool begins_anywhere_ = false;
};

} // namespace sigwarden
