// SPDX-License-Identifier: Apache-2.0
#include "native/state/claims.hpp"

#include "test/native/engine_world.hpp"

using namespace sigwarden;
using namespace sigwarden::world;

namespace {

const MixKey kSecret = MixKey::from(SipKey{1, 2});
const uint64_t kImsi = digits("001010000000001").bcd;
constexpr uint32_t kNow = 1'529'020'800, kHour = 3600, kDay = 86'400;

struct Table : Claims {
  Table() : Claims(4096, 1024, kSecret) {}
  Move update(Party party, uint32_t at, Domain domain = Domain::cs) {
    return Claims::update(kImsi, domain, party, at, networks());
  }
  Party best() const { return serving(kImsi).claim.party; }
  ClaimGrade grade() const { return serving(kImsi).claim.grade; }
  void sms_at(Party party, uint32_t at) {
    corroborate(kImsi, party, Corroboration::mt_sms, at, networks());
  }
};

} // namespace

TEST("an answered update is a claim and no more") {
  Table claims;
  claims.update(kFarState, kNow);
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.grade(), ClaimGrade::claimed);
}

TEST("a short message that was delivered there corroborates the claim") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kIslands, kNow + 5);
  CHECK_EQ(claims.grade(), ClaimGrade::claimed);
  claims.sms_at(kFarState, kNow + 5);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
}

TEST("a day of service corroborates, an hour does not") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.service(kImsi, kFarState, kNow + kHour, networks());
  CHECK_EQ(claims.grade(), ClaimGrade::claimed);
  claims.service(kImsi, kFarState, kNow + kDay, networks());
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
}

TEST("there and back without a trace refutes the claim between: a flip-back") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  CHECK(!claims.update(kIslands, kNow + 600).flip_back);
  const Move back = claims.update(kFarState, kNow + 900);
  CHECK(back.flip_back);
  CHECK_EQ(back.suspect, kIslands);
  CHECK_EQ(back.held_s, 300u);
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated); // what was known of A still holds
}

TEST("two false claims one after the other are both passed over on the way back") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.update(kIslands, kNow + 60);
  claims.update(kBritain, kNow + 120);
  const Move back = claims.update(kHomeland, kNow + 180);
  CHECK(back.flip_back);
  CHECK_EQ(back.suspect, kBritain);
}

TEST("a neighbour's claim is never a flip-back: borders flap") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.update(kFarState, kNow + 60);
  CHECK(!claims.update(kHomeland, kNow + 120).flip_back);
}

TEST("a corroborated stay is never a flip-back") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.update(kIslands, kNow + 60);
  claims.sms_at(kIslands, kNow + 70);
  CHECK(!claims.update(kFarState, kNow + 120).flip_back);
}

TEST("a stay with a day of service is never a flip-back") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.update(kIslands, kNow + 60);
  claims.service(kImsi, kIslands, kNow + kHour, networks());
  CHECK(!claims.update(kFarState, kNow + 2 * kDay).flip_back);
}

TEST("a journey is possible over a border at once, elsewhere only with the time to travel") {
  Table claims;
  claims.update(kHomeland, kNow);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 60, networks()), Tristate::unknown);
  claims.sms_at(kHomeland, kNow + 10);
  CHECK_EQ(claims.move_possible(kImsi, kFarState, kNow + 60, networks()), Tristate::yes);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 60, networks()), Tristate::no);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 3 * kHour, networks()), Tristate::yes);
}

TEST("a journey needs the time of its distance since the last activity, not since the update") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow + 6 * kHour);
  const uint32_t seen = kNow + 6 * kHour;
  const uint32_t travel = static_cast<uint32_t>(networks().travel_seconds(kHomeland, kIslands));
  CHECK_EQ(travel, 7200u); // 1,570 km
  CHECK_EQ(claims.silent_seconds(kImsi, seen + 60), 60);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, seen + travel - 1, networks()), Tristate::no);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, seen + travel, networks()), Tristate::yes);
  CHECK_EQ(claims.move_possible(kImsi, kBritain, seen + travel, networks()), Tristate::no);
}

