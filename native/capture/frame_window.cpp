// SPDX-License-Identifier: Apache-2.0
#include "native/capture/frame_window.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kAlignmentBits = 3;
constexpr uint64_t kAlignment = uint64_t{1} << kAlignmentBits;
constexpr uint64_t kPage = 4096;
constexpr uint64_t kReferences = uint64_t{1} << 48;

constexpr uint64_t aligned(uint64_t octets) {
  return (octets + kAlignment - 1) & ~(kAlignment - 1);
}

} // namespace

// The head starts one window in, so that no memory that was never written looks like a record.
FrameWindow::FrameWindow(uint64_t octets)
    : memory_(octets & ~(kPage - 1)), capacity_(memory_.octets()), head_(capacity_) {}

uint64_t FrameWindow::put(const Frame& frame) {
  if (capacity_ == 0) return 0;
  const bool is_kept = sizeof(Record) + uint64_t{frame.captured} <= capacity_ / 2;
  const uint64_t octets = aligned(sizeof(Record) + (is_kept ? frame.captured : 0));
  uint64_t offset = head_ % capacity_;
  if (offset + octets > capacity_) { // a record is never split
    head_ += capacity_ - offset;
    offset = 0;
  }
  const Record record = {head_,           frame.time_ns,  frame.number,
                         frame.captured,  frame.original, frame.link_type,
                         frame.interface, frame.file,     is_kept};
  uint8_t* to = memory_.as<uint8_t>() + offset;
  std::memcpy(to, &record, sizeof record);
  if (is_kept && frame.captured > 0) std::memcpy(to + sizeof record, frame.data, frame.captured);
  head_ += octets;
  return record.position >> kAlignmentBits & (kReferences - 1);
}

bool FrameWindow::at(uint64_t reference, Frame& frame) const {
  if (capacity_ == 0 || reference >= kReferences) return false;
  const uint64_t behind = (((head_ >> kAlignmentBits) - reference) & (kReferences - 1))
                          << kAlignmentBits;
  if (behind < sizeof(Record) || behind > capacity_) return false;
  const uint64_t position = head_ - behind, offset = position % capacity_;
  if (offset + sizeof(Record) > capacity_) return false;
  const uint8_t* from = memory_.as<const uint8_t>() + offset;
  Record record;
  std::memcpy(&record, from, sizeof record);
  if (record.position != position || record.is_kept == 0) return false;
  frame = Frame{from + sizeof record, record.captured,  record.original,
                record.time_ns,       record.number,    reference,
                record.link_type,     record.interface, record.file};
  return true;
}

} // namespace sigwarden
