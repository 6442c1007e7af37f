// SPDX-License-Identifier: Apache-2.0
// MTP2 (Q.703 §2.2, its annex A for fast links) as captures of signalling cards hold it, with or
// without the header that tells which link it was. Called by link.cpp. Signal units without a
// message are counted. Does not tell the retransmissions of a link: native/state does, by their
// content. The check bits, which captures leave out as a rule, are not verified.
#include "native/generated/mtp2.hpp"
#include "native/decode/decoder.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kPseudoHeaderOctets = 4; // sent, annex A, link number of two octets
constexpr uint32_t kMessageMin = 3; // of the length indicator: below it link status, fill-in

/// The header of a signal unit.
struct Unit {
  uint32_t octets = 3;
  uint32_t bsn, fsn, length, length_max;
  uint8_t bib, fib, spare;
};

Unit basic_unit(const uint8_t* p) {
  Unit u;
  u.bsn = p[0] & 0x7F, u.bib = p[0] >> 7;
  u.fsn = p[1] & 0x7F, u.fib = p[1] >> 7;
  u.length = p[2] & 0x3F, u.spare = p[2] >> 6;
  u.length_max = 0x3F;
  return u;
}

/// Q.703 annex A.3: three words, the octets of each in reverse order.
Unit extended_unit(const uint8_t* p) {
  Unit u;
  u.octets = 6;
  u.bsn = load_le16(p) & 0xFFF, u.bib = p[1] >> 7;
  u.fsn = load_le16(p + 2) & 0xFFF, u.fib = p[3] >> 7;
  u.length = load_le16(p + 4) & 0x1FF, u.spare = p[5] >> 1;
  u.length_max = 0x1FF;
  return u;
}

template <class Sink> void show_unit(Sink& sink, const Unit& u, uint32_t at) {
  const uint32_t part = u.octets / 3;
  sink.number(Field::mtp2_bsn, {at, part}, u.bsn);
  sink.number(Field::mtp2_bib, {at, part}, u.bib);
  sink.number(Field::mtp2_fsn, {at + part, part}, u.fsn);
  sink.number(Field::mtp2_fib, {at + part, part}, u.fib);
  sink.number(Field::mtp2_li, {at + 2 * part, part}, u.length);
  sink.number(Field::mtp2_spare, {at + 2 * part, part}, u.spare);
}

template <class Sink> void decode_message(Decoding<Sink>& d, Cursor mtp3, View unit) {
  UserMessage carrier;
  carrier.bytes = unit;
  const uint32_t next_message = d.out.message_count;
  d.sink.begin_message(next_message);
  if (Message* m = open_message(d, Technology::ss7, carrier)) decode_mtp3(d, *m, mtp3);
  d.sink.end_message();
}

} // namespace

template <class Sink> void decode_mtp2(Decoding<Sink>& d, Cursor octets, bool has_pseudo_header) {
  const View frame = octets.view(octets.remaining());
  const uint32_t start = octets.offset();
  bool is_extended = false;
  uint32_t link = 0;
  if (has_pseudo_header) {
    const uint8_t* p = octets.data();
    if (!octets.skip(kPseudoHeaderOctets)) return d.fail(Fault::mtp2_header_short, start);
    is_extended = p[1] == 1;
    link = load_be16(p + 2);
  }
  const uint32_t at = octets.offset();
  const uint8_t* p = octets.data();
  if (!octets.skip(is_extended ? 6 : 3)) {
    d.hide(frame);
    return d.fail(Fault::mtp2_header_short, at);
  }
  const Unit unit = is_extended ? extended_unit(p) : basic_unit(p);
  d.sink.layer(Protocol::mtp2, {at, unit.octets});
  if constexpr (Sink::records) {
    if (has_pseudo_header) d.sink.number(Field::mtp2_link_number, {start + 2, 2}, link);
    show_unit(d.sink, unit, at);
  }
  // The highest length stands for all that are longer (Q.703 §2.3.3).
  const bool is_open_ended = unit.length == unit.length_max;
  const bool is_short = !is_open_ended && unit.length > octets.remaining();
  const bool is_message = unit.length >= kMessageMin;
  if (unit.length != 0 && !is_message && !octets.at_end())
    d.sink.number(Field::mtp2_sf, octets.view(1), octets.peek());
  d.sink.leave();
  if (is_short && !d.is_cut) {
    d.hide(frame);
    return d.fail(Fault::mtp2_length, at + unit.octets - 1);
  }
  if (!is_message) return count(d.counters, Counter::signal_units_empty);
  const bool takes_all = is_open_ended || is_short;
  decode_message(d, takes_all ? octets : octets.sub(unit.length), frame);
}

template void decode_mtp2<NullSink>(Decoding<NullSink>&, Cursor, bool);
template void decode_mtp2<FieldSink>(Decoding<FieldSink>&, Cursor, bool);

} // namespace sigwarden
