// SPDX-License-Identifier: Apache-2.0
// Facts that a message shows by itself: what is known of it, and above all what is not. Each test
// has a rule over one fact, so that a finding says what value it had.
#include "test/native/engine_bench.hpp"

#include "native/decode/gsm_map.hpp"
#include "native/decode/service_code.hpp"
#include "native/screen/roles.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

using Op = OperationId;

constexpr uint8_t kUpdateContext = 1, kCancelContext = 2, kResetContext = 10, kProfileContext = 16,
                  kServiceContext = 18, kUssdContext = 19;

const Title kHlr{"99901000001", 6, 100};
const Title kVlr{"99901000007", 7, 100};
const Title kFarHlr{"99902000006", 6, 200};
const Title kFarVlr{"99902000007", 7, 200};
const Title kFarMsc{"99902000008", 8, 200};
const Title kIslandVlr{"9990399007", 7, 300};
const char* const kImsi = "001010000000001";

template <class T> int64_t number_of(T value) {
  return static_cast<int64_t>(value);
}

/// A policy whose one rule fires when the fact has the value.
template <class T> Policy when(Fact fact, T value, Phase phase = Phase::request) {
  return PolicyBuilder()
      .sender(Op::gsm_map_updateLocation, Sender::serving, purpose::interception, true)
      .sender(Op::gsm_map_registerSS, Sender::serving)
      .sender(Op::gsm_map_provideSubscriberInfo, Sender::home)
      .sender(Op::gsm_map_sendRoutingInfoForSM, Sender::any)
      .sender(Op::s6a_ULR, Sender::serving, purpose::interception, true)
      .rule("test.fact", phase, {{fact, number_of(value)}})
      .build();
}

uint32_t findings(Wire& wire) {
  uint32_t count = 0;
  for (const Record& record : wire.drain())
    count += record.header.event == static_cast<uint8_t>(Event::finding);
  return count;
}

/// Does one invoke of this operation have the fact at that value?
template <class T, class Fill>
bool has(Fact fact, T value, const Title& from, const Title& to, uint8_t context, Op id,
         Fill&& fill) {
  Wire wire(when(fact, value));
  Message& message = wire.begin(from, to, 7, context);
  fill(message, wire.invoke(id));
  wire.send();
  return findings(wire) != 0;
}

void nothing(Message&, Operation&) {}

Tristate roles(uint8_t context, uint8_t calling, uint8_t called, uint8_t version = 3) {
  return fits_roles(map::context_row(context, version), subsystem_bit(calling),
                    subsystem_bit(called));
}

std::string packed(const std::string& text) {
  std::string out;
  uint32_t bits = 0, held = 0;
  for (const char c : text) {
    bits |= static_cast<uint32_t>(c) << held;
    held += 7;
    for (; held >= 8; held -= 8, bits >>= 8)
      out.push_back(static_cast<char>(bits & 0xFF));
  }
  if (held != 0) out.push_back(static_cast<char>(bits));
  return out;
}

Operation dialled(const std::string& octets) {
  Operation op;
  map::read_service_code(bytes_of(octets), op);
  return op;
}

} // namespace

// --- roles

TEST("a context is opened between the nodes that its standard names") {
  CHECK_EQ(roles(kUpdateContext, 7, 6), Tristate::yes);
  CHECK_EQ(roles(kUpdateContext, 149, 6), Tristate::yes);
  CHECK_EQ(roles(kCancelContext, 6, 7), Tristate::yes);
  CHECK_EQ(roles(kCancelContext, 8, 6), Tristate::no);
  CHECK_EQ(roles(kUpdateContext, 6, 7), Tristate::no);
  CHECK_EQ(roles(kUpdateContext, 8, 6), Tristate::yes); // an MSC is its VLR
}

TEST("a context with two directions takes a pair, and no mixture of both") {
  CHECK_EQ(roles(kUssdContext, 7, 6, 2), Tristate::yes);
  CHECK_EQ(roles(kUssdContext, 6, 7, 2), Tristate::yes);
  CHECK_EQ(roles(kUssdContext, 7, 7, 2), Tristate::no);
}

