// SPDX-License-Identifier: Apache-2.0
#include "native/engine/engine.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr uint64_t kNsPerSecond = 1'000'000'000;
constexpr uint8_t kSctp = static_cast<uint8_t>(Transport::sctp);

/// Of one secret the tables' own: a table must not share its with a pseudonym.
MixKey table_key(const SipKey& key) {
  return MixKey::from({key.k0 ^ 0x7461626C65ULL, key.k1});
}

bool same_view(View a, View b) {
  return a.offset == b.offset && a.length == b.length;
}

} // namespace

Engine::Engine(const EngineOptions& options, Ring& ring,
               std::shared_ptr<const NetworkTimeline> networks)
    : options_(options), mix_(table_key(options.key)), ring_(ring),
      room_wanted_(std::min<uint64_t>(limits::ring_reserve_octets, ring.capacity() / 2)),
      timeline_(std::move(networks)), clock_(options.is_line),
      reassembly_(mix_, options.capacities.fragments, options.capacities.segments),
      links_(options.capacities.links, mix_), retransmissions_(options.capacities.directions, mix_),
      copies_(options.capacities.copies, mix_),
      dialogues_(options.capacities.dialogues, options.capacities.requests,
                 options.capacities.peers, mix_),
      claims_(options.capacities.subscribers, options.capacities.histories, mix_),
      identities_(options.capacities.identities, mix_),
      endpoints_(options.capacities.endpoints, mix_), sources_(options.capacities.sources, mix_),
      forwardings_(options.capacities.forwardings, mix_),
      targets_(options.capacities.targets, options.capacities.asked_subscribers,
               options.capacities.asking_homes, mix_),
      aggregates_(options.capacities.aggregates, mix_),
      roamer_days_(options.capacities.roamer_days, mix_),
      watches_(options.capacities.watches, mix_),
      operator_days_(options.capacities.operator_targets, mix_),
      sessions_(options.capacities.sessions), evidence_(counters_, variants_),
      records_(ring, counters_, evidence_, options.key, options.tap),
      explanations_(options.explained_frame), batch_(kBatch),
      seen_(kAloneSeen + limits::messages_per_frame), hashes_(seen_.size()), alone_(1),
      alone_octets_(limits::frame_octets) {
  use(timeline_->at(0));
}

void Engine::set_networks(std::shared_ptr<const NetworkTimeline> networks) {
  timeline_ = std::move(networks);
  memos_.forget_networks();
  use(timeline_->at(last_ns_));
  // The rest of a batch under way was looked at with the old ones.
  for (uint32_t i = batch_at_; i < batch_ready_; i++)
    if (batch_[i].message_count != 0) ends_[i] = observe_all(frames_[i], batch_[i], first_seen_[i]);
}

void Engine::use(const Networks& networks) {
  networks_ = &networks;
  home_count_ = 0;
  for (uint32_t party = 1; party < networks.party_count() && home_count_ < homes_.size(); party++)
    if (networks.is_home(static_cast<Party>(party)))
      homes_[home_count_++] = static_cast<Party>(party);
}

const Networks& Engine::networks_at(uint64_t time_ns) {
  if (!networks_->is_right_at(time_ns)) {
    const Networks& networks = timeline_->at(time_ns);
    if (&networks != networks_) use(networks);
  }
  return *networks_;
}

Engine::Progress Engine::run(Source& source, uint32_t frames_max) {
  use(&source);
  for (uint32_t taken = 0; taken < frames_max;) {
    if (batch_at_ == batch_count_) {
      batch_at_ = batch_ready_ = 0;
      batch_count_ = source.next({frames_.data(), std::min(kBatch, frames_max - taken)});
      if (batch_count_ == 0) return Progress::end;
    }
    if (batch_at_ == batch_ready_) decode_batch();
    const uint32_t at = batch_at_;
    const Frame& frame = frames_[at];
    Decoded& decoded = batch_[at];
    const bool has_alone = reassembly_.sccp.alone_waits(alone_until_[at]);
    if (has_alone && !screen_alone(alone_until_[at])) [[unlikely]]
      return Progress::ring_full;
    if (!has_room() || !advance(frame.time_ns)) return Progress::ring_full;
    const uint32_t seen = first_seen_[at];
    for (uint32_t i = 0; i < decoded.message_count; i++)
      handle(frame, decoded, decoded.messages[i], seen + i, ends_[at]);
    batch_at_++;
    taken++;
  }
  return Progress::more;
}

