// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "native/lab/player.hpp"

namespace sigwarden::lab {
namespace {

constexpr uint32_t kBatchMax = 64;
/// A batch holds what is due in this time at most, so that a low rate does not come in bursts.
constexpr uint64_t kBatchesPerSecond = 5'000;
constexpr int kSendBufferOctets = 8 << 20;
constexpr uint64_t kNsPerSecond = 1'000'000'000;

int open_socket(const LabInterface& interface, std::string& error) {
  // Protocol 0: the socket sends and hears nothing.
  const int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    error = std::string("cannot open a packet socket: ") + std::strerror(errno);
    return -1;
  }
  const int one = 1;
  setsockopt(descriptor, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &kSendBufferOctets, sizeof kSendBufferOctets);
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_ifindex = static_cast<int>(interface.index);
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    error = interface.name + ": cannot bind to it: " + std::strerror(errno);
    close(descriptor);
    return -1;
  }
  return descriptor;
}

/// Copies of the frames of one batch: a feed's octets do not outlive its next call.
class Batch {
public:
  explicit Batch(uint32_t size, uint32_t longest)
      : store_(size_t{size} * longest), stride_(longest) {
    for (uint32_t i = 0; i < kBatchMax; i++) {
      headers_[i] = {};
      headers_[i].msg_hdr.msg_iov = &places_[i];
      headers_[i].msg_hdr.msg_iovlen = 1;
    }
  }
  void add_copy(const Octets& octets) {
    uint8_t* to = store_.data() + size_t{count_} * stride_;
    std::memcpy(to, octets.data, octets.length);
    add(to, octets.length);
  }
  void add(const uint8_t* data, uint32_t length) {
    places_[count_++] = {const_cast<uint8_t*>(data), length};
  }
  uint32_t count() const { return count_; }
  size_t octets() const {
    size_t sum = 0;
    for (uint32_t i = 0; i < count_; i++)
      sum += places_[i].iov_len;
    return sum;
  }

  /// Sends all of it, in order. Returns an errno.
  int send(int descriptor, Outcome& outcome) {
    for (uint32_t done = 0; done < count_ && !interrupted;) {
      const int sent = sendmmsg(descriptor, &headers_[done], count_ - done, 0);
      if (sent > 0) {
        done += static_cast<uint32_t>(sent);
      } else if (errno == ENOBUFS || errno == EAGAIN || errno == EINTR) {
        outcome.retried++;
      } else {
        return errno;
      }
    }
    return 0;
  }
  void clear() { count_ = 0; }

private:
  std::vector<uint8_t> store_;
  size_t stride_;
  uint32_t count_ = 0;
  std::array<iovec, kBatchMax> places_{};
  std::array<mmsghdr, kBatchMax> headers_{};
};

/// Sleeps until the frame of that number is due; the plan moves when it cannot be kept.
class Plan {
public:
  Plan(uint64_t rate, uint64_t start_ns) : rate_(rate), start_ns_(start_ns) {}
  void wait(uint64_t number, Outcome& outcome) {
    if (rate_ == 0) return;
    const auto offset =
        static_cast<uint64_t>(static_cast<unsigned __int128>(number) * kNsPerSecond / rate_);
    const uint64_t due = start_ns_ + offset;
    const uint64_t now = now_ns();
    if (now > due + kLateNs) {
      start_ns_ += now - due;
      outcome.moved++;
    } else if (now < due) {
      const timespec until{static_cast<time_t>(due / kNsPerSecond),
                           static_cast<long>(due % kNsPerSecond)};
      clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    }
  }

private:
  uint64_t rate_;
  uint64_t start_ns_;
};

} // namespace

Played play_by_socket(const Order& order, CaptureFeed& feed, Outcome& outcome, std::string& error) {
  const int descriptor = open_socket(order.interface, error);
  if (descriptor < 0) return Played::failed;
  prctl(PR_SET_TIMERSLACK, 1UL);
  const uint64_t wanted = order.rate == 0 ? kBatchMax : order.rate / kBatchesPerSecond;
  const auto size = static_cast<uint32_t>(std::clamp<uint64_t>(wanted, 1, kBatchMax));
  Batch batch(size, order.longest);
  const uint64_t start = now_ns();
  Plan plan(order.rate, start);
  double debt = 0;
  bool more = true;
  while (more && !interrupted) {
    batch.clear();
    uint64_t of_feed = 0;
    while (batch.count() < size && more) {
      debt += order.share;
      if (debt >= 1 && !order.background.empty()) {
        debt -= 1;
        const auto& frame = order.background[(outcome.background++) % order.background.size()];
        batch.add(frame.data(), static_cast<uint32_t>(frame.size()));
        continue;
      }
      Octets octets;
      more = feed.next(octets, error);
      if (!more) break;
      batch.add_copy(octets);
      of_feed++;
    }
    plan.wait(outcome.sent + outcome.background, outcome);
    if (const int code = batch.send(descriptor, outcome); code != 0) {
      error = order.interface.name + ": cannot send: " + std::strerror(code);
      break;
    }
    outcome.sent += of_feed;
    outcome.octets += batch.octets();
    if (order.tells_progress) tell_progress(order, outcome.sent);
  }
  outcome.elapsed_ns = now_ns() - start;
  close(descriptor);
  if (!error.empty()) return Played::failed;
  return interrupted ? Played::interrupted : Played::ok;
}

} // namespace sigwarden::lab
