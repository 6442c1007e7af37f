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

/// Parties and owners of the titles seen last, likewise. A look-up walks a node for each digit of
/// the prefix that decides, twice a message; an entry is the whole title and found by its digits,
/// so that titles that were chosen to meet cost the walk and nothing else.
class TitleMemo {
public:
  struct Known {
    uint64_t owner = 0;
    Party party = kNoParty;
  };
  /// Of an address with a title; valid until the next call.
  const Known& find(const Networks& networks, const SccpAddress& address) {
    Entry& entry = entries_[address.title.bcd * kFibonacci >> (64 - kEntryBits)];
    const uint64_t form = form_of(address);
    if (entry.bcd != address.title.bcd || entry.form != form || entry.networks != &networks)
        [[unlikely]]
      entry = {&networks, address.title.bcd, form, look_up(networks, address)};
    return entry.known;
  }
  void forget() { entries_.fill({}); }

private:
  static constexpr uint32_t kEntryBits = 9;
  static constexpr uint64_t kFibonacci = 0x9E3779B97F4A7C15ULL;
  struct Entry {
    const Networks* networks = nullptr;
    uint64_t bcd = 0;
    uint64_t form = 0;
    Known known;
  };
  /// All but the digits that a look-up depends on, and the flags, as they lie.
  static uint64_t form_of(const SccpAddress& address) {
    constexpr size_t kLength = offsetof(Digits, length);
    static_assert(offsetof(Digits, flags) == kLength + 3);
    uint32_t word;
    std::memcpy(&word, reinterpret_cast<const uint8_t*>(&address.title) + kLength, sizeof word);
    return uint64_t{address.title_format} << 32 | word;
  }
  static Known look_up(const Networks& networks, const SccpAddress& address);
  std::array<Entry, 1u << kEntryBits> entries_{};
};

/// Both ends of a packet as hashes: the same for both directions, and for each direction.
struct Ends {
  uint64_t association = 0; ///< the same in every engine: part of session ids
  uint64_t there = 0;       ///< source to destination, under the engine's secret
  uint64_t back = 0;
  uint32_t direction = kNoSlot; ///< of Retransmissions, when it was seen before; may be stale
};

/// Ends of the packets seen last: a tap shows few associations, over and over. Found by the octets
/// that make them, as titles are.
class EndsMemo {
public:
  Ends& find(const MixKey& key, const Packet& packet);

private:
  static constexpr uint32_t kEntryBits = 7;
  static constexpr uint32_t kWords = 5; ///< both addresses, both ports, the verification tag
  struct Entry {
    std::array<uint64_t, kWords> words{};
    Ends ends;
    bool is_used = false;
  };
  std::array<Entry, 1u << kEntryBits> entries_{};
};

/// What is looked up again and again for one message after the other.
struct Memos {
  NameMemo names;
  TitleMemo titles;
  EndsMemo ends;

  /// To be called when images are swapped: a new one may lie where an old one lay.
  void forget_networks() {
    names.forget();
    titles.forget();
  }
};

Ends ends_of(const MixKey& key, const Packet& packet);
/// Of each message of a frame; `out` has room for them.
void observe(const MixKey& key, const Networks& networks, Memos& memos, const Decoded& decoded,
             const Ends& ends, const uint8_t* base, Observation* out);

/// The transaction ids of a message as they stand on the wire, apart from any table's keys.
uint64_t transaction_of(const Message& message);

} // namespace sigwarden
