// SPDX-License-Identifier: Apache-2.0
// gtp.cpp: version 1 of GTP-C, from its header to what its elements say of whom.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kPort = 2123;
using Role = Exchange::Role;

Octets tlv(int type, const Octets& value) {
  return octets({type}) + u16(static_cast<uint32_t>(value.size())) + value;
}
/// With a sequence number, as all of the control plane.
Octets message(int type, const Octets& elements, uint32_t teid = 0) {
  const auto length = static_cast<uint32_t>(4 + elements.size());
  return octets({0x32, type}) + u16(length) + u32(teid) + u16(0x1234) + u16(0) + elements;
}
Octets frame(const Octets& datagram) {
  return ethernet(ipv4(udp(kPort, datagram, kPort), 17));
}
DecodedFrame decode_datagram(const Octets& datagram) {
  return decode(frame(datagram));
}
const Operation& operation(const DecodedFrame& r) {
  if (r.out->operation_count == 0) std::abort();
  return r.out->operations[0];
}
bool is_secret(const DecodedFrame& r, const Octets& what) {
  for (uint32_t i = 0; i < r.out->secret_count; i++) {
    const View v = r.out->secrets[i];
    const auto from = r.octets.begin() + v.offset;
    if (Octets(from, from + v.length) == what) return true;
  }
  return false;
}
bool has_anomaly(const Octets& datagram, Anomalies anomaly) {
  return decode_datagram(datagram).has(anomaly);
}

const Octets kImsi = hex("02 00010121436587f9");      // 001010123456789
const Octets kOtherImsi = hex("02 99991010325476f8"); // 999901012345678
const Octets kArea = hex("03 99f907 1234 09");        // 999-70, area 0x1234, 9
const Octets kControl = hex("11 00001000"), kData = hex("10 00001001");
const Octets kApn = tlv(131, hex("08696e7465726e6574"));
const Octets kGsn = tlv(133, hex("c000020a"));
const Octets kMsisdn = tlv(134, hex("91447700091032")); // 447700900123
const Octets kRat = tlv(151, hex("01"));
const Octets kPlace = tlv(152, hex("01 99f907 1234 0102"));
const Octets kImei = tlv(154, hex("0021436587092143"));
const Octets kOptions = tlv(132, hex("80c0230601010006aabb"));
const Octets kCreate =
    message(16, kImsi + kArea + hex("0e07 0ffd") + kData + kControl + hex("1405") + kApn +
                    kOptions + kGsn + kMsisdn + kRat + kPlace + kImei);

} // namespace

TEST("a Create PDP Context Request tells who, from where, and by which endpoints") {
  const DecodedFrame r = decode_datagram(kCreate);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.counted(Counter::messages_gtp), 1u);
  CHECK_EQ(r.field(Field::gtp_message), "0x10");
  CHECK_EQ(r.field(Field::gtp_teid), "0x00000000");
  CHECK_EQ(r.field(Field::gtp_seq_number), "0x1234");
  CHECK_EQ(r.field(Field::gtp_imsi), "001010123456789");
  CHECK_EQ(r.field(Field::gtp_msisdn), "447700900123");
  CHECK_EQ(r.field(Field::gtp_apn), "internet");
  CHECK_EQ(r.field(Field::gtp_rai_mcc) + r.field(Field::gtp_rai_mnc), "99970");
  CHECK_EQ(r.field(Field::gtp_service_area), "258");
  CHECK_EQ(r.field(Field::gtp_imei), "0012345678901234");
  CHECK_EQ(r.field(Field::gtp_gsn_ipv4), "192.0.2.10");
  const Operation& op = operation(r);
  CHECK_EQ(op.id, OperationId::gtp_CreatePDPContext);
  CHECK_EQ(op.component, Component::invoke);
  CHECK_EQ(r.digits(op.imsi), "001010123456789");
  CHECK_EQ(r.digits(op.msisdn), "447700900123");
  CHECK_EQ(op.place, 0x99f907u);
  CHECK(op.has_imei);
  const Exchange& exchange = r.message().exchange;
  CHECK_EQ(exchange.role, Role::request);
  CHECK_EQ(exchange.number, 0x01001234u);
  CHECK_EQ(exchange.endpoint, 0x1000u);
  decode_cut_everywhere(frame(kCreate));
}

