// SPDX-License-Identifier: Apache-2.0
// Engine: what is known when a request is asked, and the verdict. How it ends is in settlement.cpp.
#include "native/engine/engine.hpp"

#include <algorithm>
#include <bit>

#include "native/base/domain_name.hpp"

namespace sigwarden {
namespace {

Tristate is_in_realm(Bytes host, Bytes realm) {
  if (host.empty() || realm.empty()) return Tristate::unknown;
  return host_in_realm(host, realm) ? Tristate::yes : Tristate::no;
}

/// Do the addresses of the sender's own nodes inside the operation belong to its operator? Leased
/// and hub numbers differ at digit level: operators are compared.
Tristate layers_agree(const Networks& networks, const Operation& op, OperationId id, Party origin,
                      Party place) {
  if (origin == kNoParty) return Tristate::unknown;
  if (op.place != 0 && names_own_place(id)) return networks.same_operator(place, origin);
  Tristate verdict = Tristate::unknown;
  const uint32_t wanted = sender_nodes(id) & op.nodes_present;
  for (uint32_t left = wanted; left != 0; left &= left - 1) {
    const Digits& node = op.node(static_cast<Node>(std::countr_zero(left)));
    const Tristate one = networks.same_operator(networks.by_e164(node), origin);
    if (one == Tristate::no) return Tristate::no;
    if (one == Tristate::yes) verdict = Tristate::yes;
  }
  return verdict;
}

/// For which network's place an operation is sent: the PLMN that it names, of the same operator,
/// tells the island where the address tells the group.
Party claimant_of(const Networks& networks, OperationId id, Party origin, Party place) {
  if (origin == kNoParty) return place;
  const bool is_closer = place != kNoParty && names_own_place(id) &&
                         networks.same_operator(place, origin) == Tristate::yes;
  return is_closer ? place : origin;
}

Tristate is_abroad(const Networks& networks, const Request& request) {
  if (request.serving == kNoParty || request.home == kNoParty) return Tristate::unknown;
  if (networks.territory_count(request.serving) == 0 || networks.territory_count(request.home) == 0)
    return Tristate::unknown;
  return networks.share_territory(request.serving, request.home) ? Tristate::no : Tristate::yes;
}

Whereabouts whereabouts_of(const Request& request) {
  switch (request.answer(Request::is_abroad)) {
  case Tristate::yes: return Whereabouts::abroad;
  case Tristate::no: return Whereabouts::home;
  default: break;
  }
  const bool own = request.answer(Request::is_own) == Tristate::yes;
  return own && request.serving == kNoParty ? Whereabouts::presumed_home : Whereabouts::unknown;
}

} // namespace

/// Opens the dialogue that the message begins; kNoSlot when it is open already, because the same
/// Begin was seen before on this link.
uint32_t Engine::open(Now& now, uint32_t lifetime_s) {
  const uint64_t time_ns = now.frame.time_ns;
  const auto [slot, is_new] =
      dialogues_.open(now.seen.opens, now.hashes.opens, time_ns, lifetime_s, [&](uint32_t victim) {
        Ending ending = ending_of(now, Outcome::not_observable);
        settle_all(victim, ending, now.networks);
        end_session(victim, ending, now.networks);
      });
  if (!is_new) {
    if (now.is_repeated && now.mark->dialogue == slot) {
      count(counters_, Counter::messages_repeated);
      if (explanations_.wants(now.frame.number)) [[unlikely]]
        explain(Explanation::What::repeated, time_ns, now.message.index, now.place,
                dialogues_[slot].frame);
      return kNoSlot;
    }
    Ending ending = ending_of(now, Outcome::unanswered);
    settle_all(slot, ending, now.networks);
    end_session(slot, ending, now.networks);
    count(counters_, Counter::dialogues_replaced);
    dialogues_.restart(slot, time_ns, lifetime_s);
  }
  Dialogue& dialogue = dialogues_[slot];
  dialogue.frame = now.frame.number;
  dialogue.reference = now.frame.reference;
  dialogue.file = now.frame.file;
  dialogue.message = now.message.index;
  dialogue.association = now.ends.association;
  dialogue.transaction = transaction_of(now.message);
  dialogue.link = now.place.slot;
  dialogue.from = now.place.from;
  dialogue.technology = static_cast<uint8_t>(now.message.technology);
  now.mark->dialogue = slot;
  links_.count_request(now.place);
  count(counters_, Counter::dialogues_opened);
  return slot;
}

/// One invoke, judged once for each subscriber that it names: two different IMSIs in one argument
/// are a way to show the box one and the node the other. So are two realms.
void Engine::ask(Now& now, uint32_t slot, const Operation& op, uint32_t index, uint32_t invokes,
                 bool from_initiator) {
  const Asking asking{slot, index, invokes, from_initiator};
  ask_as(now, op, asking, op.imsi, now.seen.origin, true);
  if (Claims::is_imsi(op.other_imsi)) [[unlikely]]
    ask_as(now, op, asking, op.other_imsi, now.seen.origin, false);
  if (now.message.technology == Technology::diameter &&
      !now.message.diameter.other_origin_realm.empty()) [[unlikely]] {
    const Bytes realm = now.message.diameter.other_origin_realm.in(now.base());
    const Party other = memos_.names.find(mix_, now.networks, realm);
    if (other != kNoParty && other != now.seen.origin)
      ask_as(now, op, asking, op.imsi, other, false);
  }
  if (from_initiator || slot == kNoSlot || dialogues_[slot].request_count == 0) return;
  const Request& first = dialogues_.first_request(slot);
  Digits subscriber;
  subscriber.bcd = first.imsi;
  subscriber.length = first.imsi_length;
  identities_.learn(op.msisdn, subscriber, now.now_s);
}

/// One reading of an invoke: about whom and from whom. The first one, `is_first`, is what the
/// dialogue and the tables keep.
void Engine::ask_as(Now& now, const Operation& op, const Asking& asking, const Digits& imsi,
                    Party origin, bool is_first) {
  const uint32_t slot = asking.slot;
  const bool from_initiator = asking.from_initiator;
  const bool known = slot != kNoSlot && dialogues_[slot].has(Dialogue::kProtocolKnown);
  if (!known && is_first) count(counters_, Counter::operations_ambiguous);
  Request unkept;
  Request* kept = nullptr;
  if (slot != kNoSlot && from_initiator && is_first) kept = dialogues_.add_request(slot);
  Request& request = kept != nullptr ? *kept : unkept;
  request.component_index = static_cast<uint8_t>(asking.index);
  request.component_count = static_cast<uint8_t>(std::min<uint32_t>(asking.invokes, UINT8_MAX));
  request.set(Request::kProtocolKnown, known);
  request.set(Request::kFromInitiator, from_initiator);
  request.origin = origin;
  describe(now, slot, op, imsi, request);
  judge_request(now, op, request);
  if (from_initiator && is_first) observe_request(now, op, request, kept != nullptr);
  if (from_initiator && is_first) watch_request(now, slot, request);
  find_at_request(now, slot, request);
  if (kept == nullptr && from_initiator)
    aggregates_.count(
        row_of(request, now.message.technology, now.frame.time_ns, Outcome::not_observable));
}

/// Whose subscriber it is follows from the IMSI alone: numbers are ported.
void Engine::name_subscriber(Request& request, const Digits& imsi, const Networks& networks) {
  request.imsi = imsi.bcd;
  request.imsi_length = imsi.length;
  request.home = networks.by_imsi(imsi);
  Tristate own = Tristate::unknown;
  if (request.home != kNoParty && networks.home_party_count() != 0)
    own = networks.is_home(request.home) ? Tristate::yes : Tristate::no;
  request.set(Request::is_own, own);
  request.set(Request::is_subscriber_home, networks.same_operator(request.origin, request.home));
  if (is_camel(static_cast<OperationId>(request.operation)))
    request.set(Request::is_addressed_home,
                networks.same_operator(request.destination, request.home));
}

/// Who asks whom about whom, and what is known of them. `request.origin` is set already.
void Engine::describe(Now& now, uint32_t slot, const Operation& op, const Digits& imsi,
                      Request& request) {
  const Networks& networks = now.networks;
  const Dialogue* dialogue = slot == kNoSlot ? nullptr : &dialogues_[slot];
  const Message& message = now.message;
  OperationId id = op.id;
  if (dialogue != nullptr) {
    id = in_context(op, *dialogue);
    if (id == OperationId::gsm_map_mo_ForwardSM && is_delivery(*dialogue, op))
      id = OperationId::gsm_map_mt_ForwardSM;
  }
  request.operation = static_cast<uint16_t>(id);
  request.invoke_id = op.invoke_id;
  request.requested = op.requested;
  const bool is_diverted = is_camel(id) && (op.flags & Operation::kDiverted) != 0;
  if (!is_diverted) request.sub_type = op.sub_type;
  request.anomalies = message.anomalies;
  request.source = now.seen.source.address;
  request.destination = now.seen.destination;
  request.direction = static_cast<uint8_t>(links_.direction(now.place));
  request.set(Request::kReturned, message.technology == Technology::ss7 && message.ss7.is_returned);
  request.set(Request::kOneSided, links_.one_sided(now.place));
  if (!op.msisdn.empty()) {
    request.msisdn = op.msisdn.bcd;
    request.msisdn_length = op.msisdn.length;
  }
  Digits subscriber = imsi;
  if (!Claims::is_imsi(subscriber)) subscriber = opened_about(message);
  if (!Claims::is_imsi(subscriber) && request.imsi_length != 0) { // named in an empty Begin
    subscriber = Digits{};
    subscriber.bcd = request.imsi;
    subscriber.length = request.imsi_length;
  }
  if (!Claims::is_imsi(subscriber) && is_exchange(message)) [[unlikely]]
    subscriber =
        endpoints_.imsi_of(now.decoded.packet.destination, message.exchange.addressee, now.now_s);
  if (!Claims::is_imsi(subscriber)) subscriber = identities_.imsi_of(op.msisdn);
  // Later invokes of a dialogue leave out what the first one said. An initiator's is among the
  // requests already.
  const uint32_t itself = request.has(Request::kFromInitiator) ? 1 : 0;
  if (!Claims::is_imsi(subscriber) && dialogue != nullptr && dialogue->request_count > itself) {
    const Request& first = dialogues_.first_request(slot);
    subscriber.bcd = first.imsi;
    subscriber.length = first.imsi_length;
  }
  if (Claims::is_imsi(subscriber)) name_subscriber(request, subscriber, networks);
  const Party place = op.place == 0 ? kNoParty : networks.by_plmn(op.place);
  request.set(Request::layers_agree, layers_agree(networks, op, id, request.origin, place));
  request.claimant = claimant_of(networks, id, request.origin, place);
  if (message.technology == Technology::diameter)
    request.set(Request::host_in_realm, is_in_realm(message.diameter.origin_host.in(now.base()),
                                                    message.diameter.origin_realm.in(now.base())));
}

/// The claims about the subscriber, and the verdict.
void Engine::judge_request(Now& now, const Operation& op, Request& request) {
  const Networks& networks = now.networks;
  const OperationId id = static_cast<OperationId>(request.operation);
  const Effect effect = effect_of(id);
  Question q;
  q.operation = id;
  q.time_ns = now.frame.time_ns;
  q.origin = request.origin;
  q.destination = request.destination;
  q.home = request.home;
  q.subscriber_known = request.imsi_length != 0;
  q.protocol_known = request.has(Request::kProtocolKnown);
  q.from_initiator = request.has(Request::kFromInitiator);
  q.is_returned = request.has(Request::kReturned);
  q.is_update = effect == Effect::update;
  q.is_purge = effect == Effect::purge;
  if (q.subscriber_known) {
    const bool is_first = request.imsi == now.seen.imsi;
    const Claims::Picture picture =
        is_first ? claims_.look(request.imsi, now.hashes.imsi) : claims_.look(request.imsi);
    q.serving = Claims::serving(picture);
    q.served_by_origin = Claims::is_served_by(picture, request.origin, networks);
    if (q.is_update || effect == Effect::authentication)
      q.move_possible =
          claims_.move_possible(picture, request.imsi, request.claimant, now.now_s, networks);
    if (policy_.sender(id) == Sender::serving && q.served_by_origin != Tristate::yes) {
      request.span_s = claims_.silent_seconds(request.imsi, now.now_s);
      const uint32_t late_s =
          q.is_purge ? limits::late_purge_seconds : limits::late_message_seconds;
      q.held_before =
          q.is_update ? Claims::is_settled(picture, request.claimant, networks) ||
                            claims_.is_return(request.imsi, request.claimant, now.now_s, networks)
                      : claims_.was_held_by(request.imsi, request.origin, now.now_s, late_s,
                                            networks, q.is_purge);
      q.is_far = Claims::is_far(picture, request.origin, networks) &&
                 !claims_.may_have_left(request.imsi, request.origin, now.now_s, networks);
    }
    const Claim& claim = q.serving.claim;
    q.is_tried = now.now_s >= claim.since_s && now.now_s - claim.since_s >= limits::move_seconds;
    request.serving = claim.party;
    request.grade = static_cast<uint8_t>(claim.grade);
    if (claim.party != kNoParty)
      request.serving_age_s = static_cast<int32_t>(
          now.now_s > claim.since_s ? std::min<uint32_t>(now.now_s - claim.since_s, INT32_MAX) : 0);
    request.set(Request::is_serving, q.served_by_origin);
    request.set(Request::move_possible, q.move_possible);
  }
  request.set(Request::is_abroad, is_abroad(networks, request));
  request.whereabouts = static_cast<uint8_t>(whereabouts_of(request));
  const Verdict verdict = judge(q, policy_, networks);
  request.entitlement = static_cast<uint8_t>(verdict.entitlement);
  request.reason = static_cast<uint8_t>(verdict.reason);
  if (verdict.entitlement != Entitlement::not_judged) count(counters_, Counter::requests_judged);
  request.set(Request::kMove, q.is_update && q.subscriber_known);
  const Domain domain = domain_of(op, id, now.message.ss7.called);
  request.set(Request::kInDomainPs, domain == Domain::ps);
  request.set(Request::kInDomainEps, domain == Domain::eps);
}

/// What the request itself, before any answer, tells the tables.
void Engine::observe_request(Now& now, const Operation& op, Request& request, bool is_kept) {
  const Networks& networks = now.networks;
  const OperationId id = static_cast<OperationId>(request.operation);
  const Effect effect = effect_of(id);
  links_.count_operation(now.place, id);
  profile_source(now, op, request);
  if (request.imsi_length == 0) return;
  if (policy_.sender(id) == Sender::serving) {
    if (!policy_.is_move(id)) count_coverage(claims_.knows(request.imsi));
    // A purge says that nothing was heard for a long time.
    const bool is_life = effect != Effect::purge;
    if (is_life && request.answer(Request::is_serving) == Tristate::yes) {
      claims_.service(request.imsi, request.origin, now.now_s, networks);
      count_roamer_day(request.imsi, request.home, request.origin, now.frame.time_ns, networks);
    }
  }
  enter_call(now, request, effect);
  const Domain domain = request.domain();
  if (request.has(Request::kMove) && is_kept)
    claims_.set_pending(request.imsi, domain, true, now.now_s);
  const bool is_cancel = effect == Effect::cancel;
  const bool from_home = request.answer(Request::is_subscriber_home) == Tristate::yes;
  // From outside, our own title on a cancel is forged: it moves nobody.
  const bool from_outside = request.direction == static_cast<uint8_t>(Direction::ingress) &&
                            links_.role(now.place) != LinkRole::internal;
  const bool believable = !from_outside || request.answer(Request::is_own) != Tristate::yes;
  if (!is_cancel || !from_home || !believable) return;
  // The home cancels whether or not the other side answers; what it showed is told at the end.
  const Move move =
      claims_.cancel(request.imsi, domain, request.destination, request.home, now.now_s, networks);
  request.claimant = move.previous;
  request.span_s = static_cast<int32_t>(std::min<uint32_t>(move.held_s, INT32_MAX));
  request.set(Request::kMove, move.previous != kNoParty);
  request.set(Request::kFlipBack, move.flip_back);
}

void Engine::count_coverage(bool is_known) {
  coverage_.count(is_known);
  count(counters_, Counter::serving_requests);
  if (is_known) count(counters_, Counter::serving_requests_covered);
}

/// The dialogue came over this link too, and from further outside than it seemed.
void Engine::judge_leg(Now& now, uint32_t slot) {
  Dialogue& dialogue = dialogues_[slot];
  links_.move_request(dialogue.link, dialogue.from, now.place); // its answer counts there too
  dialogue.link = now.place.slot;
  dialogue.from = now.place.from;
  dialogues_.each_request(slot, [&](Request& request) {
    request.direction = static_cast<uint8_t>(links_.direction(now.place));
    request.set(Request::kOneSided, links_.one_sided(now.place));
    if (dialogue.session == 0) find_at_request(now, slot, request);
  });
}

} // namespace sigwarden
