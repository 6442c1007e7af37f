// SPDX-License-Identifier: Apache-2.0
// GTP version 1, control plane (TS 29.060): one message a datagram, its header with extension
// headers, its information elements in a row. Called for the port of GTP-C; version 2 on it goes to
// gtpv2.cpp. GTP', version 0 and user plane are counted as other transports. Does not open what
// elements hold that tells nothing of who asks about whom: quality of service, protocol options,
// containers. Those are taken for secrets, as is whatever was not read: some carry passwords or
// keys.
//
// Elements below 128 have a length by their type and no octets of length: behind an unknown one
// nothing can be found (§7.7), which is a fault.
#include "native/decode/gtp.hpp"
#include "native/decode/gtpv2.hpp"
#include "native/generated/dispatch.hpp"
#include "native/generated/gtp.hpp"

namespace sigwarden {
namespace {

namespace element = gtp::element;
namespace message_type = gtp::message_type;
using gtp_common::kPlmnOctets;

constexpr uint32_t kVersion1 = 1, kVersion2 = 2;
constexpr uint32_t kFirstWithLength = 128;
constexpr uint32_t kPresent = gtp::flag::extension | gtp::flag::sequence | gtp::flag::n_pdu;

/// Octets of the value of an element without a length of its own (§7.7 table 37); 0 when unknown.
uint32_t fixed_length(uint32_t type) {
  switch (type) {
  case element::cause:
  case 8:  // reordering required
  case 11: // MAP cause
  case element::ms_validated:
  case element::recovery:
  case element::selection_mode:
  case element::teardown:
  case element::nsapi:
  case 21:  // RANAP cause
  case 23:  // radio priority SMS
  case 24:  // radio priority
  case 29:  // MS not reachable reason
  case 126: // packet transfer command
    return 1;
  case 25: // packet flow id
  case 26: // charging characteristics
  case 27: // trace reference
  case 28: // trace type
    return 2;
  case 12: return 3; // P-TMSI signature
  case element::tlli:
  case element::p_tmsi:
  case element::teid_data:
  case element::teid_control:
  case element::charging_id: return 4;
  case 18: return 5; // TEID data II
  case element::routeing_area: return 6;
  case element::imsi: return 8;
  case 22: return 9; // RAB context
  case element::authentication_triplet: return 28;
  default: return 0;
  }
}

/// Elements that may stand once in a message.
bool is_single(uint32_t type) {
  switch (type) {
  case element::cause:
  case element::imsi:
  case element::recovery:
  case element::selection_mode:
  case element::teid_control:
  case element::apn:
  case element::msisdn:
  case element::rat_type:
  case element::user_location:
  case element::imei: return true;
  default: return false;
  }
}

/// The routeing area of these is the sender's; in a question about a context it is the old one,
/// which names the receiver (§7.5.1, §7.5.3).
bool is_from_serving(uint32_t type) {
  return type == message_type::create_pdp_context_request ||
         type == message_type::update_pdp_context_request ||
         type == message_type::ms_info_change_notification_request;
}

uint32_t requested_by(uint32_t type) {
  switch (type) {
  case message_type::send_routeing_information_request: return requested::routing;
  case message_type::identification_request:
  case message_type::sgsn_context_request: return requested::imsi | requested::vectors;
  default: return 0;
  }
}

bool is_between_nodes(uint32_t type) {
  return type == message_type::echo_request || type == message_type::echo_response ||
         type == message_type::supported_extension_headers;
}

/// What a subscriber sent, on a port where it has no business: not looked into there either.
bool is_user_plane(Cursor datagram) {
  datagram.skip(1);
  const uint32_t type = datagram.u8();
  return type == message_type::g_pdu || type == message_type::end_marker;
}

/// The elements of one message.
template <class Sink> class Elements {
public:
  Elements(Decoding<Sink>& d, Message& m, Operation& op, uint32_t type)
      : d_(d), m_(m), op_(op), type_(type), is_answer_(m.exchange.role == Exchange::Role::answer) {}

  void read_all(Cursor octets) {
    while (!octets.at_end()) {
      const uint32_t at = octets.offset();
      const uint32_t type = octets.u8();
      uint32_t length = fixed_length(type);
      if (type == element::extension_header_types)
        length = octets.u8(); // alone has one octet of length (§7.7.40)
      else if (type >= kFirstWithLength)
        length = octets.u16();
      else if (length == 0)
        return stop(Fault::gtp_element_unknown, at, octets);
      if (octets.failed() || length > octets.remaining())
        return stop(Fault::gtp_element_length, at, octets);
      check(type);
      const Cursor value = octets.sub(length);
      d_.sink.group(Field::gtp_element, {at, value.offset() + length - at});
      d_.sink.number(Field::gtp_element_type, {at, 1}, type);
      if (type >= kFirstWithLength)
        d_.sink.number(Field::gtp_element_length, {at + 1, value.offset() - at - 1}, length);
      read(type, value);
      d_.sink.leave();
    }
  }

private:
  void stop(Fault fault, uint32_t at, const Cursor& octets) {
    d_.hide({at, octets.offset() + octets.remaining() - at});
    m_.fail(fault, at);
  }

  void check(uint32_t type) {
    if (type < last_type_) m_.flag(anomaly::gtp_element_order);
    last_type_ = type;
    const uint64_t bit = uint64_t{1} << (type & 63);
    uint64_t& seen = seen_[type >> 6];
    if ((seen & bit) != 0 && is_single(type)) m_.flag(anomaly::gtp_duplicate_element);
    seen |= bit;
  }

  void read(uint32_t type, Cursor value) {
    const View where = value.view(value.remaining());
    switch (type) {
    case element::cause: return cause(value);
    case element::imsi: return imsi(value);
    case element::msisdn: return msisdn(value);
    case element::imei: return imei(value);
    case element::routeing_area: return routeing_area(value);
    case element::user_location: return user_location(value);
    case element::sgsn_number: return sgsn_number(value);
    case element::gsn_address: return gsn_address(where);
    case element::apn: return d_.sink.labels(Field::gtp_apn, where, d_.base());
    case element::tlli: return word(Field::gtp_tlli, value);
    case element::p_tmsi: return word(Field::gtp_p_tmsi, value);
    case element::teid_data: return word(Field::gtp_teid_data, value);
    case element::teid_control: return teid_control(value);
    case element::charging_id: return word(Field::gtp_charging_id, value);
    case element::recovery: return octet(Field::gtp_recovery, value, 0xFF);
    case element::selection_mode: return octet(Field::gtp_selection_mode, value, 3);
    case element::ms_validated: return octet(Field::gtp_ms_validated, value, 1);
    case element::teardown: return octet(Field::gtp_teardown, value, 1);
    case element::nsapi: return octet(Field::gtp_nsapi, value, 0xF);
    case element::rat_type: return octet(Field::gtp_rat_type, value, 0xFF);
    case element::authentication_triplet:
    case element::authentication_quintuplet:
    case element::mm_context:
      if (is_answer_) op_.disclosed |= disclosed::vectors;
      return d_.hide(where);
    default: return d_.hide(where);
    }
  }

  void octet(Field field, Cursor value, uint32_t mask) {
    const View where = value.view(1);
    const uint32_t octet = value.u8();
    if (value.failed()) return m_.flag(anomaly::gtp_value_length);
    d_.sink.number(field, where, octet & mask);
  }
  void word(Field field, Cursor value) {
    const View where = value.view(4);
    d_.sink.number(field, where, value.u32());
  }

  void teid_control(Cursor value) {
    word(Field::gtp_teid_control, value);
    m_.exchange.endpoint = value.u32();
  }

  void cause(Cursor value) {
    const View where = value.view(1);
    const uint32_t cause = value.u8();
    d_.sink.number(Field::gtp_cause, where, cause);
    const bool is_accepted =
        cause >= gtp::cause::accepted_first && cause < gtp::cause::rejected_first;
    if (!is_answer_ || is_accepted) return;
    op_.component = Component::error;
    op_.error = static_cast<int32_t>(cause);
  }

  void disclose(uint32_t bit) {
    if (is_answer_) op_.disclosed |= bit;
  }

  /// A second IMSI that differs is kept too, so that neither stands for the other.
  void imsi(Cursor value) {
    const View where = value.view(value.remaining());
    const Bytes octets = value.rest();
    const Digits digits = read_tbcd(octets.data, octets.size, 2 * octets.size);
    d_.sink.digits(Field::gtp_imsi, where, digits);
    if ((digits.flags & Digits::kNotDecimal) != 0 || !gtp_common::is_filled(octets))
      m_.flag(anomaly::gtp_value_length);
    if (op_.imsi.empty())
      op_.imsi = digits;
    else if (!op_.imsi.same_number(digits))
      op_.other_imsi = digits;
    disclose(disclosed::imsi);
  }

  /// AddressString (TS 29.002 §17.7.8): type and plan, then digits.
  Digits number(Cursor& value) {
    const uint32_t kind = value.u8();
    if (value.failed()) m_.flag(anomaly::gtp_value_length);
    const Bytes octets = value.rest();
    Digits digits = read_tbcd(octets.data, octets.size, 2 * octets.size);
    digits.ton = static_cast<uint8_t>(kind >> 4 & 7);
    digits.npi = static_cast<uint8_t>(kind & 0xF);
    return digits;
  }
  /// Under the name that Wireshark gives to every number of this form.
  void record_number(const Cursor& value, const Digits& digits) {
    constexpr uint8_t kPlanE164 = 1;
    d_.sink.digits(digits.npi == kPlanE164 ? Field::gtp_msisdn : Field::gtp_other_number,
                   value.view(value.remaining()), digits);
  }
  void msisdn(Cursor value) {
    op_.msisdn = number(value);
    record_number(value, op_.msisdn);
    disclose(disclosed::msisdn);
  }
  void sgsn_number(Cursor value) {
    const Digits digits = number(value);
    record_number(value, digits);
    if (!digits.empty()) op_.set_node(Node::sgsn, digits);
  }

  void imei(Cursor value) {
    const View where = value.view(value.remaining());
    const Bytes octets = value.rest();
    d_.sink.digits(Field::gtp_imei, where, read_tbcd(octets.data, octets.size, 2 * octets.size));
    op_.has_imei = true;
    disclose(disclosed::imei);
  }

  void gsn_address(View where) {
    if (where.length == 4)
      d_.sink.address(Field::gtp_gsn_ipv4, where, d_.base());
    else if (where.length == 16)
      d_.sink.address(Field::gtp_gsn_ipv6, where, d_.base());
    else
      return m_.flag(anomaly::gtp_value_length);
    if (type_ == message_type::send_routeing_information_response)
      disclose(disclosed::serving_node);
  }

  /// Where the sender says that it serves the subscriber; evidence keeps the network of a place,
  /// and never the place.
  const uint8_t* place(Cursor& value) {
    const uint8_t* p = value.take(kPlmnOctets).data;
    if (value.failed()) {
      m_.flag(anomaly::gtp_value_length);
      return nullptr;
    }
    d_.hide(value.view(value.remaining()));
    if (op_.place == 0 && is_from_serving(type_)) op_.place = gtp_common::plmn_of(p);
    return p;
  }

  void routeing_area(Cursor value) {
    const uint32_t at = value.offset();
    const uint8_t* p = place(value);
    gtp_common::plmn_fields(d_.sink, at, p, Field::gtp_rai_mcc, Field::gtp_rai_mnc);
    const uint32_t area = value.u16(), code = value.u8();
    d_.sink.number(Field::gtp_lac, {at + 3, 2}, area);
    d_.sink.number(Field::gtp_rac, {at + 5, 1}, code);
    disclose(disclosed::location_area);
  }

  /// Cell, service area or routeing area (§7.7.51): eight octets of all three.
  void user_location(Cursor value) {
    const uint32_t at = value.offset();
    const uint32_t kind = value.u8();
    const uint8_t* p = place(value);
    const uint32_t area = value.u16(), code = value.u16();
    if (p == nullptr || value.failed()) return m_.flag(anomaly::gtp_value_length);
    Sink& sink = d_.sink;
    const uint32_t plmn_at = at + 1;
    const View where{at + 6, 2};
    sink.number(Field::gtp_location_type, {at, 1}, kind);
    sink.number(Field::gtp_lac, {at + 4, 2}, area);
    switch (kind) {
    case gtp::location::cgi:
      gtp_common::plmn_fields(sink, plmn_at, p, Field::gtp_cgi_mcc, Field::gtp_cgi_mnc);
      sink.number(Field::gtp_cell, where, code);
      break;
    case gtp::location::sai:
      gtp_common::plmn_fields(sink, plmn_at, p, Field::gtp_sai_mcc, Field::gtp_sai_mnc);
      sink.number(Field::gtp_service_area, where, code);
      break;
    case gtp::location::rai:
      gtp_common::plmn_fields(sink, plmn_at, p, Field::gtp_rai_mcc, Field::gtp_rai_mnc);
      sink.number(Field::gtp_rac, {at + 6, 1}, code >> 8);
      break;
    default: break;
    }
    disclose(kind == gtp::location::rai ? disclosed::location_area : disclosed::cell);
  }

  Decoding<Sink>& d_;
  Message& m_;
  Operation& op_;
  const uint32_t type_;
  const bool is_answer_;
  uint32_t last_type_ = 0;
  std::array<uint64_t, 4> seen_{};
};

/// The four octets that stand when any of E, S and PN is set, and the extension headers (§6.1).
template <class Sink>
bool read_options(Decoding<Sink>& d, Message& m, Cursor& octets, uint32_t flags,
                  uint32_t& sequence) {
  const uint32_t at = octets.offset();
  sequence = octets.u16();
  const uint32_t n_pdu = octets.u8();
  uint32_t next = octets.u8();
  if (octets.failed()) return m.fail(Fault::gtp_header_short, at), false;
  if (flags & gtp::flag::sequence) d.sink.number(Field::gtp_seq_number, {at, 2}, sequence);
  if (flags & gtp::flag::n_pdu) d.sink.number(Field::gtp_npdu_number, {at + 2, 1}, n_pdu);
  if ((flags & gtp::flag::extension) == 0) return true;
  while (next != 0) {
    const uint32_t start = octets.offset();
    const uint32_t length = 4u * octets.peek(); // all of it, the octets of length and type included
    const Bytes header = octets.take(length);
    if (length == 0 || octets.failed()) return m.fail(Fault::gtp_extension, start), false;
    next = header.data[length - 1];
  }
  return true;
}

template <class Sink>
void header_fields(Sink& sink, uint32_t at, uint32_t flags, uint32_t type, uint32_t length,
                   uint32_t teid) {
  const View first{at, 1};
  sink.number(Field::gtp_flags, first, flags);
  sink.number(Field::gtp_flags_version, first, flags >> 5);
  sink.number(Field::gtp_flags_payload, first, flags >> 4 & 1);
  sink.number(Field::gtp_flags_e, first, (flags & gtp::flag::extension) != 0);
  sink.number(Field::gtp_flags_s, first, (flags & gtp::flag::sequence) != 0);
  sink.number(Field::gtp_flags_pn, first, (flags & gtp::flag::n_pdu) != 0);
  sink.number(Field::gtp_message, {at + 1, 1}, type);
  sink.number(Field::gtp_length, {at + 2, 2}, length);
  sink.number(Field::gtp_teid, {at + 4, 4}, teid);
}

template <class Sink>
void decode_body(Decoding<Sink>& d, Message& m, Cursor octets, uint32_t type, uint32_t flags,
                 uint32_t teid) {
  uint32_t sequence = 0;
  if ((flags & kPresent) != 0 && !read_options(d, m, octets, flags, sequence))
    return d.hide(octets.view(octets.remaining()));
  Operation spare; // where there is no room, still read for its secrets
  Operation* op = d.out.add_operation(m);
  if (op == nullptr) count(d.counters, Counter::operations_over_limit);
  Operation& out = op == nullptr ? spare : *op;
  gtp_common::begin_exchange(m, out, type, gtp::exchange_of(type), kVersion1, sequence, teid);
  if (type == message_type::version_not_supported) {
    out.component = Component::error;
    m.exchange.role = Exchange::Role::answer;
  } else if (is_between_nodes(type) || out.id == OperationId::unknown ||
             (flags & gtp::flag::sequence) == 0) {
    m.exchange.role = Exchange::Role::none;
  }
  out.requested = requested_by(type);
  out.argument = octets.view(octets.remaining());
  Elements<Sink>(d, m, out, type).read_all(octets);
}

template <class Sink> void decode_message(Decoding<Sink>& d, Message& m, Cursor datagram) {
  const uint32_t at = datagram.offset(), available = datagram.remaining();
  d.sink.layer(Protocol::gtp, {at, available});
  const uint32_t flags = datagram.u8(), type = datagram.u8(), length = datagram.u16();
  const uint32_t teid = datagram.u32();
  if (datagram.failed()) {
    m.fail(Fault::gtp_header_short, at);
    d.hide({at, available});
  } else {
    header_fields(d.sink, at, flags, type, length, teid);
    if (length > datagram.remaining()) {
      m.fail(Fault::gtp_length, at + 2);
      d.hide(datagram.view(datagram.remaining()));
    } else {
      decode_body(d, m, datagram.sub(length), type, flags, teid);
      if (!datagram.at_end()) {
        m.flag(anomaly::gtp_trailing_octets);
        d.hide(datagram.view(datagram.remaining()));
      }
    }
  }
  d.sink.leave();
}

} // namespace

template <class Sink> void decode_gtp(Decoding<Sink>& d, Cursor datagram) {
  const uint32_t flags = datagram.peek(), version = flags >> 5;
  if (version == kVersion2) return decode_gtpv2(d, datagram);
  const bool is_gtp = version == kVersion1 && (flags & gtp::flag::protocol_type) != 0;
  if (!is_gtp || is_user_plane(datagram)) return count(d.counters, Counter::packets_other);
  UserMessage carrier;
  carrier.bytes = datagram.view(datagram.remaining());
  Message* m = open_message(d, Technology::gtp, carrier);
  if (m == nullptr) return;
  decode_message(d, *m, datagram);
  d.sink.end_message();
}

template void decode_gtp<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_gtp<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
