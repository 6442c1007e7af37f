// SPDX-License-Identifier: Apache-2.0
// The engine over messages assembled by hand: dialogues joined across evasions, verdicts in their
// place, records with their evidence and nothing of anyone else in it.
#include "test/native/engine_bench.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr OperationId kAti = OperationId::gsm_map_anyTimeInterrogation;
constexpr OperationId kUpdate = OperationId::gsm_map_updateLocation;
constexpr OperationId kRoamingNumber = OperationId::gsm_map_provideRoamingNumber;
constexpr OperationId kRouting = OperationId::gsm_map_sendRoutingInfoForSM;
constexpr OperationId kDelivery = OperationId::gsm_map_mt_ForwardSM;
constexpr OperationId kInsert = OperationId::gsm_map_insertSubscriberData;
constexpr uint8_t kAtiContext = 29, kUpdateContext = 1, kRoutingContext = 20;

const Title kHlr{"99901000001", 6, 100};
const Title kHlrFrontEnd{"99901000077", 6, 101};
const Title kFarScf{"99902000001", 147, 200};
const Title kFarVlr{"99902000007", 7, 200};
const Title kIslandVlr{"9990399007", 7, 300};
const char* const kImsi = "001010000000001";
const char* const kNumber = "999011000001";

PolicyBuilder rules() {
  return std::move(PolicyBuilder()
                       .sender(kAti, Sender::own)
                       .sender(kRoamingNumber, Sender::home)
                       .sender(kInsert, Sender::home)
                       .sender(kUpdate, Sender::serving, purpose::interception, true)
                       .sender(kRouting, Sender::any)
                       .sender(kDelivery, Sender::any)
                       .sender(OperationId::s6a_ULR, Sender::serving, purpose::interception, true)
                       .sender(OperationId::s6a_IDR, Sender::home)
                       .rule("test.not-entitled", Phase::request,
                             {{Fact::entitlement, static_cast<int64_t>(Entitlement::not_entitled)}})
                       .rule("test.flip-back", Phase::answer, {{Fact::claim_flip_back, 1}}));
}

void ask_location(Wire& wire, const Title& from = kFarScf, uint64_t otid = 7) {
  wire.begin(from, kHlr, otid, kAtiContext);
  Operation& op = wire.invoke(kAti);
  op.imsi = digits(kImsi);
  op.requested = requested::location;
  wire.send();
}

void answer_location(Wire& wire, const Title& by = kHlr, uint64_t dtid = 7) {
  wire.tcap(Tcap::end, by, kFarScf, 0, dtid);
  wire.component(Component::result_last, kAti).disclosed = disclosed::cell;
  wire.send();
}

void update(Wire& wire, const Title& vlr, uint64_t otid) {
  wire.vary_++;
  wire.begin(vlr, kHlr, otid, kUpdateContext);
  wire.invoke(kUpdate).imsi = digits(kImsi);
  wire.send();
  wire.wait(1);
  wire.tcap(Tcap::end, kHlr, vlr, 0, otid);
  wire.component(Component::result_last, kUpdate);
  wire.send();
  wire.wait(1);
}

bool is(const Record& record, Event event) {
  return record.header.event == static_cast<uint8_t>(event);
}
Outcome outcome_of(const Record& record) {
  return static_cast<Outcome>(record.header.outcome);
}

} // namespace

TEST("a question, its answer and what it gave away become one session of three events") {
  Wire wire(rules().build());
  ask_location(wire);
  wire.wait(1);
  answer_location(wire);
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{3});
  if (records.size() != 3) return;
  CHECK(is(records[0], Event::finding) && is(records[1], Event::member) &&
        is(records[2], Event::outcome));
  CHECK(records[0].body_has("test.not-entitled"));
  CHECK(records[0].body_has("far-state"));
  CHECK_EQ(outcome_of(records[0]), Outcome::open);
  CHECK_EQ(outcome_of(records[2]), Outcome::answered);
  CHECK_EQ(records[2].header.disclosed, disclosed::cell);
  for (uint32_t i = 0; i < 3; i++) {
    CHECK_EQ(records[i].header.sequence, i);
    CHECK_EQ(records[i].header.session_hash, records[0].header.session_hash);
    CHECK_EQ(records[i].header.session_time_be, __builtin_bswap64(kStart));
    CHECK(std::memcmp(records[i].header.subscriber, records[0].header.subscriber, 16) == 0);
  }
  CHECK_EQ(records[0].header.evidence, static_cast<uint8_t>(Evidence::full));
  CHECK_EQ(records[1].header.frame, uint64_t{2});
}

