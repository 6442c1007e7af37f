// SPDX-License-Identifier: Apache-2.0
// TCAP: all message types, dialogue portions and components, and the published ways past a filter
// (Enea, "The Good, the Bad, and the Encoding"; US 10,862,866), each accepted as end nodes accept
// it and each flagged. Identities are test ones.
#include "native/generated/tcap.hpp"
#include "native/decode/tcap_head.hpp"
#include "test/native/tcap_messages.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kPsiArgument = hex("3010 8008 0001012143 6587f9 a204 8000 8100");
const Octets kPsi = ask(28, 3, 70, kPsiArgument);
const Octets kAti =
    hex("624e48041a2b3c4d6b1e281c060700118605010101a011600f80020780a109060704000001001d036c26a124"
        "020101020147301ca009810791447700091032a106800081008300830791447700099099");

/// The request of provideSubscriberInfo about the test IMSI that all evasions below hide.
void check_is_psi(Result& r, uint32_t i = 0) {
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK(r.recorded->operation_count > i);
  CHECK_EQ(r.operation(i).id, OperationId::gsm_map_provideSubscriberInfo);
  CHECK_EQ(r.imsi(i), "001010123456789");
  CHECK_EQ(r.operation(i).requested, requested::location | requested::subscriber_state);
}

Octets with_argument(const Octets& argument) {
  return ask(28, 3, 70, argument);
}

} // namespace

TEST("reads a Begin with its context, its invoke and the identity in it") {
  Result& r = decode(kAti);
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(r.ss7().tcap, Tcap::begin);
  CHECK_EQ(r.ss7().otid.value, 0x1A2B3C4Du);
  CHECK_EQ(r.ss7().otid.length, 4);
  CHECK_EQ(r.ss7().dialogue, DialoguePdu::request);
  CHECK(r.ss7().context.is_map);
  CHECK_EQ(r.ss7().context.number, 29);
  CHECK_EQ(r.ss7().context.version, 3);
  CHECK_EQ(r.recorded->operation_count, 1u);
  const Operation& op = r.operation();
  CHECK_EQ(op.component, Component::invoke);
  CHECK_EQ(op.id, OperationId::gsm_map_anyTimeInterrogation);
  CHECK_EQ(op.code, 71);
  CHECK_EQ(op.invoke_id, 1);
  CHECK(op.has_invoke_id);
  CHECK_EQ(r.msisdn(), "447700900123");
  CHECK_EQ(r.node(Node::gsm_scf), "447700900999");
  CHECK_EQ(op.argument.offset, 50u);
  CHECK_EQ(op.argument.length, 30u);
}

TEST("names its fields as tshark does, with tshark's values") {
  Result& r = decode(kAti);
  CHECK_EQ(r.values("tcap.begin_element"), "1");
  CHECK_EQ(r.values("tcap.tid"), "1a2b3c4d");
  CHECK_EQ(r.values("tcap.otid"), "1a2b3c4d");
  CHECK_EQ(r.values("tcap.oid"), "0.0.17.773.1.1.1");
  CHECK_EQ(r.values("tcap.application_context_name"), "0.4.0.0.1.0.29.3");
  CHECK_EQ(r.values("tcap.components"), "1");
  CHECK_EQ(r.values("gsm_map.old.Component"), "1");
  CHECK_EQ(r.values("gsm_old.invokeID"), "1");
  CHECK_EQ(r.values("gsm_old.opCode"), "0");
  CHECK_EQ(r.values("gsm_old.localValue"), "71");
  CHECK_EQ(r.values("e164.msisdn"), "447700900123,447700900999");
  CHECK_EQ(r.values("gsm_map.msisdn"), "91447700091032");
  CHECK_EQ(r.values("gsm_map.nature_of_number"), "0x01,0x01");
}

