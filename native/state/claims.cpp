// SPDX-License-Identifier: Apache-2.0
#include "native/state/claims.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

bool stands(const Claim& claim) {
  return claim.party != kNoParty && claim.grade != ClaimGrade::refuted;
}

bool is_impossible(const Claim& claim) {
  return (claim.flags & Claim::kImpossible) != 0;
}

/// Something speaks for it: it stands, and is at least plausible. What a node to which nobody could
/// have travelled answers speaks for the node alone.
bool supported(const Claim& claim) {
  return stands(claim) && claim.grade >= ClaimGrade::plausible && !is_impossible(claim);
}

bool corroborated(const Claim& claim) {
  return claim.grade == ClaimGrade::corroborated;
}

/// Traffic of another kind was seen there, whatever it is worth.
bool has_trace(const Claim& claim) {
  return corroborated(claim) || (is_impossible(claim) && claim.grade == ClaimGrade::plausible);
}

bool same_operator(const Networks& networks, Party a, Party b) {
  return a == b || networks.same_operator(a, b) == Tristate::yes;
}

/// A home register may cancel at the former node once more after it answered the update.
constexpr uint32_t kLateCancelSeconds = 60;
constexpr uint32_t kSecondsPerDay = 86'400;

/// Time between two packets; a clock that steps back counts as no time.
uint32_t elapsed(uint32_t from_s, uint32_t to_s) {
  return to_s > from_s ? to_s - from_s : 0;
}

/// Came home by a cancel that an update may yet explain.
bool is_fresh_return(const Claim& claim, uint32_t now_s) {
  return (claim.flags & Claim::kReturnedHome) != 0 &&
         elapsed(claim.since_s, now_s) <= limits::return_seconds;
}

} // namespace

/// One message asks several questions about one subscriber: the answer to "where is the entry" is
/// kept. A slot that now holds somebody else gives itself away by its key.
uint32_t Claims::find(uint64_t imsi, uint64_t hash) const {
  const bool kept = imsi == last_imsi_ && (last_ == kNoSlot || table_.key(last_).imsi == imsi);
  if (kept) return last_;
  last_imsi_ = imsi;
  last_ = table_.find({imsi}, hash);
  return last_;
}

uint32_t Claims::find_or_make(uint64_t imsi, uint32_t now_s) {
  const uint32_t known = find(imsi);
  if (known == kNoSlot) last_ = table_.insert({imsi}, now_s).slot;
  return last_;
}

/// Marks of a day are of the day of the stamp, which never goes back.
void Claims::touch(uint32_t slot, uint32_t now_s) {
  const uint32_t before = table_.stamp(slot);
  table_.touch(slot, now_s);
  if (before / kSecondsPerDay == table_.stamp(slot) / kSecondsPerDay) return;
  for (Claim& claim : table_[slot].of)
    claim.flags = static_cast<uint8_t>(claim.flags & ~Claim::kDayCounted);
}

const Claims::Earlier* Claims::earlier_of(uint64_t imsi, Domain domain, const Claim& newest) const {
  if ((newest.flags & Claim::kHasHistory) == 0) return nullptr;
  const bool kept = last_history_ != kNoSlot && histories_.key(last_history_).imsi == imsi;
  if (!kept) last_history_ = histories_.find({imsi});
  return last_history_ == kNoSlot ? nullptr
                                  : &histories_[last_history_].of[static_cast<uint32_t>(domain)];
}

/// Makes `claim` the newest; the one that was goes to the side table.
void Claims::push(uint64_t imsi, Domain domain, Claim& newest, Claim claim, uint32_t now_s) {
  const uint8_t pending = newest.flags & Claim::kPending;
  if (newest.party != kNoParty) {
    const uint32_t slot = histories_.insert({imsi}, now_s).slot;
    histories_.touch(slot, now_s);
    Earlier& earlier = histories_[slot].of[static_cast<uint32_t>(domain)];
    if ((newest.flags & Claim::kHasHistory) == 0) earlier = Earlier{};
    for (uint32_t i = kEarlier - 1; i > 0; i--)
      earlier[i] = earlier[i - 1];
    earlier[0] = newest;
    claim.flags |= Claim::kHasHistory;
  }
  newest = claim;
  newest.flags |= pending;
}

