// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

#include "native/base/cursor.hpp"
#include "native/generated/counters.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

template <class Sink> struct Decoding;
template <class Sink> void decode_gtp(Decoding<Sink>&, Cursor);
template <class Sink> void decode_vxlan(Decoding<Sink>&, Cursor);
bool looks_like_vxlan(Bytes);

/// UDP ports of signalling, on either side of a datagram.
constexpr uint16_t kSignallingPorts[] = {2123};

/// Hands a datagram to the protocol of its port, or to the one that its octets look like.
/// False, and nothing done, when there is none.
template <class Sink>
bool decode_datagram(Decoding<Sink>& d, Cursor datagram, uint32_t source, uint32_t destination) {
  switch (destination) {
  case 2123: return decode_gtp(d, datagram), true;
  case 4789: return decode_vxlan(d, datagram), true;
  case 4790: return decode_vxlan(d, datagram), true;
  default: break;
  }
  switch (source) {
  case 2123: return decode_gtp(d, datagram), true;
  default: break;
  }
  if (looks_like_vxlan(datagram.rest())) return decode_vxlan(d, datagram), true;
  return false;
}

constexpr Counter message_counter(Technology technology) {
  switch (technology) {
  case Technology::ss7: return Counter::messages_ss7;
  case Technology::diameter: return Counter::messages_diameter;
  case Technology::gtp: return Counter::messages_gtp;
  }
  return Counter::messages_management;
}

} // namespace sigwarden