TEST("identities stand in the sealed part alone, secrets nowhere") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  wire.invoke(kAti).imsi = digits(kImsi);
  for (uint32_t offset = 0; offset < 510; offset += 6)
    wire.secret(offset);
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{1});
  CHECK(records[0].sealed_has(kImsi));
  CHECK(records[0].sealed_has(kFarScf.digits.c_str()));
  CHECK(!records[0].body_has(kImsi) && !records[0].body_has(kFarScf.digits.c_str()));
  CHECK(!records[0].sealed_has("SECRET"));
  CHECK_EQ(wire.counter(Counter::secrets_masked), uint64_t{1}); // adjoining ranges are one
}

TEST("a frame with more secrets than can be noted is withheld, the finding is not") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  wire.invoke(kAti).imsi = digits(kImsi);
  for (uint32_t i = 0; i <= limits::secrets_per_frame; i++)
    wire.secret(i);
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{1});
  CHECK(!records[0].sealed_has("SECRET"));
  CHECK_EQ(records[0].header.evidence, static_cast<uint8_t>(Evidence::none));
  CHECK_EQ(wire.counter(Counter::evidence_withheld), uint64_t{1});
}

TEST("of a bundled frame the other messages are overwritten") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  wire.invoke(kAti).imsi = digits(kImsi);
  Message& other = *wire.decoded().add_message(Technology::ss7);
  other.bytes = {200, 60};
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{1});
  const std::string hole(60 - 8, '\0');
  CHECK(records[0].sealed.find(hole) != std::string::npos);
}

TEST("an answer from another node of the operator is the answer") {
  Wire wire(rules().build());
  ask_location(wire);
  answer_location(wire, kHlrFrontEnd);
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{3});
  CHECK_EQ(outcome_of(records.back()), Outcome::answered);
}

TEST("an answer that names no title is found by the point code it goes to") {
  Wire wire(rules().build());
  ask_location(wire);
  wire.tcap(Tcap::end, kHlr, {"", 147, kFarScf.point_code}, 0, 7);
  wire.component(Component::result_last, kAti);
  wire.send();
  CHECK_EQ(outcome_of(wire.drain().back()), Outcome::answered);
}

TEST("a transaction id of another operator closes nothing") {
  Wire wire(rules().build());
  ask_location(wire);
  wire.tcap(Tcap::end, kHlr, kIslandVlr, 0, 7);
  wire.component(Component::result_last, kAti);
  wire.send();
  CHECK_EQ(wire.drain().size(), size_t{1});
  CHECK_EQ(wire.counter(Counter::answers_unmatched), uint64_t{1});
}

TEST("errors are refusals, aborts and returned messages were blocked on the way") {
  for (int kind = 0; kind < 3; kind++) {
    Wire wire(rules().build());
    ask_location(wire);
    if (kind == 0) {
      wire.tcap(Tcap::end, kHlr, kFarScf, 0, 7);
      wire.component(Component::error, kAti).error = 49;
    } else if (kind == 1) {
      wire.tcap(Tcap::abort, kHlr, kFarScf, 0, 7);
    } else {
      Message& m = wire.tcap(Tcap::begin, kHlr, kFarScf, 7, 0);
      m.ss7.is_returned = true;
      m.ss7.return_cause = 1;
      wire.invoke(kAti).imsi = digits(kImsi);
    }
    wire.send();
    const auto records = wire.drain();
    CHECK_EQ(records.size(), size_t{3});
    CHECK_EQ(outcome_of(records.back()), kind == 0 ? Outcome::refused : Outcome::blocked);
    CHECK_EQ(wire.counter(Counter::findings), uint64_t{1}); // what was returned is not judged
    CHECK_EQ(records[1].body_has("return_cause\x01"), kind == 2);
  }
}