/// A claim that is only claimed does not displace an older one that more speaks for.
Serving Claims::best_of(uint64_t imsi, Domain domain, const Claim& newest) const {
  if (supported(newest)) [[likely]] // nothing older displaces it
    return {newest, domain, false};
  Serving best{Claim{}, domain, false};
  const auto consider = [&](const Claim& claim) {
    if (claim.party == kNoParty) return;
    if (claim.grade == ClaimGrade::refuted)
      best.newer_refuted |= best.claim.party == kNoParty;
    else if (best.claim.party == kNoParty || (!supported(best.claim) && supported(claim)))
      best.claim = claim;
  };
  consider(newest);
  if (const Earlier* earlier = earlier_of(imsi, domain, newest))
    for (const Claim& claim : *earlier)
      consider(claim);
  return best;
}

Serving Claims::serving(uint64_t imsi, Domain domain) const {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return {Claim{}, domain, false};
  return best_of(imsi, domain, table_[slot].of[static_cast<uint32_t>(domain)]);
}

Claims::Picture Claims::look(uint64_t imsi, uint64_t hash) const {
  Picture picture;
  const uint32_t slot = find(imsi, hash);
  for (uint32_t i = 0; i < kDomainCount; i++) {
    const Domain domain = static_cast<Domain>(i);
    picture.best[i].domain = domain;
    if (slot == kNoSlot || table_[slot].of[i].party == kNoParty) continue;
    picture.newest[i] = table_[slot].of[i];
    picture.best[i] = best_of(imsi, domain, picture.newest[i]);
    const Party newest = picture.newest[i].party;
    if (picture.place == kNoParty) picture.place = newest;
    picture.is_of_one_place &= picture.best[i].claim.party == newest && newest == picture.place;
  }
  return picture;
}

Serving Claims::serving(const Picture& picture) {
  Serving best;
  for (const Serving& one : picture.best) {
    if (one.claim.party == kNoParty) {
      best.newer_refuted |= one.newer_refuted;
      continue;
    }
    const bool is_supported = supported(one.claim);
    const bool better = is_supported != supported(best.claim)
                            ? is_supported
                            : one.claim.since_s > best.claim.since_s;
    if (best.claim.party == kNoParty || better) best = one;
  }
  return best;
}

/// Since when another domain shows the subscriber beyond the borders of this domain's network: a
/// register that was not told keeps the old place for months. 0 when none does.
uint32_t Claims::outdated_since(const Picture& picture, uint32_t domain, const Networks& networks) {
  if (picture.is_of_one_place) [[likely]]
    return 0;
  const Claim& claim = picture.best[domain].claim;
  uint32_t since_s = 0;
  for (const Serving& other : picture.best)
    if (other.claim.party != claim.party && corroborated(other.claim) &&
        other.claim.since_s > claim.since_s &&
        networks.near(other.claim.party, claim.party) == Tristate::no)
      since_s = std::max(since_s, other.claim.since_s);
  return since_s;
}

/// Nothing supports this domain's claim, while another domain has the subscriber beyond its
/// borders.
bool Claims::is_contested(const Picture& picture, uint32_t domain, const Networks& networks) {
  const Claim& claim = picture.best[domain].claim;
  if (picture.is_of_one_place || claim.grade >= ClaimGrade::plausible) return false;
  for (const Serving& other : picture.best)
    if (other.claim.party != claim.party && other.claim.grade >= ClaimGrade::plausible &&
        stands(other.claim) && networks.near(other.claim.party, claim.party) == Tristate::no)
      return true;
  return false;
}

