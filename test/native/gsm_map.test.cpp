// SPDX-License-Identifier: Apache-2.0
// MAP arguments and results: what is asked about whom, what an answer gives away, in the forms of
// all versions; identities that are hidden or doubled; secrets that leave nothing but their place.
// Expected values are those that tshark 4.0.17 prints for the same octets. Identities are test
// ones.
#include "native/decode/gsm_map.hpp"
#include "native/decode/gsm_map_table.hpp"
#include "test/native/tcap_messages.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kTestImsi = hex("00010121436587f9");
const Octets kNumber = hex("91447700095000"); // 447700900500
const Octets kTriplet = tlv("30", tlv("04", Octets(16, 0xA1)) + tlv("04", Octets(4, 0xA2)) +
                                      tlv("04", Octets(8, 0xA3)));
const Octets kQuintuplet = tlv("30", tlv("04", Octets(16, 0xA1)) + tlv("04", Octets(8, 0xA2)) +
                                         tlv("04", Octets(16, 0xA3)) + tlv("04", Octets(16, 0xA4)) +
                                         tlv("04", Octets(16, 0xA5)));
const Octets kDeliver =
    hex("040c914477000920220000 52101121436500 05 e8329bfd06"); // from 447700900222
const Octets kSubmit = hex("01 07 0c91447700092022 00 00 05 e8329bfd06");

void check_honest(Result& r, OperationId id) {
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(r.recorded->operation_count, 1u);
  CHECK_EQ(r.operation().id, id);
}

/// No octet of the pattern A0 to AF, which the tests use for secrets, is in any value of the sink.
void check_nothing_leaks(Result& r) {
  for (const FieldRecord& f : r.fields.fields())
    CHECK(f.value.find("a1a1") == std::string::npos && f.value.find("a3a3") == std::string::npos);
}

} // namespace

TEST("updateLocation names subscriber, MSC and VLR in all versions") {
  const Octets v3 = tlv("30", hex(kImsi) + tlv("81", kNumber) + hex(kNode) + hex("a604800204f0"));
  Result& r = decode(ask(1, 3, 2, v3));
  check_honest(r, OperationId::gsm_map_updateLocation);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.node(Node::msc), "447700900500");
  CHECK_EQ(r.node(Node::vlr), "447700900500");
  CHECK_EQ(r.operation().disclosed, 0u);
  CHECK_EQ(r.values("gsm_map.ms.vlr_Number"), "91447700095000");
  CHECK_EQ(r.values("e212.imsi"), "001010123456789");
  Result& v1 = decode(begin({}, invoke(2, v3)));
  check_honest(v1, OperationId::gsm_map_updateLocation);
  CHECK_EQ(v1.imsi(), "001010123456789");
  Result& quiet =
      decode(ask(1, 3, 2, tlv("30", hex(kImsi) + tlv("81", kNumber) + hex(kNode) + hex("8f00"))));
  CHECK_EQ(quiet.operation().requested, requested::skip_subscriber_data);
}

TEST("the answer to an update names the HLR, wrapped or bare") {
  for (const Octets& o : {answer(1, 3, 2, tlv("30", hex(kNode))), answer(1, 1, 2, hex(kNode)),
                          answer(32, 3, 23, tlv("30", hex(kNode)))}) {
    Result& r = decode(o);
    CHECK_EQ(r.message().anomalies, 0u);
    CHECK_EQ(r.node(Node::hlr), "447700900500");
    CHECK_EQ(r.operation().disclosed, disclosed::home_node);
  }
}

TEST("updateGprsLocation names the SGSN by number and address") {
  Result& r = decode(ask(32, 3, 23, tlv("30", hex(kImsi) + hex(kNode) + hex("040504c0000263"))));
  check_honest(r, OperationId::gsm_map_updateGprsLocation);
  CHECK_EQ(r.node(Node::sgsn), "447700900500");
  CHECK_EQ(r.values("gsm_map.gsnaddress_ipv4"), "192.0.2.99");
}

TEST("cancelLocation is read bare, as a sequence and wrapped, told apart by its first octet") {
  check_honest(decode(ask(2, 2, 3, hex(kImsi))), OperationId::gsm_map_cancelLocation);
  check_honest(decode(ask(2, 2, 3, tlv("30", hex(kImsi) + hex("040401020304")))),
               OperationId::gsm_map_cancelLocation);
  const Octets wrapped = tlv("a3", hex(kImsi) + hex("0a0101"));
  Result& r = decode(ask(2, 3, 3, wrapped));
  check_honest(r, OperationId::gsm_map_cancelLocation);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.operation().sub_type, 1);
  Result& moved = decode(ask(2, 3, 3,
                             tlv("a3", tlv("30", hex(kImsi) + hex("040401020304")) + hex("0a0100") +
                                           tlv("83", kNumber) + tlv("84", kNumber))));
  check_honest(moved, OperationId::gsm_map_cancelLocation);
  CHECK_EQ(moved.node(Node::new_msc), "447700900500");
  CHECK_EQ(moved.node(Node::new_vlr), "447700900500");
}

TEST("a form that is not of its context's version is read and flagged") {
  for (const Octets& o :
       {ask(2, 2, 3, tlv("a3", hex(kImsi))), ask(2, 3, 3, hex(kImsi)), ask(14, 3, 56, hex(kImsi)),
        ask(14, 3, 56, tlv("a3", hex(kImsiAt0) + hex("020101"))),
        ask(27, 3, 67, tlv("30", hex(kImsi) + hex(kNode)))}) {
    Result& r = decode(o);
    CHECK_EQ(r.message().anomalies, anomaly::gsm_map_form_not_of_version);
    CHECK_EQ(r.imsi(), "001010123456789");
  }
  // Without a context there is no version to differ from.
  CHECK_EQ(
      decode(tlv("65", hex("480101490102") + tlv("6c", invoke(3, hex(kImsi))))).message().anomalies,
      0u);
}

