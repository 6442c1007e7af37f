// SPDX-License-Identifier: Apache-2.0
// Ways to carry a hostile question past a reader, one row each, through the whole path from the
// frame: the operation and its subscriber must still be seen, and what no honest stack sends must
// be flagged. Rows are the published evasions (src/lab/forge/evasion.ts has their sources) and what
// X.690, Q.713, RFC 4666, RFC 6733, RFC 791 and RFC 8200 leave open to a writer.
#include "native/generated/diameter.hpp"
#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr const char* kImsi = "001010123456789";
const Octets kImsiAt0 = hex("8008 0001012143 6587f9");
const Octets kDecoyAt0 = hex("8008 0091999999 9999f9");
const Octets kWanted = hex("a20480008100"); // requestedInfo: location and state

Octets tlv(int tag, const Octets& contents) {
  const auto size = static_cast<uint32_t>(contents.size());
  const Octets length = size < 0x80    ? big_endian(size, 1)
                        : size < 0x100 ? octets({0x81}) + big_endian(size, 1)
                                       : octets({0x82}) + big_endian(size, 2);
  return octets({tag}) + length + contents;
}
Octets repeated(const Octets& one, uint32_t times) {
  Octets out;
  for (uint32_t i = 0; i < times; i++)
    out += one;
  return out;
}

const Octets kOtid = hex("48041a2b3c4d");
const Octets kOid = hex("060700118605010101"); // dialogue-as
/// Content octets of an application context name, 0.4.0.0.1.0.N.V.
Octets name(int number, int version) {
  return octets({4, 0, 0, 1, 0, number, version});
}
Octets request(const Octets& context_name, int encoding = 0xA0) {
  const Octets aarq = hex("80020780") + tlv(0xA1, tlv(0x06, context_name));
  return tlv(0x6B, tlv(0x28, kOid + tlv(encoding, tlv(0x60, aarq))));
}
const Octets kEnquiry = request(name(28, 3));
const Octets kCodePsi = hex("020146");
const Octets kPsi = tlv(0x30, kImsiAt0 + kWanted);
Octets invoke(const Octets& code = kCodePsi, const Octets& argument = kPsi) {
  return tlv(0xA1, hex("020101") + code + argument);
}
Octets components(const Octets& all = invoke()) {
  return tlv(0x6C, all);
}
Octets begin(const Octets& elements) {
  return tlv(0x62, kOtid + elements);
}
/// readyForSM about the same subscriber: what an innocent component looks like.
const Octets kInnocent = invoke(hex("020142"), tlv(0x30, kImsiAt0 + hex("0a0100")));
const Octets kReject = hex("a406 020101 800100");

/// A frame around TCAP: unitdata as long as its one length octet allows, long unitdata beyond.
Octets ludt(const Octets& data) {
  const auto le = [](uint32_t v) {
    return octets({static_cast<int>(v & 0xFF), static_cast<int>(v >> 8)});
  };
  const auto one = static_cast<uint32_t>(kCalled.size() + 1);
  const auto two = static_cast<uint32_t>(kCalling.size() + 1);
  return hex("13800f") + le(7) + le(5 + one) + le(3 + one + two) + le(0) + variable(kCalled) +
         variable(kCalling) + le(static_cast<uint32_t>(data.size())) + data;
}
Octets over_sccp(const Octets& tcap) {
  return sccp_frame(tcap.size() < 0x100 ? udt(kCalled, kCalling, tcap) : ludt(tcap));
}
Octets over_m3ua(const Octets& message, uint32_t ppid = 3, uint32_t port = 2905) {
  return ethernet(ipv4(sctp(data_chunk(message, ppid), port)));
}

struct Trick {
  const char* what;
  Octets frame;
  Anomalies flagged = 0; ///< all of these
  OperationId operation = OperationId::gsm_map_provideSubscriberInfo;
  uint16_t link_type = eth::link_type::ethernet;
};

