// SPDX-License-Identifier: Apache-2.0
// The ring walked over memory that this test writes as the kernel would, and as it never should.
#include "native/capture/packet_ring.hpp"

#include <linux/if_packet.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <thread>

#include "native/capture/af_packet.hpp"
#include "test/native/check.hpp"
#include "test/native/octets.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kBlockOctets = 4096, kBlocks = 4, kMac = 86;
constexpr uint32_t kFirst = sizeof(tpacket_block_desc);

/// The kernel's side of a ring.
class Written {
public:
  Written() : descriptor_(memfd_create("ring", MFD_CLOEXEC)) {
    if (ftruncate(descriptor_, kBlockOctets * kBlocks) != 0) std::abort();
    base_ = static_cast<uint8_t*>(
        mmap(nullptr, kBlockOctets * kBlocks, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0));
  }
  ~Written() {
    munmap(base_, kBlockOctets * kBlocks);
    close(descriptor_);
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;

  tpacket_hdr_v1& block(uint32_t index) {
    return reinterpret_cast<tpacket_block_desc*>(base_ + index * kBlockOctets)->hdr.bh1;
  }
  tpacket3_hdr& record(uint32_t index, uint32_t offset) {
    return *reinterpret_cast<tpacket3_hdr*>(base_ + index * kBlockOctets + offset);
  }
  /// Adds a record and returns its offset. Times count up from `time_ns_` on.
  uint32_t add(uint32_t index, const Octets& octets, uint32_t length = 0, uint32_t status = 0) {
    tpacket_hdr_v1& b = block(index);
    if (b.num_pkts == 0) {
      b.offset_to_first_pkt = kFirst;
      b.blk_len = kFirst;
    }
    const uint32_t offset = b.blk_len;
    tpacket3_hdr& r = record(index, offset);
    r = {};
    if (b.num_pkts > 0) record(index, last_).tp_next_offset = offset - last_;
    last_ = offset;
    r.tp_mac = kMac;
    r.tp_snaplen = static_cast<uint32_t>(octets.size());
    r.tp_len = length != 0 ? length : r.tp_snaplen;
    r.tp_status = TP_STATUS_USER | status;
    r.tp_sec = time_s;
    r.tp_nsec = nanoseconds_++;
    std::memcpy(reinterpret_cast<uint8_t*>(&r) + kMac, octets.data(), octets.size());
    b.blk_len += (kMac + r.tp_snaplen + 7) & ~7u;
    b.num_pkts++;
    return offset;
  }
  void hand_over(uint32_t index) { block(index).block_status = TP_STATUS_USER; }
  bool is_given_back(uint32_t index) { return block(index).block_status == TP_STATUS_KERNEL; }
  int descriptor() const { return descriptor_; }

  uint32_t time_s = 1'700'000'000;

private:
  int descriptor_;
  uint8_t* base_;
  uint32_t last_ = 0, nanoseconds_ = 0;
};

/// A ring over it.
struct Read {
  explicit Read(const Written& written) {
    std::string why;
    if (!ring.map(dup(written.descriptor()), kBlockOctets, kBlocks, why)) std::abort();
  }
  /// The sizes of all records that wait.
  std::vector<uint32_t> sizes() {
    std::vector<uint32_t> all;
    for (; ring.head() != nullptr; ring.step()) {
      Frame frame;
      ring.fill(frame);
      all.push_back(frame.captured);
    }
    return all;
  }
  PacketRing ring;
};

Octets frame_of(uint32_t size) {
  return Octets(size, static_cast<uint8_t>(size));
}

/// Plays the opener, which would need rights, once: hands out `rings` for whatever is asked.
void open_once(int socket, std::span<const int> rings) {
  OpenRequest request;
  if (recv(socket, &request, sizeof request, 0) != sizeof request) std::abort();
  auto answer = opener_message<OpenAnswer>(OpenerKind::open, request.header.sequence);
  answer.rings = static_cast<uint32_t>(rings.size());
  answer.interface_index = 1;
  answer.counters.is_up = 1;
  iovec part = {&answer, sizeof answer};
  alignas(cmsghdr) std::array<uint8_t, 256> control = {};
  msghdr header = {};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = CMSG_SPACE(rings.size_bytes());
  cmsghdr* rights = CMSG_FIRSTHDR(&header);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(rings.size_bytes());
  std::memcpy(CMSG_DATA(rights), rings.data(), rings.size_bytes());
  if (sendmsg(socket, &header, 0) < 0) std::abort();
}

struct Capture {
  explicit Capture(std::vector<int> rings) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) std::abort();
    std::thread opener([&] { open_once(pair[1], rings); });
    LiveOptions options;
    options.interface = "tap0";
    options.rings = static_cast<uint32_t>(rings.size());
    options.block_octets = kBlockOctets;
    options.blocks = kBlocks;
    std::string why;
    source = AfPacketSource::attach(pair[0], options, window, 0, counters, why);
    opener.join();
    close(pair[0]);
    close(pair[1]);
    if (source == nullptr) std::abort();
  }
  FrameWindow window{1u << 20};
  Counters counters = {};
  std::unique_ptr<AfPacketSource> source;
};

} // namespace

