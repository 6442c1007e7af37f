// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Protocol : uint8_t {
  none,
  m3ua,
};
constexpr const char* name_of(Protocol value) {
  switch (value) {
  case Protocol::m3ua: return "m3ua";
  default: return "?";
  }
}

enum class Format : uint8_t { dec, hex, bytes, digits, text, oid, bool_, ipv4, ipv6, ether, label };
enum class Field : uint16_t {
  none,
  m3ua_message_class,
  m3ua_message_type,
  m3ua_routing_context,
  m3ua_network_appearance,
  m3ua_opc,
  m3ua_dpc,
  m3ua_si,
  m3ua_ni,
  m3ua_mp,
  m3ua_sls,
};
struct FieldInfo {
  const char* name;
  Format format;
  uint8_t width;
  Protocol protocol;
};
constexpr FieldInfo kFields[] = {
  {"", Format::label, 0, Protocol::none},
  {"m3ua.message_class", Format::dec, 0, Protocol::m3ua},
  {"m3ua.message_type", Format::dec, 0, Protocol::m3ua},
  {"m3ua.routing_context", Format::dec, 0, Protocol::m3ua},
  {"m3ua.network_appearance", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_opc", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_dpc", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_si", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_ni", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_mp", Format::dec, 0, Protocol::m3ua},
  {"m3ua.protocol_data_sls", Format::dec, 0, Protocol::m3ua},
};
constexpr const FieldInfo& info_of(Field field) { return kFields[static_cast<uint16_t>(field)]; }

} // namespace sigwarden
