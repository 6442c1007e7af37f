// SPDX-License-Identifier: Apache-2.0
#include "native/capture/af_packet.hpp"

#include <atomic>
#include <csignal>
#include <thread>

#include "native/base/monotonic.hpp"
#include "native/capture/prefilter.hpp"
#include "test/native/carriers.hpp"
#include "test/native/classic_bpf.hpp"
#include "test/native/live_world.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr int kPatienceMs = 30'000; ///< a loaded machine is no failure

Octets user_plane() {
  return ethernet(ipv4(gtp_user(), 17));
}

LiveOptions options() {
  LiveOptions o;
  o.interface = "tap0";
  o.block_octets = 1u << 16;
  o.blocks = 16;
  o.diameter_ports = {3868};
  return o;
}

/// Of a sender that a busy machine stops now and then: at each stop a block goes by its time, and
/// the few of a test would be used up before it has sent all.
LiveOptions patient_options() {
  LiveOptions o = options();
  o.block_timeout_ms = 200;
  return o;
}

/// A source on tap0 with all that belongs to it.
struct Capture {
  explicit Capture(const LiveWorld& place, const LiveOptions& wanted = options())
      : opener([&] { place.enter_listening(); }) {
    source = AfPacketSource::attach(opener.descriptor(), wanted, window, 7, counters, why, &fault);
    if (source == nullptr) check::failed(__FILE__, __LINE__, "no source: " + why);
  }
  /// Copies of `count` more frames, or what came until nothing did for long.
  std::vector<Octets> take(size_t count) {
    std::vector<Octets> taken;
    std::array<Frame, 64> frames;
    const int64_t deadline = monotonic_ms() + kPatienceMs;
    while (source != nullptr && taken.size() < count && monotonic_ms() < deadline) {
      const uint32_t got = source->next(frames);
      if (got == 0) source->wait(-1, 50);
      for (uint32_t i = 0; i < got; i++) {
        times.push_back(frames[i].time_ns);
        references.push_back(frames[i].reference);
        taken.emplace_back(frames[i].data, frames[i].data + frames[i].captured);
        last = frames[i];
      }
    }
    return taken;
  }
  /// Waits until the source has seen what was sent.
  void settle() {
    std::array<Frame, 64> frames;
    for (int quiet = 0; quiet < 3;)
      quiet = source->next(frames) == 0 && !source->wait(-1, 20) ? quiet + 1 : 0;
  }
  void check_sums() {
    const LiveStatus s = source->status();
    CHECK(!s.is_stale);
    CHECK_EQ(s.interface_received, s.filtered + s.kernel_drops + s.received);
    CHECK_EQ(s.received, s.handed_out + s.opaque + s.damaged);
    CHECK_EQ(s.interface_sent, uint64_t{0});
  }

  OpenerProcess opener;
  FrameWindow window{1u << 22};
  Counters counters = {};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  std::unique_ptr<AfPacketSource> source;
  std::vector<uint64_t> times, references;
  Frame last;
};

bool becomes(const std::function<bool()>& is_so) {
  const int64_t deadline = monotonic_ms() + kPatienceMs;
  while (monotonic_ms() < deadline)
    if (is_so()) return true;
  return false;
}

} // namespace

TEST("each frame arrives once with its octets, in the order it was sent, and can be read again") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place, patient_options());
  for (uint32_t i = 0; i < 500; i++)
    CHECK(place->send(signalling(i)));
  const std::vector<Octets> taken = capture.take(500);
  CHECK_EQ(taken.size(), size_t{500});
  for (uint32_t i = 0; i < taken.size(); i++) {
    CHECK(taken[i] == signalling(i));
    CHECK(i == 0 || capture.times[i] >= capture.times[i - 1]);
    Frame again;
    CHECK(capture.source->at(capture.references[i], again));
    CHECK(Octets(again.data, again.data + again.captured) == signalling(i));
  }
  CHECK_EQ(capture.last.number, uint64_t{500});
  CHECK_EQ(capture.last.original, capture.last.captured);
  CHECK_EQ(capture.last.file, uint16_t{7});
  CHECK(capture.source->status().timestamps == TimestampSource::software);
  capture.check_sums();
}

TEST("VLAN tags that the kernel takes off are in the frame again") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  const Octets packet = ipv4(sctp(data_chunk(m3ua_udt())));
  const Octets tagged = ethernet(vlan_tag(0x0800, 0x6064) + packet, 0x8100);
  const Octets stacked =
      ethernet(vlan_tag(0x8100, 0x0123) + vlan_tag(0x0800, 0x0456) + packet, 0x88A8);
  CHECK(place->send(tagged));
  CHECK(place->send(stacked));
  const std::vector<Octets> taken = capture.take(2);
  CHECK_EQ(taken.size(), size_t{2});
  if (taken.size() < 2) return;
  CHECK(taken[0] == tagged);
  CHECK(taken[1] == stacked);
  CHECK_EQ(capture.last.original, static_cast<uint32_t>(stacked.size()));
  capture.check_sums();
}

