// SPDX-License-Identifier: Apache-2.0
// The one hash table of all state: fixed capacity, sets of eight, exact keys, eviction inside a set
// by packet time. 64 shards, whatever the number of workers, each a contiguous run of sets, so that
// a shard can be owned by a worker later without moving an entry.
//
// A set is one cache line of marks (eight 32-bit tags, eight stamps in seconds) and, elsewhere, its
// eight entries: a look-up touches that line and the one entry whose tag fits. The whole key is
// compared then, since a tag that accuses a stranger would be worse than a miss. Both lines can be
// asked for ahead: prefetch() needs the hash alone, prefetch_entry() the marks.
//
// It does not grow, throw or allocate after its constructor; a full set evicts the entry with the
// oldest stamp (the lowest way on equal ones), tells the caller which, and counts it.
#pragma once

#include <bit>
#include <type_traits>

#include "native/base/keyed_mix.hpp"
#include "native/base/mapped_memory.hpp"

namespace sigwarden {

constexpr uint32_t kShardBits = 6;
constexpr uint32_t kShardCount = 1u << kShardBits;
constexpr uint32_t kNoSlot = ~uint32_t{0};

/// Asks for every cache line of an object.
inline void prefetch_octets(const void* at, size_t octets) {
  for (size_t offset = 0; offset < octets; offset += 64)
    __builtin_prefetch(static_cast<const char*>(at) + offset);
}

template <class Key, class Value> class BoundedTable {
  static_assert(std::is_trivially_copyable_v<Key> && std::is_trivially_copyable_v<Value>);
  static_assert(std::has_unique_object_representations_v<Key>, "padding would be hashed");
  static_assert(sizeof(Key) % 8 == 0);

public:
  static constexpr uint32_t kWays = 8;
  struct Entry {
    Key key;
    Value value;
  };

  /// Holds at least `capacity` entries; rounded up so that every shard has the same number of sets.
  BoundedTable(uint32_t capacity, const MixKey& key)
      : key_(key), sets_per_shard_((capacity + kShardCount * kWays - 1) / (kShardCount * kWays)),
        marks_(sets_per_shard_ * kShardCount), entries_(sets_per_shard_ * kShardCount * kWays) {}

  uint64_t hash(const Key& key) const {
    uint64_t words[sizeof(Key) / 8];
    std::memcpy(words, &key, sizeof key);
    uint64_t h = key_.k2;
    for (const uint64_t word : words)
      h = mix(key_, word, h);
    return h;
  }
  static uint32_t shard_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 58); }

  void prefetch(uint64_t hash) const { __builtin_prefetch(&marks_[set_of(hash)]); }
  /// Asks for the entry that find() will read; call when prefetch() has had time to arrive.
  /// Returns the slot that it expects.
  uint32_t prefetch_entry(uint64_t hash) const {
    const uint32_t set = set_of(hash);
    const uint32_t slot = set * kWays + likely_way(marks_[set], tag_of(hash));
    prefetch_octets(&entries_[slot], sizeof(Entry));
    return slot;
  }

  /// Slot of the entry, or kNoSlot. Slots stay valid until the entry is evicted or erased.
  uint32_t find(const Key& key, uint64_t hash) const {
    const uint32_t set = set_of(hash);
    const uint32_t tag = tag_of(hash);
    for (uint32_t hits = ways_with(marks_[set].tags, tag); hits != 0; hits &= hits - 1) {
      const uint32_t slot = set * kWays + static_cast<uint32_t>(std::countr_zero(hits));
      if (std::memcmp(&entries_[slot].key, &key, sizeof key) == 0) return slot;
    }
    return kNoSlot;
  }
  uint32_t find(const Key& key) const { return find(key, hash(key)); }

  struct Inserted {
    uint32_t slot;
    bool is_new;
  };
  /// Finds the entry or makes one with a value of zeros. `evict(slot)` sees an entry about to be
  /// overwritten while it is still whole.
  template <class Evict>
  Inserted insert(const Key& key, uint64_t hash, uint32_t now_s, Evict&& evict) {
    const uint32_t found = find(key, hash);
    if (found != kNoSlot) return {found, false};
    const uint32_t set = set_of(hash);
    uint32_t way = first_free(marks_[set]);
    if (way == kWays) {
      way = oldest(marks_[set]);
      evict(set * kWays + way);
      evicted_++;
      size_--;
    }
    return {place(set, way, key, tag_of(hash), now_s), true};
  }
  Inserted insert(const Key& key, uint32_t now_s) {
    return insert(key, hash(key), now_s, [](uint32_t) {});
  }
  /// As insert(), but a full set refuses: kNoSlot. For exact counts, which must not forget.
  uint32_t insert_if_room(const Key& key, uint32_t now_s) {
    const uint64_t h = hash(key);
    const uint32_t found = find(key, h);
    if (found != kNoSlot) return found;
    const uint32_t set = set_of(h);
    const uint32_t way = first_free(marks_[set]);
    return way == kWays ? kNoSlot : place(set, way, key, tag_of(h), now_s);
  }

  void erase(uint32_t slot) {
    marks_[slot / kWays].tags[slot % kWays] = 0;
    size_--;
  }
  /// Marks use at packet time `now_s`; a clock that steps back does not make an entry older.
  void touch(uint32_t slot, uint32_t now_s) {
    uint32_t& stamp = marks_[slot / kWays].stamps[slot % kWays];
    if (now_s > stamp) stamp = now_s;
  }
  uint32_t stamp(uint32_t slot) const { return marks_[slot / kWays].stamps[slot % kWays]; }
  bool holds(uint32_t slot) const { return marks_[slot / kWays].tags[slot % kWays] != 0; }

  Value& operator[](uint32_t slot) { return entries_[slot].value; }
  const Value& operator[](uint32_t slot) const { return entries_[slot].value; }
  const Key& key(uint32_t slot) const { return entries_[slot].key; }

  /// Every entry in slot order, which depends on the secret: sort before showing.
  template <class Visit> void each(Visit&& visit) const {
    for (uint32_t slot = 0; slot < slot_count(); slot++)
      if (holds(slot)) visit(slot);
  }

  uint32_t size() const { return size_; }
  uint32_t slot_count() const { return entries_.count(); }
  uint64_t evicted() const { return evicted_; }
  size_t octets() const { return marks_.octets() + entries_.octets(); }

