// SPDX-License-Identifier: Apache-2.0
// The one hash table of all state: fixed capacity, exact keys, eviction by packet time. 64 shards,
// whatever the number of workers, each with its own sets, entries and clock, so that a shard can be
// owned by a worker later without moving an entry.
//
// A set is one cache line: eight 32-bit tags and the eight entries they stand for. Entries lie
// apart, in chunks of the shards by turns, are handed out from the front and reused last in, first
// out, so that a table touches as much memory as it ever held at once: open dialogues stay in the
// cache though their ids are random. A look-up costs the line of the set and the entry whose tag
// fits; the whole key is compared then, since a tag that accuses a stranger would be worse than a
// miss. Both can be asked for ahead: prefetch() needs the hash alone, prefetch_entry() the set.
//
// It does not grow, throw or allocate after its constructor. A full set gives up the entry with the
// oldest stamp; a full shard does so among the eight entries at its clock's hand. The caller learns
// which while it is whole, and it is counted.
#pragma once

#include <bit>
#include <type_traits>

#include "native/base/keyed_mix.hpp"
#include "native/base/mapped_memory.hpp"
#include "native/base/ways.hpp"

namespace sigwarden {

constexpr uint32_t kShardBits = 6;
constexpr uint32_t kShardCount = 1u << kShardBits;
constexpr uint32_t kNoSlot = ~uint32_t{0};

/// Asks for a cache line. Not __builtin_prefetch: GCC 12 takes a function that does nothing else
/// for one without effect and leaves out the calls to it, silently.
inline void prefetch_line(const void* at) {
#if defined(__x86_64__)
  asm volatile("prefetcht0 %0" : : "m"(*static_cast<const char*>(at)));
#else
  __builtin_prefetch(at);
#endif
}

/// Asks for every cache line of an object.
template <class T> void prefetch_object(const T& object) {
#pragma GCC unroll 8
  for (size_t offset = 0; offset < sizeof(T); offset += 64)
    prefetch_line(reinterpret_cast<const char*>(&object) + offset);
}

template <class Key, class Value> class BoundedTable {
  static_assert(std::is_trivially_copyable_v<Key> && std::is_trivially_copyable_v<Value>);
  static_assert(std::has_unique_object_representations_v<Key>, "padding would be hashed");
  static_assert(sizeof(Key) % 8 == 0);

public:
  struct Entry {
    Key key;
    Value value;
  };

  /// Holds `capacity` entries, rounded up so that every shard has the same number. Sets have half
  /// as many places again: at full load one entry in fifty is evicted before its time.
  BoundedTable(uint32_t capacity, const MixKey& key)
      : key_(key), per_shard_(round_up((capacity + kShardCount - 1) / kShardCount, kChunk)),
        sets_((per_shard_ * 3 / 2 + kWays - 1) / kWays * kShardCount),
        entries_(per_shard_ * kShardCount), stamps_(per_shard_ * kShardCount),
        shards_(kShardCount) {
    for (uint32_t i = 0; i < kShardCount; i++)
      shards_[i].free = kNoSlot;
  }

  uint64_t hash(const Key& key) const {
    constexpr uint32_t kWords = sizeof(Key) / 8;
    uint64_t words[kWords + 1] = {}; // an odd one is paired with zero: keys of a table are one size
    std::memcpy(words, &key, sizeof key);
    uint64_t h = key_.k2;
    for (uint32_t i = 0; i < kWords; i += 2)
      h = mix(key_, words[i] ^ h, words[i + 1]);
    return h;
  }
  static uint32_t shard_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 58); }

  /// Asks for the set of a key; returns the key's hash, for prefetch_entry().
  uint64_t prefetch(const Key& key) const {
    const uint64_t h = hash(key);
    prefetch_set(h);
    return h;
  }
  void prefetch_set(uint64_t hash) const { prefetch_line(&sets_[set_of(hash)]); }
  /// Asks for the entry that find() will read, when prefetch() has had time to arrive. Returns its
  /// slot, or kNoSlot when there will be a new one.
  uint32_t prefetch_entry(uint64_t hash) const {
    const Set& set = sets_[set_of(hash)];
    const uint32_t hits = ways_with(set.tags, tag_of(hash));
    if (hits == 0) return kNoSlot;
    const uint32_t slot = set.slots[std::countr_zero(hits)];
    prefetch_object(entries_[slot]);
    return slot;
  }

  /// Slot of the entry, or kNoSlot. Slots stay valid until the entry is evicted or erased.
  uint32_t find(const Key& key, uint64_t hash) const {
    const Set& set = sets_[set_of(hash)];
    for (uint32_t hits = ways_with(set.tags, tag_of(hash)); hits != 0; hits &= hits - 1) {
      const uint32_t slot = set.slots[std::countr_zero(hits)];
      if (std::memcmp(&entries_[slot].key, &key, sizeof key) == 0) return slot;
    }
    return kNoSlot;
  }
  uint32_t find(const Key& key) const { return find(key, hash(key)); }

  struct Inserted {
    uint32_t slot;
    bool is_new;
  };
  /// Finds the entry or makes one with a default value. `evict(slot)` sees an entry that is about
  /// to be overwritten while it is still whole.
  template <class Evict>
  Inserted insert(const Key& key, uint64_t hash, uint32_t now_s, Evict&& evict) {
    const uint32_t found = find(key, hash);
    if (found != kNoSlot) return {found, false};
    Set& set = sets_[set_of(hash)];
    uint32_t way = first_free(set);
    uint32_t slot;
    if (way == kWays) {
      way = oldest(set);
      slot = set.slots[way];
      evict(slot);
      shards_[shard_of(hash)].evicted++;
    } else {
      slot = take_entry(shard_of(hash), evict);
    }
    return {place(set, way, slot, key, tag_of(hash), now_s), true};
  }
  Inserted insert(const Key& key, uint32_t now_s) {
    return insert(key, hash(key), now_s, [](uint32_t) {});
  }
  /// As insert(), but where something would be evicted it refuses: kNoSlot. For exact counts.
  uint32_t insert_if_room(const Key& key, uint32_t now_s) {
    const uint64_t h = hash(key);
    const uint32_t found = find(key, h);
    if (found != kNoSlot) return found;
    Set& set = sets_[set_of(h)];
    const uint32_t way = first_free(set);
    const Shard& shard = shards_[shard_of(h)];
    if (way == kWays || (shard.free == kNoSlot && shard.fresh == per_shard_)) return kNoSlot;
    const uint32_t slot = take_entry(shard_of(h), [](uint32_t) {});
    return place(set, way, slot, key, tag_of(h), now_s);
  }

  void erase(uint32_t slot) {
    unlink(slot);
    Shard& shard = shards_[shard_of_slot(slot)];
    stamps_[slot] = shard.free; // free entries are chained through their stamps
    shard.free = slot;
    shard.size--;
  }
  /// Marks use at packet time `now_s`; a clock that steps back does not make an entry older.
  void touch(uint32_t slot, uint32_t now_s) {
    uint32_t& stamp = stamps_[slot];
    if (now_s > stamp) stamp = now_s;
  }
  uint32_t stamp(uint32_t slot) const { return stamps_[slot]; }

  Value& operator[](uint32_t slot) { return entries_[slot].value; }
  const Value& operator[](uint32_t slot) const { return entries_[slot].value; }
  const Key& key(uint32_t slot) const { return entries_[slot].key; }

  /// Every entry, in an order that depends on the secret: sort before showing.
  template <class Visit> void each(Visit&& visit) const {
    for (uint32_t i = 0; i < sets_.count(); i++)
      for (uint32_t way = 0; way < kWays; way++)
        if (sets_[i].tags[way] != 0) visit(sets_[i].slots[way]);
  }

  uint32_t size() const {
    return sum([](const Shard& shard) { return shard.size; });
  }
  uint64_t evicted() const {
    return sum([](const Shard& shard) { return shard.evicted; });
  }
  bool empty() const { return size() == 0; }
  uint32_t slot_count() const { return entries_.count(); }
  size_t octets() const {
    return sets_.octets() + entries_.octets() + stamps_.octets() + shards_.octets();
  }

