// SPDX-License-Identifier: Apache-2.0
// erspan.cpp: three headers in front of one mirrored frame.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets mirrored() {
  return ethernet(ipv4(some_sctp()));
}
/// Type II or III under a sequence number of 5, as switches send both.
Octets in_erspan(uint32_t type, const Octets& octets) {
  return ethernet(ipv4(u16(0x1000) + u16(type) + u32(5) + octets, 47));
}
constexpr uint32_t kTypeTwo = 0x88BE, kTypeThree = 0x22EB;

} // namespace

TEST("type I has no header: the frame follows GRE") {
  const Octets frame = ethernet(ipv4(gre(0x88BE, mirrored()), 47));
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.field(Field::erspan_version), "");
  decode_cut_everywhere(frame);
}

TEST("type II tells VLAN, session and index") {
  const Octets frame = in_erspan(kTypeTwo, hex("1065180100000007") + mirrored());
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->packet.vlan, 0x65);
  CHECK_EQ(r.field(Field::erspan_version), "1");
  CHECK_EQ(r.field(Field::erspan_vlan), "101");
  CHECK_EQ(r.field(Field::erspan_encap), "3");
  CHECK_EQ(r.field(Field::erspan_spanid), "1");
  CHECK_EQ(r.field(Field::erspan_index), "7");
  decode_cut_everywhere(frame);
}

TEST("type III tells the time of the switch, and its subheader is stepped over") {
  const Octets plain = in_erspan(kTypeThree, hex("206500011122334400000000") + mirrored());
  CHECK_EQ(decode(plain).out->message_count, 1u);
  CHECK_EQ(decode(plain).field(Field::erspan_timestamp), "287454020");
  CHECK_EQ(decode(plain).field(Field::erspan_platid), "");
  decode_cut_everywhere(plain);
  const Octets more =
      in_erspan(kTypeThree, hex("206500011122334400070019") + hex("0c00000100000002") + mirrored());
  const DecodedFrame r = decode(more);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.field(Field::erspan_sgt), "7");
  CHECK_EQ(r.field(Field::erspan_hw), "1");
  CHECK_EQ(r.field(Field::erspan_direction), "1");
  CHECK_EQ(r.field(Field::erspan_platid), "3");
  decode_cut_everywhere(more);
}

TEST("type III may carry an IP packet, and what else it carries is counted") {
  const auto of_type = [](uint32_t frame_type, const Octets& payload) {
    return decode(in_erspan(kTypeThree, hex("206500010000000000") + octets({0}) +
                                            u16(frame_type << 10) + payload));
  };
  CHECK_EQ(of_type(2, ipv4(some_sctp())).out->message_count, 1u);
  CHECK_EQ(of_type(1, ipv4(some_sctp())).counted(Counter::tunnel_payload_unknown), 1u);
}

TEST("the tag of the mirrored frame names the network, else the header does") {
  const Octets tagged = ethernet(vlan_tag(0x0800, 9) + ipv4(some_sctp()), 0x8100);
  CHECK_EQ(decode(in_erspan(kTypeTwo, hex("1065000100000000") + tagged)).out->packet.vlan, 9);
  const Octets outer = ethernet(vlan_tag(0x0800, 7) + ipv4(gre(kTypeTwo, mirrored()), 47), 0x8100);
  CHECK_EQ(decode(outer).out->packet.vlan, 0); // of the mirror's own path
}

TEST("a frame that the switch cut is decoded as far as it goes") {
  const Octets two =
      ethernet(ipv4(sctp(data_chunk(m3ua_udt(), 3, 1) + data_chunk(m3ua_udt(), 3, 2))));
  const Octets cut(two.begin(), two.end() - 20);
  const DecodedFrame r = decode(in_erspan(kTypeTwo, hex("1000040100000000") + cut));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->fault, Fault::sctp_chunk_cut);
  CHECK_EQ(r.counted(Counter::erspan_truncated), 1u);
  CHECK_EQ(decode(in_erspan(kTypeTwo, hex("1000000100000000") + cut)).out->fault,
           Fault::ip_total_length);
}

TEST("a version of another type and a header that is cut are faults") {
  CHECK_EQ(decode(in_erspan(kTypeTwo, hex("2000000100000000") + mirrored())).out->fault,
           Fault::erspan_version);
  CHECK_EQ(decode(in_erspan(kTypeThree, hex("100000010000000000000000"))).out->fault,
           Fault::erspan_version);
  CHECK_EQ(decode(in_erspan(kTypeTwo, hex("10000001000000"))).out->fault,
           Fault::erspan_header_short);
  CHECK_EQ(decode(in_erspan(kTypeThree, hex("200000010000000000000001") + Octets(7))).out->fault,
           Fault::erspan_header_short);
}

CHECK_MAIN()
