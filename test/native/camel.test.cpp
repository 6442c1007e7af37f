// SPDX-License-Identifier: Apache-2.0
// CAP arguments and results: whose call it is, where it is sent instead, what a report gives away;
// both readings where only a subsystem number says CAP; digits that were pressed leave nothing but
// their place. Expected values are those that tshark 4.0.17 prints for the same octets. Identities
// are test ones.
#include "native/decode/camel.hpp"
#include "native/generated/camel.hpp"
#include "test/native/tcap_messages.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint8_t kSsn = 146;
const Octets kPhase2 = hex("04000001003201");
const Octets kPhase3 = hex("04000001150304");
const Octets kPhase4 = hex("04000001170304");
const Octets kSms = hex("0400000115033d");
const Octets kGprs = hex("04000001150332");
const Octets kFromScf = hex("04000001170308");

const Octets kServiceKey = hex("800164");
const Octets kCalling = hex("8308 0413447700091032");     // 447700900123
const Octets kCalled = hex("8208 0410447700092022");      // 447700900222
const Octets kRedirecting = hex("9d08 0410447700093033"); // 447700900333
const Octets kImsi32 = hex("9f3208 00010121436587f9");    // 001010123456789
const Octets kMsc = hex("9f3707 91447700095000");         // 447700900500
const Octets kLocation = hex("bf3417 020100 810791447700095000 a309800700f11012345678");
const Octets kBridge = hex("a00a 0408 0410447700097077"); // 447700900777

Octets request(const Octets& context) {
  return hex("6b1e281c060700118605010101a011600f80020780a1090607") + context;
}
Octets response(const Octets& context) {
  return hex("6b2a2828060700118605010101a01d611b80020780a1090607") + context +
         hex("a203020100a305a103020100");
}
/// A Begin with one invoke.
Octets ask(const Octets& context, int code, const Octets& argument) {
  return begin(request(context), invoke(code, argument));
}
/// A Continue of the other side with one invoke.
Octets instruct(const Octets& context, int code, const Octets& argument) {
  return tlv("65", hex("480101490102") + response(context) + tlv("6c", invoke(code, argument)));
}
/// A Continue in which nothing says what it is.
Octets later(int code, const Octets& argument) {
  return tlv("65", hex("480101490102") + tlv("6c", invoke(code, argument)));
}
Octets event(int type) {
  return {0x9C, 0x01, static_cast<uint8_t>(type)};
}
Octets initial_dp(const Octets& numbers, int type = 2) {
  return tlv("30", kServiceKey + numbers + event(type) + kImsi32 + kLocation + kMsc);
}

void check_honest(Result& r, OperationId id) {
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.recorded->operation_count, 1u);
  CHECK_EQ(r.operation().id, id);
}

} // namespace

TEST("initialDP names subscriber, switch, place and service, and tells as a report does") {
  const Octets dialled = hex("9f3807 81700790002 2f2");
  Result& r = decode(ask(kPhase2, 0,
                         tlv("30", kServiceKey + kCalling + hex("85010a") + event(2) + kImsi32 +
                                       kLocation + hex("9f36050102030405") + kMsc + dialled)),
                     kSsn);
  check_honest(r, OperationId::camel_initialDP);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.msisdn(), "447700900123");
  CHECK_EQ(r.node(Node::msc), "447700900500");
  CHECK_EQ(r.node(Node::vlr), "447700900500");
  CHECK_EQ(r.operation().place, 0x00F110u);
  CHECK_EQ(r.operation().sub_type, 2);
  CHECK_EQ(r.operation().disclosed & (disclosed::imsi | disclosed::cell | disclosed::serving_node),
           disclosed::imsi | disclosed::cell | disclosed::serving_node);
  CHECK_EQ(r.values("camel.serviceKey"), "100");
  CHECK_EQ(r.values("camel.eventTypeBCSM"), "2");
  CHECK_EQ(r.values("camel.callingPartysCategory"), "10");
  CHECK_EQ(r.values("isup.calling"), "447700900123");
  CHECK_EQ(r.values("gsm_a.dtap.cld_party_bcd_num"), "07700900222");
  CHECK_EQ(r.values("e164.msisdn"), "447700900123,447700900500,447700900500");
}