TEST("what a false claim does costs the subscriber no travel time") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + kHour); // impossible, so nobody was there
  claims.service(kImsi, kIslands, kNow + 3 * kHour, networks());
  CHECK_EQ(claims.silent_seconds(kImsi, kNow + 4 * kHour), int32_t{4 * kHour - 10});
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 4 * kHour, networks()), Tristate::yes);
}

TEST("a distance that is not known makes a journey neither possible nor impossible") {
  Table claims;
  const Party barbados = networks().by_e164(digits("12465550100"));
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow + 10);
  CHECK_EQ(networks().near(kHomeland, barbados), Tristate::no);
  CHECK_EQ(claims.move_possible(kImsi, barbados, kNow + 20, networks()), Tristate::unknown);
  CHECK_EQ(claims.move_possible(kImsi, kNoParty, kNow + 20, networks()), Tristate::unknown);
}

TEST("a clock that stepped back leaves open how long anybody was silent") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow - 5, networks()), Tristate::no);
  CHECK_EQ(claims.silent_seconds(kImsi, kNow - 5), 0);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow - kHour, networks()), Tristate::unknown);
  CHECK_EQ(claims.silent_seconds(kImsi, kNow - kHour), -1);
}

TEST("a journey from either of two places that serve at once will do") {
  Table claims;
  claims.update(kHomeland, kNow, Domain::cs);
  claims.sms_at(kHomeland, kNow);
  claims.update(kFarState, kNow + 60, Domain::eps); // next door
  claims.sms_at(kFarState, kNow + 70);
  CHECK_EQ(claims.move_possible(kImsi, kHomeland, kNow + 80, networks()), Tristate::yes);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 80, networks()), Tristate::no);
}

TEST("whose place nothing supports has no journey") {
  Table claims;
  claims.update(kHomeland, kNow);
  CHECK_EQ(claims.silent_seconds(kImsi, kNow + 60), -1);
  CHECK_EQ(claims.silent_seconds(kImsi + 0x1000, kNow + 60), -1);
  CHECK(claims.knows(kImsi));
  CHECK(!claims.knows(kImsi + 0x1000));
}

TEST("one who came home is where a later journey starts") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  claims.update(kBritain, kNow + 30 * kDay);
  CHECK_EQ(claims.best(), kBritain);
  CHECK_EQ(claims.grade(), ClaimGrade::plausible);
}

TEST("asking for an update is no sign of life: it buys the attacker no travel time") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow);
  claims.set_pending(kImsi, Domain::cs, true, kNow + 3 * kHour - 1);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 3 * kHour, networks()), Tristate::yes);
}

TEST("an impossible claim does not displace a corroborated one") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow + 10);
  claims.update(kIslands, kNow + 60);
  CHECK_EQ(claims.best(), kHomeland);
  CHECK_EQ(claims.is_served_by(kImsi, kHomeland, networks()), Tristate::yes);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::unknown);
  CHECK_EQ(claims.is_served_by(kImsi, kFarState, networks()), Tristate::no);
}

TEST("two domains may be served by two networks at once") {
  Table claims;
  claims.update(kFarState, kNow, Domain::cs);
  claims.update(kIslands, kNow + 5, Domain::eps);
  CHECK_EQ(claims.is_served_by(kImsi, kFarState, networks()), Tristate::yes);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::yes);
}

TEST("one country twice is not one operator") {
  Table claims;
  claims.update(kBritain, kNow);
  CHECK_EQ(claims.is_served_by(kImsi, kBritain, networks()), Tristate::unknown);
}

TEST("a cancel that no foreign update explains is the way home") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  const Move move = claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  CHECK_EQ(move.previous, kIslands);
  CHECK(!move.flip_back);
  CHECK_EQ(claims.serving(kImsi, Domain::cs).claim.flags & Claim::kReturnedHome,
           int{Claim::kReturnedHome});
}

TEST("a cancel while an update waits for its answer is part of the move") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.set_pending(kImsi, Domain::cs, true, kNow + 100);
  CHECK_EQ(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 101, networks()).previous,
           kNoParty);
  CHECK_EQ(claims.best(), kIslands);
}

TEST("a cancel repeated at the former node after the update is no way home") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.update(kIslands, kNow + 1000); // another node of the same network
  CHECK_EQ(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1001, networks()).previous,
           kNoParty);
  claims.service(kImsi, kIslands, kNow + 1010, networks());
  CHECK_EQ(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1011, networks()).previous,
           kIslands);
}

