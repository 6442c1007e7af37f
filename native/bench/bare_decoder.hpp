// SPDX-License-Identifier: Apache-2.0
// The least that reading a MAP request can cost: one straight line from Ethernet through IP, SCTP,
// M3UA, SCCP and TCAP to the operation code and the IMSI, every length checked, and nothing else.
// No anomaly, no field, no second form of anything, no evasion: a message that is not as honest
// peers write it is not read. It is what the decoder is held against and shares nothing with it.
#pragma once

#include <cstdint>
#include <cstring>

namespace yardstick {

struct Octets {
  const uint8_t* data;
  uint32_t size;
};

inline uint16_t load16(const uint8_t* p) {
  uint16_t value;
  std::memcpy(&value, p, sizeof value);
  return __builtin_bswap16(value);
}
inline uint32_t load32(const uint8_t* p) {
  uint32_t value;
  std::memcpy(&value, p, sizeof value);
  return __builtin_bswap32(value);
}

/// A global title; its digits as a decimal number.
struct Title {
  uint64_t digits = 0;
  uint8_t count = 0, ssn = 0, translation_type = 0, plan = 0, nature = 0;
  bool routes_on_ssn = false;
};

struct Request {
  uint32_t tag = 0, tsn = 0;
  uint16_t stream = 0;
  uint32_t routing_context = 0, opc = 0, dpc = 0;
  uint8_t service_indicator = 0, network_indicator = 0, sls = 0;
  Title called, calling;
  uint8_t message = 0, component = 0, context = 0, version = 0;
  uint32_t otid = 0, dtid = 0;
  int32_t operation = -1;
  uint64_t imsi = 0;
  uint8_t imsi_digits = 0;
};

/// Semi-octets, low nibble first, as a decimal number.
inline uint64_t decimal(const uint8_t* p, uint32_t digits) {
  uint64_t value = 0;
  for (; digits > 1; digits -= 2, p++)
    value = value * 100 + (*p & 0xFu) * 10u + (*p >> 4);
  return digits == 0 ? value : value * 10 + (*p & 0xFu);
}

/// From Ethernet, with tags, to the SCTP packet of an IPv4 or IPv6 packet that is no fragment.
inline bool find_sctp(Octets frame, Octets& sctp) {
  constexpr uint32_t kEthernet = 14, kTag = 4, kIpv4 = 20, kIpv6 = 40;
  constexpr uint8_t kSctp = 132;
  if (frame.size < kEthernet + kIpv4) return false;
  uint32_t at = kEthernet;
  uint16_t type = load16(frame.data + at - 2);
  while (type == 0x8100 || type == 0x88A8) {
    if (frame.size < at + kTag) return false;
    type = load16(frame.data + at + 2);
    at += kTag;
  }
  const uint8_t* ip = frame.data + at;
  const uint32_t rest = frame.size - at;
  if (type == 0x0800) {
    if (rest < kIpv4 || ip[0] >> 4 != 4) return false;
    const uint32_t header = (ip[0] & 0xFu) * 4, total = load16(ip + 2);
    if (header < kIpv4 || total < header || total > rest) return false;
    if (ip[9] != kSctp || (load16(ip + 6) & 0x3FFF) != 0) return false;
    sctp = {ip + header, total - header};
    return true;
  }
  if (type != 0x86DD || rest < kIpv6) return false;
  const uint32_t payload = load16(ip + 4);
  if (ip[6] != kSctp || payload > rest - kIpv6) return false;
  sctp = {ip + kIpv6, payload};
  return true;
}

/// Calls take(chunk) for each DATA chunk, header included; false where the chunks do not add up.
template <class Take> bool for_each_data(Octets sctp, Take&& take) {
  constexpr uint32_t kCommon = 12, kHeader = 4, kData = 16;
  uint32_t at = kCommon;
  while (at + kHeader <= sctp.size) {
    const uint8_t* chunk = sctp.data + at;
    const uint32_t length = load16(chunk + 2);
    if (length < kHeader || length > sctp.size - at) return false;
    if (chunk[0] == 0) {
      if (length <= kData) return false;
      take(Octets{chunk, length});
    }
    at += (length + 3) & ~3u;
  }
  return true;
}

struct Value {
  uint8_t tag = 0;
  Octets contents{};
};

/// The next BER value of definite length; steps over it.
inline bool next_value(Octets& rest, Value& value) {
  const uint8_t *p = rest.data, *const end = p + rest.size;
  if (rest.size < 2) return false;
  value.tag = *p++;
  if ((value.tag & 0x1F) == 0x1F) {
    while (p < end && (*p & 0x80) != 0)
      p++;
    if (end - p < 2) return false;
    p++;
  }
  uint32_t length = *p++;
  if ((length & 0x80) != 0) {
    uint32_t count = length & 0x7F;
    if (count == 0 || count > 3 || static_cast<uint32_t>(end - p) < count) return false;
    for (length = 0; count > 0; count--)
      length = length << 8 | *p++;
  }
  if (static_cast<uint32_t>(end - p) < length) return false;
  value.contents = {p, length};
  rest = {p + length, static_cast<uint32_t>(end - p) - length};
  return true;
}

inline uint32_t number(Octets octets) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < octets.size; i++)
    value = value << 8 | octets.data[i];
  return value;
}