TEST("reads all message types and which transaction ids each has") {
  CHECK_EQ(decode(hex("670949041a2b3c4d4a0101")).ss7().tcap, Tcap::abort);
  CHECK(decode(hex("670949041a2b3c4d4a0101")).ss7().has_p_abort);
  CHECK_EQ(decode(hex("670949041a2b3c4d4a0101")).ss7().p_abort_cause, 1);
  CHECK_EQ(decode(hex("670949041a2b3c4d4a0101")).values("tcap.p_abortCause"), "1");
  Result& r = decode(hex("650f48020102490203046c05a203020105"));
  CHECK_EQ(r.ss7().tcap, Tcap::continue_);
  CHECK_EQ(r.ss7().otid.value, 0x0102u);
  CHECK_EQ(r.ss7().dtid.value, 0x0304u);
  CHECK_EQ(r.ss7().dtid.length, 2);
  CHECK_EQ(r.values("tcap.tid"), "0102,0304");
  CHECK_EQ(decode(hex("641049041a2b3c4d6c08a406020101810101")).ss7().tcap, Tcap::end);
  CHECK_EQ(decode(hex("6202 6c00")).message().fault, Fault::tcap_transaction_id_missing);
  CHECK_EQ(decode(hex("6506 480401020304")).message().fault, Fault::tcap_transaction_id_missing);
}

TEST("tells an accepted dialogue from a refused one and from an aborted one") {
  CHECK_EQ(decode(answer(29, 3, 71, {})).ss7().dialogue, DialoguePdu::accepted);
  Result& refused =
      decode(hex("673249041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704000001001d03"
                 "a203020101a305a103020102"));
  CHECK_EQ(refused.ss7().dialogue, DialoguePdu::refused);
  CHECK_EQ(refused.ss7().context.number, 29);
  CHECK_EQ(refused.values("tcap.dialogue_service_user"), "2");
  Result& aborted =
      decode(hex("672d49041a2b3c4d6b252823060700118605010101a0186416800100be11280f0607040000010101"
                 "01a004a4028000"));
  CHECK_EQ(aborted.ss7().dialogue, DialoguePdu::user_abort);
  CHECK_EQ(aborted.values("gsm_map.dialogue.MAP_DialoguePDU"), "4");
  Result& by_provider = decode(
      tlv("67", hex("49041a2b3c4d") +
                    tlv("6b", tlv("28", hex("060700118605010101") + hex("a005 6403 800101")))));
  CHECK_EQ(by_provider.ss7().dialogue, DialoguePdu::provider_abort);
  Result& map_refuse =
      decode(hex("644649041a2b3c4d6b3e283c060700118605010101a031612f80020780a109060704000001001302"
                 "a203020101a305a103020101be122810060704000001010101a005a3030a0101"));
  CHECK_EQ(map_refuse.ss7().dialogue, DialoguePdu::refused);
  CHECK_EQ(map_refuse.values("gsm_map.dialogue.reason"), "1");
}

TEST("reads subscriber and node from map-open, and gives the subscriber to the operation") {
  Result& r = decode(
      hex("626a48041a2b3c4d6b432841060700118605010101a036603480020780a109060704000001001302be2328"
          "21060704000001010101a016a01480099600010121436587f98107914477000950006c1da11b0201010201"
          "3b301304010f0405aa180c3602800791447700091032"));
  CHECK_EQ(text_of(r.ss7().destination_reference), "001010123456789");
  CHECK_EQ(text_of(r.ss7().origination_reference), "447700900500");
  CHECK_EQ(r.operation().id, OperationId::gsm_map_processUnstructuredSS_Request);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.values("e212.imsi"), "001010123456789");
  CHECK_EQ(r.values("gsm_map.dialogue.originationReference"), "91447700095000");
}

TEST("reads errors, rejects and results without operation code") {
  Result& error = decode(hex("641049041a2b3c4d6c08a306020101020131"));
  CHECK_EQ(error.operation().component, Component::error);
  CHECK_EQ(error.operation().error, 49);
  CHECK_EQ(error.operation().id, OperationId::unknown);
  CHECK_EQ(error.values("gsm_old.localValue"), "49");
  Result& reject = decode(hex("641049041a2b3c4d6c08a406020101810101"));
  CHECK_EQ(reject.operation().component, Component::reject);
  CHECK_EQ(reject.operation().error, 0x0101);
  CHECK_EQ(reject.operation().invoke_id, 1);
  Result& unknown_id = decode(hex("640f49041a2b3c4d6c07a4050500800101"));
  CHECK(!unknown_id.operation().has_invoke_id);
  CHECK_EQ(unknown_id.operation().error, 0x0001);
  Result& empty = decode(hex("650f48020102490203046c05a203020105"));
  CHECK_EQ(empty.operation().component, Component::result_last);
  CHECK_EQ(empty.operation().id, OperationId::unknown);
  CHECK_EQ(empty.operation().code, -1);
  CHECK_EQ(empty.operation().invoke_id, 5);
  CHECK_EQ(decode(hex("650f48020102490203046c05a703020105")).operation().component,
           Component::result_not_last);
}

