// SPDX-License-Identifier: Apache-2.0
// M3UA (RFC 4666): one SCTP user message, its parameters in any order, one Message for each
// protocol data parameter (two are illegal, and a way past readers of the first). Management
// messages are counted. Called by sctp.cpp. Does not know which association a routing context
// belongs to; that is native/state.
#include <algorithm>

#include "native/decode/adaptation.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/m3ua_parameters.hpp"
#include "native/decode/sccp_probe.hpp"
#include "native/decode/user_part.hpp"
#include "native/decode/variants.hpp"
#include "native/generated/m3ua.hpp"
#include "native/generated/mtp3.hpp"

namespace sigwarden {
namespace {

namespace message_class = m3ua::message_class;
namespace parameter = m3ua::parameter;
using adaptation::Header;
using adaptation::kHeaderOctets;
using adaptation::kPaddingMax;
using adaptation::kParameterHeaderOctets;

constexpr uint32_t kProtocolDataFixedOctets = 12;

bool is_data(const Header& header) {
  return header.message_class == message_class::transfer &&
         header.message_type == m3ua::transfer_type::data;
}

/// What the parameters of one message said before its user parts are opened.
struct Parameters {
  uint32_t network_appearance = 0;
  uint32_t routing_context = 0;
  uint32_t protocol_data_count = 0;
  Cursor protocol_data; ///< the first; further ones are looked for again
};

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
[[gnu::always_inline]] inline void read_parameter(Decoding<Sink>& d, uint32_t tag, Cursor value,
                                                  Parameters& parameters) {
  switch (tag) {
  case parameter::protocol_data:
    // The index is the one that its message will have, so that the fields are told apart.
    d.sink.begin_message(d.out.message_count + parameters.protocol_data_count);
    if constexpr (Sink::records) protocol_data_fields(d.sink, value);
    if (parameters.protocol_data_count++ == 0) parameters.protocol_data = value;
    break;
  case parameter::network_appearance: parameters.network_appearance = value.u32(); break;
  case parameter::routing_context: parameters.routing_context = value.u32(); break;
  default: break;
  }
}

struct Stop {
  Fault fault = Fault::none;
  uint32_t offset = 0;
};

template <class Sink>
[[gnu::always_inline]] inline Stop read_parameters(Decoding<Sink>& d, Cursor octets,
                                                   Parameters& parameters) {
  for (uint32_t n = 0; octets.remaining() >= kParameterHeaderOctets; n++) {
    if (n == limits::adaptation_parameters) return {Fault::m3ua_parameters, octets.offset()};
    adaptation::Parameter p;
    if (!adaptation::take_parameter(octets, p)) return {Fault::m3ua_parameter_length, p.at};
    if constexpr (Sink::records) adaptation::show_parameter(d.sink, d.base(), kM3uaParameters, p);
    read_parameter(d, p.tag, p.value, parameters);
  }
  if (!octets.at_end()) return {Fault::m3ua_parameter_length, octets.offset()};
  return {};
}

/// Point codes of more than 14 bits, or a configured link: whose party addresses does SCCP have?
template <class Sink>
[[gnu::noinline]] Ss7Variant choose_variant(const Decoding<Sink>& d, Message& m, Bytes user_part) {
  namespace point_code_max = mtp3::point_code_max;
  const Ss7& ss7 = m.ss7;
  const uint32_t widest = std::max(ss7.opc, ss7.dpc);
  Ss7Variant configured = Ss7Variant::automatic;
  if (d.variants != nullptr) {
    configured = d.variants->of_codes(ss7.opc, ss7.dpc);
    if (configured == Ss7Variant::automatic) configured = d.variants->of_packet(d.out.packet);
    if (configured == Ss7Variant::automatic) configured = d.variants->otherwise();
  }
  const bool is_narrow = configured == Ss7Variant::itu || configured == Ss7Variant::japan;
  if (is_narrow &&
      widest > (configured == Ss7Variant::itu ? point_code_max::itu : point_code_max::japan))
    m.flag(anomaly::mtp3_variant_contradicts);
  if (configured != Ss7Variant::automatic) return configured;
  if (widest <= point_code_max::itu) return Ss7Variant::itu;
  return widest <= point_code_max::japan ? Ss7Variant::japan : variant_of_24_bit(user_part);
}

/// Protocol data without a whole label: of it what there is.
template <class Sink>
[[gnu::cold, gnu::noinline]] void refuse_short(Decoding<Sink>& d, Message& m, Cursor octets) {
  d.hide(octets.view(octets.remaining()));
  m.fail(Fault::m3ua_protocol_data_short, octets.offset());
  Ss7& ss7 = m.ss7;
  ss7.opc = octets.u32();
  ss7.dpc = octets.u32();
  ss7.service_indicator = octets.u8();
  ss7.network_indicator = octets.u8();
}

/// The user part of one protocol data parameter.
template <class Sink>
inline void decode_protocol_data(Decoding<Sink>& d, Message& m, const Parameters& parameters,
                                 Cursor octets) {
  Ss7& ss7 = m.ss7;
  ss7.network_appearance = parameters.network_appearance;
  ss7.routing_context = parameters.routing_context;
  if (octets.remaining() < kProtocolDataFixedOctets) [[unlikely]]
    return refuse_short(d, m, octets);
  const uint8_t* p = octets.data();
  octets.skip(kProtocolDataFixedOctets);
  ss7.opc = load_be32(p);
  ss7.dpc = load_be32(p + 4);
  ss7.service_indicator = p[8];
  ss7.network_indicator = p[9];
  ss7.sls = p[11];
  ss7.variant = Ss7Variant::itu;
  if ((ss7.opc | ss7.dpc) > mtp3::point_code_max::itu || d.variants != nullptr) [[unlikely]]
    ss7.variant = choose_variant(d, m, octets.rest());
  decode_user_part(d, m, octets);
}

/// A message that holds no user data or none that can be found.
template <class Sink>
[[gnu::cold, gnu::noinline]] void refuse(Decoding<Sink>& d, Stop stop, const UserMessage& carrier) {
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m == nullptr) return;
  m->fail(stop.fault, stop.offset);
  d.hide(carrier.bytes);
}

/// Each of several protocol data is a message.
template <class Sink>
[[gnu::cold, gnu::noinline]] void decode_several(Decoding<Sink>& d, Cursor octets,
                                                 Parameters parameters, Stop stop,
                                                 const UserMessage& carrier) {
  for (uint32_t left = parameters.protocol_data_count; left > 0; left--) {
    Message* m = open_message(d, Technology::ss7, carrier);
    if (m == nullptr) // itself counted
      return count(d.counters, Counter::messages_over_limit, left - 1);
    m->flag(anomaly::m3ua_duplicate_protocol_data);
    decode_protocol_data(d, *m, parameters,
                         adaptation::next_value(octets, parameter::protocol_data));
    if (stop.fault != Fault::none) m->fail(stop.fault, stop.offset);
  }
}

template <class Sink>
inline void decode_data(Decoding<Sink>& d, const Cursor& octets, const Parameters& parameters,
                        Stop stop, const UserMessage& carrier) {
  if (parameters.protocol_data_count != 1) [[unlikely]] {
    if (parameters.protocol_data_count > 1)
      return decode_several(d, octets, parameters, stop, carrier);
    if (stop.fault == Fault::none) stop = {Fault::m3ua_protocol_data_missing, carrier.bytes.offset};
    return refuse(d, stop, carrier);
  }
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m == nullptr) return;
  decode_protocol_data(d, *m, parameters, parameters.protocol_data);
  if (stop.fault != Fault::none) [[unlikely]]
    m->fail(stop.fault, stop.offset);
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
  if constexpr (Sink::records) adaptation::show_header(d.sink, kM3uaHeader, header, at);
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
  if (is_data(header))
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

/// The protocol data of a DATA message as nearly every sender writes it: network appearance and
/// routing context in front, or not, padding behind, and nothing else. Read parameter by parameter,
/// as it would be too, it costs 150 instructions more of the 2,800 of a message. Empty for any
/// other.
inline Cursor plain_protocol_data(Cursor message, Parameters& parameters) {
  constexpr uint32_t kWord = kParameterHeaderOctets + 4; // of a parameter of one word
  constexpr uint32_t kVersion = 1, kShortest = kHeaderOctets + 2 * kWord + kParameterHeaderOctets;
  constexpr uint32_t kFront =
      kVersion << 24 | message_class::transfer << 8 | m3ua::transfer_type::data;
  const Bytes octets = message.rest();
  if (octets.size < kShortest || load_be32(octets.data) != kFront ||
      load_be32(octets.data + 4) != octets.size)
    return {};
  uint32_t at = kHeaderOctets;
  const auto read_word = [&](uint32_t tag, uint32_t& word) {
    if (load_be32(octets.data + at) != (tag << 16 | kWord)) return;
    word = load_be32(octets.data + at + kParameterHeaderOctets);
    at += kWord;
  };
  read_word(parameter::network_appearance, parameters.network_appearance);
  read_word(parameter::routing_context, parameters.routing_context);
  const uint32_t length = load_be16(octets.data + at + 2);
  if (load_be16(octets.data + at) != parameter::protocol_data || length < kParameterHeaderOctets ||
      ((length + kPaddingMax) & ~kPaddingMax) != octets.size - at)
    return {};
  message.skip(at + kParameterHeaderOctets);
  return message.sub(length - kParameterHeaderOctets);
}

/// A reader that takes the user message for a stream finds other messages behind the first.
template <class Sink>
[[gnu::cold, gnu::noinline]] void decode_behind(Decoding<Sink>& d, Cursor rest,
                                                const UserMessage& carrier) {
  UserMessage behind = carrier;
  behind.flag(anomaly::m3ua_trailing_octets);
  while (!rest.at_end()) {
    if (!looks_like_m3ua(rest.rest()) || rest.data()[2] != message_class::transfer)
      return d.hide(rest.view(rest.remaining()));
    const uint32_t next_message = d.out.message_count;
    d.sink.begin_message(next_message); // the one in front may have begun others that did not come
    rest = decode_message(d, rest, behind);
    if (d.out.message_count == next_message) d.sink.disown_from(next_message);
  }
}

} // namespace

template <class Sink>
void decode_m3ua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  if constexpr (!Sink::records) {
    Parameters plain;
    const Cursor protocol_data = plain_protocol_data(user_message, plain);
    if (!protocol_data.at_end()) [[likely]] {
      if (Message* m = open_message(d, Technology::ss7, carrier))
        decode_protocol_data(d, *m, plain, protocol_data);
      return;
    }
  }
  const Cursor rest = decode_message(d, user_message, carrier);
  if (!rest.at_end()) [[unlikely]]
    decode_behind(d, rest, carrier);
}

bool looks_like_m3ua(Bytes user_message) {
  if (!adaptation::has_header(user_message)) return false;
  const Header header(user_message.data);
  const bool is_class =
      header.message_class <= message_class::asptm || header.message_class == message_class::rkm;
  return is_class &&
         (header.length == kHeaderOctets || adaptation::has_first_parameter(user_message));
}

template void decode_m3ua<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_m3ua<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