TEST("sendAuthenticationInfo tells how many vectors are wanted, by what kind of node, from where") {
  Result& r = decode(ask(14, 3, 56,
                         tlv("30", hex(kImsiAt0) + hex("020105 830101 840300f110 "
                                                       "850102 8600"))));
  check_honest(r, OperationId::gsm_map_sendAuthenticationInfo);
  CHECK_EQ(r.operation().vectors_wanted, 7);
  CHECK_EQ(r.operation().sub_type, 1);
  CHECK_EQ(r.operation().place, 0x00F110u);
  CHECK_EQ(r.operation().requested, requested::vectors);
  Result& v2 = decode(ask(14, 2, 56, hex(kImsi)));
  check_honest(v2, OperationId::gsm_map_sendAuthenticationInfo);
  CHECK_EQ(v2.imsi(), "001010123456789");
}

TEST("vectors are counted, hidden octet by octet, and never shown") {
  const Octets two = kQuintuplet + kQuintuplet;
  Result& r = decode(answer(14, 3, 56, tlv("a3", tlv("a1", two))));
  check_honest(r, OperationId::gsm_map_sendAuthenticationInfo);
  CHECK_EQ(r.operation().vectors_given, 2);
  CHECK_EQ(r.operation().disclosed, disclosed::vectors);
  CHECK_EQ(r.recorded->secret_count, 10u);
  CHECK_EQ(r.recorded->secrets[0].length, 16u);
  CHECK_EQ(r.values("gsm_map.secret"), "16,8,16,16,16,16,8,16,16,16");
  CHECK_EQ(r.values("gsm_map.vectors"), "2");
  CHECK_EQ(r.values("gsm_map.ms.rand"), "");
  check_nothing_leaks(r);

  Result& v2 = decode(answer(14, 2, 56, tlv("30", kTriplet + kTriplet + kTriplet)));
  check_honest(v2, OperationId::gsm_map_sendAuthenticationInfo);
  CHECK_EQ(v2.operation().vectors_given, 3);
  CHECK_EQ(v2.recorded->secret_count, 9u);
  Result& eps = decode(answer(14, 3, 56, tlv("a3", tlv("a0", kTriplet) + tlv("a2", kQuintuplet))));
  CHECK_EQ(eps.operation().vectors_given, 2);
  Result& v1 = decode(answer(
      14, 1, 9, tlv("30", hex(kImsiAt0) + tlv("a1", kTriplet) + tlv("84", Octets(16, 0xA3)))));
  CHECK_EQ(v1.operation().vectors_given, 1);
  CHECK_EQ(v1.recorded->secret_count, 4u);
  check_nothing_leaks(v1);
}

TEST("where a vector cannot be read, all of the answer is hidden") {
  Octets broken = answer(14, 3, 56, tlv("a3", tlv("a1", kQuintuplet)));
  const size_t length_of_first = broken.size() - 83; // of RAND
  broken[length_of_first] = 0xFF;
  Result& r = decode(broken);
  CHECK_EQ(r.message().fault, Fault::gsm_map_parameter);
  const View argument = r.operation().argument;
  CHECK(r.hides({argument.offset + 2, argument.length - 2}));
}

TEST("sendIdentification gives identity and vectors to the next VLR") {
  Result& v2 = decode(answer(15, 2, 55, tlv("30", hex(kImsi) + tlv("30", kTriplet))));
  check_honest(v2, OperationId::gsm_map_sendIdentification);
  CHECK_EQ(v2.imsi(), "001010123456789");
  CHECK_EQ(v2.operation().disclosed, disclosed::imsi | disclosed::vectors);
  Result& v3 =
      decode(answer(15, 3, 55,
                    tlv("a3", hex(kImsi) + tlv("a0", kTriplet) +
                                  tlv("a2", tlv("a0", hex("0408 a3a3a3a3a3a3a3a3 040101"))))));
  check_honest(v3, OperationId::gsm_map_sendIdentification);
  CHECK_EQ(v3.operation().vectors_given, 1);
  check_nothing_leaks(v3);
  CHECK_EQ(decode(ask(15, 2, 55, hex("040401020304"))).operation().requested,
           requested::imsi | requested::vectors);
}

TEST("insertSubscriberData shows every gsmSCF that it installs") {
  const auto trigger = [](std::string_view number) {
    return tlv("30", hex("0a0102 020164") + tlv("80", hex(number)) + hex("810100"));
  };
  const Octets csi = tlv("ad", tlv("a0", tlv("30", trigger("91447700099099")) + hex("800102")));
  Result& r = decode(ask(16, 3, 7, tlv("30", hex(kImsiAt0) + csi)));
  check_honest(r, OperationId::gsm_map_insertSubscriberData);
  CHECK_EQ(r.node(Node::gsm_scf), "447700900999");
  CHECK(!r.operation().has_node(Node::other_gsm_scf));
  CHECK_EQ(r.values("gsm_map.ms.serviceKey"), "100");

  // A hostile second one, in another kind of subscription.
  const Octets sms =
      tlv("30", hex("800101 810101") + tlv("82", hex("91447700096006")) + hex("830100"));
  const Octets both =
      tlv("ad", tlv("a0", tlv("30", trigger("91447700099099"))) + tlv("a6", tlv("a0", sms)));
  Result& two = decode(ask(16, 3, 7, tlv("30", hex(kImsiAt0) + both)));
  CHECK_EQ(two.node(Node::gsm_scf), "447700900999");
  CHECK_EQ(two.node(Node::other_gsm_scf), "447700900660");
}

