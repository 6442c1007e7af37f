// SPDX-License-Identifier: Apache-2.0
// sccp.cpp: pointers may lead anywhere inside the message; both addresses in every form.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// As published in the reference of the decoder: a dialogue in two segments, a long message, a
/// returned one.
const Octets kSegment1 =
    hex("11810f040f1a560b12070011042164550501000b12060012044477000990993c625948041a2b3c4d6b1e28"
        "1c060700118605010101a011600f80020780a1090607040000010010036c31a12f0201010201073027800800"
        "01012143651004c156341200");
const Octets kSegment2 =
    hex("11810f040f1a390b12070011042164550501000b12060012044477000990991f87f9ad1ba019301430120a"
        "010202016480079144770009909981010080010210044056341200");
const Octets kLong = hex("13800a070011001b0000000b12060011042164550501000b1293001204447700099099"
                         "5000") +
                     kTcap;
const Octets kReturned =
    hex("0a01030e190b12930012044477000990990b1206001104216455050100") + variable(kTcap);

struct Extended {
  Octets fixed = hex("11810f");
  Octets called = kCalled, calling = kCalling, data = kTcap;
  Octets optional = hex("12010500");
};
Octets extended(const Extended& m) {
  const auto a = static_cast<int>(m.called.size()), b = static_cast<int>(m.calling.size());
  const auto c = static_cast<int>(m.data.size());
  const int optional = m.optional.empty() ? 0 : 4 + a + b + c;
  return m.fixed + octets({4, 4 + a, 4 + a + b, optional}) + variable(m.called) +
         variable(m.calling) + variable(m.data) + m.optional;
}

DecodedFrame decode_message(const Octets& message) {
  return decode(sccp_frame(message));
}
SccpAddress called_of(const DecodedFrame& r) {
  return r.message().ss7.called;
}

/// The message shortened octet by octet inside frames that are otherwise whole.
void check_shortened_everywhere(const Octets& message) {
  for (int cut = 1; cut < static_cast<int>(message.size()); cut++) {
    const DecodedFrame r = decode_message(without_last(message, cut));
    CHECK_EQ(r.out->message_count, 1u);
    CHECK(r.message().fault != Fault::none);
  }
}

} // namespace

TEST("a unitdata message names both sides in full") {
  const DecodedFrame r = decode_message(udt());
  const Ss7& ss7 = r.message().ss7;
  CHECK_EQ(ss7.sccp_type, 9);
  CHECK(!ss7.is_returned);
  CHECK_EQ(ss7.called.indicator, 0x12);
  CHECK_EQ(ss7.called.title_format, 4);
  CHECK_EQ(ss7.called.translation_type, 0);
  CHECK_EQ(ss7.called.encoding_scheme, 1);
  CHECK_EQ(ss7.called.title.npi, 1);
  CHECK_EQ(ss7.called.title.ton, 4);
  CHECK(ss7.called.has_ssn && !ss7.called.routes_on_ssn && !ss7.called.has_point_code);
  CHECK_EQ(r.digits(ss7.called.title), "12465550100");
  CHECK_EQ(r.digits(ss7.calling.title), "447700900999");
  CHECK_EQ(r.field(Field::sccp_digits), "12465550100,447700900999");
  CHECK_EQ(r.field(Field::sccp_called_tt), "0x00");
  CHECK_EQ(r.field(Field::sccp_ssn), "6,147");
  CHECK_EQ(r.message().anomalies, 0u);
  check_shortened_everywhere(udt());
}

TEST("extended and long messages reach the same user as plain ones") {
  for (const Octets& message : {extended({}), kLong}) {
    const DecodedFrame r = decode_message(message);
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK_EQ(r.message().fault, Fault::none);
    CHECK_EQ(r.message().anomalies, 0u);
    CHECK_EQ(r.digits(r.message().ss7.calling.title), "447700900999");
    check_shortened_everywhere(without_last(message, message == kLong ? 0 : 1));
  }
  CHECK_EQ(decode_message(extended({})).field(Field::sccp_hops), "0x0f");
  CHECK_EQ(decode_message(extended({})).field(Field::sccp_importance), "0x05");
  CHECK_EQ(decode_message(kLong).field(Field::sccp_variable_pointer1), "7");
}

TEST("a message without optional part is whole, and so is one without its end tag") {
  Extended without;
  without.optional = {};
  CHECK_EQ(decode_message(extended(without)).message().anomalies, 0u);
  Extended unended;
  unended.optional = hex("120105");
  CHECK_EQ(decode_message(extended(unended)).message().fault, Fault::none);
}

