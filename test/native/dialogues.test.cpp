// SPDX-License-Identifier: Apache-2.0
#include "native/state/dialogues.hpp"

#include <algorithm>

#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
constexpr uint64_t kSecond = 1'000'000'000;
constexpr uint64_t kStart = 1'529'020'800 * kSecond;

TransactionId tid(uint64_t value, uint8_t length = 4) {
  return {value, length};
}

DialogueKey key_of(uint64_t id, uint16_t operator_number = 1) {
  Digits title;
  title.bcd = 0x9990100000000000;
  title.length = 10;
  return Dialogues::transaction(tid(id), Dialogues::owner_of_title(title, operator_number));
}

struct Table : Dialogues {
  explicit Table(uint32_t capacity = 4096) : Dialogues(capacity, 64, 1024, kSecret) {}
  uint32_t open_at(uint64_t id, uint64_t time_ns, uint32_t lifetime_s = 600) {
    return open(key_of(id), hash(key_of(id)), time_ns, lifetime_s, [&](uint32_t) { evictions++; })
        .slot;
  }
  std::vector<uint64_t> expired_by(uint64_t time_ns) {
    std::vector<uint64_t> ids;
    advance(static_cast<uint32_t>(time_ns / kSecond), [&](uint32_t slot) {
      ids.push_back(this->Dialogues::key(slot).id);
      close(slot);
      return true;
    });
    return ids;
  }
  uint32_t evictions = 0;
};

} // namespace

TEST("a transaction id is its owner's: two operators may use the same") {
  Table table;
  table.expired_by(kStart);
  const uint32_t one = table.open_at(7, kStart);
  const uint32_t other =
      table.open(key_of(7, 2), table.hash(key_of(7, 2)), kStart, 600, [](uint32_t) {}).slot;
  CHECK(one != other);
  CHECK_EQ(table.find(key_of(7, 1)), one);
  CHECK_EQ(table.find(key_of(7, 2)), other);
  CHECK_EQ(table.find(key_of(7, 3)), kNoSlot);
}

TEST("a short id is not a long one with leading zeros") {
  const uint64_t owner = Dialogues::owner_of_point(1, 0);
  CHECK(Dialogues::transaction(tid(7, 2), owner).owner !=
        Dialogues::transaction(tid(7, 4), owner).owner);
  CHECK(Dialogues::transaction(tid(0, 0), owner).empty());
}

TEST("titles of unknown operators own by their first digits, so that another node may answer") {
  Digits a, b, c;
  a.bcd = 0x4477009000010000, a.length = 12;
  b.bcd = 0x4477009000990000, b.length = 12;
  c.bcd = 0x4478009000010000, c.length = 12;
  CHECK_EQ(Dialogues::owner_of_title(a, 0), Dialogues::owner_of_title(b, 0));
  CHECK(Dialogues::owner_of_title(a, 0) != Dialogues::owner_of_title(c, 0));
}

