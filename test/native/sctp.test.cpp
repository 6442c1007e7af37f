// SPDX-License-Identifier: Apache-2.0
// sctp.cpp: every chunk of every packet; content decides what a user message is.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

DecodedFrame decode_chunks(const Octets& chunks) {
  return decode(ethernet(ipv4(sctp(chunks))));
}

Octets i_data_chunk(const Octets& message, int flags, uint32_t ppid_or_number) {
  return chunk(0x40, flags, u32(4000) + u16(1) + u16(0) + u32(9) + u32(ppid_or_number) + message);
}

/// The smallest Diameter message of an application: header and Session-Id.
Octets diameter_message() {
  return hex("01000020c000013c010000230000000100000002") + hex("000001074000000c") +
         octets(std::string("a;1;"));
}

} // namespace

TEST("a whole frame with two tags is read down to both addresses") {
  const Octets user_message =
      hex("0100010100000098020000080000000100060008000000640210007e0000122100001aa2030000050980"
          "030e190b12060011042164550501000b129300120444770009909950") +
      kTcap + hex("0000");
  const Octets frame = ethernet(vlan_tag(0x8100, 100) + vlan_tag(0x0800, 0x2065) +
                                    ipv4(sctp(data_chunk(user_message))),
                                0x88A8);
  CHECK_EQ(frame.size(), 222u);
  const DecodedFrame r = decode(frame);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.out->fault, Fault::none);
  const Message& m = r.message();
  CHECK_EQ(m.fault, Fault::none);
  CHECK_EQ(m.anomalies, 0u);
  CHECK_EQ(r.out->packet.vlan, 101);
  CHECK_EQ(r.out->packet.verification_tag, 0xDEADBEEFu);
  CHECK_EQ(m.tsn, 1000u);
  CHECK_EQ(m.stream_id, 1u);
  CHECK_EQ(m.ppid, 3u);
  CHECK_EQ(m.bytes.offset, 70u);
  CHECK_EQ(m.bytes.length, 152u);
  CHECK_EQ(m.ss7.network_appearance, 1u);
  CHECK_EQ(m.ss7.routing_context, 100u);
  CHECK_EQ(m.ss7.opc, 4641u);
  CHECK_EQ(m.ss7.dpc, 6818u);
  CHECK_EQ(m.ss7.sls, 5);
  CHECK_EQ(r.digits(m.ss7.called.title), "12465550100");
  CHECK_EQ(r.digits(m.ss7.calling.title), "447700900999");
  CHECK_EQ(m.ss7.called.ssn, 6);
  CHECK_EQ(m.ss7.calling.ssn, 147);
  CHECK_EQ(m.ss7.tcap, Tcap::begin);
  CHECK_EQ(r.field(Field::sctp_data_tsn_raw), "1000");
  CHECK_EQ(r.field(Field::sctp_data_sid), "0x0001");
  decode_cut_everywhere(frame);
}

TEST("messages bundled in one packet are all decoded and told apart") {
  const Octets sack = chunk(3, 0, u32(1000) + u32(65536) + u16(0) + u16(0));
  const DecodedFrame r =
      decode_chunks(data_chunk(m3ua_udt(), 3, 2000) + sack + data_chunk(m3ua_udt(), 3, 2001));
  CHECK_EQ(r.out->message_count, 2u);
  CHECK_EQ(r.message(0).tsn, 2000u);
  CHECK_EQ(r.message(1).tsn, 2001u);
  CHECK_EQ(r.message(1).index, 1);
  CHECK_EQ(r.field(Field::sctp_data_tsn_raw, 0), "2000");
  CHECK_EQ(r.field(Field::sctp_data_tsn_raw, 1), "2001");
  CHECK_EQ(r.field(Field::sctp_chunk_type), "0,3,0");
  CHECK_EQ(r.field(Field::sctp_chunk_type, kNoMessage), "3");
  CHECK_EQ(r.field(Field::sctp_sack_cumulative_tsn_ack_raw), "1000");
  CHECK_EQ(r.counted(Counter::sctp_chunks), 3u);
  CHECK_EQ(r.counted(Counter::sctp_data_chunks), 2u);
  CHECK_EQ(r.counted(Counter::messages_ss7), 2u);
  decode_cut_everywhere(r.octets);
}

