// SPDX-License-Identifier: Apache-2.0
// Engine: what follows a request, and what does not. A request opens a watch or closes one, at once
// or when it has its outcome; a watch that reaches its deadline becomes facts, over which the rules
// of that phase run. Which operation does what is a table made for the policy: an operation that no
// rule's sequence knows costs one look into it.
//
// Absences accuse only where what is missed would have been seen: answers that were watched, an
// operator that is known, deliveries that this mirror shows. What is open at the end of the input
// has not reached its deadline and is counted, not judged.
#include "native/engine/engine.hpp"

#include <algorithm>
#include <utility>

#include "native/generated/camel.hpp"

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerSecond = 1'000'000'000;
constexpr uint64_t kTapOrder = limits::tap_order_seconds * kNsPerSecond;
/// Below it the interval is so wide that its lower bound says nothing.
constexpr uint32_t kQuestionsMin = 50;
/// Of an operator that serves subscribers: so many far away make those of unknown place count.
constexpr uint32_t kPlacedMin = 2;

constexpr std::array kMeasures{Fact::cancel_seconds,  Fact::chain_seconds,
                               Fact::harvest_targets, Fact::harvest_all_targets,
                               Fact::harvest_days,    Fact::delivery_missing_share};
constexpr std::array kEvents{Fact::update_cancel_seen, Fact::move_received, Fact::move_old_service,
                             Fact::move_new_service, Fact::detach_unexplained};
/// Those of them that are known at the request.
constexpr FactSet kSequenceFacts{std::array{Fact::cancel_seconds, Fact::cancel_suspect,
                                            Fact::chain_seconds, Fact::chain_same_operator,
                                            Fact::update_prepared}};

uint64_t elapsed_ns(uint64_t from_ns, uint64_t to_ns) {
  return to_ns > from_ns ? to_ns - from_ns : 0;
}

int64_t seconds_between(uint64_t from_ns, uint64_t to_ns) {
  return static_cast<int64_t>(elapsed_ns(from_ns, to_ns) / kNsPerSecond);
}

bool is_answered(const Request& request) {
  return request.outcome == static_cast<uint8_t>(Outcome::answered);
}

bool is_egress(const Request& request) {
  return request.direction == static_cast<uint8_t>(Direction::egress);
}

bool is_own(const Request& request) {
  return request.answer(Request::is_own) == Tristate::yes;
}

/// What only a network that has the telephone on its radio sends. Reports of calls and sessions
/// that end, and late purges, come from where the subscriber was.
bool shows_life(const Request& request) {
  switch (static_cast<OperationId>(request.operation)) {
  case OperationId::gsm_map_sendAuthenticationInfo:
  case OperationId::s6a_AIR:
  case OperationId::gsm_map_mo_ForwardSM:
  case OperationId::sgd_OFR:
  case OperationId::gsm_map_registerSS:
  case OperationId::gsm_map_eraseSS:
  case OperationId::gsm_map_activateSS:
  case OperationId::gsm_map_deactivateSS:
  case OperationId::gsm_map_interrogateSS:
  case OperationId::gsm_map_processUnstructuredSS_Request:
  case OperationId::gsm_map_readyForSM:
  case OperationId::camel_initialDPSMS:
  case OperationId::camel_initialDPGPRS: return true;
  case OperationId::camel_initialDP:
    return request.sub_type == camel::event::collectedInfo ||
           request.sub_type == camel::event::analyzedInformation;
  default: return false;
  }
}

} // namespace

