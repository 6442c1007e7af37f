// SPDX-License-Identifier: Apache-2.0
#include "native/lab/capture_feed.hpp"

#include "native/capture/capture_file.hpp"
#include "native/lab/fresh_round.hpp"

namespace sigwarden::lab {
namespace {

constexpr uint16_t kEthernet = 1; ///< LINKTYPE_ETHERNET
constexpr uint32_t kEthernetHeader = 14;

/// The sources count what they meet; the player tells its own counts.
Counters uncounted;

std::unique_ptr<Source> open(const std::string& path, std::string& error) {
  return open_capture_file(path, 0, uncounted, error);
}

std::string frame_problem(const std::string& path, const Frame& frame) {
  const std::string where = path + ": frame " + std::to_string(frame.number);
  if (frame.link_type != kEthernet)
    return where + " is of link type " + std::to_string(frame.link_type) +
           ": only Ethernet frames can be sent as they are";
  return where + " is shorter than an Ethernet header";
}

} // namespace

bool CaptureFeed::survey(Survey& survey, std::string& error) {
  const std::unique_ptr<Source> source = open(path_, error);
  if (!source) return false;
  while (const uint32_t count = source->next(batch_)) {
    for (uint32_t i = 0; i < count; i++) {
      const Frame& frame = batch_[i];
      if (frame.link_type != kEthernet || frame.captured < kEthernetHeader) {
        error = frame_problem(path_, frame);
        return false;
      }
      survey.frames++;
      survey.octets += frame.captured;
      survey.longest = std::max(survey.longest, frame.captured);
      if (frame.captured < frame.original) survey.cut++;
    }
  }
  if (source->end() != SourceEnd::complete)
    error = path_ + ": " + source->diagnostic().what + "; send a whole file";
  else if (survey.frames == 0)
    error = path_ + ": there is no frame in it";
  return error.empty();
}

bool CaptureFeed::next(Octets& octets, std::string& error) {
  if (at_ == held_ && !fill(error)) return false;
  const Frame& frame = batch_[at_++];
  octets = {frame.data, frame.captured};
  if (round_ == 0) return true;
  copy_.assign(frame.data, frame.data + frame.captured);
  if (freshen(copy_.data(), frame.captured, static_cast<uint32_t>(round_))) renewed_++;
  octets.data = copy_.data();
  return true;
}

bool CaptureFeed::fill(std::string& error) {
  at_ = 0;
  held_ = source_ ? source_->next(batch_) : 0;
  if (held_ > 0) return true;
  if (source_ && source_->end() != SourceEnd::complete) {
    error = path_ + ": " + source_->diagnostic().what + "; it was changed while it was sent";
    return false;
  }
  if (source_ && ++round_ == rounds_) return false;
  source_ = open(path_, error);
  held_ = source_ ? source_->next(batch_) : 0;
  return held_ > 0;
}

bool load_all(const std::string& path, uint32_t count_max, uint32_t octets_max,
              std::vector<std::vector<uint8_t>>& frames, std::string& error) {
  CaptureFeed feed(path, 1);
  Survey found;
  if (!feed.survey(found, error)) return false;
  if (found.frames > count_max || found.longest > octets_max) {
    error = path + ": a background has at most " + std::to_string(count_max) +
            " frames of at most " + std::to_string(octets_max) + " octets";
    return false;
  }
  for (Octets octets; feed.next(octets, error);)
    frames.emplace_back(octets.data, octets.data + octets.length);
  return error.empty();
}

} // namespace sigwarden::lab