TEST("a subsystem that is of no role says nothing, and leaves the other side to be judged") {
  for (const int number : {0, 5, 12, 142, 200, 254}) {
    const auto silent = static_cast<uint8_t>(number);
    CHECK_EQ(subsystem_bit(silent), 0u);
    CHECK_EQ(roles(kUpdateContext, silent, 6), Tristate::unknown);
    CHECK_EQ(roles(kUpdateContext, silent, 7), Tristate::no);
  }
  CHECK_EQ(roles(45, 7, 6), Tristate::unknown); // the schema leaves its nodes open
  CHECK_EQ(fits_roles<gsm_map::Context>(nullptr, 1, 1), Tristate::unknown);
}

TEST("every subsystem of the schema has a bit of its own") {
  uint32_t seen = 0;
  for (uint32_t number = 0; number < 256; number++) {
    CHECK_EQ(seen & subsystem_bit(number), 0u);
    seen |= subsystem_bit(number);
  }
  CHECK_EQ(std::popcount(seen), 11);
}

TEST("a cancel from a switching centre to a register is told, one without subsystem is not") {
  const Op cancel = Op::gsm_map_cancelLocation;
  CHECK(has(Fact::roles_fit, Tristate::no, kFarMsc, kHlr, kCancelContext, cancel, nothing));
  CHECK(!has(Fact::roles_fit, Tristate::no, kFarHlr, kVlr, kCancelContext, cancel, nothing));
  CHECK(has(Fact::roles_fit, Tristate::yes, kFarHlr, kVlr, kCancelContext, cancel, nothing));
  const auto without = [](Message& m, Operation&) {
    m.ss7.calling.has_ssn = m.ss7.called.has_ssn = false;
  };
  CHECK(has(Fact::roles_fit, Tristate::unknown, kFarMsc, kHlr, kCancelContext, cancel, without));
}

TEST("without an application context no role is judged") {
  const auto bare = [](Message& m, Operation&) { m.ss7.context = {}; };
  CHECK(has(Fact::roles_fit, Tristate::unknown, kFarMsc, kHlr, kCancelContext,
            Op::gsm_map_cancelLocation, bare));
}

// --- layers

TEST("of addresses that differ the kinds are told, and whose the first one is") {
  const auto fill = [](Message&, Operation& op) {
    op.imsi = digits(kImsi);
    op.set_node(Node::msc, digits(kFarMsc.digits));
    op.set_node(Node::vlr, digits(kIslandVlr.digits));
  };
  const Op update = Op::gsm_map_updateLocation;
  CHECK(has(Fact::layers_differing, layer::serving_node, kFarVlr, kHlr, kUpdateContext, update,
            fill));
  CHECK(has(Fact::layers_network, kIslands, kFarVlr, kHlr, kUpdateContext, update, fill));
  const auto alike = [](Message&, Operation& op) {
    op.set_node(Node::vlr, digits(kFarVlr.digits));
  };
  CHECK(has(Fact::layers_differing, 0, kFarVlr, kHlr, kUpdateContext, update, alike));
}

TEST("facts of one message do not outlive it") {
  Wire wire(when(Fact::layers_differing, layer::serving_node));
  for (uint64_t otid = 1; otid <= 2; otid++) {
    wire.vary_++;
    wire.begin(kFarVlr, kHlr, otid, kUpdateContext);
    Operation& op = wire.invoke(Op::gsm_map_updateLocation);
    op.imsi = digits(kImsi);
    op.set_node(Node::vlr, digits(otid == 1 ? kIslandVlr.digits : kFarVlr.digits));
    wire.send();
  }
  CHECK_EQ(findings(wire), 1u);
}

// --- CAMEL subscriptions

TEST(
    "a service control function is compared with the home of the subscriber, not with the sender") {
  const auto scf = [](const std::string& number, const std::string& other = "") {
    return [=](Message&, Operation& op) {
      op.imsi = digits(kImsi);
      op.set_node(Node::gsm_scf, digits(number));
      if (!other.empty()) op.set_node(Node::other_gsm_scf, digits(other));
    };
  };
  const Op insert = Op::gsm_map_insertSubscriberData;
  const auto is = [&](Tristate value, auto&& fill) {
    return has(Fact::csi_is_home, value, kFarHlr, kVlr, kProfileContext, insert, fill);
  };
  CHECK(is(Tristate::yes, scf("99901000147")));
  CHECK(is(Tristate::no, scf("99902000147")));
  CHECK(is(Tristate::no, scf("99901000147", "99902000147"))); // the second one is a stranger's
  CHECK(is(Tristate::unknown, scf("9")));                     // nobody's
  CHECK(is(Tristate::unknown, nothing));
  const auto nobody = [](Message&, Operation& op) {
    op.set_node(Node::gsm_scf, digits("99902000147"));
  };
  CHECK(is(Tristate::unknown, nobody));
  CHECK(has(Fact::csi_network, kFarState, kFarHlr, kVlr, kProfileContext, insert,
            scf("99902000147")));
}