Engine::Step Engine::step_of(OperationId id) const {
  switch (id) {
  case OperationId::gsm_map_sendAuthenticationInfo:
  case OperationId::s6a_AIR: return Step::keys;
  case OperationId::gsm_map_sendRoutingInfo:
  case OperationId::gsm_map_sendIMSI:
  case OperationId::gsm_map_sendRoutingInfoForSM:
  case OperationId::s6c_SRR: return Step::identity;
  case OperationId::gsm_map_mt_ForwardSM:
  case OperationId::sgd_TFR: return Step::delivery;
  case OperationId::gsm_map_provideRoamingNumber:
  case OperationId::gsm_map_provideSubscriberInfo:
  case OperationId::gsm_map_provideSubscriberLocation:
  case OperationId::s6a_IDR:
  case OperationId::slg_PLR: return Step::place;
  case OperationId::gsm_map_updateLocation:
  case OperationId::gsm_map_updateGprsLocation:
  case OperationId::s6a_ULR: return Step::update;
  case OperationId::gsm_map_cancelLocation:
  case OperationId::gsm_map_purgeMS:
  case OperationId::gsm_map_deleteSubscriberData:
  case OperationId::s6a_CLR:
  case OperationId::s6a_PUR:
  case OperationId::s6a_DSR: return Step::cancel;
  default: return policy_.sender(id) == Sender::serving ? Step::service : Step::none;
  }
}

/// Prepares for a policy: watches cost something, and are kept for the rules that ask for them.
void Engine::follow_for_policy() {
  wanted_.keys = policy_.names(Fact::harvest_targets) || policy_.names(Fact::harvest_days) ||
                 policy_.names(Fact::harvest_all_targets) || policy_.names(Fact::update_prepared);
  wanted_.deliveries = policy_.names(Fact::delivery_missing_share);
  wanted_.identities = wanted_.deliveries || policy_.names(Fact::chain_seconds) ||
                       policy_.names(Fact::chain_same_operator);
  wanted_.cancels = policy_.names(Fact::cancel_seconds) || policy_.names(Fact::cancel_suspect) ||
                    policy_.names(Fact::detach_unexplained);
  wanted_.moves = policy_.names(Fact::move_received) || policy_.names(Fact::move_old_service) ||
                  policy_.names(Fact::move_new_service) || policy_.names(Fact::update_cancel_seen);
  wanted_.homecomings = policy_.names(Fact::claim_flip_back);
  const bool any = wanted_.keys || wanted_.identities || wanted_.cancels || wanted_.moves;
  for (uint32_t id = 0; id < steps_.size(); id++)
    steps_[id] = any ? step_of(static_cast<OperationId>(id)) : Step::none;
  forget_sequence(facts_);
}

void Engine::forget_sequence(Facts& facts) {
  for (const Fact fact : kMeasures)
    facts.set(fact, -1);
  for (const Fact fact : kEvents)
    facts.set(fact, 0);
  facts.set(Fact::update_prepared, Tristate::unknown);
  facts.set(Fact::chain_same_operator, Tristate::unknown);
  facts.set(Fact::cancel_suspect, kNoParty);
  has_sequence_ = false;
}

/// Facts of what came before the request.
void Engine::fill_sequence(const Asked& asked, const FactSet& wanted) {
  if (!wanted.shares(kSequenceFacts)) return;
  if (has_sequence_) [[unlikely]]
    forget_sequence(facts_);
  const Request& request = asked.request;
  if (request.imsi_length == 0) return;
  switch (step(request)) {
  case Step::update: return fill_update(request, wanted, asked.time_ns, asked.networks);
  case Step::cancel: return fill_cancel(request, asked.time_ns);
  case Step::place: return fill_place(request, asked.time_ns, asked.networks);
  default: return;
  }
}

void Engine::fill_update(const Request& request, const FactSet& wanted, uint64_t time_ns,
                         const Networks& networks) {
  has_sequence_ = true;
  if (wanted_.keys && wanted.has(Fact::update_prepared))
    facts_.set(Fact::update_prepared, is_prepared(request, time_ns, networks));
  const uint32_t slot = wanted_.cancels ? watches_.find(Watched::cancel, request.imsi) : kNoSlot;
  if (slot == kNoSlot) return;
  facts_.set(Fact::cancel_seconds, seconds_between(watches_[slot].since_ns, time_ns));
  facts_.set(Fact::cancel_suspect, watches_[slot].request.origin);
}

