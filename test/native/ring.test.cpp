// SPDX-License-Identifier: Apache-2.0
#include "native/base/ring.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <thread>

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

TEST("a producer that is started again goes on behind what was published") {
  std::string why;
  const int descriptor = Ring::make(4096, why);
  auto first = Ring::attach(descriptor, why);
  Reader reader(*first);
  CHECK_EQ(first->epoch(), uint64_t{1});
  while (put(*first, 1, 1000)) {
  }
  reader.drain();
  CHECK(put(*first, 2, 500));
  CHECK(first->reserve(900) != nullptr); // and dies before it commits
  first.reset();
  auto second = Ring::attach(descriptor, why);
  CHECK_EQ(second->epoch(), uint64_t{2});
  CHECK_EQ(second->lost(), uint64_t{1});
  CHECK(second->waiting() >= 508 && second->waiting() < 4096); // padding may lie before it
  CHECK(put(*second, 3, 700));
  CHECK(reader.drain() == (std::vector<uint8_t>{2, 3}));
  second.reset();
  CHECK_EQ(close(descriptor), 0); // it was never anybody else's
}

TEST("what is no whole sealed ring is refused with a reason") {
  std::string why;
  CHECK(Ring::attach(-1, why) == nullptr && !why.empty());
  CHECK(Ring::attach(0, why) == nullptr);
  const int open_end = memfd_create("unsealed", MFD_ALLOW_SEALING);
  CHECK_EQ(ftruncate(open_end, 8192), 0);
  CHECK(Ring::attach(open_end, why) == nullptr);
  CHECK_EQ(why, std::string("the ring is not sealed: it could be cut short"));
  CHECK_EQ(fcntl(open_end, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), 0);
  CHECK(Ring::attach(open_end, why) == nullptr);
  CHECK_EQ(why, std::string("the descriptor is no ring: wrong magic number"));
  close(open_end);

  const int descriptor = Ring::make(4096, why);
  RingMapping other_end;
  CHECK(other_end.open(descriptor, why));
  const uint64_t beyond = 1 << 20;
  std::memcpy(other_end.base() + ring_image::tail_offset, &beyond, sizeof beyond);
  CHECK(Ring::attach(descriptor, why) == nullptr);
  CHECK_EQ(why, std::string("the ring contradicts itself: head 0, tail 1048576"));
  close(descriptor);
}

TEST("no entry is slept through: a consumer that armed is rung for, one that did not is not") {
  constexpr uint32_t kEntries = 100'000;
  std::string why;
  auto ring = Ring::create(1 << 16, why);
  RingMapping memory;
  CHECK(memory.open(ring->descriptor(), why));
  const int doorbell = eventfd(0, EFD_NONBLOCK);
  const auto word = [&](uint32_t offset) {
    return std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(memory.base() + offset));
  };
  std::atomic_ref<uint32_t> armed(
      *reinterpret_cast<uint32_t*>(memory.base() + ring_image::armed_offset));

  ring->ring_doorbell(doorbell);
  uint64_t rung = 0;
  CHECK(read(doorbell, &rung, sizeof rung) < 0);

  std::thread producer([&] {
    for (uint32_t i = 0; i < kEntries;) {
      if (put(*ring, 1, 8)) i++;
      ring->ring_doorbell(doorbell);
    }
  });
  // As RingReader does it: take what is there, arm, look once more, sleep.
  uint64_t tail = 0;
  bool slept_through = false;
  while (tail < uint64_t{kEntries} * 16 && !slept_through) {
    tail = word(ring_image::head_offset).load();
    word(ring_image::tail_offset).store(tail);
    armed.store(1);
    if (word(ring_image::head_offset).load() != tail) {
      armed.store(0);
      continue;
    }
    if (tail >= uint64_t{kEntries} * 16) break;
    pollfd wanted{doorbell, POLLIN, 0};
    slept_through = poll(&wanted, 1, 5000) == 0;
    CHECK(read(doorbell, &rung, sizeof rung) == sizeof rung || slept_through);
  }
  CHECK(!slept_through);
  producer.join();
  close(doorbell);
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