TEST("reads linked and negative invoke ids") {
  Result& r = decode(hex("651748020102490203046c0da10b0201ff8001050201073000"));
  CHECK_EQ(r.operation().invoke_id, -1);
  CHECK_EQ(r.operation().id, OperationId::gsm_map_insertSubscriberData);
  CHECK_EQ(r.values("gsm_old.linkedID"), "5");
}

TEST("1, 2: finds an identity whose low tag is written in high form") {
  for (const char* tag : {"9f00", "9f8000"}) {
    Result& r =
        decode(with_argument(tlv("30", tlv(tag, hex("00010121436587f9")) + hex("a20480008100"))));
    check_is_psi(r);
    CHECK_EQ(r.message().anomalies, anomaly::tcap_high_tag_form);
  }
}

TEST("3: accepts lengths in more octets than they need, and flags them") {
  Result& r =
      decode(with_argument(tlv("30", hex("8084 00000008 00010121436587f9") + hex("a20480008100"))));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, anomaly::tcap_noncanonical_length);
}

TEST("4: takes indefinite lengths at all levels for ordinary") {
  Result& r = decode(
      hex("624a48041a2b3c4d6b1e281c060700118605010101a011600f80020780a109060704000001001c036c80a1"
          "800201010201463080800800010121436587f9a280800081000000000000000000"));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, 0u);
}

TEST("5: joins an identity that comes in segments") {
  Result& r = decode(
      with_argument(tlv("30", hex("a00c 0404 00010121 0404 436587f9") + hex("a20480008100"))));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, anomaly::tcap_constructed_string);
}

TEST("6: tries the argument of a global operation code as the operation its last arc names") {
  const Octets component = tlv("a1", hex("020101 0607 040000 01001c46") + kPsiArgument);
  Result& r = decode(begin(request_of(28, 3), component));
  check_is_psi(r);
  CHECK(r.operation().is_global_code);
  CHECK_EQ(r.operation().code, 70);
  CHECK_EQ(r.message().anomalies, anomaly::tcap_global_opcode);
  CHECK_EQ(r.values("gsm_old.globalValue"), "0.4.0.0.1.0.28.70");
  // An arc that means nothing: the one operation of the context is what it can be.
  const Octets other = tlv("a1", hex("020101 0603 2a0301") + kPsiArgument);
  check_is_psi(decode(begin(request_of(28, 3), other)));
}

TEST("7: normalises a padded operation code") {
  Result& r = decode(begin(request_of(28, 3), tlv("a1", hex("020101 02020046") + kPsiArgument)));
  check_is_psi(r);
  CHECK_EQ(r.operation().code, 70);
  CHECK_EQ(r.message().anomalies, anomaly::tcap_padded_integer);
}

TEST("8: decodes every component, and flags several invokes in one Begin") {
  const Octets ready = invoke(66, tlv("30", hex(kImsiAt0) + hex("0a0100")));
  Result& r = decode(begin(request_of(28, 3), ready + invoke(70, kPsiArgument, 2)));
  CHECK_EQ(r.recorded->operation_count, 2u);
  CHECK_EQ(r.operation(0).id, OperationId::gsm_map_readyForSM);
  check_is_psi(r, 1);
  CHECK_EQ(r.operation(1).invoke_id, 2);
  CHECK(r.has(anomaly::tcap_multiple_invokes));
  CHECK(r.has(anomaly::gsm_map_op_not_in_context));
}

