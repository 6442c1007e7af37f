// SPDX-License-Identifier: Apache-2.0
// The packet path of AfPacketSource; what looks after the link is in af_packet_link.cpp.
#include "native/capture/af_packet.hpp"

#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cerrno>

#include "native/base/monotonic.hpp"
#include "native/capture/prefilter.hpp"
#include "native/generated/eth.hpp"

namespace sigwarden {
namespace {

/// What a stopped ring may need beyond its block timeout, and when not even that is believed.
constexpr int64_t kSettleMs = 5, kSettleLongestMs = 1000;

constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;

uint64_t wall_clock_ns() { // wall clock: frames of a live capture are of now
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<uint64_t>(now.tv_sec) * kNanosecondsPerSecond +
         static_cast<uint64_t>(now.tv_nsec);
}

uint64_t time_of(const tpacket3_hdr* record) {
  return uint64_t{record->tp_sec} << 32 | record->tp_nsec; // orders as the time does
}

OpenRequest request_of(const LiveOptions& options) {
  auto request = opener_message<OpenRequest>(OpenerKind::open, 0);
  const size_t length = options.interface.size();
  if (length < request.interface.size())
    std::memcpy(request.interface.data(), options.interface.data(), length);
  request.rings = options.rings;
  request.block_octets = options.block_octets;
  request.blocks = options.blocks;
  request.block_timeout_ms = options.block_timeout_ms;
  request.snap_octets = options.snap_octets;
  request.is_promiscuous = options.is_promiscuous;
  request.has_prefilter = options.has_prefilter;
  const size_t ports = std::min(options.diameter_ports.size(), request.ports.size());
  std::copy_n(options.diameter_ports.begin(), ports, request.ports.begin());
  // More than there is room for stays visible, to be refused.
  request.port_count =
      static_cast<uint16_t>(std::min<size_t>(options.diameter_ports.size(), UINT16_MAX));
  return request;
}

} // namespace

AfPacketSource::AfPacketSource(int opener, const LiveOptions& options, FrameWindow& window,
                               uint16_t file, Counters& counters)
    : opener_(opener), name_(options.interface), request_(request_of(options)), window_(window),
      counters_(counters), file_(file) {}

std::unique_ptr<AfPacketSource> AfPacketSource::attach(int opener, const LiveOptions& options,
                                                       FrameWindow& window, uint16_t file,
                                                       Counters& counters, std::string& why,
                                                       CaptureFault* fault) {
  CaptureFault ignored;
  std::unique_ptr<AfPacketSource> source(
      new AfPacketSource(opener, options, window, file, counters));
  if (!source->open(source->live_, fault != nullptr ? *fault : ignored, why)) return nullptr;
  source->last_ = source->live_.counters;
  source->status_.is_up = source->last_.is_up != 0;
  if (!source->status_.is_up) source->look_at_ms_ = monotonic_ms();
  return source;
}

bool AfPacketSource::open(Rings& opened, CaptureFault& fault, std::string& why) const {
  OpenedRings answer;
  if (!opener_.open(request_, name_, answer, fault, why)) return false;
  opened.rings = std::vector<PacketRing>(answer.answer.rings);
  opened.counters = answer.answer.counters;
  opened.interface_index = answer.answer.interface_index;
  bool is_mapped = true;
  for (uint32_t i = 0; i < answer.answer.rings; i++) {
    // Each descriptor goes to a ring that closes it, also after one failed.
    is_mapped &=
        opened.rings[i].map(answer.descriptors[i], request_.block_octets, request_.blocks, why);
    int error = 0; // a bind to an interface that is down leaves ENETDOWN, which is no flap
    socklen_t octets = sizeof error;
    getsockopt(answer.descriptors[i], SOL_SOCKET, SO_ERROR, &error, &octets);
  }
  if (!is_mapped) {
    fault = CaptureFault::memory;
    opened = {};
  }
  return is_mapped;
}

uint32_t AfPacketSource::next(std::span<Frame> frames) {
  for (PacketRing& ring : live_.rings)
    ring.release();
  if (!again_.rings.empty()) [[unlikely]]
    replace_rings();
  uint32_t count = 0;
  stamps_ = UINT32_MAX;
  while (count < frames.size()) {
    PacketRing* ring = earliest();
    if (ring == nullptr) break;
    if (take(*ring, frames[count])) [[likely]]
      count++;
    ring->step();
  }
  count_damage();
  const bool is_hardware = (stamps_ & TP_STATUS_TS_RAW_HARDWARE) != 0;
  if (count > 0)
    status_.timestamps = is_hardware && !status_.is_card_clock_wrong ? TimestampSource::raw_hardware
                                                                     : TimestampSource::software;
  else if (stopped_at_ms_ != 0)
    settle();
  return count;
}

PacketRing* AfPacketSource::earliest() {
  PacketRing* first = &live_.rings.front();
  const tpacket3_hdr* head = first->head();
  for (size_t i = 1; i < live_.rings.size(); i++) {
    const tpacket3_hdr* other = live_.rings[i].head();
    if (other == nullptr || (head != nullptr && time_of(head) <= time_of(other))) continue;
    head = other;
    first = &live_.rings[i];
  }
  return head != nullptr ? first : nullptr;
}

/// The head of `ring` as the next frame. False when it is none for the decoder: the filter left of
/// an encrypted frame nothing but its header. What the capture's own bounds cut is cut exactly
/// there, and goes on.
bool AfPacketSource::take(PacketRing& ring, Frame& frame) {
  const tpacket3_hdr& record = *ring.head();
  if (record.tp_snaplen < record.tp_len) [[unlikely]] {
    const bool is_at_bound = record.tp_snaplen == request_.snap_octets ||
                             record.tp_snaplen == ring.slot_octets(record.tp_mac);
    if (request_.has_prefilter != 0 && !is_at_bound) {
      status_.opaque++;
      count(counters_, Counter::frames_opaque);
      return false;
    }
    status_.over_slot++;
  }
  stamps_ &= record.tp_status;
  ring.fill(frame);
  if ((record.tp_status & TP_STATUS_TS_RAW_HARDWARE) != 0) {
    if (!is_card_clock_checked_) check_card_clock(frame.time_ns);
    // What the card still stamped before it was told not to gets the time of reading.
    if (status_.is_card_clock_wrong) frame.time_ns = wall_clock_ns();
  }
  frame.number = ++status_.handed_out;
  frame.link_type = eth::link_type::ethernet;
  frame.interface = 0;
  frame.file = file_;
  frame.reference = window_.put(frame);
  octets_ += frame.captured;
  return true;
}

void AfPacketSource::check_card_clock(uint64_t time_ns) {
  is_card_clock_checked_ = true;
  const uint64_t system_ns = wall_clock_ns();
  const uint64_t apart = std::max(time_ns, system_ns) - std::min(time_ns, system_ns);
  if (apart <= kNanosecondsPerSecond) return;
  status_.is_card_clock_wrong = true;
  const int software = 0;
  for (const PacketRing& ring : live_.rings)
    setsockopt(ring.descriptor(), SOL_PACKET, PACKET_TIMESTAMP, &software, sizeof software);
}

void AfPacketSource::count_damage() {
  uint64_t damaged = damaged_before_;
  for (const PacketRing& ring : live_.rings)
    damaged += ring.damaged();
  if (damaged == status_.damaged) [[likely]]
    return;
  count(counters_, Counter::capture_records_damaged, damaged - status_.damaged);
  status_.damaged = damaged;
}

bool AfPacketSource::has_ready() const {
  return std::any_of(live_.rings.begin(), live_.rings.end(),
                     [](const PacketRing& ring) { return ring.is_ready(); });
}

bool AfPacketSource::is_idle() const {
  return std::all_of(live_.rings.begin(), live_.rings.end(),
                     [](const PacketRing& ring) { return ring.is_idle(); });
}

bool AfPacketSource::is_backed_up() const {
  return std::any_of(live_.rings.begin(), live_.rings.end(),
                     [](const PacketRing& ring) { return ring.is_backed_up(); });
}

/// A filter that drops everything needs no privilege, and works in a fanout group, where unbinding
/// does not.
void AfPacketSource::stop() {
  if (stopped_at_ms_ != 0) return;
  FilterProgram program = pass_nothing();
  const sock_fprog description = {static_cast<unsigned short>(program.size()), program.data()};
  for (const PacketRing& ring : live_.rings)
    setsockopt(ring.descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, &description, sizeof description);
  again_ = {};
  look_at_ms_ = 0;
  stopped_at_ms_ = monotonic_ms();
}

/// Ends when the kernel has handed over the blocks that it was filling.
void AfPacketSource::settle() {
  const int64_t passed = monotonic_ms() - stopped_at_ms_;
  const bool is_over = passed >= int64_t{request_.block_timeout_ms} + kSettleMs && is_idle();
  if (is_over ||
      (passed >= kSettleLongestMs + 2 * int64_t{request_.block_timeout_ms} && !has_ready()))
    end_ = SourceEnd::complete;
}

} // namespace sigwarden