Tristate Claims::is_served_by(const Picture& picture, Party party, const Networks& networks) {
  if (party == kNoParty) return Tristate::unknown;
  if (picture.is_of_one_place) [[likely]]
    return networks.same_operator(picture.place, party);
  Tristate verdict = Tristate::unknown;
  bool is_candidate = false;
  for (uint32_t i = 0; i < kDomainCount; i++) {
    const Claim& best = picture.best[i].claim;
    if (best.party == kNoParty) continue;
    // One country twice is no operator: `networks` says so, equal numbers would not.
    const Tristate same = networks.same_operator(best.party, party);
    const Claim& newest = picture.newest[i];
    const bool is_newest = stands(newest) && same_operator(networks, newest.party, party);
    if (same != Tristate::yes && !is_newest &&
        (same == Tristate::unknown || verdict != Tristate::unknown))
      continue; // says nothing, or what another domain said already
    const bool outdated = outdated_since(picture, i, networks) != 0;
    const bool contested = is_contested(picture, i, networks);
    if (same == Tristate::yes && !outdated && !contested) [[likely]]
      return Tristate::yes;
    is_candidate |= !outdated && is_newest;
    if (verdict == Tristate::unknown && !outdated && !contested) verdict = same;
  }
  return is_candidate ? Tristate::unknown : verdict;
}

/// Every claim that is remembered, of each domain the newest first.
template <class Visit> void Claims::each_of(uint64_t imsi, Visit&& visit) const {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return;
  for (uint32_t i = 0; i < kDomainCount; i++) {
    const Domain domain = static_cast<Domain>(i);
    const Claim& newest = table_[slot].of[i];
    if (newest.party == kNoParty) continue;
    visit(domain, newest);
    if (const Earlier* earlier = earlier_of(imsi, domain, newest))
      for (const Claim& claim : *earlier)
        if (claim.party != kNoParty) visit(domain, claim);
  }
}

bool Claims::is_far(const Picture& picture, Party party, const Networks& networks) {
  for (uint32_t i = 0; i < kDomainCount; i++) {
    const Party serving = picture.best[i].claim.party;
    if (serving != kNoParty && networks.near(serving, party) != Tristate::no &&
        outdated_since(picture, i, networks) == 0 && !is_contested(picture, i, networks))
      return false;
  }
  return true;
}

bool Claims::is_settled(const Picture& picture, Party party, const Networks& networks) {
  for (const Claim& claim : picture.newest)
    if (stands(claim) && has_trace(claim) && same_operator(networks, claim.party, party))
      return true;
  return false;
}

/// Does anything support a claim of any domain?
bool Claims::has_support(uint64_t imsi, uint32_t slot) const {
  for (uint32_t i = 0; i < kDomainCount; i++)
    if (supported(best_of(imsi, static_cast<Domain>(i), table_[slot].of[i]).claim)) return true;
  return false;
}

/// Is the subscriber, as another domain shows, beyond the borders of this newest claim?
bool Claims::is_outdated(const Newest& all, const Claim& claim, const Networks& networks) {
  return std::any_of(all.of.begin(), all.of.end(), [&](const Claim& other) {
    return other.party != claim.party && corroborated(other) && other.since_s > claim.since_s &&
           networks.near(other.party, claim.party) == Tristate::no;
  });
}

/// The subscriber was active where this claim says. Where no journey starts, it is no departure.
void Claims::see(uint64_t imsi, uint32_t slot, const Claim& at, uint32_t now_s,
                 const Networks& networks) {
  const bool is_departure = supported(at) && !is_outdated(table_[slot], at, networks);
  if (is_departure || !has_support(imsi, slot)) touch(slot, now_s);
}

/// -1 when the clock went back: how long it was then is not known.
int32_t Claims::silence(uint32_t slot, uint32_t now_s) const {
  const uint32_t seen_s = table_.stamp(slot);
  if (seen_s > now_s && seen_s - now_s > limits::clock_tolerance_seconds) return -1;
  return static_cast<int32_t>(std::min<uint32_t>(elapsed(seen_s, now_s), INT32_MAX));
}

int32_t Claims::silent_seconds(uint64_t imsi, uint32_t now_s) const {
  const uint32_t slot = find(imsi);
  return slot != kNoSlot && has_support(imsi, slot) ? silence(slot, now_s) : -1;
}

