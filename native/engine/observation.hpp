// SPDX-License-Identifier: Apache-2.0
// What a message says about whom, before any state is touched: parties of its addresses and the
// keys under which the tables know it. Computed for a whole batch ahead, so that the tables' cache
// lines are under way while the next messages are decoded; pure, so that a batch may be split.
#pragma once

#include "native/decode/message.hpp"
#include "native/state/copies.hpp"
#include "native/state/dialogues.hpp"
#include "native/state/networks.hpp"
#include "native/state/sources.hpp"

namespace sigwarden {

struct Observation {
  Party origin = kNoParty;      ///< of the calling title or Origin-Realm, or as it claims
  Party destination = kNoParty; ///< of the called title or Destination-Realm
  bool asks = false; ///< its first operation is a question, so that `source` will be looked up
  uint64_t owner_calling = 0, owner_called = 0; ///< owners of transaction ids, SS7
  DialogueKey opens;                            ///< the key that the message opens a dialogue under
  DialogueKey answers; ///< the key of the dialogue whose initiator it is sent to
  SourceKey source;
  uint64_t imsi = 0; ///< digits of the first IMSI named, 0 without
  Digits msisdn;     ///< the first one named
  uint64_t content = 0;
  CopyKey copy;
};

/// Parties of the realms and hosts seen last. Names come again and again, and finding one costs a
/// hash of each of its suffixes. An entry holds the keyed hash of the name, not the name: who does
/// not know the key cannot make two names meet.
class NameMemo {
public:
  Party find(const MixKey& key, const Networks& networks, Bytes name) {
    if (name.empty()) return kNoParty;
    const uint64_t hash = mix_bytes(key, name);
    Entry& entry = entries_[hash % kEntries];
    if (entry.hash != hash || entry.networks != &networks)
      entry = {hash, &networks, networks.by_realm(name)};
    return entry.party;
  }
  /// To be called when images are swapped: a new one may lie where an old one lay.
  void forget() { entries_.fill({}); }

private:
  static constexpr uint32_t kEntries = 1024;
  struct Entry {
    uint64_t hash = 0;
    const Networks* networks = nullptr;
    Party party = kNoParty;
  };
  std::array<Entry, kEntries> entries_{};
};

/// Both ends of a packet as hashes: the same for both directions, and for each direction.
struct Ends {
  uint64_t association = 0; ///< the same in every engine: part of session ids
  uint64_t there = 0;       ///< source to destination, under the engine's secret
  uint64_t back = 0;
  uint32_t direction = kNoSlot; ///< of Retransmissions, when it was seen before
};

Ends ends_of(const MixKey& key, const Packet& packet);
void observe(const MixKey& key, const Networks& networks, NameMemo& names, const Decoded& decoded,
             const Message& message, const Ends& ends, const uint8_t* base, Observation& out);

/// The transaction ids of a message as they stand on the wire, apart from any table's keys.
uint64_t transaction_of(const Message& message);

/// The address that sent a request, as `sources` and the dialogue keep it.
SourceKey source_of(const MixKey& key, const Packet& packet, const Message& message,
                    const uint8_t* base);

} // namespace sigwarden
