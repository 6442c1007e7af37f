// SPDX-License-Identifier: Apache-2.0
// SCCP (ITU-T Q.713, Q.714): every message type, both services. sccp_reader.hpp reads parameters,
// sccp_address.cpp addresses, sccp_segments.cpp keeps segments until a message is whole; here is
// decided what their data is and to whom it goes. Called by whatever carries it. Does not follow
// connections: data of one is looked at message by message, since TCAP has no business there at
// all.
//
// Where a message can be read in two ways each reading becomes a message of its own, flagged: a
// node that is laxer than this decoder must not see a question that was not screened.
#include "native/decode/sccp.hpp"

#include "native/decode/sccp_reader.hpp"
#include "native/decode/sccpmg.hpp"
#include "native/decode/tcap.hpp"

namespace sigwarden {
namespace {

using sccp_decode::Layout;
using sccp_decode::SccpReader;
using sccp_decode::Segmentation;
using sccp_decode::Span;
namespace indicator = sccp::address_indicator;
namespace nature = sccp::nature;
namespace title_format = sccp::title_format;

/// Between countries a number means something only when it is written as an international one;
/// another nature keeps a reader from knowing whose it is, and no translation looks at it.
bool is_foreign_to_international(const SccpAddress& address) {
  const bool has_nature = address.title_format == title_format::nature ||
                          address.title_format == title_format::translation_plan_nature;
  return has_nature && !address.title.empty() && address.title.ton != nature::international;
}

inline void check_parties(Message& m) {
  const Ss7& ss7 = m.ss7;
  constexpr uint8_t kInternationalSpare = 1; // network indicator, Q.704 §14.2.2; 0 is in use
  if (ss7.network_indicator <= kInternationalSpare &&
      (is_foreign_to_international(ss7.called) || is_foreign_to_international(ss7.calling)))
    m.flag(anomaly::sccp_title_nature);
  if (!ss7.is_returned && (!ss7.called.has_ssn || ss7.called.ssn == sccp::ssn::unknown))
    m.flag(anomaly::sccp_called_ssn);
}

/// First octets of TCAP (Q.773 §4.2.1), of ANSI TCAP (T1.114) and of either in the high-tag form,
/// an evasion.
bool is_tcap_tag(uint8_t octet) {
  switch (octet) {
  case 0x61:
  case 0x62:
  case 0x64:
  case 0x65:
  case 0x67:
  case 0x7F:
  case 0xF6:
  case 0xFF: return true;
  default: return octet >= 0xE1 && octet <= 0xE6;
  }
}

/// Subsystems whose users speak TCAP (TS 23.003 §8, Q.713 §3.4.2.2); 0 is unknown and may be any.
bool is_tcap_user(const SccpAddress& address) {
  return address.has_ssn && ((address.ssn >= sccp::ssn::map && address.ssn <= sccp::ssn::tc_test) ||
                             (address.ssn >= sccp::ssn::gmlc && address.ssn <= sccp::ssn::ggsn));
}

bool is_management(const Ss7& ss7, uint8_t first_octet) {
  return (ss7.called.ssn == sccp::ssn::management || ss7.calling.ssn == sccp::ssn::management) &&
         first_octet >= sccpmg::message_type::ssa && first_octet <= sccpmg::message_type::ssc;
}

/// Hands up what connectionless data is.
template <class Sink>
[[gnu::always_inline]] inline void hand_up(Decoding<Sink>& d, Message& m, Cursor data) {
  const uint8_t first = data.peek();
  if (is_tcap_tag(first) || is_tcap_user(m.ss7.called) || is_tcap_user(m.ss7.calling)) [[likely]]
    return decode_tcap(d, m, data);
  if (is_management(m.ss7, first)) return decode_sccpmg(d, m, data);
  d.hide(data.view(data.remaining()));
  count(d.counters, Counter::sccp_payload_unknown);
}

/// What was said of a message before its data was opened, for its other readings.
struct Said {
  UserMessage carrier;
  Ss7 ss7;

