// SPDX-License-Identifier: Apache-2.0
// Which question does this answer belong to, and how did it end? Open TCAP dialogues and Diameter
// transactions with the requests in them. A transaction id is unique to the node that chose it only
// (Q.773 §3.2.2), so the key is the id with its owner: the operator of the owner's title, since
// answers come back to another node of it now and then; for titles of unknown operators their
// first digits; without a title the owner that last used the point code. Diameter: the connection,
// in the direction of the request, and the hop-by-hop id (RFC 6733 §3). Other pairs of request and
// answer: both addresses and the number.
//
// Nothing is judged here. Entries end by close(), by their deadline in packet time, by eviction, or
// stay to the end of the input; the caller learns of each with the entry still whole.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/decode/message.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

struct DialogueKey {
  uint64_t id = 0;
  uint64_t owner = 0; ///< 0: no owner, no key
  bool empty() const { return owner == 0; }
};

/// One invoke of the initiator, or the one command of a Diameter request: what was known when it
/// was judged, kept until its answer.
struct Request {
  uint64_t imsi = 0, msisdn = 0; ///< digits as in Digits::bcd
  uint64_t source = 0;           ///< SourceKey of the address that asked
  Anomalies anomalies = 0;
  uint32_t requested = 0, disclosed = 0;
  int32_t serving_age_s = -1;
  /// Of a cancel how long the claimant held the subscriber, else how long that one was silent.
  int32_t span_s = -1;
  uint32_t next = 0; ///< 1 + index of the next further request, 0 is the end
  uint16_t operation = 0xFFFF;
  uint16_t origin = 0, destination = 0, home = 0, serving = 0; ///< parties
  uint16_t claimant = 0; ///< party of the place an operation is sent for; of a cancel, who lost
  int16_t invoke_id = 0;
  uint8_t imsi_length = 0, msisdn_length = 0;
  uint8_t component_index = 0, component_count = 0;
  uint8_t entitlement = 0, reason = 0, direction = 0, grade = 0, whereabouts = 0, outcome = 0;
  uint8_t bits = 0;            ///< RequestBit
  uint8_t sub_type = 0xFF;     ///< Operation::sub_type
  uint16_t tristates = 0xAAAA; ///< all unknown; a two-bit Tristate for each Question

  enum RequestBit : uint8_t {
    kProtocolKnown = 1,
    kFromInitiator = 2,
    kOneSided = 4,
    kReturned = 8,
    kMove = 16, ///< an update that is pending in `claims`, or a cancel that moved somebody
    kInDomainPs = 32,
    kInDomainEps = 64,
    kFlipBack = 128, ///< what a cancel showed
  };
  enum Question : uint8_t {
    is_subscriber_home,
    is_serving,
    is_own,
    host_in_realm,
    layers_agree,
    is_abroad,
    move_possible,
    is_addressed_home, ///< the destination is the home of the subscriber
  };
  bool has(RequestBit bit) const { return (bits & bit) != 0; }
  Domain domain() const {
    if (has(kInDomainEps)) return Domain::eps;
    return has(kInDomainPs) ? Domain::ps : Domain::cs;
  }
  void set(RequestBit bit, bool value) {
    bits = static_cast<uint8_t>(value ? bits | bit : bits & ~bit);
  }
  Tristate answer(Question question) const {
    return static_cast<Tristate>((tristates >> (2 * question)) & 3);
  }
  void set(Question question, Tristate answer) {
    const uint32_t cleared = tristates & ~(3u << (2 * question));
    tristates = static_cast<uint16_t>(cleared | static_cast<uint32_t>(answer) << (2 * question));
  }
};
static_assert(sizeof(Request) <= 88);

/// An open dialogue, the part that every message of it touches.
struct Dialogue {
  uint64_t opened_ns = 0;
  uint64_t frame = 0;
  uint64_t reference = 0;   ///< where the source finds the opening frame again
  uint64_t association = 0; ///< hash of both ends of the packet, the same for every engine
  uint32_t next = kNoSlot, previous = kNoSlot; ///< neighbours with the same second of deadline
  uint32_t deadline_s = 0;
  uint32_t link = kNoSlot;
  uint32_t session = 0; ///< 1 + index of the flagged session, 0 is none
  uint32_t further = 0; ///< 1 + index of the second request
  uint16_t file = 0;
  uint16_t message = 0; ///< place of the opening message in its frame
  uint8_t request_count = 0;
  uint8_t from = 0; ///< side of the link that opened it
  uint8_t flags = 0;
  uint8_t context_number = 0, context_version = 0;
  uint8_t technology = 0;
  uint8_t legs = 1;
  uint8_t spare = 0;
  uint64_t transaction = 0; ///< ids of the opening message as on the wire: part of the session id

