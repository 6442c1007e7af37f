// SPDX-License-Identifier: Apache-2.0
// Reading of one capture file that an attacker wrote, from memory that looks like a file: frames
// are numbered without a gap, none is longer than the longest there is, each is found again by its
// reference with the same octets, and a file that ends early says why. The format is told by the
// file itself.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "native/capture/capture_file.hpp"
#include "native/fuzz/sink_checks.hpp"
#include "native/generated/limits.hpp"

namespace sigwarden::check {

class CaptureChecks {
public:
  CaptureChecks() : descriptor_(memfd_create("capture", 0)) {
    require_none(descriptor_ >= 0 ? nullptr : "no file in memory");
    path_ = "/proc/self/fd/" + std::to_string(descriptor_);
  }
  ~CaptureChecks() { ::close(descriptor_); }
  CaptureChecks(const CaptureChecks&) = delete;
  CaptureChecks& operator=(const CaptureChecks&) = delete;

  void read(const uint8_t* data, size_t size) {
    const bool is_written = ::ftruncate(descriptor_, 0) == 0 &&
                            ::pwrite(descriptor_, data, size, 0) == static_cast<ssize_t>(size);
    require_none(is_written ? nullptr : "the file was not written");
    Counters counters{};
    std::string error;
    const auto source = open_capture_file(path_, 0, counters, error);
    if (source == nullptr) return require_none(error.empty() ? "refused without a word" : nullptr);
    std::array<Frame, 3> frames;
    uint64_t number = 0;
    while (const uint32_t count = source->next(frames))
      for (uint32_t i = 0; i < count; i++) {
        require_none(frames[i].number == ++number ? nullptr : "frames are numbered with a gap");
        check_frame(*source, frames[i]);
      }
    const bool is_early =
        source->end() == SourceEnd::truncated || source->end() == SourceEnd::damaged;
    require_none(is_early == !source->diagnostic().what.empty() ? nullptr
                                                                : "an end without its reason");
  }

private:
  static void check_frame(const Source& source, const Frame& frame) {
    require_none(frame.captured <= limits::frame_octets ? nullptr : "a frame longer than any");
    require_none(frame.captured <= frame.original ? nullptr : "more captured than there was");
    Frame again;
    require_none(source.at(frame.reference, again) ? nullptr : "a frame is not found again");
    const bool is_same = again.captured == frame.captured && again.link_type == frame.link_type &&
                         std::equal(again.data, again.data + again.captured, frame.data);
    require_none(is_same ? nullptr : "a frame is another one when found again");
  }

  int descriptor_;
  std::string path_;
};

} // namespace sigwarden::check