TEST("every kind of CAMEL subscription is searched for its gsmSCF") {
  const Octets at2 = tlv("30", hex("800101 810101") + tlv("82", kNumber) + hex("830100"));
  const Octets bcsm =
      tlv("30", tlv("30", hex("0a010c 020164") + tlv("80", kNumber) + hex("810100")));
  const Octets mobility = hex("3003040100 020101") + tlv("80", kNumber);
  const Octets dialled =
      tlv("a0", tlv("30", hex("0407 91447700092022 020101") + tlv("04", kNumber) + hex("0a0100")));
  const Octets ss = tlv("30", hex("3003040131") + tlv("04", kNumber));
  for (const Octets& vlr :
       {tlv("a0", bcsm), tlv("a2", ss), tlv("a5", mobility), tlv("a6", tlv("a0", at2)),
        tlv("a7", bcsm), tlv("a9", dialled), tlv("aa", tlv("a0", at2))}) {
    Result& r = decode(ask(16, 3, 7, tlv("30", hex(kImsiAt0) + tlv("ad", vlr))));
    check_honest(r, OperationId::gsm_map_insertSubscriberData);
    CHECK_EQ(r.node(Node::gsm_scf), "447700900500");
  }
  for (const Octets& sgsn : {tlv("a0", tlv("a0", at2)), tlv("a1", tlv("a0", at2)),
                             tlv("a3", tlv("a0", at2)), tlv("a5", mobility)}) {
    Result& r = decode(ask(16, 3, 7, tlv("30", hex(kImsiAt0) + tlv("b1", sgsn))));
    CHECK_EQ(r.node(Node::gsm_scf), "447700900500");
  }
}

TEST("insertSubscriberData tells number, forwarding and that it is a profile") {
  const Octets forwarding =
      tlv("a7", tlv("a0", hex("040121") +
                              tlv("30", tlv("30", hex("830110 840107") + tlv("85", kNumber)))));
  Result& r = decode(ask(16, 3, 7,
                         tlv("30", hex(kImsiAt0) + hex("8107 91447700091032 82010a") + forwarding +
                                       hex("a8040302 0780"))));
  check_honest(r, OperationId::gsm_map_insertSubscriberData);
  CHECK_EQ(r.msisdn(), "447700900123");
  CHECK_EQ(r.node(Node::forwarded_to), "447700900500");
  CHECK_EQ(r.operation().disclosed,
           disclosed::profile | disclosed::imsi | disclosed::msisdn | disclosed::forwarding);
}

TEST("sendRoutingInfo answers with identity, roaming number and node in both forms") {
  Result& ask_v3 =
      decode(ask(5, 3, 22, tlv("30", hex(kMsisdnAt0) + hex("830100") + tlv("86", kNumber))));
  check_honest(ask_v3, OperationId::gsm_map_sendRoutingInfo);
  CHECK_EQ(ask_v3.msisdn(), "447700900123");
  CHECK_EQ(ask_v3.operation().sub_type, 0);
  CHECK_EQ(ask_v3.operation().requested, requested::routing);

  Result& v3 =
      decode(answer(5, 3, 22, tlv("a3", tlv("89", kTestImsi) + hex(kNode) + tlv("82", kNumber))));
  check_honest(v3, OperationId::gsm_map_sendRoutingInfo);
  CHECK_EQ(v3.imsi(), "001010123456789");
  CHECK_EQ(v3.node(Node::roaming_number), "447700900500");
  CHECK_EQ(v3.node(Node::msc), "447700900500");
  CHECK_EQ(v3.operation().disclosed,
           disclosed::imsi | disclosed::roaming_number | disclosed::serving_node);
  Result& v2 = decode(answer(5, 2, 22, tlv("30", hex(kImsi) + tlv("30", tlv("85", kNumber)))));
  check_honest(v2, OperationId::gsm_map_sendRoutingInfo);
  CHECK_EQ(v2.node(Node::forwarded_to), "447700900500");
  CHECK_EQ(v2.operation().disclosed, disclosed::imsi | disclosed::forwarding);
}

TEST("provideRoamingNumber answers with the number, bare or wrapped") {
  Result& request = decode(ask(
      3, 3, 4, tlv("30", hex(kImsiAt0) + tlv("81", kNumber) + tlv("82", hex("91447700091032")))));
  check_honest(request, OperationId::gsm_map_provideRoamingNumber);
  CHECK_EQ(request.msisdn(), "447700900123");
  for (const Octets& o : {answer(3, 3, 4, tlv("30", hex(kNode))), answer(3, 2, 4, hex(kNode))}) {
    Result& r = decode(o);
    check_honest(r, OperationId::gsm_map_provideRoamingNumber);
    CHECK_EQ(r.node(Node::roaming_number), "447700900500");
    CHECK_EQ(r.operation().disclosed, disclosed::roaming_number);
  }
}

TEST("sendRoutingInfoForSM says when it wants identity and no delivery") {
  const Octets head = hex(kMsisdnAt0) + hex("8101ff") + tlv("82", kNumber);
  Result& plain = decode(ask(20, 3, 45, tlv("30", head)));
  check_honest(plain, OperationId::gsm_map_sendRoutingInfoForSM);
  CHECK_EQ(plain.operation().requested, requested::routing);
  CHECK_EQ(plain.node(Node::service_centre), "447700900500");
  CHECK_EQ(plain.values("gsm_map.sm.sm_RP_PRI"), "1");
  Result& curious = decode(ask(20, 3, 45, tlv("30", head + hex("8a0100"))));
  CHECK_EQ(curious.operation().requested,
           requested::routing | requested::delivery_not_intended | requested::imsi);
  CHECK_EQ(decode(ask(20, 3, 45, tlv("30", head + hex("8a0101")))).operation().requested,
           requested::routing | requested::delivery_not_intended);
}