TEST("records are walked over blocks, and a block is given back once it was left") {
  Written written;
  Read read(written);
  CHECK(!read.ring.is_ready());
  CHECK(read.ring.head() == nullptr);
  for (uint32_t round = 0; round < 3; round++) {
    for (uint32_t b = 0; b < kBlocks; b++) {
      written.block(b).num_pkts = 0;
      for (uint32_t i = 0; i < 5; i++)
        written.add(b, frame_of(100 + i));
      written.hand_over(b);
    }
    CHECK(read.ring.is_backed_up());
    CHECK(read.ring.head() != nullptr);
    read.ring.release();
    CHECK(!written.is_given_back(0));
    CHECK_EQ(read.sizes().size(), size_t{20});
    CHECK(!written.is_given_back(0));
    read.ring.release();
    for (uint32_t b = 0; b < kBlocks; b++)
      CHECK(written.is_given_back(b));
    CHECK(!read.ring.is_backed_up());
  }
  CHECK_EQ(read.ring.records(), uint64_t{60});
  CHECK_EQ(read.ring.damaged(), uint64_t{0});
}

TEST("an empty block is passed by, and a block that is being filled shows that it is not idle") {
  Written written;
  Read read(written);
  CHECK(read.ring.is_idle());
  written.hand_over(0);
  written.add(1, frame_of(60));
  CHECK(read.ring.head() == nullptr);
  read.ring.release();
  CHECK(written.is_given_back(0));
  CHECK(!read.ring.is_idle());
  written.hand_over(1);
  CHECK(read.sizes() == std::vector<uint32_t>({60}));
}

TEST("a record that contradicts its block ends the block, and what is lost is counted") {
  const auto lost_when = [](const auto& damage) {
    Written written;
    Read read(written);
    written.add(0, frame_of(100));
    const uint32_t second = written.add(0, frame_of(101));
    written.add(0, frame_of(102));
    written.hand_over(0);
    written.add(1, frame_of(200));
    written.hand_over(1);
    damage(written, second);
    const std::vector<uint32_t> sizes = read.sizes();
    CHECK(!sizes.empty() && sizes.back() == 200); // the next block is whole
    CHECK_EQ(sizes.size() + read.ring.damaged(), size_t{4});
    read.ring.release();
    CHECK(written.is_given_back(0) && written.is_given_back(1));
    return read.ring.damaged();
  };
  using W = Written&;
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_snaplen = 4096; }), 2u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_snaplen = UINT32_MAX; }), 2u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_len = 7; }), 2u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_mac = 40; }), 2u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_mac = 65000; }), 2u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_next_offset = 0; }), 1u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_next_offset = 8; }), 1u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_next_offset = 101; }), 1u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_next_offset = 4000; }), 1u);
  CHECK_EQ(lost_when([](W w, uint32_t at) { w.record(0, at).tp_next_offset = UINT32_MAX; }), 1u);
  CHECK_EQ(lost_when([](W w, uint32_t) { w.block(0).offset_to_first_pkt = 0; }), 3u);
  CHECK_EQ(lost_when([](W w, uint32_t) { w.block(0).offset_to_first_pkt = 4090; }), 3u);
  CHECK_EQ(lost_when([](W w, uint32_t) { w.block(0).offset_to_first_pkt = UINT32_MAX; }), 3u);
}

TEST("a block that claims more records than it holds yields those it holds") {
  Written written;
  Read read(written);
  written.add(0, frame_of(100));
  written.block(0).num_pkts = 1000;
  written.hand_over(0);
  CHECK(read.sizes() == std::vector<uint32_t>({100}));
  CHECK_EQ(read.ring.damaged(), uint64_t{999});
}