TEST("returned messages are marked, with the cause") {
  for (const int type : {0x0A, 0x12, 0x14}) {
    Octets message = kReturned;
    if (type == 0x12) message = extended({.fixed = hex("12010f")});
    if (type == 0x14) {
      message = kLong;
      message[0] = 0x14;
      message[1] = 1;
    }
    const DecodedFrame r = decode_message(message);
    CHECK(r.message().ss7.is_returned);
    CHECK_EQ(r.message().ss7.return_cause, 1);
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK_EQ(r.field(Field::sccp_return_cause), "0x01");
    CHECK_EQ(r.field(Field::sccp_class), "");
  }
}

TEST("segments are marked and counted, the first is read as far as it goes") {
  for (const Octets& segment : {kSegment1, kSegment2}) {
    const DecodedFrame r = decode_message(segment);
    const bool is_first = segment == kSegment1;
    CHECK(r.has(anomaly::sccp_segmented));
    CHECK_EQ(r.counted(Counter::sccp_segments), 1u);
    CHECK_EQ(r.message().ss7.tcap, is_first ? Tcap::begin : Tcap::none);
    CHECK_EQ(r.out->operation_count, is_first ? 1u : 0u);
    CHECK(r.out->secret_count > 0);
    CHECK_EQ(r.message().fault, Fault::none);
    CHECK_EQ(r.field(Field::sccp_segmentation_slr), "0x123456");
  }
  CHECK_EQ(decode_message(kSegment1).field(Field::sccp_segmentation_remaining), "0x01");
  const DecodedFrame whole = decode_message(extended({.optional = hex("1004c056341200")}));
  CHECK_EQ(whole.message().ss7.tcap, Tcap::begin);
  CHECK_EQ(whole.message().anomalies, 0u);
}

TEST("addresses are read in every format of the global title") {
  struct Case {
    const char* address;
    const char* digits;
    const char* shown;
    Anomalies anomalies;
  };
  const Case cases[] = {
      {"4206", "", "", 0},
      {"430a1206", "", "", 0},
      {"060684216455050100", "12465550100", "12465550100", 0},
      {"060604216455050120", "124655501002", "124655501002", 0},
      {"0a0600216455050100", "124655501000", "124655501000", 0},
      {"0e060011216455050100", "12465550100", "12465550100", 0},
      {"120600110421645505010f", "1246555010", "1246555010ST", anomaly::sccp_title_encoding},
      {"12060011042164550501f0", "12465550100", "12465550100", 0},
      {"12060012042164550501f0", "12465550100", "12465550100ST", anomaly::sccp_title_encoding},
      {"1206001204216455050bac", "12465550b0ca", "1246555011012(spare)",
       anomaly::sccp_title_encoding},
      {"16060011042164550501", "0011401246555010", "0011401246555010", anomaly::sccp_title_format},
      {"1206001104", "", "", anomaly::sccp_address_incomplete},
      {"12060011", "", "", anomaly::sccp_address_incomplete},
      {"4306", "", "", anomaly::sccp_address_incomplete | anomaly::sccp_called_ssn},
      {"42", "", "", anomaly::sccp_address_incomplete | anomaly::sccp_called_ssn},
      {"", "", "", anomaly::sccp_address_incomplete | anomaly::sccp_called_ssn},
      {"100011042164550501", "124655501", "124655501", anomaly::sccp_called_ssn},
      {"120000110421645505", "1246555", "1246555", anomaly::sccp_called_ssn},
      {"4206ff", "", "", anomaly::sccp_parameter_gap},
  };
  for (const Case& c : cases) {
    const DecodedFrame r = decode_message(udt(hex(c.address)));
    CHECK_EQ(r.digits(called_of(r).title), c.digits);
    CHECK_EQ(r.field(Field::sccp_called_digits), c.shown);
    CHECK_EQ(r.message().anomalies, c.anomalies);
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK_EQ(r.message().fault, Fault::none);
  }
}

TEST("the point code of an address is little-endian and of fourteen bits") {
  const DecodedFrame r = decode_message(udt(hex("430ad206")));
  CHECK(called_of(r).has_point_code);
  CHECK_EQ(called_of(r).point_code, 0x120Au);
  CHECK(called_of(r).routes_on_ssn);
  CHECK_EQ(r.field(Field::sccp_called_pc), "4618");
}

TEST("a calling address that is not available is legal") {
  const DecodedFrame r = decode_message(udt(kCalled, hex("00")));
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK(!r.message().ss7.calling.has_ssn);
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
}

