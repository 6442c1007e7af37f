// SPDX-License-Identifier: Apache-2.0
// sink.cpp: values as tshark 4.0.17 prints them with -T fields; the expectations were read off it.
#include "native/decode/sink.hpp"
#include "native/generated/sctp.hpp"
#include "test/native/check.hpp"
#include "test/native/octets.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

std::string text_of(const Octets& octets) {
  FieldSink sink;
  sink.text(Field::none, {0, static_cast<uint32_t>(octets.size())}, octets.data());
  return sink.fields()[0].value;
}
std::string oid_of(const char* digits) {
  const Octets octets = hex(digits);
  FieldSink sink;
  sink.oid(Field::none, {0, static_cast<uint32_t>(octets.size())}, octets.data());
  return sink.fields()[0].value;
}
std::string address_of(const char* digits) {
  const Octets octets = hex(digits);
  FieldSink sink;
  sink.address(Field::none, {0, static_cast<uint32_t>(octets.size())}, octets.data());
  return sink.fields()[0].value;
}

} // namespace

TEST("numbers are printed by the format of their field") {
  FieldSink sink;
  sink.number(Field::sctp_srcport, {0, 2}, 2905);
  sink.number(Field::sctp_data_sid, {0, 2}, 1);
  sink.number(Field::sctp_verification_tag, {0, 4}, 0xDEADBEEF);
  sink.number(Field::sctp_data_b_bit, {0, 1}, 1);
  sink.integer(Field::sctp_srcport, {0, 2}, -57);
  CHECK_EQ(sink.fields()[0].value, "2905");
  CHECK_EQ(sink.fields()[1].value, "0x0001");
  CHECK_EQ(sink.fields()[2].value, "0xdeadbeef");
  CHECK_EQ(sink.fields()[3].value, "1");
  CHECK_EQ(sink.fields()[4].value, "-57");
}

TEST("whitespace that would break a line is escaped, other controls are not") {
  CHECK_EQ(text_of(hex("610862")), "a\\bb");
  CHECK_EQ(text_of(hex("61090a0d0c62")), "a\\t\\n\\r\\fb");
  CHECK_EQ(text_of(hex("61070b1b62")), "a\x07\x0b\x1b"
                                       "b");
  CHECK_EQ(text_of(hex("615c6222")), "a\\b\"");
}

TEST("text ends at a NUL") {
  CHECK_EQ(text_of(hex("610062")), "a");
  CHECK_EQ(text_of({}), "");
}

TEST("each ill-formed part of UTF-8 becomes one replacement character") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK_EQ(text_of(hex("61c3a9")), "a\xC3\xA9");
  CHECK_EQ(text_of(hex("61f09f988062")), "a\xF0\x9F\x98\x80"
                                         "b");
  CHECK_EQ(text_of(hex("61e28262")), "a" + r + "b");
  CHECK_EQ(text_of(hex("61eda08062")), "a" + r + r + r + "b");
  CHECK_EQ(text_of(hex("61c08062")), "a" + r + r + "b");
  CHECK_EQ(text_of(hex("61f490808062")), "a" + r + r + r + r + "b");
  CHECK_EQ(text_of(hex("61e228a1")), "a" + r + "(" + r);
  CHECK_EQ(text_of(hex("61f09f98")), "a" + r);
}

TEST("object identifiers are dotted, an unfinished arc is left out") {
  CHECK_EQ(oid_of("04000001001d03"), "0.4.0.0.1.0.29.3");
  CHECK_EQ(oid_of("2a864886f70d"), "1.2.840.113549");
  CHECK_EQ(oid_of("883703"), "2.999.3");
  CHECK_EQ(oid_of("0486"), "0.4");
  CHECK_EQ(oid_of(""), "");
}

TEST("addresses are printed by their length") {
  CHECK_EQ(address_of("c000020a"), "192.0.2.10");
  CHECK_EQ(address_of("20010db8000000000000000000000001"), "2001:db8::1");
  CHECK_EQ(address_of("020000000001"), "02:00:00:00:00:01");
}

TEST("fields belong to the message that was begun, or to the packet when it came to nothing") {
  FieldSink sink;
  sink.layer(Protocol::sctp, {0, 12});
  sink.number(Field::sctp_srcport, {0, 2}, 1);
  sink.begin_message(0);
  sink.number(Field::sctp_chunk_type, {12, 1}, 0);
  sink.end_message();
  sink.begin_message(1);
  sink.number(Field::sctp_chunk_type, {40, 1}, 0);
  sink.disown_message(1);
  sink.leave();
  sink.leave(); // one too many does no harm
  sink.layer(Protocol::sctp, {0, 12});
  CHECK_EQ(sink.fields()[1].depth, 1);
  CHECK_EQ(sink.fields()[1].message, kNoMessage);
  CHECK_EQ(sink.fields()[2].message, 0);
  CHECK_EQ(sink.fields()[3].message, kNoMessage);
  CHECK_EQ(sink.fields()[4].depth, 0);
}

CHECK_MAIN()