TEST("the answer to sendRoutingInfoForSM tells MSC from SGSN, which is said behind the number") {
  Result& cs = decode(answer(20, 3, 45, tlv("30", hex(kImsi) + tlv("a0", tlv("81", kNumber)))));
  check_honest(cs, OperationId::gsm_map_sendRoutingInfoForSM);
  CHECK_EQ(cs.node(Node::msc), "447700900500");
  CHECK_EQ(cs.operation().disclosed, disclosed::imsi | disclosed::serving_node);
  Result& ps =
      decode(answer(20, 3, 45,
                    tlv("30", hex(kImsi) + tlv("a0", tlv("81", kNumber) + hex("8500") +
                                                         tlv("a6", hex("8007 91447700096006"))))));
  check_honest(ps, OperationId::gsm_map_sendRoutingInfoForSM);
  CHECK_EQ(ps.node(Node::sgsn), "447700900500");
  CHECK_EQ(ps.node(Node::msc), "447700900660");
  Result& v1 = decode(answer(20, 1, 45, tlv("30", hex(kImsi) + tlv("a0", tlv("80", kNumber)))));
  CHECK_EQ(v1.node(Node::roaming_number), "447700900500");
}

TEST("a short message is kind and addresses, never its text") {
  Result& mt = decode(
      ask(25, 3, 44, tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + tlv("04", kDeliver))));
  check_honest(mt, OperationId::gsm_map_mt_ForwardSM);
  CHECK_EQ(mt.imsi(), "001010123456789");
  CHECK_EQ(mt.node(Node::service_centre), "447700900400");
  CHECK_EQ(mt.operation().tp_mti, 0);
  CHECK_EQ(mt.values("gsm_sms.tp-oa"), "447700900222");
  CHECK_EQ(mt.values("e164.msisdn"), "447700900400,447700900222");
  CHECK_EQ(mt.values("gsm_map.sm.sm_RP_UI"), "");
  CHECK_EQ(mt.recorded->secret_count, 1u);
  CHECK_EQ(mt.recorded->secrets[0].length, 5u);

  Result& mo = decode(ask(21, 3, 46,
                          tlv("30", hex(kServiceCentreAt4) + hex("8207 91447700091032") +
                                        tlv("04", kSubmit) + hex(kImsi))));
  check_honest(mo, OperationId::gsm_map_mo_ForwardSM);
  CHECK_EQ(mo.msisdn(), "447700900123");
  CHECK_EQ(mo.imsi(), "001010123456789");
  CHECK_EQ(mo.operation().tp_mti, 1);
  CHECK_EQ(mo.values("gsm_sms.tp-da"), "447700900222");
  CHECK_EQ(mo.recorded->secrets[0].length, 5u);
}

TEST("forwardSM of version 1 and 2 goes where its destination says") {
  Result& mt = decode(
      ask(25, 2, 46, tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + tlv("04", kDeliver))));
  check_honest(mt, OperationId::gsm_map_mo_ForwardSM);
  CHECK_EQ(mt.values("gsm_sms.tp-oa"), "447700900222");
  Result& by_lmsi = decode(ask(
      25, 2, 46, tlv("30", hex("8104 01020304") + hex(kServiceCentreAt4) + tlv("04", kDeliver))));
  CHECK_EQ(by_lmsi.values("gsm_sms.tp-oa"), "447700900222");
  Result& mo = decode(
      ask(21, 2, 46,
          tlv("30", hex(kServiceCentreAt4) + hex("8207 91447700091032") + tlv("04", kSubmit))));
  CHECK_EQ(mo.values("gsm_sms.tp-da"), "447700900222");
}

TEST("tags that return behind the extension marker of mt-ForwardSM are not taken for identities") {
  Result& r = decode(ask(25, 3, 44,
                         tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + tlv("04", kDeliver) +
                                       hex("8000 82041122334 4") + tlv("83", kNumber))));
  check_honest(r, OperationId::gsm_map_mt_ForwardSM);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK(r.operation().msisdn.empty());
  CHECK_EQ(r.values("gsm_map.sm.smsOverIP_OnlyIndicator_element"), "1");
}

TEST("a short message that cannot be read is hidden but for its first octet") {
  Result& cut = decode(
      ask(25, 3, 44, tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + hex("0404 040c9144"))));
  CHECK_EQ(cut.recorded->secrets[0].length, 3u);
  Result& segments = decode(
      ask(25, 3, 44,
          tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + hex("2408 0402 040c 0402 9144"))));
  CHECK(segments.has(anomaly::tcap_constructed_string));
  CHECK_EQ(segments.recorded->secrets[0].length, 8u);
}

TEST("requestedInfo is a set of what is wanted") {
  const auto wanted = [](std::string_view members) {
    return decode(ask(28, 3, 70, tlv("30", hex(kImsiAt0) + tlv("a2", hex(members)))))
        .operation()
        .requested;
  };
  CHECK_EQ(wanted("8000"), requested::location);
  CHECK_EQ(wanted("8000 8300"), requested::location | requested::current_location);
  CHECK_EQ(wanted("8100 8600 8500"),
           requested::subscriber_state | requested::imei | requested::classmark);
  CHECK_EQ(wanted("8000 840101 8b00"),
           requested::location | requested::ps_domain | requested::eps_location);
  CHECK_EQ(wanted("840100"), 0u);
}

TEST("anyTimeInterrogation takes either identity") {
  const Octets tail = hex("a1028000") + tlv("83", kNumber);
  Result& by_number =
      decode(ask(29, 3, 71, tlv("30", tlv("a0", hex("8107 91447700091032")) + tail)));
  check_honest(by_number, OperationId::gsm_map_anyTimeInterrogation);
  CHECK_EQ(by_number.msisdn(), "447700900123");
  Result& by_imsi = decode(ask(29, 3, 71, tlv("30", tlv("a0", hex(kImsiAt0)) + tail)));
  CHECK_EQ(by_imsi.imsi(), "001010123456789");
}