TEST("cancels of all domains in one second all lead home") {
  Table claims;
  claims.update(kIslands, kNow, Domain::cs);
  claims.update(kIslands, kNow + 2, Domain::eps);
  claims.sms_at(kIslands, kNow + 600);
  claims.update(kIslands, kNow + 700, Domain::eps);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  claims.cancel(kImsi, Domain::eps, kIslands, kHomeland, kNow + kDay + 1, networks());
  CHECK_EQ(claims.serving(kImsi, Domain::cs).claim.party, kHomeland);
  CHECK_EQ(claims.serving(kImsi, Domain::eps).claim.party, kHomeland);
}

TEST("an old claim of another domain does not outweigh what is newer") {
  Table claims;
  claims.update(kIslands, kNow, Domain::eps);
  claims.sms_at(kIslands, kNow + 10);
  claims.update(kFarState, kNow + 90 * kDay, Domain::cs);
  CHECK_EQ(claims.grade(), ClaimGrade::plausible);
  CHECK_EQ(claims.best(), kFarState);
}

TEST("a domain that was never told of the departure serves no more") {
  Table claims;
  claims.update(kIslands, kNow, Domain::ps);
  claims.sms_at(kIslands, kNow + 10);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::yes);
  const uint32_t later = kNow + 300 * kDay;
  claims.update(kFarState, later, Domain::cs);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::yes); // a bare claim
  claims.sms_at(kFarState, later + 10);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::no);
  CHECK(!claims.was_held_by(kImsi, kIslands, later + 60 * kDay, 31 * kDay, networks()));
}

TEST("an update whose answer was not seen accuses nobody and excuses who asked") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::no);
  claims.update_unseen(kImsi, Domain::cs, kIslands, kNow + kDay, networks());
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::unknown);
  CHECK(!claims.update(kFarState, kNow + kDay + 600).flip_back);
}

TEST("a bare claim in an empty domain does not serve while another domain speaks against it") {
  Table claims;
  claims.update(kFarState, kNow, Domain::cs);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 600, Domain::ps);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::unknown);
  CHECK_EQ(claims.is_served_by(kImsi, kFarState, networks()), Tristate::yes);
}

TEST("home again sooner than anyone can travel refutes the claim abroad, once no update explains "
     "it") {
  Table claims;
  claims.update(kIslands, kNow);
  const Move move = claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1200, networks());
  CHECK(move.flip_back);
  CHECK_EQ(move.held_s, 1200u);
  CHECK(claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kIslands, networks())); // once
}

TEST("a message that a stranger took for somebody who is home again at once does not stand for the "
     "stranger, one that came from there does") {
  for (const bool sends : {false, true}) {
    Table claims;
    claims.update(kIslands, kNow);
    claims.sms_at(kIslands, kNow + 60);
    if (sends) claims.service(kImsi, kIslands, kNow + 90, networks());
    const uint32_t back_s = kNow + 1200;
    CHECK_EQ(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, back_s, networks()).flip_back,
             !sends);
    CHECK_EQ(claims.confirm_return(kImsi, Domain::cs, kIslands, networks()), !sends);
  }
}

TEST("an update whose answer was not seen excuses nobody once the subscriber shows elsewhere") {
  for (const uint32_t later_s : {60u, limits::late_message_seconds + 60}) {
    Table claims;
    claims.update(kFarState, kNow);
    claims.sms_at(kFarState, kNow + 10);
    claims.update_unseen(kImsi, Domain::cs, kIslands, kNow + kHour, networks());
    claims.sms_at(kFarState, kNow + kHour + later_s);
    const bool is_settled = later_s > limits::late_message_seconds;
    CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()),
             is_settled ? Tristate::no : Tristate::unknown);
    CHECK_EQ(claims.best(), kFarState);
  }
}

TEST("a traveller who was written to and is home after a flight was there") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 60);
  const uint32_t back_s = kNow + 20 * kHour;
  CHECK(!claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, back_s, networks()).flip_back);
}

