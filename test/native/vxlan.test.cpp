// SPDX-License-Identifier: Apache-2.0
// vxlan.cpp: on its port by the port, elsewhere by its octets.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets inner() {
  return ethernet(ipv4(some_sctp()));
}
DecodedFrame decode_in_ip(const Octets& datagram) {
  return decode(ethernet(ipv4(datagram, 17)));
}

} // namespace

TEST("the frame is read and its network named") {
  const Octets frame = ethernet(ipv4(vxlan(inner()), 17));
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.field(Field::vxlan_flags), "0x0800");
  CHECK_EQ(r.field(Field::vxlan_vni), "4660");
  CHECK_EQ(r.out->packet.source_port, 2905);
  CHECK_EQ(r.out->packet.transport, 132);
  decode_cut_everywhere(frame);
}

TEST("on another port its octets decide") {
  CHECK_EQ(decode_in_ip(vxlan(inner(), 8472)).out->message_count, 1u);
  Octets reserved = vxlan(inner(), 8472);
  reserved[15] = 1;
  CHECK_EQ(decode_in_ip(reserved).counted(Counter::packets_other), 1u);
  const Octets no_ip = vxlan(ethernet(hex("60") + Octets(40)), 8472);
  CHECK_EQ(decode_in_ip(no_ip).counted(Counter::packets_other), 1u);
  CHECK_EQ(decode_in_ip(vxlan(Octets{}, 8472)).counted(Counter::packets_other), 1u);
}

TEST("the next protocol of GPE is followed") {
  const auto gpe = [](uint32_t first, const Octets& payload) {
    return udp(4790, u32(first) + u32(0x00123400) + payload);
  };
  CHECK_EQ(decode_in_ip(gpe(0x0C000001, ipv4(some_sctp()))).out->message_count, 1u);
  CHECK_EQ(decode_in_ip(gpe(0x0C000002, ipv6(some_sctp()))).out->message_count, 1u);
  CHECK_EQ(decode_in_ip(gpe(0x0C000003, inner())).out->message_count, 1u);
  CHECK_EQ(decode_in_ip(gpe(0x08000000, inner())).out->message_count, 1u);
  CHECK_EQ(decode_in_ip(gpe(0x0C000004, inner())).counted(Counter::tunnel_payload_unknown), 1u);
  decode_cut_everywhere(ethernet(ipv4(gpe(0x0C000001, ipv4(some_sctp())), 17)));
}

TEST("a header that is cut is a fault") {
  CHECK_EQ(decode_in_ip(udp(4789, Octets(7))).out->fault, Fault::vxlan_header_short);
}

CHECK_MAIN()
