// SPDX-License-Identifier: Apache-2.0
// Segments of SCCP messages until they are whole: of XUDT and LUDT by their segmentation parameter
// (Q.713 §3.17, Q.714 §4.1.1.2), of DT1 by its more-data bit (Q.714 §3.5.2). A message is known as
// its receiver knows it, by originating point code, calling party address and local reference,
// whatever association, stream or sequence its segments take; two legs of one message differ in
// the point code, and two taps of one leg bring the same segments twice, which are let pass once.
//
// Receivers differ. One puts segments where their count says, another in the order in which they
// come, and of two with the same count one takes the first and another the last: each of these
// messages is read. That segments come in another order than they are sent in is an anomaly, since
// Q.714 has them sent in sequence and given up otherwise.
//
// The first segment holds the operation and its subscriber, yet nothing is screened before the
// message is whole or is given up: screened at once it would be judged and counted twice, the
// first time by a half, and no node acts on a half (Q.714 §4.1.1.2.4). Only where the rest does not
// come by this tap is a first segment taken by itself, as far as it goes: `next_alone` names it.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/base/counters.hpp"
#include "native/decode/joined.hpp"

namespace sigwarden {

/// One segment and what tells its message from others.
struct SccpSegment {
  View where;   ///< its user data
  View carrier; ///< the user message that it came in
  Bytes calling;
  uint32_t opc = 0;
  uint32_t dpc = 0; ///< of a connection, whose reference is one of the destination's
  uint32_t reference = 0;
  uint32_t tsn = 0;
  uint8_t network_indicator = 0;
  uint8_t remaining = 0; ///< of a connection: 0 for the last
  bool is_first = false;
  bool is_connection = false;
};

class SccpSegments {
public:
  static constexpr uint32_t kSegments = limits::sccp_segments_per_message;

  SccpSegments(uint32_t messages, const MixKey& key)
      : key_(key), messages_(messages, key), parts_(messages_.slot_count() * kPlaces),
        octets_(messages_.slot_count() * limits::sccp_segment_octets),
        queue_(messages_.slot_count()) {}

  /// Parts of a message in the order of one reading.
  struct Reading {
    std::array<uint8_t, kSegments> places{};
    uint32_t count = 0;
  };
  /// What one segment completed: so many readings of a message, for read().
  struct Whole {
    uint32_t slot = 0;
    uint32_t count = 0;
    uint32_t next = 0; ///< the one that read() gives
    std::array<Reading, 3> readings;
  };
  /// Takes a segment of a frame that is being decoded into `out`, tells what it completes and, in
  /// `anomalies`, what is odd about it.
  Whole add(const Frame& frame, const Decoded& out, const SccpSegment& segment,
            Anomalies& anomalies, Counters& counters);
  /// Is a message open to which a segment of this connection would belong?
  bool is_open(const SccpSegment& segment) const;
  /// The next reading, joined behind the frame, for the message of that index. Empty, counted, when
  /// there was no room.
  View read(Whole& whole, const Frame& frame, uint16_t message, Joined& joined, Decoded& out,
            Anomalies& anomalies, Counters& counters);

  /// A first segment whose rest did not come: where it is found again.
  struct Alone {
    uint64_t reference, frame;
    View carrier; ///< of the user message in it
    uint16_t file;
  };
  /// Gives up what is too old by now. To be called with the time of each frame.
  void expire(const Frame& frame, Counters& counters) {
    if (queued_ != 0) expire_until(seconds_of(frame), counters);
  }
  /// Gives up everything, as far as there is room for what is found alone; false when there is
  /// more.
  bool give_up_all(Counters& counters);
  /// First segments given up so far, and the next of them that was not taken yet.
  uint32_t alone_count() const { return alone_put_; }
  bool alone_waits(uint32_t until) const { return alone_taken_ != until; }
  bool next_alone(uint32_t until, Alone& alone);

