// SPDX-License-Identifier: Apache-2.0
// The Diameter decoder against worked vectors, every cut of them, every AVP length off by one, deep
// nesting and storms of AVPs. Messages are built here by hand, so that nothing of the encoder under
// src/lab is trusted.
#include "native/generated/diameter.hpp"
#include "native/decode/decoder.hpp"
#include "test/native/check.hpp"
#include "test/native/diameter_messages.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

TEST("reads an Update-Location-Request as TS 29.272 lays it out") {
  const Result r = decode(update_location_request());
  CHECK_EQ(r.out->message_count, 1u);
  const Message& m = r.message();
  CHECK_EQ(m.fault, Fault::none);
  CHECK_EQ(m.anomalies, 0u);
  CHECK_EQ(m.bytes.length, 452u);
  CHECK_EQ(m.diameter.command, 316u);
  CHECK_EQ(m.diameter.application, diameter::application::s6a);
  CHECK_EQ(m.diameter.hop_by_hop, 0x11223344u);
  CHECK_EQ(m.diameter.end_to_end, 0x55667788u);
  CHECK(m.diameter.is_request);
  CHECK(!m.diameter.is_management);
  CHECK_EQ(r.text(m.diameter.session_id), "mme1.epc.mnc001.mcc001.3gppnetwork.org;1;2");
  CHECK_EQ(r.text(m.diameter.origin_host), "mme1.epc.mnc001.mcc001.3gppnetwork.org");
  CHECK_EQ(r.text(m.diameter.origin_realm), "epc.mnc001.mcc001.3gppnetwork.org");
  CHECK_EQ(r.text(m.diameter.destination_host), "hss1.epc.mnc002.mcc001.3gppnetwork.org");
  CHECK_EQ(r.text(m.diameter.destination_realm), "epc.mnc002.mcc001.3gppnetwork.org");
  CHECK_EQ(m.diameter.route_record_count, 1u);
  CHECK_EQ(r.text(m.diameter.route_records[0]), "dra1.hub.example");
  const Operation& op = r.operation();
  CHECK_EQ(op.id, OperationId::s6a_ULR);
  CHECK_EQ(op.component, Component::invoke);
  CHECK_EQ(op.code, 316);
  CHECK_EQ(op.imsi.bcd, 0x0010201234567890u);
  CHECK_EQ(op.imsi.length, 15);
  CHECK_EQ(op.place, 0x00F110u);
  CHECK_EQ(op.flags, 0x22u);
  CHECK(op.has_imei);
  CHECK_EQ(op.requested, requested::profile);
}

TEST("reads an IDR that asks for the current location, and the IDA that gives cell and area") {
  const Result ask = decode(insert_subscriber_data_request());
  CHECK_EQ(ask.message().anomalies, 0u);
  CHECK_EQ(ask.operation().id, OperationId::s6a_IDR);
  CHECK_EQ(ask.operation().flags, 0x18u);
  CHECK_EQ(ask.operation().requested,
           requested::location | requested::eps_location | requested::current_location);
  CHECK_EQ(ask.operation().sub_type, diameter::subscription_data::empty);

  const Result answer = decode(insert_subscriber_data_answer());
  CHECK_EQ(answer.message().anomalies, 0u);
  CHECK_EQ(answer.operation().component, Component::result_last);
  CHECK_EQ(answer.message().diameter.result, 2001u);
  CHECK_EQ(answer.operation().disclosed,
           disclosed::cell | disclosed::location_area | disclosed::current_location);
  CHECK_EQ(answer.operation().place, 0x00F110u);
}

TEST("counts the vectors that are wanted and given, and hands on every secret as a range") {
  const Result ask = decode(authentication_request(5));
  CHECK_EQ(ask.operation().requested, requested::vectors);
  CHECK_EQ(ask.operation().vectors_wanted, 5);
  const Octets answer = authentication_answer(3);
  const Result r = decode(answer);
  CHECK_EQ(r.operation().disclosed, disclosed::vectors);
  CHECK_EQ(r.operation().vectors_given, 3);
  CHECK_EQ(r.out->secret_count, 12u);
  Octets masked = r.octets;
  for (uint32_t i = 0; i < r.out->secret_count; i++)
    for (uint32_t k = 0; k < r.out->secrets[i].length; k++)
      masked[r.out->secrets[i].offset + k] = 0;
  for (uint8_t octet : masked)
    CHECK(octet != kSecretOctet);
  for (const FieldRecord& field : r.fields.fields())
    CHECK(field.value.find("a5a5") == std::string::npos);
}