TEST("a cancel that overtakes the update it belongs to brings nobody home") {
  Table claims;
  claims.update(kIslands, kNow);
  CHECK(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1200, networks()).flip_back);
  CHECK_EQ(claims.move_possible(kImsi, kFarState, kNow + 1201, networks()), Tristate::unknown);
  claims.set_pending(kImsi, Domain::cs, true, kNow + 1204);
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
  claims.set_pending(kImsi, Domain::cs, false, kNow + 1205);
  CHECK(!claims.update(kFarState, kNow + 1205).flip_back);
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.update(kIslands, kNow + 1800).suspect, kFarState); // nobody was home in between
}

TEST("a cancel that overtakes the update back to A leaves a flip-back from A to A") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 600);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 900, networks());
  const Move back = claims.update(kFarState, kNow + 903);
  CHECK(back.flip_back);
  CHECK_EQ(back.suspect, kIslands);
}

TEST("an update of another domain explains a cancel whose own update was lost") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.update(kFarState, kNow + 1198, Domain::eps);
  claims.service(kImsi, kIslands, kNow + 1199, networks());
  CHECK(claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1200, networks()).flip_back);
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
}

TEST("one who was abroad before anything was seen changes registers there and comes home") {
  Table claims;
  claims.set_pending(kImsi, Domain::cs, true, kNow);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow, networks()); // at the former register
  claims.set_pending(kImsi, Domain::cs, false, kNow + 1);
  claims.update(kIslands, kNow + 1);
  claims.service(kImsi, kIslands, kNow + 300, networks());
  const Move move = claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 1200, networks());
  CHECK_EQ(move.previous, kIslands);
  CHECK(!move.flip_back);
}

TEST("a visitor's home proves nothing against us or anybody") {
  Table claims;
  claims.update(kHomeland, kNow);
  CHECK(!claims.cancel(kImsi, Domain::cs, kHomeland, kIslands, kNow + 600, networks()).flip_back);
  Table visitor;
  visitor.update(kIslands, kNow);
  visitor.sms_at(kIslands, kNow + 10);
  visitor.update(kHomeland, kNow + 600);
  CHECK(!visitor.update(kIslands, kNow + 900).flip_back);
}

TEST("what a node answers to which nobody could travel is no place to leave from") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 600); // impossible
  claims.sms_at(kIslands, kNow + 610); // and intercepted there
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
  CHECK_EQ(claims.move_possible(kImsi, kFarState, kNow + 900, networks()), Tristate::yes);
  CHECK_EQ(claims.is_served_by(kImsi, kFarState, networks()), Tristate::yes);
  CHECK_EQ(claims.is_served_by(kImsi, kIslands, networks()), Tristate::unknown);
  CHECK(!claims.update(kFarState, kNow + 900).flip_back); // the footprint may be wrong
}

TEST("back sooner than anyone can travel, what was claimed between is the odd one, traces or not") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  const uint32_t taken = kNow + 8 * kHour; // possible, had the telephone been silent by choice
  claims.update(kIslands, taken);
  claims.sms_at(kIslands, taken + 60);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
  CHECK(claims.is_return(kImsi, kFarState, taken + 600, networks()));
  const Move back = claims.update(kFarState, taken + 600);
  CHECK(back.flip_back);
  CHECK_EQ(back.suspect, kIslands);
  CHECK_EQ(back.held_s, 600u);
  CHECK_EQ(claims.best(), kFarState);
  CHECK_EQ(claims.grade(), ClaimGrade::plausible);
  // The next journey starts there, and a neighbour is reached at once.
  CHECK_EQ(claims.move_possible(kImsi, kHomeland, taken + 900, networks()), Tristate::yes);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, taken + 900, networks()), Tristate::no);
  CHECK(!claims.was_held_by(kImsi, kIslands, taken + 900, kDay, networks()));
}

TEST("back next door is a return as well, in whichever domain") {
  Table claims;
  claims.update(kFarState, kNow, Domain::eps);
  claims.sms_at(kFarState, kNow + 10);
  const uint32_t taken = kNow + 8 * kHour;
  claims.update(kIslands, taken);
  claims.sms_at(kIslands, taken + 60);
  CHECK_EQ(claims.move_possible(kImsi, kHomeland, taken + 600, networks()), Tristate::no);
  CHECK(claims.is_return(kImsi, kHomeland, taken + 600, networks()));
  CHECK(claims.update(kHomeland, taken + 600).flip_back);
  CHECK_EQ(claims.best(), kHomeland);
}

