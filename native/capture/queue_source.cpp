// SPDX-License-Identifier: Apache-2.0
#include "native/capture/queue_source.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <bit>

#include "native/generated/limits.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t aligned(uint64_t octets) {
  return (octets + 7) & ~uint64_t{7};
}

int make_eventfd() {
  const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor >= 0) return descriptor;
  std::perror("sigwarden: eventfd for the queue of frames");
  std::abort();
}

} // namespace

QueueSource::QueueSource(uint64_t window_octets, uint16_t file, uint16_t link_type)
    : window_(std::bit_ceil(std::max(window_octets, kWindowOctetsMin))),
      queue_(std::min<uint64_t>(limits::queue_octets, window_ / 2)), file_(file),
      link_type_(link_type), octets_(window_), ready_(make_eventfd()) {}

QueueSource::~QueueSource() {
  close(ready_);
}

bool QueueSource::push(Bytes octets, uint32_t original, uint64_t time_ns) {
  const uint32_t captured = std::min(octets.size, limits::frame_octets);
  const uint64_t need = aligned(sizeof(Header) + captured);
  uint64_t at = written_.load(std::memory_order_relaxed);
  const uint64_t padding = need <= to_end(at) ? 0 : to_end(at);
  const uint64_t released = released_.load(std::memory_order_acquire);
  if (at + padding + need - released > queue_) {
    full_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  if (captured < octets.size) cut_.fetch_add(1, std::memory_order_relaxed);
  if (padding >= sizeof(Header)) {
    const Header nothing{at, 0, kPadding, 0};
    std::memcpy(place(at), &nothing, sizeof nothing);
  }
  at += padding;
  const Header header{at, time_ns, captured, std::max(original, octets.size)};
  std::memcpy(place(at), &header, sizeof header);
  if (captured != 0) std::memcpy(place(at) + sizeof header, octets.data, captured);
  written_.store(at + need, std::memory_order_release);
  // Pairs with wait(): written, fence, sleeps there; sleeps, fence, written here. One sees the
  // other.
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (sleeps_.load(std::memory_order_relaxed) != 0 && sleeps_.exchange(0) != 0) {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(ready_, &one, sizeof one);
  }
  return true;
}

void QueueSource::add_to(Counters& counters) const {
  count(counters, Counter::frames_queue_full, full_.load(std::memory_order_relaxed));
  count(counters, Counter::frames_cut, cut_.load(std::memory_order_relaxed));
}

void QueueSource::fill(Frame& frame, const Header& header) const {
  frame = Frame{};
  frame.data = place(header.position) + sizeof header;
  frame.captured = header.captured;
  frame.original = header.original;
  frame.time_ns = header.time_ns;
  frame.reference = header.position;
  frame.link_type = link_type_;
  frame.file = file_;
}

uint32_t QueueSource::next(std::span<Frame> frames) {
  released_.store(taken_, std::memory_order_release); // the frames of the last batch
  const uint64_t written = written_.load(std::memory_order_acquire);
  uint32_t n = 0;
  while (n < frames.size() && taken_ != written) {
    const uint64_t rest = to_end(taken_);
    Header header{0, 0, kPadding, 0};
    if (rest >= sizeof header) std::memcpy(&header, place(taken_), sizeof header);
    if (header.captured == kPadding) {
      taken_ += rest;
      continue;
    }
    fill(frames[n], header);
    frames[n++].number = ++frame_count_;
    taken_ += aligned(sizeof header + header.captured);
  }
  if (n == 0 && is_stopped_ && taken_ == written_.load(std::memory_order_acquire))
    end_ = SourceEnd::complete;
  return n;
}

/// The pushing thread may be writing up to `queue_` octets beyond what is released, and thereby
/// over the oldest of the window: those are gone already, so that no look at them races.
bool QueueSource::at(uint64_t reference, Frame& frame) const {
  const uint64_t ahead = released_.load(std::memory_order_relaxed) + queue_;
  if (reference >= taken_ || reference + window_ < ahead) return false;
  Header header;
  std::memcpy(&header, place(reference), sizeof header);
  if (header.position != reference || header.captured > limits::frame_octets) return false;
  fill(frame, header);
  return true;
}

bool QueueSource::wait(int wake_descriptor, int timeout_ms) {
  sleeps_.store(1, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (written_.load(std::memory_order_acquire) != taken_) {
    sleeps_.store(0, std::memory_order_relaxed);
    return true;
  }
  pollfd wanted[2] = {{ready_, POLLIN, 0}, {wake_descriptor, POLLIN, 0}};
  const int ready = poll(wanted, 2, timeout_ms);
  sleeps_.store(0, std::memory_order_relaxed);
  uint64_t rung;
  if ((wanted[0].revents & POLLIN) != 0) [[maybe_unused]]
    const ssize_t got = read(ready_, &rung, sizeof rung);
  return ready > 0;
}

bool QueueSource::is_backed_up() const {
  return written_.load(std::memory_order_relaxed) - released_.load(std::memory_order_relaxed) >
         queue_ / 2;
}

} // namespace sigwarden