TEST("takes the digits of User-Name in every form and reports those that are not bare digits") {
  const struct {
    const char* text;
    uint64_t bcd;
    bool is_plain;
  } forms[] = {
      {"001010123456789", 0x0010101234567890, true},
      {"001010123456789@epc.mnc001.mcc001.3gppnetwork.org", 0x0010101234567890, false},
      {"0001010123456789@nai.epc.mnc001.mcc001.3gppnetwork.org", 0x0010101234567890, false},
      {"6001010123456789@wlan.mnc001.mcc001.3gppnetwork.org", 0x0010101234567890, false},
      {" 001010123456789", 0x0010101234567890, false},
      {"001010123456789 ", 0x0010101234567890, false},
      {"someone@example.net", 0, false},
      {"", 0, false},
  };
  for (const auto& form : forms) {
    const Result r = decode(command(316, diameter::application::s6a, avp(1, form.text)));
    CHECK_EQ(r.operation().imsi.bcd, form.bcd);
    CHECK_EQ((r.message().anomalies & anomaly::diameter_user_name_form) == 0, form.is_plain);
  }
}

TEST("keeps both subscribers of a message that names two") {
  const Result r = decode(command(316, diameter::application::s6a,
                                  avp(1, "001010123456789") + avp(1, "999990123456789")));
  CHECK_EQ(r.operation().imsi.bcd, 0x0010101234567890u);
  CHECK_EQ(r.operation().other_imsi.bcd, 0x9999901234567890u);
  CHECK_EQ(r.message().anomalies, anomaly::diameter_duplicate_avp);
}

TEST("finds the second message behind a length that hides it") {
  const Octets first = command(280, 0, avp(264, "mme1.example") + avp(296, "example"));
  const Result r = decode(first + update_location_request());
  CHECK_EQ(r.out->message_count, 2u);
  CHECK(r.out->messages[0].anomalies & anomaly::diameter_trailing_octets);
  CHECK(r.out->messages[0].diameter.is_management);
  CHECK_EQ(r.out->operations[1].id, OperationId::s6a_ULR);
  CHECK_EQ(r.out->messages[1].bytes.offset, static_cast<uint32_t>(first.size()));
}

TEST("counts a user message of which the rest begins no message, and hides that rest") {
  const Octets first = command(280, 0, avp(264, "mme1.example"), 0x80);
  const Result r = decode(first + octets({1, 2, 3}));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().anomalies, anomaly::diameter_trailing_octets);
  CHECK_EQ((*r.counters)[static_cast<uint32_t>(Counter::diameter_payload_unknown)], 1u);
  CHECK_EQ(r.out->secrets[0].length, 3u);
  CHECK_EQ((*decode(first).counters)[static_cast<uint32_t>(Counter::diameter_payload_unknown)], 0u);
}

TEST("names an operation by application and command together") {
  CHECK_EQ(decode(command(8388622, diameter::application::slh, {})).operation().id,
           OperationId::slh_RIR);
  CHECK_EQ(decode(command(306, diameter::application::sh, {})).operation().id, OperationId::sh_UDR);
  CHECK_EQ(decode(command(258, diameter::application::gx, {})).operation().id, OperationId::gx_RAR);
  const Result wrong = decode(command(8388622, diameter::application::s6a, {}));
  CHECK_EQ(wrong.operation().id, OperationId::unknown);
  CHECK_EQ(wrong.message().anomalies, anomaly::diameter_command_not_in_application);
  const Result foreign = decode(command(999, 16770000, {}));
  CHECK_EQ(foreign.operation().id, OperationId::unknown);
  CHECK_EQ(foreign.message().anomalies, 0u);
}