inline void take_imsi(Octets octets, Request& request) {
  constexpr uint32_t kMin = 6, kMax = 8;
  if (octets.size < kMin || octets.size > kMax) return;
  uint32_t digits = octets.size * 2;
  if (octets.data[octets.size - 1] >> 4 == 0xF) digits--;
  request.imsi = decimal(octets.data, digits);
  request.imsi_digits = static_cast<uint8_t>(digits);
}

/// The tag under which an operation's argument has the IMSI; 0 where it has none.
inline uint8_t imsi_tag(int32_t operation) {
  switch (operation) {
  case 2:
  case 3:
  case 67: return 0x04;
  case 7:
  case 44:
  case 46:
  case 56:
  case 70: return 0x80;
  case 71: return 0xA0;
  default: return 0;
  }
}

inline bool read_argument(Octets rest, Request& request) {
  const uint8_t wanted = imsi_tag(request.operation);
  if (rest.size == 0 || wanted == 0) return true;
  Value argument, member;
  if (!next_value(rest, argument)) return false;
  while (argument.contents.size > 0) {
    if (!next_value(argument.contents, member)) return false;
    if (member.tag != wanted) continue;
    if (wanted != 0xA0) {
      take_imsi(member.contents, request);
    } else if (Value identity; next_value(member.contents, identity) && identity.tag == 0x80) {
      take_imsi(identity.contents, request);
    }
    return true;
  }
  return true;
}

inline bool read_invoke(Octets rest, Request& request) {
  Value value;
  if (!next_value(rest, value) || value.tag != 0x02 || !next_value(rest, value)) return false;
  if (value.tag == 0x80 && !next_value(rest, value)) return false; // behind a linked id
  if (value.tag != 0x02 || value.contents.size < 1 || value.contents.size > 2) return false;
  request.operation = static_cast<int32_t>(number(value.contents));
  return read_argument(rest, request);
}

inline bool read_components(Octets rest, Request& request) {
  while (rest.size > 0) {
    Value component;
    if (!next_value(rest, component)) return false;
    request.component = component.tag;
    if (component.tag != 0xA1 || request.operation >= 0) continue;
    if (!read_invoke(component.contents, request)) return false;
  }
  return true;
}

/// EXTERNAL, its single ASN.1 type, the dialogue PDU in it, the context's name in that.
inline bool read_dialogue(Octets rest, Request& request) {
  Value external, member, pdu, name;
  if (!next_value(rest, external)) return false;
  while (external.contents.size > 0) {
    if (!next_value(external.contents, member)) return false;
    if (member.tag != 0xA0) continue;
    if (!next_value(member.contents, pdu)) return false;
    while (pdu.contents.size > 0) {
      if (!next_value(pdu.contents, member)) return false;
      if (member.tag != 0xA1) continue;
      if (next_value(member.contents, name) && name.tag == 0x06 && name.contents.size >= 2) {
        request.context = name.contents.data[name.contents.size - 2];
        request.version = name.contents.data[name.contents.size - 1];
      }
      return true;
    }
  }
  return true;
}

inline bool read_tcap(Octets rest, Request& request) {
  Value message, value;
  if (!next_value(rest, message)) return false;
  request.message = message.tag;
  while (message.contents.size > 0) {
    if (!next_value(message.contents, value)) return false;
    switch (value.tag) {
    case 0x48:
      if (value.contents.size > 4) return false;
      request.otid = number(value.contents);
      break;
    case 0x49:
      if (value.contents.size > 4) return false;
      request.dtid = number(value.contents);
      break;
    case 0x6B:
      if (!read_dialogue(value.contents, request)) return false;
      break;
    case 0x6C:
      if (!read_components(value.contents, request)) return false;
      break;
    default: break;
    }
  }
  return true;
}

