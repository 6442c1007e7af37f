// SPDX-License-Identifier: Apache-2.0
// mtp3.cpp, mtp2.cpp and variants.cpp: the label of each variant, told by the link's configuration
// or by what is found behind it.
#include "test/native/check.hpp"
#include "test/native/signalling.hpp"

#include "native/decode/variants.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// Decodes `octets` with what is configured of links.
DecodedFrame decode_with(const Octets& octets, const Variants& variants, uint16_t link_type) {
  DecodedFrame r;
  r.octets = octets;
  const auto size = static_cast<uint32_t>(octets.size());
  Frame frame{.data = r.octets.data(), .captured = size, .original = size};
  frame.link_type = link_type;
  decode_frame(frame, *r.out, r.fields, *r.counters, nullptr, &variants);
  return r;
}

Variants::End end_of(uint32_t code) {
  Variants::End end{};
  for (uint32_t i = 0; i < 4; i++)
    end[12 + i] = static_cast<uint8_t>(code >> (24 - 8 * i));
  return end;
}

struct Case {
  Ss7Variant variant;
  Octets label;
  uint32_t opc, dpc;
  uint8_t sls;
  Octets called, calling;
};
const std::vector<Case> kCases = {
    {Ss7Variant::itu, kItuLabel, 4641, 6818, 5, hex("43a21a06"), hex("43211207")},
    {Ss7Variant::ansi, kAnsiLabel, 0xF50C07, 0xF50C09, 90, kAnsiCalled, kAnsiCalling},
    {Ss7Variant::china, kChinaLabel, 0x040506, 0x010203, 7, kChinaCalled, kChinaCalling},
    {Ss7Variant::japan, kJapanLabel, 22136, 37428, 5, kJapanCalled, kJapanCalling},
};

} // namespace

TEST("SCCP behind the label of any variant tells which it is") {
  for (const Case& c : kCases) {
    for (const bool has_titles : {true, false}) {
      if (has_titles && c.variant == Ss7Variant::ansi) continue; // ITU-T's are no ANSI titles
      const Octets message = has_titles ? udt() : udt(c.called, c.calling);
      const DecodedFrame r = decode_mtp3_message(c.label + message);
      CHECK_EQ(r.out->message_count, 1u);
      const Ss7& ss7 = r.message().ss7;
      CHECK_EQ(ss7.variant, c.variant);
      CHECK_EQ(ss7.opc, c.opc);
      CHECK_EQ(ss7.dpc, c.dpc);
      CHECK_EQ(ss7.sls, c.sls);
      CHECK_EQ(ss7.network_indicator, 2);
      CHECK_EQ(ss7.tcap, Tcap::begin);
      CHECK_EQ(ss7.called.ssn, 6);
      if (!has_titles) CHECK_EQ(ss7.called.point_code, c.dpc);
      if (!has_titles) CHECK_EQ(ss7.calling.point_code, c.opc);
      CHECK(r.message().anomalies == 0);
      CHECK_EQ(r.message().fault, Fault::none);
      decode_cut_everywhere(c.label + message, eth::link_type::mtp3);
    }
  }
}

TEST("a message that reads in two variants says so, and is read in the first of them") {
  // Behind ITU-T's label a returned message whose cause is the type of the unitdata message behind
  // Japan's. Its calling address is the other's called one, its data (SCCP management) the other's
  // calling address, and its called address lies behind all.
  Octets both = hex("83a25a8854") + hex("0a0980030507") + variable(hex("4207")) +
                variable(hex("0206")) + variable(kTcap);
  both.resize(7 + 0x80, 0);
  both += variable(hex("4206"));
  const DecodedFrame r = decode_mtp3_message(both);
  CHECK(r.has(anomaly::mtp3_variant_ambiguous));
  CHECK_EQ(r.message().ss7.variant, Ss7Variant::itu);
  CHECK(r.message().ss7.is_returned);
  const DecodedFrame japan = decode_with(both, Variants(Ss7Variant::japan), eth::link_type::mtp3);
  CHECK(!japan.has(anomaly::mtp3_variant_ambiguous));
  CHECK_EQ(japan.message().ss7.called.ssn, 7);
  CHECK_EQ(japan.message().ss7.tcap, Tcap::begin);
}