TEST("takes several invokes for ordinary where subscriber data comes in pieces") {
  const Octets piece = tlv("30", hex(kImsiAt0));
  CHECK_EQ(
      decode(begin(request_of(16, 3), invoke(7, piece) + invoke(7, piece, 2) + invoke(8, piece, 3)))
          .message()
          .anomalies,
      0u);
  const Octets v1 = invoke(54, tlv("30", hex(kImsi) + hex(kNode))) + invoke(19, hex("160131"), 2);
  CHECK(!decode(begin({}, v1)).has(anomaly::tcap_multiple_invokes));
}

TEST("9: decodes the second component portion too") {
  const Octets ready = invoke(66, tlv("30", hex(kImsiAt0) + hex("0a0100")));
  Result& r = decode(tlv("62", hex("48041a2b3c4d") + request_of(28, 3) + tlv("6c", ready) +
                                   tlv("6c", invoke(70, kPsiArgument, 2))));
  CHECK_EQ(r.recorded->operation_count, 2u);
  check_is_psi(r, 1);
  CHECK(r.has(anomaly::tcap_second_component_portion));
}

TEST("10: takes a transaction id of any length as a key, and flags the odd ones") {
  const auto with_id = [](std::string_view id) {
    return tlv("62", tlv("48", hex(id)) + request_of(28, 3) + tlv("6c", invoke(70, kPsiArgument)));
  };
  Result& eight = decode(with_id("000000001a2b3c4d"));
  check_is_psi(eight);
  CHECK_EQ(eight.message().anomalies, anomaly::tcap_transaction_id_length);
  CHECK_EQ(eight.ss7().otid.length, 8);
  CHECK_EQ(eight.ss7().otid.value, 0x1A2B3C4Du);
  const TransactionId nine = decode(with_id("010000000000000001")).ss7().otid;
  const TransactionId other = decode(with_id("020000000000000001")).ss7().otid;
  CHECK_EQ(nine.length, 9);
  CHECK(!(nine == other));
  CHECK(decode(with_id("")).has(anomaly::tcap_transaction_id_length));
  CHECK_EQ(decode(with_id("")).message().fault, Fault::none);
  CHECK_EQ(decode(with_id("01")).message().anomalies, 0u);
}

TEST("11, 12: knows an application context behind extra arcs and padded ones") {
  const auto with_context = [](std::string_view oid) {
    const Octets name = tlv("a1", tlv("06", hex(oid)));
    return begin(tlv("6b", tlv("28", hex("060700118605010101") +
                                         tlv("a0", tlv("60", hex("80020780") + name)))),
                 invoke(70, kPsiArgument));
  };
  Result& extended = decode(with_context("040000 01001c0300"));
  check_is_psi(extended);
  CHECK_EQ(extended.message().anomalies, anomaly::tcap_extended_context);
  CHECK(extended.ss7().context.is_map);
  CHECK_EQ(extended.ss7().context.number, 28);
  CHECK_EQ(extended.ss7().context.version, 3);
  Result& padded = decode(with_context("040000 0100801c03"));
  check_is_psi(padded);
  CHECK_EQ(padded.message().anomalies, anomaly::tcap_padded_context);
  CHECK_EQ(padded.ss7().context.number, 28);
  CHECK_EQ(padded.ss7().context.version, 3);
}

TEST("tells CAP contexts of all phases from MAP ones, and leaves the others alone") {
  Anomalies none = 0;
  const auto read = [&](std::string_view oid) {
    const Octets o = hex(oid);
    return tcap_decode::read_context({o.data(), static_cast<uint32_t>(o.size())}, none);
  };
  for (const char* oid : {"04000001003200", "04000001003201", "04000001003301", "04000001003401",
                          "04000001150304", "04000001140 30e", "04000001170304", "0400000116030e"})
    CHECK(read(oid).is_cap && !read(oid).is_map && read(oid).present);
  CHECK_EQ(read("04000001150304").version, 4);
  CHECK(read("04000001000e03").is_map);
  CHECK_EQ(none, 0u);
  for (const char* oid : {"04000101010000", "2a0304", "", "0400000100", "04000001640101"})
    CHECK(!read(oid).is_map && !read(oid).is_cap && read(oid).present);
  // What begins like one and ends otherwise must not pass for foreign, and so unread.
  for (const char* oid : {"04000001001d", "04000001001d8403", "04000001001d0300"}) {
    Anomalies anomalies = 0;
    const Octets o = hex(oid);
    const ApplicationContext context =
        tcap_decode::read_context({o.data(), static_cast<uint32_t>(o.size())}, anomalies);
    CHECK(context.is_map);
    CHECK_EQ(context.number, 29);
    CHECK_EQ(anomalies, anomaly::tcap_extended_context);
  }
}

