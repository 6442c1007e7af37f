// SPDX-License-Identifier: Apache-2.0
// What does this address do? One profile for each calling title and Origin-Host: when it was first
// seen, how much it asked and got, and an estimate of how many different subscribers it asked about
// (HyperLogLog with 256 registers, Flajolet and others 2007: about 6.5 % off; exact counting below
// some hundred by empty registers).
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

struct SourceProfile {
  static constexpr uint32_t kRegisterBits = 8;
  static constexpr uint32_t kRegisters = 1u << kRegisterBits;

  uint64_t first_ns = 0, last_ns = 0;
  uint64_t requests = 0, not_entitled = 0, answered = 0, refused = 0, blocked = 0;
  uint64_t subsystems[4] = {}; ///< a bit for each calling SSN seen
  uint64_t inverse_sum = 0;    ///< sum of 2^-register over all registers, in units of 2^-40
  uint32_t empty_registers = 0;
  uint32_t odd_forms = 0; ///< requests written in one of Sources::kOddForms
  std::array<uint8_t, kRegisters> registers{};
};
static_assert(sizeof(SourceProfile) <= 512);

class Sources {
public:
  Sources(uint32_t capacity, const MixKey& key) : mix_(key), table_(capacity, key) {}

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
  void add_target(SourceProfile& profile, uint64_t subscriber) const;
  /// Estimate of the distinct subscribers that an address asked about.
  static uint32_t distinct_targets(const SourceProfile& profile);

  template <class Visit> void each(Visit&& visit) const {
    table_.each([&](uint32_t slot) { visit(table_.key(slot), table_[slot]); });
  }
  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  uint32_t slot_of(const SourceKey& key) const;

  MixKey mix_;
  BoundedTable<SourceKey, SourceProfile> table_;
  mutable uint32_t last_ = kNoSlot; ///< where the last address that was asked for lies
};

} // namespace sigwarden
