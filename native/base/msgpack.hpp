// SPDX-License-Identifier: Apache-2.0
// Writes MessagePack into a buffer of fixed size, in the subset that src/schema/record.ts allows:
// maps with text keys, arrays, texts, binaries, numbers up to 32 bits, doubles, booleans, nil. No
// 64-bit integers: the reader in JavaScript would make BigInt of them. An overflow is sticky,
// writes nothing further and is asked once at the end, as with Cursor.
#pragma once

#include <string_view>

#include "native/base/bytes.hpp"

namespace sigwarden {

class MsgpackWriter {
public:
  MsgpackWriter(uint8_t* at, uint32_t room) : start_(at), at_(at), end_(at + room) {}

  bool overflowed() const { return overflowed_; }
  uint32_t size() const { return static_cast<uint32_t>(at_ - start_); }

  void map(uint32_t count) { sequence(count, 0x80, 0xDE); }
  void array(uint32_t count) { sequence(count, 0x90, 0xDC); }
  void nil() { octet(0xC0); }
  void boolean(bool value) { octet(value ? 0xC3 : 0xC2); }

  void text(std::string_view value) {
    const uint32_t n = static_cast<uint32_t>(value.size());
    if (n < 32)
      octet(static_cast<uint8_t>(0xA0 | n));
    else if (n < 256)
      octet(0xD9), octet(static_cast<uint8_t>(n));
    else
      octet(0xDA), be16(n);
    if (n > 0xFFFF) overflowed_ = true;
    raw({reinterpret_cast<const uint8_t*>(value.data()), n});
  }
  /// Opens a binary of `n` octets and returns where they go, or nullptr without room.
  uint8_t* binary(uint32_t n) {
    if (n < 256)
      octet(0xC4), octet(static_cast<uint8_t>(n));
    else if (n <= 0xFFFF)
      octet(0xC5), be16(n);
    else
      octet(0xC6), be32(n);
    if (!room(n)) return nullptr;
    uint8_t* at = at_;
    at_ += n;
    return at;
  }
  void number(uint32_t value) {
    if (value < 128)
      octet(static_cast<uint8_t>(value));
    else if (value < 256)
      octet(0xCC), octet(static_cast<uint8_t>(value));
    else if (value <= 0xFFFF)
      octet(0xCD), be16(value);
    else
      octet(0xCE), be32(value);
  }
  /// Any integer: beyond 32 bits as a double, exact up to 2^53.
  void integer(int64_t value) {
    if (value >= 0 && value <= 0xFFFFFFFF)
      number(static_cast<uint32_t>(value));
    else if (value < 0 && value >= INT32_MIN)
      octet(0xD2), be32(static_cast<uint32_t>(static_cast<int32_t>(value)));
    else
      real(static_cast<double>(value));
  }
  void real(double value) {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    octet(0xCB);
    be32(static_cast<uint32_t>(bits >> 32));
    be32(static_cast<uint32_t>(bits));
  }

  /// A map of at first unknown length, see MsgpackMap.
  uint32_t open_map() {
    const uint32_t header = size();
    octet(0xDE), be16(0);
    return header;
  }
  void close_map(uint32_t header, uint32_t count) {
    if (overflowed_) return;
    start_[header + 1] = static_cast<uint8_t>(count >> 8);
    start_[header + 2] = static_cast<uint8_t>(count);
  }

private:
  bool room(uint32_t n) {
    if (overflowed_ || static_cast<uint32_t>(end_ - at_) < n) overflowed_ = true;
    return !overflowed_;
  }
  void octet(uint8_t value) {
    if (room(1)) *at_++ = value;
  }
  void be16(uint32_t value) {
    octet(static_cast<uint8_t>(value >> 8)), octet(static_cast<uint8_t>(value));
  }
  void be32(uint32_t value) { be16(value >> 16), be16(value & 0xFFFF); }
  void raw(Bytes octets) {
    if (octets.size == 0 || !room(octets.size)) return;
    std::memcpy(at_, octets.data, octets.size);
    at_ += octets.size;
  }
  void sequence(uint32_t count, uint8_t fixed, uint8_t wide) {
    if (count < 16)
      octet(static_cast<uint8_t>(fixed | count));
    else
      octet(wide), be16(count);
    if (count > 0xFFFF) overflowed_ = true;
  }

  uint8_t* start_;
  uint8_t* at_;
  uint8_t* end_;
  bool overflowed_ = false;
};

/// A map whose pairs are counted as they are written; its header takes its number on close().
class MsgpackMap {
public:
  explicit MsgpackMap(MsgpackWriter& out) : out_(out), header_(out.open_map()) {}

  /// The writer, positioned at the value of a new pair.
  MsgpackWriter& at(std::string_view key) {
    count_++;
    out_.text(key);
    return out_;
  }
  void close() { out_.close_map(header_, count_); }

private:
  MsgpackWriter& out_;
  uint32_t header_;
  uint32_t count_ = 0;
};

} // namespace sigwarden
