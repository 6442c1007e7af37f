// SPDX-License-Identifier: Apache-2.0
// gtpv2.cpp: version 2 of GTP-C, grouped elements and piggybacked messages among it.
#include "test/native/carriers.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kPort = 2123;
using Role = Exchange::Role;

Octets element(int type, const Octets& value, int instance = 0) {
  return octets({type}) + u16(static_cast<uint32_t>(value.size())) + octets({instance}) + value;
}
Octets message(int type, const Octets& elements, uint32_t teid = 0, int flags = 0x48) {
  const auto length = static_cast<uint32_t>(8 + elements.size());
  return octets({flags, type}) + u16(length) + u32(teid) + hex("123456 00") + elements;
}
Octets echo(int type) {
  return octets({0x40, type}) + hex("0009 000001 00") + element(3, hex("04"));
}
Octets frame(const Octets& datagram) {
  return ethernet(ipv4(udp(kPort, datagram, kPort), 17));
}
DecodedFrame decode_datagram(const Octets& datagram) {
  return decode(frame(datagram));
}
const Operation& operation(const DecodedFrame& r, uint32_t index = 0) {
  if (r.out->operation_count <= index) std::abort();
  return r.out->operations[index];
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

const Octets kImsi = element(1, hex("00010121436587f9"));
const Octets kMsisdn = element(76, hex("447700091032"));
const Octets kMei = element(75, hex("0021436587092143"));
const Octets kPlace = element(86, hex("18 99f907 1234 99f907 00012345"));
const Octets kServing = element(83, hex("99f907"));
const Octets kFTeid = element(87, hex("86 33333333 c000020a"));
const Octets kApn = element(71, hex("08696e7465726e6574"));
const Octets kAccepted = element(2, hex("1000"));
const Octets kBearer =
    element(93, element(73, hex("05")) + element(87, hex("80 44444444 c0000214"), 2));
const Octets kCreate = message(32, kImsi + kMsisdn + kMei + kPlace + kServing +
                                       element(82, hex("06")) + kFTeid + kApn + kBearer);

} // namespace

TEST("a Create Session Request tells who, from where, and by which endpoint") {
  const DecodedFrame r = decode_datagram(kCreate);
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.counted(Counter::messages_gtp), 1u);
  CHECK_EQ(r.field(Field::gtpv2_message_type), "32");
  CHECK_EQ(r.field(Field::gtpv2_seq), "0x123456");
  CHECK_EQ(r.field(Field::gtpv2_imsi), "001010123456789");
  CHECK_EQ(r.field(Field::gtpv2_msisdn), "447700900123");
  CHECK_EQ(r.field(Field::gtpv2_mei), "0012345678901234");
  CHECK_EQ(r.field(Field::gtpv2_tai_tac), "0x1234");
  CHECK_EQ(r.field(Field::gtpv2_ecgi_eci), "74565");
  CHECK_EQ(r.field(Field::gtpv2_apn), "internet");
  CHECK_EQ(r.field(Field::gtpv2_ie_type), "1,76,75,86,83,82,87,71,93,73,87");
  CHECK_EQ(r.field(Field::gtpv2_f_teid_key), "0x33333333,0x44444444");
  const Operation& op = operation(r);
  CHECK_EQ(op.id, OperationId::gtpv2_CreateSession);
  CHECK_EQ(r.digits(op.imsi), "001010123456789");
  CHECK_EQ(r.digits(op.msisdn), "447700900123");
  CHECK_EQ(op.place, 0x99f907u);
  CHECK(op.has_imei);
  CHECK_EQ(r.message().exchange.role, Role::request);
  CHECK_EQ(r.message().exchange.number, 0x02123456u);
  CHECK_EQ(r.message().exchange.endpoint, 0x33333333u); // 192.0.2.10 is where it came from
  decode_cut_everywhere(frame(kCreate));
}