TEST("tells an error by Result-Code from one by Experimental-Result") {
  const Result base = decode(answer(316, avp(268, u32(5012))));
  CHECK_EQ(base.operation().component, Component::error);
  CHECK_EQ(base.operation().error, 5012);
  CHECK(!base.message().diameter.is_experimental);
  const Result own = decode(answer(316, avp(297, avp(266, u32(10415)) + avp(298, u32(5001)))));
  CHECK_EQ(own.operation().component, Component::error);
  CHECK_EQ(own.operation().error, 5001);
  CHECK(own.message().diameter.is_experimental);
  const Result both = decode(answer(316, avp(268, u32(2001)) + avp(297, avp(298, u32(5001)))));
  CHECK_EQ(both.operation().error, 5001);
  CHECK(both.message().anomalies & anomaly::diameter_duplicate_avp);
}

TEST("does not take what a Failed-AVP repeats for what the answer discloses") {
  const Octets cell = avp(1602, octets({0x00, 0xF1, 0x10, 0, 0x01, 0x23, 0x45}), 10415);
  const Result r =
      decode(answer(319, avp(268, u32(5004)) + avp(279, avp(1, "001010123456789") + cell)));
  CHECK_EQ(r.operation().disclosed, 0u);
  CHECK(r.operation().imsi.empty());
}

TEST("reads identities and purpose of the neighbouring applications") {
  const Octets user =
      avp(3102,
          avp(1, "001010123456789") + avp(701, octets({0x44, 0x77, 0x00, 0x09, 0x10, 0x32}), 10415),
          10415);
  const Result srr = decode(command(8388647, diameter::application::s6c, user));
  CHECK_EQ(srr.operation().id, OperationId::s6c_SRR);
  CHECK_EQ(srr.operation().imsi.bcd, 0x0010101234567890u);
  CHECK_EQ(srr.operation().msisdn.bcd, 0x4477009001230000u);
  CHECK_EQ(srr.operation().requested, requested::routing);
  const Result plr = decode(command(8388620, diameter::application::slg, avp(1241, u32(1), 10415)));
  CHECK_EQ(plr.operation().requested, requested::location | requested::coordinates);
  CHECK_EQ(plr.operation().sub_type, 1);
  const Result udr = decode(
      command(306, diameter::application::sh, avp(703, u32(14), 10415) + avp(707, u32(1), 10415)));
  CHECK_EQ(udr.operation().requested, requested::location | requested::current_location);
}

TEST("tells from the elements of an Sh answer what it gives away") {
  const char* document =
      "<?xml "
      "version=\"1.0\"?><Sh-Data><CSLocationInformation><CellGlobalId>AAECAwQFBg==</CellGlobalId>"
      "<VLRNumber >44770090</VLRNumber></CSLocationInformation><MSCNumbers/></Sh-Data>";
  const Result uda = decode(command(306, diameter::application::sh,
                                    avp(268, u32(2001)) + avp(702, document, 10415), 0x40));
  CHECK_EQ(uda.operation().disclosed,
           disclosed::profile | disclosed::cell | disclosed::serving_node);
}

TEST("reports each deviation from the encoding rules by its own name") {
  const auto anomalies = [](const Octets& avps, uint8_t flags = 0xC0) {
    return decode(command(316, diameter::application::s6a, avps, flags)).message().anomalies;
  };
  const Octets host = avp(264, "mme1.example"), realm = avp(296, "example");
  CHECK_EQ(anomalies(host + realm), 0u);
  CHECK_EQ(anomalies(avp(264, "MME1.EXAMPLE.") + realm), 0u);
  CHECK_EQ(anomalies(avp(264, "mme1.notexample") + realm),
           anomaly::diameter_origin_host_not_in_realm);
  CHECK_EQ(anomalies(host + avp(263, "mme1;1;2")), anomaly::diameter_session_id_not_first);
  CHECK_EQ(anomalies(host, 0xE0), anomaly::diameter_reserved_flags);
  CHECK_EQ(anomalies(host, 0xC1), anomaly::diameter_reserved_flags);
  Octets flagged = host;
  flagged[4] |= 0x01;
  CHECK_EQ(anomalies(flagged), anomaly::diameter_reserved_flags);
  CHECK_EQ(anomalies(avp_with_vendor(1, "001010123456789", 0)), anomaly::diameter_vendor_zero);
  Octets padded = avp(1, "001010123456789");
  padded.back() = 1;
  CHECK_EQ(anomalies(padded), anomaly::diameter_padding_not_zero);
  CHECK_EQ(anomalies(avp(268, octets({1, 2, 3}))), anomaly::diameter_value_length);
  CHECK_EQ(anomalies(avp(260, avp(266, u32(10415)) + avp(258, u32(16777252)))),
           anomaly::diameter_application_disagrees);
  CHECK_EQ(anomalies(host + host), anomaly::diameter_duplicate_avp);
}

