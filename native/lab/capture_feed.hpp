// SPDX-License-Identifier: Apache-2.0
// The frames of a capture in the order of the file, as often as asked. It sends nothing. Later
// rounds are made fresh (fresh_round.hpp), so that they are not taken for retransmissions.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "native/capture/source.hpp"

namespace sigwarden::lab {

/// What a first reading found; a file that cannot be sent whole is refused before anything is.
struct Survey {
  uint64_t frames = 0;
  uint64_t octets = 0;
  uint32_t longest = 0;
  uint64_t cut = 0; ///< frames that the capture had cut; they are sent as far as they go
};

/// Octets that stay valid until the feed's next call.
struct Octets {
  const uint8_t* data = nullptr;
  uint32_t length = 0;
};

class CaptureFeed {
public:
  CaptureFeed(std::string path, uint64_t rounds) : path_(std::move(path)), rounds_(rounds) {}

  /// Reads the whole file once. False, with a sentence for the user in `error`, when it is no
  /// capture, holds no frame, is damaged, or holds what is no Ethernet frame.
  bool survey(Survey& survey, std::string& error);
  /// The next frame; false after the last one of the last round, or with `error` set when the file
  /// cannot be read any more.
  bool next(Octets& octets, std::string& error);

  uint64_t rounds() const { return rounds_; }
  /// Frames of later rounds that were given a tag of their own.
  uint64_t renewed() const { return renewed_; }

private:
  static constexpr uint32_t kBatch = 64;

  bool fill(std::string& error);

  std::string path_;
  uint64_t rounds_;
  uint64_t round_ = 0;
  uint64_t renewed_ = 0;
  std::unique_ptr<Source> source_;
  std::array<Frame, kBatch> batch_;
  uint32_t at_ = 0;
  uint32_t held_ = 0;
  std::vector<uint8_t> copy_; ///< a frame of a later round, changed
};

/// All frames of a small file, for the background of a mix.
bool load_all(const std::string& path, uint32_t count_max, uint32_t octets_max,
              std::vector<std::vector<uint8_t>>& frames, std::string& error);

} // namespace sigwarden::lab
