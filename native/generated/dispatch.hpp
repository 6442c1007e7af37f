// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

struct Bytes;
class Cursor;
template <class Sink> struct Decoding;
template <class Sink> void decode_gtp(Decoding<Sink>&, Cursor);
template <class Sink> void decode_vxlan(Decoding<Sink>&, Cursor);
bool looks_like_vxlan(Bytes);

/// Hands a datagram, a Cursor, to the protocol of its port, or to the one that its octets look
/// like. False, and nothing done, when there is none.
template <class Sink, class Octets>
bool decode_datagram(Decoding<Sink>& d, Octets datagram, uint32_t source,
                     uint32_t destination) {
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

} // namespace sigwarden