TEST("causes from 128 to 191 accept, others refuse, and only answers have an outcome") {
  const auto outcome = [](int cause) {
    return operation(decode_datagram(message(17, octets({1, cause}), 0x1000))).component;
  };
  CHECK_EQ(outcome(127), Component::error);
  CHECK_EQ(outcome(128), Component::result_last);
  CHECK_EQ(outcome(191), Component::result_last);
  CHECK_EQ(outcome(192), Component::error);
  const DecodedFrame refused = decode_datagram(message(17, hex("01c7"), 0x1000));
  CHECK_EQ(operation(refused).error, 199);
  CHECK_EQ(refused.message().exchange.role, Role::answer);
  CHECK_EQ(refused.message().exchange.addressee, 0x1000u);
  CHECK_EQ(operation(decode_datagram(message(20, hex("01c7")))).component, Component::invoke);
}

TEST("each message type has its side, and what goes between nodes has none") {
  const auto role = [](int type) {
    return decode_datagram(message(type, {})).message().exchange.role;
  };
  CHECK_EQ(role(50), Role::request);
  CHECK_EQ(role(51), Role::answer);
  CHECK_EQ(role(52), Role::notice);
  CHECK_EQ(role(3), Role::answer); // version not supported
  for (const int type : {1, 2, 31, 200})
    CHECK_EQ(role(type), Role::none);
  const Octets unnumbered = hex("30100000 00000000");
  CHECK_EQ(decode_datagram(unnumbered).message().exchange.role, Role::none);
}

TEST("the old routeing area of a question is not the sender's place") {
  CHECK_EQ(operation(decode_datagram(message(48, kArea))).place, 0u);
  CHECK_EQ(operation(decode_datagram(message(50, kArea))).place, 0u);
  CHECK_EQ(operation(decode_datagram(message(18, kArea))).place, 0x99f907u);
}

TEST("what an answer gives away is told, and keys are places to overwrite") {
  const Octets triplet = Octets(28, 0xA9);
  const DecodedFrame answer =
      decode_datagram(message(49, hex("0180") + kImsi + octets({9}) + triplet));
  CHECK_EQ(operation(answer).disclosed, disclosed::imsi | disclosed::vectors);
  CHECK(is_secret(answer, triplet));
  const Octets context(40, 0xA7);
  CHECK(is_secret(decode_datagram(message(51, hex("0180") + tlv(129, context))), context));
  const DecodedFrame request = decode_datagram(kCreate);
  CHECK_EQ(operation(request).disclosed, 0u);
  CHECK(is_secret(request, hex("80c0230601010006aabb"))); // a password of PAP
  CHECK(is_secret(request, hex("12340102")));             // the service area, not its network
  CHECK(is_secret(request, hex("123409")));
  const DecodedFrame routing = decode_datagram(message(33, hex("0180") + kGsn));
  CHECK_EQ(operation(routing).disclosed, uint32_t{disclosed::serving_node});
}

TEST("extension headers are stepped over, whatever their number, and lead nowhere else") {
  const auto with = [](const Octets& headers) {
    const auto length = static_cast<uint32_t>(4 + headers.size() + 2);
    return hex("3614") + u16(length) + u32(0x2000) + u16(0x1234) + octets({0, 0xC1}) + headers +
           hex("1405");
  };
  const DecodedFrame r = decode_datagram(with(hex("01 0000 c0") + hex("02 000000000000 00")));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.field(Field::gtp_nsapi), "5");
  CHECK_EQ(decode_datagram(with(hex("00 0000 c0"))).message().fault, Fault::gtp_extension);
  CHECK_EQ(decode_datagram(with(hex("02 0000 c0"))).message().fault, Fault::gtp_extension);
  decode_cut_everywhere(frame(with(hex("01 0000 c0") + hex("01 0000 00"))));
}

TEST("behind an unknown element of fixed length nothing is read, and it is hidden") {
  const Octets datagram = message(16, kImsi + hex("6e 0102030405") + kMsisdn);
  const DecodedFrame r = decode_datagram(datagram);
  CHECK_EQ(r.message().fault, Fault::gtp_element_unknown);
  CHECK_EQ(r.field(Field::gtp_msisdn), "");
  CHECK(is_secret(r, hex("6e 0102030405") + kMsisdn));
}

