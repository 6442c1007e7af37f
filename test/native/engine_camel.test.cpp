// SPDX-License-Identifier: Apache-2.0
// The engine over CAP dialogues: whose they are is known from the initialDP on, instructions are
// judged though they come from the side that was asked, and what a message alone reads as MAP is
// read as what its dialogue is.
#include "native/generated/camel.hpp"
#include "test/native/engine_bench.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr OperationId kInitialDp = OperationId::camel_initialDP;
constexpr OperationId kConnect = OperationId::camel_connect;
constexpr OperationId kReport = OperationId::camel_eventReportBCSM;
constexpr OperationId kUpdate = OperationId::gsm_map_updateLocation;
constexpr uint8_t kPhase2 = camel::context::gsmSSF_gsmSCF;

const Title kMsc{"99901000007", 146, 100};
const Title kScf{"99901000040", 146, 101};
const Title kFarScf{"99902000040", 146, 200};
const Title kIslandMsc{"9990399007", 146, 300};
const Title kIslandVlr{"9990399007", 7, 300};
const Title kHlr{"99901000001", 6, 100};
const char* const kImsi = "001010000000001";

PolicyBuilder rules() {
  return std::move(
      PolicyBuilder()
          .sender(kInitialDp, Sender::serving, purpose::fraud)
          .sender(kReport, Sender::serving)
          .sender(kConnect, Sender::home, purpose::interception)
          .sender(kUpdate, Sender::serving, purpose::interception, true)
          .rule("test.not-entitled", Phase::request,
                {{Fact::entitlement, static_cast<int64_t>(Entitlement::not_entitled)}})
          .rule("test.stranger", Phase::request,
                {{Fact::operation_id, static_cast<int64_t>(kInitialDp)},
                 {Fact::destination_is_subscriber_home, static_cast<int64_t>(Tristate::no)}}));
}

Operation& begin(Wire& wire, const Title& from, const Title& to, OperationId id) {
  Message& m = wire.begin(from, to, 7, kPhase2);
  m.ss7.context = {kPhase2, 1, true, false, true};
  return wire.invoke(id);
}
void ask(Wire& wire, const Title& switch_, const Title& control, uint8_t event = 2) {
  Operation& op = begin(wire, switch_, control, kInitialDp);
  op.imsi = digits(kImsi);
  op.sub_type = event;
  wire.send();
}
Operation& instruct(Wire& wire, const Title& control, const Title& switch_, OperationId id) {
  wire.tcap(Tcap::continue_, control, switch_, 99, 7);
  return wire.invoke(id);
}
const Request& first_request(Wire& wire, const Title& owner, Party party) {
  const uint32_t slot = wire.engine().dialogues().find(Dialogues::transaction(
      {7, 4}, Dialogues::owner_of_title(digits(owner.digits), networks().operator_of(party))));
  return wire.engine().dialogues().first_request(slot);
}
uint32_t findings(Wire& wire, const char* rule) {
  uint32_t count = 0;
  for (const Record& r : wire.drain())
    count += r.header.event == static_cast<uint8_t>(Event::finding) && r.body_has(rule);
  return count;
}

} // namespace

TEST("a stranger's service control function is found when it is asked and when it instructs") {
  Wire wire(rules().build());
  ask(wire, kMsc, kFarScf);
  CHECK_EQ(findings(wire, "test.stranger"), 1u);
  instruct(wire, kFarScf, kMsc, kConnect);
  wire.send();
  CHECK_EQ(findings(wire, "test.not-entitled"), 1u);
}

TEST("the service control function of the home instructs at home and abroad") {
  Wire wire(rules().build());
  ask(wire, kMsc, kScf);
  instruct(wire, kScf, kMsc, kConnect);
  wire.send();
  Wire abroad(rules().build());
  ask(abroad, kIslandMsc, kScf);
  instruct(abroad, kScf, kIslandMsc, kConnect);
  abroad.send();
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{0});
  CHECK_EQ(abroad.counter(Counter::findings), uint64_t{0});
  // Both sides were judged, with the subscriber of the first message.
  CHECK_EQ(abroad.counter(Counter::requests_judged), uint64_t{2});
}

TEST("without a subscriber nothing can be said of an instruction") {
  Wire wire(rules().build());
  begin(wire, kMsc, kFarScf, kInitialDp);
  wire.send();
  instruct(wire, kFarScf, kMsc, kConnect);
  wire.send();
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{0});
}