  explicit Said(const Message& m) : carrier(m), ss7(m.ss7) {}
  template <class Sink> Message* again(Decoding<Sink>& d) const {
    Message* m = open_message(d, Technology::ss7, carrier);
    if (m != nullptr) m->ss7 = ss7;
    return m;
  }
};

SccpSegment segment_of(const Message& m, const Cursor& data, const Segmentation& segmentation) {
  SccpSegment segment;
  segment.where = data.view(data.remaining());
  segment.carrier = m.bytes;
  segment.calling = m.ss7.calling.where.in(data.base());
  segment.opc = m.ss7.opc;
  segment.network_indicator = m.ss7.network_indicator;
  segment.reference = segmentation.reference;
  segment.remaining = segmentation.remaining;
  segment.is_first = segmentation.is_first;
  segment.tsn = m.tsn;
  return segment;
}

/// Keeps a segment, and hands up the message that it completes, in each of its readings. The first
/// of them is `m`, unless that was read already. False when nothing was completed.
template <class Sink>
bool join(Decoding<Sink>& d, Message& m, const Said& said, const SccpSegment& segment,
          bool is_read) {
  SccpSegments& segments = d.held->sccp;
  Anomalies odd = 0;
  SccpSegments::Whole whole = segments.add(d.frame, d.out, segment, odd, d.counters);
  m.flag(odd);
  bool is_joined = false;
  while (whole.next < whole.count) {
    const bool is_further = is_read || is_joined;
    Message* reading = is_further ? said.again(d) : &m;
    if (reading == nullptr) break;
    reading->flag(odd);
    const View where =
        segments.read(whole, d.frame, reading->index, d.held->joined, d.out, odd, d.counters);
    if (where.empty()) break;
    reading->flag(odd);
    if (is_further) reading->flag(anomaly::sccp_ambiguous), m.flag(anomaly::sccp_ambiguous);
    const Cursor octets(d.base(), where.in(d.base()));
    if (segment.is_connection) {
      reading->flag(anomaly::sccp_tcap_over_connection);
      decode_tcap(d, *reading, octets);
    } else {
      hand_up(d, *reading, octets);
    }
    is_joined = true;
  }
  return is_joined;
}

/// A segment of connectionless data. Without memory of others, and of a returned message of which
/// the others do not come back (Q.714 §4.2), it is read as far as it goes.
template <class Sink>
[[gnu::noinline]] void take_segment(Decoding<Sink>& d, Message& m, const Cursor& data,
                                    const Segmentation& segmentation) {
  count(d.counters, Counter::sccp_segments);
  const View where = data.view(data.remaining());
  if (d.held != nullptr && !m.ss7.is_returned) {
    if (!join(d, m, Said(m), segment_of(m, data, segmentation), false)) d.hide(where);
    return;
  }
  m.flag(anomaly::sccp_segmented);
  d.hide(where); // a secret may be cut in two
  if (segmentation.is_first) hand_up(d, m, data);
}

/// Data of a connection, whose users (BSSAP, RANAP) are not decoded. What looks like TCAP has come
/// a way on which it is not looked for, and is read.
template <class Sink>
[[gnu::noinline]] void take_connection_data(Decoding<Sink>& d, Message& m, const Cursor& data,
                                            const SccpReader<Sink>& reader) {
  const bool begins = tcap_decode::begins_like_tcap(data.rest());
  const bool has_more = reader.segmentation().remaining != 0;
  SccpSegment segment = segment_of(m, data, reader.segmentation());
  segment.is_connection = true;
  segment.dpc = m.ss7.dpc;
  segment.reference = reader.destination_reference();
  const bool goes_on = d.held != nullptr && d.held->sccp.is_open(segment);
  if (d.held != nullptr && (goes_on || (begins && has_more))) {
    count(d.counters, Counter::sccp_segments);
    segment.is_first = !goes_on;
    if (!join(d, m, Said(m), segment, false)) d.hide(segment.where);
    return;
  }
  if (!begins) return d.hide(segment.where);
  m.flag(anomaly::sccp_tcap_over_connection);
  if (has_more) m.flag(anomaly::sccp_segmented), d.hide(segment.where);
  decode_tcap(d, m, data);
}

/// The other readings of a message: as the segment that its other segmentation parameter makes of
/// it, with the data of its optional part, with the parameters that lie behind its pointers.
template <class Sink>
[[gnu::noinline]] void read_otherwise(Decoding<Sink>& d, Message& m, const Said& said,
                                      const SccpReader<Sink>& reader) {
  if (reader.other_segmentation().is_present && d.held != nullptr) {
    count(d.counters, Counter::sccp_segments);
    join(d, m, said, segment_of(m, reader.data(), reader.other_segmentation()), true);
  }
  const auto read_as = [&](Span data, const Span* parties) {
    const Cursor octets = reader.cursor(data);
    if (!tcap_decode::begins_like_tcap(octets.rest()))
      return d.hide(octets.view(octets.remaining()));
    Message* other = said.again(d);
    if (other == nullptr) return;
    m.flag(anomaly::sccp_ambiguous);
    other->flag(anomaly::sccp_ambiguous);
    if (parties != nullptr) {
      NullSink silent;
      const auto place = [&](Span span) { return reader.cursor(span).view(span.end - span.begin); };
      other->ss7.called = other->ss7.calling = SccpAddress{};
      other->flag(decode_sccp_address(silent, octets.base(), place(parties[0]), Party::called,
                                      said.ss7.variant, other->ss7.called));
      other->flag(decode_sccp_address(silent, octets.base(), place(parties[1]), Party::calling,
                                      said.ss7.variant, other->ss7.calling));
    }
    decode_tcap(d, *other, octets);
  };
  if (!reader.misplaced_data().empty()) read_as(reader.misplaced_data(), nullptr);
  Span parameters[3];
  if (reader.is_other_in_sequence(parameters)) read_as(parameters[2], parameters);
}

template <class Sink> bool has_other_readings(const SccpReader<Sink>& reader, const Message& m) {
  constexpr Anomalies kSigns = anomaly::sccp_duplicate_parameter | anomaly::sccp_parameter_overlap |
                               anomaly::sccp_parameter_gap;
  return (m.anomalies & kSigns) != 0 || !reader.misplaced_data().empty();
}

} // namespace

template <class Sink> void decode_sccp(Decoding<Sink>& d, Message& m, Cursor octets) {
  d.sink.layer(Protocol::sccp, octets.view(octets.remaining()));
  SccpReader<Sink> reader(d, m, octets);
  const bool is_read = reader.read();
  d.sink.leave();
  if (!is_read) return d.hide(octets.view(octets.remaining()));
  const Cursor data = reader.data();
  if (!reader.layout().is_connectionless()) [[unlikely]] {
    if (!data.at_end()) take_connection_data(d, m, data, reader);
    return;
  }
  check_parties(m);
  if (has_other_readings(reader, m)) [[unlikely]] {
    const Said said(m);
    if (reader.segmentation().is_whole())
      hand_up(d, m, data);
    else
      take_segment(d, m, data, reader.segmentation());
    return read_otherwise(d, m, said, reader);
  }
  if (reader.segmentation().is_whole()) [[likely]]
    return hand_up(d, m, data);
  take_segment(d, m, data, reader.segmentation());
}

template <class Sink> void decode_sccp_data(Decoding<Sink>& d, Message& m, Cursor data) {
  hand_up(d, m, data);
}

bool looks_like_sccp(Bytes user_part) {
  if (user_part.empty()) return false;
  const Layout layout = sccp_decode::layout_of(user_part.data[0]);
  if (layout.fixed_octets == 0 || !layout.is_connectionless()) return false;
  Cursor octets(user_part.data, user_part);
  octets.skip(1);
  const uint32_t second = octets.u8();
  octets.skip(layout.fixed_octets - 2u);
  const uint32_t first_pointer = octets.u8();
  octets.skip(layout.header_octets() - layout.fixed_octets - 1);
  const uint32_t called_octets = octets.u8();
  const Cursor called = octets.sub(called_octets);
  const uint32_t calling_octets = octets.u8();
  const Cursor calling = octets.sub(calling_octets);
  octets.skip(layout.pointer_octets());
  if (octets.failed()) return false;
  const auto is_address = [](const Cursor& address) {
    return (address.peek() & indicator::title_format) >> 2 <= title_format::translation_plan_nature;
  };
  const bool is_class = layout.is_returned || (second & 0x7E) == 0;
  // The called address lies right behind the pointers.
  const uint32_t to_first =
      layout.header_octets() - layout.fixed_octets - (layout.pointer_octets() - 1u);
  return is_class && first_pointer == to_first && is_address(called) && is_address(calling) &&
         is_tcap_tag(octets.peek());
}

template void decode_sccp_data<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccp_data<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);
template void decode_sccp<NullSink>(Decoding<NullSink>&, Message&, Cursor);
template void decode_sccp<FieldSink>(Decoding<FieldSink>&, Message&, Cursor);

} // namespace sigwarden
