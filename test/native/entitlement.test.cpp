// SPDX-License-Identifier: Apache-2.0
#include "native/screen/entitlement.hpp"

#include "test/native/engine_world.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

using Reason = EntitlementReason;

constexpr OperationId kAti = OperationId::gsm_map_anyTimeInterrogation;
constexpr OperationId kPsi = OperationId::gsm_map_provideSubscriberInfo;
constexpr OperationId kRegisterSs = OperationId::gsm_map_registerSS;
constexpr OperationId kUpdate = OperationId::gsm_map_updateLocation;
constexpr OperationId kAuthentication = OperationId::gsm_map_sendAuthenticationInfo;
constexpr OperationId kPurge = OperationId::gsm_map_purgeMS;
constexpr OperationId kRouting = OperationId::gsm_map_sendRoutingInfoForSM;

const Policy& policy() {
  static const Policy built = PolicyBuilder()
                                  .sender(kAti, Sender::own)
                                  .sender(kPsi, Sender::home)
                                  .sender(kRegisterSs, Sender::serving)
                                  .sender(kPurge, Sender::serving)
                                  .sender(kUpdate, Sender::serving, 0, true)
                                  .sender(kAuthentication, Sender::serving, 0, true)
                                  .sender(kRouting, Sender::any)
                                  .build();
  return built;
}

Question question(OperationId operation, Party origin) {
  Question q;
  q.operation = operation;
  q.origin = origin;
  q.destination = kHomeland;
  q.home = kHomeland;
  q.subscriber_known = q.protocol_known = q.from_initiator = true;
  q.is_update = operation == kUpdate;
  q.is_purge = operation == kPurge;
  return q;
}

Verdict verdict(const Question& q) {
  return judge(q, policy(), networks());
}

/// A subscriber who is served by `party` with this grade.
Question served(Question q, Party party, ClaimGrade grade) {
  q.serving.claim = {1, party, grade, 0};
  q.served_by_origin = networks().same_operator(party, q.origin);
  q.is_far = networks().near(party, q.origin) == Tristate::no;
  return q;
}

void expect(const Question& q, Entitlement entitlement, Reason reason) {
  CHECK_EQ(verdict(q).entitlement, entitlement);
  CHECK_EQ(verdict(q).reason, reason);
}

} // namespace

TEST("an internal question from another operator is not entitled, from our own it is") {
  expect(question(kAti, kFarState), Entitlement::not_entitled, Reason::different_network);
  expect(question(kAti, kHomeland), Entitlement::entitled, Reason::same_network);
}

TEST("networks of one operator are one party") {
  Question q = question(kAti, 2); // homeland-virtual
  expect(q, Entitlement::entitled, Reason::same_network);
}

TEST("with countries alone, countries apart are a no and a country shared is not known") {
  Question q = question(kAti, kBritain);
  expect(q, Entitlement::not_entitled, Reason::different_country);
  q.destination = q.home = kBritain;
  expect(q, Entitlement::cannot_know, Reason::operator_unknown);
}

TEST("where the called title tells a country only, the subscriber's home there was asked") {
  Question q = question(kAti, kIslands);
  q.destination = 9; // country BB, no territory of the islands' operator
  q.home = kIslands;
  expect(q, Entitlement::not_entitled, Reason::different_country);
}

TEST("unknown never becomes a no") {
  expect(question(kAti, kNoParty), Entitlement::cannot_know, Reason::origin_unknown);
  Question q = question(kAti, kFarState);
  q.destination = q.home = kNoParty;
  expect(q, Entitlement::cannot_know, Reason::destination_unknown);
  q = question(kPsi, kFarState);
  q.home = kNoParty;
  expect(q, Entitlement::cannot_know, Reason::home_unknown);
  q.subscriber_known = false;
  expect(q, Entitlement::cannot_know, Reason::subscriber_unknown);
}

TEST("a home question is the home's alone") {
  Question visitor = question(kPsi, kFarState);
  visitor.home = kFarState;
  expect(visitor, Entitlement::entitled, Reason::same_network);
  visitor.origin = kIslands;
  expect(visitor, Entitlement::not_entitled, Reason::different_network);
}

TEST("short message routing is anybody's") {
  expect(question(kRouting, kFarState), Entitlement::entitled, Reason::none);
}