/// Whoever serves the subscriber has vectors left over, and in the first hour they may be older
/// than what was seen.
Tristate Engine::is_prepared(const Request& request, uint64_t time_ns,
                             const Networks& networks) const {
  const uint16_t operator_ = networks.operator_of(request.origin);
  if (operator_ == 0 || request.answer(Request::is_serving) == Tristate::yes)
    return Tristate::unknown;
  if (watches_.find(Watched::keys, request.imsi, operator_) != kNoSlot) return Tristate::yes;
  const bool is_blind =
      request.has(Request::kOneSided) ||
      elapsed_ns(first_ns_, time_ns) < uint64_t{limits::keys_seconds} * kNsPerSecond;
  return is_blind ? Tristate::unknown : Tristate::no;
}

/// Is the subscriber being registered elsewhere right now? Two taps may show what came second
/// first: a move at nearly the same time is one after the cancel.
bool Engine::is_moving(const Request& request, uint64_t time_ns) const {
  const uint32_t now_s = clock_.seconds(time_ns);
  const Claims::Picture picture = claims_.look(request.imsi);
  return std::any_of(picture.newest.begin(), picture.newest.end(), [&](const Claim& claim) {
    return (claim.flags & Claim::kPending) != 0 ||
           (claim.party != kNoParty && now_s >= claim.since_s &&
            now_s - claim.since_s <= limits::tap_order_seconds);
  });
}

void Engine::fill_cancel(const Request& request, uint64_t time_ns) {
  if (!wanted_.cancels || !is_unentitled(request) || !is_moving(request, time_ns)) return;
  has_sequence_ = true;
  facts_.set(Fact::cancel_seconds, 0);
  facts_.set(Fact::cancel_suspect, request.origin);
}

/// A question for the place from outside, about somebody whose identity we told before.
void Engine::fill_place(const Request& request, uint64_t time_ns, const Networks& networks) {
  if (!wanted_.identities || !is_own(request) || is_egress(request) ||
      !is_foreign(networks, request.origin))
    return;
  const uint32_t slot = watches_.find(Watched::identity, request.imsi);
  if (slot == kNoSlot || watches_[slot].has(Watch::kReceived)) return;
  const Watch& watch = watches_[slot];
  has_sequence_ = true;
  facts_.set(Fact::chain_seconds, seconds_between(watch.since_ns, time_ns));
  facts_.set(Fact::chain_same_operator,
             networks.same_operator(watch.request.origin, request.origin));
}

/// A cancel not from the home; a purge not from who serves, where more than an update shows who
/// does.
bool Engine::is_unentitled(const Request& request) const {
  const Sender sender = policy_.sender(static_cast<OperationId>(request.operation));
  const bool is_sure =
      sender != Sender::serving || request.grade == static_cast<uint8_t>(ClaimGrade::corroborated);
  return request.entitlement == static_cast<uint8_t>(Entitlement::not_entitled) && is_sure &&
         request.has(Request::kFromInitiator) && !is_egress(request);
}

/// What the request itself opens and closes, before its answer.
void Engine::watch_request(const Now& now, uint32_t slot, const Request& request) {
  const Step step = this->step(request);
  if (step == Step::none || request.imsi_length == 0) [[likely]]
    return;
  const Networks& networks = now.networks;
  switch (step) {
  case Step::update:
  case Step::service:
  case Step::keys: saw_service(request, step, now.frame.time_ns, networks); break;
  case Step::delivery: saw_delivery(request, now.place, networks); break;
  case Step::cancel: saw_cancel(request, slot, now.frame.time_ns, networks); break;
  default: break;
  }
}

