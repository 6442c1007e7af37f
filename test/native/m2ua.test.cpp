// SPDX-License-Identifier: Apache-2.0
// m2ua.cpp: parameters in any order, one message for each protocol data, TTC's length in front.
#include "test/native/check.hpp"
#include "test/native/signalling.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kInterface = parameter(0x0001, u32(7));
const Octets kData = parameter(0x0300, kItuLabel + udt());

DecodedFrame decode_data(const Octets& parameters) {
  return decode_m2ua_message(m3ua_message(parameters, 6, 1));
}

} // namespace

TEST("protocol data carries MTP3, wherever it stands") {
  const Octets correlation = parameter(0x0013, u32(9));
  for (const Octets& parameters :
       {kInterface + kData, kData + kInterface, correlation + kInterface + kData + correlation}) {
    const DecodedFrame r = decode_data(parameters);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.message().ss7.opc, 4641u);
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK(r.message().anomalies == 0);
    CHECK_EQ(r.field(Field::m2ua_interface_identifier_int), "7");
  }
  decode_cut_everywhere(sctp_message(m2ua_data(kItuLabel + udt()), 2, 2904));
}

TEST("the draft's tag is read, and the length of TTC is stepped over") {
  CHECK_EQ(decode_data(kInterface + parameter(0x000E, kItuLabel + udt())).message().ss7.opc, 4641u);
  const DecodedFrame r =
      decode_data(kInterface + parameter(0x0301, hex("7f") + kJapanLabel + udt()));
  CHECK_EQ(r.message().ss7.variant, Ss7Variant::japan);
  CHECK_EQ(r.message().ss7.opc, 22136u);
  CHECK_EQ(r.field(Field::m2ua_data_2_li), "127");
  // Of another user part nothing tells but the parameter.
  const DecodedFrame isup = decode_data(parameter(0x0301, hex("0a8534927856052a001000")));
  CHECK_EQ(isup.message().ss7.variant, Ss7Variant::japan);
  CHECK_EQ(isup.message().ss7.dpc, 37428u);
}

TEST("two protocol data are two messages, both marked") {
  const DecodedFrame r =
      decode_data(kData + kInterface + parameter(0x0300, kItuLabel + udt(kCalling)));
  CHECK_EQ(r.out->message_count, 2u);
  CHECK(r.has(anomaly::m2ua_duplicate_protocol_data, 0));
  CHECK(r.has(anomaly::m2ua_duplicate_protocol_data, 1));
  CHECK_EQ(r.field(Field::sccp_called_ssn, 0), "6");
  CHECK_EQ(r.field(Field::sccp_called_ssn, 1), "147");
}

TEST("management and data retrieval are counted, and what they repeat is hidden") {
  for (const auto& [message_class, type] : std::initializer_list<std::pair<int, int>>{
           {0, 0}, {0, 1}, {3, 1}, {4, 1}, {6, 2}, {6, 12}, {10, 1}}) {
    const DecodedFrame r =
        decode_m2ua_message(m3ua_message(kInterface + kData, message_class, type));
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.counted(Counter::messages_management), 1u);
    CHECK(r.out->secret_count > 0);
  }
}

TEST("the parameters of a link key are shown one level deep") {
  const Octets key = parameter(0x0309, parameter(0x030A, u32(1)) + parameter(0x030B, u32(5)));
  const DecodedFrame r = decode_m2ua_message(m3ua_message(key, 10, 1));
  CHECK_EQ(r.field(Field::m2ua_parameter_tag), "0x0309,0x030a,0x030b");
  CHECK_EQ(r.field(Field::m2ua_sdt_identifier), "5");
}

TEST("lengths that cannot be are faults of a message") {
  const auto fault_of = [](const Octets& message) {
    const DecodedFrame r = decode_m2ua_message(message);
    return r.out->message_count == 1 ? r.message().fault : Fault::none;
  };
  CHECK_EQ(fault_of(hex("01000601")), Fault::m2ua_header_short);
  CHECK_EQ(fault_of(hex("0200060100000008")), Fault::m2ua_version);
  CHECK_EQ(fault_of(hex("0100060100000007")), Fault::m2ua_length);
  CHECK_EQ(fault_of(hex("01000601ffffffff")), Fault::m2ua_length);
  CHECK_EQ(fault_of(m3ua_message(hex("03000003"), 6, 1)), Fault::m2ua_parameter_length);
  CHECK_EQ(fault_of(m3ua_message(kInterface, 6, 1)), Fault::m2ua_protocol_data_missing);
  CHECK_EQ(fault_of(m3ua_message(kData + hex("00010003"), 6, 1)), Fault::m2ua_parameter_length);
}

TEST("content tells M2UA, and its identifier decides for what the layers share") {
  const Octets data = m2ua_data(kItuLabel + udt());
  for (const uint32_t ppid : {0u, 2u, 0x02000000u})
    CHECK(decode(sctp_message(data, ppid, 40000)).message().anomalies == 0);
  CHECK(decode(sctp_message(data, 3, 2905)).has(anomaly::sctp_payload_protocol));
  const Octets beat = m3ua_message(parameter(0x0009, u32(1)), 3, 3);
  CHECK_EQ(decode(sctp_message(beat, 2, 2905)).field(Field::m2ua_heartbeat_data), "00000001");
  CHECK_EQ(decode(sctp_message(beat, 3, 2904)).field(Field::m3ua_heartbeat_data), "00000001");
  CHECK_EQ(decode(sctp_message(beat, 4, 2904)).field(Field::sua_heartbeat_data), "00000001");
  CHECK_EQ(decode(sctp_message(beat, 0, 2904)).field(Field::m2ua_heartbeat_data), "00000001");
  CHECK_EQ(decode(sctp_message(beat, 0, 40000)).field(Field::m3ua_heartbeat_data), "00000001");
}

CHECK_MAIN()