TEST("user plane never reaches the ring and is counted as filtered; encrypted frames as opaque") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  for (uint32_t i = 0; i < 1000; i++) {
    CHECK(place->send(user_plane()));
    if (i % 100 == 0) CHECK(place->send(signalling(i)));
    if (i % 250 == 0) CHECK(place->send(ethernet(ipv4(Octets(400), 50))));
  }
  CHECK_EQ(capture.take(10).size(), size_t{10});
  capture.settle();
  const LiveStatus s = capture.source->status();
  CHECK_EQ(s.filtered, uint64_t{1000});
  CHECK_EQ(s.received, uint64_t{14});
  CHECK_EQ(s.opaque, uint64_t{4});
  CHECK_EQ(value_of(capture.counters, Counter::frames_opaque), uint64_t{4});
  CHECK_EQ(s.over_slot, uint64_t{0});
  capture.check_sums();
}

TEST("the kernel filters each way to carry a packet as the test's interpreter does") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  const FilterProgram program = prefilter(options().diameter_ports, options().snap_octets);
  std::vector<Octets> expected;
  uint64_t opaque = 0, filtered = 0;
  for (const Carrier& carrier : kCarriers)
    for (const Octets& frame :
         {carrier.wrap(some_sctp(), 132), carrier.wrap(tcp(40000, 3868), 6),
          carrier.wrap(tcp(443, 40000), 6), carrier.wrap(gtp_user(), 17),
          carrier.wrap(Octets(300), 50), carrier.wrap(udp(4500, Octets(300)), 17)}) {
      const uint32_t octets = run_filter(program, frame);
      CHECK(place->send(frame));
      if (octets == frame.size())
        expected.push_back(frame);
      else
        (octets == 0 ? filtered : opaque)++;
    }
  CHECK(capture.take(expected.size()) == expected);
  capture.settle();
  CHECK_EQ(capture.source->status().opaque, opaque);
  CHECK_EQ(capture.source->status().filtered, filtered);
  capture.check_sums();
}

TEST("without the filter everything comes") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  LiveOptions wanted = options();
  wanted.has_prefilter = false;
  Capture capture(*place, wanted);
  const Octets encrypted = ethernet(ipv4(Octets(400), 50));
  CHECK(place->send(user_plane()));
  CHECK(place->send(encrypted));
  const std::vector<Octets> taken = capture.take(2);
  CHECK(taken == std::vector<Octets>({user_plane(), encrypted}));
  CHECK_EQ(capture.source->status().filtered, uint64_t{0});
  capture.check_sums();
}

TEST("a frame longer than snap_octets, or than a block, is handed out cut and says so") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  const Octets large = ethernet(ipv4(sctp(data_chunk(Octets(7000)))));
  LiveOptions wanted = options();
  for (const bool is_block : {false, true}) {
    if (is_block)
      wanted.block_octets = 4096;
    else
      wanted.snap_octets = 1024;
    Capture capture(*place, wanted);
    CHECK(place->send(large));
    const std::vector<Octets> taken = capture.take(1);
    CHECK_EQ(taken.size(), size_t{1});
    CHECK(is_block || taken[0].size() == 1024);
    CHECK(taken[0].size() < large.size());
    CHECK(std::equal(taken[0].begin(), taken[0].end(), large.begin()));
    CHECK_EQ(capture.last.original, static_cast<uint32_t>(large.size()));
    CHECK_EQ(capture.source->status().over_slot, uint64_t{1});
    capture.check_sums();
    wanted = options();
  }
}

TEST("frames that find the ring full are counted, and the rest of the ring is whole") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  LiveOptions wanted = options();
  wanted.block_octets = 4096;
  wanted.blocks = 4;
  Capture capture(*place, wanted);
  for (uint32_t i = 0; i < 300; i++)
    CHECK(place->send(signalling(i)));
  CHECK(capture.source->is_backed_up());
  const LiveStatus before = capture.source->status();
  CHECK(before.kernel_drops > 200);
  CHECK(before.freezes > 0);
  CHECK_EQ(before.received + before.kernel_drops, uint64_t{300});
  CHECK_EQ(before.filtered, uint64_t{0});
  const std::vector<Octets> taken = capture.take(before.received);
  for (uint32_t i = 0; i < taken.size(); i++)
    CHECK(taken[i] == signalling(i));
  capture.settle(); // the blocks go back with the next look
  CHECK(place->send(signalling(1000)));
  const std::vector<Octets> after = capture.take(1);
  CHECK(after == std::vector<Octets>({signalling(1000)}));
  CHECK(!capture.source->is_backed_up());
  CHECK_EQ(value_of(capture.counters, Counter::frames_kernel_dropped), before.kernel_drops);
  capture.check_sums();
}