TEST("a question without an answer is unanswered at its age, or not observable on a one-way tap") {
  for (const bool both_ways : {true, false}) {
    Wire wire(rules().build());
    if (both_ways) {
      ask_location(wire, kFarScf, 1);
      answer_location(wire, kHlr, 1);
    }
    wire.vary_++;
    ask_location(wire, kFarScf, 2);
    wire.drain();
    wire.wait(limits::dialogue_seconds + 1);
    wire.tcap(Tcap::none, kHlr, kFarScf, 0, 0);
    wire.send();
    const auto records = wire.drain();
    CHECK_EQ(records.size(), size_t{1});
    CHECK_EQ(outcome_of(records[0]), both_ways ? Outcome::unanswered : Outcome::not_observable);
  }
}

TEST("the end of the input leaves young questions unobserved and ends old ones") {
  Wire wire(rules().build());
  ask_location(wire, kFarScf, 1);
  answer_location(wire, kHlr, 1);
  wire.vary_++;
  ask_location(wire, kFarScf, 2);
  wire.wait(limits::answer_seconds + 1);
  wire.vary_++;
  ask_location(wire, kFarScf, 3);
  wire.drain();
  wire.finish();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{2});
  CHECK_EQ(outcome_of(records[0]), Outcome::unanswered);
  CHECK_EQ(outcome_of(records[1]), Outcome::not_observable);
}

TEST("a second leg is one message with two legs, judged once and kept as part of the path") {
  Wire wire(rules().build());
  ask_location(wire);
  Title relayed = kFarScf;
  relayed.point_code = 555;
  wire.begin(relayed, kHlr, 7, kAtiContext);
  wire.invoke(kAti).imsi = digits(kImsi);
  wire.send();
  CHECK_EQ(wire.counter(Counter::transit_copies), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::dialogues_opened), uint64_t{1});
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{2});
  CHECK(is(records[1], Event::member));
  CHECK(records[1].body_has("legs"));
}

TEST("several invokes in one Begin are judged one by one") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  wire.invoke(kRouting, 1).msisdn = digits(kNumber);
  wire.invoke(kAti, 2).imsi = digits(kImsi);
  wire.invoke(kAti, 3).imsi = digits("001010000000002");
  wire.send();
  CHECK_EQ(wire.counter(Counter::requests_judged), uint64_t{3});
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{2});
  wire.tcap(Tcap::end, kHlr, kFarScf, 0, 7);
  wire.component(Component::result_last, kAti, 3).disclosed = disclosed::cell;
  wire.component(Component::error, kAti, 2).error = 1;
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(outcome_of(records.back()), Outcome::answered); // the best of the three
  CHECK_EQ(records.back().header.disclosed, disclosed::cell);
}

TEST("a second subscriber in one argument is screened too") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  Operation& op = wire.invoke(kAti);
  op.imsi = digits("001020000000001");
  op.other_imsi = digits(kImsi);
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{2});
  CHECK(records[1].sealed_has(kImsi));
}

TEST("an empty Begin hides nothing: the invoke in the Continue is judged as the initiator's") {
  Wire wire(rules().build());
  wire.begin(kFarScf, kHlr, 7, kAtiContext);
  wire.send();
  wire.tcap(Tcap::continue_, kHlr, kFarScf, 99, 7);
  wire.send();
  wire.tcap(Tcap::continue_, kFarScf, kHlr, 7, 99);
  wire.invoke(kAti).imsi = digits(kImsi);
  wire.send();
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::operations_ambiguous), uint64_t{0});
  wire.tcap(Tcap::end, kHlr, kFarScf, 0, 7);
  wire.component(Component::result_last, kAti).disclosed = disclosed::cell;
  wire.send();
  CHECK_EQ(wire.drain().back().header.disclosed, disclosed::cell);
}