TEST("13: flags a Begin without context for an operation that version 1 never had") {
  Result& r = decode(begin({}, invoke(70, kPsiArgument)));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_context_missing);
  CHECK(!r.ss7().context.present);
  // updateLocation existed then.
  CHECK_EQ(decode(begin({}, invoke(2, tlv("30", hex(kImsi))))).message().anomalies, 0u);
}

TEST("14: flags an operation that its context does not have, on the side that sent it") {
  Result& r = decode(ask(14, 3, 70, kPsiArgument));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, anomaly::gsm_map_op_not_in_context);
  // insertSubscriberData belongs into a location update, but only backwards.
  const Octets data = invoke(7, tlv("30", hex(kImsiAt0)));
  CHECK(decode(begin(request_of(1, 3), data)).has(anomaly::gsm_map_op_not_in_context));
  CHECK_EQ(decode(end(response_of(1, 3), data)).message().anomalies, 0u);
}

TEST("15: reads the dialogue inside an EXTERNAL of another encoding, and flags it") {
  const Octets request = hex("600f80020780a109060704000001001c03");
  for (const auto& encoding : {tlv("81", request), tlv("82", Octets{0} + request)}) {
    Result& r = decode(begin(tlv("6b", tlv("28", hex("060700118605010101") + encoding)),
                             invoke(70, kPsiArgument)));
    check_is_psi(r);
    CHECK_EQ(r.ss7().context.number, 28);
    CHECK_EQ(r.message().anomalies, anomaly::tcap_dialogue_encoding);
  }
}

TEST("16: decodes an invoke in a Unidirectional, a Continue and an End") {
  const Octets components = tlv("6c", invoke(70, kPsiArgument));
  Result& uni = decode(tlv("61", components));
  check_is_psi(uni);
  CHECK(uni.has(anomaly::tcap_invoke_in_unidirectional));
  check_is_psi(decode(tlv("65", hex("480101490102") + components)));
  check_is_psi(decode(tlv("64", hex("490102") + components)));
}

TEST("17: keeps the context of a Begin without components") {
  Result& r = decode(tlv("62", hex("48041a2b3c4d") + request_of(28, 3)));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(r.recorded->operation_count, 0u);
  CHECK_EQ(r.ss7().context.number, 28);
}

TEST("22: reads the message behind a message, and flags both") {
  Result& r = decode(kPsi + hex("62064801110101"));
  check_is_psi(r);
  CHECK_EQ(r.message().anomalies, anomaly::tcap_trailing_octets | anomaly::tcap_ambiguous);
  CHECK_EQ(r.recorded->message_count, 2u);
  CHECK(r.recorded->messages[1].anomalies & anomaly::tcap_ambiguous);
  CHECK_EQ(r.recorded->messages[1].ss7.otid.value, uint64_t{0x11});
  const Result& noise = decode(kPsi + hex("0001"));
  CHECK_EQ(noise.recorded->message_count, 1u);
  CHECK_EQ(noise.recorded->messages[0].anomalies, anomaly::tcap_trailing_octets);
}

TEST("25: compares operation codes as integers") {
  for (const char* code : {"0201c7", "02020146"}) {
    Result& r = decode(begin(request_of(28, 3), tlv("a1", hex("020101") + hex(code))));
    CHECK_EQ(r.operation().id, OperationId::unknown);
    CHECK_EQ(r.message().fault, Fault::none);
  }
  CHECK_EQ(decode(begin(request_of(28, 3), tlv("a1", hex("0201010201c7")))).operation().code, -57);
}

