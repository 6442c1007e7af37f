// SPDX-License-Identifier: Apache-2.0
// What the commands of each Diameter application ask, about whom, and what their answers give away.
// Messages are built here by hand, so that nothing of the encoder under src/lab is trusted.
#include "native/decode/decoder.hpp"
#include "native/generated/diameter.hpp"
#include "test/native/check.hpp"
#include "test/native/diameter_messages.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

namespace application = diameter::application;
constexpr uint32_t kTgpp = 10415;
constexpr uint64_t kImsi = 0x0010101234567890, kMsisdn = 0x4477009001230000;

const Octets kNumber = octets({0x44, 0x77, 0x00, 0x09, 0x10, 0x32});
const Octets kVisited = octets({0x99, 0xF9, 0x01}); // 999-10

Octets imsi_name() {
  return avp(1, "001010123456789");
}
Octets msisdn() {
  return avp(701, kNumber, kTgpp);
}
Octets subscription(uint32_t type, const char* data) {
  return avp(443, avp(450, u32(type)) + avp(444, data));
}
Operation ask(uint32_t code, uint32_t in, const Octets& avps) {
  return decode(command(code, in, avps)).operation();
}
Operation told(uint32_t code, uint32_t in, const Octets& avps) {
  return decode(command(code, in, avp(268, u32(2001)) + avps, 0x40)).operation();
}

} // namespace

TEST("finds the subscriber wherever an application names one") {
  const Octets user = avp(3102, imsi_name() + msisdn(), kTgpp);
  const struct {
    const char* what;
    uint32_t code, in;
    Octets avps;
    uint64_t imsi, msisdn;
  } cases[] = {
      {"User-Name", 8388622, application::slh, imsi_name(), kImsi, 0},
      {"MSISDN alone", 8388622, application::slh, msisdn(), 0, kMsisdn},
      {"User-Identifier", 8388649, application::s6c, user, kImsi, kMsisdn},
      {"A-MSISDN", 319, application::s6a, avp(1400, avp(1643, kNumber, kTgpp), kTgpp), 0, kMsisdn},
      {"3GPP-IMSI", 272, application::gx, avp(1, "001010123456789", kTgpp), kImsi, 0},
      {"Subscription-Id", 272, application::gx,
       subscription(0, "447700900123") + subscription(1, "001010123456789"), kImsi, kMsisdn},
      {"Subscription-Id with a plus", 272, application::credit_control,
       subscription(0, "+447700900123"), 0, kMsisdn},
      {"Subscription-Id, SIP", 265, application::rx,
       subscription(2, "sip:+447700900123@ims.mnc001.mcc001.3gppnetwork.org"), 0, kMsisdn},
      {"Subscription-Id, NAI", 272, application::s9,
       subscription(3, "0001010123456789@nai.epc.mnc001.mcc001.3gppnetwork.org"), kImsi, 0},
      {"data before type", 272, application::gx,
       avp(443, avp(444, "001010123456789") + avp(450, u32(1))), kImsi, 0},
      {"Public-Identity, tel", 302, application::cx,
       avp(601, "tel:+44-7700-900123;phone-context=x", kTgpp), 0, kMsisdn},
      {"Public-Identity, SIP", 306, application::sh,
       avp(700, avp(601, "SIP:+447700900123@x.example;user=phone", kTgpp), kTgpp), 0, kMsisdn},
      {"Public-Identity of an IMSI", 302, application::cx,
       avp(601, "sip:001010123456789@ims.mnc001.mcc001.3gppnetwork.org", kTgpp), kImsi, 0},
      {"a local number is somebody else elsewhere", 302, application::cx,
       avp(601, "tel:7700900123;phone-context=x", kTgpp), 0, 0},
      {"private identity", 300, application::cx,
       avp(1, "001010123456789@ims.mnc001.mcc001.3gppnetwork.org"), kImsi, 0},
      {"root NAI", 303, application::swx,
       avp(1, "0001010123456789@nai.epc.mnc001.mcc001.3gppnetwork.org"), kImsi, 0},
      {"decorated NAI", 268, application::sta,
       avp(1, "nai.epc.mnc001.mcc001.3gppnetwork.org!0001010123456789@nai.epc.mnc010.mcc999."
              "3gppnetwork.org"),
       kImsi, 0},
      {"User-Name of a group that is nobody's", 8388718, application::s6t,
       avp(3123, imsi_name(), kTgpp), 0, 0},
  };
  for (const auto& one : cases) {
    const Operation op = ask(one.code, one.in, one.avps);
    if (op.imsi.bcd != one.imsi || op.msisdn.bcd != one.msisdn)
      check::failed(__FILE__, __LINE__, one.what);
  }
}

TEST("reads a number with an octet of type in front as the number that is meant") {
  const Operation odd = ask(8388622, application::slh,
                            avp(701, octets({0x91, 0x44, 0x77, 0x00, 0x09, 0x10, 0x32}), kTgpp));
  CHECK_EQ(odd.msisdn.bcd, kMsisdn);
  // +1 912 555 0123 has its eleven digits.
  const Operation american =
      ask(8388622, application::slh, avp(701, octets({0x91, 0x21, 0x55, 0x05, 0x21, 0xF3}), kTgpp));
  CHECK_EQ(american.msisdn.bcd, 0x1912555012300000u);
}