Tristate Claims::move_possible(const Picture& picture, uint64_t imsi, Party party, uint32_t now_s,
                               const Networks& networks) const {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot || party == kNoParty) return Tristate::unknown;
  for (uint32_t i = 0; i < kDomainCount; i++)
    if (never_left(imsi, static_cast<Domain>(i), picture.newest[i], party, now_s, networks))
      return Tristate::unknown;
  const int32_t silent_s = silence(slot, now_s);
  Tristate possible = Tristate::unknown;
  for (uint32_t i = 0; i < kDomainCount; i++) {
    const Claim& from = picture.best[i].claim;
    if (is_fresh_return(from, now_s)) return Tristate::unknown;
    if (!supported(from) || outdated_since(picture, i, networks) != 0) continue;
    if (same_operator(networks, from.party, party)) return Tristate::yes;
    const int32_t travel_s = networks.travel_seconds(from.party, party);
    if (travel_s == kUnknownTravel) return Tristate::unknown;
    if (travel_s == 0 || silent_s >= travel_s) return Tristate::yes;
    if (silent_s >= 0) possible = Tristate::no;
  }
  return possible;
}

/// When the stay that a claim tells of ended at the latest: at the next claim of its domain, or at
/// one of another domain from beyond the borders. `now_s` when neither is known, and for a day when
/// nothing but a cancel tells of it: the update that it was part of may have been lost.
uint32_t Claims::ended_by(uint64_t imsi, const Claim& claim, uint32_t now_s,
                          const Networks& networks) const {
  uint32_t end_s = now_s;
  each_of(imsi, [&](Domain, const Claim& other) {
    const bool is_inferred = (other.flags & Claim::kReturnedHome) != 0 &&
                             elapsed(other.since_s, now_s) < limits::service_seconds;
    if (stands(other) && other.grade >= ClaimGrade::plausible && !is_inferred &&
        other.since_s > claim.since_s && networks.near(other.party, claim.party) == Tristate::no)
      end_s = std::min(end_s, other.since_s);
  });
  return end_s;
}

bool Claims::was_held_by(uint64_t imsi, Party party, uint32_t now_s, uint32_t within_s,
                         const Networks& networks, bool by_update) const {
  if (party == kNoParty) return false;
  bool held = false;
  each_of(imsi, [&](Domain, const Claim& claim) {
    const bool supported =
        by_update || claim.grade >= ClaimGrade::plausible || (claim.flags & Claim::kService) != 0;
    if (!held && stands(claim) && supported && !is_impossible(claim) &&
        same_operator(networks, claim.party, party))
      held = elapsed(ended_by(imsi, claim, now_s, networks), now_s) <= within_s;
  });
  return held;
}

bool Claims::is_return(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks) const {
  if (party == kNoParty) return false;
  bool was_there = false;
  each_of(imsi, [&](Domain, const Claim& claim) {
    const bool is_there = same_operator(networks, claim.party, party) ||
                          networks.near(claim.party, party) == Tristate::yes;
    if (!was_there && is_there && supported(claim))
      was_there = elapsed(ended_by(imsi, claim, now_s, networks), now_s) <= limits::service_seconds;
  });
  return was_there;
}

bool Claims::restore(uint64_t imsi, Domain domain, const Claim& claim, uint32_t place,
                     uint32_t seen_s) {
  const uint32_t slot = find_or_make(imsi, seen_s);
  Claim& newest = of(table_[slot], domain);
  const bool is_first = newest.party == kNoParty;
  if (place > 0) return restore_earlier(imsi, domain, newest, claim, place - 1, seen_s);
  if (!is_first && claim.since_s <= newest.since_s) return false;
  push(imsi, domain, newest, claim, seen_s);
  touch(slot, seen_s);
  return true;
}

/// To its place behind the newest claim, unless one is there.
bool Claims::restore_earlier(uint64_t imsi, Domain domain, Claim& newest, const Claim& claim,
                             uint32_t index, uint32_t seen_s) {
  const uint32_t slot = histories_.insert({imsi}, seen_s).slot;
  Earlier& earlier = histories_[slot].of[static_cast<uint32_t>(domain)];
  if ((newest.flags & Claim::kHasHistory) == 0) earlier = Earlier{};
  if (earlier[index].party != kNoParty) return false;
  earlier[index] = claim;
  newest.flags |= Claim::kHasHistory;
  return true;
}