TEST("an answer about a subscriber discloses place, node, state and equipment, as bits") {
  Result& r = decode(
      hex("647c49041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704000001001d03a20302"
          "0100a305a1030201006c48a2460201013041020147303c303aa02a020105800810249f49d5b0a60a810791"
          "447700095000a309800700f11012345678860791447700095000a1028000850800017100214365f7"));
  check_honest(r, OperationId::gsm_map_anyTimeInterrogation);
  CHECK_EQ(r.operation().component, Component::result_last);
  CHECK_EQ(r.operation().disclosed, disclosed::age_of_location | disclosed::coordinates |
                                        disclosed::serving_node | disclosed::cell |
                                        disclosed::subscriber_state | disclosed::imei);
  CHECK_EQ(r.operation().place, 0x00F110u);
  CHECK_EQ(r.node(Node::vlr), "447700900500");
  CHECK_EQ(r.node(Node::msc), "447700900500");
  CHECK(r.operation().has_imei);
  CHECK_EQ(r.values("gsm_map.ms.ageOfLocationInformation"), "5");
  CHECK_EQ(r.values("gsm_map.cellGlobalIdOrServiceAreaIdFixedLength"), "00f11012345678");
  CHECK_EQ(r.values("gsm_map.tbcd_digits"), "001017001234567");
}

TEST("packet and EPS locations disclose as much") {
  const auto disclosed_by = [](const Octets& info) {
    return decode(answer(28, 3, 70, tlv("30", tlv("30", info)))).operation().disclosed;
  };
  CHECK_EQ(disclosed_by(tlv("a0", tlv("a3", hex("8105 00f1101234")))), disclosed::location_area);
  CHECK_EQ(disclosed_by(tlv("a3", hex("8106 00f110123401") + tlv("83", kNumber) + hex("8800"))),
           disclosed::location_area | disclosed::serving_node | disclosed::current_location);
  CHECK_EQ(disclosed_by(tlv("ad", hex("8007 00f11001234567 8105 00f1101234 8601 01"))),
           disclosed::cell | disclosed::location_area | disclosed::age_of_location);
  CHECK_EQ(disclosed_by(tlv("b0", hex("8008 00f1100123456780"))), disclosed::cell);
  CHECK_EQ(disclosed_by(hex("a1028200")), 0u); // not provided from VLR
  CHECK_EQ(disclosed_by(hex("a1030a0101")), disclosed::subscriber_state);
  CHECK_EQ(disclosed_by(hex("a0050203 000005 ")), disclosed::age_of_location);
}

TEST("provideSubscriberLocation tells the client, and its answer the coordinates") {
  Result& r = decode(ask(38, 3, 83,
                         hex("301d3003800100040791447700093000a003800101820800010121436"
                             "587f9")));
  check_honest(r, OperationId::gsm_map_provideSubscriberLocation);
  CHECK_EQ(r.node(Node::gmlc), "447700900300");
  CHECK_EQ(r.operation().sub_type, 1);
  CHECK_EQ(r.operation().requested, requested::coordinates | requested::current_location);
  Result& found = decode(answer(
      38, 3, 83,
      tlv("30", hex("0408 10249f49d5b0a60a 800105") + tlv("a6", hex("8007 00f11012345678")))));
  check_honest(found, OperationId::gsm_map_provideSubscriberLocation);
  CHECK_EQ(found.operation().disclosed,
           disclosed::coordinates | disclosed::age_of_location | disclosed::cell);
  Result& report = decode(ask(38, 3, 86,
                              tlv("30", hex("0a0100 3003800100") + tlv("30", hex(kNode)) +
                                            tlv("81", kTestImsi) + hex("8508 10249f49d5b0a60a"))));
  check_honest(report, OperationId::gsm_map_subscriberLocationReport);
  CHECK_EQ(report.operation().disclosed,
           disclosed::coordinates | disclosed::imsi | disclosed::serving_node);
}

TEST("each operation finds its subscriber") {
  struct Case {
    int number, version, code;
    Octets argument;
    bool by_msisdn;
  };
  const Octets at0 = tlv("30", hex(kImsiAt0));
  const Octets first = tlv("30", hex(kImsi));
  const Octets number = tlv("30", hex(kMsisdn) + hex(kNode));
  for (const Case& c : {
           Case{1, 3, 57, first, false},
           Case{4, 3, 87, at0, false},
           Case{6, 3, 6, tlv("30", tlv("83", kTestImsi)), false},
           Case{7, 3, 73, at0, false},
           Case{7, 3, 75, at0, false},
           Case{9, 3, 88, at0, false},
           Case{16, 3, 8, tlv("30", hex(kImsiAt0) + hex("8900")), false},
           Case{17, 3, 50, at0, false},
           Case{17, 3, 51, at0, false},
           Case{20, 2, 47, tlv("30", hex(kMsisdn) + hex(kNode) + hex("0a0102")), true},
           Case{22, 3, 5, tlv("30", hex(kImsi) + hex(kMsisdn)), false},
           Case{23, 2, 64, number, true},
           Case{23, 1, 49, number, true},
           Case{24, 3, 66, tlv("30", hex(kImsiAt0) + hex("0a0100")), false},
           Case{24, 1, 48, hex(kImsi), false},
           Case{26, 2, 58, hex(kMsisdn), true},
           Case{27, 3, 67, tlv("a3", hex(kImsi) + tlv("80", kNumber)), false},
           Case{27, 2, 67, tlv("30", hex(kImsi) + hex(kNode)), false},
           Case{33, 3, 24, at0, false},
           Case{34, 3, 25, at0, false},
           Case{35, 3, 26, at0, false},
           Case{36, 3, 72, at0, false},
           Case{37, 3, 85, tlv("30", tlv("80", kNumber) + tlv("a1", hex(kImsiAt0))), false},
           Case{39, 3, 15, tlv("30", hex(kImsi) + hex("0a0100")), false},
           Case{42, 3, 89, tlv("30", hex("020101 800100") + tlv("81", kTestImsi)), false},
           Case{43, 3, 62, tlv("30", tlv("a0", hex(kImsiAt0))), false},
           Case{43, 3, 65, tlv("30", tlv("a0", hex(kImsiAt0))), false},
           Case{46, 3, 53, first, false},
           Case{47, 3, 36, first, false},
           Case{11, 3, 68, tlv("a3", tlv("84", kTestImsi)), false},
           Case{14, 1, 9, tlv("30", hex(kImsiAt0) + hex("30030a0101")), false},
       }) {
    Result& r = decode(ask(c.number, c.version, c.code, c.argument));
    CHECK_EQ(r.message().anomalies, 0u);
    CHECK_EQ(r.operation().code, c.code);
    CHECK_EQ(c.by_msisdn ? r.msisdn() : r.imsi(), c.by_msisdn ? "447700900123" : "001010123456789");
  }
}

