// SPDX-License-Identifier: Apache-2.0
// Where is this subscriber? An HLR answers an update from anyone, so an answered update is a claim
// and no more. For each domain (CS, PS, EPS) up to four claims are kept, newest first, and graded:
// claimed, plausible when the journey from the last corroborated place was possible, corroborated
// when another kind of traffic ties the subscriber there or service went on for a day. A claim that
// proves false by flip-back (A, B, A again, with B never corroborated and no neighbour of A) is
// refuted and stays as such. Authentication and cancel are weak marks and grade nothing. A node to
// which nobody could have travelled answers for itself only: what is delivered there makes its
// claim plausible, and no place from which a later journey starts. The same becomes of a claim from
// which the subscriber is back sooner than anyone can travel: two claims contradict each other, and
// the one that came between is the odd one.
//
// An entry's stamp is the last activity at a place that anything supports: what an unsupported
// claim does buys it no travel time, and costs the subscriber none. A subscriber without such a
// place is stamped by any activity.
//
// Kept are the network and the time: never a cell, an area or a coordinate. 40 octets a subscriber
// with its marks; earlier claims of the few that moved lie in a side table. The key is the whole
// IMSI: a fingerprint that collides would accuse a stranger.
#pragma once

#include <algorithm>

#include "native/base/bounded_table.hpp"
#include "native/base/digits.hpp"
#include "native/generated/limits.hpp"
#include "native/state/networks.hpp"

namespace sigwarden {

struct Claim {
  uint32_t since_s = 0;   ///< packet time of the answered update
  Party party = kNoParty; ///< network that claimed; 0 is no claim
  ClaimGrade grade = ClaimGrade::none;
  uint8_t flags = 0;

  enum Flag : uint8_t {
    kReturnedHome = 1, ///< inferred from a cancel that no foreign update explains
    kPending = 2,      ///< an update of this domain waits for its answer
    kHasHistory = 4,   ///< earlier claims are in the side table
    kService = 8,      ///< traffic of the claiming network was seen since
    kJustUpdated = 16, ///< nothing but updates was seen since the newest update
    kUnseen = 32,      ///< the answer to the update was not seen: it may have been refused
    kImpossible = 64,  ///< nobody could have made the journey that the update claimed
    kDayCounted = 128, ///< first_of_day() told of the day of the entry's stamp
  };
};

/// Traffic that ties a subscriber to a network.
enum class Corroboration : uint8_t { roaming_number, mt_sms, mo_sms, initial_dp };

/// What the best claim of a subscriber says.
struct Serving {
  Claim claim; ///< party 0: nothing known
  Domain domain = Domain::cs;
  bool newer_refuted = false; ///< a newer claim than this one was refuted
};

/// What an answered update or an observed cancel meant.
struct Move {
  bool flip_back = false;    ///< of a cancel: to be confirmed by confirm_return()
  Party suspect = kNoParty;  ///< the network B of a flip-back
  Party previous = kNoParty; ///< who held the subscriber before
  uint32_t held_s = 0;       ///< how long B held it
};

class Claims {
public:
  Claims(uint32_t subscribers, uint32_t histories, const MixKey& key)
      : table_(subscribers, key), histories_(histories, key) {}

  /// False for what is not an IMSI (TS 23.003 §2.2: decimal, at most 15 digits, MCC and MNC).
  static bool is_imsi(const Digits& imsi) {
    return imsi.length >= 6 && imsi.length <= 15 && (imsi.flags & Digits::kNotDecimal) == 0;
  }
  /// Returns the hash that prefetch_entry() takes.
  uint64_t prefetch(uint64_t imsi) const {
    const uint64_t hash = table_.prefetch({imsi});
    histories_.prefetch_set(hash); // one secret, one hash
    return hash;
  }
  void prefetch_entry(uint64_t hash) const {
    table_.prefetch_entry(hash);
    histories_.prefetch_entry(hash);
  }

  /// What is known of a subscriber in every domain: one look for several questions.
  struct Picture {
    std::array<Serving, kDomainCount> best;
    std::array<Claim, kDomainCount> newest;
    /// Of all claims here, newest and best, when they name one: then none contradicts another.
    Party place = kNoParty;
    bool is_of_one_place = true;
  };
  Picture look(uint64_t imsi) const { return look(imsi, table_.hash({imsi})); }
  /// `hash` is what prefetch() returned for it.
  Picture look(uint64_t imsi, uint64_t hash) const;
  static Serving serving(const Picture& picture);
  static Tristate is_served_by(const Picture& picture, Party party, const Networks& networks);

