// SPDX-License-Identifier: Apache-2.0
// GRE (RFC 2784, RFC 2890) to what it carries. Called by ip.cpp. Does not verify the checksum and
// goes no further than the flags of version 1 (PPTP) and of routing (RFC 1701), which a receiver of
// RFC 2784 discards: both are counted.
#include "native/generated/gre.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

namespace flag = gre::flag;
namespace protocol_type = gre::protocol_type;

constexpr uint32_t kVersion = 0x0007;

template <class Sink> void flag_fields(Sink& sink, uint32_t at, uint32_t flags, uint32_t type) {
  const View where{at, 2};
  sink.number(Field::gre_flags_and_version, where, flags);
  sink.number(Field::gre_flags_checksum, where, (flags & flag::checksum) != 0);
  sink.number(Field::gre_flags_routing, where, (flags & flag::routing) != 0);
  sink.number(Field::gre_flags_key, where, (flags & flag::key) != 0);
  sink.number(Field::gre_flags_sequence_number, where, (flags & flag::sequence_number) != 0);
  sink.number(Field::gre_flags_version, where, flags & kVersion);
  sink.number(Field::gre_proto, {at + 2, 2}, type);
}

/// The optional fields, in their order; a header that ends inside one fails the cursor.
template <class Sink> void optional_fields(Sink& sink, Cursor& octets, uint32_t flags) {
  if (flags & flag::checksum) {
    const uint32_t at = octets.offset();
    const uint32_t checksum = octets.u16(), offset = octets.u16();
    if (octets.failed()) return;
    sink.number(Field::gre_checksum, {at, 2}, checksum);
    sink.number(Field::gre_offset, {at + 2, 2}, offset);
  }
  if (flags & flag::key) {
    const View where = octets.view(4);
    const uint32_t key = octets.u32();
    if (octets.failed()) return;
    sink.number(Field::gre_key, where, key);
  }
  if (flags & flag::sequence_number) {
    const View where = octets.view(4);
    const uint32_t sequence = octets.u32();
    if (octets.failed()) return;
    sink.number(Field::gre_sequence_number, where, sequence);
  }
}

template <class Sink>
void decode_payload(Decoding<Sink>& d, Cursor octets, uint32_t type, bool has_sequence) {
  switch (type) {
  case protocol_type::ipv4:
  case protocol_type::ipv6: return d.carry(Carried::ip, octets);
  case protocol_type::mpls:
  case protocol_type::mpls_multicast: return decode_mpls(d, octets);
  case protocol_type::transparent_ethernet: return d.carry(Carried::ethernet, octets);
  case protocol_type::erspan:
    return decode_erspan(d, octets, has_sequence ? Erspan::type_ii : Erspan::type_i);
  case protocol_type::erspan_iii: return decode_erspan(d, octets, Erspan::type_iii);
  default: count(d.counters, Counter::tunnel_payload_unknown);
  }
}

} // namespace

template <class Sink> void decode_gre(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset();
  const uint32_t flags = octets.u16(), type = octets.u16();
  if (octets.failed()) return d.fail(Fault::gre_header_short, at);
  const bool is_read = (flags & (flag::routing | kVersion)) == 0;
  d.sink.layer(Protocol::gre, {at, octets.offset() - at});
  if constexpr (Sink::records) flag_fields(d.sink, at, flags, type);
  if (is_read) optional_fields(d.sink, octets, flags);
  d.sink.leave();
  if (!is_read) return count(d.counters, Counter::tunnel_payload_unknown);
  if (octets.failed()) return d.fail(Fault::gre_header_short, at);
  decode_payload(d, octets, type, (flags & flag::sequence_number) != 0);
}

template void decode_gre<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_gre<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
