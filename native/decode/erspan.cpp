// SPDX-License-Identifier: Apache-2.0
// ERSPAN (draft-foschiano-erspan-03) to the mirrored frame. A switch takes the tag off a frame and
// writes its VLAN into the header; where the frame has a tag of its own, that one names the
// network. Called by gre.cpp. Does not correct times by the switch's timestamp: two clocks in one
// capture would order nothing.
#include "native/generated/erspan.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kVlan = 0x0FFF;
constexpr uint32_t kTruncated = 0x0400;
constexpr uint32_t kSubheader = 0x0001;
constexpr uint32_t kSubheaderOctets = 8;

struct Header {
  uint32_t at;
  uint32_t first;  ///< version and VLAN
  uint32_t second; ///< class of service, flags, session
};

template <class Sink> void common_fields(Sink& sink, const Header& h, Erspan type) {
  const View second{h.at + 2, 2};
  sink.number(Field::erspan_version, {h.at, 2}, h.first >> 12);
  sink.number(Field::erspan_vlan, {h.at, 2}, h.first & kVlan);
  sink.number(Field::erspan_cos, second, h.second >> 13);
  sink.number(type == Erspan::type_ii ? Field::erspan_encap : Field::erspan_bso, second,
              h.second >> 11 & 3);
  sink.number(Field::erspan_truncated, second, h.second >> 10 & 1);
  sink.number(Field::erspan_spanid, second, h.second & 0x3FF);
}

template <class Sink> void type_ii_fields(Sink& sink, const Header& h, uint32_t last) {
  const View where{h.at + 4, 4};
  sink.number(Field::erspan_reserved, where, last >> 20);
  sink.number(Field::erspan_index, where, last & 0xFFFFF);
}

template <class Sink>
void type_iii_fields(Sink& sink, const Header& h, uint32_t timestamp, uint32_t last) {
  const View where{h.at + 10, 2};
  sink.number(Field::erspan_timestamp, {h.at + 4, 4}, timestamp);
  sink.number(Field::erspan_sgt, {h.at + 8, 2}, last >> 16);
  sink.number(Field::erspan_p, where, last >> 15 & 1);
  sink.number(Field::erspan_ft, where, last >> 10 & 0x1F);
  sink.number(Field::erspan_hw, where, last >> 4 & 0x3F);
  sink.number(Field::erspan_direction, where, last >> 3 & 1);
  sink.number(Field::erspan_gra, where, last >> 1 & 3);
  sink.number(Field::erspan_o, where, last & kSubheader);
}

/// What type III says of the frame that follows.
template <class Sink> void carry_type_iii(Decoding<Sink>& d, Cursor octets, uint32_t last) {
  switch (last >> 10 & 0x1F) {
  case erspan::frame_type::ethernet: return d.carry(Carried::ethernet, octets);
  case erspan::frame_type::ip: return d.carry(Carried::ip, octets);
  default: count(d.counters, Counter::tunnel_payload_unknown);
  }
}

} // namespace

template <class Sink> void decode_erspan(Decoding<Sink>& d, Cursor octets, Erspan type) {
  if (type == Erspan::type_i) {
    d.sink.layer(Protocol::erspan, octets.view(0));
    d.sink.leave();
    return d.carry(Carried::ethernet, octets);
  }
  const bool is_type_ii = type == Erspan::type_ii;
  Header h{octets.offset(), 0, 0};
  h.first = octets.u16();
  h.second = octets.u16();
  const uint32_t timestamp = is_type_ii ? 0 : octets.u32();
  const uint32_t last = octets.u32(); // of type II: its index
  if (octets.failed()) return d.fail(Fault::erspan_header_short, h.at);
  if (h.first >> 12 != (is_type_ii ? erspan::version::type_ii : erspan::version::type_iii))
    return d.fail(Fault::erspan_version, h.at);
  if constexpr (Sink::records) {
    d.sink.layer(Protocol::erspan, {h.at, octets.offset() - h.at});
    common_fields(d.sink, h, type);
    if (is_type_ii)
      type_ii_fields(d.sink, h, last);
    else
      type_iii_fields(d.sink, h, timestamp, last);
  }
  const View subheader = octets.view(kSubheaderOctets);
  const uint32_t platform = octets.peek() >> 2;
  const bool has_subheader = !is_type_ii && (last & kSubheader) != 0;
  const bool is_short = has_subheader && !octets.skip(kSubheaderOctets);
  if (has_subheader && !is_short) d.sink.number(Field::erspan_platid, subheader, platform);
  d.sink.leave();
  if (is_short) return d.fail(Fault::erspan_header_short, subheader.offset);
  if (h.second & kTruncated) {
    count(d.counters, Counter::erspan_truncated);
    d.is_cut = true;
  }
  if (is_type_ii)
    d.carry(Carried::ethernet, octets);
  else
    carry_type_iii(d, octets, last);
  d.out.packet.vlan = h.first & kVlan;
}

template void decode_erspan<NullSink>(Decoding<NullSink>&, Cursor, Erspan);
template void decode_erspan<FieldSink>(Decoding<FieldSink>&, Cursor, Erspan);

} // namespace sigwarden
