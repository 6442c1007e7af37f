// SPDX-License-Identifier: Apache-2.0
// The engine over sequences: what must follow and does not, what came before, and the honest
// traffic that looks like it. Far State borders the home, the islands nobody.
#include "test/native/engine_bench.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

constexpr OperationId kKeys = OperationId::gsm_map_sendAuthenticationInfo;
constexpr OperationId kUpdate = OperationId::gsm_map_updateLocation;
constexpr OperationId kRouting = OperationId::gsm_map_sendRoutingInfoForSM;
constexpr OperationId kDelivery = OperationId::gsm_map_mt_ForwardSM;
constexpr OperationId kPlace = OperationId::gsm_map_provideSubscriberInfo;
constexpr OperationId kCancel = OperationId::gsm_map_cancelLocation;
constexpr OperationId kPurge = OperationId::gsm_map_purgeMS;
constexpr OperationId kSent = OperationId::gsm_map_mo_ForwardSM;
constexpr OperationId kForward = OperationId::gsm_map_registerSS;

const Title kHlr{"99901000001", 6, 100};
const Title kOwnVlr{"99901000002", 7, 100};
const Title kFarVlr{"99902000007", 7, 200};
const Title kIslandVlr{"9990399007", 7, 300};
const Title kIslandCentre{"9990399008", 8, 300};
const Title kFarCentre{"99902000008", 8, 200};

uint64_t next_id = 1000;

std::string imsi_of(uint32_t n) {
  std::string text = "001010000000000";
  const std::string number = std::to_string(n);
  return text.replace(text.size() - number.size(), number.size(), number);
}

PolicyBuilder rules() {
  PolicyBuilder builder;
  for (const OperationId id : {kUpdate, kKeys})
    builder.sender(id, Sender::serving, purpose::interception, true);
  for (const OperationId id : {kPurge, kSent, kForward})
    builder.sender(id, Sender::serving);
  for (const OperationId id : {kCancel, kPlace})
    builder.sender(id, Sender::home);
  return builder;
}

struct Told {
  OperationId id;
  std::string imsi;
  uint32_t disclosed = 0;
  const char* node = nullptr; ///< named by the answer
};

/// A dialogue: asked, and a second later answered, refused, or left.
enum class End { answered, refused, left };
void dialogue(Wire& wire, const Title& from, const Title& to, const Told& told,
              End end = End::answered) {
  const uint64_t otid = next_id++;
  wire.vary_++;
  wire.begin(from, to, otid, 1);
  wire.invoke(told.id).imsi = digits(told.imsi);
  wire.send();
  if (end == End::left) return;
  wire.wait(1);
  wire.vary_++;
  wire.tcap(Tcap::end, to, from, 0, otid);
  Operation& op =
      wire.component(end == End::answered ? Component::result_last : Component::error, told.id);
  op.disclosed = end == End::answered ? told.disclosed : 0;
  if (end == End::answered && told.id == kRouting) op.imsi = digits(told.imsi);
  if (told.node != nullptr) op.set_node(Node::msc, digits(told.node));
  wire.send();
}

