// SPDX-License-Identifier: Apache-2.0
// What AfPacketSource does beside the packet path: waiting, counters, a link that goes down, an
// interface that is removed and comes again.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "native/base/monotonic.hpp"
#include "native/capture/af_packet.hpp"

namespace sigwarden {
namespace {

/// What a counter grew by. Some drivers begin again from zero when the link comes up.
uint64_t growth(uint64_t before, uint64_t now) {
  return now >= before ? now - before : now;
}

} // namespace

bool AfPacketSource::wait(int wake_descriptor, int timeout_ms) {
  AfPacketSource* self = this;
  return wait_any({&self, 1}, wake_descriptor, timeout_ms);
}

bool AfPacketSource::wait_any(std::span<AfPacketSource* const> sources, int wake_descriptor,
                              int timeout_ms) {
  int64_t timeout = timeout_ms;
  const int64_t begin = monotonic_ms();
  for (const AfPacketSource* source : sources) {
    if (source->has_ready()) return true;
    int64_t at = timeout;
    if (source->look_at_ms_ != 0) at = std::max<int64_t>(source->look_at_ms_ - begin, 0);
    if (source->stopped_at_ms_ != 0) at = source->request_.block_timeout_ms;
    timeout = timeout < 0 ? at : std::min(timeout, at);
  }
  bool is_worth_it = poll_all(sources, wake_descriptor, POLLIN, static_cast<int>(timeout));
  for (const AfPacketSource* source : sources)
    is_worth_it |= source->has_ready() || !source->again_.rings.empty();
  return is_worth_it;
}

void AfPacketSource::look_after_links(std::span<AfPacketSource* const> sources) {
  poll_all(sources, -1, 0, 0);
}

/// Waits for `events` of the rings or the wake, and looks after the links. True when the wake came.
bool AfPacketSource::poll_all(std::span<AfPacketSource* const> sources, int wake_descriptor,
                              short events, int timeout_ms) {
  std::array<pollfd, limits::captures * limits::capture_rings + 1> waited;
  waited[0] = {wake_descriptor, POLLIN, 0};
  nfds_t count = 1;
  for (const AfPacketSource* source : sources)
    for (const PacketRing& ring : source->live_.rings)
      if (count < waited.size())
        waited[count++] = {ring.descriptor(), static_cast<short>(events | POLLERR), 0};
  const int ready = poll(waited.data(), count, timeout_ms);
  nfds_t at = 1;
  const int64_t end = monotonic_ms();
  for (AfPacketSource* source : sources) {
    for (PacketRing& ring : source->live_.rings)
      if (at < count && (waited[at++].revents & POLLERR) != 0 && ready > 0)
        source->note_link_error(ring);
    if (source->look_at_ms_ != 0 && source->look_at_ms_ <= end) source->look_after_link(end);
  }
  return ready > 0 && waited[0].revents != 0;
}

void AfPacketSource::note_link_error(PacketRing& ring) {
  int error = 0;
  socklen_t octets = sizeof error;
  getsockopt(ring.descriptor(), SOL_SOCKET, SO_ERROR, &error, &octets);
  if (error == 0) return;
  has_gone_down_ = true;
  status_.is_up = false;
  if (look_at_ms_ == 0 && stopped_at_ms_ == 0) look_at_ms_ = monotonic_ms();
}

bool AfPacketSource::is_detached() const {
  sockaddr_ll address = {};
  socklen_t octets = sizeof address;
  return getsockname(live_.rings.front().descriptor(), reinterpret_cast<sockaddr*>(&address),
                     &octets) == 0 &&
         address.sll_ifindex != static_cast<int>(live_.interface_index);
}

void AfPacketSource::look_after_link(int64_t now) {
  look_at_ms_ = now + limits::reopen_milliseconds;
  if (!is_detached()) {
    LinkCounters counters;
    if (!opener_.read_counters(live_.interface_index, counters)) return;
    take_counters(counters);
    if (status_.is_up) look_at_ms_ = 0;
    return;
  }
  // Only an opener that answers is asked to open, which may take long: other interfaces wait on
  // this thread.
  LinkCounters gone;
  if (!again_.rings.empty() || !opener_.read_counters(live_.interface_index, gone)) return;
  CaptureFault fault;
  std::string why; // the name is not there yet, or not up to it: asked again
  open(again_, fault, why);
}

/// The new rings take over when the old ones have handed out everything: next() calls this at a
/// time when no frame of theirs is in use.
void AfPacketSource::replace_rings() {
  if (!is_idle()) return;
  read_ring_statistics();
  const uint64_t known = status_.received + status_.kernel_drops + status_.filtered;
  status_.interface_received = std::max(status_.interface_received, known);
  for (const PacketRing& ring : live_.rings)
    damaged_before_ += ring.damaged();
  live_ = std::move(again_);
  again_ = {};
  last_ = live_.counters;
  status_.is_up = last_.is_up != 0;
  status_.reopened++;
  has_gone_down_ = is_card_clock_checked_ = status_.is_card_clock_wrong = false;
  look_at_ms_ = status_.is_up ? 0 : monotonic_ms() + limits::reopen_milliseconds;
}

void AfPacketSource::read_ring_statistics() {
  for (const PacketRing& ring : live_.rings) {
    tpacket_stats_v3 read = {};
    socklen_t octets = sizeof read;
    if (getsockopt(ring.descriptor(), SOL_PACKET, PACKET_STATISTICS, &read, &octets) != 0) continue;
    status_.received += read.tp_packets - read.tp_drops;
    status_.kernel_drops += read.tp_drops;
    status_.freezes += read.tp_freeze_q_cnt;
    count(counters_, Counter::frames_kernel_dropped, read.tp_drops);
  }
}

void AfPacketSource::take_counters(const LinkCounters& now) {
  status_.is_up = now.exists != 0 && now.is_up != 0;
  if (now.exists == 0) return;
  status_.interface_received += growth(last_.rx_packets, now.rx_packets);
  status_.interface_missed += growth(last_.rx_missed, now.rx_missed);
  status_.interface_dropped += growth(last_.rx_dropped, now.rx_dropped);
  status_.interface_sent += growth(last_.tx_packets, now.tx_packets);
  // The carrier tells of flaps between two looks, the socket of those without carrier.
  status_.flaps +=
      std::max<uint64_t>(growth(last_.carrier_downs, now.carrier_downs), has_gone_down_ ? 1 : 0);
  has_gone_down_ = false;
  last_ = now;
}

LiveStatus AfPacketSource::status() {
  LinkCounters now;
  // The interface first: what arrives between the two readings must not look filtered.
  status_.is_stale = !opener_.read_counters(live_.interface_index, now);
  if (is_detached()) {
    status_.is_up = false;
    if (look_at_ms_ == 0 && stopped_at_ms_ == 0) look_at_ms_ = monotonic_ms();
  } else if (!status_.is_stale) {
    take_counters(now);
  }
  read_ring_statistics();
  const uint64_t seen = status_.received + status_.kernel_drops;
  status_.interface_total = last_.rx_packets;
  status_.filtered = status_.interface_received > seen ? status_.interface_received - seen : 0;
  return status_;
}

} // namespace sigwarden
