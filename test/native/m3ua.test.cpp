// SPDX-License-Identifier: Apache-2.0
// m3ua.cpp: parameters in any order, one message for each protocol data.
#include "test/native/check.hpp"
#include "test/native/frames.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kAppearance = parameter(0x0200, u32(1));
const Octets kRouting = parameter(0x0006, u32(100));

DecodedFrame decode_message(const Octets& message) {
  return decode(ethernet(ipv4(sctp(data_chunk(message)))));
}

} // namespace

TEST("parameters are read in any order, also behind the protocol data") {
  const Octets correlation = parameter(0x0013, u32(7));
  for (const Octets& parameters :
       {kAppearance + kRouting + protocol_data(udt()),
        protocol_data(udt()) + kRouting + kAppearance,
        kRouting + correlation + protocol_data(udt()) + correlation + kAppearance}) {
    const DecodedFrame r = decode_message(m3ua_message(parameters));
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.message().ss7.routing_context, 100u);
    CHECK_EQ(r.message().ss7.network_appearance, 1u);
    CHECK_EQ(r.message().ss7.called.ssn, 6);
    CHECK_EQ(r.message().anomalies, 0u);
    CHECK_EQ(r.message().fault, Fault::none);
  }
}

TEST("two protocol data parameters are two messages, both marked") {
  const DecodedFrame r =
      decode_message(m3ua_message(protocol_data(udt()) + kRouting + protocol_data(udt(kCalling))));
  CHECK_EQ(r.out->message_count, 2u);
  for (const uint32_t index : {0u, 1u}) {
    CHECK(r.has(anomaly::m3ua_duplicate_protocol_data, index));
    CHECK_EQ(r.message(index).ss7.routing_context, 100u);
    CHECK_EQ(r.field(Field::m3ua_opc, index), "4641");
  }
  CHECK_EQ(r.message(0).ss7.called.ssn, 6);
  CHECK_EQ(r.message(1).ss7.called.ssn, 147);
  CHECK_EQ(r.field(Field::sccp_called_ssn, 0), "6");
  CHECK_EQ(r.field(Field::sccp_called_ssn, 1), "147");
}

TEST("user parts other than SCCP are told by their service indicator") {
  const DecodedFrame r =
      decode_message(m3ua_message(protocol_data(hex("0a0001110048000a03020907"), 5)));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().ss7.service_indicator, 5);
  CHECK_EQ(r.message().ss7.sccp_type, 0);
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.counted(Counter::messages_other_user), 1u);
  CHECK_EQ(r.counted(Counter::messages_ss7), 0u);
}

TEST("SCCP under another service indicator is decoded and marked") {
  const DecodedFrame r = decode_message(m3ua_message(protocol_data(udt(), 5)));
  CHECK_EQ(r.message().ss7.called.ssn, 6);
  CHECK(r.has(anomaly::m3ua_service_indicator));
  CHECK_EQ(r.counted(Counter::messages_ss7), 1u);
}

TEST("management messages are counted and yield nothing to judge") {
  const Octets affected = parameter(0x0012, u32(6818));
  for (const int message_class : {0, 2, 3, 4, 9}) {
    const DecodedFrame r = decode_message(m3ua_message(kRouting + affected, message_class, 1));
    CHECK_EQ(r.out->message_count, 0u);
    CHECK_EQ(r.counted(Counter::messages_management), 1u);
    CHECK_EQ(r.field(Field::m3ua_parameter_tag), "6,18");
    CHECK_EQ(r.field(Field::m3ua_parameter_tag, kNoMessage), "6,18");
  }
}

TEST("the parameters of management are shown, those of a routing key one level deep") {
  const Octets key = parameter(0x0207, parameter(0x020A, u32(1)) + parameter(0x020B, u32(2057)) +
                                           parameter(0x020C, hex("0305")));
  const DecodedFrame r = decode_message(m3ua_message(key + parameter(0x0004, hex("4c4142")), 9, 1));
  CHECK_EQ(r.field(Field::m3ua_parameter_tag), "519,522,523,524,4");
  CHECK_EQ(r.field(Field::m3ua_local_rk_identifier), "1");
  CHECK_EQ(r.field(Field::m3ua_dpc_pc), "2057");
  CHECK_EQ(r.field(Field::m3ua_key_si), "3,5");
  CHECK_EQ(r.field(Field::m3ua_info_string), "LAB");
  // A group that holds a group, or ends early, is shown as far as it goes.
  const Octets nested = parameter(0x0207, parameter(0x0207, parameter(0x020A, u32(1))));
  CHECK_EQ(decode_message(m3ua_message(nested, 9, 1)).field(Field::m3ua_parameter_tag), "519,519");
  const Octets cut = parameter(0x0207, parameter(0x020A, u32(1)) + hex("020b0009"));
  CHECK_EQ(decode_message(m3ua_message(cut, 9, 1)).field(Field::m3ua_local_rk_identifier), "1");
}

TEST("all routing contexts are shown, the first one counts") {
  const DecodedFrame r =
      decode_message(m3ua_message(parameter(0x0006, u32(100) + u32(200)) + protocol_data(udt())));
  CHECK_EQ(r.message().ss7.routing_context, 100u);
  CHECK_EQ(r.field(Field::m3ua_routing_context), "100,200");
}

