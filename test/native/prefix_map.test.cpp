// SPDX-License-Identifier: Apache-2.0
// The prefix map against a plain search, over tables built here by the description of the layout
// and not by the code that writes images: two readings of one page.
#include "native/base/prefix_map.hpp"

#include <map>

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

namespace trie = network_image::trie;

/// A fixed sequence (xorshift64), so that a failure is the same failure tomorrow.
struct Sequence {
  uint64_t state;
  uint32_t next(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<uint32_t>(state % bound);
  }
};

Digits digits_of(const std::string& text) {
  return read_ascii_digits(
      {reinterpret_cast<const uint8_t*>(text.data()), static_cast<uint32_t>(text.size())});
}

struct Answer {
  uint16_t value;
  uint8_t digits;
};

using Table = std::map<std::string, uint16_t>;

Answer plainly(const Table& table, const std::string& number) {
  Answer best{0, 0};
  for (const auto& [prefix, value] : table)
    if (number.compare(0, prefix.size(), prefix) == 0 && prefix.size() > best.digits)
      best = {value, static_cast<uint8_t>(prefix.size())};
  return best;
}

uint32_t leaf(Answer a) {
  return a.value | uint32_t{a.digits} << trie::length_shift;
}

bool goes_on(const Table& table, const std::string& stem) {
  for (const auto& [prefix, value] : table)
    if (prefix.size() > stem.size() && prefix.compare(0, stem.size(), stem) == 0) return true;
  return false;
}

/// Word for a stem: its answer, or a new node at the end when prefixes go on below it.
uint32_t word_for(const Table& table, const std::string& stem, std::vector<std::string>& nodes) {
  if (!goes_on(table, stem)) return leaf(plainly(table, stem));
  nodes.push_back(stem);
  return trie::child_bit | static_cast<uint32_t>(nodes.size() - 1);
}

std::vector<uint32_t> build(const Table& table) {
  std::vector<uint32_t> words;
  std::vector<std::string> nodes;
  const std::string letters = "0123456789ABCDEF";
  for (uint32_t i = 0; i < trie::root_words; i++) {
    const std::string stem{letters[i >> 4], letters[i & 15]};
    words.push_back(word_for(table, stem, nodes));
  }
  for (size_t at = 0; at < nodes.size(); at++)
    for (char letter : letters) {
      const std::string stem = nodes[at] + letter;
      words.push_back(word_for(table, stem, nodes));
    }
  return words;
}

std::string random_digits(Sequence& sequence, uint32_t shortest, uint32_t longest) {
  std::string text(shortest + sequence.next(longest - shortest + 1), '0');
  for (char& c : text)
    c = "0129"[sequence.next(4)];
  return text;
}

} // namespace

TEST("answers as a plain search for the longest prefix does") {
  Sequence sequence{0x5157};
  for (int round = 0; round < 60; round++) {
    Table table;
    for (uint32_t i = sequence.next(40); i > 0; i--)
      table[random_digits(sequence, 1, 15)] = static_cast<uint16_t>(1 + sequence.next(65534));
    const std::vector<uint32_t> words = build(table);
    const uint32_t count = static_cast<uint32_t>(words.size());
    CHECK(PrefixMap::check(words.data(), count, 65535) == nullptr);
    const PrefixMap map(words.data(), count);
    std::vector<std::string> numbers;
    for (const auto& [prefix, value] : table) {
      numbers.push_back(prefix);
      numbers.push_back(prefix + "0");
      numbers.push_back(prefix.substr(0, prefix.size() - 1));
    }
    for (int i = 0; i < 100; i++)
      numbers.push_back(random_digits(sequence, 0, 16));
    for (const std::string& number : numbers) {
      const PrefixMap::Match got = map.find(digits_of(number));
      const Answer expected = plainly(table, number);
      CHECK_EQ(got.value, expected.value);
      CHECK_EQ(got.digits, expected.digits);
    }
  }
}

TEST("digits that no prefix has end the number") {
  const std::vector<uint32_t> words = build({{"44", 7}});
  const PrefixMap map(words.data(), static_cast<uint32_t>(words.size()));
  CHECK_EQ(map.find(0x44A0'0000'0000'0000, 3).value, 7);
  CHECK_EQ(map.find(0x4A40'0000'0000'0000, 3).value, 0);
  CHECK_EQ(map.find(0x4400'0000'0000'0000, 1).value, 0);
  CHECK_EQ(map.find(~uint64_t{0}, 16).value, 0);
}

TEST("a map of no words knows nothing") {
  CHECK_EQ(PrefixMap().find(0x1234, 16).value, 0);
}

TEST("refuses words that lead back, out of the table, or to no network") {
  std::vector<uint32_t> words = build({{"124", 1}, {"1246", 2}});
  const uint32_t count = static_cast<uint32_t>(words.size());
  const auto refused = [&](uint32_t index, uint32_t word) {
    std::vector<uint32_t> bent = words;
    bent[index] = word;
    return PrefixMap::check(bent.data(), count, 3) != nullptr;
  };
  CHECK(PrefixMap::check(words.data(), count, 3) == nullptr);
  CHECK(refused(0, trie::child_bit | 1000));
  CHECK(refused(trie::root_words, trie::child_bit | 0));
  CHECK(refused(trie::root_words + trie::node_words, trie::child_bit | 1));
  CHECK(refused(0, 3));
  CHECK(refused(0, 1u << 30));
  CHECK(PrefixMap::check(words.data(), count - 1, 3) != nullptr);
  CHECK(PrefixMap::check(words.data(), 0, 3) != nullptr);
}

CHECK_MAIN()