TEST("passwords, USSD strings and handover signalling are hidden") {
  for (const Octets& o : {
           answer(18, 2, 17, hex("1204 31323334")),
           answer(18, 2, 18, hex("1204 31323334")),
           ask(19, 2, 59, hex("300b 04010f 0406 a1a1a1a1a1a1")),
           answer(19, 2, 60, hex("300b 04010f 0406 a1a1a1a1a1a1")),
           ask(18, 1, 19, hex("1604 a1a1a1a1")),
           answer(43, 3, 62, tlv("30", tlv("a2", hex("3000 1204 31323334")))),
           ask(43, 3, 65,
               tlv("30", tlv("a0", hex(kImsiAt0)) + tlv("81", kNumber) +
                             tlv("a3", hex("800190 8304 31323334")))),
           ask(39, 3, 15, tlv("30", hex(kImsi) + hex("0a0100") + tlv("04", Octets(16, 0xA3)))),
           ask(11, 2, 68, tlv("30", tlv("04", Octets(20, 0xA3)))),
           ask(11, 3, 34, tlv("a3", tlv("30", tlv("04", Octets(20, 0xA1))))),
       }) {
    Result& r = decode(o);
    CHECK_EQ(r.message().fault, Fault::none);
    CHECK(r.recorded->secret_count > 0);
    check_nothing_leaks(r);
    for (const FieldRecord& f : r.fields.fields())
      CHECK(f.value.find("31323334") == std::string::npos);
  }
}

TEST("registerSS tells where calls are sent, and the answer that it is so") {
  Result& r = decode(ask(18, 2, 10, tlv("30", hex("040121 830110") + tlv("84", kNumber))));
  check_honest(r, OperationId::gsm_map_registerSS);
  CHECK_EQ(r.node(Node::forwarded_to), "447700900500");
  CHECK_EQ(r.values("gsm_map.ss.ss_Code"), "33");
  Result& shown =
      decode(answer(18, 2, 14, tlv("a3", tlv("30", hex("830110 840107") + tlv("85", kNumber)))));
  CHECK_EQ(shown.operation().disclosed, disclosed::forwarding);
}

TEST("19: reports both of two identities in one place") {
  Result& r = decode(ask(28, 3, 70,
                         hex("301a 8008 00019199999999f9 8008 00010121436587f9 "
                             "a204 8000 8100")));
  CHECK_EQ(r.imsi(), "001019999999999");
  CHECK_EQ(text_of(r.operation().other_imsi), "001010123456789");
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_duplicate_identity);
}

TEST("20: finds an identity in a private extension, and skips what is no BER") {
  const Octets extension =
      tlv("a3", tlv("a0", tlv("30", hex("0606 2a0304050607") + tlv("04", kTestImsi))));
  Result& r = decode(ask(28, 3, 70, tlv("30", hex("a2028000") + extension)));
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_private_identity);
  Result& other =
      decode(ask(28, 3, 70, tlv("30", hex("8008 00019199999999f9 a2028000") + extension)));
  CHECK_EQ(other.imsi(), "001019999999999");
  CHECK_EQ(text_of(other.operation().other_imsi), "001010123456789");
  Result& opaque = decode(ask(28, 3, 70,
                              tlv("30", hex(kImsiAt0) + hex("a2028000") +
                                            tlv("a3", hex("a0 0c 30 0a 06032a0304 0b0c"
                                                          "0d0e0f")))));
  check_honest(opaque, OperationId::gsm_map_provideSubscriberInfo);
  Result& vendor =
      decode(ask(13, 2, 43, tlv("30", hex("0408 00017100214365f7") + tlv("c1", kTestImsi))));
  check_honest(vendor, OperationId::gsm_map_checkIMEI);
  CHECK_EQ(vendor.imsi(), "001010123456789");
}

TEST("21: reads an IMSI up to its filler and flags what follows, and lengths that none has") {
  const auto with = [](std::string_view imsi) -> Result& {
    return decode(ask(28, 3, 70, tlv("30", tlv("80", hex(imsi)) + hex("a2028000"))));
  };
  CHECK_EQ(with("00010121436587f9ff").imsi(), "001010123456789");
  for (const char* odd :
       {"00010121436587f9ff", "0001012143f587f9", "0001a121436587f9", "0001", "0001012143658709"})
    CHECK_EQ(with(odd).message().anomalies, anomaly::gsm_map_identity_digits);
  CHECK_EQ(with("0001012143f587f9").imsi(), "00101012345");
  CHECK_EQ(with("00010121436587").message().anomalies, 0u); // fourteen digits
}

TEST("18: looks into secure transport for the operation it carries") {
  const Octets header = hex("300b 0404 00000001 a003 020146");
  const Octets plain = hex("3010 8008 00010121436587f9 a204 8000 8100");
  Result& r = decode(ask(40, 3, 78, tlv("30", header + tlv("04", plain))));
  CHECK_EQ(r.operation().id, OperationId::gsm_map_provideSubscriberInfo);
  CHECK_EQ(r.operation().code, 78);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.values("gsm_old.localValue"), "78,70");
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_secure_transport);
  Result& checked = decode(ask(40, 3, 78, tlv("30", header + tlv("04", plain + hex("01020304")))));
  CHECK_EQ(checked.imsi(), "001010123456789");
  Result& sealed = decode(ask(40, 3, 78, tlv("30", header + tlv("04", Octets(24, 0x93)))));
  CHECK_EQ(sealed.operation().id, OperationId::gsm_map_provideSubscriberInfo);
  CHECK(sealed.operation().imsi.empty());
  CHECK_EQ(sealed.message().fault, Fault::none);
}