TEST("takes elements in any order and flags the wrong one") {
  const Octets components = tlv("6c", invoke(70, kPsiArgument));
  Result& r = decode(tlv("62", components + request_of(28, 3) + hex("48041a2b3c4d")));
  check_is_psi(r);
  CHECK_EQ(r.ss7().otid.value, 0x1A2B3C4Du);
  CHECK_EQ(r.ss7().context.number, 28); // known although it came behind
  CHECK_EQ(r.message().anomalies, anomaly::tcap_element_order);
  Result& twice = decode(tlv("62", hex("4801014801 02") + request_of(28, 3) + components));
  CHECK(twice.has(anomaly::tcap_duplicate_element));
  CHECK_EQ(twice.ss7().otid.value, 1u);
  Result& not_of_begin = decode(tlv("62", hex("480101490102") + components));
  CHECK(not_of_begin.has(anomaly::tcap_element_order));
}

TEST("names CAP operations by their context") {
  Result& r = decode(hex(
      "62818648041a2b3c4d6b1e281c060700118605010101a011600f80020780a1090607040000010032016c5ea15c"
      "02010102010030548001648308041344770009103285010a9c01029f320800010121436587f9bf341702010081"
      "0791447700095000a309800700f110123456789f360501020304059f3707914477000950009f38078170079000"
      "22f2"));
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK(r.ss7().context.is_cap);
  CHECK_EQ(r.operation().id, OperationId::camel_initialDP);
  CHECK_EQ(r.operation().code, 0);
  CHECK_EQ(r.imsi(), "001010123456789");
  CHECK_EQ(r.values("camel.local"), "0");
  CHECK_EQ(r.values("camel.present"), "1");
  CHECK_EQ(r.values("gsm_old.localValue"), "");
  Result& connect =
      decode(hex("655048040000077749041a2b3c4d6b2a2828060700118605010101a01d611b80020780a109060704"
                 "000001003201a203020100a305a1030201006c16a114020101020114300ca00a0804041044770009"
                 "7077"));
  CHECK_EQ(connect.operation().id, OperationId::camel_connect);
}

TEST("calls an invoke without context MAP, and on the CAP subsystem says nothing of its form") {
  // Like eventReportBCSM, but not in its form: as MAP's 24 it would have an IMSI of one octet.
  const Octets event =
      tlv("65", hex("480101490102") + tlv("6c", invoke(24, hex("3009 800104 a203810101"))));
  CHECK(decode(event).has(anomaly::gsm_map_identity_digits));
  Result& r = decode(event, 146);
  CHECK_EQ(r.message().anomalies, 0u);
  CHECK_EQ(r.operation().id, OperationId::gsm_map_sendRoutingInfoForGprs);
  CHECK_EQ(r.values("camel.local"), "24");
  // A subsystem number alone hides nothing.
  check_is_psi(decode(begin({}, invoke(70, kPsiArgument)), 146));
  CHECK_EQ(tcap_decode::operation_of(true, 24), OperationId::camel_eventReportBCSM);
  CHECK_EQ(tcap_decode::operation_of(true, 25), OperationId::unknown);
}

TEST("leaves the components of a foreign context undecoded") {
  const Octets dialogue = hex("6b1e281c060700118605010101a011600f80020780a109060704000101010000");
  Result& r = decode(begin(dialogue, invoke(70, kPsiArgument)));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.operation().id, OperationId::unknown);
  CHECK_EQ(r.operation().code, 70);
  CHECK(r.operation().imsi.empty());
  CHECK_EQ(r.values("tcap.foreign_localValue"), "70");
}

TEST("begins with an identifier of a message, or is none") {
  CHECK_EQ(decode(hex("30023000")).message().fault, Fault::tcap_message_type);
  CHECK_EQ(decode({}).message().fault, Fault::tcap_message_type);
}

