// SPDX-License-Identifier: Apache-2.0
// Longest-prefix look-up over telephone digits held as left-aligned BCD. A view over words that
// src/network/prefix-trie.ts wrote (layout in src/schema/network-image.ts): a root of 256 words
// takes two digits, each node of 16 words one more. Matches were pushed down to the leaves and
// digits past the end of a number read as nibble F, which no prefix has, so a look-up is two to
// five dependent loads and no comparison of lengths. `check` must have accepted the words once;
// look-ups then need no bounds tests.
#pragma once

#include "native/base/digits.hpp"
#include "native/generated/network_image.hpp"

namespace sigwarden {

class PrefixMap {
public:
  struct Match {
    uint16_t value = 0; ///< 0 when no prefix matches
    uint8_t digits = 0; ///< length of the prefix that matched
    bool is_marked = false;
  };

  PrefixMap() = default;
  /// `words` stay the caller's and must outlive the map.
  PrefixMap(const uint32_t* words, uint32_t count) : words_(words), count_(count) {}

  /// Nullptr when every word leads to a later node or to a value below `value_count`, else what is
  /// wrong. Later nodes only: so no walk can go round in circles.
  static const char* check(const uint32_t* words, uint32_t count, uint32_t value_count);

  Match find(uint64_t bcd, uint8_t length) const {
    namespace trie = network_image::trie;
    if (count_ == 0) return {};
    const uint64_t key = length >= kDigitsMax ? bcd : bcd | (~uint64_t{0} >> (4 * length));
    uint32_t word = words_[key >> 56];
    for (int shift = 52; word >= trie::child_bit; shift -= 4) {
      if (shift < 0) return {};
      const uint32_t node = word & trie::child_mask;
      word = words_[trie::root_words + node * trie::node_words + ((key >> shift) & 0xF)];
    }
    return {static_cast<uint16_t>(word & trie::party_mask),
            static_cast<uint8_t>((word >> trie::length_shift) & trie::length_mask),
            (word & trie::mark_bit) != 0};
  }
  Match find(const Digits& number) const { return find(number.bcd, number.length); }

private:
  const uint32_t* words_ = nullptr;
  uint32_t count_ = 0;
};

} // namespace sigwarden