bool Claims::may_have_left(uint64_t imsi, Party party, uint32_t now_s,
                           const Networks& networks) const {
  const uint32_t slot = find(imsi);
  return slot != kNoSlot && table_.stamp(slot) <= gap_from_s_ &&
         move_possible(imsi, party, now_s, networks) != Tristate::no;
}

void Claims::set_pending(uint64_t imsi, Domain domain, bool pending, uint32_t now_s) {
  // Not a sign of life: the stamp stays.
  const uint32_t slot = pending ? find_or_make(imsi, now_s) : find(imsi);
  if (slot == kNoSlot) return;
  Claim& newest = of(table_[slot], domain);
  newest.flags = static_cast<uint8_t>(pending ? newest.flags | Claim::kPending
                                              : newest.flags & ~Claim::kPending);
}

/// The claim of `party` to which the subscriber would be going back, past claims that nothing
/// corroborates: an earlier one of the domain, or a corroborated one of another domain that is
/// older than the newest here. No party when there is none.
Claim Claims::way_back(uint64_t imsi, Domain domain, const Newest& all, Party party, uint32_t now_s,
                       const Networks& networks) const {
  const Claim& newest = all.of[static_cast<uint32_t>(domain)];
  // Whoever was home in between sets out on a new journey.
  const bool was_home = (newest.flags & Claim::kReturnedHome) != 0;
  if (newest.party == kNoParty || has_trace(newest) || was_home) return {};
  if (const Earlier* earlier = earlier_of(imsi, domain, newest))
    for (const Claim& claim : *earlier) {
      if (stands(claim) && same_operator(networks, claim.party, party)) return claim;
      if (corroborated(claim) || (claim.flags & Claim::kReturnedHome) != 0) break;
    }
  // Two domains may be served by two networks, but not by two beyond each other's borders. A claim
  // of another domain may be stale, though: it speaks for a short absence only.
  if (elapsed(newest.since_s, now_s) >= limits::service_seconds) return {};
  for (const Claim& claim : all.of)
    if (corroborated(claim) && claim.since_s < newest.since_s &&
        same_operator(networks, claim.party, party))
      return claim;
  return {};
}

/// Did nothing but its update ever speak for this claim, from beyond the borders of where the
/// subscriber is now? Never asked of ourselves: where a visitor was before, no tap of ours saw.
bool Claims::is_traceless(uint64_t imsi, const Claim& claim, Party back, uint32_t held_s,
                          const Networks& networks) const {
  const bool served_a_day =
      (claim.flags & Claim::kService) != 0 && held_s >= limits::service_seconds;
  if (claim.since_s <= gap_from_s_) return false; // what spoke for it may have passed in the gap
  if (!stands(claim) || has_trace(claim) || served_a_day || (claim.flags & Claim::kUnseen) != 0 ||
      networks.is_home(claim.party) || networks.near(claim.party, back) != Tristate::no)
    return false;
  // Traffic of another domain may have tied the subscriber there during that time.
  bool seen_there = false;
  each_of(imsi, [&](Domain, const Claim& other) {
    seen_there |= has_trace(other) && other.party == claim.party &&
                  other.since_s + limits::service_seconds >= claim.since_s;
  });
  return !seen_there;
}

/// Did the network of this claim take what others sent there, and nothing come from it? Whoever
/// registers a stranger does so to receive.
bool Claims::has_only_received(uint64_t imsi, const Claim& claim, Party back,
                               const Networks& networks) const {
  if (!stands(claim) || !has_trace(claim) || (claim.flags & Claim::kUnseen) != 0 ||
      networks.is_home(claim.party) || networks.near(claim.party, back) != Tristate::no)
    return false;
  bool has_sent = false;
  each_of(imsi, [&](Domain, const Claim& other) {
    has_sent |= (other.flags & Claim::kService) != 0 && other.party == claim.party;
  });
  return !has_sent;
}