// --- forwarding

TEST("codes of call forwarding are read in both forms, other strings are left alone") {
  const std::string set = "**21*+999031234567#", erase = "##002#";
  for (const bool is_packed : {true, false}) {
    const auto form = [&](const std::string& text) { return is_packed ? packed(text) : text; };
    Operation op = dialled(form(set));
    CHECK_EQ(op.flags, Operation::kSetsForwarding);
    CHECK_EQ(op.sub_type, 0x21);
    CHECK(op.node(Node::forwarded_to).same_number(digits("999031234567")));
    CHECK_EQ(op.node(Node::forwarded_to).ton, 1);
    op = dialled(form(erase));
    CHECK_EQ(op.flags, Operation::kErasesForwarding);
    CHECK_EQ(op.sub_type, 0x20);
    op = dialled(form("*62*00999031234567*11#"));
    CHECK_EQ(op.sub_type, 0x2B);
    CHECK(op.node(Node::forwarded_to).same_number(digits("999031234567")));
    CHECK_EQ(op.node(Node::forwarded_to).ton, 1);
    CHECK_EQ(dialled(form("**67*031234567#")).node(Node::forwarded_to).ton, 0);
    CHECK_EQ(dialled(form("#61#")).flags, Operation::kErasesForwarding);
    for (const char* other :
         {"*#21#", "*100#", "**33*0000#", "*210*5#", "", "#", "**", "*#", "+21"})
      CHECK_EQ(dialled(form(other)).flags, 0u);
  }
}

TEST("a string of any octets is read without going past it") {
  for (uint32_t octets = 0; octets <= 200; octets++)
    for (const int fill : {0x00, 0x2A, 0x23, 0x55, 0xAA, 0xFF})
      dialled(std::string(octets, static_cast<char>(fill)));
  CHECK_EQ(dialled("**21*" + std::string(100, '9') + "#").flags, Operation::kSetsForwarding);
}

namespace {

void forward(Wire& wire, Op id, const std::string& number, uint8_t ton, uint64_t otid,
             const Title& from = kIslandVlr) {
  wire.vary_++;
  wire.begin(from, kHlr, otid, kServiceContext);
  Operation& op = wire.invoke(id);
  op.imsi = digits(kImsi);
  op.sub_type = 0x21;
  if (!number.empty()) op.set_node(Node::forwarded_to, digits(number, 1, ton));
  wire.send();
}

Tristate stranger(const std::string& number, uint8_t ton = 1) {
  for (const Tristate value : {Tristate::yes, Tristate::no, Tristate::unknown}) {
    Wire wire(when(Fact::forwarding_is_stranger, value));
    forward(wire, Op::gsm_map_registerSS, number, ton, 7);
    if (findings(wire) != 0) return value;
  }
  return Tristate::unknown;
}

} // namespace

TEST("a number is a stranger's when it lies neither at home nor where the subscriber is") {
  CHECK_EQ(stranger("447700900001"), Tristate::yes);
  CHECK_EQ(stranger("999011000001"), Tristate::no);
  CHECK_EQ(stranger("447700900001", 2), Tristate::unknown); // national: counts from anywhere
  CHECK_EQ(stranger(""), Tristate::unknown);
}

TEST("an erasure tells how long what the same address had set stood") {
  Wire wire(when(Fact::forwarding_held, 600));
  forward(wire, Op::gsm_map_registerSS, "447700900001", 1, 1);
  wire.wait(600);
  forward(wire, Op::gsm_map_eraseSS, "", 1, 2, kFarVlr); // another address
  CHECK_EQ(findings(wire), 0u);
  forward(wire, Op::gsm_map_eraseSS, "", 1, 3);
  CHECK_EQ(findings(wire), 1u);
}

TEST("what was set to a number at home is not remembered") {
  Wire wire(when(Fact::forwarding_held, 600));
  forward(wire, Op::gsm_map_registerSS, "999011000001", 1, 1);
  wire.wait(600);
  forward(wire, Op::gsm_map_eraseSS, "", 1, 2);
  CHECK_EQ(findings(wire), 0u);
}

