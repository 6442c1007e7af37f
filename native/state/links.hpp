// SPDX-License-Identifier: Apache-2.0
// Over which link did this message come, in which direction, and which side of it is ours? A link
// is an unordered pair of point codes with its network indicator, or of the addresses of two peers
// that have none (Diameter, SUA). Role, tap position and our side come from the configuration
// alone; without it they are unknown, never guessed from titles. What is learned of a link
// (messages each way, operations, who is addressed as home and who answers for home subscribers) is
// for `links learn`, which proposes.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/decode/message.hpp"
#include "native/generated/limits.hpp"
#include "native/state/link_config.hpp"

namespace sigwarden {

/// What names a link.
struct LinkKey {
  EndPoint low{}, high{};
  uint32_t technology = 0;
  uint32_t network_indicator = 0;
};

/// What is known of a link. Index 0: from low to high, or the low side; index 1 the other.
struct Link {
  LinkNumber configured = kNoLink;
  OurSide ours = OurSide::unknown;            ///< first is low
  Ss7Variant variant = Ss7Variant::automatic; ///< of the first message, as it was read
  uint64_t first_ns = 0, last_ns = 0;
  uint64_t messages[2] = {};
  uint64_t requests[2] = {};       ///< dialogues opened that way
  uint64_t answered[2] = {};       ///< of those, with anything coming back
  uint64_t addressed_home[2] = {}; ///< messages for our titles or realms, by the side they went to
  uint64_t answers_home[2] = {};   ///< answers about our subscribers, by the side that gave them
  EndPoint address[2] = {};        ///< an IP address of each side
  std::array<uint64_t, limits::link_operations / 64> operations{};
  std::array<char, 128> host[2] = {}; ///< Diameter identity of each side, as CER or DWR told it
};

/// One message's place on a link.
struct LinkPlace {
  uint32_t slot = kNoSlot; ///< kNoSlot when the table is full
  uint8_t from = 0;        ///< side that sent it: 0 low, 1 high
};

class Links {
public:
  Links(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  /// Configured links; those already learned are matched again.
  void configure(LinkConfig config);
  /// Finds or learns the link of a message and counts it. `ends` is a keyed hash of the packet's
  /// source and destination with their ports, in this order.
  LinkPlace observe(const Packet& packet, const Message& message, uint64_t ends, uint64_t time_ns);
  /// The identity of an adjacent Diameter peer (RFC 6733 §5.3: CER and CEA, §5.5: DWR and DWA).
  void learn_host(LinkPlace place, Bytes origin_host);

  Direction direction(LinkPlace place) const;
  LinkRole role(LinkPlace place) const;
  TapPosition tap(LinkPlace place) const;
  /// Name of the configured link, "" when there is none.
  std::string_view name(LinkPlace place) const;
  /// Has this link shown messages one way only?
  bool one_sided(LinkPlace place) const;
  /// Nothing ever came back for a dialogue opened this way: its answers take a path unseen here.
  bool answers_unseen(uint32_t slot, uint8_t from) const;

  void count_operation(LinkPlace place, OperationId operation);
  void count_request(LinkPlace place) { at(place).requests[place.from]++; }
  void move_request(uint32_t slot, uint8_t from, LinkPlace to) {
    if (slot != kNoSlot && table_[slot].requests[from] != 0) table_[slot].requests[from]--;
    count_request(to);
  }
  void count_answered(uint32_t slot, uint8_t from);
  void count_addressed_home(LinkPlace place) { at(place).addressed_home[place.from ^ 1]++; }
  void count_home_answer(LinkPlace place) { at(place).answers_home[place.from]++; }

  /// The side that what was learned speaks for; unknown when it does not speak clearly.
  static OurSide proposed(const Link& link);

  template <class Visit> void each(Visit&& visit) const {
    table_.each([&](uint32_t slot) { visit(table_.key(slot), table_[slot]); });
  }
  const Link* find(uint32_t slot) const { return slot == kNoSlot ? nullptr : &table_[slot]; }
  const LinkConfig& config() const { return config_; }
  uint64_t over_limit() const { return over_limit_; }
  size_t octets() const { return table_.octets(); }

private:
  Link& at(LinkPlace place) { return place.slot == kNoSlot ? none_ : table_[place.slot]; }
  const Link& at(LinkPlace place) const {
    return place.slot == kNoSlot ? none_ : table_[place.slot];
  }
  void match(const LinkKey& key, Link& link) const;

  /// An ordered pair of ends.
  struct Pair {
    uint64_t ends = 0, kind = 0; ///< kind 0 is none
    bool operator==(const Pair&) const = default;
  };
  /// And where its link lies: a tap shows few pairs, over and over.
  struct Recent {
    Pair pair;
    LinkPlace place;
  };
  static constexpr uint32_t kRecent = 64;
  static Pair pair_of(const Message& message, uint64_t ends);
  LinkPlace find(const Packet& packet, const Message& message, uint64_t time_ns);

  BoundedTable<LinkKey, Link> table_;
  std::array<Recent, kRecent> recent_{};
  LinkConfig config_;
  Link none_; ///< stands in for links without room: its counts mean nothing
  uint64_t over_limit_ = 0;
};

} // namespace sigwarden