bool names(const Operation& op, const char* imsi) {
  for (const Digits* digits : {&op.imsi, &op.other_imsi}) {
    char text[kDigitsMax];
    if (std::string(text, write_ascii(*digits, text)) == imsi) return true;
  }
  return false;
}

void try_trick(const Trick& trick) {
  const DecodedFrame r = decode(trick.frame, trick.link_type);
  bool is_seen = false;
  Anomalies anomalies = 0;
  for (uint32_t i = 0; i < r.out->message_count; i++) {
    const Message& m = r.out->messages[i];
    anomalies |= m.anomalies;
    for (uint32_t k = 0; k < m.operation_count; k++) {
      const Operation& op = r.out->operations[m.first_operation + k];
      is_seen = is_seen ||
                (op.component == Component::invoke && op.id == trick.operation && names(op, kImsi));
    }
  }
  if (!is_seen) check::failed(trick.what, 0, "the operation or its subscriber is not seen");
  for (uint32_t bit = 0; bit < anomaly::kBits; bit++)
    if (((trick.flagged & ~anomalies) >> bit & 1) != 0)
      check::failed(trick.what, 0, std::string("does not tell ") + anomaly::kNames[bit]);
  if (trick.flagged == 0 && (anomalies & anomaly::kStrong) != 0)
    check::failed(trick.what, 0, "is ordinary, and yet flagged");
}

Octets avp(uint32_t code, const Octets& value, uint32_t vendor = 0, int flags = 0x40) {
  const bool has_vendor = vendor != 0 || (flags & 0x80) != 0;
  const Octets head = u32(code) + octets({has_vendor ? flags | 0x80 : flags}) +
                      big_endian(value.size() + (has_vendor ? 12 : 8), 3);
  return padded(head + (has_vendor ? u32(vendor) : Octets{}) + value);
}
Octets avp(uint32_t code, const char* text, uint32_t vendor = 0, int flags = 0x40) {
  return avp(code, octets(std::string(text)), vendor, flags);
}
Octets command(const Octets& avps, int flags = 0xC0, uint32_t code = 319,
               uint32_t application = diameter::application::s6a, int length = -1) {
  const auto size =
      length < 0 ? static_cast<uint64_t>(20 + avps.size()) : static_cast<uint64_t>(length);
  return octets({1}) + big_endian(size, 3) + octets({flags}) + big_endian(code, 3) +
         u32(application) + u32(1) + u32(2) + avps;
}
const Octets kSession = avp(263, "hss1;1;9") + avp(264, "hss1.example") + avp(296, "example");
const Octets kUser = avp(1, kImsi);
const Octets kIdr = kSession + kUser + avp(1490, u32(0x18), 10415);
Octets over_diameter(const Octets& message, uint32_t ppid = 46, uint32_t port = 3868) {
  return ethernet(ipv4(sctp(data_chunk(message, ppid), port)));
}

} // namespace