TEST("flags operations of the air interface") {
  for (const int code : {16, 109, 126})
    CHECK(decode(ask(28, 3, code, {})).has(anomaly::gsm_map_air_interface_code));
  CHECK(!decode(ask(12, 3, 31, {})).has(anomaly::gsm_map_air_interface_code));
}

TEST("members out of order are read and flagged") {
  Result& r = decode(ask(28, 3, 70, tlv("30", hex("a2028000") + hex(kImsiAt0))));
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_member_order);
}

TEST("knows which operations an object identifier can stand for") {
  const ApplicationContext psi{.number = 28, .version = 3, .present = true, .is_map = true};
  CHECK_EQ(map::code_of_global(psi, 70), 70);
  CHECK_EQ(map::code_of_global(psi, 3), 70);
  CHECK_EQ(map::code_of_global({}, 70), 70);
  CHECK_EQ(map::code_of_global({}, 1000), -1);
  const ApplicationContext several{.number = 18, .version = 2, .present = true, .is_map = true};
  CHECK_EQ(map::code_of_global(several, 14), 14);
  CHECK_EQ(map::code_of_global(several, 1000), -1);
}

TEST("what is asked beyond a location is told: serving node, portability, time zone") {
  const Octets wanted = tlv("a2", hex("8000 8700 8a00 8c00"));
  Result& r = decode(ask(28, 3, 70, tlv("30", hex(kImsiAt0) + wanted)));
  check_honest(r, OperationId::gsm_map_provideSubscriberInfo);
  CHECK_EQ(r.operation().requested, requested::location | requested::portability |
                                        requested::serving_node | requested::time_zone);
}

TEST("a request to be told later is one for monitoring") {
  Result& state = decode(ask(7, 3, 73, tlv("30", hex(kImsiAt0) + hex("820101"))));
  check_honest(state, OperationId::gsm_map_setReportingState);
  CHECK_EQ(state.operation().requested, requested::subscriber_state | requested::monitoring);
  Result& stop = decode(ask(7, 3, 73, tlv("30", hex(kImsiAt0) + hex("820100"))));
  CHECK_EQ(stop.operation().requested, requested::subscriber_state);
  const Octets deferred = tlv("30", hex("800103")) + hex("0407 91447700093000") + hex("a003800101");
  Result& location =
      decode(ask(38, 3, 83, tlv("30", deferred + tlv("82", hex("0001012143 6587f9")))));
  CHECK_EQ(location.operation().requested, requested::coordinates | requested::monitoring);
  Result& data = decode(ask(16, 3, 7, tlv("30", hex(kImsiAt0) + hex("9f2100"))));
  CHECK_EQ(data.operation().requested, requested::monitoring);
  Result& trace = decode(ask(17, 3, 50, tlv("30", hex(kImsiAt0) + hex("81020001 820103"))));
  CHECK_EQ(trace.operation().requested, requested::monitoring);
}

TEST("an open data session and a portability status are disclosed as what they are") {
  const Octets session = tlv("30", hex("800101 8100 8204f1210000 8804 00000001"));
  const Octets info =
      tlv("a4", tlv("a5", session)) + tlv("a8", hex("8002 9999 830104")) + hex("8e024001");
  Result& r = decode(answer(28, 3, 70, tlv("30", tlv("30", info))));
  check_honest(r, OperationId::gsm_map_provideSubscriberInfo);
  CHECK_EQ(r.operation().disclosed, disclosed::subscriber_state | disclosed::packet_session |
                                        disclosed::portability | disclosed::time_zone);
  CHECK_EQ(r.values("gsm_map.ms.teid_ForGnAndGp"), "00000001");
}

TEST("a mass change of subscriber data in a reset is a change of profile") {
  const Octets change = tlv("a2", hex(kImsiAt0) + hex("830101"));
  Result& r = decode(ask(10, 3, 37, tlv("30", hex(kNode) + change)));
  check_honest(r, OperationId::gsm_map_reset);
  CHECK_EQ(r.node(Node::hlr), "447700900500");
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.values("gsm_map.ms.subscriberStatus"), "1");
}

TEST("an error tells why, and of an absent subscriber that he is") {
  const auto failed = [](int code, const Octets& parameter) {
    return end(response_of(20, 3),
               tlv("a3", hex("020101") + Octets{2, 1, static_cast<uint8_t>(code)} + parameter));
  };
  Result& away = decode(failed(6, tlv("30", hex("020106"))));
  CHECK_EQ(away.message().anomalies, Anomalies{0});
  CHECK_EQ(away.operation().disclosed, disclosed::subscriber_state);
  CHECK_EQ(away.values("gsm_map.er.absentSubscriberDiagnosticSM"), "6");
  Result& unknown = decode(failed(1, tlv("30", hex("0a0101"))));
  CHECK_EQ(unknown.operation().disclosed, 0u);
  CHECK_EQ(unknown.values("gsm_map.er.unknownSubscriberDiagnostic"), "1");
  Result& resource = decode(failed(34, hex("0a0101"))); // as before version 3
  CHECK_EQ(resource.message().anomalies, Anomalies{0});
  CHECK_EQ(resource.values("gsm_map.er.networkResource"), "1");
  const Octets anything = tlv("30", hex("0408 a1a1a1a1a1a1a1a1"));
  Result& secured = decode(failed(4, anything)); // secureTransportError
  CHECK(secured.recorded->secret_count > 0);
}

TEST("members that are only shown change nothing of what is judged") {
  // In a basic service list: an octet string of eight digits that looks like an IMSI.
  const Octets services = tlv("a6", hex("0408 0001012143 6587f9"));
  Result& r = decode(ask(16, 3, 7, tlv("30", hex("8107 91447700091032") + services)));
  check_honest(r, OperationId::gsm_map_insertSubscriberData);
  CHECK(r.operation().imsi.empty());
}

