// SPDX-License-Identifier: Apache-2.0
#include "native/base/prefix_map.hpp"

namespace sigwarden {

namespace {

namespace trie = network_image::trie;

const char* check_word(uint32_t word, uint64_t first_allowed, uint32_t nodes, uint32_t values) {
  if (word >= trie::child_bit) {
    const uint32_t child = word & trie::child_mask;
    if (child >= nodes) return "a prefix leads to a node that is not there";
    if (child < first_allowed) return "a prefix leads back to an earlier node";
    return nullptr;
  }
  if ((word & trie::party_mask) >= values) return "a prefix names a network that is not there";
  if ((word & ~trie::answer_mask) != 0) return "a prefix says more than its network and length";
  if ((word >> trie::length_shift & trie::length_mask) > network_image::limit::prefix_digits)
    return "a prefix is longer than any number";
  return nullptr;
}

} // namespace

const char* PrefixMap::check(const uint32_t* words, uint32_t count, uint32_t value_count) {
  if (count < trie::root_words || (count - trie::root_words) % trie::node_words != 0)
    return "a prefix table has an odd size";
  const uint32_t nodes = (count - trie::root_words) / trie::node_words;
  if (nodes > network_image::limit::trie_nodes) return "a prefix table has too many nodes";
  for (uint32_t i = 0; i < trie::root_words; i++)
    if (const char* why = check_word(words[i], 0, nodes, value_count)) return why;
  for (uint32_t i = trie::root_words; i < count; i++) {
    const uint64_t node = (i - trie::root_words) / trie::node_words;
    if (const char* why = check_word(words[i], node + 1, nodes, value_count)) return why;
  }
  return nullptr;
}

} // namespace sigwarden
