// SPDX-License-Identifier: Apache-2.0
// Frames that another thread hands over one by one, as a source: for a capture that is not ours to
// poll. One ring of octets serves as queue and as memory for the evidence: the frames that wait,
// the batch that the reader holds, and behind them as many of the past as there is room for. The
// octets are copied once. One thread pushes, one reads; neither ever waits for the other, and what
// finds no room is counted.
#pragma once

#include <atomic>

#include "native/base/counters.hpp"
#include "native/base/mapped_memory.hpp"
#include "native/capture/live_source.hpp"

namespace sigwarden {

class QueueSource final : public LiveSource {
public:
  static constexpr uint64_t kWindowOctetsMin = 1u << 20;

  /// `window_octets` is rounded up to a power of two of at least kWindowOctetsMin. Aborts when the
  /// system has no memory or no descriptor left: nothing has been read yet at that time.
  QueueSource(uint64_t window_octets, uint16_t file, uint16_t link_type);
  ~QueueSource() override;
  QueueSource(const QueueSource&) = delete;
  QueueSource& operator=(const QueueSource&) = delete;

  /// The pushing thread. Copies the frame; false when there is no room for it, which is counted.
  /// Octets beyond limits::frame_octets are left out, which is counted too. Not after stop().
  bool push(Bytes octets, uint32_t original, uint64_t time_ns);
  /// Any thread. Adds what was counted to the counters of the same names.
  void add_to(Counters& counters) const;

  uint32_t next(std::span<Frame> frames) override;
  bool at(uint64_t reference, Frame& frame) const override;
  SourceEnd end() const override { return end_; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return taken_; }
  uint64_t size() const override { return 0; }

  bool wait(int wake_descriptor, int timeout_ms) override;
  bool is_backed_up() const override;
  void stop() override { is_stopped_ = true; }

private:
  struct Header {
    uint64_t position; ///< of this entry: what at() was asked for, or something else by now
    uint64_t time_ns;
    uint32_t captured; ///< kPadding: nothing until the end of the ring
    uint32_t original;
  };
  static constexpr uint32_t kPadding = ~uint32_t{0};

  uint8_t* place(uint64_t position) const {
    return octets_.as<uint8_t>() + (position & (window_ - 1));
  }
  uint64_t to_end(uint64_t position) const { return window_ - (position & (window_ - 1)); }
  void fill(Frame& frame, const Header& header) const;

  const uint64_t window_;
  const uint64_t queue_; ///< octets that the pushing thread may be ahead of the reader
  const uint16_t file_, link_type_;
  MappedMemory octets_;
  int ready_ = -1; ///< eventfd on which the reader sleeps

  // The pushing thread.
  alignas(64) std::atomic<uint64_t> written_{0};
  std::atomic<uint64_t> full_{0}, cut_{0};
  // The reader.
  alignas(64) std::atomic<uint64_t> released_{0}; ///< before it nothing of the queue is in use
  std::atomic<uint32_t> sleeps_{0};
  uint64_t taken_ = 0;
  uint64_t frame_count_ = 0;
  bool is_stopped_ = false;
  SourceEnd end_ = SourceEnd::none;
  Diagnostic diagnostic_;
};

} // namespace sigwarden