TEST("the subscriber of a call is who makes it, who receives it, or who forwarded it") {
  CHECK_EQ(decode(ask(kPhase3, 0, initial_dp(kCalled + kCalling)), kSsn).msisdn(), "447700900123");
  CHECK_EQ(decode(ask(kPhase3, 0, initial_dp(kCalled + kCalling, 12)), kSsn).msisdn(),
           "447700900222");
  const Octets forwarded =
      tlv("30", kServiceKey + kCalled + kCalling + event(2) + kRedirecting + kImsi32 + kMsc);
  Result& r = decode(ask(kPhase3, 0, forwarded), kSsn);
  check_honest(r, OperationId::camel_initialDP);
  CHECK_EQ(r.msisdn(), "447700900333");
  CHECK_EQ(r.operation().flags, Operation::kDiverted);
  // A national number is anybody's.
  CHECK_EQ(decode(ask(kPhase3, 0, initial_dp(hex("8307 83137700091032"))), kSsn).msisdn(), "");
}

TEST("odd, long and empty numbers are read as far as they are numbers") {
  const auto calling = [](std::string_view content) {
    return decode(ask(kPhase3, 0, initial_dp(tlv("83", hex(content)))), kSsn)
        .values("isup.calling");
  };
  CHECK_EQ(calling("8413447700091002"), "44770090012");
  CHECK_EQ(calling("041344770009100f"), "4477009001"); // ST ends the signals
  CHECK_EQ(calling("0413"), "");
  CHECK_EQ(calling("04"), "");
  CHECK_EQ(calling("0413 21436587092143658709"), "12345678901234567890");
}

TEST("the extension of initialDP is numbered otherwise in phase 2") {
  const auto with = [](std::string_view extension) {
    return tlv("30", kServiceKey + event(2) + kImsi32 + kMsc + tlv("bf3b", hex(extension)));
  };
  Result& v2 = decode(ask(kPhase2, 0, with("8107 91447700095000")), kSsn);
  check_honest(v2, OperationId::camel_initialDP);
  CHECK_EQ(v2.values("camel.gmscAddress"), "91447700095000");
  Result& v3 = decode(ask(kPhase3, 0,
                          with("8007 91447700095000 8108 0410447700092022 8308 "
                               "0010123456789000")),
                      kSsn);
  check_honest(v3, OperationId::camel_initialDP);
  CHECK_EQ(v3.values("camel.gmscAddress"), "91447700095000");
  CHECK_EQ(v3.values("camel.forwardingDestinationNumber"), "0410447700092022");
  CHECK(v3.operation().has_imei);
}

TEST("where a call, a message or a session is sent instead is told") {
  Result& r = decode(instruct(kPhase2, 20, tlv("30", kBridge)), kSsn);
  check_honest(r, OperationId::camel_connect);
  CHECK_EQ(r.node(Node::forwarded_to), "447700900777");
  CHECK_EQ(r.values("isup.called"), "447700900777");
  Result& made = decode(ask(kFromScf, 32, tlv("30", kBridge + hex("9f3407 91447700094000"))), kSsn);
  check_honest(made, OperationId::camel_initiateCallAttempt);
  CHECK_EQ(made.node(Node::forwarded_to), "447700900777");
  CHECK_EQ(made.node(Node::gsm_scf), "447700900400");
  Result& assisted = decode(instruct(kPhase3, 17, tlv("30", hex("8009 060410447700097077"))), kSsn);
  check_honest(assisted, OperationId::camel_establishTemporaryConnection);
  CHECK_EQ(assisted.node(Node::forwarded_to), "447700900777");
  Result& resource = decode(instruct(kPhase2, 19, tlv("30", hex("8008 0410447700097077"))), kSsn);
  check_honest(resource, OperationId::camel_connectToResource);
  CHECK_EQ(resource.node(Node::forwarded_to), "447700900777");
  Result& sms =
      decode(instruct(kSms, 62, tlv("30", hex("8107 91447700097077 8207 91447700094000"))), kSsn);
  check_honest(sms, OperationId::camel_connectSMS);
  CHECK_EQ(sms.node(Node::forwarded_to), "447700900777");
  CHECK_EQ(sms.node(Node::service_centre), "447700900400");
  Result& session = decode(instruct(kGprs, 74, tlv("30", hex("8005 046c616231"))), kSsn);
  check_honest(session, OperationId::camel_connectGPRS);
  CHECK_EQ(session.values("camel.accessPointName"), "046c616231");
}

TEST(
    "a request for changes of position asks for the location, one for the end of a call does not") {
  const auto arm = [](std::string_view type, std::string_view more) {
    return instruct(
        kPhase4, 23,
        tlv("30", tlv("a0", tlv("30", tlv("80", hex(type)) + hex("810101") + hex(more)))));
  };
  Result& r = decode(arm("32", "be0f a30d a00b 8007 00f11012345678 8500"), kSsn);
  check_honest(r, OperationId::camel_requestReportBCSMEvent);
  CHECK_EQ(r.operation().requested, requested::location);
  CHECK_EQ(decode(arm("09", "a2038001 01"), kSsn).operation().requested, 0u);
}

