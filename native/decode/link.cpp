// SPDX-License-Identifier: Apache-2.0
// Link layers to the first IP header or MPLS label: Ethernet with stacked VLAN tags, Linux cooked
// captures, raw IP and the loopback header of BSD (https://www.tcpdump.org/linktypes.html). Called
// by decode_frame, also for the Ethernet frames that tunnels carry. And the link types of
// signalling cards, which begin at MTP2, MTP3 or SCCP. Does not open PPPoE or MACsec: such frames
// are counted as not IP.
#include "native/decode/decoder.hpp"
#include "native/decode/sccp_probe.hpp"
#include "native/decode/variants.hpp"
#include "native/generated/eth.hpp"
#include "native/generated/m3ua.hpp"

namespace sigwarden {
namespace {

namespace ether_type = eth::ether_type;
namespace link_type = eth::link_type;

bool is_vlan(uint32_t type) {
  return type == ether_type::vlan || type == ether_type::service_vlan ||
         type == ether_type::old_vlan;
}

template <class Sink> void tag_fields(Sink& sink, uint32_t type, const Cursor& tag) {
  Cursor octets = tag;
  const View control = octets.view(2), next = {octets.offset() + 2, 2};
  const uint32_t tci = octets.u16(), etype = octets.u16();
  const bool is_service = type == ether_type::service_vlan;
  sink.layer(is_service ? Protocol::ieee8021ad : Protocol::vlan, tag.view(4));
  sink.number(is_service ? Field::ieee8021ad_priority : Field::vlan_priority, control, tci >> 13);
  sink.number(is_service ? Field::ieee8021ad_dei : Field::vlan_dei, control, tci >> 12 & 1);
  sink.number(is_service ? Field::ieee8021ad_id : Field::vlan_id, control, tci & 0xFFF);
  if (!is_service) sink.number(Field::vlan_etype, next, etype);
  sink.leave();
}

/// What follows an EtherType: tags, then IP.
template <class Sink> void decode_ether_type(Decoding<Sink>& d, Cursor octets, uint32_t type) {
  for (uint32_t tags = 0; is_vlan(type); tags++) {
    if (tags == limits::vlan_tags) return d.fail(Fault::vlan_depth, octets.offset());
    const Cursor tag = octets;
    const uint32_t tci = octets.u16();
    const uint32_t inner = octets.u16();
    if (octets.failed()) return d.fail(Fault::eth_header_short, tag.offset());
    d.out.packet.vlan = tci & 0xFFF;
    if constexpr (Sink::records) tag_fields(d.sink, type, tag);
    type = inner;
  }
  if (type == ether_type::ipv4 || type == ether_type::ipv6)
    decode_ip(d, octets);
  else if (type == ether_type::mpls || type == ether_type::mpls_multicast)
    decode_mpls(d, octets);
  else
    count(d.counters, Counter::frames_not_ip);
}

template <class Sink> void decode_cooked(Decoding<Sink>& d, Cursor octets) {
  constexpr uint32_t kOctets = 16;
  const uint32_t at = octets.offset();
  Cursor header = octets.sub(kOctets);
  const uint32_t packet_type = header.u16();
  const uint32_t hardware_type = header.u16();
  const uint32_t address_length = header.u16();
  header.skip(8);
  const uint32_t type = header.u16();
  if (header.failed()) return d.fail(Fault::sll_header_short, at);
  d.sink.layer(Protocol::sll, {at, kOctets});
  d.sink.number(Field::sll_pkttype, {at, 2}, packet_type);
  d.sink.number(Field::sll_hatype, {at + 2, 2}, hardware_type);
  d.sink.number(Field::sll_halen, {at + 4, 2}, address_length);
  d.sink.number(Field::sll_etype, {at + 14, 2}, type);
  d.sink.leave();
  decode_ether_type(d, octets, type);
}

template <class Sink> void decode_cooked_v2(Decoding<Sink>& d, Cursor octets) {
  constexpr uint32_t kOctets = 20;
  const uint32_t at = octets.offset();
  Cursor header = octets.sub(kOctets);
  const uint32_t type = header.u16();
  header.skip(2);
  const uint32_t interface = header.u32();
  const uint32_t hardware_type = header.u16();
  const uint32_t packet_type = header.u8();
  const uint32_t address_length = header.u8();
  header.skip(8);
  if (header.failed()) return d.fail(Fault::sll_header_short, at);
  d.sink.layer(Protocol::sll, {at, kOctets});
  d.sink.number(Field::sll_etype, {at, 2}, type);
  d.sink.number(Field::sll_ifindex, {at + 4, 4}, interface);
  d.sink.number(Field::sll_hatype, {at + 8, 2}, hardware_type);
  d.sink.number(Field::sll_pkttype, {at + 10, 1}, packet_type);
  d.sink.number(Field::sll_halen, {at + 11, 1}, address_length);
  d.sink.leave();
  decode_ether_type(d, octets, type);
}

/// The address family is in the byte order of the writer (LINKTYPE_NULL) or in network order
/// (LINKTYPE_LOOP). Families fit in one octet, so the order shows in where the others are zero.
template <class Sink> void decode_loopback(Decoding<Sink>& d, Cursor octets) {
  namespace family = eth::address_family;
  const uint32_t at = octets.offset();
  const uint32_t big = octets.u32();
  if (octets.failed()) return d.fail(Fault::eth_header_short, at);
  switch (big > 0xFFFF ? __builtin_bswap32(big) : big) {
  case family::inet:
  case family::inet6_linux:
  case family::inet6_netbsd:
  case family::inet6_freebsd:
  case family::inet6_darwin: return decode_ip(d, octets);
  default: count(d.counters, Counter::frames_not_ip);
  }
}

/// MTP3 or SCCP without anything below; SCCP then has neither point codes nor a network indicator.
template <class Sink> void decode_bare_signalling(Decoding<Sink>& d, Cursor octets) {
  UserMessage carrier;
  carrier.bytes = octets.view(octets.remaining());
  d.sink.begin_message(d.out.message_count);
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m == nullptr) return;
  if (d.frame.link_type == link_type::mtp3) {
    decode_mtp3(d, *m, octets);
  } else {
    m->ss7.service_indicator = m3ua::service_indicator::sccp;
    m->ss7.network_indicator = kNoNetworkIndicator;
    m->ss7.variant = d.variants != nullptr ? d.variants->otherwise() : Ss7Variant::automatic;
    if (m->ss7.variant == Ss7Variant::automatic)
      m->ss7.variant = variant_of_addresses(octets.rest());
    decode_sccp(d, *m, octets);
  }
  d.sink.end_message();
}

} // namespace

