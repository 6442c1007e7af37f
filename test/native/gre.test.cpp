// SPDX-License-Identifier: Apache-2.0
// gre.cpp: flags decide how long the header is, the protocol type what is behind it.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets packet() {
  return ipv4(some_sctp());
}
Octets in_gre(const Octets& octets) {
  return ethernet(ipv4(octets, 47));
}

} // namespace

TEST("every combination of checksum, key and sequence number is stepped over") {
  for (uint32_t bits = 0; bits < 8; bits++) {
    const uint32_t flags = (bits & 4 ? 0x8000u : 0u) | (bits & 3) << 12;
    const Octets frame = in_gre(gre(0x0800, packet(), flags));
    const DecodedFrame r = decode(frame);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.field(Field::gre_key), flags & 0x2000 ? "0x00000001" : "");
    CHECK_EQ(r.field(Field::gre_sequence_number), flags & 0x1000 ? "1" : "");
    CHECK_EQ(r.field(Field::gre_checksum), flags & 0x8000 ? "0x0000" : "");
    CHECK_EQ(r.field(Field::gre_offset), flags & 0x8000 ? "1" : "");
    decode_cut_everywhere(frame);
  }
}

TEST("IPv6, labels and Ethernet are carried under their types") {
  CHECK_EQ(decode(in_gre(gre(0x86DD, ipv6(some_sctp())))).out->packet.ip_version, 6);
  CHECK_EQ(decode(in_gre(gre(0x8847, label(true) + packet()))).out->message_count, 1u);
  CHECK_EQ(decode(in_gre(gre(0x8848, label(true) + packet()))).out->message_count, 1u);
  CHECK_EQ(decode(in_gre(gre(0x6558, ethernet(packet())))).out->message_count, 1u);
}

TEST("routing, version 1 and other protocol types are counted and not looked into") {
  for (const Octets& octets :
       {gre(0x0800, packet(), 0x4000), gre(0x880B, packet(), 1), gre(0x880B, packet())}) {
    const DecodedFrame r = decode(in_gre(octets));
    CHECK_EQ(r.counted(Counter::tunnel_payload_unknown), 1u);
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.out->fault, Fault::none);
  }
}

TEST("a header that ends before its flags say so is a fault") {
  CHECK_EQ(decode(in_gre(hex("000008"))).out->fault, Fault::gre_header_short);
  CHECK_EQ(decode(in_gre(hex("8000080000000000"))).out->message_count, 0u);
  CHECK_EQ(decode(in_gre(hex("80000800000000"))).out->fault, Fault::gre_header_short);
  CHECK_EQ(decode(in_gre(hex("20000800000000"))).out->fault, Fault::gre_header_short);
  CHECK_EQ(decode(in_gre(hex("10000800"))).out->fault, Fault::gre_header_short);
}

CHECK_MAIN()