TEST("an element that runs past the message is a fault, as is a message past its datagram") {
  CHECK_EQ(decode_datagram(message(16, hex("02 0010"))).message().fault, Fault::gtp_element_length);
  CHECK_EQ(decode_datagram(message(16, hex("86 0009 91"))).message().fault,
           Fault::gtp_element_length);
  Octets longer = message(16, kImsi);
  longer[3] = static_cast<uint8_t>(longer[3] + 1);
  CHECK_EQ(decode_datagram(longer).message().fault, Fault::gtp_length);
  CHECK_EQ(decode_datagram(hex("32100000 0000")).message().fault, Fault::gtp_header_short);
  CHECK_EQ(decode_datagram(hex("32100002 00000000 1234")).message().fault, Fault::gtp_header_short);
}

TEST("the list of extension header types has one octet of length (TS 29.060 §7.7.40)") {
  const DecodedFrame r = decode_datagram(message(31, hex("8d 02 c0c1 0e07")));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.field(Field::gtp_recovery), "7");
}

TEST("what the standard rules out and receivers let pass is named") {
  CHECK(has_anomaly(message(16, kMsisdn + kImsi), anomaly::gtp_element_order));
  CHECK(has_anomaly(message(16, kImsi + kImsi), anomaly::gtp_duplicate_element));
  CHECK(!has_anomaly(message(16, kGsn + kGsn), anomaly::gtp_duplicate_element));
  CHECK(has_anomaly(message(16, tlv(151, {})), anomaly::gtp_value_length));
  CHECK(has_anomaly(message(16, tlv(152, hex("0199f9"))), anomaly::gtp_value_length));
  CHECK(has_anomaly(message(16, tlv(133, hex("c00002"))), anomaly::gtp_value_length));
  CHECK(has_anomaly(message(16, hex("02 000101f1436587f9")), anomaly::gtp_value_length));
  CHECK(!has_anomaly(message(16, hex("02 99791032547698ff")), anomaly::gtp_value_length));
  CHECK(has_anomaly(message(16, kImsi) + hex("00"), anomaly::gtp_trailing_octets));
}

TEST("a second IMSI that differs stands beside the first") {
  const DecodedFrame r = decode_datagram(message(16, kImsi + kOtherImsi));
  CHECK_EQ(r.digits(operation(r).imsi), "001010123456789");
  CHECK_EQ(r.digits(operation(r).other_imsi), "999901012345678");
}

TEST("a number that is none of E.164 is not called a MSISDN") {
  const DecodedFrame r = decode_datagram(message(16, tlv(134, hex("00447700091032"))));
  CHECK_EQ(r.field(Field::gtp_msisdn), "");
  CHECK_EQ(r.field(Field::gtp_other_number), "447700900123");
}

TEST("user plane, GTP Prime and version 0 are another transport, on whatever port") {
  const Octets inner = ipv4(Octets(40), 6);
  for (const Octets& datagram : {message(255, inner), message(254, {}),
                                 hex("22100000 00000000 12340000"), hex("1e100000 0001ffff")}) {
    const DecodedFrame r = decode_datagram(datagram);
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.counted(Counter::packets_other), 1u);
  }
  CHECK_EQ(decode(ethernet(ipv4(udp(2152, kCreate, 2152), 17))).out->message_count, 0u);
}

TEST("the port decides on either side, over both versions of IP") {
  CHECK_EQ(decode(ethernet(ipv4(udp(kPort, kCreate, 40000), 17))).out->message_count, 1u);
  CHECK_EQ(decode(ethernet(ipv4(udp(40000, kCreate, kPort), 17))).out->message_count, 1u);
  CHECK_EQ(decode(ethernet(ipv6(udp(kPort, kCreate, kPort), 17), 0x86DD)).out->message_count, 1u);
  CHECK_EQ(decode(ethernet(ipv4(udp(40000, kCreate, 40000), 17))).out->message_count, 0u);
}

CHECK_MAIN()
