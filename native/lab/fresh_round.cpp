// SPDX-License-Identifier: Apache-2.0
#include "native/lab/fresh_round.hpp"

#include <nmmintrin.h>

#include <cstring>

#include "native/base/bytes.hpp"

namespace sigwarden::lab {
namespace {

constexpr uint16_t kIpv4 = 0x0800, kIpv6 = 0x86DD;
constexpr uint8_t kSctp = 132;
constexpr uint32_t kSctpHeader = 12, kTagAt = 4, kChecksumAt = 8, kInitiateTagAt = 16;
constexpr uint8_t kInit = 1, kInitAck = 2;

bool is_vlan(uint16_t type) {
  return type == 0x8100 || type == 0x88A8 || type == 0x9100;
}

/// Where the SCTP packet of a frame lies; empty when there is no whole one.
View sctp_of(const uint8_t* frame, uint32_t length) {
  uint32_t at = 12;
  while (at + 6 <= length && is_vlan(load_be16(frame + at)))
    at += 4;
  if (at + 2 > length) return {};
  const uint16_t type = load_be16(frame + at);
  at += 2;
  if (type == kIpv4 && at + 20 <= length) {
    const uint32_t header = (frame[at] & 0xFu) * 4;
    const bool is_fragment = (load_be16(frame + at + 6) & 0x3FFF) != 0;
    const uint32_t total = load_be16(frame + at + 2);
    if (frame[at + 9] != kSctp || is_fragment || header < 20 || total < header) return {};
    if (at + total > length) return {};
    return {at + header, total - header};
  }
  if (type == kIpv6 && at + 40 <= length && frame[at + 6] == kSctp) {
    const uint32_t payload = load_be16(frame + at + 4);
    if (at + 40 + payload <= length) return {at + 40, payload};
  }
  return {};
}

/// Each round another tag, and never 0, which only INIT may carry (RFC 9260 §8.5.1).
void change_tag(uint8_t* at, uint32_t round) {
  uint32_t tag;
  std::memcpy(&tag, at, sizeof tag);
  const uint32_t changed = tag ^ (round * 0x9E3779B9u);
  if (tag != 0 && changed != 0) std::memcpy(at, &changed, sizeof changed);
}

} // namespace

uint32_t crc32c(const uint8_t* data, uint32_t length) {
  uint64_t crc = 0xFFFFFFFF;
  for (; length >= 8; data += 8, length -= 8) {
    uint64_t word;
    std::memcpy(&word, data, sizeof word);
    crc = _mm_crc32_u64(crc, word);
  }
  auto rest = static_cast<uint32_t>(crc);
  for (; length > 0; data++, length--)
    rest = _mm_crc32_u8(rest, *data);
  return ~rest;
}

bool freshen(uint8_t* frame, uint32_t length, uint32_t round) {
  const View where = sctp_of(frame, length);
  if (where.length < kSctpHeader) return false;
  uint8_t* packet = frame + where.offset;
  change_tag(packet + kTagAt, round);
  const bool opens = where.length >= kInitiateTagAt + 4 &&
                     (packet[kSctpHeader] == kInit || packet[kSctpHeader] == kInitAck);
  if (opens) change_tag(packet + kInitiateTagAt, round);
  std::memset(packet + kChecksumAt, 0, 4);
  const uint32_t checksum = crc32c(packet, where.length);
  std::memcpy(packet + kChecksumAt, &checksum, sizeof checksum);
  return true;
}

} // namespace sigwarden::lab