TEST("what nobody can tell keeps its variant open and teaches nothing") {
  const DecodedFrame r = decode_mtp3_message(hex("85a25a88542a001000")); // ISUP
  CHECK_EQ(r.message().ss7.variant, Ss7Variant::automatic);
  CHECK_EQ(r.message().ss7.opc, 4641u); // as ITU-T's
  CHECK_EQ(r.message().ss7.has_parties, false);
  CHECK_EQ(r.counted(Counter::messages_other_user), 1u);
  CHECK_EQ(r.field(Field::mtp3_variant), "0");
}

TEST("SCCP under another service indicator is found in every variant") {
  for (const Case& c : kCases) {
    Octets message = c.label + udt(c.called, c.calling);
    message[0] = static_cast<uint8_t>((message[0] & 0xF0) | 5);
    const DecodedFrame r = decode_mtp3_message(message);
    CHECK_EQ(r.message().ss7.variant, c.variant);
    CHECK(r.has(anomaly::m3ua_service_indicator));
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
  }
}

TEST("a configured link is read as it is configured, by address or by point code") {
  const Octets isup = hex("85090cf5070cf55a2a001000");
  const Octets frame = sctp_message(m2pa_data(isup), 5, 3565);
  Variants by_address, by_code;
  Variants::End address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 198, 51, 100, 20};
  by_address.add_address(address, Ss7Variant::ansi);
  by_code.add_point_code(end_of(0xF50C09), Ss7Variant::ansi);
  for (const Variants& variants : {by_address, by_code, Variants(Ss7Variant::ansi)}) {
    const DecodedFrame r = decode_with(frame, variants, eth::link_type::ethernet);
    CHECK_EQ(r.message().ss7.variant, Ss7Variant::ansi);
    CHECK_EQ(r.message().ss7.opc, 0xF50C07u);
  }
  Variants elsewhere;
  elsewhere.add_point_code(end_of(0xF50C09), Ss7Variant::china);
  CHECK_EQ(decode_with(frame, elsewhere, eth::link_type::ethernet).message().ss7.variant,
           Ss7Variant::china); // the code is that link's in that variant too
}

TEST("a message of another variant than its link's is told") {
  const Variants ansi(Ss7Variant::ansi);
  const DecodedFrame r = decode_with(kItuLabel + udt(), ansi, eth::link_type::mtp3);
  CHECK(r.has(anomaly::mtp3_variant_contradicts));
  CHECK_EQ(r.message().ss7.variant, Ss7Variant::ansi);
  const Octets right = kAnsiLabel + udt(kAnsiCalled, kAnsiCalling);
  CHECK(decode_with(right, ansi, eth::link_type::mtp3).message().anomalies == 0);
}

TEST("the addresses of M3UA follow the width of its point codes or the configured link") {
  const auto frame = [](uint32_t opc, uint32_t dpc, const Octets& message) {
    const Octets data = u32(opc) + u32(dpc) + octets({3, 2, 0, 5}) + message;
    return ethernet(ipv4(sctp(data_chunk(m3ua_message(parameter(0x0210, data))))));
  };
  for (const Case& c : kCases) {
    const DecodedFrame r = decode(frame(c.opc, c.dpc, udt(c.called, c.calling)));
    CHECK_EQ(r.message().ss7.variant, c.variant);
    CHECK_EQ(r.message().ss7.called.point_code, c.dpc);
    CHECK(r.message().anomalies == 0);
  }
  const Octets narrow = frame(4641, 6818, udt(kAnsiCalled, kAnsiCalling));
  CHECK_EQ(decode(narrow).message().ss7.variant, Ss7Variant::itu);
  const Variants ansi(Ss7Variant::ansi), itu(Ss7Variant::itu);
  CHECK_EQ(decode_with(narrow, ansi, eth::link_type::ethernet).message().ss7.called.ssn, 6);
  const Octets wide = frame(0xF50C07, 0xF50C09, udt(kAnsiCalled, kAnsiCalling));
  CHECK(decode_with(wide, itu, eth::link_type::ethernet).has(anomaly::mtp3_variant_contradicts));
}

