// SPDX-License-Identifier: Apache-2.0
// One TPACKET_V3 ring as its reader sees it (Documentation/networking/packet_mmap.rst): the kernel
// fills blocks with records and hands each over whole; the reader walks it and gives it back. Every
// offset and length in that memory is checked against its block: a record that fails ends its
// block, and what the block still held is counted. Used by af_packet; allocates nothing after
// map().
#pragma once

#include <linux/if_packet.h>

#include <string>

#include "native/decode/message.hpp"

namespace sigwarden {

class PacketRing {
public:
  PacketRing() = default;
  ~PacketRing();
  PacketRing(PacketRing&& other) noexcept;
  PacketRing& operator=(PacketRing&& other) noexcept;
  PacketRing(const PacketRing&) = delete;
  PacketRing& operator=(const PacketRing&) = delete;

  /// Maps the ring of `descriptor`, which this object closes. False when the system refuses; `why`
  /// says what.
  bool map(int descriptor, uint32_t block_octets, uint32_t blocks, std::string& why);

  /// The next record, checked; nullptr when none waits. Valid until release() after step() left its
  /// block.
  const tpacket3_hdr* head() { return record_ != nullptr || open_block() ? record_ : nullptr; }
  /// Past the head, which must be there.
  void step();
  /// Gives back the blocks that were walked to their end.
  void release();

  /// The head as a frame: octets, lengths and time, a VLAN tag that the kernel took off put back.
  void fill(Frame& frame) const;

  /// A record waits, or a block that may hold some.
  bool is_ready() const { return record_ != nullptr || is_handed_over(next_); }
  /// More than half of the blocks wait.
  bool is_backed_up() const { return is_handed_over((next_ + blocks_ / 2) % blocks_); }
  /// The kernel holds no record back in a block that it still fills.
  bool is_idle() const;

  int descriptor() const { return descriptor_; }
  uint64_t records() const { return records_; }
  /// Records that failed a check, and those behind them in their block.
  uint64_t damaged() const { return damaged_; }
  /// The longest frame that a block holds when its octets start at `mac` in the record.
  uint32_t slot_octets(uint32_t mac) const;

private:
  tpacket_hdr_v1& block(uint32_t index) const;
  bool is_handed_over(uint32_t index) const;
  bool open_block();
  bool enter(uint32_t offset);

  uint8_t* base_ = nullptr;
  uint32_t block_octets_ = 0;
  uint32_t blocks_ = 0;
  uint32_t next_ = 0;                    ///< block to walk next
  uint32_t held_ = 0;                    ///< blocks before it that are not given back yet
  uint32_t left_ = 0;                    ///< records from the head to the end of its block
  uint32_t offset_ = 0;                  ///< of the head in its block
  const tpacket3_hdr* record_ = nullptr; ///< the head
  uint64_t records_ = 0;
  uint64_t damaged_ = 0;
  int descriptor_ = -1;
};

} // namespace sigwarden
