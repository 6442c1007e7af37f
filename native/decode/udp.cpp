// SPDX-License-Identifier: Apache-2.0
// UDP (RFC 768) to SCTP (RFC 6951) and to the protocols that name a port of it in their schema.
// Called by ip.cpp. Its length decides where the data ends. Everything else in UDP, the user plane
// above all, is counted as another transport.
#include "native/generated/udp.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/dispatch.hpp"
#include "native/generated/ip.hpp"

namespace sigwarden {
namespace {

namespace port = udp::port;

constexpr uint32_t kHeaderOctets = 8;

template <class Sink> void decode_data(Decoding<Sink>& d, Cursor data) {
  Packet& packet = d.out.packet;
  if (packet.source_port == port::sctp || packet.destination_port == port::sctp) {
    packet.transport = ip::protocol::sctp;
    return decode_sctp(d, data);
  }
  if (!decode_datagram(d, data, packet.source_port, packet.destination_port))
    count(d.counters, Counter::packets_other);
}

} // namespace

template <class Sink> void decode_udp(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset(), available = octets.remaining();
  const uint8_t* p = octets.data();
  if (!octets.skip(kHeaderOctets)) return d.fail(Fault::udp_header_short, at);
  Packet& packet = d.out.packet;
  packet.source_port = load_be16(p);
  packet.destination_port = load_be16(p + 2);
  const uint32_t stated = load_be16(p + 4);
  d.sink.layer(Protocol::udp, {at, kHeaderOctets});
  d.sink.number(Field::udp_srcport, {at, 2}, packet.source_port);
  d.sink.number(Field::udp_dstport, {at + 2, 2}, packet.destination_port);
  d.sink.number(Field::udp_length, {at + 4, 2}, stated);
  d.sink.number(Field::udp_checksum, {at + 6, 2}, load_be16(p + 6));
  d.sink.leave();
  uint32_t length = stated == 0 ? available : stated; // zero: segmentation offload
  if (length > available && d.is_cut) length = available;
  if (length < kHeaderOctets || length > available) return d.fail(Fault::udp_length, at + 4);
  decode_data(d, octets.sub(length - kHeaderOctets));
}

template void decode_udp<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_udp<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
