// SPDX-License-Identifier: Apache-2.0
// SUA (RFC 3868): the users of SCCP over SCTP. A connectionless message is one Message for each
// data parameter; its addresses become SCCP's called and calling party, and what it carries is read
// as behind SCCP. There are no point codes of MTP3: those of the addresses stand in their place
// where they have any. The connection-oriented messages are told, as SCCP's are, and not followed;
// management is counted. Called by sctp.cpp. Does not join segments: as with SCCP the first is
// read.
#include <algorithm>
#include <array>

#include "native/decode/adaptation.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/sua_parameters.hpp"
#include "native/generated/sccp.hpp"
#include "native/generated/sua.hpp"

namespace sigwarden {
namespace {

namespace message_class = sua::message_class;
namespace parameter = sua::parameter;
namespace address_indicator = sua::address_indicator;
using namespace adaptation;

constexpr HeaderFields kHeader = {Field::sua_version, Field::none, Field::sua_message_class,
                                  Field::sua_message_type, Field::sua_message_length};

/// Fields of an address; Wireshark has each of them twice.
struct AddressFields {
  Field ri, reserved, gt_bit, pc_bit, ssn_bit;
  Field gti, digit_count, tt, np, nai, digits, pc, ssn, ipv4, hostname, ipv6;
};
constexpr AddressFields kSource = {Field::sua_source_routing_indicator,
                                   Field::sua_source_reserved_bits,
                                   Field::sua_source_gt_bit,
                                   Field::sua_source_pc_bit,
                                   Field::sua_source_ssn_bit,
                                   Field::sua_source_gti,
                                   Field::sua_source_digit_count,
                                   Field::sua_source_tt,
                                   Field::sua_source_np,
                                   Field::sua_source_nai,
                                   Field::sua_source_digits,
                                   Field::sua_source_pc,
                                   Field::sua_source_ssn,
                                   Field::sua_source_ipv4,
                                   Field::sua_source_hostname,
                                   Field::sua_source_ipv6};
constexpr AddressFields kDestination = {Field::sua_destination_routing_indicator,
                                        Field::sua_destination_reserved_bits,
                                        Field::sua_destination_gt_bit,
                                        Field::sua_destination_pc_bit,
                                        Field::sua_destination_ssn_bit,
                                        Field::sua_destination_gti,
                                        Field::sua_destination_digit_count,
                                        Field::sua_destination_tt,
                                        Field::sua_destination_np,
                                        Field::sua_destination_nai,
                                        Field::sua_destination_digits,
                                        Field::sua_destination_pc,
                                        Field::sua_destination_ssn,
                                        Field::sua_destination_ipv4,
                                        Field::sua_destination_hostname,
                                        Field::sua_destination_ipv6};

/// What the parameters of one message said before its data is opened.
struct Parameters {
  uint32_t routing_context = 0, network_appearance = 0;
  uint32_t sources = 0, destinations = 0, data = 0;
  uint8_t return_cause = 0;
  bool is_segment = false, is_first_segment = false;
  bool is_address_cut = false;
  uint32_t address_at = 0; ///< of one that is cut
  Anomalies anomalies = 0;
  Ss7 parties; ///< called, calling, and point codes from them
};

/// Reads one address parameter (RFC 3868 §3.10.2, §3.10.3) into `address`.
template <class Sink> class AddressDecoder {
public:
  AddressDecoder(Decoding<Sink>& d, const AddressFields& fields) : d_(d), fields_(fields) {}
  /// False when a parameter runs past it.
  bool run(Cursor value, SccpAddress& address);
  Anomalies anomalies() const { return anomalies_; }

private:
  void read_part(const Parameter& part, SccpAddress& address);
  void read_title(Cursor value, SccpAddress& address);
  void number(Field field, View where, uint64_t value) { d_.sink.number(field, where, value); }

  Decoding<Sink>& d_;
  const AddressFields& fields_;
  uint32_t present_ = 0; ///< bits of address_indicator
  Anomalies anomalies_ = 0;
};

template <class Sink> void AddressDecoder<Sink>::read_title(Cursor value, SccpAddress& address) {
  constexpr uint32_t kFixed = 8; // reserved 3, indicator, number of digits, type, plan, nature
  const uint32_t at = value.offset();
  const uint8_t* p = value.data();
  if (!value.skip(kFixed)) {
    anomalies_ |= anomaly::sua_address;
    return;
  }
  const uint32_t stated = p[4];
  const uint32_t signals = std::min(stated, 2 * value.remaining());
  const uint32_t octets = (signals + 1) / 2;
  address.title_format = p[3];
  address.translation_type = p[5];
  address.title = read_tbcd(value.data(), octets, signals);
  address.title.npi = p[6];
  address.title.ton = p[7];
  number(fields_.gti, {at + 3, 1}, p[3]);
  number(fields_.digit_count, {at + 4, 1}, stated);
  number(fields_.tt, {at + 5, 1}, p[5]);
  number(fields_.np, {at + 6, 1}, p[6]);
  number(fields_.nai, {at + 7, 1}, p[7]);
  d_.sink.signals(fields_.digits, {at + kFixed, octets}, d_.base(), signals & 1);
  if (octets != value.remaining() || signals != stated) anomalies_ |= anomaly::sua_address;
  if (p[3] > sccp::title_format::translation_plan_nature) anomalies_ |= anomaly::sccp_title_format;
  if ((address.title.flags & Digits::kNotDecimal) ||
      address.title.length < std::min(signals, kDigitsMax))
    anomalies_ |= anomaly::sccp_title_encoding;
}

template <class Sink>
void AddressDecoder<Sink>::read_part(const Parameter& part, SccpAddress& address) {
  Cursor value = part.value;
  const View all = value.view(value.remaining());
  uint32_t which = 0;
  switch (part.tag) {
  case parameter::global_title:
    which = address_indicator::title;
    if ((present_ & which) == 0) read_title(value, address);
    break;
  case parameter::point_code:
    which = address_indicator::point_code;
    address.point_code = value.u32();
    address.has_point_code = !value.failed();
    if (address.has_point_code) number(fields_.pc, all, address.point_code);
    break;
  case parameter::subsystem_number:
    which = address_indicator::ssn;
    value.skip(3);
    address.ssn = value.u8();
    address.has_ssn = !value.failed();
    if (address.has_ssn) number(fields_.ssn, {all.offset + 3, 1}, address.ssn);
    break;
  case parameter::ipv4_address:
    if (all.length == 4) d_.sink.address(fields_.ipv4, all, d_.base());
    break;
  case parameter::ipv6_address:
    if (all.length == 16) d_.sink.address(fields_.ipv6, all, d_.base());
    break;
  case parameter::host_name: d_.sink.text(fields_.hostname, all, d_.base()); break;
  default: anomalies_ |= anomaly::sua_address;
  }
  if (value.failed() || (present_ & which) != 0) anomalies_ |= anomaly::sua_address;
  present_ |= which;
}

template <class Sink> bool AddressDecoder<Sink>::run(Cursor value, SccpAddress& address) {
  namespace routing = sua::routing_indicator;
  const uint32_t at = value.offset();
  address.where = value.view(value.remaining());
  const uint32_t ri = value.u16(), indicated = value.u16();
  if (value.failed()) return false;
  number(fields_.ri, {at, 2}, ri);
  number(fields_.reserved, {at + 2, 2}, indicated >> 3);
  number(fields_.gt_bit, {at + 2, 2}, indicated >> 2 & 1);
  number(fields_.pc_bit, {at + 2, 2}, indicated >> 1 & 1);
  number(fields_.ssn_bit, {at + 2, 2}, indicated & 1);
  address.routes_on_ssn = ri == routing::ssn_pc || ri == routing::ssn_ip;
  while (value.remaining() >= kParameterHeaderOctets) {
    Parameter part;
    if (!take_parameter(value, part)) return false;
    d_.sink.number(Field::sua_parameter_tag, {part.at, 2}, part.tag);
    d_.sink.number(Field::sua_parameter_length, {part.at + 2, 2}, part.length);
    read_part(part, address);
  }
  // A title is what its indicator says that is routed on, whatever else there is (RFC 3868
  // §3.10.2).
  const bool is_routed_on_absent = ri == routing::title && address.title_format == 0;
  if (ri < routing::title || ri > routing::ssn_ip || is_routed_on_absent ||
      (indicated & 7) != present_)
    anomalies_ |= anomaly::sua_address;
  address.indicator = static_cast<uint8_t>(
      (address.routes_on_ssn ? sccp::address_indicator::routes_on_ssn : 0u) |
      (address.title_format & 0xFu) << 2 | (address.has_ssn ? sccp::address_indicator::ssn : 0u) |
      (address.has_point_code ? sccp::address_indicator::point_code : 0u));
  return value.at_end();
}

template <class Sink>
void read_address(Decoding<Sink>& d, const AddressFields& fields, const Parameter& p,
                  SccpAddress& address, Parameters& parameters) {
  AddressDecoder<Sink> decoder(d, fields);
  SccpAddress other; // of two the first stands, and both are told
  const bool is_first = address.where.empty();
  if (!decoder.run(p.value, is_first ? address : other) && !parameters.is_address_cut) {
    parameters.is_address_cut = true;
    parameters.address_at = p.at;
  }
  parameters.anomalies |= decoder.anomalies();
}

void show_class(FieldSink& sink, Cursor value) {
  value.skip(3);
  const View where = value.view(1);
  const uint8_t octet = value.u8();
  if (value.failed()) return;
  sink.number(Field::sua_return_on_error, where, octet >> 7);
  sink.number(Field::sua_protocol_class, where, octet & 0x7F);
}

void show_segmentation(FieldSink& sink, Cursor value) {
  const uint32_t at = value.offset();
  const uint8_t first = value.u8();
  const uint32_t reference = value.u24();
  if (value.failed()) return;
  sink.number(Field::sua_segmentation_first, {at, 1}, first >> 7);
  sink.number(Field::sua_segmentation_remaining, {at, 1}, first & 0x7F);
  sink.number(Field::sua_segmentation_reference, {at + 1, 3}, reference);
}

/// Reads one parameter, whose length is already checked.
template <class Sink>
void read_parameter(Decoding<Sink>& d, const Parameter& p, Parameters& parameters) {
  Cursor value = p.value;
  switch (p.tag) {
  case parameter::source_address:
    parameters.sources++;
    return read_address(d, kSource, p, parameters.parties.calling, parameters);
  case parameter::destination_address:
    parameters.destinations++;
    return read_address(d, kDestination, p, parameters.parties.called, parameters);
  case parameter::data:
    // The index is the one that its message will have, so that the fields are told apart.
    d.sink.begin_message(d.out.message_count + parameters.data);
    parameters.data++;
    break;
  case parameter::routing_context: parameters.routing_context = value.u32(); break;
  case parameter::network_appearance: parameters.network_appearance = value.u32(); break;
  case parameter::sccp_cause:
    value.skip(3);
    parameters.return_cause = value.u8();
    break;
  case parameter::segmentation: {
    const uint8_t first = value.u8();
    parameters.is_segment = first != 0x80; // the first, and none follow: a whole message
    parameters.is_first_segment = first & 0x80;
    if constexpr (Sink::records) show_segmentation(d.sink, p.value);
    break;
  }
  case parameter::protocol_class:
    if constexpr (Sink::records) show_class(d.sink, p.value);
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
    if (n == limits::adaptation_parameters) return {Fault::sua_parameters, octets.offset()};
    Parameter p;
    if (!take_parameter(octets, p)) return {Fault::sua_parameter_length, p.at};
    if constexpr (Sink::records) show_parameter(d.sink, d.base(), kSuaParameters, p);
    read_parameter(d, p, parameters);
  }
  if (!octets.at_end()) return {Fault::sua_parameter_length, octets.offset()};
  return {};
}

/// What the message said of its parties, into a fresh message.
void set_parties(Message& m, const Parameters& said, bool is_returned) {
  Ss7& ss7 = m.ss7;
  ss7.has_parties = true;
  ss7.variant = Ss7Variant::itu; // which point codes it has is not told
  ss7.network_indicator = kNoNetworkIndicator;
  ss7.service_indicator = 3; // of SCCP, whose place it takes
  ss7.routing_context = said.routing_context;
  ss7.network_appearance = said.network_appearance;
  ss7.called = said.parties.called;
  ss7.calling = said.parties.calling;
  ss7.opc = ss7.calling.point_code;
  ss7.dpc = ss7.called.point_code;
  ss7.is_returned = is_returned;
  if (is_returned) ss7.return_cause = said.return_cause;
  m.flag(said.anomalies);
  if (said.sources > 1 || said.destinations > 1 || said.data > 1)
    m.flag(anomaly::sua_duplicate_parameter);
  if (!is_returned && (!ss7.called.has_ssn || ss7.called.ssn == sccp::ssn::unknown))
    m.flag(anomaly::sccp_called_ssn);
}

template <class Sink>
void decode_data(Decoding<Sink>& d, Message& m, Cursor data, bool is_segment, bool is_first) {
  if (is_segment) {
    m.flag(anomaly::sccp_segmented);
    count(d.counters, Counter::sccp_segments);
    d.hide(data.view(data.remaining())); // a secret may be cut in two
    if (!is_first) return;
  }
  decode_sccp_data(d, m, data);
}

/// CLDT and CLDR (RFC 3868 §3.2).
template <class Sink>
void decode_connectionless(Decoding<Sink>& d, const Header& header, Cursor octets,
                           const Parameters& said, Stop stop, const UserMessage& carrier) {
  const bool is_returned = header.message_type == sua::connectionless_type::cldr;
  if (stop.fault == Fault::none && said.is_address_cut)
    stop = {Fault::sua_address, said.address_at};
  if (stop.fault == Fault::none && (said.sources == 0 || said.destinations == 0))
    stop = {Fault::sua_address_missing, carrier.bytes.offset};
  if (stop.fault == Fault::none && said.data == 0)
    stop = {Fault::sua_data_missing, carrier.bytes.offset};
  for (uint32_t i = 0; i < std::max(said.data, 1u); i++) {
    Message* m = open_message(d, Technology::ss7, carrier);
    if (m == nullptr) // itself counted
      return count(d.counters, Counter::messages_over_limit, std::max(said.data, 1u) - i - 1);
    set_parties(*m, said, is_returned);
    if (said.data == 0)
      d.hide(carrier.bytes);
    else
      decode_data(d, *m, next_value(octets, parameter::data), said.is_segment,
                  said.is_first_segment);
    if (stop.fault != Fault::none) m->fail(stop.fault, stop.offset);
  }
}

/// CORE to COIT (RFC 3868 §3.3): their parties are told, their data is not read.
template <class Sink>
void decode_connection_oriented(Decoding<Sink>& d, const Parameters& said, const Stop& stop,
                                const UserMessage& carrier) {
  d.hide(carrier.bytes);
  count(d.counters, Counter::messages_connection_oriented);
  Message* m = open_message(d, Technology::ss7, carrier);
  if (m == nullptr) return;
  set_parties(*m, said, false);
  m->anomalies &= ~anomaly::sccp_called_ssn; // all but the first of a connection have no address
  m->flag(anomaly::sccp_connection_oriented);
  if (stop.fault != Fault::none) m->fail(stop.fault, stop.offset);
}

template <class Sink> void refuse(Decoding<Sink>& d, const Stop& stop, const UserMessage& carrier) {
  d.hide(carrier.bytes);
  if (Message* m = open_message(d, Technology::ss7, carrier)) m->fail(stop.fault, stop.offset);
}

bool is_connectionless(const Header& header) {
  return header.message_class == message_class::connectionless &&
         (header.message_type == sua::connectionless_type::cldt ||
          header.message_type == sua::connectionless_type::cldr);
}

} // namespace

template <class Sink>
void decode_sua(Decoding<Sink>& d, Cursor user_message, const UserMessage& carrier) {
  const uint32_t at = user_message.offset(), available = user_message.remaining();
  if (available < kHeaderOctets) return refuse(d, {Fault::sua_header_short, at}, carrier);
  const Header header(user_message.data());
  if (header.version != 1) return refuse(d, {Fault::sua_version, at}, carrier);
  d.sink.layer(Protocol::sua, {at, available});
  if constexpr (Sink::records) {
    show_header(d.sink, kHeader, header, at);
    d.sink.octets(Field::sua_reserved, {at + 1, 1}, d.base());
  }
  if (header.length < kHeaderOctets || header.length > available + kPaddingMax) {
    d.sink.leave();
    return refuse(d, {Fault::sua_length, at + 4}, carrier);
  }
  user_message.skip(kHeaderOctets);
  const Cursor octets = user_message.sub(std::min(header.length, available) - kHeaderOctets);
  Parameters said;
  const Stop stop = read_parameters(d, octets, said);
  d.sink.leave();
  if (stop.fault != Fault::none) d.hide({stop.offset, at + available - stop.offset});
  const uint32_t first = d.out.message_count;
  if (is_connectionless(header)) {
    decode_connectionless(d, header, octets, said, stop, carrier);
  } else if (header.message_class == message_class::connection_oriented) {
    decode_connection_oriented(d, said, stop, carrier);
  } else if (stop.fault != Fault::none) {
    refuse(d, stop, carrier);
  } else {
    count(d.counters, Counter::messages_management);
    if (said.data != 0) d.hide(carrier.bytes);
  }
  // Data in a message that carries none for a user, or of which only the first is one.
  if constexpr (Sink::records)
    if (first + said.data > d.out.message_count) d.sink.disown_from(d.out.message_count);
  if (user_message.remaining() > kPaddingMax) [[unlikely]] {
    d.hide(user_message.view(user_message.remaining()));
    for (uint32_t i = first; i < d.out.message_count; i++)
      d.out.messages[i].flag(anomaly::m3ua_trailing_octets);
  }
}

bool looks_like_sua(Bytes user_message) {
  if (!has_header(user_message)) return false;
  const Header header(user_message.data);
  const uint8_t type = header.message_type;
  switch (header.message_class) {
  case message_class::connectionless:
    if (!is_connectionless(header)) return false;
    break;
  case message_class::connection_oriented:
    if (type < sua::connection_type::core || type > sua::connection_type::coit) return false;
    break;
  case message_class::mgmt:
  case message_class::ssnm:
  case message_class::aspsm:
  case message_class::asptm:
  case message_class::rkm: break;
  default: return false;
  }
  return begins_with_tag(user_message, parameter::hop_counter, parameter::congestion_level);
}

template void decode_sua<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_sua<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
