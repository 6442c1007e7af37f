// SPDX-License-Identifier: Apache-2.0
#include "native/engine/observation.hpp"

#include "native/base/renew.hpp"
#include "native/engine/copy_keys.hpp"
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
Party party_of(const Networks& networks, const SccpAddress& address) {
  if (address.title.ton == nature::national) return kNoParty;
  const bool no_plan = address.title_format == sccp::title_format::nature;
  const uint8_t plan = no_plan && address.title.ton == nature::international
                           ? static_cast<uint8_t>(sccp::numbering_plan::isdn)
                           : address.title.npi;
  return networks.by_global_title(address.title, plan);
}

[[gnu::noinline]] TitleMemo::Known known_of_point(const Networks& networks, uint32_t point_code,
                                                  uint8_t network_indicator) {
  const bool is_international = network_indicator == kInternationalNetwork;
  return {Dialogues::owner_of_point(point_code, network_indicator),
          is_international ? networks.by_point_code(point_code) : kNoParty};
}

void observe_ss7(const Networks& networks, TitleMemo& titles, const Ss7& ss7, Observation& out) {
  const auto known_of = [&](const SccpAddress& address, uint32_t point_code) {
    if (!address.title.empty()) [[likely]]
      return titles.find(networks, address);
    return known_of_point(networks, point_code, ss7.network_indicator);
  };
  const TitleMemo::Known calling = known_of(ss7.calling, ss7.opc);
  out.origin = calling.party;
  out.owner_calling = calling.owner;
  out.opens = Dialogues::transaction(ss7.otid, calling.owner);
  const TitleMemo::Known called = known_of(ss7.called, ss7.dpc);
  out.destination = called.party;
  out.owner_called = called.owner;
  // A returned Begin goes back to its sender under the id that the sender chose.
  out.answers = Dialogues::transaction(ss7.is_returned ? ss7.otid : ss7.dtid, called.owner);
  const Digits& title = ss7.calling.title;
  out.source.address = title.length < kDigitsMax ? title.bcd | title.length : title.bcd;
  if (title.empty()) out.source.address = ss7.opc;
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
  out.source.address = out.copy.sender;
}

/// In which network a node of such a protocol stands, no directory says: what is known of a sender
/// is where it claims to serve the subscriber. Our own network said so is left unknown, since a
/// place that is ours tells no forged address from a shared access network.
void observe_exchange(const MixKey& key, const Networks& networks, const Decoded& decoded,
                      const Message& message, const Ends& ends, Observation& out) {
  const Exchange& exchange = message.exchange;
  out.source.address = mix_bytes(key, bytes_of(decoded.packet.source));
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

[[gnu::noinline]] TitleMemo::Known TitleMemo::look_up(const Networks& networks,
                                                      const SccpAddress& address) {
  const Party party = party_of(networks, address);
  return {Dialogues::owner_of_title(address.title, networks.operator_of(party)), party};
}

Ends& EndsMemo::find(const MixKey& key, const Packet& packet) {
  static_assert(offsetof(Packet, source) == 0 && offsetof(Packet, destination) == 16 &&
                offsetof(Packet, source_port) == 32 && offsetof(Packet, verification_tag) == 36);
  std::array<uint64_t, kWords> words;
  std::memcpy(words.data(), &packet, sizeof words);
  // The ends of addresses tell nodes of a network apart.
  const uint64_t where = (words[1] ^ words[4]) * MixKey{}.k0 + words[3] * MixKey{}.k1;
  Entry& entry = entries_[where >> (64 - kEntryBits)];
  if (entry.words != words || !entry.is_used) [[unlikely]]
    entry = {words, ends_of(key, packet), true};
  return entry.ends;
}

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

void observe(const MixKey& key, const Networks& networks, Memos& memos, const Decoded& decoded,
             const Ends& ends, const uint8_t* base, Observation* to) {
  for (uint32_t i = 0; i < decoded.message_count; i++) {
    const Message& message = decoded.messages[i];
    Observation& out = renew(to[i]);
    out.source.technology = static_cast<uint64_t>(message.technology);
    if (message.technology == Technology::ss7) {
      out.copy = copy_key_ss7(key, decoded, message, base);
      observe_ss7(networks, memos.titles, message.ss7, out);
    } else if (message.technology == Technology::diameter) {
      out.copy = copy_key_diameter(key, decoded, message, base);
      observe_diameter(key, networks, memos.names, message.diameter, ends, base, out);
    } else {
      out.copy = copy_key_exchange(key, decoded, message, base);
      observe_exchange(key, networks, decoded, message, ends, out);
    }
    if (message.operation_count == 0) continue;
    const Operation& first = decoded.operations[message.first_operation];
    out.asks = first.component == Component::invoke;
    out.imsi = first.imsi.bcd;
    out.msisdn = first.msisdn;
  }
}

} // namespace sigwarden