TEST("barring has no part in forwarding") {
  const auto barring = [](Message&, Operation& op) { op.sub_type = 0x90; };
  CHECK(has(Fact::forwarding_change, ForwardingChange::none, kFarVlr, kHlr, kServiceContext,
            Op::gsm_map_eraseSS, barring));
}

// --- resets

TEST("a reset is compared with its sender by register number and by the ids in its list") {
  const auto by_number = [](const std::string& number) {
    return [=](Message&, Operation& op) { op.set_node(Node::hlr, digits(number)); };
  };
  const auto is = [&](Tristate value, auto&& fill) {
    return has(Fact::reset_is_of_sender, value, kFarHlr, kVlr, kResetContext, Op::gsm_map_reset,
               fill);
  };
  CHECK(is(Tristate::yes, by_number(kFarHlr.digits)));
  CHECK(is(Tristate::no, by_number("9990399006")));
  CHECK(is(Tristate::unknown, nothing));
  for (const bool is_home : {false, true}) {
    Wire wire(when(Fact::reset_is_of_sender, Tristate::no));
    wire.begin(kFarHlr, kVlr, 7, kResetContext);
    Operation& op = wire.invoke(Op::gsm_map_reset);
    // HLR-List of one id: 001 01, or digits that are none.
    const std::string id = is_home ? std::string("\x00\x01\xF1", 3) : std::string("\xF9\xFF", 2);
    const std::string ids = std::string("\x04", 1) + static_cast<char>(id.size()) + id;
    const std::string list = std::string("\x30", 1) + static_cast<char>(ids.size()) + ids;
    wire.argument(op, std::string("\x30", 1) + static_cast<char>(list.size()) + list);
    wire.send();
    CHECK_EQ(findings(wire), is_home ? 1u : 0u);
  }
}

// --- several invokes

TEST("invokes of one Begin differ by whom they are about or who may send them") {
  const auto differs = [](Op second, const char* imsi) {
    Wire wire(when(Fact::component_differs, 1));
    wire.begin(kFarHlr, kVlr, 7, 28);
    wire.invoke(Op::gsm_map_provideSubscriberInfo, 1).imsi = digits(kImsi);
    Operation& other = wire.invoke(second, 2);
    if (imsi != nullptr) other.imsi = digits(imsi);
    wire.send();
    return findings(wire) != 0;
  };
  CHECK(!differs(Op::gsm_map_provideSubscriberInfo, kImsi));
  CHECK(!differs(Op::gsm_map_provideSubscriberInfo, nullptr));
  CHECK(differs(Op::gsm_map_provideSubscriberInfo, "001010000000002"));
  CHECK(differs(Op::gsm_map_sendRoutingInfoForSM, kImsi));
}

// --- habits of encoding

TEST("a habit is known from twenty requests on, and is what nine of ten show") {
  const auto last_is = [](Tristate value, uint32_t plain, uint32_t odd) {
    Wire wire(when(Fact::source_encodes_so, value));
    for (uint32_t i = 0; i < plain + odd; i++) {
      wire.vary_++;
      Message& m = wire.begin(kFarHlr, kVlr, 1 + i, 28);
      if (i >= plain) m.anomalies = anomaly::tcap_noncanonical_length;
      wire.invoke(Op::gsm_map_provideSubscriberInfo).imsi = digits(kImsi);
      if (i + 1 == plain + odd) wire.drain();
      wire.send();
    }
    return findings(wire) != 0;
  };
  CHECK(last_is(Tristate::unknown, 0, 1));
  CHECK(last_is(Tristate::unknown, 0, 19));
  CHECK(last_is(Tristate::yes, 0, 20));
  CHECK(last_is(Tristate::yes, 2, 18));
  CHECK(last_is(Tristate::no, 3, 18));
  CHECK(last_is(Tristate::no, 30, 1)); // the change of form
}

// --- Diameter

TEST("an update over Diameter is compared with the realm that it goes to") {
  const auto to = [](const std::string& realm) {
    Wire wire(when(Fact::destination_is_subscriber_home, Tristate::no));
    const std::string far = "epc.mnc002.mcc999.3gppnetwork.org";
    wire.diameter(true, "mme." + far, far, realm, 1, 1);
    wire.invoke(Op::s6a_ULR).imsi = digits(kImsi);
    wire.send();
    return findings(wire) != 0;
  };
  CHECK(!to("epc.mnc001.mcc001.3gppnetwork.org"));
  CHECK(!to("unknown.example"));
}