TEST("no form of BER hides the operation or its subscriber") {
  const auto psi_with = [](const Octets& members) {
    return over_sccp(begin(kEnquiry + components(invoke(kCodePsi, tlv(0x30, members)))));
  };
  const Octets digits(kImsiAt0.begin() + 2, kImsiAt0.end());
  const Octets extension = tlv(0xA0, tlv(0x30, hex("0603 2a0304") + tlv(0xC2, digits)));
  const Octets two_choices = tlv(0xA0, kDecoyAt0) + tlv(0xA0, kImsiAt0) + hex("a1028000");
  const Octets ati = invoke(hex("020147"), tlv(0x30, two_choices + hex("8307 91447700099099")));
  const Octets indefinite =
      hex("6c80 a180 020101 020146 3080") + kImsiAt0 + hex("a280 80008100 0000 0000 0000 0000");
  const Octets bare = tlv(0x81, hex("020101") + kCodePsi + tlv(0x10, kImsiAt0 + kWanted));
  Octets primitive = begin(kEnquiry + components());
  primitive[0] = 0x42;
  const Trick tricks[] = {
      {"plain", over_sccp(begin(kEnquiry + components()))},
      {"1 low tag in high form", psi_with(hex("9f0008") + digits + kWanted),
       anomaly::tcap_high_tag_form},
      {"2 the same with zeros", psi_with(hex("9f800008") + digits + kWanted),
       anomaly::tcap_high_tag_form},
      {"3 long length", psi_with(hex("808400000008") + digits + kWanted),
       anomaly::tcap_noncanonical_length},
      {"4 indefinite lengths", over_sccp(begin(kEnquiry + indefinite))},
      {"5 segmented string", psi_with(hex("a00c 040400010121 0404436587f9") + kWanted),
       anomaly::tcap_constructed_string},
      {"19 two identities", psi_with(kDecoyAt0 + kImsiAt0 + kWanted),
       anomaly::gsm_map_duplicate_identity},
      {"19 two identities, the wanted one first", psi_with(kImsiAt0 + kDecoyAt0 + kWanted),
       anomaly::gsm_map_duplicate_identity},
      {"19 two identities in two choices", over_sccp(begin(request(name(29, 3)) + components(ati))),
       anomaly::gsm_map_duplicate_identity, OperationId::gsm_map_anyTimeInterrogation},
      {"20 identity in a private extension", psi_with(kWanted + tlv(0xA3, extension)),
       anomaly::gsm_map_private_identity},
      {"21 octets behind the filler", psi_with(tlv(0x80, digits + hex("ff")) + kWanted),
       anomaly::gsm_map_identity_digits},
      {"constructed types under primitive identifiers",
       over_sccp(begin(kEnquiry + tlv(0x4C, bare))), anomaly::tcap_constructed_bit},
      {"a message under a primitive identifier", over_sccp(primitive),
       anomaly::tcap_constructed_bit},
  };
  for (const Trick& trick : tricks)
    try_trick(trick);
}

TEST("no form of a transaction or dialogue hides the operation or its subscriber") {
  const Octets rest = kEnquiry + components();
  const auto whole = [&](const Octets& id, int type = 0x62) {
    return over_sccp(tlv(type, id + rest));
  };
  const Octets second = hex("6206 48011101");
  const Octets padded_name = hex("0400000100 801c 03");
  // map-open with the IMSI as destination reference, for a service that names it nowhere else.
  const auto ussd = [](const Octets& syntax) {
    const Octets open = tlv(0xA0, tlv(0x80, hex("96 0001012143 6587f9")));
    const Octets user = tlv(0xBE, tlv(0x28, syntax + tlv(0xA0, open)));
    const Octets aarq = hex("80020780") + tlv(0xA1, tlv(0x06, name(19, 2))) + user;
    const Octets argument = tlv(0x30, hex("04010f 0403aa180c"));
    return over_sccp(begin(tlv(0x6B, tlv(0x28, kOid + tlv(0xA0, tlv(0x60, aarq)))) +
                           components(invoke(hex("02013b"), argument))));
  };
  const auto kUssd = OperationId::gsm_map_processUnstructuredSS_Request;
  const Trick tricks[] = {
      {"10 long transaction id", whole(hex("4808 00000000 1a2b3c4d")),
       anomaly::tcap_transaction_id_length},
      {"10 empty transaction id", whole(hex("4800")), anomaly::tcap_transaction_id_length},
      {"10 transaction id of 200 octets", whole(hex("4881c8") + Octets(200, 7)),
       anomaly::tcap_transaction_id_length},
      {"10 transaction id in segments", whole(hex("6808 04021a2b 04023c4d")),
       anomaly::tcap_constructed_string},
      {"10 two transaction ids", whole(hex("480401020304") + kOtid),
       anomaly::tcap_duplicate_element},
      {"11 extended context", over_sccp(begin(request(name(28, 3) + hex("00")) + components())),
       anomaly::tcap_extended_context},
      {"12 padded context", over_sccp(begin(request(padded_name) + components())),
       anomaly::tcap_padded_context},
      {"13 no dialogue portion", over_sccp(begin(components())), anomaly::gsm_map_context_missing},
      {"14 a context that has no such operation",
       over_sccp(begin(request(name(14, 3)) + components())), anomaly::gsm_map_op_not_in_context},
      {"15 dialogue octet-aligned", over_sccp(begin(request(name(28, 3), 0x81) + components())),
       anomaly::tcap_dialogue_encoding},
      {"two dialogue portions", over_sccp(begin(request(name(14, 3)) + rest)),
       anomaly::tcap_duplicate_element},
      {"16 in a Unidirectional", over_sccp(tlv(0x61, rest)),
       anomaly::tcap_invoke_in_unidirectional},
      {"16 in a Continue", whole(kOtid + hex("4904 55667788"), 0x65)},
      {"16 in an End", whole(hex("4904 55667788"), 0x64)},
      {"22 a second message behind it", over_sccp(begin(rest) + second),
       anomaly::tcap_trailing_octets},
      {"elements in another order", over_sccp(tlv(0x62, components() + kEnquiry + kOtid))},
      {"a dialogue portion under a primitive identifier",
       over_sccp(begin(tlv(0x4B, Octets(kEnquiry.begin() + 2, kEnquiry.end())) + components())),
       anomaly::tcap_constructed_bit},
      {"map-open", ussd(hex("0607 04000001010101")), 0, kUssd},
      {"map-open under a padded name", ussd(hex("0608 0400000180010101")), 0, kUssd},
      {"map-open without a name", ussd({}), 0, kUssd},
  };
  for (const Trick& trick : tricks)
    try_trick(trick);
}