bool looks_like_ethernet(Bytes frame) {
  constexpr uint32_t kHeaderOctets = 14;
  if (frame.size <= kHeaderOctets) return false;
  const uint32_t type = load_be16(frame.data + kHeaderOctets - 2);
  const uint32_t version = frame.data[kHeaderOctets] >> 4;
  if (type == ether_type::ipv4) return version == 4;
  if (type == ether_type::ipv6) return version == 6;
  return is_vlan(type) || type == ether_type::mpls || type == ether_type::mpls_multicast;
}

template <class Sink> void decode_ethernet(Decoding<Sink>& d, Cursor octets) {
  const Cursor header = octets;
  octets.skip(12);
  const uint32_t type = octets.u16();
  if (octets.failed()) return d.fail(Fault::eth_header_short, header.offset());
  if constexpr (Sink::records) {
    const uint32_t at = header.offset();
    d.sink.layer(Protocol::eth, header.view(14));
    d.sink.address(Field::eth_dst, {at, 6}, d.base());
    d.sink.address(Field::eth_src, {at + 6, 6}, d.base());
    if (type >= 0x0600) d.sink.number(Field::eth_type, {at + 12, 2}, type); // else an 802.3 length
    d.sink.leave();
  }
  decode_ether_type(d, octets, type);
}

template <class Sink> void decode_link(Decoding<Sink>& d, Cursor octets) {
  switch (d.frame.link_type) {
  case link_type::ethernet: return decode_ethernet(d, octets);
  case link_type::linux_sll: return decode_cooked(d, octets);
  case link_type::linux_sll2: return decode_cooked_v2(d, octets);
  case link_type::raw:
  case link_type::raw_bsd:
  case link_type::raw_openbsd:
  case link_type::ipv4:
  case link_type::ipv6: return decode_ip(d, octets);
  case link_type::null_:
  case link_type::loop: return decode_loopback(d, octets);
  case link_type::mtp2_with_phdr: return decode_mtp2(d, octets, true);
  case link_type::mtp2: return decode_mtp2(d, octets, false);
  case link_type::mtp3:
  case link_type::sccp: return decode_bare_signalling(d, octets);
  default: count(d.counters, Counter::frames_link_unsupported);
  }
}

template void decode_ethernet<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_ethernet<FieldSink>(Decoding<FieldSink>&, Cursor);
template void decode_link<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_link<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