TEST("a tag is put back with its type, or as 802.1Q where the kernel does not tell") {
  Written written;
  Read read(written);
  const Octets addresses = octets({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  const Octets rest = octets({0x08, 0x00, 0x45});
  constexpr uint32_t kTag = TP_STATUS_VLAN_VALID;
  const uint32_t typed = written.add(0, addresses + rest, 0, kTag | TP_STATUS_VLAN_TPID_VALID);
  written.record(0, typed).hv1.tp_vlan_tci = 0x6123;
  written.record(0, typed).hv1.tp_vlan_tpid = 0x88A8;
  const uint32_t untyped = written.add(0, addresses + rest, 99, kTag);
  written.record(0, untyped).hv1.tp_vlan_tci = 0x0007;
  written.add(0, octets({1, 2, 3}), 0, kTag); // too short to have had one
  written.hand_over(0);
  const auto next = [&] {
    Frame frame;
    CHECK(read.ring.head() != nullptr);
    read.ring.fill(frame);
    const Octets copy(frame.data, frame.data + frame.captured);
    read.ring.step();
    return std::pair(copy, frame.original);
  };
  CHECK(next() == std::pair(addresses + octets({0x88, 0xA8, 0x61, 0x23}) + rest, 19u));
  CHECK(next() == std::pair(addresses + octets({0x81, 0x00, 0x00, 0x07}) + rest, 103u));
  CHECK(next() == std::pair(octets({1, 2, 3}), 3u));
}

TEST("frames of several rings come in the order of their time") {
  Written one, two;
  Capture both({one.descriptor(), two.descriptor()});
  one.time_s = 1000;
  two.time_s = 1001;
  for (uint32_t i = 0; i < 3; i++)
    one.add(0, frame_of(100));
  for (uint32_t i = 0; i < 3; i++)
    two.add(0, frame_of(200));
  one.time_s = 1002;
  one.add(0, frame_of(100));
  one.hand_over(0);
  two.hand_over(0);
  std::array<Frame, 16> frames;
  CHECK_EQ(both.source->next(frames), 7u);
  const uint32_t expected[] = {100, 100, 100, 200, 200, 200, 100};
  for (uint32_t i = 0; i < 7; i++)
    CHECK_EQ(frames[i].captured, expected[i]);
  CHECK(!one.is_given_back(0) && !two.is_given_back(0));
  CHECK_EQ(both.source->next(frames), 0u);
  CHECK(one.is_given_back(0) && two.is_given_back(0));
}

TEST("a frame cut at the slot goes on, one cut before it was encrypted") {
  Written written;
  Capture one({written.descriptor()});
  const uint32_t slot = kBlockOctets - kFirst - kMac;
  written.add(0, frame_of(42), 1400);
  written.add(0, frame_of(60));
  written.hand_over(0);
  written.add(1, frame_of(slot), 9000);
  written.hand_over(1);
  std::array<Frame, 16> frames;
  CHECK_EQ(one.source->next(frames), 2u);
  CHECK_EQ(frames[0].captured, 60u);
  CHECK_EQ(frames[1].captured, slot);
  CHECK_EQ(frames[1].original, 9000u);
  CHECK_EQ(value_of(one.counters, Counter::frames_opaque), uint64_t{1});
}

TEST("damage is counted by the source") {
  Written written;
  Capture one({written.descriptor()});
  written.record(0, written.add(0, frame_of(60))).tp_snaplen = 100000;
  written.hand_over(0);
  std::array<Frame, 16> frames;
  CHECK_EQ(one.source->next(frames), 0u);
  CHECK_EQ(value_of(one.counters, Counter::capture_records_damaged), uint64_t{1});
}

TEST("a card's clock is used when it agrees with the system's, and else is not") {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  for (const bool is_wrong : {false, true}) {
    Written written;
    Capture one({written.descriptor()});
    written.time_s = static_cast<uint32_t>(now.tv_sec) + (is_wrong ? 37 : 0);
    written.add(0, frame_of(60), 0, TP_STATUS_TS_RAW_HARDWARE);
    written.add(0, frame_of(60), 0, TP_STATUS_TS_RAW_HARDWARE);
    written.hand_over(0);
    std::array<Frame, 16> frames;
    CHECK_EQ(one.source->next(frames), 2u);
    for (uint32_t i = 0; i < 2; i++) {
      const auto apart = static_cast<int64_t>(frames[i].time_ns / 1'000'000'000) - now.tv_sec;
      CHECK(apart >= -1 && apart < 5);
    }
    CHECK_EQ(one.source->status().is_card_clock_wrong, is_wrong);
    CHECK(one.source->status().timestamps ==
          (is_wrong ? TimestampSource::software : TimestampSource::raw_hardware));
  }
}

CHECK_MAIN()
