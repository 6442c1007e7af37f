// SPDX-License-Identifier: Apache-2.0
// Whose calls did somebody forward to a stranger lately? One entry a subscriber: the newest that
// was set, by whom and when, so that its erasure shows how long it stood. Only what came from
// outside and went to a number neither at home nor where the subscriber is gets here, and that is
// rare. Whether the register did as asked is not known here.
#pragma once

#include "native/base/bounded_table.hpp"

namespace sigwarden {

class Forwardings {
public:
  Forwardings(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  struct Set {
    uint64_t source = 0; ///< SourceKey of the address that set it
    uint32_t time_s = 0;
    uint16_t party = 0; ///< network, or country, of the number
    uint16_t spare = 0;
  };

  /// `subscriber`: IMSI, else MSISDN, as digits.
  void set(uint64_t subscriber, const Set& what) {
    const uint32_t slot = table_.insert({subscriber}, what.time_s).slot;
    table_.touch(slot, what.time_s);
    table_[slot] = what;
  }
  /// What this address has set; nullptr when it has set nothing, or another came after it.
  const Set* find(uint64_t subscriber, uint64_t source) const {
    const uint32_t slot = table_.find({subscriber});
    if (slot == kNoSlot || table_[slot].source != source) return nullptr;
    return &table_[slot];
  }

  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  struct Key {
    uint64_t subscriber;
  };
  BoundedTable<Key, Set> table_;
};

} // namespace sigwarden
