// SPDX-License-Identifier: Apache-2.0
// IPv4 (RFC 791) and IPv6 (RFC 8200) to their transport. The lengths of the header decide, so that
// padding and checksums behind the packet are never read as payload. Called by link.cpp. Does not
// reassemble: fragments are counted.
#include "native/generated/ip.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

namespace protocol = ip::protocol;

constexpr uint32_t kIpv4Octets = 20;
constexpr uint32_t kIpv6Octets = 40;
constexpr uint32_t kMoreFragments = 0x2000;
constexpr uint32_t kFragmentOffset = 0x1FFF;

/// IPv4 as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2), so that one comparison serves both.
void set_mapped(std::array<uint8_t, 16>& address, const uint8_t* ipv4) {
  address[10] = address[11] = 0xFF;
  std::memcpy(&address[12], ipv4, 4);
}

template <class Sink> void ipv4_fields(Sink& sink, View header, const uint8_t* base) {
  const uint8_t* p = base + header.offset;
  const uint32_t at = header.offset, fragment = load_be16(p + 6);
  sink.layer(Protocol::ip, header);
  sink.number(Field::ip_version, {at, 1}, p[0] >> 4);
  sink.number(Field::ip_hdr_len, {at, 1}, header.length);
  sink.number(Field::ip_dsfield, {at + 1, 1}, p[1]);
  sink.number(Field::ip_len, {at + 2, 2}, load_be16(p + 2));
  sink.number(Field::ip_id, {at + 4, 2}, load_be16(p + 4));
  sink.number(Field::ip_flags_df, {at + 6, 1}, fragment >> 14 & 1);
  sink.number(Field::ip_flags_mf, {at + 6, 1}, fragment >> 13 & 1);
  sink.number(Field::ip_frag_offset, {at + 6, 2}, fragment & kFragmentOffset);
  sink.number(Field::ip_ttl, {at + 8, 1}, p[8]);
  sink.number(Field::ip_proto, {at + 9, 1}, p[9]);
  sink.number(Field::ip_checksum, {at + 10, 2}, load_be16(p + 10));
  sink.address(Field::ip_src, {at + 12, 4}, base);
  sink.address(Field::ip_dst, {at + 16, 4}, base);
  sink.leave();
}

template <class Sink> void ipv6_fields(Sink& sink, View header, const uint8_t* base) {
  const uint8_t* p = base + header.offset;
  const uint32_t at = header.offset, first = load_be32(p);
  sink.layer(Protocol::ipv6, header);
  sink.number(Field::ipv6_version, {at, 1}, first >> 28);
  sink.number(Field::ip_version, {at, 1}, first >> 28); // tshark prints it under both names
  sink.number(Field::ipv6_tclass, {at, 4}, first >> 20 & 0xFF);
  sink.number(Field::ipv6_flow, {at + 1, 3}, first & 0xFFFFF);
  sink.number(Field::ipv6_plen, {at + 4, 2}, load_be16(p + 4));
  sink.number(Field::ipv6_nxt, {at + 6, 1}, p[6]);
  sink.number(Field::ipv6_hlim, {at + 7, 1}, p[7]);
  sink.address(Field::ipv6_src, {at + 8, 16}, base);
  sink.address(Field::ipv6_dst, {at + 24, 16}, base);
  sink.leave();
}

template <class Sink> void decode_transport(Decoding<Sink>& d, Cursor payload, uint32_t next) {
  d.out.packet.transport = static_cast<uint8_t>(next);
  switch (next) {
  case protocol::sctp: return decode_sctp(d, payload);
  case protocol::tcp: return decode_tcp(d, payload);
  case protocol::udp: return decode_udp(d, payload);
  case protocol::gre: return decode_gre(d, payload);
  case protocol::mpls: return decode_mpls(d, payload);
  case protocol::ipv4:
  case protocol::ipv6: return d.carry(Carried::ip, payload);
  case protocol::esp: return count(d.counters, Counter::packets_opaque);
  default: count(d.counters, Counter::packets_other);
  }
}

bool is_extension(uint32_t next) {
  switch (next) {
  case protocol::hop_by_hop:
  case protocol::routing:
  case protocol::fragment:
  case protocol::ah:
  case protocol::destination_options:
  case protocol::mobility:
  case protocol::hip:
  case protocol::shim6: return true;
  default: return false;
  }
}

