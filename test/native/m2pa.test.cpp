// SPDX-License-Identifier: Apache-2.0
// m2pa.cpp: user data leads to MTP3, link states are management.
#include "test/native/check.hpp"
#include "test/native/signalling.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Octets link_status(uint32_t state) {
  return hex("01000b0200000014") + u32(0xFFFFFF) + u32(0xFFFFFF) + u32(state);
}

} // namespace

TEST("user data carries MTP3") {
  const DecodedFrame r = decode_m2pa_message(m2pa_data(kItuLabel + udt()));
  CHECK_EQ(r.out->message_count, 1u);
  const Ss7& ss7 = r.message().ss7;
  CHECK_EQ(ss7.opc, 4641u);
  CHECK_EQ(ss7.dpc, 6818u);
  CHECK_EQ(ss7.tcap, Tcap::begin);
  CHECK(r.message().anomalies == 0);
  CHECK_EQ(r.field(Field::m2pa_bsn), "16");
  CHECK_EQ(r.field(Field::m2pa_fsn), "17");
  CHECK_EQ(r.field(Field::m2pa_unused), "0,0");
  CHECK_EQ(r.counted(Counter::messages_ss7), 1u);
  decode_cut_everywhere(sctp_message(m2pa_data(kItuLabel + udt()), 5, 3565));
}

TEST("an acknowledgement and a link state hold no message") {
  DecodedFrame r = decode_m2pa_message(hex("01000b0100000010") + u32(16) + u32(17));
  CHECK_EQ(r.out->message_count, 0u);
  CHECK_EQ(r.counted(Counter::signal_units_empty), 1u);
  r = decode_m2pa_message(link_status(4));
  CHECK_EQ(r.out->message_count, 0u);
  CHECK_EQ(r.counted(Counter::messages_management), 1u);
  CHECK_EQ(r.field(Field::m2pa_status), "4");
}

TEST("a header that cannot be is a fault of a message whose octets are hidden") {
  const auto fault_of = [](const Octets& message) {
    const DecodedFrame r = decode_m2pa_message(message);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK(r.out->secret_count > 0);
    return r.message().fault;
  };
  const Octets good = m2pa_data(kItuLabel + udt());
  const auto changed = [&](size_t at, int octet) {
    Octets message = good;
    message[at] = static_cast<uint8_t>(octet);
    return message;
  };
  CHECK_EQ(fault_of(hex("01000b0100000010")), Fault::m2pa_header_short);
  CHECK_EQ(fault_of(changed(0, 2)), Fault::m2pa_version);
  CHECK_EQ(fault_of(changed(3, 3)), Fault::m2pa_message_type);
  CHECK_EQ(fault_of(changed(6, 0xFF)), Fault::m2pa_length);
  CHECK_EQ(fault_of(changed(7, 1)), Fault::m2pa_length);
  CHECK_EQ(decode_m2pa_message(m2pa_data({})).message().fault, Fault::mtp3_header_short);
}

TEST("octets behind the message are told") {
  CHECK(decode_m2pa_message(m2pa_data(kItuLabel + udt()) + Octets(8))
            .has(anomaly::m3ua_trailing_octets));
}

TEST("content tells M2PA under any identifier, and the identifier that is wrong is told") {
  const Octets message = m2pa_data(kItuLabel + udt());
  for (const uint32_t ppid : {0u, 5u, 0x05000000u})
    CHECK(decode(sctp_message(message, ppid, 40000)).message().anomalies == 0);
  for (const uint32_t ppid : {2u, 3u, 4u, 46u, 99u}) {
    const DecodedFrame r = decode(sctp_message(message, ppid, 40000));
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    CHECK(r.has(anomaly::sctp_payload_protocol));
  }
}

CHECK_MAIN()