void Engine::saw_service(const Request& request, Step step, uint64_t time_ns,
                         const Networks& networks) {
  const uint16_t operator_ = networks.operator_of(request.origin);
  if (wanted_.keys && step != Step::keys && operator_ != 0) {
    operator_days_.serves(operator_);
    const uint32_t keys = watches_.find(Watched::keys, request.imsi, operator_);
    if (keys != kNoSlot) watches_[keys].mark(Watch::kResolved);
  }
  const bool is_life = shows_life(request) && request.answer(Request::is_serving) == Tristate::yes;
  if (wanted_.identities && step == Step::service && is_life) {
    // A call or a message of the subscriber explains a question that follows it.
    const uint32_t told = watches_.find(Watched::identity, request.imsi);
    if (told != kNoSlot) watches_[told].mark(Watch::kReceived);
  }
  if (step == Step::update && request.answer(Request::is_serving) != Tristate::yes) {
    const uint32_t cancel = watches_.find(Watched::cancel, request.imsi);
    if (cancel != kNoSlot) watches_[cancel].mark(Watch::kResolved);
  }
  const uint32_t move = wanted_.moves ? watches_.find(Watched::move, request.imsi) : kNoSlot;
  if (move == kNoSlot || step == Step::update) return;
  Watch& watch = watches_[move];
  if (networks.same_operator(request.origin, watch.request.origin) == Tristate::yes) {
    if (step == Step::service) watch.mark(Watch::kNewService);
  } else if (networks.same_operator(request.origin, watch.party) == Tristate::yes &&
             shows_life(request) && elapsed_ns(watch.since_ns, time_ns) > kTapOrder) {
    watch.mark(Watch::kOldService);
  }
}

void Engine::saw_delivery(const Request& request, LinkPlace place, const Networks& networks) {
  if (!wanted_.identities || is_egress(request) || !is_foreign(networks, request.origin)) return;
  delivery_paths_ |= path_of(request, place);
  const uint32_t slot = watches_.find(Watched::identity, request.imsi);
  if (slot == kNoSlot) return;
  Watch& watch = watches_[slot];
  const bool is_paired =
      networks.same_operator(watch.request.origin, request.origin) == Tristate::yes;
  if (watch.stage != WatchStage::delivery || watch.has(Watch::kResolved) || !is_paired) return;
  watch.mark(Watch::kResolved);
  half_of(watch, networks).questions++;
}

/// The kinds of links on which deliveries may be seen, as bits: routing information that was asked
/// for on one kind leads to a delivery on a link of that kind.
uint32_t Engine::path_of(const Request& request, LinkPlace place) const {
  const uint32_t role = static_cast<uint32_t>(links_.role(place));
  return 1u << (role + (request.operation >= kDiameterFirst ? kLinkRoleCount : 0));
}

OperatorDay& Engine::half_of(const Watch& watch, const Networks& networks) {
  return operator_days_.at(networks.operator_of(watch.request.origin),
                           OperatorDays::half_of(watch.since_ns));
}

OperatorDay Engine::day_of(const Watch& watch, const Networks& networks) const {
  return operator_days_.day(networks.operator_of(watch.request.origin),
                            OperatorDays::half_of(watch.since_ns));
}

void Engine::saw_cancel(const Request& request, uint32_t slot, uint64_t time_ns,
                        const Networks& networks) {
  if (wanted_.moves && request.answer(Request::is_subscriber_home) == Tristate::yes) {
    const uint32_t move = watches_.find(Watched::move, request.imsi);
    if (move != kNoSlot &&
        networks.same_operator(watches_[move].request.origin, request.destination) != Tristate::yes)
      watches_[move].mark(Watch::kCancelSeen);
  }
  if (!wanted_.cancels || slot == kNoSlot || !is_unentitled(request)) return;
  const uint32_t made = watch(Watched::cancel, WatchStage::detach, request.imsi, 0,
                              dialogues_[slot], request, time_ns);
  if (made != kNoSlot && is_moving(request, time_ns)) watches_[made].mark(Watch::kResolved);
}