TEST("deadlines come in the order of their seconds, then of opening, at packet time") {
  Table table;
  table.expired_by(kStart);
  table.open_at(3, kStart, 30);
  table.open_at(1, kStart, 10);
  table.open_at(2, kStart + kSecond / 2, 10);
  table.open_at(4, kStart, 600);
  CHECK(table.expired_by(kStart + 9 * kSecond).empty());
  CHECK(table.expired_by(kStart + 40 * kSecond) == (std::vector<uint64_t>{1, 2, 3}));
  CHECK_EQ(table.size(), 1u);
  CHECK(table.expired_by(kStart + 86'400 * kSecond) == (std::vector<uint64_t>{4}));
}

TEST("a clock that steps back neither expires early nor is forgotten") {
  Table table;
  table.expired_by(kStart);
  table.open_at(1, kStart - 3600 * kSecond, 30);
  CHECK(table.expired_by(kStart - 3600 * kSecond).empty());
  CHECK(table.expired_by(kStart).empty());
  CHECK(table.expired_by(kStart + kSecond) == (std::vector<uint64_t>{1}));
}

TEST("a jump of years expires everything once, in order") {
  Table table;
  table.expired_by(kStart);
  for (uint64_t id = 0; id < 500; id++)
    table.open_at(id, kStart + id * kSecond / 10);
  const auto expired = table.expired_by(kStart + uint64_t{3} * 365 * 86'400 * kSecond);
  CHECK_EQ(expired.size(), size_t{500});
  CHECK(std::is_sorted(expired.begin(), expired.end()));
  CHECK_EQ(table.size(), 0u);
}

TEST("expiry can pause and goes on where it stopped") {
  Table table;
  table.expired_by(kStart);
  for (uint64_t id = 0; id < 10; id++)
    table.open_at(id, kStart, 30);
  uint32_t seen = 0;
  const auto three = [&](uint32_t slot) {
    if (seen % 4 == 3) return seen++, false;
    seen++;
    table.close(slot);
    return true;
  };
  const uint32_t later_s = static_cast<uint32_t>(kStart / kSecond) + 60;
  uint32_t calls = 1;
  while (!table.advance(later_s, three))
    calls++;
  CHECK_EQ(table.size(), 0u);
  CHECK_EQ(calls, 4u);
}

TEST("a full set evicts the oldest, whole, and its deadline is gone with it") {
  Table table(512);
  table.expired_by(kStart);
  for (uint64_t id = 0; id < 3000; id++)
    table.open_at(id, kStart + id * 1000);
  CHECK_EQ(table.size() + table.evictions, 3000u);
  const uint32_t open = table.size();
  CHECK_EQ(table.expired_by(kStart + 700 * kSecond).size(), size_t{open});
}

TEST("each invoke is found by its id, and the limits are counted, not crossed") {
  Table table;
  table.expired_by(kStart);
  const uint32_t slot = table.open_at(1, kStart);
  for (int16_t id = 0; id < 20; id++)
    if (Request* request = table.add_request(slot)) request->invoke_id = id;
  CHECK_EQ(uint32_t{table[slot].request_count}, limits::invokes_per_dialogue);
  CHECK_EQ(table.requests_over_limit(), uint64_t{4});
  CHECK(table.find_request(slot, 0) != nullptr);
  CHECK(table.find_request(slot, 15) != nullptr);
  CHECK(table.find_request(slot, 16) == nullptr);
}

TEST("further requests are given back when their dialogue ends") {
  Table table;
  table.expired_by(kStart);
  for (uint64_t round = 0; round < 100; round++) {
    const uint32_t slot = table.open_at(round, kStart);
    for (uint32_t i = 0; i < 16; i++)
      CHECK(table.add_request(slot) != nullptr);
    table.close(slot);
  }
  CHECK_EQ(table.requests_over_limit(), uint64_t{0});
}

TEST("a responder's id leads to the dialogue until that ends, and never to the next in its slot") {
  Table table(512);
  table.expired_by(kStart);
  const uint32_t slot = table.open_at(1, kStart);
  table.add_peer(key_of(99, 2), slot);
  CHECK_EQ(table.find_peer(key_of(99, 2)), slot);
  CHECK_EQ(table.find_peer(key_of(98, 2)), kNoSlot);
  table.close(slot);
  CHECK_EQ(table.find_peer(key_of(99, 2)), kNoSlot);
  CHECK_EQ(table.open_at(1, kStart + 5), slot);
  CHECK_EQ(table.find_peer(key_of(99, 2)), kNoSlot);
}

TEST("a point code remembers whose dialogue it opened last") {
  Table table;
  table.expired_by(kStart);
  CHECK_EQ(table.owner_at(4224, 0), uint64_t{0});
  table.learn_owner(4224, 0, key_of(1).owner);
  CHECK_EQ(table.owner_at(4224, 0), key_of(1).owner);
  CHECK_EQ(table.owner_at(4224, 2), uint64_t{0}); // another network indicator, another node
}

CHECK_MAIN()