TEST(
    "an empty Begin names the subscriber of the invoke in the Continue, and of no other dialogue") {
  const auto ask = [](Wire& wire, uint32_t otid, const char* about) {
    Message& begin = wire.begin(kFarScf, kHlr, otid, kAtiContext);
    if (about != nullptr) {
      Digits& reference = begin.ss7.destination_reference;
      reference = digits(about);
      reference.npi = 6;
    }
    wire.send();
    wire.tcap(Tcap::continue_, kHlr, kFarScf, 99, otid);
    wire.send();
    wire.tcap(Tcap::continue_, kFarScf, kHlr, otid, 99);
    wire.invoke(kAti);
    wire.send();
    wire.tcap(Tcap::end, kHlr, kFarScf, 0, otid);
    wire.component(Component::result_last, kAti).disclosed = disclosed::cell;
    wire.send();
    return wire.drain();
  };
  Wire wire(rules().build());
  CHECK(ask(wire, 7, kImsi).back().sealed_has(kImsi));
  CHECK(!ask(wire, 8, nullptr).back().sealed_has(kImsi)); // in the place of the first one
  CHECK(!ask(wire, 9, "12").back().sealed_has("12"));
}

TEST("the responder's invokes are its context's, and judged by no category") {
  Wire wire(rules().build());
  wire.begin(kFarVlr, kHlr, 7, kUpdateContext);
  wire.invoke(kUpdate).imsi = digits(kImsi);
  wire.send();
  wire.tcap(Tcap::continue_, kHlr, kFarVlr, 99, 7);
  wire.invoke(kInsert, 5).msisdn = digits(kNumber);
  wire.send();
  CHECK_EQ(wire.counter(Counter::requests_judged), uint64_t{1});
  // What the HLR says of its own subscriber is learned.
  CHECK(wire.engine().identities().imsi_of(digits(kNumber)).same_number(digits(kImsi)));
}

TEST("an End by the one who began is found by the responder's id") {
  Wire wire(rules().build());
  ask_location(wire);
  wire.tcap(Tcap::continue_, kHlr, kFarScf, 99, 7);
  wire.component(Component::result_last, kAti).disclosed = disclosed::cell;
  wire.send();
  wire.tcap(Tcap::end, kFarScf, kHlr, 0, 99);
  wire.send();
  CHECK_EQ(wire.engine().dialogues().size(), 0u);
  CHECK_EQ(outcome_of(wire.drain().back()), Outcome::answered);
}

TEST("two nodes of one operator may both use the same id") {
  Wire wire(rules().build());
  ask_location(wire, kHlrFrontEnd, 7); // homeland asks homeland
  wire.vary_++;
  wire.begin(kHlr, kHlrFrontEnd, 99, kRoutingContext); // another dialogue, whose id is 99
  wire.invoke(kRouting).msisdn = digits(kNumber);
  wire.send();
  wire.tcap(Tcap::continue_, kHlr, kHlrFrontEnd, 99, 7); // the responder picks 99 too
  wire.send();
  wire.tcap(Tcap::end, kHlr, kHlrFrontEnd, 0, 7);
  wire.component(Component::result_last, kAti);
  wire.send();
  CHECK_EQ(wire.engine().dialogues().size(), 1u);
}

TEST("an invoke whose Begin was not seen is ambiguous, counted, and breaches no category") {
  Wire wire(rules().build());
  wire.tcap(Tcap::continue_, kFarScf, kHlr, 7, 99);
  wire.invoke(kAti).imsi = digits(kImsi);
  wire.send();
  CHECK_EQ(wire.counter(Counter::operations_ambiguous), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{0});
  const auto rows = wire.engine().aggregates().rows();
  CHECK_EQ(rows.size(), size_t{1});
  CHECK_EQ(rows[0].key.reason, static_cast<uint8_t>(EntitlementReason::protocol_unknown));
}

TEST("in a CAP dialogue an operation is CAP's, though MAP has the number too") {
  Wire wire(rules().build());
  Message& m = wire.begin(kFarScf, kHlr, 7, 50);
  m.ss7.context.is_map = false;
  m.ss7.context.is_cap = true;
  wire.invoke(OperationId::gsm_map_sendRoutingInfo);
  wire.send();
  const auto request =
      wire.engine().dialogues().first_request(wire.engine().dialogues().find(Dialogues::transaction(
          {7, 4},
          Dialogues::owner_of_title(digits(kFarScf.digits), networks().operator_of(kFarState)))));
  CHECK_EQ(uint32_t{request.operation}, kCamelFirst + 22);
}

