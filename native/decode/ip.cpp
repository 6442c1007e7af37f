// SPDX-License-Identifier: Apache-2.0
// IPv4 (RFC 791) and IPv6 (RFC 8200) to their transport. The lengths of the header decide, so that
// padding and checksums behind the packet are never read as payload. Called by link.cpp. Fragments
// are joined by ip_fragments.cpp and decode_frame opens what they complete; where there is no
// memory of earlier frames they are counted.
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

/// Smallest payload of a fragment that another one follows and that a link asks for: every one
/// takes 68 octets (RFC 791 §3.2), and no IPv6 link less than 1280 (RFC 8200 §5).
constexpr uint32_t kLinkOctets = 68;
constexpr uint32_t kFragmentUnit = 8;
constexpr uint32_t kDatagramMax = 65'535;

/// Keeps a fragment and tells what it completes; decode_frame opens that.
template <class Sink>
[[gnu::noinline]] void keep_fragment(Decoding<Sink>& d, const IpFragment& fragment) {
  count(d.counters, Counter::ip_fragments);
  d.hide(fragment.where);
  if (d.held == nullptr) return;
  const IpDatagram* whole =
      d.held->ip.add(d.frame, fragment, d.tunnels, d.held->joined, d.out, d.counters);
  if (whole == nullptr) return;
  d.has_datagrams = true;
  const bool is_v4 = d.out.packet.ip_version == 4;
  d.sink.number(is_v4 ? Field::ip_fragment_count : Field::ipv6_fragment_count, whole->where,
                whole->fragments);
  d.sink.number(is_v4 ? Field::ip_reassembled_length : Field::ipv6_reassembled_length, whole->where,
                whole->where.length);
}

/// A fragment that the capture cut can complete nothing.
template <class Sink> void give_up_fragment(Decoding<Sink>& d, View payload) {
  count(d.counters, Counter::ip_fragments);
  count(d.counters, Counter::ip_fragments_abandoned);
  d.hide(payload);
}

/// `place` is the word with flags and offset.
template <class Sink>
[[gnu::noinline]] void decode_ipv4_fragment(Decoding<Sink>& d, Cursor payload,
                                            const uint8_t* header, uint32_t header_length,
                                            bool is_whole) {
  const uint32_t place = load_be16(header + 6);
  if (!is_whole) return give_up_fragment(d, payload.view(payload.remaining()));
  IpFragment fragment;
  fragment.begin = (place & kFragmentOffset) * kFragmentUnit;
  fragment.identification = load_be16(header + 4);
  fragment.protocol = header[9];
  fragment.is_last = (place & kMoreFragments) == 0;
  fragment.where = payload.view(payload.remaining());
  // Receivers leave out what fills no unit (Linux), or the fragment (BSD).
  if (!fragment.is_last) fragment.where.length -= fragment.where.length % kFragmentUnit;
  if (fragment.where.empty() || header_length + fragment.end() > kDatagramMax) {
    d.hide(payload.view(payload.remaining()));
    return d.fail(Fault::ip_fragment_length, payload.offset());
  }
  const uint32_t fitting = (kLinkOctets - header_length) / kFragmentUnit * kFragmentUnit;
  fragment.is_tiny = !fragment.is_last && fragment.where.length < fitting;
  keep_fragment(d, fragment);
}

/// `header` stands at the fragment header, `payload` behind it.
template <class Sink>
[[gnu::noinline]] void decode_ipv6_fragment(Decoding<Sink>& d, const uint8_t* header,
                                            Cursor payload) {
  const uint32_t place = load_be16(header + 2);
  if (d.is_cut) return give_up_fragment(d, payload.view(payload.remaining()));
  IpFragment fragment;
  fragment.begin = place & 0xFFF8;
  fragment.identification = load_be32(header + 4);
  fragment.protocol = header[0];
  fragment.is_last = (place & 1) == 0;
  fragment.where = payload.view(payload.remaining());
  const bool has_broken_unit = !fragment.is_last && fragment.where.length % kFragmentUnit != 0;
  if (fragment.where.empty() || has_broken_unit || fragment.end() > kDatagramMax) {
    d.hide(fragment.where);
    return d.fail(Fault::ipv6_fragment_length, payload.offset());
  }
  fragment.is_tiny = !fragment.is_last && fragment.where.length < kLinkOctets - kIpv4Octets;
  keep_fragment(d, fragment);
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

template <class Sink> void fragment_fields(Sink& sink, uint32_t at, const uint8_t* p) {
  const uint32_t place = load_be16(p + 2);
  sink.number(Field::ipv6_fraghdr_nxt, {at, 1}, p[0]);
  sink.number(Field::ipv6_fraghdr_offset, {at + 2, 2}, place >> 3);
  sink.number(Field::ipv6_fraghdr_more, {at + 2, 2}, place & 1);
  sink.number(Field::ipv6_fraghdr_ident, {at + 4, 4}, load_be32(p + 4));
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
      const uint8_t* p = octets.data();
      octets.skip(8);
      if constexpr (Sink::records)
        if (!octets.failed()) fragment_fields(d.sink, at, p);
      // Offset 0 and M 0 is an atomic fragment (RFC 6946): whole, and processed as such.
      if (!octets.failed() && (fragment & 0xFFF9) != 0) return decode_ipv6_fragment(d, p, octets);
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
  octets.skip(header_length);
  const Cursor payload = octets.sub(total - header_length);
  if ((load_be16(p + 6) & (kMoreFragments | kFragmentOffset)) != 0) [[unlikely]]
    return decode_ipv4_fragment(d, payload, p, header_length, total == stated);
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

template <class Sink>
void decode_datagram(Decoding<Sink>& d, Cursor payload, const IpDatagram& datagram) {
  const bool has_extensions = datagram.packet.ip_version == 6 || datagram.protocol == protocol::ah;
  if (has_extensions)
    decode_extensions(d, payload, datagram.protocol);
  else
    decode_transport(d, payload, datagram.protocol);
}

template void decode_datagram<NullSink>(Decoding<NullSink>&, Cursor, const IpDatagram&);
template void decode_datagram<FieldSink>(Decoding<FieldSink>&, Cursor, const IpDatagram&);
template void decode_ip<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_ip<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
