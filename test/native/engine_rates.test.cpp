// SPDX-License-Identifier: Apache-2.0
// The engine over messages assembled by hand: which requests the target ledger and the source
// profile learn from, and what they say as facts.
#include "native/engine/dialect.hpp"
#include "test/native/engine_bench.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr OperationId kPsi = OperationId::gsm_map_provideSubscriberInfo;
constexpr OperationId kAti = OperationId::gsm_map_anyTimeInterrogation;
constexpr OperationId kSri = OperationId::gsm_map_sendRoutingInfo;
constexpr OperationId kSriSm = OperationId::gsm_map_sendRoutingInfoForSM;
constexpr OperationId kRoamingNumber = OperationId::gsm_map_provideRoamingNumber;
constexpr OperationId kUpdate = OperationId::gsm_map_updateLocation;
constexpr uint64_t kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

const Title kHlr{"99901000001", 6, 100};
const Title kOurVlr{"99901000050", 7, 100};
const Title kFarHlr{"99902000001", 6, 200};
const Title kFarVlr{"99902000007", 7, 200};
const Title kIslandScf{"9990399001", 147, 300};
const char* const kOurs = "001010000000001";
const char* const kRoamer = "001020000000001"; ///< of far-state, here

PolicyBuilder rule_of(std::vector<PolicyBuilder::Test> tests) {
  return std::move(PolicyBuilder()
                       .sender(kPsi, Sender::home)
                       .sender(kAti, Sender::own)
                       .sender(kSri, Sender::own)
                       .sender(kSriSm, Sender::any)
                       .sender(kRoamingNumber, Sender::home)
                       .sender(kUpdate, Sender::serving, purpose::interception, true)
                       .rule("test.rate", Phase::request, std::move(tests)));
}

struct Asked {
  OperationId operation = kPsi;
  uint32_t requested = requested::location;
  const char* imsi = kRoamer;
};

/// A question, and what came of it; `Component::none` leaves it without an answer.
void ask(Wire& wire, const Title& from, const Title& to, const Asked& asked,
         Component answer = Component::result_last, int32_t error = -1) {
  static uint64_t otid = 100;
  wire.vary_++;
  wire.begin(from, to, ++otid, 28);
  Operation& op = wire.invoke(asked.operation);
  op.imsi = digits(asked.imsi);
  op.requested = asked.requested;
  wire.send();
  if (answer == Component::none) return;
  wire.vary_++;
  wire.tcap(Tcap::end, to, from, 0, otid);
  wire.component(answer, asked.operation).error = error;
  wire.send();
}

uint64_t found(Wire& wire) {
  return wire.counter(Counter::findings);
}
uint64_t questions(Wire& wire) {
  return wire.counter(Counter::location_questions);
}

} // namespace

TEST("a home network that asks for its own roamer four times an hour is seen, entitled or not") {
  Wire wire(rule_of({{Fact::rate_sustained_hours, 6},
                     {Fact::rate_location_hour, 3},
                     {Fact::entitlement, static_cast<int64_t>(Entitlement::entitled)}})
                .build());
  for (uint32_t i = 0; i < 4 * 8; i++) {
    wire.now_ns = kStart + i * 15 * kMinute;
    ask(wire, kFarHlr, kOurVlr, {});
  }
  CHECK_EQ(questions(wire), uint64_t{32});
  CHECK_EQ(found(wire), uint64_t{4}); // in the seventh hour and no other
}

TEST("a prepaid subscriber who is called all day is not followed by his home") {
  Wire wire(rule_of({{Fact::rate_location_day, 0}}).build());
  for (uint32_t i = 0; i < 20; i++) {
    wire.now_ns = kStart + i * 20 * kMinute;
    ask(wire, kFarHlr, kOurVlr, {});
    wire.now_ns += 2 * kSecond;
    ask(wire, kFarHlr, kOurVlr, {kRoamingNumber, requested::routing});
  }
  CHECK_EQ(found(wire), uint64_t{20});
  CHECK_EQ(wire.counter(Counter::location_questions_of_calls), uint64_t{20});
}

TEST("what is asked decides, not the operation") {
  Wire wire(rule_of({{Fact::entitlement, 99}}).build());
  ask(wire, kFarHlr, kOurVlr, {kPsi, requested::subscriber_state});
  ask(wire, kIslandScf, kHlr, {kSriSm, requested::routing, kOurs});
  ask(wire, kFarHlr, kOurVlr, {kRoamingNumber, requested::routing});
  CHECK_EQ(questions(wire), uint64_t{0});
  ask(wire, kIslandScf, kHlr, {kSri, requested::routing, kOurs});
  ask(wire, kIslandScf, kHlr, {kAti, requested::serving_node, kOurs});
  ask(wire, kFarHlr, kOurVlr, {kPsi, requested::coordinates});
  CHECK_EQ(questions(wire), uint64_t{3});
}

TEST("what we ask inside our own network is no question to anybody") {
  Wire wire(rule_of({{Fact::entitlement, 99}}).build());
  ask(wire, kOurVlr, kHlr, {kSri, requested::routing, kOurs});
  CHECK_EQ(questions(wire), uint64_t{0});
}

TEST("rates of one question are gone at the next that has none") {
  Wire wire(rule_of({{Fact::rate_location_hour, 1}}).build());
  for (uint32_t i = 0; i < 2; i++)
    ask(wire, kFarHlr, kOurVlr, {}, Component::none);
  CHECK_EQ(found(wire), uint64_t{1});
  ask(wire, kFarHlr, kOurVlr, {kPsi, requested::subscriber_state}, Component::none);
  CHECK_EQ(found(wire), uint64_t{1});
}

