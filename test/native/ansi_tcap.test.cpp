// SPDX-License-Identifier: Apache-2.0
// ANSI TCAP (T1.114): what each package means, which operation an invoke names, and that nothing of
// its parameters leaves native code. Vectors of T1.114.3 and TIA-41, with the lab's identities.
#include "native/decode/ansi_tcap.hpp"
#include "test/native/tcap_messages.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kRegistration =
    tlv("e9", hex("cf0101 d102090d") +
                  tlv("f2", hex("8805 2143658709 8904 82000001 9503 00270a 9101 03 9601 05")));
const Octets kResult = tlv("ea", hex("cf0101") + tlv("f2", hex("9503 00270a")));

Octets package(std::string_view tag, std::string_view ids, const Octets& rest) {
  return tlv(tag, tlv("c7", hex(ids)) + rest);
}
Octets query(const Octets& components) {
  return package("e2", "00000a01", tlv("e8", components));
}

} // namespace

TEST("a Query opens a transaction with the operation of ANSI-41 that it invokes") {
  Result& r = decode(query(kRegistration));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, Anomalies{0});
  CHECK_EQ(r.ss7().tcap, Tcap::begin);
  CHECK_EQ(r.ss7().otid.value, 0x0A01u);
  CHECK_EQ(r.ss7().otid.length, 4);
  CHECK_EQ(r.recorded->operation_count, 1u);
  CHECK_EQ(r.operation().component, Component::invoke);
  CHECK_EQ(r.operation().id, OperationId::ansi_map_RegistrationNotification);
  CHECK_EQ(r.operation().code, 0x090D);
  CHECK_EQ(r.operation().invoke_id, 1);
  CHECK_EQ(r.values("ansi_tcap.private"), "2317");
  CHECK_EQ(r.fast_counters[static_cast<uint32_t>(Counter::messages_ansi_tcap)], 1u);
}

TEST("its context is of another family, so that no code in it is one of MAP") {
  Result& r = decode(query(tlv("e9", hex("cf0101 d10147 f200"))));
  CHECK(r.ss7().context.present);
  CHECK(!r.ss7().context.is_map);
  CHECK(!r.ss7().context.is_cap);
  CHECK_EQ(r.operation().code, 71);
  CHECK_EQ(r.operation().id, OperationId::unknown);
}

TEST("a Conversation has the ids of both sides, a Response and an Abort that of the asking one") {
  for (const std::string_view tag : {"e5", "e6"}) {
    Result& r = decode(package(tag, "0000000a 0000000b", tlv("e8", kResult)));
    CHECK_EQ(r.ss7().tcap, Tcap::continue_);
    CHECK_EQ(r.ss7().otid.value, 10u);
    CHECK_EQ(r.ss7().dtid.value, 11u);
    CHECK_EQ(r.message().anomalies, Anomalies{0});
  }
  Result& r = decode(package("e4", "0000000b", tlv("e8", kResult)));
  CHECK_EQ(r.ss7().tcap, Tcap::end);
  CHECK_EQ(r.ss7().dtid.value, 11u);
  CHECK_EQ(r.operation().component, Component::result_last);
  CHECK_EQ(r.operation().invoke_id, 1);
  Result& aborted = decode(package("f6", "0000000b", hex("d70106")));
  CHECK_EQ(aborted.ss7().tcap, Tcap::abort);
  CHECK(aborted.ss7().has_p_abort);
  CHECK_EQ(aborted.ss7().p_abort_cause, 6);
}

TEST("national operations are a family and a specifier, with the bit that asks for an answer") {
  Result& r = decode(query(tlv("e9", hex("cf0101 d0028301 f200"))));
  CHECK_EQ(r.values("ansi_tcap.req_rep"), "1");
  CHECK_EQ(r.values("ansi_tcap.op_family"), "3");
  CHECK_EQ(r.values("ansi_tcap.op_specifier"), "1");
  CHECK_EQ(r.operation().id, OperationId::unknown);
}

TEST("every component is one operation, with its error or its problem") {
  const Octets all = tlv("ed", hex("cf020102 d102090f f200")) + tlv("ee", hex("cf0101 f200")) +
                     tlv("eb", hex("cf0101 d40181 f200")) + tlv("ec", hex("cf0101 d5020203 f000"));
  Result& r = decode(package("e4", "0000000b", tlv("e8", all)));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.recorded->operation_count, 4u);
  CHECK_EQ(r.operation(0).id, OperationId::ansi_map_LocationRequest);
  CHECK_EQ(r.operation(1).component, Component::result_not_last);
  CHECK_EQ(r.operation(2).error, 0x81);
  CHECK_EQ(r.operation(3).component, Component::reject);
  CHECK_EQ(r.operation(3).error, 0x0203);
}

TEST("the subscriber is taken from a parameter set, and none of it becomes evidence") {
  const Octets set = tlv("f2", hex("8805 2143658709") + tlv("9f8172", hex("0001012143 6587f9")));
  const Octets whole = query(tlv("e9", hex("cf0101 d102090d") + set));
  Result& r = decode(whole);
  CHECK_EQ(r.imsi(), "001010123456789");
  const auto size = static_cast<uint32_t>(set.size());
  CHECK(r.hides({static_cast<uint32_t>(whole.size()) - size, size}));
}

TEST("ids of other lengths, and components of more ids than they have, are flagged") {
  CHECK(decode(package("e2", "0a01", {})).has(anomaly::ansi_tcap_transaction_id_length));
  CHECK(decode(package("e1", "00000a01", {})).has(anomaly::ansi_tcap_transaction_id_length));
  CHECK(decode(package("e5", "00000a01", {})).has(anomaly::ansi_tcap_transaction_id_length));
  CHECK(decode(query(tlv("e9", hex("cf03010203 d102090d f200"))))
            .has(anomaly::ansi_tcap_component_id_length));
  CHECK(decode(query(tlv("ea", hex("cf00 f200")))).has(anomaly::ansi_tcap_component_id_length));
}

TEST("what an ITU message may be disguised as is flagged here as there") {
  CHECK(decode(query(kRegistration) + hex("0500")).has(anomaly::tcap_trailing_octets));
  const Octets portion = tlv("e8", kRegistration);
  CHECK(decode(package("e2", "00000a01", portion + portion))
            .has(anomaly::tcap_second_component_portion));
  CHECK(decode(tlv("e2", portion + hex("c70400000a01"))).has(anomaly::tcap_element_order));
  CHECK(decode(query(tlv("e9", hex("cf0101 d102090d f200 f200"))))
            .has(anomaly::tcap_duplicate_element));
}

TEST("a package of unknown type, without its id, or with a component that is none is a fault") {
  CHECK_EQ(decode(hex("e70400000000")).message().fault, Fault::ansi_tcap_package_type);
  CHECK_EQ(decode(tlv("e2", tlv("e8", kRegistration))).message().fault,
           Fault::ansi_tcap_transaction_id_missing);
  CHECK_EQ(decode(query(hex("a103020101"))).message().fault, Fault::ansi_tcap_component);
  CHECK_EQ(decode(query(tlv("e9", hex("d102090d")))).message().fault, Fault::ansi_tcap_component);
  CHECK_EQ(decode(query(tlv("e9", hex("cf0101")))).message().fault, Fault::ansi_tcap_component);
}

TEST("survives every cut and every octet that is off by one") {
  const Octets dialogue = tlv("f9", hex("da0103 db0142"));
  try_damages(package("e2", "00000a01", dialogue + tlv("e8", kRegistration + kResult)));
  try_damages(package("f6", "0000000b", hex("d70106")));
}

CHECK_MAIN()
