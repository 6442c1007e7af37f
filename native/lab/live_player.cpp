// SPDX-License-Identifier: Apache-2.0
// One thread sits in the kernel and sends, this one keeps the ring in front of it full. Each call
// of BPF_PROG_RUN costs 24 ms when it ends, so that there is one for everything; only a ring that
// stayed empty, or a signal, makes another necessary.
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <linux/if_link.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

#include "native/lab/frame_ring.hpp"
#include "native/lab/player.hpp"

namespace sigwarden::lab {
namespace {

constexpr uint32_t kLiveFrames = 1u << 1; ///< BPF_F_TEST_XDP_LIVE_FRAMES, newer than some headers
constexpr double kOne = 4294967296.0;     ///< 1 in the fixed point of play_control::share
/// The receiving queue of a veth holds 256; a batch goes there at once.
constexpr uint32_t kBatchMax = 64;
constexpr uint64_t kBatchesPerSecond = 5'000;
constexpr uint64_t kNsPerSecond = 1'000'000'000;
constexpr uint64_t kRunsMax = 1u << 30;
constexpr useconds_t kFullPauseUs = 500;
constexpr uint32_t kPaceMask = 15; ///< the clock is read every 16 frames

void set_plan(play_control& control, const Order& order) {
  control.total = order.total;
  control.share = static_cast<uint64_t>(order.share * kOne);
  control.period = order.rate == 0 ? 0 : (kNsPerSecond << 10) / order.rate;
  control.late = kLateNs;
  control.interface = order.interface.index;
  control.blank_octets = order.longest;
}

/// What the sending thread works on.
struct Sending {
  int program = -1;
  uint32_t batch = kBatchMax;
  double share = 0;
  play_control* control = nullptr;
  std::atomic<bool> done = false;
  int code = 0; ///< errno of the call that failed
};

void run_program(Sending& sending) {
  const play_control& control = *sending.control;
  std::vector<uint8_t> blank(control.blank_octets);
  while (!interrupted) {
    const uint64_t taken = __atomic_load_n(&control.taken, __ATOMIC_RELAXED);
    if (taken >= control.total) break;
    const auto needed = static_cast<double>(control.total - taken) / (1 - sending.share);
    LIBBPF_OPTS(bpf_test_run_opts, options);
    options.data_in = blank.data();
    options.data_size_in = control.blank_octets;
    options.repeat = static_cast<int>(std::min<double>(needed + 1, kRunsMax));
    options.flags = kLiveFrames;
    options.batch_size = sending.batch;
    if (bpf_prog_test_run_opts(sending.program, &options) != 0 && errno != EINTR) {
      sending.code = errno;
      break;
    }
  }
  sending.done = true;
}

/// Fills the ring until the feed ends or the ring is full. False when the feed failed.
class Filler {
public:
  Filler(FrameRing& ring, CaptureFeed& feed) : ring_(ring), feed_(feed) {}
  bool fill(std::string& error) {
    while (!ended_ && !interrupted) {
      if (!holds_ && !(holds_ = feed_.next(held_, error))) {
        ended_ = true;
        break;
      }
      if (!ring_.has_room(held_.length)) return true;
      ring_.push(held_);
      holds_ = false;
    }
    return error.empty();
  }

private:
  FrameRing& ring_;
  CaptureFeed& feed_;
  Octets held_;
  bool holds_ = false;
  bool ended_ = false;
};

void tell(const play_control& control, Outcome& outcome) {
  outcome.sent = control.taken;
  outcome.background = control.background;
  outcome.octets = control.octets;
  outcome.refused = control.refused;
  outcome.starved = control.starved;
  outcome.moved = control.moved;
  outcome.elapsed_ns = control.last_ns - control.first_ns;
}

void wake(std::thread& thread) {
  pthread_kill(thread.native_handle(), SIGUSR1);
}

/// SIGUSR1 does nothing but end a system call; the others are this thread's affair.
std::thread start_sender(Sending& sending) {
  struct sigaction nothing {};
  nothing.sa_handler = [](int) {};
  sigaction(SIGUSR1, &nothing, nullptr);
  sigset_t ours;
  sigset_t before;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ours, &before);
  std::thread thread(run_program, std::ref(sending));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

} // namespace

Played play_live_frames(const Order& order, CaptureFeed& feed, Outcome& outcome,
                        std::string& error) {
  if (order.longest > PLAY_FRAME_OCTETS) {
    error = "live frames hold " + std::to_string(PLAY_FRAME_OCTETS) + " octets, the longest has " +
            std::to_string(order.longest);
    return Played::unavailable;
  }
  FrameRing ring;
  if (!ring.load(error)) return Played::unavailable;
  play_control& control = ring.control();
  set_plan(control, order);
  ring.set_background(order.background);
  const uint64_t wanted = order.rate == 0 ? kBatchMax : order.rate / kBatchesPerSecond;
  Sending sending;
  sending.program = ring.play_program();
  sending.batch = static_cast<uint32_t>(std::clamp<uint64_t>(wanted, 1, kBatchMax));
  sending.share = order.background.empty() ? 0 : order.share;
  sending.control = &control;
  control.pace_mask = sending.batch > kPaceMask ? kPaceMask : 0;

  Filler filler(ring, feed);
  if (!filler.fill(error)) return Played::failed;
  std::thread sender = start_sender(sending);
  while (!sending.done && !interrupted) {
    if (!filler.fill(error)) interrupted = true;
    if (order.tells_progress) tell_progress(order, control.taken);
    usleep(kFullPauseUs);
  }
  while (!sending.done) {
    wake(sender);
    usleep(kFullPauseUs);
  }
  sender.join();
  tell(control, outcome);
  if (sending.code != 0 && error.empty()) {
    error = std::string("BPF_PROG_RUN with live frames: ") + std::strerror(sending.code);
    return outcome.sent == 0 ? Played::unavailable : Played::failed;
  }
  if (!error.empty()) return Played::failed;
  return interrupted ? Played::interrupted : Played::ok;
}

bool attach_pass(const LabInterface& interface, std::string& error) {
  FrameRing ring;
  if (!ring.load(error)) return false;
  const int code = bpf_xdp_attach(static_cast<int>(interface.index), ring.pass_program(),
                                  XDP_FLAGS_DRV_MODE, nullptr);
  if (code == 0) return true;
  error = interface.name + ": takes no XDP program: " + std::strerror(-code);
  return false;
}

} // namespace sigwarden::lab
