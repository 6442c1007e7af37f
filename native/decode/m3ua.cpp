// SPDX-License-Identifier: Apache-2.0
// M3UA (RFC 4666): one SCTP user message, its parameters in any order, one Message for each
// protocol data parameter (two are illegal, and a way past readers of the first). Management
// messages are counted. Called by sctp.cpp. Does not know which association a routing context
// belongs to; that is native/state.
#include <algorithm>

#include "native/decode/decoder.hpp"
#include "native/decode/sccp.hpp"
#include "native/generated/m3ua.hpp"

namespace sigwarden {
namespace {

namespace message_class = m3ua::message_class;
namespace parameter = m3ua::parameter;

constexpr uint32_t kHeaderOctets = 8;
constexpr uint32_t kParameterHeaderOctets = 4;
constexpr uint32_t kProtocolDataFixedOctets = 12;
constexpr uint32_t kPaddingMax = 3;

struct Header {
  uint8_t version, reserved, message_class, message_type;
  uint32_t length;

  explicit Header(const uint8_t* p)
      : version(p[0]), reserved(p[1]), message_class(p[2]), message_type(p[3]),
        length(load_be32(p + 4)) {}
  bool is_data() const {
    return message_class == message_class::transfer && message_type == m3ua::transfer_type::data;
  }
};

/// What the parameters of one message said before its user parts are opened.
struct Parameters {
  uint32_t network_appearance = 0;
  uint32_t routing_context = 0;
  uint32_t protocol_data_count = 0;
  Cursor protocol_data; ///< the first; further ones are looked for again
};

template <class Sink> void header_fields(Sink& sink, const Header& h, uint32_t at) {
  sink.number(Field::m3ua_version, {at, 1}, h.version);
  sink.number(Field::m3ua_reserved, {at + 1, 1}, h.reserved);
  sink.number(Field::m3ua_message_class, {at + 2, 1}, h.message_class);
  sink.number(Field::m3ua_message_type, {at + 3, 1}, h.message_type);
  sink.number(Field::m3ua_message_length, {at + 4, 4}, h.length);
}

template <class Sink> void protocol_data_fields(Sink& sink, const Cursor& value) {
  if (value.remaining() < kProtocolDataFixedOctets) return;
  const uint8_t* p = value.data();
  const uint32_t at = value.offset();
  sink.number(Field::m3ua_opc, {at, 4}, load_be32(p));
  sink.number(Field::m3ua_dpc, {at + 4, 4}, load_be32(p + 4));
  sink.number(Field::m3ua_si, {at + 8, 1}, p[8]);
  sink.number(Field::m3ua_ni, {at + 9, 1}, p[9]);
  sink.number(Field::m3ua_mp, {at + 10, 1}, p[10]);
  sink.number(Field::m3ua_sls, {at + 11, 1}, p[11]);
}

/// Reads one parameter, whose length is already checked.
template <class Sink>
void read_parameter(Decoding<Sink>& d, uint32_t tag, Cursor value, Parameters& parameters) {
  switch (tag) {
  case parameter::protocol_data:
    // The index is the one that its message will have, so that the fields are told apart.
    d.sink.begin_message(d.out.message_count + parameters.protocol_data_count);
    if constexpr (Sink::records) protocol_data_fields(d.sink, value);
    if (parameters.protocol_data_count++ == 0) parameters.protocol_data = value;
    break;
  case parameter::network_appearance: {
    const View where = value.view(4);
    parameters.network_appearance = value.u32();
    if (!value.failed())
      d.sink.number(Field::m3ua_network_appearance, where, parameters.network_appearance);
    break;
  }
  case parameter::routing_context:
    parameters.routing_context = Cursor(value).u32();
    if constexpr (Sink::records)
      while (value.remaining() >= 4) {
        const View where = value.view(4);
        d.sink.number(Field::m3ua_routing_context, where, value.u32());
      }
    break;
  default: break;
  }
}

struct Stop {
  Fault fault = Fault::none;
  uint32_t offset = 0;
};

template <class Sink>
Stop read_parameters(Decoding<Sink>& d, Cursor octets, Parameters& parameters) {
  for (uint32_t n = 0; octets.remaining() >= kParameterHeaderOctets; n++) {
    const uint32_t at = octets.offset();
    if (n == limits::adaptation_parameters) return {Fault::m3ua_parameters, at};
    const uint32_t tag = load_be16(octets.data());
    const uint32_t length = load_be16(octets.data() + 2);
    if (length < kParameterHeaderOctets || length > octets.remaining())
      return {Fault::m3ua_parameter_length, at};
    Cursor value = octets.sub(length);
    value.skip(kParameterHeaderOctets);
    octets.skip(std::min(-length & 3u, octets.remaining()));
    d.sink.number(Field::m3ua_parameter_tag, {at, 2}, tag);
    d.sink.number(Field::m3ua_parameter_length, {at + 2, 2}, length);
    read_parameter(d, tag, value, parameters);
  }
  if (!octets.at_end()) return {Fault::m3ua_parameter_length, octets.offset()};
  return {};
}

/// The user part of one protocol data parameter.
template <class Sink>
void decode_protocol_data(Decoding<Sink>& d, Message& m, const Parameters& parameters,
                          Cursor octets) {
  Ss7& ss7 = m.ss7;
  const uint32_t at = octets.offset();
  ss7.network_appearance = parameters.network_appearance;
  ss7.routing_context = parameters.routing_context;
  ss7.opc = octets.u32();
  ss7.dpc = octets.u32();
  ss7.service_indicator = octets.u8();
  ss7.network_indicator = octets.u8();
  octets.skip(1);
  ss7.sls = octets.u8();
  if (octets.failed()) {
    d.hide({at, octets.offset() + octets.remaining() - at});
    return m.fail(Fault::m3ua_protocol_data_short, at);
  }
  if (ss7.service_indicator != m3ua::service_indicator::sccp) {
    if (!looks_like_sccp(octets.rest())) return count(d.counters, Counter::messages_other_user);
    m.flag(anomaly::m3ua_service_indicator);
  }
  decode_sccp(d, m, octets);
}

/// A message that holds no user data or none that can be found.
template <class Sink> void refuse(Decoding<Sink>& d, const Stop& stop, const UserMessage& carrier) {
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m == nullptr) return;
  m->fail(stop.fault, stop.offset);
  d.hide(carrier.bytes);
}

/// Steps to the value of the next protocol data parameter; `octets` have been read before.
Cursor next_protocol_data(Cursor& octets) {
  for (;;) {
    const uint32_t tag = load_be16(octets.data());
    const uint32_t length = load_be16(octets.data() + 2);
    Cursor value = octets.sub(length);
    value.skip(kParameterHeaderOctets);
    octets.skip(std::min(-length & 3u, octets.remaining()));
    if (tag == parameter::protocol_data) return value;
  }
}

template <class Sink>
void decode_data(Decoding<Sink>& d, Cursor octets, const Parameters& parameters, Stop stop,
                 const UserMessage& carrier) {
  if (parameters.protocol_data_count == 0) {
    if (stop.fault == Fault::none) stop = {Fault::m3ua_protocol_data_missing, carrier.bytes.offset};
    return refuse(d, stop, carrier);
  }
  const bool is_single = parameters.protocol_data_count == 1;
  for (uint32_t i = 0; i < parameters.protocol_data_count; i++) {
    Message* m = open_message(d, Technology::ss7, carrier);
    if (m == nullptr) // itself counted
      return count(d.counters, Counter::messages_over_limit,
                   parameters.protocol_data_count - i - 1);
    if (!is_single) m->flag(anomaly::m3ua_duplicate_protocol_data);
    decode_protocol_data(d, *m, parameters,
                         is_single ? parameters.protocol_data : next_protocol_data(octets));
    if (stop.fault != Fault::none) m->fail(stop.fault, stop.offset);
  }
}

/// One message from the front of a user message. Returns what is behind it.
template <class Sink>
inline Cursor decode_message(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  const uint32_t at = user_message.offset();
  const uint32_t available = user_message.remaining();
  if (available < kHeaderOctets) {
    refuse(d, {Fault::m3ua_header_short, at}, carrier);
    return {};
  }
  const Header header(user_message.data());
  if (header.version != 1) {
    refuse(d, {Fault::m3ua_version, at}, carrier);
    return {};
  }
  d.sink.layer(Protocol::m3ua, {at, available});
  if constexpr (Sink::records) header_fields(d.sink, header, at);
  // Senders differ on whether the length counts the padding of the last parameter.
  if (header.length < kHeaderOctets || header.length > available + kPaddingMax) {
    d.sink.leave();
    refuse(d, {Fault::m3ua_length, at + 4}, carrier);
    return {};
  }
  user_message.skip(kHeaderOctets);
  const uint32_t stated = std::min(header.length, available) - kHeaderOctets;
  const bool has_trailer = available > header.length + kPaddingMax;
  Parameters parameters;
  const Cursor octets = user_message.sub(stated);
  const Stop stop = read_parameters(d, octets, parameters);
  d.sink.leave();
  const uint32_t user_message_end = at + available;
  if (stop.fault != Fault::none) d.hide({stop.offset, user_message_end - stop.offset});
  const uint32_t first = d.out.message_count;
  if (header.is_data())
    decode_data(d, octets, parameters, stop, carrier);
  else if (stop.fault != Fault::none)
    refuse(d, stop, carrier);
  else
    count(d.counters, Counter::messages_management);
  // Protocol data in a message that is refused as a whole, or is none that carries any.
  if constexpr (Sink::records)
    if (first + parameters.protocol_data_count > d.out.message_count)
      d.sink.disown_from(d.out.message_count);
  if (!has_trailer) [[likely]]
    return {};
  for (uint32_t i = first; i < d.out.message_count; i++)
    d.out.messages[i].flag(anomaly::m3ua_trailing_octets);
  return user_message;
}

} // namespace

