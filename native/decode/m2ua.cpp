// SPDX-License-Identifier: Apache-2.0
// M2UA (RFC 3331): one SCTP user message, its parameters in any order, one Message for each
// protocol data parameter of a DATA message. Link states, data retrieval and all else is counted as
// management; what a retrieval repeats was data once. Called by sctp.cpp. Does not tell the links
// of one association apart by their interface identifier: MTP3 does by its point codes.
#include <algorithm>
#include <array>

#include "native/decode/adaptation.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/m2ua.hpp"

namespace sigwarden {
namespace {

namespace message_class = m2ua::message_class;
namespace parameter = m2ua::parameter;
using namespace adaptation;

constexpr HeaderFields kHeader = {Field::m2ua_version, Field::m2ua_reserved,
                                  Field::m2ua_message_class, Field::m2ua_message_type,
                                  Field::m2ua_message_length};

constexpr std::array<ParameterField, 26> kShown = {{
    {parameter::interface_identifier_int, Shape::words, Field::m2ua_interface_identifier_int},
    {parameter::interface_identifier_text, Shape::text, Field::m2ua_interface_identifier_text},
    {parameter::info_string, Shape::text, Field::m2ua_info_string},
    {parameter::diagnostic_information, Shape::opaque, Field::m2ua_diagnostic_information},
    {parameter::interface_identifier_range, Shape::ranges, Field::m2ua_interface_identifier_start,
     Field::m2ua_interface_identifier_stop},
    {parameter::heartbeat_data, Shape::opaque, Field::m2ua_heartbeat_data},
    {parameter::traffic_mode_type, Shape::word, Field::m2ua_traffic_mode_type},
    {parameter::error_code, Shape::word, Field::m2ua_error_code},
    {parameter::status, Shape::halves, Field::m2ua_status_type, Field::m2ua_status_info},
    {parameter::asp_identifier, Shape::word, Field::m2ua_asp_identifier},
    {parameter::correlation_id, Shape::word, Field::m2ua_correlation_id},
    {parameter::state_request, Shape::word, Field::m2ua_state},
    {parameter::state_event, Shape::word, Field::m2ua_event},
    {parameter::congestion_status, Shape::word, Field::m2ua_congestion_status},
    {parameter::discard_status, Shape::word, Field::m2ua_discard_status},
    {parameter::action, Shape::word, Field::m2ua_action},
    {parameter::sequence_number, Shape::word, Field::m2ua_sequence_number},
    {parameter::retrieval_result, Shape::word, Field::m2ua_retrieval_result},
    {parameter::link_key, Shape::group},
    {parameter::local_link_key_identifier, Shape::word, Field::m2ua_local_lk_identifier},
    {parameter::signalling_data_terminal, Shape::low_half, Field::m2ua_sdt_identifier},
    {parameter::signalling_data_link, Shape::low_half, Field::m2ua_sdl_identifier},
    {parameter::registration_result, Shape::group},
    {parameter::registration_status, Shape::word, Field::m2ua_registration_status},
    {parameter::deregistration_result, Shape::group},
    {parameter::deregistration_status, Shape::word, Field::m2ua_deregistration_status},
}};
constexpr ParameterTable kParameters = {Field::m2ua_parameter_tag, Field::m2ua_parameter_length,
                                        kShown};

bool is_data(const Header& header) {
  return header.message_class == message_class::maup &&
         header.message_type == m2ua::maup_type::data;
}

bool is_protocol_data(uint32_t tag) {
  return tag == parameter::protocol_data_1 || tag == parameter::protocol_data_2 ||
         tag == parameter::protocol_data_draft;
}

struct Stop {
  Fault fault = Fault::none;
  uint32_t offset = 0;
};

template <class Sink>
Stop read_parameters(Decoding<Sink>& d, Cursor octets, uint32_t& protocol_data_count) {
  for (uint32_t n = 0; octets.remaining() >= kParameterHeaderOctets; n++) {
    if (n == limits::adaptation_parameters) return {Fault::m2ua_parameters, octets.offset()};
    Parameter p;
    if (!take_parameter(octets, p)) return {Fault::m2ua_parameter_length, p.at};
    if constexpr (Sink::records) show_parameter(d.sink, d.base(), kParameters, p);
    if (is_protocol_data(p.tag)) protocol_data_count++;
  }
  if (!octets.at_end()) return {Fault::m2ua_parameter_length, octets.offset()};
  return {};
}

template <class Sink>
Message* refuse(Decoding<Sink>& d, const Stop& stop, const UserMessage& carrier) {
  d.hide(carrier.bytes);
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m != nullptr) m->fail(stop.fault, stop.offset);
  return m;
}

/// Protocol data 2 has the length indicator of TTC in front, which is Japan's (RFC 3331 §3.3.1.2);
/// a gateway was seen that writes it for ITU-T's.
template <class Sink> void decode_protocol_data(Decoding<Sink>& d, Message& m, const Parameter& p) {
  Cursor mtp3 = p.value;
  if (p.tag != parameter::protocol_data_2) return decode_mtp3(d, m, mtp3);
  const View where = mtp3.view(1);
  const uint8_t length_indicator = mtp3.u8();
  if (!mtp3.failed()) d.sink.number(Field::m2ua_data_2_li, where, length_indicator);
  decode_mtp3(d, m, mtp3, Ss7Variant::japan);
}

/// `octets` have been read before: of those in front of `stop` each is a parameter.
template <class Sink>
void decode_data(Decoding<Sink>& d, Cursor octets, uint32_t protocol_data_count, const Stop& stop,
                 const UserMessage& carrier) {
  for (uint32_t left = protocol_data_count; left > 0;) {
    Parameter p;
    take_parameter(octets, p);
    if (!is_protocol_data(p.tag)) continue;
    Message* m = open_message(d, Technology::ss7, carrier);
    if (m == nullptr) return count(d.counters, Counter::messages_over_limit, left - 1);
    if (protocol_data_count > 1) m->flag(anomaly::m2ua_duplicate_protocol_data);
    decode_protocol_data(d, *m, p);
    if (stop.fault != Fault::none) m->fail(stop.fault, stop.offset);
    left--;
  }
}

} // namespace