TEST("places in reports are disclosed, and nothing of them but the network becomes evidence") {
  const Octets moved =
      tlv("30", hex("800132") + tlv("a2", tlv("bf32", hex("bf3217 020100 81079144770009"
                                                          "5000 a309800700f11012345678"
                                                          "bf3309 800700f11012345678"))));
  Result& r = decode(
      tlv("65", hex("480101490102") + request(kPhase4) + tlv("6c", invoke(24, moved))), kSsn);
  CHECK_EQ(r.operation().id, OperationId::camel_eventReportBCSM);
  CHECK_EQ(r.operation().sub_type, 50);
  CHECK_EQ(r.operation().disclosed & disclosed::cell, disclosed::cell);
  CHECK_EQ(r.recorded->secret_count, 2u);
  CHECK_EQ(r.recorded->secrets[0].length, 4u);
  CHECK_EQ(r.recorded->secrets[1].length, 4u);
}

TEST("a location number becomes no evidence") {
  Result& r = decode(
      ask(kPhase3, 0, tlv("30", kServiceKey + hex("8a08 0413447700091032") + event(2) + kImsi32)),
      kSsn);
  check_honest(r, OperationId::camel_initialDP);
  CHECK_EQ(r.operation().disclosed & disclosed::location_area, disclosed::location_area);
  CHECK_EQ(r.recorded->secret_count, 1u);
  CHECK_EQ(r.recorded->secrets[0].length, 8u);
}

TEST("digits that were pressed are hidden and never shown") {
  const Octets pressed = hex("8004 00a1a2a3");
  Result& r = decode(end(response(kPhase3), result(48, pressed)), kSsn);
  check_honest(r, OperationId::camel_promptAndCollectUserInformation);
  CHECK_EQ(r.recorded->secret_count, 1u);
  CHECK_EQ(r.values("gsm_map.secret"), "4");
  const Octets report =
      tlv("30", hex("800108") + tlv("a2", tlv("a6", tlv("a1", hex("8304 00a1a2a3")))));
  Result& during = decode(later(24, report), kSsn);
  CHECK_EQ(during.values("gsm_map.secret"), "4");
  Result& charged = decode(instruct(kPhase2, 34, tlv("04", tlv("a0", hex("8003 a1a2a3")))), kSsn);
  check_honest(charged, OperationId::camel_furnishChargingInformation);
  CHECK_EQ(charged.values("gsm_map.secret"), "3");
  for (const FieldRecord& f : r.fields.fields())
    CHECK(f.value.find("a1a2a3") == std::string::npos || f.value.size() > 12);
  // Where it cannot be read, all of it is one.
  Result& odd = decode(end(response(kPhase3), result(48, hex("a106 8004 00a1a2a3"))), kSsn);
  CHECK(odd.hides(odd.operation().argument));
}

TEST("short messages and sessions name their subscriber by IMSI and number") {
  const Octets sms = tlv("30", hex("8001c8 8207 91447700091032 830101 8408 00010121436587f9"
                                   "8707 91447700094000 8f07 91447700095000"));
  Result& r = decode(ask(kSms, 60, sms), kSsn);
  check_honest(r, OperationId::camel_initialDPSMS);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.msisdn(), "447700900123");
  CHECK_EQ(r.node(Node::service_centre), "447700900400");
  CHECK_EQ(r.node(Node::msc), "447700900500");
  const Octets received =
      tlv("30", hex("8001c8 8207 91447700092022 83010b 8408 00010121436587f9"
                    "a612 8007 00f11012345678 8307 91447700096000 9407 91447700091032"));
  Result& to = decode(ask(kSms, 60, received), kSsn);
  check_honest(to, OperationId::camel_initialDPSMS);
  CHECK_EQ(to.msisdn(), "447700900123");
  CHECK_EQ(to.node(Node::sgsn), "447700900600");
  const Octets session =
      tlv("30", hex("8001c8 81010b 8207 91447700091032 8308 00010121436587f9"
                    "a60c 8001f1 800121 8204 c6336407 ac09 8007 00f11012345678"));
  Result& packets = decode(ask(kGprs, 78, session), kSsn);
  CHECK_EQ(packets.operation().id, OperationId::camel_initialDPGPRS);
  CHECK_EQ(packets.imsi(), "001010123456789");
  CHECK_EQ(packets.msisdn(), "447700900123");
  CHECK_EQ(packets.operation().sub_type, 11);
  CHECK_EQ(packets.values("camel.PDPAddress_IPv4"), "198.51.100.7");
  CHECK_EQ(packets.operation().place, 0x00F110u);
}

