// SPDX-License-Identifier: Apache-2.0
// Was this DATA chunk seen before on this association direction (same TSN, RFC 9260 §6.1)? SCTP
// retransmits over any path, and a mirror of two ports shows each packet twice. One window of seen
// TSNs for each direction, by ports, verification tag and addresses: a retransmission over another
// address pair is left to `copies`, which knows it by its content. A known TSN with another content
// is an attempt to show the box what the endpoint will not take: it is judged all the same.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/decode/message.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

enum class Chunk : uint8_t { fresh, repeated, conflicting };

class Retransmissions {
public:
  Retransmissions(uint32_t capacity, const MixKey& key)
      : directions_(capacity, key), seen_(directions_.slot_count() * limits::tsn_window) {}

  /// Slot of the direction for prefetch() and observe(); kNoSlot when it is new. `ends` is a keyed
  /// hash of source and destination with their ports, in this order.
  uint32_t find(uint64_t ends, uint32_t verification_tag) const {
    return directions_.find({ends, verification_tag});
  }
  void prefetch(uint32_t slot, uint32_t tsn) const {
    if (slot != kNoSlot) prefetch_line(&seen_[place(slot, tsn)]);
  }
  /// Remembers the chunk. `slot` is what find() said a moment ago; `content` a keyed hash of what
  /// the message says.
  Chunk observe(uint32_t slot, uint64_t ends, uint32_t verification_tag, uint32_t tsn,
                uint64_t content, uint32_t now_s) {
    const Direction direction{ends, verification_tag};
    // A slot that meanwhile holds another direction gives itself away by its key.
    if (slot == kNoSlot || !(directions_.key(slot) == direction)) [[unlikely]]
      slot = make(direction, now_s);
    directions_.touch(slot, now_s);
    Seen& seen = seen_[place(slot, tsn)];
    const uint32_t mark = static_cast<uint32_t>(content >> 32) | 1;
    const Seen before = seen;
    seen = {tsn, mark};
    if (before.content == 0 || before.tsn != tsn) [[likely]]
      return Chunk::fresh;
    return before.content == mark ? Chunk::repeated : Chunk::conflicting;
  }

  uint64_t evicted() const { return directions_.evicted(); }
  size_t octets() const { return directions_.octets() + seen_.octets(); }

private:
  struct Direction {
    uint64_t ends;
    uint64_t verification_tag;
    bool operator==(const Direction&) const = default;
  };
  struct Window {
    uint32_t used;
    uint32_t spare;
  };
  struct Seen {
    uint32_t tsn;
    uint32_t content; ///< 0 is never seen
  };

  static uint32_t place(uint32_t slot, uint32_t tsn) {
    return slot * limits::tsn_window + tsn % limits::tsn_window;
  }
  uint32_t make(const Direction& direction, uint32_t now_s);

  BoundedTable<Direction, Window> directions_;
  MappedArray<Seen> seen_; ///< limits::tsn_window for each slot of directions_
};

} // namespace sigwarden