private:
  struct alignas(64) Marks {
    uint32_t tags[kWays]; ///< 0 is free
    uint32_t stamps[kWays];
  };

  uint32_t set_of(uint64_t hash) const {
    const uint64_t low = hash & 0xFFFFFFFFULL;
    const uint32_t inside = static_cast<uint32_t>((low * sets_per_shard_) >> 32);
    return shard_of(hash) * sets_per_shard_ + inside;
  }
  static uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 26) | 1; }

  static uint32_t ways_with(const uint32_t (&tags)[kWays], uint32_t tag) {
    uint32_t hits = 0;
    for (uint32_t way = 0; way < kWays; way++)
      hits |= static_cast<uint32_t>(tags[way] == tag) << way;
    return hits;
  }
  static uint32_t first_free(const Marks& marks) {
    const uint32_t free = ways_with(marks.tags, 0);
    return free == 0 ? kWays : static_cast<uint32_t>(std::countr_zero(free));
  }
  static uint32_t oldest(const Marks& marks) {
    uint32_t way = 0;
    for (uint32_t i = 1; i < kWays; i++)
      if (marks.stamps[i] < marks.stamps[way]) way = i;
    return way;
  }
  static uint32_t likely_way(const Marks& marks, uint32_t tag) {
    uint32_t hits = ways_with(marks.tags, tag);
    if (hits == 0) hits = ways_with(marks.tags, 0);
    return hits == 0 ? oldest(marks) : static_cast<uint32_t>(std::countr_zero(hits));
  }
  uint32_t place(uint32_t set, uint32_t way, const Key& key, uint32_t tag, uint32_t now_s) {
    const uint32_t slot = set * kWays + way;
    marks_[set].tags[way] = tag;
    marks_[set].stamps[way] = now_s;
    entries_[slot].key = key;
    entries_[slot].value = Value{};
    size_++;
    return slot;
  }

  MixKey key_;
  uint32_t sets_per_shard_;
  MappedArray<Marks> marks_;
  MappedArray<Entry> entries_;
  uint32_t size_ = 0;
  uint64_t evicted_ = 0;
};

} // namespace sigwarden