/// Opens a watch, or leaves the one that is open.
uint32_t Engine::watch(Watched what, WatchStage stage, uint64_t subscriber, uint16_t asker,
                       const Dialogue& dialogue, const Request& request, uint64_t time_ns) {
  const auto [slot, is_new] =
      watches_.open(what, stage, subscriber, asker, clock_.seconds(time_ns));
  if (!is_new) return kNoSlot;
  count(counters_, Counter::watches_opened);
  Watch& made = watches_[slot];
  made.since_ns = time_ns;
  made.dialogue = dialogue;
  made.request = request;
  if (dialogue.session != 0) made.mark(Watch::kFlagged);
  return slot;
}

/// What an answer tells about the identity, for watch_told(): the request does not keep it.
void Engine::note_told(const Request& request, const Operation& op, const Networks& networks) {
  told_ = {&request, op.imsi, Tristate::unknown};
  for (const Node node : {Node::msc, Node::sgsn, Node::mme}) {
    if (!op.has_node(node)) continue;
    const Party party = networks.by_e164(op.nodes[static_cast<size_t>(node)]);
    if (networks.is_home(party))
      told_.node_is_ours = Tristate::yes;
    else if (told_.node_is_ours == Tristate::unknown &&
             networks.precision(party) == Precision::operator_)
      told_.node_is_ours = Tristate::no;
  }
}

/// What the request opens and closes once it has its outcome.
void Engine::follow(uint32_t slot, const Request& request, const Ending& ending,
                    const Networks& networks) {
  const Step step = this->step(request);
  if (step == Step::none) [[likely]]
    return;
  const Told told = step == Step::identity ? std::exchange(told_, {}) : Told{};
  if (request.imsi_length == 0) return;
  const Dialogue& dialogue = dialogues_[slot];
  switch (step) {
  case Step::keys: return watch_keys(request, dialogue, ending.time_ns, networks);
  case Step::identity: return watch_told(request, told, dialogue, ending.time_ns, networks);
  case Step::update: return watch_move(request, dialogue, ending, networks);
  case Step::delivery:
  case Step::place: return saw_received(request, networks);
  case Step::cancel: return settle_cancel(request, dialogue);
  default: return;
  }
}

void Engine::watch_keys(const Request& request, const Dialogue& dialogue, uint64_t time_ns,
                        const Networks& networks) {
  const uint16_t operator_ = networks.operator_of(request.origin);
  const bool is_given = is_answered(request) && (request.disclosed & disclosed::vectors) != 0;
  if (!wanted_.keys || !is_given || operator_ == 0 || is_egress(request) ||
      !is_foreign(networks, request.origin) || request.answer(Request::is_serving) == Tristate::yes)
    return;
  watch(Watched::keys, WatchStage::keys, request.imsi, operator_, dialogue, request, time_ns);
}

/// One watch a subscriber, about whoever was told last; a question asked again waits for the
/// delivery that the first one was for.
void Engine::watch_told(const Request& request, const Told& told, const Dialogue& dialogue,
                        uint64_t time_ns, const Networks& networks) {
  const bool is_told = told.by == &request && is_answered(request);
  if (!wanted_.identities || !is_told || !is_own(request) || is_egress(request) ||
      !is_foreign(networks, request.origin))
    return;
  // A router answers with an identity of its own making, under which the delivery comes.
  const uint64_t subscriber = Claims::is_imsi(told.imsi) ? told.imsi.bcd : request.imsi;
  const uint32_t open = watches_.find(Watched::identity, subscriber);
  if (open != kNoSlot) {
    const Watch& before = watches_[open];
    const bool is_same =
        before.stage == WatchStage::delivery && !before.has(Watch::kResolved) &&
        !before.has(Watch::kReceived) &&
        networks.same_operator(before.request.origin, request.origin) == Tristate::yes;
    if (is_same) return;
    watches_.close(open);
  }
  const uint32_t made =
      watch(Watched::identity, WatchStage::delivery, subscriber, 0, dialogue, request, time_ns);
  const OperationId id = static_cast<OperationId>(request.operation);
  const bool is_for_delivery =
      id == OperationId::gsm_map_sendRoutingInfoForSM || id == OperationId::s6c_SRR;
  // To a node abroad the message goes past us; a node that nobody knows is where the subscriber is.
  const bool is_here =
      told.node_is_ours == Tristate::yes || (told.node_is_ours == Tristate::unknown &&
                                             request.answer(Request::is_abroad) != Tristate::yes);
  // A look-up service has an agreement.
  const bool is_awaited = wanted_.deliveries && is_for_delivery && is_here &&
                          networks.operator_of(request.origin) != 0 &&
                          !policy_.agreement(request.origin, id, time_ns);
  if (made != kNoSlot && !is_awaited) watches_[made].mark(Watch::kResolved);
}

