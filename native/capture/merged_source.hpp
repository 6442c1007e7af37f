// SPDX-License-Identifier: Apache-2.0
// Several capture files as one source in packet time, as one import must be: state depends on
// order. Files may overlap; at equal times the lower file goes first, so that the order depends on
// the input alone. Inside one file the order of the file stands, even where its clock steps back.
// Used by native/engine for two or more files.
#pragma once

#include <memory>
#include <vector>

#include "native/capture/source.hpp"

namespace sigwarden {

class MergedSource final : public Source {
public:
  /// At most 65,535 sources.
  explicit MergedSource(std::vector<std::unique_ptr<Source>> sources);

  uint32_t next(std::span<Frame> frames) override;
  /// The upper sixteen bits of a reference name the source; files are shorter than 2^48 octets.
  bool at(uint64_t reference, Frame& frame) const override;
  /// The worst end of all.
  SourceEnd end() const override;
  /// That of the first source with the worst end.
  const Diagnostic& diagnostic() const override;
  uint64_t position() const override;
  uint64_t size() const override;

private:
  static constexpr uint32_t kReadAhead = 256;
  static constexpr uint32_t kSourceShift = 48;
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Lane {
    std::unique_ptr<Source> source;
    std::vector<Frame> frames;
    uint32_t at = 0;
    uint32_t held = 0;
    bool is_dry() const { return at == held; }
    const Frame* head() const { return at < held ? &frames[at] : nullptr; }
    void refill();
  };
  struct Later;
  void push(uint32_t lane);

  std::vector<Lane> lanes_;
  uint32_t dry_ = kNone;       ///< lane to read on before the next frame can be told
  std::vector<uint32_t> heap_; ///< lanes that have a frame, the earliest on top
};

} // namespace sigwarden