/// Decodes the batch, or as much of it as there is room for what it completes, before any of it
/// touches state, so that the lines that state will need arrive meanwhile: first the marks of each
/// table, then, when those are there, the entries. One pass after the other, since the code of each
/// fills the instruction cache by itself.
void Engine::decode_batch() {
  NullSink sink;
  uint32_t seen = 0;
  reassembly_.joined.clear();
  const uint32_t first = batch_ready_;
  for (; batch_ready_ < batch_count_ && reassembly_.joined.has_room(); batch_ready_++) {
    const Frame& frame = frames_[batch_ready_];
    reassembly_.sccp.expire(frame, counters_);
    alone_until_[batch_ready_] = reassembly_.sccp.alone_count();
    decode_frame(frame, batch_[batch_ready_], sink, counters_, &reassembly_, &variants_);
  }
  for (uint32_t i = first; i < batch_ready_; i++) {
    const Frame& frame = frames_[i];
    const Decoded& decoded = batch_[i];
    first_seen_[i] = seen;
    if (decoded.message_count == 0) continue;
    if (decoded.piece_count != 0) [[unlikely]]
      evidence_.remember(frame, decoded);
    ends_[i] = observe_frame(frame, decoded, seen);
    seen += decoded.message_count;
  }
  prefetch_sets(0, seen);
  prefetch_entries(0, seen);
}

/// What the messages of a frame say, into seen_ from `first` on.
Ends Engine::observe_frame(const Frame& frame, const Decoded& decoded, uint32_t first) {
  Ends& ends = memos_.ends.find(mix_, decoded.packet);
  if (decoded.packet.transport == kSctp) {
    if (ends.direction == kNoSlot) [[unlikely]]
      ends.direction = retransmissions_.find(ends.there, decoded.packet.verification_tag);
    for (uint32_t i = 0; i < decoded.message_count; i++)
      retransmissions_.prefetch(ends.direction, decoded.messages[i].tsn);
  }
  observe(mix_, networks_at(frame.time_ns), memos_, decoded, ends, decoded.base_of(frame),
          &seen_[first]);
  return ends;
}

/// Hashes of the keys of seen_, into hashes_; asks for the sets of the tables.
void Engine::prefetch_sets(uint32_t first, uint32_t end) {
  const Observation* said = &seen_[first];
  Hashes* hashes = &hashes_[first];
  for (uint32_t left = end - first; left != 0; left--, said++, hashes++) {
    hashes->copy = copies_.prefetch(said->copy);
    hashes->opens = dialogues_.prefetch(said->opens);
    hashes->answers = dialogues_.prefetch(said->answers);
    if (hashes->opens != 0 && hashes->answers != 0) dialogues_.prefetch_peer(hashes->opens);
    hashes->source = sources_.hash(said->source);
    if (said->asks) sources_.prefetch_set(hashes->source);
    hashes->imsi = said->imsi != 0 ? claims_.prefetch(said->imsi) : 0;
    hashes->msisdn = said->msisdn.empty() ? 0 : identities_.prefetch(said->msisdn);
  }
}

void Engine::prefetch_entries(uint32_t first, uint32_t end) const {
  const Hashes* hashes = &hashes_[first];
  for (uint32_t left = end - first; left != 0; left--, hashes++) {
    dialogues_.prefetch_entry(hashes->opens);
    dialogues_.prefetch_entry(hashes->answers);
    sources_.prefetch_entry(hashes->source);
    if (hashes->imsi != 0) claims_.prefetch_entry(hashes->imsi);
    if (hashes->msisdn != 0) identities_.prefetch_entry(hashes->msisdn);
  }
}

