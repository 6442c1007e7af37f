// SPDX-License-Identifier: Apache-2.0
#include "native/capture/packet_ring.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "native/generated/eth.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kAheadOctets = 1024, kLineOctets = 64, kAheadLinesMax = 8;
constexpr uint32_t kTagOctets = 4;
constexpr uint32_t kAddressesOctets = 12; // in front of a VLAN tag
constexpr uint32_t kRecordAlignment = 8;  // V3_ALIGNMENT of the kernel
/// What stands in front of a frame at least: its header, and room for a tag.
constexpr uint32_t kRecordOctetsMin = sizeof(tpacket3_hdr) + kTagOctets;
constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;

} // namespace

PacketRing::~PacketRing() {
  if (base_ != nullptr) munmap(base_, size_t{block_octets_} * blocks_);
  if (descriptor_ >= 0) close(descriptor_);
}

PacketRing::PacketRing(PacketRing&& other) noexcept {
  *this = std::move(other);
}

PacketRing& PacketRing::operator=(PacketRing&& other) noexcept {
  std::swap(base_, other.base_);
  std::swap(block_octets_, other.block_octets_);
  std::swap(blocks_, other.blocks_);
  std::swap(next_, other.next_);
  std::swap(held_, other.held_);
  std::swap(left_, other.left_);
  std::swap(offset_, other.offset_);
  std::swap(record_, other.record_);
  std::swap(records_, other.records_);
  std::swap(damaged_, other.damaged_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

bool PacketRing::map(int descriptor, uint32_t block_octets, uint32_t blocks, std::string& why) {
  descriptor_ = descriptor;
  block_octets_ = block_octets;
  blocks_ = blocks;
  // Populated at once: the kernel inserts all pages of a packet socket anyway.
  void* at = mmap(nullptr, size_t{block_octets} * blocks, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_POPULATE, descriptor, 0);
  if (at == MAP_FAILED) {
    why = "mapping a capture ring of " + std::to_string(size_t{block_octets} * blocks) +
          " octets: " + std::strerror(errno);
    return false;
  }
  base_ = static_cast<uint8_t*>(at);
  return true;
}

tpacket_hdr_v1& PacketRing::block(uint32_t index) const {
  return reinterpret_cast<tpacket_block_desc*>(base_ + size_t{index} * block_octets_)->hdr.bh1;
}

bool PacketRing::is_handed_over(uint32_t index) const {
  const std::atomic_ref<uint32_t> status(block(index).block_status);
  return held_ < blocks_ && (status.load(std::memory_order_acquire) & TP_STATUS_USER) != 0;
}

bool PacketRing::is_idle() const {
  if (is_ready()) return false;
  const std::atomic_ref<uint32_t> count(block(next_).num_pkts);
  return count.load(std::memory_order_relaxed) == 0;
}

uint32_t PacketRing::slot_octets(uint32_t mac) const {
  return block_octets_ - static_cast<uint32_t>(sizeof(tpacket_block_desc)) - mac;
}

bool PacketRing::open_block() {
  while (is_handed_over(next_)) {
    const tpacket_hdr_v1& header = block(next_);
    left_ = header.num_pkts;
    next_ = next_ + 1 == blocks_ ? 0 : next_ + 1;
    held_++;
    if (left_ > 0 && enter(header.offset_to_first_pkt)) return true;
  }
  return false;
}

/// Makes the record at `offset` of the current block the head. False when there can be none.
bool PacketRing::enter(uint32_t offset) {
  const uint8_t* start = base_ + size_t{next_ == 0 ? blocks_ - 1 : next_ - 1} * block_octets_;
  record_ = nullptr;
  if (offset % kRecordAlignment == 0 && offset >= sizeof(tpacket_block_desc) &&
      offset <= block_octets_ - kRecordOctetsMin) {
    const auto* record = reinterpret_cast<const tpacket3_hdr*>(start + offset);
    const uint64_t end = uint64_t{offset} + record->tp_mac + record->tp_snaplen;
    if (record->tp_mac >= kRecordOctetsMin && end <= block_octets_ &&
        record->tp_snaplen <= record->tp_len) {
      record_ = record;
      offset_ = offset;
      return true;
    }
  }
  damaged_ += left_;
  left_ = 0;
  return false;
}

void PacketRing::step() {
  records_++;
  const uint64_t following = uint64_t{offset_} + record_->tp_next_offset;
  const bool has_more = --left_ > 0;
  const bool goes_on = record_->tp_next_offset >= kRecordOctetsMin && following < block_octets_;
  record_ = nullptr;
  if (has_more) enter(goes_on ? static_cast<uint32_t>(following) : 0);
}

void PacketRing::release() {
  // The block of the head, the last one entered, stays.
  const uint32_t kept = record_ != nullptr ? 1 : 0;
  for (; held_ > kept; held_--) {
    const uint32_t index = next_ >= held_ ? next_ - held_ : next_ + blocks_ - held_;
    const std::atomic_ref<uint32_t> status(block(index).block_status);
    status.store(TP_STATUS_KERNEL, std::memory_order_release);
  }
}

void PacketRing::fill(Frame& frame) const {
  auto* record = const_cast<uint8_t*>(reinterpret_cast<const uint8_t*>(record_));
  // Another processor wrote the block: its lines are asked for some frames ahead, each once, since
  // records lie one behind the other.
  const uint8_t* ahead = record + kAheadOctets;
  const uint32_t lines = record_->tp_next_offset / kLineOctets + 1;
  for (uint32_t i = 0; i < lines && i < kAheadLinesMax; i++)
    __builtin_prefetch(ahead + i * kLineOctets);
  uint8_t* octets = record + record_->tp_mac;
  uint32_t tag = 0;
  if ((record_->tp_status & TP_STATUS_VLAN_VALID) != 0 && record_->tp_snaplen >= kAddressesOctets) {
    const uint32_t type = (record_->tp_status & TP_STATUS_VLAN_TPID_VALID) != 0
                              ? record_->hv1.tp_vlan_tpid
                              : eth::ether_type::vlan;
    const uint32_t control = record_->hv1.tp_vlan_tci;
    octets -= kTagOctets;
    std::memmove(octets, octets + kTagOctets, kAddressesOctets);
    const uint32_t word = __builtin_bswap32(type << 16 | (control & 0xFFFF));
    std::memcpy(octets + kAddressesOctets, &word, kTagOctets);
    tag = kTagOctets;
  }
  frame.data = octets;
  frame.captured = record_->tp_snaplen + tag;
  frame.original = record_->tp_len + tag;
  frame.time_ns = record_->tp_sec * kNanosecondsPerSecond + record_->tp_nsec;
}

} // namespace sigwarden
