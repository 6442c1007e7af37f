// SPDX-License-Identifier: Apache-2.0
#include "native/engine/record_writer.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <bit>
#include <charconv>

namespace sigwarden {
namespace {

constexpr uint32_t kHostMax = 255; ///< RFC 1035 §2.3.4

std::string_view digits_text(const Digits& digits, std::array<char, 17>& buffer) {
  return {buffer.data(), write_ascii(digits, buffer.data())};
}

std::string_view hex_text(const TransactionId& id, std::array<char, 17>& buffer) {
  const uint32_t octets = std::min<uint32_t>(id.length, 8);
  for (uint32_t i = 0; i < 2 * octets; i++)
    buffer[i] = "0123456789abcdef"[(id.value >> (4 * (2 * octets - 1 - i))) & 0xF];
  return {buffer.data(), 2 * octets};
}

/// Printable ASCII, other octets as a full stop: names of peers are UTF-8 by claim only.
std::string_view name_text(Bytes octets, std::array<char, kHostMax>& buffer) {
  const uint32_t n = std::min(octets.size, kHostMax);
  for (uint32_t i = 0; i < n; i++) {
    const uint8_t c = octets.data[i];
    buffer[i] = c >= 0x20 && c < 0x7F ? static_cast<char>(c) : '.';
  }
  return {buffer.data(), n};
}

/// inet_ntop() prints four octets by a format, which took a third of the time of a record.
std::string_view ipv4_text(const uint8_t* octets, std::array<char, INET6_ADDRSTRLEN>& buffer) {
  char* at = buffer.data();
  for (uint32_t i = 0; i < 4; i++) {
    if (i > 0) *at++ = '.';
    at = std::to_chars(at, buffer.end(), octets[i]).ptr;
  }
  return {buffer.data(), at};
}

std::string_view address_text(const Packet& packet, const std::array<uint8_t, 16>& address,
                              std::array<char, INET6_ADDRSTRLEN>& buffer) {
  if (packet.ip_version == 0) return {};
  if (packet.ip_version == 4) return ipv4_text(address.data() + 12, buffer);
  return inet_ntop(AF_INET6, address.data(), buffer.data(), INET6_ADDRSTRLEN);
}

Digits digits_of(uint64_t bcd, uint8_t length) {
  Digits digits;
  digits.bcd = bcd;
  digits.length = length;
  return digits;
}

/// Two letters of an ISO 3166 code from its number; see Territory.
std::string_view territory_text(int64_t territory, std::array<char, 2>& buffer) {
  if (territory <= 0 || territory > 676) return {};
  buffer = {static_cast<char>('A' + (territory - 1) / 26),
            static_cast<char>('A' + (territory - 1) % 26)};
  return {buffer.data(), 2};
}

/// Of a code dialled as USSD the number is a secret as the rest of the string is.
uint32_t nodes_kept(const Operation& op) {
  constexpr uint32_t kOfString = 1u << static_cast<uint32_t>(Node::forwarded_to);
  constexpr uint32_t kDialled = Operation::kSetsForwarding | Operation::kErasesForwarding;
  const bool is_ussd = op.id == OperationId::gsm_map_processUnstructuredSS_Request ||
                       op.id == OperationId::gsm_map_processUnstructuredSS_Data;
  const bool is_dialled = is_ussd && (op.flags & kDialled) != 0;
  return op.nodes_present & ~(is_dialled ? kOfString : 0u);
}

} // namespace

Party subject_of(const RecordEvent& e) {
  if (e.event != Event::finding || e.policy == nullptr) return e.request.origin;
  return static_cast<Party>((*e.facts)[e.policy->rule(e.rule).about]);
}

std::array<uint8_t, 16> pseudonym_of(const SipKey& key, const Digits& imsi, const Digits& msisdn) {
  std::array<char, 18> text;
  uint32_t octets = 0;
  if (!imsi.empty()) {
    octets = write_ascii(imsi, text.data());
  } else if (!msisdn.empty()) {
    text[0] = '+';
    octets = 1 + write_ascii(msisdn, text.data() + 1);
  } else {
    return {};
  }
  return siphash128(key, {reinterpret_cast<const uint8_t*>(text.data()), octets});
}

uint64_t address_hash(const SipKey& key, const Packet& packet, const Message& message,
                      const uint8_t* base) {
  if (is_exchange(message)) return siphash64(key, bytes_of(packet.source));
  std::array<char, kHostMax> text;
  uint32_t octets = 0;
  if (message.technology == Technology::ss7) {
    octets = write_ascii(message.ss7.calling.title, text.data());
  } else {
    const Bytes host = message.diameter.origin_host.in(base);
    octets = std::min(host.size, kHostMax);
    for (uint32_t i = 0; i < octets; i++) {
      const uint8_t c = host.data[i];
      text[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
  return octets == 0 ? 0 : siphash64(key, {reinterpret_cast<const uint8_t*>(text.data()), octets});
}

bool RecordWriter::write(const RecordEvent& event) {
  uint8_t* at = ring_.reserve(limits::record_octets);
  if (at == nullptr) {
    count(counters_, Counter::records_lost);
    return false;
  }
  RecordHeader header{};
  fill_header(event, header);
  MsgpackWriter body(at + sizeof header, limits::record_octets - sizeof header);
  write_body(event, body);
  header.body_octets = body.size();
  const uint32_t used = static_cast<uint32_t>(sizeof header) + body.size();
  MsgpackWriter sealed(at + used, limits::record_octets - used);
  bool with_frame = static_cast<bool>(event.evidence) && event.level != Evidence::none;
  with_frame = write_sealed(event, sealed, with_frame);
  if (sealed.overflowed()) {
    // Identities always fit; it was the frame.
    count(counters_, Counter::records_cut);
    sealed = MsgpackWriter(at + used, limits::record_octets - used);
    with_frame = write_sealed(event, sealed, false);
  }
  header.sealed_octets = sealed.size();
  const bool missing =
      event.level == Evidence::missing_overwritten || event.level == Evidence::digest;
  header.evidence = static_cast<uint8_t>(with_frame || missing ? event.level : Evidence::none);
  std::memcpy(at, &header, sizeof header);
  ring_.commit(used + sealed.size());
  event.session.sequence++;
  count(counters_, Counter::records_written);
  return true;
}

void RecordWriter::fill_header(const RecordEvent& e, RecordHeader& header) {
  const Request& request = e.request;
  header.version = kRecordVersion;
  header.event = static_cast<uint8_t>(e.event);
  header.technology = static_cast<uint8_t>(e.technology);
  header.outcome = static_cast<uint8_t>(e.outcome);
  header.sequence = e.session.sequence;
  header.session_time_be = __builtin_bswap64(e.session.time_ns);
  header.session_hash = e.session.hash;
  header.time = e.time_ns;
  header.frame = e.frame;
  header.tap = tap_;
  header.message = e.message;
  header.operation = static_cast<uint16_t>(e.operation);
  header.source_network = e.networks.network_key(request.origin);
  header.source_operator = e.networks.operator_key(request.origin);
  const auto pseudonym = pseudonym_of(key_, digits_of(request.imsi, request.imsi_length),
                                      digits_of(request.msisdn, request.msisdn_length));
  std::copy(pseudonym.begin(), pseudonym.end(), header.subscriber);
  header.source_address = e.session.source_address;
  header.purpose = static_cast<uint16_t>(e.session.purposes);
  header.severity = e.session.severity;
  header.disclosed = request.disclosed;
  header.requested = request.requested;
  header.direction = request.direction;
  header.entitlement = request.entitlement;
  header.home_network = e.networks.network_key(request.home);
  std::memcpy(header.anomalies, &request.anomalies, sizeof header.anomalies);
  if (e.policy == nullptr) return;
  header.rule_set = e.policy->rule_set();
  if (e.event != Event::finding) return;
  const RuleInfo& rule = e.policy->rule(e.rule);
  header.rule = rule.key;
  header.severity = static_cast<uint8_t>(rule.severity);
  header.category = static_cast<uint8_t>(rule.category);
  header.confidence = static_cast<uint8_t>(e.policy->confidence(e.rule, *e.facts));
  if (const Party about = subject_of(e); about != request.origin) {
    // The address that sent the message is not the one that the finding is about.
    header.source_network = e.networks.network_key(about);
    header.source_operator = e.networks.operator_key(about);
    header.source_address = 0;
  }
  header.purpose =
      static_cast<uint16_t>(rule.purpose != 0 ? rule.purpose : e.policy->purposes(e.operation));
}

void RecordWriter::write_body(const RecordEvent& e, MsgpackWriter& out) {
  MsgpackMap body(out);
  const Request& request = e.request;
  const auto party = [&](std::string_view key, Party p) {
    if (p != kNoParty) body.at(key).text(e.networks.id(p));
  };
  if (e.operation != OperationId::unknown) body.at("title").text(name_of(e.operation));
  const Party about = subject_of(e);
  party("source", about);
  if (about != kNoParty) {
    body.at("source_name").text(e.networks.name(about));
    std::array<char, 2> code;
    const auto text = territory_text(e.networks.territory(about, 0), code);
    if (!text.empty()) body.at("source_territory").text(text);
  }
  if (about != request.origin && request.origin != kNoParty) {
    party("asker", request.origin);
    body.at("asker_name").text(e.networks.name(request.origin));
  }
  party("destination", request.destination);
  party("home", request.home);
  party("serving", request.serving);
  if (request.serving != kNoParty) {
    body.at("serving_grade").number(request.grade);
    body.at("serving_age_s").integer(request.serving_age_s);
  }
  body.at("is_abroad").number(static_cast<uint32_t>(request.answer(Request::is_abroad)));
  body.at("reason").number(request.reason);
  body.at("role").number(static_cast<uint32_t>(e.links.role(e.place)));
  if (const auto name = e.links.name(e.place); !name.empty()) body.at("link").text(name);
  body.at("tap_position").number(static_cast<uint32_t>(e.links.tap(e.place)));
  if (e.legs > 1) body.at("legs").number(e.legs);
  if (e.vectors != 0) body.at("vectors").number(e.vectors);
  party("previous", e.previous);
  if (e.component != Component::none)
    body.at("component").number(static_cast<uint32_t>(e.component));
  body.at("from_initiator").boolean(e.from_initiator);
  if (e.error >= 0) body.at("error").integer(e.error);
  if (e.return_cause >= 0) body.at("return_cause").integer(e.return_cause);
  if (e.event == Event::finding) write_finding(e, body);
  body.close();
}

void RecordWriter::write_finding(const RecordEvent& e, MsgpackMap& body) {
  const RuleInfo& rule = e.policy->rule(e.rule);
  body.at("rule").text(rule.id);
  body.at("mode").number(static_cast<uint32_t>(e.mode));
  if (e.is_at_deadline) body.at("at_deadline").boolean(true);
  uint32_t reasons = 0;
  e.policy->confidence(e.rule, *e.facts, &reasons);
  if (reasons != 0) {
    MsgpackWriter& list = body.at("confidence_reasons");
    list.array(static_cast<uint32_t>(std::popcount(reasons)));
    for (uint32_t bit = 0; bit < 32; bit++)
      if ((reasons >> bit) & 1) list.text(e.policy->reason(e.rule, bit));
  }
  write_facts(e, body.at("facts"));
}

void RecordWriter::write_facts(const RecordEvent& e, MsgpackWriter& out) {
  const FactSet& named = e.policy->rule(e.rule).facts;
  MsgpackMap map(out);
  for (uint32_t id = 0; id < kFactCount; id++) {
    const Fact fact = static_cast<Fact>(id);
    if (!named.has(fact)) continue;
    const int64_t value = (*e.facts)[fact];
    MsgpackWriter& at = map.at(name_of(fact));
    std::array<char, 2> code;
    switch (kFactKinds[id]) {
    case FactKind::bool_: at.boolean(value != 0); break;
    case FactKind::party: at.text(e.networks.id(static_cast<Party>(value))); break;
    case FactKind::operator_: {
      // The number of an operator is a number of the image; its text comes by the party.
      const bool is_origin = fact == Fact::origin_operator && value != 0;
      at.text(is_origin ? e.networks.operator_id(e.request.origin) : std::string_view{});
      break;
    }
    case FactKind::territory: at.text(territory_text(value, code)); break;
    case FactKind::number:
    case FactKind::duration: value < 0 ? at.nil() : at.integer(value); break;
    default: at.integer(value);
    }
  }
  map.close();
}

bool RecordWriter::write_sealed(const RecordEvent& e, MsgpackWriter& out, bool with_frame) {
  MsgpackMap sealed(out);
  write_identities(e, sealed);
  bool written = false;
  if (with_frame && evidence_.accepts(e.evidence, e.session)) {
    const Session before = e.session;
    written = evidence_.write(sealed.at("frames"), e.evidence, e.session);
    if (out.overflowed()) e.session = before;
  } else if (with_frame) {
    count(counters_, e.evidence.decoded->secrets_overflowed ? Counter::evidence_withheld
                                                            : Counter::evidence_over_limit);
  }
  sealed.close();
  return written;
}

void RecordWriter::write_identities(const RecordEvent& e, MsgpackMap& sealed) {
  std::array<char, 17> digits;
  std::array<char, kHostMax> name;
  std::array<char, INET6_ADDRSTRLEN> address;
  const Request& request = e.request;
  const auto text = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) sealed.at(key).text(value);
  };
  text("imsi", digits_text(digits_of(request.imsi, request.imsi_length), digits));
  text("msisdn", digits_text(digits_of(request.msisdn, request.msisdn_length), digits));
  if (!e.evidence) return;
  const Message& message = e.evidence.get();
  const uint8_t* base = e.evidence.base();
  if (message.technology == Technology::ss7) {
    const Ss7& ss7 = message.ss7;
    text("calling", digits_text(ss7.calling.title, digits));
    text("called", digits_text(ss7.called.title, digits));
    text("otid", hex_text(ss7.otid, digits));
    text("dtid", hex_text(ss7.dtid, digits));
    sealed.at("opc").number(ss7.opc);
    sealed.at("dpc").number(ss7.dpc);
  } else if (message.technology == Technology::diameter) {
    const Diameter& diameter = message.diameter;
    text("calling", name_text(diameter.origin_host.in(base), name));
    text("called", name_text(diameter.destination_host.in(base), name));
    text("origin_realm", name_text(diameter.origin_realm.in(base), name));
    text("destination_realm", name_text(diameter.destination_realm.in(base), name));
    text("otid", name_text(diameter.session_id.in(base), name));
  }
  const Packet& packet = e.evidence.decoded->packet;
  text("source_ip", address_text(packet, packet.source, address));
  text("destination_ip", address_text(packet, packet.destination, address));
  if (message.operation_count == 0) return;
  const Operation& op = e.evidence.decoded->operations[message.first_operation];
  const uint32_t kept = nodes_kept(op);
  if (kept == 0) return;
  MsgpackWriter& list = sealed.at("nodes");
  list.map(static_cast<uint32_t>(std::popcount(kept)));
  for (uint32_t i = 0; i < kNodeCount; i++)
    if ((kept >> i) & 1) {
      list.text(name_of(static_cast<Node>(i)));
      list.text(digits_text(op.nodes[i], digits));
    }
}

} // namespace sigwarden