TEST("tells why a MAP user gave up") {
  const auto aborted = [](std::string_view reason) {
    const Octets pdu = tlv("a0", tlv("a4", hex(reason)));
    const Octets information = tlv("be", tlv("28", hex("0607 04000001010101") + pdu));
    const Octets abrt = tlv("64", hex("800100") + information);
    const Octets external = tlv("28", hex("0607 00118605010101") + tlv("a0", abrt));
    return tlv("67", hex("49041a2b3c4d") + tlv("6b", external));
  };
  Result& r = decode(aborted("8000"));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, Anomalies{0});
  CHECK_EQ(r.ss7().dialogue, DialoguePdu::user_abort);
  CHECK_EQ(r.values("gsm_map.dialogue.map_UserAbortChoice"), "0");
  CHECK_EQ(decode(aborted("8100")).values("gsm_map.dialogue.map_UserAbortChoice"), "1");
  CHECK_EQ(decode(aborted("820101")).values("gsm_map.dialogue.resourceUnavailable"), "1");
  CHECK_EQ(decode(aborted("830104")).values("gsm_map.dialogue.applicationProcedureCancellation"),
           "4");
}

TEST("flags a dialogue portion whose abstract syntax is not the dialogue's") {
  Octets other = kPsi;
  other[20] = 0x02; // 0.0.17.773.1.1.2
  Result& r = decode(other);
  check_is_psi(r);
  CHECK(r.has(anomaly::tcap_dialogue_syntax));
  // A Unidirectional has one of its own.
  const Octets request = tlv("a0", hex("600f80020780a109060704000001001c03"));
  const auto once = [&](std::string_view oid) {
    return tlv("61",
               tlv("6b", tlv("28", hex(oid) + request)) + tlv("6c", invoke(70, kPsiArgument)));
  };
  CHECK(!decode(once("0607 00118605010201")).has(anomaly::tcap_dialogue_syntax));
  CHECK(decode(once("0607 00118605010101")).has(anomaly::tcap_dialogue_syntax));
}

TEST("goes on behind a component that cannot be read") {
  const Octets bad = hex("a503020101") + hex("a100") + hex("a1030201 01") + hex("a303020101");
  Result& r = decode(begin(request_of(28, 3), bad + invoke(70, kPsiArgument, 2)));
  CHECK_EQ(r.message().fault, Fault::tcap_component);
  CHECK_EQ(r.recorded->operation_count, 4u);
  CHECK_EQ(r.imsi(3), "001010123456789");
}

TEST("keeps its limit of components, counts the rest and hides them") {
  Octets components;
  constexpr int kMore = 24;
  for (int i = 0; i < static_cast<int>(limits::operations_per_frame) + kMore; i++)
    components = components + invoke(70, kPsiArgument, i & 0x7F);
  Result& r = decode(begin(request_of(28, 3), components));
  CHECK_EQ(r.recorded->operation_count, limits::operations_per_frame);
  CHECK_EQ(r.fast_counters[static_cast<uint32_t>(Counter::operations_over_limit)], kMore);
  CHECK_EQ(r.recorded->secret_count, kMore);
  CHECK(r.has(anomaly::tcap_over_limit));
}

TEST("shows what a cut message still holds") {
  const Octets half(kPsi.begin(), kPsi.end() - 6);
  Result& r = decode(half);
  CHECK_EQ(r.message().fault, Fault::tcap_length);
  CHECK_EQ(r.message().fault_offset, 0u);
  CHECK_EQ(r.operation().id, OperationId::gsm_map_provideSubscriberInfo);
  CHECK_EQ(r.imsi(), "001010123456789");
}

TEST("survives every cut of its messages and every length that is off by one") {
  for (const Octets& o :
       {kAti, kPsi, begin(request_of(28, 3), invoke(70, kPsiArgument) + invoke(70, kPsiArgument)),
        answer(29, 3, 71, hex("3002 3000")), hex("650f48020102490203046c05a203020105"),
        hex("641049041a2b3c4d6c08a306020101020131"), hex("641049041a2b3c4d6c08a406020101810101"),
        hex("670949041a2b3c4d4a0101"),
        hex("626a48041a2b3c4d6b432841060700118605010101a036603480020780a109060704000001001302be23"
            "2821060704000001010101a016a01480099600010121436587f98107914477000950006c1da11b020101"
            "02013b301304010f0405aa180c3602800791447700091032"),
        hex("644649041a2b3c4d6b3e283c060700118605010101a031612f80020780a109060704000001001302a203"
            "020101a305a103020101be122810060704000001010101a005a3030a0101")})
    try_damages(o);
}