TEST("an instruction answers the question, and a call outlasts its dialogue's age") {
  Wire wire(rules().build());
  ask(wire, kIslandMsc, kScf);
  CHECK_EQ(first_request(wire, kIslandMsc, kIslands).outcome, static_cast<uint8_t>(Outcome::open));
  instruct(wire, kScf, kIslandMsc, kConnect);
  wire.send();
  CHECK_EQ(first_request(wire, kIslandMsc, kIslands).outcome,
           static_cast<uint8_t>(Outcome::answered));
  wire.tcap(Tcap::continue_, kIslandMsc, kScf, 7, 99);
  wire.invoke(kReport, 2);
  wire.send();
  wire.wait(limits::dialogue_seconds + 2);
  wire.tcap(Tcap::unidirectional, kHlr, kHlr, 0, 0);
  wire.send();
  const auto rows = wire.engine().aggregates().rows();
  for (const auto& row : rows)
    CHECK_EQ(row.key.outcome, static_cast<uint8_t>(Outcome::answered));
  CHECK_EQ(rows.size(), size_t{2});
}

TEST("an error refuses it") {
  Wire wire(rules().build());
  ask(wire, kIslandMsc, kScf);
  wire.tcap(Tcap::end, kScf, kIslandMsc, 0, 7);
  wire.component(Component::error, OperationId::unknown).error =
      camel::error::missingCustomerRecord;
  wire.send();
  const auto rows = wire.engine().aggregates().rows();
  CHECK_EQ(rows.size(), size_t{1});
  CHECK_EQ(rows[0].key.outcome, static_cast<uint8_t>(Outcome::refused));
}

TEST("a call that the subscriber makes corroborates where he is, one to him does not") {
  for (const bool makes : {true, false}) {
    Wire wire(rules().build());
    wire.begin(kIslandVlr, kHlr, 5, 1);
    wire.invoke(kUpdate).imsi = digits(kImsi);
    wire.send();
    wire.tcap(Tcap::end, kHlr, kIslandVlr, 0, 5);
    wire.component(Component::result_last, kUpdate);
    wire.send();
    wire.vary_++;
    ask(wire, kIslandMsc, kScf,
        makes ? camel::event::collectedInfo : camel::event::termAttemptAuthorized);
    instruct(wire, kScf, kIslandMsc, OperationId::camel_continue);
    wire.send();
    const ClaimGrade grade = wire.engine().claims().serving(digits(kImsi).bcd).claim.grade;
    CHECK_EQ(grade == ClaimGrade::corroborated, makes);
  }
}

TEST("a later message of a CAP dialogue on another subsystem is read as CAP, and only as CAP") {
  Wire wire(rules().build());
  const Title control{kFarScf.digits, 8, 200}, home{kMsc.digits, 8, 100};
  ask(wire, home, control);
  wire.drain();
  // connect to 447700900777, decoded alone as MAP's releaseResources.
  Message& m = wire.tcap(Tcap::continue_, control, home, 99, 7);
  m.flag(anomaly::gsm_map_identity_digits);
  Operation& op = wire.invoke(OperationId::gsm_map_releaseResources);
  wire.argument(op, std::string("\x30\x0c\xa0\x0a\x04\x08\x04\x10\x44\x77\x00\x09\x70\x77", 14));
  wire.send();
  const Operation& read = wire.decoded().operations[0];
  CHECK_EQ(read.id, kConnect);
  CHECK(read.has_node(Node::forwarded_to));
  CHECK_EQ(read.node(Node::forwarded_to).length, 12);
  CHECK(wire.decoded().messages[0].anomalies == 0);
  CHECK_EQ(findings(wire, "test.not-entitled"), 1u);
}

TEST("what the CAP subsystem looks like says nothing in a MAP dialogue") {
  Wire wire(rules().build());
  wire.begin(kMsc, kFarScf, 7, 1);
  wire.invoke(kUpdate).imsi = digits(kImsi);
  wire.send();
  wire.tcap(Tcap::continue_, kFarScf, kMsc, 99, 7);
  Operation& op = wire.invoke(OperationId::camel_requestReportBCSMEvent);
  op.argument = {};
  wire.send();
  CHECK_EQ(wire.decoded().operations[0].id, OperationId::gsm_map_updateGprsLocation);
}

TEST("a Begin on the CAP subsystem that is MAP's by its argument is not taken for CAP") {
  Wire wire(rules().build());
  Message& m = wire.begin(kFarScf, kMsc, 7, 0);
  m.ss7.context = {};
  wire.invoke(OperationId::gsm_map_provideSubscriberInfo).imsi = digits(kImsi);
  wire.send();
  CHECK_EQ(uint32_t{first_request(wire, kFarScf, kFarState).operation}, 70u);
}

CHECK_MAIN()