void update(Wire& wire, const Title& vlr, const std::string& imsi, End end = End::answered) {
  dialogue(wire, vlr, kHlr, {kUpdate, imsi}, end);
}
void keys(Wire& wire, const Title& vlr, const std::string& imsi, End end = End::answered) {
  dialogue(wire, vlr, kHlr, {kKeys, imsi, disclosed::vectors}, end);
}
void routing(Wire& wire, const Title& centre, const std::string& imsi,
             const Title& node = kOwnVlr) {
  dialogue(wire, centre, kHlr, {kRouting, imsi, disclosed::imsi, node.digits.c_str()});
}
void deliver(Wire& wire, const Title& centre, const std::string& imsi, const Title& to = kOwnVlr) {
  dialogue(wire, centre, to, {kDelivery, imsi});
}
/// Time goes on, and a message of somebody else shows it.
void pass(Wire& wire, uint64_t seconds) {
  wire.wait(seconds);
  keys(wire, kFarVlr, imsi_of(999'999), End::left);
}

std::vector<Record> findings(Wire& wire) {
  std::vector<Record> all = wire.drain();
  std::erase_if(all, [](const Record& one) {
    return one.header.event != static_cast<uint8_t>(Event::finding);
  });
  return all;
}

Policy harvest_of(int64_t targets) {
  return rules().rule("test.harvest", Phase::deadline, {{Fact::harvest_targets, targets}}).build();
}

} // namespace

TEST("vectors for five subscribers far away, and no update of any: found at the fifth deadline") {
  Wire wire(harvest_of(5));
  for (uint32_t n = 1; n <= 5; n++)
    update(wire, kFarVlr, imsi_of(n));
  const uint64_t asked_ns = wire.now_ns;
  for (uint32_t n = 1; n <= 5; n++)
    keys(wire, kIslandVlr, imsi_of(n));
  pass(wire, limits::keys_seconds - 10);
  CHECK(wire.drain().empty());
  pass(wire, 20);
  const auto records = wire.drain();
  CHECK_EQ(records.size(), size_t{2});
  if (records.size() != 2) return;
  const RecordHeader& opening = records[0].header;
  const RecordHeader& finding = records[1].header;
  // The session is that of the fifth question, of which its first record shows the message.
  CHECK_EQ(opening.event, static_cast<uint8_t>(Event::member));
  CHECK_EQ(opening.session_time_be, __builtin_bswap64(asked_ns + 4 * kSecond));
  CHECK_EQ(finding.session_time_be, opening.session_time_be);
  CHECK_EQ(finding.session_hash, opening.session_hash);
  // The octets of this wire read as nothing: what the watch kept of the request stands alone.
  CHECK_EQ(opening.evidence, static_cast<uint8_t>(Evidence::digest));
  CHECK_EQ(finding.frame, opening.frame);
  CHECK_EQ(finding.time, asked_ns + (5 + limits::keys_seconds) * kSecond);
  CHECK_EQ(finding.outcome, static_cast<uint8_t>(Outcome::answered));
  CHECK(records[1].body_has("at_deadline"));
  CHECK(records[1].sealed_has(imsi_of(5).c_str()));
}

TEST("vectors are not for nothing after an update, a refused one, or any other service") {
  for (const int way : {0, 1, 2}) {
    Wire wire(harvest_of(1));
    update(wire, kFarVlr, imsi_of(1));
    keys(wire, kIslandVlr, imsi_of(1));
    if (way == 0) update(wire, kIslandVlr, imsi_of(1));
    if (way == 1) update(wire, kIslandVlr, imsi_of(1), End::refused);
    if (way == 2) dialogue(wire, kIslandVlr, kHlr, {kForward, imsi_of(1)});
    pass(wire, limits::keys_seconds);
    CHECK(findings(wire).empty());
  }
}

TEST("vectors say nothing at a border, at the serving network, or where none came") {
  for (const int way : {0, 1, 2}) {
    Wire wire(harvest_of(1));
    update(wire, kFarVlr, imsi_of(1));
    if (way == 0) keys(wire, kOwnVlr, imsi_of(1));
    if (way == 1) keys(wire, kFarVlr, imsi_of(1));
    if (way == 2) keys(wire, kIslandVlr, imsi_of(1), End::left); // a mirror of one direction
    pass(wire, limits::keys_seconds + limits::dialogue_seconds);
    CHECK(findings(wire).empty());
  }
}

TEST("of subscribers never seen, an operator that serves anybody is not accused") {
  for (const bool serves : {false, true}) {
    Wire wire(rules().rule("test.u", Phase::deadline, {{Fact::harvest_all_targets, 2}}).build());
    if (serves) update(wire, kIslandVlr, imsi_of(50), End::refused);
    keys(wire, kIslandVlr, imsi_of(1));
    keys(wire, kIslandVlr, imsi_of(2));
    pass(wire, limits::keys_seconds);
    CHECK_EQ(findings(wire).size(), size_t{serves ? 0u : 1u});
  }
}

TEST(
    "of subscribers never seen, an address that fetches vectors and does nothing else is accused") {
  for (const bool serves : {false, true}) {
    Wire wire(rules().rule("test.u", Phase::deadline, {{Fact::harvest_all_targets, 2}}).build());
    update(wire, kIslandVlr, imsi_of(50), End::refused);
    const Title leased{"9990399081", 7, 300};
    if (serves) update(wire, leased, imsi_of(51), End::refused);
    keys(wire, leased, imsi_of(1));
    keys(wire, leased, imsi_of(2));
    pass(wire, limits::keys_seconds);
    CHECK_EQ(findings(wire).size(), size_t{serves ? 0u : 1u});
  }
}

TEST("of subscribers never seen, an operator that harvests others is accused all the same") {
  Wire wire(rules().rule("test.u", Phase::deadline, {{Fact::harvest_all_targets, 4}}).build());
  for (const uint32_t n : {1u, 2u})
    update(wire, kFarVlr, imsi_of(n));
  update(wire, kIslandVlr, imsi_of(50), End::refused);
  for (uint32_t n = 1; n <= 4; n++)
    keys(wire, kIslandVlr, imsi_of(n));
  pass(wire, limits::keys_seconds);
  CHECK_EQ(findings(wire).size(), size_t{1});
}

TEST("what is open when the input ends is counted and not judged") {
  Wire wire(harvest_of(1));
  update(wire, kFarVlr, imsi_of(1));
  keys(wire, kIslandVlr, imsi_of(1));
  wire.wait(limits::keys_seconds - 1);
  wire.finish();
  CHECK(findings(wire).empty());
  CHECK_EQ(wire.counter(Counter::watches_unfinished), uint64_t{1});
  CHECK_EQ(wire.counter(Counter::watches_expired), uint64_t{0});
}

TEST("an update tells whether its network got vectors first, once that can be known") {
  for (const bool prepared : {true, false}) {
    Wire wire(rules()
                  .rule("test.p", Phase::request,
                        {{Fact::operation_id, static_cast<int64_t>(kUpdate)},
                         {Fact::update_prepared,
                          static_cast<int64_t>(prepared ? Tristate::yes : Tristate::no)}})
                  .build());
    update(wire, kIslandVlr, imsi_of(2)); // in the first hour nobody can say that none were asked
    CHECK(findings(wire).empty());
    pass(wire, limits::keys_seconds);
    if (prepared) keys(wire, kIslandVlr, imsi_of(1));
    update(wire, kIslandVlr, imsi_of(1));
    CHECK_EQ(findings(wire).size(), size_t{1});
  }
}

namespace {

Policy missing_rule() {
  // 50 of 50 missing: 92 %; 49 of 50: 89 %.
  return rules()
      .rule("test.all", Phase::deadline, {{Fact::delivery_missing_share, 92}})
      .rule("test.one", Phase::deadline, {{Fact::delivery_missing_share, 89}})
      .build();
}

} // namespace

TEST("fifty questions for routing and no delivery: the share is known from the fiftieth on") {
  Wire wire(missing_rule());
  deliver(wire, kFarCentre, imsi_of(1)); // deliveries are seen here
  for (uint32_t n = 1; n <= 50; n++)
    routing(wire, kIslandCentre, imsi_of(n));
  pass(wire, limits::delivery_seconds);
  const auto found = findings(wire);
  CHECK_EQ(found.size(), size_t{1});
  CHECK(!found.empty() && found[0].body_has("test.all"));
}

TEST("a delivery counts from another title of the operator, not from another operator") {
  for (const bool same : {true, false}) {
    Wire wire(missing_rule());
    deliver(wire, kFarCentre, imsi_of(1));
    for (uint32_t n = 1; n <= 50; n++) {
      routing(wire, kIslandCentre, imsi_of(n));
      const Title other{"9990399123", 8, 300};
      if (n == 7) deliver(wire, same ? other : kFarCentre, imsi_of(n));
    }
    pass(wire, limits::delivery_seconds);
    const auto found = findings(wire);
    CHECK_EQ(found.size(), size_t{1});
    CHECK(!found.empty() && found[0].body_has(same ? "test.one" : "test.all"));
  }
}

TEST("no delivery is missed where none was ever seen, nor from a node abroad") {
  for (const bool abroad : {true, false}) {
    Wire wire(missing_rule());
    if (abroad) deliver(wire, kFarCentre, imsi_of(1));
    for (uint32_t n = 1; n <= 60; n++)
      routing(wire, kIslandCentre, imsi_of(n), abroad ? kFarVlr : kOwnVlr);
    pass(wire, limits::delivery_seconds);
    CHECK(findings(wire).empty());
    CHECK_EQ(wire.counter(Counter::deliveries_unobservable), uint64_t{abroad ? 0u : 60u});
  }
}

TEST("the place of whom we just told the identity of, by the same or another operator") {
  for (const Tristate same : {Tristate::yes, Tristate::no}) {
    Wire wire(rules()
                  .rule("test.chain", Phase::request,
                        {{Fact::chain_seconds, 40},
                         {Fact::chain_same_operator, static_cast<int64_t>(same)}})
                  .rule("test.answer", Phase::answer,
                        {{Fact::outcome, static_cast<int64_t>(Outcome::answered)},
                         {Fact::chain_seconds, 41}})
                  .build());
    routing(wire, kIslandCentre, imsi_of(1));
    // Who does not serve the subscriber cannot make a sign of life.
    dialogue(wire, kIslandVlr, kHlr, {OperationId::gsm_map_readyForSM, imsi_of(1)});
    wire.wait(39);
    dialogue(wire, same == Tristate::yes ? kIslandVlr : kFarVlr, kOwnVlr, {kPlace, imsi_of(1)});
    CHECK_EQ(findings(wire).size(), size_t{2});
  }
}

TEST("no chain after a delivery, a message of the subscriber, ten minutes, or from ourselves") {
  for (const int way : {0, 1, 2, 3}) {
    Wire wire(
        rules()
            .rule("test.none", Phase::request,
                  {{Fact::operation_id, static_cast<int64_t>(kPlace)}, {Fact::chain_seconds, -1}})
            .build());
    if (way == 1) update(wire, kFarVlr, imsi_of(1));
    routing(wire, kIslandCentre, imsi_of(1));
    if (way == 0) deliver(wire, kIslandCentre, imsi_of(1));
    if (way == 1) dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)});
    if (way == 2) pass(wire, limits::chain_seconds);
    dialogue(wire, way == 3 ? kHlr : kIslandVlr, kOwnVlr, {kPlace, imsi_of(1)});
    CHECK_EQ(findings(wire).size(), size_t{1});
  }
}