TEST("a head that is recognised is read as one that is not, whatever bit of it is wrong") {
  const Octets otid = hex("48041a2b3c4d"), dtid = hex("49045e6f7a8b"), parameter = hex("04019f");
  for (const auto& [message, ids] :
       {std::pair{"62", otid}, std::pair{"64", dtid}, std::pair{"65", otid + dtid}})
    for (const Octets& dialogue : {Octets{}, request_of(28, 3), response_of(50, 1)})
      for (const Octets& component : {invoke(70, parameter, -3), result(70, parameter)}) {
        const Octets whole = tlv(message, ids + dialogue + tlv("6c", component));
        tcap_decode::Head head;
        CHECK(tcap_decode::read_head({whole.data(), static_cast<uint32_t>(whole.size())}, head));
        CHECK_EQ(head.octets, whole.size() - parameter.size());
        CHECK_EQ(decode(whole).operation().code, head.code);
        for (uint32_t i = 0; i < head.octets; i++)
          for (uint32_t bit = 0; bit < 8; bit++) {
            Octets damaged = whole;
            damaged[i] ^= static_cast<uint8_t>(1 << bit);
            decode(damaged); // which compares it with what the other sink gets, read by elements
          }
      }
}

TEST("of a head that is otherwise in anything nothing is recognised") {
  const Octets one = invoke(70, kPsiArgument), ids = hex("48041a2b3c4d"),
               request = request_of(28, 3);
  const Octets contents = ids + request + tlv("6c", one);
  for (const Octets& whole :
       {tlv("62", hex("48031a2b3c") + request + tlv("6c", one)), // an id of three octets
        tlv("62", ids + request + tlv("6c", one + one)),         // two components
        tlv("62", ids + request + tlv("6c", one) + tlv("6c", one)),
        tlv("62", contents) + hex("00"),                                        // something behind
        hex("6281") + Octets{static_cast<uint8_t>(contents.size())} + contents, // a long length
        tlv("62", tlv("6c", one) + ids + request),                              // another order
        tlv("62", ids + tlv("6c", tlv("a1", hex("020101800100020146")))),       // a linked id
        tlv("61", ids + tlv("6c", one)), tlv("67", hex("49041a2b3c4d") + request)}) {
    tcap_decode::Head head;
    CHECK(!tcap_decode::read_head({whole.data(), static_cast<uint32_t>(whole.size())}, head));
    decode(whole);
  }
}

TEST("notices every length of a message that is off by one") {
  for (const Octets& o :
       {kAti, kPsi, hex("650f48020102490203046c05a203020105"),
        hex("641049041a2b3c4d6c08a306020101020131"), hex("641049041a2b3c4d6c08a406020101810101"),
        hex("670949041a2b3c4d4a0101"), answer(29, 3, 71, hex("3002 3000"))})
    try_lengths(o);
}

TEST("survives nesting and indefinite lengths without end") {
  Octets deep = hex("6280480101 6c80 a180 020101 020146 3080");
  for (int i = 0; i < 5000; i++)
    deep = deep + hex("a080");
  Result& r = decode(deep);
  CHECK(r.message().fault != Fault::none);
  CHECK_EQ(r.operation().id, OperationId::gsm_map_provideSubscriberInfo);
}

TEST("reads the messages that other projects publish as tshark reads them") {
  uint32_t compared = 0;
  for_each_vector("TCAP", [&](const Vector& v) {
    if (v.pdu != "message") {
      decode(v.octets); // a fragment: it must only be survived
      return;
    }
    Result& r = decode(v.octets);
    if (!v.was_read) return;
    for (const char* field : {"tcap.otid", "tcap.dtid", "tcap.application_context_name"}) {
      if (v.says(field).empty()) continue;
      CHECK_EQ(r.values(field), v.says(field));
      compared++;
    }
    // CAP's arguments are not read, and under other contexts tshark goes by the subsystem.
    const bool is_map = r.ss7().context.is_map || !r.ss7().context.present;
    if (!is_map || !v.says("camel.local").empty()) return;
    for (const char* field : {"gsm_old.localValue", "e212.imsi", "e164.msisdn"}) {
      CHECK_EQ(r.values(field), v.says(field));
      compared++;
    }
  });
  std::printf("  %u values compared\n", compared);
}

CHECK_MAIN()
