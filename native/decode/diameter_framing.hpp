// SPDX-License-Identifier: Apache-2.0
// Where a Diameter message begins in a stream of octets (RFC 6733 §3), and where a TLS record does.
// Three degrees of certainty: on a port of Diameter, where the framing before led; by content; and
// where neither of them helps. Used by tcp.cpp and tcp_streams.cpp alone.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/decode/diameter_dictionary.hpp"
#include "native/generated/tcp.hpp"

namespace sigwarden {

constexpr uint32_t kDiameterFrameOctets = 20;
/// What is looked at: a header, and that of the first AVP.
constexpr uint32_t kDiameterStartOctets = kDiameterFrameOctets + 8;

inline uint32_t diameter_length(const uint8_t* header) {
  return load_be32(header) & 0xFFFFFF;
}

/// TLS record header (RFC 8446 §5.1): content type, version 3.x, a length that a record may have.
inline bool looks_like_tls(Bytes octets) {
  namespace record = tcp::tls_record;
  constexpr uint32_t kHeaderOctets = 5;
  constexpr uint32_t kLengthMax = 16384 + 2048; // RFC 5246 §6.2.3
  if (octets.size < kHeaderOctets) return false;
  const uint8_t* p = octets.data;
  const uint32_t length = load_be16(p + 3);
  return p[0] >= record::change_cipher_spec && p[0] <= record::application_data && p[1] == 3 &&
         p[2] <= 4 && length > 0 && length <= kLengthMax;
}

/// On a port of Diameter its version and a possible length are enough, so that a message with odd
/// flags is decoded and its oddity named.
inline bool starts_message(Bytes octets, bool has_hint) {
  if (looks_like_diameter(octets)) return true;
  if (!has_hint || octets.size < kDiameterFrameOctets || octets.data[0] != 1) return false;
  const uint32_t length = diameter_length(octets.data);
  return length >= kDiameterFrameOctets && length <= limits::diameter_message_octets;
}

/// Also as far as its first octets go: what follows will tell.
inline bool may_start_message(Bytes octets, bool has_hint) {
  if (has_hint && octets.size < kDiameterFrameOctets) return octets.data[0] == 1;
  return starts_message(octets, has_hint);
}

/// In the middle of a stream: an application that is known, or as first AVP one that messages of
/// any application begin with. The octets inside a message look like a header more often than
/// chance would have it, since AVP codes of 256 to 511 end in 0x01 and their second octet.
inline bool certainly_starts_message(Bytes octets) {
  if (octets.size < kDiameterStartOctets || !looks_like_diameter(octets)) return false;
  constexpr uint32_t kSessionId = 263, kOriginHost = 264, kResultCode = 268;
  constexpr uint8_t kReserved = 0x1F; // of the AVP's flags
  const uint8_t* avp = octets.data + kDiameterFrameOctets;
  if ((avp[4] & kReserved) != 0) return false;
  const uint32_t code = load_be32(avp), application = load_be32(octets.data + 8);
  return code == kSessionId || code == kOriginHost || code == kResultCode ||
         command_of(application, load_be32(octets.data + 4) & 0xFFFFFF).application_known;
}

} // namespace sigwarden