void Engine::watch_move(const Request& request, const Dialogue& dialogue, const Ending& ending,
                        const Networks& networks) {
  const Tristate prepared =
      wanted_.keys ? is_prepared(request, ending.time_ns, networks) : Tristate::unknown;
  const uint32_t keys = wanted_.keys ? watches_.find(Watched::keys, request.imsi,
                                                     networks.operator_of(request.origin))
                                     : kNoSlot;
  if (keys != kNoSlot) watches_.close(keys);
  if (!wanted_.moves || !is_answered(request)) return;
  const uint32_t open = watches_.find(Watched::move, request.imsi);
  if (open != kNoSlot) {
    Watch& before = watches_[open];
    if (networks.same_operator(before.request.origin, request.origin) == Tristate::yes) return;
    if (networks.same_operator(before.party, request.origin) == Tristate::yes &&
        elapsed_ns(before.since_ns, ending.time_ns) > kTapOrder) {
      before.mark(Watch::kOldService);
      find_move(before, ending.time_ns, networks);
    }
    watches_.close(open);
  }
  const bool is_placed = request.grade >= static_cast<uint8_t>(ClaimGrade::plausible);
  const Party previous = ending.move.previous != kNoParty || !is_placed
                             ? ending.move.previous
                             : static_cast<Party>(request.serving); // in another domain
  if (ending.move.flip_back || previous == kNoParty || !is_foreign(networks, request.origin) ||
      networks.near(previous, request.origin) != Tristate::no)
    return;
  const uint32_t made =
      watch(Watched::move, WatchStage::move, request.imsi, 0, dialogue, request, ending.time_ns);
  if (made == kNoSlot) return;
  watches_[made].party = previous;
  if (prepared == Tristate::yes) watches_[made].mark(Watch::kPrepared);
  if (prepared == Tristate::no) watches_[made].mark(Watch::kUnprepared);
}

/// A message was delivered, or at least tried; a network took a message or a call.
void Engine::saw_received(const Request& request, const Networks& networks) {
  const bool is_refused = request.outcome == static_cast<uint8_t>(Outcome::refused);
  const bool is_delivery = step(request) == Step::delivery;
  if (wanted_.identities && is_delivery && (is_answered(request) || is_refused)) {
    const uint32_t told = watches_.find(Watched::identity, request.imsi);
    if (told != kNoSlot) watches_[told].mark(Watch::kReceived);
  }
  const OperationId id = static_cast<OperationId>(request.operation);
  const bool takes = is_delivery || id == OperationId::gsm_map_provideRoamingNumber;
  const uint32_t slot = wanted_.moves && takes && is_answered(request)
                            ? watches_.find(Watched::move, request.imsi)
                            : kNoSlot;
  if (slot == kNoSlot) return;
  Watch& watch = watches_[slot];
  if (networks.same_operator(watch.request.origin, request.destination) == Tristate::yes)
    watch.mark(Watch::kReceived);
}