TEST("where the subscriber was days ago is no place to be back at") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + kDay);
  claims.sms_at(kIslands, kNow + 3 * kDay);
  CHECK(!claims.is_return(kImsi, kFarState, kNow + 3 * kDay + 60, networks()));
  CHECK(!claims.is_return(kImsi, kBritain, kNow + kDay + 60, networks()));
  CHECK(!claims.update(kFarState, kNow + 3 * kDay + 60).flip_back);
  CHECK_EQ(claims.best(), kIslands);
}

TEST("who registers again where a cancel was sent, sooner than anyone can come back, never left") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 120, networks());
  CHECK_EQ(claims.best(), kHomeland);
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 300, networks()), Tristate::unknown);
  CHECK_EQ(claims.move_possible(kImsi, kBritain, kNow + 300, networks()), Tristate::no);
  CHECK(!claims.update(kIslands, kNow + 300).flip_back);
  CHECK_EQ(claims.best(), kIslands);
  CHECK_EQ(claims.serving(kImsi).claim.since_s, kNow);
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
  claims.sms_at(kIslands, kNow + 400);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
}

TEST("another domain back at A shows that the update to A was lost, and nobody went home") {
  Table claims;
  claims.update(kFarState, kNow, Domain::cs);
  claims.update(kFarState, kNow + 2, Domain::eps);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kBritain, kNow + kDay, Domain::cs);
  claims.update(kBritain, kNow + kDay + 2, Domain::eps);
  const uint32_t back = kNow + kDay + 600;
  claims.cancel(kImsi, Domain::cs, kBritain, kHomeland, back, networks()); // its update was lost
  claims.update(kFarState, back + 2, Domain::eps);
  CHECK(!claims.confirm_return(kImsi, Domain::cs, kBritain, networks()));
}

TEST("where only a cancel tells of the departure, messages may be under way for a day") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  CHECK(claims.was_held_by(kImsi, kIslands, kNow + kDay + 12 * kHour, 2 * kHour, networks()));
  CHECK(!claims.was_held_by(kImsi, kIslands, kNow + 2 * kDay, 2 * kHour, networks()));
}

TEST("a claim that a return refuted is no place to have stayed at") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + 120, networks());
  CHECK(claims.confirm_return(kImsi, Domain::cs, kIslands, networks()));
  CHECK_EQ(claims.move_possible(kImsi, kIslands, kNow + 300, networks()), Tristate::no);
}

TEST("one who never left, whatever a cancel seemed to say, contradicts nobody") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kHomeland, kBritain, kNow + kHour, networks());
  CHECK_EQ(claims.best(), kBritain);
  CHECK(!claims.update(kHomeland, kNow + kHour + 60).flip_back);
  CHECK_EQ(claims.best(), kHomeland);
}

TEST("what happens at a place that is outdated does not date the place that outdated it") {
  Table claims;
  claims.update(kFarState, kNow, Domain::eps);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + kDay);
  claims.sms_at(kIslands, kNow + kDay + 60);
  claims.service(kImsi, kFarState, kNow + kDay + 2 * kHour, networks());
  CHECK_EQ(claims.silent_seconds(kImsi, kNow + kDay + 3 * kHour), int32_t{3 * kHour - 60});
}

TEST("a day of service outweighs that the journey seemed impossible") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 600);
  claims.service(kImsi, kIslands, kNow + 600 + kDay, networks());
  CHECK_EQ(claims.best(), kIslands);
  CHECK_EQ(claims.grade(), ClaimGrade::corroborated);
}

TEST("a return whose answer was not seen is as old as one that was seen whole") {
  Table claims;
  claims.update(kFarState, kNow);
  claims.update(kIslands, kNow + kDay);
  claims.update_unseen(kImsi, Domain::cs, kFarState, kNow + 2 * kDay, networks());
  claims.sms_at(kFarState, kNow + 2 * kDay + 5);
  CHECK_EQ(claims.serving(kImsi).claim.since_s, kNow);
}

TEST("that somebody came home is our inference, and no later move refutes it") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  CHECK(!claims.update(kIslands, kNow + kDay + 600).flip_back);
}