TEST("titles longer than sixteen digits keep the first sixteen and say so") {
  const DecodedFrame r = decode_message(udt(hex("1206001204214365870921436587")));
  CHECK_EQ(r.digits(called_of(r).title), "1234567890123456");
  CHECK(called_of(r).title.flags & Digits::kTruncated);
  CHECK_EQ(r.field(Field::sccp_called_digits), "123456789012345678");
}

TEST("parameters that share octets are decoded and marked") {
  // Both addresses are the called one, so that a reader of one of them sees an entitled sender.
  Octets message = udt(kCalled, kCalled);
  message[3] = 2;
  const DecodedFrame r = decode_message(message);
  CHECK(r.has(anomaly::sccp_parameter_overlap));
  CHECK(r.has(anomaly::sccp_parameter_gap));
  CHECK_EQ(r.digits(r.message().ss7.calling.title), "12465550100");
  Octets into_header = udt();
  into_header[2] = 1;
  CHECK(decode_message(into_header).has(anomaly::sccp_parameter_overlap));
}

TEST("parameters in another order are fine, octets that none covers are marked") {
  const Octets swapped =
      octets({0x09, 0x80, 15, 2, 25}) + variable(kCalling) + variable(kCalled) + variable(kTcap);
  const DecodedFrame r = decode_message(swapped);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(called_of(r).ssn, 6);
  CHECK(decode_message(udt() + hex("00")).has(anomaly::sccp_parameter_gap));
}

TEST("pointers and lengths that lead out of the message are faults") {
  const auto fault_with = [](size_t at, int value) {
    Octets message = udt();
    message[at] = static_cast<uint8_t>(value);
    return decode_message(message).message().fault;
  };
  for (const size_t pointer : {2u, 3u, 4u})
    CHECK_EQ(fault_with(pointer, 0xFF), Fault::sccp_pointer);
  CHECK_EQ(fault_with(5, 0xFF), Fault::sccp_parameter_length);
  CHECK_EQ(fault_with(29, 0x51), Fault::sccp_parameter_length);
  CHECK_EQ(fault_with(0, 0x15), Fault::sccp_message_type);
  CHECK_EQ(fault_with(0, 0x00), Fault::sccp_message_type);
  CHECK_EQ(decode_message({}).message().fault, Fault::sccp_header_short);
  CHECK_EQ(decode_message(hex("09800304")).message().fault, Fault::sccp_header_short);
  CHECK_EQ(decode_message(extended({.optional = hex("1205")})).message().fault,
           Fault::sccp_optional_part);
  Octets beyond = extended({});
  beyond[6] = 0xFF;
  CHECK_EQ(decode_message(beyond).message().fault, Fault::sccp_pointer);
}

TEST("every value of every octet of header and addresses is survived") {
  for (const Octets& message : {udt(), extended({}), kSegment1, kLong, kReturned})
    for (size_t at = 0; at < 36; at++)
      for (int value = 0; value < 256; value += 3) {
        Octets changed = message;
        changed[at] = static_cast<uint8_t>(value);
        decode_message(changed);
      }
}

TEST("an optional parameter that stands twice is marked") {
  CHECK(decode_message(extended({.optional = hex("12010512010600")}))
            .has(anomaly::sccp_duplicate_parameter));
}

TEST("messages of connections are recognised and not decoded") {
  const DecodedFrame r = decode_message(hex("0601020300014e") + kTcap);
  CHECK(r.has(anomaly::sccp_connection_oriented));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.counted(Counter::messages_connection_oriented), 1u);
  CHECK_EQ(r.message().ss7.sccp_type, 6);
}

TEST("management and other users are counted apart from TCAP") {
  const Octets management = hex("4201");
  const DecodedFrame r = decode_message(udt(management, management, hex("0106a21a00")));
  CHECK_EQ(r.counted(Counter::messages_management), 1u);
  CHECK_EQ(r.message().fault, Fault::none);
  const DecodedFrame ranap = decode_message(udt(hex("428e"), hex("428e"), Octets(9)));
  CHECK_EQ(ranap.counted(Counter::sccp_payload_unknown), 1u);
  CHECK_EQ(ranap.message().fault, Fault::none);
}

TEST("TCAP is found by content under any subsystem number, and asked of its users in any case") {
  for (const char* address : {"428e", "4201", "4200", "42fe", "40"})
    CHECK_EQ(decode_message(udt(hex(address), hex("00"))).message().ss7.tcap, Tcap::begin);
  const DecodedFrame garbage = decode_message(udt(kCalled, kCalling, Octets(9)));
  CHECK(garbage.message().fault != Fault::none);
}

CHECK_MAIN()