TEST("no place among components hides the operation or its subscriber") {
  const Octets psi = invoke();
  const auto with = [](const Octets& all) { return over_sccp(begin(kEnquiry + components(all))); };
  const Octets decoy = tlv(0x30, kDecoyAt0 + kWanted);
  const auto secure = [](const Octets& code) {
    const Octets header = tlv(0x30, hex("0404 00000001") + tlv(0xA0, code));
    return over_sccp(begin(request(name(40, 3)) +
                           components(invoke(hex("02014e"), tlv(0x30, header + tlv(0x04, kPsi))))));
  };
  const Trick tricks[] = {
      {"6 global operation code", with(invoke(hex("0607 04000001001c46"))),
       anomaly::tcap_global_opcode},
      {"7 padded operation code", with(invoke(hex("02020046"))), anomaly::tcap_padded_integer},
      {"operation code under a constructed identifier", with(invoke(hex("220146"))),
       anomaly::tcap_constructed_bit},
      {"8 behind an innocent component", with(kInnocent + psi), anomaly::tcap_multiple_invokes},
      {"8 behind beginSubscriberActivity",
       with(invoke(hex("020136"), tlv(0x30, hex("0408 0001012143 6587f9 0407 91447700095000"))) +
            psi),
       anomaly::tcap_multiple_invokes},
      {"8 behind subscriber data", with(invoke(hex("020107"), tlv(0x30, kDecoyAt0)) + psi),
       anomaly::tcap_multiple_invokes},
      {"behind as many rejects as unitdata holds", with(repeated(kReject, 18) + psi)},
      {"behind a hundred rejects", with(repeated(kReject, 100) + psi)},
      {"behind a hundred invokes", with(repeated(kInnocent, 100) + psi),
       anomaly::tcap_multiple_invokes},
      {"behind a component that cannot be read", with(hex("a100 a503020101") + psi)},
      {"9 second portion", over_sccp(begin(kEnquiry + components(kInnocent) + components())),
       anomaly::tcap_second_component_portion},
      {"9 tenth portion",
       over_sccp(begin(kEnquiry + repeated(components(kReject), 9) + components())),
       anomaly::tcap_second_component_portion},
      {"behind a thousand elements",
       over_sccp(begin(kEnquiry + repeated(hex("4300"), 1000) + components()))},
      {"a second parameter behind a decoy", with(invoke(kCodePsi, decoy + kPsi)),
       anomaly::tcap_duplicate_element},
      {"a second parameter behind NULL", with(invoke(kCodePsi, hex("0500") + kPsi)),
       anomaly::tcap_duplicate_element},
      {"18 in secure transport", secure(kCodePsi), anomaly::gsm_map_secure_transport},
  };
  for (const Trick& trick : tricks)
    try_trick(trick);
}