TEST("several rings hand out each frame once, in time order where they wait together") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  LiveOptions wanted = patient_options();
  wanted.rings = 3;
  Capture capture(*place, wanted);
  for (uint32_t i = 0; i < 900; i++) // port 1 of many, so that the hash spreads them
    CHECK(place->send(ethernet(ipv4(sctp(data_chunk(m3ua_udt(), 3, i), 2000 + i % 50)))));
  usleep((wanted.block_timeout_ms + 50) * 1'000);
  CHECK_EQ(capture.take(900).size(), size_t{900});
  capture.settle();
  CHECK_EQ(capture.times.size(), size_t{900});
  CHECK(std::is_sorted(capture.times.begin(), capture.times.end()));
  CHECK_EQ(capture.source->status().received, uint64_t{900});
  capture.check_sums();
}

TEST("rings that are opened under traffic hand out no frame twice") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  std::atomic<bool> is_over{false};
  uint32_t sent = 0;
  std::thread sender([&] {
    for (; !is_over; sent++)
      place->send(ethernet(ipv4(sctp(data_chunk(u32(sent)), 2000 + sent % 50))));
  });
  LiveOptions wanted = options();
  wanted.rings = 4;
  Capture capture(*place, wanted);
  std::vector<Octets> taken = capture.take(1000);
  is_over = true;
  sender.join();
  std::sort(taken.begin(), taken.end());
  CHECK(taken.size() >= 1000);
  CHECK(std::adjacent_find(taken.begin(), taken.end()) == taken.end());
  capture.settle();
  const LiveStatus s = capture.source->status();
  CHECK(s.received + s.kernel_drops <= sent);
  capture.check_sums();
}

TEST("a link that goes down comes back by itself and is counted") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  for (const uint32_t rings : {1u, 2u}) {
    LiveOptions wanted = options();
    wanted.rings = rings;
    Capture capture(*place, wanted);
    CHECK(place->send(signalling(1)));
    CHECK_EQ(capture.take(1).size(), size_t{1});
    CHECK(place->set_link("down"));
    CHECK(becomes([&] {
      capture.source->wait(-1, 20);
      return !capture.source->status().is_up;
    }));
    CHECK(place->set_link("up"));
    CHECK(becomes([&] {
      capture.source->wait(-1, 20);
      return capture.source->status().is_up;
    }));
    CHECK(place->send(signalling(2)));
    CHECK(capture.take(1) == std::vector<Octets>({signalling(2)}));
    CHECK_EQ(capture.source->status().flaps, uint64_t{1});
    CHECK_EQ(capture.source->status().reopened, uint64_t{0});
    capture.check_sums();
  }
}

TEST("an interface that is down is opened, and frames come when it is up") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  CHECK(place->set_link("down"));
  Capture capture(*place);
  CHECK(!capture.source->status().is_up);
  CHECK(!capture.source->wait(-1, 20));
  CHECK(place->set_link("up"));
  CHECK(becomes([&] {
    capture.source->wait(-1, 20);
    return capture.source->status().is_up;
  }));
  CHECK(place->send(signalling(1)));
  CHECK(capture.take(1) == std::vector<Octets>({signalling(1)}));
  CHECK_EQ(capture.source->status().flaps, uint64_t{0});
  capture.check_sums();
}

TEST("one wait serves several sources, and one opener") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  LiveOptions wanted = options();
  std::string why;
  auto second = AfPacketSource::attach(capture.opener.descriptor(), wanted, capture.window, 8,
                                       capture.counters, why);
  CHECK(second != nullptr);
  if (second == nullptr) return;
  const std::array<AfPacketSource*, 2> both = {capture.source.get(), second.get()};
  CHECK(!AfPacketSource::wait_any(both, -1, 20));
  CHECK(place->send(signalling(1)));
  CHECK(AfPacketSource::wait_any(both, -1, kPatienceMs));
  CHECK_EQ(capture.take(1).size(), size_t{1});
  capture.settle();
  std::array<Frame, 4> frames;
  CHECK(becomes([&] {
    AfPacketSource::wait_any(both, -1, 20);
    return second->next(frames) == 1;
  }));
  CHECK_EQ(frames[0].file, uint16_t{8});
  capture.check_sums();
  CHECK_EQ(second->status().received, uint64_t{1});
}

