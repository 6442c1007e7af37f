// SPDX-License-Identifier: Apache-2.0
#include "native/engine/observation.hpp"

#include "native/base/renew.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

namespace nature = sccp::nature;

constexpr uint8_t kInternationalNetwork = 0;

uint64_t end_hash(const MixKey& key, const std::array<uint8_t, 16>& address, uint16_t port) {
  uint64_t words[2];
  std::memcpy(words, address.data(), sizeof words);
  return mix(key, words[0] ^ port, words[1]);
}

/// A national number is not told from an international one of another country: unknown.
Party party_of(const Networks& networks, const SccpAddress& address, uint32_t point_code,
               uint8_t network_indicator) {
  if (address.title.empty())
    return network_indicator == kInternationalNetwork ? networks.by_point_code(point_code)
                                                      : kNoParty;
  if (address.title.ton == nature::national) return kNoParty;
  const bool no_plan = address.title_format == sccp::title_format::nature;
  const uint8_t plan = no_plan && address.title.ton == nature::international
                           ? static_cast<uint8_t>(sccp::numbering_plan::isdn)
                           : address.title.npi;
  return networks.by_global_title(address.title, plan);
}

uint64_t owner_of(const Networks& networks, const SccpAddress& address, Party party,
                  uint32_t point_code, uint8_t network_indicator) {
  const uint64_t owner = Dialogues::owner_of_title(address.title, networks.operator_of(party));
  return owner != 0 ? owner : Dialogues::owner_of_point(point_code, network_indicator);
}

void observe_ss7(const Networks& networks, const Ss7& ss7, Observation& out) {
  const uint8_t ni = ss7.network_indicator;
  out.origin = party_of(networks, ss7.calling, ss7.opc, ni);
  out.destination = party_of(networks, ss7.called, ss7.dpc, ni);
  out.owner_calling = owner_of(networks, ss7.calling, out.origin, ss7.opc, ni);
  out.owner_called = owner_of(networks, ss7.called, out.destination, ss7.dpc, ni);
  out.opens = Dialogues::transaction(ss7.otid, out.owner_calling);
  // A returned Begin goes back to its sender under the id that the sender chose.
  out.answers = Dialogues::transaction(ss7.is_returned ? ss7.otid : ss7.dtid, out.owner_called);
}

void observe_diameter(const MixKey& key, const Networks& networks, NameMemo& names,
                      const Diameter& diameter, const Ends& ends, const uint8_t* base,
                      Observation& out) {
  const auto party = [&](View realm, View host) {
    const Party known = names.find(key, networks, realm.in(base));
    return known != kNoParty ? known : names.find(key, networks, host.in(base));
  };
  out.origin = party(diameter.origin_realm, diameter.origin_host);
  out.destination = party(diameter.destination_realm, diameter.destination_host);
  if (diameter.is_request)
    out.opens = Dialogues::diameter(ends.there, diameter.hop_by_hop);
  else
    out.answers = Dialogues::diameter(ends.back, diameter.hop_by_hop);
}

/// In which network a node of such a protocol stands, no directory says: what is known of a sender
/// is where it claims to serve the subscriber. Our own network said so is left unknown, since a
/// place that is ours tells no forged address from a shared access network.
void observe_exchange(const Networks& networks, const Decoded& decoded, const Message& message,
                      const Ends& ends, Observation& out) {
  const Exchange& exchange = message.exchange;
  if (exchange.role == Exchange::Role::answer)
    out.answers = Dialogues::exchange(ends.back, exchange.number);
  else
    out.opens = Dialogues::exchange(ends.there, exchange.number);
  if (message.operation_count == 0) return;
  const Plmn place = decoded.operations[message.first_operation].place;
  const Party claimed = place == 0 ? kNoParty : networks.by_plmn(place);
  if (!networks.is_home(claimed)) out.origin = claimed;
}

} // namespace

Ends ends_of(const MixKey& key, const Packet& packet) {
  constexpr MixKey kPublic;
  const uint64_t a = end_hash(kPublic, packet.source, packet.source_port);
  const uint64_t b = end_hash(kPublic, packet.destination, packet.destination_port);
  Ends ends;
  ends.association = a + b;
  ends.there = mix(key, a, b);
  ends.back = mix(key, b, a);
  return ends;
}

uint64_t transaction_of(const Message& message) {
  if (message.technology == Technology::diameter)
    return uint64_t{message.diameter.end_to_end} << 32 | message.diameter.hop_by_hop;
  if (is_exchange(message)) return message.exchange.number;
  const Ss7& ss7 = message.ss7;
  return ss7.otid.length != 0 ? ss7.otid.value : ss7.dtid.value;
}

SourceKey source_of(const MixKey& key, const Packet& packet, const Message& message,
                    const uint8_t* base) {
  SourceKey source;
  source.technology = static_cast<uint64_t>(message.technology);
  if (message.technology == Technology::diameter) {
    source.address = mix_bytes(key, message.diameter.origin_host.in(base));
    return source;
  }
  if (is_exchange(message)) {
    source.address = mix_bytes(key, bytes_of(packet.source));
    return source;
  }
  const Digits& title = message.ss7.calling.title;
  source.address = title.length < kDigitsMax ? title.bcd | title.length : title.bcd;
  if (title.empty()) source.address = message.ss7.opc;
  return source;
}

void observe(const MixKey& key, const Networks& networks, NameMemo& names, const Decoded& decoded,
             const Message& message, const Ends& ends, const uint8_t* base, Observation& out) {
  renew(out);
  if (message.technology == Technology::ss7)
    observe_ss7(networks, message.ss7, out);
  else if (is_exchange(message))
    observe_exchange(networks, decoded, message, ends, out);
  else
    observe_diameter(key, networks, names, message.diameter, ends, base, out);
  out.source = source_of(key, decoded.packet, message, base);
  if (message.operation_count != 0) {
    const Operation& first = decoded.operations[message.first_operation];
    out.asks = first.component == Component::invoke;
    out.imsi = first.imsi.bcd;
    out.msisdn = first.msisdn;
  }
  out.content = content_of(key, decoded, message, base);
  out.copy = copy_key(key, message, out.content, base);
}

} // namespace sigwarden