TEST("25: an operation code that only looks like another is unknown, and its octets are hidden") {
  for (const char* code : {"0201c7", "02020146", "020500000000 46", "0209 010000000000000046"}) {
    const DecodedFrame r = decode(over_sccp(begin(kEnquiry + components(invoke(hex(code))))));
    CHECK_EQ(r.out->operation_count, 1u);
    const bool is_padded = hex(code).size() == 7;
    CHECK_EQ(r.out->operations[0].id,
             is_padded ? OperationId::gsm_map_provideSubscriberInfo : OperationId::unknown);
    CHECK_EQ(r.out->secret_count, is_padded ? 0u : 1u);
  }
}

TEST("no form of SCCP hides the operation or its subscriber") {
  const Octets tcap = begin(kEnquiry + components());
  const auto called = [&](const char* address) {
    return sccp_frame(udt(hex(address), kCalling, tcap));
  };
  const auto calling = [&](const char* address) {
    return sccp_frame(udt(kCalled, hex(address), tcap));
  };
  const auto xudt = [&](const Octets& optional, const Octets& data) {
    const auto one = static_cast<int>(kCalled.size()), two = static_cast<int>(kCalling.size());
    const auto three = static_cast<int>(data.size());
    return sccp_frame(octets({0x11, 0x81, 15, 4, 4 + one, 4 + one + two, 4 + one + two + three}) +
                      variable(kCalled) + variable(kCalling) + variable(data) + optional);
  };
  const Octets first_half(tcap.begin(), tcap.begin() + 64); // behind the IMSI
  Octets returned = udt(kCalled, kCalling, tcap);
  returned[0] = 0x0A, returned[1] = 1;
  const Trick tricks[] = {
      {"23 no subsystem number", called("10 00 1104 216455050100"), anomaly::sccp_called_ssn},
      {"23 subsystem number 0", called("12 00 00 11 04 216455050100"), anomaly::sccp_called_ssn},
      {"23 unusual subsystem number", called("12 4d 00 11 04 216455050100")},
      {"23 routed on subsystem number and point code", called("43 0102 06")},
      {"23 point code and title", called("13 0102 06 00 11 04 216455050100")},
      {"23 no calling address", calling("00")},
      {"23 E.214 title", called("12 06 00 71 04 216455050100")},
      {"23 E.212 title", called("12 06 00 61 04 000101214365 09")},
      {"23 national number that looks international", calling("12 93 00 12 03 447700099099"),
       anomaly::sccp_title_nature},
      {"23 title said to be odd that is not", calling("12 93 00 11 04 447700099099"),
       anomaly::sccp_title_encoding},
      {"23 filler inside the title", calling("12 93 00 12 04 4477f0099099"),
       anomaly::sccp_title_encoding},
      {"23 filler at the end of an even title", calling("12 93 00 12 04 4477000990f9"),
       anomaly::sccp_title_encoding},
      {"23 title format that nobody defined", calling("1e 93 00 12 04 447700099099"),
       anomaly::sccp_title_format},
      {"23 address cut inside its title", calling("12 93 00"), anomaly::sccp_address_incomplete},
      {"23 extended unitdata", xudt(hex("00"), tcap)},
      {"23 long unitdata", sccp_frame(ludt(tcap))},
      {"23 returned to the one that is forged as its sender", sccp_frame(returned)},
      {"23 first segment", xudt(hex("1004 c1563412 00"), first_half), anomaly::sccp_segmented},
      {"23 one segment that says so", xudt(hex("1004 c0563412 00"), tcap)},
      {"23 two segmentation parameters", xudt(hex("1004 c0563412 1004 41563412 00"), tcap),
       anomaly::sccp_duplicate_parameter},
      {"under another service indicator",
       over_m3ua(m3ua_message(protocol_data(udt(kCalled, kCalling, tcap), 5))),
       anomaly::m3ua_service_indicator},
  };
  for (const Trick& trick : tricks)
    try_trick(trick);
}