TEST("I-DATA carries messages too, with its own header") {
  const DecodedFrame r = decode_chunks(i_data_chunk(m3ua_udt(), kWhole, 3));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().tsn, 4000u);
  CHECK_EQ(r.message().ppid, 3u);
  CHECK_EQ(r.field(Field::sctp_data_mid), "9");
  CHECK_EQ(r.field(Field::sctp_data_payload_proto_id), "3");
  const DecodedFrame middle = decode_chunks(i_data_chunk(m3ua_udt(), 0, 3));
  CHECK_EQ(middle.out->message_count, 0u);
  CHECK_EQ(middle.field(Field::sctp_data_fsn), "3");
}

TEST("fragments are counted, not decoded") {
  for (const int flags : {0, 1, 2}) {
    const DecodedFrame r = decode_chunks(data_chunk(m3ua_udt(), 3, 3000, flags));
    CHECK_EQ(r.counted(Counter::sctp_fragments), 1u);
    CHECK_EQ(r.out->message_count, 0u);
  }
}

TEST("a payload protocol identifier that is absent or in the wrong byte order hides nothing") {
  for (const uint32_t ppid : {0u, 3u, 0x03000000u}) {
    const DecodedFrame r = decode_chunks(data_chunk(m3ua_udt(), ppid));
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.message().anomalies, 0u);
  }
  const DecodedFrame diameter = decode_chunks(data_chunk(diameter_message(), 0));
  CHECK_EQ(diameter.counted(Counter::messages_diameter), 1u);
}

TEST("a message under the identifier of another protocol is decoded and marked") {
  for (const uint32_t ppid : {46u, 4u, 18u}) {
    const DecodedFrame r = decode_chunks(data_chunk(m3ua_udt(), ppid));
    CHECK_EQ(r.counted(Counter::messages_ss7), 1u);
    CHECK(r.has(anomaly::sctp_payload_protocol));
  }
  const DecodedFrame diameter = decode_chunks(data_chunk(diameter_message(), 3));
  CHECK_EQ(diameter.counted(Counter::messages_diameter), 1u);
  CHECK(diameter.has(anomaly::sctp_payload_protocol));
}

TEST("management messages of M2UA and SUA are not taken for M3UA") {
  const Octets asp_up = m3ua_message(Octets{}, 3, 1);
  for (const uint32_t ppid : {2u, 4u}) {
    const DecodedFrame r = decode_chunks(data_chunk(asp_up, ppid));
    CHECK_EQ(r.counted(Counter::messages_management), 1u);
    CHECK_EQ(r.field(Field::m3ua_message_class), "");
    CHECK_EQ(r.field(ppid == 2 ? Field::m2ua_message_class : Field::sua_message_class), "3");
  }
  // Of a layer that is not decoded (IUA), which shares them too.
  CHECK_EQ(decode_chunks(data_chunk(asp_up, 1)).counted(Counter::sctp_payload_unknown), 1u);
  CHECK_EQ(decode_chunks(data_chunk(asp_up, 3)).counted(Counter::messages_management), 1u);
}

TEST("other payloads and encrypted ones are counted apart") {
  CHECK_EQ(decode_chunks(data_chunk(Octets(40, 0x11), 18)).counted(Counter::sctp_payload_unknown),
           1u);
  const Octets record = hex("16fefd0000000000000000001a") + Octets(26);
  CHECK_EQ(decode_chunks(data_chunk(record, 47)).counted(Counter::packets_opaque), 1u);
  CHECK_EQ(decode_chunks(data_chunk(record, 46)).counted(Counter::packets_opaque), 1u);
}