namespace {

Policy move_rule() {
  const int64_t no = static_cast<int64_t>(Tristate::no);
  return rules()
      .rule(
          "test.received", Phase::deadline,
          {{Fact::move_received, 1}, {Fact::move_new_service, 0}, {Fact::claim_move_possible, no}})
      .rule("test.contradicted", Phase::deadline,
            {{Fact::move_old_service, 1}, {Fact::move_new_service, 0}})
      .build();
}

/// Served in Far State, as a message delivered there shows; then an update from the islands.
void hijack(Wire& wire) {
  update(wire, kFarVlr, imsi_of(1));
  deliver(wire, {"99901000055", 8, 100}, imsi_of(1), kFarVlr);
  wire.wait(60);
  update(wire, kIslandVlr, imsi_of(1));
}

} // namespace

TEST("an impossible update whose network then took a message, and nothing else from there") {
  Wire wire(move_rule());
  hijack(wire);
  wire.wait(10);
  deliver(wire, {"99901000055", 8, 100}, imsi_of(1), kIslandVlr);
  pass(wire, limits::move_seconds);
  const auto found = findings(wire);
  CHECK_EQ(found.size(), size_t{1});
  CHECK(!found.empty() && found[0].body_has("test.received"));
  CHECK(!found.empty() && found[0].body_has("islands"));
}