/// The watch was opened by the question; now its outcome is known, and the link it is judged on.
void Engine::settle_cancel(const Request& request, const Dialogue& dialogue) {
  const uint32_t slot = watches_.find(Watched::cancel, request.imsi);
  if (slot == kNoSlot) return;
  Watch& watch = watches_[slot];
  if (watch.dialogue.opened_ns != dialogue.opened_ns ||
      watch.dialogue.transaction != dialogue.transaction)
    return;
  watch.request = request;
  watch.dialogue = dialogue;
  if (dialogue.session != 0) watch.mark(Watch::kFlagged);
}

/// A deadline: what should have come by now has come, or it has not.
void Engine::reach(uint32_t slot) {
  const Networks& networks = *networks_;
  Watch& watch = watches_[slot];
  const uint32_t due_s = watch.due_s;
  const uint64_t time_ns = clock_.packet_time(due_s);
  if (!watch.has(Watch::kResolved) && watch.stage != WatchStage::identity &&
      watch.stage != WatchStage::cancel) {
    count(counters_, Counter::watches_expired);
    switch (watch.stage) {
    case WatchStage::keys: find_keys(watch, time_ns, networks); break;
    case WatchStage::delivery: find_delivery(watch, time_ns, networks); break;
    case WatchStage::detach: find_detach(watch, time_ns, networks); break;
    case WatchStage::homecoming: find_homecoming(watch, time_ns, networks); break;
    default: find_move(watch, time_ns, networks); break;
    }
  }
  watch.mark(Watch::kResolved); // it was judged; what is left is waiting for a second step
  if (watch.stage == WatchStage::delivery) return watches_.enter(slot, WatchStage::identity, due_s);
  if (watch.stage == WatchStage::detach) return watches_.enter(slot, WatchStage::cancel, due_s);
  watches_.close(slot);
}

/// Did nothing else ever come from this address? A register that serves guests also registers them.
bool Engine::fetches_only_keys(const Watch& watch) const {
  const Request& request = watch.request;
  const SourceProfile* profile = sources_.find({request.source, watch.dialogue.technology});
  return profile != nullptr && profile->has_sent_only(request.operation);
}

/// Vectors for nothing. They say something where the subscriber is known to be far away. Of a
/// subscriber never seen they do where the operator, or this address of it, never did anything
/// else, or where it does so with others too: a guest since before the capture, whose network asks
/// for new vectors, looks the same.
void Engine::find_keys(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  const Request& request = watch.request;
  const uint16_t operator_ = networks.operator_of(request.origin);
  const Claims::Picture picture = claims_.look(request.imsi);
  const bool is_placed = picture.place != kNoParty;
  bool was_there = false;
  for (const Claim& newest : picture.newest)
    was_there |= networks.same_operator(newest.party, request.origin) == Tristate::yes;
  if (was_there || (is_placed && !Claims::is_far(picture, request.origin, networks))) return;
  if (!is_placed && networks.near(request.home, request.origin) != Tristate::no) return;
  const uint32_t days = operator_days_.add_target(operator_, request.imsi,
                                                  OperatorDays::half_of(watch.since_ns), is_placed);
  if (!begin_deadline(watch, time_ns, networks)) return;
  const OperatorDay counts = day_of(watch, networks);
  facts_.set(Fact::harvest_targets, counts.targets);
  if (!operator_days_.has_served(operator_) || counts.targets >= kPlacedMin ||
      fetches_only_keys(watch))
    facts_.set(Fact::harvest_all_targets, counts.targets + counts.unplaced_targets);
  if (is_placed) facts_.set(Fact::harvest_days, days);
  find_at_deadline(watch, hits_at_deadline(watch, time_ns), time_ns, networks);
}

