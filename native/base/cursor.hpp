// SPDX-License-Identifier: Apache-2.0
// Reads a bounded run of octets front to back. The error is sticky: a read past the end yields
// zero, sets failed() and moves nothing, so that a decoder reads a whole header and tests once.
// This is the safety story of every decoder: no other code computes `pointer + length` from
// untrusted lengths.
#pragma once

#include "native/base/bytes.hpp"

namespace sigwarden {

class Cursor {
public:
  Cursor() = default;
  /// `base` is the start of the buffer that offsets count from; `window` must lie inside that
  /// buffer.
  Cursor(const uint8_t* base, Bytes window)
      : base_(base), at_(window.data), end_(window.data + window.size) {}

  bool failed() const { return failed_; }
  bool at_end() const { return at_ == end_; }
  uint32_t remaining() const { return static_cast<uint32_t>(end_ - at_); }
  /// Offset of the next octet from the start of the buffer.
  uint32_t offset() const { return static_cast<uint32_t>(at_ - base_); }
  const uint8_t* base() const { return base_; }
  const uint8_t* data() const { return at_; }
  Bytes rest() const { return {at_, remaining()}; }
  View view(uint32_t length) const { return {offset(), length}; }

  uint8_t peek() const { return at_ < end_ ? *at_ : uint8_t{0}; }
  uint8_t u8() { return need(1) ? *advance(1) : uint8_t{0}; }
  uint16_t u16() { return need(2) ? load_be16(advance(2)) : uint16_t{0}; }
  uint32_t u24() {
    if (!need(3)) return 0;
    const uint8_t* p = advance(3);
    return (uint32_t{p[0]} << 16) | (uint32_t{p[1]} << 8) | p[2];
  }
  uint32_t u32() { return need(4) ? load_be32(advance(4)) : 0; }
  uint64_t u64() { return need(8) ? load_be64(advance(8)) : 0; }

  /// Steps over `n` octets; fails, without moving, when fewer remain.
  bool skip(uint32_t n) {
    if (!need(n)) return false;
    at_ += n;
    return true;
  }
  /// The next `n` octets; empty, and failed, when fewer remain.
  Bytes take(uint32_t n) { return need(n) ? Bytes{advance(n), n} : Bytes{}; }
  /// A cursor over the next `n` octets, which this one steps over; the child cannot read past them.
  Cursor sub(uint32_t n) {
    if (!need(n)) {
      Cursor dead(base_, {at_, 0});
      dead.failed_ = true;
      return dead;
    }
    return Cursor(base_, {advance(n), n});
  }
  void fail() { failed_ = true; }

private:
  bool need(uint32_t n) {
    if (remaining() >= n && !failed_) return true;
    failed_ = true;
    return false;
  }
  const uint8_t* advance(uint32_t n) {
    const uint8_t* p = at_;
    at_ += n;
    return p;
  }

  const uint8_t* base_ = nullptr;
  const uint8_t* at_ = nullptr;
  const uint8_t* end_ = nullptr;
  bool failed_ = false;
};

} // namespace sigwarden
