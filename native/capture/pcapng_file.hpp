// SPDX-License-Identifier: Apache-2.0
// The pcapng format (draft-ietf-opsawg-pcapng): several sections of either byte order, several
// interfaces with their own link type and clock. Opened by capture_file.cpp.
#pragma once

#include <vector>

#include "native/base/counters.hpp"
#include "native/capture/file_window.hpp"
#include "native/capture/source.hpp"

namespace sigwarden {

/// Turns the time stamps of one interface into nanoseconds since 1970 (options if_tsresol and
/// if_tsoffset).
class TickScale {
public:
  TickScale() = default;
  /// `resolution` as if_tsresol has it: 10^-n, or with the top bit 2^-n; `offset` in seconds.
  TickScale(uint8_t resolution, int64_t offset);
  /// Rounds down; a time before 1970 is 0 and one after 2554 the largest that fits.
  uint64_t nanoseconds(uint64_t ticks) const {
    uint64_t ns = 0;
    if (is_plain_ && !__builtin_mul_overflow(ticks, multiplier_, &ns)) return ns;
    return scaled(ticks);
  }

private:
  uint64_t scaled(uint64_t ticks) const;

  uint64_t multiplier_ = 1000; ///< nanoseconds a tick, when whole
  int64_t offset_ = 0;
  uint8_t exponent_ = 6;
  bool is_binary_ = false;
  bool is_plain_ = true; ///< a multiplication is all
};

class PcapngFile final : public Source {
public:
  /// True when a section header block begins at the start.
  static bool recognises(Bytes start);
  /// `window` must be recognised and stand at its start; `counters` outlives the source.
  PcapngFile(FileWindow window, uint16_t file, Counters& counters);

  uint32_t next(std::span<Frame> frames) override;
  /// As Source says; the time of a simple packet, which has none of its own, is then 0.
  bool at(uint64_t reference, Frame& frame) const override;
  SourceEnd end() const override { return end_; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return position_; }
  uint64_t size() const override { return window_.size(); }

private:
  struct Interface {
    TickScale scale;
    uint32_t snap_length = 0; ///< 0 = none
    uint16_t link_type = 0;
  };
  struct Section {
    uint64_t offset = 0;
    uint32_t first_interface = 0; ///< of interfaces_
    uint32_t interface_count = 0;
    bool is_swapped = false;
  };
  /// One block; its octets are in memory as far as they matter.
  struct Block {
    const uint8_t* data = nullptr; ///< from its type on
    uint64_t offset = 0;           ///< in the file
    uint32_t type = 0;
    uint32_t length = 0; ///< with header and trailer, as stated
    uint32_t held = 0;   ///< octets at `data`
    bool is_swapped = false;

    uint16_t u16(uint32_t at) const;
    uint32_t u32(uint32_t at) const;
    uint64_t u64(uint32_t at) const;
  };
  enum class Packet : uint8_t { good, damaged, none };
  enum class Found : uint8_t { block, not_here, end };

  Found read_block(uint64_t offset, bool may_move, Block& block);
  bool check_start(Block& block);
  bool check_end(const Block& block, uint64_t padded);
  bool begin_section(const Block& block);
  bool add_interface(const Block& block);
  Packet read_packet(const Section& section, const Block& block, Frame& frame,
                     uint32_t& captured) const;
  bool stop(SourceEnd end, const Block& block, const std::string& what);
  bool stop_short(const Block& block);

  FileWindow window_;
  Counters& counters_;
  std::vector<Section> sections_;
  std::vector<Interface> interfaces_; ///< of all sections, in the order of the file
  Diagnostic diagnostic_;
  mutable std::vector<uint8_t> again_; ///< octets of the block that at() read
  uint64_t position_ = 0;
  uint64_t frame_count_ = 0;
  uint64_t last_time_ns_ = 0;
  uint16_t file_;
  SourceEnd end_ = SourceEnd::none;
};

} // namespace sigwarden