TEST("a Begin that takes an open id ends the dialogue before it, and the flood is counted") {
  Wire wire(rules().build());
  ask_location(wire);
  wire.vary_++;
  ask_location(wire);
  CHECK_EQ(wire.counter(Counter::dialogues_replaced), uint64_t{1});
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{3}); // finding, its outcome, the next finding
  CHECK_EQ(outcome_of(records[1]), Outcome::unanswered);
  CHECK(records[2].header.session_hash == records[0].header.session_hash);
}

TEST("the same Begin again on the same link is a repetition and not another question") {
  Wire wire(rules().build());
  ask_location(wire);
  ask_location(wire);
  CHECK_EQ(wire.counter(Counter::messages_repeated), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{1});
}

TEST("there and back is found at the answer, with the request's frame read again or missing") {
  for (const bool forgetful : {false, true}) {
    Wire wire(rules().build());
    wire.forgetful_ = forgetful;
    update(wire, kFarVlr, 1);
    update(wire, kIslandVlr, 2);
    update(wire, kFarVlr, 3);
    const auto records = wire.drain();
    CHECK_EQ(records.size(), size_t{4});
    if (records.size() != 4) continue;
    CHECK(is(records[0], Event::member)); // the request, named though found at its end
    CHECK_EQ(records[0].header.frame, uint64_t{5});
    CHECK(records[1].body_has("test.flip-back") && records[1].body_has("islands"));
    // The frames of this wire are not decodable, so reading one again yields no message either.
    CHECK_EQ(records[0].header.evidence, static_cast<uint8_t>(Evidence::missing_overwritten));
    CHECK_EQ(wire.counter(Counter::evidence_missing), uint64_t{1});
    CHECK_EQ(outcome_of(records[3]), Outcome::answered);
  }
}

TEST("an update that was refused moves nobody, one without an answer is only claimed") {
  for (const bool refused : {true, false}) {
    Wire wire(rules().build());
    wire.begin(kFarVlr, kHlr, 1, kUpdateContext);
    wire.invoke(kUpdate).imsi = digits(kImsi);
    wire.send();
    if (refused) {
      wire.tcap(Tcap::end, kHlr, kFarVlr, 0, 1);
      wire.component(Component::error, kUpdate).error = 1;
      wire.send();
    }
    wire.finish();
    const Claim claim = wire.engine().claims().serving(digits(kImsi).bcd).claim;
    CHECK_EQ(claim.party, refused ? kNoParty : kFarState);
    CHECK_EQ(claim.grade, refused ? ClaimGrade::none : ClaimGrade::claimed);
  }
}

TEST("a delivered short message corroborates where the subscriber is") {
  Wire wire(rules().build());
  update(wire, kFarVlr, 1);
  wire.begin({"999010000055", 8, 100}, {kFarVlr.digits, 8, 200}, 50, 25);
  wire.invoke(kDelivery).imsi = digits(kImsi);
  wire.send();
  wire.tcap(Tcap::end, {kFarVlr.digits, 8, 200}, {"999010000055", 8, 100}, 0, 50);
  wire.component(Component::result_last, kDelivery);
  wire.send();
  CHECK_EQ(wire.engine().claims().serving(digits(kImsi).bcd).claim.grade, ClaimGrade::corroborated);
}

TEST("a number asked for is known by the IMSI that an earlier answer named") {
  Wire wire(rules().build());
  wire.begin(kFarVlr, kHlr, 1, kRoutingContext);
  wire.invoke(kRouting).msisdn = digits(kNumber);
  wire.send();
  wire.tcap(Tcap::end, kHlr, kFarVlr, 0, 1);
  wire.component(Component::result_last, kRouting).imsi = digits(kImsi);
  wire.send();
  wire.begin(kFarScf, kHlr, 2, kAtiContext);
  wire.invoke(kAti).msisdn = digits(kNumber);
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{1});
  CHECK(records[0].sealed_has(kImsi));
  const auto pseudonym = pseudonym_of({11, 22}, digits(kImsi), {});
  CHECK(std::memcmp(records[0].header.subscriber, pseudonym.data(), 16) == 0);
}

