// SPDX-License-Identifier: Apache-2.0
// The classic capture format (https://www.tcpdump.org/manpages/pcap-savefile.5.html): microseconds
// or nanoseconds, either byte order. Opened by capture_file.cpp.
#pragma once

#include <vector>

#include "native/base/counters.hpp"
#include "native/capture/file_window.hpp"
#include "native/capture/source.hpp"

namespace sigwarden {

class PcapFile final : public Source {
public:
  /// True when a whole file header of a known form stands at the start.
  static bool recognises(Bytes start);
  /// `window` must be recognised and stand at its start; `counters` outlives the source.
  PcapFile(FileWindow window, uint16_t file, Counters& counters);

  uint32_t next(std::span<Frame> frames) override;
  bool at(uint64_t reference, Frame& frame) const override;
  SourceEnd end() const override { return end_; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return position_; }
  uint64_t size() const override { return window_.size(); }

private:
  struct Record {
    uint32_t seconds, fraction, captured, original;
  };
  uint32_t load(const uint8_t* p) const;
  Record read_record(const uint8_t* header) const;
  void fill(Frame& frame, const Record& record, uint64_t offset) const;
  uint32_t take_held(std::span<Frame> frames);
  bool move_window();
  void stop();

  FileWindow window_;
  Counters& counters_;
  Diagnostic diagnostic_;
  mutable std::vector<uint8_t> again_; ///< octets of the frame that at() read
  uint64_t position_;
  uint64_t frame_count_ = 0;
  uint32_t tick_ns_; ///< nanoseconds in a unit of the fraction
  uint16_t link_type_;
  uint16_t file_;
  bool is_swapped_; ///< written in the other byte order
  SourceEnd end_ = SourceEnd::none;
};

} // namespace sigwarden
