// SPDX-License-Identifier: Apache-2.0
// The clock of a line is set, forward and back: no open dialogue loses its time to answer, none
// stays open for ever. A file's gaps are time.
#include "test/native/engine_bench.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr OperationId kAti = OperationId::gsm_map_anyTimeInterrogation;
constexpr uint8_t kAtiContext = 29;
constexpr uint64_t kRing = 64u << 20;
const Title kHlr{"99901000001", 6, 100};
const Title kFarScf{"99902000001", 147, 200};

Policy policy() {
  constexpr int64_t kNo = static_cast<int64_t>(Entitlement::not_entitled);
  return PolicyBuilder()
      .sender(kAti, Sender::own)
      .rule("test.not-entitled", Phase::request, {{Fact::entitlement, kNo}})
      .build();
}

void ask(Wire& wire, uint64_t otid) {
  wire.vary_++;
  wire.begin(kFarScf, kHlr, otid, kAtiContext);
  wire.invoke(kAti).imsi = digits("001010000000001");
  wire.send();
}
void answer(Wire& wire, uint64_t dtid) {
  wire.tcap(Tcap::end, kHlr, kFarScf, 0, dtid);
  wire.component(Component::result_last, kAti);
  wire.send();
}
/// Something without a dialogue that is seen every half minute, for so long.
void heartbeats(Wire& wire, uint64_t seconds) {
  for (uint64_t passed = 0; passed < seconds; passed += 30) {
    wire.wait(30);
    wire.tcap(Tcap::none, kHlr, kFarScf, 0, 0);
    wire.send();
  }
}

} // namespace

TEST("a clock set hours forward and back lets no open dialogue expire and ends new ones in time") {
  for (const bool is_back : {false, true}) {
    Wire wire(policy(), kRing, true);
    ask(wire, 1);
    answer(wire, 1); // answers are seen on this link
    ask(wire, 2);
    ask(wire, 3);
    const uint64_t before = wire.now_ns;
    wire.now_ns = before + 3 * 3600 * kSecond;
    heartbeats(wire, 30);
    CHECK_EQ(wire.counter(Counter::dialogues_expired), uint64_t{0});
    if (is_back) wire.now_ns = before + 60 * kSecond;
    answer(wire, 2);
    CHECK_EQ(wire.counter(Counter::clock_steps), uint64_t{is_back ? 2u : 1u});
    CHECK_EQ(wire.counter(Counter::answers), uint64_t{2});
    ask(wire, 4);
    const uint64_t asked = wire.now_ns;
    wire.drain();
    heartbeats(wire, limits::dialogue_seconds - 60);
    CHECK_EQ(wire.counter(Counter::dialogues_expired), uint64_t{0});
    heartbeats(wire, 120);
    CHECK_EQ(wire.counter(Counter::dialogues_expired), uint64_t{2});
    CHECK_EQ(wire.engine().dialogues().size(), 0u);
    // The end is told in the time that the packets have by then.
    const auto records = wire.drain();
    CHECK_EQ(records.size(), size_t{2});
    for (const Record& record : records) {
      CHECK(record.header.outcome == static_cast<uint8_t>(Outcome::unanswered));
      CHECK(record.header.time >= asked && record.header.time <= wire.now_ns);
    }
  }
}

TEST("a step back of hours does not keep the dialogues after it open for ever") {
  Wire wire(policy(), kRing, true);
  ask(wire, 1);
  wire.now_ns -= 3 * 3600 * kSecond;
  ask(wire, 2);
  heartbeats(wire, limits::dialogue_seconds + 60);
  CHECK_EQ(wire.counter(Counter::clock_steps), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::dialogues_expired), uint64_t{2});
  CHECK_EQ(wire.engine().last_ns(), wire.now_ns);
}

TEST("a line with a heartbeat each half minute has no steps") {
  Wire wire(policy(), kRing, true);
  heartbeats(wire, 3600);
  CHECK_EQ(wire.counter(Counter::clock_steps), uint64_t{0});
}

TEST("the gap in a file is time that went by") {
  Wire wire(policy(), kRing, false);
  ask(wire, 1);
  wire.wait(3 * 3600);
  ask(wire, 2);
  CHECK_EQ(wire.counter(Counter::clock_steps), uint64_t{0});
  CHECK_EQ(wire.counter(Counter::dialogues_expired), uint64_t{1});
}

CHECK_MAIN()
