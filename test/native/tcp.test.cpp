// SPDX-License-Identifier: Apache-2.0
// tcp.cpp: every Diameter message that is whole in its segment.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets watchdog(uint32_t number) {
  return hex("010000208000011800000000") + u32(number) + u32(number) + hex("000001084000000c") +
         octets(std::string("mme1"));
}
Octets tcp(const Octets& data, uint32_t port = 3868, const Octets& options = {}) {
  const auto words = static_cast<int>(5 + options.size() / 4);
  return u16(40000) + u16(port) + u32(7) + u32(9) + octets({words << 4, 0x18}) + u16(512) + u32(0) +
         options + data;
}
DecodedFrame decode_segment(const Octets& data, uint32_t port = 3868) {
  return decode(ethernet(ipv4(tcp(data, port), 6)));
}

} // namespace

TEST("pipelined messages of one segment are all decoded") {
  const DecodedFrame r = decode_segment(watchdog(1) + watchdog(2) + watchdog(3));
  CHECK_EQ(r.out->message_count, 3u);
  CHECK_EQ(r.message(2).diameter.hop_by_hop, 3u);
  CHECK_EQ(r.message(1).bytes.offset, 14u + 20 + 20 + 32);
  CHECK_EQ(r.message(1).bytes.length, 32u);
  CHECK_EQ(r.counted(Counter::messages_diameter), 3u);
  CHECK_EQ(r.counted(Counter::tcp_segments), 1u);
  CHECK_EQ(r.field(Field::tcp_flags), "0x0018");
  CHECK_EQ(r.field(Field::tcp_len), "96");
  decode_cut_everywhere(r.octets);
}

TEST("a message that goes on in another segment is counted") {
  const DecodedFrame r = decode_segment(without_last(watchdog(1) + watchdog(2), 4));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.counted(Counter::tcp_message_incomplete), 1u);
  const DecodedFrame header = decode_segment(watchdog(1) + hex("01000020"));
  CHECK_EQ(header.out->message_count, 1u);
  CHECK_EQ(header.counted(Counter::tcp_message_incomplete), 1u);
}

TEST("ports are hints: Diameter is found on any, and odd messages on its own") {
  CHECK_EQ(decode_segment(watchdog(1), 13868).out->message_count, 1u);
  Octets odd = watchdog(1);
  odd[4] = 0x8F; // reserved flags
  CHECK_EQ(decode_segment(odd, 13868).out->message_count, 0u);
  CHECK_EQ(decode_segment(odd, 3868).out->message_count, 1u);
}

TEST("encrypted segments and foreign ones are counted apart") {
  const DecodedFrame hello = decode_segment(hex("160301002a01000026") + Octets(38));
  CHECK_EQ(hello.counted(Counter::packets_opaque), 1u);
  const DecodedFrame data = decode_segment(hex("1703030020") + Octets(32), 5868);
  CHECK_EQ(data.counted(Counter::packets_opaque), 1u);
  const DecodedFrame foreign = decode_segment(octets(std::string("GET / HTTP/1.1\r\n\r\n")), 80);
  CHECK_EQ(foreign.counted(Counter::tcp_payload_unknown), 1u);
  CHECK_EQ(decode_segment({}).counted(Counter::tcp_segments), 0u);
}

TEST("options are stepped over, and impossible header lengths are faults") {
  CHECK_EQ(
      decode(ethernet(ipv4(tcp(watchdog(1), 3868, hex("0101010101010101")), 6))).out->message_count,
      1u);
  CHECK_EQ(decode(ethernet(ipv4(tcp({}), 6))).out->fault, Fault::none);
  Octets short_header = tcp(watchdog(1));
  short_header[12] = 0x40;
  CHECK_EQ(decode(ethernet(ipv4(short_header, 6))).out->fault, Fault::tcp_header_length);
  short_header[12] = 0xF0;
  CHECK_EQ(decode(ethernet(ipv4(short_header, 6))).out->fault, Fault::tcp_header_length);
  CHECK_EQ(decode(ethernet(ipv4(Octets(19), 6))).out->fault, Fault::tcp_header_short);
}

CHECK_MAIN()
