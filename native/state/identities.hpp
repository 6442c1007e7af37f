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
  /// A pair of before anything was seen: words of each(). False for what is none, and when the
  /// number is known.
  bool restore(uint64_t msisdn, uint64_t imsi, uint32_t seen_s) {
    if (!is_word(msisdn, 5) || !is_word(imsi, 6) || table_.find({msisdn}) != kNoSlot) return false;
    table_[table_.insert({msisdn}, seen_s).slot].imsi = imsi;
    return true;
  }
  /// Visits every pair: both numbers with their count of digits in the last nibble, last seen in s.
  template <class Visit> void each(Visit&& visit) const {
    table_.each([&](uint32_t slot) {
      visit(table_.key(slot).msisdn, table_[slot].imsi, table_.stamp(slot));
    });
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
  /// Decimal digits, at least `least` of them, then zeros, then how many.
  static bool is_word(uint64_t word, uint32_t least) {
    const uint32_t length = static_cast<uint32_t>(word & 0xF);
    const uint64_t digits = word & ~uint64_t{0xF};
    return length >= least && length <= 15 && bcd_prefix(digits, length) == digits &&
           is_decimal(digits);
  }
  static Key key_of(const Digits& msisdn) { return {msisdn.bcd | msisdn.length}; }

  BoundedTable<Key, Value> table_;
};

} // namespace sigwarden