template <class Sink>
void decode_m2ua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  const uint32_t at = user_message.offset(), available = user_message.remaining();
  if (available < kHeaderOctets) {
    refuse(d, {Fault::m2ua_header_short, at}, carrier);
    return;
  }
  const Header header(user_message.data());
  if (header.version != 1) {
    refuse(d, {Fault::m2ua_version, at}, carrier);
    return;
  }
  d.sink.layer(Protocol::m2ua, {at, available});
  if constexpr (Sink::records) show_header(d.sink, kHeader, header, at);
  if (header.length < kHeaderOctets || header.length > available + kPaddingMax) {
    d.sink.leave();
    refuse(d, {Fault::m2ua_length, at + 4}, carrier);
    return;
  }
  user_message.skip(kHeaderOctets);
  const Cursor octets = user_message.sub(std::min(header.length, available) - kHeaderOctets);
  uint32_t protocol_data_count = 0;
  Stop stop = read_parameters(d, octets, protocol_data_count);
  d.sink.leave();
  if (stop.fault != Fault::none) d.hide({stop.offset, at + available - stop.offset});
  const uint32_t first = d.out.message_count;
  if (is_data(header) && protocol_data_count != 0) {
    decode_data(d, octets, protocol_data_count, stop, carrier);
  } else {
    if (is_data(header) && stop.fault == Fault::none)
      stop = {Fault::m2ua_protocol_data_missing, at};
    if (stop.fault != Fault::none)
      refuse(d, stop, carrier);
    else
      count(d.counters, Counter::messages_management);
    if (protocol_data_count != 0) d.hide(carrier.bytes);
  }
  if (user_message.remaining() > kPaddingMax) [[unlikely]] {
    d.hide(user_message.view(user_message.remaining()));
    for (uint32_t i = first; i < d.out.message_count; i++)
      d.out.messages[i].flag(anomaly::m3ua_trailing_octets);
  }
}

bool looks_like_m2ua(Bytes user_message) {
  if (!has_header(user_message)) return false;
  const Header header(user_message.data);
  const bool is_maup = header.message_class == message_class::maup && header.message_type > 0 &&
                       header.message_type <= m2ua::maup_type::data_ack;
  const bool is_management =
      header.message_class == message_class::mgmt || header.message_class == message_class::aspsm ||
      header.message_class == message_class::asptm || header.message_class == message_class::iim;
  if (!is_maup && !is_management) return false;
  return begins_with_tag(user_message, parameter::protocol_data_1,
                         parameter::deregistration_status);
}

template void decode_m2ua<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_m2ua<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