TEST("a length that does not count the last padding is accepted, what is behind it is marked") {
  Octets message = m3ua_udt();
  message[7] = static_cast<uint8_t>(message[7] - 2); // the padding of the last parameter
  CHECK_EQ(decode_message(message).message().anomalies, 0u);
  const DecodedFrame noise = decode_message(m3ua_udt() + hex("a9a9a9a9"));
  CHECK_EQ(noise.out->message_count, 1u);
  CHECK(noise.has(anomaly::m3ua_trailing_octets));
  CHECK_EQ(noise.out->secret_count, 1u);
}

TEST("a message behind the message is read too, and both are marked") {
  for (const uint32_t count : {2u, 5u}) {
    Octets all;
    for (uint32_t i = 0; i < count; i++)
      all += m3ua_udt();
    const DecodedFrame r = decode_message(all);
    CHECK_EQ(r.out->message_count, count);
    for (uint32_t i = 0; i < r.out->message_count; i++) {
      CHECK(r.has(anomaly::m3ua_trailing_octets, i));
      CHECK_EQ(r.message(i).operation_count, 1);
    }
  }
}

TEST("lengths that cannot be are faults of a message") {
  const auto fault_of = [](const Octets& message) {
    const DecodedFrame r = decode_message(message);
    return r.out->message_count == 1 ? r.message().fault : Fault::none;
  };
  CHECK_EQ(fault_of(hex("01000101")), Fault::m3ua_header_short);
  CHECK_EQ(fault_of(hex("0100010100000007")), Fault::m3ua_length);
  CHECK_EQ(fault_of(hex("010001010000000c")), Fault::m3ua_length);
  CHECK_EQ(fault_of(hex("01000101ffffffff")), Fault::m3ua_length);
  CHECK_EQ(fault_of(m3ua_message(hex("02100003"))), Fault::m3ua_parameter_length);
  CHECK_EQ(fault_of(m3ua_message(hex("0210ffff"))), Fault::m3ua_parameter_length);
  CHECK_EQ(fault_of(m3ua_message(hex("0210"))), Fault::m3ua_parameter_length);
  CHECK_EQ(fault_of(m3ua_message(parameter(0x0210, Octets(11)))), Fault::m3ua_protocol_data_short);
  CHECK_EQ(fault_of(m3ua_message(kRouting)), Fault::m3ua_protocol_data_missing);
}

TEST("a bad parameter behind the protocol data does not hide the message") {
  const DecodedFrame r = decode_message(m3ua_message(protocol_data(udt()) + hex("00060003")));
  CHECK_EQ(r.out->message_count, 1u);
  CHECK_EQ(r.message().ss7.called.ssn, 6);
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
  CHECK_EQ(r.message().fault, Fault::m3ua_parameter_length);
}

TEST("user data behind hundreds of parameters is found") {
  Octets parameters;
  for (uint32_t i = 0; i < 500; i++)
    parameters += kRouting;
  const DecodedFrame r = decode_message(m3ua_message(parameters + protocol_data(udt())));
  CHECK_EQ(r.message().fault, Fault::none);
  CHECK_EQ(r.message().ss7.tcap, Tcap::begin);
}

TEST("user data beyond the limit of messages is counted, hidden and told by every message") {
  Octets parameters;
  for (uint32_t i = 0; i < limits::messages_per_frame + 5; i++)
    parameters += protocol_data({}, 5);
  const DecodedFrame r = decode_message(m3ua_message(parameters));
  CHECK_EQ(r.out->message_count, limits::messages_per_frame);
  CHECK_EQ(r.counted(Counter::messages_over_limit), 5u);
  CHECK(r.has(anomaly::sctp_over_limit, 0));
  CHECK(r.has(anomaly::sctp_over_limit, limits::messages_per_frame - 1));
  CHECK(r.out->secret_count > 0);
}

TEST("protocol data in a message that transfers none is nobody's") {
  const Octets two = protocol_data(udt()) + protocol_data(udt());
  const DecodedFrame r = decode_message(m3ua_message(two, 1, 0)); // looks at whose each field is
  CHECK_EQ(r.out->message_count, 0u);
  CHECK_EQ(r.counted(Counter::messages_management), 1u);
}

TEST("a message cut at any octet is a fault or nothing") {
  const Octets message = m3ua_message(kAppearance + kRouting + protocol_data(udt()));
  for (int cut = 1; cut <= static_cast<int>(message.size()) - 8; cut++) {
    const DecodedFrame r = decode_message(without_last(message, cut));
    CHECK_EQ(r.out->message_count, 1u);
    if (cut > 2) CHECK(r.message().fault != Fault::none);
  }
}

TEST("parameters in their usual order are read as in any other, whatever bit is wrong") {
  for (const Octets& front : {Octets{}, kAppearance, kRouting, kAppearance + kRouting})
    for (const Octets& user_part : {udt(), udt() + hex("00")}) { // with padding behind and without
      const Octets message = m3ua_message(front + protocol_data(user_part));
      const uint32_t contexts = front.empty() || front == kAppearance ? 0 : 100;
      CHECK_EQ(decode_message(message).message().ss7.routing_context, contexts);
      for (uint32_t i = 0; i < 48; i++)
        for (uint32_t bit = 0; bit < 8; bit++) {
          Octets damaged = message;
          damaged[i] ^= static_cast<uint8_t>(1 << bit);
          decode_message(damaged); // which compares what the sinks get
        }
    }
}

TEST("malformed messages of another project's fuzzer do no harm, when they are there") {
  uint32_t count = 0;
  for_each_vector_of("fuzz_m3ua.jsonl", [&](const Vector& v) {
    decode_message(v.octets);
    count++;
  });
  CHECK(count == 0 || count > 100);
}

CHECK_MAIN()
