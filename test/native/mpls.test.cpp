// SPDX-License-Identifier: Apache-2.0
// mpls.cpp: the first nibble behind the stack says what it carries.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets packet() {
  return ipv4(some_sctp());
}
Octets labelled(const Octets& payload) {
  return ethernet(label(true) + payload, 0x8847);
}

} // namespace

TEST("a stack of labels is read to its bottom, and the packet behind it") {
  const Octets frame = ethernet(hex("0001004000011140") + packet(), 0x8847);
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.field(Field::mpls_label), "16,17");
  CHECK_EQ(r.field(Field::mpls_bottom), "0,1");
  CHECK_EQ(r.field(Field::mpls_ttl), "64,64");
  CHECK_EQ(r.field(Field::mpls_exp), "0,0");
  CHECK_EQ(r.counted(Counter::tunnels), 1u);
  decode_cut_everywhere(frame);
}

TEST("a pseudowire carries an Ethernet frame with a control word or without one") {
  const Octets with = labelled(hex("0000002a") + ethernet(packet()));
  const DecodedFrame r = decode(with);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.field(Field::pwethcw_sequence_number), "42");
  CHECK_EQ(r.field(Field::eth_type), "0x8847,0x0800");
  decode_cut_everywhere(with);
  // Addresses begin with any nibble, those included that stand for something else.
  for (const char* first : {"22", "02", "10", "46", "60"}) {
    const Octets without = labelled(hex(first) + hex("00000091020200000000010800") + packet());
    CHECK_EQ(decode(without).out->message_count, 1u);
    CHECK_EQ(decode(without).field(Field::pwethcw_sequence_number), "");
    decode_cut_everywhere(without);
  }
}

TEST("a packet whose source looks like an EtherType is a packet") {
  Octets spoofed = packet();
  spoofed[12] = 0x81;
  spoofed[13] = 0x00;
  const DecodedFrame r = decode(labelled(spoofed));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->packet.source[12], 0x81);
}

TEST("an associated channel and unknown payloads are counted") {
  for (const char* payload : {"10000007450000", "f00000000000000000000000000000000000"}) {
    const DecodedFrame r = decode(labelled(hex(payload)));
    CHECK_EQ(r.counted(Counter::tunnel_payload_unknown), 1u);
    CHECK_EQ(r.out->fault, Fault::none);
  }
}

TEST("a stack without bottom and one that is cut are faults") {
  Octets labels;
  for (uint32_t i = 0; i < limits::mpls_labels; i++)
    labels += label(false);
  CHECK_EQ(decode(ethernet(labels + label(true) + packet(), 0x8847)).out->fault, Fault::mpls_depth);
  CHECK_EQ(decode(ethernet(label(false), 0x8847)).out->fault, Fault::mpls_stack_short);
  CHECK_EQ(decode(ethernet(hex("000101"), 0x8847)).out->fault, Fault::mpls_stack_short);
  CHECK_EQ(decode(labelled(hex("0000"))).out->fault, Fault::pwethcw_short);
  CHECK_EQ(decode(labelled(Octets{})).out->fault, Fault::pwethcw_short);
}

CHECK_MAIN()