  /// Forgets everything.
  void clear();
  /// Segments of messages that are not whole.
  uint64_t waiting() const { return waiting_; }
  size_t octets() const {
    return messages_.octets() + parts_.octets() + octets_.octets() + queue_.octets();
  }

private:
  static constexpr uint32_t kPlaces = kSegments + 1; ///< one contradicts another of them
  static constexpr uint8_t kOther = kSegments;
  static constexpr uint32_t kOrigins = Joined::kOriginsMax;
  static constexpr uint32_t kAlone = limits::messages_per_frame;

  struct Key {
    uint64_t label;
    uint64_t party;
  };
  struct Part {
    std::array<Piece, kOrigins> origins; ///< several where fragments of SCTP or IP carried it
    View carrier;
    uint32_t begin; ///< among the octets of its message
    uint32_t length;
    uint32_t tsn;
    uint8_t origin_count;
    bool is_read;
  };
  /// A message of which segments are held.
  struct Pending {
    uint64_t serial; ///< of its entry in the queue; 0 when it is closed
    uint32_t time_s; ///< of its first segment
    uint32_t written;
    uint32_t places;                         ///< a bit for each that is held
    std::array<uint8_t, kSegments> arrivals; ///< places, in the order in which they were filled
    uint8_t arrival_count;
    uint8_t total;    ///< segments that the first announces; 0 while it is missing
    uint8_t expected; ///< count of the next one
    uint8_t first_place;
    bool is_counted;  ///< by its segments themselves
    uint8_t replaced; ///< the place that the other part contradicts
    bool has_other;   ///< and was not read
    bool was_whole;
    bool was_contradicted;
  };
  struct Queued {
    uint64_t serial;
    uint32_t slot, time_s;
  };

  static uint32_t seconds_of(const Frame& frame) {
    return static_cast<uint32_t>(frame.time_ns / 1'000'000'000);
  }
  static bool is_near(uint32_t a, uint32_t b) {
    return (a > b ? a - b : b - a) <= limits::sccp_segment_seconds;
  }
  Key key_of(const SccpSegment& segment) const;
  Part& part(uint32_t slot, uint32_t place) { return parts_[slot * kPlaces + place]; }
  uint8_t* octets_of(uint32_t slot, const Part& part) {
    return &octets_[slot * limits::sccp_segment_octets + part.begin];
  }
  static bool holds(const Pending& message, uint32_t place) {
    return (message.places >> place & 1) != 0;
  }
  bool is_equal(uint32_t slot, uint32_t place, Bytes octets);
  bool store(uint32_t slot, uint32_t place, const Frame& frame, const Decoded& out,
             const SccpSegment& segment, Counters& counters);
  Whole arrive(uint32_t slot, uint32_t place, const Frame& frame, const Decoded& out,
               const SccpSegment& segment, Counters& counters);
  void begin(uint32_t slot, uint32_t time_s, Counters& counters);
  void give_up(uint32_t slot, Counters& counters);
  void expire_until(uint32_t now_s, Counters& counters);
  void leave_alone(const Part& first, Counters& counters);
  Whole add_of_connection(uint32_t slot, const Frame& frame, const Decoded& out,
                          const SccpSegment& segment, Counters& counters);
  Whole contradict(uint32_t slot, const Frame& frame, const Decoded& out,
                   const SccpSegment& segment, Anomalies& anomalies, Counters& counters);
  Whole readings_of(uint32_t slot, bool ends_here) const;

  MixKey key_;
  BoundedTable<Key, Pending> messages_;
  MappedArray<Part> parts_;     ///< kPlaces for each slot
  MappedArray<uint8_t> octets_; ///< limits::sccp_segment_octets for each slot
  MappedArray<Queued> queue_;   ///< in the order of their beginning; a ring
  uint32_t queue_at_ = 0, queued_ = 0;
  uint64_t serials_ = 0;
  uint64_t waiting_ = 0;
  std::array<Alone, kAlone> alone_; ///< a ring
  uint32_t alone_put_ = 0, alone_taken_ = 0;
};

} // namespace sigwarden