TEST("of endpoints on the level of the message the one at the packet's source is the sender's") {
  const Octets elsewhere = element(87, hex("87 77777777 c0000299"), 1);
  const DecodedFrame r = decode_datagram(message(33, kAccepted + elsewhere + kFTeid));
  CHECK_EQ(r.message().exchange.endpoint, 0x33333333u);
  CHECK_EQ(decode_datagram(message(33, elsewhere + kBearer)).message().exchange.endpoint, 0u);
}

TEST("the cause of the message decides, not that of a bearer") {
  const auto outcome = [](const Octets& elements) {
    return operation(decode_datagram(message(33, elements))).component;
  };
  CHECK_EQ(outcome(element(2, hex("1000"))), Component::result_last);
  CHECK_EQ(outcome(element(2, hex("3f00"))), Component::result_last);
  CHECK_EQ(outcome(element(2, hex("4000"))), Component::error);
  CHECK_EQ(outcome(kAccepted + element(93, element(2, hex("4900")))), Component::result_last);
  CHECK_EQ(operation(decode_datagram(message(33, element(2, hex("4901"))))).error, 73);
  CHECK_EQ(operation(decode_datagram(message(36, element(2, hex("4000"))))).component,
           Component::invoke);
}

TEST("messages piggybacked on one another are all read") {
  const Octets first = message(33, kAccepted, 7, 0x58), second = message(95, kBearer, 7);
  const DecodedFrame r = decode_datagram(first + second);
  CHECK_EQ(r.out->message_count, 2u);
  CHECK_EQ(operation(r, 0).id, OperationId::gtpv2_CreateSession);
  CHECK_EQ(operation(r, 1).id, OperationId::gtpv2_CreateBearer);
  CHECK_EQ(r.message(1).exchange.role, Role::request);
  CHECK_EQ(r.field(Field::gtpv2_ebi, 1), "5");
  CHECK(r.message(0).anomalies == 0);
  decode_cut_everywhere(frame(first + second));
}

TEST("octets behind a message that announces none are not read, and are named") {
  const DecodedFrame r = decode_datagram(message(33, kAccepted) + message(32, kImsi));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK(r.has(anomaly::gtpv2_trailing_octets));
  CHECK(is_secret(r, message(32, kImsi)));
}

TEST("a datagram full of messages ends at the limit of a frame") {
  Octets many;
  for (int i = 0; i < 300; i++)
    many += hex("50 24 0004 000001 00");
  const DecodedFrame r = decode_datagram(many);
  CHECK_EQ(r.out->message_count, limits::messages_per_frame);
  CHECK_EQ(r.counted(Counter::messages_over_limit), 1u);
}

TEST("an echo has no TEID, goes between nodes and is in no dialogue") {
  const DecodedFrame r = decode_datagram(echo(1));
  CHECK_EQ(r.field(Field::gtpv2_teid), "");
  CHECK_EQ(r.field(Field::gtpv2_recovery), "4");
  CHECK_EQ(r.message().exchange.role, Role::none);
  CHECK_EQ(decode_datagram(message(3, {})).message().exchange.role, Role::answer);
  CHECK_EQ(decode_datagram(message(66, {})).message().exchange.role, Role::notice);
}

TEST("a group is bounded by its parent, and its depth by a limit") {
  const Octets beyond = element(93, hex("49 0009 00 05"));
  const DecodedFrame overrun = decode_datagram(message(32, beyond + kImsi));
  CHECK(overrun.has(anomaly::gtpv2_group));
  CHECK_EQ(overrun.field(Field::gtpv2_imsi), "001010123456789");
  Octets nested = element(73, hex("05"));
  for (uint32_t i = 0; i < limits::element_depth; i++)
    nested = element(93, nested);
  CHECK_EQ(decode_datagram(message(32, nested)).field(Field::gtpv2_ebi), "5");
  CHECK(!has_anomaly(message(32, nested), anomaly::gtpv2_group));
  const DecodedFrame deep = decode_datagram(message(32, element(93, nested) + kImsi));
  CHECK(deep.has(anomaly::gtpv2_group));
  CHECK_EQ(deep.field(Field::gtpv2_imsi), "001010123456789");
  CHECK_EQ(deep.field(Field::gtpv2_ebi), "");
}