TEST("an operation that a context does not give to its sender is flagged") {
  const Octets connect = tlv("30", kBridge);
  CHECK(decode(ask(kPhase2, 20, connect), kSsn).has(anomaly::camel_op_not_in_context));
  CHECK(decode(instruct(kPhase2, 0, initial_dp({})), kSsn).has(anomaly::camel_op_not_in_context));
  CHECK(decode(ask(kSms, 0, initial_dp({})), kSsn).has(anomaly::camel_op_not_in_context));
  CHECK(!decode(ask(kFromScf, 20, connect), kSsn).has(anomaly::camel_op_not_in_context));
  for (const Octets& context : {kPhase2, kPhase3, kPhase4})
    CHECK(!decode(ask(context, 0, initial_dp({})), kSsn).has(anomaly::camel_op_not_in_context));
  // Legs came with phase 4.
  CHECK(decode(instruct(kPhase3, 95, tlv("30", hex("a003800101"))), kSsn)
            .has(anomaly::camel_op_not_in_context));
  CHECK(!decode(instruct(kPhase4, 95, tlv("30", hex("a003800101"))), kSsn)
             .has(anomaly::camel_op_not_in_context));
}

TEST("a second IMSI, members out of order and foreign forms are read and flagged") {
  const Octets two = tlv("30", kServiceKey + kImsi32 + hex("9f3208 00010121436587f8"));
  Result& r = decode(ask(kPhase3, 0, two), kSsn);
  CHECK(r.message().anomalies == anomaly::camel_duplicate_identity);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(text_of(r.operation().other_imsi), "001010123456788");
  CHECK(decode(ask(kPhase3, 0, tlv("30", kImsi32 + kServiceKey)), kSsn).message().anomalies ==
        anomaly::camel_member_order);
  Result& wrapped = decode(ask(kPhase3, 0, tlv("a3", kServiceKey + kImsi32)), kSsn);
  CHECK(wrapped.message().anomalies == anomaly::camel_member_order);
  CHECK_EQ(wrapped.imsi(), "001010123456789");
  CHECK(decode(ask(kPhase3, 0, tlv("30", kServiceKey + hex("9f3203 0001f1"))), kSsn)
            .has(anomaly::gsm_map_identity_digits));
}

TEST("an IMSI in an extension is found") {
  const Octets extension = hex("af11 300f 0201ff 0a0100 a107 8108 00010121436587f9");
  const Octets hidden =
      tlv("30", kServiceKey + tlv("af", tlv("30", hex("0201ff") + tlv("a1", kImsi32))));
  Result& r = decode(ask(kPhase3, 0, hidden), kSsn);
  CHECK(r.has(anomaly::gsm_map_private_identity));
  CHECK_EQ(r.imsi(), "001010123456789");
}

TEST("on the CAP subsystem an argument that CAP writes so is CAP's without a context") {
  Result& event_report = decode(later(24, hex("3009 800107 a3038101 02")), kSsn);
  CHECK_EQ(event_report.message().fault, Fault::tcap_length);
  Result& r = decode(later(24, hex("3008 800107 a303810102")), kSsn);
  check_honest(r, OperationId::camel_eventReportBCSM);
  CHECK_EQ(r.operation().sub_type, 7);
  check_honest(decode(later(31, {}), kSsn), OperationId::camel_continue);
  // 35 is noteInternalHandover to MAP, 88 ist-Command.
  Result& charging = decode(later(35, hex("3010 8009 a007 80020bb8 8101ff a203800101")), kSsn);
  CHECK_EQ(charging.operation().id, OperationId::camel_applyCharging);
  Result& elsewhere = decode(later(24, hex("3008 800107 a303810102")));
  CHECK_EQ(elsewhere.operation().id, OperationId::gsm_map_sendRoutingInfoForGprs);
}