TEST("no form of M3UA, SCTP or IP hides the operation or its subscriber") {
  const Octets data = protocol_data(udt(kCalled, kCalling, begin(kEnquiry + components())));
  const Octets message = m3ua_message(data);
  const Octets chunks = sctp(data_chunk(message));
  Octets reserved = message;
  reserved[1] = 1;
  Octets offloaded = ipv4(chunks);
  offloaded[2] = offloaded[3] = 0;
  const Octets options = hex("010101010101 0100");
  const Octets extensions = hex("3c00 010400000000") + hex("3c00 010400000000") +
                            hex("2b00 010400000000") + hex("2c00 010400000000") +
                            hex("8400 0000 00000001") + chunks;
  const Octets empty = data_chunk(m3ua_message(protocol_data({}, 5)));
  const Trick tricks[] = {
      {"second protocol data", over_m3ua(m3ua_message(protocol_data(udt()) + data)),
       anomaly::m3ua_duplicate_protocol_data},
      {"protocol data in front", over_m3ua(m3ua_message(data + protocol_data(udt()))),
       anomaly::m3ua_duplicate_protocol_data},
      {"fortieth protocol data", over_m3ua(m3ua_message(repeated(protocol_data({}, 5), 39) + data)),
       anomaly::m3ua_duplicate_protocol_data},
      {"behind a hundred parameters",
       over_m3ua(m3ua_message(repeated(parameter(6, u32(1)), 100) + data))},
      {"octets behind the message", over_m3ua(message + Octets(8)), anomaly::m3ua_trailing_octets},
      {"payload protocol 0", over_m3ua(message, 0)},
      {"payload protocol 0 and a reserved octet", over_m3ua(reserved, 0)},
      {"payload protocol in the wrong order", over_m3ua(message, 0x03000000)},
      {"payload protocol of Diameter", over_m3ua(message, 46, 3868),
       anomaly::sctp_payload_protocol},
      {"payload protocol of nobody, on any port", over_m3ua(message, 0x12345678, 9999),
       anomaly::sctp_payload_protocol},
      {"behind two hundred messages",
       ethernet(ipv4(sctp(repeated(empty, 200) + data_chunk(message))))},
      {"behind a thousand chunks",
       ethernet(ipv4(sctp(repeated(hex("84000004"), 1000) + data_chunk(message))))},
      {"behind a chunk that stops receivers",
       ethernet(ipv4(sctp(chunk(0x3F, 0, {}) + data_chunk(message)))),
       anomaly::sctp_after_unknown_chunk},
      {"four VLAN tags", ethernet(vlan_tag(0x8100, 1) + vlan_tag(0x9100, 2) + vlan_tag(0x8100, 3) +
                                      vlan_tag(0x0800, 4) + ipv4(chunks),
                                  0x88A8)},
      {"IPv4 options", ethernet(ipv4(chunks, 132, 0x4000, options))},
      {"IPv4 with authentication header",
       ethernet(ipv4(hex("8404 0000 00000001 00000001 000000000000000000000000") + chunks, 51))},
      {"IPv4 without total length", ethernet(offloaded)},
      {"IPv4 with padding behind it", ethernet(ipv4(chunks) + Octets(46, 0xEE))},
      {"IPv6 behind extension headers", ethernet(ipv6(extensions, 0), 0x86DD)},
      {"cooked capture", hex("0800 0000 00000002 0001 00 06 0200000000010000") + ipv4(chunks), 0,
       OperationId::gsm_map_provideSubscriberInfo, eth::link_type::linux_sll2},
  };
  for (const Trick& trick : tricks)
    try_trick(trick);
}

