// SPDX-License-Identifier: Apache-2.0
// Is this the second leg of a message seen a moment ago? At a transfer point or a Diameter agent a
// mirror shows a message before and after translation: other point codes or peers, another called
// address, the same sender, transaction and content. Within two seconds on another link that is one
// message with two legs: judged and counted once. On the same link it is a repetition and judged,
// since a sender may well ask twice.
//
// The key holds everything that both legs share and that a forger would have to repeat: whoever
// repeats all of it has sent the same question, which was judged.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/decode/message.hpp"

namespace sigwarden {

/// What two legs of a message have in common.
struct CopyKey {
  uint64_t sender = 0;      ///< calling title, or hash of Origin-Host
  uint64_t transaction = 0; ///< both transaction ids, or end-to-end id
  uint64_t content = 0;     ///< keyed hash of type, components and their octets
};

/// Where the first leg was seen, and what became of it.
struct CopyMark {
  uint64_t time_ns = 0;
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

  Copies(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  void prefetch(const CopyKey& key) const { table_.prefetch(table_.hash(key)); }
  void prefetch_entry(const CopyKey& key) const { table_.prefetch_entry(table_.hash(key)); }
  Found observe(const CopyKey& key, uint32_t link, uint32_t association, uint64_t time_ns);

  uint64_t evicted() const { return evicted_live_; }
  size_t octets() const { return table_.octets(); }

private:
  BoundedTable<CopyKey, CopyMark> table_;
  uint64_t evicted_live_ = 0; ///< marks that were younger than two seconds
};

/// Keyed hash of what a message says, without what a transfer point or agent changes on its way.
uint64_t content_of(const MixKey& key, const Decoded& decoded, const Message& message,
                    const uint8_t* base);
/// The copy key of a message; `content` is content_of() it.
CopyKey copy_key(const MixKey& key, const Message& message, uint64_t content, const uint8_t* base);

} // namespace sigwarden