/// Of a frame by itself.
Ends Engine::observe_all(const Frame& frame, const Decoded& decoded, uint32_t first) {
  const Ends ends = observe_frame(frame, decoded, first);
  prefetch_sets(first, first + decoded.message_count);
  return ends;
}

/// Screens the first segments given up so far, as far as they go. False when the ring is full.
bool Engine::screen_alone(uint32_t until) {
  SccpSegments::Alone segment;
  while (reassembly_.sccp.alone_waits(until)) {
    if (!has_room()) return false;
    if (reassembly_.sccp.next_alone(until, segment)) screen_alone(segment);
  }
  return true;
}

/// Its frame is read again and decoded without memory of others, so that what stands in the first
/// segment becomes a message. Nothing was made of it when it came.
void Engine::screen_alone(const SccpSegments::Alone& segment) {
  Frame frame;
  if (source_ == nullptr || !source_->at(segment.reference, frame))
    return count(counters_, Counter::sccp_segments_unread);
  // Of what is read again a finding may read more: the octets are kept apart.
  std::memcpy(&alone_octets_[0], frame.data, frame.captured);
  frame.data = &alone_octets_[0];
  frame.number = segment.frame;
  frame.reference = segment.reference;
  frame.file = segment.file;
  NullSink sink;
  Counters again{}; // was counted when it came
  Decoded& decoded = alone_[0];
  decode_frame(frame, decoded, sink, again, nullptr, &variants_);
  const Ends ends = observe_all(frame, decoded, kAloneSeen);
  for (uint32_t i = 0; i < decoded.message_count; i++) {
    const Message& message = decoded.messages[i];
    const bool is_it = same_view(message.bytes, segment.carrier) &&
                       (message.anomalies & anomaly::sccp_segmented) != 0;
    if (!is_it || message.ss7.tcap == Tcap::none) continue;
    count(counters_, Counter::sccp_segments_alone);
    return handle(frame, decoded, message, kAloneSeen + i, ends);
  }
  count(counters_, Counter::sccp_segments_unread);
}

void Engine::take(const Frame& frame, Decoded& decoded, Source* source) {
  use(source);
  advance(frame.time_ns);
  const Ends ends = observe_all(frame, decoded, 0);
  for (uint32_t i = 0; i < decoded.message_count; i++)
    handle(frame, decoded, decoded.messages[i], i, ends);
}

bool Engine::advance(uint64_t time_ns) {
  if (clock_.observe(time_ns)) [[unlikely]] {
    count(counters_, Counter::clock_steps);
    dialogues_.shift(clock_.shift_s());
    last_ns_ = time_ns; // what was newest by a clock that was wrong is so no more
  }
  const uint32_t now_s = clock_.seconds(time_ns);
  if (dialogues_.is_due(now_s) || watches_.is_due(now_s)) return reach_deadlines(now_s);
  dialogues_.set_clock(now_s);
  return true;
}

/// False when the ring is full: the rest at the next call.
bool Engine::reach_deadlines(uint32_t now_s) {
  const bool done = dialogues_.advance(now_s, [&](uint32_t slot) {
    if (!has_room()) return false;
    expire(slot);
    return true;
  });
  return done && watches_.advance(now_s, [&](uint32_t slot) {
    if (!has_room()) return false;
    reach(slot);
    return true;
  });
}

/// The age at which a dialogue counts as unanswered; where this link has never shown an answer,
/// nothing can be said. A CAP dialogue ends without a word once both sides know that it is over
/// (TS 29.078 §14.1.4), and outlasts the age during a long call: whoever took part has answered.
void Engine::expire(uint32_t slot) {
  const Dialogue& dialogue = dialogues_[slot];
  Ending ending;
  ending.outcome = links_.answers_unseen(dialogue.link, dialogue.from) ? Outcome::not_observable
                                                                       : Outcome::unanswered;
  if (dialogue.has(Dialogue::kIsCap) && dialogue.has(Dialogue::kResponderSeen))
    ending.outcome = Outcome::answered;
  ending.time_ns = clock_.packet_time(dialogue.deadline_s);
  ending.frame = dialogue.frame;
  ending.message = dialogue.message;
  count(counters_, Counter::dialogues_expired);
  close(slot, ending, *networks_);
}