TEST("reads an AVP of another vendor as another AVP, and reports the code that it borrows") {
  const auto read = [](const Octets& avps) {
    return decode(command(316, diameter::application::s6a, avps));
  };
  const char* imsi = "001010123456789";
  // User-Name, once an AVP of 3GPP (which names the IMSI for Gx), once nobody's, once ETSI's own.
  CHECK_EQ(read(avp_with_vendor(1, imsi, 10415)).operation().imsi.bcd, 0x0010101234567890u);
  const Result nobodys = read(avp_with_vendor(1, imsi, 4711));
  CHECK(nobodys.operation().imsi.empty());
  CHECK_EQ(nobodys.message().anomalies, anomaly::diameter_avp_vendor);
  CHECK_EQ(read(avp_with_vendor(1, imsi, diameter::enterprise::etsi)).message().anomalies, 0u);
  // Origin-Host under 3GPP, Visited-PLMN-Id without its vendor.
  const Result host = read(avp_with_vendor(264, "mme1.example", 10415));
  CHECK(host.message().diameter.origin_host.empty());
  CHECK_EQ(host.message().anomalies,
           anomaly::diameter_avp_vendor | anomaly::diameter_unknown_mandatory_avp);
  const Result bare = read(avp(1407, octets({0x00, 0xF1, 0x10})));
  CHECK_EQ(bare.operation().place, 0u);
  CHECK_EQ(bare.message().anomalies,
           anomaly::diameter_avp_vendor | anomaly::diameter_unknown_mandatory_avp);
}

TEST("reports flags that honest equipment does not set, and leaves alone what a peer refused") {
  const auto anomalies = [](const Octets& avps, uint8_t flags = 0xC0, uint32_t code = 316,
                            uint32_t application = diameter::application::s6a) {
    return decode(command(code, application, avps, flags)).message().anomalies;
  };
  const auto flagged = [](Octets one, uint8_t flags) {
    one[4] = flags;
    return one;
  };
  const Octets name = avp(1, "001010123456789");
  CHECK_EQ(anomalies(flagged(name, 0x60)), anomaly::diameter_avp_flags);
  CHECK_EQ(anomalies(flagged(name, 0x00)), anomaly::diameter_avp_flags);
  CHECK_EQ(anomalies(flagged(avp(269, "lab"), 0x00)), 0u);
  CHECK_EQ(anomalies(avp(4090, "x", 10415)), anomaly::diameter_unknown_mandatory_avp);
  CHECK_EQ(anomalies(flagged(avp(4090, "x", 10415), 0x80)), 0u);
  CHECK_EQ(anomalies(avp(4090, "x", 4711)), 0u);
  const Octets refused = flagged(name, 0x61) + avp(4090, "x", 10415) + avp(268, octets({1}));
  CHECK_EQ(anomalies(avp(279, refused), 0x40), 0u);
  // Commands: not to be proxied, sent again as an answer, an error that is none, none that is one.
  CHECK_EQ(anomalies({}, 0x80), anomaly::diameter_command_flags);
  CHECK_EQ(anomalies({}, 0xC0, 280, 0), anomaly::diameter_command_flags);
  CHECK_EQ(anomalies({}, 0x80, 280, 0), 0u);
  CHECK_EQ(anomalies({}, 0xD0), 0u);
  CHECK_EQ(anomalies({}, 0x50), anomaly::diameter_command_flags);
  CHECK_EQ(anomalies(avp(268, u32(2001)), 0x60), anomaly::diameter_command_flags);
  CHECK_EQ(anomalies(avp(268, u32(3002)), 0x40), anomaly::diameter_command_flags);
  CHECK_EQ(anomalies(avp(268, u32(3002)), 0x60), 0u);
  CHECK_EQ(anomalies(avp(268, u32(5012)), 0x60), 0u);
  CHECK_EQ(anomalies({}, 0xC0, 316, diameter::application::relay),
           anomaly::diameter_command_not_in_application);
}