TEST("Diameter: a request is joined to its answer by connection and hop-by-hop id") {
  Wire wire(rules().build());
  wire.diameter(true, "hss1.epc.mnc002.mcc001.3gppnetwork.org", "epc.mnc002.mcc001.3gppnetwork.org",
                "epc.mnc001.mcc001.3gppnetwork.org", 5, 9);
  Operation& op = wire.invoke(OperationId::s6a_IDR);
  op.imsi = digits(kImsi);
  op.requested = requested::eps_location;
  wire.send();
  wire.diameter(false, "mme1.epc.mnc001.mcc001.3gppnetwork.org",
                "epc.mnc001.mcc001.3gppnetwork.org", "", 5, 9);
  wire.decoded().messages[0].diameter.result = 2001;
  wire.component(Component::result_last, OperationId::s6a_IDR).disclosed = disclosed::cell;
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{3});
  CHECK_EQ(outcome_of(records.back()), Outcome::answered);
  CHECK(records[0].sealed_has("hss1.epc.mnc002"));
  CHECK_EQ(records[0].header.technology, static_cast<uint8_t>(Technology::diameter));
}

TEST("Diameter: of two realms both are judged, whichever the node believes") {
  Wire wire(rules().build());
  const std::string home = "epc.mnc001.mcc001.3gppnetwork.org";
  const std::string far = "epc.mnc002.mcc001.3gppnetwork.org";
  wire.diameter(true, "hss1." + home, home, home, 5, 9);
  wire.other_realm(far);
  wire.invoke(OperationId::s6a_IDR).imsi = digits(kImsi);
  wire.send();
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{1});
  if (!records.empty()) CHECK(records[0].body_has("test.not-entitled"));
}

TEST("Diameter: protocol errors are an agent's block, experimental ones the node's refusal") {
  const struct {
    uint32_t result;
    bool experimental;
    const char* realm;
    Outcome outcome;
  } cases[] = {
      {3002, false, "epc.mnc001.mcc001.3gppnetwork.org", Outcome::blocked},
      {5003, false, "epc.mnc002.mcc001.3gppnetwork.org", Outcome::blocked},
      {5003, false, "epc.mnc001.mcc001.3gppnetwork.org", Outcome::refused},
      {5001, true, "epc.mnc001.mcc001.3gppnetwork.org", Outcome::refused},
      {4181, true, "epc.mnc001.mcc001.3gppnetwork.org", Outcome::refused},
      {2001, false, "epc.mnc001.mcc001.3gppnetwork.org", Outcome::answered},
  };
  for (const auto& one : cases) {
    Wire wire(rules().build());
    wire.diameter(true, "hss1.x", "epc.mnc002.mcc001.3gppnetwork.org",
                  "epc.mnc001.mcc001.3gppnetwork.org", 5, 9);
    wire.invoke(OperationId::s6a_IDR).imsi = digits(kImsi);
    wire.send();
    wire.diameter(false, "node", one.realm, "", 5, 9);
    wire.decoded().messages[0].diameter.result = one.result;
    wire.decoded().messages[0].diameter.is_experimental = one.experimental;
    wire.component(one.outcome == Outcome::answered ? Component::result_last : Component::error,
                   OperationId::s6a_IDR);
    wire.send();
    CHECK_EQ(outcome_of(wire.drain().back()), one.outcome);
  }
}

TEST("Diameter: the answer may be seen first on an agent's other leg") {
  Wire wire(rules().build());
  const char* realm = "epc.mnc002.mcc001.3gppnetwork.org";
  const char* home = "epc.mnc001.mcc001.3gppnetwork.org";
  wire.diameter(true, "hss1.x", realm, home, 5, 9);
  wire.invoke(OperationId::s6a_IDR).imsi = digits(kImsi);
  wire.send();
  wire.diameter(true, "hss1.x", realm, home, 77, 9); // relayed: another peer, another hop id
  wire.decoded().packet.source[15] = 2;
  wire.decoded().packet.destination[15] = 3;
  wire.invoke(OperationId::s6a_IDR).imsi = digits(kImsi);
  wire.send();
  CHECK_EQ(wire.counter(Counter::transit_copies), uint64_t{1});
  wire.diameter(false, "mme1.y", home, "", 77, 9);
  wire.decoded().packet.source[15] = 3;
  wire.decoded().packet.destination[15] = 2;
  wire.decoded().messages[0].diameter.result = 2001;
  wire.component(Component::result_last, OperationId::s6a_IDR);
  wire.send();
  CHECK_EQ(outcome_of(wire.drain().back()), Outcome::answered);
}

