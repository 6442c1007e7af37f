// SPDX-License-Identifier: Apache-2.0
// What does this address do? One profile for each calling title and Origin-Host: when it was first
// seen and when it slept, how much it asked and got, whether the numbers it names come in a row and
// exist, how its stack writes, and estimates of how many different subscribers it asked about
// (HyperLogLog, Flajolet and others 2007; exact counting below some hundred by empty registers): of
// all of them with 256 registers, about 6.5 % off; of those whose place it asked for in the last
// hour with 64, about 13 % off.
//
// Estimates are hashed under a key that is the same everywhere: which register a subscriber falls
// into decides what a rule finds, and the same capture must lead to the same findings on any
// machine. So a sender can know it, and hide a sweep by asking only about subscribers who share
// registers: one in sixty-four, or in 256. That leaves most of a list alone, a finding of its
// category remains for each question, and nobody can make another address look busier than by
// asking in its name.
//
// A share is of the latest events: both counts are halved when there are many, so that what a
// source was for years does not hide what it is today.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/generated/anomalies.hpp"
#include "native/generated/limits.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// A calling title as digits, or the keyed hash of an Origin-Host or of an internet address;
/// `technology` tells them apart.
struct SourceKey {
  uint64_t address = 0;
  uint64_t technology = 0;
  bool operator==(const SourceKey&) const = default;
};

/// Share of the latest events that were something.
struct Share {
  static constexpr uint16_t kMost = 512, kLeast = 32;
  uint16_t events = 0, hits = 0;

  void add(bool hit) {
    if (events == kMost) events /= 2, hits /= 2;
    events++;
    hits = static_cast<uint16_t>(hits + hit);
  }
  /// -1 when there were too few.
  int32_t percent() const {
    if (events < kLeast) return -1;
    return hits == 0 ? 0 : 100 * hits / events; // most often nothing, and no division
  }
};

/// Questions for a place in the last hour: how many, and about how many subscribers.
struct RecentQuestions {
  static constexpr uint32_t kBuckets = 3, kWidthSeconds = 1200;
  static constexpr uint32_t kRegisterBits = 6, kRegisters = 1u << kRegisterBits;
  static constexpr uint8_t kRankMax = 15;
  using Registers = std::array<uint8_t, kRegisters / 2>; ///< four bits each

  uint32_t newest = 0; ///< number of the newest bucket
  std::array<uint32_t, kBuckets> questions{};
  std::array<Registers, kBuckets> registers{};

  /// `hash` is the subscriber's.
  void add(uint64_t hash, uint32_t now_s);
  uint32_t count(uint32_t now_s) const;
  uint32_t distinct(uint32_t now_s) const;

private:
  void enter(uint32_t bucket);
  uint32_t bucket_before(uint32_t now_s, uint32_t back) const;
};

struct SourceProfile {
  static constexpr uint32_t kRegisterBits = 8;
  static constexpr uint32_t kRegisters = 1u << kRegisterBits;

  uint64_t first_ns = 0, last_ns = 0;
  uint64_t requests = 0;
  uint32_t not_entitled = 0, answered = 0, refused = 0, blocked = 0;
  uint64_t subsystems = 0; ///< a bit for each calling SSN seen, modulo 64: no two that TS 23.003
                           ///< §8.2 gives to mobile networks meet
  uint64_t operations[2] = {}; ///< a bit for each operation seen, its id modulo 128
  uint64_t last_number = 0;    ///< named by the request before, as in Digits::bcd
  Share unknown;               ///< answers and refusals: there is no such subscriber
  Share sequential;            ///< numbers named: above the one before, in the same hundred
  uint32_t slept_s = 0;        ///< the last silence of a day or more
  uint32_t woke_s = 0;         ///< when it ended; 0: there was none
  uint32_t dialect = 0;        ///< how its stack writes; 0 before it was looked at
  uint32_t dialects = 0;       ///< times that this changed
  uint32_t versions = 0;       ///< a bit for each version of an application context seen
  uint32_t questions = 0;      ///< for a place, of all time
  uint32_t hour = 0,
           hours = 0; ///< number of the newest hour with one; a bit for it and those before
  uint32_t empty_registers = 0;
  uint32_t odd_forms = 0; ///< requests written in one of Sources::kOddForms
  RecentQuestions recent;
  uint64_t inverse_sum = 0; ///< sum of 2^-register over all registers, in units of 2^-40
  std::array<uint8_t, kRegisters> registers{};

