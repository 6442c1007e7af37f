// SPDX-License-Identifier: Apache-2.0
// sua.cpp: addresses of every kind become SCCP's parties, and what a reader could be led astray by.
#include "test/native/check.hpp"
#include "test/native/signalling.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

TEST("a connectionless message names both sides and carries TCAP") {
  const DecodedFrame r = decode_sua_message(cldt());
  CHECK_EQ(r.out->message_count, 1u);
  const Ss7& ss7 = r.message().ss7;
  CHECK_EQ(r.digits(ss7.called.title), "12465550100");
  CHECK_EQ(r.digits(ss7.calling.title), "447700900999");
  CHECK_EQ(ss7.called.ssn, 6);
  CHECK_EQ(ss7.calling.ssn, 147);
  CHECK_EQ(ss7.called.title.ton, 4);
  CHECK_EQ(ss7.called.title.npi, 1);
  CHECK_EQ(ss7.called.title_format, 4);
  CHECK_EQ(ss7.called.indicator, 0x12);
  CHECK_EQ(ss7.tcap, Tcap::begin);
  CHECK_EQ(ss7.sccp_type, 0);
  CHECK(ss7.has_parties);
  CHECK_EQ(ss7.network_indicator, kNoNetworkIndicator);
  CHECK_EQ(ss7.routing_context, 100u);
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.counted(Counter::messages_ss7), 1u);
  decode_cut_everywhere(sctp_message(cldt(), 4, 14001));
}

TEST("a point code, an IP address and a name are addresses too") {
  const Octets code = hex("00020003") + parameter(0x8002, u32(2057)) + sua_ssn(6);
  const Octets ipv4_address = hex("00040001") + parameter(0x8004, hex("c0000202")) + sua_ssn(7);
  const Octets ipv6_address =
      hex("00040001") + parameter(0x8006, hex("20010db8000000000000000000000001")) + sua_ssn(7);
  const DecodedFrame r = decode_sua_message(cldt(sua_addresses(code, ipv4_address)));
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.message().ss7.dpc, 2057u);
  CHECK(r.message().ss7.called.routes_on_ssn);
  CHECK_EQ(r.message().ss7.calling.ssn, 7);
  CHECK_EQ(r.field(Field::sua_source_ipv4), "192.0.2.2");
  CHECK_EQ(decode_sua_message(cldt(sua_addresses(ipv6_address))).field(Field::sua_destination_ipv6),
           "2001:db8::1");
}

TEST("a returned message is told, with its cause") {
  const Octets message = m3ua_message(
      parameter(0x0106, hex("00000107")) + sua_addresses() + parameter(0x010B, kTcap), 7, 2);
  const DecodedFrame r = decode_sua_message(message);
  CHECK(r.message().ss7.is_returned);
  CHECK_EQ(r.message().ss7.return_cause, 7);
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
}

TEST("an address at odds with its indicator or its number of digits is told") {
  const auto is_odd = [](const Octets& called) {
    return decode_sua_message(cldt(sua_addresses(called))).has(anomaly::sua_address);
  };
  const Octets title = sua_title(hex("216455050100"), 11);
  CHECK(!is_odd(kSuaCalled));
  CHECK(is_odd(hex("00010007") + title + sua_ssn(6))); // a point code that is not there
  CHECK(is_odd(hex("00010004") + title + sua_ssn(6))); // a subsystem that is
  CHECK(is_odd(hex("00010001") + sua_ssn(6)));         // routed on no title
  CHECK(is_odd(hex("00000005") + title + sua_ssn(6))); // reserved
  CHECK(is_odd(hex("00050005") + title + sua_ssn(6)));
  CHECK(is_odd(hex("00010005") + title + title + sua_ssn(6))); // two titles
  CHECK(is_odd(hex("00010005") + sua_title(hex("216455050100"), 13) + sua_ssn(6)));
  CHECK(is_odd(hex("00010005") + sua_title(hex("216455050100"), 4) + sua_ssn(6)));
  CHECK(is_odd(hex("00010005") + parameter(0x8001, hex("000000")) + sua_ssn(6)));
  const DecodedFrame r =
      decode_sua_message(cldt(sua_addresses(hex("00010005") + title + title + sua_ssn(6))));
  CHECK_EQ(r.digits(r.message().ss7.called.title), "12465550100"); // the first
}

