// SPDX-License-Identifier: Apache-2.0
// What the adaptation layers share: the common header (RFC 4666 §3.1, RFC 3331 §3.1, RFC 3868 §3.1,
// RFC 4165 §2.1) and, but for M2PA, parameters of tag, length and value. How a value is shown is a
// table of each protocol; what it means is for its decoder.
#pragma once

#include <algorithm>
#include <span>

#include "native/base/cursor.hpp"
#include "native/decode/sink.hpp"

namespace sigwarden::adaptation {

constexpr uint32_t kHeaderOctets = 8;
constexpr uint32_t kParameterHeaderOctets = 4;
/// Senders differ on whether the message length counts the padding of the last parameter.
constexpr uint32_t kPaddingMax = 3;

struct Header {
  uint8_t version, reserved, message_class, message_type;
  uint32_t length;

  /// `p` has kHeaderOctets.
  explicit Header(const uint8_t* p)
      : version(p[0]), reserved(p[1]), message_class(p[2]), message_type(p[3]),
        length(load_be32(p + 4)) {}
};

struct Parameter {
  uint32_t at = 0; ///< of its tag
  uint32_t tag = 0, length = 0;
  Cursor value;
};

/// Takes the next parameter and its padding off `octets`, of which at least four remain; false when
/// its length is below four or runs past them.
inline bool take_parameter(Cursor& octets, Parameter& p) {
  p.at = octets.offset();
  p.tag = load_be16(octets.data());
  p.length = load_be16(octets.data() + 2);
  if (p.length < kParameterHeaderOctets || p.length > octets.remaining()) return false;
  octets.skip(kParameterHeaderOctets);
  p.value = octets.sub(p.length - kParameterHeaderOctets);
  octets.skip(std::min(-p.length & 3u, octets.remaining()));
  return true;
}

/// Steps to the value of the next parameter with that tag; empty when there is none.
inline Cursor next_value(Cursor& octets, uint32_t tag) {
  Parameter p;
  while (octets.remaining() >= kParameterHeaderOctets && take_parameter(octets, p))
    if (p.tag == tag) return p.value;
  return {};
}

/// A header of version 1 whose length fits the octets.
inline bool has_header(Bytes message) {
  if (message.size < kHeaderOctets) return false;
  const Header header(message.data);
  return header.version == 1 && header.reserved == 0 && header.length >= kHeaderOctets &&
         header.length <= uint64_t{message.size} + kPaddingMax;
}

/// The first parameter has a possible length. `message` has a header that fits.
inline bool has_first_parameter(Bytes message) {
  if (message.size < kHeaderOctets + kParameterHeaderOctets) return false;
  const uint32_t length = load_be16(message.data + kHeaderOctets + 2);
  return length >= kParameterHeaderOctets && length <= Header(message.data).length - kHeaderOctets;
}

/// There is no parameter, or the first one is common to the layers or lies between these tags: what
/// tells an adaptation message from Diameter, whose application stands in that place.
inline bool begins_with_tag(Bytes message, uint32_t lowest, uint32_t highest) {
  constexpr uint32_t kCommonMax = 0x7F; // RFC 4666 §3.2
  if (Header(message.data).length == kHeaderOctets) return true;
  if (!has_first_parameter(message)) return false;
  const uint32_t tag = load_be16(message.data + kHeaderOctets);
  return (tag > 0 && tag <= kCommonMax) || (tag >= lowest && tag <= highest);
}

/// Fields of the common header; Wireshark has them once for each protocol. `reserved` may be none.
struct HeaderFields {
  Field version, reserved, message_class, message_type, message_length;
};

template <class Sink>
void show_header(Sink& sink, const HeaderFields& fields, const Header& h, uint32_t at) {
  sink.number(fields.version, {at, 1}, h.version);
  if (fields.reserved != Field::none) sink.number(fields.reserved, {at + 1, 1}, h.reserved);
  sink.number(fields.message_class, {at + 2, 1}, h.message_class);
  sink.number(fields.message_type, {at + 3, 1}, h.message_type);
  sink.number(fields.message_length, {at + 4, 4}, h.length);
}

/// How the value of a parameter is laid out.
enum class Shape : uint8_t {
  word,        ///< 32 bits: first
  words,       ///< any number of them
  halves,      ///< 16 bits and 16 bits: first, second
  low_half,    ///< 16 bits behind as many reserved: first
  last_octet,  ///< 8 bits behind 24 reserved: first
  octets,      ///< any number of 8 bits: first
  point_codes, ///< any number of a mask of 8 bits and a point code of 24: first, second
  point_code,  ///< the same once, its mask reserved: first
  ranges,      ///< any number of two words: first, second
  circuits,    ///< any number of mask, point code and two circuits: first, second
  cause,       ///< 8 bits and 8 bits behind 16 reserved: first, second
  text,        ///< characters: first
  opaque,      ///< octets: first
  group        ///< parameters
};

struct ParameterField {
  uint16_t tag = 0;
  Shape shape = Shape::opaque;
  Field first = Field::none, second = Field::none;
};

struct ParameterTable {
  Field tag, length;
  std::span<const ParameterField> parameters;
};

/// Shows tag and length of a parameter and, where the table has it, its value; of a group the
/// parameters in it, which hold no further group (RFC 4666 §3.6, RFC 3331 §3.3.4).
void show_parameter(FieldSink& sink, const uint8_t* base, const ParameterTable& table,
                    const Parameter& parameter);

} // namespace sigwarden::adaptation