  /// Was every request of this operation, or of one that shares its bit?
  bool has_sent_only(uint32_t operation) const {
    const uint32_t word = operation / 64 % 2;
    return operations[word] == uint64_t{1} << (operation % 64) && operations[1 - word] == 0;
  }
  /// The next number that it names.
  void name_number(uint64_t number, uint32_t length);
  void ask_place(uint64_t subscriber_hash, uint32_t now_s);
  /// Hours of the last 24 with a question for a place.
  uint32_t hours_active(uint32_t now_s) const;
  /// Questions for a place in the last hour as a multiple of the usual hour; -1 before a day.
  int32_t times_usual(uint32_t now_s) const;
  /// The silence that ended within the last day; 0 without one.
  uint32_t dormant_s(uint32_t now_s) const;
};
static_assert(sizeof(SourceProfile) <= 512);

class Sources {
public:
  Sources(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  uint64_t hash(const SourceKey& key) const { return table_.hash(key); }
  void prefetch_set(uint64_t hash) const { table_.prefetch_set(hash); }
  void prefetch_entry(uint64_t hash) const { table_.prefetch_entry(hash); }

  /// The profile of an address that sends a request, made when it is new.
  SourceProfile& observe(const SourceKey& key, uint64_t time_ns) {
    return observe(key, table_.hash(key), time_ns);
  }
  /// `hash` is the key's.
  SourceProfile& observe(const SourceKey& key, uint64_t hash, uint64_t time_ns);
  const SourceProfile* find(const SourceKey& key) const;
  SourceProfile* find(const SourceKey& key);
  /// Forms that old stacks write out of habit, and that are also used to be overlooked.
  static constexpr Anomalies kOddForms =
      anomaly::tcap_noncanonical_length | anomaly::tcap_high_tag_form |
      anomaly::tcap_padded_integer | anomaly::tcap_constructed_string |
      anomaly::tcap_trailing_octets;
  /// Is such a form what the source writes anyway? Unknown while it has asked little.
  static Tristate encodes_so(const SourceProfile& profile) {
    constexpr uint64_t kNearlyAll = 9, kOf = 10;
    if (profile.requests < limits::usual_encoding_requests) return Tristate::unknown;
    return profile.odd_forms * kOf >= profile.requests * kNearlyAll ? Tristate::yes : Tristate::no;
  }
  /// The address asked about this subscriber (IMSI, else MSISDN).
  static void add_target(SourceProfile& profile, uint64_t subscriber);
  /// It asked where this subscriber is.
  static void ask_place(SourceProfile& profile, uint64_t subscriber, uint32_t now_s) {
    profile.ask_place(estimate_hash(subscriber), now_s);
  }
  /// Estimate of the distinct subscribers that an address asked about.
  static uint32_t distinct_targets(const SourceProfile& profile);

  template <class Visit> void each(Visit&& visit) const {
    table_.each([&](uint32_t slot) { visit(table_.key(slot), table_[slot]); });
  }
  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  static uint64_t estimate_hash(uint64_t subscriber) {
    constexpr MixKey kEverywhere; // the defaults of MixKey, which are nobody's secret
    return mix(kEverywhere, subscriber, kEverywhere.k0);
  }
  /// The same address is asked for several times while its message is looked at.
  uint32_t slot_of(const SourceKey& key) const {
    const bool kept = last_ != kNoSlot && table_.key(last_) == key;
    if (!kept) last_ = table_.find(key);
    return last_;
  }

  BoundedTable<SourceKey, SourceProfile> table_;
  mutable uint32_t last_ = kNoSlot; ///< where the last address that was asked for lies
};

} // namespace sigwarden
