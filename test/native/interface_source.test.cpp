// SPDX-License-Identifier: Apache-2.0
// Several interfaces as one source, over a veth that comes and goes and a loopback that never
// rests.
#include "native/capture/interface_source.hpp"

#include <sys/socket.h>

#include <atomic>
#include <thread>

#include "native/base/monotonic.hpp"
#include "test/native/carriers.hpp"
#include "test/native/live_world.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr int kPatienceMs = 30'000; ///< a loaded machine is no failure

LiveOptions options(const char* interface) {
  LiveOptions o;
  o.interface = interface;
  o.block_octets = 1u << 16;
  o.blocks = 16;
  o.diameter_ports = {3868};
  return o;
}

/// Frames on the loopback of the listening namespace, one a millisecond, until it goes.
class BusyLoopback {
public:
  explicit BusyLoopback(const LiveWorld& place)
      : thread_([this, &place] {
          place.enter_listening();
          runs("ip link set lo up");
          const int sender = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
          sockaddr_ll to = {};
          to.sll_family = AF_PACKET;
          to.sll_ifindex = static_cast<int>(if_nametoindex("lo"));
          is_up_ = true;
          for (uint32_t i = 0; !is_over_; i++) {
            const Octets frame = signalling(i);
            sendto(sender, frame.data(), frame.size(), 0, reinterpret_cast<sockaddr*>(&to),
                   sizeof to);
            usleep(1000);
          }
          close(sender);
        }) {
    while (!is_up_)
      usleep(1000);
  }
  ~BusyLoopback() {
    is_over_ = true;
    thread_.join();
  }

private:
  std::atomic<bool> is_up_{false}, is_over_{false};
  std::thread thread_;
};

/// Takes and waits as an engine does until `is_so`; counts frames older than the one before.
struct Listener {
  explicit Listener(InterfaceSource& of) : source(of) {}
  bool until(const std::function<bool()>& is_so) {
    std::array<Frame, 64> frames;
    const int64_t deadline = monotonic_ms() + kPatienceMs;
    while (monotonic_ms() < deadline) {
      const uint32_t got = source.next(frames);
      if (got == 0) source.wait(-1, 20);
      for (uint32_t i = 0; i < got; i++) {
        if (frames[i].time_ns < last_ns) backwards++;
        last_ns = frames[i].time_ns;
        heard[frames[i].file]++;
      }
      if (is_so()) return true;
    }
    return false;
  }
  InterfaceSource& source;
  uint64_t last_ns = 0;
  uint32_t backwards = 0;
  std::array<uint32_t, 2> heard = {};
};

} // namespace

TEST("an interface that was removed is captured again while another one never rests") {
  LiveWorld* place = world();
  if (place == nullptr) return;
  const BusyLoopback busy(*place);
  OpenerProcess opener([&] { place->enter_listening(); });
  const std::array<LiveOptions, 2> wanted = {options("lo"), options("tap0")};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  auto source = InterfaceSource::open(opener.descriptor(), wanted, 1u << 22, why, fault);
  CHECK_EQ(why, std::string());
  if (source == nullptr) return;
  Listener listener(*source);
  CHECK(listener.until([&] { return listener.heard[0] > 100; }));
  CHECK(place->send(signalling(1)));
  CHECK(listener.until([&] { return listener.heard[1] == 1; }));
  CHECK(place->remove_link());
  CHECK(listener.until([&] { return !source->status(1).is_up; }));
  CHECK(place->add_link());
  CHECK(listener.until([&] { return source->status(1).reopened == 1; }));
  CHECK(place->send(signalling(2)));
  CHECK(listener.until([&] { return listener.heard[1] == 2; }));
  CHECK_EQ(listener.backwards, 0u);
  CHECK(source->status(0).is_up);
}

CHECK_MAIN()