  /// Beyond the borders of every network that may serve the subscriber?
  static bool is_far(const Picture& picture, Party party, const Networks& networks);

  /// Is this operator the newest to claim the subscriber in a domain, and was traffic of another
  /// kind seen there since? Whatever that claim was worth: a further update of it is no journey.
  static bool is_settled(const Picture& picture, Party party, const Networks& networks);

  /// The best claim: the newest that was not refuted and, where there is one, at least plausible.
  Serving serving(uint64_t imsi) const { return serving(look(imsi)); }
  /// The best claim of one domain.
  Serving serving(uint64_t imsi, Domain domain) const;
  /// Does a claim of any domain that was not refuted name this operator? `unknown` without claims.
  Tristate is_served_by(uint64_t imsi, Party party, const Networks& networks) const {
    return is_served_by(look(imsi), party, networks);
  }
  /// Could the subscriber have travelled to `party` since last seen at a place that anything
  /// supports? Unknown without one, and where a distance is. Several domains may each have one: the
  /// journey from any of them will do.
  Tristate move_possible(uint64_t imsi, Party party, uint32_t now_s,
                         const Networks& networks) const {
    return move_possible(look(imsi), imsi, party, now_s, networks);
  }
  /// The same of what a look at the subscriber showed.
  Tristate move_possible(const Picture& picture, uint64_t imsi, Party party, uint32_t now_s,
                         const Networks& networks) const;
  /// Time since the last activity at such a place, s; -1 without one and when the clock went back.
  int32_t silent_seconds(uint64_t imsi, uint32_t now_s) const;
  /// Is any claim known?
  bool knows(uint64_t imsi) const { return find(imsi) != kNoSlot; }
  /// Did the operator of `party` hold a claim that anything supported, until `within_s` ago? With
  /// `by_update` an answered update is enough: nobody knows how little a traveller does there.
  bool was_held_by(uint64_t imsi, Party party, uint32_t now_s, uint32_t within_s,
                   const Networks& networks, bool by_update = false) const;

  /// A claim of before anything was seen, with the last activity known then. `place` 0 is the
  /// newest of its domain; earlier ones follow it in order. False when what is known is newer.
  bool restore(uint64_t imsi, Domain domain, const Claim& claim, uint32_t place, uint32_t seen_s);
  /// What was restored was observed until then: between that and the first packet nobody looked.
  void set_gap(uint32_t from_s) { gap_from_s_ = std::max(gap_from_s_, from_s); }
  uint32_t gap_from() const { return gap_from_s_; }
  /// Nothing was seen of the subscriber since a gap, and `party` can be reached since: there may
  /// have been an update that nobody saw.
  bool may_have_left(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks) const;
  /// Visits every claim: imsi, domain, place, claim, last activity in s. In no order of use.
  template <class Visit> void each_claim(Visit&& visit) const {
    table_.each([&](uint32_t slot) {
      const uint64_t imsi = table_.key(slot).imsi;
      for (uint32_t i = 0; i < kDomainCount; i++) {
        const Claim& newest = table_[slot].of[i];
        if (newest.party == kNoParty) continue;
        const Domain domain = static_cast<Domain>(i);
        visit(imsi, domain, 0u, newest, table_.stamp(slot));
        const Earlier* earlier = earlier_of(imsi, domain, newest);
        for (uint32_t k = 0; earlier != nullptr && k < kEarlier; k++)
          if ((*earlier)[k].party != kNoParty)
            visit(imsi, domain, k + 1, (*earlier)[k], table_.stamp(slot));
      }
    });
  }
  /// An update was asked for, or its dialogue ended in whatever way.
  void set_pending(uint64_t imsi, Domain domain, bool pending, uint32_t now_s);
  /// Was the subscriber there, or next door, within the last day? Then an update is a return, which
  /// speaks against what was claimed between as much as against itself.
  bool is_return(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks) const;
  /// An update of `party` was answered.
  Move update(uint64_t imsi, Domain domain, Party party, uint32_t now_s, const Networks& networks);
  /// An update of `party` was asked for at `asked_s` and no answer was seen: who serves is not
  /// known as it was. Accuses nobody later, and excuses the party until something is known.
  void update_unseen(uint64_t imsi, Domain domain, Party party, uint32_t asked_s,
                     const Networks& networks);
  /// The home network sent a cancel to `party`. Without an update under way that is the way home,
  /// unless one follows: taps disagree about what came first, and registers that are moved or
  /// mended cancel at networks where the telephone is and registers again.
  Move cancel(uint64_t imsi, Domain domain, Party party, Party home, uint32_t now_s,
              const Networks& networks);
  /// Is the subscriber whom a cancel seemed to bring home from `suspect` still there, or was there
  /// an update after all? Refutes the claim of `suspect` when nothing speaks for it.
  bool confirm_return(uint64_t imsi, Domain domain, Party suspect, const Networks& networks);
  /// Traffic of another kind than updates tied the subscriber to `party`.
  void corroborate(uint64_t imsi, Party party, Corroboration kind, uint32_t now_s,
                   const Networks& networks);
  /// Any other request of `party` about the subscriber: a day of them corroborates.
  void service(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks);