void Engine::find_delivery(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  if ((delivery_paths_ & path_of(watch.request, place_of(watch.dialogue))) == 0)
    return count(counters_, Counter::deliveries_unobservable);
  OperatorDay& half = half_of(watch, networks);
  half.questions++;
  half.undelivered++;
  const OperatorDay day = day_of(watch, networks);
  if (day.questions < kQuestionsMin || !begin_deadline(watch, time_ns, networks)) return;
  facts_.set(Fact::delivery_missing_share,
             OperatorDays::share_at_least(day.undelivered, day.questions));
  find_at_deadline(watch, hits_at_deadline(watch, time_ns), time_ns, networks);
}

void Engine::find_detach(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  if (!is_answered(watch.request) || !begin_deadline(watch, time_ns, networks)) return;
  facts_.set(Fact::detach_unexplained, 1);
  find_at_deadline(watch, hits_at_deadline(watch, time_ns), time_ns, networks);
}

void Engine::find_move(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  if (!begin_deadline(watch, time_ns, networks)) return;
  facts_.set(Fact::move_received, watch.has(Watch::kReceived));
  facts_.set(Fact::move_old_service, watch.has(Watch::kOldService));
  facts_.set(Fact::move_new_service, watch.has(Watch::kNewService));
  facts_.set(Fact::update_cancel_seen, watch.has(Watch::kCancelSeen));
  if (watch.has(Watch::kPrepared)) facts_.set(Fact::update_prepared, Tristate::yes);
  if (watch.has(Watch::kUnprepared)) facts_.set(Fact::update_prepared, Tristate::no);
  find_at_deadline(watch, hits_at_deadline(watch, time_ns), time_ns, networks);
}

/// A cancel that seems to bring the subscriber home too soon is judged once an update that was
/// under way has had its time. False when there is nothing to wait for.
bool Engine::watch_homecoming(const Request& request, const Dialogue& dialogue,
                              const Ending& ending) {
  if (!wanted_.homecomings || !request.has(Request::kFlipBack)) return false;
  const uint32_t made =
      watch(Watched::homecoming, WatchStage::homecoming, request.imsi,
            static_cast<uint16_t>(request.domain()), dialogue, request, ending.time_ns);
  if (made != kNoSlot) watches_[made].party = ending.move.previous;
  return made != kNoSlot;
}

void Engine::find_homecoming(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  const Request& request = watch.request;
  Ending ending;
  ending.outcome = static_cast<Outcome>(request.outcome);
  ending.time_ns = time_ns;
  ending.frame = watch.dialogue.frame;
  ending.move = {claims_.confirm_return(request.imsi, request.domain(), watch.party, networks),
                 watch.party, watch.party, static_cast<uint32_t>(request.span_s)};
  if (!ending.move.flip_back) ending.move.suspect = kNoParty;
  const uint32_t hits = hits_at_end(request, watch.dialogue, ending, networks);
  find_at_deadline(watch, hits, time_ns, networks);
}

/// The facts of the request, as it was judged and ended. False when no rule asks.
bool Engine::begin_deadline(const Watch& watch, uint64_t time_ns, const Networks& networks) {
  const Request& request = watch.request;
  if (!policy_.has_rules(Phase::deadline, static_cast<OperationId>(request.operation)))
    return false;
  forget_message_facts();
  fill_facts(asked_of(request, watch.dialogue, time_ns, networks), FactSet::all());
  facts_.set(Fact::outcome, request.outcome);
  if (has_sequence_) forget_sequence(facts_);
  has_sequence_ = true;
  return true;
}

/// The facts are all filled, what came of the watch among them.
uint32_t Engine::hits_at_deadline(const Watch& watch, uint64_t time_ns) {
  const Dialogue& dialogue = watch.dialogue;
  if (explanations_.wants(dialogue.frame)) [[unlikely]]
    explain(Explanation::What::deadline, time_ns, dialogue.message, place_of(dialogue), 0);
  return policy_.evaluate(Phase::deadline, facts_, hits_.data(),
                          static_cast<uint32_t>(hits_.size()));
}

} // namespace sigwarden
