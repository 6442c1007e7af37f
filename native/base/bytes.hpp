// SPDX-License-Identifier: Apache-2.0
// A run of octets that somebody else owns, and the two ways this code names a place in one.
#pragma once

#include <cstdint>
#include <cstring>

namespace sigwarden {

/// Octets owned elsewhere (a frame, a reassembly buffer). Never outlives the frame being decoded.
struct Bytes {
  const uint8_t* data = nullptr;
  uint32_t size = 0;

  const uint8_t* begin() const { return data; }
  const uint8_t* end() const { return data + size; }
  bool empty() const { return size == 0; }
};

/// A place inside a buffer known from context: kept in messages instead of pointers, so that a
/// message stays valid when its frame is copied into the evidence.
struct View {
  uint32_t offset = 0;
  uint32_t length = 0;

  bool empty() const { return length == 0; }
  Bytes in(const uint8_t* base) const { return {base + offset, length}; }
};

inline uint16_t load_be16(const uint8_t* p) {
  uint16_t v;
  std::memcpy(&v, p, sizeof v);
  return __builtin_bswap16(v);
}
inline uint32_t load_be32(const uint8_t* p) {
  uint32_t v;
  std::memcpy(&v, p, sizeof v);
  return __builtin_bswap32(v);
}
inline uint64_t load_be64(const uint8_t* p) {
  uint64_t v;
  std::memcpy(&v, p, sizeof v);
  return __builtin_bswap64(v);
}
inline uint16_t load_le16(const uint8_t* p) {
  uint16_t v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline uint32_t load_le32(const uint8_t* p) {
  uint32_t v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline uint64_t load_le64(const uint8_t* p) {
  uint64_t v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline void store_le16(uint8_t* p, uint16_t value) {
  std::memcpy(p, &value, sizeof value);
}
inline void store_le32(uint8_t* p, uint32_t value) {
  std::memcpy(p, &value, sizeof value);
}
inline void store_le64(uint8_t* p, uint64_t value) {
  std::memcpy(p, &value, sizeof value);
}

} // namespace sigwarden