  /// The subscriber was just heard from at `party`: is that the first time on this day (UTC)? True
  /// once a day for each stay.
  bool first_of_day(uint64_t imsi, Party party, const Networks& networks);

  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  uint64_t histories_evicted() const { return histories_.evicted(); }
  size_t octets() const { return table_.octets() + histories_.octets(); }

private:
  static constexpr uint32_t kEarlier = limits::claims_per_domain - 1;
  struct Key {
    uint64_t imsi;
  };
  struct Newest {
    std::array<Claim, kDomainCount> of;
  };
  using Earlier = std::array<Claim, kEarlier>; ///< newest first
  struct History {
    std::array<Earlier, kDomainCount> of;
  };

  static Claim& of(Newest& newest, Domain domain) {
    return newest.of[static_cast<uint32_t>(domain)];
  }
  static uint32_t outdated_since(const Picture& picture, uint32_t domain, const Networks& networks);
  static bool is_contested(const Picture& picture, uint32_t domain, const Networks& networks);
  static bool is_outdated(const Newest& all, const Claim& claim, const Networks& networks);
  static Move contradict(Newest& all, Party back, uint32_t now_s, const Networks& networks);
  uint32_t ended_by(uint64_t imsi, const Claim& claim, uint32_t now_s,
                    const Networks& networks) const;
  template <class Visit> void each_of(uint64_t imsi, Visit&& visit) const;
  uint32_t find(uint64_t imsi) const { return find(imsi, table_.hash({imsi})); }
  uint32_t find(uint64_t imsi, uint64_t hash) const;
  uint32_t find_or_make(uint64_t imsi, uint32_t now_s);
  void touch(uint32_t slot, uint32_t now_s);
  bool restore_earlier(uint64_t imsi, Domain domain, Claim& newest, const Claim& claim,
                       uint32_t index, uint32_t seen_s);
  Claim way_back(uint64_t imsi, Domain domain, const Newest& all, Party party, uint32_t now_s,
                 const Networks& networks) const;
  bool never_left(uint64_t imsi, Domain domain, const Claim& newest, Party party, uint32_t now_s,
                  const Networks& networks) const;
  void withdraw(uint64_t imsi, Domain domain, Claim& newest);
  void withdraw_unseen(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks);
  bool is_traceless(uint64_t imsi, const Claim& claim, Party back, uint32_t held_s,
                    const Networks& networks) const;
  bool has_only_received(uint64_t imsi, const Claim& claim, Party back,
                         const Networks& networks) const;
  const Earlier* earlier_of(uint64_t imsi, Domain domain, const Claim& newest) const;
  void push(uint64_t imsi, Domain domain, Claim& newest, Claim claim, uint32_t now_s);
  Serving best_of(uint64_t imsi, Domain domain, const Claim& newest) const;
  bool has_support(uint64_t imsi, uint32_t slot) const;
  void see(uint64_t imsi, uint32_t slot, const Claim& at, uint32_t now_s, const Networks& networks);
  int32_t silence(uint32_t slot, uint32_t now_s) const;
  Move take_back(uint64_t imsi, Domain domain, Claim& newest, Claim back, uint32_t now_s,
                 const Networks& networks);
  template <class Change>
  void each_claim_of(uint64_t imsi, Party party, const Networks& networks, Change&& change,
                     uint32_t now_s);

  BoundedTable<Key, Newest> table_;
  BoundedTable<Key, History> histories_;
  uint32_t gap_from_s_ = 0;        ///< 0: nothing was restored
  mutable uint64_t last_imsi_ = 0; ///< of find(), with its answer
  mutable uint32_t last_ = kNoSlot;
  mutable uint32_t last_history_ = kNoSlot;
};

} // namespace sigwarden