TEST("an interface that was removed is captured again when it is back") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  CHECK(place->send(signalling(1)));
  CHECK_EQ(capture.take(1).size(), size_t{1});
  CHECK(place->send(signalling(2))); // waits in the old ring
  usleep(20'000);
  CHECK(place->remove_link());
  CHECK(becomes([&] {
    capture.source->wait(-1, 20);
    return !capture.source->status().is_up;
  }));
  CHECK(place->add_link());
  CHECK(becomes([&] {
    capture.source->wait(-1, 20);
    std::array<Frame, 1> frames;
    if (capture.source->next(frames) == 1)
      CHECK(Octets(frames[0].data, frames[0].data + frames[0].captured) == signalling(2));
    return capture.source->status().reopened == 1;
  }));
  CHECK(capture.source->status().is_up);
  CHECK(place->send(signalling(3)));
  CHECK(place->send(user_plane()));
  CHECK(capture.take(1) == std::vector<Octets>({signalling(3)}));
  CHECK_EQ(capture.source->status().handed_out, uint64_t{3});
  CHECK_EQ(capture.source->status().filtered, uint64_t{1});
  capture.check_sums();
}

TEST("a stopped source hands out what the kernel still holds and ends") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  for (const uint32_t rings : {1u, 2u}) {
    LiveOptions wanted = options();
    wanted.rings = rings;
    wanted.block_timeout_ms = 100; // so that the frames wait in a block that is being filled
    Capture capture(*place, wanted);
    for (uint32_t i = 0; i < 40; i++)
      CHECK(place->send(signalling(i)));
    capture.source->stop();
    for (uint32_t i = 0; i < 5; i++)
      CHECK(place->send(signalling(100 + i)));
    CHECK(capture.source->end() == SourceEnd::none);
    CHECK_EQ(capture.take(40).size(), size_t{40});
    CHECK(becomes([&] {
      CHECK_EQ(capture.take(0).size(), size_t{0});
      std::array<Frame, 8> frames;
      CHECK_EQ(capture.source->next(frames), 0u);
      return capture.source->end() == SourceEnd::complete;
    }));
    CHECK_EQ(capture.source->status().filtered, uint64_t{5});
    capture.check_sums();
  }
}

TEST("a readable wake descriptor ends the wait") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  int ends[2];
  CHECK_EQ(pipe(ends), 0);
  const int64_t begin = monotonic_ms();
  CHECK(!capture.source->wait(ends[0], 30));
  CHECK(monotonic_ms() - begin >= 25);
  CHECK_EQ(write(ends[1], "x", 1), ssize_t{1});
  CHECK(capture.source->wait(ends[0], kPatienceMs));
  CHECK(monotonic_ms() - begin < kPatienceMs);
  close(ends[0]);
  close(ends[1]);
}

TEST("an unknown interface is told with those there are, too much memory with what to lower") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  OpenerProcess opener([&] { place->enter_listening(); });
  FrameWindow window(0);
  Counters counters = {};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  LiveOptions wanted = options();
  wanted.interface = "eth99";
  CHECK(!AfPacketSource::attach(opener.descriptor(), wanted, window, 0, counters, why, &fault));
  CHECK_EQ(why, "there is no interface eth99; there are: lo, tap0");
  CHECK(fault == CaptureFault::interface);
  wanted = options();
  wanted.rings = 16;
  wanted.blocks = 4096;
  wanted.block_octets = 1u << 26;
  CHECK(!AfPacketSource::attach(opener.descriptor(), wanted, window, 0, counters, why, &fault));
  CHECK_EQ(why, "capturing on tap0 needs 4398046511104 octets of kernel memory (16 rings of 4096 "
                "blocks of 67108864), which the kernel refuses (Cannot allocate memory): lower "
                "blocks, block_octets or rings");
  CHECK(fault == CaptureFault::memory);
}

TEST("no interface is opened but those that the run listens on") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  OpenerProcess opener([&] { place->enter_listening(); });
  FrameWindow window(1u << 22);
  Counters counters = {};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  LiveOptions wanted = options();
  for (const char* other : {"tap", "tap00", "eth0"}) {
    wanted.interface = other;
    CHECK(!AfPacketSource::attach(opener.descriptor(), wanted, window, 0, counters, why, &fault));
    CHECK(why.ends_with("the interface is none of those that this run listens on"));
  }
}

TEST("a source whose opener died goes on, and says that the interface's counts are old") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  Capture capture(*place);
  kill(capture.opener.process(), SIGKILL);
  CHECK(place->send(signalling(1)));
  CHECK_EQ(capture.take(1).size(), size_t{1});
  const LiveStatus s = capture.source->status();
  CHECK(s.is_stale);
  CHECK_EQ(s.received, uint64_t{1});
}

TEST("no frame leaves the interface that is captured") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  CHECK_EQ(place->sent_by_tap(), uint64_t{0});
}

CHECK_MAIN()