TEST("an update is contradicted by the old network's service, at once when it takes back") {
  for (const bool takes_back : {true, false}) {
    Wire wire(move_rule());
    hijack(wire);
    wire.wait(60);
    dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)});
    if (takes_back)
      update(wire, kFarVlr, imsi_of(1));
    else
      pass(wire, limits::move_seconds);
    const auto found = findings(wire);
    CHECK_EQ(found.size(), size_t{1});
    CHECK(!found.empty() && found[0].body_has("test.contradicted"));
  }
}

TEST("a message that the old network delivers afterwards contradicts the update; one under way "
     "does not") {
  for (const bool is_under_way : {true, false}) {
    Wire wire(move_rule());
    hijack(wire);
    if (!is_under_way) wire.wait(2400);
    deliver(wire, {"99901000055", 8, 100}, imsi_of(1), kFarVlr);
    pass(wire, limits::move_seconds);
    const auto found = findings(wire);
    CHECK_EQ(found.size(), size_t{is_under_way ? 0u : 1u});
    CHECK(found.empty() || found[0].body_has("test.contradicted"));
  }
}

TEST("an update stands where the new network serves, or the old one only clears up") {
  for (const int way : {0, 1, 2}) {
    Wire wire(move_rule());
    hijack(wire);
    if (way == 0) {
      wire.wait(60);
      dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)});
      dialogue(wire, kIslandVlr, kHlr, {kSent, imsi_of(1)});
    }
    if (way == 1) dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)}); // on its way at that moment
    if (way == 2) {
      wire.wait(600);
      dialogue(wire, kFarVlr, kHlr, {kPurge, imsi_of(1)});
    }
    pass(wire, limits::move_seconds);
    CHECK(findings(wire).empty());
  }
}

