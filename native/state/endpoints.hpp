// SPDX-License-Identifier: Apache-2.0
// Whose tunnel is this? The subscriber of an endpoint, address and number, that one side of an
// exchange told the other: later requests name the endpoint they are sent to and nobody else (TS
// 29.060 §6, TS 29.274 §5.5). The newest exchange stands, since numbers are used again; one that
// was not heard of for a day is not believed any more, since its end may have been missed.
#pragma once

#include "native/base/bounded_table.hpp"
#include "native/base/digits.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden {

class Endpoints {
public:
  Endpoints(uint32_t capacity, const MixKey& key) : table_(capacity, key) {}

  /// `number` 0 is no endpoint: the first message to a node carries it.
  void learn(const std::array<uint8_t, 16>& address, uint32_t number, const Digits& imsi,
             uint32_t now_s) {
    if (number == 0 || imsi.empty() || imsi.length > 15) return;
    const uint32_t slot = table_.insert(key_of(address, number), now_s).slot;
    table_.touch(slot, now_s);
    // Fifteen digits leave the last nibble free for the length.
    table_[slot] = {imsi.bcd | imsi.length, now_s};
  }
  /// Empty digits when nobody is known there; `now_s` keeps what is known for another day.
  Digits imsi_of(const std::array<uint8_t, 16>& address, uint32_t number, uint32_t now_s) {
    Digits imsi;
    const uint32_t slot = number == 0 ? kNoSlot : table_.find(key_of(address, number));
    if (slot == kNoSlot) return imsi;
    Value& value = table_[slot];
    if (now_s > value.heard_s && now_s - value.heard_s > limits::endpoint_seconds) return imsi;
    value.heard_s = now_s;
    table_.touch(slot, now_s);
    imsi.bcd = value.imsi & ~uint64_t{0xF};
    imsi.length = static_cast<uint8_t>(value.imsi & 0xF);
    return imsi;
  }

  uint32_t size() const { return table_.size(); }
  uint64_t evicted() const { return table_.evicted(); }
  size_t octets() const { return table_.octets(); }

private:
  struct Key {
    uint64_t address[2];
    uint64_t number;
  };
  struct Value {
    uint64_t imsi;
    uint64_t heard_s;
  };
  static Key key_of(const std::array<uint8_t, 16>& address, uint32_t number) {
    Key key{{}, number};
    std::memcpy(key.address, address.data(), address.size());
    return key;
  }

  BoundedTable<Key, Value> table_;
};

} // namespace sigwarden
