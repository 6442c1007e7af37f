// SPDX-License-Identifier: Apache-2.0
// The last frames of a live capture, kept so that a request judged at its answer still has its
// evidence: a ring of octets that overwrites the oldest. One thread puts and reads. Does not tell
// when a frame is overwritten; asking for it does.
#pragma once

#include "native/base/mapped_memory.hpp"
#include "native/decode/message.hpp"

namespace sigwarden {

class FrameWindow {
public:
  /// Room for `octets`, rounded down to whole pages; 0 keeps nothing.
  explicit FrameWindow(uint64_t octets);

  /// Keeps a copy and returns the reference by which at() finds it. References fit in 48 bits, as
  /// MergedSource wants them; they come again after 2^51 octets, when the frame is long gone.
  uint64_t put(const Frame& frame);
  /// The frame as it was put, its octets valid until the next put(). False when it was overwritten,
  /// never kept (longer than half the window), or is not a reference.
  bool at(uint64_t reference, Frame& frame) const;

  uint64_t octets() const { return capacity_; }

private:
  struct Record {
    uint64_t position; ///< of this record: whoever finds another one here came too late
    uint64_t time_ns;
    uint64_t number;
    uint32_t captured;
    uint32_t original;
    uint16_t link_type;
    uint16_t interface;
    uint16_t file;
    uint16_t is_kept;
  };

  MappedMemory memory_;
  uint64_t capacity_ = 0;
  uint64_t head_; ///< where the next record goes, counted in octets from the first
};

} // namespace sigwarden
