// SPDX-License-Identifier: Apache-2.0
// ip.cpp: the header decides where the payload begins and ends.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets payload() {
  return sctp(data_chunk(m3ua_udt()));
}

Octets with_octet(Octets octets, size_t at, int value) {
  octets[at] = static_cast<uint8_t>(value);
  return octets;
}
DecodedFrame decode_v4(const Octets& packet) {
  return decode(ethernet(packet));
}
DecodedFrame decode_v6(const Octets& packet) {
  return decode(ethernet(packet, 0x86DD));
}

} // namespace

TEST("addresses and transport of IPv4 are read, the source as a mapped address") {
  const DecodedFrame r = decode_v4(ipv4(payload()));
  const Packet& packet = r.out->packet;
  CHECK_EQ(packet.ip_version, 4);
  CHECK_EQ(packet.transport, 132);
  CHECK_EQ(packet.source[10], 0xFF);
  CHECK_EQ(packet.source[12], 192);
  CHECK_EQ(packet.destination[15], 20);
  CHECK_EQ(packet.source_port, 2905);
  CHECK_EQ(r.field(Field::ip_src), "192.0.2.10");
  CHECK_EQ(r.field(Field::ip_dst), "198.51.100.20");
  CHECK_EQ(r.field(Field::ip_flags_df), "1");
  CHECK_EQ(r.field(Field::ip_id), "0x1234");
}

TEST("options are stepped over") {
  const Octets packet = ipv4(payload(), 132, 0, hex("9404000001010100"));
  CHECK_EQ(decode_v4(packet).out->message_count, 1u);
  CHECK_EQ(decode_v4(packet).field(Field::ip_hdr_len), "28");
  decode_cut_everywhere(ethernet(packet));
}

TEST("padding and checksums behind the total length are not payload") {
  const Octets packet = ipv4(sctp(chunk(3, 0, Octets(12)))) + Octets(18, 0xFF);
  const DecodedFrame r = decode_v4(packet);
  CHECK_EQ(r.out->fault, Fault::none);
  CHECK_EQ(r.counted(Counter::sctp_chunks), 1u);
}

TEST("a total length of zero means all that was captured, as segmentation offload writes it") {
  const DecodedFrame r = decode_v4(with_octet(with_octet(ipv4(payload()), 2, 0), 3, 0));
  CHECK_EQ(r.out->message_count, 1u);
}

TEST("fragments are counted where nothing is remembered") {
  for (const uint32_t fragment : {0x2000u, 0x2008u, 0x0008u}) {
    const DecodedFrame r = decode_v4(ipv4(payload(), 132, fragment));
    CHECK_EQ(r.counted(Counter::ip_fragments), 1u);
    CHECK_EQ(r.counted(Counter::sctp_packets), 0u);
    CHECK_EQ(r.out->fault, Fault::none);
  }
}

TEST("header fields that contradict each other are faults") {
  CHECK_EQ(decode_v4(with_octet(ipv4(payload()), 0, 0x44)).out->fault, Fault::ip_header_length);
  CHECK_EQ(decode_v4(with_octet(with_octet(ipv4(payload()), 2, 0), 3, 19)).out->fault,
           Fault::ip_header_length);
  CHECK_EQ(decode_v4(with_octet(ipv4(payload()), 2, 0xFF)).out->fault, Fault::ip_total_length);
  CHECK_EQ(decode_v4(with_octet(ipv4(payload()), 0, 0x55)).out->fault, Fault::ip_version);
  CHECK_EQ(decode_v4(Octets{}).out->fault, Fault::ip_header_short);
}

TEST("a packet that the capture cut is decoded as far as it goes") {
  const Octets whole =
      ethernet(ipv4(sctp(data_chunk(m3ua_udt(), 3, 1) + data_chunk(m3ua_udt(), 3, 2))));
  const Octets cut(whole.begin(), whole.end() - 20);
  const DecodedFrame r = decode(cut, eth::link_type::ethernet, whole.size());
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->fault, Fault::sctp_chunk_cut);
  CHECK_EQ(r.counted(Counter::frames_truncated), 1u);
  CHECK_EQ(decode(cut).out->fault, Fault::ip_total_length);
}

TEST("IPv6 extension headers are walked to the transport") {
  const Octets hop_by_hop = hex("8400010400000000"), to_options = hex("3c00010400000000");
  CHECK_EQ(decode_v6(ipv6(payload())).out->message_count, 1u);
  CHECK_EQ(decode_v6(ipv6(hop_by_hop + payload(), 0)).out->message_count, 1u);
  CHECK_EQ(decode_v6(ipv6(to_options + hop_by_hop + payload(), 43)).out->message_count, 1u);
  const DecodedFrame r = decode_v6(ipv6(hop_by_hop + payload(), 0));
  CHECK_EQ(r.out->packet.ip_version, 6);
  CHECK_EQ(r.out->packet.source[0], 0x20);
  CHECK_EQ(r.field(Field::ipv6_src), "2001:db8::1");
  CHECK_EQ(r.field(Field::ipv6_flow), "0x012345");
  CHECK_EQ(r.field(Field::ipv6_tclass), "0x00000000");
  decode_cut_everywhere(ethernet(ipv6(to_options + hop_by_hop + payload(), 43), 0x86DD));
}

TEST("an atomic fragment of IPv6 is whole, others are counted") {
  CHECK_EQ(decode_v6(ipv6(hex("8400000000000009") + payload(), 44)).out->message_count, 1u);
  for (const char* fragment : {"8400000900000009", "8400000800000009"})
    CHECK_EQ(decode_v6(ipv6(hex(fragment) + Octets(64), 44)).counted(Counter::ip_fragments), 1u);
}

TEST("an authentication header is stepped over in both versions") {
  const Octets header = hex("840400000000000100000001") + Octets(12);
  CHECK_EQ(decode_v4(ipv4(header + payload(), 51)).out->message_count, 1u);
  CHECK_EQ(decode_v6(ipv6(header + payload(), 51)).out->message_count, 1u);
  CHECK_EQ(decode_v4(ipv4(hex("84ff0000"), 51)).out->fault, Fault::ip_extension);
}

TEST("endless and overlong extension headers are faults") {
  Octets chain;
  for (uint32_t i = 0; i <= limits::ipv6_extensions; i++)
    chain += hex("0000010400000000");
  CHECK_EQ(decode_v6(ipv6(chain + payload(), 0)).out->fault, Fault::ipv6_extensions);
  CHECK_EQ(decode_v6(ipv6(hex("84ff010400000000"), 0)).out->fault, Fault::ipv6_extension);
  Octets overlong = ipv6(payload());
  overlong[4] = 0xFF;
  CHECK_EQ(decode_v6(overlong).out->fault, Fault::ipv6_payload_length);
}

TEST("encrypted and other transports are counted apart") {
  CHECK_EQ(decode_v4(ipv4(Octets(40), 50)).counted(Counter::packets_opaque), 1u);
  CHECK_EQ(decode_v6(ipv6(Octets(40), 50)).counted(Counter::packets_opaque), 1u);
  CHECK_EQ(decode_v4(ipv4(Octets(40), 17)).counted(Counter::packets_other), 1u);
  CHECK_EQ(decode_v6(ipv6(Octets{}, 59)).counted(Counter::packets_other), 1u);
}

CHECK_MAIN()
