// SPDX-License-Identifier: Apache-2.0
// udp.cpp: what of UDP is looked into, and that the rest is left alone.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

DecodedFrame decode_in_ip(const Octets& datagram) {
  return decode(ethernet(ipv4(datagram, 17)));
}

} // namespace

TEST("SCTP in UDP is read on its port, either way") {
  const Octets frame = ethernet(ipv4(udp(9899, some_sctp(), 9899), 17));
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->packet.transport, 132);
  CHECK_EQ(r.out->packet.source_port, 2905);
  CHECK_EQ(r.field(Field::udp_srcport), "9899");
  CHECK_EQ(decode_in_ip(udp(40001, some_sctp(), 9899)).out->message_count, 1u);
  decode_cut_everywhere(frame);
}

TEST("other datagrams are another transport, the user plane above all") {
  for (const Octets& datagram : {udp(53), gtp_user(), udp(40001, Octets{})}) {
    const DecodedFrame r = decode_in_ip(datagram);
    CHECK_EQ(r.counted(Counter::packets_other), 1u);
    CHECK_EQ(r.out->fault, Fault::none);
  }
}

TEST("the length ends the data, zero means what is there, and others are faults") {
  Octets datagram = udp(9899, some_sctp());
  CHECK_EQ(decode_in_ip(datagram + Octets(4, 0xFF)).out->fault, Fault::none);
  datagram[4] = datagram[5] = 0;
  CHECK_EQ(decode_in_ip(datagram).out->message_count, 1u);
  datagram[5] = 7;
  CHECK_EQ(decode_in_ip(datagram).out->fault, Fault::udp_length);
  datagram[4] = 0xFF;
  CHECK_EQ(decode_in_ip(datagram).out->fault, Fault::udp_length);
  CHECK_EQ(decode_in_ip(Octets(7)).out->fault, Fault::udp_header_short);
}

CHECK_MAIN()
