// SPDX-License-Identifier: Apache-2.0
// The interfaces of one box as one source in the order of time. A mirror that needs two ports shows
// each direction of a link on one of them, and an answer must not come before its question: where
// there are several interfaces a frame is held until every one of them must have handed over what
// is older. With one interface nothing is held and nothing copied. Used by native/binding.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "native/capture/af_packet.hpp"
#include "native/capture/live_source.hpp"

namespace sigwarden {

class InterfaceSource final : public LiveSource {
public:
  /// Opens all of them through the opener, whose descriptor stays the caller's; frames carry their
  /// place in `interfaces` as file. `window_octets` bounds what is kept for evidence. Nullptr with
  /// a sentence in `why`, and in `fault` what kind of problem that is.
  static std::unique_ptr<InterfaceSource> open(int opener, std::span<const LiveOptions> interfaces,
                                               uint64_t window_octets, std::string& why,
                                               CaptureFault& fault);

  uint32_t next(std::span<Frame> frames) override;
  bool at(uint64_t reference, Frame& frame) const override { return window_.at(reference, frame); }
  SourceEnd end() const override;
  const Diagnostic& diagnostic() const override { return lanes_.front().source->diagnostic(); }
  uint64_t position() const override;
  uint64_t size() const override { return 0; }

  bool wait(int wake_descriptor, int timeout_ms) override;
  bool is_backed_up() const override;
  void stop() override;

  uint32_t count() const { return static_cast<uint32_t>(lanes_.size()); }
  /// Of one of them, in the order of open().
  LiveStatus status(uint32_t number) { return lanes_[number].source->status(); }
  /// Adds what the capture counted.
  void add_to(Counters& counters) const;

private:
  static constexpr uint32_t kReadAhead = 32;
  struct Lane {
    std::unique_ptr<AfPacketSource> source;
    std::array<Frame, kReadAhead> frames;
    uint32_t at = 0, held = 0;

    const Frame* head() const { return at < held ? &frames[at] : nullptr; }
  };

  explicit InterfaceSource(uint64_t window_octets) : window_(window_octets) {}
  Lane* earliest();
  uint64_t newest_settled() const;

  FrameWindow window_;
  Counters counters_{};
  std::vector<Lane> lanes_;
  std::vector<AfPacketSource*> sources_; ///< of lanes_
  uint64_t hold_ns_ = 0;
  bool is_stopped_ = false;
};

} // namespace sigwarden