TEST("reports names that no host and no realm has, wherever the octet stands") {
  const std::string host = "mme1.epc.mnc001.mcc001.3gppnetwork.org";
  const auto anomalies = [](uint32_t code, const std::string& name) {
    return decode(command(316, diameter::application::s6a, avp(code, name.c_str())))
        .message()
        .anomalies;
  };
  for (const uint32_t code : {264u, 296u, 283u}) {
    CHECK_EQ(anomalies(code, host), 0u);
    CHECK_EQ(anomalies(code, "MME_1.EXAMPLE.ORG"), 0u);
    for (size_t at = 0; at < host.size(); at++)
      for (const char odd : {' ', '/', '@', ':', '!', '\x01', '\x7F', '\xC3'}) {
        std::string bent = host;
        bent[at] = odd;
        if (anomalies(code, bent) != anomaly::diameter_identity_form)
          check::failed(__FILE__, __LINE__, bent);
      }
    CHECK_EQ(anomalies(code, "a b"), anomaly::diameter_identity_form);
  }
  Octets with_nul = avp(264, octets(host));
  with_nul[8 + 4] = 0;
  CHECK_EQ(decode(command(316, diameter::application::s6a, with_nul)).message().anomalies,
           anomaly::diameter_identity_form);
}

TEST("reports a session that another host opened, where a request opens one") {
  const auto anomalies = [](const char* session, uint8_t flags = 0xC0, uint32_t code = 316,
                            uint32_t application = diameter::application::s6a) {
    return decode(command(code, application, avp(263, session) + avp(264, kMme), flags))
        .message()
        .anomalies;
  };
  CHECK_EQ(anomalies("mme1.epc.mnc001.mcc001.3gppnetwork.org;1;2"), 0u);
  CHECK_EQ(anomalies("MME1.epc.mnc001.mcc001.3gppnetwork.org.;1;2;opt"), 0u);
  CHECK_EQ(anomalies("mme1;1;2"), 0u);
  CHECK_EQ(anomalies("mme;1;2"), anomaly::diameter_session_id_origin);
  CHECK_EQ(anomalies("mme1.epc.mnc001.mcc001.3gppnetwork.or;1;2"),
           anomaly::diameter_session_id_origin);
  CHECK_EQ(anomalies("hss1.epc.mnc002.mcc001.3gppnetwork.org;1;2"),
           anomaly::diameter_session_id_origin);
  CHECK_EQ(anomalies("hss1.epc.mnc002.mcc001.3gppnetwork.org;1;2", 0x40), 0u);
  CHECK_EQ(
      anomalies("pgw1.epc.mnc002.mcc001.3gppnetwork.org;1;2", 0xC0, 258, diameter::application::gx),
      0u);
}

TEST("keeps both realms of a message that claims two, and lets other identities stand side by "
     "side") {
  const Result two = decode(command(316, diameter::application::s6a,
                                    avp(264, kMme) + avp(296, kMmeRealm) + avp(296, kHssRealm)));
  CHECK_EQ(two.text(two.message().diameter.origin_realm), kMmeRealm);
  CHECK_EQ(two.text(two.message().diameter.other_origin_realm), kHssRealm);
  CHECK_EQ(two.message().anomalies, anomaly::diameter_duplicate_avp);
  const Result same = decode(command(316, diameter::application::s6a,
                                     avp(264, kMme) + avp(296, kMmeRealm) +
                                         avp(296, "EPC.MNC001.MCC001.3GPPNETWORK.ORG")));
  CHECK(same.message().diameter.other_origin_realm.empty());
  const Octets names = avp(1, "a@x.example") + avp(1, "b@x.example");
  CHECK_EQ(
      decode(command(304, diameter::application::cx, avp(632, names, 10415))).message().anomalies,
      0u);
}

