// SPDX-License-Identifier: Apache-2.0
// VXLAN (RFC 7348) and VXLAN-GPE to the frame or packet inside. Called by udp.cpp. The port is a
// hint: on another one, such as the one Linux took before 4789 was assigned, a header in which all
// that is reserved is zero, in front of an Ethernet frame, is enough.
#include "native/generated/vxlan.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/dispatch.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kHeaderOctets = 8;

} // namespace

bool looks_like_vxlan(Bytes datagram) {
  if (datagram.size <= kHeaderOctets) return false;
  const uint8_t* p = datagram.data;
  if (load_be32(p) != uint32_t{vxlan::flag::network} << 16 || p[7] != 0) return false;
  return looks_like_ethernet({p + kHeaderOctets, datagram.size - kHeaderOctets});
}

template <class Sink> void decode_vxlan(Decoding<Sink>& d, Cursor octets) {
  namespace next_protocol = vxlan::next_protocol;
  const bool is_gpe = d.out.packet.destination_port == vxlan::port::gpe;
  const uint32_t at = octets.offset();
  const uint8_t* p = octets.data();
  if (!octets.skip(kHeaderOctets)) return d.fail(Fault::vxlan_header_short, at);
  const uint32_t flags = load_be16(p), network = load_be32(p + 4) >> 8, next = p[3];
  d.sink.layer(Protocol::vxlan, {at, kHeaderOctets});
  if (is_gpe) {
    d.sink.number(Field::vxlan_gpe_flags, {at, 1}, flags >> 8);
    d.sink.number(Field::vxlan_next_proto, {at + 3, 1}, next);
  } else {
    d.sink.number(Field::vxlan_flags, {at, 2}, flags);
  }
  d.sink.number(Field::vxlan_vni, {at + 4, 3}, network);
  d.sink.leave();
  if (!is_gpe || (flags & vxlan::flag::next_protocol) == 0)
    return d.carry(Carried::ethernet, octets);
  switch (next) {
  case next_protocol::ipv4:
  case next_protocol::ipv6: return d.carry(Carried::ip, octets);
  case next_protocol::ethernet: return d.carry(Carried::ethernet, octets);
  default: count(d.counters, Counter::tunnel_payload_unknown);
  }
}

template void decode_vxlan<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_vxlan<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
