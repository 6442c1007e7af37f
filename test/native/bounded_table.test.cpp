// SPDX-License-Identifier: Apache-2.0
#include "native/base/bounded_table.hpp"

#include <algorithm>
#include <map>
#include <random>

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

struct Key {
  uint64_t id;
};
struct Value {
  uint64_t payload;
};
using Table = BoundedTable<Key, Value>;

const MixKey kSecret = MixKey::from(SipKey{1, 2});

} // namespace

TEST("a key is found again with its own value and no other's") {
  Table table(16'384, kSecret);
  for (uint64_t id = 0; id < 2000; id++)
    table[table.insert({id}, 10).slot].payload = id * 7;
  for (uint64_t id = 0; id < 2000; id++) {
    const uint32_t slot = table.find({id});
    CHECK(slot != kNoSlot);
    if (slot != kNoSlot) CHECK_EQ(table[slot].payload, id * 7);
  }
  CHECK_EQ(table.find({2001}), kNoSlot);
  CHECK_EQ(table.size(), 2000u);
}

TEST("a full shard gives up its oldest entry by packet time, and says which") {
  Table table(512, kSecret); // eight entries a shard
  std::vector<uint64_t> one_set;
  const uint32_t shard = Table::shard_of(table.hash({0}));
  for (uint64_t id = 0; one_set.size() < 9; id++)
    if (Table::shard_of(table.hash({id})) == shard) one_set.push_back(id);
  for (uint32_t i = 0; i < 8; i++)
    table.insert({one_set[i]}, i == 5 ? 1 : 100 + i);
  uint64_t gone = ~uint64_t{0};
  table.insert({one_set[8]}, table.hash({one_set[8]}), 200,
               [&](uint32_t slot) { gone = table.key(slot).id; });
  CHECK_EQ(gone, one_set[5]);
  CHECK_EQ(table.evicted(), uint64_t{1});
  CHECK_EQ(table.find({one_set[5]}), kNoSlot);
  CHECK(table.find({one_set[0]}) != kNoSlot);
}

TEST("use keeps an entry, and a clock that steps back does not make it older") {
  Table table(512, kSecret);
  const uint32_t slot = table.insert({1}, 100).slot;
  table.touch(slot, 50);
  CHECK_EQ(table.stamp(slot), 100u);
  table.touch(slot, 150);
  CHECK_EQ(table.stamp(slot), 150u);
}

TEST("flooding with chosen keys never grows the table and never loses count") {
  Table table(1024, kSecret);
  uint32_t evictions = 0;
  for (uint64_t id = 0; id < 100'000; id++)
    table.insert({id << 40}, table.hash({id << 40}), static_cast<uint32_t>(id),
                 [&](uint32_t) { evictions++; });
  CHECK_EQ(table.slot_count(), 1024u);
  CHECK_EQ(table.size() + evictions, 100'000u);
  CHECK(table.size() <= 1024u);
}

TEST("keys that one secret throws into one set are spread by another") {
  Table table(512, kSecret), other(512, MixKey::from(SipKey{3, 4}));
  uint32_t together = 0, found = 0;
  for (uint64_t id = 0; found < 1000; id++) {
    if (Table::shard_of(table.hash({id})) != 0) continue;
    found++;
    together += Table::shard_of(other.hash({id})) == 0;
  }
  CHECK(together < 60); // one in 64 by chance
}

TEST("at full load one entry in fifty goes before its time, at half load hardly any") {
  Table table(65'536, kSecret);
  for (uint64_t id = 0; id < 32'768; id++)
    table.insert({id}, 1);
  CHECK(table.evicted() < 100);
  for (uint64_t id = 32'768; id < 65'536; id++)
    table.insert({id}, 1);
  CHECK(table.evicted() < 3000);
}

TEST("entries are reused last in, first out: a table touches what it held at once and no more") {
  Table table(65'536, kSecret);
  uint32_t highest = 0;
  for (uint64_t id = 0; id < 100'000; id++) {
    const uint32_t slot = table.insert({id}, 1).slot;
    highest = std::max(highest, slot / 64);
    table.erase(slot);
  }
  CHECK(highest < 8); // one chunk of each of 64 shards
  CHECK_EQ(table.size(), 0u);
}

TEST("what is erased and inserted at random is found, and only that") {
  Table table(4096, kSecret);
  std::map<uint64_t, uint64_t> truth;
  std::mt19937_64 random(7);
  for (uint32_t step = 0; step < 200'000; step++) {
    const uint64_t id = random() % 3000;
    const uint32_t found = table.find({id});
    CHECK_EQ(found != kNoSlot, truth.count(id) == 1);
    if (found != kNoSlot) CHECK_EQ(table[found].payload, truth[id]);
    if (random() % 2 == 0) {
      const uint64_t h = table.hash({id});
      const auto [slot, is_new] =
          table.insert({id}, h, step, [&](uint32_t victim) { truth.erase(table.key(victim).id); });
      table[slot].payload = truth[id] = step;
    } else if (found != kNoSlot) {
      table.erase(found);
      truth.erase(id);
    }
  }
  CHECK_EQ(size_t{table.size()}, truth.size());
  uint32_t visited = 0;
  table.each([&](uint32_t slot) { visited += truth.count(table.key(slot).id) == 1; });
  CHECK_EQ(visited, table.size());
}

TEST("exact counts refuse a full set in place of forgetting") {
  Table table(512, kSecret);
  uint32_t refused = 0;
  for (uint64_t id = 0; id < 2000; id++)
    refused += table.insert_if_room({id}, 1) == kNoSlot;
  CHECK_EQ(table.size() + refused, 2000u);
  CHECK_EQ(table.evicted(), uint64_t{0});
}

TEST("an erased entry is gone and its place is used again") {
  Table table(512, kSecret);
  const uint32_t slot = table.insert({9}, 1).slot;
  table[slot].payload = 5;
  table.erase(slot);
  CHECK_EQ(table.find({9}), kNoSlot);
  CHECK_EQ(table[table.insert({9}, 1).slot].payload, uint64_t{0});
}

CHECK_MAIN()