TEST("what nobody listed, what was returned, and what the responder sent is not judged") {
  Question q = question(OperationId::unknown, kFarState);
  expect(q, Entitlement::not_judged, Reason::operation_unlisted);
  q = question(kAti, kFarState);
  q.is_returned = true;
  expect(q, Entitlement::not_judged, Reason::returned);
  q = question(kAti, kFarState);
  q.from_initiator = false;
  expect(q, Entitlement::not_judged, Reason::responder);
}

TEST("an invoke whose protocol is not known breaches no category") {
  Question q = question(kAti, kFarState);
  q.protocol_known = false;
  expect(q, Entitlement::cannot_know, Reason::protocol_unknown);
}

TEST("the serving network is entitled, one beyond its borders is not") {
  expect(served(question(kRegisterSs, kFarState), kFarState, ClaimGrade::claimed),
         Entitlement::entitled, Reason::same_network);
  expect(served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::corroborated),
         Entitlement::not_entitled, Reason::different_network);
  expect(served(question(kRegisterSs, kBritain), kFarState, ClaimGrade::corroborated),
         Entitlement::not_entitled, Reason::different_country);
}

TEST("a claim that nothing supports speaks once its update has stood its trial, if answered") {
  Question bare = served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::claimed);
  expect(bare, Entitlement::not_entitled, Reason::different_network);
  bare.is_tried = false;
  expect(bare, Entitlement::cannot_know, Reason::serving_unknown);
  for (const Claim::Flag flag : {Claim::kUnseen, Claim::kImpossible}) {
    Question doubtful = served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::claimed);
    doubtful.serving.claim.flags = flag;
    expect(doubtful, Entitlement::cannot_know, Reason::serving_unknown);
  }
}

TEST("a neighbour may only be unseen") {
  // Homeland borders far-state; the subscriber is a visitor from the islands.
  Question q = question(kRegisterSs, kFarState);
  q.home = kIslands;
  expect(served(q, kHomeland, ClaimGrade::corroborated), Entitlement::cannot_know,
         Reason::serving_unknown);
}

TEST("a network that served until now has messages under way") {
  Question q = served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::corroborated);
  q.held_before = true;
  expect(q, Entitlement::cannot_know, Reason::serving_unknown);
}

TEST("a newer update that nothing supports yet speaks for the origin as much as against it") {
  Question q = served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::corroborated);
  q.served_by_origin = Tristate::unknown;
  expect(q, Entitlement::cannot_know, Reason::serving_unknown);
}

TEST("without any record an own subscriber is presumed at home, unproven") {
  expect(question(kRegisterSs, kHomeland), Entitlement::entitled, Reason::same_network);
  expect(question(kRegisterSs, kFarState), Entitlement::cannot_know, Reason::serving_unknown);
}

TEST("a network whose claim was refuted is not entitled, and says why") {
  Question q = served(question(kRegisterSs, kIslands), kFarState, ClaimGrade::corroborated);
  q.serving.newer_refuted = true;
  expect(q, Entitlement::not_entitled, Reason::refuted_claim);
}

TEST("an update is the move: judged by the journey and not by who serves") {
  Question q = served(question(kUpdate, kIslands), kFarState, ClaimGrade::corroborated);
  q.move_possible = Tristate::yes;
  expect(q, Entitlement::entitled, Reason::update_is_the_move);
  q.move_possible = Tristate::unknown;
  expect(q, Entitlement::cannot_know, Reason::update_is_the_move);
  q.move_possible = Tristate::no;
  expect(q, Entitlement::not_entitled, Reason::impossible_journey);
}

TEST("who is back where the subscriber was before answers for no claim between") {
  Question q = served(question(kUpdate, kIslands), kFarState, ClaimGrade::corroborated);
  q.is_update = true;
  q.move_possible = Tristate::no;
  q.held_before = true;
  expect(q, Entitlement::cannot_know, Reason::update_is_the_move);
}

TEST("authentication alone never accuses: it precedes border scans and steered attempts") {
  Question q = served(question(kAuthentication, kIslands), kFarState, ClaimGrade::corroborated);
  q.move_possible = Tristate::no;
  expect(q, Entitlement::cannot_know, Reason::update_is_the_move);
}

TEST("a late purge from a network that held the subscriber is normal") {
  Question q = served(question(kPurge, kIslands), kFarState, ClaimGrade::corroborated);
  expect(q, Entitlement::not_entitled, Reason::different_network);
  q.held_before = true;
  expect(q, Entitlement::entitled, Reason::same_network);
}

CHECK_MAIN()