TEST("two addresses or two data are marked, and all data is read") {
  const Octets twice = sua_addresses() + parameter(0x0103, kSuaCalling);
  DecodedFrame r = decode_sua_message(cldt(twice));
  CHECK(r.has(anomaly::sua_duplicate_parameter));
  CHECK_EQ(r.digits(r.message().ss7.called.title), "12465550100");
  r = decode_sua_message(cldt(sua_addresses(), parameter(0x010B, kTcap)));
  CHECK_EQ(r.out->message_count, 2u);
  for (const uint32_t index : {0u, 1u}) {
    CHECK(r.has(anomaly::sua_duplicate_parameter, index));
    CHECK_EQ(r.message(index).ss7.tcap, Tcap::begin);
    CHECK_EQ(r.message(index).ss7.called.ssn, 6);
  }
}

TEST("a segment is counted; the first is read, and a whole message in one is no segment") {
  const auto read = [](uint32_t segmentation) {
    return decode_sua_message(cldt(sua_addresses(), parameter(0x0117, u32(segmentation))));
  };
  CHECK(read(0x81000007).has(anomaly::sccp_segmented));
  CHECK_EQ(read(0x81000007).message().ss7.tcap, Tcap::begin);
  CHECK_EQ(read(0x00000007).message().ss7.tcap, Tcap::none);
  CHECK_EQ(read(0x00000007).counted(Counter::sccp_segments), 1u);
  CHECK(read(0x80000007).message().anomalies == 0);
}

TEST("a connection is told with its parties, and its data is hidden") {
  for (int type = 1; type <= 11; type++) {
    const Octets message = m3ua_message(sua_addresses() + parameter(0x010B, kTcap), 8, type);
    const DecodedFrame r = decode_sua_message(message);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK(r.has(anomaly::sccp_connection_oriented));
    CHECK_EQ(r.message().ss7.tcap, Tcap::none);
    CHECK_EQ(r.message().ss7.called.ssn, 6);
    CHECK_EQ(r.counted(Counter::messages_connection_oriented), 1u);
    CHECK(r.out->secret_count > 0);
  }
}

TEST("management is counted") {
  for (const int message_class : {0, 2, 3, 4, 9}) {
    const DecodedFrame r =
        decode_sua_message(m3ua_message(parameter(0x0006, u32(100)), message_class, 1));
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.counted(Counter::messages_management), 1u);
  }
}

TEST("what a message lacks and lengths that cannot be are faults") {
  const auto fault_of = [](const Octets& message) {
    const DecodedFrame r = decode_sua_message(message);
    CHECK_EQ(r.out->message_count, 1u);
    return r.message().fault;
  };
  const Octets data = parameter(0x010B, kTcap);
  CHECK_EQ(fault_of(hex("01000701")), Fault::sua_header_short);
  CHECK_EQ(fault_of(hex("0200070100000008")), Fault::sua_version);
  CHECK_EQ(fault_of(hex("0100070100000007")), Fault::sua_length);
  CHECK_EQ(fault_of(m3ua_message(hex("01020003"), 7, 1)), Fault::sua_parameter_length);
  CHECK_EQ(fault_of(m3ua_message(sua_addresses(), 7, 1)), Fault::sua_data_missing);
  CHECK_EQ(fault_of(m3ua_message(parameter(0x0103, kSuaCalled) + data, 7, 1)),
           Fault::sua_address_missing);
  CHECK_EQ(fault_of(cldt(sua_addresses(hex("0001")))), Fault::sua_address);
  CHECK_EQ(fault_of(cldt(sua_addresses(hex("0001000580010003")))), Fault::sua_address);
}

TEST("what is behind a fault is read all the same") {
  const Octets data = parameter(0x010B, kTcap);
  const DecodedFrame r =
      decode_sua_message(m3ua_message(parameter(0x0102, kSuaCalling) + data, 7, 1));
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
  CHECK_EQ(r.message().ss7.calling.ssn, 147);
}

TEST("content tells SUA under any identifier") {
  for (const uint32_t ppid : {0u, 4u, 0x04000000u})
    CHECK(decode(sctp_message(cldt(), ppid, 40000)).message().anomalies == 0);
  for (const uint32_t ppid : {2u, 3u, 5u, 46u, 99u}) {
    const DecodedFrame r = decode(sctp_message(cldt(), ppid, 40000));
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK(r.has(anomaly::sctp_payload_protocol));
  }
}

CHECK_MAIN()
