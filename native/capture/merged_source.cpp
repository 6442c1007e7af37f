// SPDX-License-Identifier: Apache-2.0
#include "native/capture/merged_source.hpp"

#include <algorithm>

namespace sigwarden {

/// Orders lanes so that std::*_heap keeps the earliest on top.
struct MergedSource::Later {
  const std::vector<Lane>& lanes;
  bool operator()(uint32_t a, uint32_t b) const {
    const uint64_t ta = lanes[a].head()->time_ns, tb = lanes[b].head()->time_ns;
    return ta != tb ? ta > tb : a > b;
  }
};

void MergedSource::Lane::refill() {
  if (at < held) return;
  at = 0;
  held = source->next(frames);
}

MergedSource::MergedSource(std::vector<std::unique_ptr<Source>> sources) {
  lanes_.reserve(sources.size());
  heap_.reserve(sources.size());
  for (auto& source : sources) {
    lanes_.push_back({std::move(source), std::vector<Frame>(kReadAhead)});
    lanes_.back().refill();
  }
  for (uint32_t lane = 0; lane < lanes_.size(); lane++)
    push(lane);
}

void MergedSource::push(uint32_t lane) {
  if (lanes_[lane].head() == nullptr) return;
  heap_.push_back(lane);
  std::push_heap(heap_.begin(), heap_.end(), Later{lanes_});
}

uint32_t MergedSource::next(std::span<Frame> frames) {
  // A lane is read on only between batches: its frames of the last one were still in use.
  if (dry_ != kNone) {
    lanes_[dry_].refill();
    push(dry_);
    dry_ = kNone;
  }
  uint32_t count = 0;
  for (; count < frames.size() && !heap_.empty() && dry_ == kNone; count++) {
    std::pop_heap(heap_.begin(), heap_.end(), Later{lanes_});
    const uint32_t number = heap_.back();
    heap_.pop_back();
    Lane& lane = lanes_[number];
    frames[count] = *lane.head();
    frames[count].reference |= uint64_t{number} << kSourceShift;
    lane.at++;
    if (lane.is_dry())
      dry_ = number;
    else
      push(number);
  }
  return count;
}

bool MergedSource::at(uint64_t reference, Frame& frame) const {
  const uint64_t number = reference >> kSourceShift;
  if (number >= lanes_.size()) return false;
  const uint64_t place = reference & ((uint64_t{1} << kSourceShift) - 1);
  if (!lanes_[number].source->at(place, frame)) return false;
  frame.reference = reference;
  return true;
}

SourceEnd MergedSource::end() const {
  SourceEnd worst = SourceEnd::complete;
  for (const Lane& lane : lanes_) {
    const SourceEnd end = lane.source->end();
    if (end == SourceEnd::none || lane.head() != nullptr) return SourceEnd::none;
    worst = std::max(worst, end);
  }
  return worst;
}

const Diagnostic& MergedSource::diagnostic() const {
  const Lane* worst = &lanes_.front();
  for (const Lane& lane : lanes_)
    if (lane.source->end() > worst->source->end()) worst = &lane;
  return worst->source->diagnostic();
}

uint64_t MergedSource::position() const {
  uint64_t sum = 0;
  for (const Lane& lane : lanes_)
    sum += lane.source->position();
  return sum;
}

uint64_t MergedSource::size() const {
  uint64_t sum = 0;
  for (const Lane& lane : lanes_)
    sum += lane.source->size();
  return sum;
}

} // namespace sigwarden