inline bool read_address(Octets address, Title& title) {
  constexpr uint8_t kTypePlanNature = 4;
  constexpr uint32_t kDigitsMax = 18; // what 64 bits hold
  if (address.size < 1) return false;
  const uint8_t indicator = address.data[0];
  title.routes_on_ssn = (indicator & 0x40) != 0;
  uint32_t at = (indicator & 1) != 0 ? 3 : 1;
  if ((indicator & 2) != 0) {
    if (at >= address.size) return false;
    title.ssn = address.data[at++];
  }
  if ((indicator >> 2 & 0xF) != kTypePlanNature) return true;
  if (at + 3 > address.size) return false;
  title.translation_type = address.data[at];
  title.plan = address.data[at + 1] >> 4;
  title.nature = address.data[at + 2];
  uint32_t digits = (address.size - at - 3) * 2;
  if ((address.data[at + 1] & 0xF) == 1 && digits > 0) digits--;
  if (digits > kDigitsMax) digits = kDigitsMax;
  title.count = static_cast<uint8_t>(digits);
  title.digits = decimal(address.data + at + 3, digits);
  return true;
}

/// The variable parameter that a pointer leads to.
inline bool find_parameter(Octets message, uint32_t pointer, Octets& parameter) {
  if (pointer >= message.size) return false;
  const uint32_t at = pointer + message.data[pointer];
  if (at >= message.size) return false;
  const uint32_t length = message.data[at];
  if (length > message.size - at - 1) return false;
  parameter = {message.data + at + 1, length};
  return true;
}

inline bool read_sccp(Octets message, Request& request) {
  constexpr uint8_t kUdt = 0x09, kXudt = 0x11;
  if (message.size < 1) return false;
  uint32_t pointers;
  if (message.data[0] == kUdt)
    pointers = 2;
  else if (message.data[0] == kXudt)
    pointers = 3;
  else
    return false;
  Octets called, calling, data;
  return find_parameter(message, pointers, called) &&
         find_parameter(message, pointers + 1, calling) &&
         find_parameter(message, pointers + 2, data) && read_address(called, request.called) &&
         read_address(calling, request.calling) && read_tcap(data, request);
}

inline bool read_m3ua(Octets message, Request& request) {
  constexpr uint32_t kHeader = 8, kParameter = 4, kLabel = 12;
  if (message.size < kHeader || message.data[0] != 1) return false;
  if (message.data[2] != 1 || message.data[3] != 1) return false; // payload data alone
  const uint32_t length = load32(message.data + 4);
  if (length < kHeader || length > message.size) return false;
  for (uint32_t at = kHeader; at + kParameter <= length;) {
    const uint8_t* parameter = message.data + at;
    const uint32_t tag = load16(parameter), size = load16(parameter + 2);
    if (size < kParameter || size > length - at) return false;
    const uint8_t* value = parameter + kParameter;
    if (tag == 0x0006 && size >= kParameter + 4) {
      request.routing_context = load32(value);
    } else if (tag == 0x0210) {
      if (size < kParameter + kLabel) return false;
      request.opc = load32(value);
      request.dpc = load32(value + 4);
      request.service_indicator = value[8];
      request.network_indicator = value[9];
      request.sls = value[11];
      if (request.service_indicator != 3) return true;
      return read_sccp({value + kLabel, size - kParameter - kLabel}, request);
    }
    at += (size + 3) & ~3u;
  }
  return false;
}

/// Calls take(request) for each message of a frame that is read to its end.
template <class Take> void read_frame(Octets frame, Take&& take) {
  constexpr uint32_t kM3ua = 3;
  constexpr uint8_t kWhole = 3;
  Octets sctp;
  if (!find_sctp(frame, sctp) || sctp.size < 12) return;
  const uint32_t tag = load32(sctp.data + 4);
  for_each_data(sctp, [&](Octets chunk) {
    if ((chunk.data[1] & kWhole) != kWhole || load32(chunk.data + 12) != kM3ua) return;
    Request request;
    request.tag = tag;
    request.tsn = load32(chunk.data + 4);
    request.stream = load16(chunk.data + 8);
    if (read_m3ua({chunk.data + 16, chunk.size - 16}, request)) take(request);
  });
}

} // namespace yardstick