TEST("prints values of every type as tshark prints them") {
  const Octets address6 =
      octets({0, 2, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  const Result r = decode(
      command(272, diameter::application::credit_control,
              avp(55, u32(0xDEBB7B80)) + avp(257, octets({0, 1, 192, 0, 2, 1})) +
                  avp(257, address6) + avp(8, octets({192, 0, 2, 7})) + avp(421, u32(2) + u32(5)) +
                  avp(447, u32(0xFFFFFFFF) + u32(0xFFFFFFFE)) + avp(429, u32(0xFFFFFFFE))));
  CHECK_EQ(r.field("diameter.Event-Timestamp"), "Jun  1, 2018 08:00:00.000000000 UTC");
  CHECK_EQ(r.field("diameter.Host-IP-Address"), "0001c0000201");
  CHECK_EQ(r.field("diameter.Host-IP-Address.addr_family"), "1");
  CHECK_EQ(r.field("diameter.Host-IP-Address.IPv4"), "192.0.2.1");
  CHECK_EQ(r.field("diameter.Host-IP-Address.IPv6"), "2001:db8::1");
  CHECK_EQ(r.field("diameter.Framed-IP-Address.IPv4"), "192.0.2.7");
  CHECK_EQ(r.field("diameter.CC-Total-Octets"), "8589934597");
  CHECK_EQ(r.field("diameter.Value-Digits"), "-2");
  CHECK_EQ(r.field("diameter.Exponent"), "-2");
}

TEST("ends a group at an AVP that runs past it and goes on behind the group") {
  Octets inner = avp(1402, "49015420323751", 10415);
  inner[7] = 200;
  const Result r = decode(command(316, diameter::application::s6a,
                                  avp(1401, inner, 10415) + avp(1, "001010123456789")));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().anomalies, anomaly::diameter_avp_overrun);
  CHECK_EQ(r.operation().imsi.bcd, 0x0010101234567890u);
}

TEST("names a fault for every cut, and never reads past it") {
  for (const Octets& whole :
       {update_location_request(), insert_subscriber_data_answer(), authentication_answer(2)})
    for (uint32_t size = 0; size < whole.size(); size++) {
      const Result r = decode(Octets(whole.begin(), whole.begin() + size));
      CHECK_EQ(r.out->message_count, 1u);
      CHECK_EQ(r.message().fault,
               size < 20 ? Fault::diameter_header_short : Fault::diameter_truncated);
    }
}

TEST("survives every AVP length off by one, and says so") {
  const Octets whole = update_location_request();
  for (uint32_t at = 20; at + 8 <= whole.size(); at += 4)
    for (int by : {-1, 1, -8, 8, 127}) {
      Octets bent = whole;
      bent[at + 7] = static_cast<uint8_t>(bent[at + 7] + by);
      CHECK_EQ(decode(bent).out->message_count, 1u);
    }
  Octets shorter = whole;
  shorter[27] = 7;
  CHECK_EQ(decode(shorter).message().fault, Fault::diameter_avp_length);
  CHECK_EQ(decode(shorter).message().fault_offset, 20u);
}

TEST("opens groups to the limit of nesting and hides what lies deeper") {
  Octets nested = avp(1450, Octets(32, kSecretOctet), 10415);
  for (int i = 0; i < 40; i++)
    nested = avp(1400, nested, 10415);
  const Result r = decode(answer(319, nested));
  CHECK(r.message().anomalies & anomaly::diameter_over_limit);
  CHECK_EQ(r.out->secret_count, 1u);
  CHECK(r.out->secrets[0].length > 32);
}

TEST("reads no more AVPs than its limit and hides the rest") {
  Octets storm;
  for (int i = 0; i < 5000; i++)
    storm += avp(282, "");
  storm += avp(1450, Octets(32, kSecretOctet), 10415);
  const Result r = decode(answer(316, storm));
  CHECK(r.message().anomalies & anomaly::diameter_over_limit);
  CHECK_EQ(r.message().diameter.route_record_count, limits::route_records);
  CHECK_EQ(r.out->secret_count, 1u);
  const View hidden = r.out->secrets[0];
  CHECK_EQ(hidden.offset + hidden.length, static_cast<uint32_t>(r.octets.size()));
}

TEST("hides the rest of an answer whose AVP length lies") {
  Octets bent = authentication_answer(1);
  bent[20 + 7] = 3;
  const Result r = decode(bent);
  CHECK_EQ(r.message().fault, Fault::diameter_avp_length);
  CHECK_EQ(r.out->secret_count, 1u);
  CHECK_EQ(r.out->secrets[0].offset + r.out->secrets[0].length, static_cast<uint32_t>(bent.size()));
}

TEST("keeps no more messages than a frame may hold, and counts the rest") {
  Octets many;
  for (uint32_t i = 0; i < limits::messages_per_frame + 10; i++)
    many += command(280, 0, avp(264, "a"));
  const Result r = decode(many);
  CHECK_EQ(r.out->message_count, limits::messages_per_frame);
  CHECK_EQ((*r.counters)[static_cast<uint32_t>(Counter::messages_over_limit)], 1u);
}

TEST("records each field with its octets, under Wireshark's names") {
  const Result r = decode(update_location_request());
  CHECK_EQ(r.field("diameter.User-Name"), "001020123456789");
  CHECK_EQ(r.field("e212.imsi"), "001020123456789");
  CHECK_EQ(r.field("diameter.Visited-PLMN-Id"), "00f110");
  CHECK_EQ(r.field("diameter.ULR-Flags"), "34");
  CHECK_EQ(r.field("diameter.cmd.code"), "316");
  uint16_t depth = 0;
  for (const FieldRecord& field : r.fields.fields()) {
    CHECK_EQ(field.message, 0);
    CHECK(field.where.offset + field.where.length <= r.octets.size());
    CHECK(field.depth <= depth + 1);
    depth = field.depth;
  }
}

TEST("shows the header of an AVP whose length lies, and nothing behind it") {
  Octets bent = command(316, diameter::application::s6a, avp(1, "001010123456789"));
  bent[20 + 7] = 7;
  const Result r = decode(bent);
  CHECK_EQ(r.field("diameter.avp.code"), "1");
  CHECK_EQ(r.field("diameter.avp.len"), "7");
  CHECK_EQ(r.field("diameter.User-Name"), "(absent)");
}

TEST("tells Diameter from M3UA and noise by content") {
  const Octets ulr = update_location_request();
  CHECK(looks_like_diameter(bytes_of(ulr)));
  const Octets aspup_ack = octets({1, 0, 3, 4, 0, 0, 0, 8});
  const Octets data =
      octets({1, 0, 1, 1, 0, 0, 0, 24, 2, 0x10, 0, 16, 0, 0, 0, 1, 0, 0, 0, 2, 3, 2, 0, 1});
  CHECK(!looks_like_diameter(bytes_of(aspup_ack)));
  CHECK(!looks_like_diameter(bytes_of(data)));
  CHECK(!looks_like_diameter({}));
}

TEST("reads messages that other implementations wrote, when they are there") {
  uint32_t vectors = 0, read = 0;
  for_each_vector("Diameter", [&](const Vector& v) {
    vectors++;
    const Result r = decode(v.octets);
    CHECK(r.out->message_count >= 1);
    const std::string code = v.text("diameter.cmd.code");
    if (code.empty() || code.find(',') != std::string::npos) return;
    CHECK_EQ(std::to_string(r.message().diameter.command), code);
    CHECK_EQ(std::to_string(r.message().diameter.application), v.text("diameter.applicationId"));
    read++;
  });
  CHECK(vectors == 0 || read > 10);
}

CHECK_MAIN()