Engine::Progress Engine::finish(Source* source) {
  use(source);
  for (bool is_all = false; !is_all;) {
    is_all = reassembly_.sccp.give_up_all(counters_);
    if (!screen_alone(reassembly_.sccp.alone_count())) return Progress::ring_full;
  }
  const bool done = dialogues_.each_by_deadline([&](uint32_t slot) {
    if (!has_room()) return false;
    const Dialogue& dialogue = dialogues_[slot];
    const bool waited =
        last_ns_ >= dialogue.opened_ns + uint64_t{limits::answer_seconds} * kNsPerSecond;
    const bool unseen = !waited || links_.answers_unseen(dialogue.link, dialogue.from);
    Ending ending;
    ending.outcome = unseen ? Outcome::not_observable : Outcome::unanswered;
    ending.time_ns = last_ns_;
    ending.frame = dialogue.frame;
    ending.message = dialogue.message;
    count(counters_, Counter::dialogues_unfinished);
    close(slot, ending, *networks_);
    return true;
  });
  if (!done) return Progress::ring_full;
  count(counters_, Counter::watches_unfinished, watches_.give_up());
  return Progress::end;
}

inline bool Engine::is_retransmission(const Frame& frame, const Decoded& decoded,
                                      const Message& message, uint64_t copy_hash,
                                      const Ends& ends) {
  if (decoded.packet.transport != kSctp) return false;
  // Two messages of one chunk share its TSN: the chunk is looked at once.
  const bool same_chunk = message.tsn == last_chunk_tsn_ && frame.number == last_chunk_frame_ &&
                          frame.file == last_chunk_file_ && same_view(message.bytes, last_chunk_);
  if (!same_chunk) [[likely]] {
    const uint64_t octets = message.bytes.length;
    const uint64_t content = copy_hash ^ octets << 33; // the mark is of the upper half
    last_chunk_is_ =
        retransmissions_.observe(ends.direction, ends.there, decoded.packet.verification_tag,
                                 message.tsn, content, clock_.seconds(frame.time_ns));
    last_chunk_ = message.bytes;
    last_chunk_tsn_ = message.tsn;
    last_chunk_frame_ = frame.number;
    last_chunk_file_ = frame.file;
    if (last_chunk_is_ == Chunk::conflicting) count(counters_, Counter::sctp_tsn_conflicts);
  }
  if (last_chunk_is_ != Chunk::repeated) return false;
  count(counters_, Counter::sctp_retransmissions);
  return true;
}

/// `at`: where what the message says lies in seen_ and hashes_.
void Engine::handle(const Frame& frame, Decoded& decoded, const Message& message, uint32_t at,
                    const Ends& ends) {
  const Observation& seen = seen_[at];
  const Hashes& hashes = hashes_[at];
  if (first_ns_ == 0) first_ns_ = frame.time_ns;
  last_ns_ = std::max(last_ns_, frame.time_ns);
  if (is_retransmission(frame, decoded, message, hashes.copy, ends)) {
    if (explanations_.wants(frame.number)) [[unlikely]]
      explain(Explanation::What::retransmission, frame.time_ns, message.index, {});
    return;
  }
  // A label of a variant that nobody knows, and nothing else: no link is to be learned from it.
  const bool is_ss7 = message.technology == Technology::ss7;
  if (is_ss7 && message.ss7.tcap == Tcap::none && message.ss7.variant == Ss7Variant::automatic)
    return;
  Now now{frame,
          decoded,
          message,
          seen,
          ends,
          hashes,
          links_.observe(decoded.packet, message, ends.there, frame.time_ns),
          nullptr,
          false,
          clock_.seconds(frame.time_ns),
          networks_at(frame.time_ns)};
  if (message.technology == Technology::diameter && message.diameter.is_management) {
    links_.learn_host(now.place, message.diameter.origin_host.in(now.base()));
    return;
  }
  if (message.technology == Technology::ss7 && message.ss7.tcap == Tcap::none) return;
  if (is_exchange(message) && message.exchange.role == Exchange::Role::none) [[unlikely]]
    return;
  if (now.networks.is_home(seen.destination)) links_.count_addressed_home(now.place);
  const Copies::Found copy =
      copies_.observe(seen.copy, hashes.copy, now.place.slot,
                      static_cast<uint32_t>(ends.association), frame.time_ns);
  now.mark = copy.mark;
  now.is_repeated = copy.verdict == Copies::Verdict::repeated;
  if (copy.verdict == Copies::Verdict::second_leg) {
    second_leg(now);
    return;
  }
  if (message.technology == Technology::ss7)
    on_tcap(now);
  else if (!is_exchange(message))
    on_diameter(now);
  else
    on_exchange(now);
}