TEST("a subsystem number alone hides no MAP operation") {
  const Octets psi = tlv("30", hex("8008 00010121436587f9 a102 8000"));
  for (const Octets& o : {begin({}, invoke(70, psi)), later(70, psi)}) {
    Result& r = decode(o, kSsn);
    CHECK_EQ(r.operation().id, OperationId::gsm_map_provideSubscriberInfo);
    CHECK_EQ(r.imsi(), "001010123456789");
  }
  CHECK(decode(begin({}, invoke(70, psi)), kSsn).has(anomaly::gsm_map_context_missing));
  // updateGprsLocation in the place of requestReportBCSMEvent.
  const Octets update = tlv("30", hex(kImsi) + hex(kNode) + hex("040504c0000263"));
  Result& moved = decode(later(23, update), kSsn);
  CHECK_EQ(moved.operation().id, OperationId::gsm_map_updateGprsLocation);
  CHECK_EQ(moved.imsi(), "001010123456789");
}

TEST("a CAP dialogue that opens without context is read and flagged") {
  Result& r = decode(begin({}, invoke(0, initial_dp(kCalling))), kSsn);
  CHECK(r.message().anomalies == anomaly::camel_context_missing);
  CHECK_EQ(r.operation().id, OperationId::camel_initialDP);
  CHECK_EQ(r.imsi(), "001010123456789");
}

TEST("errors and what they say") {
  const auto failed = [](std::string_view code, std::string_view parameter) {
    return tlv("64", hex("49041a2b3c4d") + response(kPhase3) +
                         tlv("6c", tlv("a3", hex("020101 0201") + hex(code) + hex(parameter))));
  };
  Result& r = decode(failed("0c", "0a0102"), kSsn);
  CHECK_EQ(r.operation().error, static_cast<int>(camel::error::taskRefused));
  CHECK_EQ(r.values("camel.error_code_local"), "12");
  CHECK_EQ(r.values("camel.PAR_taskRefused"), "2");
  CHECK_EQ(decode(failed("01", "3006 800101 810103"), kSsn).values("camel.operation"), "3");
  CHECK_EQ(decode(failed("0b", "0a0101"), kSsn).values("camel.UnavailableNetworkResource"), "1");
  Result& unknown = decode(failed("07", "0403 a1a2a3"), kSsn);
  CHECK(unknown.hides(unknown.operation().argument));
}

TEST("BER that is broken or nested too deep is a fault of CAP") {
  Result& broken = decode(ask(kPhase3, 0, tlv("30", hex("9f3250 00"))), kSsn);
  CHECK_EQ(broken.message().fault, Fault::camel_parameter);
  Octets deep = hex("8000");
  for (uint32_t i = 0; i <= limits::ber_depth; i++)
    deep = tlv("bf7f", deep);
  CHECK_EQ(decode(ask(kPhase3, 0, tlv("30", kServiceKey + deep)), kSsn).message().fault,
           Fault::camel_depth);
}

TEST("every operation has a shape or no parameter, and no damage of any gets out of bounds") {
  const std::vector<int> bare = {18, 31, 55, 65, 70};
  for (int code = 0; code < 128; code++) {
    const bool is_known = camel_decode::operation_of(code) != OperationId::unknown;
    const bool has_shape =
        camel_decode::shape_of(static_cast<uint32_t>(code), camel_decode::Phase::late) != nullptr;
    const bool is_bare = std::find(bare.begin(), bare.end(), code) != bare.end();
    CHECK_EQ(has_shape, is_known && !is_bare);
  }
  for (const Octets& whole :
       {ask(kPhase3, 0, initial_dp(kCalled + kCalling + kRedirecting)),
        ask(kPhase2, 0, initial_dp(kCalling)), instruct(kPhase2, 20, tlv("30", kBridge)),
        end(response(kPhase3), result(48, hex("800400123456")))})
    try_damages(whole);
}

TEST("vectors of another project's codec name what tshark says they name") {
  uint32_t compared = 0;
  for_each_vector("CAP", [&](const Vector& v) {
    if (v.pdu != "operation-parameter" || v.opcode < 0) return;
    const bool is_invoke = v.direction == "invoke";
    const Octets& context = v.opcode >= 70 && v.opcode <= 83   ? kGprs
                            : v.opcode >= 60 && v.opcode <= 67 ? kSms
                                                               : kPhase4;
    Result& r = decode(is_invoke ? ask(context, v.opcode, v.octets)
                                 : end(response(context), result(v.opcode, v.octets)),
                       kSsn);
    CHECK(r.operation().id == camel_decode::operation_of(v.opcode));
    if (!v.was_read) return;
    CHECK_EQ(r.values("e212.imsi"), v.says("e212.imsi"));
    compared++;
  });
  std::printf("  %u vectors compared\n", compared);
}

CHECK_MAIN()