namespace {

Policy cancel_rule(int64_t seconds) {
  return rules()
      .rule("test.before", Phase::request,
            {{Fact::cancel_seconds, seconds}, {Fact::cancel_suspect, kIslands}})
      .rule("test.detach", Phase::deadline, {{Fact::detach_unexplained, 1}})
      .build();
}

} // namespace

TEST("a stranger's cancel, then an update elsewhere: prepared; nothing then: detached") {
  for (const bool is_move : {true, false}) {
    Wire wire(cancel_rule(31));
    update(wire, kFarVlr, imsi_of(1));
    wire.wait(600);
    dialogue(wire, kIslandVlr, kHlr, {kCancel, imsi_of(1)});
    wire.wait(30);
    if (is_move) update(wire, {"9990399020", 7, 300}, imsi_of(1));
    pass(wire, limits::detach_seconds);
    const auto found = findings(wire);
    CHECK_EQ(found.size(), size_t{1});
    CHECK(!found.empty() && found[0].body_has(is_move ? "test.before" : "test.detach"));
  }
}

TEST("taps that show the update first do not turn the order round") {
  Wire wire(cancel_rule(0));
  update(wire, kFarVlr, imsi_of(1));
  wire.wait(600);
  update(wire, {"9990399020", 7, 300}, imsi_of(1));
  wire.wait(2);
  dialogue(wire, kIslandVlr, kHlr, {kCancel, imsi_of(1)});
  pass(wire, limits::detach_seconds); // and the update explains it: no detach besides
  const auto found = findings(wire);
  CHECK_EQ(found.size(), size_t{1});
  CHECK(!found.empty() && found[0].body_has("test.before"));
}

TEST("an empty end after an answered question does not repeat what that one told") {
  Wire wire(rules().rule("test.chain", Phase::request, {{Fact::chain_seconds, 2}}).build());
  dialogue(wire, kIslandCentre, kHlr, {kRouting, imsi_of(1)}); // learns no chain of imsi 2
  wire.vary_++;
  wire.begin(kIslandCentre, kHlr, 5, 1);
  wire.invoke(kRouting).imsi = digits(imsi_of(2));
  wire.send();
  wire.tcap(Tcap::end, kHlr, kIslandCentre, 0, 5);
  wire.send();
  wire.wait(2);
  dialogue(wire, kIslandVlr, kOwnVlr, {kPlace, imsi_of(2)});
  CHECK(findings(wire).empty());
}

TEST("the home's cancel, a former network's purge and a refused cancel detach nobody") {
  for (const int way : {0, 1, 2, 3}) {
    Wire wire(cancel_rule(31));
    update(wire, kFarVlr, imsi_of(1));
    if (way == 0) dialogue(wire, kHlr, kFarVlr, {kCancel, imsi_of(1)});
    if (way == 1) {
      dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)});
      wire.wait(8000);
      update(wire, kIslandVlr, imsi_of(1));
      wire.wait(100);
      dialogue(wire, kFarVlr, kHlr, {kPurge, imsi_of(1)});
    }
    if (way == 2) dialogue(wire, kIslandVlr, kHlr, {kCancel, imsi_of(1)}, End::refused);
    if (way == 3) dialogue(wire, kIslandVlr, kHlr, {kCancel, imsi_of(1)}, End::left);
    pass(wire, limits::detach_seconds);
    CHECK(findings(wire).empty());
  }
}

TEST("a purge is no sign of life: the traveller had left long before") {
  constexpr auto kImpossible = static_cast<int64_t>(EntitlementReason::impossible_journey);
  for (const OperationId last : {kForward, kPurge}) {
    Wire wire(rules()
                  .rule("test.journey", Phase::request, {{Fact::entitlement_reason, kImpossible}})
                  .build());
    update(wire, kFarVlr, imsi_of(1));
    dialogue(wire, kFarVlr, kHlr, {kSent, imsi_of(1)});
    wire.wait(8000);
    dialogue(wire, kFarVlr, kHlr, {last, imsi_of(1)});
    wire.wait(60);
    update(wire, kIslandVlr, imsi_of(1));
    CHECK_EQ(findings(wire).size(), last == kForward ? size_t{1} : size_t{0});
  }
}

TEST("without a rule that names a sequence nothing is watched") {
  Wire wire(rules().rule("test.no", Phase::request, {{Fact::component_count, 99}}).build());
  update(wire, kFarVlr, imsi_of(1));
  keys(wire, kIslandVlr, imsi_of(1));
  routing(wire, kIslandCentre, imsi_of(1));
  CHECK_EQ(wire.counter(Counter::watches_opened), uint64_t{0});
}

CHECK_MAIN()