/// The same message after translation or relay: nothing to judge, one more leg of its path.
void Engine::second_leg(Now& now) {
  count(counters_, Counter::transit_copies);
  const uint32_t slot = now.mark->dialogue;
  const bool is_open = slot != kNoSlot && dialogues_.is_open(slot, now.mark->time_ns);
  if (explanations_.wants(now.frame.number)) [[unlikely]]
    explain(Explanation::What::copy, now.frame.time_ns, now.message.index, now.place,
            is_open ? dialogues_[slot].frame : 0);
  if (!is_open) return;
  Dialogue& dialogue = dialogues_[slot];
  dialogue.legs = static_cast<uint8_t>(std::min<uint32_t>(now.mark->legs, 255));
  // An agent gives each leg a hop-by-hop id of its own; the answer may be seen on this one first.
  if (now.message.technology == Technology::diameter)
    dialogues_.add_peer(now.seen.opens, now.hashes.opens, slot);
  // Mirror ports disagree by microseconds: where the leg inside came first, the one from outside
  // is the one that rules look at.
  const bool outer = links_.role(now.place) == LinkRole::interconnect &&
                     links_.role(place_of(dialogue)) != LinkRole::interconnect;
  if (outer) judge_leg(now, slot);
  write_member(now, slot, true);
}

const Counters& Engine::counters() {
  const auto set = [&](Counter which, uint64_t value) {
    counters_[static_cast<uint32_t>(which)] = value;
  };
  set(Counter::dialogues_evicted, dialogues_.evicted());
  set(Counter::requests_over_limit, dialogues_.requests_over_limit());
  set(Counter::subscribers_evicted, claims_.evicted());
  set(Counter::claim_histories_evicted, claims_.histories_evicted());
  set(Counter::identities_evicted, identities_.evicted());
  set(Counter::endpoints_evicted, endpoints_.evicted());
  set(Counter::forwardings_evicted, forwardings_.evicted());
  set(Counter::sources_evicted, sources_.evicted());
  set(Counter::watches_evicted, watches_.evicted());
  set(Counter::operator_targets_evicted, operator_days_.evicted());
  set(Counter::copies_evicted, copies_.evicted());
  set(Counter::links_over_limit, links_.over_limit());
  set(Counter::aggregates_over_limit, aggregates_.over_limit());
  set(Counter::targets_evicted, targets_.pairs_evicted());
  set(Counter::asked_subscribers_evicted, targets_.subscribers_evicted());
  set(Counter::asking_homes_evicted, targets_.homes_evicted());
  set(Counter::roamer_days_over_limit, roamer_days_.over_limit());
  set(Counter::sctp_directions_evicted, retransmissions_.evicted());
  reassembly_.count_held(counters_);
  return counters_;
}

size_t Engine::state_octets() const {
  return reassembly_.octets() + links_.octets() + retransmissions_.octets() + copies_.octets() +
         dialogues_.octets() + claims_.octets() + identities_.octets() + endpoints_.octets() +
         sources_.octets() + forwardings_.octets() + targets_.octets() + aggregates_.octets() +
         roamer_days_.octets() + watches_.octets() + operator_days_.octets();
}

} // namespace sigwarden