TEST("titles of ANSI have its formats, its order and its indicator") {
  const Octets with_plan = hex("85070a1221436587"), plain = hex("89060a1352551000");
  const DecodedFrame r = decode_mtp3_message(kAnsiLabel + udt(plain, with_plan));
  const Ss7& ss7 = r.message().ss7;
  CHECK_EQ(ss7.variant, Ss7Variant::ansi);
  CHECK_EQ(ss7.called.ssn, 6);
  CHECK_EQ(ss7.called.translation_type, 10);
  CHECK_EQ(ss7.called.title_format, 2); // translation type alone, as Q.713 numbers it
  CHECK_EQ(r.digits(ss7.called.title), "3125550100");
  CHECK_EQ(ss7.calling.title_format, 3);
  CHECK_EQ(ss7.calling.title.npi, 1);
  CHECK_EQ(r.digits(ss7.calling.title), "12345678");
  CHECK(r.message().anomalies == 0);
}

TEST("an ANSI address ends early, has a format that is not defined, or is international") {
  const Variants ansi(Ss7Variant::ansi);
  const auto read = [&](const Octets& called) {
    return decode_with(kAnsiLabel + udt(called, kAnsiCalling), ansi, eth::link_type::mtp3);
  };
  CHECK(read(hex("c306090c")).has(anomaly::sccp_address_incomplete));
  CHECK(read(hex("c3")).has(anomaly::sccp_address_incomplete));
  CHECK(read(hex("8506")).has(anomaly::sccp_address_incomplete));
  CHECK(read(hex("910600112244")).has(anomaly::sccp_title_format));
  const DecodedFrame r = read(hex("43030807"));
  CHECK_EQ(r.message().ss7.called.point_code, 2051u);
  CHECK_EQ(r.message().ss7.called.ssn, 7);
}

TEST("MTP2 units of both forms, with and without the number of their link") {
  const Octets message = kItuLabel + udt();
  const auto check = [](const Octets& unit, uint16_t type) {
    const DecodedFrame r = decode(unit, type);
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.message().ss7.opc, 4641u);
    CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
    decode_cut_everywhere(unit, type);
  };
  check(hex("81023f") + message, eth::link_type::mtp2);
  check(hex("0100000981023f") + message, eth::link_type::mtp2_with_phdr);
  const auto size = static_cast<int>(message.size());
  check(hex("01010009") + octets({1, 0x80, 2, 0, size & 0xFF, size >> 8}) + message,
        eth::link_type::mtp2_with_phdr);
  const DecodedFrame r = decode(hex("0100000981023f") + message, eth::link_type::mtp2_with_phdr);
  CHECK_EQ(r.field(Field::mtp2_link_number), "9");
  CHECK_EQ(r.field(Field::mtp2_bsn), "1");
  CHECK_EQ(r.field(Field::mtp2_bib), "1");
}

TEST("fill-in and link status are counted, a length that cannot be is a fault") {
  for (const char* unit : {"810200", "81020103", "8102020301"}) {
    const DecodedFrame r = decode(hex(unit), eth::link_type::mtp2);
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.counted(Counter::signal_units_empty), 1u);
  }
  CHECK_EQ(decode(hex("8102"), eth::link_type::mtp2).out->fault, Fault::mtp2_header_short);
  CHECK_EQ(decode(hex("810208838383"), eth::link_type::mtp2).out->fault, Fault::mtp2_length);
  // Check bits behind the message are no part of it.
  const DecodedFrame r = decode(hex("8102058301020304ffff"), eth::link_type::mtp2);
  CHECK_EQ(r.message().bytes.length, 10u);
  CHECK_EQ(r.message().fault, Fault::sccp_header_short);
}

TEST("SCCP alone has neither point codes nor a network") {
  const DecodedFrame r = decode(udt(), eth::link_type::sccp);
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
  CHECK_EQ(r.message().ss7.network_indicator, kNoNetworkIndicator);
  CHECK_EQ(r.message().ss7.variant, Ss7Variant::itu);
  const DecodedFrame ansi = decode(udt(kAnsiCalled, kAnsiCalling), eth::link_type::sccp);
  CHECK_EQ(ansi.message().ss7.variant, Ss7Variant::ansi);
  CHECK_EQ(ansi.message().ss7.called.ssn, 6);
  decode_cut_everywhere(udt(), eth::link_type::sccp);
}

TEST("a message that ends in its label is a fault") {
  for (int cut = 1; cut < 5; cut++) {
    const DecodedFrame r = decode_mtp3_message(without_last(kItuLabel, cut));
    CHECK_EQ(r.message().fault, Fault::mtp3_header_short);
  }
}

CHECK_MAIN()