/// Steps over headers between IP and transport (RFC 8200 §4; RFC 4302 for AH, which IPv4 has too).
template <class Sink> void decode_extensions(Decoding<Sink>& d, Cursor octets, uint32_t next) {
  for (uint32_t headers = 0; is_extension(next); headers++) {
    const uint32_t at = octets.offset();
    if (headers == limits::ipv6_extensions) return d.fail(Fault::ipv6_extensions, at);
    Cursor header = octets;
    const uint32_t following = header.u8();
    const uint32_t length = header.u8();
    const uint32_t fragment = header.u16();
    if (next == protocol::fragment) {
      octets.skip(8);
      // Offset 0 and M 0 is an atomic fragment (RFC 6946): whole, and processed as such.
      if (!octets.failed() && (fragment & 0xFFF9) != 0)
        return count(d.counters, Counter::ip_fragments);
    } else {
      octets.skip(next == protocol::ah ? 4 * (length + 2) : 8 * (length + 1));
    }
    if (header.failed() || octets.failed())
      return d.fail(d.out.packet.ip_version == 4 ? Fault::ip_extension : Fault::ipv6_extension, at);
    next = following;
  }
  decode_transport(d, octets, next);
}

template <class Sink> void decode_ipv4(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset(), available = octets.remaining();
  const uint8_t* p = octets.data();
  if (available < kIpv4Octets) return d.fail(Fault::ip_header_short, at);
  const uint32_t header_length = 4u * (p[0] & 0xF);
  // A total length of zero is what a host writes that leaves segmentation to its network card.
  const uint32_t stated = load_be16(p + 2);
  uint32_t total = stated == 0 ? available : stated;
  if (header_length < kIpv4Octets || header_length > total)
    return d.fail(Fault::ip_header_length, at);
  if (total > available) {
    if (!d.is_cut) return d.fail(Fault::ip_total_length, at + 2);
    if (header_length > available) return d.fail(Fault::ip_header_short, at);
    total = available;
  }
  Packet& packet = d.out.packet;
  packet.ip_version = 4;
  packet.transport = p[9];
  set_mapped(packet.source, p + 12);
  set_mapped(packet.destination, p + 16);
  if constexpr (Sink::records) ipv4_fields(d.sink, {at, header_length}, d.base());
  if ((load_be16(p + 6) & (kMoreFragments | kFragmentOffset)) != 0)
    return count(d.counters, Counter::ip_fragments);
  octets.skip(header_length);
  const Cursor payload = octets.sub(total - header_length);
  if (p[9] == protocol::sctp) [[likely]] {
    decode_sctp(d, payload);
  } else if (p[9] == protocol::ah) {
    decode_extensions(d, payload, protocol::ah);
  } else {
    decode_transport(d, payload, p[9]);
  }
}

template <class Sink> void decode_ipv6(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset();
  const uint8_t* p = octets.data();
  if (!octets.skip(kIpv6Octets)) return d.fail(Fault::ipv6_header_short, at);
  Packet& packet = d.out.packet;
  packet.ip_version = 6;
  packet.transport = p[6];
  std::memcpy(packet.source.data(), p + 8, 16);
  std::memcpy(packet.destination.data(), p + 24, 16);
  if constexpr (Sink::records) ipv6_fields(d.sink, {at, kIpv6Octets}, d.base());
  const uint32_t available = octets.remaining();
  const uint32_t stated = load_be16(p + 4);
  uint32_t length = stated == 0 ? available : stated; // zero: jumbogram, or segmentation offload
  if (length > available) {
    if (!d.is_cut) return d.fail(Fault::ipv6_payload_length, at + 4);
    length = available;
  }
  decode_extensions(d, octets.sub(length), p[6]);
}

} // namespace

template <class Sink> void decode_ip(Decoding<Sink>& d, Cursor octets) {
  switch (octets.peek() >> 4) {
  case 4: return decode_ipv4(d, octets);
  case 6: return decode_ipv6(d, octets);
  default: d.fail(octets.at_end() ? Fault::ip_header_short : Fault::ip_version, octets.offset());
  }
}

template void decode_ip<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_ip<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