  enum Flag : uint8_t {
    kHasContext = 1,
    kIsMap = 2,
    kIsCap = 4,
    kProtocolKnown = 8,
    kResponderSeen = 16,
    kEmptyBegin = 32, ///< the invoke comes in the initiator's first Continue
    kPeerKnown = 64,
  };
  bool has(Flag flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Dialogue) + sizeof(DialogueKey) <= 96);

class Dialogues {
public:
  Dialogues(uint32_t capacity, uint32_t further, uint32_t peers, const MixKey& key);

  static DialogueKey transaction(const TransactionId& id, uint64_t owner);
  static DialogueKey diameter(uint64_t connection, uint32_t hop_by_hop);
  /// Any other pair of a request and an answer: both addresses, in the direction of the request.
  static DialogueKey exchange(uint64_t addresses, uint32_t number);
  /// Owner by its title: the operator's number in the network image, or 0 when only the country is
  /// known. 0 without a title.
  static uint64_t owner_of_title(const Digits& title, uint16_t operator_number);
  /// Owner that last opened a dialogue from this point code; 0 when none did.
  uint64_t owner_at(uint32_t point_code, uint8_t network_indicator) const;
  /// Point code itself as owner, for networks that route without titles.
  static uint64_t owner_of_point(uint32_t point_code, uint8_t network_indicator);
  /// A Begin came from there.
  void learn_owner(uint32_t point_code, uint8_t network_indicator, uint64_t owner);

  /// Returns the hash that prefetch_entry() takes; 0, and nothing asked for, for an empty key.
  uint64_t prefetch(const DialogueKey& key) const { return key.empty() ? 0 : table_.prefetch(key); }
  void prefetch_entry(uint64_t hash) const {
    if (hash == 0) return;
    const uint32_t slot = table_.prefetch_entry(hash);
    if (slot != kNoSlot) prefetch_object(first_[slot]);
  }
  /// For a message whose sender's id may become or be that of a responder; one secret, one hash.
  void prefetch_peer(uint64_t hash) const { peers_.prefetch_set(hash); }

  struct Opened {
    uint32_t slot;
    bool is_new; ///< false: the key is taken by an open dialogue, which is untouched
  };
  /// A new dialogue with its deadline set; `hash` is its key's. `evict(slot)` sees one that has to
  /// make room.
  template <class Evict>
  Opened open(const DialogueKey& key, uint64_t hash, uint64_t time_ns, uint32_t lifetime_s,
              Evict&& evict) {
    const uint32_t now_s = seconds_of(time_ns);
    const auto [slot, is_new] = table_.insert(key, hash, now_s, [&](uint32_t victim) {
      evict(victim);
      release(victim);
    });
    if (is_new) start(slot, time_ns, lifetime_s);
    return {slot, is_new};
  }
  /// As just opened, under the same key, with a new deadline; its requests are dropped.
  void restart(uint32_t slot, uint64_t time_ns, uint32_t lifetime_s);

  uint64_t hash(const DialogueKey& key) const { return table_.hash(key); }
  /// Slot of the dialogue whose initiator owns this id; `hash` is what prefetch() returned.
  uint32_t find(const DialogueKey& key, uint64_t hash) const {
    return key.empty() ? kNoSlot : table_.find(key, hash);
  }
  uint32_t find(const DialogueKey& key) const { return find(key, table_.hash(key)); }
  /// Slot of the dialogue whose responder owns this id, or that has this further leg.
  uint32_t find_peer(const DialogueKey& key, uint64_t hash) const;
  uint32_t find_peer(const DialogueKey& key) const { return find_peer(key, peers_.hash(key)); }
  void add_peer(const DialogueKey& key, uint64_t hash, uint32_t slot);
  void add_peer(const DialogueKey& key, uint32_t slot) { add_peer(key, peers_.hash(key), slot); }

  /// An empty Begin names the subscriber in its map-open: kept where the first request will stand,
  /// which begins with it. Empty: it named none.
  void expect_about(uint32_t slot, const Digits& imsi) {
    first_[slot] = Request{};
    first_[slot].imsi = imsi.bcd;
    first_[slot].imsi_length = imsi.length;
    table_[slot].flags |= Dialogue::kEmptyBegin;
  }
  /// Another request of the dialogue, or nullptr at the limits (counted).
  Request* add_request(uint32_t slot);
  Request& first_request(uint32_t slot) { return first_[slot]; }
  const Request& first_request(uint32_t slot) const { return first_[slot]; }
  /// The request with this invoke id, or nullptr.
  Request* find_request(uint32_t slot, int16_t invoke_id);
  template <class Visit> void each_request(uint32_t slot, Visit&& visit) {
    if (table_[slot].request_count == 0) return;
    visit(first_[slot]);
    for (uint32_t at = table_[slot].further; at != 0; at = further_[at - 1].next)
      visit(further_[at - 1]);
  }