/// The subscriber is back at `back.party`: refutes the newest claim when nothing ever corroborated
/// it and it lies beyond the border.
Move Claims::take_back(uint64_t imsi, Domain domain, Claim& newest, Claim back, uint32_t now_s,
                       const Networks& networks) {
  Move move;
  move.previous = newest.party;
  move.held_s = elapsed(newest.since_s, now_s);
  if (is_traceless(imsi, newest, back.party, move.held_s, networks)) {
    move.flip_back = true;
    move.suspect = newest.party;
    newest.grade = ClaimGrade::refuted;
  }
  push(imsi, domain, newest, back, now_s);
  return move;
}

/// The subscriber is back at `back` sooner than anyone can travel from these claims: none of them
/// is a place to leave from any more. The latest is the one that was between; that somebody came
/// home is our inference, and accuses nobody.
Move Claims::contradict(Newest& all, Party back, uint32_t now_s, const Networks& networks) {
  Move move;
  uint32_t latest_s = 0;
  for (Claim& claim : all.of) {
    if (!supported(claim) || networks.near(claim.party, back) != Tristate::no) continue;
    const bool is_inferred = (claim.flags & Claim::kReturnedHome) != 0;
    if (claim.since_s >= latest_s && !is_inferred && !networks.is_home(claim.party)) {
      latest_s = claim.since_s;
      move = {true, claim.party, claim.party, elapsed(claim.since_s, now_s)};
    }
    claim.grade = ClaimGrade::plausible;
    claim.flags |= Claim::kImpossible;
  }
  return move;
}

Move Claims::update(uint64_t imsi, Domain domain, Party party, uint32_t now_s,
                    const Networks& networks) {
  if (party == kNoParty) return {};
  const Tristate possible = move_possible(imsi, party, now_s, networks);
  const uint32_t slot = find_or_make(imsi, now_s);
  Newest& all = table_[slot];
  Claim& newest = of(all, domain);
  if (is_fresh_return(newest, now_s) || never_left(imsi, domain, newest, party, now_s, networks))
    withdraw(imsi, domain, newest); // an update after all: the subscriber never was at home
  Move move;
  const bool is_back = possible == Tristate::no && is_return(imsi, party, now_s, networks);
  if (is_back) move = contradict(all, party, now_s, networks);
  if (stands(newest) && same_operator(networks, newest.party, party)) {
    newest.party = party; // another of its networks may serve another place
    newest.flags |= Claim::kService | Claim::kJustUpdated;
    newest.flags = static_cast<uint8_t>(newest.flags & ~Claim::kUnseen);
    see(imsi, slot, newest, now_s, networks);
    return move;
  }
  Claim claim{now_s, party, ClaimGrade::claimed, Claim::kJustUpdated};
  if (possible == Tristate::yes || is_back) claim.grade = ClaimGrade::plausible;
  if (possible == Tristate::no && !is_back) claim.flags |= Claim::kImpossible;
  const Claim before = way_back(imsi, domain, all, party, now_s, networks);
  if (before.party != kNoParty) {
    claim.grade = before.grade; // what was known of A still holds
    claim.since_s = before.since_s;
    claim.flags = static_cast<uint8_t>((claim.flags & ~Claim::kImpossible) |
                                       (before.flags & Claim::kImpossible));
    move = take_back(imsi, domain, newest, claim, now_s, networks);
  } else {
    if (!move.flip_back) move.previous = newest.party;
    push(imsi, domain, newest, claim, now_s);
  }
  see(imsi, slot, newest, now_s, networks);
  return move;
}

void Claims::update_unseen(uint64_t imsi, Domain domain, Party party, uint32_t asked_s,
                           const Networks& networks) {
  if (party == kNoParty) return;
  const uint32_t slot = find_or_make(imsi, asked_s);
  Claim& newest = of(table_[slot], domain);
  const bool known = stands(newest) && same_operator(networks, newest.party, party);
  if (known || newest.since_s > asked_s) return;
  // One who went back is there as long as the answer would have shown.
  const Claim before = way_back(imsi, domain, table_[slot], party, asked_s, networks);
  const uint32_t since_s = before.party != kNoParty ? before.since_s : asked_s;
  push(imsi, domain, newest, {since_s, party, ClaimGrade::claimed, Claim::kUnseen}, asked_s);
}

