// SPDX-License-Identifier: Apache-2.0
// Reads a bounded run of octets front to back. The error is sticky: a read past the end yields
// zero, sets failed() and moves nothing, so that a decoder reads a whole header and tests once.
// This is the safety story of every decoder: no other code computes `pointer + length` from
// untrusted lengths.
#pragma once

#include "native/base/bytes.hpp"

namespace sigwarden {

/// Sixteen octets, so that it travels in two registers from one decoder to the next.
class Cursor {
public:
  Cursor() = default;
  /// `base` is the start of the buffer that offsets count from, shorter than 2 GiB; `window` must
  /// lie inside that buffer.
  Cursor(const uint8_t* base, Bytes window)
      : at_(window.data), remaining_(window.size),
        end_((static_cast<uint32_t>(window.data - base) + window.size) & ~kFailed) {}

  bool failed() const { return (end_ & kFailed) != 0; }
  bool at_end() const { return remaining_ == 0; }
  uint32_t remaining() const { return remaining_; }
  /// Offset of the next octet from the start of the buffer.
  uint32_t offset() const { return (end_ - remaining_) & ~kFailed; }
  const uint8_t* base() const { return at_ - offset(); }
  const uint8_t* data() const { return at_; }
  Bytes rest() const { return {at_, remaining_}; }
  View view(uint32_t length) const { return {offset(), length}; }

  uint8_t peek() const { return remaining_ > 0 ? *at_ : uint8_t{0}; }
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
    advance(n);
    return true;
  }
  /// The next `n` octets; empty, and failed, when fewer remain.
  Bytes take(uint32_t n) { return need(n) ? Bytes{advance(n), n} : Bytes{}; }
  /// A cursor over the next `n` octets, which this one steps over; the child cannot read past them.
  Cursor sub(uint32_t n) {
    Cursor child = *this;
    if (need(n)) [[likely]] {
      child.end_ -= remaining_ - n;
      child.remaining_ = n;
      advance(n);
    } else {
      child.end_ = (end_ - remaining_) | kFailed;
      child.remaining_ = 0;
    }
    return child;
  }
  void fail() { end_ |= kFailed; }

private:
  static constexpr uint32_t kFailed = 1u << 31;

  bool need(uint32_t n) {
    if (remaining_ >= n && !failed()) [[likely]]
      return true;
    fail();
    return false;
  }
  const uint8_t* advance(uint32_t n) {
    const uint8_t* p = at_;
    at_ += n;
    remaining_ -= n;
    return p;
  }

  const uint8_t* at_ = nullptr;
  uint32_t remaining_ = 0;
  /// Offset behind the last octet, with kFailed in the top bit: no step changes it, so that in a
  /// row of reads the compiler looks at that bit once.
  uint32_t end_ = 0;
};
static_assert(sizeof(Cursor) == 16);

} // namespace sigwarden
