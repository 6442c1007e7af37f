// SPDX-License-Identifier: Apache-2.0
// What has not come yet? A watch is opened by a request (vectors were given, an identity was told,
// somebody was cancelled or moved), is closed by what should follow it, or reaches its deadline in
// packet time. It keeps the request and the opening of its dialogue, which is long closed by then:
// enough to make a finding of that session and to read its frame again.
//
// Nothing is judged here, and nothing known of the messages: the engine says what opens, what
// closes, and what a deadline means (native/engine/sequences.cpp). A watch goes through stages,
// each with a time of its own, so that each stage is a list in the order of its deadlines.
// Deadlines are reached in the order of their second, then of the stage, then of opening: the same
// input gives the same order, whatever the batches.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/generated/limits.hpp"
#include "native/state/dialogues.hpp"

namespace sigwarden {

/// What a watch is about; with the subscriber, and for `keys` the operator, its name.
enum class Watched : uint8_t {
  keys,       ///< an operator got vectors: will it send an update?
  identity,   ///< another network was told an identity: is something delivered, or asked on?
  cancel,     ///< somebody who was not entitled to it cancelled or purged
  move,       ///< an update came from far away: does anything else tie the subscriber there?
  homecoming, ///< a cancel seemed to bring somebody home, in the domain: does an update deny it?
};
constexpr uint32_t kWatchedCount = 5;

enum class WatchStage : uint8_t { keys, delivery, identity, detach, cancel, move, homecoming };
constexpr uint32_t kWatchStages = 7;

constexpr uint32_t seconds_of(WatchStage stage) {
  constexpr std::array<uint32_t, kWatchStages> kSeconds{
      limits::keys_seconds, limits::delivery_seconds,
      // The time of both stages together.
      limits::chain_seconds - limits::delivery_seconds, limits::detach_seconds,
      limits::cancel_seconds - limits::detach_seconds, limits::move_seconds,
      limits::homecoming_seconds};
  return kSeconds[static_cast<uint32_t>(stage)];
}

struct Watch {
  Request request;   ///< as it was judged, with its outcome
  Dialogue dialogue; ///< as it was opened: session, link and frame
  uint64_t since_ns = 0;
  uint32_t due_s = 0;
  uint32_t next = kNoSlot, previous = kNoSlot; ///< neighbours of its stage
  uint16_t party = 0; ///< of a move: who served before; of a homecoming: who did
  WatchStage stage = WatchStage::keys;
  uint8_t marks = 0;

  enum Mark : uint8_t {
    kResolved = 1,   ///< what was awaited came, or did not and was judged
    kFlagged = 2,    ///< the dialogue had a session when it ended
    kReceived = 4,   ///< of a move: facts move.received, move.old_service, move.new_service,
    kOldService = 8, ///< update.cancel_seen
    kNewService = 16,
    kCancelSeen = 32,
    kPrepared = 64, ///< and update.prepared, as it was at the update
    kUnprepared = 128,
  };
  bool has(Mark mark) const { return (marks & mark) != 0; }
  void mark(Mark mark) { marks = static_cast<uint8_t>(marks | mark); }
};

class Watches {
public:
  Watches(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  /// The watch, or kNoSlot. Nearly always there is none, and that costs one counter.
  uint32_t find(Watched what, uint64_t subscriber, uint16_t asker = 0) const {
    const Key key = key_of(what, subscriber, asker);
    const uint64_t hash = table_.hash(key);
    return open_[cell(what, hash)] == 0 ? kNoSlot : table_.find(key, hash);
  }
  /// The watch that is open already, or a new one whose time begins at `now_s`.
  struct Opened {
    uint32_t slot;
    bool is_new;
  };
  Opened open(Watched what, WatchStage stage, uint64_t subscriber, uint16_t asker, uint32_t now_s);
  /// A new stage, whose time begins now.
  void enter(uint32_t slot, WatchStage stage, uint32_t now_s);
  void close(uint32_t slot);

  /// May a deadline be over at `now_s`?
  bool is_due(uint32_t now_s) const { return next_due_s_ <= now_s; }
  /// Calls `reach(slot)` for each watch whose deadline is over at `now_s`; it must close() the
  /// watch or let it enter() another stage, or return false to stop for now. True when all are
  /// done.
  template <class Reach> bool advance(uint32_t now_s, Reach&& reach) {
    while (is_due(now_s)) {
      const uint32_t slot = first_due();
      next_due_s_ = slot == kNoSlot ? ~uint32_t{0} : table_[slot].due_s;
      if (next_due_s_ > now_s || !reach(slot)) return next_due_s_ > now_s;
    }
    return true;
  }
  /// Forgets all of them; returns how many there were whose event had not come.
  uint32_t give_up();

  Watch& operator[](uint32_t slot) { return table_[slot]; }
  const Watch& operator[](uint32_t slot) const { return table_[slot]; }
  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  static constexpr uint32_t kCells = 8192; ///< for each kind
  struct Key {
    uint64_t subscriber;
    uint64_t what; ///< Watched and the asker
  };
  struct List {
    uint32_t head = kNoSlot, tail = kNoSlot;
  };

  static Key key_of(Watched what, uint64_t subscriber, uint16_t asker) {
    return {subscriber, uint64_t{asker} << 8 | static_cast<uint64_t>(what)};
  }
  static uint32_t cell(Watched what, uint64_t hash) {
    return static_cast<uint32_t>(what) * kCells + static_cast<uint32_t>(hash % kCells);
  }
  uint32_t cell_of(uint32_t slot) const {
    const Key& key = table_.key(slot);
    return cell(static_cast<Watched>(key.what & 0xFF), table_.hash(key));
  }
  uint32_t first_due() const;
  void append(uint32_t slot, WatchStage stage, uint32_t now_s);
  void unlink(uint32_t slot);
  void forget(uint32_t slot);

  BoundedTable<Key, Watch> table_;
  std::array<List, kWatchStages> stages_{};
  uint32_t next_due_s_ = ~uint32_t{0}; ///< nothing is due before; not always the first that is
  /// Watches by the low bits of their hash: most questions are about somebody who has none.
  std::array<uint32_t, kCells * kWatchedCount> open_{};
};

} // namespace sigwarden