TEST("rules that only learn are counted and write nothing, those in test are written") {
  const int64_t no = static_cast<int64_t>(Entitlement::not_entitled);
  Wire wire(PolicyBuilder()
                .sender(kAti, Sender::own)
                .rule("a", Phase::request, {{Fact::entitlement, no}}, Mode::learn)
                .rule("b", Phase::request, {{Fact::entitlement, no}}, Mode::test)
                .build());
  ask_location(wire);
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{0});
  CHECK_EQ(wire.counter(Counter::findings_test), uint64_t{2});
  CHECK_EQ(wire.drain().size(), size_t{1});
}

TEST("two rules on one message write two findings and the frame once") {
  const int64_t no = static_cast<int64_t>(Entitlement::not_entitled);
  Wire wire(PolicyBuilder()
                .sender(kAti, Sender::own)
                .rule("a", Phase::request, {{Fact::entitlement, no}})
                .rule("b", Phase::request, {{Fact::entitlement, no}})
                .build());
  ask_location(wire);
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{2});
  CHECK_EQ(records[0].header.evidence, static_cast<uint8_t>(Evidence::full));
  CHECK_EQ(records[1].header.evidence, static_cast<uint8_t>(Evidence::none));
  CHECK(records[0].header.rule != records[1].header.rule);
}

TEST("evidence ends at its limit, the events go on") {
  Wire wire(rules().build());
  ask_location(wire);
  for (uint64_t i = 0; i < 40; i++) {
    wire.vary_++;
    wire.tcap(Tcap::continue_, kHlr, kFarScf, 99, 7);
    wire.send();
  }
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{41});
  uint32_t with_frame = 0;
  for (const Record& record : records)
    with_frame += record.header.evidence == static_cast<uint8_t>(Evidence::full);
  CHECK_EQ(with_frame, limits::evidence_frames);
  CHECK_EQ(wire.counter(Counter::evidence_over_limit), 41 - uint64_t{limits::evidence_frames});
}

TEST("more flagged dialogues than there is room for still write their findings") {
  Wire wire(rules().build());
  for (uint64_t otid = 1; otid <= 100; otid++) {
    wire.vary_++;
    ask_location(wire, kFarScf, otid);
  }
  CHECK_EQ(wire.drain().size(), size_t{100});
  CHECK_EQ(wire.counter(Counter::sessions_over_limit), uint64_t{36});
}

TEST("what is flooded out of the dialogue table ends not observable, and is counted") {
  Wire wire(rules().build());
  for (uint64_t otid = 1; otid <= 20'000; otid++) {
    wire.vary_++;
    wire.begin(kFarScf, kHlr, otid, kRoutingContext);
    wire.invoke(kRouting).msisdn = digits(kNumber);
    wire.send();
  }
  wire.finish();
  CHECK(wire.counter(Counter::dialogues_evicted) > 10'000);
  uint64_t counted = 0;
  for (const AggregateRow& row : wire.engine().aggregates().rows())
    counted += row.count;
  CHECK_EQ(counted, uint64_t{20'000}); // each question counted once, whatever became of it
}

TEST("the same messages give the same records, octet for octet") {
  std::vector<std::string> runs;
  for (int run = 0; run < 2; run++) {
    Wire wire(rules().build());
    ask_location(wire);
    wire.wait(1);
    answer_location(wire);
    update(wire, kFarVlr, 1);
    update(wire, kIslandVlr, 2);
    update(wire, kFarVlr, 3);
    wire.finish();
    std::string all;
    for (const Record& record : wire.drain())
      all.append(reinterpret_cast<const char*>(&record.header), sizeof record.header)
          .append(record.body)
          .append(record.sealed);
    runs.push_back(all);
  }
  CHECK(runs[0] == runs[1]);
}

CHECK_MAIN()