private:
  struct alignas(64) Set {
    uint32_t tags[kWays]; ///< 0 is free
    uint32_t slots[kWays];
  };
  struct alignas(64) Shard {
    uint32_t free;  ///< first of the chain of erased entries
    uint32_t fresh; ///< entries from here on were never used
    uint32_t size;
    uint32_t hand; ///< where a full shard looks for a victim next
    uint64_t evicted;
  };

  /// Consecutive entries of one shard before the next shard's: a few cache lines at least, so that
  /// two workers never write to one.
  static constexpr uint32_t kChunk = 8;
  static constexpr uint32_t round_up(uint32_t n, uint32_t unit) {
    return (n + unit - 1) / unit * unit;
  }
  static uint32_t slot_at(uint32_t shard, uint32_t place) {
    return (place / kChunk * kShardCount + shard) * kChunk + place % kChunk;
  }
  static uint32_t shard_of_slot(uint32_t slot) { return slot / kChunk % kShardCount; }

  /// The hash as a fraction of all sets, which lie shard by shard: its top bits are the shard.
  uint32_t set_of(uint64_t hash) const {
    return static_cast<uint32_t>((static_cast<unsigned __int128>(hash) * sets_.count()) >> 64);
  }
  static uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash) | 1; }
  template <class Of> auto sum(Of&& of) const {
    decltype(of(shards_[0])) total = 0;
    for (uint32_t i = 0; i < kShardCount; i++)
      total += of(shards_[i]);
    return total;
  }

  static uint32_t first_free(const Set& set) { return first_way(ways_with(set.tags, 0)); }
  uint32_t oldest(const Set& set) const {
    uint32_t way = 0;
    for (uint32_t i = 1; i < kWays; i++)
      if (stamps_[set.slots[i]] < stamps_[set.slots[way]]) way = i;
    return way;
  }

  /// An entry of the shard that nobody uses: erased, never used, or the oldest at the hand.
  template <class Evict> uint32_t take_entry(uint32_t number, Evict&& evict) {
    Shard& shard = shards_[number];
    shard.size++;
    if (shard.free != kNoSlot) {
      const uint32_t slot = shard.free;
      shard.free = stamps_[slot];
      return slot;
    }
    if (shard.fresh < per_shard_) return slot_at(number, shard.fresh++);
    uint32_t victim = slot_at(number, shard.hand);
    for (uint32_t i = 1; i < kWays; i++) {
      const uint32_t slot = slot_at(number, (shard.hand + i) % per_shard_);
      if (stamps_[slot] < stamps_[victim]) victim = slot;
    }
    shard.hand = (shard.hand + kWays) % per_shard_;
    evict(victim);
    unlink(victim);
    shard.evicted++;
    shard.size--;
    return victim;
  }
  /// Takes an entry out of its set.
  void unlink(uint32_t slot) {
    const uint64_t h = hash(entries_[slot].key);
    Set& set = sets_[set_of(h)];
    for (uint32_t hits = ways_with(set.tags, tag_of(h)); hits != 0; hits &= hits - 1) {
      const uint32_t way = static_cast<uint32_t>(std::countr_zero(hits));
      if (set.slots[way] == slot) set.tags[way] = 0;
    }
  }
  uint32_t place(Set& set, uint32_t way, uint32_t slot, const Key& key, uint32_t tag,
                 uint32_t now_s) {
    set.tags[way] = tag;
    set.slots[way] = slot;
    stamps_[slot] = now_s;
    entries_[slot].key = key;
    entries_[slot].value = Value{};
    return slot;
  }

  MixKey key_;
  uint32_t per_shard_;
  MappedArray<Set> sets_;
  MappedArray<Entry> entries_;
  MappedArray<uint32_t> stamps_;
  MappedArray<Shard> shards_;
};

} // namespace sigwarden
