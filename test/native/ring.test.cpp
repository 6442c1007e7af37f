// SPDX-License-Identifier: Apache-2.0
#include "native/base/ring.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include "native/base/msgpack.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;

namespace {

/// The consumer as src/engine reads the ring: a mapping of its own over the same descriptor.
struct Reader {
  explicit Reader(const Ring& ring) : octets(ring.mapped_octets()) {
    base = static_cast<uint8_t*>(
        mmap(nullptr, octets, PROT_READ | PROT_WRITE, MAP_SHARED, ring.descriptor(), 0));
  }
  ~Reader() { munmap(base, octets); }
  uint64_t load(uint32_t offset) const {
    uint64_t v;
    std::memcpy(&v, base + offset, sizeof v);
    return v;
  }
  /// Takes every entry; returns the payloads' first octets in order.
  std::vector<uint8_t> drain(std::vector<uint32_t>* sizes = nullptr) {
    std::vector<uint8_t> firsts;
    uint64_t tail = load(ring_image::tail_offset);
    const uint64_t head = load(ring_image::head_offset);
    const uint64_t capacity = load(ring_image::capacity_offset);
    while (tail < head) {
      const uint8_t* at = base + ring_image::data_offset + (tail & (capacity - 1));
      const uint32_t size = load_le32(at), kind = load_le32(at + 4);
      if (kind == ring_image::kind::record) {
        firsts.push_back(at[8]);
        if (sizes != nullptr) sizes->push_back(size);
      }
      tail += (uint64_t{8} + size + 7) & ~uint64_t{7};
    }
    std::memcpy(base + ring_image::tail_offset, &tail, sizeof tail);
    return firsts;
  }
  uint8_t* base;
  uint64_t octets;
};

bool put(Ring& ring, uint8_t first, uint32_t size) {
  uint8_t* at = ring.reserve(size);
  if (at == nullptr) return false;
  std::memset(at, first, size);
  ring.commit(size);
  return true;
}

} // namespace

TEST("what one side writes the other reads through the descriptor, in order, across the end") {
  std::string why;
  auto ring = Ring::create(4096, why);
  Reader reader(*ring);
  uint8_t next = 0;
  for (int round = 0; round < 500; round++) {
    std::vector<uint8_t> expected;
    for (uint32_t i = 0; i < 3; i++) {
      const uint32_t size = 1 + (static_cast<uint32_t>(round) * 37 + i * 311) % 900;
      CHECK(put(*ring, next, size));
      expected.push_back(next++);
    }
    CHECK(reader.drain() == expected);
  }
  CHECK_EQ(ring->lost(), uint64_t{0});
}

TEST("a full ring refuses, counts what was lost, and goes on when the consumer makes way") {
  std::string why;
  auto ring = Ring::create(4096, why);
  Reader reader(*ring);
  int held = 0;
  while (put(*ring, 1, 1000))
    held++;
  CHECK_EQ(held, 4);
  CHECK_EQ(ring->lost(), uint64_t{1});
  CHECK_EQ(reader.load(ring_image::lost_offset), uint64_t{1});
  CHECK_EQ(reader.drain().size(), size_t{4});
  CHECK(put(*ring, 2, 1000));
}

TEST("an entry larger than the ring is lost, not written") {
  std::string why;
  auto ring = Ring::create(4096, why);
  CHECK(!put(*ring, 1, 5000));
  CHECK_EQ(ring->waiting(), uint64_t{0});
}

TEST("an entry may be published shorter than it was reserved") {
  std::string why;
  auto ring = Ring::create(4096, why);
  Reader reader(*ring);
  uint8_t* at = ring->reserve(2000);
  at[0] = 42;
  ring->commit(10);
  std::vector<uint32_t> sizes;
  CHECK(reader.drain(&sizes) == std::vector<uint8_t>{42});
  CHECK_EQ(sizes[0], 10u);
}

TEST("nobody can shrink the memory under the other side") {
  std::string why;
  auto ring = Ring::create(4096, why);
  CHECK(ftruncate(ring->descriptor(), 0) != 0);
}

TEST("an impossible size is refused with a reason") {
  std::string why;
  CHECK(Ring::create(5000, why) == nullptr);
  CHECK(!why.empty());
}

TEST("MessagePack overflow is sticky and stays inside the buffer") {
  uint8_t buffer[16];
  std::memset(buffer, 0xEE, sizeof buffer);
  MsgpackWriter out(buffer, 8);
  out.text("0123456789");
  CHECK(out.overflowed());
  out.number(1);
  CHECK(out.size() <= 8u);
  CHECK_EQ(static_cast<uint32_t>(buffer[8]), 0xEEu);
}

TEST("MessagePack maps count their pairs and numbers take the shortest form") {
  uint8_t buffer[64];
  MsgpackWriter out(buffer, sizeof buffer);
  MsgpackMap map(out);
  map.at("a").number(1);
  map.at("b").integer(-1);
  map.at("c").number(70'000);
  map.close();
  const uint8_t expected[] = {0xDE, 0,    3,    0xA1, 'a', 1,    0xA1, 'b',  0xD2, 0xFF,
                              0xFF, 0xFF, 0xFF, 0xA1, 'c', 0xCE, 0x00, 0x01, 0x11, 0x70};
  CHECK_EQ(out.size(), static_cast<uint32_t>(sizeof expected));
  CHECK(std::memcmp(buffer, expected, sizeof expected) == 0);
}

CHECK_MAIN()