TEST("keys of group calls are secrets") {
  const Octets keys = tlv("81", Octets(8, 0xA1)) + tlv("85", Octets(16, 0xA3));
  Result& r =
      decode(ask(31, 3, 39, tlv("30", hex("040191 040412345678 04050b03010203 040102") + keys)));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK(r.recorded->secret_count >= 2);
  check_nothing_leaks(r);
}

TEST("a short message from a name is shown with it, one with a header with its elements") {
  const Octets named = hex("040e d0 cca01094741a9f 0000 52101121436500 05 e8329bfd06");
  const auto carried = [](const Octets& tpdu) {
    return ask(25, 3, 44, tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + tlv("04", tpdu)));
  };
  Result& r = decode(carried(named));
  check_honest(r, OperationId::gsm_map_mt_ForwardSM);
  CHECK_EQ(r.values("gsm_sms.tp-oa"), "LAB INFO");
  CHECK_EQ(r.values("gsm_sms.tp-udhi"), "0");
  const Octets header = hex("0b 0504 0b8423f0 0003 010201");
  const Octets binary =
      hex("440c 91447700092022 00f5 52101121436500") + Octets{15} + header + hex("4c4142");
  Result& parts = decode(carried(binary));
  CHECK_EQ(parts.message().anomalies, Anomalies{0});
  CHECK_EQ(parts.values("gsm_sms.ie_identifier"), "0x05,0x00");
  CHECK_EQ(parts.values("gsm_sms.tp.user_data_length"), "15");
  Octets uneven = named;
  uneven[19] = 9;
  CHECK(decode(carried(uneven)).has(anomaly::gsm_map_tpdu_malformed));
}

TEST("has every operation of the schema in its table or leaves it out on purpose") {
  uint32_t known = 0, shaped = 0;
  for (int64_t code = 0; code < 256; code++) {
    const bool is_known = map::operation_of(code) != OperationId::unknown;
    const bool has_shape = map::shape_of(static_cast<uint32_t>(code)) != nullptr;
    CHECK(is_known || !has_shape);
    known += is_known;
    shaped += has_shape;
  }
  CHECK_EQ(known, 104u);
  CHECK_EQ(shaped, 80u);
}

TEST("survives every cut of its arguments and every octet that is off by one") {
  const Octets at2 = tlv("30", hex("800101 810101") + tlv("82", kNumber) + hex("830100"));
  for (const Octets& o :
       {ask(1, 3, 2, tlv("30", hex(kImsi) + tlv("81", kNumber) + hex(kNode) + hex("a604800204f0"))),
        ask(2, 3, 3, tlv("a3", tlv("30", hex(kImsi) + hex("040401020304")) + hex("0a0100"))),
        answer(14, 3, 56, tlv("a3", tlv("a1", kQuintuplet))),
        ask(16, 3, 7, tlv("30", hex(kImsiAt0) + tlv("b1", tlv("a0", tlv("a0", at2))))),
        ask(25, 3, 44, tlv("30", hex(kImsiAt0) + hex(kServiceCentreAt4) + tlv("04", kDeliver))),
        ask(21, 3, 46,
            tlv("30", hex(kServiceCentreAt4) + hex("8207 91447700091032") + tlv("04", kSubmit) +
                          hex(kImsi))),
        ask(38, 3, 83, hex("301d3003800100040791447700093000a003800101820800010121436587f9")),
        answer(20, 3, 45, tlv("30", hex(kImsi) + tlv("a0", tlv("81", kNumber) + hex("8500")))),
        ask(40, 3, 78,
            tlv("30", hex("300b 0404 00000001 a003 020146") +
                          tlv("04", hex("3010 8008 00010121436587f9 a20480008100")))),
        hex("647c49041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704000001001d03a203"
            "020100a305a1030201006c48a2460201013041020147303c303aa02a020105800810249f49d5b0a60a81"
            "0791447700095000a309800700f11012345678860791447700095000a10280008508000171002143"
            "65f7")})
    try_damages(o);
}

TEST("notices every length of an argument or answer that is off by one") {
  for (const Octets& o :
       {ask(2, 3, 3, tlv("a3", tlv("30", hex(kImsi) + hex("040401020304")) + hex("0a0100"))),
        ask(14, 2, 56, hex(kImsi)), answer(14, 3, 56, tlv("a3", tlv("a1", kQuintuplet))),
        answer(20, 3, 45, tlv("30", hex(kImsi) + tlv("a0", tlv("81", kNumber)))),
        ask(38, 3, 83, hex("301d3003800100040791447700093000a003800101820800010121436587f9"))})
    try_lengths(o);
}

TEST("reads the arguments and results that other projects publish as tshark reads them") {
  uint32_t compared = 0;
  for_each_vector("MAP", [&](const Vector& v) {
    const bool is_result = v.direction == "result";
    const auto read = [&](int code) -> Result& {
      return decode(is_result ? end({}, result(code, v.octets))
                              : begin({}, invoke(code, v.octets)));
    };
    if (v.opcode < 0) {
      for (const int code : {2, 7, 22, 44, 56, 71, 83}) // a fragment: it must only be survived
        read(code);
      return;
    }
    Result& r = read(v.opcode);
    // Version 1 answered with the bare number of the HLR, which tshark reads as an IMSI.
    const bool is_bare = is_result && v.opcode == 2 && v.octets[0] == 0x04;
    // Between no address and no address tshark does not look into the short message.
    const bool is_nowhere = v.opcode == 46 && v.octets[2] == 0x85 && v.octets[4] == 0x85;
    if (!v.was_read || is_bare || is_nowhere) return;
    for (const char* field : {"gsm_old.localValue", "e212.imsi", "e164.msisdn"}) {
      CHECK_EQ(r.values(field), v.says(field));
      compared++;
    }
  });
  std::printf("  %u values compared\n", compared);
}

CHECK_MAIN()
