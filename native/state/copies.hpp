// SPDX-License-Identifier: Apache-2.0
// Is this the second leg of a message seen a moment ago? At a transfer point or a Diameter agent a
// mirror shows a message before and after translation: other point codes or peers, another called
// address, the same sender, transaction and content. Within two seconds on another link that is one
// message with two legs: judged and counted once. On the same link it is a repetition and judged,
// since a sender may well ask twice.
//
// The key holds everything that both legs share and that a forger would have to repeat: whoever
// repeats all of it has sent the same question, which was judged.
//
// Marks lie in a ring in the order of arrival, so that they are written one after the other and die
// by being overwritten; the sets only point at them. A pointer whose mark was overwritten points at
// another key and is as good as free.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/decode/message.hpp"

namespace sigwarden {

/// What two legs of a message have in common.
struct CopyKey {
  uint64_t sender = 0;      ///< calling title, or hash of Origin-Host
  uint64_t transaction = 0; ///< both transaction ids, or end-to-end id
  uint64_t content = 0;     ///< keyed hash of type, components and their octets
  bool operator==(const CopyKey&) const = default;
};

/// Where the first leg was seen, and what became of it.
struct CopyMark {
  CopyKey key;
  uint64_t time_ns = 0; ///< 0: no mark
  uint32_t link = kNoSlot;
  uint32_t association = 0;    ///< low half of the hash of both ends
  uint32_t dialogue = kNoSlot; ///< slot of the dialogue it opened
  uint16_t legs = 1;
  uint16_t spare = 0;
};

class Copies {
public:
  enum class Verdict : uint8_t { first, second_leg, repeated };
  struct Found {
    Verdict verdict;
    CopyMark* mark; ///< the first leg's; valid until the next call
  };

  /// Remembers the newest `capacity` messages, rounded up to a power of two.
  Copies(uint32_t capacity, const MixKey& key);

  /// Returns the hash that observe() takes.
  uint64_t prefetch(const CopyKey& key) const {
    const uint64_t h = hash(key);
    prefetch_line(&sets_[set_of(h)]);
    return h;
  }
  Found observe(const CopyKey& key, uint32_t link, uint32_t association, uint64_t time_ns) {
    return observe(key, hash(key), link, association, time_ns);
  }
  /// `hash` is the key's.
  Found observe(const CopyKey& key, uint64_t hash, uint32_t link, uint32_t association,
                uint64_t time_ns);

  /// Marks that were overwritten before their two seconds were over.
  uint64_t evicted() const { return evicted_; }
  size_t octets() const { return sets_.octets() + marks_.octets(); }

private:
  struct alignas(64) Set {
    uint32_t tags[kWays];  ///< 0 is free
    uint32_t turns[kWays]; ///< number of the message; its mark lies at that number modulo the ring
  };

  /// Content is a keyed hash already: one multiplication spreads it.
  uint64_t hash(const CopyKey& key) const {
    return fold(key.sender ^ key.transaction ^ mix_.k0, key.content ^ mix_.k1);
  }
  uint32_t set_of(uint64_t h) const { return static_cast<uint32_t>(h) & (sets_.count() - 1); }
  CopyMark& at(uint32_t turn) { return marks_[turn & (marks_.count() - 1)]; }
  CopyMark* find(const Set& set, uint32_t tag, const CopyKey& key) {
    for (uint32_t hits = ways_with(set.tags, tag); hits != 0; hits &= hits - 1) {
      CopyMark& mark = at(set.turns[std::countr_zero(hits)]);
      if (mark.key == key) return &mark;
    }
    return nullptr;
  }
  CopyMark& remember(Set& set, uint32_t tag, uint64_t time_ns);
  uint32_t oldest(const Set& set) const;

  MixKey mix_;
  MappedArray<CopyMark> marks_;
  MappedArray<Set> sets_;
  uint32_t turn_ = 0; ///< messages so far, modulo 2^32
  uint64_t evicted_ = 0;
};

} // namespace sigwarden