template <class Sink>
void decode_m3ua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  const UserMessage* said = &carrier;
  for (UserMessage behind;;) {
    user_message = decode_message(d, user_message, *said);
    if (user_message.at_end()) [[likely]]
      return;
    // A reader that takes the user message for a stream finds another message behind the first.
    if (!looks_like_m3ua(user_message.rest()) || user_message.data()[2] != message_class::transfer)
      return d.hide(user_message.view(user_message.remaining()));
    behind = carrier;
    behind.flag(anomaly::m3ua_trailing_octets);
    said = &behind;
  }
}

bool looks_like_m3ua(Bytes user_message) {
  if (user_message.size < kHeaderOctets) return false;
  const Header header(user_message.data);
  const bool is_class =
      header.message_class <= message_class::asptm || header.message_class == message_class::rkm;
  if (header.version != 1 || header.reserved != 0 || !is_class) return false;
  if (header.length < kHeaderOctets || header.length > user_message.size + kPaddingMax)
    return false;
  if (header.length == kHeaderOctets) return true;
  if (user_message.size < kHeaderOctets + kParameterHeaderOctets) return false;
  const uint32_t length = load_be16(user_message.data + kHeaderOctets + 2);
  return length >= kParameterHeaderOctets && length <= header.length - kHeaderOctets;
}

template void decode_m3ua<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_m3ua<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