  void close(uint32_t slot) {
    release(slot);
    table_[slot].opened_ns = 0; // no mark of it is an open dialogue any more
    table_.erase(slot);
  }

  /// What is added to the seconds of packet times from now on (PacketClock): deadlines are counted
  /// in the sum, as is the clock of advance().
  void shift(uint32_t seconds) { shift_s_ = seconds; }

  /// May a deadline be over at `now_s`? If not, advance() would set the clock and nothing else.
  bool is_due(uint32_t now_s) const { return clock_s_ < now_s && next_due_s_ <= now_s; }
  void set_clock(uint32_t now_s) { clock_s_ = std::max(clock_s_, now_s); }
  /// Moves the clock to `now_s`; `expire(slot)` sees each entry past its deadline, in
  /// the order of the seconds and then of opening, and must close() it, or return false to stop
  /// for now (the rest follows at the next call). True when all are done.
  template <class Expire> bool advance(uint32_t now_s, Expire&& expire) {
    while (is_due(now_s)) {
      const uint32_t second = next_deadline();
      next_due_s_ = second;
      if (second > now_s) break;
      for (uint32_t slot = wheel_[second % kWheel].head; slot != kNoSlot;) {
        const uint32_t next = table_[slot].next;
        if (!expire(slot)) return false;
        slot = next;
      }
      clock_s_ = second;
    }
    set_clock(now_s);
    return true;
  }
  /// Every open dialogue in the order of deadline and opening, as advance() would see them.
  template <class Visit> bool each_by_deadline(Visit&& visit) {
    for (uint32_t i = 1; i <= kWheel; i++)
      for (uint32_t slot = wheel_[(clock_s_ + i) % kWheel].head; slot != kNoSlot;) {
        const uint32_t next = table_[slot].next;
        if (!visit(slot)) return false;
        slot = next;
      }
    return true;
  }

  /// Does the slot still hold the dialogue that was opened at this time?
  bool is_open(uint32_t slot, uint64_t opened_ns) const {
    return opened_ns != 0 && table_[slot].opened_ns == opened_ns;
  }
  const DialogueKey& key(uint32_t slot) const { return table_.key(slot); }
  Dialogue& operator[](uint32_t slot) { return table_[slot]; }
  const Dialogue& operator[](uint32_t slot) const { return table_[slot]; }
  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  uint64_t requests_over_limit() const { return requests_over_limit_; }
  size_t octets() const;

private:
  static constexpr uint32_t kWheel = 1024; ///< seconds; above every lifetime
  static constexpr uint32_t kWords = kWheel / 64;
  static_assert(limits::dialogue_seconds < kWheel && limits::transaction_seconds < kWheel);
  struct List {
    uint32_t head = kNoSlot, tail = kNoSlot;
  };
  struct Peer {
    uint32_t slot;
    uint32_t opened; ///< low half of opened_ns: a slot used again is another dialogue
  };
  struct PointKey {
    uint64_t point;
  };
  struct Owner {
    uint64_t owner;
  };

  uint32_t seconds_of(uint64_t time_ns) const {
    return static_cast<uint32_t>(time_ns / 1'000'000'000) + shift_s_;
  }
  void start(uint32_t slot, uint64_t time_ns, uint32_t lifetime_s);
  void release(uint32_t slot);
  void release_requests(uint32_t slot);
  /// The first second after the clock at which anything is due; the last there is when nothing is.
  uint32_t next_deadline() const;
  void schedule(uint32_t slot);
  void unschedule(uint32_t slot);

  BoundedTable<DialogueKey, Dialogue> table_;
  MappedArray<Request> first_; ///< of each slot of table_
  MappedArray<Request> further_;
  uint32_t further_free_ = 0;  ///< 1 + index of the first free further request
  uint32_t further_fresh_ = 0; ///< further requests that were never used start here
  BoundedTable<DialogueKey, Peer> peers_;
  BoundedTable<PointKey, Owner> owners_;
  std::array<uint32_t, 64> recent_owners_; ///< slots that the newest Begins came to
  std::array<List, kWheel> wheel_{};
  std::array<uint64_t, kWords> due_{}; ///< a bit for each list that is not empty
  uint16_t due_words_ = 0;             ///< and one for each of these words that is not 0
  static_assert(kWords == 16);
  uint32_t clock_s_ = 0;
  uint32_t shift_s_ = 0;
  uint32_t next_due_s_ = 0; ///< nothing is due before; not always the first that is
  uint64_t requests_over_limit_ = 0;
};

} // namespace sigwarden