/// Nobody goes home and comes back in this time: the home register cancelled, and the telephone is
/// where it was.
bool Claims::never_left(uint64_t imsi, Domain domain, const Claim& newest, Party party,
                        uint32_t now_s, const Networks& networks) const {
  if ((newest.flags & Claim::kReturnedHome) == 0) return false;
  const Earlier* earlier = earlier_of(imsi, domain, newest);
  if (earlier == nullptr) return false;
  const Claim& before = earlier->front();
  const int32_t travel_s = networks.travel_seconds(newest.party, party);
  return stands(before) && same_operator(networks, before.party, party) && travel_s > 0 &&
         elapsed(newest.since_s, now_s) < static_cast<uint32_t>(travel_s);
}

/// Forgets the newest claim for the one before it.
void Claims::withdraw(uint64_t imsi, Domain domain, Claim& newest) {
  if ((newest.flags & Claim::kHasHistory) == 0) return;
  const uint32_t slot = histories_.find({imsi});
  if (slot == kNoSlot) return;
  Earlier& earlier = histories_[slot].of[static_cast<uint32_t>(domain)];
  const uint8_t pending = newest.flags & Claim::kPending;
  newest = earlier[0];
  newest.flags = static_cast<uint8_t>((newest.flags & ~Claim::kPending) | pending);
  for (uint32_t i = 1; i < kEarlier; i++)
    earlier[i - 1] = earlier[i];
  earlier[kEarlier - 1] = Claim{};
}

Move Claims::cancel(uint64_t imsi, Domain domain, Party party, Party home, uint32_t now_s,
                    const Networks& networks) {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot || home == kNoParty) return {};
  Claim& newest = of(table_[slot], domain);
  if (newest.party == kNoParty && (newest.flags & Claim::kPending) != 0) {
    // The home knew the subscriber there before anything was seen: for a day, which is longer than
    // any journey. How long in truth, nobody can tell.
    const uint32_t since_s = elapsed(limits::service_seconds, now_s);
    push(imsi, domain, newest, {since_s, party, ClaimGrade::claimed, Claim::kUnseen}, now_s);
    return {};
  }
  const uint32_t updated_s = std::max(table_.stamp(slot), newest.since_s);
  const bool just_updated =
      (newest.flags & Claim::kJustUpdated) != 0 && elapsed(updated_s, now_s) <= kLateCancelSeconds;
  const bool explained = (newest.flags & Claim::kPending) != 0 || just_updated ||
                         !same_operator(networks, newest.party, party) ||
                         same_operator(networks, newest.party, home);
  if (!stands(newest) || explained) return {};
  touch(slot, now_s);
  // The stamp is the subscriber's, not the domain's: the other domains' cancels follow at once.
  for (Claim& claim : table_[slot].of)
    claim.flags = static_cast<uint8_t>(claim.flags & ~Claim::kJustUpdated);
  // Plausible, since nobody but the home could cancel, and no more, since the update is unseen.
  const Claim back{now_s, home, ClaimGrade::plausible, Claim::kReturnedHome};
  Move move{false, kNoParty, newest.party, elapsed(newest.since_s, now_s)};
  // Home as A is presumed, not seen: only a stay too short for the journey speaks against B.
  const int32_t travel_s = networks.travel_seconds(newest.party, home);
  const bool is_short = travel_s != kUnknownTravel && move.held_s < static_cast<uint32_t>(travel_s);
  if (is_short && networks.is_home(home) &&
      (is_traceless(imsi, newest, home, move.held_s, networks) ||
       has_only_received(imsi, newest, home, networks))) {
    move.flip_back = true;
    move.suspect = newest.party;
  }
  push(imsi, domain, newest, back, now_s);
  return move;
}