TEST("tells what each command asks for") {
  const Octets monitor = [](uint32_t type) {
    return avp(3122, avp(3127, u32(type), kTgpp) + avp(3136, u32(0), kTgpp), kTgpp);
  }(2);
  const struct {
    const char* what;
    uint32_t code, in;
    Octets avps;
    uint32_t requested;
  } cases[] = {
      {"PLR for a current location", 8388620, application::slg,
       imsi_name() + avp(2500, u32(0), kTgpp),
       requested::location | requested::coordinates | requested::current_location},
      {"PLR for events to come", 8388620, application::slg, imsi_name() + avp(2500, u32(3), kTgpp),
       requested::location | requested::coordinates},
      {"RIR by number", 8388622, application::slh, msisdn(), requested::routing | requested::imsi},
      {"RIR by IMSI", 8388622, application::slh, imsi_name(), requested::routing},
      {"SRR that delivers nothing", 8388647, application::s6c,
       imsi_name() + avp(3311, u32(0), kTgpp),
       requested::routing | requested::delivery_not_intended},
      {"UDR for a location of the packet domain", 306, application::sh,
       avp(703, u32(14), kTgpp) + avp(713, u32(3), kTgpp),
       requested::location | requested::eps_location | requested::ps_domain},
      {"UDR for several things", 306, application::sh,
       avp(703, u32(15), kTgpp) + avp(703, u32(33), kTgpp),
       requested::subscriber_state | requested::imsi},
      {"LIR", 302, application::cx, {}, requested::routing},
      {"SAR", 301, application::cx, {}, requested::profile},
      {"MAR", 303, application::zh, {}, requested::vectors},
      {"CIR for a location", 8388718, application::s6t, monitor,
       requested::location | requested::current_location},
      {"SIR by number", 8388641, application::s6m, msisdn(), requested::routing | requested::imsi},
      {"AAR for a location", 265, application::rx, avp(536, u32(0), kTgpp), requested::location},
      {"CCR", 272, application::gx, {}, 0},
  };
  for (const auto& one : cases)
    if (ask(one.code, one.in, one.avps).requested != one.requested)
      check::failed(__FILE__, __LINE__, one.what);
  CHECK_EQ(ask(303, application::swx, avp(607, u32(3), kTgpp)).vectors_wanted, 3);
  CHECK_EQ(ask(301, application::cx, avp(614, u32(5), kTgpp)).sub_type, 5);
  CHECK_EQ(ask(8388649, application::s6c, avp(3323, u32(1), kTgpp)).flags, 1u);
  CHECK_EQ(ask(8388649, application::s6c, avp(1490, u32(8), kTgpp)).flags, 0u);
}

TEST("tells what each answer gives away") {
  const Octets uli = octets({130, 0x99, 0xF9, 0x01, 0x12, 0x34, 0x99, 0xF9, 0x01, 0, 1, 2, 3});
  const struct {
    const char* what;
    uint32_t code, in;
    Octets avps;
    uint32_t disclosed;
  } cases[] = {
      {"PLA", 8388620, application::slg,
       avp(1242, octets({0x10, 1, 2, 3, 4, 5, 6, 7}), kTgpp) + avp(2514, u32(1), kTgpp) +
           avp(2517, octets({0x99, 0xF9, 0x01, 0, 1, 2, 3}), kTgpp),
       disclosed::coordinates | disclosed::age_of_location | disclosed::cell},
      {"RIA", 8388622, application::slh, imsi_name() + avp(2401, avp(2403, kNumber, kTgpp), kTgpp),
       disclosed::imsi | disclosed::serving_node},
      {"SRA", 8388647, application::s6c, avp(2401, avp(2402, "mme1.example", kTgpp), kTgpp),
       disclosed::serving_node},
      {"LIA", 302, application::cx, avp(602, "sip:scscf1.example", kTgpp), disclosed::serving_node},
      {"MAA repeats a name", 303, application::cx,
       avp(1, "001010123456789@ims.mnc001.mcc001.3gppnetwork.org"), 0},
      {"SAA of SWx", 301, application::swx, avp(1500, subscription(0, "447700900123"), kTgpp),
       disclosed::profile | disclosed::msisdn},
      {"DEA with a key", 268, application::swm, avp(464, Octets(64, kSecretOctet)),
       disclosed::vectors},
      {"AAA with a place", 265, application::rx, avp(22, uli, kTgpp), disclosed::cell},
      {"RTA, other identities", 304, application::cx,
       avp(632, avp(1, "a@x.example") + avp(1, "b@x.example"), kTgpp), disclosed::imsi},
      {"IMEI of the equipment", 272, application::gx,
       avp(458, avp(459, u32(0)) + avp(460, "0010100123456789")), disclosed::imei},
  };
  for (const auto& one : cases)
    if (told(one.code, one.in, one.avps).disclosed != one.disclosed)
      check::failed(__FILE__, __LINE__, one.what);
}