TEST("a second journey to the same network is a claim of its own, from its own day") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  claims.update(kIslands, kNow + 30 * kDay);
  CHECK_EQ(claims.serving(kImsi).claim.since_s, kNow + 30 * kDay);
}

TEST("who was home between two journeys is not back where the first one led") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.sms_at(kIslands, kNow + 10);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  claims.update(kBritain, kNow + 3 * kDay);
  CHECK(!claims.update(kIslands, kNow + 3 * kDay + 10 * kHour).flip_back);
  CHECK_EQ(claims.serving(kImsi).claim.since_s, kNow + 3 * kDay + 10 * kHour);
}

TEST("another domain shows the way back from a short absence") {
  Table claims;
  claims.update(kFarState, kNow, Domain::cs);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 600, Domain::ps);
  CHECK(claims.update(kFarState, kNow + 900, Domain::ps).flip_back);
}

TEST("another domain's old claim is no way back from a journey of days") {
  Table claims;
  claims.update(kFarState, kNow, Domain::eps);
  claims.sms_at(kFarState, kNow + 10);
  claims.update(kIslands, kNow + 30 * kDay, Domain::cs);
  CHECK(!claims.update(kFarState, kNow + 33 * kDay, Domain::cs).flip_back);
}

TEST("a clock that steps back is no time at all") {
  Table claims;
  claims.update(kHomeland, kNow);
  claims.sms_at(kHomeland, kNow);
  claims.update(kIslands, kNow - 5 * kHour);
  const Move back = claims.update(kHomeland, kNow - 6 * kHour);
  CHECK(back.flip_back);
  CHECK_EQ(back.held_s, 0u);
}

TEST("an update alone excuses a purge that comes late, and nothing else") {
  Table claims;
  claims.update(kIslands, kNow);
  claims.cancel(kImsi, Domain::cs, kIslands, kHomeland, kNow + kDay, networks());
  const uint32_t late = kNow + 3 * kDay;
  CHECK(claims.was_held_by(kImsi, kIslands, late, 31 * kDay, networks(), true));
  CHECK(!claims.was_held_by(kImsi, kIslands, late, 31 * kDay, networks()));
  CHECK(!claims.was_held_by(kImsi, kBritain, late, 31 * kDay, networks(), true));
}

TEST("who claims the subscriber last and was delivered to is settled, whatever the claim was "
     "worth") {
  Table claims;
  const auto is_settled = [&](Party party) {
    return Claims::is_settled(claims.look(kImsi), party, networks());
  };
  claims.update(kFarState, kNow);
  claims.sms_at(kFarState, kNow + 10);
  CHECK(is_settled(kFarState));
  claims.update(kIslands, kNow + 600); // nobody travels so fast
  CHECK(!is_settled(kIslands));
  claims.sms_at(kIslands, kNow + 700);
  CHECK(is_settled(kIslands));
  CHECK(!is_settled(kFarState));
}

TEST("four claims a domain are kept and the fifth falls off") {
  Table claims;
  const Party route[] = {kHomeland, kBritain, kFarState, kIslands, kBritain};
  uint32_t at = kNow;
  for (const Party party : route) {
    claims.update(party, at);
    claims.sms_at(party, at + 1);
    at += kDay;
  }
  CHECK(claims.was_held_by(kImsi, kFarState, at, 31 * kDay, networks()));
  CHECK(!claims.was_held_by(kImsi, kHomeland, at, 31 * kDay, networks()));
  CHECK(!claims.was_held_by(kImsi, kFarState, at + 90 * kDay, 31 * kDay,
                            networks())); // no late purge now
}

TEST("flooding with subscribers evicts the longest silent, counted, and never another's claim") {
  Claims claims(512, 512, kSecret);
  for (uint32_t i = 0; i < 5000; i++)
    claims.update(uint64_t{i} << 8, Domain::cs, kIslands, kNow + i, networks());
  CHECK_EQ(claims.size() + claims.evicted(), uint64_t{5000});
  CHECK_EQ(claims.serving(uint64_t{4999} << 8).claim.since_s, kNow + 4999);
  CHECK_EQ(claims.serving(0xABCDEF0000000000).claim.party, kNoParty);
}

CHECK_MAIN()