bool Claims::confirm_return(uint64_t imsi, Domain domain, Party suspect, const Networks& networks) {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return false;
  const Claim home = of(table_[slot], domain);
  if ((home.flags & Claim::kReturnedHome) == 0) return false;
  for (const Claim& newest : table_[slot].of) {
    // One who went back to a place is there since the first time; but was active after the cancel.
    const bool is_newer = newest.since_s + limits::return_seconds >= home.since_s ||
                          table_.stamp(slot) > home.since_s;
    const bool is_elsewhere = stands(newest) && (newest.flags & Claim::kReturnedHome) == 0 &&
                              !same_operator(networks, newest.party, suspect) && is_newer;
    if (is_elsewhere || (newest.flags & Claim::kPending) != 0) return false;
  }
  const uint32_t history = histories_.find({imsi});
  if (history == kNoSlot) return false;
  Claim& claim = histories_[history].of[static_cast<uint32_t>(domain)][0];
  const uint32_t held_s = elapsed(claim.since_s, home.since_s);
  const bool is_doubtful = is_traceless(imsi, claim, home.party, held_s, networks) ||
                           has_only_received(imsi, claim, home.party, networks);
  if (claim.party != suspect || !is_doubtful) return false;
  claim.grade = ClaimGrade::refuted;
  return true;
}

template <class Change>
void Claims::each_claim_of(uint64_t imsi, Party party, const Networks& networks, Change&& change,
                           uint32_t now_s) {
  if (party == kNoParty) return;
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return;
  for (Claim& claim : table_[slot].of)
    if (stands(claim) && same_operator(networks, claim.party, party)) {
      change(claim);
      claim.flags = static_cast<uint8_t>(claim.flags & ~Claim::kJustUpdated);
      see(imsi, slot, claim, now_s, networks);
    }
}

/// Long after an update elsewhere whose answer nobody saw, the subscriber is still at `party`: the
/// update was refused, or nobody believed it.
void Claims::withdraw_unseen(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks) {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return;
  for (uint32_t i = 0; i < kDomainCount; i++) {
    Claim& newest = table_[slot].of[i];
    const bool is_unseen = (newest.flags & Claim::kUnseen) != 0;
    if (!is_unseen || elapsed(newest.since_s, now_s) <= limits::late_message_seconds) continue;
    const Domain domain = static_cast<Domain>(i);
    const Earlier* earlier = earlier_of(imsi, domain, newest);
    if (earlier != nullptr && supported((*earlier)[0]) &&
        same_operator(networks, (*earlier)[0].party, party) &&
        !same_operator(networks, newest.party, party))
      withdraw(imsi, domain, newest);
  }
}

void Claims::corroborate(uint64_t imsi, Party party, Corroboration, uint32_t now_s,
                         const Networks& networks) {
  withdraw_unseen(imsi, party, now_s, networks);
  each_claim_of(
      imsi, party, networks,
      [](Claim& claim) {
        if (!corroborated(claim))
          claim.grade = is_impossible(claim) ? ClaimGrade::plausible : ClaimGrade::corroborated;
      },
      now_s);
}

void Claims::service(uint64_t imsi, Party party, uint32_t now_s, const Networks& networks) {
  each_claim_of(
      imsi, party, networks,
      [&](Claim& claim) {
        claim.flags |= Claim::kService;
        const bool answered = (claim.flags & Claim::kUnseen) == 0;
        if (!answered || elapsed(claim.since_s, now_s) < limits::service_seconds) return;
        claim.grade = ClaimGrade::corroborated;
        claim.flags = static_cast<uint8_t>(claim.flags & ~Claim::kImpossible);
      },
      now_s);
}

bool Claims::first_of_day(uint64_t imsi, Party party, const Networks& networks) {
  const uint32_t slot = find(imsi);
  if (slot == kNoSlot) return false;
  bool is_there = false, was_counted = false;
  for (Claim& claim : table_[slot].of) {
    if (!stands(claim) || !same_operator(networks, claim.party, party)) continue;
    is_there = true;
    was_counted |= (claim.flags & Claim::kDayCounted) != 0;
    claim.flags |= Claim::kDayCounted;
  }
  return is_there && !was_counted;
}

} // namespace sigwarden