TEST("octets under M3UA's identifier that are not M3UA become a faulty message") {
  const DecodedFrame r = decode_chunks(data_chunk(hex("0200010100000008"), 3));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().fault, Fault::m3ua_version);
  CHECK_EQ(r.counted(Counter::messages_faulty), 1u);
}

TEST("what follows an unknown chunk at which receivers stop is decoded and marked") {
  for (const int type : {0x3F, 0x7F}) {
    const DecodedFrame r = decode_chunks(data_chunk(m3ua_udt(), 3, 1) + chunk(type, 0, {}) +
                                         data_chunk(m3ua_udt(), 3, 2));
    CHECK_EQ(r.out->message_count, 2u);
    CHECK(!r.has(anomaly::sctp_after_unknown_chunk, 0));
    CHECK(r.has(anomaly::sctp_after_unknown_chunk, 1));
    CHECK_EQ(r.counted(Counter::sctp_chunks_unknown), 1u);
  }
  for (const int type : {0xBF, 0xFF}) {
    const DecodedFrame r = decode_chunks(chunk(type, 0, {}) + data_chunk(m3ua_udt()));
    CHECK_EQ(r.message().anomalies, 0u);
    CHECK_EQ(r.counted(Counter::sctp_chunks_unknown), 1u);
  }
}

TEST("a message behind hundreds of small chunks is found") {
  Octets chunks;
  for (int i = 0; i < 400; i++)
    chunks += chunk(0x84, 0, {});
  const DecodedFrame r = decode_chunks(chunks + data_chunk(m3ua_udt()));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.counted(Counter::sctp_chunks), 401u);
}

TEST("messages beyond the limit of a frame are counted") {
  Octets chunks;
  for (uint32_t i = 0; i < limits::messages_per_frame + 3; i++)
    chunks += data_chunk(m3ua_message(protocol_data({}, 5)), 3, i);
  const DecodedFrame r = decode_chunks(chunks);
  CHECK_EQ(r.out->message_count, limits::messages_per_frame);
  CHECK_EQ(r.counted(Counter::messages_over_limit), 3u);
  CHECK(r.has(anomaly::sctp_over_limit));
}

TEST("chunk lengths that cannot be are faults, and what was before them stands") {
  const Octets first = data_chunk(m3ua_udt());
  for (const char* bad : {"00030000", "00030003", "000300ff", "0003ffff"}) {
    const DecodedFrame r = decode_chunks(first + hex(bad));
    CHECK_EQ(r.out->fault, Fault::sctp_chunk_length);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.out->fault_offset, 46u + static_cast<uint32_t>(first.size()));
  }
  CHECK_EQ(decode_chunks(first + hex("0000")).out->fault, Fault::sctp_chunk_length);
  CHECK_EQ(decode_chunks(data_chunk({})).out->fault, Fault::sctp_data_empty);
  CHECK_EQ(decode(ethernet(ipv4(Octets(11)))).out->fault, Fault::sctp_header_short);
}

TEST("a last chunk without its padding is whole") {
  // The user part needs two octets of padding, which M3UA and SCTP both leave out here.
  const Octets message = without_last(m3ua_udt(), 2);
  const Octets chunks = without_last(data_chunk(message), 2);
  const DecodedFrame r = decode_chunks(chunks);
  CHECK_EQ(r.out->fault, Fault::none);
  CHECK_EQ(r.out->message_count, 1u);
}

TEST("tags of an association's beginning are shown") {
  const Octets init = chunk(
      1, 0, hex("deadbeef0001000000100010000003e8") + hex("00050008c000020a00050008c633640b"));
  const DecodedFrame r = decode_chunks(init);
  CHECK_EQ(r.field(Field::sctp_init_initiate_tag), "0xdeadbeef");
  CHECK_EQ(r.field(Field::sctp_init_initial_tsn), "1000");
  decode_cut_everywhere(r.octets);
}

CHECK_MAIN()
