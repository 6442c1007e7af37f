// SPDX-License-Identifier: Apache-2.0
// frame.cpp: tunnels in tunnels, to a depth that has a name.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// A packet in `depth` tunnels of IP in IP.
Octets nested(uint32_t depth) {
  Octets packet = ipv4(some_sctp());
  for (uint32_t i = 0; i < depth; i++)
    packet = ipv4(packet, 4);
  return ethernet(packet);
}

} // namespace

TEST("each way to carry a packet leads to its message, cut anywhere") {
  for (const Carrier& carrier : kCarriers) {
    const Octets frame = carrier.wrap(some_sctp(), 132);
    const DecodedFrame r = decode(frame);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.out->fault, Fault::none);
    if (r.out->message_count == 1) CHECK_EQ(r.message().ss7.opc, 4641u);
    decode_cut_everywhere(frame);
  }
}

TEST("a carrier in each carrier leads to the message too") {
  for (const Carrier& inner : kCarriers) {
    const Octets frame = inner.wrap(some_sctp(), 132);
    const Octets packet = vxlan(frame);
    for (const Carrier& outer : kCarriers)
      CHECK_EQ(decode(outer.wrap(packet, 17)).out->message_count, 1u);
  }
}

TEST("the packet is the innermost one, with nothing left of those around it") {
  const Octets inner = ipv4(some_sctp());
  const DecodedFrame r = decode(ethernet(vlan_tag(0x86DD, 7) + ipv6(inner, 4), 0x8100));
  const Packet& packet = r.out->packet;
  CHECK_EQ(packet.ip_version, 4);
  CHECK_EQ(packet.source[0], 0);
  CHECK_EQ(packet.source[10], 0xFF);
  CHECK_EQ(packet.source[12], 192);
  CHECK_EQ(packet.destination[15], 20);
  CHECK_EQ(packet.vlan, 7); // no tag of its own: the one around it
  CHECK_EQ(r.field(Field::ip_proto), "132");
  CHECK_EQ(r.field(Field::ipv6_nxt), "4");
}

TEST("tunnels are opened to their limit, and one more is counted") {
  const DecodedFrame at_limit = decode(nested(limits::tunnels));
  CHECK_EQ(at_limit.out->message_count, 1u);
  CHECK_EQ(at_limit.counted(Counter::tunnels), uint64_t{limits::tunnels});
  CHECK_EQ(at_limit.counted(Counter::tunnels_over_limit), 0u);
  const DecodedFrame beyond = decode(nested(limits::tunnels + 1));
  CHECK_EQ(beyond.out->message_count, 0u);
  CHECK_EQ(beyond.counted(Counter::tunnels_over_limit), 1u);
  decode_cut_everywhere(nested(limits::tunnels + 1));
}

TEST("fragments of tunnels, and inside of them, are counted") {
  const Octets inner = ipv4(some_sctp(), 132, 0x2000);
  CHECK_EQ(decode(ethernet(ipv4(inner, 4))).counted(Counter::ip_fragments), 1u);
  CHECK_EQ(decode(ethernet(ipv4(ipv4(some_sctp()), 4, 0x2000))).counted(Counter::ip_fragments), 1u);
}

TEST("what a tunnel carries beside IP is counted as such") {
  CHECK_EQ(decode(ethernet(ipv4(gre(0x6558, ethernet(Octets(28), 0x0806)), 47)))
               .counted(Counter::frames_not_ip),
           1u);
}

CHECK_MAIN()
