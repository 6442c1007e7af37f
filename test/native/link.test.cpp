// SPDX-License-Identifier: Apache-2.0
// link.cpp: every link type and tag leads to the same packet.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets packet() {
  return ipv4(sctp(data_chunk(m3ua_udt())));
}

void check_reaches_message(const Octets& frame, uint16_t link_type) {
  const DecodedFrame r = decode(frame, link_type);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->fault, Fault::none);
  if (r.out->message_count == 1) CHECK_EQ(r.message().ss7.opc, 4641u);
  decode_cut_everywhere(frame, link_type);
}

} // namespace

TEST("Ethernet leads to IPv4 and IPv6") {
  check_reaches_message(ethernet(packet()), eth::link_type::ethernet);
  check_reaches_message(ethernet(ipv6(sctp(data_chunk(m3ua_udt()))), 0x86DD),
                        eth::link_type::ethernet);
  const DecodedFrame r = decode(ethernet(packet()));
  CHECK_EQ(r.field(Field::eth_dst), "02:00:00:00:00:02");
  CHECK_EQ(r.field(Field::eth_type), "0x0800");
}

TEST("the innermost of stacked tags names the VLAN") {
  const Octets tags = vlan_tag(0x9100, 100) + vlan_tag(0x8100, 0x2065) + vlan_tag(0x0800, 102);
  const Octets frame = ethernet(tags + packet(), 0x88A8);
  check_reaches_message(frame, eth::link_type::ethernet);
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->packet.vlan, 102);
  CHECK_EQ(r.field(Field::ieee8021ad_id), "100");
  CHECK_EQ(r.field(Field::vlan_id), "101,102");
  CHECK_EQ(r.field(Field::vlan_priority), "1,0");
}

TEST("more tags than any network stacks are a fault") {
  Octets tags;
  for (uint32_t i = 0; i < limits::vlan_tags; i++)
    tags += vlan_tag(0x8100, i);
  const DecodedFrame r = decode(ethernet(tags + vlan_tag(0x0800, 9) + packet(), 0x8100));
  CHECK_EQ(r.out->fault, Fault::vlan_depth);
  CHECK_EQ(r.out->message_count, 0u);
}

TEST("cooked captures of both versions lead to IP") {
  check_reaches_message(hex("00000001000602000000000100000800") + packet(),
                        eth::link_type::linux_sll);
  check_reaches_message(hex("0800000000000003000104060200000000010000") + packet(),
                        eth::link_type::linux_sll2);
  const DecodedFrame tagged =
      decode(hex("00040001000602000000000100008100") + vlan_tag(0x0800, 101) + packet(), 113);
  CHECK_EQ(tagged.out->packet.vlan, 101);
  CHECK_EQ(tagged.field(Field::sll_etype), "0x8100");
  CHECK_EQ(tagged.field(Field::sll_pkttype), "4");
}

TEST("raw IP is told apart by its version") {
  for (const uint16_t link_type : std::initializer_list<uint16_t>{12, 14, 101, 228})
    check_reaches_message(packet(), link_type);
  check_reaches_message(ipv6(sctp(data_chunk(m3ua_udt()))), 229);
}

TEST("the family of a loopback header is read in either byte order") {
  check_reaches_message(hex("02000000") + packet(), eth::link_type::null_);
  check_reaches_message(hex("00000002") + packet(), eth::link_type::null_);
  for (const char* family : {"0a000000", "18000000", "1c000000", "0000001e"})
    check_reaches_message(hex(family) + ipv6(sctp(data_chunk(m3ua_udt()))), 108);
  CHECK_EQ(decode(hex("63000000") + packet(), 0).counted(Counter::frames_not_ip), 1u);
}

TEST("frames that carry no IP and link types that are not decoded are counted apart") {
  CHECK_EQ(decode(ethernet(Octets(28), 0x0806)).counted(Counter::frames_not_ip), 1u);
  const DecodedFrame unsupported = decode(packet(), 147);
  CHECK_EQ(unsupported.counted(Counter::frames_link_unsupported), 1u);
  CHECK_EQ(unsupported.counted(Counter::frames_undecodable), 0u);
}

TEST("a frame that ends inside its header says so") {
  CHECK_EQ(decode(Octets(13)).out->fault, Fault::eth_header_short);
  CHECK_EQ(decode(Octets{}).out->fault, Fault::eth_header_short);
  CHECK_EQ(decode(Octets(15), 113).out->fault, Fault::sll_header_short);
  CHECK_EQ(decode(Octets(19), 276).out->fault, Fault::sll_header_short);
  CHECK_EQ(decode(Octets(13)).counted(Counter::frames_undecodable), 1u);
}

CHECK_MAIN()
