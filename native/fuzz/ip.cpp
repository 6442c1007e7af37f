// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of IP fragments over live reassembly state: each part of the input (parts,
// frame_checks.hpp) is a fragment of one of four datagrams, IPv4 or IPv6, behind one octet that
// chooses and one of its place in units of eight octets. What they complete is decoded down to its
// operations. The state begins anew with each input.
#include <array>

#include "native/fuzz/frame_checks.hpp"
#include "native/generated/eth.hpp"
#include "native/generated/ip.hpp"

using namespace sigwarden;

namespace {

using Octets = std::vector<uint8_t>;

/// What the first octet of a part chooses.
constexpr uint8_t kIsV6 = 1, kHasMore = 2, kIsOther = 4, kIsTcp = 8;
constexpr uint32_t kIdentificationShift = 6;
constexpr size_t kHeadOctets = 2, kIpv6Octets = 40, kFragmentOctets = 8;

uint8_t protocol_of(uint8_t choice) {
  if ((choice & kIsTcp) != 0) return ip::protocol::tcp;
  return (choice & kIsOther) != 0 ? ip::protocol::ipv4 : ip::protocol::sctp;
}

Octets ipv4_fragment(uint8_t choice, uint8_t place, const Octets& payload) {
  Octets packet = check::ipv4_packet(protocol_of(choice), payload);
  packet[5] = choice >> kIdentificationShift;
  packet[6] = (choice & kHasMore) != 0 ? 0x20 : 0;
  packet[7] = place;
  return packet;
}

Octets ipv6_fragment(uint8_t choice, uint8_t place, const Octets& payload) {
  const size_t length = kFragmentOctets + payload.size();
  Octets packet(kIpv6Octets);
  packet[0] = 0x60;
  packet[4] = static_cast<uint8_t>(length >> 8);
  packet[5] = static_cast<uint8_t>(length);
  packet[6] = ip::protocol::fragment;
  const uint32_t at = place * 8u | ((choice & kHasMore) != 0 ? 1 : 0);
  const std::array<uint8_t, kFragmentOctets> header = {
      protocol_of(choice),
      0,
      static_cast<uint8_t>(at >> 8),
      static_cast<uint8_t>(at),
      0,
      0,
      0,
      static_cast<uint8_t>(choice >> kIdentificationShift)};
  packet.insert(packet.end(), header.begin(), header.end());
  packet.insert(packet.end(), payload.begin(), payload.end());
  packet.shrink_to_fit();
  return packet;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::FrameChecks checks;
  checks.forget();
  check::for_each_part(data, data + size, [&](const Octets& part, uint8_t seconds) {
    if (part.size() < kHeadOctets) return;
    constexpr size_t kLengthMax = 0xFFFF - kIpv6Octets;
    const Octets payload(part.begin() + kHeadOctets,
                         part.begin() + std::min<std::ptrdiff_t>(
                                            static_cast<std::ptrdiff_t>(part.size()), kLengthMax));
    const auto wrap = (part[0] & kIsV6) != 0 ? ipv6_fragment : ipv4_fragment;
    checks.decode_next(wrap(part[0], part[1], payload), eth::link_type::raw, seconds);
  });
  return 0;
}