TEST("24: what is cut into fragments is counted, and none of it becomes evidence") {
  const Octets message = m3ua_message(protocol_data(udt()));
  CHECK_EQ(
      decode(ethernet(ipv4(sctp(data_chunk(message)), 132, 0x2000))).counted(Counter::ip_fragments),
      1u);
  const Octets fragment = data_chunk(message, 3, 1001, 2);
  const DecodedFrame r = decode(ethernet(ipv4(sctp(data_chunk(message) + fragment))));
  CHECK_EQ(r.counted(Counter::sctp_fragments), 1u);
  CHECK_EQ(r.out->secret_count, 1u);
  CHECK_EQ(r.out->secrets[0].length, static_cast<uint32_t>(message.size()));
}

TEST("no form of Diameter hides the command or its subscriber") {
  const Octets flags = avp(1490, u32(0x18), 10415);
  const Octets decoy = avp(1, "001019999999999");
  const Octets watchdog = command(kSession, 0x80, 280, 0);
  // Length 9: an AVP that ends behind its group, so that the group ends and reading goes on.
  const Octets overrun = avp(1400, hex("00000599 c00000ff 000028af"), 10415);
  const Octets swapped = avp(443, avp(444, kImsi) + avp(450, u32(1)));
  const auto bare = [](const Octets& avps, int bits = 0xC0, int length = -1) {
    return command(avps, bits, 319, diameter::application::s6a, length);
  };
  const Trick tricks[] = {
      {"plain", over_diameter(bare(kIdr))},
      {"second message in one user message", over_diameter(watchdog + bare(kIdr)),
       anomaly::diameter_trailing_octets},
      {"two subscribers", over_diameter(bare(kSession + decoy + kUser + flags)),
       anomaly::diameter_duplicate_avp},
      {"error bit in a request", over_diameter(bare(kIdr, 0xE0)), anomaly::diameter_reserved_flags},
      {"no proxiable bit", over_diameter(bare(kIdr, 0x80))},
      {"reserved bits", over_diameter(bare(kIdr, 0xCF)), anomaly::diameter_reserved_flags},
      {"reserved bits and payload protocol 0", over_diameter(bare(kIdr, 0xCF), 0),
       anomaly::diameter_reserved_flags},
      {"a length without its padding",
       over_diameter(bare(without_last(kSession + flags + kUser, 1), 0xC0), 0),
       anomaly::diameter_padding_not_zero},
      {"behind an AVP that overruns its group",
       over_diameter(bare(kSession + overrun + kUser + flags)), anomaly::diameter_avp_overrun},
      {"behind six hundred AVPs",
       over_diameter(bare(kSession + repeated(avp(33, Octets{}), 600) + kUser + flags))},
      {"vendor 0 spelled out",
       over_diameter(bare(kSession + avp(1, octets(std::string(kImsi)), 0, 0xC0) + flags)),
       anomaly::diameter_vendor_zero},
      {"subscription data before its type", over_diameter(bare(kSession + swapped + flags))},
      {"payload protocol in the wrong order", over_diameter(bare(kIdr), 0x2E000000)},
      {"payload protocol of M3UA", over_diameter(bare(kIdr), 3), anomaly::sctp_payload_protocol},
      {"over TCP, behind ninety others",
       ethernet(ipv4(hex("0f1c0f1c 00000001 00000001 5018ffff 00000000") +
                         repeated(command({}, 0x80, 280, 0), 90) + bare(kIdr),
                     6))},
  };
  for (Trick trick : tricks) {
    trick.operation = OperationId::s6a_IDR;
    try_trick(trick);
  }
}

CHECK_MAIN()
