// SPDX-License-Identifier: Apache-2.0
#include "native/screen/entitlement.hpp"

#include "native/decode/message.hpp"

namespace sigwarden {
namespace {

using Reason = EntitlementReason;

constexpr Verdict entitled(Reason reason) {
  return {Entitlement::entitled, reason};
}
constexpr Verdict not_entitled(Reason reason) {
  return {Entitlement::not_entitled, reason};
}
constexpr Verdict cannot_know(Reason reason) {
  return {Entitlement::cannot_know, reason};
}
constexpr Verdict not_judged(Reason reason) {
  return {Entitlement::not_judged, reason};
}

Verdict of_relation(Relation relation) {
  switch (relation) {
  case Relation::same_operator: return entitled(Reason::same_network);
  case Relation::different_operator: return not_entitled(Reason::different_network);
  case Relation::different_country: return not_entitled(Reason::different_country);
  default: return cannot_know(Reason::operator_unknown);
  }
}

Verdict compare(Party origin, Party other, Reason when_other_unknown, const Networks& networks) {
  if (origin == kNoParty) return cannot_know(Reason::origin_unknown);
  if (other == kNoParty) return cannot_know(when_other_unknown);
  return of_relation(networks.relation(origin, other));
}

/// Category 1: only nodes of the network that is asked.
Verdict judge_own(const Question& q, const Networks& networks) {
  const bool addressed = q.destination != kNoParty;
  const Verdict verdict =
      compare(q.origin, addressed ? q.destination : q.home, Reason::destination_unknown, networks);
  if (verdict.reason != Reason::operator_unknown || q.home == kNoParty) return verdict;
  // The called title tells a country only; when the subscriber's home lies there it was asked.
  if (!networks.share_territory(q.destination, q.home)) return verdict;
  return of_relation(networks.relation(q.origin, q.home));
}

/// Category 2: only the home of the subscriber.
Verdict judge_home(const Question& q, const Networks& networks) {
  const Reason unknown = q.subscriber_known ? Reason::home_unknown : Reason::subscriber_unknown;
  return compare(q.origin, q.home, unknown, networks);
}

/// An update comes from the new network by its nature: what can be judged is the journey.
Verdict judge_move(const Question& q, const Networks& networks) {
  if (q.move_possible == Tristate::yes) return entitled(Reason::update_is_the_move);
  // Authentication precedes border scans and steered attempts: alone it accuses nobody.
  if (q.move_possible == Tristate::unknown || !q.is_update)
    return cannot_know(Reason::update_is_the_move);
  // Back where the subscriber was before: the claim between is what is odd, whatever its network
  // took for the subscriber, and the flip-back will say so once this is answered.
  if (q.held_before) return cannot_know(Reason::update_is_the_move);
  const Verdict apart = of_relation(networks.relation(q.origin, q.serving.claim.party));
  return apart.entitlement == Entitlement::not_entitled ? not_entitled(Reason::impossible_journey)
                                                        : cannot_know(Reason::update_is_the_move);
}

/// May the claim speak against another network? An update that was answered and nothing else is
/// forged as easily as what it would contradict, so for the time in which the update itself is
/// judged it says nothing; a rule sees by its grade how little it is afterwards.
bool speaks(const Claim& claim, bool is_tried) {
  if (claim.grade >= ClaimGrade::plausible) return true;
  const bool is_answered = (claim.flags & (Claim::kUnseen | Claim::kImpossible)) == 0;
  return claim.grade == ClaimGrade::claimed && is_answered && is_tried;
}

/// Category 3: only the network that serves the subscriber now.
Verdict judge_serving(const Question& q, bool is_move, const Networks& networks) {
  if (!q.subscriber_known) return cannot_know(Reason::subscriber_unknown);
  if (q.origin == kNoParty) return cannot_know(Reason::origin_unknown);
  if (q.served_by_origin == Tristate::yes) return entitled(Reason::same_network);
  if (q.is_purge && q.held_before) return entitled(Reason::same_network);
  const Claim& claim = q.serving.claim;
  const bool is_home = networks.relation(q.origin, q.home) == Relation::same_operator;
  if (claim.party == kNoParty && is_home) return entitled(Reason::same_network);
  if (is_move) return judge_move(q, networks);
  if (claim.party == kNoParty)
    return cannot_know(q.serving.newer_refuted ? Reason::refuted_claim : Reason::serving_unknown);
  if (is_home || !speaks(claim, q.is_tried)) return cannot_know(Reason::serving_unknown);
  const Verdict verdict = of_relation(networks.relation(q.origin, claim.party));
  if (verdict.entitlement != Entitlement::not_entitled) return verdict;
  // A newer update of the origin was answered, though nothing supports it yet.
  if (q.served_by_origin == Tristate::unknown) return cannot_know(Reason::serving_unknown);
  // Across a border the update may simply not have passed this tap, and a network that served the
  // subscriber until now has messages under way.
  if (!q.is_far || q.held_before) return cannot_know(Reason::serving_unknown);
  return q.serving.newer_refuted ? not_entitled(Reason::refuted_claim) : verdict;
}

} // namespace

Verdict judge(const Question& q, const Policy& policy, const Networks& networks) {
  if (q.is_returned) return not_judged(Reason::returned);
  // In CAP the roles are those of the functions, whoever opened the dialogue: a stranger's service
  // control function that is asked, because it was planted in the profile, may instruct nobody.
  if (!q.from_initiator && !is_camel(q.operation)) return not_judged(Reason::responder);
  const Sender sender = policy.sender(q.operation);
  if (sender == Sender::unlisted) return not_judged(Reason::operation_unlisted);
  if (!q.protocol_known) return cannot_know(Reason::protocol_unknown);
  // What anybody may send can still be agreed: look-ups that deliver nothing are.
  if (q.origin != kNoParty && policy.agreement(q.origin, q.operation, q.time_ns))
    return entitled(Reason::agreement);
  if (sender == Sender::any) return entitled(Reason::none);
  switch (sender) {
  case Sender::own: return judge_own(q, networks);
  case Sender::home: return judge_home(q, networks);
  default: return judge_serving(q, policy.is_move(q.operation), networks);
  }
}

} // namespace sigwarden
