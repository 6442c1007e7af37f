// SPDX-License-Identifier: Apache-2.0
// Which IMSI is this telephone number? Pairs learned from messages that name both: insertSubscriber
// Data, provideRoamingNumber, answers to sendRoutingInfo, sendRoutingInfoForSM, sendIMSI and S6a.
// The newest pair stands: SIM cards are replaced. A prefix of a number never tells whose subscriber
// it is, since numbers are ported; this map does.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/base/digits.hpp"

namespace sigwarden {

class Identities {
public:
  Identities(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  /// Returns the hash that prefetch_entry() takes.
  uint64_t prefetch(const Digits& msisdn) const { return table_.prefetch(key_of(msisdn)); }
  void prefetch_entry(uint64_t hash) const { table_.prefetch_entry(hash); }

  /// Both must be whole numbers in decimal; others teach nothing.
  void learn(const Digits& msisdn, const Digits& imsi, uint32_t now_s) {
    if (!is_number(msisdn) || imsi.length < 6 || imsi.length > 15 ||
        (imsi.flags & Digits::kNotDecimal) != 0)
      return;
    const uint32_t slot = table_.insert(key_of(msisdn), now_s).slot;
    table_.touch(slot, now_s);
    // Fifteen digits leave the last nibble free for the length.
    table_[slot].imsi = imsi.bcd | imsi.length;
  }
  /// Empty digits when the pair was never seen.
  Digits imsi_of(const Digits& msisdn) const {
    Digits imsi;
    if (!is_number(msisdn)) return imsi;
    const uint32_t slot = table_.find(key_of(msisdn));
    if (slot == kNoSlot) return imsi;
    imsi.bcd = table_[slot].imsi & ~uint64_t{0xF};
    imsi.length = static_cast<uint8_t>(table_[slot].imsi & 0xF);
    return imsi;
  }

  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  struct Key {
    uint64_t msisdn;
  };
  struct Value {
    uint64_t imsi;
  };
  static bool is_number(const Digits& msisdn) {
    return msisdn.length >= 5 && msisdn.length <= 15 && (msisdn.flags & Digits::kNotDecimal) == 0;
  }
  static Key key_of(const Digits& msisdn) { return {msisdn.bcd | msisdn.length}; }

  BoundedTable<Key, Value> table_;
};

} // namespace sigwarden
