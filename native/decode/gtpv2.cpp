// SPDX-License-Identifier: Apache-2.0
// GTP version 2, control plane (TS 29.274): every message of a datagram, since one may be
// piggybacked on another (§5.5.1), and every information element, grouped ones opened by an
// explicit stack. One cursor bounds each group, so that an element cannot reach past its parent.
// Called by gtp.cpp. What no one reads of an element is taken for a secret: security contexts,
// protocol options and containers hold keys and passwords.
#include "native/decode/gtpv2.hpp"
#include "native/decode/gtp.hpp"
#include "native/generated/gtpv2.hpp"

namespace sigwarden {
namespace {

namespace element = gtpv2::element;
namespace location = gtpv2::location;
namespace message_type = gtpv2::message_type;
using gtp_common::kPlmnOctets;

constexpr uint32_t kCommonOctets = 4; // in front of what the length counts
constexpr uint32_t kVersion2 = 2;

bool is_group(uint32_t type) {
  switch (type) {
  case element::bearer_context:
  case element::pdn_connection:
  case element::overload_control:
  case element::load_control:
  case element::remote_ue_context:
  case element::scef_pdn_connection: return true;
  default: return false;
  }
}

/// Elements that may stand once with instance 0 on the level of the message.
bool is_single(uint32_t type) {
  switch (type) {
  case element::imsi:
  case element::cause:
  case element::recovery:
  case element::apn:
  case element::mei:
  case element::msisdn:
  case element::rat_type:
  case element::serving_network:
  case element::user_location:
  case element::selection_mode: return true;
  default: return false;
  }
}

/// The serving network and the place of these are the sender's side.
bool is_from_serving(uint32_t type) {
  return type == message_type::create_session_request ||
         type == message_type::modify_bearer_request ||
         type == message_type::change_notification_request;
}

uint32_t requested_by(uint32_t type) {
  switch (type) {
  case message_type::identification_request:
  case message_type::context_request: return requested::imsi | requested::vectors;
  default: return 0;
  }
}

/// The octets in front of each value (§8.2.1).
struct Header {
  uint32_t type, length, spare_and_instance;
  uint32_t instance() const { return spare_and_instance & 0xF; }
};

/// The elements of one message.
template <class Sink> class Elements {
public:
  Elements(Decoding<Sink>& d, Message& m, Operation& op, uint32_t type)
      : d_(d), m_(m), op_(op), type_(type), is_answer_(m.exchange.role == Exchange::Role::answer) {}

  void read_all(Cursor octets) {
    for (;;) {
      while (octets.at_end()) {
        if (depth_ == 0) return;
        octets = close();
      }
      const uint32_t at = octets.offset();
      const Header header{octets.u8(), octets.u16(), octets.u8()};
      if (octets.failed() || header.length > octets.remaining()) {
        if (!overrun(at, octets)) return;
        octets = close();
        continue;
      }
      const Cursor value = octets.sub(header.length);
      if (depth_ == 0) check(header);
      record(at, header);
      if (!is_group(header.type)) {
        read(header.type, value);
        d_.sink.leave();
      } else if (depth_ == limits::element_depth) {
        m_.flag(anomaly::gtpv2_group);
        d_.hide(value.view(value.remaining()));
        d_.sink.leave();
      } else {
        around_[depth_++] = octets;
        octets = value;
      }
    }
  }

private:
  Cursor close() {
    d_.sink.leave();
    return around_[--depth_];
  }

  /// The length of an element contradicts its parent: the message ends here (false), or its group
  /// does and reading goes on behind it.
  bool overrun(uint32_t at, const Cursor& octets) {
    d_.hide({at, octets.offset() + octets.remaining() - at});
    if (depth_ != 0) return m_.flag(anomaly::gtpv2_group), true;
    m_.fail(Fault::gtpv2_element_length, at);
    while (depth_ != 0)
      close();
    return false;
  }

  void record(uint32_t at, const Header& header) {
    Sink& sink = d_.sink;
    sink.group(Field::gtpv2_element, {at, 4 + header.length});
    sink.number(Field::gtpv2_ie_type, {at, 1}, header.type);
    sink.number(Field::gtpv2_ie_len, {at + 1, 2}, header.length);
    sink.number(Field::gtpv2_cr, {at + 3, 1}, header.spare_and_instance >> 4);
    sink.number(Field::gtpv2_instance, {at + 3, 1}, header.instance());
  }

  void check(const Header& header) {
    if (header.instance() != 0 || !is_single(header.type)) return;
    const uint64_t bit = uint64_t{1} << (header.type & 63);
    uint64_t& seen = seen_[header.type >> 6];
    if ((seen & bit) != 0) m_.flag(anomaly::gtpv2_duplicate_element);
    seen |= bit;
  }

  void read(uint32_t type, Cursor value) {
    const View where = value.view(value.remaining());
    switch (type) {
    case element::imsi: return imsi(value);
    case element::msisdn: return msisdn(value);
    case element::mei: return mei(value);
    case element::cause: return cause(value);
    case element::serving_network: return serving_network(value);
    case element::user_location: return user_location(value);
    case element::f_teid: return f_teid(value);
    case element::ip_address: return ip_address(where);
    case element::apn: return d_.sink.labels(Field::gtpv2_apn, where, d_.base());
    case element::recovery: return octet(Field::gtpv2_recovery, value, 0xFF);
    case element::ebi: return octet(Field::gtpv2_ebi, value, 0xF);
    case element::rat_type: return octet(Field::gtpv2_rat_type, value, 0xFF);
    case element::selection_mode: return octet(Field::gtpv2_selection_mode, value, 3);
    default:
      if (type >= element::mm_context_first && type <= element::mm_context_last)
        disclose(disclosed::vectors);
      return d_.hide(where);
    }
  }

  void disclose(uint32_t bit) {
    if (is_answer_) op_.disclosed |= bit;
  }
  void flag_length() { m_.flag(anomaly::gtpv2_value_length); }

  void octet(Field field, Cursor value, uint32_t mask) {
    const View where = value.view(1);
    const uint32_t octet = value.u8();
    if (value.failed()) return flag_length();
    d_.sink.number(field, where, octet & mask);
  }

  /// TBCD without an octet of type and plan (§8.3, §8.10, §8.11).
  Digits digits(Cursor value, Field field) {
    const View where = value.view(value.remaining());
    const Bytes octets = value.rest();
    const Digits digits = read_tbcd(octets.data, octets.size, 2 * octets.size);
    if (octets.empty() || !gtp_common::is_filled(octets)) flag_length();
    d_.sink.digits(field, where, digits);
    return digits;
  }

  /// A second IMSI that differs is kept too, so that neither stands for the other.
  void imsi(Cursor value) {
    const Digits read = digits(value, Field::gtpv2_imsi);
    if ((read.flags & Digits::kNotDecimal) != 0) flag_length();
    disclose(disclosed::imsi);
    if (op_.imsi.empty())
      op_.imsi = read;
    else if (!op_.imsi.same_number(read))
      op_.other_imsi = read;
  }
  void msisdn(Cursor value) {
    op_.msisdn = digits(value, Field::gtpv2_msisdn);
    disclose(disclosed::msisdn);
  }
  void mei(Cursor value) {
    digits(value, Field::gtpv2_mei);
    op_.has_imei = true;
    disclose(disclosed::imei);
  }

  /// The cause of the message is the one outside its bearer contexts.
  void cause(Cursor value) {
    const uint32_t at = value.offset();
    const uint32_t cause = value.u8(), flags = value.u8();
    if (value.failed()) return flag_length();
    d_.sink.number(Field::gtpv2_cause, {at, 1}, cause);
    d_.sink.number(Field::gtpv2_cause_source, {at + 1, 1}, flags & 1);
    const bool is_accepted =
        cause >= gtpv2::cause::accepted_first && cause < gtpv2::cause::rejected_first;
    if (!is_answer_ || is_accepted || depth_ != 0) return;
    op_.component = Component::error;
    op_.error = static_cast<int32_t>(cause);
  }

  void claim_place(const uint8_t* plmn) {
    if (op_.place == 0 && is_from_serving(type_)) op_.place = gtp_common::plmn_of(plmn);
  }

  void serving_network(Cursor value) {
    const uint32_t at = value.offset();
    const uint8_t* p = value.take(kPlmnOctets).data;
    if (value.failed()) return flag_length();
    gtp_common::plmn_fields(d_.sink, at, p, Field::gtpv2_serving_mcc, Field::gtpv2_serving_mnc);
    claim_place(p);
  }

  /// How one kind of place is written; a code of two octets follows that of its area, or none.
  struct Place {
    uint32_t flag;
    Field country, network, area, code;
    uint32_t disclosed;
  };
  static constexpr std::array<Place, 6> kPlaces = {{
      {location::cgi, Field::gtpv2_cgi_mcc, Field::gtpv2_cgi_mnc, Field::gtpv2_cgi_lac,
       Field::gtpv2_cgi_ci, disclosed::cell},
      {location::sai, Field::gtpv2_sai_mcc, Field::gtpv2_sai_mnc, Field::gtpv2_sai_lac,
       Field::gtpv2_sai_sac, disclosed::cell},
      {location::rai, Field::gtpv2_rai_mcc, Field::gtpv2_rai_mnc, Field::gtpv2_rai_lac,
       Field::gtpv2_rai_rac, disclosed::location_area},
      {location::tai, Field::gtpv2_tai_mcc, Field::gtpv2_tai_mnc, Field::gtpv2_tai_tac, Field::none,
       disclosed::location_area},
      {location::ecgi, Field::gtpv2_ecgi_mcc, Field::gtpv2_ecgi_mnc, Field::none,
       Field::gtpv2_ecgi_eci, disclosed::cell},
      {location::lai, Field::gtpv2_lai_mcc, Field::gtpv2_lai_mnc, Field::gtpv2_lai_lac, Field::none,
       disclosed::location_area},
  }};

  void user_location(Cursor value) {
    const View first = value.view(1);
    const uint32_t flags = value.u8();
    if (value.failed()) return flag_length();
    d_.sink.number(Field::gtpv2_uli_flags, first, flags);
    for (const Place& place : kPlaces)
      if ((flags & place.flag) != 0 && !read_place(place, value)) return flag_length();
    d_.hide(value.view(value.remaining())); // eNodeB identities
  }

  /// Evidence keeps the network of a place, and never the place.
  bool read_place(const Place& place, Cursor& value) {
    const bool is_ecgi = place.flag == location::ecgi;
    const uint32_t at = value.offset(), behind = at + kPlmnOctets;
    const bool has_two = is_ecgi || place.code != Field::none;
    Cursor octets = value.sub(has_two ? kPlmnOctets + 4 : kPlmnOctets + 2);
    if (octets.failed()) {
      d_.hide(value.view(value.remaining()));
      return false;
    }
    const uint8_t* p = octets.take(kPlmnOctets).data;
    d_.hide(octets.view(octets.remaining()));
    gtp_common::plmn_fields(d_.sink, at, p, place.country, place.network);
    claim_place(p);
    disclose(place.disclosed);
    if (is_ecgi) {
      d_.sink.number(place.code, {behind, 4}, octets.u32() & 0x0FFFFFFF);
      return true;
    }
    d_.sink.number(place.area, {behind, 2}, octets.u16());
    if (has_two) d_.sink.number(place.code, {behind + 2, 2}, octets.u16());
    return true;
  }

  void f_teid(Cursor value) {
    const uint32_t at = value.offset();
    const uint32_t flags = value.u8(), key = value.u32();
    if (value.failed()) return flag_length();
    const View first{at, 1};
    d_.sink.number(Field::gtpv2_f_teid_v4, first, (flags & gtpv2::f_teid::ipv4) != 0);
    d_.sink.number(Field::gtpv2_f_teid_v6, first, (flags & gtpv2::f_teid::ipv6) != 0);
    d_.sink.number(Field::gtpv2_f_teid_interface, first, flags & gtpv2::f_teid::interface_type);
    d_.sink.number(Field::gtpv2_f_teid_key, {at + 1, 4}, key);
    bool is_sender = false;
    if (flags & gtpv2::f_teid::ipv4) is_sender |= address(Field::gtpv2_f_teid_ipv4, value, 4);
    if (flags & gtpv2::f_teid::ipv6) is_sender |= address(Field::gtpv2_f_teid_ipv6, value, 16);
    if (is_sender && depth_ == 0 && m_.exchange.endpoint == 0) m_.exchange.endpoint = key;
  }
  /// True for the address that the message came from: of several endpoints on the level of the
  /// message, the one there is the sender's own.
  bool address(Field field, Cursor& value, uint32_t octets) {
    const View where = value.view(octets);
    const uint8_t* p = value.take(octets).data;
    if (value.failed()) return flag_length(), false;
    d_.sink.address(field, where, d_.base());
    const std::array<uint8_t, 16>& source = d_.out.packet.source;
    return std::memcmp(p, &source[source.size() - octets], octets) == 0;
  }
  void ip_address(View where) {
    if (where.length == 4)
      d_.sink.address(Field::gtpv2_ipv4, where, d_.base());
    else if (where.length == 16)
      d_.sink.address(Field::gtpv2_ipv6, where, d_.base());
    else
      flag_length();
  }

  Decoding<Sink>& d_;
  Message& m_;
  Operation& op_;
  const uint32_t type_;
  const bool is_answer_;
  uint32_t depth_ = 0;
  std::array<Cursor, limits::element_depth> around_{};
  std::array<uint64_t, 4> seen_{};
};

template <class Sink>
void header_fields(Sink& sink, uint32_t at, uint32_t flags, uint32_t type, uint32_t length) {
  const View first{at, 1};
  sink.number(Field::gtpv2_flags, first, flags);
  sink.number(Field::gtpv2_version, first, flags >> 5);
  sink.number(Field::gtpv2_p, first, (flags & gtpv2::flag::piggybacked) != 0);
  sink.number(Field::gtpv2_t, first, (flags & gtpv2::flag::teid) != 0);
  sink.number(Field::gtpv2_mp, first, (flags & gtpv2::flag::priority) != 0);
  sink.number(Field::gtpv2_message_type, {at + 1, 1}, type);
  sink.number(Field::gtpv2_msg_length, {at + 2, 2}, length);
}

template <class Sink>
void decode_elements(Decoding<Sink>& d, Message& m, Cursor octets, uint32_t type, uint32_t sequence,
                     uint32_t teid) {
  Operation spare; // where there is no room, still read for its secrets
  Operation* op = d.out.add_operation(m);
  if (op == nullptr) count(d.counters, Counter::operations_over_limit);
  Operation& out = op == nullptr ? spare : *op;
  gtp_common::begin_exchange(m, out, type, gtpv2::exchange_of(type), kVersion2, sequence, teid);
  if (type == message_type::version_not_supported) {
    out.component = Component::error;
    m.exchange.role = Exchange::Role::answer;
  } else if (type == message_type::echo_request || type == message_type::echo_response ||
             out.id == OperationId::unknown) {
    m.exchange.role = Exchange::Role::none;
  }
  out.requested = requested_by(type);
  out.argument = octets.view(octets.remaining());
  Elements<Sink>(d, m, out, type).read_all(octets);
}

/// One message; the cursor stands behind it. False when nothing that follows can be believed.
template <class Sink> bool decode_message(Decoding<Sink>& d, Message& m, Cursor& datagram) {
  const uint32_t at = datagram.offset();
  const uint32_t flags = datagram.u8(), type = datagram.u8(), length = datagram.u16();
  const auto stop = [&](Fault fault, uint32_t where) {
    d.hide({at, datagram.offset() + datagram.remaining() - at});
    m.fail(fault, where);
    return false;
  };
  if (datagram.failed()) return stop(Fault::gtpv2_header_short, at);
  header_fields(d.sink, at, flags, type, length);
  const bool is_whole = length <= datagram.remaining();
  Cursor octets = is_whole ? datagram.sub(length) : datagram;
  uint32_t behind = octets.offset();
  uint32_t teid = 0;
  if (flags & gtpv2::flag::teid) {
    teid = octets.u32();
    if (!octets.failed()) d.sink.number(Field::gtpv2_teid, {behind, 4}, teid);
    behind += 4;
  }
  const uint32_t sequence = octets.u24(), priority = octets.u8();
  if (octets.failed()) return stop(Fault::gtpv2_length, at + 2);
  d.sink.number(Field::gtpv2_seq, {behind, 3}, sequence);
  if (flags & gtpv2::flag::priority)
    d.sink.number(Field::gtpv2_priority, {behind + 3, 1}, priority >> 4);
  if (!is_whole) return stop(Fault::gtpv2_length, at + 2);
  m.bytes = {at, kCommonOctets + length};
  decode_elements(d, m, octets, type, sequence, teid);
  if (datagram.at_end() || (flags & gtpv2::flag::piggybacked) != 0) return true;
  m.flag(anomaly::gtpv2_trailing_octets);
  d.hide(datagram.view(datagram.remaining()));
  return false;
}

} // namespace

template <class Sink> void decode_gtpv2(Decoding<Sink>& d, Cursor datagram) {
  bool goes_on = true;
  while (goes_on && !datagram.at_end()) {
    UserMessage carrier;
    carrier.bytes = datagram.view(datagram.remaining());
    Message* m = open_message(d, Technology::gtp, carrier);
    if (m == nullptr) return;
    d.sink.layer(Protocol::gtpv2, carrier.bytes);
    goes_on = decode_message(d, *m, datagram);
    d.sink.leave();
    d.sink.end_message();
  }
}

template void decode_gtpv2<NullSink>(Decoding<NullSink>&, Cursor);
template void decode_gtpv2<FieldSink>(Decoding<FieldSink>&, Cursor);

} // namespace sigwarden