TEST("counts what an answer gives of vectors that are SIP authentication data") {
  const Octets item = avp(612, avp(609, Octets(32, kSecretOctet), kTgpp), kTgpp);
  const Operation op = told(303, application::swx, item + item);
  CHECK_EQ(op.vectors_given, 2);
  CHECK_EQ(op.disclosed, disclosed::vectors);
  CHECK_EQ(ask(303, application::swx, item).vectors_given, 0);
}

TEST("names the network of a place in each of its spellings") {
  const struct {
    uint32_t code, in;
    Octets avps;
    Plmn place;
  } cases[] = {
      {316, application::s6a, avp(1407, kVisited, kTgpp), 0x99F901},
      {268, application::sta, avp(600, "mnc010.mcc999.3gppnetwork.org", kTgpp), 0x99F901},
      {300, application::cx, avp(600, "ims.mnc010.mcc999.3gppnetwork.org", kTgpp), 0x99F901},
      {300, application::cx, avp(600, "MNC410.MCC310", kTgpp), 0x130014},
      {300, application::cx, avp(600, "mnc012.mcc310", kTgpp), 0x132010},
      {300, application::cx, avp(600, "visited.example", kTgpp), 0},
      {300, application::cx, avp(600, "mnc01x.mcc999", kTgpp), 0},
      {272, application::gx, avp(18, "99910", kTgpp), 0x99F901},
      {272, application::gx, avp(18, "999010", kTgpp), 0x990910},
      {272, application::gx, avp(18, "9991", kTgpp), 0},
      {272, application::gx, avp(22, octets({1, 0x99, 0xF9, 0x01, 1, 2, 3, 4}), kTgpp), 0x99F901},
  };
  for (const auto& one : cases)
    CHECK_EQ(ask(one.code, one.in, one.avps).place, one.place);
}

TEST("tells a short message's kind and protocol, shows its addresses and never its text") {
  const Octets submit = octets({0x01, 0x07, 0x0C, 0x91, 0x44, 0x77, 0x00, 0x09, 0x10, 0x32, 0x40,
                                0x00, 0x03, kSecretOctet, kSecretOctet, kSecretOctet});
  const Result r = decode(command(8388645, application::sgd, avp(3301, submit, kTgpp)));
  CHECK_EQ(r.operation().tp_mti, 1);
  CHECK_EQ(r.operation().tp_pid, 0x40);
  CHECK_EQ(r.field("gsm_sms.tp-da"), "447700900123");
  CHECK_EQ(r.field("diameter.SM-RP-UI"), "");
  CHECK_EQ(r.out->secret_count, 1u);
  CHECK_EQ(r.out->secrets[0].length, 16u);
  const Octets deliver =
      octets({0x04, 0x0C, 0x91, 0x44, 0x77, 0x00, 0x09, 0x10, 0x32, 0x00,
              0x00, 1,    2,    3,    4,    5,    6,    7,    0x01, kSecretOctet});
  const Result d = decode(command(8388646, application::sgd, avp(3301, deliver, kTgpp)));
  CHECK_EQ(d.operation().tp_mti, 0);
  CHECK_EQ(d.field("gsm_sms.tp-oa"), "447700900123");
}

TEST("keeps a place out of evidence, behind its network") {
  const Result r = decode(command(
      265, application::rx, avp(22, octets({130, 0x99, 0xF9, 0x01, 1, 2, 3, 4}), kTgpp), 0x40));
  CHECK_EQ(r.out->secret_count, 1u);
  CHECK_EQ(r.out->secrets[0].length, 4u);
}

TEST("hides keys, user data and what a machine was sent") {
  const struct {
    uint32_t code, in, avp_code, vendor;
  } cases[] = {
      {268, application::swm, 462, 0},          {268, application::sta, 464, 0},
      {310, application::zn, 405, kTgpp},       {8388643, application::t4, 3004, kTgpp},
      {8388733, application::t6a, 4315, kTgpp}, {8388734, application::t6a, 4315, kTgpp},
      {268, application::sta, 9999, kTgpp},
  };
  for (const auto& one : cases) {
    const Result r =
        decode(command(one.code, one.in, avp(one.avp_code, Octets(20, kSecretOctet), one.vendor)));
    CHECK_EQ(r.out->secret_count, 1u);
    CHECK_EQ(r.out->secrets[0].length, 20u);
  }
}

TEST("finds elements of an Sh document under a prefix of their namespace") {
  const Octets document =
      avp(702, "<sh:Sh-Data><sh:IMSI>x</sh:IMSI><sh:CellGlobalId/></sh:Sh-Data>", kTgpp);
  CHECK_EQ(told(306, application::sh, document).disclosed,
           disclosed::profile | disclosed::imsi | disclosed::cell);
}

TEST("takes one round of several for an answer, and never for an error") {
  const Result r = decode(command(268, application::sta, avp(268, u32(1001)), 0x40));
  CHECK_EQ(r.operation().component, Component::result_last);
}

CHECK_MAIN()
