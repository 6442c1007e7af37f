// SPDX-License-Identifier: Apache-2.0
// Diameter (RFC 6733): header and every AVP, groups opened by an explicit stack. One cursor bounds
// each group, so that an AVP cannot reach past its parent; what its octets mean is
// diameter_meaning.hpp's. Called by sctp.cpp with a whole user message, by tcp.cpp with the octets
// from a message's start. Does not join TCP segments and does not open DTLS.
//
// A message shorter than its user message hides a second one from readers of the first: both are
// decoded. Values of keys and vectors (protocol table, type `secret`) are handed on as ranges to
// overwrite and never to the sink; octets that cannot be read in an answer are treated as if they
// held some.
#include "native/decode/decoder.hpp"
#include "native/decode/diameter_walk.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kCommandMin = 257; // lower codes are RADIUS's (RFC 6733 §3.1)

template <class Sink> void record_header(Sink& sink, const Message& m, uint32_t length) {
  const Diameter& h = m.diameter;
  const uint32_t at = m.bytes.offset;
  sink.layer(Protocol::diameter, m.bytes);
  sink.number(Field::diameter_version, {at, 1}, 1);
  sink.number(Field::diameter_length, {at + 1, 3}, length);
  sink.number(Field::diameter_flags, {at + 4, 1}, h.flags);
  const auto flag = [&](Field field, uint32_t bit) {
    sink.number(field, {at + 4, 1}, (h.flags & bit) != 0);
  };
  flag(Field::diameter_flags_request, diameter::command_flag::request);
  flag(Field::diameter_flags_proxiable, diameter::command_flag::proxiable);
  flag(Field::diameter_flags_error, diameter::command_flag::error);
  flag(Field::diameter_flags_retransmitted, diameter::command_flag::retransmitted);
  sink.number(Field::diameter_command_code, {at + 5, 3}, h.command);
  sink.number(Field::diameter_application_id, {at + 8, 4}, h.application);
  sink.number(Field::diameter_hop_by_hop, {at + 12, 4}, h.hop_by_hop);
  sink.number(Field::diameter_end_to_end, {at + 16, 4}, h.end_to_end);
}

/// Header checks that need nothing behind the header. Commands between peers must not be proxied,
/// those of applications may be (RFC 6733 §3.1); an answer repeats its request's P bit, and is none
/// that was sent before.
void check_header(Message& m, const CommandLookup& command) {
  const Diameter& h = m.diameter;
  namespace flag = diameter::command_flag;
  const bool error_in_request = h.is_request && (h.flags & flag::error);
  if ((h.flags & flag::reserved) || error_in_request) m.flag(anomaly::diameter_reserved_flags);
  const bool is_proxiable = h.flags & flag::proxiable;
  const bool is_sent_again = h.flags & flag::retransmitted;
  if ((command.id != OperationId::unknown && is_proxiable == h.is_management) ||
      (is_sent_again && !h.is_request))
    m.flag(anomaly::diameter_command_flags);
  if (command.application_known && command.id == OperationId::unknown)
    m.flag(anomaly::diameter_command_not_in_application);
}

bool is_between_peers(OperationId id) {
  return id == OperationId::base_CER || id == OperationId::base_DWR || id == OperationId::base_DPR;
}

/// Reads the twenty octets; the cursor stands at the first AVP after it. False when there is
/// nothing to go on with.
bool read_header(Cursor& octets, Message& m, uint32_t& length) {
  m.bytes = octets.view(octets.remaining());
  const uint32_t version = octets.u8();
  length = octets.u24();
  Diameter& h = m.diameter;
  h.flags = octets.u8();
  h.command = octets.u24();
  h.application = octets.u32();
  h.hop_by_hop = octets.u32();
  h.end_to_end = octets.u32();
  h.is_request = h.flags & diameter::command_flag::request;
  if (octets.failed())
    m.fail(Fault::diameter_header_short, m.bytes.offset);
  else if (version != 1)
    m.fail(Fault::diameter_version, m.bytes.offset);
  else if (length < kDiameterHeaderOctets)
    m.fail(Fault::diameter_length, m.bytes.offset + 1);
  return m.fault == Fault::none;
}

/// Whether a request continues a session that the other side opened (RFC 6733 §8.3, §8.5).
bool goes_back_in_session(uint32_t command) {
  constexpr uint32_t kReAuth = 258, kAbortSession = 274;
  return command == kReAuth || command == kAbortSession;
}