TEST("operators that ask for one subscriber in a day are told apart and counted") {
  Wire wire(rule_of({{Fact::subscriber_asking_operators_day, 2}}).build());
  ask(wire, kFarHlr, kHlr, {kAti, requested::location, kOurs});
  ask(wire, kFarVlr, kHlr, {kAti, requested::location, kOurs}); // of the same operator
  CHECK_EQ(found(wire), uint64_t{0});
  ask(wire, kIslandScf, kHlr, {kAti, requested::location, kOurs});
  CHECK_EQ(found(wire), uint64_t{1});
}

TEST("numbers in a row that do not exist are seen at the answers, and not without them") {
  for (const bool answered : {true, false}) {
    Wire wire(rule_of({{Fact::source_meets_unknown, 1},
                       {Fact::source_unknown_percent, 100},
                       {Fact::source_sequential_percent, 100}})
                  .build());
    for (uint32_t i = 10; i < 60; i++) {
      const std::string imsi = "0010100000000" + std::to_string(i);
      ask(wire, kIslandScf, kHlr, {kSriSm, requested::routing, imsi.c_str()},
          answered ? Component::error : Component::none, 1);
    }
    CHECK_EQ(found(wire) > 0, answered);
  }
}

TEST("an address that wakes up after a month says so for a day") {
  Wire wire(rule_of({{Fact::source_dormant_seconds, 31 * 86'400}}).build());
  const auto at = [&](uint64_t time_ns) {
    wire.now_ns = kStart + time_ns;
    ask(wire, kIslandScf, kHlr, {kAti, requested::location, kOurs}, Component::none);
    return found(wire);
  };
  CHECK_EQ(at(0), uint64_t{0});
  CHECK_EQ(at(31 * kDay), uint64_t{1});
  CHECK_EQ(at(31 * kDay + 23 * kHour), uint64_t{2});
  CHECK_EQ(at(32 * kDay + kHour), uint64_t{2});
}

TEST("days of roamers are counted once a day and stay") {
  Wire wire(rule_of({{Fact::entitlement, 99}}).build());
  const auto heard_from = [&](const Title& vlr, uint64_t time_ns) {
    wire.now_ns = kStart + time_ns;
    ask(wire, vlr, kHlr, {kUpdate, 0, kOurs});
  };
  const Title island{"9990399007", 7, 300};
  heard_from(kFarVlr, 0);
  heard_from(kFarVlr, kHour);
  heard_from(kFarVlr, kDay);
  heard_from(kFarVlr, 5 * kDay);
  heard_from(kFarVlr, 5 * kDay - 2 * kHour); // a clock that steps back counts no day twice
  heard_from(kFarVlr, 5 * kDay + kHour);
  heard_from(island, 6 * kDay);
  const auto rows = wire.engine().roamer_days().rows();
  CHECK_EQ(rows.size(), size_t{2});
  if (rows.size() != 2) return;
  CHECK_EQ(rows[0].key.home, kHomeland);
  CHECK_EQ(rows[0].key.visited, kFarState);
  CHECK_EQ(rows[0].count, uint64_t{3});
  CHECK_EQ(rows[1].key.visited, kIslands);
  CHECK_EQ(rows[1].count, uint64_t{1});
  CHECK_EQ(rows[0].key.month, Aggregates::month_of(kStart));
}

TEST("a dialect is of the stack: its ids and addresses, not of what it is asked to say") {
  Wire wire(rule_of({{Fact::entitlement, 99}}).build());
  const auto dialect = [&](auto&& change) {
    Message& m = wire.begin(kIslandScf, kHlr, 7, 29);
    change(m);
    return dialect_of(m, nullptr, kStart);
  };
  const uint32_t usual = dialect([](Message&) {});
  CHECK(usual != 0);
  CHECK_EQ(dialect([](Message& m) { m.ss7.context.version = 2; }), usual);
  CHECK(dialect([](Message& m) { m.ss7.otid.length = 3; }) != usual);
  CHECK(dialect([](Message& m) { m.ss7.calling.translation_type = 17; }) != usual);
  CHECK(dialect([](Message& m) { m.ss7.calling.has_point_code = true; }) != usual);
}

TEST("a dialect of Diameter is the form of the Session-Id and of the ids") {
  const auto dialect = [](const std::string& session, uint32_t hop, uint32_t end) {
    const std::string octets = "host.example" + session;
    Message m;
    m.technology = Technology::diameter;
    m.diameter.origin_host = {0, 12};
    m.diameter.session_id = {12, static_cast<uint32_t>(session.size())};
    m.diameter.hop_by_hop = hop;
    m.diameter.end_to_end = end;
    return dialect_of(m, reinterpret_cast<const uint8_t*>(octets.data()), kStart);
  };
  const uint32_t usual = dialect("host.example;1;2", 1, 2);
  CHECK_EQ(dialect("host.example;4711;99", 8, 9), usual);
  CHECK(dialect("host.example;4711;99;s6a", 8, 9) != usual);
  CHECK(dialect("host.example;47a1;99", 8, 9) != usual);
  CHECK(dialect("other.example;1;2", 1, 2) != usual);
  CHECK(dialect("host.example;1;2", 5, 5) != usual);
  const uint32_t of_time = static_cast<uint32_t>(kStart / kSecond) << 20;
  CHECK(dialect("host.example;1;2", 1, of_time) != usual);
  CHECK(dialect("", 1, 2) != 0);
}

CHECK_MAIN()