TEST("what contradicts its length is a fault of the message") {
  CHECK_EQ(decode_datagram(hex("48 20 00")).message().fault, Fault::gtpv2_header_short);
  CHECK_EQ(decode_datagram(message(32, kImsi + hex("01"))).message().fault,
           Fault::gtpv2_element_length);
  CHECK_EQ(decode_datagram(without_last(kCreate, 1)).message().fault, Fault::gtpv2_length);
  CHECK_EQ(decode_datagram(hex("48 20 0004 00000000")).message().fault, Fault::gtpv2_length);
}

TEST("what the standard rules out and receivers let pass is named") {
  CHECK(has_anomaly(message(32, kImsi + kImsi), anomaly::gtpv2_duplicate_element));
  CHECK(!has_anomaly(message(32, kBearer + kBearer), anomaly::gtpv2_duplicate_element));
  CHECK(has_anomaly(message(32, element(1, {})), anomaly::gtpv2_value_length));
  CHECK(has_anomaly(message(32, element(2, hex("10"))), anomaly::gtpv2_value_length));
  CHECK(has_anomaly(message(32, element(86, hex("18 99f907 1234"))), anomaly::gtpv2_value_length));
  CHECK(
      has_anomaly(message(32, element(87, hex("80 33333333 c000"))), anomaly::gtpv2_value_length));
}

TEST("every kind of place is read in its order, and kept as its network alone") {
  const Octets places = element(86, hex("3f 99f907 0001 0002  99f907 0003 0004  99f907 0005 0006"
                                        "   99f907 0007  99f907 f0000008  99f907 0009 ff"));
  const DecodedFrame r = decode_datagram(message(39, kAccepted + places));
  CHECK_EQ(r.field(Field::gtpv2_cgi_lac) + r.field(Field::gtpv2_cgi_ci), "0x00012");
  CHECK_EQ(r.field(Field::gtpv2_sai_lac) + r.field(Field::gtpv2_sai_sac), "0x00030x0004");
  CHECK_EQ(r.field(Field::gtpv2_rai_lac) + r.field(Field::gtpv2_rai_rac), "0x00050x0006");
  CHECK_EQ(r.field(Field::gtpv2_tai_tac), "0x0007");
  CHECK_EQ(r.field(Field::gtpv2_ecgi_eci), "8");
  CHECK_EQ(r.field(Field::gtpv2_lai_lac), "0x0009");
  CHECK_EQ(operation(r).disclosed, disclosed::cell | disclosed::location_area);
  for (const char* place : {"00010002", "00030004", "00050006", "0007", "f0000008", "0009", "ff"})
    CHECK(is_secret(r, hex(place)));
}

TEST("keys of a context are places to overwrite, and what gave them away is told") {
  const Octets keys(60, 0xA9);
  const DecodedFrame r = decode_datagram(message(131, kAccepted + kImsi + element(107, keys)));
  CHECK_EQ(operation(r).disclosed, disclosed::imsi | disclosed::vectors);
  CHECK(is_secret(r, keys));
  const DecodedFrame asked = decode_datagram(message(130, kImsi));
  CHECK_EQ(operation(asked).requested, requested::imsi | requested::vectors);
  CHECK_EQ(operation(asked).disclosed, 0u);
}

TEST("a priority is read where the header says that there is one") {
  Octets prior = message(35, kAccepted, 9, 0x4C);
  prior[11] = 0x90;
  CHECK_EQ(decode_datagram(prior).field(Field::gtpv2_priority), "0x09");
  CHECK_EQ(decode_datagram(message(35, kAccepted, 9)).field(Field::gtpv2_priority), "");
}

CHECK_MAIN()
