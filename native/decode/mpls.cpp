// SPDX-License-Identifier: Apache-2.0
// MPLS (RFC 3032): the label stack, then whatever the first nibble behind it says (RFC 4385 §3,
// RFC 4928), since no field does. Called by link.cpp, gre.cpp and ip.cpp. Does not know what a
// label means: that is the signalling of routers. Addresses of Ethernet begin with any nibble: a
// pseudowire without control word is believed where an EtherType that is looked for stands in its
// place and the octets are nothing better.
#include "native/generated/mpls.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kLabelOctets = 4;
constexpr uint32_t kControlWordOctets = 4;

/// The first nibble of a control word (RFC 4385 §3); that of an associated channel is 1.
constexpr uint32_t kControlWord = 0;

template <class Sink> void label_fields(Sink& sink, View where, uint32_t entry) {
  sink.layer(Protocol::mpls, where);
  sink.number(Field::mpls_label, where, entry >> 12);
  sink.number(Field::mpls_exp, where, entry >> 9 & 7);
  sink.number(Field::mpls_bottom, where, entry >> 8 & 1);
  sink.number(Field::mpls_ttl, where, entry & 0xFF);
  sink.leave();
}

bool has_control_word(Bytes payload) {
  if (payload.size < kControlWordOctets) return false;
  return looks_like_ethernet(
      {payload.data + kControlWordOctets, payload.size - kControlWordOctets});
}

/// An IP header whose lengths fit.
bool starts_ip(Bytes packet, bool is_cut) {
  constexpr uint32_t kIpv4Octets = 20, kIpv6Octets = 40;
  const uint8_t* p = packet.data;
  if (packet.size < kIpv4Octets) return false;
  if (p[0] >> 4 == 6)
    return packet.size >= kIpv6Octets && (is_cut || load_be16(p + 4) <= packet.size - kIpv6Octets);
  const uint32_t header = 4u * (p[0] & 0xF), total = load_be16(p + 2);
  return header >= kIpv4Octets && total >= header && (is_cut || total <= packet.size);
}

/// An Ethernet pseudowire behind its control word (RFC 4448 §4.6).
template <class Sink> void decode_control_word(Decoding<Sink>& d, Cursor octets) {
  const uint32_t at = octets.offset();
  Cursor word = octets.sub(kControlWordOctets);
  word.skip(2);
  const uint32_t sequence = word.u16();
  if (word.failed()) return d.fail(Fault::pwethcw_short, at);
  d.sink.layer(Protocol::pwethcw, {at, kControlWordOctets});
  d.sink.number(Field::pwethcw_sequence_number, {at + 2, 2}, sequence);
  d.sink.leave();
  d.carry(Carried::ethernet, octets);
}

} // namespace

template <class Sink> void decode_mpls(Decoding<Sink>& d, Cursor octets) {
  for (uint32_t labels = 0, is_bottom = 0; is_bottom == 0; labels++) {
    const View where = octets.view(kLabelOctets);
    if (labels == limits::mpls_labels) return d.fail(Fault::mpls_depth, where.offset);
    const uint32_t entry = octets.u32();
    if (octets.failed()) return d.fail(Fault::mpls_stack_short, where.offset);
    is_bottom = entry >> 8 & 1;
    if constexpr (Sink::records) label_fields(d.sink, where, entry);
  }
  const Bytes rest = octets.rest();
  const bool is_ethernet = looks_like_ethernet(rest);
  switch (octets.peek() >> 4) {
  case 4:
  case 6:
    if (is_ethernet && !starts_ip(rest, d.is_cut)) break;
    return d.carry(Carried::ip, octets);
  case kControlWord:
    if (is_ethernet && !has_control_word(rest)) break;
    return decode_control_word(d, octets);
  default:
    if (is_ethernet) break;
    return count(d.counters, Counter::tunnel_payload_unknown);
  }
  d.carry(Carried::ethernet, octets);
}

template void decode_mpls<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_mpls<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
