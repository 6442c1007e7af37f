// SPDX-License-Identifier: Apache-2.0
#include "native/capture/interface_source.hpp"

#include <poll.h>

#include <algorithm>
#include <ctime>

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerMs = 1'000'000;

/// The clock that the kernel stamps frames with.
uint64_t wall_ns() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
}

} // namespace

std::unique_ptr<InterfaceSource> InterfaceSource::open(int opener,
                                                       std::span<const LiveOptions> interfaces,
                                                       uint64_t window_octets, std::string& why,
                                                       CaptureFault& fault) {
  std::unique_ptr<InterfaceSource> all(new InterfaceSource(window_octets));
  all->lanes_.resize(interfaces.size());
  for (uint32_t i = 0; i < interfaces.size(); i++) {
    Lane& lane = all->lanes_[i];
    lane.source = AfPacketSource::attach(opener, interfaces[i], all->window_,
                                         static_cast<uint16_t>(i), all->counters_, why, &fault);
    if (!lane.source) return nullptr;
    all->sources_.push_back(lane.source.get());
    const uint64_t longest_ms = interfaces[i].block_timeout_ms + limits::merge_milliseconds;
    all->hold_ns_ = std::max(all->hold_ns_, longest_ms * kNsPerMs);
  }
  return all;
}

uint32_t InterfaceSource::next(std::span<Frame> frames) {
  if (lanes_.size() == 1) return lanes_.front().source->next(frames);
  // A lane is read on only between batches: its frames of the last one were still in use.
  for (Lane& lane : lanes_)
    if (lane.at == lane.held) {
      lane.at = 0;
      lane.held = lane.source->next(lane.frames);
    }
  const uint64_t settled = newest_settled();
  uint32_t count = 0;
  while (count < frames.size()) {
    Lane* lane = earliest();
    if (lane == nullptr || lane->head()->time_ns > settled) break;
    frames[count++] = lane->frames[lane->at++];
    if (lane->at == lane->held) break; // what follows on this one may be older than the others
  }
  return count;
}

InterfaceSource::Lane* InterfaceSource::earliest() {
  Lane* first = nullptr;
  for (Lane& lane : lanes_)
    if (const Frame* head = lane.head())
      if (first == nullptr || head->time_ns < first->head()->time_ns) first = &lane;
  return first;
}

/// Frames up to this time have no older one under way. All, when each lane shows what it has or
/// nothing more comes; and when the clock was set back, since times of what lies before would not
/// come for hours.
uint64_t InterfaceSource::newest_settled() const {
  const bool is_complete = std::all_of(lanes_.begin(), lanes_.end(),
                                       [](const Lane& lane) { return lane.head() != nullptr; });
  if (is_complete || is_stopped_) return UINT64_MAX;
  const uint64_t now = wall_ns();
  for (const Lane& lane : lanes_)
    if (const Frame* head = lane.head())
      if (head->time_ns > now + hold_ns_) return UINT64_MAX;
  return now - hold_ns_;
}

SourceEnd InterfaceSource::end() const {
  for (const Lane& lane : lanes_)
    if (lane.head() != nullptr || lane.source->end() == SourceEnd::none) return SourceEnd::none;
  return SourceEnd::complete;
}

uint64_t InterfaceSource::position() const {
  uint64_t octets = 0;
  for (const Lane& lane : lanes_)
    octets += lane.source->position();
  return octets;
}

bool InterfaceSource::wait(int wake_descriptor, int timeout_ms) {
  const bool holds = std::any_of(lanes_.begin(), lanes_.end(),
                                 [](const Lane& lane) { return lane.head() != nullptr; });
  if (!holds) return AfPacketSource::wait_any(sources_, wake_descriptor, timeout_ms);
  // What is held is due soon; no frame needs a look until then. A link does: while one interface is
  // busy something of it is always held, and another that is gone must not wait for silence there.
  pollfd wake{wake_descriptor, POLLIN, 0};
  poll(&wake, 1, 1);
  AfPacketSource::look_after_links(sources_);
  return true;
}

bool InterfaceSource::is_backed_up() const {
  return std::any_of(lanes_.begin(), lanes_.end(),
                     [](const Lane& lane) { return lane.source->is_backed_up(); });
}

void InterfaceSource::stop() {
  is_stopped_ = true;
  for (Lane& lane : lanes_)
    lane.source->stop();
}

void InterfaceSource::add_to(Counters& counters) const {
  for (uint32_t i = 0; i < kCounterCount; i++)
    counters[i] += counters_[i];
}

} // namespace sigwarden