/// What the names of hosts and realms say of each other.
void check_names(Message& m, const uint8_t* base) {
  const Diameter& h = m.diameter;
  const Bytes host = h.origin_host.in(base), realm = h.origin_realm.in(base);
  const bool agree = host.empty() || realm.empty() || host_in_realm(host, realm);
  if (!agree) m.flag(anomaly::diameter_origin_host_not_in_realm);
  // A realm that ends the host is looked at with it.
  if (!is_domain_name(host) || ((!agree || host.empty()) && !is_domain_name(realm)) ||
      !is_domain_name(h.destination_realm.in(base)))
    m.flag(anomaly::diameter_identity_form);
  if (h.is_request && !host.empty() && !h.session_id.empty() && !goes_back_in_session(h.command) &&
      !is_session_of(h.session_id.in(base), host))
    m.flag(anomaly::diameter_session_id_origin);
}

template <class Sink>
void walk_command(Decoding<Sink>& d, Message& m, Operation& op, Cursor avps,
                  const CommandLookup& command) {
  op.id = command.id;
  op.code = static_cast<int32_t>(m.diameter.command);
  op.argument = avps.view(avps.remaining());
  op.component = m.diameter.is_request                              ? Component::invoke
                 : m.diameter.flags & diameter::command_flag::error ? Component::error
                                                                    : Component::result_last;
  AvpWalk<Sink>(d, m, op).run(avps);
  check_names(m, d.base());
}

template <class Sink>
void decode_command(Decoding<Sink>& d, Message& m, Cursor avps, const CommandLookup& command) {
  if (Operation* op = d.out.add_operation(m)) {
    walk_command(d, m, *op, avps, command);
    return;
  }
  count(d.counters, Counter::operations_over_limit);
  m.flag(anomaly::diameter_over_limit);
  Operation spare; // still walked, for its hosts and its secrets
  walk_command(d, m, spare, avps, command);
}

/// One message; the cursor stands behind it. False when nothing that follows can be believed.
template <class Sink>
bool decode_one(Decoding<Sink>& d, Cursor& octets, const UserMessage& carrier) {
  Message* slot = open_message(d, Technology::diameter, carrier);
  if (slot == nullptr) {
    d.hide(octets.view(octets.remaining()));
    return false;
  }
  Message& m = *slot;
  uint32_t length = 0;
  if (!read_header(octets, m, length)) {
    d.hide(m.bytes);
    return false;
  }
  Diameter& h = m.diameter;
  const uint32_t wanted = length - kDiameterHeaderOctets;
  const bool is_truncated = wanted > octets.remaining();
  if (is_truncated) m.fail(Fault::diameter_truncated, m.bytes.offset + 1);
  const Cursor avps = octets.sub(is_truncated ? octets.remaining() : wanted);
  m.bytes.length = kDiameterHeaderOctets + avps.remaining();
  if (length & 3) m.flag(anomaly::diameter_padding_not_zero);
  const CommandLookup command = command_of(h.application, h.command);
  h.is_management = is_between_peers(command.id);
  check_header(m, command);
  if constexpr (Sink::records) record_header(d.sink, m, length);
  decode_command(d, m, avps, command);
  d.sink.leave();
  if (!octets.at_end()) m.flag(anomaly::diameter_trailing_octets);
  return true;
}

} // namespace

template <class Sink>
void decode_diameter(Decoding<Sink>& d, Cursor octets, const UserMessage& carrier) {
  while (decode_one(d, octets, carrier)) {
    if (looks_like_diameter(octets.rest())) continue;
    if (!octets.at_end()) count(d.counters, Counter::diameter_payload_unknown);
    d.hide(octets.view(octets.remaining()));
    break;
  }
  d.sink.end_message();
}

bool looks_like_diameter(Bytes user_message) {
  if (user_message.size < kDiameterHeaderOctets || user_message.data[0] != 1) return false;
  const uint32_t length = load_be32(user_message.data) & 0xFFFFFF;
  const uint32_t command = load_be32(user_message.data + 4) & 0xFFFFFF;
  const uint8_t flags = user_message.data[4];
  if (length < kDiameterHeaderOctets || (length & 3) || length > limits::diameter_message_octets)
    return false;
  if ((flags & diameter::command_flag::reserved) || command < kCommandMin) return false;
  if (length == kDiameterHeaderOctets) return true;
  if (user_message.size < kDiameterHeaderOctets + kAvpHeaderOctets) return true;
  const uint32_t avp_length = load_be32(user_message.data + kDiameterHeaderOctets + 4) & 0xFFFFFF;
  return avp_length >= kAvpHeaderOctets && avp_length <= length - kDiameterHeaderOctets;
}

template void decode_diameter<NullSink>(Decoding<NullSink>&, Cursor, const UserMessage&);
template void decode_diameter<FieldSink>(Decoding<FieldSink>&, Cursor, const UserMessage&);

} // namespace sigwarden