// --- outcome

TEST("one string with a long length among short ones is no habit of an encoder") {
  const std::string imsi("\x04\x03\x01\x02\x03"), long_imsi("\x04\x81\x03\x01\x02\x03");
  const std::string title("\x84\x03\x04\x05\x06"), long_title("\x84\x81\x03\x04\x05\x06");
  const std::string number("\x02\x01\x07");
  const auto mixes = [](const std::string& members) {
    Wire wire(when(Fact::argument_lengths_mixed, 1));
    wire.begin(kFarVlr, kHlr, 7, kUpdateContext).flag(anomaly::tcap_noncanonical_length);
    wire.argument(wire.invoke(Op::gsm_map_updateLocation),
                  std::string("\x30") + static_cast<char>(members.size()) + members);
    wire.send();
    return findings(wire) != 0;
  };
  CHECK(mixes(long_imsi + title));
  CHECK(mixes(imsi + long_title));
  CHECK(!mixes(long_imsi + long_title));
  CHECK(!mixes(long_imsi + number)); // numbers are often constants of the program
  CHECK(!mixes(imsi + title));
}

TEST("without a context forwardSM is a delivery where a subscriber is to receive it") {
  for (const bool to_mobile : {false, true}) {
    Wire wire(when(Fact::operation_id, Op::gsm_map_mt_ForwardSM));
    wire.begin(kFarMsc, kVlr, 7, 0).ss7.context = {};
    Operation& op = wire.invoke(Op::gsm_map_mo_ForwardSM);
    op.imsi = digits(kImsi); // version 3 of mo-ForwardSM names its sender at the end
    if (to_mobile) op.flags = Operation::kToMobile;
    wire.send();
    CHECK_EQ(findings(wire), to_mobile ? 1u : 0u);
  }
}

TEST("what is sent to a register is MAP without a context too, to an unknown subsystem it may be "
     "CAP") {
  for (const uint8_t called : {uint8_t{6}, uint8_t{147}}) {
    Wire wire(when(Fact::dialogue_protocol_known, 1));
    const Title scf{"99902000147", 147, 200}, register_{"99901000001", called, 100};
    wire.begin(scf, register_, 7, 0).ss7.context = {};
    wire.invoke(Op::gsm_map_provideSubscriberInfo).imsi = digits(kImsi);
    wire.send();
    CHECK_EQ(findings(wire), called == 6 ? 1u : 0u);
  }
}

TEST("the number of vectors that an answer gave away stands in the outcome") {
  Wire wire(PolicyBuilder()
                .sender(Op::gsm_map_sendAuthenticationInfo, Sender::serving)
                .rule("test.any", Phase::request,
                      {{Fact::operation_id, number_of(Op::gsm_map_sendAuthenticationInfo)}})
                .build());
  wire.begin(kFarVlr, kHlr, 7, 14);
  wire.invoke(Op::gsm_map_sendAuthenticationInfo).imsi = digits(kImsi);
  wire.send();
  wire.wait(1);
  wire.tcap(Tcap::end, kHlr, kFarVlr, 0, 7);
  Operation& result = wire.component(Component::result_last, Op::gsm_map_sendAuthenticationInfo);
  result.vectors_given = 5;
  result.disclosed = disclosed::vectors;
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{3});
  if (records.size() != 3) return;
  CHECK(records[2].body_has("vectors\x05"));
  CHECK(!records[0].body_has("vectors"));
}

TEST("the number in a code dialled as USSD does not leave native code") {
  for (const bool is_ussd : {true, false}) {
    Wire wire(when(Fact::forwarding_change, ForwardingChange::set));
    wire.begin(kFarVlr, kHlr, 7, is_ussd ? kUssdContext : kServiceContext);
    Operation& op =
        wire.invoke(is_ussd ? Op::gsm_map_processUnstructuredSS_Request : Op::gsm_map_registerSS);
    op.imsi = digits(kImsi);
    op.flags = Operation::kSetsForwarding;
    op.set_node(Node::forwarded_to, digits("447700900001", 1, 1));
    wire.send();
    const auto records = wire.drain();
    CHECK_EQ(records.size(), size_t{1});
    CHECK_EQ(records[0].sealed_has("447700900001"), !is_ussd);
  }
}

CHECK_MAIN()
