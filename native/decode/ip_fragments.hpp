// SPDX-License-Identifier: Apache-2.0
// Fragments of IP datagrams until they are whole (RFC 791 §3.2, RFC 815, RFC 8200 §4.5), in any
// order. A datagram is known by its hosts, identification, protocol (of IPv4) and VLAN: the legs of
// a packet through a router are datagrams of their own, as they are messages of their own.
//
// Where fragments overlap with different octets, hosts differ in what they take: the first, the
// last, or nothing (RFC 5722). Two readings are given then, in which the first or the last of them
// wins. Overlaps with equal octets are repetitions.
//
// A datagram that was whole is over, as for its receiver: what comes next under its identification
// begins another one. Fragments that only come again are remembered for that one, and do not make
// it look as if something were missing.
//
// Each pair of hosts has eight places, found under a secret: a flood of fragments pushes out what
// is its own. Does not verify checksums and does not look at what a datagram carries.
#pragma once

#include "native/base/counters.hpp"
#include "native/base/keyed_mix.hpp"
#include "native/decode/joined.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden {

struct IpFragment {
  View where;         ///< its payload in the frame or in what that has completed
  uint32_t begin = 0; ///< octets of the datagram's payload in front of it
  uint32_t identification = 0;
  uint8_t protocol = 0; ///< what it says the datagram carries
  bool is_last = false;
  bool is_tiny = false;

  uint32_t end() const { return begin + where.length; }
};

/// One reading of a whole datagram, without its header.
struct IpDatagram {
  View where; ///< behind the copy of the frame
  Packet packet;
  uint32_t fragments = 0;
  uint32_t tunnels = 0; ///< around it
  uint8_t protocol = 0;
  Anomalies anomalies = 0;
};

class IpFragments {
public:
  explicit IpFragments(const MixKey& key)
      : key_(key), datagrams_(kSets * kWays), held_(kSets * kWays * kHeldMax),
        octets_(kSets * kWays * kOctetsMax), owner_(kUnits) {}

  /// Takes a fragment of the packet at hand, which is in so many tunnels. What it completes is for
  /// next(). The first of that, or nullptr.
  const IpDatagram* add(const Frame& frame, const IpFragment& fragment, uint32_t tunnels,
                        Joined& joined, Decoded& out, Counters& counters);
  /// The newest reading that nobody took; false when there is none.
  bool next(IpDatagram& datagram) {
    if (whole_count_ == 0) return false;
    datagram = whole_[--whole_count_];
    return true;
  }
  /// Forgets everything.
  void clear();

  /// Fragments of datagrams that are not whole.
  uint64_t waiting() const { return waiting_; }
  size_t octets() const {
    return datagrams_.octets() + held_.octets() + octets_.octets() + owner_.octets();
  }

private:
  static constexpr uint32_t kWays = 8;
  static constexpr uint32_t kSets = limits::ip_datagrams / kWays;
  static constexpr uint32_t kHeldMax = limits::ip_fragments_per_datagram;
  static constexpr uint32_t kOctetsMax = limits::ip_datagram_octets;
  static constexpr uint32_t kUnit = 8; ///< octets: fragments begin at multiples
  static constexpr uint32_t kUnits = 65'536 / kUnit;
  static constexpr uint16_t kNobody = 0xFFFF;

  struct Key {
    std::array<uint8_t, 16> source, destination;
    uint32_t identification;
    uint16_t vlan;
    uint8_t protocol; ///< of IPv4; IPv6 leaves it to the first fragment
    uint8_t version;
    bool operator==(const Key&) const = default;
  };
  struct Held {
    uint64_t reference, frame;
    uint32_t there;      ///< its place in that frame
    uint32_t begin, end; ///< in the datagram's payload
    uint32_t stored;     ///< where its octets are
    uint16_t file;
    uint16_t pieces; ///< behind its octets; 0 for one that came in a single frame
    uint8_t protocol;
    bool is_last;
    bool came_again; ///< since its datagram was whole
  };
  enum class State : uint8_t { free, open, whole };
  enum class Wins : uint8_t { first, last };
  struct Datagram {
    Key key;
    uint32_t opened_s;
    uint32_t octets;  ///< stored
    uint32_t held;    ///< fragments
    uint32_t waiting; ///< of them, until the first reading
    State state;
    bool has_conflict, is_tiny;
    bool is_read[2]; ///< by Wins: where the ends contradict each other, one is whole before the
                     ///< other
  };

  static Key key_of(const Packet& packet, const IpFragment& fragment);
  uint32_t slot_for(const Key& key, uint32_t now_s, Counters& counters);
  Held* held_of(uint32_t slot) { return &held_[slot * kHeldMax]; }
  const Held* held_of(uint32_t slot) const { return &held_[slot * kHeldMax]; }
  uint8_t* octets_of(uint32_t slot) { return &octets_[slot * kOctetsMax]; }
  const uint8_t* octets_of(uint32_t slot) const { return &octets_[slot * kOctetsMax]; }

  void drop(uint32_t slot, Counters& counters);
  bool comes_again(uint32_t slot, const IpFragment& fragment, const uint8_t* octets);
  bool is_all_again(uint32_t slot) const;
  void begin_anew(uint32_t slot, uint32_t now_s);
  bool contradicts(uint32_t slot, const IpFragment& fragment, const uint8_t* octets) const;
  bool is_covered(uint32_t slot, const IpFragment& fragment);
  bool take(uint32_t slot, const Frame& frame, const Decoded& out, const IpFragment& fragment,
            const uint8_t* octets, Counters& counters);
  bool store(uint32_t slot, const Frame& frame, const Decoded& out, const IpFragment& fragment);
  void paint(uint32_t slot, Wins wins, uint32_t size);
  uint32_t size_of(uint32_t slot, Wins wins) const;
  bool is_whole(uint32_t slot, Wins wins, uint32_t& size);
  template <class Visit> void each_run(uint32_t slot, uint32_t size, Visit&& visit) const;
  template <class Visit>
  void each_piece(uint32_t slot, const Held& held, uint32_t begin, uint32_t end,
                  Visit&& visit) const;
  void read_all(uint32_t slot, const Frame& frame, uint32_t tunnels, Joined& joined, Decoded& out,
                Counters& counters);
  void read(uint32_t slot, uint32_t size, const Frame& frame, uint32_t tunnels, Joined& joined,
            Decoded& out, Counters& counters);

  MixKey key_;
  MappedArray<Datagram> datagrams_;
  MappedArray<Held> held_;      ///< kHeldMax for each datagram, in the order in which they came
  MappedArray<uint8_t> octets_; ///< kOctetsMax for each
  MappedArray<uint16_t> owner_; ///< of each unit of the datagram that is being read
  std::array<IpDatagram, limits::ip_datagrams_per_frame> whole_;
  uint32_t whole_count_ = 0;
  uint32_t of_frame_ = 0; ///< datagrams that the frame has completed
  uint64_t waiting_ = 0;
};

} // namespace sigwarden
