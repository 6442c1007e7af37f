// SPDX-License-Identifier: Apache-2.0
#include "native/state/links.hpp"

#include <algorithm>

#include "native/base/domain_name.hpp"

namespace sigwarden {
namespace {

/// In a pair's kind, beside its technology, where a network indicator stands for others.
constexpr uint64_t kByAddress = 0xFE;
constexpr uint64_t kProposalMin = 4;   ///< messages before a side is proposed
constexpr uint64_t kProposalRatio = 4; ///< and by how much it must outweigh the other

EndPoint of_point_code(uint32_t code) {
  EndPoint end{};
  for (uint32_t i = 0; i < 4; i++)
    end[12 + i] = static_cast<uint8_t>(code >> (24 - 8 * i));
  return end;
}

/// SUA has no routing label, nor has SCCP alone: the peers of the association are the ends of the
/// link, whatever point codes the parties have.
bool has_label(const Message& message) {
  return message.technology == Technology::ss7 &&
         message.ss7.network_indicator != kNoNetworkIndicator;
}

/// On one host two peers differ by their ports alone (captures from a loopback).
void tell_apart(EndPoint& end, uint16_t port) {
  end[0] = static_cast<uint8_t>(port >> 8);
  end[1] = static_cast<uint8_t>(port);
}

std::string_view host_of(const Link& link, uint32_t side) {
  return {link.host[side].data()};
}

} // namespace

void Links::configure(LinkConfig config) {
  config_ = std::move(config);
  table_.each([&](uint32_t slot) { match(table_.key(slot), table_[slot]); });
}

void Links::match(const LinkKey& key, Link& link) const {
  const auto take = [&](LinkMatch found) {
    if (found.link == kNoLink) return false;
    link.configured = found.link;
    link.ours = found.ours;
    return true;
  };
  link.configured = kNoLink;
  link.ours = OurSide::unknown;
  if (config_.count() == 0) return;
  if (key.technology == static_cast<uint32_t>(Technology::ss7) &&
      take(config_.match(LinkConfig::Kind::point_code, key.low, key.high)))
    return;
  if (take(config_.match(LinkConfig::Kind::address, link.address[0], link.address[1]))) return;
  take(config_.match_hosts(host_of(link, 0), host_of(link, 1)));
}

Links::Pair Links::pair_of(const Message& message, uint64_t ends) {
  const uint64_t technology = static_cast<uint64_t>(message.technology) << 8;
  if (!has_label(message)) return {ends, technology | kByAddress};
  const uint64_t codes = uint64_t{message.ss7.opc} << 32 | message.ss7.dpc;
  return {codes, technology | message.ss7.network_indicator};
}

LinkPlace Links::observe(const Packet& packet, const Message& message, uint64_t ends,
                         uint64_t time_ns) {
  const Pair pair = pair_of(message, ends);
  Recent& recent = recent_[(pair.ends ^ pair.ends >> 29 ^ pair.kind) % kRecent];
  if (!(recent.pair == pair)) [[unlikely]] {
    const LinkPlace place = find(packet, message, time_ns);
    if (place.slot == kNoSlot) {
      over_limit_++;
      return place;
    }
    recent = {pair, place};
  }
  Link& link = table_[recent.place.slot];
  link.last_ns = std::max(link.last_ns, time_ns);
  link.messages[recent.place.from]++;
  return recent.place;
}

[[gnu::noinline]] LinkPlace Links::find(const Packet& packet, const Message& message,
                                        uint64_t time_ns) {
  LinkKey key;
  key.technology = static_cast<uint32_t>(message.technology);
  EndPoint from = packet.source, to = packet.destination;
  if (has_label(message)) {
    from = of_point_code(message.ss7.opc);
    to = of_point_code(message.ss7.dpc);
    key.network_indicator = message.ss7.network_indicator;
  } else if (from == to) {
    tell_apart(from, packet.source_port);
    tell_apart(to, packet.destination_port);
  }
  const bool forward = from <= to;
  key.low = forward ? from : to;
  key.high = forward ? to : from;
  LinkPlace place;
  place.from = forward ? 0 : 1;
  place.slot = table_.insert_if_room(key, static_cast<uint32_t>(time_ns / 1'000'000'000));
  if (place.slot == kNoSlot) return place;
  Link& link = table_[place.slot];
  if (link.first_ns != 0) return place;
  link.first_ns = time_ns;
  link.variant = message.ss7.variant;
  link.address[place.from] = packet.source;
  link.address[place.from ^ 1] = packet.destination;
  match(key, link);
  return place;
}

void Links::learn_host(LinkPlace place, Bytes origin_host) {
  if (place.slot == kNoSlot || origin_host.empty()) return;
  Link& link = table_[place.slot];
  std::array<char, 128>& host = link.host[place.from];
  if (host[0] != 0) return;
  const uint32_t octets = std::min(origin_host.size, static_cast<uint32_t>(host.size() - 1));
  for (uint32_t i = 0; i < octets; i++)
    host[i] = static_cast<char>(ascii_lower(origin_host.data[i]));
  if (link.configured == kNoLink) match(table_.key(place.slot), link);
}

Direction Links::direction(LinkPlace place) const {
  const Link& link = at(place);
  if (link.configured == kNoLink || link.ours == OurSide::unknown) return Direction::unknown;
  const bool from_low = place.from == 0, ours_is_low = link.ours == OurSide::first;
  return from_low == ours_is_low ? Direction::egress : Direction::ingress;
}

LinkRole Links::role(LinkPlace place) const {
  const LinkNumber number = at(place).configured;
  return number == kNoLink ? LinkRole::unknown : config_.link(number).role;
}

TapPosition Links::tap(LinkPlace place) const {
  const LinkNumber number = at(place).configured;
  return number == kNoLink ? TapPosition::unknown : config_.link(number).tap;
}

std::string_view Links::name(LinkPlace place) const {
  const LinkNumber number = at(place).configured;
  return number == kNoLink ? std::string_view{} : std::string_view(config_.link(number).name);
}

bool Links::one_sided(LinkPlace place) const {
  const Link& link = at(place);
  return link.messages[0] == 0 || link.messages[1] == 0;
}

bool Links::answers_unseen(uint32_t slot, uint8_t from) const {
  if (slot == kNoSlot) return false;
  const Link& link = table_[slot];
  return link.messages[from ^ 1] == 0 && link.answered[from] == 0;
}

void Links::count_operation(LinkPlace place, OperationId operation) {
  const uint32_t id = static_cast<uint32_t>(operation);
  if (id < limits::link_operations) at(place).operations[id / 64] |= uint64_t{1} << (id % 64);
}

void Links::count_answered(uint32_t slot, uint8_t from) {
  if (slot != kNoSlot) table_[slot].answered[from]++;
}

OurSide Links::proposed(const Link& link) {
  const uint64_t low = link.addressed_home[0] + link.answers_home[0];
  const uint64_t high = link.addressed_home[1] + link.answers_home[1];
  if (low >= kProposalMin && low >= kProposalRatio * high) return OurSide::first;
  if (high >= kProposalMin && high >= kProposalRatio * low) return OurSide::second;
  return OurSide::unknown;
}

} // namespace sigwarden
